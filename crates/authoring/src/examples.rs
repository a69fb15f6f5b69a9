//! Examples beside the awards; they become tests.

use super::conditions::place_in;
use super::declarations::{Declared, keep};
use super::read::{Log, Table, Value, unknown};
use super::{Example, ExampleOutcome, Said, figures};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::Company;
use huiqi_rules::question::Kind;
use time::Date;

const OUTCOMES: [(&str, ExampleOutcome); 3] = [
    ("met", ExampleOutcome::Met),
    ("not_met", ExampleOutcome::NotMet),
    ("not_yet_known", ExampleOutcome::NotYetKnown),
];

/// One example, with the word for what it shows.
#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing an example may leave to its document"
)]
pub(super) fn example(
    declared: &Declared,
    policy: &str,
    award: &str,
    readings: &[&str],
    mut table: Table<'_>,
    first_region: &str,
    day: Option<Date>,
    log: &mut Log,
) -> Option<(&'static str, Example)> {
    let name = table.text("name", log);
    let outcome = table.text("outcome", log);
    let on = table.maybe_text("on", log).and_then(|text| figures::day(&text, log)).or(day);
    let region = table.maybe_text("region", log);
    if let Some(region) = &region {
        declared.region(region, log);
    }
    let answers = table
        .maybe_table("answers", log)
        .map_or(Vec::new(), |answers| read_answers(declared, &answers, log));
    let least = table.text("least", log).and_then(|text| figures::money(&text, log));
    let most = table.text("most", log).and_then(|text| {
        if text.text == "open" { Some(None) } else { figures::money(&text, log).map(Some) }
    });
    let missing = table.maybe_texts("missing", log);
    for id in &missing {
        let _ = declared.question_named(id, log);
    }
    let mut others = Vec::new();
    for (reading, value) in
        table.maybe_table("readings", log).map_or(Vec::new(), |table| table.entries())
    {
        place_in(readings, &reading, "reading", log);
        match value {
            Value::Text(text) if text.text == "other" => {
                others.push(format!("{policy}/{}", reading.text))
            }
            Value::Text(text) if text.text == "followed" => {}
            Value::Text(_) | Value::Texts(_) | Value::YesNo(_) | Value::Table(_) | Value::Other => {
                reading.place.problem(log, "is \"followed\" or \"other\"")
            }
        }
    }
    table.finish(log);
    let outcome = outcome?;
    let Some((word, kind)) = OUTCOMES.iter().find(|(word, _)| *word == outcome.text) else {
        outcome.place.problem(
            log,
            unknown("outcome", &outcome.text, OUTCOMES.iter().map(|(word, _)| *word)),
        );
        return None;
    };
    let (least, most): (Yuan, Option<Yuan>) = (least?, most?);
    let region = region.map_or_else(|| first_region.to_owned(), |region| region.text);
    let missing = missing.into_iter().map(|id| id.text).collect();
    let (policy, award) = (policy.to_owned(), award.to_owned());
    Some((
        word,
        Example {
            policy,
            award,
            name: name?.text,
            outcome: *kind,
            on: on?,
            region,
            answers,
            least,
            most,
            missing,
            others,
        },
    ))
}

/// A made-up company, as a session that is kept.
pub(super) fn company(
    declared: &Declared,
    mut table: Table<'_>,
    first_region: &str,
    day: Option<Date>,
    log: &mut Log,
) -> Option<Company> {
    let name = table.text("name", log);
    let on = table.maybe_text("on", log).and_then(|text| figures::day(&text, log)).or(day);
    let region = table.maybe_text("region", log);
    if let Some(region) = &region {
        declared.region(region, log);
    }
    let answers = table
        .maybe_table("answers", log)
        .map_or(Vec::new(), |answers| read_answers(declared, &answers, log));
    if answers.is_empty() {
        table
            .place
            .problem(log, "`answers` is missing or empty: a company answers at least one question");
    }
    table.finish(log);
    let region = region.map_or_else(|| first_region.to_owned(), |region| region.text);
    let mut kept = format!("huiqi 1\ndate\t{}\nregion\t={region}\n", on?);
    for (question, said) in answers {
        let value = match said {
            Said::Text(text) => text,
            Said::Texts(texts) => texts.join(","),
            Said::YesNo(yes) => yes.to_string(),
        };
        kept.push_str(&format!("{question}\t={value}\n"));
    }
    Some(Company { name: keep(&name?.text), kept: keep(&kept) })
}

fn read_answers(declared: &Declared, table: &Table<'_>, log: &mut Log) -> Vec<(String, Said)> {
    let mut answers = Vec::new();
    for (id, value) in table.entries() {
        let Some(question) = declared.question_named(&id, log) else { continue };
        let kind = declared.questions[usize::from(question.0)].kind;
        let said = match (kind, value) {
            (Kind::Single, Value::Text(option)) => {
                let _ = declared.option_of(question, &option, log);
                Said::Text(option.text)
            }
            (Kind::Multi, Value::Texts(options)) => {
                for option in &options {
                    let _ = declared.option_of(question, option, log);
                }
                Said::Texts(options.into_iter().map(|option| option.text).collect())
            }
            (Kind::YesNo, Value::YesNo(yes)) => Said::YesNo(yes),
            (Kind::Figure(_), Value::Text(text)) => Said::Text(text.text),
            (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_), _) => {
                id.place.problem(log, format!("is no answer to a question of kind {}", kind.id()));
                continue;
            }
        };
        answers.push((id.text, said));
    }
    answers
}
