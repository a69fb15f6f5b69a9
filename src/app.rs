//! The page in the browser: draws the model, passes on what is pressed and typed, and runs the
//! effects. It computes nothing.

mod apply;
mod bars;
mod browser;
mod cases;
mod check;
mod compare;
mod dates;
mod element;
mod field;
/// The part of the page that is loaded first.
pub mod first;
mod frame;
mod host;
mod ladder;
mod near;
mod notice;
mod portfolio;
mod portfolio_match;
mod portfolio_result;
mod result;
mod result_awards;
mod result_band;
mod result_chart;
mod result_next;
mod result_open;
mod result_supports;
mod share;
mod sheet;
mod shell;
mod step;
/// The whole page.
pub mod whole;
mod worker;

use crate::model::facts::Facts;
use crate::model::questions::{Action, Questions};
use huiqi_sitting::questionnaire::Session;
use shell::{Sender, Sends};

/// What the views of the questions draw from; both parts of the page have them.
pub(crate) struct View<'a> {
    pub(crate) questions: &'a Questions,
    pub(crate) session: &'a Session,
    pub(crate) facts: &'a Facts,
    sender: Sender<Action>,
}

impl<'a> View<'a> {
    fn new(questions: &'a Questions, facts: &'a Facts, sender: Sender<Action>) -> Self {
        Self { questions, session: questions.session(), facts, sender }
    }
}

impl Sends for View<'_> {
    type Action = Action;

    fn sender(&self) -> &Sender<Action> {
        &self.sender
    }
}
