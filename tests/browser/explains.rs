//! Why, why not, what if: the way from an award to a question and back, near misses, the ladder,
//! both readings, any day.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{
    NATIONAL_GIANT, arrives, by_id, click, clicks, go_on, in_browser, in_chromium, is_chromium_for,
    nothing_elsewhere, press, serve, shows, tab_to, type_into, until, was_quiet,
};
use thirtyfour::prelude::{Key, WebDriver, WebDriverResult};

/// A provincial company of Zaozhuang, all answered.
async fn provincial(driver: &WebDriver, address: &str) -> WebDriverResult<()> {
    driver.goto(address).await?;
    click(driver, "region--zaozhuang").await?;
    type_into(driver, "on", "2026-11-21").await?;
    driver.goto(format!("{address}#/all")).await?;
    arrives(driver, "#/all").await?;
    clicks(
        driver,
        &[
            "certification_tier--provincial",
            "first_certified_tiers--provincial",
            "claimed_elsewhere--nothing",
            "listings--nothing",
            "smart_factory_award--none",
            "platform_contest_prize--none",
        ],
    )
    .await?;
    type_into(driver, "government_show_booth_fee_yuan", "0").await?;
    driver.goto(format!("{address}#/result")).await?;
    arrives(driver, "#/result").await?;
    shows(driver, "least", "10 万元").await
}

/// Keeps pictures where they are asked for, and holds every width and paper to their limits.
pub(crate) async fn pictures(driver: &WebDriver, name: &str) -> WebDriverResult<()> {
    if !is_chromium_for("widths and paper are set over the devtools protocol") {
        return Ok(());
    }
    for (width, media) in [(320, ""), (390, ""), (820, ""), (1280, ""), (794, "print")] {
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": media }))
            .await?;
        resize(driver, width, 1000).await?;
        let size: Vec<u32> = driver
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
        let beyond: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
        assert!(size[0] <= width, "{name} is {} wide on {width} {media}: {beyond:?}", size[0]);
        if std::env::var("HUIQI_SCREENSHOTS").is_ok() {
            resize(driver, width, size[1]).await?;
            keep_picture(driver, &format!("{name}-{width}{media}")).await?;
        }
    }
    driver.cdp().send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" })).await?;
    resize(driver, 1280, 1000).await
}

async fn texts(driver: &WebDriver, selector: &str) -> WebDriverResult<Vec<String>> {
    driver
        .execute(
            format!(
                "return [...document.querySelectorAll('{selector}')].map(part => part.innerText)"
            ),
            vec![],
        )
        .await?
        .convert()
}

/// Waits until what holds the focus has this id.
async fn takes_focus(driver: &WebDriver, id: &str) -> WebDriverResult<()> {
    until(driver, &format!("document.activeElement.id === '{id}'")).await
}

#[tokio::test]
async fn a_condition_leads_to_its_question_and_back_to_the_award() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        provincial(&driver, &address).await?;
        let award = "zaozhuang-srdi-2022/listing-neeq";
        let head = format!("head--{award}");
        by_id(&driver, &head).await?.send_keys(Key::Enter + "").await?;
        let body: String =
            driver.execute(format!("return document.getElementById('{award}').querySelector('.award__body').innerText"), vec![]).await?.convert()?;
        // The sentence comes first, the clause after the conditions.
        let positions: Vec<Option<usize>> = ["不", "在新三板挂牌", "三（九）"].iter().map(|words| body.find(words)).collect();
        assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{body}");
        let jump = format!("document.getElementById('{award}').querySelector('.jump')");
        driver.execute(format!("{jump}.focus(); {jump}.click()"), vec![]).await?;
        arrives(&driver, "#/listing").await?;
        takes_focus(&driver, "listings--main_board").await?;
        click(&driver, "listings--neeq").await?;
        shows(&driver, "next", "回到结果").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/result").await?;
        takes_focus(&driver, &head).await?;
        assert_eq!(by_id(&driver, &head).await?.attr("aria-expanded").await?.as_deref(), Some("true"));
        // The quotation now counts, 100 beside 10; whether it was paid elsewhere is open.
        shows(&driver, "least", "0 元").await?;
        shows(&driver, "most", "110 万元").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn near_misses_are_priced_in_order_and_one_becomes_a_case() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        provincial(&driver, &address).await?;
        // 新三板 100; the national title 30 in place of 10; a regional board 10; then what raises
        // only the ceiling.
        let found = texts(&driver, "#near .near__item").await?;
        for (item, (gain, ends)) in found.iter().zip([
            ("+100 万元", "110 万元"),
            ("+20 万元", "30 万元"),
            ("+10 万元", "20 万元"),
            ("最多 +1,000 万元", "1,010 万元"),
            ("最多 +20 万元", "30 万元"),
        ]) {
            assert!(
                item.starts_with(gain) && item.contains(ends),
                "{item:?} is not {gain} to {ends}"
            );
        }
        assert_eq!(found.len(), 5, "the boards that bring the same are one item");
        assert!(
            found[3].contains("只提高上限") && !found[2].contains("只提高上限"),
            "only the ceiling rises: {}",
            found[3]
        );
        for award in ["listing-neeq", "smart-factory"] {
            click(&driver, &format!("head--zaozhuang-srdi-2022/{award}")).await?;
        }
        pictures(&driver, "near").await?;
        click(&driver, "try--move--list-on-neeq").await?;
        arrives(&driver, "#/compare").await?;
        shows(&driver, "case-least--0", "10 万元").await?;
        shows(&driver, "case-least--1", "110 万元").await?;
        shows(&driver, "case-least--1", "+100 万元").await?;
        shows(&driver, "cmp--listings", "不同").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn a_threshold_says_what_is_missing_and_an_ended_document_gives_no_advice() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--sanmenxia").await?;
        type_into(&driver, "on", "2025-12-31").await?;
        driver.goto(format!("{address}#/all")).await?;
        arrives(&driver, "#/all").await?;
        click(&driver, "certification_tier--provincial").await?;
        click(&driver, "project_in_scope--yes").await?;
        type_into(&driver, "project_investment_yuan", "150万").await?;
        type_into(&driver, "project_cap_yuan", "500万").await?;
        type_into(&driver, "project_investment_yuan", "138万").await?;
        driver.goto(format!("{address}#/result")).await?;
        shows(&driver, "move--invest-in-project", "还差 12 万元").await?;
        shows(&driver, "move--invest-in-project", "+60 万元").await?;
        // The same answers a day later: nothing is advised, the last valid day is one click away.
        type_into(&driver, "on", "2026-01-01").await?;
        shows(&driver, "most", "0 元").await?;
        assert!(texts(&driver, "#near").await?.is_empty());
        let line = by_id(&driver, "timeline").await?.attr("aria-label").await?.unwrap_or_default();
        assert!(line.contains("申报日期 2026年1月1日"), "{line}");
        shows(&driver, "timeline", "2022年4月22日至2025年12月31日").await?;
        until(
            &driver,
            "document.querySelectorAll('#timeline .bar-guide').length > 1 && \
             document.querySelectorAll('#timeline .bar-chosen').length > 1",
        )
        .await?;
        click(&driver, "day--2025-12-31").await?;
        shows(&driver, "move--invest-in-project", "还差 12 万元").await
    })
    .await;
}

#[tokio::test]
async fn the_ladder_pays_thirty_in_one_year_and_forty_in_two() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/certification")).await?;
        click(&driver, "certification_tier--municipal").await?;
        // A listing may pay more with any title: without one, only winning pays.
        driver.goto(format!("{address}#/listing")).await?;
        click(&driver, "listings--nothing").await?;
        nothing_elsewhere(&driver, "certification").await?;
        driver.goto(format!("{address}#/result")).await?;
        click(&driver, "ladder").await?;
        arrives(&driver, "#/ladder").await?;
        shows(&driver, "rung--municipal", "已经获得").await?;
        shows(&driver, "rung--provincial", "10 万元").await?;
        shows(&driver, "rung--national_giant", "30 万元").await?;
        let rungs = by_id(&driver, "rungs").await?.text().await?;
        assert!(!rungs.contains("重点"), "nothing pays for it: {rungs}");
        for words in ["40 万元", "30 万元", "10 万元"] {
            shows(&driver, "pairs", words).await?;
        }
        // Under the other reading both pay in one year too, and the page says which reading it is.
        driver.goto(format!("{address}#/ladder?other=zaozhuang-srdi-2022/same-title")).await?;
        shows(&driver, "other-readings", "两个不同的称号").await?;
        pictures(&driver, "ladder-other").await?;
        let pairs = by_id(&driver, "pairs").await?.text().await?;
        assert!(pairs.contains("40 万元") && !pairs.contains("30 万元"), "{pairs}");
        click(&driver, "back").await?;
        arrives(&driver, "#/result?other=zaozhuang-srdi-2022/same-title").await
    })
    .await;
}

#[tokio::test]
async fn the_other_reading_is_marked_on_the_page_in_the_address_and_on_paper() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/certification")).await?;
        clicks(&driver, &NATIONAL_GIANT).await?;
        nothing_elsewhere(&driver, "certification").await?;
        driver.goto(format!("{address}#/result")).await?;
        shows(&driver, "least", "30 万元").await?;
        let award = "zaozhuang-srdi-2022/first-certification-provincial";
        click(&driver, &format!("head--{award}")).await?;
        click(&driver, &format!("switch--zaozhuang-srdi-2022/same-title--{award}")).await?;
        shows(&driver, "least", "40 万元").await?;
        shows(&driver, "other-readings", "按另一种理解").await?;
        pictures(&driver, "result-other").await?;
        arrives(&driver, "#/result?other=zaozhuang-srdi-2022/same-title").await?;
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        let sheet: String = driver
            .execute("return document.querySelector('.sheet').innerText", vec![])
            .await?
            .convert()?;
        assert!(
            sheet.contains("按另一种理解测算") && sheet.contains("40 万元"),
            "paper says it too: {sheet}"
        );
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" }))
            .await?;
        // The mark stays on every page, and a refresh keeps it.
        driver
            .goto(format!("{address}#/certification?other=zaozhuang-srdi-2022/same-title"))
            .await?;
        shows(&driver, "live", "按另一种理解").await?;
        driver.refresh().await?;
        shows(&driver, "live", "目前可确定 40 万元").await?;
        driver.execute("document.querySelector('#other-readings button').click()", vec![]).await?;
        shows(&driver, "live", "目前可确定 30 万元").await?;
        arrives(&driver, "#/certification").await
    })
    .await;
}

#[tokio::test]
async fn a_bad_address_gets_a_page_and_loses_nothing() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        provincial(&driver, &address).await?;
        for bad in [
            "#/nowhere",
            "#/result?other=mars",
            "#/result?other=",
            "#/%00",
            "#//",
            "#/result?<script>",
        ] {
            driver.goto(format!("{address}{bad}")).await?;
            shows(&driver, "heading", "没有这个页面").await?;
            assert!(by_id(&driver, "main").await?.text().await?.contains("您的答案没有变"));
        }
        driver
            .execute(
                "[...document.querySelectorAll('#main a')].find(link => link.hash === \
                 '#/result').click()",
                vec![],
            )
            .await?;
        shows(&driver, "least", "10 万元").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn every_citation_of_a_result_leads_to_its_place_in_the_library() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        provincial(&driver, &address).await?;
        let links: Vec<String> = driver
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
                driver.goto(file).await?;
                file.clone_into(&mut page);
            }
            let there: bool = driver
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
    in_browser(async move |driver| {
        provincial(&driver, &address).await?;
        driver.refresh().await?;
        shows(&driver, "least", "10 万元").await?;
        press(&driver, "Tab").await?;
        assert_eq!(
            driver
                .execute("return document.activeElement.textContent", vec![])
                .await?
                .convert::<String>()?,
            "跳到正文"
        );
        press(&driver, "Enter").await?;
        takes_focus(&driver, "main").await?;
        arrives(&driver, "#/result").await?;
        tab_to(&driver, "it.id.startsWith('head--')").await?;
        press(&driver, "Enter").await?;
        until(&driver, "document.activeElement.getAttribute('aria-expanded') === 'true'").await
    })
    .await;
}
