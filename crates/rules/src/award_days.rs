//! The days on which an award counts, beside those of its document.

use super::policy::{DocumentState, Policy};
use time::Date;

/// The days on which terms of an award count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwardDays {
    /// Those of the document.
    OfDocument,
    /// Those of the document, and all before its first.
    EarlierToo,
    /// Those of these that the document has.
    Own(&'static OwnDays),
}

/// The days that an award has of its own (本条有效期).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnDays {
    /// The first, or `None` where it is the document's.
    pub first: Option<Date>,
    /// The last, or `None` where it is the document's.
    pub last: Option<Date>,
    /// Whether days before the document's first count too.
    pub earlier_too: bool,
}

impl AwardDays {
    /// Whether days before the document's first count too.
    #[must_use]
    pub const fn counts_earlier(self) -> bool {
        match self {
            Self::OfDocument => false,
            Self::EarlierToo => true,
            Self::Own(own) => own.earlier_too,
        }
    }

    /// Returns the days that it has of its own.
    #[must_use]
    pub const fn own(self) -> Option<&'static OwnDays> {
        match self {
            Self::OfDocument | Self::EarlierToo => None,
            Self::Own(own) => Some(own),
        }
    }

    /// Whether a day is one of its own, where it has some.
    #[must_use]
    #[inline(never)]
    pub fn is_within(self, day: Date) -> bool {
        let Self::Own(own) = self else { return true };
        own.first.is_none_or(|first| day >= first) && own.last.is_none_or(|last| day <= last)
    }

    /// Returns the state of the award on a day, as of a document.
    #[must_use]
    pub fn state_on(self, policy: &Policy, day: Date) -> DocumentState {
        let state = match policy.state_on(day) {
            DocumentState::NotYet if self.counts_earlier() => DocumentState::InForceUnstatedEnd,
            state => state,
        };
        match (self, state) {
            (Self::OfDocument | Self::EarlierToo, _)
            | (_, DocumentState::NotYet | DocumentState::Ended) => state,
            (Self::Own(own), DocumentState::InForce | DocumentState::InForceUnstatedEnd) => {
                match (own.first, own.last) {
                    (Some(first), _) if day < first => DocumentState::NotYet,
                    (_, Some(last)) if day > last => DocumentState::Ended,
                    (_, Some(_)) => DocumentState::InForce,
                    (_, None) => state,
                }
            }
        }
    }

    /// Returns its first day, without those before its document's that count too, and its last.
    #[must_use]
    pub fn window(self, policy: &Policy) -> (Date, Option<Date>) {
        let Self::Own(own) = self else { return (policy.valid_from, policy.valid_to) };
        let first = own.first.filter(|first| own.earlier_too || *first > policy.valid_from);
        let last = own.last.into_iter().chain(policy.valid_to).min();
        (first.unwrap_or(policy.valid_from), last)
    }

    /// Returns the day of its window that is nearest to a day outside it.
    #[must_use]
    pub fn nearest_day(self, policy: &Policy, day: Date) -> Date {
        match self.window(policy) {
            (_, Some(last)) if day > last => last,
            (first, _) => first,
        }
    }
}
