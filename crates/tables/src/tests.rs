//! Columns and rows, read as people write them.

use super::wording::cell_problem;
use super::{CellFault, Column, Headings, Row, guarded};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::Answer;
use huiqi_rules::day::read_date;
use huiqi_rules::question::QuestionIndex;
use time::Date;

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

fn question(id: &str) -> QuestionIndex {
    POLICIES.question_index(id).expect("a question")
}

fn read(headings: &[&str], cells: &[&str]) -> Row {
    Headings::read(&POLICIES, headings).row(cells.iter().copied(), day("2026-11-21"))
}

#[test]
fn columns_are_found_by_id_words_or_short_name() {
    let label = POLICIES.question(question("certification_tier")).label;
    let found = Headings::read(
        &POLICIES,
        &[
            "\u{feff}企业名称",
            label,
            "Government_Show_Booth_Fee_Yuan",
            "上市挂牌 ",
            "备注",
            "",
            "government_show_booth_fee_yuan",
            "申报日期",
        ],
    );
    let expected = [
        Column::Name,
        Column::Question(question("certification_tier")),
        Column::Question(question("government_show_booth_fee_yuan")),
        Column::Question(question("listings")),
        Column::Other,
        Column::Other,
        Column::Other,
        Column::Day,
    ];
    assert_eq!(found.columns(), expected);
}

#[test]
fn every_kind_of_cell_is_read_as_people_write_it() {
    let headings = [
        "名称",
        "region",
        "first_certified_tiers",
        "certification_tier",
        "government_show_booth_fee_yuan",
        "base_listing_support",
        "claimed_elsewhere",
        "on",
        "listings",
    ];
    let row = read(
        &headings,
        &[
            "甲公司",
            "枣庄市",
            "省级专精特新；national_giant",
            "国家级'小巨人'",
            "８万",
            "√",
            "无",
            "2025年1月5日",
            "不清楚",
        ],
    );
    assert_eq!((row.name.as_str(), row.on, row.faults.len()), ("甲公司", day("2025-01-05"), 0));
    assert_eq!(row.answers.region().map(|region| region.id), Some("zaozhuang"));
    let figure = Answer::Figure("80000".parse().expect("a number"));
    assert_eq!(row.answers.get(question("government_show_booth_fee_yuan")), Some(&figure));
    assert_eq!(row.answers.get(question("base_listing_support")), Some(&Answer::YesNo(true)));
    assert_eq!(row.answers.get(question("claimed_elsewhere")), Some(&Answer::Options(0)));
    assert_eq!(row.answers.get(question("listings")), None);
    let first = POLICIES.question(question("first_certified_tiers"));
    let both =
        ["provincial", "national_giant"].map(|id| 1_u64 << first.option(id).expect("an option"));
    assert_eq!(
        row.answers.get(question("first_certified_tiers")),
        Some(&Answer::Options(both[0] | both[1]))
    );
}

#[test]
fn a_bad_cell_is_reported_with_what_is_taken_and_the_rest_of_the_row_counts() {
    let headings = [
        "region",
        "certification_tier",
        "first_certified_tiers",
        "government_show_booth_fee_yuan",
        "base_listing_support",
        "on",
    ];
    let row =
        read(&headings, &["枣庄", "省级专精特新", "national_giant", "-5", "也许", "2025-02-30"]);
    let words = |fault: &CellFault| (fault.column, cell_problem(&POLICIES, &fault.problem));
    let messages: Vec<(usize, String)> = row.faults.iter().map(words).collect();
    assert_eq!(messages.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [0, 3, 4, 5, 2]);
    assert!(
        messages[0].1.contains("枣庄市")
            && messages[1].1.contains("不能是负数")
            && messages[2].1.contains("是、否")
            && messages[3].1.contains("2025-12-31")
    );
    assert_eq!(messages[4].1, POLICIES.constraints[0].message);
    assert_eq!(
        (row.on, row.answers.iter().count()),
        (day("2026-11-21"), 1),
        "only the tier is left"
    );
    let short = read(&headings, &["枣庄市"]);
    assert_eq!(
        (short.faults.len(), short.answers.iter().count()),
        (0, 1),
        "missing cells are empty"
    );
}

#[test]
fn no_cell_is_taken_for_a_formula() {
    for text in ["=1+1", "+86", "-x", "@SUM", "\tx", "＝1"] {
        assert!(guarded(text).starts_with('\''), "{text}");
    }
    assert_eq!(guarded("甲公司"), "甲公司");
}

#[test]
fn none_of_several_is_said_in_many_words_and_the_list_of_what_is_taken_names_it() {
    for none in ["[]", "否", "不适用", "没有", "none"] {
        let row = read(&["listings"], &[none]);
        assert_eq!(row.answers.get(question("listings")), Some(&Answer::Options(0)), "{none}");
    }
    let said = |id: &str| {
        let row = read(&[id], &["不知道写什么"]);
        cell_problem(&POLICIES, &row.faults[0].problem)
    };
    assert!(said("listings").ends_with("、没有"), "{}", said("listings"));
    assert!(!said("certification_tier").ends_with("没有"), "one is always held");
    // A label that holds a mark of separation does not run into the next.
    let label = |id: &str| POLICIES.question(question(id)).options.iter().map(|one| one.label);
    for asked in POLICIES.questions.iter().filter(|asked| !asked.options.is_empty()) {
        let parted = label(asked.id).any(|label| label.contains(['，', '、']));
        assert_eq!(said(asked.id).contains(" / "), parted, "{}", asked.id);
    }
}

#[test]
fn a_day_that_is_none_is_no_day_and_no_other_one() {
    let row = read(&["region", "申报日期"], &["枣庄市", "2025-02-30"]);
    assert!(row.has_unread_day());
    assert!(!read(&["region", "申报日期"], &["枣庄市", "2025-02-28"]).has_unread_day());
    assert!(!read(&["region", "申报日期"], &["枣庄市", ""]).has_unread_day());
}
