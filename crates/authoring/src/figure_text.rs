//! What a question says of its figures: unit, which numbers there are, the least and the most.

use super::figures;
use super::read::{Position, TomlText};
use huiqi_rules::question::Kind;
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// What a question says of its figures.
pub(super) struct FigureText<'a> {
    pub(super) position: &'a Position,
    pub(super) unit: Option<TomlText>,
    pub(super) multiple_of: Option<TomlText>,
    pub(super) from: Option<TomlText>,
    pub(super) to: Option<TomlText>,
}

impl FigureText<'_> {
    /// Returns the kind with the unit, the step, the least and the most that are written; `None`
    /// where a number has no unit: what is compared with it cannot be read then.
    pub(super) fn kind(self, kind: Kind) -> Option<Kind> {
        let Kind::Figure(unit) = kind else {
            let texts = [&self.unit, &self.multiple_of, &self.from, &self.to];
            for text in texts.into_iter().flatten() {
                text.position.problem(say!(
                    "only figures have a `unit`, a `least` and a `most`",
                    "只有填数字的题才有 `unit`、`least`、`most`"
                ));
            }
            return Some(kind);
        };
        let is_number = *unit == Unit::NUMBER;
        let mut own = unit;
        if is_number {
            let Some(word) = self.unit.as_ref().filter(|unit| !unit.text.trim().is_empty()) else {
                self.position.problem_of_table(say!(
                    "a number needs its `unit`, such as \"件\" or \"平方米\"",
                    "数量要写单位 `unit`，如 \"件\"、\"平方米\""
                ));
                return None;
            };
            let hundredths = self.multiple_of.as_ref().map_or(Some(100), step);
            own = Box::leak(Box::new(Unit::number(
                Box::leak(word.text.clone().into_boxed_str()),
                hundredths.unwrap_or(100),
            )));
        } else {
            if let Some(text) = self.unit.as_ref().filter(|text| text.text != unit.word) {
                text.position.problem(say!(
                    "a figure of kind {} has the unit {:?}",
                    "{} 这种数字的单位是 {:?}",
                    unit.id,
                    unit.word
                ));
            }
            if let Some(text) = &self.multiple_of {
                text.position.problem(say!(
                    "only a number is a `multiple_of` something",
                    "只有数量才写 `multiple_of`"
                ));
            }
        }
        let hundredths = |text: &TomlText| {
            let figure = figures::figure(own, text)?;
            (figure * Decimal::ONE_HUNDRED).to_i64()
        };
        let (from, to) =
            (self.from.as_ref().and_then(hundredths), self.to.as_ref().and_then(hundredths));
        if let (Some(least), Some(most), Some(text)) = (from, to, &self.to)
            && least >= most
        {
            text.position
                .problem(say!("the `most` must be above the `least`", "`most` 要大于 `least`"));
        }
        if from.is_none() && to.is_none() {
            return Some(Kind::Figure(own));
        }
        let plain = if is_number {
            Unit::number(own.word, own.hundredths_of_step())
        } else if *unit == Unit::YUAN {
            Unit::YUAN
        } else {
            Unit::PERCENT
        };
        Some(Kind::Figure(Box::leak(Box::new(plain.within(from, to)))))
    }
}

/// Returns the step of a number in hundredths.
fn step(text: &TomlText) -> Option<u32> {
    let read = Unit::number("", 1).read_strict(&text.text).ok();
    let hundredths = read.and_then(|step| (step * Decimal::ONE_HUNDRED).to_u32());
    let hundredths = hundredths.filter(|step| *step > 0);
    if hundredths.is_none() {
        text.position.problem(say!(
            "no step; write \"1\", \"0.5\" or \"0.01\"",
            "步长不对；写 \"1\"、\"0.5\" 或 \"0.01\""
        ));
    }
    hundredths
}
