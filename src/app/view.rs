//! What the views draw from: the model, what was computed for this drawing, and where actions go.

use super::element::Element;
use super::shell::{Sender, Sends};
use crate::model::facts::Facts;
use crate::model::questions::{self, Questions};
use crate::model::sheets::Sheet;
use crate::model::whole::{self, Whole};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::Session;
use std::ops::Deref;

/// What is drawn beside the questions; the first part of the page has nothing there.
pub(crate) struct Beside {
    /// The documents that do not hold on the day.
    pub(crate) ended: fn(&View<'_>) -> Vec<Element>,
    /// The day of the claim below the questions, where it matters.
    pub(crate) day: fn(&View<'_>) -> Option<Element>,
    /// That these rules were checked long ago.
    pub(crate) stale: fn(&View<'_>) -> Option<Element>,
    /// What must be done before money is spent on what a question asks for.
    pub(crate) before: fn(&View<'_>, QuestionIndex) -> Vec<Element>,
    /// What an option adds, by the id of its card.
    pub(crate) worth: fn(&View<'_>, &str) -> String,
}

/// Nothing beside the questions.
pub(crate) const NOTHING: Beside = Beside {
    ended: |_| Vec::new(),
    day: |_| None,
    stale: |_| None,
    before: |_, _| Vec::new(),
    worth: |_, _| String::new(),
};

/// What the views of the questions draw from; both parts of the page have them.
pub(crate) struct View<'a> {
    pub(crate) questions: &'a Questions,
    pub(crate) session: &'a Session,
    pub(crate) facts: &'a Facts,
    pub(crate) beside: &'static Beside,
    sender: Sender<questions::Action>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        questions: &'a Questions,
        facts: &'a Facts,
        beside: &'static Beside,
        sender: Sender<questions::Action>,
    ) -> Self {
        Self { questions, session: questions.session(), facts, beside, sender }
    }
}

impl Sends for View<'_> {
    type Action = questions::Action;

    fn sender(&self) -> &Sender<questions::Action> {
        &self.sender
    }
}

/// What the views of the whole page draw from: what the views of the questions have, and the rest.
pub(crate) struct WholeView<'a> {
    questions: View<'a>,
    pub(crate) whole: &'a Whole,
    /// The company's name where the case is that of a table.
    pub(crate) company: Option<&'a str>,
    sender: Sender<whole::Action>,
}

impl<'a> WholeView<'a> {
    pub(super) fn new(
        questions: View<'a>,
        whole: &'a Whole,
        sender: Sender<whole::Action>,
    ) -> Self {
        let company = whole.open_row().map(|row| row.company.name.as_str());
        Self { questions, whole, company, sender }
    }

    /// Returns what the sheet of another company is drawn from.
    pub(super) fn of_sheet(&self, sheet: &'a Sheet) -> Self {
        let questions = View::new(&sheet.questions, &sheet.facts, self.beside, self.sender.of());
        let company = Some(sheet.name.as_str());
        Self { questions, whole: self.whole, company, sender: self.sender.clone() }
    }
}

impl<'a> Deref for WholeView<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.questions
    }
}

impl Sends for WholeView<'_> {
    type Action = whole::Action;

    fn sender(&self) -> &Sender<whole::Action> {
        &self.sender
    }
}
