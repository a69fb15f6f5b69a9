//! What can be asked of a company.

use super::unit::Unit;
use rust_decimal::Decimal;
use std::ops::{BitAnd, BitOr};

/// A question's index in the authors' order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionIndex(pub u16);

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of its options.
    Single,
    /// Any set of its options, the empty set included.
    Multi,
    /// Yes or no.
    YesNo,
    /// A figure of this unit.
    Figure(&'static Unit),
}

impl Kind {
    /// Returns the name in policy files and in the JS interface.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multi => "multi",
            Self::YesNo => "yes_no",
            Self::Figure(unit) => unit.id,
        }
    }

    /// Returns the unit of a question that takes a figure.
    #[must_use]
    pub const fn unit(self) -> Option<&'static Unit> {
        match self {
            Self::Figure(unit) => Some(unit),
            Self::Single | Self::Multi | Self::YesNo => None,
        }
    }
}

/// One thing that can be chosen.
#[derive(Debug)]
pub struct ChoiceOption {
    /// The id used in policy files, the JS interface and links.
    pub id: &'static str,
    /// The words on the page.
    pub label: &'static str,
    /// Regions whose form may leave this option out, since no award there depends on it.
    pub hidden_in: &'static [&'static str],
}

/// Help that differs from region to region.
#[derive(Debug)]
pub struct RegionalHelp {
    /// The region's id.
    pub region: &'static str,
    /// The words there.
    pub help: &'static str,
}

/// How a percentage follows from two sums of money, which a company has at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotient {
    /// What the first sum is.
    pub of: &'static str,
    /// What the second sum is, which the first is compared with.
    pub to: &'static str,
    /// What the percentage says of them.
    pub is: QuotientKind,
    /// The help while the two are filled in.
    pub help: &'static str,
}

/// What a percentage says of two sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotientKind {
    /// By how much the first is more than the second.
    Growth,
    /// How large a part of the second the first is.
    Share,
}

impl QuotientKind {
    /// Every kind with its name in policy files.
    pub const ALL: [(&'static str, Self); 2] = [("growth", Self::Growth), ("share", Self::Share)];

    /// What the first sum may be: a profit may be a loss.
    #[must_use]
    pub const fn unit(self) -> &'static Unit {
        match self {
            Self::Growth => &Unit::YUAN,
            Self::Share => &Unit::BALANCE,
        }
    }

    /// Returns the percentage of two sums in fen, cut down after twelve decimals: it is at
    /// least a threshold of whole hundredths exactly where the quotient itself is.
    ///
    /// # Errors
    /// Where there is none, or it is beyond what a percentage may be.
    pub fn percent(self, of: i64, to: i64) -> Result<Decimal, QuotientProblem> {
        if to <= 0 {
            return Err(QuotientProblem::NothingToCompare);
        }
        let part = match self {
            Self::Growth => of.saturating_sub(to),
            Self::Share => of,
        };
        let quotient = divided(part.unsigned_abs(), to.unsigned_abs());
        let (steps, is_exact) = quotient.ok_or(QuotientProblem::TooLarge)?;
        // Down, and not towards zero.
        let steps = steps + u64::from(part < 0 && !is_exact);
        let (low, high) = (steps as u32, (steps >> 32) as u32);
        Ok(Decimal::from_parts(low, high, 0, part < 0, DECIMALS).normalize())
    }
}

/// Why two sums give no percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotientProblem {
    /// The second sum is not above zero.
    NothingToCompare,
    /// Beyond what a percentage may be.
    TooLarge,
}

/// How many decimals of a quotient are kept.
const DECIMALS: u32 = 12;

/// A part in percent of a whole as a number with [`DECIMALS`], and whether nothing is cut off;
/// `None` for a percentage that is too large. Digit by digit, since a division of decimals is the
/// largest function that the page would have.
fn divided(part: u64, whole: u64) -> Option<(u64, bool)> {
    let part = part.checked_mul(100)?;
    let (mut digits, mut rest) = (part / whole, part % whole);
    for _ in 0..DECIMALS {
        let next = rest.checked_mul(10)?;
        digits = digits.checked_mul(10)?.checked_add(next / whole)?;
        rest = next % whole;
    }
    (digits < Unit::PERCENT.most as u64 * 10_u64.pow(DECIMALS)).then_some((digits, rest == 0))
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The id used in policy files, the JS interface and links.
    pub id: &'static str,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The id of its step.
    pub step: &'static str,
    /// The section of its step, where it has one of its own.
    pub section: Option<&'static str>,
    /// The question as the page puts it.
    pub label: &'static str,
    /// The question in a few words, for lists of answers and reasons.
    pub short: &'static str,
    /// One short sentence of help; may be empty.
    pub help: &'static str,
    /// Help that holds in one region only.
    pub help_by_region: &'static [RegionalHelp],
    /// The two sums that a percentage follows from, where a company knows these rather than it.
    pub quotient: Option<Quotient>,
    /// The options of a choice, lowest first where they are a ladder.
    pub options: &'static [ChoiceOption],
    /// The first of the engine's variables for this question: one, or one for each option of a
    /// multi-choice. Questions that no region has together may have the same.
    pub first_variable: u16,
    /// The papers that prove an answer.
    pub proof: &'static [&'static str],
}

impl Question {
    /// Returns the help for a region.
    #[must_use]
    pub fn help_in(&self, region: Option<&str>) -> &'static str {
        self.help_by_region
            .iter()
            .find(|regional| Some(regional.region) == region)
            .map_or(self.help, |regional| regional.help)
    }

    /// Returns the index of the option with this id.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<u16> {
        self.options.iter().position(|option| option.id == id).map(|index| index as u16)
    }

    /// Returns the engine's variables of this question.
    #[must_use]
    pub fn variables(&self) -> Variables {
        Variables(((1 << self.width()) - 1) << self.first_variable)
    }

    /// Returns how many of the engine's variables it has.
    #[must_use]
    pub const fn width(&self) -> usize {
        match self.kind {
            Kind::Multi => self.options.len(),
            Kind::Single | Kind::YesNo | Kind::Figure(_) => 1,
        }
    }
}

/// A rule between two answers: no option chosen in `multi` may rank above the answer to `ladder`.
#[derive(Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The multi-choice that is bounded.
    pub multi: QuestionIndex,
    /// The single choice that bounds it; its options rise.
    pub ladder: QuestionIndex,
    /// For each option of `multi`, its index among the options of `ladder`.
    pub ranks: &'static [u16],
    /// What is said where the rule is broken.
    pub message: &'static str,
}

/// A set of the engine's variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variables(pub u128);

impl Variables {
    /// No variable.
    pub const NONE: Self = Self(0);

    /// How many variables a set can hold.
    pub const BITS: usize = u128::BITS as usize;

    /// Returns one variable.
    #[must_use]
    pub const fn one(variable: u16) -> Self {
        Self(1 << variable)
    }

    /// Whether no variable is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the sets share a variable.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the variables of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns the lowest variable of the set.
    #[must_use]
    pub const fn first(self) -> Option<u16> {
        if self.0 == 0 { None } else { Some(self.0.trailing_zeros() as u16) }
    }
}

impl BitOr for Variables {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Variables {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::QuotientKind::{self, Growth, Share};
    use super::{QuotientProblem, Unit};

    fn percent(is: QuotientKind, of: &str, to: &str) -> Result<String, QuotientProblem> {
        let sum = |text| Unit::BALANCE.read_typed_steps(text).ok().flatten().expect("a sum");
        is.percent(sum(of), sum(to)).map(|percent| percent.to_string())
    }

    fn is(percent: &str) -> Result<String, QuotientProblem> {
        Ok(percent.to_owned())
    }

    #[test]
    fn a_percentage_is_exact_or_cut_down() {
        // 64,998,000 - 50,000,000 = 14,998,000; over 50,000,000 that is 0.29996.
        assert_eq!(percent(Growth, "64998000", "50000000"), is("29.996"));
        assert_eq!(percent(Growth, "65002000", "50000000"), is("30.004"));
        assert_eq!(percent(Growth, "65000000", "50000000"), is("30"));
        assert_eq!(percent(Growth, "4", "5"), is("-20"));
        assert_eq!(percent(Growth, "0", "5"), is("-100"));
        assert_eq!(percent(Growth, "5", "5"), is("0"));
        assert_eq!(percent(Share, "-150", "1000"), is("-15"));
        assert_eq!(percent(Share, "1", "3"), is("33.333333333333"));
        assert_eq!(percent(Share, "2", "3"), is("66.666666666666"), "not up");
        assert_eq!(percent(Share, "-1", "3"), is("-33.333333333334"), "down");
    }

    #[test]
    fn the_largest_sums_never_reach_a_threshold_that_they_are_below() {
        // A fen less, and a fen more, than 30 % more than 700,000,000,000 yuan.
        assert_eq!(percent(Growth, "909999999999.99", "700000000000"), is("29.999999999998"));
        assert_eq!(percent(Growth, "910000000000.00", "700000000000"), is("30"));
        assert_eq!(percent(Growth, "910000000000.01", "700000000000"), is("30.000000000001"));
        // A loss of a fen more than 5 % of it.
        assert_eq!(percent(Share, "-35000000000.01", "700000000000"), is("-5.000000000002"));
    }

    #[test]
    fn nothing_is_compared_with_nothing_or_with_a_loss() {
        for is in [Growth, Share] {
            assert_eq!(percent(is, "5", "0"), Err(QuotientProblem::NothingToCompare));
            assert_eq!(percent(is, "5", "-1"), Err(QuotientProblem::NothingToCompare));
        }
        assert_eq!(percent(Share, "1000000000000", "0.01"), Err(QuotientProblem::TooLarge));
        assert_eq!(percent(Share, "-10000.01", "1"), Err(QuotientProblem::TooLarge));
        assert_eq!(percent(Share, "9999.99", "1"), is("999999"));
    }
}
