//! The library's pages in the browser: wide enough, within reach, searched as one types, and whole
//! without scripts.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{Page, dist, in_browser, in_chromium, serve};
use huiqi_policies::POLICIES;
use huiqi_sitting::entries::EntryKind;
use huiqi_sitting::lookup::{nearest, search};
use thirtyfour::By;
use thirtyfour::prelude::WebDriverResult;

fn pages() -> Vec<String> {
    let documents = POLICIES.policies.iter().map(|policy| format!("library/{}.html", policy.id));
    [
        "library/index.html",
        "library/readings.html",
        "library/coverage.html",
        "library/editions.html",
        "status.html",
        "404.html",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(documents)
    .collect()
}

/// How many entries of the list are in view.
async fn in_view(tab: &Page) -> WebDriverResult<usize> {
    tab.execute(
        "return document.querySelectorAll('#page--entries > li:not([hidden])').length",
        vec![],
    )
    .await?
    .convert()
}

#[tokio::test]
async fn no_library_page_is_wider_than_the_screen_and_every_control_is_large_enough() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        for (large, least) in [(false, 44), (true, 60)] {
            if large {
                tab.click("page--large").await?;
            }
            for page in pages() {
                tab.goto(format!("{address}{page}")).await?;
                for width in [320, 390, 820, 1280] {
                    resize(&tab, width, 1000).await?;
                    let wide: u32 = tab
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
                    let small: Vec<String> = tab.execute(script, vec![]).await?.convert()?;
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
    in_browser(async move |tab| {
        let index = format!("{address}library/index.html");
        tab.goto(&index).await?;
        let all = in_view(&tab).await?;
        assert_eq!(all, huiqi_sitting::entries::entries(&POLICIES).len());
        for query in [
            "展位费",
            "市财政局 奖励",
            "５ｇ",
            "三(二)",
            "SRDI",
            // Everyday words, also inside a longer one, beside a place, and where nothing fits.
            "展会补贴",
            "滕州 参展",
            "贷款",
            "国家级小巨人",
            "参展费用怎么报销",
            "参加展会有没有补贴",
        ] {
            tab.type_into("page--query", query).await?;
            let found = search(&POLICIES, query);
            let near = if found.is_empty() { nearest(&POLICIES, query) } else { Vec::new() };
            let words = match (found.len(), near.len()) {
                (0, 0) => "没有找到".to_owned(),
                (0, near) => format!("没有完全对上的，下面 {near} 处最接近："),
                (found, _) => format!("找到 {found} 处"),
            };
            tab.shows("page--found", &words).await?;
            let expected: Vec<String> =
                found.into_iter().chain(near).map(|entry| entry.title).collect();
            assert_eq!(titles(&tab).await?, expected, "{query}");
        }
        tab.type_into("page--query", "展位费").await?;
        tab.shows("page--found", "找到").await?;
        let marked: Vec<String> = tab
            .execute(
                "return [...document.querySelectorAll('li:not([hidden]) mark')].map(mark => \
                 mark.textContent)",
                vec![],
            )
            .await?
            .convert()?;
        assert!(!marked.is_empty() && marked.iter().all(|mark| mark == "展位费"), "{marked:?}");
        tab.arrives("#q=%E5%B1%95%E4%BD%8D%E8%B4%B9").await?;
        tab.execute(
            "document.querySelector('#page--entries > li:not([hidden]) a').click()",
            vec![],
        )
        .await?;
        tab.by_id("part--validity").await?;
        tab.back().await?;
        tab.shows("page--found", "找到").await?;
        tab.back().await?;
        tab.arrives("library/index.html").await?;
        assert_eq!(in_view(&tab).await?, all);
        tab.was_quiet(address.split("/sub").next().expect("an origin")).await
    })
    .await;
}

/// The titles in view, in their order.
async fn titles(tab: &Page) -> WebDriverResult<Vec<String>> {
    let script = "return [...document.querySelectorAll('#page--entries > li:not([hidden]) \
        a')].map(link => link.textContent)";
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn places_and_kinds_narrow_the_list_and_stay_in_the_address() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        tab.type_into("page--query", "奖励").await?;
        tab.shows("page--found", "找到").await?;
        let choose = |id: &str, value: &str| {
            format!(
                "const it = document.getElementById('page--{id}'); it.value = '{value}'; \
                 it.dispatchEvent(new Event('change', {{ bubbles: true }}))"
            )
        };
        tab.execute(choose("place", "zaozhuang"), vec![]).await?;
        tab.execute(choose("kind", "award"), vec![]).await?;
        let expected: Vec<String> = search(&POLICIES, "奖励")
            .into_iter()
            .filter(|entry| entry.document == "zaozhuang-srdi-2022")
            .filter(|entry| entry.kind == EntryKind::Award)
            .map(|entry| entry.title)
            .collect();
        assert!(expected.len() > 1);
        tab.shows("page--found", &format!("找到 {} 处", expected.len())).await?;
        assert_eq!(titles(&tab).await?, expected);
        tab.arrives("#q=%E5%A5%96%E5%8A%B1&place=zaozhuang&kind=award").await?;
        crate::explains::pictures(&tab, "library-search").await?;
        // The address opened anew shows the same.
        tab.refresh().await?;
        tab.shows("page--found", &format!("找到 {} 处", expected.len())).await?;
        // Without a word all entries of the place and kind are there.
        tab.type_into("page--query", "").await?;
        let awards = POLICIES.policies.iter().find(|one| one.id == "zaozhuang-srdi-2022");
        let awards = awards.map_or(0, |policy| policy.awards.len());
        tab.shows("page--found", &format!("找到 {awards} 处")).await
    })
    .await;
}

#[tokio::test]
async fn a_documents_buttons_keep_its_place_and_a_readings_link_the_reading() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let document = format!("{address}library/zaozhuang-srdi-2022.html");
        let link = |end: &str| format!("a[href$=\"{end}\"]");
        tab.goto(&document).await?;
        tab.follow(&link("#/where_and_when?region=zaozhuang")).await?;
        tab.arrives("#/certification").await?;
        tab.by_id("certification_tier--provincial").await?;
        // Back leads to the document, and not to the address that chose the place.
        tab.back().await?;
        tab.by_id("part--validity").await?;
        let reading = link("region=zaozhuang&other=zaozhuang-srdi-2022/same-title");
        tab.follow(&reading).await?;
        tab.arrives("#/certification?other=zaozhuang-srdi-2022/same-title").await?;
        assert!(tab.find_all(By::Id("opened")).await?.is_empty(), "no link lost its answers");
        tab.click("certification_tier--provincial").await?;
        tab.goto(&document).await?;
        tab.follow(&reading).await?;
        tab.arrives("#/result?other=zaozhuang-srdi-2022/same-title").await?;
        tab.shows("other-readings", "另一种理解").await
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_gone_is_reported_and_large_type_is_kept_between_pages() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let document = format!("{address}library/{}.html", POLICIES.policies[0].id);
        tab.goto(format!("{document}#nothing-here")).await?;
        tab.shows("page--lost", "没有找到这一条").await?;
        tab.click("page--large").await?;
        tab.shows("page--large", "标准版").await?;
        tab.goto(format!("{address}library/coverage.html")).await?;
        tab.shows("page--large", "标准版").await?;
        assert!(!tab.by_id("page--lost").await?.is_displayed().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn opened_from_a_folder_it_is_searched_and_without_scripts_it_is_whole() {
    in_chromium("scripts are switched off over the devtools protocol", async move |tab| {
        let index = format!("file://{}", dist().join("library/index.html").display());
        tab.goto(&index).await?;
        tab.type_into("page--query", "展位费").await?;
        tab.shows("page--found", "找到").await?;
        tab.goto("about:blank").await?;
        tab.cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }))
            .await?;
        tab.goto(&index).await?;
        assert!(!tab.by_id("page--search").await?.is_displayed().await?);
        assert!(!tab.by_id("page--large").await?.is_displayed().await?);
        assert!(
            tab.by_id("page--entries")
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
    in_chromium("print media are set over the devtools protocol", async move |tab| {
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        for page in pages() {
            tab.goto(format!("{address}{page}")).await?;
            tab.by_id("page--main").await?;
            resize(&tab, 794, 1100).await?;
            let size: Vec<u32> = tab
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
                tab.execute(script, vec![]).await?.convert::<u32>()?,
                0,
                "{page} prints controls"
            );
            resize(&tab, 794, size[1].min(6000)).await?;
            keep_picture(&tab, &format!("{}-print", page.replace('/', "-"))).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_alone_searches_and_opens_a_place() {
    let address = serve("/").await;
    in_chromium("text is typed over the devtools protocol", async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        tab.tab_to("it.id === 'page--query'").await?;
        tab.cdp().send_raw("Input.insertText", serde_json::json!({ "text": "展位费 50%" })).await?;
        tab.shows("page--found", "找到").await?;
        tab.tab_to("it.closest('#page--entries')").await?;
        tab.press("Enter").await?;
        tab.by_id("part--validity").await?;
        let anchor: String =
            tab.execute("return location.hash.slice(1)", vec![]).await?.convert()?;
        assert!(tab.by_id(&anchor).await?.is_displayed().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn coverage_says_how_long_ago_each_document_was_checked() {
    let address = serve("/").await;
    in_chromium("the clock is set over the devtools protocol", async move |tab| {
        tab.set_clock(0).await?;
        tab.goto(format!("{address}library/coverage.html")).await?;
        assert!(!tab.by_id("part--checked").await?.text().await?.contains("已过"), "checked today");
        tab.set_clock(41).await?;
        tab.refresh().await?;
        let dates = tab.by_id("part--checked").await?.text().await?;
        assert_eq!(dates.matches("已过 41 天").count(), POLICIES.policies.len(), "{dates}");
        Ok(())
    })
    .await;
}
