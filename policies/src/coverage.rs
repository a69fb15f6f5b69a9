//! How much of each document is loaded, and how much is known but not counted.

use crate::EXAMPLES;
use huiqi_rules::policy::{Policy, PolicySet};
use std::collections::BTreeSet;

/// How much of each kind a document has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Awards with an amount.
    pub awards: usize,
    /// Supports without one.
    pub supports: usize,
    /// Money and figures that cannot be computed.
    pub unpriced: usize,
    /// Goals and quotas.
    pub goals: usize,
    /// Clauses with two readings.
    pub readings: usize,
    /// Distinct clauses that any of these name.
    pub clauses: usize,
    /// Examples beside the awards, each of which is a test.
    pub examples: usize,
}

impl Counts {
    /// Returns all of them, in the order of the fields.
    #[must_use]
    pub const fn all(self) -> [usize; 7] {
        [
            self.awards,
            self.supports,
            self.unpriced,
            self.goals,
            self.readings,
            self.clauses,
            self.examples,
        ]
    }
}

/// Returns the counts of one document.
///
/// The tables of the calculator's own page leave texts out that it does not show, so the counts are
/// those of the library and the package.
#[must_use]
pub fn counts(policy: &Policy) -> Counts {
    let clauses: BTreeSet<&str> = (policy.awards.iter().map(|award| award.clause))
        .chain(policy.supports.iter().map(|support| support.clause))
        .chain(policy.goals.iter().map(|goal| goal.clause))
        .chain(policy.readings.iter().map(|reading| reading.clause))
        .chain(policy.highest_only.iter().map(|rule| rule.clause))
        .chain(policy.limits.iter().map(|limit| limit.clause))
        .chain(policy.claimed_elsewhere.iter().map(|rule| rule.clause))
        .collect();
    Counts {
        awards: policy.awards.len(),
        supports: policy.supports.len(),
        unpriced: policy.supports.iter().map(|support| support.unpriced.len()).sum(),
        goals: policy.goals.len(),
        readings: policy.readings.len(),
        clauses: clauses.len(),
        examples: EXAMPLES.iter().filter(|(id, _)| *id == policy.id).map(|(_, count)| count).sum(),
    }
}

/// Returns the counts of all documents together; a clause belongs to its document.
#[must_use]
pub fn totals(set: &PolicySet) -> Counts {
    set.policies.iter().map(counts).fold(Counts::default(), |sum, one| Counts {
        awards: sum.awards + one.awards,
        supports: sum.supports + one.supports,
        unpriced: sum.unpriced + one.unpriced,
        goals: sum.goals + one.goals,
        readings: sum.readings + one.readings,
        clauses: sum.clauses + one.clauses,
        examples: sum.examples + one.examples,
    })
}
