//! Rules that lie beside the page, without a network: what is kept of them.

use crate::offline::{is_kept, paste_table};
use crate::packs::{Packs, ZAOZHUANG, amended, has_result};
use huiqi_browser_tests::{
    PROVINCIAL, Page, Reply, TestServer, in_browser, next_version, serve_changes, serve_edited,
};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
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

/// The version of the page that a site with packs serves; none where it does not answer.
#[derive(Clone)]
struct Version(Arc<AtomicU8>);

impl Version {
    const FIRST: u8 = 1;
    const NEXT: u8 = 2;
    const NONE: u8 = 0;

    async fn serve(packs: &Packs) -> (Self, String) {
        let version = Self(Arc::new(AtomicU8::new(Self::FIRST)));
        let (state, packs) = (version.clone(), packs.clone());
        let address = serve_edited("/", move |path, reply| match state.0.load(Ordering::SeqCst) {
            Self::NONE => Reply::silence(),
            Self::NEXT => next_version(path, packs.edit("on", path, reply)),
            _ => packs.edit("on", path, reply),
        })
        .await;
        (version, address)
    }

    fn set(&self, version: u8) {
        self.0.store(version, Ordering::SeqCst);
    }
}

const IS_NEXT: &str = "document.querySelector('meta[name=version-two]')";

#[tokio::test]
async fn a_page_that_a_former_version_kept_uses_a_later_pack_or_says_why_not() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let (version, address) = Version::serve(&packs).await;
    in_browser(async move |tab| {
        keeps_the_city(&tab, &address).await?;
        // The site has a next version and a later edition; the page is the one that is kept.
        version.set(Version::NEXT);
        let river = "clear-river-2026.toml";
        packs.publish(&amended(&first, "2027.01", river, "33万元", "44万元"), "");
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}index.html#/result")).await?;
        tab.shows("least", "44 万元").await?;
        tab.shows("opened", "规则已更新到 2027.01").await?;
        tab.until(&format!("!{IS_NEXT}")).await?;
        // The next edition is in a format that only the next version reads.
        packs.publish(&amended(&first, "2027.02", river, "33万元", "55万元"), "");
        packs.change_listed("clear_river-2027.02.huiqi", |bytes| bytes[10] = 255);
        // Loaded anew in place: where no page is open, the next version takes over.
        tab.execute("location.hash = '#/where_and_when'", vec![]).await?;
        tab.by_id("region--clear_river").await?;
        tab.refresh().await?;
        tab.shows("app", "请先更新本工具").await?;
        tab.until(&format!("!{IS_NEXT}")).await?;
        tab.goto(format!("{address}index.html#/result")).await?;
        tab.is_done().await?;
        tab.until("!/(33|44|55)\\s万元/.test(document.getElementById('app').textContent)").await?;
        // The next version is offered, as the sentence asks for.
        tab.shows("update", "页面有新版本").await
    })
    .await;
}

#[tokio::test]
async fn the_next_version_uses_of_what_is_kept_only_packs_that_are_later_than_its_own_rules() {
    let packs = Packs::default();
    let first = Packs::sources();
    let own = huiqi_policies::POLICIES.edition;
    packs.publish(&amended(&first, own, ZAOZHUANG, "10万元", "15万元"), "");
    // By its name, of before the page was built, whose own rules of 枣庄 are later.
    packs.rename_edition(own, "2026.11");
    let (version, address) = Version::serve(&packs).await;
    in_browser(async move |tab| {
        keeps_the_city(&tab, &address).await?;
        // As a former version, which had no later rules of its own, kept it.
        let keep = "fetch('packs/zaozhuang-2026.11.huiqi').then((one) => arguments[0](one.status))";
        assert_eq!(tab.execute_async(keep, vec![]).await?.convert::<u16>()?, 200);
        version.set(Version::NEXT);
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.shows("update", "页面有新版本").await?;
        tab.click("update--take").await?;
        tab.until(IS_NEXT).await?;
        tab.by_id("region--zaozhuang").await?;
        version.set(Version::NONE);
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}index.html#/result")).await?;
        tab.until(IS_NEXT).await?;
        tab.shows("least", "33 万元").await?;
        tab.goto(format!("{address}index.html#/where_and_when")).await?;
        tab.shows("packs", &format!("清江市采用版次 {own}（2026年11月21日公布）")).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        let proof = "document.querySelector('.sheet__proof').textContent";
        tab.until(&format!("{proof}.includes('{own}')")).await
    })
    .await;
}
