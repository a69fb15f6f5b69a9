//! The pages.

/// A page of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A step, by its index.
    Step(usize),
    /// All questions on one page.
    All,
    /// Check the answers.
    Check,
    /// The result.
    Result,
    /// Handing the result on.
    Share,
    /// The cases that are kept.
    Cases,
    /// A table of companies.
    Portfolio,
    /// The ladder of titles.
    Ladder,
    /// Several cases side by side.
    Compare,
    /// A receipt, computed again.
    Receipt,
    /// Documents of rules that were published beside the page.
    Library,
    /// Two editions of the rules, compared.
    Difference,
    /// An address that leads nowhere.
    Unknown,
}
