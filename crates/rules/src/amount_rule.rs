//! What an award pays where its condition holds.

use super::formula::Computed;
use super::money::{Rate, Yuan};
use super::question::QuestionIndex;

/// What is paid where the condition holds.
#[derive(Clone, Copy, Debug)]
pub enum AmountRule {
    /// A sum.
    Fixed(Yuan),
    /// Up to a sum; the department decides.
    UpTo(Yuan),
    /// A sum for each option of a choice.
    Graded {
        /// A single choice.
        question: QuestionIndex,
        /// One for each option, in order.
        grades: &'static [Grade],
        /// The highest grade.
        highest: Yuan,
    },
    /// A part of a sum that the company states.
    Share {
        /// The part.
        rate: Rate,
        /// A question for a sum.
        of: QuestionIndex,
        /// The most that is paid.
        cap: Option<Cap>,
        /// Whether the document promises the part, or only names it as the most.
        promise: Promise,
    },
    /// A local match of money received from a higher level: a rate of it, beside it.
    Match {
        /// The rate; 100% is 1:1.
        rate: Rate,
        /// A question for the sum received.
        of: QuestionIndex,
    },
    /// What follows from figures.
    Computed(&'static Computed),
}

/// Whether a share is what is paid, or the most that may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The share is paid.
    Paid,
    /// The share is a ceiling; the department decides.
    Ceiling,
}

/// What one grade pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// This sum; may be zero.
    Sum(Yuan),
    /// The contest is not decided: from nothing up to the highest grade.
    Undecided,
}

/// The most that is paid.
#[derive(Clone, Copy, Debug)]
pub enum Cap {
    /// A sum that the document states.
    Sum(Yuan),
    /// A sum that another policy states and the company must look up.
    Question(QuestionIndex),
}
