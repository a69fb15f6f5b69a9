//! Whether any answers can meet a condition.

use super::conditions::leaves;
use super::declarations::Declared;
use super::read::Place;
use huiqi_rules::policy::Condition;
use huiqi_rules::question::{Kind, QuestionIndex};
use rust_decimal::Decimal;

/// Notes a condition that no answer can meet.
pub(super) fn must_be_possible(declared: &Declared, condition: &Condition, place: &Place) {
    let mut slots = Vec::new();
    let mut found = Vec::new();
    leaves(condition, &mut found);
    for slot in found.into_iter().filter_map(slot) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    if !some_answer(declared, condition, &slots, &mut Vec::new()) {
        place.problem(
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

#[derive(Clone, Copy)]
enum Tried {
    Option(u8),
    Yes(bool),
    Figure(Decimal),
}

fn slot(leaf: &Condition) -> Option<Slot> {
    match leaf {
        Condition::Includes { question, option, .. } => Some(Slot::Chosen(*question, *option)),
        Condition::AtLeastOption { question, .. }
        | Condition::OneOf { question, .. }
        | Condition::IsYes { question, .. }
        | Condition::AtLeast { question, .. } => Some(Slot::Answer(*question)),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => None,
    }
}

/// Whether the answers tried so far can be completed so that the condition holds.
fn some_answer(
    declared: &Declared,
    condition: &Condition,
    slots: &[Slot],
    tried: &mut Vec<(Slot, Tried)>,
) -> bool {
    if !allowed(declared, tried) {
        return false;
    }
    let Some((slot, rest)) = slots.split_first() else {
        return truth(condition, tried) == Some(true);
    };
    match truth(condition, tried) {
        Some(holds) => holds,
        None => values(declared, *slot).into_iter().any(|value| {
            tried.push((*slot, value));
            let met = some_answer(declared, condition, rest, tried);
            tried.pop();
            met
        }),
    }
}

fn values(declared: &Declared, slot: Slot) -> Vec<Tried> {
    let Slot::Answer(question) = slot else {
        return vec![Tried::Yes(true), Tried::Yes(false)];
    };
    let question = &declared.questions[usize::from(question.0)];
    match question.kind {
        Kind::Single => (0..question.options.len() as u8).map(Tried::Option).collect(),
        Kind::Multi | Kind::YesNo => vec![Tried::Yes(true), Tried::Yes(false)],
        Kind::Figure(unit) => {
            vec![Tried::Figure(unit.most.into()), Tried::Figure(unit.least.into())]
        }
    }
}

fn value(tried: &[(Slot, Tried)], wanted: Slot) -> Option<Tried> {
    tried.iter().find(|(slot, _)| *slot == wanted).map(|(_, value)| *value)
}

fn allowed(declared: &Declared, tried: &[(Slot, Tried)]) -> bool {
    declared.constraints.iter().all(|constraint| {
        let Some(Tried::Option(top)) = value(tried, Slot::Answer(constraint.ladder)) else {
            return true;
        };
        let is_chosen = |option: u8| {
            matches!(value(tried, Slot::Chosen(constraint.multi, option)), Some(Tried::Yes(true)))
        };
        let mut ranks = (0..).zip(constraint.ranks);
        !ranks.any(|(option, rank)| *rank > top && is_chosen(option))
    })
}

/// Whether a condition holds for what is tried so far; nothing where that depends on more.
fn truth(condition: &Condition, tried: &[(Slot, Tried)]) -> Option<bool> {
    match condition {
        Condition::All(parts) => of_parts(parts, tried, false),
        Condition::Any(parts) => of_parts(parts, tried, true),
        Condition::Not(part) => truth(part, tried).map(|holds| !holds),
        leaf @ (Condition::AtLeastOption { .. }
        | Condition::OneOf { .. }
        | Condition::Includes { .. }
        | Condition::IsYes { .. }
        | Condition::AtLeast { .. }) => passes(leaf, value(tried, slot(leaf)?)?),
    }
}

/// The truth of parts of which one that is `decisive` decides the whole.
fn of_parts(parts: &[Condition], tried: &[(Slot, Tried)], decisive: bool) -> Option<bool> {
    let truths: Vec<Option<bool>> = parts.iter().map(|part| truth(part, tried)).collect();
    if truths.contains(&Some(decisive)) {
        Some(decisive)
    } else if truths.contains(&None) {
        None
    } else {
        Some(!decisive)
    }
}

fn passes(leaf: &Condition, tried: Tried) -> Option<bool> {
    match (leaf, tried) {
        (Condition::AtLeastOption { option, .. }, Tried::Option(chosen)) => Some(chosen >= *option),
        (Condition::OneOf { options, .. }, Tried::Option(chosen)) => {
            Some(options >> chosen & 1 == 1)
        }
        (Condition::Includes { .. } | Condition::IsYes { .. }, Tried::Yes(yes)) => Some(yes),
        (Condition::AtLeast { threshold, .. }, Tried::Figure(figure)) => Some(figure >= *threshold),
        (_, Tried::Option(_) | Tried::Yes(_) | Tried::Figure(_)) => None,
    }
}
