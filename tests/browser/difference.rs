//! Two editions compared on a page: reached from what says that there is a new one, from receipts,
//! from 版次, and with two files alone; what changed, whose amounts, and on paper.

use crate::access::is_accessible;
use crate::packs::{Packs, amended};
use crate::print::printed;
use crate::receipts::saved_receipt;
use huiqi_browser_tests::{Folder, PROVINCIAL, Page, in_browser, in_chromium, said, serve};
use thirtyfour::prelude::WebDriverResult;

const CITY: &str = "clear-river-2026.toml";
/// What the city's only award is paid for.
const CONDITION: &str = r#"condition = { question = "certification_tier", at_least = "provincial" }
amount = { fixed = "33万元" }"#;
/// More is paid, and to fewer.
const AMENDED: &str = r#"condition = { question = "certification_tier", at_least = "national_giant" }
amount = { fixed = "44万元" }"#;
const EXAMPLE: &str = r#"answers = { certification_tier = "provincial" }"#;
const EXAMPLE_AMENDED: &str = r#"answers = { certification_tier = "national_giant" }"#;

/// The pack of a place in an edition.
fn pack(packs: &Packs, region: &str, edition: &str) -> Vec<u8> {
    let name = huiqi_publish::pack_name(region, edition);
    packs.files.lock().expect("no test failed")[&name].clone()
}

/// The text of an element.
async fn text(tab: &Page, id: &str) -> WebDriverResult<String> {
    tab.by_id(id).await?;
    let script = format!("return document.getElementById('{id}').textContent");
    let text: String = tab.execute(&script, vec![]).await?.convert()?;
    Ok(said(&text))
}

/// Chooses in a list, by the value of an option.
pub(crate) async fn choose(tab: &Page, id: &str, value: &str) -> WebDriverResult<()> {
    tab.by_id(id).await?;
    let script = format!(
        "const list = document.getElementById('{id}'); list.value = arguments[0];\
         list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    );
    tab.execute(&script, vec![value.into()]).await.map(|_| ())
}

/// Waits until every company was tried.
async fn is_finished(tab: &Page) -> WebDriverResult<()> {
    tab.until("document.getElementById('difference')?.dataset.finished === 'true'").await
}

/// A company of the city with a provincial title; its result is in view.
async fn has_provincial(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.shows("region--clear_river", "清江市").await?;
    tab.click("region--clear_river").await?;
    tab.clicks(&PROVINCIAL[..1]).await?;
    tab.click("to-result").await?;
    tab.shows("least", "33 万元").await
}

#[tokio::test]
async fn a_new_edition_says_what_changed_clause_by_clause_and_for_whom() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let old = packs.edition();
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        has_provincial(&tab, &address).await?;
        let mut second = amended(&first, "2027.01", CITY, CONDITION, AMENDED);
        second = amended(&second, "2027.01", CITY, EXAMPLE, EXAMPLE_AMENDED);
        second = amended(&second, "2027.01", CITY, "least = \"33万元\"", "least = \"44万元\"");
        second = amended(&second, "2027.01", CITY, "most = \"33万元\"", "most = \"44万元\"");
        packs.publish(&second, "");
        tab.goto(format!("{address}#/result")).await?;
        tab.refresh().await?;
        tab.shows("app", "规则已更新到 2027.01").await?;
        tab.shows("least", "0 元").await?;
        // Pressed and not clicked by script: WebKit passes over pages that came without a hand.
        let way = tab.by_id("to-difference").await?;
        tab.action_chain().move_to_element_center(&way).click().perform().await?;
        tab.arrives(&format!("#/difference?place=clear_river&old={old}&new=2027.01")).await?;
        tab.until("document.getElementById('opened') === null").await?;
        tab.shows("difference-h", &format!("清江市：{old} → 2027.01")).await?;
        tab.shows("difference-summary", "共 2 处变动，都可能改变金额。").await?;
        is_finished(&tab).await?;
        let page = text(&tab, "main").await?;
        assert!(page.contains("清江市奖励办法"), "{page}");
        assert!(page.contains("33 万元 → 44 万元"), "{page}");
        // 33 less by the condition; the 11 more by the amount are lost with it.
        let cases = text(&tab, "trial-cases").await?;
        assert!(cases.contains("1 家减少，合计减少 33 万元"), "{cases}");
        assert!(cases.contains("合在一起才有的"), "{cases}");
        assert!(cases.contains("原来 33 万元，现在 0 元。"), "{cases}");
        let made = text(&tab, "trial-made").await?;
        assert!(made.contains("新旧两版都算了"), "{made}");
        assert!(page.contains("您的案例："), "{page}");
        crate::explains::pictures(&tab, "difference").await?;
        // Another choice is compared at once, and Back does not lead through choices.
        choose(&tab, "edition-new", &old).await?;
        tab.shows("difference-summary", "没有变动，测算结果都一样。").await?;
        tab.back().await?;
        tab.arrives("#/result").await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn an_opened_table_is_tried_and_stays_open() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let second = amended(&first, "2027.01", CITY, "33万元", "44万元");
    packs.publish(&second, "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        tab.click("region--clear_river").await?;
        tab.arrives("#/certification").await?;
        tab.click("to-portfolio").await?;
        tab.paste("企业名称\t最高认定\n甲公司\tprovincial\n乙公司\tnone").await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 2 家").await?;
        tab.execute("location.hash = '#/difference'", vec![]).await?;
        is_finished(&tab).await?;
        let list = text(&tab, "trial-list").await?;
        assert!(list.contains("新旧两版都算了 2 家。"), "{list}");
        assert!(list.contains("1 家增加，合计增加 11 万元"), "{list}");
        assert!(list.contains("甲公司原来 33 万元，现在 44 万元。"), "{list}");
        assert!(!list.contains("乙公司"), "{list}");
        tab.click("to-portfolio").await?;
        tab.shows("rows-which", "共 2 家").await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn a_receipt_that_differs_leads_to_what_changed_since() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let address = packs.serve("on").await;
    let old = packs.edition();
    in_browser(async move |tab| {
        has_provincial(&tab, &address).await?;
        tab.click("to-share").await?;
        let receipt = saved_receipt(&tab).await?;
        packs.publish(&amended(&first, "2027.01", CITY, "33万元", "40万元"), "");
        packs.publish(&amended(&first, "2027.02", CITY, "33万元", "25万元"), "");
        tab.goto(format!("{address}#/receipt")).await?;
        tab.refresh().await?;
        let folder = Folder::create();
        let file = folder.file("receipt.json", receipt.as_bytes());
        tab.by_id("receipt").await?.send_keys(file).await?;
        tab.shows("replay", "和凭据不一样").await?;
        tab.click("difference-since-receipt").await?;
        tab.arrives(&format!("#/difference?place=clear_river&old={old}&new=2027.02")).await?;
        tab.shows("difference-summary", "共 1 处变动").await?;
        is_finished(&tab).await?;
        let page = text(&tab, "main").await?;
        assert!(page.contains("33 万元 → 25 万元"), "{page}");
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn two_files_are_compared_where_the_site_has_no_packs() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let (folder, edition) = (Folder::create(), packs.edition());
    let old = folder.file("old.huiqi", &pack(&packs, "clear_river", &edition));
    let other = folder.file("other.huiqi", &pack(&packs, "zaozhuang", &edition));
    let torn = folder.file("torn.huiqi", &pack(&packs, "clear_river", &edition)[..900]);
    packs.publish(&amended(&first, "2027.01", CITY, "33万元", "44万元"), "");
    let new = folder.file("new.huiqi", &pack(&packs, "clear_river", "2027.01"));
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/difference")).await?;
        tab.shows("no-editions", "还没有公布过两版规则").await?;
        tab.by_id("file-old").await?.send_keys(old).await?;
        tab.shows("file-hint", "请再打开新版的文件。").await?;
        tab.by_id("file-new").await?.send_keys(other).await?;
        tab.shows("difference-refused", "不是同一个地方的").await?;
        tab.by_id("file-new").await?.send_keys(torn).await?;
        tab.shows("difference-refused", "没有比出来").await?;
        tab.by_id("file-new").await?.send_keys(new).await?;
        tab.shows("difference-summary", "共 1 处变动，都可能改变金额。").await?;
        tab.shows("difference-files", "old.huiqi 和 new.huiqi，不一定是公布过的版次").await?;
        tab.until("document.activeElement.id === 'difference-h'").await?;
        is_finished(&tab).await?;
        tab.shows("trial-made", "合计增加").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn on_paper_it_is_a_sheet_with_both_editions_and_without_fields() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", CITY, "33万元", "44万元"), "");
    let address = packs.serve("on").await;
    in_chromium("the printed page is made over the devtools protocol", async move |tab| {
        tab.goto(format!("{address}#/difference")).await?;
        is_finished(&tab).await?;
        let (pages, paper) = printed(&tab).await?;
        assert_eq!(pages, 1, "{paper}");
        for words in ["两版规则对比", "→2027.01", "33万元→44万元", "编的企业", "各行相加等于合计"]
        {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        for words in ["旧版文件", "批量", "打印", "所在地", "能申报的金额"] {
            assert!(!paper.contains(words), "{words}: {paper}");
        }
        is_accessible(&tab, "difference").await
    })
    .await;
}
