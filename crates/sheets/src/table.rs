//! The rows of a table, wherever they come from: a file of text in UTF-8, UTF-16 or GB18030, what
//! was copied out of a spreadsheet, a workbook. Text is read piece by piece, so that a long table
//! takes no memory.

use super::line::{Line, MOST_COLUMNS, TableFault, best_heading};
use super::workbook;
use encoding_rs::{GB18030, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use huiqi_rules::policy::PolicySet;
use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

/// A row longer than this is taken for a quotation mark without its pair, in bytes.
const LONGEST_ROW: usize = 1 << 20;
/// The number of first rows in which the headings are looked for.
const LOOKED_AT: usize = 10;

enum RowSource {
    Text(CsvText),
    Sheet { lines: std::vec::IntoIter<Line>, count: u64 },
}

struct CsvText {
    reader: csv::Reader<Box<dyn Read>>,
    /// The line of the file after the last row.
    line: u64,
    /// The number of the last row.
    row: u64,
    /// The first row that goes over several lines.
    long_row: Option<u64>,
    done: Rc<Cell<u64>>,
    has_odd_quotes: Rc<Cell<bool>>,
}

/// A table whose headings are found.
pub struct Table {
    source: RowSource,
    heading: Line,
    waiting: VecDeque<Line>,
    sheet: Option<workbook::Sheet>,
}

/// Counts what is read.
struct Counting<R> {
    inner: R,
    done: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.done.set(self.done.get() + read as u64);
        Ok(read)
    }
}

/// Watches whether quotation marks come in pairs.
struct Pairing<R> {
    inner: R,
    is_odd: Rc<Cell<bool>>,
}

impl<R: Read> Read for Pairing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let marks = into[..read].iter().filter(|byte| **byte == b'"').count();
        self.is_odd.set(self.is_odd.get() ^ (marks % 2 == 1));
        Ok(read)
    }
}

impl Table {
    /// Opens a table. `open` begins to read it anew each time; it is called up to three times, to
    /// find out what it is and how it is written.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open<R: Read + 'static>(
        set: &'static PolicySet,
        open: impl Fn() -> io::Result<R>,
    ) -> Result<Self, TableFault> {
        let mut beginning = Vec::new();
        open()?.take(1 << 12).read_to_end(&mut beginning)?;
        if beginning.starts_with(b"PK\x03\x04") {
            let mut bytes = Vec::new();
            open()?.read_to_end(&mut bytes)?;
            let (sheet, lines) = workbook::read(set, bytes)?;
            let count = lines.len() as u64;
            return Self::with_headings(
                set,
                RowSource::Sheet { lines: lines.into_iter(), count },
                Some(sheet),
            );
        }
        if beginning.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(TableFault::OldWorkbook);
        }
        let encoding = if is_utf8(open()?)? { UTF_8 } else { GB18030 };
        let decoded = || {
            DecodeReaderBytesBuilder::new()
                .encoding(Some(encoding))
                .bom_override(true)
                .build(io::Cursor::new(beginning.clone()))
        };
        let mut first = Vec::new();
        decoded().read_to_end(&mut first)?;
        let delimiter = delimiter(&String::from_utf8_lossy(&first));
        let done = Rc::new(Cell::new(0));
        let counting = Counting { inner: open()?, done: done.clone() };
        let has_odd_quotes = Rc::new(Cell::new(false));
        let text = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .bom_override(true)
            .build(counting);
        // A last line without its end counts as one with it.
        let text: Box<dyn Read> = Box::new(
            Pairing { inner: text, is_odd: has_odd_quotes.clone() }.chain(b"\n".as_slice()),
        );
        let reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(text);
        Self::with_headings(
            set,
            RowSource::Text(CsvText {
                reader,
                line: 1,
                row: 0,
                long_row: None,
                done,
                has_odd_quotes,
            }),
            None,
        )
    }

    /// Finds the row of headings: the first of those in which the most columns are known. Titles
    /// above it are no company.
    fn with_headings(
        set: &'static PolicySet,
        mut source: RowSource,
        sheet: Option<workbook::Sheet>,
    ) -> Result<Self, TableFault> {
        let mut looked_at: VecDeque<Line> = VecDeque::new();
        let mut line = Line::default();
        while looked_at.iter().filter(|line| !line.is_empty()).count() < LOOKED_AT
            && looked_at.len() < LOOKED_AT * 10
            && source.next(&mut line)?
        {
            looked_at.push_back(line.clone());
        }
        let best = best_heading(set, looked_at.iter()).ok_or(TableFault::Empty)?;
        let heading = looked_at.drain(..=best).next_back().ok_or(TableFault::Empty)?;
        if heading.cells.len() > MOST_COLUMNS {
            return Err(TableFault::TooWide);
        }
        Ok(Self { source, heading, waiting: looked_at, sheet })
    }

    /// Returns the row of headings.
    #[must_use]
    pub const fn heading(&self) -> &Line {
        &self.heading
    }

    /// Returns the first rows below the headings, to show what a column holds.
    pub fn samples(&self) -> impl Iterator<Item = &Line> {
        self.waiting.iter()
    }

    /// Returns the sheet of a workbook that is read.
    #[must_use]
    pub const fn sheet(&self) -> Option<&workbook::Sheet> {
        self.sheet.as_ref()
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

    /// Returns how far the table is read: in rows, with how many there are, for a workbook; in
    /// bytes of the file for text.
    #[must_use]
    pub fn progress(&self) -> (u64, Option<u64>) {
        match &self.source {
            RowSource::Text(text) => (text.done.get(), None),
            RowSource::Sheet { lines, count } => (count - lines.len() as u64, Some(*count)),
        }
    }
}

impl RowSource {
    fn next(&mut self, line: &mut Line) -> Result<bool, TableFault> {
        match self {
            Self::Text(text) => text.next(line),
            Self::Sheet { lines, .. } => Ok(lines.next().map(|next| *line = next).is_some()),
        }
    }
}

impl CsvText {
    fn next(&mut self, line: &mut Line) -> Result<bool, TableFault> {
        let found = self
            .reader
            .read_record(&mut line.cells)
            .map_err(|error| TableFault::Unreadable(error.to_string()))?;
        if !found {
            // A single quotation mark can be part of a cell, as in 5"; then no row goes over
            // several lines.
            return if self.has_odd_quotes.get() {
                self.long_row.map_or(Ok(false), |row| Err(TableFault::Endless(row)))
            } else {
                Ok(false)
            };
        }
        if line.cells.as_slice().len() > LONGEST_ROW {
            return Err(TableFault::Endless(self.row + 1));
        }
        // A row may go over several lines, where a cell holds ends of lines; empty lines between
        // rows are rows of a spreadsheet too.
        let after = self.reader.position().line();
        let inside = line.cells.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let empty = after.saturating_sub(self.line + inside + 1);
        self.row += 1 + empty;
        self.line = after;
        if inside > 0 && self.long_row.is_none() {
            self.long_row = Some(self.row);
        }
        line.number = self.row;
        Ok(true)
    }
}

/// Whether all of this is UTF-8.
fn is_utf8(mut text: impl Read) -> io::Result<bool> {
    let mut part = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = text.read(&mut part[kept..])?;
        let length = kept + read;
        match std::str::from_utf8(&part[..length]) {
            Ok(_) if read == 0 => return Ok(true),
            Ok(_) => kept = 0,
            // A letter may be cut by the end of a piece.
            Err(error) if error.error_len().is_none() && read > 0 => {
                part.copy_within(error.valid_up_to()..length, 0);
                kept = length - error.valid_up_to();
            }
            Err(_) => return Ok(false),
        }
    }
}

/// Returns the separator of the cells: the most frequent one in the first line that has any of
/// them, outside quotation marks.
fn delimiter(text: &str) -> u8 {
    let count = |line: &str, mark: char| {
        let mut quoted = false;
        line.chars()
            .filter(|letter| {
                quoted ^= *letter == '"';
                *letter == mark && !quoted
            })
            .count()
    };
    let most = |line: &str| {
        let counts = b"\t,;".iter().map(|mark| (count(line, char::from(*mark)), *mark));
        counts.filter(|(count, _)| *count > 0).fold(None, |best: Option<(usize, u8)>, one| {
            best.filter(|best| best.0 >= one.0).or(Some(one))
        })
    };
    text.lines().find_map(most).map_or(b',', |(_, mark)| mark)
}
