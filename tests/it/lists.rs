//! Lists as offices, banks and export programs write them: what each company can expect, worked out
//! by hand from the documents, and what is said of the rest.
//!
//! In Zaozhuang a provincial firm that is certified for the first time gets 100,000, a new little
//! giant 300,000, and half of 80,000 for a booth; 1,000,000 on 新三板.

use huiqi_policies::POLICIES;
use huiqi_rules::amount::Level;
use huiqi_rules::day::read_date;
use huiqi_rules::unit::decimal_text;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::{Line, TableFault};
use huiqi_sheets::shown::table_notes;
use huiqi_sheets::table::Table;
use huiqi_tables::Column;
use huiqi_tables::wording::cell_problem;
use std::io::Cursor;

/// What was read of a list.
pub(crate) struct Read {
    /// Each company: row, name, region, least, most.
    pub(crate) companies: Vec<String>,
    /// Each cell that is told: row, column, why.
    pub(crate) told: Vec<String>,
    /// What is said besides.
    pub(crate) said: String,
}

pub(crate) fn read(bytes: &[u8]) -> Result<Read, TableFault> {
    let bytes = bytes.to_vec();
    let mut table = Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone())))?;
    let headings: Vec<&str> = table.heading().cells.iter().collect();
    let columns = Column::of_headings(&POLICIES, &headings, &[]);
    let mut said = table_notes(&POLICIES, &table, &columns);
    let today = read_date("2026-11-21").expect("a day");
    let mut ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), today);
    let mut line = Line::default();
    while table.next(&mut line)? {
        ledger.add(&line)?;
    }
    said.extend(ledger.notes().sentences());
    let level = |level| match level {
        Level::Sum(yuan) => decimal_text(huiqi_rules::money::Yuan::decimal(yuan)),
        Level::Open => "open".to_owned(),
    };
    let (mut companies, mut told) = (Vec::new(), Vec::new());
    for company in ledger.companies() {
        let row = ledger.row(company);
        let region = row.answers.region().map_or("", |region| region.name);
        let (least, most) = (level(company.total.least), level(company.total.most));
        companies.push(format!("{} {} {region} {least} {most}", company.number, row.name));
        for fault in &row.faults {
            let fault = ledger.fault(company, &row, fault);
            told.push(format!("{} {} {}", company.number, fault.label, fault.why));
        }
    }
    Ok(Read { companies, told, said: said.join("\n") })
}

/// A list that is read: its companies, words of each cell that is told, words that are said.
#[track_caller]
fn reads(text: &str, companies: &[&str], told: &[&str], said: &[&str]) {
    let read = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}: {text}"));
    assert_eq!(read.companies, companies, "{}\n{}", read.told.join("\n"), read.said);
    assert_eq!(read.told.len(), told.len(), "{:?}", read.told);
    for (found, wanted) in read.told.iter().zip(told) {
        assert!(found.contains(wanted), "{found}");
    }
    for wanted in said {
        assert!(read.said.contains(wanted), "{wanted} in {}", read.said);
    }
}

/// The columns that make a company of Zaozhuang complete.
const ALL: &str =
    "企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比";
const A: &str = "甲公司,枣庄市,省级专精特新,省级专精特新,都没有,没有,没有参加,80000,没有";
const B: &str = "乙公司,枣庄市,国家级“小巨人”,国家级“小巨人”,都没有,没有,没有参加,80000,没有";

#[test]
fn an_offices_own_list_is_found_by_other_words() {
    reads(
        "序号,企业全称,统一社会信用代码,所在区县,专精特新级别,首次认定,已按其他政策享受,上市情况,智能工厂评选,展位费（万元）,平台示范评比,联系人\n\
         1,甲公司,x,滕州市,省级,省级,无,未上市,无,8,无,张\n\
         2,乙公司,x,薛城区,国家级小巨人,国家级小巨人,无,无,无,8.00,无,李\n\
         3,丙公司,x,枣庄市市中区,省级专精特新企业,省级,无,新三板创新层,无,0,无,王\n\
         4,丁公司,x,泽州县,无,无,无,无,无,0,无,赵\n",
        &[
            "2 甲公司 枣庄市 140000 140000",
            "3 乙公司 枣庄市 340000 340000",
            "4 丙公司 枣庄市 1100000 1100000",
            "5 丁公司 晋城市 0 2000000",
        ],
        &[],
        &["按表里写的单位读，1 就是 10,000 元"],
    );
}

#[test]
fn rows_that_are_no_companies_are_passed_over_and_said() {
    let (b, d) = (B.replace("乙公司", "合计衡器厂"), B.replace("乙公司", "注塑机械厂"));
    reads(
        &format!(
            "全市统计表,,,,,,,,\n{ALL}\n1,2,3,4,5,6,7,8,9\n一、省级企业（1家）,,,,,,,,\n{A}\n小计,,,,,,,80000,\n\
             二、国家级,,,,,,,,\n{b}\n{d}\n总 计（家）,,,,,,,240000,\n注：截至10月底,,,,,,,,\n制表人：王某,,,审核人：\
             李某,,,,,\n,,,,,,,,\n以下空白,,,,,,,,\n"
        ),
        &[
            "5 甲公司 枣庄市 140000 140000",
            "8 合计衡器厂 枣庄市 340000 340000",
            "9 注塑机械厂 枣庄市 340000 340000",
        ],
        &[],
        &[
            "8 行没有当作企业",
            "第 6 行“小计”（合计）",
            "第 11 行“注：截至10月底”",
            "跳过了 1 个空行",
        ],
    );
}

#[test]
fn a_unit_stands_in_the_heading_above_or_below() {
    for (above, heading, below) in [
        ("", "展位费（单位：万元）", ""),
        ("", "展位费/万元", ""),
        ("", "展位费 万元", ""),
        ("", "3.展位费（万元）", ""),
        ("名单,,,,,,,,金额单位：万元\n", "展位费", ""),
        ("（单位：万元）,,,,,,,,\n", "展位费", ""),
        ("", "展位费", ",,,,,,,万元,\n"),
        ("单位：元,,,,,,,,\n", "展位费（万元）", ""),
    ] {
        let text = format!(
            "{above}{}\n{below}{}\n",
            ALL.replace("展位费", heading),
            A.replace("80000", "8")
        );
        let read = read(text.as_bytes()).expect("a table");
        assert!(
            read.companies[0].ends_with("甲公司 枣庄市 140000 140000"),
            "{:?} {text}",
            read.companies
        );
        assert!(read.said.contains("1 就是 10,000 元"), "{}", read.said);
    }
    let thousand =
        format!("{}\n{}\n", ALL.replace("展位费", "展位费（千元）"), A.replace("80000", "80"));
    reads(&thousand, &["2 甲公司 枣庄市 140000 140000"], &[], &["1 就是 1,000 元"]);
    let foreign = ALL.replace("展位费", "展位费（万美元）");
    reads(
        &format!("{foreign}\n{}\n", A.replace("80000", "8")),
        &["2 甲公司 枣庄市 100000 open"],
        &["2 展位费 “8”这一列是外币"],
        &["单位是外币"],
    );
    let own =
        format!("{}\n{}\n", ALL.replace("展位费", "展位费（万元）"), A.replace("80000", "80000元"));
    reads(&own, &["2 甲公司 枣庄市 140000 140000"], &[], &[]);
}

#[test]
fn money_is_taken_as_clerks_type_it_and_what_is_unclear_is_told() {
    for money in [
        "8万",
        "8万元",
        "80000元整",
        "¥80000",
        "￥80000.00",
        "\"80,000.00\"",
        "\" 80,000.00 \"",
        "0.0008亿",
    ] {
        let text = format!("{ALL}\n{}\n", A.replace("80000", money));
        reads(&text, &["2 甲公司 枣庄市 140000 140000"], &[], &[]);
    }
    for (money, why) in [
        (" -   ", "看不出是 0 还是没有填"),
        ("/", "看不出是 0 还是没有填"),
        ("约8万", "请填数字"),
        ("8-10万", "请填数字"),
        ("#DIV/0!", "是公式出错的结果"),
        ("#REF!", "是公式出错的结果"),
    ] {
        let text = format!("{ALL}\n{}\n", A.replace("80000", money));
        reads(&text, &["2 甲公司 枣庄市 100000 open"], &[why], &[]);
    }
    // 90,000 of which 6 % is tax: half of 84,905.6603… is 42,452.83.
    let taxed = format!("{ALL}\n{}\n", A.replace("80000", "84905.66037735849"));
    reads(&taxed, &["2 甲公司 枣庄市 142452.83 142452.83"], &[], &[]);
}

/// Growth of at least 30 % brings up to 100,000 for 500,000 of purchases in the rest of Shanxi.
#[test]
fn a_percentage_is_never_rounded_over_a_threshold_nor_guessed() {
    let text = |growth: &str| {
        format!(
            "企业名称,所在地,知识产权买入金额,借此升级并认定成功,规下升规上,此前已为规上,主营收入增幅,利润率,最高认定,首次认定,已领省级一次性奖励\n\
             甲,太原市,500000,否,否,是,{growth},3%,尚未认定,无,否\n"
        )
    };
    for (growth, most) in [
        ("29.996%", "0"),
        ("30%", "100000"),
        ("30.004%", "100000"),
        ("－5.5％", "0"),
        ("29.99", "0"),
        ("31", "100000"),
    ] {
        reads(&text(growth), &[&format!("2 甲 山西省其他地区 0 {most}")], &[], &[]);
    }
    for growth in ["0.3", "-0.05", "1"] {
        reads(&text(growth), &["2 甲 山西省其他地区 0 100000"], &["百分号"], &[]);
    }
}

#[test]
fn days_are_read_as_they_are_written_and_never_guessed() {
    let text = |day: &str| {
        format!(
            "企业名称,所在地,申报日期,最高认定,首次认定,已按其他政策享受,省级设备软件补助,首次认定的平台和基地,平台省级考核\n\
             甲,新乡市,{day},国家级小巨人,国家级小巨人,都没有,0,都没有,没有\n"
        )
    };
    for day in [
        "2025-12-31 00:00",
        "2025/12/31",
        "2025年12月31日",
        "20251231",
        "46022",
        "二〇二五年十二月三十一日",
    ] {
        reads(&text(day), &["2 甲 新乡市 500000 500000"], &[], &[]);
    }
    for day in ["2025年12月", "12/31/2025", "1900/1/0", "0", "2025-12-30T16:00:00Z", "去年底"]
    {
        reads(&text(day), &["2 甲 新乡市 0 open"], &["不是日期"], &[]);
    }
}

#[test]
fn options_are_the_same_with_other_marks_and_together() {
    let row = "丙公司,枣庄市,国家级〝小巨人〞,\"省级专精特新\n国家级小巨人\",以上都没有,新三板；省内区域股权市场,没有参加,0,没有参加或没有获奖";
    // The higher of the two titles, the exchange and the regional market: 30, 100 and up to 10 of
    // ten thousand.
    let read = read(format!("{ALL}\n{row}\n").as_bytes()).expect("a table");
    assert_eq!(read.told, [""; 0]);
    assert!(read.companies[0].starts_with("2 丙公司 枣庄市 1"), "{:?}", read.companies);
    for (yes, most) in
        [("✓", "150000"), ("☑", "150000"), ("对", "150000"), ("✘", "50000"), ("无", "50000")]
    {
        reads(
            &format!(
                "企业名称,所在地,最高认定,首次认定,上市挂牌,已获挂牌上市支持（是/否）,知识产权买入金额,借此升级并认定成功\n\
                 甲,晋城市,市级,市级,新三板,{yes},0,否\n"
            ),
            &[&format!("2 甲 晋城市 {most} {most}")],
            &[],
            &[],
        );
    }
}

#[test]
fn separators_and_titles_do_not_hide_a_table() {
    let plain = format!("{ALL}\n{A}\n");
    let wanted = ["2 甲公司 枣庄市 140000 140000"];
    for text in [
        plain.clone(),
        plain.replace(',', "\t"),
        plain.replace(',', ";"),
        plain.replace(',', "|"),
        plain.replace(',', "\t,"),
        plain.replace(',', "\u{200b},"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
    ] {
        reads(&text, &wanted, &[], &[]);
    }
    reads(
        &format!("汇总表;单位:某局;日期:11月\n{plain}\u{feff}{plain}"),
        &["3 甲公司 枣庄市 140000 140000", "5 甲公司 枣庄市 140000 140000"],
        &[],
        &["重复的表头", "“甲公司”重复出现，在第 3、5 行"],
    );
    let wide = plain.replace(',', "，");
    assert_eq!(read(wide.as_bytes()).err(), Some(TableFault::Separator('，')));
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).expect("without a mark").companies, wanted);
}

#[test]
fn one_odd_letter_or_mark_is_no_other_table() {
    let mut cut = format!("{ALL}\n{A}\n").into_bytes();
    let at = cut.windows(9).position(|part| part == "甲公司".as_bytes()).expect("a name");
    cut.remove(at + 8);
    let read_cut = read(&cut).expect("a table");
    assert!(read_cut.companies[0].ends_with("枣庄市 140000 140000"), "{:?}", read_cut.companies);
    assert!(read_cut.said.contains("个别字读不出来"));
    let inch = format!(
        "{ALL}\n{}\n{}\n",
        A.replace("甲公司", "5\" 管厂"),
        B.replace("乙公司", "\"两行\n（新）厂\"")
    );
    reads(
        &inch,
        &["2 5\" 管厂 枣庄市 140000 140000", "3 两行（新）厂 枣庄市 340000 340000"],
        &[],
        &[],
    );
    let open = format!("{ALL}\n{}\n{B}\n", A.replace("甲公司", "\"甲公司"));
    assert_eq!(read(open.as_bytes()).err(), Some(TableFault::Endless(2)));
    let paired = format!(
        "{ALL}\n{}\n{B}\n{}\n",
        A.replace("甲公司", "\"甲公司"),
        B.replace("乙公司", "丙\",x")
    );
    assert_eq!(read(paired.as_bytes()).err(), Some(TableFault::Endless(2)), "rows drawn into one");
    let long = format!("{ALL}\n\"{}\n", "甲,\n".repeat(2 << 20));
    assert_eq!(read(long.as_bytes()).err(), Some(TableFault::Endless(2)));
}

#[test]
fn columns_in_another_order_below_are_told_and_not_read() {
    let text = format!(
        "{ALL}\n{A}\n平台示范评比,展位费,企业名称,所在地,最高认定,首次认定\n没有,0,乙,枣庄市,无,无\n"
    );
    assert_eq!(read(text.as_bytes()).err(), Some(TableFault::OtherHeadings(3)));
}

/// Half of 80,000 is 40,000: neither the 40 yuan of 80, nor anything that stands one cell too far.
#[test]
fn a_figure_that_a_comma_made_two_cells_of_is_told_and_not_read() {
    reads(
        &format!("{ALL}\n{}\n{A}\n{A},三季度报送\n", A.replace("80000", "80,000")),
        &[
            "2 甲公司 枣庄市 100000 open",
            "3 甲公司 枣庄市 140000 140000",
            "4 甲公司 枣庄市 140000 140000",
        ],
        &["2 展位费 “80 | 000”被逗号分成了两格"],
        &[],
    );
    reads(
        &format!("{ALL}\n{}\n", A.replace("80000", "\"80,000\"")),
        &["2 甲公司 枣庄市 140000 140000"],
        &[],
        &[],
    );
}

#[test]
fn a_place_that_cannot_be_read_is_told_also_where_one_was_chosen_for_the_rest() {
    reads(
        &format!("{ALL}\n{}\n", A.replace("枣庄市", "竞秀区")),
        &["2 甲公司  0 open"],
        &["2 所在地 “竞秀区”不是可选的答案"],
        &[],
    );
    let headings: Vec<&str> = ALL.split(',').collect();
    let read = huiqi_tables::Headings::read(&POLICIES, &headings).in_region(Some(4));
    let row =
        read.row(A.replace("枣庄市", "竞秀区").split(','), read_date("2026-11-21").expect("a day"));
    assert_eq!(row.answers.region().map(|region| region.id), Some(POLICIES.regions[4].id));
    let why = cell_problem(&POLICIES, &row.faults[0].problem);
    assert!(why.contains("“竞秀区”没有对上地区，先按“"), "{why}");
}

#[test]
fn the_very_name_of_a_column_beats_what_was_remembered() {
    let remembered = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(heading, word)| ((*heading).to_owned(), (*word).to_owned())).collect()
    };
    let words = |headings: &[&str], pairs: &[(&str, &str)]| -> Vec<&'static str> {
        let columns = Column::of_headings(&POLICIES, headings, &remembered(pairs));
        columns.into_iter().map(|column| column.word(&POLICIES)).collect()
    };
    let fee = "government_show_booth_fee_yuan";
    assert_eq!(words(&["金额", "展位费"], &[("金额", fee)]), ["", fee]);
    assert_eq!(words(&["展位费"], &[("展位费", "")]), [fee]);
    assert_eq!(words(&["金额", "展位费（万元）"], &[("金额", fee)]), [fee, ""]);
    assert_eq!(words(&["展位费（万元）"], &[("展位费（万元）", "")]), [""], "a choice is kept");
}
