//! What the numbers of an amount are: money, a part of something, a number of things. What is no
//! money cannot be paid, and is not added to money, compared with it or taken off it.

use crate::declarations::Declarations;
use crate::read::Position;
use huiqi_rules::formula::Formula;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// What a number is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// Nothing, or no finite number: it goes with everything.
    Any,
    Money,
    Rate,
    /// A number of things.
    Number,
    /// A number of ten thousands of things, such as 万元/人: ten thousand times too small where it
    /// becomes money by itself.
    Scaled,
    /// A number that may be money: a product of numbers, among which may be what one is worth, or a
    /// number whose unit is a sum.
    Product,
}

/// Notes an amount that is no money, or that puts together what does not go together; returns
/// whether there is none.
pub(super) fn is_money(declared: &Declarations, formula: &Formula, position: &Position) -> bool {
    let reader = Reader { declared, position };
    let Some(measure) = reader.measure(formula) else { return false };
    let (english, chinese) = match measure {
        Measure::Any | Measure::Money | Measure::Product => return true,
        Measure::Rate => ("a part of nothing", "只是一个百分比"),
        Measure::Number => ("a number of things", "只是一个数量"),
        Measure::Scaled => ("a number in ten thousands", "只是一个以“万”计的数"),
    };
    position.problem_of_table(say!(
        "what is paid is money, and this is {english}: say what one is worth with `each`, or \
         multiply by what one is in yuan with `times`; a part of a figure is `{{ share = \"…\", of \
         = \"…\" }}`",
        "给的要是钱，这里{chinese}：用 `each` 写每个多少钱，或者用 `times` 乘上每个合多少元；按比例\
         的写 `{{ share = \"…\", of = \"…\" }}`"
    ));
    false
}

/// Notes numbers that are not compared with each other; returns whether they are.
pub(super) fn go_together(
    declared: &Declarations,
    formulas: &[Formula],
    position: &Position,
) -> bool {
    Reader { declared, position }.of_one_kind(formulas.iter()).is_some()
}

struct Reader<'r> {
    declared: &'r Declarations,
    position: &'r Position,
}

impl Reader<'_> {
    /// Returns what a formula is; `None` where a mistake in it has been noted.
    fn measure(&self, formula: &Formula) -> Option<Measure> {
        match formula {
            Formula::Constant(number, _) if number.is_zero() => Some(Measure::Any),
            Formula::Constant(_, Notation::Money) | Formula::Award(_) => Some(Measure::Money),
            Formula::Constant(_, Notation::Percent) => Some(Measure::Rate),
            Formula::Constant(_, Notation::Number) => Some(Measure::Number),
            Formula::Unbounded => Some(Measure::Any),
            Formula::Figure(question) => {
                let unit = self.declared.questions[usize::from(question.0)].kind.unit();
                Some(match unit {
                    Some(unit) if *unit == Unit::YUAN => Measure::Money,
                    Some(unit) if unit.word.starts_with(['万', '亿']) => Measure::Scaled,
                    // A price, a rate of exchange.
                    Some(unit) if unit.word.ends_with('元') => Measure::Product,
                    Some(_) | None => Measure::Number,
                })
            }
            Formula::Sum(parts) | Formula::Lesser(parts) | Formula::Greater(parts) => {
                self.of_one_kind(parts.iter())
            }
            Formula::Less(parts) => self.of_one_kind(parts.iter()),
            Formula::Cases(..) => self.of_one_kind(formula.parts()),
            Formula::Product(parts) => self.product(parts),
            Formula::Divided(part, _) | Formula::Progressive(part, _) => self.measure(part),
            Formula::FullSteps(part, _) => self.measure(part).map(|_| Measure::Number),
        }
    }

    /// Returns what all parts are.
    fn of_one_kind<'f>(&self, parts: impl Iterator<Item = &'f Formula>) -> Option<Measure> {
        let mut all: Option<(&Formula, Measure)> = None;
        for part in parts {
            let own = self.measure(part)?;
            match all {
                _ if own == Measure::Any => {}
                None => all = Some((part, own)),
                Some((_, before)) if before == own => {}
                // A product of numbers is what the part beside it is.
                Some((_, Measure::Money | Measure::Number)) if own == Measure::Product => {}
                Some((_, Measure::Scaled)) if own == Measure::Number => {}
                Some((_, Measure::Product)) if matches!(own, Measure::Money | Measure::Number) => {
                    all = Some((part, own));
                }
                Some((_, Measure::Number)) if own == Measure::Scaled => all = Some((part, own)),
                Some((first, before)) => {
                    self.apart([(first, before), (part, own)]);
                    return None;
                }
            }
        }
        Some(all.map_or(Measure::Any, |(_, measure)| measure))
    }

    fn product(&self, parts: &[Formula]) -> Option<Measure> {
        let own: Option<Vec<Measure>> = parts.iter().map(|part| self.measure(part)).collect();
        let own = own?;
        let count = |wanted: Measure| own.iter().filter(|part| **part == wanted).count();
        let (sums, numbers) = (count(Measure::Money), count(Measure::Number));
        if sums > 1 {
            self.position.problem_of_table(say!(
                "a sum of money is multiplied by a number or a part, not by another sum of money",
                "金额只能乘数量或百分比，不能乘另一个金额"
            ));
            return None;
        }
        let is_scaled = count(Measure::Scaled) > 0 && sums == 0;
        if is_scaled && !parts.iter().any(is_scale) {
            self.position.problem_of_table(say!(
                "a figure whose unit begins with 万 or 亿 is multiplied as the number that is typed, \
                 so that the amount would be ten thousand times too small: give the question the \
                 unit itself, such as \"元/人\" (people type 5万), or multiply by \"10000\" too",
                "单位以“万”“亿”开头的数，乘的是填的那个数，金额会少算一万倍：题目的单位改写成 \
                 \"元/人\" 这样的（填的时候可以填 5万），或者再乘 \"10000\""
            ));
            return None;
        }
        Some(match (sums, numbers) {
            _ if count(Measure::Any) > 0 => Measure::Any,
            (1, _) => Measure::Money,
            _ if is_scaled || count(Measure::Product) > 0 || numbers > 1 => Measure::Product,
            (_, 1) => Measure::Number,
            _ => Measure::Rate,
        })
    }

    fn apart(&self, parts: [(&Formula, Measure); 2]) {
        let named = |(part, measure): (&Formula, Measure)| {
            let (english, chinese) = match measure {
                Measure::Money | Measure::Any => ("money", "金额"),
                Measure::Rate => ("a percentage", "百分比"),
                Measure::Number | Measure::Scaled | Measure::Product => ("a number", "数量"),
            };
            let id = if let Formula::Figure(question) = part {
                format!(" (`{}`)", self.declared.questions[usize::from(question.0)].id)
            } else {
                String::new()
            };
            (format!("{english}{id}"), format!("{chinese}{id}"))
        };
        // A sum beside a price, 30元 beside 元/平方米.
        let unit = parts.iter().find_map(|(part, _)| {
            let Formula::Figure(question) = part else { return None };
            self.declared.questions[usize::from(question.0)].kind.unit()
        });
        let is_sum =
            parts.iter().any(|(part, _)| matches!(part, Formula::Constant(_, Notation::Money)));
        let [(first, one), (second, other)] = parts.map(named);
        if let Some(unit) = unit.filter(|unit| is_sum && unit.notation == Notation::Number) {
            let word = unit.word;
            self.position.problem_of_table(say!(
                "{first} and {second} are not added, compared or taken off each other: what goes \
                 with this question is written in its unit, such as \"30{word}\"",
                "{one}和{other}不能相加、比较、相减：和这道题在一起的数，用它的单位写，如 \"30{word}\""
            ));
            return;
        }
        self.position.problem_of_table(say!(
            "{first} and {second} are not added, compared or taken off each other: a part of a \
             figure is `{{ share = \"…\", of = \"…\" }}`, and a number becomes money with `each`",
            "{one}和{other}不能相加、比较、相减：按比例的写 `{{ share = \"…\", of = \"…\" }}`，数量\
             用 `each` 写每个多少钱"
        ));
    }
}

/// Whether a number makes ten thousands what they are worth.
fn is_scale(part: &Formula) -> bool {
    matches!(part, Formula::Constant(number, Notation::Number) if *number >= TEN_THOUSAND)
}

const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
