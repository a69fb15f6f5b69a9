//! Lists as offices have them, through the page: an office's own list needs a few choices, and the
//! page names each kind of trouble.

use crate::portfolio::choose;
use huiqi_browser_tests::{Folder, in_browser, serve};
use rust_xlsxwriter::{Format, Workbook};

/// An office's own list of twelve companies.
const OFFICE: &str = include_str!("../tables/office.csv");

/// A person who sees the page alone: every word that must be chosen, and nothing else.
#[tokio::test]
async fn twelve_of_twelve_companies_of_an_office_are_computed_with_at_most_nine_choices() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.by_id("table").await?.send_keys(folder.file("名单.csv", OFFICE.as_bytes())).await?;
        tab.shows("values-left", "12 家企业").await?;
        let script = "return [...document.querySelectorAll('.val--ask')].map(line => [\
            line.querySelector('b').textContent, line.querySelector('select').id, \
            line.querySelector('.val__note').textContent])";
        let asked: Vec<(String, String, String)> = tab.execute(script, vec![]).await?.convert()?;
        let notes: Vec<&str> = asked.iter().map(|(_, _, note)| note.as_str()).collect();
        assert!(
            notes.contains(&"信用代码的第 3 至 8 位是 370491，属枣庄市。"),
            "why a place is proposed: {notes:?}"
        );
        let mut choices = 0;
        for (word, id, _) in &asked {
            let option = match word.as_str() {
                "竞秀区" => "elsewhere",
                "高新区" => "zaozhuang",
                "创新型中小企业" => "pool",
                "省级专精特新（复核）" => "provincial",
                "拟上市" => "none",
                "北交所、拟上市" => "bse",
                other => panic!("{other} is asked too"),
            };
            choose(&tab, id, option).await?;
            choices += 1;
        }
        choose(&tab, "earlier", "paid").await?;
        choices += 1;
        assert!(choices <= 9, "{choices} choices");
        tab.shows("values-left", "都认出来了").await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 12 家").await?;
        // 新乡 and 三门峡 have ended, 竞秀区 has no document: nine have a figure.
        tab.shows("total-figured", "9 家").await?;
        tab.shows("total-faulty", "0 行").await?;
        tab.shows("todo--ended", "新乡市 1 家、三门峡市 1 家").await?;
        tab.shows("todo--not-covered", "请问当地").await?;
        tab.until("!document.getElementById('todo--no-place')").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

/// Two companies without a place, and one whose place and code do not agree.
const CODES: &str = "企业名称,统一社会信用代码,所在地,专精特新级别,首次认定,已按其他政策享受\n\
    甲公司,91370481TTTTTTT01G,,省级,省级,无\n\
    乙公司,91370402TTTTTTT039,,省级,省级,无\n\
    丙公司,91140502TTTTTTT04P,枣庄市,省级,省级,无\n";

#[tokio::test]
async fn a_credit_code_proposes_a_place_and_counts_once_it_is_chosen() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.by_id("table").await?.send_keys(folder.file("代码.csv", CODES.as_bytes())).await?;
        tab.shows("values-left", "还有 1 种请您选").await?;
        tab.shows("values-asked", "没有所在地").await?;
        tab.shows("values-asked", "信用代码的第 3 至 8 位是 370481、370402，属枣庄市").await?;
        // Without a word from anyone nothing is taken.
        tab.click("start").await?;
        tab.shows("todo--no-place", "没有所在地").await?;
        tab.shows("desk-notes", "属枣庄市，没有按它测算").await?;
        tab.shows("desk-notes", "第 4 行按枣庄市测算，信用代码的第 3 至 8 位是 140502，属晋城市")
            .await?;
        tab.click("match-again").await?;
        let script = "return document.querySelector('#values-asked select').id";
        let id: String = tab.execute(script, vec![]).await?.convert()?;
        choose(&tab, &id, "zaozhuang").await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 3 家").await?;
        tab.until("!document.getElementById('todo--no-place')").await?;
        tab.shows("total-least", "30 万元").await
    })
    .await;
}

/// A row of headings and one company of Zaozhuang that gets 100,000 and half of its booth.
const HEADS: &str =
    "企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比";
const ROW: &str = "甲公司,枣庄市,省级,省级,无,无,无,80000,无";

/// A workbook with a sum merged over two companies in a hidden column.
fn merged() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in [HEADS, ROW, &ROW.replace('甲', "乙")].into_iter().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            sheet.write_string(row as u32, column as u16, cell).expect("a cell");
        }
    }
    sheet.merge_range(1, 7, 2, 7, "80000", &Format::new()).expect("merged");
    sheet.set_column_hidden(7).expect("hidden");
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn each_kind_of_trouble_in_a_list_is_said_on_the_page() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("{address}#/portfolio")).await?;
        // What cannot be read is refused, with what to do.
        let wide = format!("{HEADS}\n{ROW}\n").replace(',', "，");
        for (name, bytes, words) in [
            ("横表.csv", "企业名称,甲,乙\n所在地,枣庄市,晋城市\n最高认定,省级,市级\n", "转置"),
            ("逗号.csv", wide.as_str(), "不是逗号分隔的表格"),
            ("网页.xls", "<html><table><tr><td>1</td></tr></table></html>", "网页"),
            ("引号.csv", "企业名称,所在地\n\"甲公司,枣庄市\n", "引号没有成对"),
        ] {
            tab.by_id("table").await?.send_keys(folder.file(name, bytes.as_bytes())).await?;
            tab.shows("desk-fault", words).await?;
        }
        // The page says how it read a cell that was not plain: before it computes, or after.
        let text = |above: &str, row: &str, below: &str| {
            format!("{above}{HEADS}\n{row}\n{below}").into_bytes()
        };
        let wan = ROW.replace("80000", "8");
        let (gb, _, _) = encoding_rs::GB18030.encode("企业名称,所在地\n甲公司,枣庄市\n");
        let cut = [&gb[..], b"\xb1,\xd4\xe6\xd7\xaf\xca\xd0\n"].concat();
        for (name, bytes, least, before, after) in [
            (
                "万元.csv",
                text("补贴汇总表（万元）,,,,,,,,\n", &wan, ""),
                "14 万元",
                "1 就是 10,000 元",
                "",
            ),
            (
                "注.csv",
                text("", &wan, "注：单位万元,,,,,,,,\n"),
                "100,004 元",
                "",
                "金额是按元读的",
            ),
            (
                "合计.csv",
                text("", ROW, "合计,1家,,,,,,80000,\n"),
                "14 万元",
                "没有当作企业的行",
                "“合计”",
            ),
            ("重复.csv", text("", ROW, &format!("{ROW}\n")), "28 万元", "", "“甲公司”重复出现"),
            ("合并.xlsx", merged(), "28 万元", "在表格里是隐藏的", "合并成一格"),
            ("遮住.csv", text("", &ROW.replace("80000", "***"), ""), "10 万元", "", ""),
            ("缺字.csv", cut, "0 元", "个别字读不出来", ""),
        ] {
            tab.by_id("table").await?.send_keys(folder.file(name, &bytes)).await?;
            tab.shows("heading", "核对写法").await?;
            tab.shows("main", before).await?;
            tab.click("start").await?;
            tab.shows("total-least", least).await?;
            tab.shows("desk-band", name).await?;
            if !after.is_empty() {
                tab.shows("desk-notes", after).await?;
            }
            tab.click("close").await?;
        }
        tab.was_quiet(&address).await
    })
    .await;
}

/// One gets something, three nothing: two could by a form, one by a title alone.
#[tokio::test]
async fn those_who_are_one_step_short_are_a_filter_and_each_row_says_what_to_ask() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let none = "枣庄市,无,都没有,都没有,没有,没有参加,0,没有";
        let rows = [
            format!("甲公司{}", ROW.trim_start_matches("甲公司").replace(",无,80000", ",,80000")),
            format!("乙公司,{none}"),
            format!("丙公司,{none}"),
            format!("丁公司,{}", none.replace("没有参加", "入选过，奖励已领")),
        ];
        let list = format!("{HEADS}\n{}\n", rows.join("\n")).replace(',', "\t");
        let list = list.replace("入选过，奖励已领", "awarded_paid");
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.paste(&list).await?;
        tab.click("start").await?;
        tab.shows("todo--not-met", "3").await?;
        tab.shows("todo--near", "还差一步").await?;
        tab.shows("todo--near", "2 家；").await?;
        tab.click("todo--near").await?;
        tab.shows("rows-which", "共 3 家").await?;
        tab.shows("near--1", "差一步").await?;
        tab.click("todo--ask").await?;
        tab.click("company-row--0").await?;
        tab.shows("ask-company", "市级智能工厂（数字化车间）评选到哪一步了？").await?;
        tab.shows("copy-asks", "复制这 1 句").await
    })
    .await;
}
