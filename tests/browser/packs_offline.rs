//! Rules that lie beside the page, without a network: what is kept of them.

use crate::offline::{is_kept, paste_table};
use crate::packs::{Packs, has_result};
use huiqi_browser_tests::{Page, TestServer, in_browser, serve_changes, serve_edited};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use thirtyfour::prelude::WebDriverResult;

/// Waits until the index and a pack are kept.
async fn are_kept(tab: &Page) -> WebDriverResult<()> {
    let script = "const done = arguments[0]; const look = () => caches.keys()
        .then(names => Promise.all(names.filter(name => / packs$/.test(name))
            .map(name => caches.open(name).then(cache => cache.keys()))))
        .then(kept => { const ends = kept.flat().map(one => one.url.split('.').pop());
            return ['json', 'huiqi'].every(end => ends.includes(end)) })
        .then(are => are ? done(true) : setTimeout(look, 50)); look()";
    tab.execute_async(script, vec![]).await.map(|_| ())
}

/// Serves the packs of the first edition, and a worker that takes over at once.
async fn served() -> (Packs, TestServer) {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let edit = packs.clone();
    let server = serve_changes("/zhengce/", move |path, reply| edit.edit("on", path, reply)).await;
    (server.next_version)();
    (packs, server)
}

/// A result of the city that only a pack knows; what was fetched before there was a worker is kept
/// by it too.
async fn keeps_the_city(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.shows("region--clear_river", "清江市").await?;
    has_result(tab, "clear_river", "33 万元").await?;
    is_kept(tab).await?;
    are_kept(tab).await
}

/// The worker's script is sent once the pack was asked for, and the pack once the worker has taken
/// over. The wait lies in a thread of its own: what else the server has to answer goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_pack_on_its_way_is_kept_when_the_worker_takes_over() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    let (asked, is_asked) = channel();
    let (taken_over, is_taken_over) = channel();
    let waits = Mutex::new((Some(is_asked), Some(is_taken_over)));
    let address = serve_edited("/", move |path, reply| {
        let wait = {
            let mut waits = waits.lock().expect("no test failed");
            match path {
                "/sw.js" => waits.0.take(),
                _ if path.ends_with(".huiqi") => {
                    // The second time nobody waits for it.
                    let _ = asked.send(());
                    waits.1.take()
                }
                _ => None,
            }
        };
        if let Some(wait) = wait {
            // Where the test has failed, nobody sends.
            let _ = tokio::task::block_in_place(|| wait.recv());
        }
        packs.edit("on", path, reply)
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("region--clear_river", "清江市").await?;
        // Not as the other tests press: they wait for what it leads to.
        tab.execute("document.getElementById('region--clear_river').click()", vec![]).await?;
        is_kept(&tab).await?;
        taken_over.send(()).expect("the pack waits");
        tab.arrives("#/certification").await?;
        are_kept(&tab).await
    })
    .await;
}

#[tokio::test]
async fn packs_that_were_used_work_without_a_network() {
    let (_, TestServer { address, stop, .. }) = served().await;
    in_browser(async move |tab| {
        keeps_the_city(&tab, &address).await?;
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

/// A host that is being changed answers with anything: what it sends in place of an index is said,
/// and is not kept in the place of the one that was read.
#[tokio::test]
async fn a_broken_index_does_not_take_the_place_of_the_one_that_is_kept() {
    let (packs, TestServer { address, stop, .. }) = served().await;
    in_browser(async move |tab| {
        keeps_the_city(&tab, &address).await?;
        for broken in ["<!doctype html><title>维护中</title>", "{\"format\":1,\"editions\":["] {
            packs.change("index.json", |bytes| *bytes = broken.as_bytes().to_vec());
            tab.goto("about:blank").await?;
            tab.goto(format!("{address}index.html#/region")).await?;
            tab.shows("not-newest", "这个网站后来公布的规则").await?;
        }
        stop();
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}index.html#/result")).await?;
        tab.shows("least", "33 万元").await
    })
    .await;
}
