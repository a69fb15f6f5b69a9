//! What the whole page keeps besides the answers: cases, and the ways back from what was opened.

use super::storage::{
    Place, begin_anew, common_key, get, is_folder, is_over, join_era, key, own, prefix, put,
    remembered, remove, storage,
};
use crate::model::kept::Written;
use crate::model::keys;
use huiqi_sitting::shelf::StoredCases;
use wasm_bindgen::JsCast;
use web_sys::{Event, StorageEvent};

/// Stores answers for this tab alone.
pub(crate) fn remember_here(text: &str) {
    if !is_over() {
        put(Place::Tab, &key(keys::ANSWERS), text);
        join_era();
    }
}

/// Whether answers are kept as they are for the next visit too, or are not to be. What was opened
/// and not changed is for this tab alone, and has its way back there.
pub(crate) fn is_remembered(answers: &str) -> bool {
    let is_there = |place| get(place, &key(keys::ANSWERS)).as_deref() == Some(answers);
    let is_opened = get(Place::Tab, &key(keys::REPLACED)).is_some();
    remembered().as_deref() == Some(answers)
        && (is_folder() || is_opened || is_there(Place::Visits))
}

/// Returns the ways back from what was opened here, or before this visit.
pub(crate) fn replaced() -> String {
    let is_here = get(Place::Tab, &key(keys::ANSWERS)).is_some() || is_folder();
    let place = if is_here { Place::Tab } else { Place::Visits };
    get(place, &key(keys::REPLACED)).unwrap_or_default()
}

/// Stores the ways back for this tab; those of the next visit are stored with its answers.
pub(crate) fn remember_replaced(text: &str) {
    if text.is_empty() {
        remove(Place::Tab, &key(keys::REPLACED));
    } else if !is_over() {
        put(Place::Tab, &key(keys::REPLACED), text);
    }
}

/// Returns what is stored of kept cases.
pub(crate) fn cases() -> StoredCases {
    let beginning = keys::case(&prefix(), &own());
    let record = |name: String| {
        let id = name.strip_prefix(&beginning)?.to_owned();
        Some((id, get(Place::Shared, &name)?))
    };
    let is_present = get(Place::Shared, &key(keys::CASES)).is_some();
    let records = is_present.then(|| names(Place::Shared).into_iter().filter_map(record).collect());
    StoredCases { records, former: get(Place::Shared, &keys::former(keys::CASES, &own())) }
}

/// Returns every name of a storage.
fn names(place: Place) -> Vec<String> {
    let Some(storage) = storage(place) else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// Returns every name of this deployment, and of former versions; in a folder of all deployments.
fn ours(place: Place) -> Vec<String> {
    let prefix = prefix();
    let is_ours = |key: &String| keys::is_ours(&prefix, key) || is_folder() && keys::is_of_any(key);
    names(place).into_iter().filter(is_ours).collect()
}

/// Hears what another page did to the storage; whether kept cases may be others now.
pub(crate) fn hear(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<StorageEvent>() else { return true };
    let Some(key) = event.key() else { return true };
    if key == common_key(keys::ENDED) && event.new_value().is_some() {
        begin_anew();
    }
    key.starts_with(&common_key(keys::CASE))
}

/// Stores records of kept cases, all of them or none.
pub(crate) fn store_cases(writes: Vec<(String, Option<String>)>) -> Written {
    if is_over() {
        return Written::Refused;
    }
    let beginning = keys::case(&prefix(), &own());
    let head = (key(keys::CASES), Some("1".to_owned()));
    let named = writes.into_iter().map(|(id, text)| ([&*beginning, &id].concat(), text));
    let mut before = Vec::new();
    for (name, text) in std::iter::once(head).chain(named) {
        before.push((name.clone(), get(Place::Shared, &name)));
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
    match text {
        Some(text) => put(Place::Shared, name, text),
        None => {
            remove(Place::Shared, name);
            get(Place::Shared, name).is_none()
        }
    }
}

/// Removes everything that this page keeps, and has the other pages of this browser do the same;
/// whether nothing is left.
pub(crate) fn end() -> bool {
    let places = [Place::Shared, Place::Tab];
    for place in places {
        ours(place).iter().for_each(|name| remove(place, name));
    }
    let is_empty = places.into_iter().all(|place| ours(place).is_empty());
    let ended = common_key(keys::ENDED);
    put(Place::Shared, &ended, "1");
    remove(Place::Shared, &ended);
    is_empty
}
