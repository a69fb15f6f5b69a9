//! Tables of companies: the same as the example `screen` of the sheets, on bytes in memory; each
//! row by the rules of its place.

use super::error;
use super::packs::Beside;
use crate::table_rules::{Archived, of_packs};
use huiqi_package::rules;
use huiqi_rules::day::read_date;
use huiqi_sheets::ledger::RuleNote;
use huiqi_sheets::mapping::{self, Mapping, UnknownLine};
use huiqi_sheets::screen::{self, ScreenOptions, places_of_table, region_named};
use huiqi_tables::rule_book::RuleBook;
use js_sys::{Array, Function};
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

/// The rules that a table is computed by.
enum Source {
    Book(RuleBook),
    /// The bundled rules and those of an archive, by its name: a function gives its files.
    Archive(String, Function),
}

/// How tables are computed: by which rules, and what their columns and words mean.
#[wasm_bindgen(skip_typescript)]
pub struct TableScreen {
    source: Source,
    /// What is to be said of the rules.
    lines: Vec<String>,
    /// A file that says what columns and words mean.
    map: Option<(String, Vec<u8>)>,
}

#[wasm_bindgen]
impl TableScreen {
    /// Computes by the rules in use.
    #[must_use]
    #[wasm_bindgen(skip_typescript)]
    pub fn in_use() -> Self {
        Self { source: Source::Book(RuleBook::of(rules())), lines: Vec::new(), map: None }
    }

    /// Computes by the rules of packs alone, pairs of a name and bytes: each place by the newest.
    ///
    /// # Errors
    /// A sentence that names the file.
    #[wasm_bindgen(skip_typescript)]
    pub fn of_packs(packs: &Array) -> Result<Self, JsValue> {
        let (book, lines) = of_packs(packs).map_err(|why| error(&why))?;
        Ok(Self { source: Source::Book(book), lines, map: None })
    }

    /// Computes as the page does beside which an archive of packs lies: each place by its newest
    /// rules, those of this program among them. `archive` gives the bytes of a file, or nothing.
    #[must_use]
    #[wasm_bindgen(skip_typescript)]
    pub fn of_archive(folder: String, archive: Function) -> Self {
        Self { source: Source::Archive(folder, archive), lines: Vec::new(), map: None }
    }

    /// Takes a file that says what columns and words mean.
    #[wasm_bindgen(skip_typescript)]
    pub fn take_map(&mut self, name: String, content: Vec<u8>) {
        self.map = Some((name, content));
    }

    /// Returns the id of a place that is given by its id or its name.
    ///
    /// # Errors
    /// A sentence with the names that there are.
    #[wasm_bindgen(skip_typescript)]
    pub fn region_id(&self, wanted: &str) -> Result<String, JsValue> {
        let book = self.known().map_err(|why| error(&why))?;
        let index = region_named(&book, wanted).map_err(|why| error(&why))?;
        Ok(book.places().regions[usize::from(index)].id.to_owned())
    }

    /// Computes a table of companies. `day` is that of rows that say none, `now` is today, `region`
    /// the id or the name of their place.
    ///
    /// # Errors
    /// A sentence that names the file.
    #[wasm_bindgen(skip_typescript)]
    pub fn screen(
        &self,
        name: &str,
        bytes: Vec<u8>,
        day: &str,
        now: &str,
        region: Option<String>,
    ) -> Result<ScreenedTable, JsValue> {
        self.screened(name, bytes, (day, now), region.as_deref()).map_err(|why| error(&why))
    }
}

impl TableScreen {
    /// Returns the rules before the places of a table are known.
    fn known(&self) -> Result<RuleBook, String> {
        match &self.source {
            Source::Book(book) => Ok(book.clone()),
            Source::Archive(folder, archive) => {
                let beside = Beside(archive);
                Ok(Archived::open(&beside, folder)?.names())
            }
        }
    }

    fn options(
        &self,
        book: &RuleBook,
        (day, now): (&str, &str),
        region: Option<&str>,
        unknown: UnknownLine,
    ) -> Result<ScreenOptions, String> {
        let read = |day: &str| {
            read_date(day).ok_or_else(|| format!("{day} is no day; write it as 2026-11-21"))
        };
        let region = region.map(|wanted| region_named(book, wanted)).transpose()?;
        let mapping = match &self.map {
            Some((name, bytes)) => mapping::read_bytes(book, name, bytes, unknown)?,
            None => Mapping::default(),
        };
        let Mapping { columns, values } = mapping;
        Ok(ScreenOptions { now: read(now)?, today: read(day)?, region, columns, values })
    }

    fn screened(
        &self,
        name: &str,
        bytes: Vec<u8>,
        days: (&str, &str),
        region: Option<&str>,
    ) -> Result<ScreenedTable, String> {
        let shared = Shared::from(bytes);
        let (book, notes) = match &self.source {
            Source::Book(book) => (book.clone(), Vec::<RuleNote>::new()),
            Source::Archive(folder, archive) => {
                let beside = Beside(archive);
                let archived = Archived::open(&beside, folder)?;
                // The packs of the places that the table names, as the page fetches them.
                let names = archived.names();
                let options = self.options(&names, days, region, UnknownLine::LeftOut)?;
                let places = places_of_table(&names, name, open_again(&shared), &options)
                    .map_err(|why| why.to_string())?;
                archived.book(&places)?
            }
        };
        let options = self.options(&book, days, region, UnknownLine::Refused)?;
        let written = Written::default();
        let out = written.clone();
        let done =
            screen::screen_table((&book, &notes), name, open_again(&shared), || Ok(out), &options)
                .map_err(|why| why.to_string())?;
        let table = written.0.take();
        Ok(ScreenedTable {
            table,
            lines: done.lines().into_iter().chain(self.lines.clone()).collect(),
        })
    }
}

/// Returns what begins to read a table anew each time.
fn open_again(shared: &Shared) -> impl Fn() -> std::io::Result<Cursor<Shared>> + use<> {
    let shared = shared.clone();
    move || Ok(Cursor::new(shared.clone()))
}
