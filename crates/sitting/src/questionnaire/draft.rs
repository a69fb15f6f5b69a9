//! What a question's field holds, and why it may not count.

use huiqi_rules::question::{Constraint, Quotient};
use huiqi_rules::unit::{FigureProblem, Unit};

/// The content of a question's field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// The option chosen.
    Option(u16),
    /// The options chosen, one bit each; none means none of them.
    Options(u64),
    /// Yes or no.
    YesNo(bool),
    /// The text typed, kept as it is.
    Typed(String),
    /// The two sums typed that a percentage follows from, kept as they are.
    Sums([String; 2]),
    /// "Not clear" (不清楚): looked at and left open.
    Unclear,
    /// The matters ticked as claimed elsewhere before another one came to be offered: the question
    /// is open again.
    Reopened(u64),
    /// Open, since this edition asks otherwise than the one that was answered.
    AskedAgain,
}

impl Draft {
    /// Returns the options that are ticked, one bit each.
    #[must_use]
    pub const fn ticks(&self) -> u64 {
        if let Self::Options(chosen) | Self::Reopened(chosen) = self { *chosen } else { 0 }
    }

    /// Returns the two sums typed, where there are any.
    #[must_use]
    pub const fn sums(&self) -> Option<&[String; 2]> {
        if let Self::Sums(sums) = self { Some(sums) } else { None }
    }
}

/// Why the content of a question's field does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// What was typed is no figure of the question's unit.
    Figure(&'static Unit, FigureProblem),
    /// One of the two sums is not there.
    OneSum,
    /// The second of the two sums is not above zero.
    NothingToCompare(&'static Quotient),
    /// It breaks this rule between answers.
    Contradiction(&'static Constraint),
}

/// Two sums that a percentage follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoSums {
    /// What they are.
    pub quotient: &'static Quotient,
    /// The first, in fen.
    pub of: i64,
    /// The second, in fen.
    pub to: i64,
}
