//! Rules that lie beside the page: the index and the packs in `packs/`, as scripts where the page
//! was opened from a folder, or inside the page that is one file. Everything that is read is
//! checked; what is refused is named on the console, and the bundled rules serve.

use super::browser::{self, window};
use super::shell::Sender;
use super::storage;
use crate::model::packs::{PackAction, PackFault, PackIndex, WantedPack};
use crate::model::whole::Action;
use huiqi_pack::{Loaded, hash};
use huiqi_policies::page::POLICIES;
use js_sys::{Function, JSON, Object, Promise, Reflect, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(address: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn warn(line: &str);
    /// boot.js: loads a script; it is not there in the page that is one file.
    #[wasm_bindgen(catch, js_namespace = ["window", "huiqiBoot"], js_name = load)]
    fn load_script(address: &str, done: &Function, failed: &Function) -> Result<(), JsValue>;
    /// signatures.js: whether one of these keys signed the bytes; loaded only where there are keys.
    #[wasm_bindgen(catch, js_namespace = window, js_name = huiqiSigned)]
    fn signed(covered: &[u8], signatures: &[u8], keys: &str) -> Result<Promise, JsValue>;
}

/// The setting of the page: the word `on`, then the public keys.
const SETTING: &str = "huiqi-packs";
const FOLDER: &str = "packs/";
const INDEX: &str = "index.json";
/// The elements of the page in one file, and the names that scripts give their texts.
const INDEX_NAME: &str = "huiqiPacks";
const PACK_NAME: &str = "huiqiPack";

/// Returns the public keys of the site, parted by spaces, where it has packs at all.
pub(crate) fn keys() -> Option<String> {
    browser::configured(SETTING)?.strip_prefix("on").map(str::to_owned)
}

/// Reads the index.
///
/// # Errors
/// Why there is none that can be used.
pub(crate) async fn index() -> Result<PackIndex, PackFault> {
    let text = text(INDEX, INDEX_NAME).await?;
    if is_page(text.as_bytes()) {
        return Err(PackFault::Missing);
    }
    let index = JSON::parse(&text)
        .ok()
        .and_then(|value| serde_wasm_bindgen::from_value::<PackIndex>(value).ok())
        .filter(PackIndex::is_sound)
        .map(|index| index.beside(&POLICIES));
    index.ok_or_else(|| {
        warn("packs/index.json: not an index of packs of this format");
        PackFault::Changed
    })
}

/// The index is asked for again after so many milliseconds.
const LOOK_AGAIN: i64 = 600_000;

thread_local! {
    /// When the index was asked for again, in milliseconds.
    static LOOKED: Cell<i64> = const { Cell::new(0) };
}

/// Reads the index again where the page is looked at after a while, or has a network again.
pub(crate) fn look_again(sender: &Sender<Action>) {
    let now = js_sys::Date::now() as i64;
    let is_seen = window().document().is_some_and(|document| !document.hidden());
    if keys().is_none() || !is_seen || now - LOOKED.get() < LOOK_AGAIN {
        return;
    }
    LOOKED.set(now);
    let sender = sender.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // What cannot be read now is read with the next visit.
        if let Ok(index) = index().await {
            sender.send(PackAction::Published(Box::new(index)).into());
        }
    });
}

/// Whether a host sent a page of its own for a file that it does not have.
fn is_page(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Fetches a pack and reads it; the bytes are for the worker of tables.
///
/// # Errors
/// Why it is not used.
pub(crate) async fn pack(wanted: &WantedPack, keys: &str) -> Result<(Loaded, Vec<u8>), PackFault> {
    let bytes = checked_pack(wanted, keys).await?;
    match huiqi_pack::read(&bytes) {
        Ok(loaded) => Ok((loaded, bytes)),
        Err(refusal) => Err(refused(wanted, &format!("{refusal:?}"), PackFault::from(&refusal))),
    }
}

/// Names a pack that is not used on the console.
fn refused(wanted: &WantedPack, why: &str, fault: PackFault) -> PackFault {
    warn(&format!("packs/{}: {why}", wanted.file));
    fault
}

/// Fetches a pack and checks that it is the one of the index, signed by a key of the site.
///
/// # Errors
/// Why it is not used.
pub(crate) async fn checked_pack(wanted: &WantedPack, keys: &str) -> Result<Vec<u8>, PackFault> {
    let refuse = |why: &str, fault: PackFault| refused(wanted, why, fault);
    let is_whole = |bytes: &Vec<u8>| hash(bytes) == wanted.hash;
    let mut found = bytes(&wanted.file, "default").await;
    if found.as_ref().is_ok_and(|bytes| !is_whole(bytes)) {
        // What was kept of it may have been cut.
        found = bytes(&wanted.file, "reload").await.or(found);
    }
    let bytes = found.map_err(|fault| refuse("cannot be fetched", fault))?;
    if is_page(&bytes) {
        return Err(refuse("the host sent a page in its place", PackFault::Missing));
    }
    if !is_whole(&bytes) {
        return Err(refuse("its hash is not that of the index", PackFault::Changed));
    }
    // What is inside the page came with it, keys and all.
    let is_inside = inside(&inside_name(&wanted.file)).is_some();
    if !keys.trim().is_empty() && !is_inside && !is_signed(&bytes, keys).await {
        return Err(refuse("no key of the site signed it", PackFault::Unsigned));
    }
    Ok(bytes)
}

async fn is_signed(pack: &[u8], keys: &str) -> bool {
    let Ok((covered, signatures)) = huiqi_pack::split(pack) else { return false };
    if !script("signatures.js").await {
        return false;
    }
    let Ok(answer) = signed(covered, signatures, keys) else { return false };
    JsFuture::from(answer).await.is_ok_and(|answer| answer.is_truthy())
}

/// Loads a script; whether it came.
async fn script(address: &str) -> bool {
    let loaded = Promise::new(&mut |resolve, _| {
        let resolved = resolve.clone();
        let done =
            Closure::once_into_js(move || drop(resolved.call1(&JsValue::NULL, &true.into())));
        let failed =
            Closure::once_into_js(move || drop(resolve.call1(&JsValue::NULL, &false.into())));
        let failed: Function = failed.unchecked_into();
        if load_script(address, done.unchecked_ref(), &failed).is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(loaded).await.is_ok_and(|loaded| loaded.is_truthy())
}

/// The text of a file that lies inside the page, in a script, or beside the page.
async fn text(file: &str, name: &str) -> Result<String, PackFault> {
    if let Some(inside) = inside(name) {
        return Ok(inside);
    }
    if storage::is_folder() {
        return scripted(file, name).await.ok_or(PackFault::Missing);
    }
    // What was published today counts today.
    let response = answer(file, "no-cache").await?;
    let text = read(&response, "text").await.and_then(|text| text.as_string());
    text.ok_or(PackFault::NoAnswer)
}

async fn bytes(file: &str, cache: &str) -> Result<Vec<u8>, PackFault> {
    let coded = match inside(&inside_name(file)) {
        Some(coded) => Some(coded),
        None if storage::is_folder() => {
            Some(scripted(file, PACK_NAME).await.ok_or(PackFault::Missing)?)
        }
        None => None,
    };
    if let Some(coded) = coded {
        let letters = window().atob(coded.trim()).map_err(|_| PackFault::Changed)?;
        let bytes = letters.chars().map(|letter| u8::try_from(letter).ok());
        return bytes.collect::<Option<_>>().ok_or(PackFault::Changed);
    }
    let response = answer(file, cache).await?;
    let buffer = read(&response, "arrayBuffer").await.ok_or(PackFault::NoAnswer)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The id of the element that holds a pack in the page in one file.
fn inside_name(file: &str) -> String {
    format!("{PACK_NAME}-{file}")
}

fn inside(id: &str) -> Option<String> {
    window().document()?.get_element_by_id(id)?.text_content()
}

async fn scripted(file: &str, name: &str) -> Option<String> {
    if !script(&format!("{FOLDER}{file}.js")).await {
        return None;
    }
    Reflect::get(&window(), &name.into()).ok()?.as_string()
}

/// Asks for a file.
async fn answer(file: &str, cache: &str) -> Result<JsValue, PackFault> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"cache".into(), &cache.into());
    let promise = fetch(&format!("{FOLDER}{file}"), &options).map_err(|_| PackFault::NoAnswer)?;
    let response = JsFuture::from(promise).await.map_err(|_| PackFault::NoAnswer)?;
    let is_there = Reflect::get(&response, &"ok".into()).is_ok_and(|ok| ok.is_truthy());
    if is_there { Ok(response) } else { Err(PackFault::Missing) }
}

async fn read(response: &JsValue, how: &str) -> Option<JsValue> {
    let method = Reflect::get(response, &how.into()).ok()?.dyn_into::<Function>().ok()?;
    let promise = method.call0(response).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()
}
