//! Yes, no, or not yet known.

/// Whether a condition holds. `Unknown` means only that a question it reads has not been answered;
/// it is never a "no". In this order, all of several parts have the lowest truth of them and one of
/// several has the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Fails, whatever the open answers turn out to be.
    No,
    /// Depends on an open answer.
    Unknown,
    /// Holds, whatever the open answers turn out to be.
    Yes,
}

impl Truth {
    /// Returns the truth of something seen to hold or to fail.
    #[must_use]
    pub const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Returns the truth of the opposite.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Returns what both observations support: the same truth, or `Unknown` where they differ.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self == other { self } else { Self::Unknown }
    }
}
