//! Watches the quotation marks of a text with separators: one that opens a cell and has no pair
//! would draw all further rows into that cell. A mark inside a cell is a letter, as in 5".

use super::line::LONGEST_ROW;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// What is known of the quotation marks so far.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    is_open: Cell<bool>,
    opened_in_row: Cell<bool>,
    is_too_long: Cell<bool>,
}

impl Quotes {
    /// Whether a cell is open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open.get()
    }

    /// Whether the row that is read last has a cell in quotation marks.
    pub(super) fn opened_in_row(&self) -> bool {
        self.opened_in_row.get()
    }

    /// Whether a row is longer than is taken.
    pub(super) fn is_too_long(&self) -> bool {
        self.is_too_long.get()
    }
}

/// Where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Beginning,
    Plain,
    Quoted,
    /// Behind a mark in a quoted cell: the end of it, or the first of two.
    Mark,
}

/// A text whose quotation marks are watched.
pub(super) struct Watched<R> {
    inner: R,
    delimiter: u8,
    quotes: Rc<Quotes>,
    place: Place,
    length: usize,
}

impl<R: Read> Watched<R> {
    pub(super) const fn new(inner: R, delimiter: u8, quotes: Rc<Quotes>) -> Self {
        Self { inner, delimiter, quotes, place: Place::Beginning, length: 0 }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        for byte in &into[..read] {
            self.length += 1;
            let is_quoted = self.place == Place::Quoted;
            self.place = match (self.place, byte) {
                (Place::Quoted, b'"') => Place::Mark,
                (Place::Quoted, _) => Place::Quoted,
                (Place::Mark, b'"') => Place::Quoted,
                (Place::Beginning, b'"') => {
                    self.quotes.opened_in_row.set(true);
                    Place::Quoted
                }
                (_, b'\n' | b'\r') => {
                    self.length = 0;
                    self.quotes.opened_in_row.set(false);
                    Place::Beginning
                }
                (_, byte) if *byte == self.delimiter => Place::Beginning,
                (Place::Beginning | Place::Plain | Place::Mark, _) => Place::Plain,
            };
            if self.length > LONGEST_ROW * 2 && (is_quoted || self.place != Place::Beginning) {
                self.quotes.is_too_long.set(true);
                return Err(io::Error::other("a row is too long"));
            }
        }
        self.quotes.is_open.set(self.place == Place::Quoted);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Quotes, Watched};
    use std::io::Read;
    use std::rc::Rc;

    fn watched(text: &str) -> (bool, bool) {
        let quotes = Rc::new(Quotes::default());
        let mut into = String::new();
        let read = Watched::new(text.as_bytes(), b',', quotes.clone()).read_to_string(&mut into);
        (quotes.is_open(), read.is_err())
    }

    #[test]
    fn only_a_mark_that_opens_a_cell_opens_one() {
        for (text, is_open) in [
            ("a,b\n", false),
            ("a 5\" b,c\n", false),
            ("\"a\nb\",c\n", false),
            ("\"a\"\"b\",c\n", false),
            ("\"a,b\nc,d\n", true),
            ("a,\"b\n", true),
            ("a,b\"\n\"c\",d\n", false),
        ] {
            assert_eq!(watched(text), (is_open, false), "{text}");
        }
    }

    #[test]
    fn a_row_without_an_end_is_stopped() {
        assert!(watched(&format!("\"{}", "a\n".repeat(2 << 20))).1);
        assert!(watched(&"a".repeat(3 << 20)).1);
        assert!(!watched(&"a,b\n".repeat(1 << 20)).1);
    }
}
