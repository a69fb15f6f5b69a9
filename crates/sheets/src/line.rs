//! One row of a table, which row holds the headings, and why a table cannot be read.

use csv::StringRecord;
use huiqi_rules::policy::PolicySet;
use huiqi_tables::{Column, Headings};
use std::io;

/// A table with more columns than this is refused.
pub const MOST_COLUMNS: usize = 500;

/// One row of the table, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1, as a spreadsheet counts.
    pub number: u64,
    /// Its cells.
    pub cells: StringRecord,
}

impl Line {
    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// It is empty.
    Empty,
    /// A workbook of before 2007, or one that is locked.
    OldWorkbook,
    /// A workbook that is damaged; what its reader says.
    BadWorkbook(String),
    /// Too many columns.
    TooWide,
    /// A quotation mark without its pair, from about this row on: rows may have run together.
    Endless(u64),
    /// The file could not be read; what the system says.
    Unreadable(String),
}

impl From<io::Error> for TableFault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Returns the row of headings among the first rows of a table, by its index.
pub(super) fn best_heading<'a>(
    set: &'static PolicySet,
    lines: impl Iterator<Item = &'a Line>,
) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (index, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let known = known_columns(set, line);
        if best.is_none_or(|(_, most)| known > most) {
            best = Some((index, known));
        }
    }
    best.map(|(index, _)| index)
}

/// Returns how many columns of such a row of headings are known.
pub(super) fn known_columns(set: &'static PolicySet, line: &Line) -> usize {
    let cells: Vec<&str> = line.cells.iter().take(MOST_COLUMNS).collect();
    Headings::read(set, &cells).columns().iter().filter(|column| **column != Column::Other).count()
}
