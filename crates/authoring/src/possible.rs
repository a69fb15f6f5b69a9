//! Whether any answers can meet a condition.

use super::declarations::Declarations;
use super::read::Position;
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Leaf, PartTest, Test};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::truth::Truth;
use std::cell::Cell;

/// So many combinations of answers are tried for one condition. It is far more than a document
/// needs; each part of a condition can double them.
const MOST_TRIED: usize = 100_000;

/// Notes a condition as written of which something decides nothing: that no answer meets, or that
/// every answer meets.
pub(super) fn must_decide(declared: &Declarations, condition: &Condition, position: &Position) {
    must_be_possible(declared, condition, position);
    must_need_its_parts(declared, condition, position);
    must_ask_something(declared, condition, position);
}

/// Notes a condition that no answer can meet; one that takes over what another award asks is looked
/// at once that is in its place.
pub(super) fn must_be_possible(
    declared: &Declarations,
    condition: &Condition,
    position: &Position,
) {
    if declared.takes_over(condition) {
        return;
    }
    match is_possible(declared, condition) {
        Some(true) => {}
        Some(false) => position.problem(say!(
            "no answer can meet this condition; see its options and thresholds, and the \
             constraints between answers",
            "这个条件谁都达不到；看看选项、门槛，和题目之间的约束"
        )),
        None => position.problem(say!(
            "too many combinations of answers to look whether one can meet this condition: more \
             than {MOST_TRIED}; write it with fewer parts, or as several awards",
            "条件太长，试了 {MOST_TRIED} 种还没看完有没有人能达到；写短一点，或者分成几项"
        )),
    }
}

/// Notes a condition as written of which one part, where any would do, no answer can meet.
pub(super) fn must_need_its_parts(
    declared: &Declarations,
    condition: &Condition,
    position: &Position,
) {
    let is_looked_at =
        !declared.takes_over(condition) && is_possible(declared, condition) == Some(true);
    if is_looked_at && has_dead_part(declared, condition) {
        position.problem(say!(
            "no answer can meet one part of an `any` here; see its options and thresholds, and the \
             constraints between answers",
            "这里的 `any` 有一项谁都达不到；看看选项、门槛，和题目之间的约束"
        ));
    }
}

/// Notes a condition as written that every answer meets, as a whole or in one of the parts that
/// must all hold: of who is refused there would be no example.
fn must_ask_something(declared: &Declarations, condition: &Condition, position: &Position) {
    // Of options that could not be read, those that are left may say nothing.
    let mut is_read = true;
    condition.each_leaf(&mut |leaf| {
        is_read &= !declared.question_positions[usize::from(leaf.question.0)].is_wrong();
    });
    if is_read && !declared.takes_over(condition) && has_idle_part(declared, condition) {
        position.problem_of_table(say!(
            "every answer meets this condition or a part of it, so that it asks nothing: leave it \
             out, or see its options and thresholds",
            "这个条件，或者其中一项，答什么都满足，等于没有条件：去掉它，或者看看选项和门槛"
        ));
    }
}

/// Whether a condition, or one of several parts that must all hold, is met by every answer. Of one
/// figure that is said where it is read, and from 0 to some number is a range of a document.
fn has_idle_part(declared: &Declarations, condition: &Condition) -> bool {
    let is_idle = || {
        let not = Condition::Not(Box::leak(Box::new(*condition)));
        is_possible(declared, &not) == Some(false)
    };
    match condition {
        // A list of none is what takes a condition away in a reading.
        Condition::All(parts) => parts.iter().any(|part| has_idle_part(declared, part)),
        Condition::Leaf(Leaf { test: Test::AtLeast(_), .. }) => false,
        Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => is_idle(),
    }
}

/// Whether one of several parts, any of which would do, can be met by no answer.
fn has_dead_part(declared: &Declarations, condition: &Condition) -> bool {
    match condition {
        Condition::Any(parts) => parts.iter().any(|part| {
            is_possible(declared, part) == Some(false) || has_dead_part(declared, part)
        }),
        Condition::All(parts) => parts.iter().any(|part| has_dead_part(declared, part)),
        Condition::Not(_) | Condition::Leaf(_) => false,
    }
}

/// Whether some answers meet a condition; `None` where too many have been tried. Of figures that
/// are compared with each other every order is taken to be possible.
pub(super) fn is_possible(declared: &Declarations, condition: &Condition) -> Option<bool> {
    is_possible_within(declared, condition, &Cell::new(MOST_TRIED))
}

/// Whether some answers meet a condition; `None` where no more combinations may be tried. Those
/// that were are taken off.
pub(super) fn is_possible_within(
    declared: &Declarations,
    condition: &Condition,
    left: &Cell<usize>,
) -> Option<bool> {
    let mut slots = Vec::new();
    condition.each_leaf(&mut |leaf| {
        let slot = Slot::of(leaf);
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    });
    let search = Search { declared, condition, left };
    search.some_answer(&slots, &mut Vec::new())
}

/// What is tried by itself: an answer, or whether one option of a multi-choice is chosen. Options
/// that the condition does not read are not chosen: that breaks no constraint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Answer(QuestionIndex),
    Chosen(QuestionIndex, u16),
    Compared(&'static PartTest),
}

impl Slot {
    const fn of(leaf: &Leaf) -> Self {
        match leaf.test {
            Test::Includes(option) => Self::Chosen(leaf.question, option),
            Test::ComparesPart(test) => Self::Compared(test),
            Test::AtLeastOption(_)
            | Test::OneOf(_)
            | Test::IsYes
            | Test::AtLeast(_)
            | Test::Compares(..) => Self::Answer(leaf.question),
        }
    }
}

/// The search for answers that meet one condition.
struct Search<'s> {
    declared: &'s Declarations,
    condition: &'s Condition,
    /// How many combinations may still be tried.
    left: &'s Cell<usize>,
}

impl Search<'_> {
    /// Whether the answers tried so far can be completed so that the condition holds; `None` where
    /// too many have been tried.
    fn some_answer(&self, slots: &[Slot], tried: &mut Vec<(Slot, Answer)>) -> Option<bool> {
        self.left.set(self.left.get().checked_sub(1)?);
        if !allowed(self.declared, tried) {
            return Some(false);
        }
        let Some((slot, rest)) = slots.split_first() else {
            return Some(truth(self.condition, tried) == Truth::Yes);
        };
        match truth(self.condition, tried) {
            Truth::Yes => return Some(true),
            Truth::No => return Some(false),
            Truth::Unknown => {}
        }
        for value in values(self.declared, self.condition, *slot) {
            tried.push((*slot, value));
            let met = self.some_answer(rest, tried);
            tried.pop();
            if met != Some(false) {
                return met;
            }
        }
        Some(false)
    }
}

fn values(declared: &Declarations, condition: &Condition, slot: Slot) -> Vec<Answer> {
    let Slot::Answer(question) = slot else {
        return vec![Answer::YesNo(true), Answer::YesNo(false)];
    };
    let index = question;
    let question = &declared.questions[usize::from(question.0)];
    match question.kind {
        Kind::Single => (0..question.options.len() as u16).map(Answer::Option).collect(),
        Kind::Multi | Kind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        Kind::Figure(unit) => {
            let (lowest, highest) = (
                unit.lowest().unwrap_or_else(|| unit.least.into()),
                unit.highest().unwrap_or_else(|| unit.most.into()),
            );
            let mut figures = vec![highest, lowest];
            condition.each_leaf(&mut |leaf| {
                if leaf.question == index
                    && let Some(cut) = leaf.test.cut(unit.step())
                {
                    figures.extend([cut, cut - unit.step()]);
                }
            });
            figures.retain(|figure| (lowest..=highest).contains(figure));
            figures.into_iter().map(Answer::Figure).collect()
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
        let is_chosen = |option: u16| {
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
        (Test::Includes(_) | Test::ComparesPart(_), Some(chosen)) => {
            Truth::of(*chosen == Answer::YesNo(true))
        }
        (test, Some(answer)) => Truth::of(answer.passes(test)),
    })
}
