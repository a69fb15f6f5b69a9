//! Whether amounts can be computed: what they read is there, nothing is divided by zero, and no
//! figure is too large.

use super::{Checked, LARGEST, Tables, require};
use crate::codec::Broken;
use huiqi_rules::formula::{Computed, Formula};
use rust_decimal::Decimal;

/// So many digits before the point a computed amount may have.
const MOST_DIGITS: u32 = 27;

impl Tables {
    /// Checks a computed amount.
    pub(super) fn computed(&self, computed: &Computed) -> Checked {
        for formula in computed.formulas() {
            self.formula(formula)?;
        }
        for condition in computed.conditions {
            self.condition(condition)?;
        }
        for (question, _) in computed.ways {
            self.figure(*question)?;
        }
        require(
            computed.awards.iter().all(|id| self.awards.contains_key(*id)),
            "an amount reads no such award",
        )
    }

    /// Checks a formula.
    pub(super) fn formula(&self, formula: &Formula) -> Checked {
        let digits = self.digits(formula)?;
        require(digits <= MOST_DIGITS, "an amount is too large to compute")
    }

    /// Returns how many digits before the point a formula has at the most.
    fn digits(&self, formula: &Formula) -> Result<u32, Broken> {
        let positive = |number: &Decimal| {
            require(
                *number > Decimal::ZERO && *number <= LARGEST && number.scale() <= 12,
                "a divisor is not above zero",
            )
        };
        let mut parts = Vec::new();
        for part in formula.parts() {
            parts.push(self.digits(part)?);
        }
        let most = parts.iter().copied().max().unwrap_or(0);
        Ok(match formula {
            Formula::Constant(number, _) => {
                let fits = *number >= Decimal::ZERO && *number <= LARGEST && number.scale() <= 12;
                require(fits, "a number is too large or below zero")?;
                digits_of(*number)
            }
            Formula::Unbounded => 0,
            Formula::Figure(question) => {
                let unit = self.figure(*question)?;
                unit.highest().map_or(13, digits_of)
            }
            Formula::Award(id) => {
                require(self.awards.contains_key(id), "a formula reads no such award")?;
                13
            }
            Formula::Sum(_) => {
                require(parts.len() <= 1_000, "a sum has too many parts")?;
                most + 3
            }
            Formula::Product(_) => parts.iter().sum(),
            Formula::Lesser(_) | Formula::Greater(_) | Formula::Less(_) => most,
            Formula::Divided(_, by) => {
                positive(by)?;
                most + by.scale()
            }
            Formula::FullSteps(_, per) => {
                positive(per)?;
                most + per.scale()
            }
            Formula::Progressive(_, brackets) => {
                let rises = brackets.is_sorted_by(|left, right| left.0 < right.0);
                let fits = |(from, rate): &(Decimal, Decimal)| {
                    *from >= Decimal::ZERO
                        && *from <= LARGEST
                        && *rate >= Decimal::ZERO
                        && *rate <= LARGEST
                };
                require(rises && brackets.iter().all(fits), "brackets are in no order")?;
                let rate = brackets.iter().map(|(_, rate)| digits_of(*rate)).max().unwrap_or(0);
                most + rate + 2
            }
            Formula::Cases(cases, _) => {
                for case in *cases {
                    self.condition(&case.condition)?;
                }
                most
            }
        })
    }
}

/// Returns how many digits a number has before its point.
fn digits_of(number: Decimal) -> u32 {
    number.trunc().to_string().trim_start_matches(['-', '0']).len() as u32
}
