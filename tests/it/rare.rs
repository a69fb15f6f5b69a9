//! Names with rare letters (GB 18030, level 3): in, through and out, letter for letter.

use calamine::{Reader, Xlsx};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::list_book::ListBook;
use huiqi_sheets::table::Table;
use huiqi_sitting::cases::{Cases, seen_name};
use huiqi_sitting::link::{decode, encode};
use huiqi_sitting::questionnaire::Session;
use huiqi_tables::Column;
use rust_xlsxwriter::Workbook;
use std::io::Cursor;

/// 𬭎 and 𫘜 lie outside the first plane, 㑇 in extension A, 䶮 at its end; 𠮷 and 𱁬 are rarer yet.
const NAMES: [&str; 4] = ["𬭎𫘜㑇机械有限公司", "䶮润科技公司", "𠮷野家餐饮", "𱁬㐱𪚥制药厂"];

/// What is written of a table of companies, as a workbook read back: the names.
fn written(bytes: Vec<u8>) -> Vec<String> {
    let open = || {
        let bytes = bytes.clone();
        Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("a table")
    };
    let (mut table, mut again) = (open(), open());
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let columns = Column::of_headings(&POLICIES, &headings, &[]);
    let today = read_date("2026-11-21").expect("a day");
    let mut ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), today);
    let mut line = Line::default();
    while table.next(&mut line).expect("a line") {
        ledger.add(&line).expect("a company");
    }
    let mut book = ListBook::new(&ledger, &headings, Vec::new()).expect("a workbook");
    let mut line = Line::default();
    for company in ledger.companies() {
        while line.number < company.number {
            assert!(again.next(&mut line).expect("a line"));
        }
        book.add(&ledger, company, &line).expect("a row");
    }
    let bytes = book.finish(&ledger).expect("a file");
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheet = read.worksheet_range("清单").expect("the sheet");
    sheet.rows().skip(1).map(|row| row[0].to_string()).collect()
}

#[test]
fn a_table_brings_every_letter_through_in_each_encoding_and_as_a_workbook() {
    let mut text = "企业名称,所在地,最高认定\r\n".to_owned();
    for name in NAMES {
        text.push_str(&format!("{name},枣庄市,省级专精特新\r\n"));
    }
    assert_eq!(written(text.clone().into_bytes()), NAMES, "UTF-8");
    let (gb, _, is_lost) = encoding_rs::GB18030.encode(&text);
    assert!(!is_lost, "GB 18030 has all of them");
    assert_eq!(written(gb.into_owned()), NAMES, "GB 18030");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            sheet.write_string(row as u32, column as u16, cell).expect("written");
        }
    }
    assert_eq!(written(book.save_to_buffer().expect("a workbook")), NAMES, "a workbook");
}

#[test]
fn a_case_keeps_every_letter_of_its_name_in_the_browser_in_a_file_and_in_a_link() {
    let today = read_date("2026-11-21").expect("a day");
    for name in NAMES {
        assert_eq!(seen_name(name), name);
        let mut session = Session::new(&POLICIES, today);
        session.preset_region("zaozhuang");
        let named = vec![(name.to_owned(), session.clone()), ("乙".to_owned(), session)];
        let cases = Cases::of(named, 0).expect("cases");
        assert_eq!(cases.current_name(), Some(name));
        let kept = Cases::from_text(&POLICIES, today, &cases.to_text());
        assert_eq!(kept.current_name(), Some(name), "kept");
        let linked = decode(&POLICIES, today, &encode(&cases, &cases.totals())).expect("a link");
        let theirs = linked.cases.current_name().expect("a name").to_owned();
        assert!(theirs.ends_with(name), "{theirs}");
    }
}

#[test]
fn a_name_is_cut_between_letters_and_never_within_one() {
    let today = read_date("2026-11-21").expect("a day");
    let long = "𬭎".repeat(50);
    let cases = Cases::of(vec![(long, Session::new(&POLICIES, today))], 0).expect("cases");
    let name = cases.current_name().expect("a name");
    assert!(name.chars().all(|letter| letter == '𬭎') && name.chars().count() == 20, "{name}");
}
