//! Screens a table of companies: `cargo run --release --example screen -- in.csv out.csv`. A row
//! for each company, a column for each question, by its id or its words; UTF-8, GB18030 or a
//! workbook. `--region zaozhuang` is the place of rows that say none; `--map map.csv` says what
//! columns and words mean, a line each: heading, question; or question, word, option; `--on
//! 2026-11-21` is the day of rows that say none, otherwise the day of this computer.

use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sheets::mapping;
use huiqi_sheets::screen::{ScreenOptions, region_named, screen};
use huiqi_tables::rule_book::RuleBook;
use std::{env, process};
use time::OffsetDateTime;

const USAGE: &str = "two file names are needed: a table to read and one to write, such as in.csv \
                     out.csv; and, where wanted, --region REGION, --map FILE, --on DAY";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (now, book) = (today(), RuleBook::of(&POLICIES));
    let (columns, values) = (Vec::new(), Vec::new());
    let mut options = ScreenOptions { now, today: now, region: None, columns, values };
    let mut files = Vec::new();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().unwrap_or_else(|| fail(2, USAGE));
        match argument.as_str() {
            "--region" => {
                let region = region_named(&book, &value());
                options.region = Some(region.unwrap_or_else(|error| fail(2, &error)));
            }
            "--on" => {
                let day = value();
                options.today =
                    read_date(&day).unwrap_or_else(|| fail(2, &format!("{day} is no day")));
            }
            "--map" => {
                let mapping =
                    mapping::read(&book, &value()).unwrap_or_else(|error| fail(1, &error));
                (options.columns, options.values) = (mapping.columns, mapping.values);
            }
            unknown if unknown.starts_with("--") => fail(2, USAGE),
            _ => files.push(argument),
        }
    }
    let [from, to] = files.as_slice() else { fail(2, USAGE) };
    match screen(&book, from, to, &options) {
        Ok(done) => done.lines().iter().for_each(|line| eprintln!("screen: {line}")),
        Err(error) => fail(1, &error.to_string()),
    }
}

/// The day of this computer; that of universal time where it tells no other.
fn today() -> time::Date {
    OffsetDateTime::now_local().unwrap_or_else(|_| OffsetDateTime::now_utc()).date()
}

fn fail(code: i32, message: &str) -> ! {
    eprintln!("screen: {message}");
    process::exit(code)
}
