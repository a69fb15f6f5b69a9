//! The packs that a table is computed by: fetched and checked here, kept for the worker, which reads
//! them again.

use super::packs;
use super::shell::Sender;
use super::worker;
use crate::model::packs::WantedPack;
use crate::model::table::{self, PlaceRules};
use crate::model::whole::Action;
use wasm_bindgen_futures::spawn_local;

/// Fetches packs; each is said once it is here or cannot be used. Their tables stay: a visit
/// computes few tables.
pub(crate) fn fetch(wanted: Vec<WantedPack>, sender: &Sender<Action>) {
    let keys = packs::keys().unwrap_or_default();
    for one in wanted {
        let (sender, keys) = (sender.clone(), keys.clone());
        spawn_local(async move {
            let found = packs::pack(&one, &keys).await.map(|(loaded, bytes)| {
                worker::keep_pack(&one.hash, bytes);
                let rules: &'static str = Box::leak(loaded.head.rules.clone().into_boxed_str());
                PlaceRules { set: loaded.set(), rules }
            });
            sender.send(table::Action::Rules(one, found).into());
        });
    }
}
