//! Questions of former editions as baked tables.

use super::literals::{kind, list, texts};
use huiqi_rules::formerly::{Becomes, CarryRule, Constant, FormerOption, FormerQuestion, Pattern};

/// Writes a question of former editions.
pub(super) fn former_question(former: &FormerQuestion) -> String {
    format!(
        "FormerQuestion {{ before: {:?}, id: {:?}, kind: {}, short: {:?}, label: {:?}, \
         column: {:?}, options: {}, reworded: {}, rules: {} }}",
        former.before,
        former.id,
        kind(former.kind),
        former.short,
        former.label,
        former.column,
        list(former.options, option),
        list(former.reworded, option),
        list(former.rules, carry_rule),
    )
}

fn option(option: &FormerOption) -> String {
    format!("FormerOption {{ id: {:?}, label: {:?} }}", option.id, option.label)
}

fn carry_rule(rule: &CarryRule) -> String {
    let becomes = match &rule.becomes {
        Becomes::Same { question, renamed } => {
            format!("Same {{ question: {question:?}, renamed: &{renamed:?} }}")
        }
        Becomes::Set { question, answer } => {
            format!("Set {{ question: {question:?}, answer: {} }}", constant(*answer))
        }
        Becomes::AskedAgain { question, why } => {
            format!("AskedAgain {{ question: {question:?}, why: {why:?} }}")
        }
    };
    format!(
        "CarryRule {{ answer: {}, with: {}, regions: {}, becomes: Becomes::{becomes} }}",
        pattern(rule.answer),
        list(rule.with, |(question, answer)| format!("({question:?}, {})", pattern(*answer))),
        texts(rule.regions),
    )
}

fn pattern(pattern: Pattern) -> String {
    match pattern {
        Pattern::Any => "Pattern::Any".to_owned(),
        Pattern::OneOf(options) => format!("Pattern::OneOf({})", texts(options)),
        Pattern::Only(options) => format!("Pattern::Only({})", texts(options)),
        Pattern::Is(yes) => format!("Pattern::Is({yes})"),
        Pattern::Zero => "Pattern::Zero".to_owned(),
    }
}

fn constant(constant: Constant) -> String {
    match constant {
        Constant::Option(option) => format!("Constant::Option({option:?})"),
        Constant::Options(options) => format!("Constant::Options({})", texts(options)),
        Constant::YesNo(yes) => format!("Constant::YesNo({yes})"),
        Constant::Figure(digits) => format!("Constant::Figure({digits:?})"),
    }
}
