//! Screens a file of companies into another file: the same as the page does, natively, in memory
//! that does not grow with the table.

use crate::line::Line;
use crate::output::{Cell, Columns, text_beginning, text_line};
use crate::table::Table;
use crate::wording::table_fault;
use huiqi_engine::{ChosenReadings, Screener};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_tables::wording::cell_problem;
use huiqi_tables::{Column, Headings};
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use time::Date;

/// What was done.
#[derive(Debug)]
pub struct Done {
    /// Rows that were computed.
    pub rows: u64,
    /// Cells that could not be read; the last column of the new table names them.
    pub faults: u64,
}

/// Screens one table into another, row by row; `today` is the day of rows that name none.
///
/// # Errors
/// A file cannot be read or written, or no column of the table is a question: a sentence that names
/// the file.
pub fn screen(
    set: &'static PolicySet,
    from: &str,
    to: &str,
    today: Date,
) -> Result<Done, Box<dyn Error>> {
    let name = from.to_owned();
    File::open(from).map_err(|error| format!("{from} cannot be read: {error}"))?;
    let mut table = Table::open(set, move || File::open(&name).map(BufReader::new))
        .map_err(|fault| format!("{from}: {}", table_fault(&fault)))?;
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let read = Headings::read(set, &headings.iter().map(String::as_str).collect::<Vec<_>>());
    if !read
        .columns()
        .iter()
        .any(|column| matches!(column, Column::Question(_) | Column::Former(_)))
    {
        return Err(format!(
            "{from}: no column of the first line is a question; \
             use ids or words of questions, such as region or 所在地"
        )
        .into());
    }
    let regions: Vec<&'static Region> = set.regions.iter().collect();
    let columns = Columns::new(set, &regions);
    let mut out = BufWriter::new(
        File::create(to).map_err(|error| format!("{to} cannot be written: {error}"))?,
    );
    out.write_all(&text_beginning(&columns.headings()))?;
    let mut screener = Screener::new(set, ChosenReadings::default());
    let mut done = Done { rows: 0, faults: 0 };
    let mut line = Line::default();
    let mut text = Vec::new();
    while table.next(&mut line).map_err(|fault| format!("{from}: {}", table_fault(&fault)))? {
        let row = read.row(line.cells.iter(), today);
        let messages = row
            .faults
            .iter()
            .map(|fault| {
                format!("{}：{}", headings[fault.column], cell_problem(set, &fault.problem))
            })
            .collect::<Vec<_>>()
            .join("；");
        let brief = screener.brief(&row.answers, row.on);
        let cells: Vec<String> =
            columns.line(line.number, &row, &brief, messages).iter().map(Cell::text).collect();
        text.clear();
        text_line(&cells, &mut text);
        out.write_all(&text)?;
        done.rows += 1;
        done.faults += row.faults.len() as u64;
    }
    out.flush()?;
    Ok(done)
}
