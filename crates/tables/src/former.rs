//! Tables in the words of former editions: which columns and cells hold answers to a question as it
//! was asked then, and what becomes of them.

use super::words::{SEPARATORS, plain};
use huiqi_rules::answers::Answer;
use huiqi_rules::carry::Value;
use huiqi_rules::formerly::{Becomes, FormerOption, FormerQuestion};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::unit::decimal_text;

/// Returns the former question that a heading names: by its label then, and among those that are
/// asked no more by its id and short name too.
pub(super) fn named(set: &PolicySet, heading: &str) -> Option<u16> {
    let wanted = plain(heading);
    let is = |former: &FormerQuestion| {
        let others = [former.id, former.short].into_iter();
        let others = others.filter(|_| is_asked_no_more(set, former));
        others.chain([former.label]).any(|text| !wanted.is_empty() && plain(text) == wanted)
    };
    set.formerly.iter().position(is).map(|index| index as u16)
}

/// Returns the names of each former question by its index, as [`named`] finds it.
pub(super) fn all_names(set: &'static PolicySet) -> impl Iterator<Item = (u16, Vec<&'static str>)> {
    set.formerly.iter().enumerate().map(move |(index, former)| {
        let others = [former.id, former.short].into_iter();
        let others = others.filter(move |_| is_asked_no_more(set, former));
        (index as u16, others.chain([former.label]).collect())
    })
}

/// Returns the present question that takes every answer to a former one as it is: where only its
/// words were others.
pub(super) fn same_question(set: &PolicySet, former: u16) -> Option<QuestionIndex> {
    let former = &set.formerly[usize::from(former)];
    set.question_index(former.id).filter(|_| former.rules.is_empty())
}

/// Returns the short name of a former question.
pub(super) fn short(set: &PolicySet, former: u16) -> &'static str {
    let former = &set.formerly[usize::from(former)];
    set.question_index(former.id).map_or(former.short, |index| set.question(index).short)
}

/// Returns the options that a former question had, each by its id and its words; first those whose
/// ids have one more, then other words for them.
pub(super) fn options_then(
    set: &PolicySet,
    former: &FormerQuestion,
) -> Vec<(&'static str, &'static str)> {
    let now = set.question_index(former.id).map(|index| set.question(index));
    let now = now.filter(|question| question.kind == former.kind);
    let now = now.map_or(&[][..], |question| question.options);
    let then =
        |options: &'static [FormerOption]| options.iter().map(|option| (option.id, option.label));
    let gone = then(former.options).chain(now.iter().map(|option| (option.id, option.label)));
    gone.chain(then(former.reworded)).collect()
}

fn is_asked_no_more(set: &PolicySet, former: &FormerQuestion) -> bool {
    set.question_index(former.id).is_none()
}

/// Returns the one present question to which every answer goes by itself.
pub(super) fn successor(set: &PolicySet, former: &FormerQuestion) -> Option<QuestionIndex> {
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
pub(super) const fn taker(becomes: &Becomes) -> Option<&'static str> {
    match becomes {
        Becomes::Same { question, .. } | Becomes::Set { question, .. } => Some(question),
        Becomes::AskedAgain { .. } => None,
    }
}

/// Returns a cell of a present question's column that only a former edition's words fit.
pub(super) fn in_former_words(
    set: &PolicySet,
    index: QuestionIndex,
    cell: &str,
) -> Option<(u16, Value)> {
    let (question, text) = (set.question(index), plain(cell));
    let is_of_it = |former: &FormerQuestion| {
        former.id == question.id || plain(former.short) == plain(question.short)
    };
    let value = |former: &FormerQuestion| match former.kind {
        Kind::Single => option_then(set, former, &text).map(Value::Option),
        Kind::Multi => {
            let one = |text: &str| option_then(set, former, text);
            let parts = || text.split(SEPARATORS).filter(|part| !part.is_empty()).map(one);
            one(&text).map(|one| vec![one]).or_else(|| parts().collect()).map(Value::Options)
        }
        Kind::YesNo | Kind::Figure(_) => None,
    };
    let formerly = set.formerly.iter().enumerate().filter(|(_, former)| is_of_it(former));
    formerly.into_iter().find_map(|(index, former)| Some((index as u16, value(former)?)))
}

/// Returns the id of an option that a question had then; one that it still has too.
fn option_then(set: &PolicySet, former: &FormerQuestion, wanted: &str) -> Option<String> {
    let is = |(id, label): &(&str, &str)| plain(label) == wanted || plain(id) == wanted;
    options_then(set, former).into_iter().find(is).map(|(id, _)| id.to_owned())
}

/// Returns an answer to a former question by ids; its options are counted as in [`options_then`].
pub(super) fn value_then(set: &PolicySet, former: u16, answer: &Answer) -> Value {
    let options = options_then(set, &set.formerly[usize::from(former)]);
    let ids: Vec<&str> = options.iter().map(|(id, _)| *id).collect();
    value(&ids, answer)
}

pub(super) fn value(ids: &[&str], answer: &Answer) -> Value {
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
pub(super) fn answer(question: &Question, value: &Value) -> Option<Answer> {
    match (value, question.kind) {
        (Value::Option(id), Kind::Single) => question.option(id).map(Answer::Option),
        (Value::Options(ids), Kind::Multi) => {
            let options = ids.iter().map(|id| question.option(id)).collect::<Option<Vec<u16>>>()?;
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
