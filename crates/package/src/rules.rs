//! The rule set over which every function of the interface computes.

use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use std::cell::Cell;

thread_local! {
    static CURRENT: Cell<&'static PolicySet> = const { Cell::new(&POLICIES) };
}

/// Returns the rule set in use: the bundled one until another is loaded.
pub(super) fn rules() -> &'static PolicySet {
    CURRENT.get()
}
