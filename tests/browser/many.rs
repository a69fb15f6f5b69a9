//! The question for the place among 3,000: a page built from a copy of the policies to which
//! `many-places` adds three provinces, thirty cities and their counties. `make many-places` builds
//! it and runs this; no other command does.

use huiqi_browser_tests::{Page, in_browser, in_chromium, serve};
use std::path::Path;
use thirtyfour::By;
use thirtyfour::prelude::{Key, WebDriverResult};

/// What the rows show, one line each.
async fn rows(tab: &Page) -> WebDriverResult<Vec<String>> {
    let script = "return [...document.querySelectorAll('#hits [role=option]')].map(row => \
        [...row.querySelectorAll('b, small, .place__state')].map(part => \
        part.textContent).join('|'))";
    tab.execute(script, vec![]).await?.convert()
}

async fn marked(tab: &Page) -> WebDriverResult<String> {
    let script = "const row = document.getElementById(\
        document.getElementById('find').getAttribute('aria-activedescendant')); \
        return row.getAttribute('aria-selected') + '|' + row.querySelector('b').textContent";
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn initials_arrows_and_enter_lead_to_the_documents_of_a_county() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("find").await?;
        assert!(tab.find_all(By::Css("[id^='region--']")).await?.is_empty(), "no list of all");
        // Nothing typed: what has documents, by itself.
        let first = rows(&tab).await?;
        assert!(
            first.len() < 10 && first.iter().any(|row| row.starts_with("枣庄市|")),
            "{first:?}"
        );
        tab.type_into("find", "tz").await?;
        tab.until("document.querySelector('#hits mark')?.textContent === '滕州'").await?;
        assert_eq!(rows(&tab).await?[0], "滕州市|枣庄市|8 项奖补");
        assert_eq!(marked(&tab).await?, "true|滕州市");
        tab.press("ArrowDown").await?;
        assert_ne!(marked(&tab).await?, "true|滕州市");
        let in_focus = "return document.activeElement.id";
        let in_focus: String = tab.execute(in_focus, vec![]).await?.convert()?;
        assert_eq!(in_focus, "find", "the focus stays in the field");
        tab.find(By::Id("find")).await?.send_keys(Key::Up + "").await?;
        tab.is_done().await?;
        assert_eq!(marked(&tab).await?, "true|滕州市");
        tab.press("Enter").await?;
        tab.arrives("#/certification").await?;
        tab.until("document.querySelector('.eyebrow').textContent.includes('滕州市')").await?;
        tab.by_id("certification_tier--provincial").await?;
        // The way back begins with an empty field, and says where it was.
        tab.click("back").await?;
        tab.until("document.getElementById('find')?.value === ''").await?;
        tab.shows("resume", "滕州市").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn what_an_input_method_writes_is_found_and_its_enter_chooses_nothing() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.write_into("find", "枣").await?;
        tab.until("document.querySelector('#hits mark')?.textContent === '枣'").await?;
        let script = "const field = document.getElementById('find'); \
            const key = (more) => field.dispatchEvent(new KeyboardEvent('keydown', \
            { key: 'Enter', bubbles: true, cancelable: true, ...more })); \
            key({ isComposing: true }); key({ keyCode: 229 });";
        tab.execute(script, vec![]).await?;
        tab.is_done().await?;
        tab.shows("found", "找到").await?;
        tab.write_into("find", "没有这里").await?;
        tab.shows("found", "没有找到“没有这里”").await?;
        tab.click("find-clear").await?;
        tab.until("document.getElementById('find').value === ''").await?;
        // The last row is for who finds nothing.
        tab.write_into("find", "鑫鑫").await?;
        tab.shows("found", "选最下面的一项").await?;
        let last = rows(&tab).await?;
        assert_eq!(last, ["其他地区|先看看该问谁|还没有收录"]);
        tab.press("Enter").await?;
        tab.arrives("#/result").await
    })
    .await;
}

#[tokio::test]
async fn who_cannot_type_goes_by_levels_in_either_mode() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        for is_large in [false, true] {
            if is_large {
                tab.click("large").await?;
            }
            tab.click("by-level").await?;
            tab.until("document.activeElement.id === 'level'").await?;
            let city = "[...document.querySelectorAll('.level button')].find(one => \
                one.textContent === '枣庄市')";
            tab.until(city).await?;
            tab.execute(format!("{city}.click()"), vec![]).await?;
            tab.until("document.getElementById('level').textContent === '枣庄市'").await?;
            let county = city.replace("枣庄市'", "滕州市'");
            tab.until(&county).await?;
            tab.execute(format!("{county}.click()"), vec![]).await?;
            if is_large {
                tab.until("!document.getElementById('level')").await?;
                tab.until("document.querySelector('[id^=certification_tier--]')").await?;
            } else {
                tab.arrives("#/certification").await?;
                tab.execute("location.hash = '#/where_and_when'", vec![]).await?;
                tab.by_id("find").await?;
                tab.click("clear").await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn it_fits_a_small_phone_and_axe_finds_nothing() {
    let address = serve("/").await;
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core is installed by `make tools`");
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        for mode in ["plain", "large"] {
            if mode == "large" {
                tab.click("large").await?;
            }
            for (looking, text) in [("typed", "tz"), ("none", "没有这里"), ("levels", "")] {
                tab.by_id("find").await?;
                tab.write_into("find", text).await?;
                if looking == "levels" {
                    tab.click("by-level").await?;
                }
                for width in [320, 390, 1280] {
                    let size = serde_json::json!({
                        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false
                    });
                    tab.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
                    let wide = "return document.documentElement.scrollWidth";
                    let wide: u32 = tab.execute(wide, vec![]).await?.convert()?;
                    assert!(wide <= width, "{mode} {looking} is {wide} wide at {width}");
                    let low = "return [...document.querySelectorAll('[role=option], .level \
                        button, #find')].filter(one => one.getBoundingClientRect().height < \
                        44).map(one => one.outerHTML)";
                    let low: Vec<String> = tab.execute(low, vec![]).await?.convert()?;
                    assert!(low.is_empty(), "{mode} {looking} at {width}: {low:?}");
                    if let Ok(folder) = std::env::var("HUIQI_SCREENSHOTS") {
                        let name = format!("many-{mode}-{looking}-{width}.png");
                        tab.screenshot(Path::new(&folder).join(name).as_path()).await?;
                    }
                }
                let run = format!(
                    "if (!window.axe) {{ {axe} }} const done = arguments[0]; \
                     axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', \
                     'wcag22aa'] }}).then(found => done(found.violations.map(one => one.id + \
                     one.nodes.map(node => node.html))))"
                );
                let found: Vec<String> = tab.execute_async(run, vec![]).await?.convert()?;
                assert!(found.is_empty(), "{mode} {looking}: {found:?}");
                if looking == "levels" {
                    tab.click("find-again").await?;
                }
            }
        }
        Ok(())
    })
    .await;
}
