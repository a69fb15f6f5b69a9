//! More lists in the shapes in which offices, platforms and banks have them. What each company can
//! expect is worked out by hand from the documents.
//!
//! In Zaozhuang: 100,000 for a first provincial title, 300,000 for a first national one, half of a
//! booth, 1,000,000 on 新三板 with a title, 200,000 for a smart factory that was chosen. In Jincheng
//! 50,000 for a first municipal title, and 100,000 more on a board once base support was paid.

use crate::lists::{Read, read};
use crate::workbooks::{book, words};
use huiqi_sheets::line::TableFault;
use rust_xlsxwriter::{Format, Worksheet};

fn list(text: &str) -> Read {
    read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}: {text}"))
}

#[track_caller]
fn holds(read: &Read, companies: &[&str], told: &[&str], said: &[&str]) {
    assert_eq!(read.companies, companies, "{:?}\n{}", read.told, read.said);
    assert_eq!(read.told.len(), told.len(), "{:?}", read.told);
    for (found, wanted) in read.told.iter().zip(told) {
        assert!(found.contains(wanted), "{found}");
    }
    for wanted in said {
        assert!(read.said.contains(wanted), "{wanted} in {}", read.said);
    }
}

/// A cell of each column that a company of Zaozhuang is asked for, before the booth.
const HEADS: [&str; 9] = [
    "企业名称",
    "所在区县",
    "专精特新等级",
    "首次认定",
    "已按其他政策享受",
    "上市情况",
    "智能工厂评选",
    "展位费",
    "平台示范评比",
];

fn company(sheet: &mut Worksheet, row: u32, name: &str) {
    words(sheet, row, &[name, "滕州市", "省级", "省级", "无", "无", "无", "", "无"]);
}

#[test]
fn an_export_of_the_ministry_s_platform_has_the_place_in_three_columns() {
    let read = list(
        "序号,企业名称,统一社会信用代码,所属省份,所属地市,所属区县,企业规模,专精特新等级,首次认定,认定批次,\
         有效期至,上市情况,智能工厂评选,展位费（元）,平台示范评比,已按其他政策享受,联系人,手机\n\
         1,甲公司,91370402TTTTTTT039,山东省,枣庄市,市中区,小型,省级专精特新中小企业,省级专精特新中小企业,第三批,\
         2027-12-31,无,无,80000,无,无,张,138\n\
         2,乙公司,91370481TTTTTTT01G,山东省,枣庄市,滕州市,中型,国家级专精特新“小巨人”企业,\
         国家级专精特新“小巨人”企业,第五批,2026-12-31,未上市,无,0,无,无,李,139\n",
    );
    let wanted = ["2 甲公司 枣庄市 140000 140000", "3 乙公司 枣庄市 300000 300000"];
    holds(&read, &wanted, &[], &[]);
}

#[test]
fn the_unit_may_end_the_title_or_head_a_group_of_columns() {
    let row = "甲公司,滕州市,省级,省级,无,无,无,8,无";
    for (above, heads) in [
        ("2026年展会补贴汇总表（万元）,,,,,,,,\n", HEADS.join(",")),
        ("（万元）,,,,,,,,\n", HEADS.join(",")),
        (",,,,,,,,单位：家、万元\n", HEADS.join(",")),
        ("表内金额以万元计，数据截至10月底,,,,,,,,\n", HEADS.join(",")),
        (
            "企业名称,所在区县,专精特新等级,首次认定,已按其他政策享受,上市情况,智能工厂评选,金额（万元）,\n",
            ",,,,,,,展位费,平台示范评比".to_owned(),
        ),
    ] {
        let read = list(&format!("{above}{heads}\n{row}\n"));
        holds(&read, &["3 甲公司 枣庄市 140000 140000"], &[], &["1 就是 10,000 元"]);
    }
}

#[test]
fn a_unit_that_cannot_be_applied_is_said() {
    let (heads, row) = (HEADS.join(","), "甲公司,滕州市,省级,省级,无,无,无,8,无");
    for below in ["注：表中金额单位为万元", "（万元）", "说明：展位费按万元填写", "合计（万元）"]
    {
        let read = list(&format!("{heads}\n{row}\n{below},,,,,,,,\n"));
        let said = format!("第 3 行写着“{below}”，金额是按元读的，请核对");
        holds(&read, &["2 甲公司 枣庄市 100004 100004"], &[], &[&said]);
    }
    let read = list(&format!("单位：元、万元,,,,,,,,\n{heads}\n{row}\n"));
    let said = ["第 1 行写着“单位：元、万元”，没有读成单位"];
    holds(&read, &["3 甲公司 枣庄市 100004 100004"], &[], &said);
    // An amount in words is no unit.
    let read = list(&format!("{heads}\n{row}\n注：最高奖励 30 万元,,,,,,,,\n"));
    assert!(!read.said.contains("金额是按元读的"), "{}", read.said);
}

#[test]
fn counties_with_subheads_subtotals_and_signatures() {
    let read = list(
        "枣庄市专精特新企业名单,,,,,,,,,\n\
         （2026年11月）,,,,,,,,,\n\
         序号,企业名称,所在区县,专精特新等级,首次认定,已按其他政策享受,上市情况,智能工厂评选,展位费,平台示范评比\n\
         一、滕州市,,,,,,,,,\n\
         1,甲公司,滕州市,省级,省级,无,无,无,80000,无\n\
         2,乙公司,滕州市,国家级小巨人,国家级小巨人,无,无,无,0,无\n\
         ,滕州市小计,2家,,,,,,80000,\n\
         二、薛城区,,,,,,,,,\n\
         3,丙公司,薛城区,市级,无,无,新三板,无,0,无\n\
         ,薛城区小计,1家,,,,,,0,\n\
         ,总 计,3家,,,,,,80000,\n\
         承上页,,,,,,,,,\n\
         1/3,,,,,,,,,\n\
         ★注,,,,,,,,,\n\
         填报人：王某,,,审核人：李某,,,,,,\n\
         （盖章）,,,,,,,,,\n\
         年   月   日,,,,,,,,,\n",
    );
    let wanted = [
        "5 甲公司 枣庄市 140000 140000",
        "6 乙公司 枣庄市 300000 300000",
        "9 丙公司 枣庄市 1000000 1000000",
    ];
    holds(&read, &wanted, &[], &["11 行没有当作企业"]);
}

#[test]
fn a_sum_merged_over_companies_is_said_and_so_is_a_hidden_column() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        words(sheet, 0, &HEADS);
        company(sheet, 1, "甲公司");
        company(sheet, 2, "乙公司");
        let plain = Format::new();
        sheet.merge_range(1, 7, 2, 7, "", &plain).expect("merged");
        sheet.write_number(1, 7, 80_000).expect("written");
        sheet.set_column_hidden(7).expect("hidden");
    });
    let read = read(&bytes).expect("a table");
    let wanted = ["2 甲公司 枣庄市 140000 140000", "3 乙公司 枣庄市 140000 140000"];
    let said = [
        "第 3 行的展位费和上一行合并成一格，每行都按整格的数算了",
        "“展位费”一列（H 列）在表格里是隐藏的，也用了",
    ];
    holds(&read, &wanted, &[], &said);
}

/// Such a cell holds 80,000 and shows 8.0, so that a heading in 万元 would count it ten thousand
/// times.
#[test]
fn a_format_that_divides_is_told() {
    for format in ["0!.0,", "0!.0000", "#,##0,"] {
        let bytes = book(|book| {
            let sheet = book.add_worksheet();
            words(
                sheet,
                0,
                &HEADS.map(|head| if head == "展位费" { "展位费（万元）" } else { head }),
            );
            company(sheet, 1, "甲公司");
            let divided = Format::new().set_num_format(format);
            sheet.write_number_with_format(1, 7, 80_000, &divided).expect("written");
        });
        let read = read(&bytes).expect("a table");
        holds(&read, &["2 甲公司 枣庄市 100000 open"], &["显示时换过单位"], &[]);
    }
}

#[test]
fn a_table_on_its_side_is_refused_and_one_beside_another_is_said() {
    let sideways = "企业名称,甲公司,乙公司\n所在区县,滕州市,薛城区\n专精特新等级,省级,市级\n\
        展位费（元）,80000,0\n";
    assert_eq!(read(sideways.as_bytes()).err(), Some(TableFault::Sideways));
    let form = "项目,内容\n企业名称,甲公司\n所在地,枣庄市\n专精特新等级,省级\n展位费,80000\n";
    assert_eq!(read(form.as_bytes()).err(), Some(TableFault::Sideways));
    let (heads, row) = (HEADS.join(","), "甲公司,滕州市,省级,省级,无,无,无,80000,无");
    let beside = format!("{heads},,{heads}\n{row},,{}\n", row.replace('甲', "乙"));
    let said = ["“企业名称”有两列，只用了 A 列，K 列没有用", "“展位费”有两列，只用了 H 列"];
    holds(&list(&beside), &["2 甲公司 枣庄市 140000 140000"], &[], &said);
}

#[test]
fn a_covered_sum_and_a_share_are_no_sum() {
    let heads = HEADS.join(",");
    for covered in ["***", "*", "****.**"] {
        let read = list(&format!("{heads}\n甲公司,滕州市,省级,省级,无,无,无,{covered},无\n"));
        holds(&read, &["2 甲公司 枣庄市 100000 open"], &["请填数字"], &[]);
    }
    // Half of a subsidy is no half of a booth.
    for other in ["展位费（申请金额）", "展位费（补贴比例）", "展位费（已补）"]
    {
        let read = list(&format!(
            "{}\n甲公司,滕州市,省级,省级,无,无,无,40000,无\n",
            heads.replace("展位费", other)
        ));
        holds(&read, &["2 甲公司 枣庄市 100000 open"], &[], &[]);
    }
}

#[test]
fn a_bank_s_export_begins_with_its_separator_and_ends_with_a_page() {
    let text = format!(
        "sep=;\n{}\n甲公司,薛城区,省级,省级,无,无,无,\"80,000.00\",无\n\
         乙公司,峄城区,小巨人企业,小巨人企业,以上都没有,无,无,¥0.00,无\n第 1 页 共 1 页\n",
        HEADS.join(",")
    );
    let text: String = text
        .lines()
        .map(|line| {
            let mut quoted = false;
            let parted = line.chars().map(|letter| {
                quoted ^= letter == '"';
                if letter == ',' && !quoted { ';' } else { letter }
            });
            parted.chain(['\n']).collect::<String>()
        })
        .collect();
    let wanted = ["3 甲公司 枣庄市 140000 140000", "4 乙公司 枣庄市 300000 300000"];
    holds(&list(&text), &wanted, &[], &["第 5 行“第 1 页 共 1 页”"]);
    // In the old encoding, with a letter cut in a name.
    let (mut bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let bytes = bytes.to_mut();
    let at = bytes.windows(4).position(|part| part == b"\xbc\xd7\xb9\xab").expect("甲公");
    bytes.remove(at + 1);
    let read = read(bytes).expect("a table");
    let amounts: Vec<&str> =
        read.companies.iter().filter_map(|it| it.split_once("枣庄市").map(|it| it.1)).collect();
    assert_eq!(amounts, [" 140000 140000", " 300000 300000"], "{:?}", read.companies);
    assert!(read.said.contains("个别字读不出来"), "{}", read.said);
}

#[test]
fn explanations_above_hold_words_of_headings_and_commas() {
    let read = list(&format!(
        "附件2,,,,,,,,\n\
         \"填表说明：1.请填写企业名称、所在地、展位费；2.展位费按发票填写，没有填0；3.10月底前报送。\",,,,,,,,\n\
         填报单位（盖章）：示例局,,,,,,,填报日期：2026年11月20日,\n\
         {}\n\
         示例：某某公司,滕州市,省级,省级,无,无,无,10000,无\n\
         甲公司,滕州市,省级,省级,无,无,无,80000,无\n",
        HEADS.join(",")
    ));
    let said = ["第 4 行是表头，上面的行不算企业", "第 5 行“示例：某某公司”（示例）"];
    holds(&read, &["6 甲公司 枣庄市 140000 140000"], &[], &said);
}

#[test]
fn ticks_several_options_and_shares_of_shanxi() {
    // 晋城: 5 for the title, 10 more on the board; the province 20 % of 500,000 where growth is 30 %
    // at least, which is a ceiling.
    let read = list(
        "企业名称,所属市,专精特新等级,首次认定,挂牌情况,已获挂牌上市支持（是/否）,知识产权买入金额（万元）,\
         借此升级并认定成功,规下升规上,此前已为规上,主营业务收入增长率（%）,利润率\n\
         甲公司,晋城市,市级,市级,\"新三板\n省外区域股权市场\",✓,50,×,×,√,29.99,14.99%\n\
         乙公司,泽州县,市级,市级,新三板；北交所,☑,50,无,无,对,30,3%\n\
         丙公司,高平市,市级,市级,没有挂牌,✗,0,否,否,是,-5.2,8%\n",
    );
    let wanted = [
        "2 甲公司 晋城市 150000 150000",
        "3 乙公司 晋城市 150000 250000",
        "4 丙公司 晋城市 50000 50000",
    ];
    holds(&read, &wanted, &[], &["“知识产权买入金额（万元）”一列按表里写的单位读"]);
}

#[test]
fn days_of_any_kind_in_a_column_that_is_headed_by_the_word_day() {
    let row = |name: &str, day: &str| {
        format!("{name},卫滨区,{day},国家级小巨人,国家级小巨人,无,0,都没有,无\n")
    };
    let read = list(&format!(
        "企业名称,县区,日期,专精特新级别,首次认定,已按其他政策享受,省级设备软件补助,首次认定的平台和基地,平台省级考核\n\
         {}{}{}{}",
        row("甲公司", "46022"),
        row("乙公司", "二〇二五年十二月三十一日"),
        row("丙公司", "2026/1/1 0:00"),
        row("丁公司", "2025年底")
    ));
    let wanted = [
        "2 甲公司 新乡市 500000 500000",
        "3 乙公司 新乡市 500000 500000",
        "4 丙公司 新乡市 0 0",
        "5 丁公司 新乡市 0 open",
    ];
    holds(&read, &wanted, &["“2025年底”不是日期"], &["“日期”一列当作申报日期"]);
}

#[test]
fn names_that_differ_in_brackets_alone_are_one_company() {
    let row = "滕州市,省级,省级,无,无,无,80000,无";
    let read = list(&format!("{}\n甲（滕州）公司,{row}\n甲(滕州) 公司,{row}\n", HEADS.join(",")));
    assert!(read.said.contains("重复出现，在第 2、3 行"), "{}", read.said);
}
