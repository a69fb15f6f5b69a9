//! Screens a table of companies: `cargo run --release --example screen -- in.csv out.csv`. A row for each company, a column for each question, by its
//! id or its words; UTF-8, GB18030 or a workbook. Rows of text are read and written one by one, so that the memory does not grow with the table.

use huiqi::answers::{date_text, read_date};
use huiqi::engine::{ChosenReadings, Screener};
use huiqi::policies::POLICIES;
use huiqi::policy::Region;
use huiqi::portfolio::output::{Cell, Columns, text_beginning, text_line};
use huiqi::portfolio::table::{Line, Table};
use huiqi::portfolio::{Column, Headings};
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::{env, process};
use time::OffsetDateTime;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        eprintln!("screen: two file names are needed: a table to read and one to write, such as in.csv out.csv");
        process::exit(2);
    };
    match screen(from, to) {
        Ok(done) => eprintln!("screen: {} rows, {} cells that could not be read (told in the last column)", done.rows, done.faults),
        Err(error) => {
            eprintln!("screen: {error}");
            process::exit(1);
        }
    }
}

/// What was done.
#[derive(Debug)]
pub(crate) struct Done {
    rows: u64,
    faults: u64,
}

/// Screens one table into another.
pub(crate) fn screen(from: &str, to: &str) -> Result<Done, Box<dyn Error>> {
    let name = from.to_owned();
    File::open(from).map_err(|error| format!("{from} cannot be read: {error}"))?;
    let mut table = Table::open(&POLICIES, move || File::open(&name).map(BufReader::new)).map_err(|fault| format!("{from}: {}", fault.message()))?;
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let read = Headings::read(&POLICIES, &headings.iter().map(String::as_str).collect::<Vec<_>>());
    if !read.columns().iter().any(|column| matches!(column, Column::Question(_))) {
        return Err(format!("{from}: no column of the first line is a question; use ids or words of questions, such as region or 所在地").into());
    }
    let regions: Vec<&'static Region> = POLICIES.regions.iter().collect();
    let columns = Columns::new(&POLICIES, &regions);
    let mut out = BufWriter::new(File::create(to).map_err(|error| format!("{to} cannot be written: {error}"))?);
    out.write_all(&text_beginning(&columns.headings()))?;
    let today = read_date(&date_text(OffsetDateTime::now_utc().date())).ok_or("the clock shows no day")?;
    let mut screener = Screener::new(&POLICIES, ChosenReadings::default());
    let mut done = Done { rows: 0, faults: 0 };
    let mut line = Line::default();
    let mut text = Vec::new();
    while table.next(&mut line).map_err(|fault| format!("{from}: {}", fault.message()))? {
        let row = read.row(line.cells.iter(), today);
        let told = row.faults.iter().map(|fault| format!("{}：{}", headings[fault.column], fault.message)).collect::<Vec<_>>().join("；");
        let brief = screener.brief(&row.answers, row.on);
        let cells: Vec<String> = columns.line(line.number, &row, &brief, told).iter().map(Cell::text).collect();
        text.clear();
        text_line(&cells, &mut text);
        out.write_all(&text)?;
        done.rows += 1;
        done.faults += row.faults.len() as u64;
    }
    out.flush()?;
    Ok(done)
}
