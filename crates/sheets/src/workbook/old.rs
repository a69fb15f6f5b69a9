//! Workbooks of before 2007 (.xls). Their reader tells days from numbers; other formats of numbers
//! it does not tell, which is said wherever that matters.

use super::super::line::{LONGEST_ROW, Line, MOST_COLUMNS, TableFault};
use super::formats::NumberStyle;
use super::numbers::shown;
use calamine::{Data, Range, Reader, SheetVisible, Xls, XlsError};
use huiqi_tables::words::cleaned;
use std::io::Cursor;

/// A sheet with all its rows.
pub(super) struct OldSheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) lines: Vec<Line>,
}

/// Returns the sheets of a workbook.
pub(super) fn sheets(bytes: Vec<u8>) -> Result<Vec<OldSheet>, TableFault> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => TableFault::Locked,
        error => TableFault::BadWorkbook(error.to_string()),
    })?;
    let names: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let is_1904 = book.has_1904_epoch();
    let mut sheets = Vec::new();
    for (name, is_hidden) in names {
        // A sheet of a chart holds no rows.
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let tall: Vec<_> = merges.into_iter().filter(|it| it.end.0 > it.start.0).collect();
        sheets.push(OldSheet { name, is_hidden, lines: lines(&range, &tall, is_1904)? });
    }
    Ok(sheets)
}

fn lines(
    range: &Range<Data>,
    merges: &[calamine::Dimensions],
    is_1904: bool,
) -> Result<Vec<Line>, TableFault> {
    let words = |cell: &Data| words(cell, is_1904);
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut lines = Vec::new();
    for (index, cells) in range.rows().enumerate() {
        let row = first_row + index as u32;
        let mut texts: Vec<String> = vec![String::new(); first_column as usize];
        texts.extend(cells.iter().map(|cell| cleaned(&words(cell)).into_owned()));
        if texts.iter().all(String::is_empty) {
            continue;
        }
        for merge in merges.iter().filter(|it| it.start.0 < row && row <= it.end.0) {
            let words = range.get_value(merge.start).map(words).unwrap_or_default();
            if let Some(text) = texts.get_mut(merge.start.1 as usize).filter(|it| it.is_empty()) {
                *text = cleaned(&words).into_owned();
            }
        }
        let filled = texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
        if filled > MOST_COLUMNS {
            return Err(TableFault::TooWide);
        }
        let number = u64::from(row) + 1;
        if texts.iter().map(String::len).sum::<usize>() > LONGEST_ROW {
            return Err(TableFault::LongRow(number));
        }
        let cells = texts[..filled].iter().collect();
        lines.push(Line { number, cells, ..Line::default() });
    }
    Ok(lines)
}

/// Returns the words that a cell shows, as far as its reader tells.
fn words(cell: &Data, is_1904: bool) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => shown(&number.to_string(), NumberStyle::Plain, false),
        Data::DateTime(day) if day.is_datetime() => {
            shown(&day.as_f64().to_string(), NumberStyle::Day, is_1904)
        }
        Data::DateTime(length) => shown(&length.as_f64().to_string(), NumberStyle::Plain, false),
        Data::DateTimeIso(day) => day.split('T').next().unwrap_or_default().to_owned(),
        Data::Error(error) => error.to_string(),
    }
}
