//! Amounts of every kind as formulas.

use super::words::keep_all;
use huiqi_rules::bends::{bends, kinks};
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::{Case, Computed, Formula, Gap, evaluate};
use huiqi_rules::money::Rate;
use huiqi_rules::policy::{AmountRule, Award, Cap, Grade, OtherTerms, Promise, Terms};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;

/// Returns a share of a figure as a formula, with its cap.
fn share(rate: Rate, of: QuestionIndex, cap: Option<Cap>) -> Formula {
    let rate = (rate.percent() / Decimal::ONE_HUNDRED).normalize();
    let rate = Formula::Constant(rate, Notation::Percent);
    let share = Formula::Product(keep_all(vec![rate, Formula::Figure(of)]));
    let cap = cap.map(|cap| match cap {
        Cap::Sum(sum) => Formula::Constant(sum.decimal(), Notation::Money),
        Cap::Question(question) => Formula::Figure(question),
    });
    cap.map_or(share, |cap| Formula::Lesser(keep_all(vec![share, cap])))
}

/// Returns what an award pays where its condition holds; nothing where its document leaves it open.
pub(super) fn amount(terms: &Terms) -> Option<Formula> {
    let money = |sum: Decimal| Formula::Constant(sum, Notation::Money);
    match terms.amount {
        AmountRule::Fixed(sum) => Some(money(sum.decimal())),
        AmountRule::Share { promise: Promise::Ceiling, .. } | AmountRule::UpTo(_) => None,
        AmountRule::Share { rate, of, cap, promise: Promise::Paid } => Some(share(rate, of, cap)),
        AmountRule::Match { rate, of } => Some(share(rate, of, None)),
        AmountRule::Graded { question, grades, .. } => {
            let case = |(option, grade): (u16, &Grade)| {
                let test = Test::OneOf(1 << option);
                let condition = Condition::Leaf(Leaf { question, test, says: None });
                match grade {
                    Grade::Sum(sum) => Some(Case { condition, then: money(sum.decimal()) }),
                    Grade::Undecided => None,
                }
            };
            let cases: Option<Vec<Case>> = (0..).zip(grades).map(case).collect();
            Some(Formula::Cases(keep_all(cases?), Box::leak(Box::new(money(Decimal::ZERO)))))
        }
        AmountRule::Computed(computed) => (computed.gap == Gap::None).then_some(computed.most),
    }
}

/// Returns an award whose shares of figures in which awards pull apart are computed amounts: only
/// of those the engine knows where they bend.
pub(super) fn as_computed(award: &Award, apart: &[QuestionIndex]) -> Award {
    let terms = |terms: &Terms| {
        let goes = |question: &QuestionIndex| apart.contains(question);
        let (share, of, gap) = match terms.amount {
            AmountRule::Share { rate, of, cap, promise } => {
                let cap_goes = matches!(cap, Some(Cap::Question(cap)) if goes(&cap));
                if !goes(&of) && !cap_goes {
                    return *terms;
                }
                let share = share(rate, of, cap);
                let is_ceiling = promise == Promise::Ceiling;
                (share, None, if is_ceiling { Gap::Ceiling } else { Gap::None })
            }
            AmountRule::Match { rate, of } => (share(rate, of, None), Some(of), Gap::None),
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Computed(_) => return *terms,
        };
        if of.is_some_and(|of| !goes(&of)) {
            return *terms;
        }
        let nothing = Formula::Constant(Decimal::ZERO, Notation::Money);
        let computed = Computed {
            least: if gap == Gap::Ceiling { nothing } else { share },
            most: share,
            gap,
            awards: &[],
            conditions: &[],
            ways: &[],
            evaluate,
            bends,
            kinks,
        };
        Terms { amount: AmountRule::Computed(Box::leak(Box::new(computed))), ..*terms }
    };
    let other =
        |other: &OtherTerms| OtherTerms { readings: other.readings, terms: terms(&other.terms) };
    Award {
        terms: terms(&award.terms),
        others: keep_all(award.others.iter().map(other).collect()),
        ..*award
    }
}
