//! An interval of money whose top may be open.

use super::money::{Rate, Yuan};
use rust_decimal::Decimal;
use std::ops::Add;

/// A level of money: a sum, or above every sum. `Open` is greater than every sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A sum of money.
    Sum(Yuan),
    /// No finite bound can be given yet.
    Open,
}

impl Level {
    /// Nothing.
    pub const ZERO: Self = Self::Sum(Yuan::ZERO);

    /// Returns the sum, or `None` where the level is open.
    #[must_use]
    pub const fn sum(self) -> Option<Yuan> {
        match self {
            Self::Sum(yuan) => Some(yuan),
            Self::Open => None,
        }
    }

    /// Returns the part that a rate gives, not rounded. A part of an open level is open.
    #[must_use]
    pub fn times(self, rate: Rate) -> Self {
        match self {
            Self::Sum(yuan) => Self::Sum(yuan.times(rate)),
            Self::Open => Self::Open,
        }
    }

    /// Rounded to the fen, half away from zero.
    #[must_use]
    pub fn rounded_to_fen(self) -> Self {
        match self {
            Self::Sum(yuan) => Self::Sum(yuan.rounded_to_fen()),
            Self::Open => Self::Open,
        }
    }
}

/// The difference of two levels. `Closed` is less than every difference, `Opened` greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Open before, a sum now.
    Closed,
    /// This number of yuan more, or fewer where it is negative.
    By(Decimal),
    /// A sum before, open now.
    Opened,
}

impl Change {
    /// No difference.
    pub const NONE: Self = Self::By(Decimal::ZERO);

    /// From one level to another.
    #[must_use]
    pub fn between(before: Level, after: Level) -> Self {
        match (before, after) {
            (Level::Sum(before), Level::Sum(after)) => Self::By(after.decimal() - before.decimal()),
            (Level::Sum(_), Level::Open) => Self::Opened,
            (Level::Open, Level::Sum(_)) => Self::Closed,
            (Level::Open, Level::Open) => Self::NONE,
        }
    }
}

impl Add for Level {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Sum(left), Self::Sum(right)) => Self::Sum(left + right),
            (Self::Open, _) | (_, Self::Open) => Self::Open,
        }
    }
}

/// At least this, at most that. `least` is a sum in every result; only inside a search may it be
/// open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The lower end.
    pub least: Level,
    /// The upper end, open where no finite bound can be given.
    pub most: Level,
}

impl Amount {
    /// Nothing, for certain.
    pub const ZERO: Self = Self { least: Level::ZERO, most: Level::ZERO };

    /// Exactly this level.
    #[must_use]
    pub const fn exactly(level: Level) -> Self {
        Self { least: level, most: level }
    }

    /// Whether this is nothing, for certain: its most is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.most.sum().is_some_and(Yuan::is_zero)
    }

    /// Whether both ends are the same sum.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.least == self.most
    }

    /// Returns the smallest interval that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    /// Returns the larger of each end: what a highest-only group of two pays.
    #[must_use]
    pub fn highest(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.max(other.most) }
    }

    /// Returns the smaller of each end: what a limit of this figure lets through.
    #[must_use]
    pub fn up_to(self, figure: Self) -> Self {
        Self { least: self.least.min(figure.least), most: self.most.min(figure.most) }
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most }
    }
}

#[cfg(test)]
mod tests {
    use super::super::money::Yuan;
    use super::{Amount, Level};

    fn amount(least: u64, most: u64) -> Amount {
        Amount { least: Level::Sum(Yuan::from_fen(least)), most: Level::Sum(Yuan::from_fen(most)) }
    }

    #[test]
    fn the_highest_of_two_takes_each_end_by_itself() {
        assert_eq!(amount(10, 20).highest(amount(0, 30)), amount(10, 30));
    }

    #[test]
    fn an_open_top_stays_open_in_every_combination() {
        let open = Amount { least: Level::ZERO, most: Level::Open };
        assert_eq!((open + amount(5, 5)).most, Level::Open);
        assert_eq!(open.highest(amount(5, 5)).most, Level::Open);
        assert_eq!((open + amount(5, 5)).least, Level::Sum(Yuan::from_fen(5)));
    }
}
