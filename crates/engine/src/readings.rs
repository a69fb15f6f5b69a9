//! Which readings of disputed clauses make a difference.

use super::bounds::Search;
use super::chosen::ChosenReadings;
use super::completion::Completion;
use super::index::AwardIndex;
use super::limits::Limit;
use super::pay::Pay;
use super::scope::{Scope, ScopeAward, limits_of};
use crate::report::ReadingReport;
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::{Policy, ReadingIndex};

/// What was found under the chosen readings.
pub(super) struct ChosenResult<'a> {
    pub(super) scope: &'a Scope,
    pub(super) readings: &'a ChosenReadings,
    pub(super) total: Amount,
    /// What each award pays by itself.
    pub(super) alone: Vec<Option<Pay>>,
}

impl ChosenResult<'_> {
    /// Returns the readings that change the total or an award when they alone are switched; only
    /// what they change is computed again.
    pub(super) fn differences(&self, completion: &mut Completion) -> Vec<ReadingReport> {
        let mut reports = Vec::new();
        for policy in &self.scope.policies {
            for (index, reading) in policy.indexed_readings() {
                let switched = SwitchedScope::of(self, policy, index);
                if let Some(total) = self.difference(&switched, completion) {
                    let chosen_other = self.readings.is_other(reading.id);
                    reports.push(ReadingReport { reading, chosen_other, total });
                }
            }
        }
        reports
    }

    /// Returns the total with a reading switched, where that changes it or an award.
    fn difference(&self, switched: &SwitchedScope, completion: &mut Completion) -> Option<Amount> {
        let mut alone = self.alone.clone();
        switched.touched.iter().for_each(|award| alone[award.0] = None);
        let limits = switched.limits.as_ref().unwrap_or(&self.scope.limits);
        let mut search =
            Search::knowing(alone, self.scope.set, &switched.awards, limits, completion);
        let changes = |award: &AwardIndex| {
            let before = self.alone[award.0].map(|pay| pay.amount);
            before != Some(search.award(*award).amount)
        };
        let changes_award = switched.touched.iter().any(changes);
        // Where nothing is open, the same amounts under the same limits have the same total.
        let is_known = !search.reads(&self.scope.everything).meets(search.completion.open);
        if is_known && !changes_award && switched.limits.is_none() {
            return None;
        }
        let total = search.sum(&self.scope.everything);
        (changes_award || total != self.total).then_some(total)
    }
}

/// The scope with one reading switched.
struct SwitchedScope {
    awards: Vec<ScopeAward>,
    /// The awards whose terms the reading changes.
    touched: Vec<AwardIndex>,
    /// Where the reading changes a limit.
    limits: Option<Vec<Limit>>,
}

impl SwitchedScope {
    fn of(chosen: &ChosenResult<'_>, policy: &'static Policy, reading: ReadingIndex) -> Self {
        let scope = chosen.scope;
        let own = chosen.readings.of(policy).switched(reading);
        let is_touched = |award: &AwardIndex| {
            let award = scope.award(*award);
            std::ptr::eq(award.policy, policy) && award.award.changed_by().contains(reading)
        };
        let touched: Vec<AwardIndex> =
            scope.everything.iter().copied().filter(is_touched).collect();
        let mut awards = scope.awards.clone();
        for award in &touched {
            awards[award.0].rule = scope.rule(scope.award(*award), scope.on, own);
        }
        let changes_limits = policy.highest_only.iter().any(|rule| rule.is_changed_by(reading))
            || policy.limits.iter().any(|rule| rule.is_changed_by(reading));
        let limits = changes_limits.then(|| {
            limits_of(&scope.policies, &mut awards, scope.on, |other| {
                if std::ptr::eq(other, policy) { own } else { chosen.readings.of(other) }
            })
        });
        Self { awards, touched, limits }
    }
}
