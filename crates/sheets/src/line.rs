//! One row of a table, and why a table cannot be read.

use super::kind::FileKind;
use csv::StringRecord;
use std::io;

/// A table with more columns than this is refused.
pub const MOST_COLUMNS: usize = 500;

/// A row longer than this is refused, in bytes.
pub const LONGEST_ROW: usize = 1 << 20;

/// One row of the table, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1, as a spreadsheet counts.
    pub number: u64,
    /// Its cells, without letters that cannot be seen.
    pub cells: StringRecord,
    /// Whether the sheet hides it, as a filter does.
    pub is_hidden: bool,
    /// Whether a formula in it adds up other rows.
    pub adds_up: bool,
    /// The columns whose cell is merged with the one above and has its words.
    pub continued: Vec<usize>,
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
    /// It is no table but something else.
    NotATable(FileKind),
    /// A workbook with a password.
    Locked,
    /// A workbook that is damaged; what its reader says.
    BadWorkbook(String),
    /// It unpacks to more than is taken.
    TooLarge,
    /// A row that is longer than is taken.
    LongRow(u64),
    /// Too many columns.
    TooWide,
    /// A quotation mark without its pair in this row: rows may have run together.
    Endless(u64),
    /// Cells are parted by this mark, which parts no cells.
    Separator(char),
    /// From this row on, the columns are in another order.
    OtherHeadings(u64),
    /// A company for each column, and a question for each row.
    Sideways,
    /// The file could not be read; what the system says.
    Unreadable(String),
}

impl From<io::Error> for TableFault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}
