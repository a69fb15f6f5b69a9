//! Conditions as written, and whether any answer can meet them.

use super::declarations::{Declared, keep, keep_all};
use super::figures;
use super::read::{Log, Table, Text, Value, unknown};
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::truth::Truth;

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
    let leaf = |test| Condition::Leaf(Leaf { question, test, says });
    match (kind, at_least, one_of, includes, is) {
        (Kind::Single, Some(least), None, None, None) => declared
            .option_of(question, &least, log)
            .map(|option| leaf(Test::AtLeastOption(option))),
        (Kind::Figure(unit), Some(least), None, None, None) => {
            if below_not {
                least.place.problem(log, "a larger sum could lower this award: `not` may not stand over a sum or a percentage");
            }
            let threshold = figures::figure(unit, &least, log)?;
            Some(leaf(Test::AtLeast(threshold)))
        }
        (Kind::Single, None, Some((Value::Texts(options), _)), None, None) => {
            let options: Option<Vec<u8>> =
                options.iter().map(|option| declared.option_of(question, option, log)).collect();
            let bits = |options: Vec<u8>| options.iter().fold(0, |mask, option| mask | 1 << option);
            options.map(|options| leaf(Test::OneOf(bits(options))))
        }
        (Kind::Multi, None, None, Some(option), None) => {
            declared.option_of(question, &option, log).map(|option| leaf(Test::Includes(option)))
        }
        (Kind::YesNo, None, None, None, Some((Value::YesNo(true), _))) => Some(leaf(Test::IsYes)),
        (Kind::YesNo, None, None, None, Some((Value::YesNo(false), _))) => {
            Some(Condition::Not(Box::leak(Box::new(leaf(Test::IsYes)))))
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

/// Notes a condition that no answer can meet.
pub(super) fn must_be_possible(
    declared: &Declared,
    condition: &Condition,
    place: &super::read::Place,
    log: &mut Log,
) {
    let mut questions: Vec<QuestionIndex> =
        condition.leaves().iter().map(|leaf| leaf.question).collect();
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

fn some_answer(
    declared: &Declared,
    condition: &Condition,
    questions: &[QuestionIndex],
    tried: &mut Vec<(QuestionIndex, Answer)>,
) -> bool {
    let Some((question, rest)) = questions.split_first() else {
        return allowed(declared, tried) && holds(condition, tried);
    };
    let shape = &declared.questions[usize::from(question.0)];
    let values: Vec<Answer> = match shape.kind {
        Kind::Single => (0..shape.options.len() as u8).map(Answer::Option).collect(),
        Kind::Multi => (0..1_u64 << shape.options.len()).map(Answer::Options).collect(),
        Kind::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        Kind::Figure(unit) => vec![Answer::Figure(unit.least()), Answer::Figure(unit.most())],
    };
    values.into_iter().any(|value| {
        tried.push((*question, value));
        let met = some_answer(declared, condition, rest, tried);
        tried.pop();
        met
    })
}

fn allowed(declared: &Declared, tried: &[(QuestionIndex, Answer)]) -> bool {
    let of = |wanted: QuestionIndex| {
        tried.iter().find(|(question, _)| *question == wanted).map(|(_, answer)| answer)
    };
    declared.constraints.iter().all(|constraint| {
        match (of(constraint.multi), of(constraint.ladder)) {
            (Some(Answer::Options(chosen)), Some(Answer::Option(top))) => constraint
                .ranks
                .iter()
                .enumerate()
                .all(|(place, rank)| chosen >> place & 1 == 0 || rank <= top),
            _ => true,
        }
    })
}

/// Whether a condition holds for answers to all its questions.
fn holds(condition: &Condition, tried: &[(QuestionIndex, Answer)]) -> bool {
    let passes = |leaf: &Leaf| {
        let answer = tried.iter().find(|(question, _)| *question == leaf.question);
        Truth::of(answer.is_some_and(|(_, answer)| answer.passes(leaf.test)))
    };
    condition.truth(&passes) == Truth::Yes
}

/// Whether a leaf passes an option of a single choice, or reads an option of a multi-choice.
pub(super) fn tells(leaf: &Leaf, question: QuestionIndex, option: u8) -> bool {
    leaf.question == question
        && (leaf.test.passes_option(option) || leaf.test == Test::Includes(option))
}

/// An unknown id among those of a list, as a problem.
pub(super) fn place_in(ids: &[&str], id: &Text, what: &str, log: &mut Log) -> Option<u8> {
    let place = ids.iter().position(|candidate| *candidate == id.text);
    if place.is_none() {
        id.place.problem(log, unknown(what, &id.text, ids.iter().copied()));
    }
    place.map(|place| place as u8)
}
