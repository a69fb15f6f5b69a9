//! Answers given on the result itself.

use super::effect::{Effect, focus};
use super::whole::Whole;
use huiqi_rules::amount::Amount;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::Draft;

/// An answer given on the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnsweredHere {
    pub(crate) question: QuestionIndex,
    pub(crate) before: Amount,
    pub(crate) after: Amount,
}

impl Whole {
    /// Answers a question where its price is seen; the page stays, and says what it changed.
    pub(super) fn answer_here(&mut self, question: QuestionIndex, draft: Draft) -> Vec<Effect> {
        let before = self.session().outline().total;
        self.questions.cases.session_mut().put(question, draft);
        let after = self.session().outline().total;
        self.answered.retain(|one| one.question != question);
        self.answered.push(AnsweredHere { question, before, after });
        vec![focus("ask-h")]
    }
}
