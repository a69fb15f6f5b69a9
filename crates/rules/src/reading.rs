//! Clauses with two readings, and sets of them.

use std::ops::{BitAnd, BitOr};

/// A reading's index in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingIndex(pub u8);

/// A set of readings of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingSet(pub u64);

impl ReadingSet {
    /// No reading.
    pub const NONE: Self = Self(0);

    /// Whether a reading is in the set.
    #[must_use]
    pub const fn contains(self, reading: ReadingIndex) -> bool {
        self.0 >> reading.0 & 1 == 1
    }

    /// Returns the set with this reading.
    #[must_use]
    pub const fn with(self, reading: ReadingIndex) -> Self {
        Self(self.0 | 1 << reading.0)
    }

    /// Returns the set with this reading taken out if it is in it, and put in if it is not.
    #[must_use]
    pub const fn switched(self, reading: ReadingIndex) -> Self {
        Self(self.0 ^ 1 << reading.0)
    }
}

impl BitAnd for ReadingSet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for ReadingSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A clause with two readings.
#[derive(Debug)]
pub struct Reading {
    /// The document's id, a slash, the reading's own id.
    pub id: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// The awards it touches, by their index in the document.
    pub awards: &'static [u16],
    /// The reading that is followed.
    pub followed: &'static str,
    /// The other reading.
    pub other: &'static str,
}
