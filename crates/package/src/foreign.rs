//! Reads objects that a caller made. Every step may run the caller's own code: a getter, a proxy,
//! an iterator. What that throws is handed on, and is never taken for an answer.
//!
//! Each import catches. An error that went through the module uncaught would leave its stack where
//! it was, and after some thousands of them the stack would be used up.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// What a step gives, or what the caller's code threw.
pub(super) type Thrown<T> = Result<T, JsValue>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Thrown<bool>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn copied(value: &JsValue) -> Thrown<Array>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> Thrown<Array>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = getPrototypeOf)]
    fn prototype_of(object: &JsValue) -> Thrown<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag(value: &JsValue) -> Thrown<String>;
}

/// An object made by `{}`, `Object.create(null)` or JSON, of whatever realm, with its keys.
pub(super) struct PlainObject {
    object: Object,
    pub(super) keys: Vec<String>,
}

impl PlainObject {
    /// Returns the object; none where the value is something else.
    pub(super) fn read(value: &JsValue) -> Thrown<Option<Self>> {
        if !value.is_object() || is_array(value)? {
            return Ok(None);
        }
        let prototype = prototype_of(value)?;
        if !prototype.is_null() && !prototype_of(&prototype)?.is_null() {
            return Ok(None);
        }
        let keys = texts(&own_keys(value)?);
        Ok(Some(Self { object: value.clone().unchecked_into(), keys }))
    }

    /// Returns the value of a key; undefined where the object has no such key of its own. (No
    /// `Object.hasOwn`: Chromium has it from 93 on, and the package begins at 80.)
    pub(super) fn get(&self, key: &str, name: &JsValue) -> Thrown<JsValue> {
        if self.keys.iter().any(|own| own == key) {
            Reflect::get(&self.object, name)
        } else {
            Ok(JsValue::UNDEFINED)
        }
    }

    /// Returns the value of one of its keys.
    pub(super) fn value(&self, name: &JsValue) -> Thrown<JsValue> {
        Reflect::get(&self.object, name)
    }
}

/// Returns texts of a list of ours, in one call where none of them contains the separator.
fn texts(list: &Array) -> Vec<String> {
    let joined: Vec<String> =
        String::from(list.join("\n")).split('\n').map(str::to_owned).collect();
    if joined.len() == list.length() as usize {
        joined
    } else {
        list.iter().filter_map(|key| key.as_string()).collect()
    }
}

/// Returns the bytes of a buffer or of a view of one, of whatever realm; none where the value is
/// something else.
pub(super) fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    let (buffer, from, length) = if ArrayBuffer::is_view(value) {
        let part = |key: &str| Reflect::get(value, &key.into()).ok();
        let figure = |key| part(key)?.as_f64().map(|figure| figure as u32);
        (part("buffer")?, figure("byteOffset")?, figure("byteLength")?)
    } else if tag(value).ok()? == "[object ArrayBuffer]" {
        let length = Reflect::get(value, &"byteLength".into()).ok()?.as_f64()?;
        (value.clone(), 0, length as u32)
    } else {
        return None;
    };
    Some(Uint8Array::new_with_byte_offset_and_length(&buffer, from, length).to_vec())
}

/// Returns the items of a list; none where the value is no list.
pub(super) fn items(value: &JsValue) -> Thrown<Option<Vec<JsValue>>> {
    if is_array(value)? { Ok(Some(copied(value)?.iter().collect())) } else { Ok(None) }
}
