//! The sheets of many companies, prepared a few at a time and printed together.

use super::effect::{Effect, Paper};
use super::facts::Facts;
use super::questions::Questions;
use super::results::ResultFacts;
use super::table;
use super::whole::Whole;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Page, Session};
use huiqi_tables::message::{OpenedCompany, Uncomputed};
use std::collections::VecDeque;
use std::fmt;

/// So many sheets are prepared before the page is drawn again.
const AT_ONCE: usize = 4;

/// The sheets that are prepared.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    waiting: VecDeque<OpenedCompany>,
    /// Those that are ready.
    pub(crate) ready: Vec<Sheet>,
}

/// One company on a sheet.
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Its case, as if it were in view.
    pub(crate) questions: Questions,
    /// What its questions show.
    pub(crate) facts: Facts,
    /// Its result.
    pub(crate) result: ResultFacts,
    /// Why it has none; none where it is computed.
    pub(crate) uncomputed: Option<Uncomputed>,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sheet").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Sheets {
    /// Returns how many are ready and how many there will be; none where none are prepared.
    pub(crate) fn progress(&self) -> Option<(usize, usize)> {
        let all = self.ready.len() + self.waiting.len();
        (!self.waiting.is_empty()).then_some((self.ready.len(), all))
    }

    /// Returns the sheets once all are ready.
    pub(crate) fn all(&self) -> &[Sheet] {
        if self.waiting.is_empty() { &self.ready } else { &[] }
    }
}

impl Whole {
    /// Begins with the sheets of these companies.
    pub(super) fn begin_sheets(&mut self, companies: Vec<OpenedCompany>) -> Vec<Effect> {
        self.sheets = Sheets { waiting: companies.into(), ready: Vec::new() };
        self.go_on_with_sheets()
    }

    /// Prepares the next sheets; prints once all are ready.
    pub(super) fn go_on_with_sheets(&mut self) -> Vec<Effect> {
        for _ in 0..AT_ONCE {
            let Some(company) = self.sheets.waiting.pop_front() else { break };
            let sheet = self.sheet_of(&company);
            self.sheets.ready.push(sheet);
        }
        if !self.sheets.waiting.is_empty() {
            vec![Effect::Table(table::Effect::GoOnWithSheets)]
        } else if self.sheets.ready.is_empty() {
            Vec::new()
        } else {
            vec![Effect::Print(Paper::Sheet)]
        }
    }

    fn sheet_of(&self, company: &OpenedCompany) -> Sheet {
        let today = self.questions.today;
        let book = self.table.packs.book(self.session());
        let first = book.sets()[0];
        // The rules that it was computed by.
        let named = Session::from_text(first, today, &company.kept);
        let region = named.named_region().unwrap_or_default();
        let set = book.of_place(region).map_or(first, |index| book.sets()[index]);
        let mut session = Session::from_text(set, today, &company.kept);
        if session.on == today {
            session.follow_calendar(today);
        }
        session.page = Page::Result;
        let site = self.questions.site.clone();
        let questions = Questions::new(Cases::new(session), None, site, false, today);
        let report = questions.session().report();
        let outline = report.outline.clone();
        let facts = Facts::of_outline(questions.session(), outline, &questions.site.name);
        let result = ResultFacts::of(self, &questions, &facts, report);
        let (name, uncomputed) = (company.name.clone(), company.uncomputed.clone());
        Sheet { name, questions, facts, result, uncomputed }
    }
}
