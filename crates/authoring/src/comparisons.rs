//! Comparisons of a figure, or of two together, with an amount that goes with another figure: an
//! income of at most 15,400 yuan for each part of a family. They become comparisons of two figures,
//! and of a figure with sums, so that the engine tries what it tries of those.

use super::declarations::Declarations;
use super::figures;
use super::formulas;
use super::message::Message;
use super::paid::{ALWAYS, NEVER, all, always, any, first_that_holds, leaf};
use super::read::{Position, TomlTable, TomlText, TomlValue};
use super::words::keep;
use huiqi_rules::condition::{Condition, Leaf, PartTest, Relation, Test};
use huiqi_rules::crossings::{compares, crossings};
use huiqi_rules::formula::Formula;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;

/// Whether a condition compares with an amount, or compares two figures together.
pub(super) fn is_comparison(table: &TomlTable<'_>) -> bool {
    ["question", "of"].iter().any(|key| table.peeks_other_than_text(key))
        || Relation::ALL.iter().any(|(name, _)| table.peeks_table(name))
}

/// Returns such a condition; `None` where something in it is wrong.
pub(super) fn comparison(declared: &Declarations, table: &mut TomlTable<'_>) -> Option<Condition> {
    let says = table.maybe_text("says");
    let figures = compared_figures(declared, table)?;
    let of = table.value("of");
    let mut written: Vec<(Relation, TomlValue<'_>, Position)> = Vec::new();
    for (name, relation) in Relation::ALL {
        if let Some((value, position)) = table.value(name) {
            written.push((relation, value, position));
        }
    }
    let position = table.position.clone();
    if written.is_empty() {
        position.problem_of_table(say!(
            "two figures together are compared: write `at_least`, `above`, `at_most` or `below`",
            "两个数加起来要和一个数比：写 `at_least`、`above`、`at_most` 或 `below`"
        ));
        return None;
    }
    if let Some((_, position)) = of {
        let has_amount = written.iter().any(|(_, value, _)| matches!(value, TomlValue::Table(_)));
        position.problem(if has_amount {
            say!(
                "`of` goes with a share alone: of an amount it is written inside",
                "`of` 只和百分比一起用：写成金额的，`of` 写在金额里面"
            )
        } else {
            say!(
                "a share is of one figure, and of one other one: where several are added, ask for \
                 their sum in a question of its own",
                "百分比只能是一个数占另一个数的：几个数加起来的，另外用一道题问合计"
            )
        });
        return None;
    }
    let comparer = Comparer { declared, figures: &figures };
    let mut parts = Vec::new();
    for (relation, value, position) in written {
        let formula = match value {
            TomlValue::Text(text) => comparer.threshold(&text)?,
            value @ (TomlValue::Texts(_)
            | TomlValue::YesNo(_)
            | TomlValue::Table(_)
            | TomlValue::Other) => formulas::compared_with(declared, value, &position, figures[0])?,
        };
        let found = comparer.compare(relation, &formula, Decimal::ONE, Decimal::ZERO);
        let Some(found) = found else {
            position.problem(comparer.refusal(&formula));
            return None;
        };
        if always(&found) {
            position.problem(say!(
                "every answer is so, so that nothing is asked: leave it out, or ask for more",
                "答多少都满足，等于没有条件：去掉它，或者把门槛改一改"
            ));
            return None;
        }
        parts.push(found);
    }
    with_words(all(parts), says)
}

/// Returns the one figure that is compared, or the two that are added.
fn compared_figures(
    declared: &Declarations,
    table: &mut TomlTable<'_>,
) -> Option<Vec<QuestionIndex>> {
    let kinds = [Kind::Figure(&Unit::YUAN), Kind::Figure(&Unit::NUMBER)];
    let (ids, position) = match table.value("question")? {
        (TomlValue::Text(id), position) => (vec![id], position),
        (TomlValue::Texts(ids), position) if ids.len() == 2 => (ids, position),
        (TomlValue::Texts(_), position) => {
            position.problem(say!(
                "two questions are added: write one in quotes, or two as a list; of three and \
                 more, ask for their sum in a question of its own",
                "只能把两道题的数加起来：一道直接写，两道写成列表；三道以上的，另外用一道题问合计"
            ));
            return None;
        }
        (TomlValue::YesNo(_) | TomlValue::Table(_) | TomlValue::Other, position) => {
            position.problem(say!(
                "must be a question, or a list of two whose figures are added",
                "要写一道题的代号，或者两道题的列表（两个数加起来）"
            ));
            return None;
        }
    };
    let figures: Option<Vec<QuestionIndex>> =
        ids.iter().map(|id| declared.question_of(id, &kinds)).collect();
    let figures = figures?;
    two_of_one_unit(declared, &figures, &position).then_some(figures)
}

/// Notes two figures that cannot be added; returns whether they can.
pub(super) fn two_of_one_unit(
    declared: &Declarations,
    figures: &[QuestionIndex],
    position: &Position,
) -> bool {
    let [first, second] = figures else { return true };
    if first == second {
        position.problem(say!(
            "a figure is added to itself: name two questions",
            "同一个数加了两次：写两道不同的题"
        ));
        return false;
    }
    let unit = |question: &QuestionIndex| {
        declared.questions[usize::from(question.0)].kind.unit().map(|unit| (unit.id, unit.word))
    };
    let is_same = unit(first) == unit(second);
    if !is_same {
        position.problem(say!("only figures of one unit are added", "只有单位一样的数才能加起来"));
    }
    is_same
}

/// Returns a condition that two figures together are at least this much.
pub(super) fn both_reach(
    declared: &Declarations,
    figures: [QuestionIndex; 2],
    least: Decimal,
) -> Condition {
    Comparer { declared, figures: &figures }.than(Relation::AtLeast, least)
}

/// Returns a comparison with words of its own, which go with one alone.
fn with_words(condition: Condition, says: Option<TomlText>) -> Option<Condition> {
    match (condition, says) {
        (condition, None) => Some(condition),
        (Condition::Leaf(leaf), Some(says)) => {
            Some(Condition::Leaf(Leaf { says: Some(keep(&says.text)), ..leaf }))
        }
        (Condition::All(_) | Condition::Any(_) | Condition::Not(_), Some(says)) => {
            says.position.problem(say!(
                "`says` is of one comparison, and this becomes several, each with its words: leave \
                 it out",
                "`says` 只配一个比较，这里要分成几个来比，各有各的说法：去掉 `says`"
            ));
            None
        }
    }
}

/// Compares one figure, or two together.
struct Comparer<'d> {
    declared: &'d Declarations,
    figures: &'d [QuestionIndex],
}

/// No part of a figure is more than this, in percent, and none has more decimals.
const MOST_PERCENT: Decimal = Decimal::from_parts(1_410_065_408, 2, 0, false, 0);
const MOST_DECIMALS: u32 = 6;

impl Comparer<'_> {
    fn unit(&self, question: QuestionIndex) -> &'static Unit {
        self.declared.questions[usize::from(question.0)].kind.unit().unwrap_or(&Unit::YUAN)
    }

    /// Returns a figure as written.
    fn threshold(&self, text: &TomlText) -> Option<Formula> {
        let unit = self.unit(self.figures[0]);
        if text.text.ends_with('%') {
            text.position.problem_of_table(say!(
                "a share is of another figure: `{{ share = \"30%\", of = \"…\" }}`",
                "百分比要说是占哪个数的：`{{ share = \"30%\", of = \"…\" }}`"
            ));
            return None;
        }
        let figure = match self.figures {
            [_] => figures::figure(unit, text),
            _ => figures::figure(&unit.without_range(), text),
        };
        figure.map(|figure| Formula::Constant(figure, unit.notation))
    }

    /// Returns when the figures compare so with a multiple of a formula and a sum; nothing where no
    /// comparison of two figures says it.
    fn compare(
        &self,
        relation: Relation,
        formula: &Formula,
        factor: Decimal,
        plus: Decimal,
    ) -> Option<Condition> {
        if factor.is_zero() {
            return Some(self.than(relation, plus));
        }
        let each = |parts: &[Formula]| -> Option<Vec<Condition>> {
            parts.iter().map(|part| self.compare(relation, part, factor, plus)).collect()
        };
        // Below the lesser of two is below both; above it, above any.
        let is_upper = matches!(relation, Relation::AtMost | Relation::Below);
        let lesser = |parts, is_lesser: bool| {
            if is_lesser == (is_upper == factor.is_sign_positive()) {
                all(parts)
            } else {
                any(parts)
            }
        };
        match formula {
            Formula::Constant(number, _) => Some(self.than(relation, factor * number + plus)),
            Formula::Figure(question) => self.part(relation, *question, factor, plus),
            Formula::Product(parts) => {
                let (constant, rest) = apart(parts, Decimal::ONE, |left, right| left * right)?;
                match rest {
                    Some(rest) => self.compare(relation, rest, factor * constant, plus),
                    None => Some(self.than(relation, factor * constant + plus)),
                }
            }
            Formula::Sum(parts) => {
                let (constant, rest) = apart(parts, Decimal::ZERO, |left, right| left + right)?;
                let plus = plus + factor * constant;
                match rest {
                    Some(rest) => self.compare(relation, rest, factor, plus),
                    None => Some(self.than(relation, plus)),
                }
            }
            Formula::Divided(part, by) => {
                let quotient = factor / by;
                let is_exact = quotient * by == factor && quotient.normalize().scale() <= 20;
                is_exact.then(|| self.compare(relation, part, quotient, plus))?
            }
            Formula::Lesser(parts) => each(parts).map(|parts| lesser(parts, true)),
            Formula::Greater(parts) => each(parts).map(|parts| lesser(parts, false)),
            // What is left is the greater of that and nothing.
            Formula::Less([from, Formula::Constant(less, _)]) => {
                let left = self.compare(relation, from, factor, plus - factor * less)?;
                Some(lesser(vec![self.than(relation, plus), left], false))
            }
            Formula::Less([Formula::Constant(from, _), less]) => {
                let left = self.compare(relation, less, -factor, plus + factor * from)?;
                Some(lesser(vec![self.than(relation, plus), left], false))
            }
            Formula::Cases(cases, otherwise) => first_that_holds(cases, otherwise, &|then| {
                self.compare(relation, then, factor, plus)
            }),
            Formula::Less(_)
            | Formula::FullSteps(..)
            | Formula::Progressive(..)
            | Formula::Award(_)
            | Formula::Unbounded => None,
        }
    }

    /// Returns when the figures compare so with a sum.
    fn than(&self, relation: Relation, sum: Decimal) -> Condition {
        let ends = self.figures.iter().map(|question| {
            let unit = self.unit(*question);
            (unit.lowest().unwrap_or_default(), unit.highest().unwrap_or_else(|| unit.most.into()))
        });
        let (lowest, highest) =
            ends.fold((Decimal::ZERO, Decimal::ZERO), |all, own| (all.0 + own.0, all.1 + own.1));
        match (relation.holds(lowest, sum), relation.holds(highest, sum)) {
            (true, true) => return ALWAYS,
            (false, false) => return NEVER,
            (true, false) | (false, true) => {}
        }
        let unit = self.unit(self.figures[0]);
        if let [first, second] = self.figures {
            return line(*first, (relation, -Decimal::ONE_HUNDRED), *second, sum);
        }
        // A threshold is one of the figures that there are.
        let below = unit.at_or_below(sum);
        let threshold = match relation {
            Relation::AtMost | Relation::Above => below,
            Relation::AtLeast | Relation::Below if below == sum => below,
            Relation::AtLeast | Relation::Below => below + unit.step(),
        }
        .normalize();
        leaf(
            self.figures[0],
            match relation {
                Relation::AtLeast => Test::AtLeast(threshold),
                Relation::Above | Relation::AtMost | Relation::Below => {
                    Test::Compares(relation, threshold)
                }
            },
        )
    }

    /// Returns when the one figure compares so with a multiple of another one and a sum.
    fn part(
        &self,
        relation: Relation,
        of: QuestionIndex,
        factor: Decimal,
        plus: Decimal,
    ) -> Option<Condition> {
        let [own] = self.figures else { return None };
        let percent = (factor * Decimal::ONE_HUNDRED).normalize();
        let plus = plus.normalize();
        let is_small = percent.abs() <= MOST_PERCENT
            && percent.scale() <= MOST_DECIMALS
            && plus.scale() <= MOST_DECIMALS;
        (*own != of && is_small).then(|| line(*own, (relation, percent), of, plus))
    }

    /// Returns what is said of an amount with which nothing is compared exactly.
    fn refusal(&self, formula: &Formula) -> Message {
        let id = |question: &QuestionIndex| {
            format!("`{}`", self.declared.questions[usize::from(question.0)].id)
        };
        let mut others: Vec<String> = Vec::new();
        formula.each(&mut |part| {
            let name = match part {
                Formula::Figure(question) => id(question),
                Formula::Award(award) => format!("`{award}`"),
                _ => return,
            };
            if !others.contains(&name) {
                others.push(name);
            }
        });
        let own = self.figures.iter().map(id).collect::<Vec<_>>().join(" + ");
        let others = others.join(", ");
        say!(
            "{own} cannot be compared exactly with this amount of {others}: a figure is compared \
             with one other one, times a number and with a sum beside it, and two figures together \
             with a sum; `lesser`, `greater`, `minus` of a sum, `steps`, `cases` and a `cap` may \
             choose among such. Ask for the rest in a question of its own",
            "{own} 不能准确地和 {others} 的这个金额比：一个数只能和另一个数的倍数（可以再加减\
             一个定数）比，两个数加起来只能和定数比；可以用 `lesser`、`greater`、`steps`、`cases`、\
             `cap` 和减一个定数的 `minus` 在几种里选。别的另外用一道题来问"
        )
    }
}

/// A comparison of two figures.
fn line(
    question: QuestionIndex,
    (relation, percent): (Relation, Decimal),
    of: QuestionIndex,
    plus: Decimal,
) -> Condition {
    let test = PartTest { rounded: None, relation, percent, of, plus, compares, crossings };
    leaf(question, Test::ComparesPart(Box::leak(Box::new(test))))
}

/// Returns the constants among some parts as one, and the one part beside them; nothing where there
/// are several.
fn apart(
    parts: &[Formula],
    none: Decimal,
    with: fn(Decimal, Decimal) -> Decimal,
) -> Option<(Decimal, Option<&Formula>)> {
    let (mut constant, mut rest) = (none, None);
    for part in parts {
        match part {
            Formula::Constant(number, _) => constant = with(constant, *number),
            _ if rest.is_none() => rest = Some(part),
            _ => return None,
        }
    }
    Some((constant, rest))
}
