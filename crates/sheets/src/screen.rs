//! Screens a table of companies into another table: the same as the page does, row by row. Between
//! files, memory does not grow with the table.

use crate::book_scan::SaidOfTable;
use crate::follow_ups::{FollowUps, Situations};
use crate::ledger::RuleNote;
use crate::line::{Line, TableFault};
use crate::list_book::editions_of;
use crate::output::{Cell, Columns, Past, text_beginning, text_line};
use crate::passed::{HasNames, RowNotes};
use crate::row_reader::RowReader;
use crate::shown::{columns_of_others, table_notes};
use crate::table::Table;
use crate::wording::table_fault;
use huiqi_engine::{Brief, ChosenReadings, Screener};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_sitting::situation::Situation;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::ValueChoice;
use huiqi_tables::row_kind::{RowKind, RowSorter};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::wording::short;
use huiqi_tables::{Column, Headings, OwnColumn, PlaceSource, PlaceWords, likely_place};
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
    /// The region of rows that name none, or none that is known, by its index among the places.
    pub region: Option<u16>,
    /// What columns hold, each by its heading and its [`Column::word`].
    pub columns: Vec<(String, String)>,
    /// What words in cells mean.
    pub values: Vec<ValueChoice>,
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

/// Returns a place by its id or its name, in full or in short, as its index.
///
/// # Errors
/// A sentence with the names that there are.
pub fn region_named(book: &RuleBook, wanted: &str) -> Result<u16, String> {
    let set = book.places();
    let index = set.regions.iter().position(|region| region.id == wanted);
    index.map(|index| index as u16).or_else(|| likely_place(set, wanted)).ok_or_else(|| {
        let names: Vec<&str> = set.regions.iter().map(|region| region.name).collect();
        format!("{wanted} is no region; there are {}", names.join("、"))
    })
}

/// Screens one file into another, row by row: each by the rules of its place.
///
/// # Errors
/// A file cannot be read or written, or no column of the table is a question: a sentence that names
/// the file.
pub fn screen(
    book: &RuleBook,
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
    screen_table((book, &[]), from, open, create, options)
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

/// A table whose rows are read by the rules of their places.
struct Opened {
    table: Table,
    rows: RowReader,
    sorter: RowSorter,
    headings: Vec<String>,
    /// What the columns hold, by the rules that most places have.
    held: Vec<Column>,
}

fn opened<R: Read + 'static>(
    book: &RuleBook,
    from: &str,
    open: impl Fn() -> io::Result<R>,
    options: &ScreenOptions,
) -> Result<Opened, Box<dyn Error>> {
    let first = book.sets()[0];
    let table = Table::open(first, open).map_err(told(from))?;
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let names: Vec<&str> = headings.iter().map(String::as_str).collect();
    let held = Column::of_headings(first, &names, &options.columns);
    let mut columns: Vec<String> = held.iter().map(|own| own.word(first).to_owned()).collect();
    for (index, word) in columns_of_others(book, &table, &options.columns) {
        columns[index] = word;
    }
    let place = |index: u16| book.places().regions[usize::from(index)].id.to_owned();
    let region = options.region.map(place);
    let said =
        SaidOfTable { columns, region, values: options.values.clone(), ..SaidOfTable::default() };
    let reading = said.reading(book, &table).map(|one| one.with_places(PlaceWords::Likely));
    let is_answered = |rows: &RowReader| {
        rows.all().any(|own| own.columns().iter().any(|column| column.is_answer()))
    };
    let rows = reading.map(|reading| reading.rows(book, options.today));
    let Some((rows, sorter)) = rows.filter(|(rows, _)| is_answered(rows)) else {
        return Err(format!(
            "{from}: no column of the table is a question（没有一列是题目）; use ids or words of \
             questions, such as region or 所在地"
        )
        .into());
    };
    Ok(Opened { table, rows, sorter, headings, held })
}

fn told(from: &str) -> impl Fn(TableFault) -> String {
    move |fault| format!("{from}: {}", table_fault(&fault))
}

/// Returns the places in which the companies of a table lie, by their ids, each once: these are
/// known by the rules, or by their names alone.
///
/// # Errors
/// As for [`screen`].
pub fn places_of_table<R: Read + 'static>(
    book: &RuleBook,
    from: &str,
    open: impl Fn() -> io::Result<R>,
    options: &ScreenOptions,
) -> Result<Vec<&'static str>, Box<dyn Error>> {
    let Opened { mut table, rows, sorter, .. } = opened(book, from, open, options)?;
    let mut found: Vec<&'static str> = Vec::new();
    let mut line = Line::default();
    while table.next(&mut line).map_err(told(from))? {
        let cells: Vec<&str> = line.cells.iter().collect();
        if sorter.kind(&cells, line.adds_up) == RowKind::Company {
            let (row, _) = rows.read(line.cells.iter());
            let place = row.answers.region().map(|region| region.id);
            found.extend(place.filter(|id| !found.contains(id)));
        }
    }
    Ok(found)
}

/// Screens a table that `open` begins to read anew each time into what `create` gives, once the
/// table is known to be one: each row by the rules of its place, of which these notes say more.
///
/// # Errors
/// As for [`screen`].
pub fn screen_table<R: Read + 'static, W: Write>(
    (book, rule_notes): (&RuleBook, &[RuleNote]),
    from: &str,
    open: impl Fn() -> io::Result<R>,
    create: impl FnOnce() -> Result<W, Box<dyn Error>>,
    options: &ScreenOptions,
) -> Result<Done, Box<dyn Error>> {
    let Opened { mut table, rows: reader, sorter, headings, held } =
        opened(book, from, open, options)?;
    let told = told(from);
    let has_names = if held.contains(&Column::Name) { HasNames::Yes } else { HasNames::No };
    let columns = Columns::over(book);
    let mut out = create()?;
    out.write_all(&text_beginning(&columns.headings()))?;
    let screener = |set: &&'static PolicySet| Screener::new(set, ChosenReadings::default());
    let mut screeners: Vec<Screener> = book.sets().iter().map(screener).collect();
    let mut regions: Vec<Vec<&'static Region>> = vec![Vec::new(); screeners.len()];
    let all: Vec<&Headings> = reader.all().collect();
    let (mut notes, mut follow_ups) = (RowNotes::of(&all), FollowUps::default());
    let mut situations = Situations::default();
    let (mut rows, mut faults) = (0, 0);
    let place = held.iter().position(|own| *own == Column::Question(PolicySet::REGION));
    let (mut likely, mut ended) = (Vec::<(String, &str)>::new(), Vec::<(&str, u64)>::new());
    let code = held.iter().position(|column| *column == Column::Own(OwnColumn::Code));
    let mut said_of: Vec<&RuleNote> = Vec::new();
    let mut line = Line::default();
    let mut text = Vec::new();
    while table.next(&mut line).map_err(&told)? {
        let cells: Vec<&str> = line.cells.iter().collect();
        match sorter.kind(&cells, line.adds_up) {
            RowKind::Company => {}
            RowKind::OtherHeadings => {
                return Err(told(TableFault::OtherHeadings(line.number)).into());
            }
            kind => {
                notes.pass(&line, kind);
                continue;
            }
        }
        let (row, own) = reader.read(line.cells.iter());
        notes.company(&line, &row.name, has_names);
        if let Some(place) = code {
            let code = line.cells.get(place).unwrap_or_default();
            notes.code(book.places(), line.number, &row, code);
        }
        let messages = row
            .faults
            .iter()
            .map(|fault| reader.fault(&row, fault))
            .map(|(label, why)| format!("{label}：{why}"))
            .collect::<Vec<_>>()
            .join("；");
        let brief = own.map(|own| screeners[own].brief(&row.answers, row.on));
        let brief = brief.unwrap_or_else(|| Brief {
            total: Amount { least: Level::ZERO, most: Level::Open },
            awards: Vec::new(),
            unanswered: 0,
        });
        let situation = own.and_then(|_| situations.of(&row, brief.total));
        let may_ask = brief.unanswered > 0 && !brief.total.is_exact() && situation.is_some();
        let asks = match own {
            Some(own) if may_ask => screeners[own].asks(&row.answers, row.on),
            Some(_) | None => 0,
        };
        let follow_up = FollowUp::of_row(&row, situation, brief.total, asks);
        let found = row.answers.region();
        let (id, region) = found.map_or(("", ""), |region| (region.id, region.name));
        let own = own.filter(|_| found.is_some());
        if let (Some(own), Some(found)) = (own, found)
            && regions[own].iter().all(|known| known.id != id)
        {
            regions[own].push(found);
        }
        if row.place == PlaceSource::Likely {
            let cell = place.and_then(|place| line.cells.get(place)).unwrap_or_default();
            let taken = (short(cell), region);
            if !likely.contains(&taken) {
                likely.push(taken);
            }
        }
        // Nobody was asked about its place: it is in no sum.
        let is_left_out = row.is_of_unknown_place();
        let has_more =
            situation.is_some_and(|one| matches!(one, Situation::Certain | Situation::Possible));
        let has_ended = has_more && situations.has_ended_since(&row, options.now);
        if has_ended && !is_left_out {
            match ended.iter_mut().find(|(known, _)| *known == region) {
                Some((_, count)) => *count += 1,
                None => ended.push((region, 1)),
            }
        }
        let past = if has_ended { Past::EndedSince } else { Past::Unknown };
        if is_left_out {
            follow_ups.leave_out(line.number, &row);
        } else {
            follow_ups.count(line.number, &row, follow_up, brief.total, asks);
        }
        let state = (situation, asks);
        let of_rules: Vec<&RuleNote> = rule_notes.iter().filter(|note| note.is_of(id)).collect();
        for note in &of_rules {
            if !said_of.contains(note) {
                said_of.push(note);
            }
        }
        let words = of_rules.into_iter().map(|note| note.words.as_str()).collect();
        let edition = own.map(|own| book.sets()[own].edition);
        let company =
            columns.line_with(line.number, &row, state, &brief, (past, messages), (edition, words));
        let cells: Vec<String> = company.iter().map(Cell::text).collect();
        text.clear();
        text_line(&cells, &mut text);
        out.write_all(&text)?;
        rows += 1;
        faults += row.faults.len() as u64;
    }
    out.flush()?;
    let mut said = table_notes(book.sets()[0], &table, &held);
    let is_unused = |index: usize| all.iter().all(|own| own.columns()[index] == Column::Other);
    let unused: Vec<String> = headings
        .iter()
        .enumerate()
        .filter(|(index, heading)| is_unused(*index) && !heading.trim().is_empty())
        .map(|(_, heading)| format!("“{}”", short(heading)))
        .collect();
    if !unused.is_empty() {
        said.push(format!("没有用上的列：{}。", unused.join("、")));
    }
    if book.has_several_editions() {
        let own = book.sets().iter().copied().zip(regions.iter().map(Vec::as_slice));
        said.extend(editions_of(own.filter(|(_, places)| !places.is_empty())));
    }
    said.extend(said_of.iter().map(|note| note.words.clone()));
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
