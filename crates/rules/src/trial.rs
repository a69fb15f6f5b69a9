//! What a search over open answers tries, as comparisons of figures and computed amounts see it.
//!
//! Tables name the functions that find where such amounts turn, so that a set of documents without
//! them links none.

use super::formula::{Computed, Formula, Worth};
use super::policy::{PolicySet, Terms};
use super::question::{Question, Variables};
use rust_decimal::Decimal;

/// A figure above every threshold, tried where two figures are compared and the other one is above
/// it too: 10^20.
pub const LARGE: Decimal = Decimal::from_parts(0x6310_0000, 0x6BC7_5E2D, 5, false, 0);

/// A figure that no answer reaches, and still a number: 10^17. Figures that are compared with each
/// other are tried here too, in every ratio that the comparisons tell apart.
pub const FAR: Decimal = Decimal::from_parts(0x5D8A_0000, 0x0163_4578, 0, false, 0);

/// No figure that is answered and no amount of a document is as large: 10^13.
pub const BEYOND: Decimal = Decimal::from_parts(0x4E72_A000, 0x918, 0, false, 0);

/// The value of a figure while a search tries values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriedFigure {
    /// None yet.
    Open,
    /// This one.
    Is(Decimal),
    /// Above every threshold.
    AboveAll,
}

/// The figures of a search.
pub trait TriedFigures {
    /// Returns the tables.
    fn set(&self) -> &'static PolicySet;
    /// Returns the value of a figure.
    fn figure(&self, variable: u16) -> TriedFigure;
}

/// A search that tries values of figures.
pub trait Trial {
    /// Returns the tables.
    fn set(&self) -> &'static PolicySet;
    /// Returns the terms of an award of the region; none where it is not there.
    fn terms_of(&self, award: &str) -> Option<&'static Terms>;
    /// Returns the question of the region that a variable belongs to.
    fn question_of(&self, variable: u16) -> &'static Question;
    /// Returns the ends of a figure's stretches between the thresholds of these terms; `None` above
    /// every threshold.
    fn ends(&self, variable: u16, terms: &[&'static Terms]) -> Vec<Option<Decimal>>;
    /// Gives a figure a value; none opens it again.
    fn put(&mut self, variable: u16, value: Option<Decimal>);
    /// Runs `visit` once for every completion of these variables.
    fn each(
        &mut self,
        variables: Variables,
        terms: &[&'static Terms],
        visit: &mut dyn FnMut(&mut dyn Trial),
    );
    /// Returns the number of a part of an amount in the one completion that is tried.
    fn worth(&self, computed: &Computed, part: &Formula) -> Worth;
}
