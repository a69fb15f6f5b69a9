//! Small helpers around plain JS objects.

use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static KEPT: RefCell<HashMap<(usize, usize), JsValue>> = RefCell::new(HashMap::new());
}

/// Returns a text of the tables as a JS string, made once and kept.
pub(super) fn constant(text: &'static str) -> JsValue {
    let key = (text.as_ptr() as usize, text.len());
    KEPT.with(|kept| kept.borrow_mut().entry(key).or_insert_with(|| text.into()).clone())
}

/// Forgets all texts that were kept.
pub(super) fn forget() {
    KEPT.take();
}

/// Returns a new plain object.
pub(super) fn object() -> Object {
    Object::new()
}

/// Sets one property.
pub(super) fn set(target: &JsValue, key: &'static str, value: &JsValue) {
    Reflect::set(target, &constant(key), value).expect("a new object takes every property");
}

/// Returns a list.
pub(super) fn array(items: impl Iterator<Item = JsValue>) -> JsValue {
    let list = Array::new();
    for item in items {
        list.push(&item);
    }
    list.into()
}

/// Returns a list of texts of the tables.
pub(super) fn constants(texts: &[&'static str]) -> JsValue {
    array(texts.iter().map(|text| constant(text)))
}

/// Freezes a plain object or list with everything in it, for what every report of the process
/// shares.
pub(super) fn frozen(value: JsValue) -> JsValue {
    if value.is_object() {
        let object: &Object = value.unchecked_ref();
        Object::values(object).iter().for_each(|inner| drop(frozen(inner)));
        Object::freeze(object);
    }
    value
}
