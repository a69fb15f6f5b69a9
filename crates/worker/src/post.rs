//! What goes between the worker and the page.

use crate::file::said;
use crate::scope;
use huiqi_tables::message::{News, Progress};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Returns the bytes that come with an order at this place.
pub(crate) fn bytes(parts: &js_sys::Array, place: u32) -> Option<Vec<u8>> {
    parts.get(place).dyn_into::<js_sys::Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

/// Says something to the page, with a file beside.
pub(crate) fn tell(news: &News, file: Option<&Blob>) {
    match news.serialize(&Serializer::json_compatible()) {
        Ok(news) => {
            let _ = scope().post_message(&js_sys::Array::of2(
                &news,
                file.map_or(&JsValue::NULL, AsRef::as_ref),
            ));
        }
        Err(error) => {
            let _ = scope().post_message(&JsValue::from_str(&error.to_string()));
        }
    }
}

/// Returns how far the work is: so much of all is done.
pub(crate) fn progress(
    milliseconds: u64,
    rows: u64,
    (done, all): (u64, u64),
    writes: bool,
) -> Progress {
    let left = all.saturating_sub(done);
    Progress {
        rows,
        percent: done.min(all) * 100 / all.max(1),
        rows_per_second: rows * 1_000 / milliseconds.max(1),
        seconds_left: (milliseconds * left).div_ceil(done.max(1) * 1_000),
        writes,
    }
}

/// Gives the page a file.
pub(crate) fn give(name: &str, kind: &str, parts: &js_sys::Array) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    match Blob::new_with_u8_array_sequence_and_options(parts, &options) {
        Ok(blob) => tell(&News::Written(Some(name.to_owned())), Some(&blob)),
        Err(error) => tell(&News::Failed(format!("文件没有写成：{}", said(&error))), None),
    }
}
