//! What the shell has to know of a press before it is performed.

use super::questions::Press;
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
            | Self::AnswerHere(_, _)
            | Self::Corrections(_)
            | Self::Site(_, _)
            | Self::CopyWords(_)
            | Self::SaveText(_, _)
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
            | Self::Drawn(_)
            | Self::Share(_)
            | Self::NotSaved
            | Self::Company(_)
            | Self::End
            | Self::NotEnded
            | Self::Host(_)
            | Self::TellHost
            | Self::Simple(_)
            | Self::Pack(_)
            | Self::Places(_)
            | Self::BackToRows
            | Self::Receipt(_)
            | Self::Library(_)
            | Self::Difference(_)
            | Self::Table(_) => false,
        }
    }

    /// Returns what it is as a press; none where a second press does no harm.
    pub(crate) fn press(&self) -> Option<Press> {
        match self {
            Self::Question(action) => action.press(),
            Self::Kept(action) => action.press(),
            Self::Simple(action) => action.press(),
            Self::Places(action) => action.press(),
            Self::Remove(_) => Some(Press::Remove),
            Self::Restore => Some(Press::Restore),
            Self::Dismiss => Some(Press::Dismiss),
            Self::TellHost => Some(Press::TellHost),
            Self::Mend(_, _)
            | Self::Fold(_)
            | Self::AnswerHere(_, _)
            | Self::Corrections(_)
            | Self::Site(_, _)
            | Self::CopyWords(_)
            | Self::SaveText(_, _)
            | Self::Copy
            | Self::Try(_)
            | Self::Change(_)
            | Self::Rename(_, _)
            | Self::Receive(_)
            | Self::Label(_)
            | Self::Print(_)
            | Self::CopyText(_)
            | Self::Copied(_)
            | Self::Drawn(_)
            | Self::Share(_)
            | Self::NotSaved
            | Self::Company(_)
            | Self::End
            | Self::NotEnded
            | Self::Host(_)
            | Self::Pack(_)
            | Self::BackToRows
            | Self::Receipt(_)
            | Self::Library(_)
            | Self::Difference(_)
            | Self::Table(_) => None,
        }
    }
}
