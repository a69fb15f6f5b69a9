//! What the page is opened with: the cases of the page that was open before, else the kept ones.

use huiqi_rules::policy::PolicySet;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Session, is_former};
use time::Date;

/// What was open before, with its cases as a refresh keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// Nothing.
    Nothing,
    /// The first part of the page, over the bundled rules.
    FirstPart(String),
    /// The page over other rules.
    OtherRules(String),
}

impl Before {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Nothing => None,
            Self::FirstPart(text) | Self::OtherRules(text) => Some(text),
        }
    }

    /// Whether its cases were answered in this visit, not only kept: the first part hands over what
    /// a former edition kept as it is.
    fn is_of_visit(&self, bundled: &PolicySet) -> bool {
        match self {
            Self::Nothing => false,
            Self::FirstPart(text) => !is_former(bundled, text),
            Self::OtherRules(_) => true,
        }
    }
}

/// What the page is opened with.
#[derive(Debug)]
pub(crate) struct Carried {
    /// The cases.
    pub(crate) cases: Cases,
    /// What was kept by another edition.
    pub(crate) former: Option<String>,
    /// Whether another part of the page was open before.
    pub(crate) is_taken_over: bool,
    /// Whether they are in the storage of the browser too.
    is_stored: bool,
    /// Whether what is in the storage was answered in this visit, by another edition: it is then
    /// kept as that of the edition that shows it.
    is_kept_anew: bool,
}

impl Carried {
    /// Returns what the page is opened with over these rules. `stored` is what the browser keeps,
    /// and `is_remembered` says whether it keeps a text as it is: storage may be refused, or the
    /// last press may still be to be stored.
    pub(crate) fn over(
        set: &'static PolicySet,
        bundled: &PolicySet,
        today: Date,
        before: &Before,
        (stored, is_remembered): (Option<String>, impl Fn(&str) -> bool),
    ) -> Self {
        let is_former = |text: &str| is_former(set, text);
        let is_kept_anew = before.is_of_visit(bundled) && stored.as_deref().is_some_and(is_former);
        let kept = before.text().or(stored.as_deref()).map(str::to_owned);
        let cases = kept.as_deref().map_or_else(
            || Cases::new(Session::new(set, today)),
            |text| Cases::from_text(set, today, text),
        );
        Self {
            cases,
            // The first part writes what it hands over in the bundled edition.
            former: stored.or(kept).filter(|text| is_former(text)),
            is_taken_over: before.text().is_some(),
            is_stored: before.text().is_none_or(is_remembered),
            is_kept_anew,
        }
    }

    /// Whether its cases are to be stored as they are, also where nothing is pressed any more.
    pub(crate) fn is_to_be_stored(&self) -> bool {
        let is_answered = self.cases.list().iter().any(|case| !case.session.is_empty());
        self.is_kept_anew || !self.is_stored && is_answered
    }
}

#[cfg(test)]
mod tests;
