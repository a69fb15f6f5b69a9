//! What the rules of several places have together: their awards, and the rungs of their ladders.

use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_tables::rule_book::RuleBook;
use std::collections::HashMap;

/// The awards of all rules, each once: several editions may have one alike.
pub(crate) struct Awards {
    pub(crate) all: Vec<(&'static Policy, &'static Award)>,
    /// The index of each award, by where it is in the tables.
    pub(crate) places: HashMap<*const Award, u16>,
}

impl Awards {
    pub(crate) fn of(sets: &[&'static PolicySet]) -> Self {
        let (mut all, mut places) = (Vec::new(), HashMap::new());
        let mut known = HashMap::new();
        for set in sets {
            for (policy, award) in awards(set) {
                let key = (award.id, award.name, award.clause, award.payers, policy.short_title);
                let index = *known.entry(key).or_insert_with(|| {
                    all.push((policy, award));
                    all.len() as u16 - 1
                });
                places.insert(std::ptr::from_ref(award), index);
            }
        }
        Self { all, places }
    }
}

/// Returns every award of a rule set in its order.
fn awards(set: &'static PolicySet) -> impl Iterator<Item = (&'static Policy, &'static Award)> {
    set.policies.iter().flat_map(|policy| policy.awards.iter().map(move |award| (policy, award)))
}

/// Returns the question of the rung held; none where the rule set has no ladder.
pub(crate) fn ladder(set: &PolicySet) -> Option<QuestionIndex> {
    set.constraints.first().map(|constraint| constraint.ladder)
}

/// Returns the rungs of the ladders of all rules, each id once.
pub(crate) fn rungs(book: &RuleBook) -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<(&'static str, &'static str)> = Vec::new();
    for set in book.sets() {
        let options = ladder(set).map_or(&[][..], |ladder| set.question(ladder).options);
        for option in options {
            if found.iter().all(|(id, _)| *id != option.id) {
                found.push((option.id, option.label));
            }
        }
    }
    found
}
