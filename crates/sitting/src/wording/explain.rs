//! Why an award came out as it did: a sentence, the formula, the clause.

use super::figures::{amount, full_amount, level, money, percent};
use super::{award_line, step};
use huiqi_engine::report::{AwardReport, Outcome, Report, Step};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::formula::Gap;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;

/// Returns one sentence: the amount and why.
#[must_use]
pub fn sentence(set: &PolicySet, report: &Report, award: &AwardReport) -> String {
    let line = award_line(set, report, award);
    match award.outcome {
        Outcome::Certain => format!("可以申报 {}。{line}。", amount(award.amount)),
        Outcome::Possible if award.gap == Gap::CaseByCase => {
            format!("有多少，由部门决定。{line}。")
        }
        Outcome::Possible => format!("{}。{line}。", possible(award.amount)),
        Outcome::SetAside => format!("这一项本身是 {}。{line}。", amount(award.amount)),
        Outcome::NotMet => format!("现在不能申报。{line}。"),
        Outcome::NotInForce => format!("这一天申报算不出金额。{line}。"),
    }
}

/// Returns what may be, as said on the telephone.
pub(super) fn possible(sum: Amount) -> String {
    let is_nothing = sum.least == Level::Sum(Yuan::ZERO);
    match (is_nothing, sum.most) {
        _ if sum.is_exact() => format!("可能有 {}", amount(sum)),
        (true, Level::Sum(most)) => format!("最多 {}，也可能没有", money(most)),
        (true, Level::Open) => "有多少，还说不出".to_owned(),
        (false, most) => format!("至少 {}，{}", level(sum.least), super::most(most)),
    }
}

/// Returns the way to the amount in one line; none where a condition has failed.
#[must_use]
pub fn formula(set: &PolicySet, steps: &[Step]) -> Option<String> {
    let lines = lines(set, steps);
    (!lines.is_empty()).then(|| lines.join("；"))
}

/// Returns the way to the amount, a line for each step; empty where a condition has failed.
#[must_use]
pub fn lines(set: &PolicySet, steps: &[Step]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (index, this) in steps.iter().enumerate() {
        let next = steps.get(index + 1);
        match this {
            Step::Fixed(sum) if matches!(next, Some(Step::Ceiling(_))) => lines
                .push(format!("文件写最高 {}，实际由部门核定，所以从 0 元算起", full_amount(*sum))),
            Step::Fixed(_) => lines.push(step(set, &steps[..index], this).0),
            Step::Base(question, base) => {
                let short = set.question(*question).short;
                lines.push(if base.is_exact() {
                    format!("{short} {}", full_amount(*base))
                } else {
                    format!("{short}（还没有填）")
                });
            }
            Step::Share(rate, sum) | Step::Match(rate, sum) => {
                let base = lines.pop().unwrap_or_default();
                let result = if sum.is_exact() {
                    format!(" = {}", full_amount(*sum))
                } else {
                    String::new()
                };
                lines.push(format!("{base} × {}{result}", percent(rate.percent())));
            }
            Step::Capped { cap, amount } => lines.push(capped(*cap, *amount)),
            Step::Ceiling(_) if matches!(steps.first(), Some(Step::Fixed(_))) => {}
            Step::Ceiling(_) => {
                lines.push("文件写“不超过”，实际由部门核定，所以从 0 元算起".to_owned())
            }
            Step::Graded(..)
            | Step::Computed { .. }
            | Step::Case { .. }
            | Step::Range(_)
            | Step::Spread(_)
            | Step::CaseByCase(_)
            | Step::Rounded(_)
            | Step::Undecided(_)
            | Step::Silent(_)
            | Step::ClaimedElsewhere(_) => lines.push(step(set, &steps[..index], this).0),
        }
    }
    lines
}

fn capped(cap: Amount, result: Amount) -> String {
    match (cap.is_exact(), result.is_exact()) {
        (true, true) if cap == result => format!("最高补 {}，按这个算", full_amount(cap)),
        (true, true) => format!("没有超过最高的 {}", full_amount(cap)),
        (true, false) => format!("最高补 {}", full_amount(cap)),
        (false, _) => "最高补多少，文件没有写，您也还没有填".to_owned(),
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
