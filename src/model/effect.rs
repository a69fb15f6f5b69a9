//! What the browser has to do, as data.

use super::card::Card;
use super::difference::WantedComparison;
use super::host::HostResult;
use super::packs::{PackIndex, WantedPack};
use super::questions;
use super::receipt::Former;
use super::table;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    /// The sheet of a page that has one.
    Sheet,
    /// Everything that the page shows, unfolded.
    Everything,
}

/// The rules of another place, to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceChange {
    /// The place.
    pub(crate) region: String,
    /// What was published.
    pub(crate) index: PackIndex,
    /// What is shown over them.
    pub(crate) then: Then,
}

/// What is shown over the rules of another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// The place is chosen, and the first question comes.
    GoOn,
    /// What was in view.
    Stay,
    /// A kept case, by its id.
    Kept(String),
    /// An address.
    Address(String),
}

/// What the browser has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// What the first part of the page asks for too.
    Question(questions::Effect),
    /// What a table asks for.
    Table(table::Effect),
    /// Stores cases that were opened and not changed since: in this tab alone.
    RememberOpened(String),
    /// Shows an address in the place of the one that is shown.
    ReplaceAddress(String),
    /// Stores the ways back from what was opened; an empty text removes them.
    RememberReplaced(String),
    /// Stores records of kept cases by their ids, and removes those without text: all of it or
    /// nothing. Answers with [`KeptAction::Written`](super::kept::KeptAction::Written).
    StoreCases(Vec<(String, Option<String>)>),
    /// Removes everything that this page keeps in this browser, and has other pages do the same.
    End,
    /// Prints.
    Print(Paper),
    /// Copies the text of the text area with this id and answers with [`Action::Copied`].
    CopyText(&'static str),
    /// Copies words and answers with `Action::Copied`.
    CopyWords(String),
    /// Draws the picture of a result and answers with `Action::Drawn`.
    Draw(Box<Card>),
    /// Hands a link to the system.
    Share(String),
    /// Saves a text as a file of this name.
    Save(String, String),
    /// Opens the page over the rules of another place.
    ChangePlace(Box<PlaceChange>),
    /// Computes a former result over its own rules, and answers with
    /// [`ReceiptAction::Former`](super::receipt::ReceiptAction::Former).
    AskFormer(Box<(WantedPack, Former)>),
    /// Reads a pack for the library, and answers with
    /// [`LibraryAction::Read`](super::library::LibraryAction::Read).
    ReadRules(Box<WantedPack>),
    /// Puts the style of the library on the page, or takes it away.
    LibraryStyle(bool),
    /// Compares two editions of the rules, and answers with
    /// [`DifferenceAction::News`](super::difference::DifferenceAction::News).
    Compare(Box<WantedComparison>),
    /// Gives the result to the host page.
    TellHost(HostResult),
    /// Has a text read out by a Chinese voice of the browser.
    Speak(String),
    /// Puts a look of this name on the whole page, or takes it away, also for later visits.
    Look(&'static str, bool),
    /// Scrolls no further than shows the element with this id; the focus stays.
    Reveal(String),
}

/// Returns the effect that moves the focus to an element.
pub(super) fn focus(id: &str) -> Effect {
    Effect::Question(questions::Effect::Focus(id.to_owned()))
}

/// Returns the effect that moves the focus to a question or an award and shows it.
pub(super) fn find(id: String) -> Effect {
    Effect::Question(questions::Effect::Find(id))
}

/// Whether an effect moves the focus.
pub(super) fn moves_focus(effect: &Effect) -> bool {
    match effect {
        Effect::Question(effect) => match effect {
            questions::Effect::Focus(_) | questions::Effect::Find(_) => true,
            questions::Effect::Remember(_)
            | questions::Effect::Forget
            | questions::Effect::Address(_)
            | questions::Effect::Title(_)
            | questions::Effect::Announce(_)
            | questions::Effect::Enlarge(_)
            | questions::Effect::OpenWhole
            | questions::Effect::OpenPrepared => false,
        },
        Effect::Table(effect) => match effect {
            table::Effect::Find(_) => true,
            table::Effect::Order(_)
            | table::Effect::Fetch(_)
            | table::Effect::EndWorker
            | table::Effect::RememberHeadings(_)
            | table::Effect::RememberValues(_)
            | table::Effect::RememberMemos(_)
            | table::Effect::GoOnWithSheets => false,
        },
        Effect::ReplaceAddress(_)
        | Effect::RememberOpened(_)
        | Effect::RememberReplaced(_)
        | Effect::StoreCases(_)
        | Effect::End
        | Effect::Print(_)
        | Effect::CopyText(_)
        | Effect::CopyWords(_)
        | Effect::Draw(_)
        | Effect::Share(_)
        | Effect::Save(_, _)
        | Effect::ChangePlace(_)
        | Effect::AskFormer(_)
        | Effect::ReadRules(_)
        | Effect::LibraryStyle(_)
        | Effect::Compare(_)
        | Effect::TellHost(_)
        | Effect::Speak(_)
        | Effect::Look(_, _)
        | Effect::Reveal(_) => false,
    }
}

/// Whether an effect keeps the open cases.
pub(super) fn keeps(effect: &Effect) -> bool {
    matches!(effect, Effect::RememberOpened(_) | Effect::Question(questions::Effect::Remember(_)))
}
