//! Conditions as written, and whether any answer can meet them.

use super::declarations::{Declared, keep, keep_all};
use super::figures;
use super::read::{Log, Table, Text, Value, unknown};
use huiqi_rules::policy::Condition;
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use rust_decimal::Decimal;

/// A condition from its table; `None` where something in it is wrong.
pub(super) fn condition(
    declared: &Declared,
    mut table: Table<'_>,
    below_not: bool,
    log: &mut Log,
) -> Option<Condition> {
    let parts = |tables: Vec<Table<'_>>, log: &mut Log| -> Option<&'static [Condition]> {
        let parts: Vec<Option<Condition>> =
            tables.into_iter().map(|part| condition(declared, part, below_not, log)).collect();
        parts.into_iter().collect::<Option<Vec<Condition>>>().map(keep_all)
    };
    let result = if table.has("all") {
        let tables = table.tables("all", log);
        parts(tables, log).map(Condition::All)
    } else if table.has("any") {
        let tables = table.tables("any", log);
        if tables.is_empty() {
            table
                .place
                .problem(log, "`any` needs at least one part: without one, no answer can meet it");
        }
        parts(tables, log).map(Condition::Any)
    } else if table.has("not") {
        let part = table.maybe_table("not", log)?;
        condition(declared, part, !below_not, log)
            .map(|part| Condition::Not(Box::leak(Box::new(part))))
    } else {
        leaf(declared, &mut table, below_not, log)
    };
    table.finish(log);
    result
}

fn leaf(
    declared: &Declared,
    table: &mut Table<'_>,
    below_not: bool,
    log: &mut Log,
) -> Option<Condition> {
    let id = table.text("question", log);
    let says: Option<&'static str> = table.maybe_text("says", log).map(|says| keep(&says.text));
    let (at_least, one_of, includes, is) = (
        table.maybe_text("at_least", log),
        table.value("one_of"),
        table.maybe_text("includes", log),
        table.value("is"),
    );
    let id = id?;
    let question = declared.question_named(&id, log)?;
    let kind = declared.questions[usize::from(question.0)].kind;
    match (kind, at_least, one_of, includes, is) {
        (Kind::Single, Some(least), None, None, None) => declared
            .option_of(question, &least, log)
            .map(|option| Condition::AtLeastOption { question, option, says }),
        (Kind::Figure(unit), Some(least), None, None, None) => {
            if below_not {
                least.place.problem(log, "a larger sum could lower this award: `not` may not stand over a sum or a percentage");
            }
            let threshold = figures::figure(unit, &least, log)?;
            Some(Condition::AtLeast { question, threshold, says })
        }
        (Kind::Single, None, Some((Value::Texts(options), _)), None, None) => {
            let options: Option<Vec<u8>> =
                options.iter().map(|option| declared.option_of(question, option, log)).collect();
            options.map(|options| Condition::OneOf {
                question,
                options: options.iter().fold(0, |mask, option| mask | 1 << option),
                says,
            })
        }
        (Kind::Multi, None, None, Some(option), None) => declared
            .option_of(question, &option, log)
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
            id.place.problem(
                log,
                format!(
                    "a condition on a question of kind {} takes {allowed}, and nothing else",
                    kind.id()
                ),
            );
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

/// One tried value.
#[derive(Clone, Copy, Debug)]
enum Tried {
    Option(u8),
    Options(u64),
    YesNo(bool),
    Figure(Decimal),
}

/// Notes a condition that no answer can meet.
pub(super) fn must_be_possible(
    declared: &Declared,
    condition: &Condition,
    place: &super::read::Place,
    log: &mut Log,
) {
    let mut found = Vec::new();
    leaves(condition, &mut found);
    let mut questions: Vec<QuestionIndex> = found.iter().map(|leaf| question_of(leaf)).collect();
    for constraint in declared
        .constraints
        .iter()
        .filter(|constraint| questions.contains(&constraint.multi))
        .collect::<Vec<_>>()
    {
        questions.push(constraint.ladder);
    }
    questions.sort_unstable();
    questions.dedup();
    let mut tried = Vec::new();
    if !some_answer(declared, condition, &questions, &mut tried) {
        place.problem(log, "no answer can meet this condition; see its options and thresholds, and the constraints between answers");
    }
}

fn question_of(leaf: &Condition) -> QuestionIndex {
    match leaf {
        Condition::AtLeastOption { question, .. }
        | Condition::OneOf { question, .. }
        | Condition::Includes { question, .. }
        | Condition::IsYes { question, .. }
        | Condition::AtLeast { question, .. } => *question,
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
            unreachable!("a leaf has no parts")
        }
    }
}

fn some_answer(
    declared: &Declared,
    condition: &Condition,
    questions: &[QuestionIndex],
    tried: &mut Vec<(QuestionIndex, Tried)>,
) -> bool {
    let Some((question, rest)) = questions.split_first() else {
        return allowed(declared, tried) && holds(condition, tried);
    };
    let shape = &declared.questions[usize::from(question.0)];
    let values: Vec<Tried> = match shape.kind {
        Kind::Single => (0..shape.options.len() as u8).map(Tried::Option).collect(),
        Kind::Multi => (0..1_u64 << shape.options.len()).map(Tried::Options).collect(),
        Kind::YesNo => vec![Tried::YesNo(false), Tried::YesNo(true)],
        Kind::Figure(unit) => vec![Tried::Figure(unit.least()), Tried::Figure(unit.most())],
    };
    values.into_iter().any(|value| {
        tried.push((*question, value));
        let met = some_answer(declared, condition, rest, tried);
        tried.pop();
        met
    })
}

fn allowed(declared: &Declared, tried: &[(QuestionIndex, Tried)]) -> bool {
    let of = |wanted: QuestionIndex| {
        tried.iter().find(|(question, _)| *question == wanted).map(|(_, value)| *value)
    };
    declared.constraints.iter().all(|constraint| {
        match (of(constraint.multi), of(constraint.ladder)) {
            (Some(Tried::Options(chosen)), Some(Tried::Option(top))) => constraint
                .ranks
                .iter()
                .enumerate()
                .all(|(place, rank)| chosen >> place & 1 == 0 || *rank <= top),
            _ => true,
        }
    })
}

fn holds(condition: &Condition, tried: &[(QuestionIndex, Tried)]) -> bool {
    let of = |wanted: &QuestionIndex| {
        tried.iter().find(|(question, _)| question == wanted).map(|(_, value)| *value)
    };
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, tried)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, tried)),
        Condition::Not(part) => !holds(part, tried),
        Condition::AtLeastOption { question, option, .. } => {
            matches!(of(question), Some(Tried::Option(chosen)) if chosen >= *option)
        }
        Condition::OneOf { question, options, .. } => {
            matches!(of(question), Some(Tried::Option(chosen)) if options >> chosen & 1 == 1)
        }
        Condition::Includes { question, option, .. } => {
            matches!(of(question), Some(Tried::Options(chosen)) if chosen >> option & 1 == 1)
        }
        Condition::IsYes { question, .. } => matches!(of(question), Some(Tried::YesNo(true))),
        Condition::AtLeast { question, threshold, .. } => {
            matches!(of(question), Some(Tried::Figure(figure)) if figure >= *threshold)
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

/// An unknown id among those of a list, as a problem.
pub(super) fn place_in(ids: &[&str], id: &Text, what: &str, log: &mut Log) -> Option<u8> {
    let place = ids.iter().position(|candidate| *candidate == id.text);
    if place.is_none() {
        id.place.problem(log, unknown(what, &id.text, ids.iter().copied()));
    }
    place.map(|place| place as u8)
}
