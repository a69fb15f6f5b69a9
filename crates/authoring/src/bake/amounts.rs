//! Amounts as Rust source.

use super::{Extent, condition, decimal, index, list, rate, texts, yuan};
use huiqi_rules::formula::{Case, Formula};
use huiqi_rules::policy::{AmountRule, Cap, Grade, Promise};
use rust_decimal::Decimal;

pub(super) fn amount(amount: &AmountRule, extent: Extent) -> String {
    match amount {
        AmountRule::Fixed(sum) => format!("AmountRule::Fixed({})", yuan(*sum)),
        AmountRule::UpTo(sum) => format!("AmountRule::UpTo({})", yuan(*sum)),
        AmountRule::Graded { question, grades, highest } => {
            let grades = list(grades, |grade| match grade {
                Grade::Sum(sum) => format!("Grade::Sum({})", yuan(*sum)),
                Grade::Undecided => "Grade::Undecided".to_owned(),
            });
            format!(
                "AmountRule::Graded {{ question: {}, grades: {grades}, highest: {} }}",
                index(*question),
                yuan(*highest)
            )
        }
        AmountRule::Share { rate: part, of, cap, promise } => {
            let cap = cap.as_ref().map_or("None".to_owned(), |cap| match cap {
                Cap::Sum(sum) => format!("Some(Cap::Sum({}))", yuan(*sum)),
                Cap::Question(question) => format!("Some(Cap::Question({}))", index(*question)),
            });
            let promise = match promise {
                Promise::Paid => "Promise::Paid",
                Promise::Ceiling => "Promise::Ceiling",
            };
            format!(
                "AmountRule::Share {{ rate: {}, of: {}, cap: {cap}, promise: {promise} }}",
                rate(*part),
                index(*of)
            )
        }
        AmountRule::Match { rate: part, of } => {
            format!("AmountRule::Match {{ rate: {}, of: {} }}", rate(*part), index(*of))
        }
        AmountRule::Computed(computed) => format!(
            "AmountRule::Computed(&Computed {{ least: {}, most: {}, gap: Gap::{:?}, awards: {}, \
             conditions: {}, ways: {}, evaluate: huiqi_rules::formula::evaluate, \
             bends: huiqi_rules::bends::bends, kinks: huiqi_rules::bends::kinks }})",
            formula(&computed.least, extent),
            formula(&computed.most, extent),
            computed.gap,
            texts(computed.awards),
            list(computed.conditions, |asked| condition(asked, extent)),
            list(computed.ways, |(question, rises)| format!("({}, {rises})", index(*question))),
        ),
    }
}

pub(super) fn formula(written: &Formula, extent: Extent) -> String {
    let all = |parts: &[Formula]| list(parts, |part| formula(part, extent));
    let one = |part: &Formula| format!("&{}", formula(part, extent));
    let body = match written {
        Formula::Constant(number, notation) => {
            format!("Constant({}, Notation::{notation:?})", decimal(*number))
        }
        Formula::Unbounded => "Unbounded".to_owned(),
        Formula::Figure(question) => format!("Figure({})", index(*question)),
        Formula::Sum(parts) => format!("Sum({})", all(parts)),
        Formula::Product(parts) => format!("Product({})", all(parts)),
        Formula::Lesser(parts) => format!("Lesser({})", all(parts)),
        Formula::Greater(parts) => format!("Greater({})", all(parts)),
        Formula::Less(parts) => format!("Less({})", all(&parts[..])),
        Formula::Divided(part, by) => format!("Divided({}, {})", one(part), decimal(*by)),
        Formula::FullSteps(part, per) => format!("FullSteps({}, {})", one(part), decimal(*per)),
        Formula::Progressive(part, brackets) => {
            let pair =
                |pair: &(Decimal, Decimal)| format!("({}, {})", decimal(pair.0), decimal(pair.1));
            format!("Progressive({}, {})", one(part), list(brackets, pair))
        }
        Formula::Cases(cases, otherwise) => {
            let case = |case: &Case| {
                format!(
                    "Case {{ condition: {}, then: {} }}",
                    condition(&case.condition, extent),
                    formula(&case.then, extent)
                )
            };
            format!("Cases({}, {})", list(cases, case), one(otherwise))
        }
        Formula::Award(id) => format!("Award({id:?})"),
    };
    format!("Formula::{body}")
}
