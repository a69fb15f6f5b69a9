//! What there is to do about a company of a list.

use crate::Row;
use huiqi_rules::amount::Amount;
use huiqi_sitting::situation::Situation;
use serde::{Deserialize, Serialize};

/// What there is to do about one company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FollowUp {
    /// It can claim, and no answer is missing that an amount depends on.
    Claim,
    /// Answers are missing that an amount depends on.
    Ask,
    /// Everything is answered, and what is possible is for others to decide.
    Wait,
    /// Every document of its region has ended.
    Ended,
    /// Nothing is paid to it.
    NotMet,
    /// No document of its region has begun.
    NotYet,
    /// No award of its region is in force.
    NoneInForce,
    /// No document of its region is known.
    NotCovered,
    /// Its day could not be read.
    NoDay,
    /// Its place has rules, and they are not here.
    NoRules,
    /// It says no region.
    NoPlace,
}

impl FollowUp {
    /// Each, in the order in which they are said.
    pub const ALL: [Self; 11] = [
        Self::Claim,
        Self::Ask,
        Self::Wait,
        Self::Ended,
        Self::NotMet,
        Self::NotYet,
        Self::NoneInForce,
        Self::NotCovered,
        Self::NoDay,
        Self::NoRules,
        Self::NoPlace,
    ];

    /// Returns that of a company that is read in this row.
    #[must_use]
    pub fn of_row(row: &Row, situation: Option<Situation>, total: Amount, asks: usize) -> Self {
        if row.has_unread_day() && row.answers.region().is_some() {
            Self::NoDay
        } else if situation.is_none() && row.answers.region().is_some() {
            Self::NoRules
        } else {
            Self::of(situation, total, asks)
        }
    }

    /// Returns that of a company in this situation, none where it says no region; with this total,
    /// and so many questions that can still change it.
    #[must_use]
    pub fn of(situation: Option<Situation>, total: Amount, asks: usize) -> Self {
        let has_open = asks > 0 && !total.is_exact();
        match situation {
            None => Self::NoPlace,
            Some(Situation::Certain | Situation::Possible) if has_open => Self::Ask,
            Some(Situation::Certain) => Self::Claim,
            Some(Situation::Possible) => Self::Wait,
            Some(Situation::NotMet) => Self::NotMet,
            Some(Situation::Ended) => Self::Ended,
            Some(Situation::NotYet) => Self::NotYet,
            Some(Situation::NoneInForce) => Self::NoneInForce,
            Some(Situation::NotCovered) => Self::NotCovered,
        }
    }

    /// Returns it in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Claim => "可以申报",
            Self::Ask => "还差几题",
            Self::Wait => "有可能，要看评审或名额",
            Self::Ended => Situation::Ended.words(),
            Self::NotMet => Situation::NotMet.words(),
            Self::NotYet => Situation::NotYet.words(),
            Self::NoneInForce => Situation::NoneInForce.words(),
            Self::NotCovered => Situation::NotCovered.words(),
            Self::NoDay => NO_DAY,
            Self::NoRules => NO_RULES,
            Self::NoPlace => NO_PLACE,
        }
    }

    /// Returns the words in place of a figure; none where there is a figure.
    #[must_use]
    pub const fn without_figure(self) -> Option<&'static str> {
        match self {
            Self::Claim | Self::Ask | Self::Wait | Self::NotMet => None,
            Self::Ended | Self::NotYet | Self::NoneInForce => Some("不计"),
            Self::NotCovered | Self::NoDay | Self::NoRules | Self::NoPlace => Some("算不出"),
        }
    }
}

/// What is said of a company without a region.
pub const NO_PLACE: &str = "没有所在地";

/// What is said of a company whose day could not be read.
pub const NO_DAY: &str = "申报日期没有读出";

/// What is said of a company whose place has rules that are not here.
pub const NO_RULES: &str = "规则没有取到";

/// Returns the situation of a company with this total in words, for tables and files.
#[must_use]
pub fn situation_words(row: &Row, situation: Option<Situation>, total: Amount) -> &'static str {
    match situation {
        None if row.has_unread_day() && row.answers.region().is_some() => NO_DAY,
        None if row.answers.region().is_some() => NO_RULES,
        None => NO_PLACE,
        Some(Situation::Certain) if !total.is_exact() => "可确定一部分",
        Some(situation) => situation.words(),
    }
}
