//! Tables as text: how it is encoded, what parts its cells, where its quotation marks are. Text is
//! read piece by piece, so that a long table takes no memory.

use super::heading::{Finder, LOOKED_AT};
use super::kind::zero_side;
use super::line::{LONGEST_ROW, Line, TableFault};
use super::quotes::{Quotes, Watched};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use huiqi_tables::words::cleaned;
use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// So many first bytes say how a text is written.
pub(super) const BEGINNING: usize = 1 << 16;

/// The marks that may part cells.
const MARKS: [u8; 4] = [b'\t', b',', b';', b'|'];
/// Marks that people take for them.
const OTHER_MARKS: [char; 5] = ['，', '；', '｜', '、', '\u{2502}'];

/// The rows of a text.
pub(super) struct TextRows {
    reader: csv::Reader<Watched<Box<dyn Read>>>,
    quotes: Rc<Quotes>,
    delimiter: u8,
    /// The line of the file after the last row.
    line: u64,
    /// The number of the last row.
    row: u64,
    done: Rc<Cell<u64>>,
    /// How many columns most rows have.
    width: usize,
    /// Whether some letters of the file could not be read.
    pub(super) has_odd_letters: bool,
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

impl TextRows {
    /// Opens a text, which `open` begins to read anew each time.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn open<R: Read + 'static>(
        finder: &Finder,
        beginning: &[u8],
        open: impl Fn() -> io::Result<R>,
    ) -> Result<Self, TableFault> {
        let (encoding, has_odd_letters) = match zero_side(beginning) {
            Some(1) if !has_mark(beginning) => (UTF_16LE, false),
            Some(0) if !has_mark(beginning) => (UTF_16BE, false),
            _ => match encoding_of(open()?)? {
                (old, _) if old == GB18030 => (old, cannot_all_be_read(decoded(old, open()?))?),
                found => found,
            },
        };
        let mut first = String::new();
        decoded(encoding, Cursor::new(beginning.to_vec())).read_to_string(&mut first)?;
        let first = first.trim_end_matches('\u{fffd}');
        let (delimiter, width) = separator(finder, first)?;
        let done = Rc::new(Cell::new(0));
        let counting = Counting { inner: open()?, done: done.clone() };
        // A last line without its end counts as one with it.
        let text: Box<dyn Read> = Box::new(decoded(encoding, counting).chain(b"\n".as_slice()));
        let quotes = Rc::new(Quotes::default());
        let reader =
            csv_builder(delimiter).from_reader(Watched::new(text, delimiter, quotes.clone()));
        Ok(Self { reader, quotes, delimiter, line: 1, row: 0, done, width, has_odd_letters })
    }

    /// Returns how many bytes of the file are read.
    pub(super) fn done(&self) -> u64 {
        self.done.get()
    }

    /// Returns the next row, which may be empty; false at the end.
    pub(super) fn next(&mut self, line: &mut Line) -> Result<bool, TableFault> {
        let found = self.reader.read_record(&mut line.cells).map_err(|error| {
            if self.quotes.is_too_long() {
                match self.quotes.opened_in_row() {
                    true => TableFault::Endless(self.row + 1),
                    false => TableFault::LongRow(self.row + 1),
                }
            } else {
                TableFault::Unreadable(error.to_string())
            }
        })?;
        if !found {
            return if self.quotes.is_open() {
                Err(TableFault::Endless(self.row))
            } else {
                Ok(false)
            };
        }
        let length = line.cells.as_slice().len();
        if length > LONGEST_ROW {
            return Err(TableFault::LongRow(self.row + 1));
        }
        // A row may go over several lines, where a cell holds ends of lines; empty lines between
        // rows are rows of a spreadsheet too.
        let after = self.reader.position().line();
        let inside = line.cells.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let empty = after.saturating_sub(self.line + inside + 1);
        self.row += 1 + empty;
        self.line = after;
        line.number = self.row;
        if inside > 0 && line.cells.iter().any(|cell| self.holds_rows(cell)) {
            return Err(TableFault::Endless(self.row));
        }
        clean(line);
        Ok(true)
    }

    /// Whether a cell holds whole rows, which a quotation mark without its pair drew into it.
    fn holds_rows(&self, cell: &str) -> bool {
        let marks = cell.bytes().filter(|byte| *byte == self.delimiter).count();
        cell.contains('\n') && marks + 1 >= self.width.max(3)
    }
}

/// Takes letters that cannot be seen off the cells.
fn clean(line: &mut Line) {
    line.is_hidden = false;
    line.adds_up = false;
    line.continued.clear();
    let is_clean =
        line.cells.iter().all(|cell| matches!(cleaned(cell), std::borrow::Cow::Borrowed(_)));
    if !is_clean {
        line.cells =
            line.cells.iter().map(cleaned).collect::<Vec<_>>().iter().map(AsRef::as_ref).collect();
    }
}

fn csv_builder(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.flexible(true).has_headers(false).delimiter(delimiter);
    builder
}

fn decoded<R: Read>(encoding: &'static Encoding, text: R) -> impl Read {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(text)
}

fn has_mark(beginning: &[u8]) -> bool {
    [&[0xff, 0xfe][..], &[0xfe, 0xff], &[0xef, 0xbb, 0xbf]]
        .iter()
        .any(|mark| beginning.starts_with(mark))
}

/// Returns the encoding of a text, and whether it holds letters that cannot be read. Text in UTF-8
/// stays that where some letters are cut: text in GB18030 has hardly any letter that is one there.
fn encoding_of(mut text: impl Read) -> io::Result<(&'static Encoding, bool)> {
    let mut part = vec![0; 1 << 16];
    let (mut kept, mut good, mut bad) = (0, 0_u64, 0_u64);
    loop {
        let read = text.read(&mut part[kept..])?;
        let length = kept + read;
        let mut from = 0;
        kept = loop {
            let letters =
                |text: &str| text.chars().filter(|letter| !letter.is_ascii()).count() as u64;
            match std::str::from_utf8(&part[from..length]) {
                Ok(valid) => {
                    good += letters(valid);
                    break 0;
                }
                Err(error) => {
                    let valid = from + error.valid_up_to();
                    good += std::str::from_utf8(&part[from..valid]).map_or(0, letters);
                    match error.error_len() {
                        // A letter may be cut by the end of a piece.
                        None if read > 0 => {
                            part.copy_within(valid..length, 0);
                            break length - valid;
                        }
                        None => {
                            bad += 1;
                            break 0;
                        }
                        Some(wrong) => {
                            bad += 1;
                            from = valid + wrong;
                        }
                    }
                }
            }
        };
        if read == 0 {
            let is_utf8 = bad == 0 || good >= bad * 4;
            return Ok(if is_utf8 { (UTF_8, bad > 0) } else { (GB18030, false) });
        }
    }
}

/// Whether a decoded text holds the mark that takes the place of letters that cannot be read.
fn cannot_all_be_read(mut text: impl Read) -> io::Result<bool> {
    const MARK: &[u8] = "\u{fffd}".as_bytes();
    let (mut part, mut kept) = (vec![0; 1 << 16], 0);
    loop {
        let read = text.read(&mut part[kept..])?;
        let length = kept + read;
        if part[..length].windows(MARK.len()).any(|bytes| bytes == MARK) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        kept = length.min(MARK.len() - 1);
        part.copy_within(length - kept..length, 0);
    }
}

/// Returns the separator of the cells and how many columns it gives: the one with which most
/// columns are known, then the one that most rows have as often.
fn separator(finder: &Finder, text: &str) -> Result<(u8, usize), TableFault> {
    let mut best: Option<((usize, usize), u8, usize)> = None;
    for mark in MARKS {
        let lines = first_lines(text, mark);
        let known = finder.find(&lines).map_or(0, |found| found.known);
        let (rows, width) = usual_width(&lines);
        let even = if width > 1 { rows * width } else { 0 };
        let score = (known, even);
        if score > (0, 0) && best.is_none_or(|(most, _, _)| score > most) {
            best = Some((score, mark, width));
        }
    }
    let known = best.map_or(0, |((known, _), _, _)| known);
    // A mark of another width between cells would be part of them.
    for mark in OTHER_MARKS {
        let half = text.replace(mark, ",");
        if known < 2
            && text.contains(mark)
            && finder
                .find(&first_lines(&half, b','))
                .is_some_and(|found| found.known > known.max(1))
        {
            return Err(TableFault::Separator(mark));
        }
    }
    Ok(best.map_or((b',', 1), |(_, mark, width)| (mark, width)))
}

fn first_lines(text: &str, mark: u8) -> Vec<Line> {
    let mut reader = csv_builder(mark).from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok).take(LOOKED_AT);
    let numbered = rows.enumerate().map(|(index, cells)| {
        let mut line = Line { number: index as u64 + 1, cells, ..Line::default() };
        clean(&mut line);
        line
    });
    numbered.filter(|line| !line.is_empty()).collect()
}

/// Returns how many rows have as many cells as most of them have, and how many cells those are.
fn usual_width(lines: &[Line]) -> (usize, usize) {
    let widths = lines.iter().map(|line| line.cells.len());
    let count = |wanted: usize| widths.clone().filter(|width| *width == wanted).count();
    widths.clone().map(|width| (count(width), width)).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{encoding_of, separator};
    use crate::heading::Finder;
    use crate::line::TableFault;
    use encoding_rs::{GB18030, UTF_8};
    use huiqi_policies::POLICIES;

    #[test]
    fn one_cut_letter_does_not_change_the_encoding() {
        let mut text = "企业名称,所在地\n甲公司,枣庄市\n".as_bytes().to_vec();
        assert_eq!(encoding_of(text.as_slice()).expect("read"), (UTF_8, false));
        text.extend([0xe5, 0xa5]);
        assert_eq!(encoding_of(text.as_slice()).expect("read"), (UTF_8, true));
        let (gb, _, _) = GB18030.encode("企业名称,所在地\n甲公司,枣庄市\n");
        assert_eq!(encoding_of(gb.as_ref()).expect("read"), (GB18030, false));
        assert_eq!(encoding_of(b"name,region\n".as_slice()).expect("read"), (UTF_8, false));
        let long = "企业名称".repeat(20_000);
        assert_eq!(encoding_of(long.as_bytes()).expect("read"), (UTF_8, false), "over pieces");
    }

    #[test]
    fn the_separator_is_that_of_the_whole_and_not_of_the_first_line() {
        for (text, mark) in [
            ("企业名称,所在地,展位费\n甲,枣庄市,0\n", b','),
            ("汇总表;填报单位:某局;日期:2026\n企业名称,所在地,展位费\n甲,枣庄市,0\n", b','),
            ("汇总表\t\t\t示例区\n企业名称,所在地,展位费\n", b','),
            ("信用代码\t,企业名称\t,所在地\t,展位费\t\n1\t,甲\t,枣庄市\t,0\t\n", b','),
            ("企业名称\t所在地\t展位费\n甲,乙\t枣庄市\t0\n", b'\t'),
            ("企业名称;所在地;展位费\n甲;枣庄市;0\n", b';'),
            ("企业名称|所在地|展位费\n甲|枣庄市|0\n", b'|'),
            ("单位\t地方\n甲,乙\t枣庄市\n丙\t枣庄市\n", b'\t'),
        ] {
            assert_eq!(
                separator(&Finder::new(&POLICIES), text).map(|found| found.0),
                Ok(mark),
                "{text}"
            );
        }
        assert_eq!(
            separator(&Finder::new(&POLICIES), "企业名称，所在地，展位费\n甲，枣庄市，0\n"),
            Err(TableFault::Separator('，'))
        );
    }
}
