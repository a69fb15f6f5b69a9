//! Supports without an amount.

use crate::report::SupportReport;
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Policy, Support};
use huiqi_rules::truth::Truth;
use time::Date;

/// Returns the supports of the documents in force that are open to the company, or may be. A
/// support looks at the answers themselves: a question that is not answered leaves it unknown.
pub(super) fn supports(
    policies: &[&'static Policy],
    answers: &Answers,
    on: Date,
) -> Vec<SupportReport> {
    let mut reports = Vec::new();
    for policy in policies.iter().filter(|policy| policy.is_in_force_on(on)) {
        for support in policy.supports.iter().filter(|support| support.kind != Support::GOAL) {
            let truth =
                support.condition.as_ref().map_or(Truth::Yes, |condition| answers.truth(condition));
            if truth != Truth::No {
                reports.push(SupportReport { policy, support, truth });
            }
        }
    }
    reports
}
