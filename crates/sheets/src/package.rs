//! The parts of a zip package, such as .xlsx, each read piece by piece. What they unpack to is
//! known and bounded before anything is unpacked.

use super::line::TableFault;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;
use zip::{CompressionMethod, ZipArchive};

/// A package may unpack to so many bytes; so may the words of its cells.
pub const MOST_UNPACKED: u64 = 512 << 20;

/// A package.
#[derive(Clone)]
pub(super) struct Package {
    bytes: Rc<[u8]>,
    parts: Rc<[Part]>,
}

struct Part {
    /// The name in small letters, parted by slashes.
    name: String,
    from: usize,
    to: usize,
    is_deflated: bool,
    size: u64,
}

impl Package {
    /// Opens a package.
    ///
    /// # Errors
    /// It is damaged, or unpacks to more than is taken.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, TableFault> {
        let bytes: Rc<[u8]> = bytes.into();
        let bad = |why: &dyn std::fmt::Display| TableFault::BadWorkbook(why.to_string());
        let mut archive =
            ZipArchive::new(Cursor::new(bytes.clone())).map_err(|error| bad(&error))?;
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| bad(&error))?;
            if entry.is_dir() {
                continue;
            }
            if entry.encrypted() {
                return Err(TableFault::Locked);
            }
            let method = entry.compression();
            let is_deflated = method == CompressionMethod::Deflated;
            if !is_deflated && method != CompressionMethod::Stored {
                return Err(bad(&"compression"));
            }
            let name = String::from_utf8_lossy(entry.name_raw());
            let from = entry.data_start().map(usize::try_from).and_then(Result::ok);
            let length = usize::try_from(entry.compressed_size()).ok();
            let to = from.zip(length).and_then(|(from, length)| from.checked_add(length));
            let (Some(from), Some(to)) = (from, to.filter(|to| *to <= bytes.len())) else {
                return Err(bad(&"parts"));
            };
            parts.push(Part { name: plain_name(&name), from, to, is_deflated, size: entry.size() });
        }
        let all = parts.iter().fold(0_u64, |all, part| all.saturating_add(part.size));
        if all > MOST_UNPACKED {
            return Err(TableFault::TooLarge);
        }
        Ok(Self { bytes, parts: parts.into() })
    }

    /// Returns the names of its parts, in small letters.
    pub(super) fn names(&self) -> Vec<&str> {
        self.parts.iter().map(|part| part.name.as_str()).collect()
    }

    /// Returns the size of a part once it is unpacked.
    pub(super) fn size(&self, name: &str) -> u64 {
        self.part(name).map_or(0, |part| part.size)
    }

    fn part(&self, name: &str) -> Option<&Part> {
        let name = plain_name(name);
        self.parts.iter().find(|part| part.name == name)
    }

    /// Begins to read a part.
    pub(super) fn read(&self, name: &str) -> Option<Box<dyn BufRead>> {
        let part = self.part(name)?;
        let slice = Slice { bytes: self.bytes.clone(), at: part.from, to: part.to };
        let declared = part.size;
        Some(if part.is_deflated {
            Box::new(BufReader::with_capacity(
                1 << 16,
                Declared { inner: DeflateDecoder::new(slice), left: declared },
            ))
        } else {
            Box::new(slice)
        })
    }
}

fn plain_name(name: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in name.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/").to_lowercase()
}

/// Some of the bytes of a package.
struct Slice {
    bytes: Rc<[u8]>,
    at: usize,
    to: usize,
}

impl Read for Slice {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = (&self.bytes[self.at..self.to]).read(into)?;
        self.at += read;
        Ok(read)
    }
}

impl BufRead for Slice {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(&self.bytes[self.at..self.to])
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.to);
    }
}

/// Gives no more than a part is declared to hold.
struct Declared<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Declared<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(MORE_THAN_DECLARED)),
        }
        Ok(read)
    }
}

/// What is said of a part that holds more than the package declares.
pub(super) const MORE_THAN_DECLARED: &str = "a part holds more than it declares";

#[cfg(test)]
mod tests {
    use super::{MOST_UNPACKED, Package, plain_name};
    use crate::line::TableFault;
    use std::io::Read;

    /// A package of one part, written by hand: its bytes as stored, and the size that it declares.
    fn package(name: &str, bytes: &[u8], declared: u32) -> Vec<u8> {
        let length = (bytes.len() as u32).to_le_bytes();
        let facts = |zip: &mut Vec<u8>| {
            zip.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            zip.extend(length);
            zip.extend(declared.to_le_bytes());
            zip.extend((name.len() as u16).to_le_bytes());
            zip.extend([0, 0]);
        };
        let mut zip = b"PK\x03\x04".to_vec();
        facts(&mut zip);
        zip.extend(name.as_bytes());
        zip.extend(bytes);
        let at = zip.len() as u32;
        zip.extend(b"PK\x01\x02\x14\0");
        facts(&mut zip);
        zip.extend([0; 14]);
        zip.extend(name.as_bytes());
        let size = zip.len() as u32 - at;
        zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        zip.extend(size.to_le_bytes());
        zip.extend(at.to_le_bytes());
        zip.extend([0, 0]);
        zip
    }

    #[test]
    fn a_package_that_declares_too_much_is_refused_before_it_is_unpacked() {
        let small = Package::open(package("xl/A.xml", b"<a/>", 4)).expect("a package");
        assert_eq!((small.names(), small.size("/xl/a.XML")), (vec!["xl/a.xml"], 4));
        let mut text = String::new();
        small.read("xl\\a.xml").expect("a part").read_to_string(&mut text).expect("read");
        assert_eq!(text, "<a/>");
        let huge = package("a", b"x", MOST_UNPACKED as u32 + 1);
        assert_eq!(Package::open(huge).err(), Some(TableFault::TooLarge));
        assert!(matches!(Package::open(b"PK\x03\x04".to_vec()), Err(TableFault::BadWorkbook(_))));
    }

    #[test]
    fn names_of_parts_are_compared_without_steps_and_size_of_letters() {
        assert_eq!(plain_name("/xl/./worksheets/../Sheet1.XML"), "xl/sheet1.xml");
    }
}
