//! 长辈版: one question a screen, large buttons, a result in three lines.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{Page, in_browser, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;

/// Answers whatever is asked with 不清楚, until the result; how many screens that took.
async fn to_the_result(tab: &Page) -> WebDriverResult<usize> {
    for screens in 1..30 {
        tab.is_done().await?;
        let script = "const unclear = document.querySelector('[id$=--unclear]'); \
            if (unclear) { unclear.click() } return Boolean(unclear)";
        if !tab.execute(script, vec![]).await?.convert::<bool>()? {
            tab.by_id("lines").await?;
            return Ok(screens);
        }
        tab.is_done().await?;
        // A field's own tick leads nowhere by itself.
        let script = "const tick = document.querySelector('input[id$=--unclear]'); \
            if (tick && tick.checked) { document.getElementById('next').click() }";
        tab.execute(script, vec![]).await?;
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
