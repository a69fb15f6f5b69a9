//! Every example beside an award, as a test named after it.

use crate::shipped;
use huiqi_authoring::{CheckedSources, Example, ExampleAnswer, ExampleOutcome, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers, RawAnswer, read};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use std::path::Path;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/examples.rs"));

pub(crate) fn authored() -> &'static CheckedSources {
    static AUTHORED: OnceLock<CheckedSources> = OnceLock::new();
    AUTHORED.get_or_init(|| {
        load(&shipped::all_sources()).expect("the files are baked only without a mistake")
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
    let missing: Vec<&str> =
        award.missing.iter().map(|question| set.question(*question).id).collect();
    let shown = match (award.missing.is_empty(), award.amount.is_zero()) {
        (false, _) => ExampleOutcome::NotYetKnown,
        (true, true) => ExampleOutcome::NotMet,
        (true, false) => ExampleOutcome::Met,
    };
    let mut wrong: Vec<String> = Vec::new();
    let mut compare = |what: &str, computed: String, expected: String| {
        if computed != expected {
            wrong.push(format!("{what}: computed {computed}, expected {expected}"));
        }
    };
    let sum = |sum: Option<Yuan>| {
        sum.map_or_else(|| "open".to_owned(), huiqi_sitting::wording::figures::money)
    };
    compare("least", sum(award.amount.least.sum()), sum(Some(example.least)));
    compare("most", sum(award.amount.most.sum()), sum(example.most));
    compare("missing", format!("{missing:?}"), format!("{:?}", example.missing));
    compare("outcome", format!("{shown:?}"), format!("{:?}", example.outcome));
    assert!(
        wrong.is_empty(),
        "{}: the example {:?} of award `{}` does not hold\n{}",
        example.place,
        example.name,
        example.award,
        wrong.join("\n")
    );
}

#[test]
fn an_example_that_does_not_hold_is_told_with_its_line_and_both_figures() {
    let authored = authored();
    let place = |example: &&Example| example.policy == "zaozhuang-srdi-2022";
    let right = authored.examples.iter().find(place).expect("a document has examples");
    let wrong = Example { most: Some(Yuan::from_fen(12_345)), ..right.clone() };
    let told = std::panic::catch_unwind(|| check_example(authored.set, &wrong))
        .expect_err("it does not hold");
    let told = told.downcast_ref::<String>().expect("a text");
    let file = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/zaozhuang-srdi-2022.toml"),
    )
    .expect("the file can be read");
    let line = file.lines().position(|line| line == "[[awards.examples]]").expect("one") + 1;
    assert!(told.contains(&format!("policies/zaozhuang-srdi-2022.toml:{line}: ")), "{told}");
    assert!(told.contains("most: computed ") && told.contains("expected 123.45 元"), "{told}");
    assert!(!told.contains("least: "), "{told}");
}

#[test]
fn the_baked_tables_are_what_the_files_say() {
    assert_eq!(format!("{:?}", authored().set), format!("{:?}", &POLICIES));
}
