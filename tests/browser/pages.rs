//! How pages look and behave at every width: nothing is cut off, everything is within reach.

use huiqi_browser_tests::{
    NATIONAL_GIANT, arrives, asked_to_print, by_id, click, clicks, in_browser, in_chromium, serve,
};
use thirtyfour::prelude::{ElementWaitable, WebDriver, WebDriverResult};

pub(crate) const PAGES: [&str; 16] = [
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
    "nowhere",
];

pub(crate) async fn answer_some(driver: &WebDriver, address: &str) -> WebDriverResult<()> {
    driver.goto(address).await?;
    click(driver, "region--zaozhuang").await?;
    driver.goto(format!("{address}#/certification")).await?;
    clicks(driver, &NATIONAL_GIANT).await?;
    driver.goto(format!("{address}#/listing")).await?;
    click(driver, "listings--bse").await?;
    driver.goto(format!("{address}#/smart_factory")).await?;
    click(driver, "smart_factory_award--applied").await?;
    driver.goto(format!("{address}#/trade_shows")).await?;
    huiqi_browser_tests::type_into(driver, "government_show_booth_fee_yuan", "80000").await?;
    huiqi_browser_tests::nothing_elsewhere(driver, "trade_shows").await
}

pub(crate) async fn resize(driver: &WebDriver, width: u32, height: u32) -> WebDriverResult<()> {
    let size = serde_json::json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    Ok(())
}

pub(crate) async fn keep_picture(driver: &WebDriver, name: &str) -> WebDriverResult<()> {
    if let Ok(folder) = std::env::var("HUIQI_SCREENSHOTS") {
        std::fs::create_dir_all(&folder).expect("the folder for pictures can be made");
        driver
            .screenshot(std::path::Path::new(&folder).join(format!("{name}.png")).as_path())
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_page_is_wider_than_the_screen_in_either_type_size() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |driver| {
        answer_some(&driver, &address).await?;
        for large in [false, true] {
            if large {
                click(&driver, "large").await?;
            }
            for width in [320, 390, 820, 1280] {
                for page in PAGES {
                    driver.goto(format!("{address}#/{page}")).await?;
                    arrives(&driver, &format!("#/{page}")).await?;
                    by_id(&driver, "heading").await?;
                    resize(&driver, width, 1000).await?;
                    let script = "return [document.documentElement.scrollWidth, \
                        document.documentElement.scrollHeight]";
                    let size: Vec<u32> = driver.execute(script, vec![]).await?.convert()?;
                    assert!(
                        size[0] <= width,
                        "{page} is {} wide on a screen of {width}, large type {large}",
                        size[0]
                    );
                    let script = "return [...document.querySelectorAll('button, a[href], input, \
                        textarea, [onclick]')]
                        .filter(part => part.tabIndex < 0 && \
                        part.getClientRects().length).map(part => part.outerHTML)";
                    let beyond: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
                    assert!(
                        beyond.is_empty(),
                        "{page} has controls that no key reaches: {beyond:?}"
                    );
                    if std::env::var("HUIQI_SCREENSHOTS").is_ok() {
                        resize(&driver, width, size[1]).await?;
                        keep_picture(
                            &driver,
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
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        by_id(&driver, "region--jincheng").await?.send_keys(" ").await?;
        by_id(&driver, "next").await?.wait_until().enabled().await?;
        by_id(&driver, "next").await?.send_keys(thirtyfour::prelude::Key::Enter + "").await?;
        arrives(&driver, "#/certification").await?;
        assert_eq!(
            driver
                .execute("return document.activeElement.id", vec![])
                .await?
                .convert::<String>()?,
            "heading"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_printed_result_has_every_fold_open() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |driver| {
        answer_some(&driver, &address).await?;
        driver.goto(format!("{address}#/result")).await?;
        arrives(&driver, "#/result").await?;
        by_id(&driver, "least").await?;
        click(&driver, "print-all").await?;
        assert_eq!(asked_to_print(&driver).await?, ["all explanations"]);
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        let hidden: u32 = driver
            .execute(
                "return [...document.querySelectorAll('.award__body, #table')].filter(part => \
                 getComputedStyle(part).display === 'none').length",
                vec![],
            )
            .await?
            .convert()?;
        assert_eq!(hidden, 0);
        resize(&driver, 794, 5000).await?;
        keep_picture(&driver, "result-print").await
    })
    .await;
}

#[tokio::test]
async fn every_page_prints_without_controls_and_no_wider_than_paper() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |driver| {
        answer_some(&driver, &address).await?;
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        resize(&driver, 794, 1100).await?;
        for page in
            ["check", "result", "ladder", "compare", "share", "cases", "portfolio", "nowhere"]
        {
            driver.goto(format!("{address}#/{page}")).await?;
            arrives(&driver, &format!("#/{page}")).await?;
            by_id(&driver, "heading").await?;
            let script = "return [...document.querySelectorAll('button:not(.award__head), nav, \
                .skip')].filter(part => part.getClientRects().length).map(part => part.outerHTML)";
            let shown: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
            assert!(shown.is_empty(), "{page} prints {shown:?}");
            let wide: u32 = driver
                .execute("return document.documentElement.scrollWidth", vec![])
                .await?
                .convert()?;
            assert!(wide <= 794, "{page} is {wide} wide on paper");
            keep_picture(&driver, &format!("{page}-paper")).await?;
        }
        Ok(())
    })
    .await;
}
