//! One sentence about a result that may be quoted as it is: from the least to the most, on which
//! day, by which clauses, with the caution.

use super::{day_line, ends, explain, no_figure, premise};
use crate::situation::Situation;
use huiqi_engine::report::{Advice, AwardReport, Outcome, Report};
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Policy, PolicySet};
use time::Date;

/// The caution beside every figure.
pub const CAUTION: &str = "测算结果仅供参考，以主管部门审核为准。";

fn closing(set: &PolicySet) -> String {
    format!("{CAUTION}规则版本 {}。", set.edition)
}

/// Returns the place and the day, or that no place is chosen.
fn opening(answers: &Answers, on: Date, today: Date) -> Option<String> {
    let region = answers.region()?;
    Some(format!("{}，{}：", region.name, day_line(on, today)))
}

/// Returns a whole result as one sentence.
#[must_use]
pub fn result(set: &PolicySet, answers: &Answers, report: &Report, today: Date) -> String {
    let Some(opening) = opening(answers, report.outline.on, today) else {
        return format!("还没有选所在地，算不出金额。{}", closing(set));
    };
    let situation = Situation::of(&report.outline);
    if !situation.has_figure() {
        let words = no_figure(situation, &report.outline);
        return format!("{opening}{words}。{}", closing(set));
    }
    let premise = premise(&report.outline).unwrap_or_default();
    let clauses = clauses(report);
    let basis = if clauses.is_empty() { String::new() } else { format!("（依据{clauses}）") };
    format!("{opening}{premise}{}{basis}。{}", ends(report.outline.total), closing(set))
}

/// Returns the clauses of all that is paid or may be paid, document by document.
fn clauses(report: &Report) -> String {
    let mut found: Vec<(&'static Policy, Vec<&'static str>)> = Vec::new();
    let counts = |award: &&AwardReport| match award.outcome {
        Outcome::Certain | Outcome::Possible => true,
        Outcome::NotMet | Outcome::SetAside | Outcome::NotInForce => false,
    };
    for award in report.awards.iter().filter(counts) {
        let clause = award.award.clause;
        match found.iter_mut().find(|(policy, _)| policy.id == award.policy.id) {
            Some((_, clauses)) if clauses.contains(&clause) => {}
            Some((_, clauses)) => clauses.push(clause),
            None => found.push((award.policy, vec![clause])),
        }
    }
    let named = found
        .iter()
        .map(|(policy, clauses)| format!("{}{}", policy.short_title, clauses.join("、")));
    named.collect::<Vec<_>>().join("；")
}

/// Returns one award as one sentence.
#[must_use]
pub fn award(
    set: &PolicySet,
    answers: &Answers,
    report: &AwardReport,
    (on, today): (Date, Date),
) -> String {
    let opening = opening(answers, on, today).unwrap_or_default();
    let sentence = explain::sentence(set, report);
    let basis = explain::basis(report);
    format!("{opening}{}：{sentence}依据{basis}。{}", report.award.name, closing(set))
}

/// Returns what would bring most as one sentence.
#[must_use]
pub fn advice(
    set: &PolicySet,
    answers: &Answers,
    found: &Advice,
    (on, today): (Date, Date),
) -> String {
    let Some(opening) = opening(answers, on, today) else {
        return format!("还没有选所在地，说不出差哪一步。{}", closing(set));
    };
    let Some(first) = found.moves.first() else {
        return format!("{opening}按现在的答案，没有哪一步能多拿。{}", closing(set));
    };
    let what = super::advice::what_to_do(set, &[first]);
    let ends = super::advice::ends(set, found.total, first);
    let mut clauses: Vec<&str> = first.awards.iter().map(|change| change.award.clause).collect();
    clauses.dedup();
    format!("{opening}{what}：{ends}依据{}。{}", clauses.join("、"), closing(set))
}
