//! Three pieces of documents of other cities as documents of test places: titles and the stages of
//! a listing, trade shows with a cap for each booth and show, equipment in brackets under the limit
//! of a project.

use crate::bounds::{agrees_with_enumeration, random_cases, throws};
use crate::examples::check_example;
use huiqi_authoring::{CheckedSources, load, read_folder};
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answer, Answers, RawAnswer, read};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::next::Next;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::wording::link::plain_text;
use proptest::prelude::proptest;
use std::path::Path;
use std::sync::OnceLock;
use time::{Date, Month};

fn authored() -> &'static CheckedSources {
    static AUTHORED: OnceLock<CheckedSources> = OnceLock::new();
    AUTHORED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("practice");
        let sources = read_folder(&folder).expect("the documents can be read");
        load(&sources).unwrap_or_else(|problems| {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<String>())
        })
    })
}

/// The answers of a company: one figure, option, yes or no to every question that it names.
fn answers(given: &[(&str, &str)]) -> Vec<(QuestionIndex, Answer)> {
    let set = authored().set;
    let answer = |(id, text): &(&str, &str)| {
        let index = set.question_index(id).unwrap_or_else(|| panic!("a question: {id}"));
        let raw = match *text {
            "yes" => RawAnswer::YesNo(true),
            "no" => RawAnswer::YesNo(false),
            text => RawAnswer::Text(text),
        };
        let read = read(set.question(index), raw);
        (index, read.unwrap_or_else(|problem| panic!("{id}: {problem:?}")))
    };
    given.iter().map(answer).collect()
}

fn report(given: &[(&str, &str)]) -> Report {
    let set = authored().set;
    let answers = Answers::build(set, answers(given)).expect("no contradiction");
    let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
    evaluate(set, &answers, day, &ChosenReadings::default())
}

/// Both ends in yuan; nothing where an end is open.
fn total(report: &Report) -> [Option<String>; 2] {
    let total = report.outline.total;
    [total.least, total.most].map(|end| end.sum().map(|sum| sum.decimal().normalize().to_string()))
}

fn ends(least: &str, most: &str) -> [Option<String>; 2] {
    [least, most].map(|end| (end != "open").then(|| end.to_owned()))
}

#[test]
fn every_example_of_the_practice_documents_holds() {
    assert_eq!(authored().set.policies.len(), 3);
    authored().examples.iter().for_each(|example| check_example(authored().set, example));
}

/// 420, 1,920 and 192 of ten thousand yuan come to 2,532; the clause lets through 2,000.
#[test]
fn the_limit_of_a_project_cuts_what_its_brackets_bring() {
    let given = [
        ("region", "delta"),
        ("equipment_yuan", "60000000"),
        ("software_yuan", "120000000"),
        ("sample_project", "yes"),
        ("service_yuan", "1000000"),
        ("service_equipment_yuan", "0"),
    ];
    let report = report(&given);
    assert_eq!(total(&report), ends("0", "20030000"));
    let [limit] = report.limits.as_slice() else { panic!("one limit") };
    let sum = |level: huiqi_rules::amount::Level| {
        level.sum().map(|sum| sum.decimal().normalize().to_string())
    };
    assert_eq!(sum(limit.before.most).as_deref(), Some("25320000"));
    assert_eq!(sum(limit.amount.most).as_deref(), Some("20000000"));
    assert_eq!(sum(limit.cut.most).as_deref(), Some("5320000"));
}

/// An unanswered sum leaves the brackets open; the limit still bounds what is under it.
#[test]
fn an_open_figure_is_bounded_by_the_limit_over_it() {
    let given = [
        ("region", "delta"),
        ("sample_project", "yes"),
        ("service_yuan", "0"),
        ("service_equipment_yuan", "0"),
    ];
    assert_eq!(total(&report(&given)), ends("0", "20000000"));
}

/// Four booths at home: 100,000 for two of them and half of 40,000, each at most 50,000 and the one
/// show 150,000; abroad 70 % of 100,000 over two booths of at most 30,000 each.
#[test]
fn caps_for_each_booth_leave_open_how_a_sum_is_spread() {
    let given = [
        ("region", "bay"),
        ("key_market", "yes"),
        ("booth_fee_yuan", "100000"),
        ("booths", "2"),
        ("freight_yuan", "0"),
        ("first_booths_yuan", "100000"),
        ("further_booths_yuan", "40000"),
        ("home_booths", "4"),
        ("shows", "1"),
        ("home_freight_yuan", "8000"),
    ];
    assert_eq!(total(&report(&given)), ends("88000", "188000"));
}

/// Nothing but the place: titles 2 million, the local board 0.5, both ways to the market 4 and 30.
#[test]
fn with_the_place_alone_every_stage_may_still_be_paid() {
    assert_eq!(total(&report(&[("region", "harbour")])), ends("0", "36500000"));
}

/// What is open because of caps for each item is no choice between awards; what a limit takes is
/// said beside what each award is by itself.
#[test]
fn a_result_as_text_says_why_it_is_open_and_what_a_limit_takes() {
    let text = |given: &[(&str, &str)]| {
        let set = authored().set;
        let day = Date::from_calendar_date(2030, Month::June, 1).expect("a day");
        let mut session = Session::new(set, day);
        session.put_answers(&answers(given));
        let report = report(given);
        let next = Next::of(&session, &report, &Corrections::default(), &[], day);
        let cases = Cases::of(vec![(String::new(), session)], 0).expect("a case");
        plain_text(&cases, &report, &next, day, None)
    };
    let of_shows = text(&[
        ("region", "bay"),
        ("key_market", "yes"),
        ("booth_fee_yuan", "100000"),
        ("booths", "2"),
    ]);
    let line = of_shows.lines().find(|line| line.contains("至 6 万元")).expect(&of_shows);
    assert!(line.contains("每项各有上限，要看总额怎样分到各项"), "{line}");
    assert!(!of_shows.contains("只发最高的一项"), "{of_shows}");
    assert!(!of_shows.contains("【合在一起】"), "{of_shows}");
    let of_equipment = text(&[
        ("region", "delta"),
        ("equipment_yuan", "60000000"),
        ("software_yuan", "120000000"),
        ("sample_project", "yes"),
    ]);
    let limit = of_equipment.lines().find(|line| line.starts_with("【合在一起】"));
    let limit = limit.expect(&of_equipment);
    assert!(
        limit.contains("各项相加 0 至 2,532 万元，计入 0 至 2,000 万元，扣减 0 至 532 万元"),
        "{limit}"
    );
}

proptest! {
    #![proptest_config(random_cases(200))]

    #[test]
    fn practice_documents_have_the_bounds_of_plain_enumeration(throw in throws()) {
        agrees_with_enumeration(authored().set, &throw)?;
    }
}
