//! Examples beside the awards, computed: rules whose own examples do not hold are not published.

use huiqi_authoring::{
    CheckedSources, CompanyTotal, Diagnostic, Example, ExampleAnswer, ExampleOutcome, Place,
};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answer, Answers, RawAnswer, read};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::wording::figures::money;

/// Returns the examples that do not hold, each with its place and what is computed.
#[must_use]
pub fn wrong_examples(checked: &CheckedSources) -> Vec<Diagnostic> {
    let examples = checked.examples.iter();
    let examples = examples.filter_map(|example| wrong_example(checked.set, example));
    let totals = checked.totals.iter().filter_map(|total| wrong_total(checked.set, total));
    examples.chain(totals).collect()
}

/// Returns what is wrong where a company's total does not hold.
#[must_use]
pub fn wrong_total(set: &'static PolicySet, stated: &CompanyTotal) -> Option<Diagnostic> {
    let found = format!("[[companies]] {:?}", stated.name);
    let Some(answers) = answers_of(set, &stated.region, &stated.answers) else {
        let english = "its answers contradict each other".to_owned();
        return Some(mistake_at(&stated.place, found, english, "答案互相矛盾".to_owned()));
    };
    let total = evaluate(set, &answers, stated.on, &ChosenReadings::default()).outline.total;
    let sum = |sum: Option<Yuan>| sum.map_or_else(|| "open".to_owned(), money);
    let parts = [
        ("least", sum(total.least.sum()), sum(Some(stated.least))),
        ("most", sum(total.most.sum()), sum(stated.most)),
    ];
    let (english, chinese) = unequal(&parts)?;
    let english = format!("the total does not hold. {english}");
    let chinese = format!("合计对不上。{chinese}");
    Some(mistake_at(&stated.place, found, english, chinese))
}

/// Returns what is wrong where an example does not hold: the award's bounds, what is missing, or
/// what the example shows.
#[must_use]
pub fn wrong_example(set: &'static PolicySet, example: &Example) -> Option<Diagnostic> {
    let Some(answers) = example_answers(set, example) else {
        let english = "its answers contradict each other".to_owned();
        return Some(mistake(example, english, "答案互相矛盾".to_owned()));
    };
    let readings = set.policies.iter().flat_map(|policy| policy.readings);
    let readings = readings
        .filter(|reading| example.others.iter().any(|other| other == reading.id))
        .fold(ChosenReadings::default(), |chosen, reading| chosen.other(reading.id));
    let report = evaluate(set, &answers, example.on, &readings);
    let id = format!("{}/{}", example.policy, example.award);
    let Some(award) = report.awards.iter().find(|award| award.award.id == id) else {
        let english = "its region does not have the award".to_owned();
        return Some(mistake(example, english, "这个地区没有这一项".to_owned()));
    };
    let missing: Vec<&str> =
        award.missing.iter().map(|question| set.question(*question).id).collect();
    let outcome = match (missing.is_empty(), award.amount.is_zero()) {
        (false, _) => ExampleOutcome::NotYetKnown,
        (true, true) => ExampleOutcome::NotMet,
        (true, false) => ExampleOutcome::Met,
    };
    let sum = |sum: Option<Yuan>| sum.map_or_else(|| "open".to_owned(), money);
    let name = |outcome| match outcome {
        ExampleOutcome::Met => "met",
        ExampleOutcome::NotMet => "not_met",
        ExampleOutcome::NotYetKnown => "not_yet_known",
    };
    let amount = &award.amount;
    let parts = [
        ("least", sum(amount.least.sum()), sum(Some(example.least))),
        ("most", sum(amount.most.sum()), sum(example.most)),
        ("missing", format!("{missing:?}"), format!("{:?}", example.missing)),
        ("outcome", name(outcome).to_owned(), name(example.outcome).to_owned()),
    ];
    let (english, chinese) = unequal(&parts)?;
    Some(mistake(example, english, chinese))
}

/// Returns in both languages which of these parts, each as computed and as stated, differ; none
/// where none does.
fn unequal(parts: &[(&str, String, String)]) -> Option<(String, String)> {
    let wrong = || parts.iter().filter(|(_, computed, stated)| computed != stated);
    wrong().next()?;
    let english: Vec<String> = wrong()
        .map(|(key, computed, stated)| format!("{key}: computed {computed}, expected {stated}"))
        .collect();
    let chinese: Vec<String> = wrong()
        .map(|(key, computed, stated)| format!("{key} 算出来是 {computed}，写的是 {stated}"))
        .collect();
    Some((english.join("; "), chinese.join("；")))
}

/// Returns the answers of an example, its region with them; none where one is unknown or they
/// contradict each other.
#[must_use]
pub fn example_answers(set: &'static PolicySet, example: &Example) -> Option<Answers> {
    answers_of(set, &example.region, &example.answers)
}

fn answers_of(
    set: &'static PolicySet,
    region: &str,
    given: &[(String, ExampleAnswer)],
) -> Option<Answers> {
    let region = ("region".to_owned(), ExampleAnswer::Text(region.to_owned()));
    let given: Option<Vec<_>> =
        given.iter().chain([&region]).map(|(id, said)| answer(set, id, said)).collect();
    Answers::build(set, given?).ok()
}

fn answer(set: &PolicySet, id: &str, said: &ExampleAnswer) -> Option<(QuestionIndex, Answer)> {
    let index = set.question_index(id)?;
    let texts: Vec<&str>;
    let given = match said {
        ExampleAnswer::Text(text) => RawAnswer::Text(text),
        ExampleAnswer::Texts(all) => {
            texts = all.iter().map(String::as_str).collect();
            RawAnswer::Texts(&texts)
        }
        ExampleAnswer::YesNo(yes) => RawAnswer::YesNo(*yes),
    };
    Some((index, read(set.question(index), given).ok()?))
}

fn mistake(example: &Example, english: String, chinese: String) -> Diagnostic {
    let Example { award, name, .. } = example;
    let found = format!("[[awards.examples]] of `{award}`: {name:?}");
    let english = format!("the example does not hold. {english}");
    let mistake = mistake_at(&example.place, found, english, format!("样例对不上。{chinese}"));
    Diagnostic { found_chinese: Some(format!("`{award}` 的样例：{name:?}").into()), ..mistake }
}

fn mistake_at(place: &str, found: String, message: String, chinese: String) -> Diagnostic {
    let (path, line) = place.rsplit_once(':').unwrap_or((place, ""));
    let line = line.parse().unwrap_or(1);
    Place::new(path.to_owned(), line, found).mistake(message, chinese)
}
