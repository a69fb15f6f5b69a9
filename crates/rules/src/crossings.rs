//! A comparison with a part of another figure, and where it changes.

use super::condition::{PartTest, Test};
use super::policy::Terms;
use super::question::Question;
use super::trial::{FAR, LARGE, TriedFigure, TriedFigures};
use super::unit::Unit;
use rust_decimal::{Decimal, RoundingStrategy};

/// A function that compares a figure with its part of another one.
pub type Compares = fn(&PartTest, Decimal, Decimal) -> bool;

/// Whether a figure compares so with its part of a whole: exactly, without a division. What is too
/// large for a number is above, or below, every figure.
pub fn compares(test: &PartTest, figure: Decimal, whole: Decimal) -> bool {
    let part = whole.saturating_mul(test.percent);
    let part = part.saturating_add(test.plus * Decimal::ONE_HUNDRED);
    let figure = match test.rounded {
        Some(much) => {
            let rounding = RoundingStrategy::MidpointAwayFromZero;
            figure.saturating_mul(much).round_dp_with_strategy(2, rounding)
        }
        None => figure,
    };
    test.relation.holds(figure.saturating_mul(Decimal::ONE_HUNDRED), part)
}

/// A function that adds the figures at which a comparison with another figure changes, on both
/// sides: where the other one has a value, or is at the end of one of its own stretches or farther
/// than any answer.
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
                let pair = [set.question(leaf.question), set.question(test.of)];
                tests.push((pair, test));
            }
        });
    }
    let compared = Compared { figures, terms, tests };
    let before = ends.len();
    compared.add_crossings((variable, unit), &mut vec![variable], ends);
    if ends.len() > before {
        ends.extend([unit.lowest().unwrap_or(-FAR), unit.highest().unwrap_or(FAR), LARGE]);
        let lowest = unit.lowest().unwrap_or(Decimal::MIN);
        ends.retain(|end| *end >= lowest);
    }
}

/// Figures that are compared with each other.
struct Compared<'a> {
    figures: &'a dyn TriedFigures,
    terms: &'a [&'static Terms],
    /// The figure that is compared, that of which a part is taken, and how.
    tests: Vec<([&'static Question; 2], &'static PartTest)>,
}

impl Compared<'_> {
    /// Adds the figures at which a comparison with another one changes, and those beside them.
    /// `way` are the figures that led here: they are not asked back.
    fn add_crossings(
        &self,
        (variable, unit): (u16, &Unit),
        way: &mut Vec<u16>,
        ends: &mut Vec<Decimal>,
    ) {
        for ([part, whole], test) in &self.tests {
            let (other, side) = if part.first_variable == variable {
                (whole, Side::Whole)
            } else if whole.first_variable == variable {
                (part, Side::Part)
            } else {
                continue;
            };
            if way.contains(&other.first_variable) {
                continue;
            }
            for value in self.values_or_ends(other, way) {
                if let Some(exact) = partner(test, value, side) {
                    let below = changed(test, value, side, (unit.at_or_below(exact), unit));
                    for end in [below - unit.step(), below, below + unit.step()] {
                        if !ends.contains(&end) {
                            ends.push(end);
                        }
                    }
                }
            }
        }
    }

    /// Returns the value of a figure, or where it is open the ends of its own stretches, a figure
    /// that no answer reaches, and where comparisons with further figures change.
    fn values_or_ends(&self, question: &Question, way: &mut Vec<u16>) -> Vec<Decimal> {
        let variable = question.first_variable;
        match (self.figures.figure(variable), question.kind.unit()) {
            (TriedFigure::Is(sum), _) => vec![sum],
            (TriedFigure::Open, Some(unit)) => {
                let mut ends = Vec::new();
                for terms in self.terms {
                    terms.collect_thresholds(self.figures.set(), variable, &mut ends);
                }
                let below: Vec<Decimal> = ends.iter().map(|end| *end - unit.step()).collect();
                ends.extend(below);
                ends.push(unit.lowest().unwrap_or(-FAR));
                ends.push(unit.highest().unwrap_or(FAR));
                way.push(variable);
                self.add_crossings((variable, unit), way, &mut ends);
                way.pop();
                ends
            }
            (TriedFigure::AboveAll, _) | (TriedFigure::Open, None) => Vec::new(),
        }
    }
}

/// Returns the figure of the other side at which a comparison changes; none where no figure of that
/// side changes it.
fn partner(test: &PartTest, value: Decimal, of: Side) -> Option<Decimal> {
    match of {
        Side::Whole => {
            let part = value.checked_mul(test.percent)? / Decimal::ONE_HUNDRED;
            part.checked_add(test.plus)?.checked_div(test.rounded.unwrap_or(Decimal::ONE))
        }
        Side::Part => value
            .checked_mul(test.rounded.unwrap_or(Decimal::ONE))?
            .checked_sub(test.plus)?
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(test.percent),
    }
}

/// So many steps beside the exact line a rounded comparison may change at the most: half a fen,
/// with the least parts that authoring takes.
const MOST_BESIDE: i32 = 102;

/// Returns the last figure of one side before a comparison changes, near the figure that is on the
/// exact line: where a part is rounded to the fen first, it changes some steps beside it.
fn changed(test: &PartTest, value: Decimal, of: Side, (near, unit): (Decimal, &Unit)) -> Decimal {
    if test.rounded.is_none() {
        return near;
    }
    let holds = |figure: Decimal| match of {
        Side::Whole => test.holds(figure, value),
        Side::Part => test.holds(value, figure),
    };
    let at = |steps: i32| near + unit.step() * Decimal::from(steps);
    let last = (-MOST_BESIDE..MOST_BESIDE).find(|steps| holds(at(*steps)) != holds(at(steps + 1)));
    last.map_or(near, at)
}
