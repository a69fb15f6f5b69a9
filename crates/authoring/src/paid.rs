//! Conditions on what another award pays: `{ paid = "base", below = "50%", of = "price_yuan" }`.
//! They become conditions on the answers from which that award follows, so that nothing but the
//! answers decides and bounds stay exact.

use super::as_formula;
use super::message::Message;
use super::words::keep_all;
use huiqi_rules::condition::{Condition, Leaf, Relation, Test};
use huiqi_rules::formula::{Case, Formula};
use huiqi_rules::policy::Terms;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::{Decimal, RoundingStrategy};

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

/// Returns why no condition on the answers says what an award pays; `id` names a question.
pub(super) fn why_not(
    terms: &Terms,
    test: PaidTest,
    id: &dyn Fn(QuestionIndex) -> &'static str,
) -> Message {
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
        PaidThan::Part(_, of) => say!(
            "it is no sum, no sums by cases and no share of `{}` itself",
            "它不是固定金额、分情形的金额，也不是 `{}` 本身的一定比例",
            id(of)
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
    let (relation, threshold) = test.threshold()?;
    Some(match relation {
        Relation::AtLeast => Test::Compares(Relation::Below, threshold),
        Relation::Above => Test::Compares(Relation::AtMost, threshold),
        Relation::AtMost => Test::Compares(Relation::Above, threshold),
        Relation::Below => Test::AtLeast(threshold),
    })
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
                not(self.less(&amount, part, of, Relation::Below)?)
            }
            (PaidThan::Part(part, of), Relation::Above | Relation::AtMost) => {
                not(self.less(&amount, part, of, Relation::AtMost)?)
            }
        };
        // An award whose condition fails pays 0, which is all that a part of 0 is.
        let of_nothing = match (test.than, test.relation) {
            (PaidThan::Part(_, of), Relation::AtLeast | Relation::Below) => {
                not(self.reaches(of, (self.unit)(of).step()))
            }
            (PaidThan::Part(..), Relation::Above | Relation::AtMost) | (PaidThan::Sum(_), _) => {
                NEVER
            }
        };
        let pays_more = any(vec![all(vec![terms.condition, holds]), of_nothing]);
        match test.relation {
            Relation::AtLeast | Relation::Above => Some(pays_more),
            Relation::Below | Relation::AtMost => Some(not(pays_more)),
        }
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

    /// Returns when a formula is below a part of a figure, or at most that; nothing where no
    /// condition says it.
    fn less(
        &self,
        formula: &Formula,
        part: Decimal,
        of: QuestionIndex,
        relation: Relation,
    ) -> Option<Condition> {
        let each = |parts: &[Formula]| -> Option<Vec<Condition>> {
            parts.iter().map(|formula| self.less(formula, part, of, relation)).collect()
        };
        let step = (self.unit)(of).step();
        match formula {
            Formula::Constant(number, _) => {
                let least = up_to(*number, part);
                let is_met = part * least == *number && relation == Relation::Below;
                Some(self.reaches(of, if is_met { least + step } else { least }))
            }
            Formula::Unbounded => Some(NEVER),
            Formula::Product(parts) => match factored(parts)? {
                (factor, None) => {
                    self.less(&Formula::Constant(factor, Notation::Money), part, of, relation)
                }
                (factor, Some(Formula::Figure(question))) if *question == of => {
                    Some(match (relation, factor.cmp(&part)) {
                        (Relation::Below, std::cmp::Ordering::Less) => self.reaches(of, step),
                        (Relation::Below, _) => NEVER,
                        (_, std::cmp::Ordering::Greater) => not(self.reaches(of, step)),
                        (_, _) => ALWAYS,
                    })
                }
                (factor, Some(rest @ (Formula::Lesser(_) | Formula::Greater(_)))) => {
                    self.less(rest, part / factor, of, relation)
                }
                _ => None,
            },
            Formula::Figure(question) if *question == of => {
                let whole = [Formula::Figure(of)];
                self.less(&Formula::Product(keep_all(whole.to_vec())), part, of, relation)
            }
            Formula::Lesser(parts) => each(parts).map(any),
            Formula::Greater(parts) => each(parts).map(all),
            Formula::Cases(cases, otherwise) => {
                first_that_holds(cases, otherwise, &|then| self.less(then, part, of, relation))
            }
            Formula::Figure(_)
            | Formula::Sum(_)
            | Formula::Less(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..)
            | Formula::Award(_) => None,
        }
    }
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
