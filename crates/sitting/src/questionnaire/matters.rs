//! The question for matters claimed elsewhere: what it offers, and when it is open again.

use super::{Draft, Session};
use huiqi_engine::award_amounts;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::{Award, Policy};
use huiqi_rules::question::QuestionIndex;

impl Session {
    /// Returns the options of a question that can be chosen, one bit each: of the matters claimed
    /// elsewhere those whose award could pay something for the answers so far, and what is ticked.
    /// `None` where every option can.
    #[must_use]
    pub fn offered(&self, question: QuestionIndex) -> Option<u64> {
        let is_asked = self.matters_question() == Some(question);
        is_asked.then(|| self.matters(question) | self.ticks(question))
    }

    /// Returns the question of the region's documents for the matters claimed elsewhere.
    #[must_use]
    pub fn matters_question(&self) -> Option<QuestionIndex> {
        self.policies().iter().find_map(|policy| Some(policy.claimed_elsewhere.as_ref()?.question))
    }

    /// Returns the matters whose award could pay something where nothing is claimed elsewhere.
    fn matters(&self, question: QuestionIndex) -> u64 {
        let answers = self.answers().replaced(question, Answer::Options(0));
        let amounts = award_amounts(self.set, &answers, self.on, &self.readings);
        let is_about = |policy: &Policy| {
            policy.claimed_elsewhere.as_ref().is_some_and(|rule| rule.question == question)
        };
        let pays = |(policy, award, amount): (&Policy, &Award, Amount)| {
            award.matter.filter(|_| is_about(policy) && !amount.is_zero())
        };
        amounts.into_iter().filter_map(pays).fold(0, |all, matter| all | 1 << matter)
    }

    /// Notes which matters are offered where the question for them is answered now.
    pub(crate) fn note_matters(&mut self) {
        self.matters_seen = match self.matters_question() {
            Some(question) if matches!(self.draft(question), Some(Draft::Options(_))) => {
                self.matters(question)
            }
            Some(_) | None => 0,
        };
    }

    /// Opens the question for the matters claimed elsewhere again where one is offered that was
    /// not when it was answered.
    pub(super) fn reopen(&mut self) {
        let Some(question) = self.matters_question() else { return };
        if let Some(Draft::Options(ticks)) = self.draft(question).cloned()
            && self.matters(question) & !self.matters_seen != 0
        {
            self.keep(question, Draft::Reopened(ticks));
            self.matters_seen = 0;
        }
    }

    /// Returns the options of a question that are ticked, one bit each.
    #[must_use]
    pub fn ticks(&self, question: QuestionIndex) -> u64 {
        self.draft(question).map_or(0, Draft::ticks)
    }

    /// Ticks one of several options, or takes its tick away.
    pub fn toggle(&mut self, question: QuestionIndex, option: u16) {
        self.put(question, Draft::Options(self.ticks(question) ^ 1 << option));
    }
}
