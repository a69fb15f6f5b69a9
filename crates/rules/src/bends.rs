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
    let (mut bends, mut most_decimals) = (Vec::new(), 0);
    for terms in awards {
        bends.extend(overtakings(trial, terms, variable));
        if let Some(computed) = computed(terms) {
            most_decimals = most_decimals.max(decimals(trial, computed));
        }
    }
    bends.extend(trial.ends(variable, awards).into_iter().flatten());
    let beside = period(unit, most_decimals);
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
    let set = trial.set();
    let Some(own) = computed(terms) else { return Vec::new() };
    let Kind::Figure(unit) = trial.question_of(variable).kind else { return Vec::new() };
    let mut pairs = pairs(&own.most);
    for other in own.awards {
        pairs.extend(pairs_of(trial, other));
    }
    let ends = trial.ends(variable, &[terms]).into_iter();
    let mut ends: Vec<Decimal> = ends.map(|end| end.unwrap_or(unit.most.into())).collect();
    super::order::sort(&mut ends, |left, right| left < right);
    let mut found = Vec::new();
    for pair in &pairs {
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
            continue;
        }
        let others = reads.without(Variables::one(variable));
        trial.each(others, &[terms], &mut |trial| {
            for stretch in ends.windows(2) {
                overtaken(trial, own, pair, variable, unit, stretch, &mut found);
            }
        });
    }
    trial.put(variable, None);
    found
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

/// Returns how many decimals more than its figures an amount can have, with those that it reads.
fn decimals(trial: &dyn Trial, own: &Computed) -> u32 {
    let others = own.awards.iter().filter_map(|id| trial.terms_of(id)).filter_map(computed);
    own.most.decimals() + others.map(|other| decimals(trial, other)).sum::<u32>()
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

/// Returns after how many steps of a figure the roundings of amounts repeat, with so many decimals
/// more than the figure has.
fn period(unit: &Unit, decimals: u32) -> i64 {
    let of_step = unit.step().normalize().scale();
    let more = (of_step + decimals).saturating_sub(2);
    10_i64.checked_pow(more).unwrap_or(MOST_BESIDE).clamp(1, MOST_BESIDE)
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
