//! Whether any answers can meet a condition.

use super::declarations::Declarations;
use super::read::Position;
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::truth::Truth;

/// Notes a condition that no answer can meet.
pub(super) fn must_be_possible(
    declared: &Declarations,
    condition: &Condition,
    position: &Position,
) {
    let mut slots = Vec::new();
    condition.each_leaf(&mut |leaf| {
        let slot = Slot::of(leaf);
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    });
    if !some_answer(declared, condition, &slots, &mut Vec::new()) {
        position.problem(
            "no answer can meet this condition; see its options and thresholds, and the \
             constraints between answers",
        );
    }
}

/// What is tried by itself: an answer, or whether one option of a multi-choice is chosen. Options
/// that the condition does not read are not chosen: that breaks no constraint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Answer(QuestionIndex),
    Chosen(QuestionIndex, u8),
}

impl Slot {
    const fn of(leaf: &Leaf) -> Self {
        match leaf.test {
            Test::Includes(option) => Self::Chosen(leaf.question, option),
            Test::AtLeastOption(_) | Test::OneOf(_) | Test::IsYes | Test::AtLeast(_) => {
                Self::Answer(leaf.question)
            }
        }
    }
}

/// Whether the answers tried so far can be completed so that the condition holds.
fn some_answer(
    declared: &Declarations,
    condition: &Condition,
    slots: &[Slot],
    tried: &mut Vec<(Slot, Answer)>,
) -> bool {
    if !allowed(declared, tried) {
        return false;
    }
    let Some((slot, rest)) = slots.split_first() else {
        return truth(condition, tried) == Truth::Yes;
    };
    match truth(condition, tried) {
        Truth::Yes => true,
        Truth::No => false,
        Truth::Unknown => values(declared, *slot).into_iter().any(|value| {
            tried.push((*slot, value));
            let met = some_answer(declared, condition, rest, tried);
            tried.pop();
            met
        }),
    }
}

fn values(declared: &Declarations, slot: Slot) -> Vec<Answer> {
    let Slot::Answer(question) = slot else {
        return vec![Answer::YesNo(true), Answer::YesNo(false)];
    };
    let question = &declared.questions[usize::from(question.0)];
    match question.kind {
        Kind::Single => (0..question.options.len() as u8).map(Answer::Option).collect(),
        Kind::Multi | Kind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        Kind::Figure(unit) => {
            vec![Answer::Figure(unit.most.into()), Answer::Figure(unit.least.into())]
        }
    }
}

fn value(tried: &[(Slot, Answer)], wanted: Slot) -> Option<&Answer> {
    tried.iter().find(|(slot, _)| *slot == wanted).map(|(_, value)| value)
}

fn allowed(declared: &Declarations, tried: &[(Slot, Answer)]) -> bool {
    declared.constraints.iter().all(|constraint| {
        let Some(Answer::Option(top)) = value(tried, Slot::Answer(constraint.ladder)) else {
            return true;
        };
        let is_chosen = |option: u8| {
            matches!(
                value(tried, Slot::Chosen(constraint.multi, option)),
                Some(Answer::YesNo(true))
            )
        };
        let mut ranks = (0..).zip(constraint.ranks);
        !ranks.any(|(option, rank)| rank > top && is_chosen(option))
    })
}

/// Whether a condition holds for what is tried so far.
fn truth(condition: &Condition, tried: &[(Slot, Answer)]) -> Truth {
    condition.truth(&|leaf: &Leaf| match (leaf.test, value(tried, Slot::of(leaf))) {
        (_, None) => Truth::Unknown,
        (Test::Includes(_), Some(chosen)) => Truth::of(*chosen == Answer::YesNo(true)),
        (test, Some(answer)) => Truth::of(answer.passes(test)),
    })
}
