//! The browser's storage. It may be refused, full, or take a text and keep nothing of it: whatever
//! is written is read again. Opened from a folder, the page shares its storage with every other
//! file of the computer: then it keeps its things in the tab.

use super::browser::{on_root, window};
use crate::model::keys;
use crate::model::questions::Keeping;
use huiqi_sitting::cases::Cases;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::Storage;

thread_local! {
    /// How the last text was kept, as far as it was said.
    static TOLD: Cell<Keeping> = const { Cell::new(Keeping::Browser) };
    /// Whether another page ended everything: nothing is written any more.
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Where something is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In this tab, until it is closed.
    Tab,
    /// For later visits, where no other file can read it.
    Visits,
    /// For later visits, whoever can read it.
    Shared,
}

/// Whether the page was opened from a folder.
#[inline(never)]
pub(crate) fn is_folder() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

#[inline(never)]
pub(super) fn storage(place: Place) -> Option<Storage> {
    let storage = match place {
        Place::Tab => window().session_storage(),
        Place::Visits if is_folder() => return None,
        Place::Visits | Place::Shared => window().local_storage(),
    };
    storage.ok().flatten()
}

pub(super) fn prefix() -> String {
    keys::prefix(&window().location().pathname().unwrap_or_default())
}

/// Returns what distinguishes this frame from others of one page.
pub(super) fn own() -> String {
    on_root("data-keep").unwrap_or_default()
}

#[inline(never)]
pub(super) fn key(name: &str) -> String {
    [prefix().as_str(), name, &own()].concat()
}

/// Returns a name that all frames of a deployment share.
#[inline(never)]
pub(super) fn common_key(name: &str) -> String {
    [prefix().as_str(), name].concat()
}

#[inline(never)]
pub(super) fn get(place: Place, key: &str) -> Option<String> {
    storage(place)?.get_item(key).ok().flatten()
}

/// Writes a text; whether it is there then.
#[inline(never)]
pub(super) fn put(place: Place, key: &str, text: &str) -> bool {
    let is_taken = storage(place).is_some_and(|storage| storage.set_item(key, text).is_ok());
    is_taken && get(place, key).as_deref() == Some(text)
}

#[inline(never)]
pub(super) fn remove(place: Place, key: &str) {
    let _ = storage(place).map(|storage| storage.remove_item(key));
}

/// Returns how long something will be kept, as far as that shows without writing.
pub(crate) fn keeping() -> Keeping {
    if storage(Place::Visits).is_some() {
        Keeping::Browser
    } else if storage(Place::Tab).is_some() {
        Keeping::Tab
    } else {
        Keeping::Page
    }
}

/// Whether what this tab keeps is from before an end.
fn is_of_former_era() -> bool {
    let key = common_key(keys::ERA);
    let own = get(Place::Tab, &key);
    own.is_some() && storage(Place::Visits).is_some() && own != get(Place::Visits, &key)
}

/// Marks what this tab keeps as of the present era.
pub(super) fn join_era() {
    let key = common_key(keys::ERA);
    let era = get(Place::Visits, &key).unwrap_or_else(random);
    if put(Place::Visits, &key, &era) {
        put(Place::Tab, &key, &era);
    }
}

/// Returns a number that nobody else has.
pub(crate) fn random() -> String {
    js_sys::Math::random().to_bits().to_string()
}

/// Removes what this tab keeps.
fn forget_tab() {
    for name in [keys::ANSWERS, keys::REPLACED] {
        remove(Place::Tab, &key(name));
    }
    remove(Place::Tab, &common_key(keys::ERA));
}

/// Whether another page ended everything. Then this one begins anew, and writes nothing before.
pub(crate) fn is_over() -> bool {
    if !IS_OVER.get() && is_of_former_era() {
        begin_anew();
    }
    IS_OVER.get()
}

/// Forgets everything and opens the page as for a new visitor.
pub(super) fn begin_anew() {
    IS_OVER.set(true);
    forget_tab();
    let window = window();
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("#/"));
    }
    let _ = window.location().reload();
}

/// Returns the answers of this tab, else those of the last visit.
pub(crate) fn remembered() -> Option<String> {
    if is_of_former_era() {
        forget_tab();
    }
    let here = get(Place::Tab, &key(keys::ANSWERS));
    here.or_else(|| kept(keys::ANSWERS)).filter(|text| Cases::is_readable(text))
}

/// Stores the answers for this tab and for the next visit; how long they are kept, where that is to
/// be said.
pub(crate) fn remember(text: &str) -> Option<Keeping> {
    if is_over() {
        return None;
    }
    let (answers, replaced) = (key(keys::ANSWERS), key(keys::REPLACED));
    let is_in_tab = put(Place::Tab, &answers, text);
    // What a later version wrote is not replaced.
    let is_free = get(Place::Visits, &answers).is_none_or(|text| Cases::is_readable(&text));
    let keeping = if is_free && put(Place::Visits, &answers, text) {
        join_era();
        match get(Place::Tab, &replaced) {
            Some(text) => {
                put(Place::Visits, &replaced, &text);
            }
            None => remove(Place::Visits, &replaced),
        }
        Keeping::Browser
    } else if is_in_tab {
        Keeping::Tab
    } else {
        Keeping::Page
    };
    (TOLD.replace(keeping) != keeping).then_some(keeping)
}

/// Removes the answers, those of this tab and those of the next visit.
pub(crate) fn forget() {
    for name in [keys::ANSWERS, keys::REPLACED] {
        remove(Place::Tab, &key(name));
        remove(Place::Visits, &key(name));
    }
    remove(Place::Shared, &keys::former(keys::ANSWERS, &own()));
}

/// Returns where what is no answer and no case is kept.
fn place() -> Place {
    if is_folder() { Place::Tab } else { Place::Visits }
}

/// Returns what is kept for later visits under a name, else what a former version kept.
#[inline(never)]
pub(crate) fn kept(name: &str) -> Option<String> {
    let place = place();
    get(place, &key(name)).or_else(|| get(place, &keys::former(name, &own())))
}

/// Keeps a text under a name for later visits.
#[inline(never)]
pub(crate) fn keep(name: &str, text: &str) {
    if !is_over() {
        put(place(), &key(name), text);
    }
}
