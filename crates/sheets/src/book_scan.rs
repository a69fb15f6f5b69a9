//! The words of a table and its result over the rules of several places: the place of each row says
//! which of them read it.

use super::ledger::{Ledger, RuleNote};
use super::line::Line;
use super::row_reader::RowReader;
use super::table::Table;
use super::value_scan::ValueScan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_tables::message::{EarlierTitles, FoundValue, ValueChoice, ValueList, ValueState};
use huiqi_tables::row_kind::RowSorter;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::values::ChosenValue;
use huiqi_tables::words::plain;
use huiqi_tables::{Column, Headings, OwnColumn, PlaceWords};
use time::Date;

/// What someone said of a table.
#[derive(Clone, Debug, Default)]
pub struct SaidOfTable {
    /// For each column, the word of what it holds.
    pub columns: Vec<String>,
    /// The id of the region of rows that say none.
    pub region: Option<String>,
    /// What words in cells mean.
    pub values: Vec<ValueChoice>,
    /// The rows that are companies whatever they look like.
    pub counted: Vec<u64>,
    /// What is taken of companies recognised before last year.
    pub earlier: EarlierTitles,
}

/// How a table is read by the rules of several places.
pub(crate) struct Reading {
    places: Headings,
    own: Vec<Headings>,
    sorter: RowSorter,
}

impl Reading {
    /// Returns the same, with which words of places are taken.
    pub(crate) fn with_places(self, words: PlaceWords) -> Self {
        let own = self.own.into_iter().map(|own| own.with_places(words)).collect();
        Self { places: self.places.with_places(words), own, ..self }
    }

    /// Returns what reads the rows over these rules; rows that say no day claim on this one.
    pub(crate) fn rows(self, book: &RuleBook, on: Date) -> (RowReader, RowSorter) {
        (RowReader::new(book.clone(), self.places, self.own, on), self.sorter)
    }
}

impl SaidOfTable {
    /// Returns how the table is read; none where a column holds nothing that is known.
    pub(crate) fn reading(&self, book: &RuleBook, table: &Table) -> Option<Reading> {
        let over = |set: &'static PolicySet| {
            let columns = book.columns_in(set, &self.columns)?;
            let headings = table.headings_over(set, &columns);
            let values = ChosenValue::of_choices(set, &self.values);
            Some(headings.with_values(&values).with_earlier(self.earlier))
        };
        let places = book.places();
        let asked = places.question(PolicySet::REGION);
        let region = self.region.as_deref().and_then(|region| asked.option(region));
        let own: Option<Vec<Headings>> = book.sets().iter().map(|set| over(set)).collect();
        let mut own = own?;
        if book.is_one() {
            own = own.into_iter().map(|one| one.in_region(region)).collect();
        }
        let sorter = table.sorter(own[0].columns());
        let sorter = if book.is_one() { sorter } else { sorter.with_places(places) };
        Some(Reading { places: over(places)?.in_region(region), own, sorter })
    }

    /// Returns what computes the table from its first row on; none where a column holds nothing
    /// that is known.
    #[must_use]
    pub fn ledger(
        &self,
        book: &RuleBook,
        notes: Vec<RuleNote>,
        table: &Table,
        on: Date,
    ) -> Option<Ledger> {
        let (rows, sorter) = self.reading(book, table)?.rows(book, on);
        let ledger = Ledger::of(rows, sorter);
        Some(ledger.with_counted(self.counted.clone()).with_rule_notes(notes))
    }

    /// Returns what lists the words of the table from its first row on.
    #[must_use]
    pub fn scan(&self, book: &RuleBook, table: &Table) -> Option<BookScan> {
        let Reading { places, own, sorter } = self.reading(book, table)?;
        if book.is_one() {
            let fresh = own.iter().map(|headings| without_choices(table, headings));
            let own = fresh.map(|headings| ValueScan::new(headings, sorter.clone()));
            return Some(BookScan { places: None, found: Vec::new(), own: own.collect() });
        }
        // The words of places are those of all rules together.
        let without_places = |headings: Headings| {
            let is_place = |column: &Column| {
                let code = Column::Own(OwnColumn::Code);
                *column == code || *column == Column::Question(PolicySet::REGION)
            };
            let columns = headings.columns().iter();
            let columns = columns.map(|own| if is_place(own) { Column::Other } else { *own });
            table.headings_over(headings.set(), &columns.collect::<Vec<_>>())
        };
        let own = own.into_iter().map(without_places);
        let own = own.map(|headings| ValueScan::new(headings, sorter.clone())).collect();
        let scan = ValueScan::new(without_choices(table, &places), sorter);
        let places = Some(Box::new((book.clone(), places, scan)));
        Some(BookScan { places, found: Vec::new(), own })
    }
}

/// Returns headings without what was chosen: a word that was chosen is still shown as it is.
fn without_choices(table: &Table, headings: &Headings) -> Headings {
    table.headings_over(headings.set(), headings.columns())
}

/// A table whose words are being listed, over the rules of several places.
pub struct BookScan {
    /// How the place of a row is read, and the words of places; none where one rule set has all.
    places: Option<Box<(RuleBook, Headings, ValueScan)>>,
    /// The places of the companies, by their ids.
    found: Vec<String>,
    /// The words of the rows that the rules of their places read.
    own: Vec<ValueScan>,
}

impl BookScan {
    /// Looks at one row.
    pub fn add(&mut self, line: &Line) {
        let Some(places) = &mut self.places else {
            return self.own.iter_mut().for_each(|own| own.add(line));
        };
        let (book, headings, scan) = &mut **places;
        scan.add(line);
        let row = headings.row(line.cells.iter(), Date::MIN);
        let region = row.answers.region().map(|region| region.id);
        if let Some(id) = region.filter(|id| self.found.iter().all(|known| known != id)) {
            self.found.push(id.to_owned());
        }
        // Where the rules of a place are not here, or not yet, those of most places say what is
        // asked.
        let own = region.and_then(|region| book.of_place(region)).unwrap_or_default();
        self.own[own].add(line);
    }

    /// Returns the words so far.
    #[must_use]
    pub fn list(&self) -> ValueList {
        let Some((_, headings, places)) = self.places.as_deref() else {
            return self.own.first().map_or_else(ValueList::default, ValueScan::list);
        };
        let mut list = places.list();
        list.places.clone_from(&self.found);
        let region = Column::Question(QuestionIndex(0)).word(headings.set());
        let of_places = |value: &FoundValue| value.column == region;
        let codes = list.values.iter().position(|value| !of_places(value));
        let codes = codes.map_or_else(Vec::new, |first| list.values.split_off(first));
        for own in &self.own {
            let own = own.list();
            list.more += own.more;
            for value in own.values {
                let is_same = |known: &&mut FoundValue| {
                    known.column == value.column && plain(&known.word) == plain(&value.word)
                };
                match list.values.iter_mut().find(is_same) {
                    Some(known) => join(known, value),
                    None => list.values.push(value),
                }
            }
        }
        list.values.extend(codes);
        list
    }
}

/// Puts together what the rules of two places say of one word: who must be asked is asked.
fn join(known: &mut FoundValue, other: FoundValue) {
    let companies = known.companies + other.companies;
    let is_unlike = known.option != other.option;
    if rank(other.state) > rank(known.state) {
        let proposals = std::mem::take(&mut known.proposals);
        *known = other;
        known.proposals.extend(proposals);
    } else {
        known.proposals.extend(other.proposals);
    }
    let mut kept: Vec<String> = Vec::new();
    for proposal in std::mem::take(&mut known.proposals) {
        if !kept.contains(&proposal) {
            kept.push(proposal);
        }
    }
    known.proposals = kept;
    // Each place reads its own words; a guess of one is none of another.
    if is_unlike && known.state == ValueState::Guessed {
        known.state = ValueState::Unsure;
        known.proposals.insert(0, std::mem::take(&mut known.option));
    }
    known.companies = companies;
}

const fn rank(state: ValueState) -> u8 {
    match state {
        ValueState::AsWritten => 0,
        ValueState::Known => 1,
        ValueState::Guessed => 2,
        ValueState::Unsure => 3,
    }
}
