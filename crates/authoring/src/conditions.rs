//! Conditions as written.

use super::declarations::{Declared, MOST_OPTIONS, keep, keep_all};
use super::figures;
use super::read::{Table, Value};
use huiqi_rules::policy::Condition;
use huiqi_rules::question::{Kind, QuestionIndex, Variables};

/// Whether a part of a condition is below an odd number of `not`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plain,
    BelowNot,
}

impl Sign {
    const fn turned(self) -> Self {
        match self {
            Self::Plain => Self::BelowNot,
            Self::BelowNot => Self::Plain,
        }
    }
}

/// A condition from its table; `None` where something in it is wrong.
pub(super) fn condition(
    declared: &Declared,
    mut table: Table<'_>,
    sign: Sign,
) -> Option<Condition> {
    let parts = |tables: Vec<Table<'_>>| -> Option<&'static [Condition]> {
        let parts: Vec<Option<Condition>> =
            tables.into_iter().map(|part| condition(declared, part, sign)).collect();
        parts.into_iter().collect::<Option<Vec<Condition>>>().map(keep_all)
    };
    let result = if table.has("all") {
        let tables = table.tables("all");
        parts(tables).map(Condition::All)
    } else if table.has("any") {
        let tables = table.tables("any");
        if tables.is_empty() {
            table
                .place
                .problem("`any` needs at least one part: without one, no answer can meet it");
        }
        parts(tables).map(Condition::Any)
    } else if table.has("not") {
        let part = table.maybe_table("not")?;
        condition(declared, part, sign.turned())
            .map(|part| Condition::Not(Box::leak(Box::new(part))))
    } else {
        leaf(declared, &mut table, sign)
    };
    table.finish();
    result
}

fn leaf(declared: &Declared, table: &mut Table<'_>, sign: Sign) -> Option<Condition> {
    let id = table.text("question");
    let says: Option<&'static str> = table.maybe_text("says").map(|says| keep(&says.text));
    let (at_least, one_of, includes, is) = (
        table.maybe_text("at_least"),
        table.value("one_of"),
        table.maybe_text("includes"),
        table.value("is"),
    );
    let id = id?;
    let question = declared.question_named(&id)?;
    let kind = declared.questions[usize::from(question.0)].kind;
    match (kind, at_least, one_of, includes, is) {
        (Kind::Single, Some(least), None, None, None) => declared
            .option_of(question, &least)
            .map(|option| Condition::AtLeastOption { question, option, says }),
        (Kind::Figure(unit), Some(least), None, None, None) => {
            if sign == Sign::BelowNot {
                least.place.problem("a larger sum could lower this award: `not` may not stand over a sum or a percentage");
            }
            let threshold = figures::figure(unit, &least)?;
            Some(Condition::AtLeast { question, threshold, says })
        }
        (Kind::Single, None, Some((Value::Texts(options), place)), None, None) => {
            let options: Option<Vec<u8>> =
                options.iter().map(|option| declared.option_of(question, option)).collect();
            let is_wide = |option: &u8| usize::from(*option) >= MOST_OPTIONS;
            if options.iter().flatten().any(is_wide) {
                place.problem(format!(
                    "`one_of` names only the first {MOST_OPTIONS} options of a question"
                ));
                return None;
            }
            options.map(|options| Condition::OneOf {
                question,
                options: options.iter().fold(0, |mask, option| mask | 1 << option),
                says,
            })
        }
        (Kind::Multi, None, None, Some(option), None) => declared
            .option_of(question, &option)
            .map(|option| Condition::Includes { question, option, says }),
        (Kind::YesNo, None, None, None, Some((Value::YesNo(true), _))) => {
            Some(Condition::IsYes { question, says })
        }
        (Kind::YesNo, None, None, None, Some((Value::YesNo(false), _))) => {
            Some(Condition::Not(Box::leak(Box::new(Condition::IsYes { question, says }))))
        }
        (kind, ..) => {
            let allowed = match kind {
                Kind::Single => "`at_least` or `one_of`",
                Kind::Multi => "`includes`",
                Kind::YesNo => "`is` (true or false)",
                Kind::Figure(_) => "`at_least`",
            };
            id.place.problem(format!(
                "a condition on a question of kind {} takes {allowed}, and nothing else",
                kind.id()
            ));
            None
        }
    }
}

/// The variables that a condition reads.
pub(super) fn reads(declared: &Declared, condition: &Condition) -> Variables {
    let first =
        |question: &QuestionIndex| declared.questions[usize::from(question.0)].first_variable;
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().fold(Variables::NONE, |all, part| all | reads(declared, part))
        }
        Condition::Not(part) => reads(declared, part),
        Condition::Includes { question, option, .. } => Variables::one(first(question) + option),
        Condition::AtLeastOption { question, .. }
        | Condition::OneOf { question, .. }
        | Condition::IsYes { question, .. }
        | Condition::AtLeast { question, .. } => Variables::one(first(question)),
    }
}

/// The leaves of a condition.
pub(super) fn leaves<'a>(condition: &'a Condition, found: &mut Vec<&'a Condition>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| leaves(part, found))
        }
        Condition::Not(part) => leaves(part, found),
        Condition::AtLeastOption { .. }
        | Condition::OneOf { .. }
        | Condition::Includes { .. }
        | Condition::IsYes { .. }
        | Condition::AtLeast { .. } => {
            found.push(condition);
        }
    }
}

/// Whether a leaf holds for an option of a single choice, or reads an option of a multi-choice.
pub(super) fn tells(leaf: &Condition, question: QuestionIndex, option: u8) -> bool {
    match leaf {
        Condition::AtLeastOption { question: of, option: least, .. } => {
            *of == question && option >= *least
        }
        Condition::OneOf { question: of, options, .. } => {
            *of == question && options >> option & 1 == 1
        }
        Condition::Includes { question: of, option: wanted, .. } => {
            *of == question && option == *wanted
        }
        Condition::IsYes { .. }
        | Condition::AtLeast { .. }
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_) => false,
    }
}
