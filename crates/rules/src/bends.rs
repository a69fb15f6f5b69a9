//! Where a computed amount bends over one figure: between two ends of its stretches an answer may
//! matter that matters at neither.

use super::formula::{Computed, Formula};
use super::policy::{AmountRule, PolicySet, Terms};
use super::question::{Kind, Variables};
use super::trial::Trial;
use super::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// A function that returns the values of a figure at which the amounts of these awards together may
/// be least or most, beside the ends of its stretches.
pub type Bends = fn(&mut dyn Trial, &[&'static Terms], u16) -> Vec<Decimal>;

/// A function that returns the values of a figure at which two parts of one amount overtake each
/// other.
pub type Kinks = fn(&mut dyn Trial, &'static Terms, u16) -> Vec<Decimal>;

/// Two parts of an amount that may overtake each other.
type Pair = (Formula, Formula);

/// So many steps beside a bend are tried at the most; rates whose roundings repeat less often are
/// refused where awards pull apart.
const MOST_BESIDE: i64 = 100;

/// So many steps behind the last bend of a figure without an end, two rates are apart by more than
/// a fen, and full steps are counted.
const BEHIND: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// Returns the values of a figure at which awards that pull apart in it may be least or most
/// together, beside the ends of its stretches: where one of them bends, and the steps beside until
/// the roundings repeat.
pub fn bends(trial: &mut dyn Trial, awards: &[&'static Terms], variable: u16) -> Vec<Decimal> {
    let set = trial.set();
    let Kind::Figure(unit) = trial.question_of(variable).kind else { return Vec::new() };
    let ways = |rises: bool| {
        awards.iter().filter_map(|terms| computed(terms)).any(|computed| {
            computed
                .ways
                .iter()
                .any(|(own, way)| *way == rises && set.question(*own).first_variable == variable)
        })
    };
    // Where awards pull apart, all that go with the figure are computed ones.
    if !ways(false) || !ways(true) {
        return Vec::new();
    }
    let (mut bends, mut beside) = (Vec::new(), 1);
    let of_step = unit.step().normalize().scale();
    for terms in awards {
        bends.extend(overtakings(trial, terms, variable));
        if let Some(computed) = computed(terms) {
            let own = roundings(trial, computed).repeat_after(of_step);
            beside = beside.max(own.unwrap_or(MOST_BESIDE));
        }
    }
    bends.extend(trial.ends(variable, awards).into_iter().flatten());
    let (lowest, highest) = (
        unit.lowest().and_then(|end| steps(unit, end)),
        unit.highest().and_then(|end| steps(unit, end)),
    );
    let mut tried: Vec<i64> = Vec::new();
    for bend in bends {
        let Some(at) = steps(unit, bend) else { continue };
        for near in at - beside..=at + beside {
            let is_there =
                lowest.is_none_or(|least| near >= least) && highest.is_none_or(|most| near <= most);
            if is_there && !tried.contains(&near) {
                tried.push(near);
            }
        }
    }
    tried.into_iter().map(|steps| Decimal::from(steps) * unit.step()).collect()
}

/// Returns the values of a figure at which another answer may make a difference to the award's
/// amount: where two parts of it overtake each other, and one behind them all, where the amount has
/// no end: with the figure above every number, each answer gives the same.
pub fn kinks(trial: &mut dyn Trial, terms: &'static Terms, variable: u16) -> Vec<Decimal> {
    let mut found = overtakings(trial, terms, variable);
    let set = trial.set();
    let Some(own) = computed(terms) else { return found };
    let Kind::Figure(unit) = trial.question_of(variable).kind else { return found };
    if unit.highest().is_none() && !has_end(set, &own.most) {
        let ends = trial.ends(variable, &[terms]).into_iter().flatten();
        let last = ends.chain(found.iter().copied()).max().unwrap_or_default();
        found.push(last + unit.step() * BEHIND);
    }
    found
}

/// Whether a number is bounded, whatever the answers.
fn has_end(set: &PolicySet, formula: &Formula) -> bool {
    match formula {
        Formula::Constant(..) => true,
        Formula::Unbounded | Formula::Award(_) => false,
        Formula::Figure(question) => {
            set.question(*question).kind.unit().is_some_and(|unit| unit.highest().is_some())
        }
        Formula::Lesser(parts) => parts.iter().any(|part| has_end(set, part)),
        Formula::Less(parts) => has_end(set, &parts[0]),
        Formula::Sum(_)
        | Formula::Product(_)
        | Formula::Greater(_)
        | Formula::Divided(..)
        | Formula::FullSteps(..)
        | Formula::Progressive(..)
        | Formula::Cases(..) => formula.parts().all(|part| has_end(set, part)),
    }
}

/// Returns the values of a figure, in order of the question, at which two parts of the award's
/// amount overtake each other, on both sides; with the other figures at the ends of their
/// stretches.
fn overtakings(trial: &mut dyn Trial, terms: &'static Terms, variable: u16) -> Vec<Decimal> {
    let Some(own) = computed(terms) else { return Vec::new() };
    let Kind::Figure(unit) = trial.question_of(variable).kind else { return Vec::new() };
    let mut pairs = pairs(&own.most);
    for other in own.awards {
        pairs.extend(pairs_of(trial, other));
    }
    let ends = trial.ends(variable, &[terms]).into_iter();
    let mut ends: Vec<Decimal> = ends.map(|end| end.unwrap_or(unit.most.into())).collect();
    let mut found: Vec<Decimal> = Vec::new();
    // Between two bends each part is a line, so that two parts overtake each other once; the bends
    // of one pair part the stretches of the others.
    loop {
        let before = found.len();
        ends.extend(&found);
        super::order::sort(&mut ends, |left, right| left < right);
        ends.dedup();
        for pair in &pairs {
            overtakings_of(trial, (terms, own), pair, (variable, unit), &ends, &mut found);
        }
        if found.len() == before {
            break;
        }
    }
    trial.put(variable, None);
    found
}

/// Adds the values of a figure at which two parts overtake each other in one of these stretches.
fn overtakings_of(
    trial: &mut dyn Trial,
    (terms, own): (&'static Terms, &'static Computed),
    pair: &Pair,
    (variable, unit): (u16, &Unit),
    ends: &[Decimal],
    found: &mut Vec<Decimal>,
) {
    let set = trial.set();
    // What else the two parts read decides where they overtake each other.
    let mut reads = Variables::NONE;
    for part in [&pair.0, &pair.1] {
        reads = reads | part.reads(|question| set.question(question));
        part.each(&mut |part| {
            if let Formula::Award(_) = part {
                reads = reads | terms.reads;
            }
        });
    }
    if !reads.meets(Variables::one(variable)) {
        return;
    }
    let others = reads.without(Variables::one(variable));
    trial.each(others, &[terms], &mut |trial| {
        for stretch in ends.windows(2) {
            overtaken(trial, own, pair, variable, unit, stretch, found);
        }
    });
}

fn computed(terms: &Terms) -> Option<&'static Computed> {
    match terms.amount {
        AmountRule::Computed(computed) => Some(computed),
        AmountRule::Fixed(_)
        | AmountRule::UpTo(_)
        | AmountRule::Graded { .. }
        | AmountRule::Share { .. }
        | AmountRule::Match { .. } => None,
    }
}

/// Returns the pairs of the amount of another award, and of those that it reads.
fn pairs_of(trial: &dyn Trial, id: &str) -> Vec<Pair> {
    let Some(computed) = trial.terms_of(id).and_then(computed) else { return Vec::new() };
    let mut found = pairs(&computed.most);
    for other in computed.awards {
        found.extend(pairs_of(trial, other));
    }
    found
}

/// Returns how an amount is rounded, with those that it reads.
fn roundings(trial: &dyn Trial, own: &Computed) -> Roundings {
    Roundings::of(own, &|id| {
        let other = trial.terms_of(id).and_then(computed);
        other.map_or(Roundings::default(), |other| roundings(trial, other))
    })
}

/// How an amount is rounded to the fen, itself and in the awards that it reads.
#[derive(Clone, Copy, Default)]
pub struct Roundings {
    /// How many decimals more than its figures all rates have one after the other.
    pub in_all: u32,
    /// How many it has where each award that it reads is rounded before.
    pub decimals: u32,
    /// How many awards it reads, each as often as it is read.
    pub awards: u32,
}

impl Roundings {
    /// Returns those of an amount; `other` returns those of an award that it reads.
    pub fn of(own: &Computed, other: &dyn Fn(&'static str) -> Self) -> Self {
        let mut found = Self {
            in_all: own.most.decimals(&|_| 0),
            decimals: own.most.decimals(&|id| other(id).decimals),
            awards: 0,
        };
        for id in own.awards {
            let read = other(id);
            found.in_all += read.in_all;
            found.awards += 1 + read.awards;
        }
        found
    }

    /// Returns beside how many steps of a figure with so many decimals the roundings repeat, and
    /// awards that are read may overtake each other; none where that is more than is tried.
    #[must_use]
    pub fn repeat_after(self, of_step: u32) -> Option<i64> {
        let period = |decimals: u32| {
            let steps = 10_i64.checked_pow((of_step + decimals).saturating_sub(2))?;
            (steps <= MOST_BESIDE).then_some(steps)
        };
        // Half a fen of each award that is read moves a bend by half a period at the most.
        let chain = || {
            let steps = period(self.decimals)? * (1 + i64::from(self.awards.div_ceil(2)));
            (steps <= MOST_BESIDE).then_some(steps)
        };
        period(self.in_all).or_else(chain)
    }
}

/// Adds the two neighbours between which the first of two parts overtakes the second, if it does in
/// this stretch.
fn overtaken(
    trial: &mut dyn Trial,
    computed: &Computed,
    pair: &Pair,
    variable: u16,
    unit: &Unit,
    stretch: &[Decimal],
    found: &mut Vec<Decimal>,
) {
    let mut is_above = |steps: i64| {
        trial.put(variable, Some(Decimal::from(steps) * unit.step()));
        trial.worth(computed, &pair.0) > trial.worth(computed, &pair.1)
    };
    let (Some(mut low), Some(mut high)) = (steps(unit, stretch[0]), steps(unit, stretch[1])) else {
        return;
    };
    let below = is_above(low);
    if below == is_above(high) {
        return;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if is_above(middle) == below { low = middle } else { high = middle }
    }
    for steps in [low, high] {
        let value = Decimal::from(steps) * unit.step();
        if !found.contains(&value) {
            found.push(value);
        }
    }
}

/// Returns how many steps of a unit a figure is.
fn steps(unit: &Unit, figure: Decimal) -> Option<i64> {
    let hundredths = figure.normalize();
    let scale = hundredths.scale();
    let mantissa = i64::try_from(hundredths.mantissa()).ok()?;
    let hundredths = mantissa.checked_mul(10_i64.checked_pow(2_u32.checked_sub(scale)?)?)?;
    Some(hundredths / i64::from(unit.hundredths_of_step()))
}

/// Returns the pairs of parts of which only the smaller, the larger, or the difference counts.
fn pairs(formula: &Formula) -> Vec<Pair> {
    let mut pairs = Vec::new();
    formula.each(&mut |part| match part {
        Formula::Lesser(parts) | Formula::Greater(parts) => {
            for (index, first) in parts.iter().enumerate() {
                pairs.extend(parts[index + 1..].iter().map(|second| (*first, *second)));
            }
        }
        Formula::Less([from, less]) => pairs.push((*from, *less)),
        Formula::Progressive(whole, brackets) => {
            let notation = Notation::Money;
            let begin =
                |(from, _): &(Decimal, Decimal)| (**whole, Formula::Constant(*from, notation));
            pairs.extend(brackets.iter().map(begin));
        }
        Formula::Constant(..)
        | Formula::Unbounded
        | Formula::Figure(_)
        | Formula::Sum(_)
        | Formula::Product(_)
        | Formula::Divided(..)
        | Formula::FullSteps(..)
        | Formula::Cases(..)
        | Formula::Award(_) => {}
    });
    pairs
}
