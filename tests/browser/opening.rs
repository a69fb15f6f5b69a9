//! Presses in the moments in which the page changes hands: the whole takes the place of the part
//! that is loaded first, or the page is left.

use huiqi_browser_tests::{Page, before, in_browser, serve, serve_edited};
use thirtyfour::prelude::WebDriverResult;

/// Holds what the whole page starts with until `arrive` is called; the part that is loaded first is
/// started at once.
const HELD: &str = "const start = WebAssembly.instantiate; let parts = 0;
WebAssembly.instantiate = (...all) => {
    parts += 1;
    return parts === 1 ? start(...all) : start(...all).then((made) => new Promise((done) => {
        window.arrive = () => done(made);
    }));
};";

/// Opens the first questions of Zaozhuang, from where the whole page has only to arrive.
async fn before_the_whole(tab: &Page) -> WebDriverResult<()> {
    let address = serve_edited("/", |path, reply| before(HELD, path, reply)).await;
    tab.goto(&address).await?;
    tab.by_id("region--zaozhuang").await?;
    tab.until("window.huiqiIsPrepared && huiqiIsPrepared()").await?;
    tab.execute("document.getElementById('region--zaozhuang').click()", vec![]).await?;
    tab.until("window.arrive").await?;
    tab.by_id("certification_tier--provincial").await.map(|_| ())
}

/// Waits until the whole page is there, and checks that it has the answer.
async fn has_provincial(tab: &Page) -> WebDriverResult<()> {
    tab.is_done().await?;
    tab.until("document.getElementById('certification_tier--provincial').checked").await?;
    tab.until("Object.values(sessionStorage).some((kept) => /tier\\s=provincial/.test(kept))").await
}

#[tokio::test]
async fn a_press_in_whose_course_the_whole_page_arrives_is_kept() {
    in_browser(async move |tab| {
        before_the_whole(&tab).await?;
        // What has arrived goes on between two listeners of one press.
        tab.execute(
            "addEventListener('click', () => arrive(), { capture: true, once: true })",
            vec![],
        )
        .await?;
        let option = tab.by_id("certification_tier--provincial").await?;
        tab.action_chain().move_to_element_center(&option).click().perform().await?;
        has_provincial(&tab).await
    })
    .await;
}

#[tokio::test]
async fn what_is_held_down_while_the_whole_page_arrives_is_pressed() {
    in_browser(async move |tab| {
        before_the_whole(&tab).await?;
        let option = tab.by_id("certification_tier--provincial").await?;
        tab.action_chain().move_to_element_center(&option).click_and_hold().perform().await?;
        tab.until("document.querySelector(':active')").await?;
        tab.execute("arrive()", vec![]).await?;
        // It would be in its place in the next turn.
        tab.execute_async("setTimeout(() => setTimeout(arguments[0]))", vec![]).await?;
        tab.action_chain().release().perform().await?;
        has_provincial(&tab).await
    })
    .await;
}

#[tokio::test]
async fn who_types_while_the_whole_page_arrives_goes_on_in_the_same_field() {
    in_browser(async move |tab| {
        before_the_whole(&tab).await?;
        tab.execute("location.hash = '#/trade_shows'", vec![]).await?;
        let field = tab.by_id("government_show_booth_fee_yuan").await?;
        field.send_keys("860").await?;
        tab.execute("document.activeElement.setSelectionRange(1, 1); arrive()", vec![]).await?;
        tab.is_done().await?;
        tab.until("document.activeElement.id === 'government_show_booth_fee_yuan'").await?;
        tab.until("document.activeElement.selectionStart === 1").await?;
        tab.action_chain().send_keys("5").perform().await?;
        tab.until("document.activeElement.value === '8560'").await?;
        tab.until("Object.values(sessionStorage).some((kept) => /=?8560/.test(kept))").await
    })
    .await;
}

#[tokio::test]
async fn a_press_just_before_the_page_is_left_is_kept() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.first_step().await?;
        let leave = "document.getElementById('region--jincheng').click(); \
            location.href = 'library/index.html'";
        tab.execute(leave, vec![]).await?;
        tab.until("location.pathname.endsWith('library/index.html')").await?;
        let kept: String =
            tab.execute("return JSON.stringify(localStorage)", vec![]).await?.convert()?;
        assert!(kept.contains("jincheng") && !kept.contains("zaozhuang"), "{kept}");
        tab.goto(&address).await?;
        tab.has_region("jincheng").await
    })
    .await;
}

/// Shows a clock by which every drawing takes so long that Yew puts off what follows it.
const SLOW_CLOCK: &str =
    "const now = Date.now; let more = 0; Date.now = () => now() + (more += 20)";

/// Presses 晋城, leaves the page as soon as that is drawn, and hands back what is stored then.
const LEFT_ONCE_DRAWN: &str = "const done = arguments[0]; \
    new MutationObserver((_, observer) => { \
        if (document.getElementById('region--jincheng')) { return } \
        observer.disconnect(); dispatchEvent(new Event('pagehide')); \
        done(JSON.stringify(localStorage)); \
    }).observe(document.getElementById('app'), { childList: true, subtree: true }); \
    document.getElementById('region--jincheng').click()";

#[tokio::test]
async fn what_is_drawn_when_the_page_is_left_is_kept() {
    let address = serve_edited("/", |path, reply| before(SLOW_CLOCK, path, reply)).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--jincheng").await?;
        let kept: String = tab.execute_async(LEFT_ONCE_DRAWN, vec![]).await?.convert()?;
        assert!(kept.contains("jincheng"), "{kept}");
        Ok(())
    })
    .await;
}
