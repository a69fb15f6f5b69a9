//! Figures as documents write them: 30万元, 1.5亿元, 50%, 2022-02-01.

use super::read::TomlText;
use huiqi_rules::day::read_date;
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::unit::{FigureProblem, Notation, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::Date;

/// Returns a figure of a unit, in its shortest form.
pub(super) fn figure(unit: &Unit, text: &TomlText) -> Option<Decimal> {
    let read = unit.read_authored(&text.text);
    if let Err(problem) = read {
        text.position.problem(message(unit, problem));
    }
    read.ok()
}

fn message(unit: &Unit, problem: FigureProblem) -> &'static str {
    match (unit.notation, problem) {
        (Notation::Money, FigureProblem::NotANumber) => {
            "no sum of money; write \"30万元\", \"1.5亿元\" or \"200元\""
        }
        (Notation::Money, FigureProblem::Negative) => {
            "a sum of money cannot be below zero; write 0元 or more"
        }
        (Notation::Money, FigureProblem::OutOfRange)
        | (Notation::Number, FigureProblem::OutOfRange) => {
            "is outside the `least` and the `most` of its question"
        }
        (
            Notation::Money,
            FigureProblem::TooManyDecimals | FigureProblem::OffStep | FigureProblem::TooLarge,
        ) => "must be whole fen, and 10000亿元 at the most",
        (Notation::Number, FigureProblem::OffStep) => {
            "is no multiple of the `multiple_of` of its question (1 where none is written)"
        }
        (
            Notation::Number,
            FigureProblem::NotANumber
            | FigureProblem::Negative
            | FigureProblem::TooManyDecimals
            | FigureProblem::TooLarge,
        ) => "no number of zero or more; write \"12\", with two decimals at the most",
        (Notation::Percent, FigureProblem::TooLarge) => "must lie between -1000000% and 1000000%",
        (
            Notation::Percent,
            FigureProblem::NotANumber
            | FigureProblem::Negative
            | FigureProblem::TooManyDecimals
            | FigureProblem::OffStep
            | FigureProblem::OutOfRange,
        ) => "no percentage; write \"30%\", with two decimals at the most",
    }
}

/// Returns a sum of money, zero or more.
pub(super) fn money(text: &TomlText) -> Option<Yuan> {
    let yuan = figure(&Unit::YUAN, text)?;
    (yuan * Decimal::ONE_HUNDRED).to_u64().map(Yuan::from_fen)
}

/// Returns a rate above zero.
pub(super) fn rate(text: &TomlText) -> Option<Rate> {
    let percent = figure(&Unit::PERCENT, text)?;
    let hundredths = (percent * Decimal::ONE_HUNDRED).to_u32().filter(|hundredths| *hundredths > 0);
    if hundredths.is_none() {
        text.position.problem("a rate must be above 0%: a larger sum must never bring less");
    }
    hundredths.map(Rate::from_hundredths_of_percent)
}

/// Returns a day.
pub(super) fn day(text: &TomlText) -> Option<Date> {
    let parsed = read_date(&text.text);
    if parsed.is_none() {
        text.position.problem("no such day; write YYYY-MM-DD, such as \"2022-02-01\"");
    }
    parsed
}
