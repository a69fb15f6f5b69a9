//! What became of an award and why it is open: plain data in, plain data out.

use super::limits::Standing;
use crate::report::{OpenBecause, Outcome};
use huiqi_rules::amount::Amount;

/// What decides an award's outcome.
#[derive(Clone, Copy, Debug)]
pub(super) struct AwardState {
    /// Whether it counts on the day.
    counts: bool,
    payment: Payment,
    /// Whether its limit lets it be paid.
    standing: Standing,
}

/// How much an award pays by itself.
#[derive(Clone, Copy, Debug)]
enum Payment {
    Nothing,
    Exact,
    Open,
}

impl AwardState {
    /// Returns the state of an award with these bounds of its own.
    pub(super) fn of(counts: bool, amount: Amount, standing: Standing) -> Self {
        let payment = if amount.is_zero() {
            Payment::Nothing
        } else if amount.is_exact() {
            Payment::Exact
        } else {
            Payment::Open
        };
        Self { counts, payment, standing }
    }

    /// Returns what became of the award.
    pub(super) const fn outcome(&self) -> Outcome {
        match (self.counts, self.payment, self.standing) {
            (false, _, _) => Outcome::NotInForce,
            (true, Payment::Nothing, _) => Outcome::NotMet,
            (true, Payment::Exact | Payment::Open, Standing::Never(_)) => Outcome::SetAside,
            (true, Payment::Exact, Standing::Always) => Outcome::Certain,
            (true, Payment::Exact, Standing::Sometimes)
            | (true, Payment::Open, Standing::Always | Standing::Sometimes) => Outcome::Possible,
        }
    }

    /// Why the award is open: from its own causes, and from those of the others under its limit
    /// where they decide whether it is paid.
    pub(super) fn open_because(
        &self,
        own: OpenBecause,
        of_rivals: impl FnOnce() -> OpenBecause,
    ) -> OpenBecause {
        match (self.outcome(), self.payment, self.standing) {
            (Outcome::NotInForce | Outcome::NotMet | Outcome::Certain, _, _) => {
                OpenBecause::default()
            }
            (Outcome::SetAside, _, _)
            | (Outcome::Possible, _, Standing::Always | Standing::Never(_)) => own,
            (Outcome::Possible, Payment::Nothing | Payment::Open, Standing::Sometimes) => {
                OpenBecause { answer: own.answer || of_rivals().answer, ..own }
            }
            (Outcome::Possible, Payment::Exact, Standing::Sometimes) => {
                let rivals = of_rivals();
                OpenBecause { answer: own.answer || rivals.answer, ..rivals }
            }
        }
    }
}

/// Returns the causes of both.
pub(super) const fn both(left: OpenBecause, right: OpenBecause) -> OpenBecause {
    OpenBecause {
        answer: left.answer || right.answer,
        ceiling: left.ceiling || right.ceiling,
        competition: left.competition || right.competition,
        document_silent: left.document_silent || right.document_silent,
        spread: left.spread || right.spread,
    }
}

#[cfg(test)]
mod tests {
    use super::{AwardState, both};
    use crate::limits::Standing::{self, Always, Never, Sometimes};
    use crate::report::OpenBecause;
    use crate::report::Outcome::{self, Certain, NotInForce, NotMet, Possible, SetAside};
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::money::Yuan;

    const FIVE: Level = Level::Sum(Yuan::from_fen(500));
    const NOTHING: Amount = Amount::ZERO;
    const EXACT: Amount = Amount { least: FIVE, most: FIVE };
    const OPEN: Amount = Amount { least: Level::ZERO, most: FIVE };

    const NONE: OpenBecause = OpenBecause {
        answer: false,
        ceiling: false,
        competition: false,
        document_silent: false,
        spread: false,
    };
    const OWN: OpenBecause = OpenBecause { ceiling: true, ..NONE };
    const RIVALS: OpenBecause = OpenBecause { answer: true, competition: true, ..NONE };

    fn open_because(facts: &AwardState, own: OpenBecause, rival: OpenBecause) -> OpenBecause {
        facts.open_because(own, || rival)
    }

    #[test]
    fn outcome_and_causes_of_every_kind_of_award() {
        let own_and_an_answer = OpenBecause { answer: true, ..OWN };
        let table: [(Amount, Standing, Outcome, OpenBecause); 9] = [
            (NOTHING, Always, NotMet, NONE),
            (NOTHING, Sometimes, NotMet, NONE),
            (NOTHING, Never(None), NotMet, NONE),
            (EXACT, Always, Certain, NONE),
            (EXACT, Sometimes, Possible, RIVALS),
            (EXACT, Never(None), SetAside, OWN),
            (OPEN, Always, Possible, OWN),
            (OPEN, Sometimes, Possible, own_and_an_answer),
            (OPEN, Never(None), SetAside, OWN),
        ];
        for (amount, standing, outcome, causes) in table {
            let facts = AwardState::of(true, amount, standing);
            assert_eq!(facts.outcome(), outcome, "{facts:?}");
            assert_eq!(open_because(&facts, OWN, RIVALS), causes, "{facts:?}");
            let facts = AwardState::of(false, amount, standing);
            assert_eq!(facts.outcome(), NotInForce, "{facts:?}");
            assert_eq!(open_because(&facts, OWN, RIVALS), NONE, "{facts:?}");
        }
    }

    #[test]
    fn an_own_question_is_a_cause_too_where_only_rivals_leave_an_award_open() {
        let facts = AwardState::of(true, EXACT, Sometimes);
        let asks = OpenBecause { answer: true, ..NONE };
        let silent = OpenBecause { document_silent: true, ..NONE };
        assert_eq!(open_because(&facts, asks, silent), both(asks, silent));
    }
}
