//! 长辈版: one question a screen, large buttons, a result in three lines.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{Page, in_browser, in_chromium, serve, serve_edited};
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use thirtyfour::prelude::WebDriverResult;

/// Answers whatever is asked with 不清楚, until the result; how many screens that took.
async fn to_the_result(tab: &Page) -> WebDriverResult<usize> {
    for screens in 1..30 {
        tab.is_done().await?;
        let script = "return document.querySelector('[id$=--unclear]')?.id";
        let Some(unclear) = tab.execute(script, vec![]).await?.convert::<Option<String>>()? else {
            tab.by_id("lines").await?;
            return Ok(screens);
        };
        tab.read_and_click(&unclear).await?;
        // A field's own tick leads nowhere by itself.
        let script = "return Boolean(document.querySelector('input[id$=--unclear]')?.checked)";
        if tab.execute(script, vec![]).await?.convert::<bool>()? {
            tab.read_and_click("next").await?;
        }
    }
    panic!("thirty screens lead to no result");
}

#[tokio::test]
async fn one_question_a_screen_leads_to_three_lines_and_a_telephone() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("large").await?;
        tab.until("document.querySelector('button.big')").await?;
        tab.click("region--zaozhuang").await?;
        tab.until("!document.getElementById('region--zaozhuang')").await?;
        assert!(to_the_result(&tab).await? > 3, "each question has a screen of its own");
        tab.until("document.querySelectorAll('#lines li').length === 3").await?;
        tab.until("document.getElementById('call').href === 'tel:12345'").await?;
        tab.click("contrast").await?;
        tab.until("document.documentElement.classList.contains('contrast')").await?;
        tab.click("contrast").await?;
        tab.click("again").await?;
        tab.until("document.querySelector('#region--zaozhuang[aria-pressed=true]')").await?;
        tab.execute("location.hash = '#/result'", vec![]).await?;
        tab.by_id("lines").await?;
        // Everything in detail is one press away.
        tab.click("details").await?;
        tab.shows("least", "0 元").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn the_simple_mode_fits_a_small_phone() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("large").await?;
        tab.until("document.querySelector('button.big')").await?;
        let fits = async |name: &str| -> WebDriverResult<()> {
            for width in [320, 390, 820, 1280] {
                resize(&tab, width, 1200).await?;
                let wide = "return document.documentElement.scrollWidth";
                let wide: u32 = tab.execute(wide, vec![]).await?.convert()?;
                assert!(wide <= width, "{name} is {wide} wide at {width}");
                let low = "return [...document.querySelectorAll('.big')].filter(one => \
                    one.getBoundingClientRect().height < 72).map(one => one.id)";
                let low: Vec<String> = tab.execute(low, vec![]).await?.convert()?;
                assert!(low.is_empty(), "{name}: {low:?} are not large");
                keep_picture(&tab, &format!("{name}-{width}")).await?;
            }
            Ok(())
        };
        fits("simple-start").await?;
        tab.click("region--zaozhuang").await?;
        tab.until("!document.getElementById('region--zaozhuang')").await?;
        fits("simple").await?;
        to_the_result(&tab).await?;
        fits("simple-result").await
    })
    .await;
}

#[tokio::test]
async fn the_telephone_of_the_portal_takes_the_place_of_12345() {
    let site = r#"{ "title": "惠企", "contacts": [{ "office": "枣庄市企业服务中心",
        "phone": "0632-331 2345转8001" }] }"#;
    let head = Site::read(site, &POLICIES).expect("settings that can be").head();
    let address = serve_edited("/", move |path, reply| match path {
        "/" | "/index.html" => reply.with("<meta name=\"huiqi-title\" content=\"惠企\">\n", &head),
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.click("large").await?;
        tab.shows("call", "0632-331 2345转8001").await?;
        // What is dialled is the number, and not the extension behind it.
        tab.until("document.getElementById('call').href === 'tel:06323312345'").await?;
        tab.shows("main", "枣庄市工业和信息化局").await?;
        tab.shows("main", "这是枣庄市企业服务中心的电话").await?;
        tab.shows("main", "打不通，拨 12345").await
    })
    .await;
}

#[tokio::test]
async fn how_it_looks_lasts_over_visits_and_is_of_the_simple_mode_alone() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let colour = "getComputedStyle(document.body).backgroundColor";
        tab.goto(&address).await?;
        tab.click("large").await?;
        tab.clicks(&["contrast", "pointer"]).await?;
        tab.until(&format!("{colour} === 'rgb(0, 0, 0)'")).await?;
        tab.goto("about:blank").await?;
        let next = tab.new_tab().await?;
        tab.switch_to_window(next).await?;
        tab.goto(&address).await?;
        tab.until(&format!("{colour} === 'rgb(0, 0, 0)'")).await?;
        tab.until("getComputedStyle(document.body).cursor.startsWith('url')").await?;
        tab.until("document.getElementById('contrast').getAttribute('aria-pressed') === 'true'")
            .await?;
        tab.click("large").await?;
        tab.until(&format!("{colour} === 'rgb(255, 255, 255)'")).await?;
        tab.click("large").await?;
        tab.clicks(&["contrast", "pointer"]).await?;
        tab.until(&format!("{colour} === 'rgb(255, 255, 255)'")).await?;
        tab.refresh().await?;
        tab.by_id("contrast").await?;
        tab.until(&format!("{colour} === 'rgb(255, 255, 255)'")).await
    })
    .await;
}

#[tokio::test]
async fn the_simple_mode_by_the_keyboard_alone() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        let press = async |id: &str| -> WebDriverResult<()> {
            tab.tab_to(&format!("it.id === '{id}'")).await?;
            tab.read_and_enter().await?;
            tab.until("document.activeElement.id === 'heading'").await
        };
        tab.tab_to("it.id === 'large'").await?;
        tab.press("Enter").await?;
        tab.until("document.querySelector('button.big')").await?;
        press("region--zaozhuang").await?;
        press("certification_tier--provincial").await?;
        // Several may be ticked; then one goes on.
        tab.tab_to("it.id === 'first_certified_tiers--provincial'").await?;
        tab.press("Space").await?;
        tab.until(
            "document.querySelector('#first_certified_tiers--provincial[aria-pressed=true]')",
        )
        .await?;
        press("next").await?;
        press("listings--nothing").await?;
        press("smart_factory_award--none").await?;
        tab.tab_to("it.id === 'government_show_booth_fee_yuan'").await?;
        tab.action_chain().send_keys("8万").perform().await?;
        press("next").await?;
        press("platform_contest_prize--none").await?;
        press("claimed_elsewhere--nothing").await?;
        tab.by_id("lines").await?;
        tab.shows("heading", "可以申报 14 万元").await?;
        tab.tab_to("it.id === 'call'").await?;
        press("again").await?;
        tab.until("document.querySelector('#region--zaozhuang[aria-pressed=true]')").await
    })
    .await;
}
