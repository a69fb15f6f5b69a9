//! The worker that computes tables: what is said where it does not come whole, and where it ends in
//! the middle of its work. The page goes on in either case.

use crate::deployment::halved;
use huiqi_browser_tests::{in_browser, serve_after, serve_edited};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const TABLE: &str = "企业名称\t所在地\n甲公司\t枣庄市\n";

#[tokio::test]
async fn a_worker_that_comes_in_half_is_said_and_opens_once_it_is_whole() {
    let is_whole = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_whole);
    let address = serve_edited("/", move |path, reply| {
        let is_module = path.starts_with("/portfolio-") && path.contains(".wasm");
        if is_module && !state.load(Ordering::SeqCst) { halved(reply) } else { reply }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.paste(TABLE).await?;
        tab.shows("desk-fault", "批量测算没有打开").await?;
        // What comes in part is not kept for later visits either.
        let settled = "Promise.resolve(navigator.serviceWorker?.register('sw.js')) \
            .catch(() => null).then((entry) => { \
            const held = entry && (entry.installing || entry.waiting || entry.active); \
            const look = () => { window.settled = held ? held.state : 'redundant' }; look(); \
            if (held) { held.addEventListener('statechange', look) } })";
        tab.execute(settled, vec![]).await?;
        tab.until("window.settled === 'redundant'").await?;
        is_whole.store(true, Ordering::SeqCst);
        tab.paste(TABLE).await?;
        tab.by_id("start").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_ends_after_a_table_leaves_a_page_that_opens_the_next() {
    let held = "const Real = Worker; window.Worker = class extends Real { \
        constructor(address) { super(address); window.held = this } }";
    let address = serve_after(held).await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.paste(TABLE).await?;
        tab.click("start").await?;
        tab.by_id("total-least").await?;
        // As the browser reports a trap of a worker.
        let trap = "held.dispatchEvent(new ErrorEvent('error', { cancelable: true }))";
        tab.execute(trap, vec![]).await?;
        tab.shows("desk-fault", "批量测算中断了").await?;
        tab.until("!document.getElementById('total-least')").await?;
        tab.paste(TABLE).await?;
        tab.click("start").await?;
        tab.by_id("total-least").await.map(|_| ())
    })
    .await;
}
