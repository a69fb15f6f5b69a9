//! The brief for many companies says the same as the report for one.

use crate::bounds::{Play, Throw, throws};
use crate::made_up;
use huiqi_engine::{Screener, evaluate, outline};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sheets::mapping;
use huiqi_sheets::screen::{Done, ScreenOptions, screen};
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

/// Two companies worked out by hand, one cell that is impossible, one company that looks like a
/// formula.
const TABLE: &str = "企业名称,所在地,最高认定,首次认定,claimed_elsewhere,上市挂牌,smart_factory_award,展位\
    费,platform_contest_prize,申报日期\r\n\
    甲公司,枣庄市,国家级“小巨人”,省级专精特新、国家级“小巨人”,以上都没有,北交所,none,8万,none,2026-11-21\r\n\
    =乙公司,枣庄市,省级专精特新,省级专精特新,无,新三板,none,三万,none,2026/11/21\r\n";

fn program(from: &str, to: &str) -> Result<Done, Box<dyn Error>> {
    let today = read_date("2026-11-21").expect("a day");
    screen(
        &POLICIES,
        from,
        to,
        &ScreenOptions { today, region: None, columns: Vec::new(), values: Vec::new() },
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
            ["2", "甲公司", "枣庄市", "2026-11-21", "可确定", "340000", "10340000", "0"],
            "{name}"
        );
        // 10 for the title, 100 on 新三板; the fee is not known, so the top is open.
        assert_eq!(
            rows[2][..8],
            ["3", "'=乙公司", "枣庄市", "2026-11-21", "可确定", "1100000", "没有上限", "1"],
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
    let mapping = mapping::read(&POLICIES, &path("map.csv")).expect("a mapping");
    let region = POLICIES.regions.iter().position(|region| region.id == "zaozhuang");
    let options = ScreenOptions {
        today: read_date("2026-11-21").expect("a day"),
        region: region.map(|index| index as u16),
        columns: mapping.columns,
        values: mapping.values,
    };
    let done = screen(&POLICIES, &path("in.csv"), &path("out.csv"), &options);
    let written = std::fs::read_to_string(path("out.csv")).unwrap_or_default();
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    let done = done.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((done.rows, done.faults), (2, 0));
    // 30 for the title and 4 for the fair; 10 for the other title.
    assert!(written.contains("2,甲公司,枣庄市,2026-11-21,可确定,340000,"), "{written}");
    assert!(written.contains("3,乙公司,枣庄市,2026-11-21,可确定,100000,"), "{written}");
    // Each lacks the listings, the factory and the contest: up to 1,110, 20 and 30 more.
    assert_eq!(done.summary, ["2 家还差 3 题（至少 44 万元，问清了最多 2,364 万元）"]);
    let said = done.notes.join("\n");
    assert!(
        said.contains("第 4 行“合计”（合计）") && said.contains("没有用上的列：“联系人”"),
        "{said}"
    );
}
