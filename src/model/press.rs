//! What the shell has to know of a press before it is performed.

use super::whole::Action;

impl Action {
    /// Whether it needs what is stored of kept cases now.
    pub(crate) const fn reads_storage(&self) -> bool {
        match self {
            Self::Kept(action) => action.reads_storage(),
            Self::Restore => true,
            Self::Question(_)
            | Self::Mend(_, _)
            | Self::Fold(_)
            | Self::Copy
            | Self::Try(_)
            | Self::Change(_)
            | Self::Rename(_, _)
            | Self::Remove(_)
            | Self::Receive(_)
            | Self::Dismiss
            | Self::Label(_)
            | Self::Print(_)
            | Self::CopyText(_)
            | Self::Copied(_)
            | Self::Share(_)
            | Self::NotSaved
            | Self::Company(_)
            | Self::End
            | Self::NotEnded
            | Self::Host(_)
            | Self::TellHost
            | Self::Table(_) => false,
        }
    }

    /// Whether this is the same press as another one a moment before: the second press of a double
    /// press, which may meet another button than the first. Presses that do no more when they are
    /// done twice are not looked at.
    pub(crate) fn is_same_press(&self, other: &Self) -> bool {
        match self {
            Self::Question(one) => {
                matches!(other, Self::Question(other) if one.is_same_press(other))
            }
            Self::Kept(one) => matches!(other, Self::Kept(other) if one.is_same_press(other)),
            Self::Remove(_) => matches!(other, Self::Remove(_)),
            Self::Restore => matches!(other, Self::Restore),
            Self::Dismiss => matches!(other, Self::Dismiss),
            Self::TellHost => matches!(other, Self::TellHost),
            Self::Mend(_, _)
            | Self::Fold(_)
            | Self::Copy
            | Self::Try(_)
            | Self::Change(_)
            | Self::Rename(_, _)
            | Self::Receive(_)
            | Self::Label(_)
            | Self::Print(_)
            | Self::CopyText(_)
            | Self::Copied(_)
            | Self::Share(_)
            | Self::NotSaved
            | Self::Company(_)
            | Self::End
            | Self::NotEnded
            | Self::Host(_)
            | Self::Table(_) => false,
        }
    }
}
