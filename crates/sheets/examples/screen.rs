//! Screens a table of companies: `cargo run --release --example screen -- in.csv out.csv`. A row
//! for each company, a column for each question, by its id or its words; UTF-8, GB18030 or a
//! workbook.

use huiqi_policies::POLICIES;
use huiqi_sheets::screen::screen;
use std::{env, process};
use time::OffsetDateTime;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        eprintln!(
            "screen: two file names are needed: a table to read and one to write, \
             such as in.csv out.csv"
        );
        process::exit(2);
    };
    match screen(&POLICIES, from, to, OffsetDateTime::now_utc().date()) {
        Ok(done) => eprintln!(
            "screen: {} rows, {} cells that could not be read (named in the last column)",
            done.rows, done.faults
        ),
        Err(error) => {
            eprintln!("screen: {error}");
            process::exit(1);
        }
    }
}
