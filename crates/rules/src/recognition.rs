//! How a title is won, as far as a document says it. It informs, and changes no amount.

use super::question::QuestionIndex;

/// What a document says of winning a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// The question that is the ladder of titles.
    pub question: QuestionIndex,
    /// The title, as an option of it.
    pub option: u16,
    /// What a company must meet.
    pub conditions: Option<&'static str>,
    /// When applications for the title are taken.
    pub season: Option<&'static str>,
    /// The clause, or another document, that says so.
    pub source: &'static str,
}
