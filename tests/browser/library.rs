//! The library's pages in the browser: wide enough, within reach, searched as one types, and whole
//! without scripts.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{
    arrives, by_id, click, dist, in_browser, in_chromium, press, serve, set_clock, shows, tab_to,
    type_into, was_quiet,
};
use huiqi_policies::POLICIES;
use thirtyfour::prelude::{WebDriver, WebDriverResult};

fn pages() -> Vec<String> {
    let documents = POLICIES.policies.iter().map(|policy| format!("library/{}.html", policy.id));
    ["library/index.html", "library/readings.html", "library/coverage.html", "404.html"]
        .map(str::to_owned)
        .into_iter()
        .chain(documents)
        .collect()
}

/// How many entries of the list are in view.
async fn in_view(driver: &WebDriver) -> WebDriverResult<usize> {
    driver
        .execute(
            "return document.querySelectorAll('#page--entries > li:not([hidden])').length",
            vec![],
        )
        .await?
        .convert()
}

#[tokio::test]
async fn no_library_page_is_wider_than_the_screen_and_every_control_is_large_enough() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |driver| {
        driver.goto(format!("{address}library/index.html")).await?;
        for (large, least) in [(false, 44), (true, 60)] {
            if large {
                click(&driver, "page--large").await?;
            }
            for page in pages() {
                driver.goto(format!("{address}{page}")).await?;
                for width in [320, 390, 820, 1280] {
                    resize(&driver, width, 1000).await?;
                    let wide: u32 = driver
                        .execute("return document.documentElement.scrollWidth", vec![])
                        .await?
                        .convert()?;
                    assert!(
                        wide <= width,
                        "{page} is {wide} wide on a screen of {width}, large type {large}"
                    );
                    let controls = "header a, button, input, .here, .contents a, .acts-line a, \
                        .list__name a, .eyebrow a, .gantt a, .btn, .foot a";
                    let script = format!(
                        "return [...document.querySelectorAll('{controls}')].filter(one => \
                         one.getClientRects().length \
                         && one.getBoundingClientRect().height < {least} - 0.5).map(one => \
                         one.outerHTML)"
                    );
                    let small: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
                    assert!(small.is_empty(), "{page} at {width}, large type {large}: {small:?}");
                }
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_list_is_searched_as_one_types_and_back_leads_to_the_whole_list() {
    let address = serve("/sub/path/").await;
    in_browser(async move |driver| {
        let index = format!("{address}library/index.html");
        driver.goto(&index).await?;
        let all = in_view(&driver).await?;
        assert_eq!(all, huiqi_sitting::entries::entries(&POLICIES).len());
        for query in ["展位费", "市财政局 奖励", "５ｇ", "三(二)", "SRDI"] {
            type_into(&driver, "page--query", query).await?;
            let expected = huiqi_sitting::entries::search(&POLICIES, query);
            let words = if expected.is_empty() {
                "没有找到".to_owned()
            } else {
                format!("找到 {} 处", expected.len())
            };
            shows(&driver, "page--found", &words).await?;
            let script = "return [...document.querySelectorAll('#page--entries > li:not([hidden]) \
                a')].map(link => link.textContent)";
            let found: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
            assert_eq!(
                found,
                expected.into_iter().map(|entry| entry.title).collect::<Vec<_>>(),
                "{query}"
            );
        }
        type_into(&driver, "page--query", "展位费").await?;
        shows(&driver, "page--found", "找到").await?;
        let marked: Vec<String> = driver
            .execute(
                "return [...document.querySelectorAll('li:not([hidden]) mark')].map(mark => \
                 mark.textContent)",
                vec![],
            )
            .await?
            .convert()?;
        assert!(!marked.is_empty() && marked.iter().all(|mark| mark == "展位费"), "{marked:?}");
        arrives(&driver, "#q=%E5%B1%95%E4%BD%8D%E8%B4%B9").await?;
        driver
            .execute(
                "document.querySelector('#page--entries > li:not([hidden]) a').click()",
                vec![],
            )
            .await?;
        by_id(&driver, "part--validity").await?;
        driver.back().await?;
        shows(&driver, "page--found", "找到").await?;
        driver.back().await?;
        arrives(&driver, "library/index.html").await?;
        assert_eq!(in_view(&driver).await?, all);
        was_quiet(&driver, address.split("/sub").next().expect("an origin")).await
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_gone_is_told_and_large_type_is_kept_between_pages() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        let document = format!("{address}library/{}.html", POLICIES.policies[0].id);
        driver.goto(format!("{document}#nothing-here")).await?;
        shows(&driver, "page--lost", "没有找到这一条").await?;
        click(&driver, "page--large").await?;
        shows(&driver, "page--large", "标准版").await?;
        driver.goto(format!("{address}library/coverage.html")).await?;
        shows(&driver, "page--large", "标准版").await?;
        assert!(!by_id(&driver, "page--lost").await?.is_displayed().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn opened_from_a_folder_it_is_searched_and_without_scripts_it_is_whole() {
    in_chromium("scripts are switched off over the devtools protocol", async move |driver| {
        let index = format!("file://{}", dist().join("library/index.html").display());
        driver.goto(&index).await?;
        type_into(&driver, "page--query", "展位费").await?;
        shows(&driver, "page--found", "找到").await?;
        driver.goto("about:blank").await?;
        driver
            .cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }))
            .await?;
        driver.goto(&index).await?;
        assert!(!by_id(&driver, "page--search").await?.is_displayed().await?);
        assert!(!by_id(&driver, "page--large").await?.is_displayed().await?);
        assert!(
            by_id(&driver, "page--entries")
                .await?
                .text()
                .await?
                .contains(POLICIES.policies[0].awards[0].name)
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_library_page_prints_without_controls_and_says_where_it_stands() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |driver| {
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        for page in pages() {
            driver.goto(format!("{address}{page}")).await?;
            by_id(&driver, "page--main").await?;
            resize(&driver, 794, 1100).await?;
            let size: Vec<u32> = driver
                .execute(
                    "return [document.documentElement.scrollWidth, \
                     document.documentElement.scrollHeight]",
                    vec![],
                )
                .await?
                .convert()?;
            assert!(size[0] <= 794, "{page} is {} wide on paper", size[0]);
            let script = "return [...document.querySelectorAll('nav, button, input, \
                .skip')].filter(part => part.getClientRects().length).length";
            assert_eq!(
                driver.execute(script, vec![]).await?.convert::<u32>()?,
                0,
                "{page} prints controls"
            );
            resize(&driver, 794, size[1].min(6000)).await?;
            keep_picture(&driver, &format!("{}-print", page.replace('/', "-"))).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_alone_searches_and_opens_a_place() {
    let address = serve("/").await;
    in_chromium("text is typed over the devtools protocol", async move |driver| {
        driver.goto(format!("{address}library/index.html")).await?;
        tab_to(&driver, "it.id === 'page--query'").await?;
        driver
            .cdp()
            .send_raw("Input.insertText", serde_json::json!({ "text": "展位费 50%" }))
            .await?;
        shows(&driver, "page--found", "找到").await?;
        tab_to(&driver, "it.closest('#page--entries')").await?;
        press(&driver, "Enter").await?;
        by_id(&driver, "part--validity").await?;
        let anchor: String =
            driver.execute("return location.hash.slice(1)", vec![]).await?.convert()?;
        assert!(by_id(&driver, &anchor).await?.is_displayed().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn coverage_says_how_long_ago_each_document_was_checked() {
    let address = serve("/").await;
    in_chromium("the clock is set over the devtools protocol", async move |driver| {
        set_clock(&driver, 0).await?;
        driver.goto(format!("{address}library/coverage.html")).await?;
        assert!(
            !by_id(&driver, "part--checked").await?.text().await?.contains("已过"),
            "checked today"
        );
        set_clock(&driver, 41).await?;
        driver.refresh().await?;
        let dates = by_id(&driver, "part--checked").await?.text().await?;
        assert_eq!(dates.matches("已过 41 天").count(), POLICIES.policies.len(), "{dates}");
        Ok(())
    })
    .await;
}
