//! What former editions asked, and what becomes of an answer that was given to them: in a link, in
//! a case that was kept, in a table. Data of their own, so that no question of a former edition is
//! asked again.

use super::question::Kind;

/// A question as the editions before one asked it.
#[derive(Clone, Debug)]
pub struct FormerQuestion {
    /// The first edition that asks otherwise, such as "2026.12".
    pub before: &'static str,
    /// The id then.
    pub id: &'static str,
    /// The kind then.
    pub kind: Kind,
    /// The short name then, by which a table's column is found; empty where the question is still
    /// asked under its id.
    pub short: &'static str,
    /// The label then, by which a column of a blank table of that edition is found; empty where it
    /// is the label now.
    pub label: &'static str,
    /// The word by which it is kept that a table's column holds its answers: the id; where the
    /// question is still asked, the id with the edition.
    pub column: &'static str,
    /// The options that could be chosen then and cannot be chosen now.
    pub options: &'static [FormerOption],
    /// The options that can still be chosen and were worded otherwise then.
    pub reworded: &'static [FormerOption],
    /// What becomes of its answers: the first rule that fits. An answer that none fits stays.
    pub rules: &'static [CarryRule],
}

/// An option as it was then.
#[derive(Debug)]
pub struct FormerOption {
    /// The id then.
    pub id: &'static str,
    /// The words then.
    pub label: &'static str,
}

/// What becomes of some answers to a former question.
#[derive(Debug)]
pub struct CarryRule {
    /// The answers it is about.
    pub answer: Pattern,
    /// The other answers that must have been given beside it, by the ids of their questions then.
    pub with: &'static [(&'static str, Pattern)],
    /// The regions in which it holds; empty where it holds in all.
    pub regions: &'static [&'static str],
    /// What becomes of them.
    pub becomes: Becomes,
}

/// Some of the answers to a former question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Every answer.
    Any,
    /// One of these options of a single choice.
    OneOf(&'static [&'static str]),
    /// Only options of this list, of a multi-choice; the empty answer too.
    Only(&'static [&'static str]),
    /// Yes, or no.
    Is(bool),
    /// The figure 0.
    Zero,
}

/// What becomes of an answer.
#[derive(Debug)]
pub enum Becomes {
    /// The same answer to this question; the option of a single choice becomes a list of one where
    /// the question is a multi-choice. Options change their ids as listed: first the id then.
    Same {
        /// The id of the question that takes it.
        question: &'static str,
        /// The options with another id.
        renamed: &'static [(&'static str, &'static str)],
    },
    /// This answer to this question.
    Set {
        /// The id of the question that takes it.
        question: &'static str,
        /// The answer.
        answer: Constant,
    },
    /// Nothing: this question is asked again.
    AskedAgain {
        /// The id of the question.
        question: &'static str,
        /// Why, for the company to read.
        why: &'static str,
    },
}

/// An answer as data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// An option of a single choice.
    Option(&'static str),
    /// Options of a multi-choice.
    Options(&'static [&'static str]),
    /// Yes or no.
    YesNo(bool),
    /// A figure, in digits.
    Figure(&'static str),
}
