//! What can be asked of a company.

use super::unit::Unit;
use std::ops::{BitAnd, BitOr};

/// A question's index in the authors' order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionIndex(pub u8);

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
    /// Regions whose form may leave this option out, since nothing there tells it apart.
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

/// One question.
#[derive(Debug)]
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
    /// The options of a choice, lowest first where they are a ladder.
    pub options: &'static [ChoiceOption],
    /// The first of the engine's variables for this question: one, or one for each option of a
    /// multi-choice.
    pub first_variable: u8,
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
    pub fn option(&self, id: &str) -> Option<u8> {
        self.options.iter().position(|option| option.id == id).map(|index| index as u8)
    }

    /// Returns the engine's variables of this question.
    #[must_use]
    pub fn variables(&self) -> Variables {
        match self.kind {
            Kind::Multi => (0..self.options.len() as u8).fold(Variables::NONE, |all, option| {
                all | Variables::one(self.first_variable + option)
            }),
            Kind::Single | Kind::YesNo | Kind::Figure(_) => Variables::one(self.first_variable),
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
    pub ranks: &'static [u8],
    /// What is said where the rule is broken.
    pub message: &'static str,
}

/// A set of the engine's variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variables(pub u128);

impl Variables {
    /// No variable.
    pub const NONE: Self = Self(0);

    /// Returns one variable.
    #[must_use]
    pub const fn one(variable: u8) -> Self {
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
    pub const fn first(self) -> Option<u8> {
        if self.0 == 0 { None } else { Some(self.0.trailing_zeros() as u8) }
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
