//! How the rows of a table are read: the place of each says by which rules.

use huiqi_rules::policy::PolicySet;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::wording::cell_problem;
use huiqi_tables::{CellFault, CellProblem, Column, GivenPlace, Headings, Row};
use time::Date;

/// Reads rows by the rules of their places.
pub(crate) struct RowReader {
    book: RuleBook,
    /// How the place of a row is read; none where one rule set has all places.
    places: Option<Headings>,
    /// For each rule set of the book, how rows of its places are read.
    own: Vec<Headings>,
    /// The day of rows that say none.
    on: Date,
}

impl RowReader {
    /// Returns one: these headings read the place, and those the other cells, for each rule set of
    /// the book.
    pub(crate) fn new(book: RuleBook, places: Headings, own: Vec<Headings>, on: Date) -> Self {
        let places = (!book.is_one()).then_some(places);
        Self { book, places, own, on }
    }

    /// Returns one that reads all rows by one rule set.
    pub(crate) fn of(headings: Headings, on: Date) -> Self {
        Self { book: RuleBook::of(headings.set()), places: None, own: vec![headings], on }
    }

    /// Returns the same for these columns alone, by the index of each in the table.
    pub(crate) fn only(self, indices: &[usize]) -> Self {
        let own = self.own.into_iter().map(|own| own.only(indices)).collect();
        Self { places: self.places.map(|places| places.only(indices)), own, ..self }
    }

    /// Returns the rules of all places.
    pub(crate) const fn book(&self) -> &RuleBook {
        &self.book
    }

    /// Returns how rows are read, for each rule set of the book.
    pub(crate) fn own(&self) -> &[Headings] {
        &self.own
    }

    /// Returns every way in which cells are read.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Headings> {
        self.own.iter().chain(&self.places)
    }

    /// Returns the day of rows that say none.
    pub(crate) const fn on(&self) -> Date {
        self.on
    }

    /// Reads a row by the rules of its place, by their index in the book; none where they are not
    /// here, and nothing but the place is read.
    pub(crate) fn read<'a>(
        &self,
        cells: impl Iterator<Item = &'a str> + Clone,
    ) -> (Row, Option<usize>) {
        let Some(places) = &self.places else {
            return (self.own[0].row(cells, self.on), Some(0));
        };
        let placed = places.row(cells.clone(), self.on);
        let region = placed.answers.region();
        let own = match region {
            Some(region) => self.book.of_place(region.id),
            None => Some(0),
        };
        let Some(own) = own else { return (placed, None) };
        let headings = &self.own[own];
        let asked = headings.set().question(PolicySet::REGION);
        let is_of_place = |fault: &CellFault| {
            let column = places.columns().get(fault.column);
            column.is_some_and(|column| column.choice_question() == Some(PolicySet::REGION))
        };
        let place = GivenPlace {
            region: region.and_then(|region| asked.option(region.id)),
            source: placed.place,
            faults: placed.faults.into_iter().filter(is_of_place).collect(),
        };
        (headings.row_at(cells, self.on, place), Some(own))
    }

    /// Returns what the column of an unread cell of a row holds, and why the cell does not count.
    pub(crate) fn fault(&self, row: &Row, fault: &CellFault) -> (&'static str, String) {
        let set = row.answers.set();
        let own = self.all().find(|own| own.set() == set);
        let column = own.map_or(Column::Other, |own| own.columns()[fault.column]);
        // A place may be any of them all.
        let is_place = matches!(
            fault.problem,
            CellProblem::NotAnOption { column: Column::Question(PolicySet::REGION), .. }
        );
        let set = if is_place { self.book.places() } else { set };
        (column.label(set), cell_problem(set, &fault.problem))
    }
}
