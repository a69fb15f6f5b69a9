//! Moves as written: what a company can do, as the answers that it sets.

use super::conditions::condition;
use super::declarations::Declarations;
use super::read::{TomlTable, TomlText, TomlValue};
use super::words::{duplicate, keep, keep_all, one_of};
use huiqi_rules::moves::{Effort, Move, Setting};
use huiqi_rules::question::{Constraint, Kind};

/// Takes the moves of one file, once all questions are known.
pub(super) fn take(declared: &Declarations, moves: &mut Vec<Move>, file: &mut TomlTable<'_>) {
    for mut table in file.tables("moves") {
        let (id, advice) = (table.text("id"), table.text("advice"));
        let note = table.maybe_text("note").map_or("", |note| keep(&note.text));
        let effort =
            table.maybe_text("effort").and_then(|word| one_of(&word, &Effort::ALL, "effort"));
        let wants_from = table.has("from");
        let from = table.maybe_table("from").and_then(|from| condition(declared, from));
        let sets = table.maybe_table("sets");
        if sets.is_none() {
            table.position.problem_of_table(say!(
                "`sets` is missing: a move sets at least one answer",
                "少了 `sets`：一个办法至少要改一个回答"
            ));
        }
        table.finish();
        let settings = sets.map_or(Vec::new(), |sets| settings(declared, &sets));
        if let (Some(id), Some(advice)) = (id, advice) {
            duplicate(&id, moves.iter().map(|other| other.id));
            if wants_from == from.is_some() {
                moves.push(Move {
                    id: keep(&id.text),
                    advice: keep(&advice.text),
                    note,
                    from,
                    sets: keep_all(settings),
                    effort: effort.unwrap_or(Effort::Form),
                });
            }
        }
    }
}

fn settings(declared: &Declarations, sets: &TomlTable<'_>) -> Vec<Setting> {
    let entries = sets.entries();
    if entries.is_empty() {
        sets.position.problem(say!("a move sets at least one answer", "一个办法至少要改一个回答"));
    }
    let settings: Vec<Setting> =
        entries.into_iter().filter_map(|(id, value)| setting(declared, &id, value)).collect();
    if settings.iter().filter(|setting| matches!(setting, Setting::Threshold(_))).count() > 1 {
        sets.position.problem(say!(
            "a move reaches the threshold of one question at most; write another move for the \
             other",
            "一个办法只能达到一道题的门槛；另一道另写一个"
        ));
    }
    for constraint in
        settings.iter().filter_map(|setting| contradiction(declared, *setting, &settings))
    {
        sets.position.problem(say!(
            "no company can make this move: {}",
            "没有企业能这样做：{}",
            constraint.message
        ));
    }
    settings
}

/// Returns the constraint that an option included breaks beside the rung that the same move sets.
fn contradiction<'a>(
    declared: &'a Declarations,
    setting: Setting,
    all: &[Setting],
) -> Option<&'a Constraint> {
    let Setting::Include(multi, option) = setting else { return None };
    let constraint = declared.constraints.iter().find(|constraint| constraint.multi == multi)?;
    let rank = constraint.ranks[usize::from(option)];
    let above = |rung: &Setting| match rung {
        Setting::Option(ladder, top) => *ladder == constraint.ladder && rank > *top,
        Setting::Include(..) | Setting::Yes(_) | Setting::Threshold(_) => false,
    };
    all.iter().any(above).then_some(constraint)
}

fn setting(declared: &Declarations, id: &TomlText, value: TomlValue<'_>) -> Option<Setting> {
    let question = declared.question_named(id)?;
    let kind = declared.questions[usize::from(question.0)].kind;
    match (kind, value) {
        (Kind::Single, TomlValue::Text(option)) => {
            declared.option_of(question, &option).map(|option| Setting::Option(question, option))
        }
        (Kind::Multi, TomlValue::Table(mut table)) => {
            let option = table.text("includes");
            table.finish();
            declared.option_of(question, &option?).map(|option| Setting::Include(question, option))
        }
        (Kind::YesNo, TomlValue::YesNo(true)) => Some(Setting::Yes(question)),
        (Kind::Figure(_), TomlValue::Text(word)) if word.text == "threshold" => {
            Some(Setting::Threshold(question))
        }
        (kind, _) => {
            let [allowed, chinese] = match kind {
                Kind::Single => ["an option in quotes", "引号里的选项"],
                Kind::Multi => ["`{ includes = \"an option\" }`", "`{ includes = \"选项\" }`"],
                Kind::YesNo => ["`true`", "`true`"],
                Kind::Figure(_) => [
                    "`\"threshold\"`: the smallest figure of the documents that is enough",
                    "`\"threshold\"`：文件里够得上的最小数",
                ],
            };
            id.position.problem(say!(
                "a move sets a question of kind {} to {allowed}, and nothing else",
                "{} 这种题只能改成 {chinese}",
                kind.id()
            ));
            None
        }
    }
}
