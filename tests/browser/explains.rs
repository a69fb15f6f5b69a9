//! Why, why not, what if: the way from an award to a question and back, near misses, the ladder,
//! both readings, any day.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{
    NATIONAL_GIANT, Page, SAID, in_browser, in_chromium, is_chromium_for, said, serve,
};
use thirtyfour::prelude::{Key, WebDriverResult};

/// A provincial company of Zaozhuang, all answered.
async fn provincial(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.goto(format!("{address}#/all")).await?;
    tab.arrives("#/all").await?;
    tab.clicks(&[
        "certification_tier--provincial",
        "first_certified_tiers--provincial",
        "listings--nothing",
        "smart_factory_award--none",
        "platform_contest_prize--none",
        "claimed_elsewhere--nothing",
    ])
    .await?;
    tab.type_into("government_show_booth_fee_yuan", "0").await?;
    tab.goto(format!("{address}#/result")).await?;
    tab.arrives("#/result").await?;
    tab.on_day("2026-11-21").await?;
    tab.shows("least", "10 万元").await
}

/// Keeps pictures where they are asked for, and holds every width and paper to their limits.
pub(crate) async fn pictures(tab: &Page, name: &str) -> WebDriverResult<()> {
    if !is_chromium_for("widths and paper are set over the devtools protocol") {
        return Ok(());
    }
    for (width, media) in [(320, ""), (390, ""), (820, ""), (1280, ""), (794, "print")] {
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": media }))
            .await?;
        resize(tab, width, 1000).await?;
        let size: Vec<u32> = tab
            .execute(
                "return [document.documentElement.scrollWidth, \
                 document.documentElement.scrollHeight]",
                vec![],
            )
            .await?
            .convert()?;
        let script = "return [...document.querySelectorAll('body *')].filter(part => \
            part.getBoundingClientRect().right > innerWidth + 0.5
            && getComputedStyle(part).position !== 'absolute').map(part => part.tagName + '.' + \
            part.getAttribute('class') + ' ' + part.textContent.slice(0, 40))";
        let beyond: Vec<String> = tab.execute(script, vec![]).await?.convert()?;
        assert!(size[0] <= width, "{name} is {} wide on {width} {media}: {beyond:?}", size[0]);
        if std::env::var("HUIQI_SCREENSHOTS").is_ok() {
            resize(tab, width, size[1]).await?;
            keep_picture(tab, &format!("{name}-{width}{media}")).await?;
        }
    }
    tab.cdp().send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" })).await?;
    resize(tab, 1280, 1000).await
}

async fn texts(tab: &Page, selector: &str) -> WebDriverResult<Vec<String>> {
    let texts = format!(
        "return [...document.querySelectorAll('{selector}')].map(part => part.innerText{SAID})"
    );
    tab.execute(texts, vec![]).await?.convert()
}

/// Waits until what holds the focus has this id.
async fn takes_focus(tab: &Page, id: &str) -> WebDriverResult<()> {
    tab.until(&format!("document.activeElement.id === '{id}'")).await
}

#[tokio::test]
async fn a_condition_leads_to_its_question_and_back_to_the_award() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        provincial(&tab, &address).await?;
        let award = "zaozhuang-srdi-2022/listing-neeq";
        let head = format!("head--{award}");
        tab.click("fold-not-met").await?;
        tab.by_id(&head).await?.send_keys(Key::Enter + "").await?;
        let body = format!(
            "return document.getElementById('{award}').querySelector('.award__body').innerText"
        );
        let body: String = tab.execute(body, vec![]).await?.convert()?;
        // The sentence comes first, the clause after the conditions.
        let parts = ["现在不能申报", "在新三板挂牌", "三（九）"];
        let positions: Vec<Option<usize>> = parts.iter().map(|words| body.find(words)).collect();
        assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{body}");
        let jump = format!("document.getElementById('{award}').querySelector('.jump')");
        tab.execute(format!("{jump}.focus(); {jump}.click()"), vec![]).await?;
        tab.arrives("#/listing").await?;
        takes_focus(&tab, "listings--main_board").await?;
        tab.click("listings--neeq").await?;
        tab.shows("next", "回到结果").await?;
        tab.go_on().await?;
        tab.arrives("#/result").await?;
        takes_focus(&tab, &head).await?;
        assert_eq!(tab.by_id(&head).await?.attr("aria-expanded").await?.as_deref(), Some("true"));
        // The quotation now counts, 100 beside 10; whether it was paid elsewhere is open.
        tab.shows("least", "0 元").await?;
        tab.shows("most", "110 万元").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn near_misses_are_priced_in_order_and_one_becomes_a_case() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        provincial(&tab, &address).await?;
        // By what each takes: a form, a title (30 in place of 10), a quotation (新三板 100, a
        // regional board 10); an exchange, years away, comes last.
        tab.click("fold-near").await?;
        let found = texts(&tab, "#near .near__item").await?;
        for (item, (gain, ends)) in found.iter().zip([
            ("最多 +20 万元", "30 万元"),
            ("+20 万元", "30 万元"),
            ("+100 万元", "110 万元"),
            ("+10 万元", "20 万元"),
            ("最多 +1,000 万元", "1,010 万元"),
        ]) {
            assert!(
                item.starts_with(gain) && item.contains(ends),
                "{item:?} is not {gain} to {ends}"
            );
        }
        assert_eq!(found.len(), 5, "the boards that bring the same are one item");
        assert!(
            found[4].contains("至少还是 10 万元") && !found[3].contains("至少还是"),
            "only the most rises: {}",
            found[4]
        );
        tab.click("fold-not-met").await?;
        for award in ["listing-neeq", "smart-factory"] {
            tab.click(&format!("head--zaozhuang-srdi-2022/{award}")).await?;
        }
        pictures(&tab, "near").await?;
        tab.click("try--move--list-on-neeq").await?;
        tab.arrives("#/compare").await?;
        tab.shows("case-least--0", "10 万元").await?;
        tab.shows("case-least--1", "110 万元").await?;
        tab.shows("case-least--1", "+100 万元").await?;
        tab.shows("cmp--listings", "不同").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn a_threshold_says_what_is_missing_and_an_ended_document_gives_no_advice() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--sanmenxia").await?;
        tab.arrives("#/result").await?;
        tab.on_day("2025-12-31").await?;
        tab.goto(format!("{address}#/all")).await?;
        tab.arrives("#/all").await?;
        tab.click("certification_tier--provincial").await?;
        tab.click("project_in_scope--yes").await?;
        tab.type_into("project_investment_yuan", "150万").await?;
        tab.type_into("project_cap_yuan", "500万").await?;
        tab.type_into("project_investment_yuan", "138万").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("move--invest-in-project", "还差 12 万元").await?;
        tab.shows("move--invest-in-project", "+60 万元").await?;
        // The same answers a day later: nothing is advised, the last valid day is one click away.
        tab.on_day("2026-01-01").await?;
        tab.shows("without-figure", "已经到期").await?;
        assert!(texts(&tab, "#near").await?.is_empty());
        let line = tab.by_id("timeline").await?.attr("aria-label").await?.unwrap_or_default();
        assert!(line.contains("申报日期 2026年1月1日"), "{line}");
        tab.shows("timeline", "到2025年12月31日为止").await?;
        tab.until(
            "document.querySelectorAll('#timeline .bar-guide').length > 1 && \
             document.querySelectorAll('#timeline .bar-chosen').length > 1",
        )
        .await?;
        tab.click("day--2025-12-31").await?;
        tab.shows("move--invest-in-project", "还差 12 万元").await
    })
    .await;
}

#[tokio::test]
async fn the_ladder_pays_thirty_in_one_year_and_forty_in_two() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.click("certification_tier--municipal").await?;
        // A listing may pay more with any title: without one, only winning pays.
        tab.goto(format!("{address}#/listing")).await?;
        tab.click("listings--nothing").await?;
        tab.nothing_elsewhere("certification").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.click("ladder").await?;
        tab.arrives("#/ladder").await?;
        tab.shows("rung--municipal", "已经获得").await?;
        tab.shows("rung--provincial", "10 万元").await?;
        tab.shows("rung--national_giant", "30 万元").await?;
        let rungs = tab.by_id("rungs").await?.text().await?;
        assert!(!rungs.contains("重点"), "nothing pays for it: {rungs}");
        for words in ["40 万元", "30 万元", "10 万元"] {
            tab.shows("pairs", words).await?;
        }
        // Under the other reading both pay in one year too, and the page says which reading it is.
        tab.goto(format!("{address}#/ladder?other=zaozhuang-srdi-2022/same-title")).await?;
        tab.shows("other-readings", "两个不同的称号").await?;
        pictures(&tab, "ladder-other").await?;
        let pairs = said(&tab.by_id("pairs").await?.text().await?);
        assert!(pairs.contains("40 万元") && !pairs.contains("30 万元"), "{pairs}");
        tab.click("back").await?;
        tab.arrives("#/result?other=zaozhuang-srdi-2022/same-title").await
    })
    .await;
}

#[tokio::test]
async fn the_other_reading_is_marked_on_the_page_in_the_address_and_on_paper() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.clicks(&NATIONAL_GIANT).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("least", "30 万元").await?;
        let award = "zaozhuang-srdi-2022/first-certification-provincial";
        tab.click(&format!("head--{award}")).await?;
        tab.click(&format!("switch--zaozhuang-srdi-2022/same-title--{award}")).await?;
        tab.shows("least", "40 万元").await?;
        tab.shows("other-readings", "按另一种理解").await?;
        pictures(&tab, "result-other").await?;
        tab.arrives("#/result?other=zaozhuang-srdi-2022/same-title").await?;
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        let sheet: String = tab
            .execute(&format!("return document.querySelector('.sheet').innerText{SAID}"), vec![])
            .await?
            .convert()?;
        assert!(
            sheet.contains("按另一种理解算") && sheet.contains("40 万元"),
            "paper says it too: {sheet}"
        );
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" }))
            .await?;
        // The mark stays on every page, and a refresh keeps it.
        tab.goto(format!("{address}#/certification?other=zaozhuang-srdi-2022/same-title")).await?;
        tab.shows("live", "按另一种理解").await?;
        tab.refresh().await?;
        tab.live_total("400000", None).await?;
        tab.execute("document.querySelector('#other-readings button').click()", vec![]).await?;
        tab.live_total("300000", None).await?;
        tab.arrives("#/certification").await
    })
    .await;
}

#[tokio::test]
async fn a_bad_address_gets_a_page_and_loses_nothing() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        provincial(&tab, &address).await?;
        for bad in [
            "#/nowhere",
            "#/result?other=mars",
            "#/result?other=",
            "#/nowhere%00",
            "#/nowhere?<script>",
        ] {
            tab.goto(format!("{address}{bad}")).await?;
            tab.shows("heading", "没有这个页面").await?;
            assert!(tab.by_id("main").await?.text().await?.contains("您的答案没有变"));
        }
        tab.execute(
            "[...document.querySelectorAll('#main a')].find(link => link.hash === \
                 '#/result').click()",
            vec![],
        )
        .await?;
        tab.shows("least", "10 万元").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn every_citation_of_a_result_leads_to_its_place_in_the_library() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        provincial(&tab, &address).await?;
        let links: Vec<String> = tab
            .execute(
                "return [...new Set([...document.querySelectorAll('#main \
                 a[href*=\"library/\"]')].map(link => link.href))]",
                vec![],
            )
            .await?
            .convert()?;
        // Eight awards and twelve supports: each has an anchor of its own.
        assert_eq!(links.len(), 8 + 12, "{links:?}");
        let mut page = String::new();
        for link in links {
            let (file, anchor) = link.split_once('#').expect("a citation names an anchor");
            if file != page {
                tab.goto(file).await?;
                file.clone_into(&mut page);
            }
            let there: bool = tab
                .execute(
                    "return document.getElementById(arguments[0]) !== null",
                    vec![anchor.into()],
                )
                .await?
                .convert()?;
            assert!(there, "{link} leads nowhere");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_alone_skips_the_masthead_and_unfolds_an_award() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        provincial(&tab, &address).await?;
        tab.refresh().await?;
        tab.shows("least", "10 万元").await?;
        tab.press("Tab").await?;
        assert_eq!(
            tab.execute("return document.activeElement.textContent", vec![])
                .await?
                .convert::<String>()?,
            "跳到正文"
        );
        tab.press("Enter").await?;
        takes_focus(&tab, "main").await?;
        tab.arrives("#/result").await?;
        tab.tab_to("it.id.startsWith('head--')").await?;
        tab.press("Enter").await?;
        tab.until("document.activeElement.getAttribute('aria-expanded') === 'true'").await
    })
    .await;
}
