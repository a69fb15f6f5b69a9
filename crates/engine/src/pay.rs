//! What one award pays in one completion, and why it may still be an interval there.

use super::completion::Completion;
use crate::report::OpenBecause;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Cap, Grade, PolicySet, Promise, Terms};
use huiqi_rules::question::Variables;

/// An award as a day and the chosen readings have it.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// The terms of the chosen reading.
    pub(super) terms: &'static Terms,
    /// The variable that says that the matter was claimed elsewhere.
    pub(super) claimed: Option<u8>,
    /// Whether it counts on the day.
    pub(super) counts: bool,
    /// What its amount reads: nothing where it does not count.
    pub(super) reads: Variables,
}

/// What an award pays by itself, and why that is open.
#[derive(Clone, Copy)]
pub(super) struct Pay {
    pub(super) amount: Amount,
    pub(super) causes: OpenBecause,
}

/// Returns what an award pays in one completion: an interval that only the document leaves open.
pub(super) fn pay(set: &'static PolicySet, rule: &Rule, completion: &Completion) -> Pay {
    if !rule.counts
        || rule.claimed.is_some_and(|variable| completion.bit(variable))
        || !completion.holds(&rule.terms.condition)
    {
        return Pay { amount: Amount::ZERO, causes: OpenBecause::default() };
    }
    let mut causes = OpenBecause::default();
    let mut amount = match &rule.terms.amount {
        AmountRule::Fixed(sum) => exactly(*sum),
        AmountRule::UpTo(sum) => {
            causes.ceiling = true;
            Amount { least: Level::ZERO, most: Level::Sum(*sum) }
        }
        AmountRule::Graded { question, grades, highest } => {
            match grades[usize::from(completion.option(set.question(*question)))] {
                Grade::Sum(sum) => exactly(sum),
                Grade::Undecided => {
                    causes.competition = true;
                    Amount { least: Level::ZERO, most: Level::Sum(*highest) }
                }
            }
        }
        AmountRule::Share { rate, of, cap, promise } => {
            let share = completion.level(set.question(*of)).times(*rate);
            let capped = match cap {
                None => share,
                Some(Cap::Sum(sum)) => share.min(Level::Sum(*sum)),
                Some(Cap::Question(question)) => {
                    share.min(completion.level(set.question(*question)))
                }
            }
            .rounded_to_fen();
            match promise {
                Promise::Paid => Amount::exactly(capped),
                Promise::Ceiling => {
                    causes.ceiling = true;
                    Amount { least: Level::ZERO, most: capped }
                }
            }
        }
        AmountRule::Match { rate, of } => {
            Amount::exactly(completion.level(set.question(*of)).times(*rate).rounded_to_fen())
        }
    };
    if rule.terms.silent_unless.as_ref().is_some_and(|condition| !completion.holds(condition)) {
        causes.document_silent = true;
        amount.least = Level::ZERO;
    }
    if amount.is_exact() {
        causes = OpenBecause::default();
    }
    Pay { amount, causes }
}

fn exactly(sum: Yuan) -> Amount {
    Amount::exactly(Level::Sum(sum))
}
