//! Matters claimed elsewhere: which of them are worth asking for.

use super::ChosenReadings;
use super::scope::{AwardIndex, Scope};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use std::ops::BitOr;
use time::Date;

/// Returns the options of a question for matters claimed elsewhere whose award could pay something
/// for these answers, were nothing claimed elsewhere; one bit each.
#[must_use]
pub fn payable_matters(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
    question: QuestionIndex,
) -> u64 {
    let Some(scope) = Scope::of(set, answers, on, readings) else { return 0 };
    scope.find(&answers.replaced(question, Answer::Options(0)), |search| {
        let mut payable = |index: &AwardIndex| {
            let own = scope.award(*index);
            let elsewhere = own.policy.claimed_elsewhere.as_ref();
            let matter = own
                .award
                .matter
                .filter(|_| elsewhere.is_some_and(|elsewhere| elsewhere.question == question))?;
            (!search.award(*index).amount.is_zero()).then_some(1_u64 << matter)
        };
        scope.everything.iter().filter_map(&mut payable).fold(0, u64::bitor)
    })
}
