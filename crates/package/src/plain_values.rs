//! Plain data between JavaScript and what knows its meaning.

use super::foreign::{PlainObject, Thrown, items};
use huiqi_sitting::plain::Plain;
use wasm_bindgen::JsValue;

/// Returns what a caller hands in; none where it is no plain data, or too deep. A key that is
/// undefined is absent, as in JSON.
pub(super) fn read(value: &JsValue) -> Thrown<Option<Plain>> {
    read_at(value, 0)
}

fn read_at(value: &JsValue, depth: usize) -> Thrown<Option<Plain>> {
    if value.is_null() {
        return Ok(Some(Plain::Nothing));
    }
    if let Some(yes) = value.as_bool() {
        return Ok(Some(Plain::YesNo(yes)));
    }
    if let Some(text) = value.as_string() {
        return Ok(Some(Plain::Text(text)));
    }
    if value.as_f64().is_some() {
        let shown = js_sys::Number::from(value.clone()).to_string_with_radix(10);
        return Ok(Some(Plain::Number(String::from(shown.unwrap_or_default()))));
    }
    if depth == Plain::DEEPEST {
        return Ok(None);
    }
    if let Some(items) = items(value)? {
        let mut list = Vec::new();
        for item in &items {
            let Some(item) = read_at(item, depth + 1)? else { return Ok(None) };
            list.push(item);
        }
        return Ok(Some(Plain::List(list)));
    }
    let Some(object) = PlainObject::read(value)? else { return Ok(None) };
    let mut parts = Vec::new();
    for key in &object.keys {
        let value = object.value(&key.into())?;
        if value.is_undefined() {
            continue;
        }
        let Some(value) = read_at(&value, depth + 1)? else { return Ok(None) };
        parts.push((key.clone(), value));
    }
    Ok(Some(Plain::Object(parts)))
}

/// Returns the value as JavaScript has it.
pub(super) fn out(value: &Plain) -> JsValue {
    js_sys::JSON::parse(&value.json()).expect("what is written here is JSON")
}
