//! WCAG 2.2 AA, as far as axe-core can tell: every page, normal and large type, phone and desktop,
//! in blue, red and grey.

use huiqi_browser_tests::{
    arrives, by_id, click, in_chromium, open_company, paste, serve, shows, type_into, until,
};
use serde_json::Value;
use thirtyfour::prelude::{WebDriver, WebDriverResult};

const LOOKS: [(&str, &str); 3] = [
    ("blue", "root.removeAttribute('data-theme'); root.style.filter = ''"),
    ("red", "root.setAttribute('data-theme', 'red')"),
    ("grey", "root.removeAttribute('data-theme'); root.style.filter = 'grayscale(1)'"),
];

fn axe() -> String {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).expect("axe-core is installed by `make tools`")
}

/// What axe finds on the present page, after a script that gives the page its look.
async fn violations(driver: &WebDriver, look: &str) -> WebDriverResult<Value> {
    driver.execute(format!("if (!window.axe) {{ {} }}", axe()), vec![]).await?;
    let script = format!(
        "const done = arguments[0]; const root = document.documentElement; {look};
        axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], \
         resultTypes: ['violations'] }})
            .then(found => done(found.violations.map(one => [one.id, \
         one.nodes.map(node => node.html.slice(0, 160) + ' | ' + node.failureSummary)])),
                error => done([['axe', [String(error)]]]))"
    );
    Ok(driver.execute_async(script, vec![]).await?.json().clone())
}

/// Nothing is found on the present page, in each look and width.
async fn is_accessible(driver: &WebDriver, page: &str) -> WebDriverResult<()> {
    for large in [false, true] {
        driver
            .execute(format!("document.documentElement.classList.toggle('large', {large})"), vec![])
            .await?;
        for width in [320, 1280] {
            crate::pages::resize(driver, width, 900).await?;
            for (look, script) in LOOKS {
                let found = violations(driver, script).await?;
                assert_eq!(
                    found,
                    serde_json::json!([]),
                    "{page}, {look}, {width} wide, large type {large}: {found:#}"
                );
            }
        }
    }
    driver
        .execute(
            "document.documentElement.classList.remove('large'); \
             document.documentElement.style.filter = ''",
            vec![],
        )
        .await?;
    crate::pages::resize(driver, 1280, 1000).await
}

#[tokio::test]
async fn what_is_not_accessible_is_found() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |driver| {
        driver.goto(&address).await?;
        by_id(&driver, "region--zaozhuang").await?;
        let spoil = "document.querySelector('label').remove(); \
            document.querySelector('.title').style.color = '#eeeeee'";
        let found = violations(&driver, spoil).await?;
        let ids: Vec<&str> =
            found.as_array().expect("a list").iter().filter_map(|one| one[0].as_str()).collect();
        assert_eq!(ids, ["color-contrast", "label"], "{found:#}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_questions_are_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |driver| {
        driver.goto(&address).await?;
        by_id(&driver, "region--zaozhuang").await?;
        is_accessible(&driver, "first step").await?;
        click(&driver, "region--zaozhuang").await?;
        for step in ["certification", "listing", "all", "check"] {
            driver.goto(format!("{address}#/{step}")).await?;
            arrives(&driver, step).await?;
            by_id(&driver, "heading").await?;
            is_accessible(&driver, step).await?;
        }
        // With something to be mended.
        driver.goto(format!("{address}#/all")).await?;
        driver.refresh().await?;
        type_into(&driver, "on", "2026-02-30").await?;
        click(&driver, "next").await?;
        by_id(&driver, "errors").await?;
        is_accessible(&driver, "errors").await?;
        driver.goto(format!("{address}#/nowhere")).await?;
        shows(&driver, "heading", "没有这个页面").await?;
        is_accessible(&driver, "nowhere").await
    })
    .await;
}

#[tokio::test]
async fn the_result_and_what_follows_it_are_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |driver| {
        driver.goto(format!("{address}#/cases")).await?;
        open_company(&driver, "北交所").await?;
        arrives(&driver, "#/result").await?;
        shows(&driver, "least", "34 万元").await?;
        driver
            .execute(
                "document.querySelectorAll('.award__head').forEach(head => head.click())",
                vec![],
            )
            .await?;
        until(&driver, "document.querySelectorAll('.award--open').length > 1").await?;
        is_accessible(&driver, "result").await?;
        for (page, words) in [
            ("ladder", "晋级路线"),
            ("compare", "比较案例"),
            ("share", "分享结果"),
            ("cases", "案例"),
        ] {
            driver.goto(format!("{address}#/{page}")).await?;
            shows(&driver, "heading", words).await?;
            is_accessible(&driver, page).await?;
        }
        click(&driver, "keep").await?;
        shows(&driver, "kept", "至少 34 万元").await?;
        is_accessible(&driver, "kept cases").await?;
        driver.goto(format!("{address}#/compare")).await?;
        click(&driver, "copy-case").await?;
        driver.goto(format!("{address}#/compare")).await?;
        by_id(&driver, "case-name--1").await?;
        is_accessible(&driver, "two cases").await
    })
    .await;
}

#[tokio::test]
async fn the_tables_are_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |driver| {
        driver.goto(format!("{address}#/portfolio")).await?;
        by_id(&driver, "table").await?;
        is_accessible(&driver, "portfolio").await?;
        paste(
            &driver,
            "企业名称\t所在地\t最高认定\t备注\n甲\t枣庄市\tprovincial\t1\n乙\t枣庄\t\t2",
        )
        .await?;
        by_id(&driver, "desk-step").await?;
        is_accessible(&driver, "portfolio, columns").await?;
        click(&driver, "start").await?;
        shows(&driver, "rows-which", "共 2 家").await?;
        is_accessible(&driver, "portfolio, result").await
    })
    .await;
}

#[tokio::test]
async fn the_library_is_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |driver| {
        for page in [
            "library/index.html",
            "library/zaozhuang-srdi-2022.html",
            "library/readings.html",
            "library/coverage.html",
            "404.html",
        ] {
            driver.goto(format!("{address}{page}")).await?;
            by_id(&driver, "page--main").await?;
            is_accessible(&driver, page).await?;
        }
        Ok(())
    })
    .await;
}
