//! Rules that lie beside the page, without a network: what is kept of them.

use crate::offline::{is_kept, paste_table};
use crate::packs::{Packs, has_result};
use huiqi_browser_tests::{Page, TestServer, in_browser, serve_changes};
use thirtyfour::prelude::WebDriverResult;

/// Waits until the index and a pack are kept.
async fn are_kept(tab: &Page) -> WebDriverResult<()> {
    let script = "const done = arguments[0]; const look = () => caches.keys()
        .then(names => Promise.all(names.filter(name => / packs$/.test(name))
            .map(name => caches.open(name).then(cache => cache.keys()))))
        .then(kept => kept.flat().length > 1 ? done(true) : setTimeout(look, 50)); look()";
    tab.execute_async(script, vec![]).await.map(|_| ())
}

#[tokio::test]
async fn packs_that_were_used_work_without_a_network() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let edit = packs.clone();
    let TestServer { address, stop, next_version } =
        serve_changes("/zhengce/", move |path, reply| edit.edit("on", path, reply)).await;
    next_version();
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        has_result(&tab, "clear_river", "33 万元").await?;
        is_kept(&tab).await?;
        // What was fetched before there was a worker is kept by it too.
        are_kept(&tab).await?;
        stop();
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}index.html#/result")).await?;
        tab.shows("least", "33 万元").await?;
        tab.goto(format!("{address}index.html#/portfolio")).await?;
        paste_table(&tab).await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.shows("app", "33 万元").await
    })
    .await;
}
