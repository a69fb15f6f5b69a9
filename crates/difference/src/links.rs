//! What hangs together between the awards and limits of a set in the making.

use super::space::{Space, keep, keep_one};
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::Computed;
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::{AmountRule, Award, Cap, HighestOnly, Policy, Terms};
use huiqi_rules::question::{Question, QuestionIndex, Variables};
use std::collections::BTreeSet;

/// Returns the documents with at most one limit over each award and each limit: where two editions
/// put one under two, the first counts; and without limits over each other.
pub(crate) fn one_limit_each(policies: Vec<Policy>) -> Vec<Policy> {
    let mut taken: BTreeSet<&'static str> = BTreeSet::new();
    let mut above: Vec<(&'static str, &'static str)> = Vec::new();
    let grouped = policies.into_iter().map(|policy| {
        let mut groups = Vec::new();
        for group in policy.highest_only {
            let is_free = |index: &&u16| taken.insert(policy.awards[usize::from(**index)].id);
            let awards: Vec<u16> = group.awards.iter().filter(is_free).copied().collect();
            let HighestOnly { id, clause, name, .. } = *group;
            groups.push(HighestOnly { id, clause, name, awards: keep(awards), other: None });
        }
        Policy { highest_only: keep(groups), ..policy }
    });
    let grouped: Vec<Policy> = grouped.collect();
    let mut limited = Vec::new();
    for policy in grouped {
        let mut limits = Vec::new();
        for limit in policy.limits {
            let mut members = Vec::new();
            for member in limit.members {
                let mut over = Some(limit.id);
                let mut is_circle = false;
                while let Some(id) = over {
                    is_circle |= id == *member;
                    over = above.iter().find(|(below, _)| *below == id).map(|(_, above)| *above);
                }
                if !is_circle && taken.insert(member) {
                    above.push((member, limit.id));
                    members.push(*member);
                }
            }
            let SumLimit { id, clause, name, rule, .. } = *limit;
            let members = keep(members);
            let (other_rule, other_members) = (None, None);
            limits.push(SumLimit { id, clause, name, rule, members, other_rule, other_members });
        }
        limited.push(Policy { limits: keep(limits), ..policy });
    }
    limited
}

/// Returns the documents with what their amounts ask through other awards, and all that they read.
pub(crate) fn with_reads(space: &Space, policies: Vec<Policy>) -> Vec<Policy> {
    let all: Vec<(&Policy, &'static Award)> = policies
        .iter()
        .flat_map(|policy| policy.awards.iter().map(move |own| (policy, own)))
        .collect();
    let find = |id: &str| all.iter().find(|(_, award)| award.id == id);
    // An award with those that its amount reads, directly or not.
    let linked = |award: &'static Award| {
        let mut found: Vec<&'static Award> = vec![award];
        let mut next = 0;
        while let Some(own) = found.get(next).copied() {
            next += 1;
            if let AmountRule::Computed(computed) = own.terms.amount {
                for (_, other) in computed.awards.iter().filter_map(|id| find(id)) {
                    if !found.iter().any(|known| known.id == other.id) {
                        found.push(other);
                    }
                }
            }
        }
        found
    };
    let question = |index: QuestionIndex| -> &'static Question { space.question(index) };
    let matter = |award: &Award| {
        let claimed = find(award.id).and_then(|(policy, _)| policy.claimed_elsewhere.as_ref());
        claimed.zip(award.matter).map_or(Variables::NONE, |(claimed, option)| {
            Variables::one(question(claimed.question).first_variable + option)
        })
    };
    let finished: Vec<&'static [Award]> = policies
        .iter()
        .map(|policy| {
            keep(policy.awards.iter().map(|award| {
                let linked = linked(award);
                let reads = linked.iter().fold(Variables::NONE, |reads, own| {
                    reads | own_reads(&own.terms, question) | matter(own)
                });
                let amount = match award.terms.amount {
                    AmountRule::Computed(own) => {
                        AmountRule::Computed(keep_one(of_linked(own, &linked)))
                    }
                    AmountRule::Fixed(_)
                    | AmountRule::UpTo(_)
                    | AmountRule::Graded { .. }
                    | AmountRule::Share { .. }
                    | AmountRule::Match { .. } => award.terms.amount,
                };
                Award { terms: Terms { amount, reads, ..award.terms }, ..*award }
            }))
        })
        .collect();
    let finished = policies.into_iter().zip(finished);
    finished.map(|(policy, awards)| Policy { awards, ..policy }).collect()
}

/// Returns a computed amount with what the awards ask that it reads.
fn of_linked(own: &'static Computed, linked: &[&'static Award]) -> Computed {
    let mut conditions: Vec<Condition> = Vec::new();
    let mut ways: Vec<(QuestionIndex, bool)> = own.ways.to_vec();
    for (index, award) in linked.iter().enumerate() {
        if index > 0 {
            conditions.push(award.terms.condition);
            conditions.extend(award.terms.silent_unless);
        }
        if let AmountRule::Computed(computed) = award.terms.amount {
            for formula in computed.formulas() {
                formula.each_condition(&mut |condition| conditions.push(*condition));
            }
            for (question, _) in computed.ways {
                // Through a difference it may fall as well as rise.
                ways.extend(
                    [(*question, true), (*question, false)].into_iter().filter(|_| index > 0),
                );
            }
        }
    }
    ways.sort_unstable();
    ways.dedup();
    Computed { conditions: keep(conditions), ways: keep(ways), ..*own }
}

fn own_reads(
    terms: &Terms,
    question: impl Fn(QuestionIndex) -> &'static Question + Copy,
) -> Variables {
    let figure = |index: QuestionIndex| Variables::one(question(index).first_variable);
    let silent = terms.silent_unless.as_ref();
    let asked = terms.condition.reads(question)
        | silent.map_or(Variables::NONE, |condition| condition.reads(question));
    asked
        | match &terms.amount {
            AmountRule::Fixed(_) | AmountRule::UpTo(_) => Variables::NONE,
            AmountRule::Graded { question: index, .. } => figure(*index),
            AmountRule::Share { of, cap, .. } => match cap {
                Some(Cap::Question(cap)) => figure(*of) | figure(*cap),
                Some(Cap::Sum(_)) | None => figure(*of),
            },
            AmountRule::Match { of, .. } => figure(*of),
            AmountRule::Computed(computed) => {
                computed.least.reads(question) | computed.most.reads(question)
            }
        }
}

/// Returns all that the awards and limits of these documents read.
pub(crate) fn reads_of_all(policies: &[Policy]) -> Variables {
    let awards = policies.iter().flat_map(|policy| policy.awards);
    let reads = awards.fold(Variables::NONE, |all, award| all | award.terms.reads);
    let limits = policies.iter().flat_map(|policy| policy.limits);
    limits.fold(reads, |all, limit| match limit.rule {
        LimitRule::AtMost(_, own, _) => all | own,
        LimitRule::Highest => all,
    })
}
