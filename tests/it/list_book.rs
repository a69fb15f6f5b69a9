//! The list that is taken away: one's own columns, what came out, what was noted; read again as the
//! next list.

use calamine::{Reader, Xlsx};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::list_book::ListBook;
use huiqi_sheets::table::Table;
use huiqi_tables::Column;
use huiqi_tables::message::Memo;
use std::io::Cursor;

/// The first is complete: 10 for the title and half of 8 for the fair. The second lacks answers,
/// the third is in a place whose document has ended, the fourth in one of which nothing is known.
const LIST: &str = "序号,企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比,联系人,空列\n\
    1,甲公司,枣庄市,省级专精特新,省级专精特新,都没有,没有,没有参加,8万,没有,张会计,\n\
    2,=乙公司,枣庄市,省级专精特新,省级专精特新,都没有,没有,,三万,没有,,\n\
    3,丙公司,新乡市,省级专精特新,省级专精特新,都没有,没有,,,,李,\n\
    4,丁公司,其他地区,无,无,,,,,,王,\n\
    合计,,,,,,,,8,,,\n";

fn open(bytes: &[u8]) -> Table {
    let bytes = bytes.to_vec();
    Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("a table")
}

fn headings(table: &Table) -> Vec<String> {
    table.heading().cells.iter().map(str::to_owned).collect()
}

fn ledger(bytes: &[u8]) -> Ledger {
    let mut table = open(bytes);
    let headings = headings(&table);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let columns = Column::of_headings(&POLICIES, &headings, &[]);
    let today = read_date("2026-11-21").expect("a day");
    let mut ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), today);
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

fn taken_away(bytes: &[u8], memos: Vec<Memo>) -> Vec<u8> {
    taken_away_with(bytes, memos, Vec::new())
}

fn taken_away_with(bytes: &[u8], memos: Vec<Memo>, applications: Vec<(String, String)>) -> Vec<u8> {
    let (ledger, mut table) = (ledger(bytes), open(bytes));
    let headings = headings(&table);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let book = ListBook::new(&ledger, &headings, memos).expect("a workbook");
    let mut book = book.with_applications(applications);
    let mut line = Line::default();
    for company in ledger.companies() {
        while line.number < company.number {
            assert!(table.next(&mut line).expect("rows"));
        }
        book.add(&ledger, company, &line).expect("a row");
    }
    book.finish(&ledger).expect("a file")
}

/// The cells of a sheet, row by row.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheet_range(name).expect("a sheet");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn memo(company: &str, text: &str, next_day: &str) -> Memo {
    let [company, text, next_day] = [company, text, next_day].map(str::to_owned);
    Memo { company, text, next_day }
}

#[test]
fn a_list_has_one_s_own_columns_then_what_came_out_and_no_empty_column() {
    let memos = vec![memo("=乙公司", "王会计在找发票", "2026-12-02"), memo("别家", "x", "")];
    let bytes = taken_away(LIST.as_bytes(), memos);
    let rows = sheet(&bytes, "清单");
    assert_eq!(
        rows[0],
        [
            "序号",
            "企业名称",
            "所在地",
            "最高认定",
            "首次认定",
            "已按其他政策享受",
            "上市挂牌",
            "智能工厂评选",
            "展位费",
            "平台示范评比",
            "联系人",
            "情况",
            "至少（元）",
            "最多（元）",
            "能报的事项",
            "要问企业的",
            "差一步",
            "跟进备注",
            "下次联系",
            "没有读出的格子",
        ]
    );
    assert_eq!(rows.len(), 5, "sums are no company");
    let at = |row: usize, name: &str| {
        let place = rows[0].iter().position(|head| head == name).expect("a column");
        rows[row][place].clone()
    };
    assert_eq!((at(1, "联系人"), at(1, "展位费")), ("张会计".to_owned(), "8万".to_owned()));
    assert_eq!((at(1, "情况"), at(1, "至少（元）")), ("可确定".to_owned(), "140000".to_owned()));
    assert!(at(1, "能报的事项").contains("10 万元（三（二），"), "{}", at(1, "能报的事项"));
    assert_eq!(at(1, "要问企业的"), "");
    assert_eq!(
        (at(2, "企业名称"), at(2, "最多（元）")),
        ("=乙公司".to_owned(), "没有上限".to_owned())
    );
    assert!(at(2, "要问企业的").starts_with("1. "), "{}", at(2, "要问企业的"));
    assert_eq!(
        (at(2, "跟进备注"), at(2, "下次联系")),
        ("王会计在找发票".to_owned(), "2026-12-02".to_owned())
    );
    assert!(at(2, "没有读出的格子").contains("“三万”"));
    // A document that has ended, a place that is not known: words, and never a 0.
    for (row, words) in [(3, "文件已到期"), (4, "地区未收录")] {
        for column in ["情况", "至少（元）", "最多（元）"] {
            assert_eq!(at(row, column), words, "{column}");
        }
        assert_eq!((at(row, "能报的事项"), at(row, "差一步")), (String::new(), String::new()));
    }
    let awards = sheet(&bytes, "按奖项");
    assert!(awards.iter().any(|row| row[3] == "甲公司" && row[5] == "100000"), "{awards:?}");
    assert!(awards.iter().all(|row| row[3] != "丙公司" && row[3] != "丁公司"));
    let mend = sheet(&bytes, "要改的格子");
    assert_eq!(mend[1][..4], ["3", "I", "展位费", "三万"]);
}

#[test]
fn what_was_noted_comes_back_with_the_next_list_and_the_rest_is_computed_anew() {
    let memos = vec![memo("甲公司", "第一行\n第二行", "12月2日")];
    let bytes = taken_away(LIST.as_bytes(), memos);
    let again = ledger(&bytes);
    let first = &again.companies()[0];
    assert_eq!(again.memo(first), memo("甲公司", "第一行\n第二行", "12月2日"));
    let totals: Vec<_> = again.companies().iter().map(|company| company.total).collect();
    let before: Vec<_> =
        ledger(LIST.as_bytes()).companies().iter().map(|company| company.total).collect();
    assert_eq!(totals, before);
    // Taken away once more, no column is there twice, and what is noted now takes its place.
    let twice = taken_away(&bytes, vec![memo("甲公司", "打过了", "")]);
    assert_eq!(sheet(&twice, "清单")[0].iter().filter(|head| *head == "情况").count(), 1);
    let again = ledger(&twice);
    assert_eq!(again.memo(&again.companies()[0]), memo("甲公司", "打过了", ""));
}

#[test]
fn how_an_award_is_applied_for_is_beside_its_companies() {
    let without = taken_away(LIST.as_bytes(), Vec::new());
    assert_eq!(sheet(&without, "按奖项")[0].last().map(String::as_str), Some("最多（元）"));
    let id = "zaozhuang-srdi-2022/booth-fee".to_owned();
    let said = vec![(id, "方式：要申报\n电话：0632-0000000".to_owned())];
    let rows = sheet(&taken_away_with(LIST.as_bytes(), Vec::new(), said), "按奖项");
    assert_eq!(rows[0][7], "怎么申报");
    let (fair, other): (Vec<_>, Vec<_>) =
        rows[1..].iter().partition(|row| row[0].contains("展位费"));
    assert!(
        !fair.is_empty() && fair.iter().all(|row| row[7] == "方式：要申报\n电话：0632-0000000")
    );
    assert!(!other.is_empty() && other.iter().all(|row| row[7].is_empty()));
}
