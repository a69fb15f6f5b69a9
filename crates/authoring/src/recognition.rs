//! How titles are won, as far as a document says it.

use super::declarations::Declarations;
use super::read::TomlTable;
use super::words::keep;
use huiqi_rules::question::Kind;
use huiqi_rules::recognition::Recognition;

/// Reads what a document says of winning titles.
pub(super) fn recognitions(declared: &Declarations, file: &mut TomlTable<'_>) -> Vec<Recognition> {
    let mut found: Vec<Recognition> = Vec::new();
    for mut table in file.tables("titles") {
        let position = table.position.clone();
        let (question, title) = (table.text("question"), table.text("title"));
        let (conditions, season) = (table.maybe_text("conditions"), table.maybe_text("season"));
        let source = table.text("source");
        table.finish();
        if conditions.is_none() && season.is_none() {
            position.problem(say!(
                "says nothing of the title: give conditions, season, or both",
                "没有说这个称号怎么评：写 conditions、season，或者都写"
            ));
        }
        let (Some(question), Some(title), Some(source)) = (question, title, source) else {
            continue;
        };
        let Some(question) = declared.question_of(&question, &[Kind::Single]) else { continue };
        let Some(option) = declared.option_of(question, &title) else { continue };
        if found.iter().any(|one| (one.question, one.option) == (question, option)) {
            title.position.problem(say!(
                "a title has one entry in a document, and this is another",
                "一份文件里一个称号只写一次，这里是第二次"
            ));
        }
        found.push(Recognition {
            question,
            option,
            conditions: conditions.map(|text| keep(&text.text)),
            season: season.map(|text| keep(&text.text)),
            source: keep(&source.text),
        });
    }
    found
}
