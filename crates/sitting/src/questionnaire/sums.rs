//! Two sums that a percentage is computed from.

use super::{Draft, DraftProblem, Session, TwoSums};
use huiqi_rules::question::{QuestionIndex, QuotientProblem};
use huiqi_rules::unit::{FigureProblem, Unit};
use rust_decimal::Decimal;

impl TwoSums {
    /// Returns the percentage that follows.
    ///
    /// # Errors
    /// Why there is none of this unit.
    pub(super) fn percent(self, unit: &'static Unit) -> Result<Decimal, DraftProblem> {
        self.quotient.is.percent(self.of, self.to).map_err(|problem| match problem {
            QuotientProblem::NothingToCompare => DraftProblem::NothingToCompare(self.quotient),
            QuotientProblem::TooLarge => DraftProblem::Figure(unit, FigureProblem::TooLarge),
        })
    }
}

impl Session {
    /// Types one of the two sums that a percentage follows from.
    pub fn put_sum(&mut self, question: QuestionIndex, place: usize, text: String) {
        let typed = self.draft(question).and_then(Draft::sums);
        let mut sums = typed.cloned().unwrap_or_default();
        if let Some(sum) = sums.get_mut(place) {
            *sum = text;
        }
        self.put(question, Draft::Sums(sums));
    }

    /// The two sums typed, of a question that has them; `None` where nothing is typed.
    ///
    /// # Errors
    /// What is wrong with one of them, or that one is not there.
    pub(super) fn read_sums(
        &self,
        question: QuestionIndex,
        sums: &[String; 2],
    ) -> Result<Option<TwoSums>, DraftProblem> {
        let Some(quotient) = self.set.question(question).quotient.as_ref() else {
            return Ok(None);
        };
        let read = |unit: &'static Unit, text: &str| {
            unit.read_typed_steps(text).map_err(|problem| DraftProblem::Figure(unit, problem))
        };
        match (read(quotient.is.unit(), &sums[0])?, read(&Unit::BALANCE, &sums[1])?) {
            (Some(of), Some(to)) => Ok(Some(TwoSums { quotient, of, to })),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(DraftProblem::OneSum),
        }
    }

    /// The two sums that a question is answered by.
    #[must_use]
    pub fn sums(&self, question: QuestionIndex) -> Option<TwoSums> {
        let sums = self.draft(question)?.sums()?;
        self.read(question).ok()?;
        self.read_sums(question, sums).ok().flatten()
    }
}
