//! The result of a table of companies: a row each, totals, how the amounts are spread; sorted and
//! chosen from. Rows keep the cells that were used, so that everything else about a company is
//! worked out again when it is looked at.

use super::follow_ups::{FollowUps, Situations};
use super::line::{Line, TableFault};
use super::passed::{HasNames, RowNotes};
use huiqi_engine::{Brief, ChosenReadings, Screener};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::money::Yuan;
use huiqi_rules::moves::Effort;
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::entries::fold;
use huiqi_sitting::situation::Situation;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{Memo, RowChoice, RowQuery, Sorting};
use huiqi_tables::row_kind::{RowKind, RowSorter};
use huiqi_tables::{CellFault, Column, Headings, OwnColumn, Row};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::cmp::Reverse;
use time::Date;

/// Amounts are spread over these stretches, by where each begins, in yuan; the first begins above
/// nothing.
pub const STRETCHES: [u32; 5] = [0, 50_000, 100_000, 300_000, 1_000_000];
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
    cells: Box<str>,
}

/// The totals of all companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// How many rows hold a company.
    pub companies: u64,
    /// How many of them are sure of an amount.
    pub sure: u64,
    /// What they get at the least, in all.
    pub least: Yuan,
    /// What those can get at the most, in all, whose most is not open.
    pub most: Yuan,
    /// For how many the most is open.
    pub open: u64,
    /// How many get nothing at the most either, by documents that count.
    pub nothing: u64,
    /// How many say no region, or a day that could not be read, and are not computed for that
    /// reason.
    pub without_region: u64,
    /// How many cells could not be read.
    pub faults: u64,
    /// In how many rows.
    pub faulty_rows: u64,
    /// How many get so much at the least, for each stretch.
    pub least_in: [u64; STRETCHES.len()],
    /// How many get so much at the most, for each stretch; those whose most is open are in none.
    pub most_in: [u64; STRETCHES.len()],
}

/// A table as computed so far.
pub struct Ledger {
    set: &'static PolicySet,
    /// The columns that are used, with the index of each in the table.
    headings: Headings,
    indices: Vec<usize>,
    sorter: RowSorter,
    notes: RowNotes,
    /// The rows that someone has said are companies.
    counted: Vec<u64>,
    on: Date,
    screener: Screener,
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
    totals: Totals,
}

impl Ledger {
    /// Returns an empty one, for a table with these headings, whose companies this tells from other
    /// rows; rows that say no day claim on this one.
    #[must_use]
    pub fn new(headings: Headings, sorter: RowSorter, on: Date) -> Self {
        let set = headings.set();
        let notes = RowNotes::of(&headings);
        let (headings, indices) = headings.used();
        Self {
            set,
            headings,
            indices,
            sorter,
            notes,
            counted: Vec::new(),
            on,
            screener: Screener::new(set, ChosenReadings::default()),
            situations: Situations::new(set),
            follow_ups: FollowUps::default(),
            paid: Vec::new(),
            near: Vec::new(),
            held: Vec::new(),
            companies: Vec::new(),
            regions: Vec::new(),
            totals: Totals {
                companies: 0,
                sure: 0,
                least: Yuan::ZERO,
                most: Yuan::ZERO,
                open: 0,
                nothing: 0,
                without_region: 0,
                faults: 0,
                faulty_rows: 0,
                least_in: [0; STRETCHES.len()],
                most_in: [0; STRETCHES.len()],
            },
        }
    }

    /// Returns the same, where the rows with these numbers are companies whatever they look like.
    #[must_use]
    pub fn with_counted(mut self, rows: Vec<u64>) -> Self {
        self.counted = rows;
        self
    }

    /// Returns the rule set.
    #[must_use]
    pub const fn set(&self) -> &'static PolicySet {
        self.set
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
        let used: Vec<Cow<'_, str>> = self
            .indices
            .iter()
            .map(|index| kept(line.cells.get(*index).unwrap_or_default().trim()))
            .collect();
        let row = self.headings.row(used.iter().map(AsRef::as_ref), self.on);
        let (total, unanswered) = if row.has_unread_day() {
            (Amount { least: Level::ZERO, most: Level::Open }, 0)
        } else {
            self.screener.total(&row.answers, row.on)
        };
        let mut cells = String::with_capacity(used.iter().map(|cell| cell.len() + 1).sum());
        for (index, cell) in used.iter().enumerate() {
            if index > 0 {
                cells.push(PART);
            }
            cells.extend(cell.chars().filter(|letter| *letter != PART));
        }
        if let Some(region) = row.answers.region()
            && !self.regions.iter().any(|known| known.id == region.id)
        {
            self.regions.push(region);
        }
        let situation = self.situations.of(&row, total);
        let may_ask = unanswered > 0 && !total.is_exact() && situation.is_some();
        let asks = if may_ask { self.screener.asks(&row.answers, row.on) } else { 0 };
        let follow_up = FollowUp::of_row(&row, situation, total, asks);
        self.follow_ups.count(line.number, &row, follow_up, total, asks);
        self.totals.count(&row, total, situation);
        let has_names = self.headings.columns().contains(&Column::Name);
        let has_names = if has_names { HasNames::Yes } else { HasNames::No };
        self.notes.company(line, &row.name, has_names);
        let code = Column::Own(OwnColumn::Code);
        if let Some(place) = self.headings.columns().iter().position(|own| *own == code) {
            self.notes.code(self.set, line.number, &row, &used[place]);
        }
        self.companies.push(CompanyRow {
            number: line.number,
            total,
            unanswered: u16::try_from(unanswered).unwrap_or(u16::MAX),
            situation,
            asks: u16::try_from(asks).unwrap_or(u16::MAX),
            follow_up,
            region: region_index(self.set, &row),
            faults: u16::try_from(row.faults.len()).unwrap_or(u16::MAX),
            rung: self.rung(&row),
            cells: cells.into_boxed_str(),
        });
        Ok(())
    }

    /// Returns what is said of the rows besides the companies.
    #[must_use]
    pub const fn notes(&self) -> &RowNotes {
        &self.notes
    }

    /// Returns the question of the rung held; none where the rule set has no ladder.
    #[must_use]
    pub fn ladder(&self) -> Option<QuestionIndex> {
        self.set.constraints.first().map(|constraint| constraint.ladder)
    }

    fn rung(&self, row: &Row) -> Option<u16> {
        match row.answers.get(self.ladder()?) {
            Some(Answer::Option(rung)) => Some(*rung),
            Some(Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => None,
        }
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

    /// Returns a company as it was read.
    #[must_use]
    pub fn row(&self, company: &CompanyRow) -> Row {
        self.headings.row(company.cells.split(PART), self.on)
    }

    /// Returns what a company can expect, award by award.
    pub fn brief(&mut self, row: &Row) -> Brief {
        self.screener.brief(&row.answers, row.on)
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
        let index = self.headings.columns().iter().position(|column| *column == wanted);
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
        self.headings.columns().get(place).copied()
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

    /// Returns a cell that could not be read: its column in the table from 0, its text, and why.
    #[must_use]
    pub fn fault<'a>(
        &self,
        company: &'a CompanyRow,
        fault: &CellFault,
    ) -> (usize, Column, &'a str) {
        let cell = company.cells.split(PART).nth(fault.column).unwrap_or_default();
        (self.indices[fault.column], self.headings.columns()[fault.column], cell)
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

impl Totals {
    fn count(&mut self, row: &Row, total: Amount, situation: Option<Situation>) {
        self.companies += 1;
        self.faults += row.faults.len() as u64;
        self.faulty_rows += u64::from(!row.faults.is_empty());
        let is_computed = row.answers.region().is_some() && !row.has_unread_day();
        self.without_region += u64::from(!is_computed);
        if let Level::Sum(least) = total.least {
            self.least = self.least + least;
            self.sure += u64::from(!least.is_zero());
            count_in(&mut self.least_in, least);
        }
        match total.most {
            Level::Sum(most) => {
                self.most = self.most + most;
                self.nothing += u64::from(situation == Some(Situation::NotMet));
                count_in(&mut self.most_in, most);
            }
            Level::Open => self.open += 1,
        }
    }
}

fn region_index(set: &PolicySet, row: &Row) -> Option<u16> {
    let region = row.answers.region()?;
    set.regions.iter().position(|other| other.id == region.id).map(|index| index as u16)
}

fn count_in(stretches: &mut [u64; STRETCHES.len()], sum: Yuan) {
    let begins = |from: u32| sum.decimal() >= Decimal::from(from);
    if !sum.is_zero()
        && let Some(index) = STRETCHES.iter().rposition(|from| begins(*from))
    {
        stretches[index] += 1;
    }
}
