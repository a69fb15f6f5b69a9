//! Moves as written: what a company can do, as the answers that it sets.

use super::conditions::condition;
use super::declarations::{Declared, duplicate, keep, keep_all};
use super::read::{Log, Table, Text, Value};
use huiqi_rules::moves::{Move, Setting};
use huiqi_rules::question::{Constraint, Kind};

/// Takes the moves of one file, once all questions are known.
pub(super) fn take(
    declared: &Declared,
    moves: &mut Vec<Move>,
    file: &mut Table<'_>,
    log: &mut Log,
) {
    for mut table in file.tables("moves", log) {
        let (id, advice) = (table.text("id", log), table.text("advice", log));
        let note = table.maybe_text("note", log).map_or("", |note| keep(&note.text));
        let wants_from = table.has("from");
        let from =
            table.maybe_table("from", log).and_then(|from| condition(declared, from, false, log));
        let sets = table.maybe_table("sets", log);
        if sets.is_none() {
            table.place.problem(log, "`sets` is missing: a move sets at least one answer");
        }
        table.finish(log);
        let settings = sets.map_or(Vec::new(), |sets| settings(declared, &sets, log));
        if let (Some(id), Some(advice)) = (id, advice) {
            duplicate(&id, moves.iter().map(|other| other.id), log);
            if wants_from == from.is_some() {
                moves.push(Move {
                    id: keep(&id.text),
                    advice: keep(&advice.text),
                    note,
                    from,
                    sets: keep_all(settings),
                });
            }
        }
    }
}

fn settings(declared: &Declared, sets: &Table<'_>, log: &mut Log) -> Vec<Setting> {
    let entries = sets.entries();
    if entries.is_empty() {
        sets.place.problem(log, "a move sets at least one answer");
    }
    let settings: Vec<Setting> =
        entries.into_iter().filter_map(|(id, value)| setting(declared, &id, value, log)).collect();
    if settings.iter().filter(|setting| matches!(setting, Setting::Threshold(_))).count() > 1 {
        sets.place.problem(log, "a move reaches the threshold of one question at most; write another move for the other");
    }
    for constraint in
        settings.iter().filter_map(|setting| contradiction(declared, *setting, &settings))
    {
        sets.place.problem(log, format!("no company can make this move: {}", constraint.message));
    }
    settings
}

/// The constraint that an option included breaks beside the rung that the same move sets.
fn contradiction<'a>(
    declared: &'a Declared,
    setting: Setting,
    all: &[Setting],
) -> Option<&'a Constraint> {
    let Setting::Include(multi, option) = setting else { return None };
    let constraint = declared.constraints.iter().find(|constraint| constraint.multi == multi)?;
    let above = |rung: &Setting| matches!(rung, Setting::Option(ladder, top) if *ladder == constraint.ladder && constraint.ranks[usize::from(option)] > *top);
    all.iter().any(above).then_some(constraint)
}

fn setting(declared: &Declared, id: &Text, value: Value<'_>, log: &mut Log) -> Option<Setting> {
    let question = declared.question_named(id, log)?;
    let kind = declared.questions[usize::from(question.0)].kind;
    match (kind, value) {
        (Kind::Single, Value::Text(option)) => declared
            .option_of(question, &option, log)
            .map(|option| Setting::Option(question, option)),
        (Kind::Multi, Value::Table(mut table)) => {
            let option = table.text("includes", log);
            table.finish(log);
            declared
                .option_of(question, &option?, log)
                .map(|option| Setting::Include(question, option))
        }
        (Kind::YesNo, Value::YesNo(true)) => Some(Setting::Yes(question)),
        (Kind::Figure(_), Value::Text(word)) if word.text == "threshold" => {
            Some(Setting::Threshold(question))
        }
        (kind, _) => {
            let allowed = match kind {
                Kind::Single => "an option in quotes",
                Kind::Multi => "`{ includes = \"an option\" }`",
                Kind::YesNo => "`true`",
                Kind::Figure(_) => {
                    "`\"threshold\"`: the smallest figure of the documents that is enough"
                }
            };
            id.place.problem(
                log,
                format!(
                    "a move sets a question of kind {} to {allowed}, and nothing else",
                    kind.id()
                ),
            );
            None
        }
    }
}
