//! Limits over several awards together.

pub use super::formula::Evaluate;
use super::formula::Formula;
use super::question::Variables;
use super::reading::{ReadingIndex, ReadingSet};

/// A rule under which several awards or limits together bring at most a sum, or only the highest of
/// them.
#[derive(Clone, Copy, Debug)]
pub struct SumLimit {
    /// The document's id, a slash, the limit's own id.
    pub id: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// The rule in a few words.
    pub name: &'static str,
    /// What it lets through.
    pub rule: LimitRule,
    /// The awards and limits below it, by their full ids; those of other documents too.
    pub members: &'static [&'static str],
    /// What it lets through under the other reading, where one changes it.
    pub other_rule: Option<OtherRule>,
    /// The members under the other reading, where one changes them.
    pub other_members: Option<OtherLimitMembers>,
}

/// What a limit lets through.
#[derive(Clone, Copy, Debug)]
pub enum LimitRule {
    /// Only the highest of its members.
    Highest,
    /// All of them together, up to a sum, which reads these variables.
    AtMost(Formula, Variables, Evaluate),
}

/// What a limit lets through under a reading that is not the followed one.
#[derive(Clone, Copy, Debug)]
pub struct OtherRule {
    /// The reading.
    pub reading: ReadingIndex,
    /// What it lets through then.
    pub rule: LimitRule,
}

/// A limit's members under a reading that is not the followed one; empty where the limit then does
/// not exist.
#[derive(Clone, Copy, Debug)]
pub struct OtherLimitMembers {
    /// The reading.
    pub reading: ReadingIndex,
    /// The awards and limits below it, by their full ids.
    pub members: &'static [&'static str],
}

/// When something is under a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// Under every reading.
    Always,
    /// Where this reading of the limit's document is the followed one.
    Followed(ReadingIndex),
    /// Where it is the other one.
    Other(ReadingIndex),
}

impl SumLimit {
    /// Returns what it lets through where these readings of its document are taken the other way.
    #[must_use]
    pub fn rule_under(&self, others: ReadingSet) -> &LimitRule {
        match &self.other_rule {
            Some(other) if others.contains(other.reading) => &other.rule,
            Some(_) | None => &self.rule,
        }
    }

    /// Returns its members where these readings of its document are taken the other way; none where
    /// it does not exist then.
    #[must_use]
    pub fn members_under(&self, others: ReadingSet) -> &'static [&'static str] {
        match &self.other_members {
            Some(other) if others.contains(other.reading) => other.members,
            Some(_) | None => self.members,
        }
    }

    /// Returns whatever is under it by any reading, some of it twice.
    pub fn all_members(&self) -> impl Iterator<Item = &'static &'static str> {
        let others = self.other_members.as_ref().map_or(&[][..], |other| other.members);
        self.members.iter().chain(others)
    }

    /// Whether a reading changes it.
    #[must_use]
    pub fn is_changed_by(&self, reading: ReadingIndex) -> bool {
        self.other_rule.is_some_and(|other| other.reading == reading)
            || self.other_members.is_some_and(|other| other.reading == reading)
    }

    /// Returns what it lets through under each reading, first the followed one.
    pub fn all_rules(&self) -> impl Iterator<Item = &LimitRule> {
        std::iter::once(&self.rule).chain(self.other_rule.iter().map(|other| &other.rule))
    }

    /// Returns whatever is under it by any reading, each once, with when it is.
    #[must_use]
    pub fn memberships(&self) -> Vec<(&'static str, Membership)> {
        let Some(other) = self.other_members else {
            return self.members.iter().map(|member| (*member, Membership::Always)).collect();
        };
        let followed = self.members.iter().map(|member| {
            let stays = other.members.contains(member);
            let when = if stays { Membership::Always } else { Membership::Followed(other.reading) };
            (*member, when)
        });
        let is_new = |member: &&&'static str| !self.members.contains(member);
        let more = other.members.iter().filter(is_new);
        followed.chain(more.map(|member| (*member, Membership::Other(other.reading)))).collect()
    }
}

impl Membership {
    /// Whether it never holds together with another one by the readings of the same document.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Followed(own), Self::Other(theirs))
            | (Self::Other(own), Self::Followed(theirs)) => own == theirs,
            (Self::Always, _)
            | (_, Self::Always)
            | (Self::Followed(_), Self::Followed(_))
            | (Self::Other(_), Self::Other(_)) => false,
        }
    }
}
