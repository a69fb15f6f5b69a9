//! By which rules the rows of a table are read and computed, and what is said of that.

use super::{CompanyRow, Ledger, PART};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_tables::wording::cell_problem;
use huiqi_tables::{CellFault, CellProblem, Column, GivenPlace, PlaceSource, Row};

/// What is to be said of the rules that companies are computed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// The place, by its id; none where it is said of all.
    pub region: Option<String>,
    /// What is said.
    pub words: String,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault<'a> {
    /// Its column in the table, from 0.
    pub index: usize,
    /// What the column holds.
    pub label: &'static str,
    /// Its text.
    pub cell: &'a str,
    /// Why it does not count.
    pub why: String,
}

impl Ledger {
    /// Reads a row by the rules of its place, by their index in the book; none where they are not
    /// here, and nothing but the place is read.
    pub(super) fn read<'a>(
        &self,
        cells: impl Iterator<Item = &'a str> + Clone,
    ) -> (Row, Option<usize>) {
        let Some(places) = &self.places else {
            return (self.rules[0].headings.row(cells, self.on), Some(0));
        };
        let placed = places.row(cells.clone(), self.on);
        let region = placed.answers.region();
        let own = match region {
            Some(region) => self.book.of_place(region.id),
            None => Some(0),
        };
        let Some(own) = own else { return (placed, None) };
        let headings = &self.rules[own].headings;
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

    /// Returns the rules by which there are companies, each with their places.
    pub fn regions_by_rules(
        &self,
    ) -> impl Iterator<Item = (&'static PolicySet, &[&'static Region])> {
        let all = self.rules.iter().filter(|own| !own.regions.is_empty());
        all.map(|own| (own.headings.set(), own.regions.as_slice()))
    }

    /// Whether companies are computed by several editions.
    #[must_use]
    pub fn has_several_editions(&self) -> bool {
        let mut all = self.regions_by_rules().map(|(set, _)| set.edition);
        all.next().is_some_and(|first| all.any(|other| other != first))
    }

    /// Returns the edition that a company is computed by; none where it is not computed.
    #[must_use]
    pub fn edition(&self, company: &CompanyRow) -> Option<&'static str> {
        company.region?;
        Some(self.rules[usize::from(company.rules?)].headings.set().edition)
    }

    /// Returns what is to be said of the rules, in the order in which it was said.
    pub fn rule_notes(&self) -> impl Iterator<Item = &RuleNote> {
        let has = |id: &str| self.regions.iter().any(|region| region.id == id);
        self.rule_notes.iter().filter(move |note| note.region.as_deref().is_none_or(has))
    }

    /// Returns what is to be said of the rules of a place.
    pub fn rule_notes_of(&self, region: &str) -> impl Iterator<Item = &str> {
        let own = self.rule_notes.iter();
        let own = own.filter(move |note| note.region.as_deref().is_none_or(|own| own == region));
        own.map(|note| note.words.as_str())
    }

    /// Returns the answers of a company whose rules are not here, as the rules that most places have
    /// read them, with the id of its place; none where its rules are here.
    #[must_use]
    pub fn unruled(&self, company: &CompanyRow) -> Option<(Row, &'static str)> {
        let place = self.book.places().regions.get(usize::from(company.region?))?;
        let nowhere = GivenPlace { region: None, source: PlaceSource::Nothing, faults: Vec::new() };
        let headings = &self.rules[0].headings;
        let row = || headings.row_at(company.cells.split(PART), self.on, nowhere);
        company.rules.is_none().then(|| (row(), place.id))
    }

    /// Returns a cell that could not be read, of the row of a company.
    #[must_use]
    pub fn fault<'a>(&self, company: &'a CompanyRow, row: &Row, fault: &CellFault) -> Fault<'a> {
        let cell = company.cells.split(PART).nth(fault.column).unwrap_or_default();
        let set = row.answers.set();
        let own = self.rules.iter().map(|own| &own.headings).chain(&self.places);
        let own = own.into_iter().find(|own| own.set() == set);
        let column = own.map_or(Column::Other, |own| own.columns()[fault.column]);
        // A place may be any of them all.
        let is_place = matches!(
            fault.problem,
            CellProblem::NotAnOption { column: Column::Question(PolicySet::REGION), .. }
        );
        let set = if is_place { self.book.places() } else { set };
        Fault {
            index: self.indices[fault.column],
            label: column.label(set),
            cell,
            why: cell_problem(set, &fault.problem),
        }
    }
}
