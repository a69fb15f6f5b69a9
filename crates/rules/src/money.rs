//! Exact yuan and exact percentages.

use rust_decimal::{Decimal, RoundingStrategy};
use std::ops::Add;

/// An exact, non-negative sum of money in yuan (元). There is no way in from a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yuan(Decimal);

impl Yuan {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Returns a sum given in fen (分), a hundredth of a yuan.
    #[must_use]
    pub const fn from_fen(fen: u64) -> Self {
        Self(Decimal::from_parts(fen as u32, (fen >> 32) as u32, 0, false, 2))
    }

    /// Returns a sum from an exact decimal of yuan, or `None` where it is negative.
    #[must_use]
    pub fn from_decimal(yuan: Decimal) -> Option<Self> {
        if yuan.is_sign_negative() && !yuan.is_zero() { None } else { Some(Self(yuan)) }
    }

    /// Returns the exact decimal of yuan.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether this is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns the part of this sum that a rate gives, not rounded.
    #[must_use]
    pub fn times(self, rate: Rate) -> Self {
        Self(self.0 * rate.0)
    }

    /// Rounded to the fen, half away from zero (四舍五入).
    #[must_use]
    pub fn rounded_to_fen(self) -> Self {
        if self.0.scale() <= 2 {
            return self;
        }
        Self(self.0.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// This sum less another, or nothing where the other is larger.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        if other.0 >= self.0 { Self::ZERO } else { Self(self.0 - other.0) }
    }
}

impl Add for Yuan {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// A rate as a document states it, such as 25%; exact and above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(Decimal);

impl Rate {
    /// Returns a rate given in hundredths of a percent: 2500 is 25%.
    #[must_use]
    pub const fn from_hundredths_of_percent(hundredths: u32) -> Self {
        Self(Decimal::from_parts(hundredths, 0, 0, false, 4))
    }

    /// Returns the rate in percent: 25 for 25%.
    #[must_use]
    pub fn percent(self) -> Decimal {
        (self.0 * Decimal::ONE_HUNDRED).normalize()
    }
}

#[cfg(test)]
mod tests {
    use super::{Rate, Yuan};
    use rust_decimal::Decimal;

    #[test]
    fn half_a_fen_is_rounded_away_from_zero() {
        // 25% of 333,333.34 yuan is 83,333.335 yuan.
        let share = Yuan::from_fen(33_333_334).times(Rate::from_hundredths_of_percent(2500));
        assert_eq!(share.rounded_to_fen(), Yuan::from_fen(8_333_334));
        // 50% of 0.05 yuan is 0.025: banker's rounding would give 0.02.
        let small = Yuan::from_fen(5).times(Rate::from_hundredths_of_percent(5000));
        assert_eq!(small.rounded_to_fen(), Yuan::from_fen(3));
    }

    #[test]
    fn a_sum_is_never_negative_and_nothing_has_no_sign() {
        assert_eq!(Yuan::from_decimal(Decimal::NEGATIVE_ONE), None);
        assert_eq!(Yuan::from_decimal(-Decimal::ZERO), Some(Yuan::ZERO));
        assert_eq!(Yuan::from_decimal(Decimal::ONE), Some(Yuan::from_fen(100)));
    }

    #[test]
    fn large_sums_of_fen_keep_every_digit() {
        assert_eq!(Yuan::from_fen(100_000_000_000_000).decimal().to_string(), "1000000000000.00");
    }
}
