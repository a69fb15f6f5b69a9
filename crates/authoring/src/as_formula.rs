//! Amounts of every kind as formulas.

use super::formulas;
use super::words::keep_all;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::{Case, Computed, Formula, Gap};
use huiqi_rules::money::{Rate, Yuan};
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
        Cap::Sum(sum) => Formula::Constant(sum.decimal().normalize(), Notation::Money),
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

/// Returns an amount of any kind as a computed one; nothing for grades.
pub(super) fn computed(amount: &AmountRule) -> Option<Computed> {
    let money = |sum: Yuan| Formula::Constant(sum.decimal().normalize(), Notation::Money);
    let (most, promise) = match *amount {
        AmountRule::Fixed(sum) => (money(sum), Promise::Paid),
        AmountRule::UpTo(sum) => (money(sum), Promise::Ceiling),
        AmountRule::Share { rate, of, cap, promise } => (share(rate, of, cap), promise),
        AmountRule::Match { rate, of } => (share(rate, of, None), Promise::Paid),
        AmountRule::Graded { .. } => return None,
        AmountRule::Computed(computed) => return Some(*computed),
    };
    let nothing = Formula::Constant(Decimal::ZERO, Notation::Money);
    Some(match promise {
        Promise::Ceiling => formulas::between(nothing, most, Gap::Ceiling),
        Promise::Paid => formulas::between(most, most, Gap::None),
    })
}

/// Returns an award whose shares of figures in which awards pull apart are computed amounts: only
/// of those the engine knows where they bend.
pub(super) fn as_computed(award: &Award, apart: &[QuestionIndex]) -> Award {
    let terms = |terms: &Terms| {
        let goes = |question: &QuestionIndex| apart.contains(question);
        let is_apart = match &terms.amount {
            AmountRule::Share { of, cap, .. } => {
                goes(of) || matches!(cap, Some(Cap::Question(cap)) if goes(cap))
            }
            AmountRule::Match { of, .. } => goes(of),
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Computed(_) => false,
        };
        let computed = is_apart.then(|| computed(&terms.amount)).flatten();
        let amount = computed.map(|one| AmountRule::Computed(Box::leak(Box::new(one))));
        Terms { amount: amount.unwrap_or(terms.amount), ..*terms }
    };
    let other =
        |other: &OtherTerms| OtherTerms { readings: other.readings, terms: terms(&other.terms) };
    Award {
        terms: terms(&award.terms),
        others: keep_all(award.others.iter().map(other).collect()),
        ..*award
    }
}
