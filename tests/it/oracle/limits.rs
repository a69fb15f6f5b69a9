//! Groups and limits over the awards, as the oracle reads them for complete answers.

use super::{OracleCase, Pair, fen, number};
use huiqi_rules::answers::Answers;
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::LimitRule;
use huiqi_rules::policy::{HighestOnly, Policy, ReadingIndex};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The highest-only groups, each as its members among the awards of all documents.
pub(super) fn groups_of(case: &OracleCase<'_>, policies: &[&'static Policy]) -> Vec<Vec<usize>> {
    let mut first = 0;
    let mut groups = Vec::new();
    for policy in policies {
        for rule in policy.highest_only {
            let members = members_of(case, policy, rule);
            if !members.is_empty() {
                groups.push(members.iter().map(|member| first + usize::from(*member)).collect());
            }
        }
        first += policy.awards.len();
    }
    groups
}

/// The members of a highest-only group by the readings of the case.
fn members_of(case: &OracleCase<'_>, policy: &Policy, rule: &HighestOnly) -> &'static [u16] {
    match &rule.other {
        Some(other) if case.others.contains(&policy.readings[usize::from(other.reading.0)].id) => {
            other.awards
        }
        _ => rule.awards,
    }
}

/// Where an award or a limit is in the tree of limits: the limit it is under.
pub(super) struct OracleLimit {
    pub(super) id: &'static str,
    /// The most that it lets through; `None` for the highest only.
    pub(super) at_most: Option<&'static Formula>,
    pub(super) members: Vec<&'static str>,
}

/// The limits of the documents in force, highest-only groups first.
pub(super) fn limits_of(case: &OracleCase<'_>, policies: &[&'static Policy]) -> Vec<OracleLimit> {
    let mut limits = Vec::new();
    for policy in policies {
        for rule in policy.highest_only {
            let members = members_of(case, policy, rule);
            let members: Vec<&str> =
                members.iter().map(|member| policy.awards[usize::from(*member)].id).collect();
            if !members.is_empty() {
                limits.push(OracleLimit { id: rule.id, at_most: None, members });
            }
        }
    }
    for policy in policies {
        let begun = case.on >= policy.valid_from;
        let ended = policy.valid_to.is_some_and(|last| case.on > last);
        for limit in policy.limits.iter().filter(|_| begun && !ended) {
            let is_other = |reading: ReadingIndex| {
                case.others.contains(&policy.readings[usize::from(reading.0)].id)
            };
            let rule = match &limit.other_rule {
                Some(other) if is_other(other.reading) => &other.rule,
                _ => &limit.rule,
            };
            let at_most = match rule {
                LimitRule::Highest => None,
                LimitRule::AtMost(figure, ..) => Some(figure),
            };
            let members = match limit.other_members {
                Some(other) if is_other(other.reading) => other.members,
                _ => limit.members,
            };
            if !members.is_empty() {
                limits.push(OracleLimit { id: limit.id, at_most, members: members.to_vec() });
            }
        }
    }
    limits
}

/// What one limit does in one completion: what is under it, and what it lets through.
#[derive(Clone, Copy)]
pub(super) struct LimitPair {
    pub(super) before: Pair,
    pub(super) after: Pair,
    pub(super) cut: Pair,
}

pub(super) fn limit_pair(
    case: &OracleCase<'_>,
    limits: &[OracleLimit],
    own: &OracleLimit,
    paid: &HashMap<&'static str, Pair>,
    answers: &Answers,
) -> LimitPair {
    let zero = (Decimal::ZERO, Decimal::ZERO);
    let mut parts = Vec::new();
    for member in &own.members {
        let below = limits.iter().find(|limit| limit.id == *member);
        parts.extend(below.map(|below| limit_pair(case, limits, below, paid, answers).after));
        parts.extend(paid.get(member));
    }
    let sum = parts.iter().fold(zero, |sum, part| (sum.0 + part.0, sum.1 + part.1));
    match own.at_most {
        None => {
            let after = parts.iter().fold(zero, |top, part| (top.0.max(part.0), top.1.max(part.1)));
            LimitPair { before: sum, after, cut: zero }
        }
        // Nothing is above what adds up without a figure.
        Some(Formula::Unbounded) => LimitPair { before: sum, after: sum, cut: zero },
        Some(figure) => {
            let cap = fen(number(case, figure, answers, true));
            LimitPair {
                before: sum,
                after: (sum.0.min(cap), sum.1.min(cap)),
                cut: ((sum.0 - cap).max(Decimal::ZERO), (sum.1 - cap).max(Decimal::ZERO)),
            }
        }
    }
}

/// Whether something else under a limit that pays only the highest is surely, or may be, paid
/// instead of an award or of what holds it. Of equal ones either may be the one that is paid.
pub(super) fn beaten_under_limits(
    case: &OracleCase<'_>,
    limits: &[OracleLimit],
    paid: &HashMap<&'static str, Pair>,
    answers: &Answers,
    award: &'static str,
) -> (bool, bool) {
    let value = |id: &'static str| {
        let below = limits.iter().find(|limit| limit.id == id);
        below.map_or_else(
            || paid.get(id).copied().unwrap_or_default(),
            |below| limit_pair(case, limits, below, paid, answers).after,
        )
    };
    let (mut surely, mut maybe, mut at) = (false, false, award);
    while let Some(limit) = limits.iter().find(|limit| limit.members.contains(&at)) {
        let is_group = case
            .set
            .policies
            .iter()
            .any(|policy| policy.highest_only.iter().any(|group| group.id == limit.id));
        if limit.at_most.is_none() && !is_group {
            let own = value(at);
            for other in limit.members.iter().filter(|other| **other != at).map(|id| value(id)) {
                surely |= other.0 >= own.1;
                maybe |= other.1 > own.0;
            }
        }
        at = limit.id;
    }
    (surely, maybe)
}
