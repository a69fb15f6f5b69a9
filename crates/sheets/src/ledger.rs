//! The result of a table of companies: a row each, totals, how the amounts are spread; sorted and
//! chosen from. Rows keep the cells that were used, so that everything else about a company is
//! worked out again when it is looked at.

use super::line::{Line, TableFault};
use super::passed::{HasNames, RowNotes};
use huiqi_engine::{Brief, ChosenReadings, Screener};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_rules::question::QuestionIndex;
use huiqi_tables::message::{RowChoice, RowQuery, Sorting};
use huiqi_tables::row_kind::{RowKind, RowSorter};
use huiqi_tables::{CellFault, Column, Headings, Row};
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
    /// How many of its cells could not be read.
    pub faults: u16,
    /// The rung it holds, where it says so.
    pub rung: Option<u8>,
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
    /// How many get nothing at the most either.
    pub nothing: u64,
    /// How many say no region, and are not computed for that reason.
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
        let (headings, indices) = headings.used();
        Self {
            set,
            headings,
            indices,
            sorter,
            notes: RowNotes::default(),
            counted: Vec::new(),
            on,
            screener: Screener::new(set, ChosenReadings::default()),
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
        let used: Vec<Cow<'_, str>> = self
            .indices
            .iter()
            .map(|index| kept(line.cells.get(*index).unwrap_or_default().trim()))
            .collect();
        let row = self.headings.row(used.iter().map(AsRef::as_ref), self.on);
        let (total, unanswered) = self.screener.total(&row.answers, row.on);
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
        self.totals.count(&row, total);
        let has_names = self.headings.columns().contains(&Column::Name);
        let has_names = if has_names { HasNames::Yes } else { HasNames::No };
        self.notes.company(line, &row.name, has_names);
        self.companies.push(CompanyRow {
            number: line.number,
            total,
            unanswered: u16::try_from(unanswered).unwrap_or(u16::MAX),
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

    fn rung(&self, row: &Row) -> Option<u8> {
        match row.answers.get(self.ladder()?) {
            Some(Answer::Option(rung)) => Some(*rung),
            Some(Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => None,
        }
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
        let index = self.headings.columns().iter().position(|column| *column == Column::Name);
        index.and_then(|index| company.cells.split(PART).nth(index)).unwrap_or_default()
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
        let name = wanted.name.trim();
        let is_kept = |company: &CompanyRow| {
            let nothing = company.total.most == Level::ZERO;
            (match wanted.kept {
                RowChoice::All => true,
                RowChoice::Sure => company.total.least > Level::ZERO,
                RowChoice::Possible => company.total.least == Level::ZERO && !nothing,
                RowChoice::Nothing => nothing,
                RowChoice::Unanswered => company.unanswered > 0,
                RowChoice::Faulty => company.faults > 0,
            }) && (wanted.rung.is_none() || company.rung == wanted.rung)
                && (name.is_empty() || self.given_name(company).contains(name))
        };
        let mut found: Vec<u32> = (0..self.companies.len() as u32)
            .filter(|index| is_kept(&self.companies[*index as usize]))
            .collect();
        let at = |index: &u32| &self.companies[*index as usize];
        match wanted.order {
            Sorting::Row => {}
            // Rows without a name come last.
            Sorting::Name => found.sort_by_cached_key(|index| {
                let name = self.given_name(at(index));
                (name.is_empty(), name.to_owned())
            }),
            Sorting::Least => found.sort_by_key(|index| Reverse(at(index).total.least)),
            Sorting::Most => found.sort_by_key(|index| Reverse(at(index).total.most)),
            Sorting::Unanswered => found.sort_by_key(|index| Reverse(at(index).unanswered)),
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
    fn count(&mut self, row: &Row, total: Amount) {
        self.companies += 1;
        self.faults += row.faults.len() as u64;
        self.faulty_rows += u64::from(!row.faults.is_empty());
        self.without_region += u64::from(row.answers.region().is_none());
        if let Level::Sum(least) = total.least {
            self.least = self.least + least;
            self.sure += u64::from(!least.is_zero());
            count_in(&mut self.least_in, least);
        }
        match total.most {
            Level::Sum(most) => {
                self.most = self.most + most;
                self.nothing += u64::from(most.is_zero());
                count_in(&mut self.most_in, most);
            }
            Level::Open => self.open += 1,
        }
    }
}

fn count_in(stretches: &mut [u64; STRETCHES.len()], sum: Yuan) {
    let begins = |from: u32| sum.decimal() >= Decimal::from(from);
    if !sum.is_zero()
        && let Some(index) = STRETCHES.iter().rposition(|from| begins(*from))
    {
        stretches[index] += 1;
    }
}
