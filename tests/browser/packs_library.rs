//! Documents and cases of places whose rules lie beside the page.

use crate::packs::{Packs, amended, has_result};
use huiqi_browser_tests::{Page, in_browser, serve_edited};
use thirtyfour::prelude::{By, WebDriverResult};

#[tokio::test]
async fn documents_of_a_pack_are_found_read_and_used() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        tab.click("to-library").await?;
        tab.arrives("#/library").await?;
        tab.follow("a[href='#/library/clear_river']").await?;
        tab.arrives("#/library/clear_river").await?;
        tab.shows("main", "清江市有 1 份文件").await?;
        tab.type_into("library-query", "省级专精特新 奖励").await?;
        tab.shows("library-found", "找到 ").await?;
        let award = "[href='#/library/clear_river/clear-river-2026/provincial']";
        tab.find(By::Css(award)).await?.click().await?;
        tab.arrives("#/library/clear_river/clear-river-2026/provincial").await?;
        tab.shows("provincial", "33 万元").await?;
        keep_in_view(&tab, "provincial").await?;
        // Links within the document stay in the page.
        tab.find(By::Css("a[href$='/part--validity']")).await?.click().await?;
        tab.arrives("#/library/clear_river/clear-river-2026/part--validity").await?;
        // No place was chosen by reading; the button chooses it.
        tab.find(By::LinkText("用这份文件测算")).await?.click().await?;
        tab.arrives("#/certification").await?;
        tab.clicks(&huiqi_browser_tests::PROVINCIAL[..1]).await?;
        tab.click("to-result").await?;
        tab.shows("least", "33 万元").await?;
        // The clause of the result leads to the same document.
        tab.until(&format!("document.querySelector(\"{award}\") !== null")).await?;
        tab.console_is_quiet().await
    })
    .await;
}

/// The style of the library is on: the item is laid out as on its plain page.
async fn keep_in_view(tab: &Page, id: &str) -> WebDriverResult<()> {
    tab.until(&format!(
        "getComputedStyle(document.getElementById('{id}')).borderTopWidth === '2px'"
    ))
    .await
}

#[tokio::test]
async fn an_address_of_a_place_that_only_a_pack_knows_begins_there() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        // As the plain page of the document leads here.
        tab.goto(format!("{address}#/where_and_when?region=clear_river")).await?;
        tab.arrives("#/certification").await?;
        tab.clicks(&huiqi_browser_tests::PROVINCIAL[..1]).await?;
        tab.click("to-result").await?;
        tab.shows("least", "33 万元").await?;
        // And while the page is open over other rules.
        tab.goto(format!("{address}#/where_and_when?region=zaozhuang")).await?;
        tab.shows("app", "枣庄市").await?;
        tab.goto(format!("{address}#/where_and_when?region=clear_river")).await?;
        tab.click("to-start").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("least", "33 万元").await
    })
    .await;
}

#[tokio::test]
async fn plain_pages_say_which_places_and_amendments_came_later() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", "zaozhuang-srdi-2022.toml", "10万元", "15万元"), "");
    let (rules, edition) = (huiqi_authoring::rules_hash(&Packs::sources()), packs.edition());
    let edit = packs.clone();
    let address = serve_edited("/", move |path, reply| {
        let has = format!("zaozhuang@{rules} jincheng@{rules}");
        match path {
            "/library/index.html" => reply.with(
                "<section class=\"section\" id=\"part--entries\"",
                &format!(
                    "<section id=\"part--elsewhere\"><div id=\"page--elsewhere\" \
                     data-edition=\"{edition}\" data-has=\"{has}\"></div></section><section \
                     class=\"section\" id=\"part--entries\""
                ),
            ),
            "/library/zaozhuang-srdi-2022.html" => reply.with(
                "<dl class=\"doc\">",
                &format!(
                    "<div id=\"page--newer\" data-edition=\"{edition}\" \
                    data-has=\"zaozhuang@{rules}\"></div><dl class=\"doc\">"
                ),
            ),
            _ => edit.edit("on", path, reply),
        }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        tab.shows("page--elsewhere", "清江市：").await?;
        tab.shows("page--elsewhere", "枣庄市：2027.01，2026年11月21日公布").await?;
        let listed: String = tab
            .execute("return document.getElementById('page--elsewhere').textContent", vec![])
            .await?
            .convert()?;
        assert!(!listed.contains("晋城"), "it is on the page as it is: {listed}");
        tab.find(By::PartialLinkText("清江市")).await?.click().await?;
        tab.shows("main", "清江市有 1 份文件").await?;
        tab.goto(format!("{address}library/zaozhuang-srdi-2022.html")).await?;
        tab.shows("page--newer", "更新到 2027.01").await?;
        tab.find(By::LinkText("看现在的文件")).await?.click().await?;
        tab.shows("main", "规则版次 2027.01").await?;
        tab.goto(format!("{address}#/library/zaozhuang/zaozhuang-srdi-2022")).await?;
        tab.shows("main", "15 万元").await
    })
    .await;
}

#[tokio::test]
async fn a_kept_case_of_another_place_shows_no_sum_and_opens_its_place() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        tab.goto(format!("{address}#/cases")).await?;
        tab.type_into("keep-name", "甲公司").await?;
        tab.click("keep").await?;
        tab.shows("kept", "33 万元").await?;
        tab.goto(format!("{address}#/")).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.goto(format!("{address}#/cases")).await?;
        tab.shows("kept", "清江市的规则没有打开").await?;
        let shown: String = tab
            .execute("return document.getElementById('kept').textContent", vec![])
            .await?
            .convert()?;
        assert!(!shown.contains("元"), "no sum of other rules: {shown}");
        tab.until("document.getElementById('compare-kept--0') === null").await?;
        tab.shows("open-kept--0", "打开清江市").await?;
        tab.click("open-kept--0").await?;
        tab.shows("least", "33 万元").await?;
        tab.console_is_quiet().await
    })
    .await;
}
