//! What the whole page keeps besides the answers: cases, and the ways back from what was opened.

use super::storage::{
    get, is_folder, is_over, join_era, key, lasting, names, ours, own, prefix, put, remove, shared,
    tab,
};
use crate::model::kept::Written;
use crate::model::keys;
use huiqi_sitting::shelf::StoredCases;
use wasm_bindgen::JsCast;
use web_sys::{Event, StorageEvent};

/// Stores answers for this tab alone.
pub(crate) fn remember_here(text: &str) {
    if !is_over() {
        put(tab().as_ref(), &key(keys::ANSWERS), text);
        join_era(lasting().as_ref());
    }
}

/// Returns the ways back from what was opened here, or before this visit.
pub(crate) fn replaced() -> String {
    let (tab, shared) = (tab(), shared());
    let is_here = get(tab.as_ref(), &key(keys::ANSWERS)).is_some() || is_folder();
    let storage = if is_here { tab } else { shared };
    get(storage.as_ref(), &key(keys::REPLACED)).unwrap_or_default()
}

/// Stores the ways back for this tab; those of the next visit are stored with its answers.
pub(crate) fn remember_replaced(text: &str) {
    let name = key(keys::REPLACED);
    if text.is_empty() {
        remove(tab().as_ref(), &name);
    } else if !is_over() {
        put(tab().as_ref(), &name, text);
    }
}

/// Returns what is stored of kept cases.
pub(crate) fn cases() -> StoredCases {
    let storage = shared();
    let storage = storage.as_ref();
    let beginning = keys::case(&prefix(), &own());
    let record = |name: String| {
        let id = name.strip_prefix(&beginning)?.to_owned();
        Some((id, get(storage, &name)?))
    };
    let is_present = get(storage, &key(keys::CASES)).is_some();
    let records = is_present.then(|| names(storage).into_iter().filter_map(record).collect());
    StoredCases { records, former: get(storage, &keys::former(keys::CASES, &own())) }
}

/// Whether an event may mean that kept cases are others now.
pub(crate) fn is_about_cases(event: &Event) -> bool {
    let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
    key.is_none_or(|key| key.starts_with(&[&prefix(), keys::CASE].concat()))
}

/// Stores records of kept cases, all of them or none.
pub(crate) fn store_cases(writes: Vec<(String, Option<String>)>) -> Written {
    if is_over() {
        return Written::Refused;
    }
    let storage = shared();
    let storage = storage.as_ref();
    let beginning = keys::case(&prefix(), &own());
    let head = key(keys::CASES);
    let named = writes.into_iter().map(|(id, text)| ([&*beginning, &id].concat(), text));
    let mut before = Vec::new();
    for (name, text) in [(head, Some("1".to_owned()))].into_iter().chain(named) {
        before.push((name.clone(), get(storage, &name)));
        if !write(&name, text.as_deref()) {
            for (name, text) in before.into_iter().rev() {
                write(&name, text.as_deref());
            }
            return Written::Refused;
        }
    }
    Written::Done
}

fn write(name: &str, text: Option<&str>) -> bool {
    let storage = shared();
    let storage = storage.as_ref();
    match text {
        Some(text) => put(storage, name, text),
        None => {
            remove(storage, name);
            get(storage, name).is_none()
        }
    }
}

/// Removes everything that this page keeps, and has the other pages of this browser do the same;
/// whether nothing is left.
pub(crate) fn end() -> bool {
    let storages = [shared(), tab()];
    for storage in &storages {
        ours(storage.as_ref()).iter().for_each(|name| remove(storage.as_ref(), name));
    }
    let is_empty = storages.iter().all(|storage| ours(storage.as_ref()).is_empty());
    let ended = [&prefix(), keys::ENDED].concat();
    put(storages[0].as_ref(), &ended, "1");
    remove(storages[0].as_ref(), &ended);
    is_empty
}
