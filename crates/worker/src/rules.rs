//! The rules over which tables are computed.

use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use std::cell::Cell;

thread_local! {
    static CURRENT: Cell<&'static PolicySet> = const { Cell::new(&POLICIES) };
}

/// Returns the rules in use: the bundled ones until a pack is loaded.
pub(crate) fn rules() -> &'static PolicySet {
    CURRENT.get()
}

/// Takes a pack into use that the page has read already. A worker ends with its table, so nothing
/// is freed.
pub(crate) fn load(pack: &[u8]) {
    if let Ok(loaded) = huiqi_pack::read(pack) {
        CURRENT.set(loaded.set());
    }
}
