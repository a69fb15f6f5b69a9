//! How pages look and behave at every width: nothing is cut off, everything is within reach.

use huiqi_browser_tests::{NATIONAL_GIANT, Page, in_browser, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;

pub(crate) const PAGES: [&str; 18] = [
    "where_and_when",
    "certification",
    "listing",
    "smart_factory",
    "trade_shows",
    "other",
    "claimed_elsewhere",
    "all",
    "check",
    "result",
    "ladder",
    "compare",
    "share",
    "cases",
    "portfolio",
    "receipt",
    "difference",
    "nowhere",
];

pub(crate) async fn answer_some(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.goto(format!("{address}#/certification")).await?;
    tab.clicks(&NATIONAL_GIANT).await?;
    tab.goto(format!("{address}#/listing")).await?;
    tab.click("listings--bse").await?;
    tab.goto(format!("{address}#/smart_factory")).await?;
    tab.click("smart_factory_award--applied").await?;
    tab.goto(format!("{address}#/trade_shows")).await?;
    tab.type_into("government_show_booth_fee_yuan", "80000").await?;
    tab.nothing_elsewhere("trade_shows").await
}

pub(crate) async fn resize(tab: &Page, width: u32, height: u32) -> WebDriverResult<()> {
    let size = serde_json::json!({
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
    });
    tab.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    Ok(())
}

pub(crate) async fn keep_picture(tab: &Page, name: &str) -> WebDriverResult<()> {
    if let Ok(folder) = std::env::var("HUIQI_SCREENSHOTS") {
        std::fs::create_dir_all(&folder).expect("the folder for pictures can be made");
        tab.screenshot(std::path::Path::new(&folder).join(format!("{name}.png")).as_path()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_page_is_wider_than_the_screen_in_either_type_size() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        answer_some(&tab, &address).await?;
        for large in [false, true] {
            if large {
                tab.click("large").await?;
            }
            for width in [320, 390, 820, 1280] {
                for page in PAGES {
                    tab.goto(format!("{address}#/{page}")).await?;
                    tab.arrives(&format!("#/{page}")).await?;
                    tab.by_id("heading").await?;
                    resize(&tab, width, 1000).await?;
                    let script = "return [document.documentElement.scrollWidth, \
                        document.documentElement.scrollHeight]";
                    let size: Vec<u32> = tab.execute(script, vec![]).await?.convert()?;
                    assert!(
                        size[0] <= width,
                        "{page} is {} wide on a screen of {width}, large type {large}",
                        size[0]
                    );
                    let script = "return [...document.querySelectorAll('button, a[href], input, \
                        textarea, [onclick]')]
                        .filter(part => part.tabIndex < 0 && \
                        part.getClientRects().length).map(part => part.outerHTML)";
                    let beyond: Vec<String> = tab.execute(script, vec![]).await?.convert()?;
                    assert!(
                        beyond.is_empty(),
                        "{page} has controls that no key reaches: {beyond:?}"
                    );
                    if std::env::var("HUIQI_SCREENSHOTS").is_ok() {
                        resize(&tab, width, size[1]).await?;
                        keep_picture(
                            &tab,
                            &format!("{page}-{width}{}", if large { "-large" } else { "" }),
                        )
                        .await?;
                    }
                }
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_alone_leads_to_the_next_page() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        let enter = thirtyfour::prelude::Key::Enter + "";
        tab.by_id("region--jincheng").await?.send_keys(enter).await?;
        tab.arrives("#/certification").await?;
        assert_eq!(
            tab.execute("return document.activeElement.id", vec![]).await?.convert::<String>()?,
            "heading"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_printed_result_has_every_fold_open() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |tab| {
        answer_some(&tab, &address).await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.arrives("#/result").await?;
        tab.by_id("least").await?;
        tab.click("print-all").await?;
        assert_eq!(tab.asked_to_print().await?, ["all explanations"]);
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        let hidden: u32 = tab
            .execute(
                "return [...document.querySelectorAll('.award__body, #table')].filter(part => \
                 getComputedStyle(part).display === 'none').length",
                vec![],
            )
            .await?
            .convert()?;
        assert_eq!(hidden, 0);
        let left_out = "return [...document.querySelectorAll('.screen-only')]\
            .filter(part => part.getClientRects().length).map(part => part.outerHTML)";
        let shown: Vec<String> = tab.execute(left_out, vec![]).await?.convert()?;
        assert!(shown.is_empty(), "of the screen alone, and printed: {shown:?}");
        resize(&tab, 794, 5000).await?;
        keep_picture(&tab, "result-print").await
    })
    .await;
}

#[tokio::test]
async fn every_page_prints_without_controls_and_no_wider_than_paper() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |tab| {
        answer_some(&tab, &address).await?;
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        resize(&tab, 794, 1100).await?;
        let pages = [
            "check",
            "result",
            "ladder",
            "compare",
            "share",
            "cases",
            "portfolio",
            "receipt",
            "difference",
            "nowhere",
        ];
        for page in pages {
            tab.goto(format!("{address}#/{page}")).await?;
            tab.arrives(&format!("#/{page}")).await?;
            tab.by_id("heading").await?;
            let script = "return [...document.querySelectorAll('button:not(.award__head), nav, \
                .skip, .screen-only')].filter(part => part.getClientRects().length)\
                .map(part => part.outerHTML)";
            let shown: Vec<String> = tab.execute(script, vec![]).await?.convert()?;
            assert!(shown.is_empty(), "{page} prints {shown:?}");
            let wide: u32 = tab
                .execute("return document.documentElement.scrollWidth", vec![])
                .await?
                .convert()?;
            assert!(wide <= 794, "{page} is {wide} wide on paper");
            keep_picture(&tab, &format!("{page}-paper")).await?;
        }
        Ok(())
    })
    .await;
}
