//! Screens a table of companies into another table: the same as the page does, row by row. Between
//! files, memory does not grow with the table.

use crate::follow_ups::{FollowUps, Situations};
use crate::line::Line;
use crate::output::{Cell, Columns, Past, text_beginning, text_line};
use crate::passed::{HasNames, RowNotes};
use crate::shown::table_notes;
use crate::table::Table;
use crate::wording::table_fault;
use huiqi_engine::{ChosenReadings, Screener};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_sitting::situation::Situation;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::row_kind::RowKind;
use huiqi_tables::values::ChosenValue;
use huiqi_tables::wording::{cell_problem, short};
use huiqi_tables::{Column, OwnColumn, PlaceSource, PlaceWords, likely_place};
use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use time::Date;

/// How a table is read, where it does not say so itself.
#[derive(Clone, Debug)]
pub struct ScreenOptions {
    /// Today, by the calendar.
    pub now: Date,
    /// The day of rows that name none.
    pub today: Date,
    /// The region of rows that name none, or none that is known, by its index.
    pub region: Option<u16>,
    /// What columns hold, each by its heading and its [`Column::word`].
    pub columns: Vec<(String, String)>,
    /// What words in cells mean.
    pub values: Vec<ChosenValue>,
}

impl Done {
    /// Returns all that is to be said, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let first = format!(
            "{} rows, {} cells that could not be read (named in the last column)",
            self.rows, self.faults
        );
        let more = self.notes.iter().chain(&self.summary).cloned();
        std::iter::once(first).chain(more).collect()
    }
}

/// So many places are said that are not written in full.
const MOST_SAID: usize = 10;

/// What was done.
#[derive(Debug)]
pub struct Done {
    /// Rows that were computed.
    pub rows: u64,
    /// Cells that could not be read; the last column of the new table names them.
    pub faults: u64,
    /// What is to be said of the table, in sentences.
    pub notes: Vec<String>,
    /// What there is to do, in sentences.
    pub summary: Vec<String>,
}

/// Returns a region by its id or its name, in full or in short, as its index.
///
/// # Errors
/// A sentence with the names that there are.
pub fn region_named(set: &'static PolicySet, wanted: &str) -> Result<u16, String> {
    let index = set.regions.iter().position(|region| region.id == wanted);
    index.map(|index| index as u16).or_else(|| likely_place(set, wanted)).ok_or_else(|| {
        let names: Vec<&str> = set.regions.iter().map(|region| region.name).collect();
        format!("{wanted} is no region; there are {}", names.join("、"))
    })
}

/// Screens one file into another, row by row.
///
/// # Errors
/// A file cannot be read or written, or no column of the table is a question: a sentence that names
/// the file.
pub fn screen(
    set: &'static PolicySet,
    from: &str,
    to: &str,
    options: &ScreenOptions,
) -> Result<Done, Box<dyn Error>> {
    File::open(from).map_err(|error| format!("{from} cannot be read: {error}"))?;
    if is_same_file(from, to) {
        return Err(format!(
            "{to} is read here and would be overwritten; name another file for the output"
        )
        .into());
    }
    let name = from.to_owned();
    let open = move || File::open(&name).map(BufReader::new);
    let create = || match File::create(to) {
        Ok(file) => Ok(BufWriter::new(file)),
        Err(error) => Err(format!("{to} cannot be written: {error}").into()),
    };
    screen_table(set, from, open, create, options)
}

/// Whether two paths lead to one file, by whatever name or link.
fn is_same_file(one: &str, other: &str) -> bool {
    #[cfg(unix)]
    if let (Ok(one), Ok(other)) = (std::fs::metadata(one), std::fs::metadata(other)) {
        use std::os::unix::fs::MetadataExt;
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    let real = |path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}

/// Screens a table that `open` begins to read anew each time into what `create` gives, once the
/// table is known to be one.
///
/// # Errors
/// As for [`screen`].
pub fn screen_table<R: Read + 'static, W: Write>(
    set: &'static PolicySet,
    from: &str,
    open: impl Fn() -> io::Result<R>,
    create: impl FnOnce() -> Result<W, Box<dyn Error>>,
    options: &ScreenOptions,
) -> Result<Done, Box<dyn Error>> {
    let told = |fault| format!("{from}: {}", table_fault(&fault));
    let mut table = Table::open(set, open).map_err(told)?;
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let names: Vec<&str> = headings.iter().map(String::as_str).collect();
    let held = Column::of_headings(set, &names, &options.columns);
    if !held.iter().any(|column| column.is_answer()) {
        return Err(format!(
            "{from}: no column of the table is a question（没有一列是题目）; use ids or words of \
             questions, such as region or 所在地"
        )
        .into());
    }
    let read = table.headings(&held).in_region(options.region).with_values(&options.values);
    let read = read.with_places(PlaceWords::Likely);
    let sorter = table.sorter(&held);
    let has_names = if held.contains(&Column::Name) { HasNames::Yes } else { HasNames::No };
    let regions: Vec<&'static Region> = set.regions.iter().collect();
    let columns = Columns::new(set, &regions);
    let mut out = create()?;
    out.write_all(&text_beginning(&columns.headings()))?;
    let mut screener = Screener::new(set, ChosenReadings::default());
    let (mut notes, mut follow_ups) = (RowNotes::of(&[&read]), FollowUps::default());
    let mut situations = Situations::default();
    let (mut rows, mut faults) = (0, 0);
    let place = held.iter().position(|own| *own == Column::Question(PolicySet::REGION));
    let (mut likely, mut ended) = (Vec::<(String, &str)>::new(), Vec::<(&str, u64)>::new());
    let code = held.iter().position(|column| *column == Column::Own(OwnColumn::Code));
    let mut line = Line::default();
    let mut text = Vec::new();
    while table.next(&mut line).map_err(told)? {
        let cells: Vec<&str> = line.cells.iter().collect();
        match sorter.kind(&cells, line.adds_up) {
            RowKind::Company => {}
            RowKind::OtherHeadings => {
                return Err(told(crate::line::TableFault::OtherHeadings(line.number)).into());
            }
            kind => {
                notes.pass(&line, kind);
                continue;
            }
        }
        let row = read.row(line.cells.iter(), options.today);
        notes.company(&line, &row.name, has_names);
        if let Some(place) = code {
            let code = line.cells.get(place).unwrap_or_default();
            notes.code(set, line.number, &row, code);
        }
        let messages = row
            .faults
            .iter()
            .map(|fault| {
                format!("{}：{}", held[fault.column].label(set), cell_problem(set, &fault.problem))
            })
            .collect::<Vec<_>>()
            .join("；");
        let brief = screener.brief(&row.answers, row.on);
        let situation = situations.of(&row, brief.total);
        let may_ask = brief.unanswered > 0 && !brief.total.is_exact() && situation.is_some();
        let asks = if may_ask { screener.asks(&row.answers, row.on) } else { 0 };
        let follow_up = FollowUp::of_row(&row, situation, brief.total, asks);
        let region = row.answers.region().map_or("", |region| region.name);
        if row.place == PlaceSource::Likely {
            let cell = place.and_then(|place| line.cells.get(place)).unwrap_or_default();
            let taken = (short(cell), region);
            if !likely.contains(&taken) {
                likely.push(taken);
            }
        }
        let has_more =
            situation.is_some_and(|one| matches!(one, Situation::Certain | Situation::Possible));
        let has_ended = has_more && situations.has_ended_since(&row, options.now);
        if has_ended {
            match ended.iter_mut().find(|(known, _)| *known == region) {
                Some((_, count)) => *count += 1,
                None => ended.push((region, 1)),
            }
        }
        let past = if has_ended { Past::EndedSince } else { Past::Unknown };
        follow_ups.count(line.number, &row, follow_up, brief.total, asks);
        let state = (situation, asks);
        let company = columns.line(line.number, &row, state, &brief, (past, messages));
        let cells: Vec<String> = company.iter().map(Cell::text).collect();
        text.clear();
        text_line(&cells, &mut text);
        out.write_all(&text)?;
        rows += 1;
        faults += row.faults.len() as u64;
    }
    out.flush()?;
    let mut said = table_notes(set, &table, &held);
    let unused: Vec<String> = headings
        .iter()
        .zip(&held)
        .filter(|(heading, column)| **column == Column::Other && !heading.trim().is_empty())
        .map(|(heading, _)| format!("“{}”", short(heading)))
        .collect();
    if !unused.is_empty() {
        said.push(format!("没有用上的列：{}。", unused.join("、")));
    }
    said.extend(notes.sentences());
    if !likely.is_empty() {
        let taken: Vec<String> =
            likely.iter().take(MOST_SAID).map(|(cell, name)| format!("“{cell}”按{name}")).collect();
        let more = if likely.len() > MOST_SAID { "等" } else { "" };
        said.push(format!(
            "所在地不是全名的，按认出的地方算：{}{more}，请核对。",
            taken.join("、")
        ));
    }
    let mut summary = follow_ups.sentences();
    if !ended.is_empty() {
        let counts: Vec<String> =
            ended.iter().map(|(name, count)| format!("{name} {count} 家")).collect();
        let all: u64 = ended.iter().map(|(_, count)| count).sum();
        summary.push(format!(
            "其中 {all} 家按过去的申报日期算，那里的文件现在都已到期（{}），还能不能报请问主管部门",
            counts.join("、")
        ));
    }
    Ok(Done { rows, faults, notes: said, summary })
}
