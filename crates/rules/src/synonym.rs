//! Other words that people write for what a rule set asks: in the headings and cells of their own
//! tables, in a search.

use super::policy::PolicySet;
use super::question::QuestionIndex;

/// Everyday words, and what documents say for the same: for searches alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EverydayWords {
    /// The words that people look for.
    pub words: &'static [&'static str],
    /// What documents say instead; each is one of several ways to say it.
    pub documents_say: &'static [&'static str],
}

/// One other word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// The word.
    pub word: &'static str,
    /// The question that it belongs to.
    pub question: QuestionIndex,
    /// What it says there.
    pub meaning: Meaning,
}

/// What a word says beside a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The question itself.
    Question,
    /// This option.
    Option(u16),
    /// A place that lies in the region of this option.
    PlaceIn(u16),
    /// None of the options of a multi-choice.
    NoOption,
}

impl Synonym {
    /// Returns the option that it names, where it names one.
    #[must_use]
    pub const fn option(&self) -> Option<u16> {
        match self.meaning {
            Meaning::Option(option) | Meaning::PlaceIn(option) => Some(option),
            Meaning::Question | Meaning::NoOption => None,
        }
    }
}

impl PolicySet {
    /// Returns the other words that belong to a question.
    pub fn synonyms_of(&self, question: QuestionIndex) -> impl Iterator<Item = &'static Synonym> {
        self.synonyms.iter().filter(move |synonym| synonym.question == question)
    }
}
