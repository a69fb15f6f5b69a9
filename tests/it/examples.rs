//! Every example beside an award, as a test named after it.

use crate::made_up::shipped_sources;
use huiqi_authoring::{CheckedSources, Example, ExampleAnswer, ExampleOutcome, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers, RawAnswer, read};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/examples.rs"));

pub(crate) fn authored() -> &'static CheckedSources {
    static AUTHORED: OnceLock<CheckedSources> = OnceLock::new();
    AUTHORED.get_or_init(|| {
        load(&shipped_sources()).expect("the shipped files are baked only without a mistake")
    })
}

fn check(index: usize) {
    check_example(&POLICIES, &authored().examples[index]);
}

fn answer(set: &'static PolicySet, id: &str, said: &ExampleAnswer) -> (QuestionIndex, Answer) {
    let index = set.question_index(id).expect("checked when read");
    let texts: Vec<&str>;
    let given = match said {
        ExampleAnswer::Text(text) => RawAnswer::Text(text),
        ExampleAnswer::Texts(all) => {
            texts = all.iter().map(String::as_str).collect();
            RawAnswer::Texts(&texts)
        }
        ExampleAnswer::YesNo(yes) => RawAnswer::YesNo(*yes),
    };
    (index, read(set.question(index), given).unwrap_or_else(|problem| panic!("{id}: {problem:?}")))
}

/// The answers of an example, its region with them.
pub(crate) fn answers(set: &'static PolicySet, example: &Example) -> Answers {
    let region = ("region".to_owned(), ExampleAnswer::Text(example.region.clone()));
    let given = example.answers.iter().chain([&region]).map(|(id, said)| answer(set, id, said));
    Answers::build(set, given).unwrap_or_else(|constraint| panic!("{}", constraint.message))
}

/// The award's bounds, what is missing, and that the example shows what it says it shows.
pub(crate) fn check_example(set: &'static PolicySet, example: &Example) {
    let answers = answers(set, example);
    let readings = set
        .policies
        .iter()
        .flat_map(|policy| policy.readings)
        .filter(|reading| example.others.contains(&reading.id.to_owned()));
    let chosen =
        readings.fold(ChosenReadings::default(), |chosen, reading| chosen.other(reading.id));
    let report = evaluate(set, &answers, example.on, &chosen);
    let id = format!("{}/{}", example.policy, example.award);
    let award = report
        .awards
        .iter()
        .find(|award| award.award.id == id)
        .expect("the award is one of the region's");
    assert_eq!(award.amount.least.sum(), Some(example.least), "least");
    assert_eq!(award.amount.most.sum(), example.most, "most");
    let missing: Vec<&str> =
        award.missing.iter().map(|question| set.question(*question).id).collect();
    assert_eq!(missing, example.missing, "what is missing");
    let shown = match (award.missing.is_empty(), award.amount.is_zero()) {
        (false, _) => ExampleOutcome::NotYetKnown,
        (true, true) => ExampleOutcome::NotMet,
        (true, false) => ExampleOutcome::Met,
    };
    assert_eq!(shown, example.outcome, "what the example shows");
}

#[test]
fn the_baked_tables_are_what_the_files_say() {
    assert_eq!(format!("{:?}", authored().set), format!("{:?}", &POLICIES));
}
