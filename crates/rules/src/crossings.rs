//! Where a comparison with a part of another figure changes.

use super::condition::Test;
use super::policy::Terms;
use super::question::Question;
use super::trial::{LARGE, TriedFigure, TriedFigures};
use super::unit::Unit;
use rust_decimal::Decimal;

/// A function that adds the figures at which a comparison with another figure changes, on both
/// sides: where the other one has a value, or is at the end of one of its own stretches.
pub type Crossings = fn(
    figures: &dyn TriedFigures,
    variable: u16,
    unit: &Unit,
    terms: &[&'static Terms],
    ends: &mut Vec<Decimal>,
);

/// A side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The figure that is compared.
    Part,
    /// The figure of which a part is taken.
    Whole,
}

/// Adds the crossings of one figure with every other that these terms compare it with.
pub fn crossings(
    figures: &dyn TriedFigures,
    variable: u16,
    unit: &Unit,
    terms: &[&'static Terms],
    ends: &mut Vec<Decimal>,
) {
    let set = figures.set();
    let mut tests = Vec::new();
    for terms in terms {
        terms.each_leaf(&mut |leaf| {
            if let Test::ComparesPart(test) = leaf.test {
                tests.push((set.question(leaf.question), test));
            }
        });
    }
    let before = ends.len();
    for (part, test) in tests {
        let whole = set.question(test.of);
        let (other, side) = if part.first_variable == variable {
            (whole, Side::Whole)
        } else if whole.first_variable == variable {
            (part, Side::Part)
        } else {
            continue;
        };
        for value in values_or_ends(figures, other, terms) {
            if let Some(exact) = partner(test.percent, value, side) {
                let below = unit.at_or_below(exact);
                ends.extend([below - unit.step(), below, below + unit.step()]);
            }
        }
        ends.push(LARGE);
    }
    if ends.len() > before {
        let lowest = unit.lowest().unwrap_or(Decimal::MIN);
        ends.retain(|end| *end >= lowest);
    }
}

/// Returns the figure of the other side at which a comparison changes; none where no figure of that
/// side changes it.
fn partner(percent: Decimal, value: Decimal, of: Side) -> Option<Decimal> {
    match of {
        Side::Whole => Some(value * percent / Decimal::ONE_HUNDRED),
        Side::Part => (value * Decimal::ONE_HUNDRED).checked_div(percent),
    }
}

/// Returns the value of a figure, or the ends of its own stretches where it is open.
fn values_or_ends(
    figures: &dyn TriedFigures,
    question: &Question,
    terms: &[&'static Terms],
) -> Vec<Decimal> {
    match (figures.figure(question.first_variable), question.kind.unit()) {
        (TriedFigure::Is(sum), _) => vec![sum],
        (TriedFigure::Open, Some(unit)) => {
            let mut ends = Vec::new();
            for terms in terms {
                terms.collect_thresholds(figures.set(), question.first_variable, &mut ends);
            }
            let below: Vec<Decimal> = ends.iter().map(|end| *end - unit.step()).collect();
            ends.extend(below.into_iter().chain(unit.lowest()).chain(unit.highest()));
            ends
        }
        (TriedFigure::AboveAll, _) | (TriedFigure::Open, None) => Vec::new(),
    }
}
