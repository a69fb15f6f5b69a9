//! Why the awards of a report are what they are: computed once it is asked for, since what is shown
//! of most companies is the amounts alone.

use super::bounds::Search;
use super::completion::Completion;
use super::scope::{Scope, ScopeAward};
use crate::report::{AwardReport, Reason, Report, Step};
use huiqi_rules::amount::Amount;
use std::cell::OnceCell;
use std::fmt::{Debug, Formatter, Result};

/// What a report was made from; by award its reasons and its steps, once one asks for them.
pub(super) struct Calculation {
    scope: Scope,
    completion: Completion,
    reasons: OnceCell<Vec<Vec<Reason>>>,
    steps: OnceCell<Vec<Vec<Step>>>,
}

/// A calculation is shown as what was asked for.
impl Debug for Calculation {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.debug_tuple("").field(&self.reasons).field(&self.steps).finish()
    }
}

impl Report {
    /// Returns the conditions of one of its awards, each before those that it consists of.
    #[must_use]
    pub fn reasons(&self, award: &AwardReport) -> &[Reason] {
        let own = self.calculation.as_ref();
        own.map_or(&[][..], |own| {
            let all = own.reasons.get_or_init(|| {
                own.of_each(&self.awards, |search, own, pays| search.reasons(own, pays))
            });
            all[award.index.0].as_slice()
        })
    }

    /// Returns how the amount of one of its awards came about; nothing where a condition has
    /// failed, or where the award does not count on the day.
    #[must_use]
    pub fn steps(&self, award: &AwardReport) -> &[Step] {
        let own = self.calculation.as_ref();
        own.map_or(&[][..], |own| {
            let all = own.steps.get_or_init(|| {
                own.of_each(&self.awards, |search, own, pays| search.steps(own, pays))
            });
            all[award.index.0].as_slice()
        })
    }
}

impl Calculation {
    pub(super) const fn of(scope: Scope, completion: Completion) -> Self {
        Self { scope, completion, reasons: OnceCell::new(), steps: OnceCell::new() }
    }

    /// Returns what is found of each award and what it pays.
    fn of_each<T>(
        &self,
        awards: &[AwardReport],
        find: impl Fn(&mut Search<'_>, &ScopeAward, Amount) -> T,
    ) -> Vec<T> {
        let mut completion = self.completion.clone();
        let mut search = self.scope.search(&mut completion);
        let own =
            |award: &AwardReport| find(&mut search, self.scope.award(award.index), award.amount);
        awards.iter().map(own).collect()
    }
}
