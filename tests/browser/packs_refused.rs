//! Rules that lie beside the page and that it does not use, or not any more.

use crate::packs::{Packs, ZAOZHUANG, amended, has_result};
use huiqi_browser_tests::{PROVINCIAL, Page, in_browser};
use huiqi_publish::public_key;
use thirtyfour::prelude::WebDriverResult;

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
    // What a later version writes, as an open or kept page of today finds it.
    packs.change_listed(&name, |bytes| bytes[10] = 255);
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--clear_river").await?;
        tab.shows("packs", "请先更新本工具").await
    })
    .await;
}

/// The pack of the amendment.
const PACK: &str = "zaozhuang-2027.01.huiqi";

/// No page shows a figure.
async fn shows_no_figure(tab: &Page) -> WebDriverResult<()> {
    tab.until("!['least', 'most', 'live'].some((id) => document.getElementById(id))").await?;
    let text: String = tab
        .execute("return document.getElementById('app').textContent", vec![])
        .await?
        .convert()?;
    assert!(!text.contains("33"), "{text}");
    Ok(())
}

/// Half of a pack, of which the index knows nothing, and half of one whose hash the index has: the
/// one is found by its hash, the other where it is read.
#[tokio::test]
async fn a_pack_that_is_cut_is_refused_and_no_figure_comes_of_it() {
    const CUT: &str = "规则包不完整，或者被改动过，没有采用。";
    const SERVED: &str = "枣庄市的新规则（2027.01）不完整，或者被改动过，没有采用。";
    for is_in_index in [false, true] {
        let packs = Packs::default();
        let first = Packs::sources();
        packs.publish(&first, "");
        packs.publish(&amended(&first, "2027.01", ZAOZHUANG, "10万元", "15万元"), "");
        let (whole, names) = (Packs::default(), [packs.name("clear_river"), PACK.to_owned()]);
        whole.publish(&first, "");
        for name in &names {
            let halve = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2);
            if is_in_index { packs.change_listed(name, halve) } else { packs.change(name, halve) }
        }
        let address = packs.serve("on").await;
        in_browser(async move |tab| {
            tab.goto(&address).await?;
            // Nothing serves a city that only the pack knows, by whichever way it is asked for.
            tab.click("region--clear_river").await?;
            tab.shows("packs", CUT).await?;
            shows_no_figure(&tab).await?;
            tab.goto("about:blank").await?;
            tab.goto(format!("{address}#/where_and_when?region=clear_river")).await?;
            tab.shows("packs", CUT).await?;
            shows_no_figure(&tab).await?;
            // The bundled rules serve a place that they know.
            tab.goto(format!("{address}#/where_and_when")).await?;
            tab.click("region--zaozhuang").await?;
            tab.clicks(&PROVINCIAL).await?;
            tab.nothing_elsewhere("certification").await?;
            tab.click("to-result").await?;
            tab.shows("least", "10 万元").await?;
            tab.shows("not-newest", SERVED).await?;
            // Once it comes whole, it is used.
            if !is_in_index {
                let river = whole.files.lock().expect("no test failed")[&names[0]].clone();
                packs.change(&names[0], |bytes| bytes.clone_from(&river));
                tab.goto(format!("{address}#/where_and_when")).await?;
                tab.click("region--clear_river").await?;
                tab.until("!document.getElementById('region--clear_river')").await?;
                tab.goto(format!("{address}#/result")).await?;
                tab.shows("least", "33 万元").await?;
            }
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn another_place_is_chosen_though_the_address_names_one_that_was_refused() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", ZAOZHUANG, "10万元", "15万元"), "");
    packs.change(&packs.name("clear_river"), |bytes| bytes.truncate(bytes.len() / 2));
    let address = packs.serve("on").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/where_and_when?region=clear_river")).await?;
        tab.shows("packs", "没有采用").await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "15 万元").await
    })
    .await;
}
