//! One part of an amount: a figure with its unit, a question, or an amount again.

use super::{Written, constant, finish, money, rate};
use crate::declarations::Declarations;
use crate::figures;
use crate::read::{Position, TomlText, TomlValue};
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::question::Kind;
use huiqi_rules::unit::{Notation, Unit};

/// Returns one part of the algebra: a constant with its unit, a question, or a table.
pub(super) fn part(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
) -> Option<Formula> {
    part_in(declared, value, position, &Unit::YUAN)
}

/// Returns one part that is a sum by itself: a number alone or a rate alone is none.
pub(super) fn sum_part(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
) -> Option<Formula> {
    let formula = part(declared, value, position)?;
    let is_sum = if let Formula::Constant(number, notation) = formula {
        notation == Notation::Money || number.is_zero()
    } else {
        true
    };
    if !is_sum {
        position.problem(say!(
            "no sum of money: write \"20万元\" with its unit; a share is of a figure, `{{ share = \
             \"…\", of = \"…\" }}`",
            "不是金额：带单位写，如 \"20万元\"；百分比要写是哪个数的，`{{ share = \"…\", of = \
             \"…\" }}`"
        ));
    }
    is_sum.then_some(formula)
}

/// Whether a text begins as a figure does and is no question.
fn is_figure(declared: &Declarations, text: &TomlText) -> bool {
    text.text.starts_with(|letter: char| letter.is_ascii_digit())
        && declared.questions.iter().all(|question| question.id != text.text)
}

pub(super) fn part_in(
    declared: &Declarations,
    value: TomlValue<'_>,
    position: &Position,
    unit: &Unit,
) -> Option<Formula> {
    match value {
        TomlValue::Text(text) if text.text.ends_with('%') => rate(&text),
        TomlValue::Text(text)
            if unit.notation == Notation::Number && unit.read_authored(&text.text).is_ok() =>
        {
            Some(constant(figures::figure(unit, &text)?, Notation::Number))
        }
        TomlValue::Text(text) if text.text.ends_with('元') => money(&text),
        TomlValue::Text(text) => match Unit::number("", 1).read_authored(&text.text) {
            Ok(number) => Some(constant(number, Notation::Number)),
            Err(_) if is_figure(declared, &text) => {
                text.position.problem(say!(
                    "no figure here: write money as \"5万元\", a part as \"5%\", a number in the \
                     unit of the question beside it, or without a unit, \"12\"",
                    "这里不能这样写数：金额写 \"5万元\"，比例写 \"5%\"，数量用旁边那道题的单位，或者不写单位，\
                     如 \"12\""
                ));
                None
            }
            Err(_) => {
                let kinds = [Kind::Figure(&Unit::YUAN), Kind::Figure(&Unit::NUMBER)];
                declared.question_of(&text, &kinds).map(Formula::Figure)
            }
        },
        TomlValue::Table(mut table) => {
            let written = Written::read(declared, &mut table, None);
            let at = table.position.clone();
            finish(table, written.is_some());
            let written = written?;
            if written.gap != Gap::None {
                at.problem(say!(
                    "a part of an amount is one number, and no range",
                    "金额的一部分只能是一个数，不能是范围"
                ));
                return None;
            }
            Some(written.most)
        }
        TomlValue::Texts(_) | TomlValue::YesNo(_) | TomlValue::Other => {
            position.problem(say!(
                "must be a text in quotes, such as \"5万元\" or a question, or an amount, `{{ … }}`",
                "要写引号里的文字（如 \"5万元\"，或者题的代号），或者一个金额 `{{ … }}`"
            ));
            None
        }
    }
}
