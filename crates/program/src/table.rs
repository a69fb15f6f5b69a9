//! Tables of companies: the same as the example `screen` of the sheets, on bytes in memory.

use super::error;
use huiqi_package::rules;
use huiqi_rules::day::read_date;
use huiqi_sheets::mapping::{self, Mapping};
use huiqi_sheets::screen::{self, ScreenOptions, region_named};
use std::cell::RefCell;
use std::io::{Cursor, Write};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The bytes of a table, which several readers read from the beginning.
#[derive(Clone)]
pub(crate) struct Shared(Rc<[u8]>);

impl From<Vec<u8>> for Shared {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// What is written to a table.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A table that was computed.
#[wasm_bindgen(skip_typescript)]
pub struct ScreenedTable {
    table: Vec<u8>,
    lines: Vec<String>,
}

#[wasm_bindgen]
impl ScreenedTable {
    /// Returns the new table, as CSV.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn table(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.table)
    }

    /// Returns what is to be said of it, in lines.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn lines(&self) -> Vec<String> {
        self.lines.clone()
    }
}

/// Returns the id of a region that is given by its id or its name.
///
/// # Errors
/// A sentence with the names that there are.
#[wasm_bindgen(skip_typescript)]
pub fn region_id(wanted: &str) -> Result<String, JsValue> {
    let index = region_named(rules(), wanted).map_err(|why| error(&why))?;
    Ok(rules().regions[usize::from(index)].id.to_owned())
}

/// Computes a table of companies. `day` is that of rows that say none, `now` is today, `region` the
/// id of their place, `map` the content of a file that says what columns and words mean.
///
/// # Errors
/// A sentence that names the file.
#[wasm_bindgen(skip_typescript)]
pub fn screen_table(
    name: &str,
    bytes: Vec<u8>,
    day: &str,
    now: &str,
    region: Option<String>,
    map_name: Option<String>,
    map: Option<Vec<u8>>,
) -> Result<ScreenedTable, JsValue> {
    let set = rules();
    let read = |day: &str| {
        read_date(day).ok_or_else(|| error(&format!("{day} is no day; write it as 2026-11-21")))
    };
    let (today, now) = (read(day)?, read(now)?);
    let region =
        region.map(|wanted| region_named(set, &wanted)).transpose().map_err(|why| error(&why))?;
    let mapping = match (map_name, map) {
        (Some(name), Some(bytes)) => {
            mapping::read_bytes(set, &name, &bytes).map_err(|why| error(&why))?
        }
        (Some(_) | None, _) => Mapping::default(),
    };
    let Mapping { columns, values } = mapping;
    let options = ScreenOptions { now, today, region, columns, values };
    let shared = Shared::from(bytes);
    let written = Written::default();
    let out = written.clone();
    let open = move || Ok(Cursor::new(shared.clone()));
    let done = screen::screen_table(set, name, open, || Ok(out), &options)
        .map_err(|why| error(&why.to_string()))?;
    let table = written.0.take();
    Ok(ScreenedTable { table, lines: done.lines() })
}
