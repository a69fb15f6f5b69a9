//! Why an award came out as it did: a sentence, the formula, the clause.

use super::figures::{amount, full_amount, percent};
use super::{award_line, step};
use huiqi_engine::report::{AwardReport, Outcome, Step};
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::PolicySet;

/// Returns one sentence: the amount and why.
#[must_use]
pub fn sentence(set: &PolicySet, report: &AwardReport) -> String {
    let line = award_line(set, report);
    match report.outcome {
        Outcome::Certain => format!("可得 {}：{line}。", amount(report.amount)),
        Outcome::Possible => format!("可能有 {}：{line}。", amount(report.amount)),
        Outcome::SetAside => format!("本身是 {}，没有计入：{line}。", amount(report.amount)),
        Outcome::NotMet => format!("现在不能享受。{line}。"),
        Outcome::NotInForce => format!("不计金额：{line}。"),
    }
}

/// Returns the way to the amount in one line; none where a condition has failed.
#[must_use]
pub fn formula(set: &PolicySet, report: &AwardReport) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for (index, this) in report.steps.iter().enumerate() {
        let next = report.steps.get(index + 1);
        match this {
            Step::Fixed(sum) if matches!(next, Some(Step::Ceiling(_))) => {
                parts.push(format!("最高 {}，由部门核定，按 0 至最高额计", full_amount(*sum)))
            }
            Step::Fixed(sum) => parts.push(format!("定额 {}", full_amount(*sum))),
            Step::Base(question, base) => {
                let own = if base.is_exact() {
                    full_amount(*base)
                } else {
                    format!("{}（还没有回答）", set.question(*question).short)
                };
                parts.push(own);
            }
            Step::Share(rate, sum) | Step::Match(rate, sum) => {
                let base = parts.pop().unwrap_or_default();
                let result = if sum.is_exact() {
                    format!(" = {}", full_amount(*sum))
                } else {
                    String::new()
                };
                parts.push(format!("{base} × {}{result}", percent(rate.percent())));
            }
            Step::Capped { cap, amount } => parts.push(capped(*cap, *amount)),
            Step::Ceiling(_) if matches!(report.steps.first(), Some(Step::Fixed(_))) => {}
            Step::Ceiling(sum) => {
                parts.push(format!("这是最高额，由部门核定：{}", full_amount(*sum)))
            }
            Step::Graded(..)
            | Step::Computed { .. }
            | Step::Range(_)
            | Step::Spread(_)
            | Step::CaseByCase(_)
            | Step::Rounded(_)
            | Step::Undecided(_)
            | Step::Silent(_)
            | Step::ClaimedElsewhere(_) => parts.push(step(set, this).0),
        }
    }
    (!parts.is_empty()).then(|| parts.join("；"))
}

fn capped(cap: Amount, result: Amount) -> String {
    match (cap.is_exact(), result.is_exact()) {
        (true, true) => format!("不超过 {}，取 {}", full_amount(cap), full_amount(result)),
        (true, false) => format!("不超过 {}", full_amount(cap)),
        (false, _) => "不超过政策上限（还没有回答）".to_owned(),
    }
}

/// Returns the document, its number and the clause.
#[must_use]
pub fn basis(report: &AwardReport) -> String {
    format!(
        "{}（{}）{}",
        report.policy.short_title,
        report.policy.number.unwrap_or("没有文号"),
        report.award.clause
    )
}
