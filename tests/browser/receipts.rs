//! Receipts: saved where the result is handed on, computed again on a page of their own; and what a
//! link of an older edition leads to.

use huiqi_browser_tests::{Folder, Page, in_browser, serve};
use thirtyfour::prelude::WebDriverResult;

/// A link of edition 2026.11, as it was made then.
const OLDER: &str = "1dkwZNlzFikQC0vSJaZpQSZ2wAwcQ80wAnM0RJpLdmDP6wWwUTLpwu\
    7hjIOhIoUAi2BGlwOudWv-p0C25PJQYSaDlKzQ8GFp8M3-fYA";

/// The text that the page saves as a file.
pub(crate) async fn saved_receipt(tab: &Page) -> WebDriverResult<String> {
    let hear = "const make = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text()\
        .then((text) => { window.savedText = text }); return make.call(URL, blob) }";
    tab.execute(hear, vec![]).await?;
    tab.click("save-receipt").await?;
    tab.until("typeof window.savedText === 'string'").await?;
    tab.execute("return window.savedText", vec![]).await?.convert()
}

#[tokio::test]
async fn a_receipt_is_saved_and_said_to_be_the_same_or_what_differs() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/all")).await?;
        tab.clicks(&[
            "certification_tier--provincial",
            "first_certified_tiers--provincial",
            "claimed_elsewhere--nothing",
        ])
        .await?;
        tab.goto(format!("{address}#/share")).await?;
        let receipt = saved_receipt(&tab).await?;
        // 10 万元 for the title (三（二）).
        assert!(receipt.contains("\"least\": \"100000\""), "{receipt}");
        tab.click("to-receipt-page").await?;
        tab.arrives("#/receipt").await?;
        let folder = Folder::create();
        let open = async |name: &str, text: &str| {
            tab.by_id("receipt").await?.send_keys(folder.file(name, text.as_bytes())).await
        };
        open("same.json", &receipt).await?;
        tab.shows("replay", "和凭据一样").await?;
        tab.until("document.activeElement.id === 'replay-h'").await?;
        crate::explains::pictures(&tab, "receipt").await?;
        let changed = receipt.replace("\"100000\"", "\"400000\"");
        open("changed.json", &changed).await?;
        tab.shows("replay", "凭据可能被改过").await?;
        let older = changed.replacen("\"edition\": \"", "\"edition\": \"2020.", 1);
        open("older.json", &older).await?;
        tab.shows("replay", "三（二）“新获得省级专精特新奖励”，凭据：40 万元；现在：10 万元。")
            .await?;
        tab.shows("replay", "当时的规则不在这里").await?;
        open("none.json", "{}").await?;
        tab.shows("replay", "这不是惠企的结果凭据").await?;
        open("cut.json", &receipt[..receipt.len() / 2]).await?;
        tab.shows("replay", "这不是惠企的结果凭据").await?;
        // What is here stays as it was.
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("least", "10 万元").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn a_link_of_an_older_edition_leads_to_what_can_be_checked() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/result?c={OLDER}")).await?;
        tab.shows("opened", "链接按规则版本 2026.11 生成").await?;
        tab.click("to-receipt").await?;
        tab.arrives("#/receipt").await?;
        tab.shows("older-link", "链接按规则版本 2026.11 生成").await?;
        tab.shows("older-link", "从链接看不出是哪一条变了").await?;
        tab.was_quiet(&address).await
    })
    .await;
}
