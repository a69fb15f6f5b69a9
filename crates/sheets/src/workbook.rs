//! Workbooks (.xlsx) as rows of text. Cells are read one by one in the order of the file: a
//! workbook that claims a vast empty range costs nothing.

use super::line::{Line, MOST_COLUMNS, TableFault, best_heading, known_columns};
use calamine::{DataRef, Reader, Xlsx};
use csv::StringRecord;
use huiqi_rules::policy::PolicySet;
use rust_decimal::Decimal;
use std::io::Cursor;

/// The sheet that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// How many others the workbook has, which were not read.
    pub others: usize,
}

/// Returns the rows of one sheet: the first whose headings are known, else the first that is not
/// empty.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn read(
    set: &'static PolicySet,
    bytes: Vec<u8>,
) -> Result<(Sheet, Vec<Line>), TableFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
        .map_err(|error| TableFault::BadWorkbook(error.to_string()))?;
    let names = book.sheet_names();
    let mut found: Option<(String, Vec<Line>)> = None;
    for name in &names {
        // A sheet that holds a drawing and no cells is passed over.
        let Ok(reader) = book.worksheet_cells_reader(name) else { continue };
        let lines = rows(reader)?;
        let first = || lines.iter().take(10);
        let is_known = best_heading(set, first())
            .and_then(|index| first().nth(index))
            .is_some_and(|heading| known_columns(set, heading) > 0);
        if is_known || (found.is_none() && !lines.is_empty()) {
            found = Some((name.clone(), lines));
        }
        if is_known {
            break;
        }
    }
    let (name, lines) = found.ok_or(TableFault::Empty)?;
    Ok((Sheet { name, others: names.len() - 1 }, lines))
}

/// Returns the rows of a sheet that are not empty.
fn rows<R: std::io::Read + std::io::Seek>(
    mut reader: calamine::XlsxCellReader<'_, R>,
) -> Result<Vec<Line>, TableFault> {
    let bad = |error: calamine::XlsxError| TableFault::BadWorkbook(error.to_string());
    let styles: Vec<NumberStyle> = reader
        .styles()
        .iter()
        .map(|style| {
            let format = style.number_format.as_ref();
            format.map_or(NumberStyle::Plain, |format| NumberStyle::of(&format.format_code))
        })
        .collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut number = 0;
    let mut keep = |number: u32, row: &mut Vec<String>| {
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            lines.push(Line {
                number: u64::from(number) + 1,
                cells: StringRecord::from(std::mem::take(row)),
            });
        }
        row.clear();
    };
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(bad)? {
        let text = text(cell.get_value(), styles.get(style).copied().unwrap_or(NumberStyle::Plain));
        let (at, column) = cell.get_position();
        if at != number {
            keep(number, &mut row);
            number = at;
        }
        if text.is_empty() {
            continue;
        }
        if column as usize >= MOST_COLUMNS {
            return Err(TableFault::TooWide);
        }
        if row.len() <= column as usize {
            row.resize(column as usize + 1, String::new());
        }
        row[column as usize] = text;
    }
    keep(number, &mut row);
    Ok(lines)
}

/// How a cell shows its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberStyle {
    Plain,
    Percent,
}

impl NumberStyle {
    /// Returns the style of a number format.
    fn of(format: &str) -> Self {
        let mut quoted = false;
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => quoted = !quoted,
                '\\' => {
                    letters.next();
                }
                '%' if !quoted => return Self::Percent,
                _ => {}
            }
        }
        Self::Plain
    }
}

/// Returns a cell as the words that it shows.
fn text(cell: &DataRef<'_>, style: NumberStyle) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::Int(whole) => number(Decimal::from(*whole), style),
        DataRef::Float(float) => float_text(*float, style),
        DataRef::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(length) => float_text(length.as_f64(), NumberStyle::Plain),
        DataRef::DateTimeIso(day) => day.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(length) => length.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Workbooks hold fifteen digits of a number; what a calculation leaves behind them is not shown
/// there either.
fn float_text(float: f64, style: NumberStyle) -> String {
    Decimal::from_scientific(&format!("{float:.14e}"))
        .map_or_else(|_| float.to_string(), |decimal| number(decimal, style))
}

fn number(decimal: Decimal, style: NumberStyle) -> String {
    match style {
        NumberStyle::Percent => format!("{}%", (decimal * Decimal::ONE_HUNDRED).normalize()),
        NumberStyle::Plain => decimal.normalize().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NumberStyle, float_text};

    #[test]
    fn numbers_are_read_as_a_workbook_shows_them() {
        let shown = [
            (0.1 + 0.2, "0.3"),
            (30_000.0, "30000"),
            (1_234_567.89, "1234567.89"),
            (-0.05, "-0.05"),
            (1e12, "1000000000000"),
            (0.0, "0"),
        ];
        for (float, text) in shown {
            assert_eq!(float_text(float, NumberStyle::Plain), text);
        }
        assert_eq!(float_text(0.125, NumberStyle::Percent), "12.5%");
        assert_eq!(
            float_text(1e300, NumberStyle::Plain).len(),
            301,
            "a number that no decimal holds is still reported"
        );
    }

    #[test]
    fn a_format_of_percent_is_known() {
        for format in ["0%", "0.00%", "0.0\" x\"%"] {
            assert_eq!(NumberStyle::of(format), NumberStyle::Percent, "{format}");
        }
        for format in ["0.00", "0\"%\"", "0\\%", "yyyy-mm-dd"] {
            assert_eq!(NumberStyle::of(format), NumberStyle::Plain, "{format}");
        }
    }
}
