//! What one award pays in one completion, and why it may still be an interval there.

use super::completion::{Completion, VariableValue};
use super::outcome::both;
use crate::report::OpenBecause;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Computed, End, Facts, Gap, Worth};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Cap, Grade, PolicySet, Promise, Terms};
use huiqi_rules::question::{QuestionIndex, Variables};
use huiqi_rules::truth::Truth;

/// An award as a day and the chosen readings have it.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// The terms of the chosen reading.
    pub(super) terms: &'static Terms,
    /// The variable that says that the matter was claimed elsewhere.
    pub(super) claimed: Option<u16>,
    /// Whether it counts on the day.
    pub(super) counts: bool,
    /// What its amount reads: nothing where it does not count.
    pub(super) reads: Variables,
}

impl Rule {
    /// Whether it pays nothing, whatever the variables that have no value yet turn out to be.
    pub(super) fn pays_nothing(&self, completion: &Completion) -> bool {
        !self.counts
            || self
                .claimed
                .is_some_and(|variable| completion.get(variable) == VariableValue::Bit(true))
            || completion.truth(&self.terms.condition) == Truth::No
    }
}

/// The awards of a region, of which an amount may read others.
pub(super) trait OtherAwards {
    /// Returns the rules that hold for an award of the region; none where it is not there.
    fn rule_of(&self, id: &str) -> Option<&Rule>;
}

/// What an award pays by itself, and why that is open.
#[derive(Clone, Copy)]
pub(super) struct Pay {
    pub(super) amount: Amount,
    pub(super) causes: OpenBecause,
}

/// Returns what an award pays in one completion: an interval that only the document leaves open.
/// `awards` are those of the region, of which it may read others.
pub(super) fn pay(
    set: &'static PolicySet,
    awards: &dyn OtherAwards,
    rule: &Rule,
    completion: &Completion,
) -> Pay {
    #[cfg(not(target_arch = "wasm32"))]
    super::work::spend();
    if rule.pays_nothing(completion) {
        return NOTHING;
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
        AmountRule::Computed(computed) => {
            let facts = PaidFacts { set, awards, completion };
            causes = facts.causes(computed);
            let end = |formula, end| rounded((computed.evaluate)(formula, &facts, end));
            let most = end(&computed.most, End::Most);
            let is_one = computed.gap == Gap::None && computed.awards.is_empty();
            let least = if is_one { most } else { end(&computed.least, End::Least) };
            Amount { least, most }
        }
    };
    if rule.terms.silent_unless.as_ref().is_some_and(|condition| !completion.holds(condition)) {
        causes.document_silent = true;
        amount.least = Level::ZERO;
    }
    amount =
        Amount { least: completion.bounded(amount.least), most: completion.bounded(amount.most) };
    if amount.is_exact() {
        causes = OpenBecause::default();
    }
    Pay { amount, causes }
}

fn exactly(sum: Yuan) -> Amount {
    Amount::exactly(Level::Sum(sum))
}

/// Returns a computed number of yuan, rounded to the fen.
pub(super) fn rounded(worth: Worth) -> Level {
    match worth {
        Worth::Number(number) => {
            Level::Sum(Yuan::from_decimal(number).unwrap_or(Yuan::ZERO).rounded_to_fen())
        }
        Worth::Unbounded => Level::Open,
    }
}

/// What a formula reads in one completion.
pub(super) struct PaidFacts<'a> {
    pub(super) set: &'static PolicySet,
    pub(super) awards: &'a dyn OtherAwards,
    pub(super) completion: &'a Completion,
}

impl PaidFacts<'_> {
    /// Returns what another award of the region pays by itself; nothing where it is not there.
    fn paid(&self, id: &str) -> Pay {
        let other = self.awards.rule_of(id);
        other.map_or(NOTHING, |rule| pay(self.set, self.awards, rule, self.completion))
    }

    /// Why a computed amount may be open: its own gap, and those of the awards that it reads.
    fn causes(&self, computed: &Computed) -> OpenBecause {
        let mut causes = OpenBecause::default();
        match computed.gap {
            Gap::None => {}
            Gap::Ceiling | Gap::Range | Gap::CaseByCase => causes.ceiling = true,
            Gap::Spread => causes.spread = true,
        }
        for other in computed.awards {
            causes = both(causes, self.paid(other).causes);
        }
        causes
    }
}

impl Facts for PaidFacts<'_> {
    fn figure(&self, question: QuestionIndex) -> Worth {
        #[cfg(not(target_arch = "wasm32"))]
        super::work::spend();
        self.completion.worth(self.set.question(question))
    }

    fn holds(&self, condition: &Condition) -> bool {
        self.completion.holds(condition)
    }

    fn award(&self, id: &'static str, end: End) -> Worth {
        let amount = self.paid(id).amount;
        let level = match end {
            End::Least => amount.least,
            End::Most => amount.most,
        };
        level.sum().map_or(Worth::Unbounded, |sum| Worth::Number(sum.decimal()))
    }
}

/// An award that pays nothing.
const NOTHING: Pay = Pay {
    amount: Amount::ZERO,
    causes: OpenBecause {
        answer: false,
        ceiling: false,
        competition: false,
        document_silent: false,
        spread: false,
    },
};
