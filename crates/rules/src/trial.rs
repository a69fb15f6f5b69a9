//! What a search over open answers tries, as comparisons of figures and computed amounts see it.
//!
//! Tables name the functions that find where such amounts turn, so that a set of documents without
//! them links none.

use super::formula::{Computed, Formula, Worth};
use super::policy::{PolicySet, Terms};
use super::question::{Question, Variables};
use rust_decimal::Decimal;

/// A figure above every threshold, tried where two figures are compared and the other one is above
/// it too.
pub const LARGE: Decimal = Decimal::from_parts(0x6FC1_0000, 0x0023_86F2, 0, false, 0);

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
