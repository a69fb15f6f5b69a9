//! A calculator that a host takes away goes from every browser that kept it.

use super::offline::is_kept;
use huiqi_browser_tests::{Page, Reply, TestServer, in_browser, serve_changes};
use thirtyfour::prelude::WebDriverResult;

/// What a host has in the place of the calculator.
fn withdrawn(path: &str, worker: impl Fn() -> Reply) -> Reply {
    match path.rsplit('/').next() {
        Some("sw.js") => worker(),
        Some("" | "index.html") => Reply::project("hosting/withdrawn/index.html"),
        Some(_) | None => Reply::missing(),
    }
}

fn worker() -> Reply {
    Reply::project("hosting/withdrawn/sw.js")
}

/// Opens the address, waits until the page says that it is withdrawn, and returns what is left of
/// its offline use: the names of caches, and how many workers.
async fn visit(tab: &Page, address: &str) -> WebDriverResult<(String, u32)> {
    tab.goto("about:blank").await?;
    tab.goto(address).await?;
    // From the cache it looks for its worker, and gives way by itself.
    tab.until("document.title === '政策测算已下线'").await?;
    let left = "const done = arguments[0]; Promise.all([caches.keys(), \
        navigator.serviceWorker.getRegistrations()]).then(([names, all]) => \
        done([names.join(), all.length]))";
    tab.execute_async(left, vec![]).await?.convert()
}

#[tokio::test]
async fn a_calculator_that_is_withdrawn_goes_from_every_browser() {
    let TestServer { address, next_version: withdraw, .. } =
        serve_changes("/zhengce/", |path, _| withdrawn(path, worker)).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        // Another deployment's cache stays.
        tab.execute_async("caches.open('huiqi /other/ 1 2').then(() => arguments[0]())", vec![])
            .await?;
        withdraw();
        assert_eq!(visit(&tab, &address).await?.0, "huiqi /other/ 1 2");
        assert_eq!(visit(&tab, &address).await?, ("huiqi /other/ 1 2".to_owned(), 0));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_that_is_left_waiting_takes_place_too() {
    let waits = || worker().with("self.skipWaiting()", "");
    let TestServer { address, next_version: withdraw, .. } =
        serve_changes("/zhengce/", move |path, _| withdrawn(path, waits)).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        withdraw();
        assert_eq!(visit(&tab, &address).await?, (String::new(), 0));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_all_files_are_gone_what_was_kept_goes_with_the_next_visit() {
    let TestServer { address, next_version: remove, .. } =
        serve_changes("/zhengce/", |_, _| Reply::missing()).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        remove();
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        let gone = "(window.gone = window.gone || setInterval(() => caches.keys().then(names => { \
            window.left = names.length }), 50), window.left === 0)";
        tab.until(gone).await?;
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.until("document.body.textContent.includes('404')").await
    })
    .await;
}
