//! WCAG 2.2 AA, as far as axe-core can tell: every page, normal and large type, phone and desktop,
//! in blue, red and grey.

use huiqi_browser_tests::{Page, in_chromium, serve};
use serde_json::Value;
use thirtyfour::prelude::WebDriverResult;

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
async fn violations(tab: &Page, look: &str) -> WebDriverResult<Value> {
    tab.execute(format!("if (!window.axe) {{ {} }}", axe()), vec![]).await?;
    let script = format!(
        "const done = arguments[0]; const root = document.documentElement; {look};
        axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], \
         resultTypes: ['violations'] }})
            .then(found => done(found.violations.map(one => [one.id, \
         one.nodes.map(node => node.html.slice(0, 160) + ' | ' + node.failureSummary)])),
                error => done([['axe', [String(error)]]]))"
    );
    Ok(tab.execute_async(script, vec![]).await?.json().clone())
}

/// Nothing is found on the present page, in each look and width.
pub(crate) async fn is_accessible(tab: &Page, page: &str) -> WebDriverResult<()> {
    for large in [false, true] {
        tab.execute(format!("document.documentElement.classList.toggle('large', {large})"), vec![])
            .await?;
        for width in [320, 1280] {
            crate::pages::resize(tab, width, 900).await?;
            for (look, script) in LOOKS {
                let found = violations(tab, script).await?;
                assert_eq!(
                    found,
                    serde_json::json!([]),
                    "{page}, {look}, {width} wide, large type {large}: {found:#}"
                );
            }
        }
    }
    tab.execute(
        "document.documentElement.classList.remove('large'); \
             document.documentElement.style.filter = ''",
        vec![],
    )
    .await?;
    crate::pages::resize(tab, 1280, 1000).await
}

#[tokio::test]
async fn what_is_not_accessible_is_found() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        let spoil = "document.querySelector('label').remove(); \
            document.querySelector('.title').style.color = '#eeeeee'";
        let found = violations(&tab, spoil).await?;
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
    in_chromium("widths are set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        is_accessible(&tab, "first step").await?;
        tab.click("region--zaozhuang").await?;
        for step in ["certification", "listing", "all", "check"] {
            tab.goto(format!("{address}#/{step}")).await?;
            tab.arrives(step).await?;
            tab.by_id("heading").await?;
            is_accessible(&tab, step).await?;
        }
        // With something to be mended.
        tab.goto(format!("{address}#/all")).await?;
        tab.refresh().await?;
        tab.type_into("government_show_booth_fee_yuan", "三万").await?;
        tab.click("next").await?;
        tab.by_id("errors").await?;
        is_accessible(&tab, "errors").await?;
        tab.goto(format!("{address}#/nowhere")).await?;
        tab.shows("heading", "没有这个页面").await?;
        is_accessible(&tab, "nowhere").await
    })
    .await;
}

#[tokio::test]
async fn the_result_and_what_follows_it_are_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |tab| {
        tab.goto(format!("{address}#/cases")).await?;
        tab.open_company("北交所").await?;
        tab.arrives("#/result").await?;
        tab.shows("least", "34 万元").await?;
        tab.execute(
            "document.querySelectorAll('.award__head').forEach(head => head.click())",
            vec![],
        )
        .await?;
        tab.until("document.querySelectorAll('.award--open').length > 1").await?;
        is_accessible(&tab, "result").await?;
        for (page, words) in [
            ("ladder", "晋级路线"),
            ("compare", "比较案例"),
            ("share", "发给同事"),
            ("receipt", "核对凭据"),
            ("difference", "两版规则对比"),
            ("cases", "案例"),
        ] {
            tab.goto(format!("{address}#/{page}")).await?;
            tab.shows("heading", words).await?;
            is_accessible(&tab, page).await?;
        }
        tab.click("keep").await?;
        tab.shows("kept", "至少 34 万元").await?;
        is_accessible(&tab, "kept cases").await?;
        tab.goto(format!("{address}#/compare")).await?;
        tab.click("copy-case").await?;
        tab.goto(format!("{address}#/compare")).await?;
        tab.by_id("case-name--1").await?;
        is_accessible(&tab, "two cases").await
    })
    .await;
}

#[tokio::test]
async fn the_tables_are_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |tab| {
        tab.goto(format!("{address}#/portfolio")).await?;
        tab.by_id("table").await?;
        is_accessible(&tab, "portfolio").await?;
        tab.paste("企业名称\t所在地\t最高认定\t备注\n甲\t枣庄市\tprovincial\t1\n乙\t枣庄\t\t2")
            .await?;
        tab.shows("values-left", "2 家企业").await?;
        is_accessible(&tab, "portfolio, columns").await?;
        tab.click("start").await?;
        tab.shows("rows-which", "共 2 家").await?;
        is_accessible(&tab, "portfolio, result").await
    })
    .await;
}

#[tokio::test]
async fn the_library_is_accessible() {
    let address = serve("/").await;
    in_chromium("widths are set over the devtools protocol", async move |tab| {
        for page in [
            "library/index.html",
            "library/zaozhuang-srdi-2022.html",
            "library/readings.html",
            "library/coverage.html",
            "404.html",
        ] {
            tab.goto(format!("{address}{page}")).await?;
            tab.by_id("page--main").await?;
            is_accessible(&tab, page).await?;
        }
        Ok(())
    })
    .await;
}
