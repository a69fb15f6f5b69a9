//! Without a network, after one visit; a new version that asks first.

use huiqi_browser_tests::{
    Folder, PROVINCIAL, Page, TestServer, in_browser, is_not_webkit_for, serve_versions,
};
use thirtyfour::prelude::WebDriverResult;

/// Waits until a worker has taken over and the page's own look for a newer one is over: with a page
/// that is left in the middle of it, Chromium now and then does not look again for the next page.
async fn is_kept(tab: &Page) -> WebDriverResult<()> {
    let script = "const done = arguments[0]; const workers = navigator.serviceWorker;
        const looked = () => workers.ready.then(registration => registration.update()).then(() => \
        done(true));
        if (workers.controller) looked(); else workers.addEventListener('controllerchange', \
        looked)";
    tab.execute_async(script, vec![]).await.map(|_| ())
}

/// Pastes a table of one company that says no region; the region of the page is taken.
pub(crate) async fn paste_table(tab: &Page) -> WebDriverResult<()> {
    tab.paste("企业名称\t最高认定\n甲\tprovincial").await?;
    tab.click("start").await
}

#[tokio::test]
async fn after_one_visit_everything_works_without_a_network() {
    let TestServer { address, stop, .. } = serve_versions("/zhengce/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        stop();
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.go_on().await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.goto(format!("{address}index.html#/ladder")).await?;
        tab.shows("heading", "晋级路线").await?;
        // The worker that computes tables is there too.
        tab.goto(format!("{address}index.html#/portfolio")).await?;
        paste_table(&tab).await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.goto(format!("{address}library/index.html")).await?;
        tab.type_into("page--query", "展位费").await?;
        tab.shows("page--found", "找到").await
    })
    .await;
}

#[tokio::test]
async fn a_new_version_asks_first_and_takes_the_place_of_the_old_one() {
    let TestServer { address, next_version, .. } = serve_versions("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        next_version();
        tab.goto(&address).await?;
        let is_new = "return document.querySelector('meta[name=version-two]') !== null";
        assert!(!tab.execute(is_new, vec![]).await?.convert::<bool>()?, "the old version is \
            shown until the visitor agrees");
        let from = std::time::Instant::now();
        while !tab.by_id("update").await?.text().await?.contains("页面有新版本") {
            tab.execute_async("requestAnimationFrame(() => arguments[0]())", vec![]).await?;
            if from.elapsed().as_secs() > 12 {
            let state: String = tab.execute_async("const d=arguments[0];navigator.serviceWorker.getRegistration().then(async r => d(JSON.stringify([r.installing&&r.installing.state, r.waiting&&r.waiting.state, r.active&&r.active.state, navigator.serviceWorker.controller&&navigator.serviceWorker.controller.state, await caches.keys(), performance.now(), document.querySelector('script[src$=\"offline.js\"]')!==null])), e => d(String(e)))", vec![]).await?.convert()?;
            panic!("STUCK {state}");
            }
        }
        tab.shows("update", "页面有新版本").await?;
        tab.click("region--zaozhuang").await?;
        tab.click("update--later").await?;
        assert!(!tab.by_id("update").await?.is_displayed().await?);
        tab.goto(&address).await?;
        tab.shows("update", "页面有新版本").await?;
        tab.click("update--take").await?;
        tab.until("document.querySelector('meta[name=version-two]')").await?;
        assert!(tab.by_id("region--zaozhuang").await?.is_selected().await?, "the answers are kept");
        let caches: Vec<String> = tab.execute_async("caches.keys().then(arguments[0])", vec![]).await?.convert()?;
        assert_eq!(caches.len(), 1, "the old cache is gone: {caches:?}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn inside_a_frame_nothing_is_registered() {
    let TestServer { address, .. } = serve_versions("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}host.html")).await?;
        tab.enter_frame(0).await?;
        tab.click("region--zaozhuang").await?;
        tab.until("document.querySelector('script[src$=\"offline.js\"]')").await?;
        let script = "navigator.serviceWorker.getRegistrations().then(all => \
            arguments[0](all.length), () => arguments[0](0))";
        assert_eq!(tab.execute_async(script, vec![]).await?.convert::<usize>()?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn one_file_holds_everything() {
    in_browser(async move |tab| {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("target/huiqi.html");
        assert!(page.is_file(), "there is no single page: run `make single` first");
        // Alone in a folder, and under another name.
        let folder = Folder::create();
        let copy = folder.file("政策测算.html", &std::fs::read(page).expect("the single page"));
        tab.goto(format!("file://{copy}")).await?;
        tab.click("region--zaozhuang").await?;
        tab.go_on().await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        // The library lies in it too: its links lead through the file, and back.
        tab.click("to-library").await?;
        tab.enter_frame(0).await?;
        tab.type_into("page--query", "展位费").await?;
        tab.shows("page--found", "找到").await?;
        let first = "[...document.querySelectorAll('#page--entries a')].find(link => \
            link.getClientRects().length)";
        let wanted: String = tab.execute(format!("return {first}.getAttribute('href')"), vec![]).await?.convert()?;
        tab.execute(format!("const link = {first}; \
            setTimeout(() => link.click())"), vec![]).await?;
        tab.enter_default_frame().await?;
        let (_, anchor) = wanted.split_once('#').expect("an anchor of a page");
        tab.until(&format!("decodeURIComponent(document.querySelector('iframe').src).endsWith('#{anchor}')")).await?;
        tab.enter_frame(0).await?;
        tab.until("document.querySelector(':target') !== null").await?;
        tab.execute("setTimeout(() => document.querySelector('.nav a').click())", vec![]).await?;
        tab.enter_default_frame().await?;
        tab.until("document.querySelector('iframe') === null").await?;
        tab.shows("least", "10 万元").await?;
        if is_not_webkit_for("Back passes over pages that a script opened") {
            tab.back().await?;
        } else {
            tab.click("to-library").await?;
        }
        tab.until("document.querySelector('iframe') !== null").await?;
        tab.enter_frame(0).await?;
        tab.execute("setTimeout(() => document.querySelector('.nav \
            a[href*=portfolio]').click())", vec![]).await?;
        tab.enter_default_frame().await?;
        tab.shows("heading", "批量测算").await?;
        paste_table(&tab).await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.console_is_quiet().await?;
        let asked: u32 = tab.execute("return performance.getEntriesByType('resource').filter(one => !one.name.startsWith('blob:') && !one.name.startsWith('data:')).length", vec![]).await?.convert()?;
        assert_eq!(asked, 0, "nothing is fetched");
        Ok(())
    })
    .await;
}
