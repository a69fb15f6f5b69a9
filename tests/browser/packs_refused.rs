//! Rules that lie beside the page and that it does not use, or not any more.

use crate::packs::{Packs, ZAOZHUANG, amended, has_result};
use huiqi_browser_tests::{PROVINCIAL, in_browser};
use huiqi_publish::public_key;

#[tokio::test]
async fn a_pack_that_was_changed_is_refused_with_a_sentence() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let name = packs.name("clear_river");
    packs.change(&name, |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    });
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--clear_river").await?;
        tab.shows("packs", "没有采用").await?;
        // The bundled rules serve.
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await
    })
    .await;
}

#[tokio::test]
async fn a_bundled_place_whose_pack_is_missing_goes_on_with_the_bundled_rules() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", ZAOZHUANG, "10万元", "15万元"), "");
    packs.remove("zaozhuang-2027.01.huiqi");
    packs.remove(&packs.name("clear_river"));
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        // Nothing serves this one, and the network is not to blame.
        tab.click("region--clear_river").await?;
        tab.shows("packs", "可能网站正在更新，请过几分钟再试").await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        let said = "枣庄市的新规则（2027.01）没有取到，可能网站正在更新。先按";
        tab.shows("not-newest", said).await?;
        // At the next visit, and by an address of the place.
        tab.refresh().await?;
        tab.shows("least", "10 万元").await?;
        tab.shows("not-newest", said).await?;
        tab.goto(format!("{address}#/where_and_when?region=zaozhuang")).await?;
        tab.arrives("#/listing").await?;
        tab.shows("not-newest", said).await
    })
    .await;
}

#[tokio::test]
async fn a_figure_of_a_recalled_edition_is_said_to_be_recalled() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", ZAOZHUANG, "10万元", "15万元"), "");
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "15 万元").await?;
        let recall = "[[recalled]]\nedition = \"2027.01\"\nwhy = \"金额抄错了\"\n";
        let next = amended(&first, "2027.02", "clear-river-2026.toml", "33万元", "44万元");
        packs.publish(&next, recall);
        tab.refresh().await?;
        tab.shows("least", "10 万元").await?;
        tab.shows("opened", "2027.01 已撤回：金额抄错了。").await
    })
    .await;
}

#[tokio::test]
async fn an_index_that_is_no_index_leaves_the_page_as_it_is() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    packs.change("index.json", |bytes| *bytes = b"{\"format\": 2}".to_vec());
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        // Who saw later figures yesterday is told why they are others.
        tab.shows("not-newest", "读不出来，可能网站正在更新。先按").await?;
        has_result(&tab, "zaozhuang", "0 元").await?;
        tab.shows("not-newest", "金额可能不是最新的").await?;
        tab.until("document.getElementById('region--clear_river') === null").await
    })
    .await;
}

#[tokio::test]
async fn where_the_site_has_keys_only_what_they_signed_is_used() {
    let secret = [7; 32];
    let known: String = public_key(&secret).iter().map(|byte| format!("{byte:02x}")).collect();
    let setting: &'static str = Box::leak(format!("on {known}").into_boxed_str());
    let signed = Packs { keys: vec![[9; 32], secret], ..Packs::default() };
    signed.publish(&Packs::sources(), "");
    let unsigned = Packs { keys: vec![[9; 32]], ..Packs::default() };
    unsigned.publish(&Packs::sources(), "");
    let (signed, unsigned) = (signed.serve(setting).await, unsigned.serve(setting).await);
    in_browser(async move |tab| {
        tab.goto(&signed).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        tab.goto(&unsigned).await?;
        tab.click("region--clear_river").await?;
        tab.shows("packs", "没有本网站认可的签名").await
    })
    .await;
}

#[tokio::test]
async fn a_recalled_edition_is_not_used_any_more() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let old = packs.edition();
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        // The document is withdrawn, and its edition recalled: no pack of the place is left.
        let mut second = amended(&first, "2027.01", "clear-river-2026.toml", "33万元", "44万元");
        second.retain(|source| !source.path.contains("clear-river"));
        packs.publish(
            &second,
            &format!("[[recalled]]\nedition = \"{old}\"\nwhy = \"金额抄错了\"\n"),
        );
        tab.refresh().await?;
        tab.shows("app", "金额抄错了").await
    })
    .await;
}

#[tokio::test]
async fn a_pack_of_a_newer_format_asks_for_a_newer_page() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let name = packs.name("clear_river");
    let before = packs.hash(&name);
    // What a later version writes, as an open or kept page of today finds it.
    packs.change(&name, |bytes| bytes[10] = 255);
    let after = packs.hash(&name);
    packs.change("index.json", |bytes| {
        let text = String::from_utf8(bytes.clone()).expect("a text");
        *bytes = text.replace(&before, &after).into_bytes();
    });
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--clear_river").await?;
        tab.shows("packs", "请先更新本工具").await
    })
    .await;
}
