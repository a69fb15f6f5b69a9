//! The rules over which tables are computed.

use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_tables::rule_book::RuleBook;
use std::cell::{Cell, RefCell};

thread_local! {
    /// The packs that were read, each by its hash.
    static PACKS: RefCell<Vec<(String, &'static PolicySet)>> = const { RefCell::new(Vec::new()) };
    static CURRENT: Cell<&'static PolicySet> = const { Cell::new(&POLICIES) };
}

/// Returns the rules in use: the bundled ones until a pack is loaded.
pub(crate) fn rules() -> &'static PolicySet {
    CURRENT.get()
}

/// Takes a pack into use that the page has read already, or the bundled rules again. A worker ends
/// with its table, so nothing is freed.
pub(crate) fn load(pack: Option<&[u8]>) {
    match pack {
        None => CURRENT.set(&POLICIES),
        Some(pack) => {
            if let Some(set) = read(pack) {
                CURRENT.set(set);
            }
        }
    }
}

/// Reads a pack that the page has read already.
fn read(pack: &[u8]) -> Option<&'static PolicySet> {
    PACKS.with_borrow_mut(|packs| {
        let hash = huiqi_pack::hash(pack);
        if let Some((_, set)) = packs.iter().find(|(own, _)| *own == hash) {
            return Some(*set);
        }
        let set = huiqi_pack::read(pack).ok()?.set();
        packs.push((hash, set));
        Some(set)
    })
}

/// Returns the rules of all places: those of these packs for theirs, else the bundled ones.
pub(crate) fn book(packs: &[Vec<u8>], places: &[(String, String)]) -> RuleBook {
    let packs: Vec<&'static PolicySet> = packs.iter().filter_map(|pack| read(pack)).collect();
    RuleBook::with(&POLICIES, &packs, places)
}
