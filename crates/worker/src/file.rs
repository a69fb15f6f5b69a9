//! Where a table comes from: a file, read piece by piece, or a text.

use std::io::{self, Cursor, Read};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileReaderSync};

/// The size in bytes of the pieces in which a file is read.
const PIECE: u64 = 1 << 20;

/// Where a table comes from; it can be read again.
#[derive(Clone)]
pub(crate) enum TableFile {
    /// A file of the browser.
    File(Blob),
    /// What was pasted.
    Text(std::rc::Rc<str>),
}

impl TableFile {
    /// Begins to read it.
    pub(crate) fn open(&self) -> io::Result<TableFileReader> {
        Ok(match self {
            Self::File(blob) => {
                let reader = FileReaderSync::new().map_err(|_| io::Error::other("no reader"))?;
                TableFileReader::File {
                    reader,
                    blob: blob.clone(),
                    next: 0,
                    piece: Cursor::new(Vec::new()),
                }
            }
            Self::Text(text) => TableFileReader::Text(text.clone(), 0),
        })
    }

    /// Returns its size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::File(blob) => blob.size() as u64,
            Self::Text(text) => text.len() as u64,
        }
    }
}

pub(crate) enum TableFileReader {
    File { reader: FileReaderSync, blob: Blob, next: u64, piece: Cursor<Vec<u8>> },
    Text(std::rc::Rc<str>, usize),
}

impl Read for TableFileReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File { reader, blob, next, piece } => {
                if piece.position() == piece.get_ref().len() as u64 && *next < blob.size() as u64 {
                    let end = (*next + PIECE).min(blob.size() as u64);
                    let part = blob
                        .slice_with_f64_and_f64(*next as f64, end as f64)
                        .and_then(|part| reader.read_as_array_buffer(&part));
                    let part = part.map_err(|error| io::Error::other(said(&error)))?;
                    *piece = Cursor::new(js_sys::Uint8Array::new(&part).to_vec());
                    *next = end;
                }
                piece.read(into)
            }
            Self::Text(text, offset) => {
                let read = (&text.as_bytes()[*offset..]).read(into)?;
                *offset += read;
                Ok(read)
            }
        }
    }
}

/// Returns what the browser says of an error, in its own words.
pub(crate) fn said(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| String::from(error.message()))
}
