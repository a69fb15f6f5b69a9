//! What the portal says of applications: `apply.json` beside the page, a script of the same content
//! where the page was opened from a folder, or a part of the page that is one file. A file that is
//! missing or wrong is named on the console, and nothing is said to visitors.

use super::browser::window;
use super::shell::Sender;
use crate::model::whole::Action;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::corrections::{Corrections, Json};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(address: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn warn(line: &str);
}

const ADDRESS: &str = "apply.json";
/// The element of the page in one file, and the name that the script gives the text.
const NAME: &str = "huiqiApply";

/// Reads the file, once for a visit.
pub(crate) fn read(set: &'static PolicySet, sender: &Sender<Action>) {
    let page = window().document();
    if let Some(inside) = page.as_ref().and_then(|page| page.get_element_by_id(NAME)) {
        return take(set, sender, &inside.text_content().unwrap_or_default());
    }
    let is_folder = window().location().protocol().is_ok_and(|protocol| protocol == "file:");
    if is_folder { from_script(set, sender) } else { from_site(set, sender) }
}

fn from_script(set: &'static PolicySet, sender: &Sender<Action>) {
    let sender = sender.of::<Action>();
    let loaded = Closure::once_into_js(move || {
        let text = Reflect::get(&window(), &NAME.into()).ok().and_then(|text| text.as_string());
        take(set, &sender, &text.unwrap_or_default());
    });
    let add = || {
        let page = window().document()?;
        let script = page.create_element("script").ok()?;
        script.set_attribute("src", "apply.json.js").ok()?;
        script.add_event_listener_with_callback("load", loaded.unchecked_ref()).ok()?;
        page.body()?.append_child(&script).ok()
    };
    let _ = add();
}

fn from_site(set: &'static PolicySet, sender: &Sender<Action>) {
    let sender = sender.of::<Action>();
    let options = Object::new();
    // What the portal changed today counts today.
    let _ = Reflect::set(&options, &"cache".into(), &"no-cache".into());
    let Ok(answer) = fetch(ADDRESS, &options) else { return };
    let done = Closure::once(move |text: JsValue| {
        if let Some(text) = text.as_string() {
            take(set, &sender, &text);
        }
    });
    let text = Closure::once(move |answer: JsValue| {
        let is_there = Reflect::get(&answer, &"ok".into()).is_ok_and(|ok| ok.is_truthy());
        let method = Reflect::get(&answer, &"text".into()).ok();
        let read = method.and_then(|method| method.dyn_into::<Function>().ok());
        let text = read.filter(|_| is_there).and_then(|read| read.call0(&answer).ok());
        if let Some(text) = text.and_then(|text| text.dyn_into::<Promise>().ok()) {
            let _ = text.then(&done);
            done.forget();
        }
    });
    // Without a network there is nothing to say.
    let failed = Closure::once(|_: JsValue| {});
    let _ = answer.then(&text).catch(&failed);
    text.forget();
    failed.forget();
}

fn take(set: &'static PolicySet, sender: &Sender<Action>, text: &str) {
    let parsed = match JSON::parse(text) {
        Ok(value) => json(&value),
        Err(_) => return warn("apply.json: not JSON"),
    };
    let (corrections, problems) = Corrections::read(set, &parsed);
    problems.iter().for_each(|line| warn(&format!("apply.json: {line}")));
    sender.send(Action::Corrections(corrections));
}

fn json(value: &JsValue) -> Json {
    if let Some(text) = value.as_string() {
        Json::Text(text)
    } else if let Some(list) = value.dyn_ref::<Array>() {
        Json::List(list.iter().map(|item| json(&item)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let entry = |pair: JsValue| {
            let pair = pair.unchecked_into::<Array>();
            (pair.get(0).as_string().unwrap_or_default(), json(&pair.get(1)))
        };
        Json::Object(Object::entries(object).iter().map(entry).collect())
    } else {
        Json::Other
    }
}
