//! Amounts as written.

use super::declarations::{AddedOption, Declarations};
use super::figures;
use super::formulas;
use super::read::{TomlTable, TomlText, TomlValue, named};
use super::words::keep_all;
use huiqi_rules::policy::{AmountRule, Cap, Grade, Promise};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use huiqi_rules::unit::Unit;

/// Returns an amount from its table; `None` where something in it is wrong.
pub(super) fn amount(declared: &Declarations, mut table: TomlTable<'_>) -> Option<AmountRule> {
    if !table.peeks("graded") && formulas::is_computed(&mut table) {
        let computed = formulas::computed(declared, table)?;
        return Some(AmountRule::Computed(Box::leak(Box::new(computed))));
    }
    let result = if table.has("fixed") {
        let sum = table.maybe_text("fixed");
        sum.and_then(|sum| figures::money(&sum)).map(AmountRule::Fixed)
    } else if table.has("up_to") {
        let sum = table.maybe_text("up_to");
        sum.and_then(|sum| figures::money(&sum)).map(AmountRule::UpTo)
    } else if table.has("graded") {
        let question = table.maybe_text("graded");
        question.and_then(|question| graded(declared, &mut table, &question))
    } else if table.has("share") {
        let rate = table.maybe_text("share");
        rate.and_then(|rate| share(declared, &mut table, &rate))
    } else if table.has("match") {
        let rate = table.maybe_text("match");
        let of = of(declared, &mut table, "match");
        let rate = rate.and_then(|rate| figures::rate(&rate));
        rate.zip(of).map(|(rate, of)| AmountRule::Match { rate, of })
    } else {
        table.position.problem_of_table(formulas::no_amount());
        None
    };
    formulas::finish(table, result.is_some());
    result
}

/// Returns the variables that an amount reads.
pub(super) fn reads(declared: &Declarations, amount: &AmountRule) -> Variables {
    match amount {
        AmountRule::Fixed(_) | AmountRule::UpTo(_) => Variables::NONE,
        AmountRule::Graded { question, .. } => declared.variable(*question, 0),
        AmountRule::Match { of, .. } => declared.variable(*of, 0),
        AmountRule::Share { of, cap, .. } => {
            declared.variable(*of, 0)
                | match cap {
                    Some(Cap::Question(cap)) => declared.variable(*cap, 0),
                    Some(Cap::Sum(_)) | None => Variables::NONE,
                }
        }
        AmountRule::Computed(computed) => {
            let question = |index: QuestionIndex| &declared.questions[usize::from(index.0)];
            computed.least.reads(question) | computed.most.reads(question)
        }
    }
}

/// Returns a question for a sum of money.
fn sum_asked(declared: &Declarations, id: Option<TomlText>) -> Option<QuestionIndex> {
    declared.question_of(&id?, &[Kind::Figure(&Unit::YUAN)])
}

/// Returns the question for the sum that a share is of.
fn of(declared: &Declarations, table: &mut TomlTable<'_>, word: &str) -> Option<QuestionIndex> {
    if !table.has("of") {
        table.position.problem_of_table(formulas::needs_of(word));
        return None;
    }
    sum_asked(declared, table.maybe_text("of"))
}

fn share(
    declared: &Declarations,
    table: &mut TomlTable<'_>,
    rate: &TomlText,
) -> Option<AmountRule> {
    let of = of(declared, table, "share");
    let cap = table.maybe_text("cap").and_then(|cap| {
        if declared.questions.iter().any(|question| question.id == cap.text) {
            cap.position.problem(formulas::question_as_cap());
            return None;
        }
        figures::money(&cap).map(Cap::Sum)
    });
    let cap_by = sum_asked(declared, table.maybe_text("cap_by")).map(Cap::Question);
    let promise = if table.maybe_true("ceiling") { Promise::Ceiling } else { Promise::Paid };
    figures::rate(rate).zip(of).map(|(rate, of)| AmountRule::Share {
        rate,
        of,
        cap: cap.or(cap_by),
        promise,
    })
}

fn graded(
    declared: &Declarations,
    table: &mut TomlTable<'_>,
    question: &TomlText,
) -> Option<AmountRule> {
    let has_grades = table.has("grades");
    let grades = table.maybe_table("grades");
    if has_grades && grades.is_none() {
        return None;
    }
    let index = declared.question_of(question, &[Kind::Single])?;
    let Some(grades) = grades else {
        table.position.missing(
            "grades",
            say!(
                "`graded` needs `grades`, one for each option of the choice",
                "`graded` 要配 `grades`，每个选项一档"
            ),
        );
        return None;
    };
    let grades = all_grades(declared, index, &grades)?;
    let sum = |grade: &Grade| if let Grade::Sum(sum) = grade { Some(*sum) } else { None };
    let Some(highest) = grades.iter().filter_map(sum).max() else {
        question.position.problem(say!(
            "every grade is \"undecided\"; at least one is a sum",
            "各档都写了 \"undecided\"；至少有一档要写金额"
        ));
        return None;
    };
    Some(AmountRule::Graded { question: index, grades: keep_all(grades), highest })
}

fn all_grades(
    declared: &Declarations,
    question: QuestionIndex,
    table: &TomlTable<'_>,
) -> Option<Vec<Grade>> {
    let options = declared.questions[usize::from(question.0)].options;
    let mut written = vec![false; options.len()];
    let mut grades: Vec<Option<Grade>> = vec![None; options.len()];
    for (option, value) in table.entries() {
        let Some(index) = declared.option_of(question, &option).map(usize::from) else { continue };
        written[index] = true;
        grades[index] = match value {
            TomlValue::Text(text) if text.text == "undecided" => Some(Grade::Undecided),
            TomlValue::Text(text) => figures::money(&text).map(Grade::Sum),
            TomlValue::Texts(_) | TomlValue::YesNo(_) | TomlValue::Table(_) | TomlValue::Other => {
                option.position.problem(say!(
                    "a grade is a sum such as \"30万元\", or \"undecided\"",
                    "一档写金额，如 \"30万元\"，或者写 \"undecided\""
                ));
                None
            }
        };
    }
    // What other documents add for their own places is as the option that it comes after.
    for option in 0..options.len() {
        let added = declared.added_option(question, option as u16);
        let is_known = |added: &&AddedOption| {
            added.ids.iter().any(|id| id.position.is_of_file(&table.position))
        };
        if let Some(after) = added.filter(|one| !is_known(one)).and_then(|added| added.after) {
            (written[option], grades[option]) =
                (written[usize::from(after)], grades[usize::from(after)]);
        }
    }
    let missing: Vec<&str> = options
        .iter()
        .zip(written)
        .filter(|(_, written)| !written)
        .map(|(option, _)| option.id)
        .collect();
    if !missing.is_empty() {
        table.position.problem_of_table(say!(
            "a missing grade: {}; every option has one, \"0元\" where it pays nothing",
            "少了这几档：{}；每个选项都要有一档，不给钱的写 \"0元\"",
            named(&missing)
        ));
    }
    grades.into_iter().collect()
}
