//! Without a network, after one visit; a new version that asks first.

use huiqi_browser_tests::{
    Folder, PROVINCIAL, TestServer, by_id, click, clicks, console_is_quiet, go_on, in_browser,
    is_not_webkit_for, nothing_elsewhere, paste, serve_versions, shows, type_into, until,
};
use thirtyfour::prelude::{WebDriver, WebDriverResult};

/// Waits until a worker has taken over and the page's own look for a newer one is over: with a page
/// that is left in the middle of it, Chromium now and then does not look again for the next page.
async fn is_kept(driver: &WebDriver) -> WebDriverResult<()> {
    let script = "const done = arguments[0]; const workers = navigator.serviceWorker;
        const looked = () => workers.ready.then(registration => registration.update()).then(() => \
        done(true));
        if (workers.controller) looked(); else workers.addEventListener('controllerchange', \
        looked)";
    driver.execute_async(script, vec![]).await.map(|_| ())
}

/// Pastes a table of one company that says no region; the region of the page is taken.
pub(crate) async fn paste_table(driver: &WebDriver) -> WebDriverResult<()> {
    paste(driver, "企业名称\t最高认定\n甲\tprovincial").await?;
    click(driver, "start").await
}

#[tokio::test]
async fn after_one_visit_everything_works_without_a_network() {
    let TestServer { address, stop, .. } = serve_versions("/zhengce/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        is_kept(&driver).await?;
        stop();
        driver.goto("about:blank").await?;
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        go_on(&driver).await?;
        clicks(&driver, &PROVINCIAL).await?;
        nothing_elsewhere(&driver, "certification").await?;
        click(&driver, "to-result").await?;
        shows(&driver, "least", "10 万元").await?;
        driver.goto(format!("{address}index.html#/ladder")).await?;
        shows(&driver, "heading", "晋级路线").await?;
        // The worker that computes tables is there too.
        driver.goto(format!("{address}index.html#/portfolio")).await?;
        paste_table(&driver).await?;
        shows(&driver, "rows-which", "共 1 家").await?;
        driver.goto(format!("{address}library/index.html")).await?;
        type_into(&driver, "page--query", "展位费").await?;
        shows(&driver, "page--found", "找到").await
    })
    .await;
}

#[tokio::test]
async fn a_new_version_asks_first_and_takes_the_place_of_the_old_one() {
    let TestServer { address, next_version, .. } = serve_versions("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        is_kept(&driver).await?;
        next_version();
        driver.goto(&address).await?;
        let is_new = "return document.querySelector('meta[name=version-two]') !== null";
        assert!(!driver.execute(is_new, vec![]).await?.convert::<bool>()?, "the old version is \
            shown until the visitor agrees");
        let from = std::time::Instant::now();
        while !by_id(&driver, "update").await?.text().await?.contains("页面有新版本") {
            driver.execute_async("requestAnimationFrame(() => arguments[0]())", vec![]).await?;
            if from.elapsed().as_secs() > 12 {
            let state: String = driver.execute_async("const d=arguments[0];navigator.serviceWorker.getRegistration().then(async r => d(JSON.stringify([r.installing&&r.installing.state, r.waiting&&r.waiting.state, r.active&&r.active.state, navigator.serviceWorker.controller&&navigator.serviceWorker.controller.state, await caches.keys(), performance.now(), document.querySelector('script[src$=\"offline.js\"]')!==null])), e => d(String(e)))", vec![]).await?.convert()?;
            panic!("STUCK {state}");
            }
        }
        shows(&driver, "update", "页面有新版本").await?;
        click(&driver, "region--zaozhuang").await?;
        click(&driver, "update--later").await?;
        assert!(!by_id(&driver, "update").await?.is_displayed().await?);
        driver.goto(&address).await?;
        shows(&driver, "update", "页面有新版本").await?;
        click(&driver, "update--take").await?;
        until(&driver, "document.querySelector('meta[name=version-two]')").await?;
        assert!(by_id(&driver, "region--zaozhuang").await?.is_selected().await?, "the answers are kept");
        let caches: Vec<String> = driver.execute_async("caches.keys().then(arguments[0])", vec![]).await?.convert()?;
        assert_eq!(caches.len(), 1, "the old cache is gone: {caches:?}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn inside_a_frame_nothing_is_registered() {
    let TestServer { address, .. } = serve_versions("/").await;
    in_browser(async move |driver| {
        driver.goto(format!("{address}host.html")).await?;
        driver.enter_frame(0).await?;
        click(&driver, "region--zaozhuang").await?;
        until(&driver, "document.querySelector('script[src$=\"offline.js\"]')").await?;
        let script = "navigator.serviceWorker.getRegistrations().then(all => \
            arguments[0](all.length), () => arguments[0](0))";
        assert_eq!(driver.execute_async(script, vec![]).await?.convert::<usize>()?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn one_file_holds_everything() {
    in_browser(async move |driver| {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("target/huiqi.html");
        assert!(page.is_file(), "there is no single page: run `make single` first");
        // Alone in a folder, and under another name.
        let folder = Folder::create();
        let copy = folder.file("政策测算.html", &std::fs::read(page).expect("the single page"));
        driver.goto(format!("file://{copy}")).await?;
        click(&driver, "region--zaozhuang").await?;
        go_on(&driver).await?;
        clicks(&driver, &PROVINCIAL).await?;
        nothing_elsewhere(&driver, "certification").await?;
        click(&driver, "to-result").await?;
        shows(&driver, "least", "10 万元").await?;
        // The library lies in it too: its links lead through the file, and back.
        click(&driver, "to-library").await?;
        driver.enter_frame(0).await?;
        type_into(&driver, "page--query", "展位费").await?;
        shows(&driver, "page--found", "找到").await?;
        let first = "[...document.querySelectorAll('#page--entries a')].find(link => \
            link.getClientRects().length)";
        let wanted: String = driver.execute(format!("return {first}.getAttribute('href')"), vec![]).await?.convert()?;
        driver.execute(format!("const link = {first}; \
            setTimeout(() => link.click())"), vec![]).await?;
        driver.enter_default_frame().await?;
        let (_, anchor) = wanted.split_once('#').expect("an anchor of a page");
        until(&driver, &format!("decodeURIComponent(document.querySelector('iframe').src).endsWith('#{anchor}')")).await?;
        driver.enter_frame(0).await?;
        until(&driver, "document.querySelector(':target') !== null").await?;
        driver.execute("setTimeout(() => document.querySelector('.nav a').click())", vec![]).await?;
        driver.enter_default_frame().await?;
        until(&driver, "document.querySelector('iframe') === null").await?;
        shows(&driver, "least", "10 万元").await?;
        if is_not_webkit_for("Back passes over pages that a script opened") {
            driver.back().await?;
        } else {
            click(&driver, "to-library").await?;
        }
        until(&driver, "document.querySelector('iframe') !== null").await?;
        driver.enter_frame(0).await?;
        driver.execute("setTimeout(() => document.querySelector('.nav \
            a[href*=portfolio]').click())", vec![]).await?;
        driver.enter_default_frame().await?;
        shows(&driver, "heading", "批量测算").await?;
        paste_table(&driver).await?;
        shows(&driver, "rows-which", "共 1 家").await?;
        console_is_quiet(&driver).await?;
        let asked: u32 = driver.execute("return performance.getEntriesByType('resource').filter(one => !one.name.startsWith('blob:') && !one.name.startsWith('data:')).length", vec![]).await?.convert()?;
        assert_eq!(asked, 0, "nothing is fetched");
        Ok(())
    })
    .await;
}
