//! The result of a table of companies: a row each, totals, how the amounts are spread; sorted and
//! chosen from. Rows keep the cells that were used, so that everything else about a company is
//! worked out again when it is looked at.

mod rules;

use super::follow_ups::{FollowUps, Situations};
use super::line::{Line, TableFault};
use super::over_rules::{Awards, ladder, rungs};
use super::passed::{HasNames, RowNotes};
use super::row_reader::RowReader;
pub use super::totals::{STRETCHES, Totals};
use huiqi_engine::{Brief, ChosenReadings, Screener};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::moves::Effort;
use huiqi_rules::policy::{Award, Policy, PolicySet, Region};
use huiqi_sitting::entries::fold;
use huiqi_sitting::situation::Situation;
use huiqi_tables::figures::PARTED;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{Memo, RowChoice, RowQuery, Sorting};
use huiqi_tables::row_kind::{RowKind, RowSorter};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::{Column, Headings, OwnColumn, Row};
pub use rules::{Fault, RuleNote};
use std::borrow::Cow;
use std::cmp::Reverse;
use time::Date;

/// What parts the cells of a row that is kept; no table holds it.
const PART: char = '\u{1f}';
/// So many letters of a cell are kept; no answer has more.
const LONGEST_CELL: usize = 1_000;

/// One company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyRow {
    /// The number of its row.
    pub number: u64,
    /// The bounds of its total.
    pub total: Amount,
    /// How many questions of its region's documents it does not answer.
    pub unanswered: u16,
    /// What can be said of it at all; none where it says no region.
    pub situation: Option<Situation>,
    /// How many questions can still change its total.
    pub asks: u16,
    /// What there is to do about it.
    pub follow_up: FollowUp,
    /// Its region, by its index.
    pub region: Option<u16>,
    /// How many of its cells could not be read.
    pub faults: u16,
    /// The rung it holds, where it says so.
    pub rung: Option<u16>,
    /// The rules that it is computed by; none where those of its place are not here.
    rules: Option<u16>,
    cells: Box<str>,
}

/// How rows are computed by one rule set.
struct Rules {
    screener: Screener,
    /// The places of its companies.
    regions: Vec<&'static Region>,
}

/// A table as computed so far.
pub struct Ledger {
    reader: RowReader,
    /// For each rule set of the book, how rows of its places are computed.
    rules: Vec<Rules>,
    /// The index in the table of each column that is used.
    indices: Vec<usize>,
    /// How many columns the table has.
    width: usize,
    /// Those of them that hold figures.
    figures: Vec<usize>,
    sorter: RowSorter,
    notes: RowNotes,
    /// The rows that someone has said are companies.
    counted: Vec<u64>,
    situations: Situations,
    follow_ups: FollowUps,
    /// For each company, the awards that it gets or may get, by their index; none before they are
    /// computed.
    paid: Vec<Box<[u16]>>,
    /// For each company to which nothing is paid, how much the step takes that brings something;
    /// none before they are computed.
    near: Vec<Option<Effort>>,
    /// Whether a company has a cell in a column of the table.
    held: Vec<bool>,
    companies: Vec<CompanyRow>,
    regions: Vec<&'static Region>,
    awards: Awards,
    rungs: Vec<(&'static str, &'static str)>,
    rule_notes: Vec<RuleNote>,
    totals: Totals,
}

impl Ledger {
    /// Returns an empty one, for a table with these headings, whose companies this tells from other
    /// rows; rows that say no day claim on this one.
    #[must_use]
    pub fn new(headings: Headings, sorter: RowSorter, on: Date) -> Self {
        Self::of(RowReader::of(headings, on), sorter)
    }

    /// Returns an empty one, whose rows are read by the rules of their place and computed by them.
    #[must_use]
    pub(crate) fn of(reader: RowReader, sorter: RowSorter) -> Self {
        let all: Vec<&Headings> = reader.all().collect();
        let notes = RowNotes::of(&all);
        let is_used = |index: &usize| {
            all.iter().any(|headings| headings.columns().get(*index) != Some(&Column::Other))
        };
        let count = all.iter().map(|headings| headings.columns().len()).max().unwrap_or_default();
        let indices: Vec<usize> = (0..count).filter(is_used).collect();
        let is_figure = |index: &usize| all.iter().any(|headings| headings.has_figures(*index));
        let figures: Vec<usize> = (0..count).filter(is_figure).collect();
        let rules = |set: &&'static PolicySet| Rules {
            screener: Screener::new(set, ChosenReadings::default()),
            regions: Vec::new(),
        };
        let book = reader.book();
        Self {
            rules: book.sets().iter().map(rules).collect(),
            sorter,
            notes,
            counted: Vec::new(),
            situations: Situations::default(),
            follow_ups: FollowUps::default(),
            paid: Vec::new(),
            near: Vec::new(),
            held: Vec::new(),
            companies: Vec::new(),
            regions: Vec::new(),
            awards: Awards::of(book.sets()),
            rungs: rungs(book),
            rule_notes: Vec::new(),
            totals: Totals::default(),
            reader: reader.only(&indices),
            indices,
            width: count,
            figures,
        }
    }

    /// Returns the same, where the rows with these numbers are companies whatever they look like.
    #[must_use]
    pub fn with_counted(mut self, rows: Vec<u64>) -> Self {
        self.counted = rows;
        self
    }

    /// Returns the same, with what is to be said of the rules.
    #[must_use]
    pub fn with_rule_notes(mut self, notes: Vec<RuleNote>) -> Self {
        self.rule_notes = notes;
        self
    }

    /// Returns the rules of all places.
    #[must_use]
    pub const fn book(&self) -> &RuleBook {
        self.reader.book()
    }

    /// Computes one row, where it is a company.
    ///
    /// # Errors
    /// From this row on, the columns are in another order.
    pub fn add(&mut self, line: &Line) -> Result<(), TableFault> {
        let all: Vec<&str> = line.cells.iter().collect();
        let kind = self.sorter.kind(&all, line.adds_up);
        if kind != RowKind::Company && !self.counted.contains(&line.number) {
            if kind == RowKind::OtherHeadings {
                return Err(TableFault::OtherHeadings(line.number));
            }
            self.notes.pass(line, kind);
            return Ok(());
        }
        self.held.resize(self.held.len().max(all.len()), false);
        for (held, cell) in self.held.iter_mut().zip(&all) {
            *held = *held || !cell.trim().is_empty();
        }
        let parted = self.parted(&all);
        let cell = |index: &usize| match parted {
            Some(first) if *index == first => {
                Cow::Owned(format!("{} {PARTED} {}", all[first].trim(), all[first + 1].trim()))
            }
            // It is in the column of another one.
            Some(first) if *index > first => Cow::Borrowed(""),
            Some(_) | None => kept(all.get(*index).copied().unwrap_or_default().trim()),
        };
        let used: Vec<Cow<'_, str>> = self.indices.iter().map(cell).collect();
        let (row, rules) = self.reader.read(used.iter().map(AsRef::as_ref));
        let (total, unanswered) = match rules {
            Some(own) if !row.has_unread_day() => {
                self.rules[own].screener.total(&row.answers, row.on)
            }
            Some(_) | None => (Amount { least: Level::ZERO, most: Level::Open }, 0),
        };
        let mut cells = String::with_capacity(used.iter().map(|cell| cell.len() + 1).sum());
        for (index, cell) in used.iter().enumerate() {
            if index > 0 {
                cells.push(PART);
            }
            cells.extend(cell.chars().filter(|letter| *letter != PART));
        }
        if let Some(region) = row.answers.region() {
            let note = |all: &mut Vec<&'static Region>| {
                if all.iter().all(|known| known.id != region.id) {
                    all.push(region);
                }
            };
            note(&mut self.regions);
            if let Some(own) = rules {
                note(&mut self.rules[own].regions);
            }
        }
        let situation = rules.and_then(|_| self.situations.of(&row, total));
        let may_ask = unanswered > 0 && !total.is_exact() && situation.is_some();
        let asks = match rules {
            Some(own) if may_ask => self.rules[own].screener.asks(&row.answers, row.on),
            Some(_) | None => 0,
        };
        let follow_up = FollowUp::of_row(&row, situation, total, asks);
        self.follow_ups.count(line.number, &row, follow_up, total, asks);
        self.totals.count(&row, total, situation);
        let has_names = self.columns().contains(&Column::Name);
        let has_names = if has_names { HasNames::Yes } else { HasNames::No };
        self.notes.company(line, &row.name, has_names);
        let code = Column::Own(OwnColumn::Code);
        if let Some(place) = self.columns().iter().position(|own| *own == code) {
            self.notes.code(self.reader.book().places(), line.number, &row, &used[place]);
        }
        self.companies.push(CompanyRow {
            number: line.number,
            total,
            unanswered: u16::try_from(unanswered).unwrap_or(u16::MAX),
            situation,
            asks: u16::try_from(asks).unwrap_or(u16::MAX),
            follow_up,
            region: region_index(self.reader.book().places(), &row),
            faults: u16::try_from(row.faults.len()).unwrap_or(u16::MAX),
            rung: self.rung(&row),
            rules: rules.map(|own| own as u16),
            cells: cells.into_boxed_str(),
        });
        Ok(())
    }

    /// Returns what is said of the rows besides the companies.
    #[must_use]
    pub const fn notes(&self) -> &RowNotes {
        &self.notes
    }

    /// Returns what the columns that are used hold, by the rules that most places have.
    fn columns(&self) -> &[Column] {
        self.reader.own()[0].columns()
    }

    /// Returns the rungs of the ladder, by their ids and words.
    #[must_use]
    pub fn rungs(&self) -> &[(&'static str, &'static str)] {
        &self.rungs
    }

    /// Returns what the ladder is called; empty where there is none.
    #[must_use]
    pub fn ladder_name(&self) -> &'static str {
        let sets = self.book().sets();
        let mut all = sets.iter().filter_map(|set| Some(set.question(ladder(set)?).short));
        all.next().unwrap_or_default()
    }

    fn rung(&self, row: &Row) -> Option<u16> {
        let set = row.answers.set();
        let ladder = ladder(set)?;
        match row.answers.get(ladder) {
            Some(Answer::Option(rung)) => {
                let id = set.question(ladder).options[usize::from(*rung)].id;
                let index = self.rungs.iter().position(|(own, _)| *own == id);
                index.map(|index| index as u16)
            }
            Some(Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => None,
        }
    }

    /// Returns all awards, each once; the index of one is its place here.
    #[must_use]
    pub fn awards(&self) -> &[(&'static Policy, &'static Award)] {
        &self.awards.all
    }

    /// Returns the index of an award of a report.
    #[must_use]
    pub fn award_index(&self, award: &Award) -> Option<u16> {
        self.awards.places.get(&std::ptr::from_ref(award)).copied()
    }

    /// Returns what there is to do about the companies so far.
    #[must_use]
    pub const fn follow_ups(&self) -> &FollowUps {
        &self.follow_ups
    }

    /// Keeps the awards that each company gets or may get, and how near the others are.
    pub fn put_paid(&mut self, paid: Vec<Box<[u16]>>, near: Vec<Option<Effort>>) {
        self.paid = paid;
        self.near = near;
    }

    /// Returns the totals of all rows so far.
    #[must_use]
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Returns the companies so far, in the order of the table.
    #[must_use]
    pub fn companies(&self) -> &[CompanyRow] {
        &self.companies
    }

    /// Returns the first cell of a line that is the beginning of a figure of which a comma made two
    /// cells, as 80,000 without quotation marks does; only where the line is longer than the
    /// headings.
    fn parted(&self, cells: &[&str]) -> Option<usize> {
        let beyond = cells.get(self.width..)?;
        if beyond.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let digits = |cell: &str| cell.bytes().take_while(u8::is_ascii_digit).count();
        let is_parted = |index: &usize| {
            let (cell, next) = (cells[*index].trim(), cells[*index + 1].trim());
            self.figures.contains(index)
                && matches!(cell.len(), 1..=3)
                && digits(cell) == cell.len()
                && digits(next) == 3
        };
        (0..self.width).find(is_parted)
    }

    /// Returns a company as it was read.
    #[must_use]
    pub fn row(&self, company: &CompanyRow) -> Row {
        self.reader.read(company.cells.split(PART)).0
    }

    /// Returns what a company can expect, award by award; none where the rules of its place are not
    /// here.
    pub fn brief(&mut self, row: &Row) -> Option<Brief> {
        let set = row.answers.set();
        let own = self.book().sets().iter().position(|own| *own == set)?;
        Some(self.rules[own].screener.brief(&row.answers, row.on))
    }

    /// Returns the name of a company; its row's number where it has none.
    #[must_use]
    pub fn name(&self, company: &CompanyRow) -> String {
        let name = self.given_name(company);
        if name.is_empty() { format!("第 {} 行", company.number) } else { name.to_owned() }
    }

    fn given_name<'a>(&self, company: &'a CompanyRow) -> &'a str {
        self.cell(company, Column::Name)
    }

    /// Returns the cell of a company in the column that holds this; empty where none does.
    #[must_use]
    pub fn cell<'a>(&self, company: &'a CompanyRow, wanted: Column) -> &'a str {
        let index = self.columns().iter().position(|column| *column == wanted);
        index.and_then(|index| company.cells.split(PART).nth(index)).unwrap_or_default()
    }

    /// Whether a company has a cell in this column of the table.
    #[must_use]
    pub fn holds(&self, index: usize) -> bool {
        self.held.get(index).copied().unwrap_or_default()
    }

    /// Returns what a column of the table holds, where it is used.
    #[must_use]
    pub fn column(&self, index: usize) -> Option<Column> {
        let place = self.indices.iter().position(|used| *used == index)?;
        self.columns().get(place).copied()
    }

    /// Returns what the table says that was noted of a company.
    #[must_use]
    pub fn memo(&self, company: &CompanyRow) -> Memo {
        let own = |column| self.cell(company, Column::Own(column)).to_owned();
        Memo {
            company: self.name(company),
            text: own(OwnColumn::Memo),
            next_day: own(OwnColumn::NextDay),
        }
    }

    /// Returns the regions in which there are companies, in the order of the table.
    #[must_use]
    pub fn regions(&self) -> &[&'static Region] {
        &self.regions
    }

    /// Returns the companies that are wanted, by their index, in the order wanted.
    #[must_use]
    pub fn view(&self, wanted: &RowQuery) -> Vec<u32> {
        let name = fold(wanted.name.trim());
        let is_kept = |index: &u32| {
            let company = &self.companies[*index as usize];
            let pays = |award: u16| {
                let paid = self.paid.get(*index as usize);
                paid.is_some_and(|paid| paid.contains(&award))
            };
            (match wanted.kept {
                RowChoice::All => true,
                RowChoice::Of(follow_up) => company.follow_up == follow_up,
                RowChoice::Near => self.near.get(*index as usize).is_some_and(Option::is_some),
                RowChoice::Faulty => company.faults > 0,
            }) && (wanted.rung.is_none() || company.rung == wanted.rung)
                && (wanted.region.is_none() || company.region == wanted.region)
                && wanted.award.is_none_or(pays)
                && (name.is_empty() || fold(self.given_name(company)).contains(&name))
        };
        let mut found: Vec<u32> = (0..self.companies.len() as u32).filter(is_kept).collect();
        let at = |index: &u32| &self.companies[*index as usize];
        match wanted.order {
            Sorting::Row if wanted.kept == RowChoice::Near => {
                found.sort_by_key(|index| self.near.get(*index as usize).copied().flatten());
            }
            Sorting::Row => {}
            // Rows without a name come last.
            Sorting::Name => found.sort_by_cached_key(|index| {
                let name = self.given_name(at(index));
                (name.is_empty(), name.to_owned())
            }),
            Sorting::Least => found.sort_by_key(|index| Reverse(at(index).total.least)),
            Sorting::Most => found.sort_by_key(|index| Reverse(at(index).total.most)),
            Sorting::Unanswered => found.sort_by_key(|index| Reverse(at(index).asks)),
        }
        found
    }
}

/// Returns as much of a cell as is kept. What is longer ends in a mark that no answer has.
fn kept(cell: &str) -> Cow<'_, str> {
    match cell.char_indices().nth(LONGEST_CELL) {
        None => Cow::Borrowed(cell),
        Some((end, _)) => Cow::Owned(format!("{}…", &cell[..end])),
    }
}

fn region_index(set: &PolicySet, row: &Row) -> Option<u16> {
    let region = row.answers.region()?;
    set.regions.iter().position(|other| other.id == region.id).map(|index| index as u16)
}
