//! What the worker says of two editions of rules that it compared, in the words that the page
//! shows.

use serde::{Deserialize, Serialize};

/// What is compared: the packs go beside the order. Where one is missing, the rules that the page
/// brings serve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionOrder {
    /// The number of the order: the answer to an earlier one is not shown.
    pub turn: u32,
    /// The open cases, as a refresh keeps them.
    pub cases: String,
    /// The day of those that say none.
    pub on: String,
    /// Whether the companies of the open table are tried.
    pub tries_list: bool,
}

/// What differs between two editions, and what it does to the companies tried so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedEditions {
    /// The place.
    pub place: String,
    /// The old edition.
    pub old: String,
    /// The new one.
    pub new: String,
    /// How many changes there are, in a sentence.
    pub summary: String,
    /// What can change an amount, and what cannot.
    pub parts: Vec<ChangedPart>,
    /// What it does to companies.
    pub trials: Vec<EditionTrial>,
    /// Whose companies are still to be tried.
    pub coming: Vec<Tried>,
}

/// Changes of one kind, document after document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedPart {
    /// "可能改变金额的".
    pub heading: String,
    /// The documents.
    pub documents: Vec<ChangedDocument>,
}

/// The changes of a document, clause after clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedDocument {
    /// Its short title; words for what all documents share.
    pub title: String,
    /// The clauses.
    pub clauses: Vec<ChangedClause>,
}

/// The changes of a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedClause {
    /// The clause; empty where the changes are of none.
    pub clause: String,
    /// What changed.
    pub sentences: Vec<ChangedSentence>,
}

/// What one thing of a document changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedSentence {
    /// The sentence, without the clause.
    pub text: String,
    /// Whose amounts each change in it moves, or that none was found; empty where it moves none,
    /// and while companies are still being tried.
    pub whose: Vec<String>,
}

/// Whose companies were tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tried {
    /// The open cases.
    Cases,
    /// The open table.
    List,
    /// Companies made around every threshold.
    Made,
}

impl Tried {
    /// Returns it in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Cases => "您的案例",
            Self::List => "打开的名单",
            Self::Made => "按各个门槛编的企业",
        }
    }
}

/// What a difference does to companies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionTrial {
    /// Whose they are.
    pub who: Tried,
    /// How many were tried, how many totals change, and what cannot be compared.
    pub lines: Vec<String>,
    /// What each change brings alone, what only arises together, and in the last row the whole:
    /// the sums of the others add up to it. Empty where nothing changes.
    pub rows: Vec<TrialRow>,
    /// The first companies whose total changes; none of those that were made.
    pub companies: Vec<ChangedCompany>,
}

/// What a row of a trial says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrialRowKind {
    /// What one change brings alone.
    Alone,
    /// What several bring only together.
    Together,
    /// The whole.
    Whole,
}

/// How far totals move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialRow {
    /// What it says.
    pub kind: TrialRowKind,
    /// The change or changes.
    pub name: String,
    /// How many companies.
    pub companies: String,
    /// How far the least moves in all.
    pub least: String,
    /// How far the most moves in all.
    pub most: String,
}

/// A company whose total changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedCompany {
    /// Its name.
    pub name: String,
    /// Its total under the old edition.
    pub before: String,
    /// Its total under the new one.
    pub after: String,
    /// Through which changes, each with what it brings.
    pub through: Vec<String>,
}

/// What the worker says of an order to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditionNews {
    /// They were compared; as far as companies were tried.
    Compared(Box<ComparedEditions>),
    /// So many of so many companies were tried.
    Trying(u64, u64),
    /// They cannot be compared, and why.
    Refused(String),
}
