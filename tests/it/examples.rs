//! Every example beside an award, and every company whose total is stated, as a test of its name.

use crate::shipped;
use huiqi_authoring::{CheckedSources, CompanyTotal, Diagnostic, Example, Language, load};
use huiqi_policies::POLICIES;
use huiqi_publish::{example_answers, wrong_example, wrong_total};
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
    let CheckedSources { examples, totals, .. } = authored();
    match (examples.get(index), totals.get(index.saturating_sub(examples.len()))) {
        (Some(example), _) => check_example(&POLICIES, example),
        (None, Some(total)) => {
            assert_right(wrong_total(&POLICIES, total));
        }
        (None, None) => panic!("no example {index}"),
    }
}

/// Fails with what is wrong, in the language that `HUIQI_LANGUAGE` names, as a build does.
fn assert_right(wrong: Option<Diagnostic>) {
    if let Some(wrong) = wrong {
        let language = std::env::var("HUIQI_LANGUAGE").unwrap_or_default();
        panic!("{}", wrong.shown(Language::named(&language)));
    }
}

/// The answers of an example, its region with them.
pub(crate) fn answers(set: &'static PolicySet, example: &Example) -> Answers {
    example_answers(set, example).expect("its answers are known and fit together")
}

/// The award's bounds, what is missing, and that the example shows what it says it shows.
pub(crate) fn check_example(set: &'static PolicySet, example: &Example) {
    assert_right(wrong_example(set, example));
}

#[test]
fn an_example_that_does_not_hold_is_named_with_its_line_and_both_figures() {
    let authored = authored();
    let place = |example: &&Example| example.policy == "zaozhuang-srdi-2022";
    let right = authored.examples.iter().find(place).expect("a document has examples");
    let wrong = Example { most: Some(Yuan::from_fen(12_345)), ..right.clone() };
    let found = wrong_example(authored.set, &wrong).expect("it does not hold");
    let said = found.to_string();
    let file = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/zaozhuang-srdi-2022.toml"),
    )
    .expect("the file can be read");
    let line = file.lines().position(|line| line == "[[awards.examples]]").expect("one") + 1;
    assert!(said.contains(&format!("policies/zaozhuang-srdi-2022.toml:{line}\n")), "{said}");
    assert!(said.contains("most: computed ") && said.contains("expected 123.45 元"), "{said}");
    assert!(!said.contains("least: "), "{said}");
    let chinese = &found.chinese;
    assert!(
        chinese.contains("most 算出来是 ") && chinese.contains("写的是 123.45 元"),
        "{chinese}"
    );
}

#[test]
fn a_total_that_does_not_hold_is_named_with_its_line_and_both_figures() {
    let authored = authored();
    let of = |one: &&CompanyTotal| one.policy == "zaozhuang-srdi-2022" && one.name.contains("展会");
    let right = authored.totals.iter().find(of).expect("a company states its total");
    assert!(wrong_total(authored.set, right).is_none());
    // 10 for the title and half of 8 for the booth.
    assert_eq!((right.least, right.most), (Yuan::from_fen(14_000_000), Some(right.least)));
    let wrong = CompanyTotal { least: Yuan::from_fen(12_345), most: None, ..right.clone() };
    let told = wrong_total(authored.set, &wrong).expect("it does not hold");
    let file = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/zaozhuang-srdi-2022.toml"),
    )
    .expect("the file can be read");
    let line = file.lines().position(|line| line == "[[companies]]").expect("one") + 1;
    let said = told.to_string();
    assert!(said.contains(&format!("policies/zaozhuang-srdi-2022.toml:{line}\n")), "{said}");
    let both = "least: computed 14 万元, expected 123.45 元; most: computed 14 万元, expected open";
    assert!(said.contains(both), "{said}");
    assert!(told.chinese.contains("least 算出来是 14 万元，写的是 123.45 元"), "{}", told.chinese);
}

#[test]
fn every_shipped_company_states_its_total_and_is_a_test() {
    let authored = authored();
    let names = huiqi_authoring::test_names(authored);
    assert_eq!(names.len(), authored.examples.len() + authored.totals.len());
    for policy in POLICIES.policies.iter().filter(|policy| shipped::SHIPPED.contains(&policy.id)) {
        let stated = authored.totals.iter().filter(|total| total.policy == policy.id).count();
        assert_eq!(stated, policy.companies.len(), "{}", policy.id);
    }
}

#[test]
fn the_baked_tables_are_what_the_files_say() {
    assert_eq!(format!("{:?}", authored().set), format!("{:?}", &POLICIES));
}
