//! The browser's storage. It may be refused, full, or take a text and keep nothing of it: whatever
//! is written is read again. Opened from a folder, the page shares its storage with every other file
//! of the computer: then it keeps its things in the tab.

use super::browser::{on_root, window};
use crate::model::keys;
use crate::model::questions::Keeping;
use huiqi_sitting::cases::Cases;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, Storage, StorageEvent};

thread_local! {
    /// How the last text was kept, as far as it was said.
    static TOLD: Cell<Keeping> = const { Cell::new(Keeping::Browser) };
    /// Whether another page ended everything: nothing is written any more.
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page was opened from a folder.
pub(crate) fn is_folder() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Returns the storage of later visits, whoever else can read it.
pub(super) fn shared() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Returns the storage of later visits, where it is this page's own.
pub(super) fn lasting() -> Option<Storage> {
    if is_folder() { None } else { shared() }
}

/// Returns the storage of this tab.
pub(super) fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

pub(super) fn prefix() -> String {
    keys::prefix(&window().location().pathname().unwrap_or_default())
}

/// Returns what distinguishes this frame from others of one page.
pub(super) fn own() -> String {
    on_root("data-keep").unwrap_or_default()
}

pub(super) fn key(name: &str) -> String {
    [prefix(), name.to_owned(), own()].concat()
}

pub(super) fn get(storage: Option<&Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok().flatten()
}

/// Writes a text; whether it is there then.
pub(super) fn put(storage: Option<&Storage>, key: &str, text: &str) -> bool {
    let is_taken = storage.is_some_and(|storage| storage.set_item(key, text).is_ok());
    is_taken && get(storage, key).as_deref() == Some(text)
}

pub(super) fn remove(storage: Option<&Storage>, key: &str) {
    let _ = storage.map(|storage| storage.remove_item(key));
}

/// Returns how long something will be kept, as far as that shows without writing.
pub(crate) fn keeping() -> Keeping {
    if lasting().is_some() {
        Keeping::Browser
    } else if tab().is_some() {
        Keeping::Tab
    } else {
        Keeping::Page
    }
}

/// Whether what this tab keeps is from before an end.
fn is_of_former_era() -> bool {
    let key = [&prefix(), keys::ERA].concat();
    let lasting = lasting();
    let own = get(tab().as_ref(), &key);
    lasting.is_some() && own.is_some() && own != get(lasting.as_ref(), &key)
}

/// Marks what this tab keeps as of the present era.
pub(super) fn join_era(lasting: Option<&Storage>) {
    let key = [&prefix(), keys::ERA].concat();
    let era = get(lasting, &key).unwrap_or_else(random);
    if put(lasting, &key, &era) {
        put(tab().as_ref(), &key, &era);
    }
}

/// Returns a number that nobody else has.
pub(crate) fn random() -> String {
    js_sys::Math::random().to_bits().to_string()
}

/// Removes what this tab keeps.
fn forget_tab() {
    let tab = tab();
    for key in ours(tab.as_ref()) {
        remove(tab.as_ref(), &key);
    }
}

/// Returns every name of this deployment, and of former versions; in a folder of all deployments.
pub(super) fn ours(storage: Option<&Storage>) -> Vec<String> {
    let prefix = if is_folder() { "huiqi/".to_owned() } else { prefix() };
    let is_ours =
        |key: &String| keys::is_ours(&prefix, key) || is_folder() && key.starts_with(&prefix);
    names(storage).into_iter().filter(is_ours).collect()
}

/// Returns every name of a storage.
pub(super) fn names(storage: Option<&Storage>) -> Vec<String> {
    let Some(storage) = storage else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// Whether another page ended everything. Then this one begins anew, and writes nothing before.
pub(crate) fn is_over() -> bool {
    if !IS_OVER.get() && is_of_former_era() {
        begin_anew();
    }
    IS_OVER.get()
}

fn begin_anew() {
    IS_OVER.set(true);
    forget_tab();
    let location = window().location();
    let address = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    let _ = location.reload();
}

/// Hears what another page did to the storage.
pub(crate) fn hear(event: &Event) {
    if let Some(event) = event.dyn_ref::<StorageEvent>()
        && event.new_value().is_some()
        && event.key() == Some([&prefix(), keys::ENDED].concat())
    {
        begin_anew();
    }
    is_over();
}

/// Returns the answers of this tab, else those of the last visit.
pub(crate) fn remembered() -> Option<String> {
    if is_of_former_era() {
        forget_tab();
    }
    let here = get(tab().as_ref(), &key(keys::ANSWERS));
    here.or_else(|| kept(keys::ANSWERS)).filter(|text| Cases::is_readable(text))
}

/// Stores the answers for this tab and for the next visit; how long they are kept, where that is to
/// be said.
pub(crate) fn remember(text: &str) -> Option<Keeping> {
    if is_over() {
        return None;
    }
    let (tab, lasting) = (tab(), lasting());
    let (answers, replaced) = (key(keys::ANSWERS), key(keys::REPLACED));
    let is_in_tab = put(tab.as_ref(), &answers, text);
    // What a later version wrote is not replaced.
    let is_free = get(lasting.as_ref(), &answers).is_none_or(|text| Cases::is_readable(&text));
    let keeping = if is_free && put(lasting.as_ref(), &answers, text) {
        join_era(lasting.as_ref());
        match get(tab.as_ref(), &replaced) {
            Some(text) => drop(put(lasting.as_ref(), &replaced, &text)),
            None => remove(lasting.as_ref(), &replaced),
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
        remove(tab().as_ref(), &key(name));
        remove(lasting().as_ref(), &key(name));
    }
    remove(shared().as_ref(), &keys::former(keys::ANSWERS, &own()));
}

/// Returns what is kept for later visits under a name, else what a former version kept.
pub(crate) fn kept(name: &str) -> Option<String> {
    let storage = if is_folder() { tab() } else { shared() };
    get(storage.as_ref(), &key(name)).or_else(|| get(storage.as_ref(), &keys::former(name, &own())))
}

/// Keeps a text under a name for later visits.
pub(crate) fn keep(name: &str, text: &str) {
    if !is_over() {
        let storage = if is_folder() { tab() } else { shared() };
        put(storage.as_ref(), &key(name), text);
    }
}
