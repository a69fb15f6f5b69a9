//! Conditions on what another award pays: `{ paid = "base", below = "50%", of = "price_yuan" }`.
//! They become conditions on the answers from which that award follows, so that nothing but the
//! answers decides and bounds stay exact.

use super::as_formula;
use super::message::Message;
use super::words::keep_all;
use huiqi_rules::condition::{Condition, Leaf, PartTest, Relation, Test};
use huiqi_rules::crossings::{compares, crossings};
use huiqi_rules::formula::{Case, Formula};
use huiqi_rules::policy::Terms;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Ordering;

/// What is asked of the sum that another award pays.
#[derive(Clone, Copy, Debug)]
pub(super) struct PaidTest {
    pub(super) relation: Relation,
    pub(super) than: PaidThan,
}

/// With what that sum is compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum PaidThan {
    /// A sum.
    Sum(Decimal),
    /// A part of a figure: 0.5 for 50%.
    Part(Decimal, QuestionIndex),
}

/// Compares what awards pay with figures; `unit` gives the unit of a question.
pub(super) struct Comparer<'u> {
    pub(super) unit: &'u dyn Fn(QuestionIndex) -> &'static Unit,
}

/// Returns why no condition on the answers says what an award pays.
pub(super) fn why_not(terms: &Terms, test: PaidTest) -> Message {
    if terms.silent_unless.is_some() {
        return say!(
            "it has `silent_unless`, and whether it pays is open where that fails",
            "它写了 `silent_unless`，不满足时给不给说不准"
        );
    }
    if as_formula::amount(terms).is_none() {
        return say!("its document leaves the amount open", "文件没有定死给多少");
    }
    match test.than {
        PaidThan::Part(..) => say!(
            "it is no sum, no sums by cases and no share of one figure, of 0.5% or more",
            "它不是固定金额、分情形的金额，也不是一个数的一定比例（0.5% 以上）"
        ),
        PaidThan::Sum(_) => {
            say!("it adds up or takes off several figures", "它是几个数加起来的，或者减过别的数")
        }
    }
}

pub(super) const ALWAYS: Condition = Condition::All(&[]);
pub(super) const NEVER: Condition = Condition::Any(&[]);

pub(super) fn leaf(question: QuestionIndex, test: Test) -> Condition {
    Condition::Leaf(Leaf { question, test, says: None })
}

pub(super) fn always(part: &Condition) -> bool {
    matches!(part, Condition::All([]))
}

fn never(part: &Condition) -> bool {
    matches!(part, Condition::Any([]))
}

/// The opposite, without a "not" over what always or never holds.
fn not(part: Condition) -> Condition {
    match part {
        Condition::All([]) => NEVER,
        Condition::Any([]) => ALWAYS,
        Condition::Not(part) => *part,
        Condition::Leaf(Leaf { question, test, says: None }) if opposite(test).is_some() => {
            leaf(question, opposite(test).unwrap_or(test))
        }
        Condition::All(_) | Condition::Any(_) | Condition::Leaf(_) => {
            Condition::Not(Box::leak(Box::new(part)))
        }
    }
}

/// The opposite of a comparison with a figure.
fn opposite(test: Test) -> Option<Test> {
    let turned = |relation| match relation {
        Relation::AtLeast => Relation::Below,
        Relation::Above => Relation::AtMost,
        Relation::AtMost => Relation::Above,
        Relation::Below => Relation::AtLeast,
    };
    if let Test::ComparesPart(part) = test {
        let part = PartTest { relation: turned(part.relation), ..*part };
        return Some(Test::ComparesPart(Box::leak(Box::new(part))));
    }
    let (relation, threshold) = test.threshold()?;
    Some(match turned(relation) {
        Relation::AtLeast => Test::AtLeast(threshold),
        relation @ (Relation::Above | Relation::AtMost | Relation::Below) => {
            Test::Compares(relation, threshold)
        }
    })
}

/// Returns a condition, or its opposite, with no "all" directly in an "all" and no "not" but over
/// one question, as a reader would write it. What it takes from elsewhere is in its place already.
fn in_short(condition: &Condition, is_turned: bool) -> Condition {
    let parts = |parts: &[Condition], is_all: bool| {
        let mut found = Vec::new();
        for part in parts {
            match in_short(part, is_turned) {
                Condition::All(inner) if is_all => found.extend(inner),
                Condition::Any(inner) if !is_all => found.extend(inner),
                part => found.push(part),
            }
        }
        if is_all { all(found) } else { any(found) }
    };
    match condition {
        Condition::All(inner) => parts(inner, !is_turned),
        Condition::Any(inner) => parts(inner, is_turned),
        Condition::Not(part) => in_short(part, !is_turned),
        Condition::Leaf(_) if is_turned => not(*condition),
        Condition::Leaf(_) => *condition,
    }
}

/// All parts, without those that always hold.
pub(super) fn all(mut parts: Vec<Condition>) -> Condition {
    parts.retain(|part| !always(part));
    match parts.as_slice() {
        [single] => *single,
        _ if parts.iter().any(never) => NEVER,
        _ => Condition::All(keep_all(parts)),
    }
}

/// Any part, without those that never hold.
pub(super) fn any(mut parts: Vec<Condition>) -> Condition {
    parts.retain(|part| !never(part));
    match parts.as_slice() {
        [single] => *single,
        _ if parts.iter().any(always) => ALWAYS,
        _ => Condition::Any(keep_all(parts)),
    }
}

impl Comparer<'_> {
    /// Returns the condition on the answers under which an award with these terms pays so much;
    /// nothing where no condition says it.
    pub(super) fn paid(&self, terms: &Terms, test: PaidTest) -> Option<Condition> {
        if terms.silent_unless.is_some() {
            return None;
        }
        let amount = as_formula::amount(terms)?;
        // Each relation is one of "so much or more" and "less than that", or its opposite.
        let holds = match (test.than, test.relation) {
            (PaidThan::Sum(sum), Relation::AtLeast | Relation::Below) => {
                self.at_least(&amount, sum - HALF_A_FEN)?
            }
            (PaidThan::Sum(sum), Relation::Above | Relation::AtMost) => {
                self.at_least(&amount, sum + HALF_A_FEN)?
            }
            (PaidThan::Part(part, of), Relation::AtLeast | Relation::Below) => {
                not(self.less(&amount, Decimal::ONE, Part { part, of }, Relation::Below)?)
            }
            (PaidThan::Part(part, of), Relation::Above | Relation::AtMost) => {
                not(self.less(&amount, Decimal::ONE, Part { part, of }, Relation::AtMost)?)
            }
        };
        let asks = in_short(&terms.condition, false);
        // An award whose condition fails pays 0, which is all that a part of 0 is.
        let of_nothing = match (test.than, test.relation) {
            _ if always(&asks) => NEVER,
            (PaidThan::Part(_, of), Relation::AtLeast | Relation::Below) => {
                not(self.reaches(of, (self.unit)(of).step()))
            }
            (PaidThan::Part(..), Relation::Above | Relation::AtMost) | (PaidThan::Sum(_), _) => {
                NEVER
            }
        };
        let pays_more = any(vec![all(vec![asks, holds]), of_nothing]);
        let is_less = matches!(test.relation, Relation::Below | Relation::AtMost);
        Some(in_short(&pays_more, is_less))
    }

    /// A figure that is at least as large as this.
    fn reaches(&self, question: QuestionIndex, least: Decimal) -> Condition {
        let unit = (self.unit)(question);
        let step = unit.step();
        let steps = (least / step).round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity);
        let threshold = (steps * step).normalize();
        let lowest = unit.lowest().unwrap_or(Decimal::ZERO).max(Decimal::ZERO);
        if threshold <= lowest {
            return ALWAYS;
        }
        let highest = unit.highest().unwrap_or_else(|| unit.most.into());
        if threshold > highest {
            return NEVER;
        }
        leaf(question, Test::AtLeast(threshold))
    }

    /// Returns when a formula is so much or more; nothing where no condition says it.
    fn at_least(&self, formula: &Formula, least: Decimal) -> Option<Condition> {
        if least <= Decimal::ZERO {
            return Some(ALWAYS);
        }
        let each = |parts: &[Formula]| -> Option<Vec<Condition>> {
            parts.iter().map(|part| self.at_least(part, least)).collect()
        };
        match formula {
            Formula::Constant(number, _) => Some(if *number >= least { ALWAYS } else { NEVER }),
            Formula::Unbounded => Some(ALWAYS),
            Formula::Figure(question) => Some(self.reaches(*question, least)),
            Formula::Product(parts) => {
                let (factor, rest) = factored(parts)?;
                if factor <= Decimal::ZERO {
                    return Some(NEVER);
                }
                match rest {
                    Some(rest) => self.at_least(rest, up_to(least, factor)),
                    None => Some(if factor >= least { ALWAYS } else { NEVER }),
                }
            }
            Formula::Lesser(parts) => each(parts).map(all),
            Formula::Greater(parts) => each(parts).map(any),
            Formula::Divided(part, by) => self.at_least(part, least * by),
            Formula::FullSteps(part, per) => {
                let steps = least.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity);
                self.at_least(part, steps * per)
            }
            Formula::Cases(cases, otherwise) => {
                first_that_holds(cases, otherwise, &|then| self.at_least(then, least))
            }
            Formula::Less([from, Formula::Constant(less, _)]) => self.at_least(from, least + less),
            Formula::Sum(parts) => {
                let (mut left, mut rest) = (least, Vec::new());
                for part in *parts {
                    if let Formula::Constant(number, _) = part {
                        left -= number;
                    } else {
                        rest.push(part);
                    }
                }
                match rest.as_slice() {
                    [] => Some(if left <= Decimal::ZERO { ALWAYS } else { NEVER }),
                    [one] => self.at_least(one, left),
                    [_, ..] => None,
                }
            }
            Formula::Progressive(part, brackets) => match progressive_reaches(brackets, least) {
                Some(whole) => self.at_least(part, whole),
                None => Some(NEVER),
            },
            Formula::Less(_) | Formula::Award(_) => None,
        }
    }

    /// Returns when a multiple of a formula is below a part of a figure, or at most that, once it
    /// is rounded to the fen; nothing where no condition says it.
    fn less(&self, formula: &Formula, factor: Decimal, than: Part, relation: Relation) -> Less {
        let each = |parts: &[Formula]| -> Option<Vec<Condition>> {
            parts.iter().map(|formula| self.less(formula, factor, than, relation)).collect()
        };
        let Part { part, of } = than;
        let step = (self.unit)(of).step();
        match formula {
            Formula::Constant(number, _) => {
                let number = fen(number * factor);
                let least = up_to(number, part);
                let is_met = part * least == number && relation == Relation::Below;
                Some(self.reaches(of, if is_met { least + step } else { least }))
            }
            Formula::Unbounded => Some(NEVER),
            Formula::Product(parts) => match factored(parts)? {
                (own, None) => {
                    self.less(&Formula::Constant(own, Notation::Money), factor, than, relation)
                }
                (own, Some(rest)) => self.less(rest, factor * own, than, relation),
            },
            Formula::Figure(question) if *question == of => Some(match factor.cmp(&part) {
                Ordering::Less if relation == Relation::Below => self.reaches(of, step),
                Ordering::Equal | Ordering::Greater if relation == Relation::Below => NEVER,
                Ordering::Greater => not(self.reaches(of, step)),
                Ordering::Less | Ordering::Equal => ALWAYS,
            }),
            Formula::Figure(question) => self.line(*question, factor, than, relation),
            Formula::Lesser(parts) => each(parts).map(any),
            Formula::Greater(parts) => each(parts).map(all),
            Formula::Cases(cases, otherwise) => {
                first_that_holds(cases, otherwise, &|then| self.less(then, factor, than, relation))
            }
            Formula::Sum(_)
            | Formula::Less(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..)
            | Formula::Award(_) => None,
        }
    }

    /// Returns when a multiple of a figure, rounded to the fen, is below a part of another one, or
    /// at most that; nothing where it is rounded too coarsely for its figures to be tried.
    fn line(
        &self,
        question: QuestionIndex,
        factor: Decimal,
        Part { part, of }: Part,
        relation: Relation,
    ) -> Less {
        let percent = (part * Decimal::ONE_HUNDRED).normalize();
        let is_fine = |much: Decimal, question| much * (self.unit)(question).step() >= FINEST;
        let is_tried = is_fine(factor, question)
            && is_fine(part, of)
            && factor.scale() <= MOST_DECIMALS
            && percent <= MOST_PERCENT
            && factor <= MOST_PERCENT;
        let test = PartTest {
            rounded: Some(factor.normalize()),
            relation,
            percent,
            of,
            plus: Decimal::ZERO,
            compares,
            crossings,
        };
        let test = Test::ComparesPart(Box::leak(Box::new(test)));
        is_tried.then(|| leaf(question, test))
    }
}

/// A condition, or nothing where none says it.
type Less = Option<Condition>;

/// A part of a figure: 0.5 for 50%.
#[derive(Clone, Copy)]
struct Part {
    part: Decimal,
    of: QuestionIndex,
}

/// A step of a figure is worth this much at the least, so that half a fen is at most a hundred of
/// them.
const FINEST: Decimal = Decimal::from_parts(5, 0, 0, false, 5);
/// No part is more than this.
const MOST_PERCENT: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// Returns a sum as it is paid.
fn fen(sum: Decimal) -> Decimal {
    sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The first case that holds decides.
pub(super) fn first_that_holds(
    cases: &[Case],
    otherwise: &Formula,
    of: &dyn Fn(&Formula) -> Option<Condition>,
) -> Option<Condition> {
    let mut earlier: Vec<Condition> = Vec::new();
    let mut found = Vec::new();
    // Where every case so far is one of some options of one question: those options.
    let mut options: Option<(QuestionIndex, u64)> = None;
    for case in cases {
        let then = of(&case.then)?;
        let chosen = one_of(&case.condition);
        match (chosen, options) {
            (Some((question, own)), Some((before, taken))) if question == before => {
                found.push(all(vec![leaf(question, Test::OneOf(own & !taken)), then]));
                options = Some((question, taken | own));
                earlier = vec![not(leaf(question, Test::OneOf(taken | own)))];
                continue;
            }
            (Some(chosen), _) if earlier.is_empty() => options = Some(chosen),
            _ => options = None,
        }
        found.push(all([earlier.clone(), vec![case.condition, then]].concat()));
        earlier.push(not(case.condition));
    }
    earlier.push(of(otherwise)?);
    found.push(all(earlier));
    Some(any(found))
}

/// Returns the question and the options of a condition that asks for one of them.
fn one_of(condition: &Condition) -> Option<(QuestionIndex, u64)> {
    match condition {
        Condition::Leaf(Leaf { question, test: Test::OneOf(options), .. }) => {
            Some((*question, *options))
        }
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => None,
    }
}

/// Sums are compared as they are paid: rounded to the fen.
const HALF_A_FEN: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// So many decimals of a quotient are kept; every figure has fewer.
const MOST_DECIMALS: u32 = 10;

/// Returns the smallest number with so many decimals of which a factor makes this much.
fn up_to(least: Decimal, factor: Decimal) -> Decimal {
    // With all the decimals that there is room for, a quotient without an end would give a product
    // that is rounded to this number.
    (least / factor).round_dp_with_strategy(MOST_DECIMALS, RoundingStrategy::ToPositiveInfinity)
}

/// Returns the smallest whole of which the rates of its brackets make this much; nothing where none
/// does.
fn progressive_reaches(brackets: &[(Decimal, Decimal)], least: Decimal) -> Option<Decimal> {
    let mut left = least;
    for (index, (from, rate)) in brackets.iter().enumerate() {
        let upper = brackets.get(index + 1).map(|(upper, _)| *upper);
        let inside = upper.map(|upper| (upper - from) * rate);
        if *rate > Decimal::ZERO && inside.is_none_or(|inside| left <= inside) {
            return Some(from + up_to(left, *rate));
        }
        left -= inside?;
    }
    None
}

/// Returns the constants of a product as one number, and the one part beside them.
fn factored(parts: &[Formula]) -> Option<(Decimal, Option<&Formula>)> {
    let mut factor = Decimal::ONE;
    let mut rest = None;
    for part in parts {
        match part {
            Formula::Constant(number, _) => factor *= number,
            _ if rest.is_none() => rest = Some(part),
            _ => return None,
        }
    }
    Some((factor, rest))
}
