//! Tables of companies in several places, whose newest rules lie beside the page.

use crate::packs::{Packs, amended};
use crate::portfolio::{KEEP_SAVED, saved};
use huiqi_browser_tests::{before, in_browser, serve_edited};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sheets::table::Table;
use huiqi_sheets::template;
use huiqi_tests::clear_river::CityAward;
use std::io::Cursor;
use std::sync::{Arc, Mutex};

/// 枣庄 was amended, only a pack knows 清江, and 晋城 has a pack of the first edition.
const COMPANIES: &str = "企业名称\t所在地\t最高认定\t首次认定\t已按其他政策享受\n\
    甲公司\t枣庄市\t省级专精特新\t省级专精特新\t都没有\n\
    乙公司\t清江市\t省级专精特新\t省级专精特新\t都没有\n\
    丙公司\t晋城市\t无\t无\t都没有\n\
    丁公司\t清江市\t无\t无\t都没有";

fn published() -> Packs {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", "zaozhuang-srdi-2022.toml", "10万元", "15万元"), "");
    packs
}

#[tokio::test]
async fn each_company_of_a_table_is_computed_by_the_newest_rules_of_its_place() {
    let packs = published();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = asked.clone();
    let address = serve_edited("/", move |path, reply| {
        if path.ends_with(".huiqi") {
            noted.lock().expect("no test failed").push(path.to_owned());
        }
        packs.edit("on", path, reply)
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.shows("heading", "批量测算").await?;
        tab.paste(COMPANIES).await?;
        tab.shows("values-left", "都认出来了").await?;
        tab.click("start").await?;
        tab.shows("row-least--0", "150,000").await?;
        tab.shows("row-least--1", "330,000").await?;
        tab.shows("rows", "枣庄市　省级专精特新　规则 2027.01").await?;
        tab.shows("desk-notes", "各地按自己的规则版次测算").await?;
        {
            let asked = asked.lock().expect("no test failed");
            let mut once = asked.clone();
            once.sort();
            once.dedup();
            assert!(asked.len() == 3 && once.len() == 3, "each once: {asked:?}");
        }
        // A company of another place is opened over its own rules, and the table is still there.
        tab.click("company-row--1").await?;
        tab.shows("least", "33 万元").await?;
        tab.shows("row-place", "第 2 家，共 4 家").await?;
        tab.click("back-to-rows").await?;
        tab.shows("row-least--0", "150,000").await?;
        // The worker holds the table all the while.
        tab.click("company-row--0").await?;
        tab.shows("least", "15 万元").await
    })
    .await;
}

#[tokio::test]
async fn one_press_computes_a_table_anew_by_what_was_published_since() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.shows("heading", "批量测算").await?;
        tab.paste(COMPANIES).await?;
        tab.click("start").await?;
        tab.shows("row-least--0", "100,000").await?;
        tab.shows("row-least--1", "330,000").await?;
        tab.until("document.getElementById('renew-table') === null").await?;
        let second = amended(&first, "2027.01", "clear-river-2026.toml", "33万元", "44万元");
        packs.publish(&second, "");
        tab.execute("dispatchEvent(new Event('online'))", vec![]).await?;
        tab.shows("desk-notes", "清江市的规则已更新到 2027.01").await?;
        // Nothing changes before it is wanted.
        tab.shows("row-least--1", "330,000").await?;
        tab.click("renew-table").await?;
        tab.shows("row-least--1", "440,000").await?;
        tab.shows("row-least--0", "100,000").await?;
        tab.until("document.getElementById('renew-table') === null").await
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_fetched_is_said_by_name_and_never_a_zero() {
    let packs = published();
    packs.remove(&packs.name("clear_river"));
    packs.remove("zaozhuang-2027.01.huiqi");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.shows("heading", "批量测算").await?;
        tab.paste(COMPANIES).await?;
        tab.click("start").await?;
        tab.shows("row-least--0", "100,000").await?;
        tab.shows("row-least--1", "算不出").await?;
        tab.shows("todo--no-rules", "规则没有取到").await?;
        tab.shows("desk-notes", "枣庄市的新规则（2027.01）没有取到").await?;
        tab.shows("desk-notes", "清江市的企业没有测算，不是 0 元").await?;
        tab.shows("total-most", "没有上限").await?;
        // The sheet of such a company says where it is and why there is no sum.
        tab.click("print-sheets").await?;
        tab.until("document.querySelectorAll('.has-sheet > .sheet').length === 4").await?;
        let sheet: String = tab
            .execute("return document.querySelectorAll('.sheet')[1].textContent", vec![])
            .await?
            .convert()?;
        for words in ["乙公司", "清江市", "规则没有取到，没有测算，不是", "怎么答复的"]
        {
            assert!(sheet.contains(words), "{words}: {sheet}");
        }
        assert!(!sheet.contains("没有收录") && !sheet.contains("校验码"), "{sheet}");
        Ok(())
    })
    .await;
}

/// What the city asks beside titles.
const SHOW: &str = "\n[[questions]]\nid = \"river_show\"\nstep = \"other\"\nkind = \"yes_no\"\n\
    label = \"参加过清江展会吗？\"\nshort = \"清江展会\"\nhelp = \"在清江办的展会。\"\n";

/// Returns the headings of a table.
fn headings(set: &'static PolicySet, bytes: Vec<u8>) -> Vec<String> {
    let table = Table::open(set, move || Ok(Cursor::new(bytes.clone()))).expect("a table");
    table.heading().cells.iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_blank_form_over_the_place_of_a_pack_asks_its_own_questions() {
    let show = CityAward {
        id: "show",
        name: "展会奖励",
        question: "river_show",
        asks: "is = true",
        answers: ["true", "false"],
        sum: "5万元",
    };
    let mut sources = Packs::sources();
    let city = sources.iter_mut().find(|one| one.path.ends_with("clear-river-2026.toml"));
    city.expect("the made-up city").text.push_str(&format!("{SHOW}{}", show.text()));
    let packs = Packs::default();
    packs.publish(&sources, "");
    let name = packs.name("clear_river");
    let pack = packs.files.lock().expect("no test failed")[&name].clone();
    let set = huiqi_pack::read(&pack).expect("a pack").set();
    let address = serve_edited("/", move |path, reply| {
        before(KEEP_SAVED, path, packs.edit("on", path, reply))
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--clear_river").await?;
        tab.arrives("#/certification").await?;
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.until("document.getElementById('template-region')?.value === 'clear_river'").await?;
        tab.click("template").await?;
        tab.shows("template-told", "已保存“惠企企业表-清江市.xlsx”").await?;
        let bytes = saved(&tab).await?;
        let asked = headings(set, bytes);
        assert_eq!(asked.len(), template::columns(set, Some("clear_river")).len(), "{asked:?}");
        let asks = |word: &str| asked.iter().any(|label| label.contains(word));
        assert!(asks("清江展会") && asks("最高的认定"), "{asked:?}");
        // What 枣庄 asks is not asked here.
        let own = template::columns(&POLICIES, Some("zaozhuang"));
        assert!(own.len() > asked.len() && !asks("展位费"), "{asked:?}");
        // A company in the form is computed by the rules of the city.
        tab.paste("企业名称\t所在地\t最高认定\t清江展会\n甲公司\t清江市\t省级专精特新\t是").await?;
        tab.click("start").await?;
        tab.shows("row-least--0", "380,000").await
    })
    .await;
}
