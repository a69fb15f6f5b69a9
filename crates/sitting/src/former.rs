//! Answers that were given to a former edition, put into a session of this one.

use crate::questionnaire::{Draft, Session};
use huiqi_rules::carry::{GivenTo, Value, carry};
use huiqi_rules::question::{Kind, Question, QuestionIndex};

/// What did not get into a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The questions that are asked again, and why.
    pub asked_again: Vec<(QuestionIndex, &'static str)>,
    /// The questions whose answers this edition does not know.
    pub unknown_answers: Vec<QuestionIndex>,
    /// How many answers are to questions that no edition asked.
    pub unknown_questions: usize,
}

/// Puts answers by ids into a session, as far as they still mean the same.
pub(crate) fn put(
    session: &mut Session,
    given_to: GivenTo<'_>,
    answers: &[(String, Value)],
) -> LeftOut {
    let carried = carry(session.set(), given_to, answers);
    let mut unknown_answers = carried.unknown_answers;
    for (index, value) in carried.answers {
        match draft(session.set().question(index), &value) {
            Some(draft) => session.keep(index, draft),
            None => unknown_answers.push(index),
        }
    }
    for (index, _) in &carried.asked_again {
        session.keep(*index, Draft::AskedAgain);
    }
    session.note_matters();
    LeftOut {
        asked_again: carried.asked_again,
        unknown_answers,
        unknown_questions: carried.unknown_questions,
    }
}

/// Returns what an answer by ids puts into a question's field.
fn draft(question: &Question, value: &Value) -> Option<Draft> {
    match (value, question.kind) {
        (Value::Unclear, _) => Some(Draft::Unclear),
        (Value::Option(id), Kind::Single) => question.option(id).map(Draft::Option),
        (Value::Options(ids), Kind::Multi) => {
            let options = ids.iter().map(|id| question.option(id)).collect::<Option<Vec<u16>>>()?;
            let chosen = options.into_iter().fold(0, |chosen, option| chosen | 1 << option);
            Some(Draft::Options(chosen))
        }
        (Value::YesNo(yes), Kind::YesNo) => Some(Draft::YesNo(*yes)),
        (Value::Figure(typed), Kind::Figure(_)) => Some(Draft::Typed(typed.clone())),
        (Value::Sums(sums), _) => question.quotient.map(|_| Draft::Sums(sums.clone())),
        (Value::Option(_), Kind::Multi | Kind::YesNo | Kind::Figure(_))
        | (Value::Options(_), Kind::Single | Kind::YesNo | Kind::Figure(_))
        | (Value::YesNo(_), Kind::Single | Kind::Multi | Kind::Figure(_))
        | (Value::Figure(_), Kind::Single | Kind::Multi | Kind::YesNo) => None,
    }
}
