//! Without a network, after one visit; a new version that asks first.

use crate::setup::{Served, by_id, click, go_on, in_browser, serve_versions, shows, type_into};
use thirtyfour::prelude::{WebDriver, WebDriverResult};

/// Waits until a worker has taken over.
async fn is_kept(driver: &WebDriver) -> WebDriverResult<()> {
    let script = "const done = arguments[0]; const workers = navigator.serviceWorker;
        if (workers.controller) done(true); else workers.addEventListener('controllerchange', () => done(true))";
    driver.execute_async(script, vec![]).await.map(|_| ())
}

#[tokio::test]
async fn after_one_visit_everything_works_without_a_network() {
    let Served { address, stop, .. } = serve_versions("/zhengce/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        is_kept(&driver).await?;
        stop();
        driver.goto("about:blank").await?;
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        go_on(&driver).await?;
        for id in ["certification_tier--provincial", "first_certified_tiers--provincial", "claimed_elsewhere--nothing"] {
            click(&driver, id).await?;
        }
        click(&driver, "to-result").await?;
        shows(&driver, "least", "10 万元").await?;
        driver.goto(format!("{address}index.html#/ladder")).await?;
        shows(&driver, "heading", "晋级路线").await?;
        driver.goto(format!("{address}library/index.html")).await?;
        type_into(&driver, "page--query", "展位费").await?;
        shows(&driver, "page--found", "找到").await
    })
    .await;
}

#[tokio::test]
async fn a_new_version_asks_first_and_takes_the_place_of_the_old_one() {
    let Served { address, next_version, .. } = serve_versions("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        is_kept(&driver).await?;
        next_version();
        driver.refresh().await?;
        let is_new = "return document.querySelector('meta[name=version-two]') !== null";
        assert!(!driver.execute(is_new, vec![]).await?.convert::<bool>()?, "the old version is shown until the visitor agrees");
        shows(&driver, "update", "页面有新版本").await?;
        click(&driver, "region--zaozhuang").await?;
        click(&driver, "update--later").await?;
        assert!(!by_id(&driver, "update").await?.is_displayed().await?);
        driver.refresh().await?;
        shows(&driver, "update", "页面有新版本").await?;
        click(&driver, "update--take").await?;
        let script = "const done = arguments[0]; let left = 600;
            const look = () => document.querySelector('meta[name=version-two]') || --left === 0 ? done(left > 0) : requestAnimationFrame(look); look()";
        // The page is loaded anew under the script: then it is asked again.
        let mut is_there = false;
        for _ in 0..20 {
            if let Ok(found) = driver.execute_async(script, vec![]).await
                && found.convert::<bool>()?
            {
                is_there = true;
                break;
            }
        }
        assert!(is_there, "the new version is shown");
        assert!(by_id(&driver, "region--zaozhuang").await?.is_selected().await?, "the answers are kept");
        let caches: Vec<String> = driver.execute_async("caches.keys().then(arguments[0])", vec![]).await?.convert()?;
        assert_eq!(caches.len(), 1, "the old cache is gone: {caches:?}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn inside_a_frame_nothing_is_registered() {
    let Served { address, .. } = serve_versions("/").await;
    in_browser(async move |driver| {
        driver.goto(format!("{address}host.html")).await?;
        driver.enter_frame(0).await?;
        click(&driver, "region--zaozhuang").await?;
        let script = "const done = arguments[0]; let left = 600;
            const look = () => document.querySelector('script[src$=\"offline.js\"]') || --left === 0 ? done(left > 0) : requestAnimationFrame(look); look()";
        assert!(driver.execute_async(script, vec![]).await?.convert::<bool>()?, "the script came");
        let script = "navigator.serviceWorker.getRegistrations().then(all => arguments[0](all.length), () => arguments[0](0))";
        assert_eq!(driver.execute_async(script, vec![]).await?.convert::<usize>()?, 0);
        Ok(())
    })
    .await;
}
