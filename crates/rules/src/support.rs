//! What a document brings without an amount, and what it only aims at.

use super::condition::Condition;

/// A support without an amount.
#[derive(Debug)]
pub struct Support {
    /// The document's id, a slash, the support's own id.
    pub id: &'static str,
    /// What it is, in our own words.
    pub name: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// Responsible departments.
    pub departments: &'static [&'static str],
    /// The kind, in Chinese; [`Support::GOAL`] is shown on the document's page only.
    pub kind: &'static str,
    /// Who it is for; `None` where it is for every company.
    pub condition: Option<Condition>,
    /// Money or figures of this clause that cannot be computed from the text.
    pub unpriced: &'static [Unpriced],
}

impl Support {
    /// The kind of goals and quotas, which no company can claim.
    pub const GOAL: &'static str = "目标与引导";
}

/// Money or a figure that the document names but that cannot be computed from it.
#[derive(Debug)]
pub struct Unpriced {
    /// The document's id, a slash, the item's own id.
    pub id: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Why no amount is counted.
    pub why_not_counted: &'static str,
}

/// A goal or quota of the document.
#[derive(Debug)]
pub struct Goal {
    /// The document's id, a slash, the goal's own id.
    pub id: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// What it says.
    pub what: &'static str,
    /// Why it is no benefit that a company can count on.
    pub why_not_counted: &'static str,
}
