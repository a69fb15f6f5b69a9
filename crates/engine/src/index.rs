//! What awards and limits are counted by.

/// An award's index in a scope: the awards of the region's documents, one document after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AwardIndex(pub(super) usize);

/// A limit's index in a scope; small, so that an award with its rules fills one cache line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LimitIndex(pub(super) u16);
