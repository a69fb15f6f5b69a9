//! What there is to do about the companies of a list, and which awards are paid to how many.

use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sheets::award_scan::AwardScan;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::shown::{rows, summary};
use huiqi_sheets::table::Table;
use huiqi_tables::Column;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{RowChoice, RowQuery, ShownRow};
use std::io::Cursor;

/// 甲 gets 10 for the title and half of 8; 乙 gets 10, and up to 20 by the one answer that is
/// missing. The documents of 新乡 and 三门峡 ended with 2025. 己 gets nothing, 庚 is nowhere.
const LIST: &str = "企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比\n\
    甲公司,枣庄市,省级专精特新,省级专精特新,都没有,没有,没有参加,8万,没有\n\
    乙公司,枣庄市,省级专精特新,省级专精特新,都没有,没有,,0,没有\n\
    丙公司,新乡市,省级专精特新,省级专精特新,都没有,没有,,,\n\
    丁公司,其他地区,一等奖,,,,,,\n\
    戊公司,三门峡市,省级专精特新,省级专精特新,都没有,没有,,,\n\
    己公司,枣庄市,无,都没有,都没有,没有,没有参加,0,没有\n\
    庚公司,,省级专精特新,,,,,,\n";

fn ledger(text: &str) -> Ledger {
    let bytes = text.as_bytes().to_vec();
    let mut table =
        Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("a table");
    let headings: Vec<&str> = table.heading().cells.iter().collect();
    let columns = Column::of_headings(&POLICIES, &headings, &[]);
    let today = read_date("2026-11-21").expect("a day");
    let mut ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), today);
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

fn shown(ledger: &Ledger, wanted: &RowQuery) -> Vec<ShownRow> {
    rows(ledger, &ledger.view(wanted), 0).rows
}

#[test]
fn what_there_is_to_do_is_said_first_and_never_a_zero_where_nothing_is_known() {
    let ledger = ledger(LIST);
    assert_eq!(
        ledger.follow_ups().sentences(),
        [
            "1 家可以申报，合计 14 万元（条件都满足。先打电话问文件是否还在执行）",
            "1 家还差 1 题（至少 10 万元，问清了最多 30 万元）",
            "2 家文件已到期（新乡市 1 家、三门峡市 1 家。问到期前认定、还没有领的）",
            "1 家条件不符（逐家看差一步能多拿多少）",
            "1 家地区未收录（不是没有补贴，请问当地）",
            "1 家没有所在地（没有测算。请补上，或用 --region 指定按哪里算）",
            "1 行有格子要改（第 5 行，没有读出来的算没有填）",
        ]
    );
    let all = shown(&ledger, &RowQuery::default());
    let words: Vec<(&str, &str, &str)> = all
        .iter()
        .map(|row| (row.situation.as_str(), row.least.as_str(), row.most.as_str()))
        .collect();
    assert_eq!(
        words,
        [
            ("可确定", "140,000", "140,000"),
            ("可确定，还差 1 题", "100,000", "300,000"),
            ("文件已到期", "不计", "不计"),
            ("地区未收录", "算不出", "算不出"),
            ("文件已到期", "不计", "不计"),
            ("条件不符", "0", "0"),
            ("没有所在地", "算不出", "算不出"),
        ]
    );
    assert!(all[2].near.is_none() && all[3].near.is_none(), "no advice where nothing is computed");
    let summary = summary(&ledger, false, 1);
    assert_eq!((summary.figured, summary.least.0.as_str()), (3, "24"));
    // A list of such companies alone has no sum.
    let none = self::ledger("企业名称,所在地\n丁公司,其他地区\n丙公司,新乡市\n");
    let summary = self::summary(&none, false, 1);
    assert_eq!((summary.least.0.as_str(), summary.most.0.as_str()), ("算不出", "算不出"));
}

#[test]
fn each_thing_to_do_and_each_award_is_a_filter() {
    let mut ledger = ledger(LIST);
    let names = |ledger: &Ledger, wanted: &RowQuery| -> Vec<String> {
        shown(ledger, wanted).into_iter().map(|row| row.name).collect()
    };
    let of = |kept| RowQuery { kept, ..RowQuery::default() };
    assert_eq!(names(&ledger, &of(RowChoice::Of(FollowUp::Ended))), ["丙公司", "戊公司"]);
    assert_eq!(names(&ledger, &of(RowChoice::Faulty)), ["丁公司"]);
    let region = POLICIES.regions.iter().position(|region| region.id == "zaozhuang");
    let region = region.map(|index| index as u16);
    let wanted = RowQuery { region, ..RowQuery::default() };
    assert_eq!(names(&ledger, &wanted), ["甲公司", "乙公司", "己公司"]);
    let mut scan = AwardScan::new(&ledger);
    while scan.step(&ledger) {}
    let list = scan.finish(&mut ledger);
    let said: Vec<(u64, u64, &str)> = list
        .awards
        .iter()
        .map(|award| (award.certain, award.possible, award.least.as_str()))
        .collect();
    assert_eq!(said, [(2, 0, "20 万元"), (1, 0, "4 万元"), (0, 1, "0 元")]);
    assert_eq!(list.total.as_deref(), Some("24 万元"));
    let awards: Vec<Vec<String>> = list
        .awards
        .iter()
        .map(|award| names(&ledger, &RowQuery { award: Some(award.award), ..RowQuery::default() }))
        .collect();
    assert_eq!(awards[0], ["甲公司", "乙公司"]);
    assert_eq!(
        (awards[1].join(""), awards[2].join("")),
        ("甲公司".to_owned(), "乙公司".to_owned())
    );
    // A name is found whichever way its letters are written.
    let latin = self::ledger("企业名称,所在地\nABC机械有限公司,枣庄市\n");
    let wanted = RowQuery { name: "ａbc".to_owned(), ..RowQuery::default() };
    assert_eq!(names(&latin, &wanted), ["ABC机械有限公司"]);
}

/// 己 and 辛 have no title and nothing else: a form and a title would each bring something, and the
/// form takes less. A listing is no advice to a company.
#[test]
fn those_who_are_one_step_short_are_told_the_least_effort_first() {
    let list = format!(
        "{LIST}辛公司,枣庄市,无,都没有,都没有,没有,入选过，奖励已领,0,没有\n\
         壬公司,枣庄市,无,都没有,都没有,没有,没有参加,0,没有\n"
    );
    let mut ledger = ledger(&list.replace("入选过，奖励已领", "awarded_paid"));
    let mut scan = AwardScan::new(&ledger);
    while scan.step(&ledger) {}
    let near = scan.finish(&mut ledger).near.expect("companies that are one step short");
    assert_eq!((near.choice, near.count, near.what.as_str()), (RowChoice::Near, 3, "还差一步"));
    let steps: Vec<&str> = near.more.split('；').collect();
    assert_eq!(steps.len(), 2, "{}", near.more);
    assert!(steps[0].starts_with("申报市级智能工厂") && steps[0].ends_with("2 家"), "{steps:?}");
    assert!(!near.more.contains("上市"), "{}", near.more);
    let wanted = RowQuery { kept: RowChoice::Near, ..RowQuery::default() };
    let shown = shown(&ledger, &wanted);
    let names: Vec<&str> = shown.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["己公司", "壬公司", "辛公司"]);
}
