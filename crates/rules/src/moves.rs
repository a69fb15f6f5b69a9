//! What a company can do to be paid more (差一步), as data: the answers that a move sets, with the
//! words of the advice.

use super::condition::Condition;
use super::question::QuestionIndex;

/// One thing a company can do.
#[derive(Clone, Debug)]
pub struct Move {
    /// The id used in the JS interface.
    pub id: &'static str,
    /// What is to be done, as a phrase.
    pub advice: &'static str,
    /// What to know before; may be empty.
    pub note: &'static str,
    /// What the present answers must say for the move to be possible at all; a question not
    /// answered is no yes.
    pub from: Option<Condition>,
    /// The answers it sets.
    pub sets: &'static [Setting],
    /// How much it takes.
    pub effort: Effort,
}

/// How much a move takes, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// A form, a purchase, a visit.
    Form,
    /// A title to be won.
    Title,
    /// A quotation on a board that is no exchange.
    Quotation,
    /// A listing on an exchange, years away.
    Listing,
}

impl Effort {
    /// Every effort with its name in policy files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("form", Self::Form),
        ("title", Self::Title),
        ("quotation", Self::Quotation),
        ("listing", Self::Listing),
    ];
}

/// One answer that a move sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A single choice becomes this option.
    Option(QuestionIndex, u16),
    /// A multi-choice includes this option too.
    Include(QuestionIndex, u16),
    /// A question of yes or no becomes yes.
    Yes(QuestionIndex),
    /// A sum or a percentage rises to a threshold of the documents, the smallest that is enough.
    Threshold(QuestionIndex),
}

impl Setting {
    /// Returns the question whose answer it sets.
    #[must_use]
    pub const fn question(self) -> QuestionIndex {
        match self {
            Self::Option(question, _)
            | Self::Include(question, _)
            | Self::Yes(question)
            | Self::Threshold(question) => question,
        }
    }
}
