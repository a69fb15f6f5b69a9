//! Tables of companies: what they may look like, their results, and the files written.

use calamine::{DataType, Reader, Xlsx};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_sheets::kind::FileKind;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::{Line, TableFault};
use huiqi_sheets::output::{
    Cell, Columns, column_letters, fault_headings, fault_lines, text_beginning, text_line,
};
use huiqi_sheets::shown::{PAGE_ROWS, case, opened, rows, summary};
use huiqi_sheets::table::Table;
use huiqi_sheets::template;
use huiqi_sitting::questionnaire::Session;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{RowChoice, RowQuery, Sorting};
use huiqi_tables::{Column, Headings};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Cursor;
use time::Date;

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

fn open(bytes: &[u8]) -> Result<Table, TableFault> {
    let bytes = bytes.to_vec();
    Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone())))
}

/// The headings and every row that is not empty, with its number.
fn all(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, TableFault> {
    let mut table = open(bytes)?;
    let cells =
        |line: &Line| (line.number, line.cells.iter().map(str::to_owned).collect::<Vec<_>>());
    let mut found = vec![cells(table.heading())];
    let mut line = Line::default();
    while table.next(&mut line)? {
        found.push(cells(&line));
    }
    Ok(found)
}

fn expected(rows: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
    rows.iter()
        .map(|(number, cells)| (*number, cells.iter().map(|cell| (*cell).to_owned()).collect()))
        .collect()
}

const PLAIN: &str = "企业名称,所在地,展位费\r\n甲公司,枣庄市,8万\r\n";

#[test]
fn a_table_may_be_written_in_any_of_the_ways_that_offices_write() {
    let wanted =
        expected(&[(1, &["企业名称", "所在地", "展位费"]), (2, &["甲公司", "枣庄市", "8万"])]);
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(PLAIN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let with_mark = format!("\u{feff}{PLAIN}");
    // The same in GB18030, written out by the bytes of its table.
    let gb18030 =
        b"\xc6\xf3\xd2\xb5\xc3\xfb\xb3\xc6,\xcb\xf9\xd4\xda\xb5\xd8,\xd5\xb9\xce\xbb\xb7\xd1\r\n\
        \xbc\xd7\xb9\xab\xcb\xbe,\xd4\xe6\xd7\xaf\xca\xd0,8\xcd\xf2\r\n";
    for bytes in [
        PLAIN.as_bytes(),
        with_mark.as_bytes(),
        gb18030,
        &utf16,
        PLAIN.replace(',', "\t").as_bytes(),
        PLAIN.replace(',', ";").as_bytes(),
    ] {
        let mut found = all(bytes).expect("a table");
        found[0].1[0] = found[0].1[0].trim_start_matches('\u{feff}').to_owned();
        assert_eq!(found, wanted);
    }
    // A tab in a quoted cell, a comma in a pasted one.
    assert_eq!(all(b"name,region\n\"a\tb\tc\",x\n").expect("a table")[1].1, ["a\tb\tc", "x"]);
    assert_eq!(
        all("名称\t所在地\n甲,乙\t枣庄市\n".as_bytes()).expect("a table")[1].1,
        ["甲,乙", "枣庄市"]
    );
}

#[test]
fn rows_have_the_numbers_that_a_spreadsheet_shows() {
    let text = "企业名称,所在地\n\n甲公司,枣庄市\n\"乙\n公司\",枣庄市\n\n\n丙公司,枣庄市";
    let numbers: Vec<u64> =
        all(text.as_bytes()).expect("a table").iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 3, 4, 7]);
    // Titles above the headings are no companies.
    let titled = "全市企业名单,,\n2026年,,\n企业名称,所在地,联系人\n甲公司,枣庄市,张\n";
    let found = all(titled.as_bytes()).expect("a table");
    assert_eq!((found[0].0, found[0].1[1].as_str(), found[1].0), (3, "所在地", 4));
}

#[test]
fn what_is_no_table_is_reported() {
    assert_eq!(open(b"").err(), Some(TableFault::Empty));
    assert_eq!(open(b"\n\n,,\n").err(), Some(TableFault::Empty));
    assert_eq!(
        open(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").err(),
        Some(TableFault::NotATable(FileKind::Other))
    );
    assert!(matches!(open(b"PK\x03\x04 nothing").err(), Some(TableFault::BadWorkbook(_))));
    assert_eq!(open("名称,".repeat(501).as_bytes()).err(), Some(TableFault::TooWide));
    let missing: Result<Table, TableFault> =
        Table::open(&POLICIES, || Err::<Cursor<Vec<u8>>, _>(std::io::Error::other("gone")));
    assert_eq!(missing.err(), Some(TableFault::Unreadable("gone".to_owned())));
}

#[test]
fn a_quotation_mark_without_its_pair_is_reported_by_its_row() {
    assert_eq!(
        all("企业名称,所在地\n甲,枣庄市\n\"乙,枣庄市\n丙,枣庄市\n".as_bytes()).err(),
        Some(TableFault::Endless(3))
    );
    assert_eq!(
        all("企业名称,所在地\n甲 5\" 管,枣庄市\n".as_bytes()).map(|rows| rows.len()),
        Ok(2),
        "a mark inside a cell is a letter"
    );
}

fn book(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    let bytes = book(|book| {
        book.add_worksheet().write_string(0, 0, "封面").expect("written");
        let sheet = book.add_worksheet();
        sheet.set_name("名单").expect("a name");
        let (percent, date) =
            (Format::new().set_num_format("0.0%"), Format::new().set_num_format("yyyy-mm-dd"));
        let headings = ["企业名称", "申报日期", "展位费", "增长率", "已获挂牌上市支持"];
        sheet.write_string(0, 0, "全市名单").expect("written");
        for (column, heading) in headings.into_iter().enumerate() {
            sheet.write_string(2, column as u16, heading).expect("written");
        }
        sheet.write_string(4, 0, "甲公司").expect("written");
        sheet
            .write_datetime_with_format(
                4,
                1,
                ExcelDateTime::from_ymd(2025, 12, 31).expect("a day"),
                &date,
            )
            .expect("written");
        sheet.write_number(4, 2, 0.1 + 0.2).expect("written");
        sheet.write_number_with_format(4, 3, 0.125, &percent).expect("written");
        sheet.write_boolean(4, 4, true).expect("written");
        sheet.write_string(5, 4, "否").expect("written");
    });
    let table = open(&bytes).expect("a table");
    let sheet = table.sheet().expect("a sheet");
    assert_eq!((sheet.name.as_str(), sheet.others), ("名单", 1));
    let found = all(&bytes).expect("a table");
    assert_eq!(found[0].0, 3);
    assert_eq!(
        found[1..],
        expected(&[
            (5, &["甲公司", "2025-12-31", "0.3", "12.5%", "是"]),
            (6, &["", "", "", "", "否"])
        ])[..]
    );
    let wide = book(|book| {
        book.add_worksheet().write_string(3, 600, "x").expect("written");
    });
    assert_eq!(open(&wide).err(), Some(TableFault::TooWide));
    assert_eq!(
        open(&book(|book| drop(book.add_worksheet().set_name("空")))).err(),
        Some(TableFault::Empty)
    );
}

/// Worked out by hand from the documents. In Zaozhuang a new little giant gets 30, and 4 of 8 for
/// the fair, and at the most 1,000 more on the exchange of 北京; a provincial firm gets 10, and 100
/// on 新三板. One names a region that there is not, one row is empty.
const COMPANIES: &str = "企业名称,备注,所在地,最高认定,首次认定,claimed_elsewhere,listings,smart_factory_award,展位\
    费,platform_contest_prize\n\
    丙公司,x,枣庄市,省级专精特新,省级专精特新,无,neeq,none,0,none\n\
    甲公司,,枣庄市,国家级“小巨人”,省级专精特新、国家级“小巨人”,以上都没有,bse,none,8万,none\n\
    ,,枣庄市,none,无,无,无,none,0,none\n\
    ,,,,,,,,,\n\
    乙公司,,枣庄,省级专精特新,省级专精特新,无,无,none,三万,none\n";

fn ledger(text: &str, region: Option<&str>) -> Ledger {
    let mut table = open(text.as_bytes()).expect("a table");
    let heading: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let columns =
        Headings::read(&POLICIES, &heading.iter().map(String::as_str).collect::<Vec<_>>())
            .columns()
            .to_vec();
    let region = region.map(|id| {
        POLICIES.regions.iter().position(|region| region.id == id).expect("a region") as u16
    });
    let headings = table.headings(&columns).in_region(region);
    let mut ledger = Ledger::new(headings, table.sorter(&columns), day("2026-11-21"));
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

fn ledger_of(bytes: &[u8]) -> Ledger {
    let mut table = open(bytes).expect("a table");
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let columns = Column::of_headings(&POLICIES, &headings, &[]);
    let mut ledger =
        Ledger::new(table.headings(&columns), table.sorter(&columns), day("2026-11-21"));
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

fn sum(wan: u64) -> Level {
    Level::Sum(Yuan::from_fen(wan * 1_000_000))
}

fn names(ledger: &Ledger, wanted: &RowQuery) -> Vec<String> {
    ledger
        .view(wanted)
        .iter()
        .map(|index| ledger.name(&ledger.companies()[*index as usize]))
        .collect()
}

#[test]
fn totals_are_those_of_the_rows_and_open_where_any_is() {
    let ledger = ledger(COMPANIES, None);
    let amounts: Vec<(u64, Amount)> =
        ledger.companies().iter().map(|company| (company.number, company.total)).collect();
    assert_eq!(amounts[0], (2, Amount { least: sum(110), most: sum(110) }));
    assert_eq!((amounts[1].0, amounts[1].1.least), (3, sum(34)));
    assert_eq!(amounts[2], (4, Amount { least: sum(0), most: sum(0) }));
    assert_eq!(
        amounts[3],
        (6, Amount { least: sum(0), most: Level::Open }),
        "枣庄 is no option, and nothing is guessed"
    );
    let totals = ledger.totals();
    assert_eq!(
        (
            totals.companies,
            totals.sure,
            totals.open,
            totals.nothing,
            totals.without_region,
            ledger.notes().empty
        ),
        (4, 2, 1, 1, 1, 1)
    );
    assert_eq!((totals.faults, totals.faulty_rows), (2, 1));
    assert_eq!(Level::Sum(totals.least), sum(144));
    assert_eq!(totals.least_in, [0, 0, 0, 1, 1], "34 and 110");
    let (Level::Sum(first), Level::Sum(second)) = (amounts[0].1.most, amounts[1].1.most) else {
        panic!("sums")
    };
    assert_eq!(totals.most, first + second, "the sum of the rest");
    let said = summary(&ledger, false, 2_000);
    assert_eq!(
        (said.least.0.as_str(), said.least.1.as_str(), said.most.0.as_str()),
        ("144", "万元", "没有上限")
    );
    assert!(said.rest.expect("the rest").starts_with("其余 3 家"));
    assert_eq!(said.first_faults[0].0, "第 6 行");
    assert!(
        said.first_faults[0].1.starts_with("所在地（C 列）：“枣庄”不是可选的答案")
            && said.first_faults[1].1.contains("（I 列）：“三万”")
    );
    assert!(
        said.to_dos.iter().any(|one| one.count == 1 && one.what == "没有所在地")
            && said.notes.iter().any(|note| note.contains("1 个空行"))
    );
}

#[test]
fn a_region_for_all_counts_where_a_row_says_none_and_not_where_it_says_something_else() {
    let text = "企业名称,所在地,最高认定,首次认定,listings\n甲,,省级专精特新,省级专精特新,neeq\n乙,不清楚,省级专精特新,省级专精特新,neeq\n\
        丙,新乡市,,,\n";
    let ledger = ledger(text, Some("zaozhuang"));
    let regions: Vec<Option<&str>> = ledger
        .companies()
        .iter()
        .map(|company| ledger.row(company).answers.region().map(|region| region.id))
        .collect();
    assert_eq!(regions, [Some("zaozhuang"), None, Some("xinxiang")]);
    assert_eq!(ledger.regions().len(), 2);
}

#[test]
fn rows_are_sorted_looked_for_and_turned_into_cases() {
    let ledger = ledger(COMPANIES, None);
    let wanted = |kept: RowChoice, order: Sorting| {
        names(&ledger, &RowQuery { kept, order, ..RowQuery::default() })
    };
    assert_eq!(wanted(RowChoice::All, Sorting::Row), ["丙公司", "甲公司", "第 4 行", "乙公司"]);
    assert_eq!(wanted(RowChoice::All, Sorting::Least), ["丙公司", "甲公司", "第 4 行", "乙公司"]);
    assert_eq!(wanted(RowChoice::All, Sorting::Most)[0], "乙公司", "an open most is the largest");
    assert_eq!(wanted(RowChoice::All, Sorting::Name), ["丙公司", "乙公司", "甲公司", "第 4 行"]);
    let of = |follow_up: FollowUp| wanted(RowChoice::Of(follow_up), Sorting::Row);
    assert_eq!(of(FollowUp::Claim), ["丙公司", "甲公司"]);
    assert_eq!(of(FollowUp::Wait), Vec::<String>::new());
    assert_eq!(of(FollowUp::NotMet), ["第 4 行"]);
    assert_eq!(of(FollowUp::NoPlace), ["乙公司"]);
    assert_eq!(wanted(RowChoice::Faulty, Sorting::Row), ["乙公司"]);
    let provincial = ledger.rungs().iter().position(|(id, _)| *id == "provincial");
    let provincial = provincial.map(|index| index as u16);
    assert_eq!(
        names(
            &ledger,
            &RowQuery { rung: provincial, name: " 丙 ".to_owned(), ..RowQuery::default() }
        ),
        ["丙公司"]
    );
    let shown = rows(&ledger, &ledger.view(&RowQuery::default()), 1);
    assert_eq!(
        (shown.count, shown.from, shown.rows.len(), shown.page_rows as usize),
        (4, 1, 3, PAGE_ROWS)
    );
    assert_eq!((shown.rows[0].name.as_str(), shown.rows[0].least.as_str()), ("甲公司", "340,000"));
    assert_eq!(
        (shown.rows[2].most.as_str(), shown.rows[2].situation.as_str()),
        ("算不出", "没有所在地")
    );
    let near = rows(&ledger, &[0], 0).rows.remove(0).near.expect("a step that brings more");
    assert!(near.contains("万元"), "{near}");
    // Opened as a case, it says what the row said.
    for (index, company) in ledger.companies().iter().enumerate() {
        let (_, kept) = case(&ledger, index as u32).expect("a case");
        let session = Session::from_text(&POLICIES, day("2020-01-01"), &kept);
        assert_eq!(
            (session.report().outline.total, session.on),
            (company.total, day("2026-11-21")),
            "row {}",
            company.number
        );
    }
}

fn parsed(text: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(text).expect("UTF-8").strip_prefix('\u{feff}').expect("a mark");
    let rows =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
    rows.map(|row| row.expect("rows of one length").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_result_is_given_back_as_text() {
    let mut ledger = ledger(&COMPANIES.replace("甲公司", "=甲公司"), None);
    let columns = Columns::new(&POLICIES, ledger.regions());
    let headings = columns.headings();
    let mut text = text_beginning(&headings);
    for company in ledger.companies().to_vec() {
        let line = columns.company(&mut ledger, &company);
        assert_eq!(line.len(), headings.len());
        text_line(&line.iter().map(Cell::text).collect::<Vec<_>>(), &mut text);
    }
    let rows = parsed(&text);
    let at =
        |name: &str| rows[0].iter().position(|heading| heading.contains(name)).expect("a heading");
    assert_eq!(rows.len(), 5);
    assert_eq!(
        (rows[1][at("行号")].as_str(), rows[1][at("至少（元）")].as_str()),
        ("2", "1100000")
    );
    assert_eq!(rows[2][at("企业名称")], "'=甲公司", "no spreadsheet takes it for a formula");
    assert_eq!(
        (rows[4][at("所在地")].as_str(), rows[4][at("最多（元）")].as_str()),
        ("", "没有所在地")
    );
    assert!(rows[4][at("没有读出")].contains("“三万”"));
    assert!(
        !rows[0].iter().any(|heading| heading.contains("新乡")),
        "only the regions of the table have columns"
    );
    let award = rows[0]
        .iter()
        .position(|heading| heading.contains("新三板") && heading.ends_with("至少（元）"))
        .expect("an award");
    assert_eq!((rows[1][award].as_str(), rows[2][award].as_str()), ("1000000", "0"));
    let mut faults = text_beginning(&fault_headings());
    let count: usize =
        ledger.companies().iter().map(|company| fault_lines(&ledger, company, &mut faults)).sum();
    let rows = parsed(&faults);
    assert_eq!((count, rows.len()), (2, 3));
    assert_eq!(rows[2][..4], ["6", "I", "展位费", "三万"]);
}

#[test]
fn a_result_beyond_a_workbook_is_said_to_be_so() {
    let table = |rows: usize| format!("企业名称,所在地\n{}", "甲,\n".repeat(rows));
    assert!(summary(&ledger(&table(100_000), None), false, 1).fits_workbook);
    assert!(!summary(&ledger(&table(100_001), None), false, 1).fits_workbook);
}

#[test]
fn columns_have_the_letters_of_a_spreadsheet() {
    let letters: Vec<String> =
        [0, 25, 26, 51, 52, 701, 702].into_iter().map(column_letters).collect();
    assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn what_columns_were_taken_for_is_known_again() {
    let table = open("单位,地方,数字,数字2\n甲,枣庄市,1,2\n".as_bytes()).expect("a table");
    let pairs = [
        ("地方", "region"),
        ("数字", "government_show_booth_fee_yuan"),
        ("数字2", "government_show_booth_fee_yuan"),
        ("单位", "no_such_question"),
    ];
    let remembered: Vec<(String, String)> =
        pairs.map(|(heading, word)| (heading.to_owned(), word.to_owned())).to_vec();
    let words: Vec<String> = opened(&POLICIES, "x.csv", &table, &remembered)
        .columns
        .into_iter()
        .map(|column| column.word)
        .collect();
    assert_eq!(
        words,
        ["", "region", "government_show_booth_fee_yuan", ""],
        "a question is never in two columns"
    );
}

/// Every value that the second sheet allows is read without a word, and every column is found.
#[test]
fn the_template_is_read_back_whole() {
    for region in POLICIES.regions.iter().map(|region| Some(region.id)).chain([None]) {
        let bytes = template::workbook(&POLICIES, region).expect("a template");
        let table = open(&bytes).expect("a table");
        let headings: Vec<&str> = table.heading().cells.iter().collect();
        let read = Headings::read(&POLICIES, &headings);
        assert_eq!(read.columns(), template::columns(&POLICIES, region), "{region:?}");
        // A district and whom to speak to are one's own; the rest is looked at.
        let others = read.columns().iter().filter(|column| **column == Column::Other);
        assert_eq!(others.count(), 2);
        // As it is, it has no company: one row shows how to fill it in, the others are empty.
        let ledger = ledger_of(&bytes);
        assert_eq!((ledger.companies().len(), ledger.totals().faults), (0, 0), "{region:?}");
        assert!(ledger.notes().sentences()[0].contains("（示例）"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let notes = book.worksheet_range("可填的内容").expect("a sheet");
        let mut column = None;
        let mut count = 0;
        for row in notes.rows().skip(1) {
            let text = |index: usize| row[index].as_string().unwrap_or_default();
            if !text(0).is_empty() {
                column = headings.iter().position(|heading| *heading == text(0));
            }
            let index = column.expect("a column of the first sheet");
            if !text(2).is_empty() {
                let mut cells = vec![String::new(); headings.len()];
                cells[index] = text(2);
                let read = read.row(cells.iter().map(String::as_str), day("2026-11-21"));
                assert_eq!(read.faults, [], "{} in {}", text(2), headings[index]);
                count += 1;
            }
        }
        assert!(count > 4, "{region:?}: values were read");
    }
}
