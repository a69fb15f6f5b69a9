//! The rows of a table, wherever they come from: a file of text in UTF-8, UTF-16 or GB18030, what
//! was copied out of a spreadsheet, a workbook.

use super::heading::{Finder, Found, LOOKED_AT, LOOKED_AT_ROWS};
use super::kind::{Container, container};
use super::line::{Line, MOST_COLUMNS, TableFault};
use super::text::{BEGINNING, TextRows};
use super::workbook::{self, BookRows, Sheet, SheetRows};
use huiqi_rules::policy::PolicySet;
use huiqi_tables::figures::{ColumnUnit, NumberFormats};
use huiqi_tables::row_kind::RowSorter;
use huiqi_tables::{Column, Headings, unit_of};
use std::collections::VecDeque;
use std::io::{self, Read};

enum RowSource {
    Text(Box<TextRows>),
    Stream(Box<SheetRows>),
    Lines { lines: std::vec::IntoIter<Line>, count: u64 },
}

/// A table whose headings are found.
pub struct Table {
    set: &'static PolicySet,
    source: RowSource,
    found: Found,
    /// The number of the first row of the headings.
    first_row: u64,
    /// The number of rows above that are not empty.
    above: usize,
    waiting: VecDeque<Line>,
    sheet: Option<Sheet>,
}

impl Table {
    /// Opens a table. `open` begins to read it anew each time; it is called several times, to find
    /// out what it is and how it is written.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open<R: Read + 'static>(
        set: &'static PolicySet,
        open: impl Fn() -> io::Result<R>,
    ) -> Result<Self, TableFault> {
        let finder = Finder::new(set);
        let mut beginning = Vec::new();
        open()?.take(BEGINNING as u64).read_to_end(&mut beginning)?;
        let all = || -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            open()?.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let (sheet, rows) = match container(&beginning) {
            Container::Else(kind) => return Err(TableFault::NotATable(kind)),
            Container::Zip => workbook::open(&finder, all()?)?,
            Container::Compound => workbook::open_old(&finder, all()?)?,
            Container::Text => {
                let text = Box::new(TextRows::open(&finder, &beginning, &open)?);
                return Self::with_headings(set, &finder, RowSource::Text(text), None);
            }
        };
        let source = match rows {
            BookRows::Stream(rows) => RowSource::Stream(rows),
            BookRows::Lines(lines) => {
                let count = lines.len() as u64;
                RowSource::Lines { lines: lines.into_iter(), count }
            }
        };
        Self::with_headings(set, &finder, source, Some(sheet))
    }

    /// Finds the headings; titles above them are no company.
    fn with_headings(
        set: &'static PolicySet,
        finder: &Finder,
        mut source: RowSource,
        sheet: Option<Sheet>,
    ) -> Result<Self, TableFault> {
        if let RowSource::Stream(rows) = &mut source {
            rows.stop_behind(LOOKED_AT_ROWS);
        }
        let mut looked_at: Vec<Line> = Vec::new();
        let (mut line, mut filled) = (Line::default(), 0);
        while filled < LOOKED_AT
            && looked_at.len() < LOOKED_AT_ROWS as usize
            && source.next(&mut line)?
        {
            filled += usize::from(!line.is_empty());
            looked_at.push(line.clone());
        }
        if let RowSource::Stream(rows) = &mut source {
            rows.stop_behind(u32::MAX);
        }
        let found = finder.find(&looked_at).ok_or(TableFault::Empty)?;
        if found.line.cells.len() > MOST_COLUMNS {
            return Err(TableFault::TooWide);
        }
        if finder.is_sideways(&found, &looked_at[found.rows.end..]) {
            return Err(TableFault::Sideways);
        }
        let first_row = looked_at[found.rows.start].number;
        let above = looked_at[..found.rows.start].iter().filter(|line| !line.is_empty()).count();
        let waiting = looked_at.drain(found.rows.end..).collect();
        Ok(Self { set, source, found, first_row, above, waiting, sheet })
    }

    /// Returns the row of headings; several rows of them as one.
    #[must_use]
    pub const fn heading(&self) -> &Line {
        &self.found.line
    }

    /// Returns the numbers of the first and the last row of headings.
    #[must_use]
    pub const fn heading_rows(&self) -> (u64, u64) {
        (self.first_row, self.found.line.number)
    }

    /// Returns how many rows above the headings are not empty.
    #[must_use]
    pub const fn rows_above(&self) -> usize {
        self.above
    }

    /// Returns the unit of the figures of each column: that of its heading, else that of the
    /// heading above it, else that of a line above the table.
    #[must_use]
    pub fn units(&self) -> Vec<Option<ColumnUnit>> {
        let own = self.found.line.cells.iter().map(unit_of).enumerate();
        let group = |index: usize| self.found.of_groups.get(index).copied().flatten();
        own.map(|(index, unit)| unit.or(group(index)).or(self.found.unit)).collect()
    }

    /// Returns a line above that names a unit and does not say of what: its row and its words.
    #[must_use]
    pub const fn unread_unit(&self) -> Option<&(u64, String)> {
        self.found.unread_unit.as_ref()
    }

    /// Whether the sheet hides a column.
    #[must_use]
    pub fn hides(&self, column: usize) -> bool {
        match &self.source {
            RowSource::Stream(rows) => rows.hides(column),
            RowSource::Text(_) | RowSource::Lines { .. } => false,
        }
    }

    /// Returns how its columns are read, which hold this.
    #[must_use]
    pub fn headings(&self, columns: &[Column]) -> Headings {
        self.headings_over(self.set, columns)
    }

    /// Returns how its columns are read by other rules, where they hold this.
    #[must_use]
    pub fn headings_over(&self, set: &'static PolicySet, columns: &[Column]) -> Headings {
        let is_old = self.sheet.as_ref().is_some_and(|sheet| sheet.is_old);
        let formats = if is_old { NumberFormats::Unknown } else { NumberFormats::Known };
        Headings::of(set, columns.to_vec()).in_units(self.units()).with_formats(formats)
    }

    /// Returns what tells its companies from other rows.
    #[must_use]
    pub fn sorter(&self, columns: &[Column]) -> RowSorter {
        let headings: Vec<&str> = self.found.line.cells.iter().collect();
        RowSorter::new(self.set, &headings, columns)
    }

    /// Returns the first rows below the headings, to show what a column holds.
    pub fn samples(&self) -> impl Iterator<Item = &Line> {
        self.waiting.iter()
    }

    /// Returns the sheet of a workbook that is read.
    #[must_use]
    pub const fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// Whether some letters of the file could not be read.
    #[must_use]
    pub fn has_odd_letters(&self) -> bool {
        match &self.source {
            RowSource::Text(text) => text.has_odd_letters,
            RowSource::Stream(_) | RowSource::Lines { .. } => false,
        }
    }

    /// Returns the next row, which may be empty; false at the end.
    ///
    /// # Errors
    /// Why no further row can be read.
    pub fn next(&mut self, line: &mut Line) -> Result<bool, TableFault> {
        if let Some(next) = self.waiting.pop_front() {
            *line = next;
            return Ok(true);
        }
        self.source.next(line)
    }

    /// Returns how far the table is read, and how much there is where that is known: in bytes, in
    /// rows for an .xls.
    #[must_use]
    pub fn progress(&self) -> (u64, Option<u64>) {
        match &self.source {
            RowSource::Text(text) => (text.done(), None),
            RowSource::Stream(rows) => {
                let (done, all) = rows.progress();
                (done, Some(all))
            }
            RowSource::Lines { lines, count } => (count - lines.len() as u64, Some(*count)),
        }
    }
}

impl RowSource {
    fn next(&mut self, line: &mut Line) -> Result<bool, TableFault> {
        match self {
            Self::Text(text) => text.next(line),
            Self::Stream(rows) => rows.next(line),
            Self::Lines { lines, .. } => Ok(lines.next().map(|next| *line = next).is_some()),
        }
    }
}
