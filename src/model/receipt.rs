//! The receipt of a result: what is saved, and what came of one that was opened.

use super::effect::{Effect, focus};
use super::whole::{Action, Whole};
use huiqi_engine::report::Report;
use huiqi_policies::RULES_HASH;
use huiqi_rules::day::date_text;
use huiqi_sitting::plain::Plain;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::receipt::{self, NamedRules, Receipt, ReceiptFault, Replay};

/// The heading of what came of a receipt.
pub(crate) const REPLAY_HEADING: &str = "replay-h";

/// A receipt as a file.
pub(crate) struct ReceiptFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl ReceiptFile {
    /// Returns the receipt of the case in view.
    pub(super) fn of(session: &Session, report: &Report) -> Self {
        let receipt = Receipt::of(rules(session), &session.answers(), &session.readings, report);
        let region = session.region().unwrap_or_default();
        Self {
            name: format!("huiqi-receipt-{region}-{}.json", date_text(session.on)),
            text: receipt.plain().json(),
        }
    }
}

fn rules(session: &Session) -> NamedRules<'static> {
    NamedRules { set: session.set(), hash: RULES_HASH }
}

/// What is to be checked.
#[derive(Debug, Default)]
pub(crate) struct ReceiptCheck {
    /// The receipt that was opened last, computed again; or why it is none.
    pub(crate) opened: Option<Result<Box<Replay>, ReceiptFault>>,
    /// What was said of the link that was opened last, where it is of another edition.
    pub(crate) link: Vec<String>,
}

/// What is done with receipts.
#[derive(Clone, Debug)]
pub(crate) enum ReceiptAction {
    /// Opens a file; none where it could not be read as JSON.
    Open(Option<Plain>),
}

impl From<ReceiptAction> for Action {
    fn from(action: ReceiptAction) -> Self {
        Self::Receipt(action)
    }
}

impl Whole {
    pub(super) fn check_receipt(&mut self, action: ReceiptAction) -> Vec<Effect> {
        let ReceiptAction::Open(plain) = action;
        let then =
            plain.ok_or_else(ReceiptFault::no_receipt).and_then(|plain| receipt::read(&plain));
        let rules = rules(self.session());
        let replay = then.and_then(|then| receipt::replay(rules, then));
        self.receipt.opened = Some(replay.map(Box::new));
        vec![focus(REPLAY_HEADING)]
    }
}

#[cfg(test)]
mod tests;
