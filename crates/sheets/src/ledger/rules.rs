//! By which rules the rows of a table are read and computed, and what is said of that.

use super::{CompanyRow, Ledger, PART};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_tables::follow_up::situation_words;
use huiqi_tables::message::Uncomputed;
use huiqi_tables::{CellFault, GivenPlace, PlaceSource, Row};

/// What is to be said of the rules that companies are computed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// The place, by its id; none where it is said of all.
    pub region: Option<String>,
    /// What is said.
    pub words: String,
}

impl RuleNote {
    /// Whether it is said of a place, by its id.
    #[must_use]
    pub fn is_of(&self, region: &str) -> bool {
        self.region.as_deref().is_none_or(|own| own == region)
    }
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
    /// Returns the rules by which there are companies, each with their places.
    pub fn regions_by_rules(
        &self,
    ) -> impl Iterator<Item = (&'static PolicySet, &[&'static Region])> {
        let all = self.reader.book().sets().iter().zip(&self.rules);
        let all = all.filter(|(_, own)| !own.regions.is_empty());
        all.map(|(set, own)| (*set, own.regions.as_slice()))
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
        Some(self.book().sets()[usize::from(company.rules?)].edition)
    }

    /// Returns what is to be said of the rules, in the order in which it was said.
    pub fn rule_notes(&self) -> impl Iterator<Item = &RuleNote> {
        let has = |id: &str| self.regions.iter().any(|region| region.id == id);
        self.rule_notes.iter().filter(move |note| note.region.as_deref().is_none_or(has))
    }

    /// Returns what is to be said of the rules of a place.
    pub fn rule_notes_of(&self, region: &str) -> impl Iterator<Item = &str> {
        let own = self.rule_notes.iter().filter(move |note| note.is_of(region));
        own.map(|note| note.words.as_str())
    }

    /// Returns the answers of a company whose rules are not here, as the rules that most places have
    /// read them, with the id of its place; none where its rules are here.
    #[must_use]
    pub fn unruled(&self, company: &CompanyRow) -> Option<(Row, &'static str)> {
        let place = self.book().places().regions.get(usize::from(company.region?))?;
        let nowhere = GivenPlace { region: None, source: PlaceSource::Nothing, faults: Vec::new() };
        let headings = &self.reader.own()[0];
        let row = || headings.row_at(company.cells.split(PART), self.reader.on(), nowhere);
        company.rules.is_none().then(|| (row(), place.id))
    }

    /// Returns why a company is not computed; none where it is.
    #[must_use]
    pub fn uncomputed(&self, company: &CompanyRow) -> Option<Uncomputed> {
        if company.situation.is_some() {
            return None;
        }
        let row = self.row(company);
        let why = situation_words(&row, None, company.total).to_owned();
        let place = row.answers.region();
        let notes = place.map_or_else(Vec::new, |place| {
            self.rule_notes_of(place.id).map(str::to_owned).collect()
        });
        Some(Uncomputed { place: place.map_or("", |place| place.name).to_owned(), why, notes })
    }

    /// Returns a cell that could not be read, of the row of a company.
    #[must_use]
    pub fn fault<'a>(&self, company: &'a CompanyRow, row: &Row, fault: &CellFault) -> Fault<'a> {
        let cell = company.cells.split(PART).nth(fault.column).unwrap_or_default();
        let (label, why) = self.reader.fault(row, fault);
        Fault { index: self.indices[fault.column], label, cell, why }
    }
}
