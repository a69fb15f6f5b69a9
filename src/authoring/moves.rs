//! Moves as written: what a company can do, as the answers that it sets.

use super::super::moves::{Move, Setting};
use super::super::question::Kind;
use super::conditions::condition;
use super::declarations::{Declared, duplicate, keep, keep_all};
use super::read::{Log, Table, Text, Value};

const EVERY_KIND: [Kind; 5] = [Kind::Single, Kind::Multi, Kind::YesNo, Kind::Yuan, Kind::Percent];

/// The moves of one file, once all questions are known.
pub(super) fn moves(declared: &Declared, file: &mut Table<'_>, log: &mut Log) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for mut table in file.tables("moves", log) {
        let (id, advice) = (table.text("id", log), table.text("advice", log));
        let note = table.maybe_text("note", log).map_or("", |note| keep(&note.text));
        let wants_from = table.has("from");
        let from = table.maybe_table("from", log).and_then(|from| condition(declared, from, false, log));
        let sets = table.maybe_table("sets", log);
        if sets.is_none() {
            table.place.problem(log, "`sets` is missing: a move sets at least one answer");
        }
        table.finish(log);
        let settings = sets.map_or(Vec::new(), |sets| settings(declared, &sets, log));
        if let (Some(id), Some(advice)) = (id, advice) {
            duplicate(&id, moves.iter().map(|other| other.id), log);
            if wants_from == from.is_some() {
                moves.push(Move { id: keep(&id.text), advice: keep(&advice.text), note, from, sets: keep_all(settings) });
            }
        }
    }
    moves
}

fn settings(declared: &Declared, sets: &Table<'_>, log: &mut Log) -> Vec<Setting> {
    let entries = sets.entries();
    if entries.is_empty() {
        sets.place.problem(log, "a move sets at least one answer");
    }
    entries.into_iter().filter_map(|(id, value)| setting(declared, &id, value, log)).collect()
}

fn setting(declared: &Declared, id: &Text, value: Value<'_>, log: &mut Log) -> Option<Setting> {
    let question = declared.question_of(id, &EVERY_KIND, log)?;
    let kind = declared.questions[usize::from(question.0)].kind;
    match (kind, value) {
        (Kind::Single, Value::Text(option)) => declared.option_of(question, &option, log).map(|option| Setting::Option(question, option)),
        (Kind::Multi, Value::Table(mut table)) => {
            let option = table.text("includes", log);
            table.finish(log);
            declared.option_of(question, &option?, log).map(|option| Setting::Include(question, option))
        }
        (Kind::YesNo, Value::YesNo(true)) => Some(Setting::Yes(question)),
        (Kind::Yuan | Kind::Percent, Value::Text(word)) if word.text == "threshold" => Some(Setting::Threshold(question)),
        (kind, _) => {
            let allowed = match kind {
                Kind::Single => "an option in quotes",
                Kind::Multi => "`{ includes = \"an option\" }`",
                Kind::YesNo => "`true`",
                Kind::Yuan | Kind::Percent => "`\"threshold\"`: the smallest figure of the documents that is enough",
            };
            id.place.problem(log, format!("a move sets a question of kind {kind:?} to {allowed}, and nothing else"));
            None
        }
    }
}
