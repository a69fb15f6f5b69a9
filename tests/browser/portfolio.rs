//! A table of companies: opened, matched, computed, stopped, looked through, taken away.

use crate::explains::pictures;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use huiqi_browser_tests::{
    Folder, Page, dist, in_browser, is_chromium_for, is_not_webkit_for, serve, serve_after,
};
use huiqi_policies::POLICIES;
use huiqi_sheets::table::Table;
use huiqi_sheets::template;
use std::io::Cursor;
use thirtyfour::prelude::WebDriverResult;

/// Worked out by hand: 甲 gets 30 for the national title and 4 for the fair, and up to 1,000 for the
/// listing; 丙 gets 10 for the title and 100 on 新三板; 乙 names a region that there is not; one gets
/// nothing; 戊's name is a trap.
pub(crate) const COMPANIES: &str = "全市名单,,,,,,,,,\n\
    企业名称,联系人,所在地,最高认定,首次认定,claimed_elsewhere,listings,smart_factory_award,参展支\
    出,platform_contest_prize\n\
    丙公司,x,枣庄市,省级专精特新,省级专精特新,无,neeq,none,0,none\n\
    甲公司,,枣庄市,国家级“小巨人”,省级专精特新、国家级“小巨人”,以上都没有,bse,none,8万,none\n\
    丁公司,,枣庄市,none,无,无,无,none,0,none\n\
    乙公司,,枣庄,省级专精特新,省级专精特新,无,无,none,三万,none\n\
    =戊<img src=x>,,枣庄市,省级专精特新,省级专精特新,无,无,none,0,none\n";

pub(crate) async fn choose(tab: &Page, id: &str, value: &str) -> WebDriverResult<()> {
    tab.by_id(id).await?;
    let script = format!(
        "const list = document.getElementById('{id}'); list.value = '{value}'; \
         list.dispatchEvent(new Event('change', {{ bubbles: true }})); return list.value"
    );
    assert_eq!(
        tab.execute(script, vec![]).await?.convert::<String>()?,
        value,
        "{id} offers {value}"
    );
    Ok(())
}

/// Keeps what is saved, so that a test can read it.
pub(crate) const KEEP_SAVED: &str = "const make = URL.createObjectURL; URL.createObjectURL = (file) => { \
    window.saved = file; return make.call(URL, file) }";

/// What was saved last.
pub(crate) async fn saved(tab: &Page) -> WebDriverResult<Vec<u8>> {
    let script = "const done = arguments[0]; const reader = new FileReader(); \
        reader.onload = () => done(reader.result.split(',')[1]); \
        reader.readAsDataURL(window.saved)";
    let text: String = tab.execute_async(script, vec![]).await?.convert()?;
    Ok(STANDARD.decode(text).expect("base64"))
}

async fn names(tab: &Page) -> WebDriverResult<Vec<String>> {
    tab.execute(
        "return [...document.querySelectorAll('[id^=company-row--]')].map(name => \
             name.textContent)",
        vec![],
    )
    .await?
    .convert()
}

/// The figures of the hand-made table, once it is computed.
/// The totals of those companies.
pub(crate) async fn is_computed(tab: &Page) -> WebDriverResult<()> {
    tab.shows("total-least", "164 万元").await?;
    tab.shows("total-figured", "5 家").await?;
    tab.shows("total-most", "没有上限").await?;
    tab.shows("total-most", "其余 4 家 1,154 万元").await?;
    tab.shows("total-faulty", "1 行").await
}

#[tokio::test]
async fn a_table_is_opened_matched_computed_looked_through_and_taken_away() {
    let address = serve_after(KEEP_SAVED).await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.shows("heading", "批量测算").await?;
        pictures(&tab, "portfolio-open").await?;
        tab.by_id("table")
            .await?
            .send_keys(folder.file("全市名单.csv", COMPANIES.as_bytes()))
            .await?;
        tab.shows("heading", "核对写法").await?;
        tab.shows("main", "第 2 行是表头").await?;
        tab.shows("columns-left", "10 列里 8 列用来测算").await?;
        tab.shows("columns-left", "没有用到“联系人”、“参展支出”").await?;
        // One word is likely and shown with its reason, the rest are words of options.
        tab.shows("values-left", "5 家企业").await?;
        tab.shows("main", "枣庄").await?;
        tab.shows("main", "简称").await?;
        pictures(&tab, "portfolio-match").await?;
        // One question in two columns is refused, in words.
        choose(&tab, "column--1", "government_show_booth_fee_yuan").await?;
        choose(&tab, "column--8", "government_show_booth_fee_yuan").await?;
        tab.click("fold-columns").await?;
        tab.click("change--2").await?;
        tab.until(
            "document.activeElement.id === 'column--2' && document.activeElement.value \
             === 'region'",
        )
        .await?;
        tab.click("start").await?;
        tab.shows("desk-fault", "“展位费”对应了两列，请把第 9 列改为别的题").await?;
        choose(&tab, "column--1", "").await?;
        tab.type_into("table-on", "2026-11-21").await?;
        // Nothing is chosen that nobody chose.
        assert_eq!(tab.by_id("table-region").await?.prop("value").await?.as_deref(), Some(""));
        tab.click("start").await?;
        is_computed(&tab).await?;
        // First what there is to do, each line a filter; then by award, then row by row.
        tab.shows("todo--claim", "可以申报，合计 154 万元").await?;
        tab.shows("todo--ask", "还差 1 题").await?;
        tab.shows("todo--not-met", "条件不符").await?;
        tab.shows("awards", "新三板").await?;
        tab.click("todo--ask").await?;
        tab.shows("rows-which", "共 1 家").await?;
        assert_eq!(names(&tab).await?, ["乙公司"]);
        tab.shows("kind--3", "可确定，还差 1 题").await?;
        choose(&tab, "rows-kept", "0").await?;
        tab.click("fold-faults").await?;
        tab.shows("faults", "第 6 行").await?;
        tab.shows("faults", "展位费（I 列）：“三万”：请填数字").await?;
        tab.shows("rows-which", "显示第 1 至 5 家，共 5 家").await?;
        assert_eq!(names(&tab).await?, ["丙公司", "甲公司", "丁公司", "乙公司", "=戊<img src=x>"]);
        tab.shows("row-least--1", "340,000").await?;
        tab.shows("row-most--1", "10,340,000").await?;
        tab.shows("near--0", "差一步").await?;
        pictures(&tab, "portfolio-result").await?;
        if is_chromium_for("print media are set over the devtools protocol") {
            // On paper too each row says whose it is.
            tab.cdp()
                .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
                .await?;
            assert!(
                tab.by_id("company-row--0").await?.is_displayed().await?
                    && !tab.by_id("write-text").await?.is_displayed().await?
            );
            tab.cdp()
                .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" }))
                .await?;
        }
        tab.click("large").await?;
        pictures(&tab, "portfolio-result-large").await?;
        tab.click("large").await?;
        // Looked through.
        choose(&tab, "rows-order", "3").await?;
        tab.until("document.querySelector('[id^=company-row--]').textContent === '乙公司'").await?;
        choose(&tab, "rows-kept", "1").await?;
        tab.shows("rows-which", "共 3 家").await?;
        assert_eq!(names(&tab).await?, ["甲公司", "丙公司", "=戊<img src=x>"]);
        tab.type_into("rows-name", "丙").await?;
        tab.shows("rows-which", "共 1 家").await?;
        // Taken away.
        tab.click("write-text").await?;
        tab.shows("written", "已保存“全市名单-测算结果.csv”").await?;
        let text = String::from_utf8(saved(&tab).await?).expect("UTF-8");
        assert!(
            text.starts_with("\u{feff}行号,企业名称,所在地")
                && text.contains("\r\n4,甲公司,枣庄市,2026-11-21,可确定一部分,340000,10340000,0,"),
            "{text}"
        );
        assert!(text.contains(",'=戊<img src=x>,") && text.contains("没有上限"));
        assert_eq!(text.lines().count(), 6);
        tab.click("write-workbook").await?;
        tab.shows("written", "已保存“全市名单-清单.xlsx”").await?;
        assert_eq!(&saved(&tab).await?[..4], b"PK\x03\x04");
        tab.click("write-faults").await?;
        tab.shows("written", "已保存“全市名单-需要修改.csv”").await?;
        assert!(
            String::from_utf8(saved(&tab).await?).expect("UTF-8").contains("\r\n6,I,展位费,三万,")
        );
        // A row opens as a case, and the table is still there.
        tab.click("company-row--0").await?;
        tab.arrives("#/result").await?;
        tab.shows("least", "110 万元").await?;
        tab.until("!document.getElementById('opened')").await?;
        tab.shows("main", "丙公司").await?;
        // The way through the rows; what is noted is there again.
        tab.shows("row-place", "可以申报的，第 1 家，共 1 家").await?;
        assert!(!tab.by_id("row-after").await?.is_enabled().await?);
        tab.type_into("memo", "王会计在找发票").await?;
        tab.type_into("next-day", "12月2日").await?;
        pictures(&tab, "portfolio-row").await?;
        tab.click("back-to-rows").await?;
        tab.until("document.activeElement.id === 'company-row--0'").await?;
        tab.shows("memo--0", "下次联系 12月2日").await?;
        tab.shows("total-least", "164 万元").await?;
        tab.type_into("rows-name", "公司").await?;
        tab.shows("rows-which", "共 2 家").await?;
        tab.click("company-row--1").await?;
        tab.shows("row-place", "第 1 家，共 2 家").await?;
        tab.click("row-after").await?;
        tab.shows("row-place", "第 2 家，共 2 家").await?;
        tab.until("document.getElementById('memo').value === '王会计在找发票'").await?;
        tab.click("back-to-rows").await?;
        tab.shows("total-least", "164 万元").await?;
        // What a column was taken for is known the next time; at the end, nothing is left of the
        // table and of what was noted.
        tab.click("close").await?;
        tab.by_id("table")
            .await?
            .send_keys(folder.file("又一份.csv", COMPANIES.as_bytes()))
            .await?;
        tab.shows("columns-left", "没有用到“联系人”").await?;
        tab.click("close").await?;
        tab.click("to-cases").await?;
        tab.click("end").await?;
        tab.until("!/参展支出|丙公司|王会计/.test(JSON.stringify(Object.entries(localStorage)))")
            .await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn it_opens_gb18030_workbooks_what_is_dropped_and_what_is_pasted() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        let named = COMPANIES.replace("参展支出", "展位费");
        let (gb18030, _, lost) = encoding_rs::GB18030.encode(&named);
        assert!(!lost);
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in named.lines().enumerate() {
            for (column, cell) in line.trim_start().split(',').enumerate() {
                sheet.write_string(row as u32, column as u16, cell).expect("a cell");
            }
        }
        let book = book.save_to_buffer().expect("a workbook");
        tab.goto(format!("{address}#/portfolio")).await?;
        for (name, bytes) in [("gb.csv", gb18030.to_vec()), ("book.xlsx", book)] {
            tab.by_id("table").await?.send_keys(folder.file(name, &bytes)).await?;
            tab.click("start").await?;
            is_computed(&tab).await?;
            tab.shows("desk-scope", name).await?;
            tab.click("close").await?;
        }
        let dropped = "const data = new DataTransfer(); data.items.add(new File([arguments[0]], \
            'dropped.csv'));
            document.getElementById('drop').dispatchEvent(new DragEvent('drop', \
            { dataTransfer: data, bubbles: true, cancelable: true }))";
        tab.by_id("drop").await?;
        tab.execute(dropped, vec![serde_json::json!(named)]).await?;
        tab.click("start").await?;
        is_computed(&tab).await?;
        tab.click("close").await?;
        tab.paste(&named.replace(',', "\t")).await?;
        tab.click("start").await?;
        is_computed(&tab).await?;
        tab.shows("desk-scope", "粘贴的表格").await?;
        tab.click("close").await?;
        // A file that is no table is reported, and another can be chosen at once.
        for (name, bytes, words) in [
            ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), "这不是表格"),
            ("broken.xlsx", b"PK\x03\x04 nothing".as_slice(), "工作簿打不开"),
            ("empty.csv", b"\n,,\n".as_slice(), "表格是空的"),
        ] {
            tab.by_id("table").await?.send_keys(folder.file(name, bytes)).await?;
            tab.shows("desk-fault", words).await?;
        }
        // Without a region nothing is computed, and without a question nothing either.
        tab.by_id("table")
            .await?
            .send_keys(folder.file("none.csv", "企业名称,备注\n甲,1\n".as_bytes()))
            .await?;
        tab.click("start").await?;
        tab.shows("desk-fault", "至少选一列").await?;
        choose(&tab, "column--1", "government_show_booth_fee_yuan").await?;
        tab.click("start").await?;
        tab.shows("desk-fault", "表里没有所在地").await?;
        choose(&tab, "table-region", "zaozhuang").await?;
        tab.type_into("table-on", "2026-02-30").await?;
        tab.click("start").await?;
        tab.shows("desk-fault", "2025-12-31 这样").await?;
        tab.type_into("table-on", "2026-11-21").await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn the_blank_table_is_one_that_can_be_opened() {
    let address = serve_after(KEEP_SAVED).await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        choose(&tab, "template-region", "zaozhuang").await?;
        tab.click("template").await?;
        tab.shows("template-told", "已保存“惠企企业表-枣庄市.xlsx”").await?;
        let bytes = saved(&tab).await?;
        let columns = |bytes: Vec<u8>| {
            let table =
                Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("a table");
            table.heading().cells.len()
        };
        assert_eq!(columns(bytes), template::columns(&POLICIES, Some("zaozhuang")).len());
        tab.was_quiet(&address).await
    })
    .await;
}

/// The list of an office, with words of its own.
const OFFICE: &str = "序号,企业名称,所在区县,专精特新级别,首次认定,上市情况,联系人\n\
    1,示例轴承,滕州市,省级,省级,无,张\n\
    2,示例铸造,高新区,国家级小巨人,国家级小巨人,拟上市,李\n\
    3,示例纺机,薛城区,创新型中小企业,无,拟上市,王\n\
    合计,3 家,,,,,\n";

#[tokio::test]
async fn a_word_is_chosen_once_for_all_rows_and_known_with_the_next_table() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.by_id("table").await?.send_keys(folder.file("名单.csv", OFFICE.as_bytes())).await?;
        tab.shows("values-left", "3 家企业").await?;
        tab.shows("values-left", "还有 3 种请您选").await?;
        tab.shows("main", "第 5 行").await?;
        pictures(&tab, "portfolio-values").await?;
        let index = "return [...document.querySelectorAll('.val--ask')].map(line => \
            line.querySelector('b').textContent + ' ' + line.querySelector('select').id)";
        let asked: Vec<String> = tab.execute(index, vec![]).await?.convert()?;
        for (line, option) in asked.iter().zip(["zaozhuang", "pool", "none"]) {
            let (_, id) = line.split_once(' ').expect("a word and its list");
            choose(&tab, id, option).await?;
        }
        tab.shows("values-left", "都认出来了").await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 3 家").await?;
        tab.until("!document.getElementById('faults')").await?;
        tab.click("match-again").await?;
        tab.shows("values-left", "都认出来了").await?;
        // The next list has nothing to choose.
        tab.click("close").await?;
        tab.by_id("table").await?.send_keys(folder.file("又一份.csv", OFFICE.as_bytes())).await?;
        tab.shows("values-left", "都认出来了").await?;
        tab.shows("main", "上次选的").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

/// A table so long that it is still being computed when it is stopped.
fn long_table(rows: usize) -> String {
    let (head, row) = (
        COMPANIES.lines().nth(1).expect("headings").trim(),
        COMPANIES.lines().nth(3).expect("a row").trim(),
    );
    format!("{head}\n{}", format!("{row}\n").repeat(rows))
}

#[tokio::test]
async fn work_is_stopped_and_what_is_done_stays_while_the_page_answers() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("{address}#/portfolio")).await?;
        let loaded = "return performance.getEntriesByType('resource').filter(one => \
            one.name.includes('portfolio-')).length";
        tab.by_id("table").await?;
        assert_eq!(
            tab.execute(loaded, vec![]).await?.convert::<u32>()?,
            0,
            "the worker is loaded only when there is a table"
        );
        tab.by_id("table")
            .await?
            .send_keys(folder.file("long.csv", long_table(1_000_000).as_bytes()))
            .await?;
        tab.click("start").await?;
        tab.shows("run-rows", "已算").await?;
        tab.click("large").await?;
        tab.shows("large", "标准版").await?;
        tab.click("stop").await?;
        tab.shows("desk-notes", "已取消，下面只是已算的").await?;
        let count: u64 = tab
            .by_id("rows-which")
            .await?
            .text()
            .await?
            .split("共 ")
            .nth(1)
            .map(|rest| rest.replace(',', ""))
            .and_then(|rest| rest.split(' ').next().and_then(|count| count.parse().ok()))
            .expect("a count");
        assert!(count > 0 && count < 1_000_000, "{count} rows were done when it was stopped");
        assert!(tab.by_id("write-text").await?.is_enabled().await?);
        // From the beginning again, with other columns.
        tab.click("match-again").await?;
        tab.shows("heading", "核对写法").await?;
        tab.click("start").await?;
        tab.click("stop").await?;
        tab.shows("desk-notes", "已取消").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn opened_by_a_double_click_a_table_is_computed_all_the_same() {
    if !is_not_webkit_for(
        "opened from a folder it lets no worker read a file; the page says so, \
         and pasted cells work",
    ) {
        return;
    }
    in_browser(async move |tab| {
        let folder = Folder::create();
        tab.goto(format!("file://{}#/portfolio", dist().join("index.html").display())).await?;
        tab.by_id("table")
            .await?
            .send_keys(folder.file("x.csv", COMPANIES.replace("参展支出", "展位费").as_bytes()))
            .await?;
        tab.click("start").await?;
        is_computed(&tab).await?;
        tab.console_is_quiet().await?;
        Ok(())
    })
    .await;
}
