//! What is wrong with a cell.

use super::column::Column;
use super::figures::CellFigureProblem;
use huiqi_rules::question::{Constraint, QuestionIndex};
use huiqi_rules::unit::Unit;

/// A cell that says nothing that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The column, from 0.
    pub column: usize,
    /// What is wrong.
    pub problem: CellProblem,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// No day: the row is not computed, since a day is never guessed.
    NotADay {
        /// The text of the cell.
        cell: String,
    },
    /// No option of the question.
    NotAnOption {
        /// The text of the cell.
        cell: String,
        /// The column of the question.
        column: Column,
    },
    /// Neither yes nor no.
    NotYesOrNo {
        /// The text of the cell.
        cell: String,
    },
    /// No figure.
    NotAFigure {
        /// The text of the cell.
        cell: String,
        /// The unit of the question.
        unit: &'static Unit,
        /// Why it is none.
        problem: CellFigureProblem,
    },
    /// No region, in a table whose other rows are in one that was chosen: the row is in it too.
    NotAPlace {
        /// The text of the cell.
        cell: String,
        /// The option of the region that is taken.
        taken: u16,
    },
    /// A formula that was never computed.
    NoResult,
    /// A formula whose result is an error.
    ErrorValue {
        /// The error.
        cell: String,
    },
    /// An answer that contradicts another one of the row by this rule.
    Contradiction(&'static Constraint),
    /// An answer to a former edition from which none to a present question follows.
    AskedAgain {
        /// The text of the cell.
        cell: String,
        /// The question that is asked again.
        question: QuestionIndex,
        /// Why.
        why: &'static str,
    },
    /// An answer to a former question where another column answers the present one, and counts.
    AnsweredTwice {
        /// The text of the cell.
        cell: String,
        /// The present question.
        question: QuestionIndex,
    },
}
