//! Conditions and formulas with some of their parts replaced.

use super::words::keep_all;
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Case, Computed, Formula};
use huiqi_rules::policy::{AmountRule, Terms};

/// What takes the place of parts.
pub(super) trait Replace {
    /// Returns what takes the place of a condition whose parts must all hold.
    fn all(&self, parts: &'static [Condition]) -> Option<Condition>;

    /// Returns the full id of an award that a formula names.
    fn award(&self, id: &'static str) -> &'static str {
        id
    }
}

/// Returns a condition with parts replaced.
pub(super) fn condition(written: Condition, by: &dyn Replace) -> Condition {
    let all = |parts: &'static [Condition]| {
        keep_all(parts.iter().map(|part| condition(*part, by)).collect())
    };
    match written {
        Condition::All(parts) => by.all(parts).unwrap_or_else(|| Condition::All(all(parts))),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part) => Condition::Not(Box::leak(Box::new(condition(*part, by)))),
        Condition::Leaf(leaf) => Condition::Leaf(leaf),
    }
}

/// Returns a formula with parts replaced.
pub(super) fn formula(written: Formula, by: &dyn Replace) -> Formula {
    let all = |parts: &'static [Formula]| -> &'static [Formula] {
        keep_all(parts.iter().map(|part| formula(*part, by)).collect())
    };
    let one =
        |part: &'static Formula| -> &'static Formula { Box::leak(Box::new(formula(*part, by))) };
    match written {
        Formula::Constant(..) | Formula::Unbounded | Formula::Figure(_) => written,
        Formula::Sum(parts) => Formula::Sum(all(parts)),
        Formula::Product(parts) => Formula::Product(all(parts)),
        Formula::Lesser(parts) => Formula::Lesser(all(parts)),
        Formula::Greater(parts) => Formula::Greater(all(parts)),
        Formula::Less([from, less]) => {
            Formula::Less(Box::leak(Box::new([formula(*from, by), formula(*less, by)])))
        }
        Formula::Divided(part, number) => Formula::Divided(one(part), number),
        Formula::FullSteps(part, per) => Formula::FullSteps(one(part), per),
        Formula::Progressive(part, brackets) => Formula::Progressive(one(part), brackets),
        Formula::Cases(cases, otherwise) => {
            let case = |case: &Case| Case {
                condition: condition(case.condition, by),
                then: formula(case.then, by),
            };
            Formula::Cases(keep_all(cases.iter().map(case).collect()), one(otherwise))
        }
        Formula::Award(id) => Formula::Award(by.award(id)),
    }
}

/// Returns an award's terms with parts replaced.
pub(super) fn terms(written: &Terms, by: &dyn Replace) -> Terms {
    let amount = match written.amount {
        AmountRule::Computed(computed) => AmountRule::Computed(Box::leak(Box::new(Computed {
            least: formula(computed.least, by),
            most: formula(computed.most, by),
            awards: keep_all(computed.awards.iter().map(|id| by.award(id)).collect()),
            ..*computed
        }))),
        AmountRule::Fixed(_)
        | AmountRule::UpTo(_)
        | AmountRule::Graded { .. }
        | AmountRule::Share { .. }
        | AmountRule::Match { .. } => written.amount,
    };
    Terms {
        condition: condition(written.condition, by),
        silent_unless: written.silent_unless.map(|silent| condition(silent, by)),
        amount,
        ..*written
    }
}
