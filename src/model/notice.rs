//! What is to be said on top of the page, and the way back from what was done. Each way back is
//! that of one action: at any later time it takes back exactly this, and nothing done since.

use super::words::BACK;
use huiqi_sitting::cases::Replaced;
use huiqi_sitting::shelf::Swap;

/// So many ways back there are at most.
const MOST: usize = 8;

/// Words on top of the page.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) lines: Vec<String>,
    pub(crate) undo: Option<Undo>,
    /// The words for the way back.
    pub(crate) back: &'static str,
    pub(crate) offer: Offer,
}

/// What one action did, to be taken back.
#[derive(Debug)]
pub(crate) enum Undo {
    /// It put open cases in the place of others.
    Cases(Replaced),
    /// It changed kept cases.
    Kept(Vec<Swap>),
}

/// What a notice offers besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    /// Nothing.
    Nothing,
    /// The open cases as a file.
    Export,
    /// What was asked for is done all the same.
    KeepAnyway,
    /// The page that checks receipts.
    Receipt,
    /// What changed in the rules.
    Difference,
    /// The page over what was published since.
    Renew,
}

impl Notice {
    /// Returns words without a way back.
    pub(crate) const fn of(lines: Vec<String>) -> Self {
        Self { lines, undo: None, back: BACK, offer: Offer::Nothing }
    }

    /// Returns one line of words, with an offer.
    pub(crate) fn offering(line: &str, offer: Offer) -> Self {
        Self { offer, ..Self::of(vec![line.to_owned()]) }
    }

    /// Whether there is a way back.
    pub(crate) const fn can_restore(&self) -> bool {
        self.undo.is_some()
    }
}

/// The notices that are not answered yet. The latest is in view; behind it are those with a way
/// back.
#[derive(Debug, Default)]
pub(crate) struct Notices(Vec<Notice>);

impl Notices {
    /// Returns the one in view.
    pub(crate) fn latest(&self) -> Option<&Notice> {
        self.0.last()
    }

    /// Offers something beside the one in view.
    pub(crate) fn offer(&mut self, offer: Offer) {
        if let Some(notice) = self.0.last_mut() {
            notice.offer = offer;
        }
    }

    /// Shows another one.
    pub(crate) fn push(&mut self, notice: Notice) {
        self.0.retain(Notice::can_restore);
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(notice);
    }

    /// Removes the one in view.
    pub(crate) fn pop(&mut self) -> Option<Notice> {
        self.0.pop()
    }

    /// Removes all, or those about open cases.
    pub(crate) fn forget(&mut self, which: Forgotten) {
        self.0.retain(|notice| match (which, &notice.undo) {
            (Forgotten::All, _) => false,
            (Forgotten::Answers, undo) => matches!(undo, Some(Undo::Kept(_))),
        });
    }

    /// Returns the latest way back of open cases, where that is the one in view.
    pub(crate) fn latest_replaced(&self) -> Option<&Replaced> {
        self.0.iter().rev().find(|notice| notice.can_restore()).and_then(Notice::replaced)
    }

    /// Takes the latest way back away, where it is one of open cases.
    pub(crate) fn take_replaced(&mut self) -> Option<Replaced> {
        let index = self.0.iter().rposition(Notice::can_restore)?;
        self.latest_replaced()?;
        match self.0.remove(index).undo {
            Some(Undo::Cases(replaced)) => Some(replaced),
            Some(Undo::Kept(_)) | None => None,
        }
    }

    /// Returns every way back of open cases, the earliest first.
    pub(crate) fn replaced(&self) -> impl Iterator<Item = &Replaced> {
        self.0.iter().filter_map(Notice::replaced)
    }
}

/// What a page forgets of its notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forgotten {
    /// What is about open cases.
    Answers,
    /// Everything.
    All,
}

impl Notice {
    const fn replaced(&self) -> Option<&Replaced> {
        match &self.undo {
            Some(Undo::Cases(replaced)) => Some(replaced),
            Some(Undo::Kept(_)) | None => None,
        }
    }
}
