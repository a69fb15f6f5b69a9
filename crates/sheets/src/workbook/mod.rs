//! Workbooks as rows of text: .xlsx by its parts, each read piece by piece; .xls by a reader of
//! that format.

mod formats;
mod merges;
mod numbers;
mod old;
mod parts;
mod sheet;
mod xml;

pub(super) use sheet::SheetRows;

use super::heading::{Finder, LOOKED_AT, LOOKED_AT_ROWS};
use super::kind::{CompoundKind, of_compound, of_parts};
use super::line::{Line, TableFault};
use super::package::Package;
use parts::Places;
use sheet::Shared;
use std::io::Read;
use std::rc::Rc;

/// The sheet that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// How many others the workbook has, which were not read.
    pub others: usize,
    /// The names of those among them that look like a table of companies too.
    pub alike: Vec<String>,
    /// The names of those among them that are hidden.
    pub hidden: Vec<String>,
    /// Whether it shows no formats of numbers, as .xls is read.
    pub is_old: bool,
}

/// The rows of a workbook.
pub(super) enum BookRows {
    /// Of an .xlsx, read on and on.
    Stream(Box<SheetRows>),
    /// Of an .xls, all there.
    Lines(Vec<Line>),
}

/// Returns the rows of one sheet of an .xlsx: among those that are not hidden the one in which most
/// columns are known, else the first that is not empty.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn open(finder: &Finder, bytes: Vec<u8>) -> Result<(Sheet, BookRows), TableFault> {
    let package = Package::open(bytes)?;
    let Some(places) = Places::of(&package)? else {
        let mut mimetype = Vec::new();
        if let Some(part) = package.read("mimetype") {
            part.take(100).read_to_end(&mut mimetype)?;
        }
        return Err(TableFault::NotATable(of_parts(&package.names(), Some(&mimetype))));
    };
    let contents = places.contents(&package)?;
    let shared = Shared {
        texts: Rc::new(places.texts(&package)?),
        styles: places.styles(&package)?.into(),
        is_1904: contents.is_1904,
        package,
    };
    let mut looks = Vec::new();
    for sheet in contents.sheets.iter().filter(|sheet| !sheet.is_hidden) {
        let mut rows = SheetRows::open(shared.clone(), &sheet.path)?;
        looks.push(Look { name: sheet.name.clone(), known: first_look(finder, &mut rows)? });
    }
    let chosen = choose(&looks).ok_or(TableFault::Empty)?;
    let path = contents
        .sheets
        .iter()
        .filter(|sheet| !sheet.is_hidden)
        .nth(chosen)
        .map(|sheet| sheet.path.as_str())
        .unwrap_or_default();
    let mut sheet = described(&looks, chosen, contents.sheets.len());
    let hidden = contents.sheets.iter().filter(|sheet| sheet.is_hidden);
    sheet.hidden = hidden.map(|sheet| sheet.name.clone()).collect();
    Ok((sheet, BookRows::Stream(Box::new(SheetRows::open(shared, path)?))))
}

/// Returns the rows of one sheet of an .xls, chosen likewise.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn open_old(finder: &Finder, bytes: Vec<u8>) -> Result<(Sheet, BookRows), TableFault> {
    match of_compound(&bytes) {
        Some(CompoundKind::Locked) => return Err(TableFault::Locked),
        Some(CompoundKind::Else(kind)) => return Err(TableFault::NotATable(kind)),
        None => {}
    }
    let mut sheets = old::sheets(bytes)?;
    let count = sheets.len();
    let hidden: Vec<String> =
        sheets.iter().filter(|sheet| sheet.is_hidden).map(|sheet| sheet.name.clone()).collect();
    sheets.retain(|sheet| !sheet.is_hidden);
    let looks: Vec<Look> = sheets
        .iter()
        .map(|sheet| Look { name: sheet.name.clone(), known: known(finder, &sheet.lines) })
        .collect();
    let chosen = choose(&looks).ok_or(TableFault::Empty)?;
    let sheet = Sheet { hidden, is_old: true, ..described(&looks, chosen, count) };
    Ok((sheet, BookRows::Lines(sheets.swap_remove(chosen).lines)))
}

/// What the first rows of a sheet hold.
struct Look {
    name: String,
    /// How many columns are known; none where it is empty.
    known: Option<usize>,
}

/// Returns the sheet with the most known columns, by its index.
fn choose(looks: &[Look]) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (index, look) in looks.iter().enumerate() {
        let Some(known) = look.known else { continue };
        if best.is_none_or(|(_, most)| known > most) {
            best = Some((index, known));
        }
    }
    best.map(|(index, _)| index)
}

fn described(looks: &[Look], chosen: usize, sheets: usize) -> Sheet {
    let most = looks[chosen].known.unwrap_or_default();
    let alike = looks.iter().enumerate().filter(|(index, look)| {
        // Half of the columns of the sheet that is read are a table of its own.
        *index != chosen && most > 0 && look.known.unwrap_or_default() * 2 >= most.max(4)
    });
    Sheet {
        name: looks[chosen].name.clone(),
        others: sheets - 1,
        alike: alike.map(|(_, look)| look.name.clone()).collect(),
        ..Sheet::default()
    }
}

/// Returns how many columns of a sheet are known by its first rows; none where it is empty.
fn first_look(finder: &Finder, rows: &mut SheetRows) -> Result<Option<usize>, TableFault> {
    rows.stop_behind(LOOKED_AT_ROWS);
    let (mut lines, mut line) = (Vec::new(), Line::default());
    while lines.len() < LOOKED_AT && rows.next(&mut line)? {
        lines.push(line.clone());
    }
    Ok(known(finder, &lines))
}

fn known(finder: &Finder, lines: &[Line]) -> Option<usize> {
    finder.find(&lines[..lines.len().min(LOOKED_AT)]).map(|found| found.known)
}
