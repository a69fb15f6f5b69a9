//! Tables in the words of former editions: which columns and cells hold answers to a question as it
//! was asked then, and what becomes of them.

use super::words::{SEPARATORS, plain};
use super::{CellFault, CellProblem, Column};
use huiqi_rules::answers::Answer;
use huiqi_rules::carry::{GivenTo, Value, carry};
use huiqi_rules::formerly::{Becomes, FormerQuestion};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::unit::decimal_text;

/// An answer to a former question.
pub(super) struct FormerCell {
    /// The column, from 0.
    pub(super) position: usize,
    /// The former question, by its index.
    pub(super) former: u8,
    /// The answer by ids.
    pub(super) value: Value,
    /// The text of the cell.
    pub(super) cell: String,
    /// Whether the column is one of a former question, not only the words.
    pub(super) is_former_column: bool,
}

/// The answers of a row to present questions, each with its column.
pub(super) type GivenCells = Vec<(usize, QuestionIndex, Answer)>;

/// Returns the former question that a heading names, among those that are asked no more.
pub(super) fn named(set: &PolicySet, heading: &str) -> Option<u8> {
    let wanted = plain(heading);
    let is = |former: &FormerQuestion| {
        is_asked_no_more(set, former)
            && !wanted.is_empty()
            && [former.id, former.short].into_iter().any(|text| plain(text) == wanted)
    };
    set.formerly.iter().position(is).map(|index| index as u8)
}

/// Returns the former questions that are asked no more and have a name, each with its index.
pub(super) fn asked_no_more(
    set: &'static PolicySet,
) -> impl Iterator<Item = (u8, &'static FormerQuestion)> {
    let all = set.formerly.iter().enumerate();
    all.filter(|(_, former)| is_asked_no_more(set, former)).map(|(index, it)| (index as u8, it))
}

fn is_asked_no_more(set: &PolicySet, former: &FormerQuestion) -> bool {
    set.question_index(former.id).is_none()
}

/// Takes a column whose heading fits a present and a former question for the former one, where a
/// column beside it holds a question that was asked only together with that one.
pub(super) fn take_together(set: &PolicySet, headings: &[&str], columns: &mut [Column]) {
    let beside: Vec<&str> = columns
        .iter()
        .filter_map(|column| match column {
            Column::Former(index) => Some(set.formerly[usize::from(*index)].id),
            Column::Name | Column::Day | Column::Question(_) | Column::Other => None,
        })
        .collect();
    for (column, heading) in columns.iter_mut().zip(headings) {
        if let (Column::Question(_), Some(index)) = (*column, named(set, heading)) {
            let rules = set.formerly[usize::from(index)].rules.iter();
            if rules.flat_map(|rule| rule.with).any(|(id, _)| beside.contains(id)) {
                *column = Column::Former(index);
            }
        }
    }
}

/// Takes a column of a former question for one of the present question to which all its answers go,
/// where no other column holds that one.
pub(super) fn take_for_present(set: &PolicySet, columns: &mut [Column]) {
    for position in 0..columns.len() {
        if let Column::Former(former) = columns[position]
            && let Some(index) = successor(set, &set.formerly[usize::from(former)])
            && !columns.contains(&Column::Question(index))
        {
            columns[position] = Column::Question(index);
        }
    }
}

/// Returns the one present question to which every answer goes by itself.
fn successor(set: &PolicySet, former: &FormerQuestion) -> Option<QuestionIndex> {
    let mut found = None;
    for rule in former.rules {
        let id = taker(&rule.becomes)?;
        if !rule.with.is_empty() || found.is_some_and(|other| other != id) {
            return None;
        }
        found = Some(id);
    }
    set.question_index(found?)
}

/// Returns the question that takes an answer; none where it is asked again.
const fn taker(becomes: &Becomes) -> Option<&'static str> {
    match becomes {
        Becomes::Same { question, .. } | Becomes::Set { question, .. } => Some(question),
        Becomes::AskedAgain { .. } => None,
    }
}

/// Why a column with this heading has another meaning than it had in former tables, where that is
/// so.
#[must_use]
pub fn changed_meaning(set: &PolicySet, heading: &str, column: Column) -> Option<&'static str> {
    let Column::Question(index) = column else { return None };
    let id = set.question(index).id;
    let rules = set.formerly[usize::from(named(set, heading)?)].rules.iter();
    rules.map(|rule| &rule.becomes).find_map(|becomes| match becomes {
        Becomes::AskedAgain { question, why } if *question == id => Some(*why),
        Becomes::AskedAgain { .. } | Becomes::Same { .. } | Becomes::Set { .. } => None,
    })
}

/// Returns a cell of a present question's column that only a former edition's words fit.
pub(super) fn in_former_words(
    set: &PolicySet,
    index: QuestionIndex,
    cell: &str,
) -> Option<(u8, Value)> {
    let (question, text) = (set.question(index), plain(cell));
    let is_of_it = |former: &FormerQuestion| {
        former.id == question.id || plain(former.short) == plain(question.short)
    };
    let value = |former: &FormerQuestion| match former.kind {
        Kind::Single => option_then(former, question, &text).map(Value::Option),
        Kind::Multi => {
            let one = |text: &str| option_then(former, question, text);
            let parts = || text.split(SEPARATORS).filter(|part| !part.is_empty()).map(one);
            one(&text).map(|one| vec![one]).or_else(|| parts().collect()).map(Value::Options)
        }
        Kind::YesNo | Kind::Figure(_) => None,
    };
    let formerly = set.formerly.iter().enumerate().filter(|(_, former)| is_of_it(former));
    formerly.into_iter().find_map(|(index, former)| Some((index as u8, value(former)?)))
}

/// Returns the id of an option that a question had then; one that it still has too.
fn option_then(former: &FormerQuestion, question: &Question, wanted: &str) -> Option<String> {
    let is_same = former.id == question.id;
    let now = question.options.iter().filter(|_| is_same).map(|option| (option.id, option.label));
    let mut all = former.options.iter().map(|option| (option.id, option.label)).chain(now);
    let is = |(id, label): &(&str, &str)| plain(label) == wanted || plain(id) == wanted;
    all.find(is).map(|(id, _)| id.to_owned())
}

/// Returns an answer to a former question by ids; its options are counted in the former question's
/// order.
pub(super) fn value_then(former: &FormerQuestion, answer: &Answer) -> Value {
    let ids: Vec<&str> = former.options.iter().map(|option| option.id).collect();
    value(&ids, answer)
}

fn value(ids: &[&str], answer: &Answer) -> Value {
    let chosen = |options: u64| {
        let indices = ids.iter().enumerate().filter(move |(index, _)| options >> index & 1 == 1);
        indices.map(|(_, id)| (*id).to_owned()).collect()
    };
    match answer {
        Answer::Option(option) => Value::Option(ids[usize::from(*option)].to_owned()),
        Answer::Options(options) => Value::Options(chosen(*options)),
        Answer::YesNo(yes) => Value::YesNo(*yes),
        Answer::Figure(figure) => Value::Figure(decimal_text(*figure)),
    }
}

/// Returns an answer by ids as the question's answer.
fn answer(question: &Question, value: &Value) -> Option<Answer> {
    match (value, question.kind) {
        (Value::Option(id), Kind::Single) => question.option(id).map(Answer::Option),
        (Value::Options(ids), Kind::Multi) => {
            let options = ids.iter().map(|id| question.option(id)).collect::<Option<Vec<u8>>>()?;
            Some(Answer::Options(
                options.into_iter().fold(0, |chosen, option| chosen | 1 << option),
            ))
        }
        (Value::YesNo(yes), Kind::YesNo) => Some(Answer::YesNo(*yes)),
        (Value::Figure(text), Kind::Figure(unit)) => {
            unit.read_typed(text).ok().flatten().map(Answer::Figure)
        }
        // A cell holds one figure.
        (Value::Unclear | Value::Sums(_), _)
        | (Value::Option(_), Kind::Multi | Kind::YesNo | Kind::Figure(_))
        | (Value::Options(_), Kind::Single | Kind::YesNo | Kind::Figure(_))
        | (Value::YesNo(_), Kind::Single | Kind::Multi | Kind::Figure(_))
        | (Value::Figure(_), Kind::Single | Kind::Multi | Kind::YesNo) => None,
    }
}

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
        (question.id.to_owned(), value(&ids, answer))
    });
    let question = |cell: &FormerCell| &set.formerly[usize::from(cell.former)];
    // Of two answers the first one counts: those of present columns.
    let (columns, words): (Vec<&FormerCell>, Vec<&FormerCell>) =
        former.iter().partition(|cell| cell.is_former_column);
    let then =
        words.iter().chain(&columns).map(|cell| (question(cell).id.to_owned(), cell.value.clone()));
    let all: Vec<(String, Value)> = now.chain(then).collect();
    let carried = carry(set, GivenTo::AnyEdition, &all);
    let takes = |cell: &FormerCell, id: &str| {
        question(cell).rules.iter().any(|rule| taker(&rule.becomes) == Some(id))
    };
    for cell in &columns {
        let in_present_column = |index: &QuestionIndex| {
            let id = set.question(*index).id;
            takes(cell, id)
                && (given.iter().any(|(_, other, _)| other == index)
                    || words.iter().any(|word| takes(word, id)))
        };
        let mut questions = (0..set.questions.len() as u8).map(QuestionIndex);
        if let Some(question) = questions.find(in_present_column) {
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
        let from = source(&|cell| takes(cell, id) || question(cell).id == id);
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
        if let Some(from) = source(&|cell| takes(cell, id) || question(cell).id == id) {
            let (cell, column) = (from.cell.clone(), Column::Question(index));
            let problem = CellProblem::NotAnOption { cell, column };
            faults.push(CellFault { column: from.position, problem });
        }
    }
}
