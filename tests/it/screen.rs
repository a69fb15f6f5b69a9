//! The brief for many companies says the same as the report for one.

use crate::bounds::{Play, Throw, throws};
use crate::made_up;
use huiqi_engine::{Screener, evaluate, outline};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sheets::mapping;
use huiqi_sheets::screen::{Done, ScreenOptions, screen};
use huiqi_tables::rule_book::RuleBook;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::{Config, TestCaseError};
use std::error::Error;

fn says_the_same(set: &'static PolicySet, throws: &[Throw]) -> Result<(), TestCaseError> {
    // One screener for all: what it looked up for one company must not change another.
    let plays: Vec<Play> = throws.iter().map(|throw| Play::of(set, throw, None)).collect();
    for play in &plays {
        let mut screener = Screener::new(set, play.readings.clone());
        for other in plays.iter().filter(|other| other.others == play.others) {
            let brief = screener.brief(&other.answers, other.on);
            let report = evaluate(set, &other.answers, other.on, &other.readings);
            prop_assert_eq!(brief.total, report.outline.total);
            prop_assert_eq!(brief.awards.len(), report.awards.len());
            for ((award, amount), reported) in brief.awards.iter().zip(&report.awards) {
                prop_assert_eq!((award.id, *amount), (reported.award.id, reported.amount));
            }
            prop_assert!(
                report.outline.asks.len() <= brief.unanswered,
                "every question that matters is counted"
            );
            let outline = outline(set, &other.answers, other.on, &other.readings);
            prop_assert_eq!(format!("{outline:?}"), format!("{:?}", report.outline));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 100, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_screener_says_what_the_report_says(throws in proptest::collection::vec(throws(), 1..6)) {
        says_the_same(&POLICIES, &throws)?;
        says_the_same(made_up::set(), &throws)?;
    }
}

/// What there is to do, of a table that is screened for companies of 枣庄.
fn summary_of(name: &str, table: &str) -> (String, Vec<String>) {
    let folder = std::env::temp_dir().join(format!("huiqi-screen-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    std::fs::write(path("in.csv"), table).expect("a table");
    let today = read_date("2026-11-21").expect("a day");
    let region = POLICIES.regions.iter().position(|region| region.id == "zaozhuang");
    let region = region.map(|index| index as u16);
    let options =
        ScreenOptions { now: today, today, region, columns: Vec::new(), values: Vec::new() };
    let done = screen(&RuleBook::of(&POLICIES), &path("in.csv"), &path("out.csv"), &options);
    let written = std::fs::read_to_string(path("out.csv")).unwrap_or_default();
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    (written, done.unwrap_or_else(|error| panic!("{error}")).summary)
}

#[test]
fn a_place_that_is_not_known_is_in_no_sum_of_a_known_one() {
    let row = |place: &str| answered(place, "2026-11-21");
    // 10 万元 each; one says no place, and --region says it.
    let known = format!("{HEADINGS}{}{}", row("枣庄市"), row(""));
    let (_, said) = summary_of("known", &known);
    assert_eq!(said, ["2 家可以申报，合计 20 万元（条件都满足。先打电话问文件是否还在执行）"]);
    let (written, said) = summary_of("unknown", &format!("{known}{}{}", row("火星"), row("月球")));
    assert_eq!(
        said,
        [
            "2 家可以申报，合计 20 万元（条件都满足。先打电话问文件是否还在执行）",
            "2 家的所在地没有认出（第 4、5 行），那几行先按枣庄市测算，没有计入上面的家数和金额，\
             请改好所在地再算",
        ]
    );
    assert!(written.contains("“火星”没有对上地区，先按“枣庄市”测算，请核对"), "{written}");
}

/// Two companies worked out by hand, one cell that is impossible, one company that looks like a
/// formula.
const TABLE: &str = "企业名称,所在地,最高认定,首次认定,claimed_elsewhere,上市挂牌,smart_factory_award,展位\
    费,platform_contest_prize,申报日期\r\n\
    甲公司,枣庄市,国家级“小巨人”,省级专精特新、国家级“小巨人”,以上都没有,北交所,none,8万,none,2026-11-21\r\n\
    =乙公司,枣庄市,省级专精特新,省级专精特新,无,新三板,none,三万,none,2026/11/21\r\n";

fn program(from: &str, to: &str) -> Result<Done, Box<dyn Error>> {
    let today = read_date("2026-11-21").expect("a day");
    screen(
        &RuleBook::of(&POLICIES),
        from,
        to,
        &ScreenOptions { now: today, today, region: None, columns: Vec::new(), values: Vec::new() },
    )
}

fn screened(name: &str, bytes: &[u8]) -> Vec<Vec<String>> {
    let folder = std::env::temp_dir().join(format!("huiqi-screen-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    std::fs::write(path("in.csv"), bytes).expect("a table");
    let outcome = program(&path("in.csv"), &path("out.csv")).map_err(|error| error.to_string());
    let text = std::fs::read_to_string(path("out.csv")).unwrap_or_default();
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let text =
        text.strip_prefix('\u{feff}').expect("spreadsheets know UTF-8 by its mark").to_owned();
    let rows =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
    rows.map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_table_in_either_encoding_is_screened_and_nothing_is_dropped() {
    let (gb, _, _) = encoding_rs::GB18030.encode(TABLE);
    let marked = format!("\u{feff}{TABLE}");
    for (name, bytes) in [("plain", TABLE.as_bytes()), ("marked", marked.as_bytes()), ("gb", &gb)] {
        let rows = screened(name, bytes);
        assert_eq!(rows.len(), 3, "{name}");
        // 30 for the national title, 4 for the fair, up to 1,000 for the listing.
        assert_eq!(
            rows[1][..8],
            ["2", "甲公司", "枣庄市", "2026-11-21", "可确定一部分", "340000", "10340000", "0"],
            "{name}"
        );
        // 10 for the title, 100 on 新三板; the fee is not known, so the top is open.
        assert_eq!(
            rows[2][..8],
            ["3", "'=乙公司", "枣庄市", "2026-11-21", "可确定一部分", "1100000", "没有上限", "1"],
            "{name}"
        );
        let message = rows[2].last().expect("the last column");
        assert!(
            message.starts_with("展位费：“三万”") && rows[1].last().is_some_and(String::is_empty),
            "{message}"
        );
        let booth = rows[0]
            .iter()
            .position(|head| head.contains("展位费补贴") && head.ends_with("至少（元）"))
            .expect("a column for each award");
        assert_eq!(rows[1][booth..booth + 2], ["40000", "40000"]);
    }
}

/// A row of 枣庄 that answers everything, with this place and this day.
fn answered(place: &str, day: &str) -> String {
    format!("甲公司,{place},省级专精特新,省级专精特新,[],否,none,0,none,{day}\r\n")
}

const HEADINGS: &str = "企业名称,所在地,最高认定,首次认定,claimed_elsewhere,上市挂牌,\
    smart_factory_award,展位费,platform_contest_prize,申报日期\r\n";

#[test]
fn a_day_that_is_none_is_not_computed_for_another() {
    let table = [HEADINGS, &answered("枣庄市", "2025-02-30")].concat();
    let rows = screened("no-day", table.as_bytes());
    let words = "申报日期没有读出";
    assert_eq!(rows[1][..8], ["2", "甲公司", "枣庄市", "", words, words, words, "0"]);
    assert!(rows[1][8..rows[1].len() - 2].iter().all(String::is_empty), "no award has a figure");
    assert_eq!(
        rows[1].last().map(String::as_str),
        Some("申报日期：“2025-02-30”不是日期，请写成 2025-12-31 这样，改好以前这一行不测算")
    );
}

#[test]
fn a_place_in_short_or_an_address_is_taken_where_it_is_one_alone() {
    let places = ["枣庄", "山东省枣庄市滕州市", "滕州市", "晋城", "太原市和晋城市", "竞秀区"];
    let rows: String = places.iter().map(|place| answered(place, "2026-11-21")).collect();
    let rows = screened("places", [HEADINGS, &rows].concat().as_bytes());
    let taken: Vec<&str> = rows[1..].iter().map(|row| row[2].as_str()).collect();
    assert_eq!(taken, ["枣庄市", "枣庄市", "枣庄市", "晋城市", "", ""]);
    // [] and 否 are none of several: nothing is left to be asked, and 10 万 is certain.
    assert_eq!(rows[1][4..8], ["可确定", "100000", "100000", "0"]);
    assert!(rows[6].last().is_some_and(|message| message.contains("“竞秀区”不是可选的答案")));
}

#[test]
fn awards_that_come_to_more_than_the_total_are_said_not_to_be_added() {
    let rows = screened("sums", TABLE.as_bytes());
    let notes = rows[0].len() - 2;
    assert_eq!(rows[0][notes], "说明");
    // 甲: 10 万 for the lower title, which is set aside, 30 for the higher, 4 for the fair; 34 count.
    let least = rows[1][8..notes].iter().step_by(2);
    assert_eq!(least.filter_map(|cell| cell.parse::<u64>().ok()).sum::<u64>(), 440_000);
    assert!(rows[1][notes].contains("不能相加"), "{:?}", rows[1]);
    let one = [HEADINGS, &answered("枣庄市", "2026-11-21")].concat();
    let rows = screened("one", one.as_bytes());
    assert_eq!((rows[1][5].as_str(), rows[1][notes].as_str()), ("100000", ""));
}

#[test]
fn questions_that_can_change_nothing_are_not_counted() {
    // 晋城's provincial title is paid once; whatever else is not answered pays nothing more.
    let rows = screened("asks", "企业名称,所在地\n甲,晋城市\n乙,\n".as_bytes());
    let mut screener = Screener::new(&POLICIES, huiqi_engine::ChosenReadings::default());
    let question = PolicySet::REGION;
    let option = POLICIES.question(question).option("jincheng").expect("a region");
    let answers = huiqi_rules::answers::Answers::none(&POLICIES)
        .replaced(question, huiqi_rules::answers::Answer::Option(option));
    let day = read_date("2026-11-21").expect("a day");
    let outline = outline(&POLICIES, &answers, day, &huiqi_engine::ChosenReadings::default());
    assert!(screener.brief(&answers, day).unanswered > 0);
    assert_eq!(rows[1][7], outline.asks.len().to_string());
    // Without a place it is the place that is asked.
    assert_eq!(rows[2][7], "1");
}

#[test]
fn a_day_of_the_past_says_that_the_documents_have_ended_since() {
    let folder = std::env::temp_dir().join(format!("huiqi-screen-{}-past", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    // Both documents of Henan ended with 2025-12-31.
    let table = "企业名称,所在地,最高认定,申报日期\n甲,新乡市,国家级“小巨人”,2025-12-31\n";
    std::fs::write(path("in.csv"), table).expect("a table");
    let done = program(&path("in.csv"), &path("out.csv"));
    let written = std::fs::read_to_string(path("out.csv")).unwrap_or_default();
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    let summary = done.expect("a table").summary;
    let last = "其中 1 家按过去的申报日期算，那里的文件现在都已到期（新乡市 1 家），\
                还能不能报请问主管部门";
    assert_eq!(summary.last().map(String::as_str), Some(last));
    assert!(written.contains("按过去的申报日期算的"), "{written}");
}

#[test]
fn the_table_that_is_read_is_never_written_over() {
    let folder = std::env::temp_dir().join(format!("huiqi-screen-{}-over", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    std::fs::write(path("in.csv"), TABLE).expect("a table");
    std::fs::hard_link(path("in.csv"), path("hard.csv")).expect("a link");
    let around = format!("{}/./in.csv", folder.display());
    let messages: Vec<String> = [path("in.csv"), path("hard.csv"), around]
        .iter()
        .map(|to| program(&path("in.csv"), to).expect_err("the same file").to_string())
        .collect();
    let kept = std::fs::read_to_string(path("in.csv")).expect("the table");
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    assert_eq!(kept, TABLE);
    assert!(messages.iter().all(|said| said.contains("name another file")), "{messages:?}");
}

#[test]
fn a_table_without_a_question_is_refused_in_words() {
    let folder = std::env::temp_dir().join(format!("huiqi-screen-{}-none", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    std::fs::write(path("in.csv"), "甲,乙\n1,2\n").expect("a table");
    let message = |from: &str| {
        program(&path(from), &path("out.csv"))
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert!(message("in.csv").contains("no column of the table is a question"));
    assert!(message("missing.csv").contains("cannot be read"));
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

#[test]
fn the_program_takes_a_place_a_day_and_what_words_mean_and_says_what_there_is_to_do() {
    let folder = std::env::temp_dir().join(format!("huiqi-screen-{}-map", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    let table = "企业名称,级别,首次,金额,已按其他政策享受,联系人\n\
        甲公司,小巨人,小巨人,80000,无,张\n乙公司,省级,省级,0,无,李\n合计,,,80000,,\n";
    std::fs::write(path("in.csv"), table).expect("a table");
    let map = "级别,最高认定\n首次,首次认定\n金额,展位费\n最高认定,小巨人,国家级“小巨人”\n\
        首次认定,小巨人,国家级“小巨人”\n";
    std::fs::write(path("map.csv"), map).expect("a mapping");
    let mapping = mapping::read(&RuleBook::of(&POLICIES), &path("map.csv")).expect("a mapping");
    let region = POLICIES.regions.iter().position(|region| region.id == "zaozhuang");
    let options = ScreenOptions {
        now: read_date("2026-11-21").expect("a day"),
        today: read_date("2026-11-21").expect("a day"),
        region: region.map(|index| index as u16),
        columns: mapping.columns,
        values: mapping.values,
    };
    let done = screen(&RuleBook::of(&POLICIES), &path("in.csv"), &path("out.csv"), &options);
    let written = std::fs::read_to_string(path("out.csv")).unwrap_or_default();
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    let done = done.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((done.rows, done.faults), (2, 0));
    // 30 for the title and 4 for the fair; 10 for the other title.
    assert!(written.contains("2,甲公司,枣庄市,2026-11-21,可确定一部分,340000,"), "{written}");
    assert!(written.contains("3,乙公司,枣庄市,2026-11-21,可确定一部分,100000,"), "{written}");
    // Each lacks the listings, the factory and the contest: up to 1,110, 20 and 30 more.
    assert_eq!(done.summary, ["2 家还差 3 题（至少 44 万元，问清了最多 2,364 万元）"]);
    let said = done.notes.join("\n");
    assert!(
        said.contains("第 4 行“合计”（合计）") && said.contains("没有用上的列：“联系人”"),
        "{said}"
    );
}
