//! Screens a table of companies: `cargo run --release --example screen -- in.csv out.csv`. A row for each company, a column for each question, by its
//! id or its words; UTF-8 or GB18030. Rows are read and written one by one, so that the memory does not grow with the table.

use encoding_rs::{GB18030, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use huiqi::amount::{Amount, Level};
use huiqi::answers::{date_text, decimal_text, read_date};
use huiqi::engine::{ChosenReadings, Screener};
use huiqi::policies::POLICIES;
use huiqi::portfolio::{Column, Headings, guarded};
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
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

/// Whether a file is UTF-8 from its beginning to its end.
fn is_utf8(path: &str) -> Result<bool, Box<dyn Error>> {
    let mut file = BufReader::new(File::open(path).map_err(|error| format!("{path} cannot be read: {error}"))?);
    let mut part = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = file.read(&mut part[kept..])?;
        let length = kept + read;
        match std::str::from_utf8(&part[..length]) {
            Ok(_) if read == 0 => return Ok(true),
            Ok(_) => kept = 0,
            // A letter may be cut by the end of a piece.
            Err(error) if error.error_len().is_none() && read > 0 => {
                part.copy_within(error.valid_up_to()..length, 0);
                kept = length - error.valid_up_to();
            }
            Err(_) => return Ok(false),
        }
    }
}

fn ends(amount: Amount) -> [String; 2] {
    let end = |level: Level| match level {
        Level::Sum(yuan) => decimal_text(yuan.decimal()),
        Level::Open => "没有上限".to_owned(),
    };
    [end(amount.least), end(amount.most)]
}

/// Screens one table into another.
pub(crate) fn screen(from: &str, to: &str) -> Result<Done, Box<dyn Error>> {
    let encoding = if is_utf8(from)? { UTF_8 } else { GB18030 };
    let text = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(File::open(from)?);
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let headings = table.headers()?.clone();
    let read = Headings::read(&POLICIES, &headings.iter().collect::<Vec<_>>());
    if !read.columns().iter().any(|column| matches!(column, Column::Question(_))) {
        return Err(format!("{from}: no column of the first line is a question; use ids or words of questions, such as region or 所在地").into());
    }
    let mut out = BufWriter::new(File::create(to).map_err(|error| format!("{to} cannot be written: {error}"))?);
    out.write_all("\u{feff}".as_bytes())?;
    let mut out = csv::Writer::from_writer(out);
    let awards: Vec<_> = POLICIES.policies.iter().flat_map(|policy| policy.awards).collect();
    let mut head: Vec<String> = ["企业名称", "所在地", "申报日期", "至少（元）", "最多（元）", "没有回答的题数"].map(str::to_owned).to_vec();
    for (policy, award) in POLICIES.policies.iter().flat_map(|policy| policy.awards.iter().map(move |award| (policy, award))) {
        head.extend(["至少", "最多"].map(|end| format!("{} {} {end}", policy.short_title, award.name)));
    }
    head.push("没有读出的单元格".to_owned());
    out.write_record(&head)?;
    let today = OffsetDateTime::now_utc().date();
    let today = read_date(&date_text(today)).ok_or("the clock shows no day")?;
    let mut screener = Screener::new(&POLICIES, ChosenReadings::default());
    let mut done = Done { rows: 0, faults: 0 };
    let mut cells = csv::StringRecord::new();
    let mut line: Vec<String> = Vec::new();
    while table.read_record(&mut cells)? {
        let row = read.row(cells.iter(), today);
        let brief = screener.brief(&row.answers, row.on);
        line.clear();
        line.push(guarded(&row.name));
        line.push(row.answers.region().map_or(String::new(), |region| region.name.to_owned()));
        line.push(date_text(row.on));
        line.extend(ends(brief.total));
        line.push(brief.unanswered.to_string());
        for award in &awards {
            let own = brief.awards.iter().find(|(own, _)| std::ptr::eq(*own, *award));
            line.extend(own.map_or([String::new(), String::new()], |(_, amount)| ends(*amount)));
        }
        let told = |fault: &huiqi::portfolio::CellFault| format!("{}：{}", headings.get(fault.column).unwrap_or_default(), fault.message);
        line.push(guarded(&row.faults.iter().map(told).collect::<Vec<_>>().join("；")));
        out.write_record(&line)?;
        done.rows += 1;
        done.faults += row.faults.len() as u64;
    }
    out.flush()?;
    Ok(done)
}
