//! Every example beside an award, as a test named after it.

use crate::shipped;
use huiqi_authoring::{CheckedSources, Example, load};
use huiqi_policies::POLICIES;
use huiqi_publish::{example_answers, wrong_example};
use huiqi_rules::answers::Answers;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
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

/// The answers of an example, its region with them.
pub(crate) fn answers(set: &'static PolicySet, example: &Example) -> Answers {
    example_answers(set, example).expect("its answers are known and fit together")
}

/// The award's bounds, what is missing, and that the example shows what it says it shows.
pub(crate) fn check_example(set: &'static PolicySet, example: &Example) {
    if let Some(wrong) = wrong_example(set, example) {
        panic!("{wrong}");
    }
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
    assert!(told.contains(&format!("policies/zaozhuang-srdi-2022.toml:{line}\n")), "{told}");
    assert!(told.contains("most: computed ") && told.contains("expected 123.45 元"), "{told}");
    assert!(!told.contains("least: "), "{told}");
}

#[test]
fn the_baked_tables_are_what_the_files_say() {
    assert_eq!(format!("{:?}", authored().set), format!("{:?}", &POLICIES));
}
