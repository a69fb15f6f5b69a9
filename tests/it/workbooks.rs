//! Workbooks with one trouble each: what is read, what is said.

use crate::lists::{Read, read};
use huiqi_policies::POLICIES;
use huiqi_sheets::kind::FileKind;
use huiqi_sheets::line::{Line, TableFault};
use huiqi_sheets::table::Table;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::io::Cursor;

const HEADINGS: [&str; 9] = [
    "企业名称",
    "所在地",
    "最高认定",
    "首次认定",
    "已按其他政策享受",
    "上市挂牌",
    "智能工厂评选",
    "展位费",
    "平台示范评比",
];
const TITLES: [&str; 2] = ["省级专精特新", "国家级“小巨人”"];

pub(crate) fn book(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

pub(crate) fn words(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        sheet.write_string(row, column as u16, *cell).expect("written");
    }
}

/// Writes a company of Zaozhuang with a booth for 80,000.
fn company(sheet: &mut Worksheet, row: u32, name: &str, title: &str) {
    words(sheet, row, &[name, "枣庄市", title, title, "都没有", "没有", "没有参加", "", "没有"]);
    sheet.write_number(row, 7, 80_000).expect("written");
}

fn plain(sheet: &mut Worksheet) {
    words(sheet, 0, &HEADINGS);
    company(sheet, 1, "甲公司", TITLES[0]);
    company(sheet, 2, "乙公司", TITLES[1]);
}

const PLAIN: [&str; 2] = ["2 甲公司 枣庄市 140000 140000", "3 乙公司 枣庄市 340000 340000"];

#[track_caller]
fn is(read: &Read, companies: &[&str], said: &[&str]) {
    assert_eq!(read.companies, companies, "{:?} {}", read.told, read.said);
    for wanted in said {
        assert!(read.said.contains(wanted), "{wanted} in {}", read.said);
    }
}

#[test]
fn merged_cells_hold_for_every_row_and_empty_ones_stay_empty() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        plain(sheet);
        company(sheet, 3, "丙公司", TITLES[0]);
        let format = Format::new();
        sheet.merge_range(1, 1, 2, 1, "枣庄市", &format).expect("merged");
        sheet.write_blank(3, 1, &format).expect("blank");
        sheet.merge_range(5, 0, 6, 8, "注：以上为初步统计", &format).expect("merged");
    });
    let read = read(&bytes).expect("a table");
    is(&read, &[PLAIN[0], PLAIN[1], "4 丙公司  0 open"], &["“注：以上为初步统计”"]);
}

#[test]
fn headings_of_two_rows_are_one() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let format = Format::new();
        sheet.merge_range(0, 0, 0, 8, "统计表", &format).expect("merged");
        for column in 0..7 {
            sheet
                .merge_range(1, column, 2, column, HEADINGS[usize::from(column)], &format)
                .expect("merged");
        }
        sheet.merge_range(1, 7, 1, 8, "参展和评比", &format).expect("merged");
        sheet.write_string(2, 7, "展位费（元）").expect("written");
        sheet.write_string(2, 8, "平台示范评比").expect("written");
        company(sheet, 3, "甲公司", TITLES[0]);
    });
    is(&read(&bytes).expect("a table"), &["4 甲公司 枣庄市 140000 140000"], &["行是表头"]);
}

#[test]
fn hidden_sheets_are_not_read_and_hidden_rows_are_said() {
    let bytes = book(|book| {
        plain(book.add_worksheet().set_name("旧名单").expect("a name").set_hidden(true));
        words(book.add_worksheet().set_name("说明").expect("a name"), 0, &["所在地", "按注册地填"]);
        let sheet = book.add_worksheet().set_name("新名单").expect("a name").set_active(true);
        plain(sheet);
        sheet.set_row_hidden(2).expect("hidden");
    });
    let said = [
        "读的是工作表“新名单”，另外 2 个没有读",
        "“旧名单”是隐藏的",
        "1 行在表格里是隐藏的（可能是筛选），也算了：第 3 行",
    ];
    is(&read(&bytes).expect("a table"), &PLAIN, &said);
    let two = book(|book| {
        plain(book.add_worksheet().set_name("一季度").expect("a name"));
        plain(book.add_worksheet().set_name("二季度").expect("a name"));
    });
    is(&read(&two).expect("a table"), &PLAIN, &["“二季度”也像企业名单，没有读"]);
}

#[test]
fn a_cells_format_can_give_its_unit() {
    for (format, number) in [
        ("0\"万元\"", 8.0),
        ("#,##0.00\"万\"", 8.0),
        ("0.00\\万\\元", 8.0),
        ("0!.0,\"万\"", 80_000.0),
        ("0\"千元\"", 80.0),
        ("¥#,##0.00", 80_000.0),
        ("_ ¥* #,##0_ ", 80_000.0),
    ] {
        let bytes = book(|book| {
            let sheet = book.add_worksheet();
            plain(sheet);
            let format = Format::new().set_num_format(format);
            sheet.write_number_with_format(1, 7, number, &format).expect("written");
        });
        is(&read(&bytes).expect("a table"), &PLAIN, &[]);
    }
}

#[test]
fn an_unnamed_row_that_adds_up_others_is_a_sum() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        plain(sheet);
        sheet
            .write_formula(3, 7, "=SUM(H2:H3)")
            .expect("written")
            .set_formula_result(3, 7, "160000");
        company(sheet, 4, "丙公司", TITLES[0]);
        sheet
            .write_formula(4, 7, "=SUM(J5:K5)")
            .expect("written")
            .set_formula_result(4, 7, "80000");
        company(sheet, 5, "", TITLES[0]);
    });
    let wanted = [PLAIN[0], PLAIN[1], "5 丙公司 枣庄市 140000 140000", "6  枣庄市 140000 140000"];
    is(
        &read(&bytes).expect("a table"),
        &wanted,
        &["第 4 行“160000”（合计）", "第 6 行没有企业名称"],
    );
}

/// A package of stored parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let at = zip.len() as u32;
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        facts.extend((text.len() as u32).to_le_bytes());
        facts.extend((text.len() as u32).to_le_bytes());
        facts.extend((name.len() as u16).to_le_bytes());
        facts.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&facts);
        zip.extend(name.as_bytes());
        zip.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&facts);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = zip.len() as u32;
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend((parts.len() as u16).to_le_bytes());
    zip.extend((parts.len() as u16).to_le_bytes());
    zip.extend((directory.len() as u32).to_le_bytes());
    zip.extend(at.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

/// A workbook of one sheet with these rows, and these shared words.
fn workbook(rows: &str, shared: &str) -> Vec<u8> {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>")
    };
    package(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships>{}</Relationships>",
                relation("a", "officeDocument", "xl/workbook.xml")
            ),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships>{}{}</Relationships>",
                relation("b", "worksheet", "worksheets/sheet1.xml"),
                relation("c", "sharedStrings", "sharedStrings.xml")
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
        ("xl/sharedStrings.xml", &format!("<sst>{shared}</sst>")),
    ])
}

/// A row of words; a cell that begins with a tag is written as it stands.
fn row(cells: &[&str]) -> String {
    let cell = |cell: &&str| match cell.strip_prefix('<') {
        Some(_) => (*cell).to_owned(),
        None => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
    };
    format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
}

fn one(booth: &str, other: &str) -> Result<Read, TableFault> {
    let title = TITLES[0];
    let cells =
        ["甲公司", "枣庄市", title, title, "都没有", "没有", "没有参加", booth, "没有", other];
    let headings: Vec<&str> = HEADINGS.into_iter().chain(["备注"]).collect();
    read(&workbook(&format!("{}{}", row(&headings), row(&cells)), ""))
}

#[test]
fn formulas_without_a_result_and_errors_are_told_where_they_matter() {
    let eighty = "<c><v>80000</v></c>";
    for error in ["#SPILL!", "#BUSY!", "#CONNECT!", "#FIELD!", "#UNKNOWN!", "#CALC!"] {
        let cell = format!("<c t=\"e\"><f>X()</f><v>{error}</v></c>");
        is(&one(eighty, &cell).expect("a table"), &["2 甲公司 枣庄市 140000 140000"], &[]);
        let told = one(&cell, "").expect("a table").told;
        assert!(told[0].contains("是公式出错的结果"), "{told:?}");
    }
    for never in ["<c><f>J2*K2</f><v/></c>", "<c><f>J2*K2</f></c>"] {
        let read = one(never, "").expect("a table");
        is(&read, &["2 甲公司 枣庄市 100000 open"], &[]);
        assert!(read.told[0].contains("公式没有算出结果"), "{:?}", read.told);
    }
    let empty = one("<c t=\"str\"><f>IF(1,\"\")</f><v></v></c>", "").expect("a table");
    assert_eq!((empty.told.len(), empty.companies[0].as_str()), (0, "2 甲公司 枣庄市 100000 open"));
}

#[test]
fn what_cells_share_unpacks_to_no_more_than_is_taken() {
    let shared = format!("<si><t>{}</t></si>", "长".repeat(50_000));
    let wide = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let rows = format!("{}{}", row(&HEADINGS), format!("<row>{wide}</row>").repeat(3));
    assert_eq!(read(&workbook(&rows, &shared)).err(), Some(TableFault::LongRow(2)));
    let one = "<row><c t=\"s\"><v>0</v></c></row>".repeat(4_000);
    let rows = format!("{}{one}", row(&HEADINGS));
    let bytes = workbook(&rows, &shared);
    let mut table = Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("rows");
    let mut line = Line::default();
    let end = loop {
        match table.next(&mut line) {
            Ok(true) => {}
            end => break end,
        }
    };
    assert_eq!((end, line.number > 3_000), (Err(TableFault::TooLarge), true));
}

#[test]
fn a_sheet_of_empty_rows_ends_and_a_table_may_stand_far_below() {
    let empty = "<row><c s=\"1\"/><c s=\"1\"/></row>".repeat(300_000);
    let title = TITLES[0];
    let company =
        row(&["甲公司", "枣庄市", title, title, "都没有", "没有", "没有参加", "80000", "没有"]);
    let read = read(&workbook(&format!("{}{company}{empty}{company}", row(&HEADINGS)), ""));
    let wanted = ["2 甲公司 枣庄市 140000 140000", "300003 甲公司 枣庄市 140000 140000"];
    is(&read.expect("a table"), &wanted, &["重复出现，在第 2、300,003 行"]);
}

/// An .xls with a hidden sheet before the list, a title, a place merged over both companies, a day,
/// a growth of 30.00 % and a row of sums.
#[test]
fn a_workbook_of_before_2007_is_read_without_its_formats() {
    let read = read(include_bytes!("../tables/before_2007.xls")).expect("a table");
    let wanted = ["3 甲公司 枣庄市 140000 140000", "4 乙公司 枣庄市 340000 340000"];
    let said =
        ["读的是工作表“名单”", "“旧名单”是隐藏的", "旧格式（.xls）", "第 5 行“合计”（合计）"];
    is(&read, &wanted, &said);
    assert_eq!(read.told.len(), 2, "no growth is guessed: {:?}", read.told);
    assert!(read.told[0].contains("3 主营收入增幅 “0.3”") && read.told[0].contains("百分号"));
}

#[test]
fn a_file_that_is_something_else_is_said_to_be_it() {
    let open =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")];
    for (bytes, kind) in [
        (package(&open), FileKind::OpenDocument),
        (package(&[("word/document.xml", "<a/>")]), FileKind::Document),
        (package(&[("ppt/presentation.xml", "<a/>")]), FileKind::Slides),
        (package(&[("Index/Document.iwa", "x")]), FileKind::Numbers),
        (package(&[("xl/workbook.bin", "x")]), FileKind::BinaryWorkbook),
        (package(&[("名单.xlsx", "x")]), FileKind::Archive),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), FileKind::WebPage),
        (b"MIME-Version: 1.0\n\n<html>".to_vec(), FileKind::WebPage),
        (b"%PDF-1.4".to_vec(), FileKind::Pdf),
        (
            b"<?xml version=\"1.0\"?>\
              <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                .to_vec(),
            FileKind::OldXml,
        ),
    ] {
        assert_eq!(read(&bytes).err(), Some(TableFault::NotATable(kind)));
        assert!(kind.words().contains('请'), "{kind:?} says what to do");
    }
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read(&locked).err(), Some(TableFault::Locked));
}
