//! The rule set over which every function of the interface computes.

use huiqi_policies::{POLICIES, RULES_HASH};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::receipt::NamedRules;
use std::cell::Cell;

thread_local! {
    static CURRENT: Cell<&'static PolicySet> = const { Cell::new(&POLICIES) };
}

/// Returns the rule set in use: the bundled one until another is loaded.
#[must_use]
pub fn rules() -> &'static PolicySet {
    CURRENT.get()
}

/// Returns the same with the hash of its sources.
pub(super) fn named_rules() -> NamedRules<'static> {
    NamedRules { set: rules(), hash: RULES_HASH }
}
