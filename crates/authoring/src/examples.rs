//! Examples beside the awards; they become tests.

use super::declarations::Declarations;
use super::draft::DocumentDraft;
use super::example::{CompanyTotal, Example, ExampleAnswer, ExampleOutcome};
use super::figures;
use super::read::{TomlTable, TomlText, TomlValue};
use super::words::{index_in, keep, keep_all, one_of};
use huiqi_rules::answers::{Answer, RawAnswer, read};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::Company;
use huiqi_rules::question::{Kind, QuestionIndex};
use time::Date;

const OUTCOMES: [(&str, (&str, ExampleOutcome)); 3] = [
    ("met", ("met", ExampleOutcome::Met)),
    ("not_met", ("not_met", ExampleOutcome::NotMet)),
    ("not_yet_known", ("not_yet_known", ExampleOutcome::NotYetKnown)),
];

/// What an example or a company may leave to its document.
#[derive(Clone)]
pub(super) struct Defaults<'d> {
    pub(super) declared: &'d Declarations,
    /// The first region.
    pub(super) region: Option<&'static str>,
    /// The last day on which the document, or the award, holds, else its first.
    pub(super) day: Option<Date>,
    /// The answers that every example has which does not give its own.
    pub(super) base: Vec<(String, ExampleAnswer)>,
}

/// Who claims when: what examples and companies have in common.
struct Claim {
    on: Option<Date>,
    region: String,
    answers: Vec<(String, ExampleAnswer)>,
}

impl Defaults<'_> {
    fn claim(&self, table: &mut TomlTable<'_>) -> Claim {
        let on = table.maybe_text("on").and_then(|text| figures::day(&text)).or(self.day);
        let region = table.maybe_text("region");
        if let Some(region) = &region {
            self.declared.region(region);
        }
        let answers = table
            .maybe_table("answers")
            .map_or(Vec::new(), |answers| read_answers(self.declared, &answers));
        let region =
            region.map_or_else(|| self.region.unwrap_or_default().to_owned(), |region| region.text);
        Claim { on, region, answers }
    }

    /// Returns one example of an award, and the word for what it shows even where something else in
    /// it is wrong; `names` are those of the examples above it, and its own is added.
    pub(super) fn example(
        &self,
        draft: &DocumentDraft<'_>,
        award: &str,
        mut table: TomlTable<'_>,
        names: &mut Vec<TomlText>,
    ) -> (Option<&'static str>, Option<Example>) {
        let name = table.text("name");
        if let Some(name) = &name {
            if let Some(first) = names.iter().find(|other| other.text == name.text) {
                name.position.problem(say!(
                    "a duplicate name: the example of this award in line {} has it already",
                    "名称重了：这一项在第 {} 行的样例已经用了",
                    first.position.line()
                ));
            }
            names.push(name.clone());
        }
        let outcome = table.text("outcome");
        let outcome_at = outcome.as_ref().map(|text| text.position.clone());
        let unanswered = table.maybe_texts("unanswered");
        for id in &unanswered {
            let _ = self.declared.question_named(id);
        }
        let mut claim = self.claim(&mut table);
        let is_left = |id: &String| {
            claim.answers.iter().all(|(other, _)| other != id)
                && unanswered.iter().all(|other| other.text != *id)
        };
        let of_base: Vec<_> = self.base.iter().filter(|(id, _)| is_left(id)).cloned().collect();
        claim.answers.extend(of_base);
        let (least, most) = ends(&mut table);
        let place = table.position.place();
        let missing = table.maybe_texts("missing");
        for id in &missing {
            let _ = self.declared.question_named(id);
        }
        let others = table
            .maybe_table("readings")
            .map_or(Vec::new(), |readings| other_readings(draft, &readings));
        table.finish();
        let shown = outcome.and_then(|outcome| one_of(&outcome, &OUTCOMES, "outcome"));
        let pays = [least, most.flatten()].into_iter().flatten().any(|sum| sum > Yuan::ZERO);
        let contradicts = matches!(shown, Some(("not_met", _))) && (pays || most == Some(None));
        if let Some(position) = outcome_at.filter(|_| contradicts) {
            position.problem(say!(
                "an example that is `not_met` has a `least` and a `most` of \"0元\"",
                "`not_met` 的样例，`least` 和 `most` 都是 \"0元\""
            ));
        }
        let example = || {
            Some(Example {
                policy: draft.id.to_owned(),
                award: award.split_once('/').map_or(award, |(_, own)| own).to_owned(),
                name: name?.text,
                place,
                outcome: shown?.1,
                on: claim.on?,
                region: claim.region,
                answers: claim.answers,
                least: least?,
                most: most?,
                missing: missing.into_iter().map(|id| id.text).collect(),
                others,
            })
        };
        // What one that contradicts itself shows is not known.
        (shown.filter(|_| !contradicts).map(|(word, _)| word), example())
    }

    /// Returns a made-up company, with its day and its typed answers; where it states its total,
    /// that is added to the others.
    pub(super) fn company(
        &self,
        document: &str,
        mut table: TomlTable<'_>,
        totals: &mut Vec<CompanyTotal>,
    ) -> Option<Company> {
        let name = table.text("name");
        let claim = self.claim(&mut table);
        let (has_least, has_most) = (table.has("least"), table.has("most"));
        if has_least || has_most {
            let (least, most) = ends(&mut table);
            let place = table.position.place();
            let total = || {
                Some(CompanyTotal {
                    policy: document.to_owned(),
                    name: name.as_ref()?.text.clone(),
                    place,
                    on: claim.on?,
                    region: claim.region.clone(),
                    answers: claim.answers.clone(),
                    least: least?,
                    most: most?,
                })
            };
            totals.extend(total());
        }
        if claim.answers.is_empty() {
            table.position.problem_of_table(say!(
                "`answers` is missing or empty: a company answers at least one question",
                "少了 `answers`：示例企业至少要答一道题"
            ));
        }
        table.finish();
        let region = ("region".to_owned(), ExampleAnswer::Text(claim.region));
        let answers = [region].into_iter().chain(claim.answers);
        let answers = answers.filter_map(|(id, said)| typed(self.declared, &id, said)).collect();
        Some(Company { name: keep(&name?.text), on: claim.on?, answers: keep_all(answers) })
    }
}

/// Returns the least and the most, which may be open.
fn ends(table: &mut TomlTable<'_>) -> (Option<Yuan>, Option<Option<Yuan>>) {
    let written = table.text("least");
    let least = written.as_ref().and_then(figures::money);
    let most = table.text("most").and_then(|text| {
        if text.text == "open" { Some(None) } else { figures::money(&text).map(Some) }
    });
    if let (Some(text), Some(least), Some(Some(most))) = (&written, least, most)
        && least > most
    {
        text.position.problem(say!("the `least` is above the `most`", "`least` 比 `most` 大"));
    }
    (least, most)
}

/// Returns the full ids of the readings that an example takes the other way.
fn other_readings(draft: &DocumentDraft<'_>, table: &TomlTable<'_>) -> Vec<String> {
    let ids = draft.reading_ids();
    let mut others = Vec::new();
    for (reading, value) in table.entries() {
        index_in(ids.iter().copied(), &reading, "reading");
        match value {
            TomlValue::Text(text) if text.text == "other" => {
                others.push(format!("{}/{}", draft.id, reading.text));
            }
            TomlValue::Text(text) if text.text == "followed" => {}
            TomlValue::Text(_)
            | TomlValue::Texts(_)
            | TomlValue::YesNo(_)
            | TomlValue::Table(_)
            | TomlValue::Other => {
                reading.position.problem(say!(
                    "is \"followed\" or \"other\"",
                    "只能写 \"followed\" 或 \"other\""
                ));
            }
        }
    }
    others
}

/// Returns an answer as written, typed; nothing where it is none, which is a problem noted before.
fn typed(
    declared: &Declarations,
    id: &str,
    said: ExampleAnswer,
) -> Option<(QuestionIndex, Answer)> {
    let index = declared.questions.iter().position(|question| question.id == id)?;
    let question = &declared.questions[index];
    let answer = match said {
        ExampleAnswer::YesNo(yes) => read(question, RawAnswer::YesNo(yes)),
        ExampleAnswer::Text(text) => read(question, RawAnswer::Text(&text)),
        ExampleAnswer::Texts(texts) => {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            read(question, RawAnswer::Texts(&texts))
        }
    };
    Some((QuestionIndex(index as u16), answer.ok()?))
}

pub(super) fn read_answers(
    declared: &Declarations,
    table: &TomlTable<'_>,
) -> Vec<(String, ExampleAnswer)> {
    let mut answers = Vec::new();
    for (id, value) in table.entries() {
        let Some(question) = declared.question_named(&id) else { continue };
        let kind = declared.questions[usize::from(question.0)].kind;
        let said = match (kind, value) {
            (Kind::Single, TomlValue::Text(option)) => {
                let _ = declared.option_of(question, &option);
                ExampleAnswer::Text(option.text)
            }
            (Kind::Multi, TomlValue::Texts(options)) => {
                for option in &options {
                    let _ = declared.option_of(question, option);
                }
                ExampleAnswer::Texts(options.into_iter().map(|option| option.text).collect())
            }
            (Kind::YesNo, TomlValue::YesNo(yes)) => ExampleAnswer::YesNo(yes),
            (Kind::Figure(unit), TomlValue::Text(text)) => {
                if let Err(problem) = unit.read_strict(&text.text) {
                    text.position.problem(figures::answer(unit, problem));
                }
                ExampleAnswer::Text(text.text)
            }
            (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_), _) => {
                let (wanted, chinese) = match kind {
                    Kind::Single => ("an option in quotes", "带引号的选项"),
                    Kind::Multi => ("a list of options, [] for none", "选项的列表，没有写 []"),
                    Kind::YesNo => ("true or false", "true 或 false"),
                    Kind::Figure(_) => {
                        ("digits in quotes, such as \"12\"", "带引号的数字，如 \"12\"")
                    }
                };
                id.position.problem(say!(
                    "is no answer to a question of kind {}: write {wanted}",
                    "不能这样回答 {} 这种题：写{chinese}",
                    kind.id()
                ));
                continue;
            }
        };
        answers.push((id.text, said));
    }
    answers
}
