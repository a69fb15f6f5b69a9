//! The day of the claim: one that nobody chose is today's, whenever the page is looked at.

use huiqi_browser_tests::{Page, in_browser, serve_after};
use thirtyfour::prelude::WebDriverResult;

/// The clock shows what a cookie says; the test sets it, also while the page is open.
const CLOCK: &str = "const Real = Date; window.Date = class extends Real { constructor(...parts) \
    { const found = /clock=([^;]*)/.exec(document.cookie); \
    parts.length || !found ? super(...parts) : super(found[1]) } }";

async fn set_clock(tab: &Page, time: &str) -> WebDriverResult<()> {
    tab.execute(format!("document.cookie = 'clock={time}; path=/'"), vec![]).await.map(|_| ())
}

/// 新政文〔2022〕8号 pays 50万元 for a first national title and ended on 2025-12-31.
async fn answer(tab: &Page, address: &str, day: Option<&str>) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--xinxiang").await?;
    if let Some(day) = day {
        tab.arrives("#/result").await?;
        tab.on_day(day).await?;
    }
    tab.execute("location.hash = '#/all'", vec![]).await?;
    tab.by_id("certification_tier--national_giant").await?;
    tab.clicks(&["certification_tier--national_giant", "first_certified_tiers--national_giant"])
        .await?;
    tab.click("claimed_elsewhere--nothing").await
}

#[tokio::test]
async fn a_visitor_of_december_is_told_what_holds_in_january() {
    let address = serve_after(CLOCK).await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        set_clock(&tab, "2025-12-20T12:00").await?;
        answer(&tab, &address, None).await?;
        tab.click("to-result").await?;
        tab.shows("least", "50 万元").await?;
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}library/index.html")).await?;
        set_clock(&tab, "2026-01-10T12:00").await?;
        // The same tab, and a new one.
        for _ in 0..2 {
            tab.goto(format!("{address}#/result")).await?;
            tab.shows("heading", "已经到期").await?;
            tab.click("to-portfolio").await?;
            tab.paste("企业名称\t所在地\n甲公司\t新乡市\n").await?;
            let day = tab.by_id("table-on").await?.prop("value").await?;
            assert_eq!(day.as_deref(), Some("2026-01-10"));
            tab.goto(format!("{address}#/certification")).await?;
            let on = tab.by_id("on").await?.prop("value").await?;
            assert_eq!(on.as_deref(), Some("2026-01-10"));
            let next = tab.new_tab().await?;
            tab.switch_to_window(next).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_page_left_open_over_midnight_shows_the_new_day() {
    let address = serve_after(CLOCK).await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        set_clock(&tab, "2025-12-31T23:59").await?;
        answer(&tab, &address, None).await?;
        // The day is shown by the whole page.
        tab.click("to-result").await?;
        tab.arrives("#/result").await?;
        tab.execute("location.hash = '#/all'", vec![]).await?;
        tab.live_total("500000", None).await?;
        set_clock(&tab, "2026-01-01T00:01").await?;
        // No press: somebody looks at the window again.
        tab.execute("dispatchEvent(new Event('focus'))", vec![]).await?;
        tab.live_total("0", None).await?;
        let on = tab.by_id("on").await?.prop("value").await?;
        assert_eq!(on.as_deref(), Some("2026-01-01"));
        // Nor that: the page looks by itself.
        set_clock(&tab, "2025-12-31T23:59").await?;
        tab.live_total("500000", None).await?;
        set_clock(&tab, "2026-01-01T00:01").await?;
        tab.click("to-result").await?;
        tab.shows("heading", "已经到期").await
    })
    .await;
}

#[tokio::test]
async fn a_day_that_was_chosen_stays_and_says_that_it_is_not_today() {
    let address = serve_after(CLOCK).await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        set_clock(&tab, "2026-01-10T12:00").await?;
        answer(&tab, &address, Some("2025-12-31")).await?;
        tab.shows("on--other", "这一天不是今天，今天是2026年1月10日").await?;
        tab.live_total("500000", None).await?;
        tab.click("to-result").await?;
        tab.shows("another-day", "回算：按2025年12月31日申报").await?;
        tab.refresh().await?;
        tab.shows("least", "50 万元").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.click("to-today").await?;
        tab.until("document.getElementById('on').value === '2026-01-10'").await?;
        tab.until("!document.getElementById('on--other')").await?;
        // From then on it follows the calendar again.
        set_clock(&tab, "2026-01-11T12:00").await?;
        tab.first_step().await?;
        tab.click("region--sanmenxia").await?;
        tab.arrives("#/result").await?;
        tab.until("document.getElementById('on').value === '2026-01-11'").await?;
        // An example has a day of its own only where its document has ended.
        tab.click("to-cases").await?;
        tab.open_company("北交所").await?;
        tab.arrives("#/result").await?;
        tab.shows("main", "2026年1月11日申报").await
    })
    .await;
}
