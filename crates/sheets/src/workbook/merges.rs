//! Merged cells: the words of the first one hold for all rows below it.

use super::super::line::TableFault;
use super::xml::{attribute, fault, place, reader};
use quick_xml::events::Event;
use std::io::{self, BufRead};

/// More merged cells than this are not looked at.
const MOST: usize = 200_000;

/// Cells merged over several rows: their first column, and the first and the last row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) column: u32,
}

/// Returns the merged cells of a sheet, in the order of their first rows. They come behind all
/// rows, which are passed over.
pub(super) fn of_sheet(mut part: Box<dyn BufRead>) -> Result<Vec<Merge>, TableFault> {
    skip_rows(&mut part)?;
    let (mut xml, mut buffer, mut merges) = (reader(part), Vec::new(), Vec::new());
    xml.config_mut().allow_unmatched_ends = true;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| fault(&error))? {
            Event::Start(element) if element.local_name().as_ref() == "mergeCell" => {
                merges.extend(attribute(&element, "ref").and_then(|range| merge(&range)));
            }
            Event::End(element) if element.local_name().as_ref() == "mergeCells" => break,
            Event::Eof => break,
            _ => {}
        }
        if merges.len() >= MOST {
            break;
        }
    }
    merges.sort_by_key(|merge| merge.first);
    Ok(merges)
}

fn merge(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':')?;
    let ((first, column), (last, _)) = (place(from)?, place(to)?);
    (last > first).then_some(Merge { first, last, column })
}

/// Reads on to what comes behind the rows.
fn skip_rows(part: &mut Box<dyn BufRead>) -> io::Result<()> {
    const END: &[u8] = b"sheetData";
    // How much of an end tag is read: its slash counts as one letter, a prefix as none.
    let (mut matched, mut is_end) = (0, false);
    loop {
        let bytes = part.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        let mut used = bytes.len();
        for (index, byte) in bytes.iter().enumerate() {
            match byte {
                b'/' => (matched, is_end) = (0, true),
                b':' if is_end => matched = 0,
                b'>' if is_end && matched == END.len() => {
                    used = index + 1;
                    part.consume(used);
                    return Ok(());
                }
                byte if is_end && END.get(matched) == Some(byte) => matched += 1,
                byte if is_end && byte.is_ascii_alphanumeric() && matched == 0 => {}
                _ => is_end = false,
            }
        }
        part.consume(std::mem::take(&mut used));
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, of_sheet};
    use std::io::Cursor;

    fn found(xml: &str) -> Vec<Merge> {
        of_sheet(Box::new(Cursor::new(xml.to_owned()))).expect("a sheet")
    }

    #[test]
    fn cells_merged_over_rows_are_found_behind_all_rows() {
        let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><v>a/b</v></c></row></sheetData>";
        let merges = "<mergeCells><mergeCell ref=\"B5:C6\"/><mergeCell ref=\"A1:I1\"/>\
                      <mergeCell ref=\"B2:B4\"/></mergeCells>";
        let wanted =
            [Merge { first: 1, last: 3, column: 1 }, Merge { first: 4, last: 5, column: 1 }];
        assert_eq!(found(&format!("<worksheet>{rows}{merges}</worksheet>")), wanted);
        let prefixed = format!("<x:worksheet>{rows}{merges}</x:worksheet>")
            .replace("</sheetData", "</x:sheetData")
            .replace("mergeCell", "x:mergeCell");
        assert_eq!(found(&prefixed.replace("x:mergeCells", "mergeCells")), wanted);
        assert_eq!(found("<worksheet><sheetData/></worksheet>"), []);
    }
}
