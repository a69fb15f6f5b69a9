//! What the programs of the npm package run in Node: everything that the JavaScript interface has,
//! with tables of companies and sentences to quote. A browser never loads it.

mod china;
mod editions;
mod packs;
mod quotes;
mod site;
mod table;
mod table_rules;

pub use china::today_in_china;
pub use editions::{ComparedEditions, compare_editions};
pub use packs::{ArchivedPlace, WrittenPacks, archived_place, public_keys, publish_packs};
pub use quotes::{
    quote, quote_advice, quote_award, quote_documents, quote_questions, quote_search, result_text,
};
pub use site::{LibraryPages, library_pages};
pub use table::{ScreenedTable, TableScreen};

use wasm_bindgen::JsValue;

/// Returns a JS `Error` with this sentence.
fn error(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}
