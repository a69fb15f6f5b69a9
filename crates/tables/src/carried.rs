//! A row's answers to former questions, carried over to the present ones.

use super::cell::{CellFault, CellProblem};
use super::column::Column;
use super::former::{answer, taker, value};
use huiqi_rules::answers::Answer;
use huiqi_rules::carry::{GivenTo, Value, carry_each};
use huiqi_rules::formerly::Becomes;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;

/// An answer to a former question.
pub(super) struct FormerCell {
    /// The column, from 0.
    pub(super) position: usize,
    /// The former question, by its index.
    pub(super) former: u16,
    /// The answer by ids.
    pub(super) value: Value,
    /// The text of the cell.
    pub(super) cell: String,
    /// Whether the column is one of a former question, not only the words.
    pub(super) is_former_column: bool,
}

/// The answers of a row to present questions, each with its column.
pub(super) type GivenCells = Vec<(usize, QuestionIndex, Answer)>;

/// Carries a row's answers to former questions over to the present ones: adds what they become to
/// the answers given, and names what is asked again, or was given twice: then the present column
/// counts.
pub(super) fn carry_row(
    set: &PolicySet,
    former: &[FormerCell],
    given: &mut GivenCells,
    faults: &mut Vec<CellFault>,
) {
    let now = given.iter().map(|(_, index, answer)| {
        let question = set.question(*index);
        let ids: Vec<&str> = question.options.iter().map(|option| option.id).collect();
        (question.id.to_owned(), value(&ids, answer), GivenTo::AnyEdition)
    });
    let question = |cell: &FormerCell| &set.formerly[usize::from(cell.former)];
    // Of two answers the first one counts: those of present columns.
    let (columns, words): (Vec<&FormerCell>, Vec<&FormerCell>) =
        former.iter().partition(|cell| cell.is_former_column);
    let then = words.iter().chain(&columns).map(|cell| {
        let former = question(cell);
        (former.id.to_owned(), cell.value.clone(), GivenTo::Before(former.before))
    });
    let carried = carry_each(set, now.chain(then).collect());
    let takes = |cell: &FormerCell, id: &str| {
        let mut rules = question(cell).rules.iter();
        question(cell).id == id || rules.any(|rule| taker(&rule.becomes) == Some(id))
    };
    for cell in &columns {
        let in_present_column = |index: &QuestionIndex| {
            let id = set.question(*index).id;
            takes(cell, id)
                && (given.iter().any(|(_, other, _)| other == index)
                    || words.iter().any(|word| takes(word, id)))
        };
        if let Some(question) = set.question_indices().find(in_present_column) {
            let problem = CellProblem::AnsweredTwice { cell: cell.cell.clone(), question };
            faults.push(CellFault { column: cell.position, problem });
        }
    }
    let source = |is: &dyn Fn(&&FormerCell) -> bool| former.iter().find(is).or(former.first());
    for (index, value) in &carried.answers {
        if given.iter().any(|(_, other, _)| other == index) {
            continue;
        }
        let id = set.question(*index).id;
        let from = source(&|cell| takes(cell, id));
        if let (Some(from), Some(answer)) = (from, answer(set.question(*index), value)) {
            given.push((from.position, *index, answer));
        }
    }
    for (index, why) in carried.asked_again {
        let id = set.question(index).id;
        let asks = |cell: &&FormerCell| {
            question(cell).rules.iter().any(|rule| match rule.becomes {
                Becomes::AskedAgain { question, why: reason } => question == id && reason == why,
                Becomes::Same { .. } | Becomes::Set { .. } => false,
            })
        };
        if let Some(from) = source(&asks) {
            let cell = from.cell.clone();
            let problem = CellProblem::AskedAgain { cell, question: index, why };
            faults.push(CellFault { column: from.position, problem });
        }
    }
    for index in carried.unknown_answers {
        let id = set.question(index).id;
        if let Some(from) = source(&|cell| takes(cell, id)) {
            let (cell, column) = (from.cell.clone(), Column::Question(index));
            let problem = CellProblem::NotAnOption { cell, column };
            faults.push(CellFault { column: from.position, problem });
        }
    }
}
