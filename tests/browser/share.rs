//! Links: there and back over every kind of question, damaged ones, and what they take the place
//! of.

use crate::explains::pictures;
use huiqi_browser_tests::{
    arrives, by_id, click, clicks, dist, go_on, in_browser, serve, shows, type_into, was_quiet,
};
use thirtyfour::prelude::{WebDriver, WebDriverResult};

/// A national giant of Zaozhuang: a single choice, several, yes or no, a sum, one unclear; another
/// reading, another day.
async fn answered(driver: &WebDriver, address: &str) -> WebDriverResult<()> {
    driver.goto(address).await?;
    click(driver, "region--zaozhuang").await?;
    type_into(driver, "on", "2026-11-20").await?;
    driver.goto(format!("{address}#/all?other=zaozhuang-srdi-2022/same-title")).await?;
    arrives(driver, "#/all?other=zaozhuang-srdi-2022/same-title").await?;
    clicks(
        driver,
        &[
            "certification_tier--national_giant",
            "first_certified_tiers--provincial",
            "first_certified_tiers--national_giant",
            "claimed_elsewhere--nothing",
            "listings--bse",
            "smart_factory_award--applied",
            "platform_contest_prize--unclear",
        ],
    )
    .await?;
    type_into(driver, "government_show_booth_fee_yuan", "8万").await?;
    // 10 and 30 for the titles, 4 for the fair; 1,000, 20 and 30 more at most.
    shows(driver, "live", "目前可确定 44 万元，最多可达 1,094 万元").await
}

async fn forget(driver: &WebDriver) -> WebDriverResult<()> {
    driver.execute("localStorage.clear()", vec![]).await?;
    driver.goto("about:blank").await
}

async fn link_of(driver: &WebDriver, address: &str) -> WebDriverResult<String> {
    driver.goto(format!("{address}#/share")).await?;
    shows(driver, "heading", "分享结果").await?;
    driver.execute("return document.getElementById('link').value", vec![]).await?.convert()
}

async fn panicked(driver: &WebDriver) -> WebDriverResult<bool> {
    by_id(driver, "panic").await?.is_displayed().await
}

#[tokio::test]
async fn a_link_brings_everything_to_another_browser() {
    let address = serve("/zhengce/").await;
    in_browser(async move |driver| {
        answered(&driver, &address).await?;
        driver.goto(format!("{address}#/result?other=zaozhuang-srdi-2022/same-title")).await?;
        click(&driver, "to-share").await?;
        arrives(&driver, "#/share?other=zaozhuang-srdi-2022/same-title").await?;
        by_id(&driver, "link").await?;
        let link: String = driver
            .execute("return document.getElementById('link').value", vec![])
            .await?
            .convert()?;
        let (before, code) = link.split_once("#/result?c=").expect("the code is in the fragment");
        assert!(before == address && code.len() <= 200, "{link}");
        assert!(
            by_id(&driver, "text")
                .await?
                .prop("value")
                .await?
                .is_some_and(|text| text.contains("至少 44 万元") && text.ends_with(&link))
        );
        assert!(
            driver
                .execute(
                    "return document.querySelector('svg.qr path').getAttribute('d').length > 1000",
                    vec![]
                )
                .await?
                .convert::<bool>()?
        );
        pictures(&driver, "share").await?;
        forget(&driver).await?;
        driver.goto(&link).await?;
        shows(&driver, "least", "44 万元").await?;
        shows(&driver, "most", "1,094 万元").await?;
        shows(&driver, "opened", "已打开链接里的答案").await?;
        shows(&driver, "other-readings", "两个不同的称号").await?;
        // The address says the page again, so that a refresh does not read the link a second time.
        arrives(&driver, "#/result?other=zaozhuang-srdi-2022/same-title").await?;
        driver.goto(format!("{address}#/all?other=zaozhuang-srdi-2022/same-title")).await?;
        for id in [
            "certification_tier--national_giant",
            "platform_contest_prize--unclear",
            "claimed_elsewhere--nothing",
        ] {
            assert!(by_id(&driver, id).await?.is_selected().await?, "{id}");
        }
        assert_eq!(
            by_id(&driver, "government_show_booth_fee_yuan").await?.prop("value").await?.as_deref(),
            Some("80000")
        );
        assert_eq!(by_id(&driver, "on").await?.prop("value").await?.as_deref(), Some("2026-11-20"));
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn damaged_later_and_hostile_links_are_told_and_take_nothing_away() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        answered(&driver, &address).await?;
        let link = link_of(&driver, &address).await?;
        driver.goto(format!("{address}#/where_and_when")).await?;
        click(&driver, "region--jincheng").await?;
        for (bad, message) in [
            ("2abcdef", "由更新的版本生成"),
            ("", "没有可以读取的内容"),
            ("1", "没有可以读取的内容"),
            ("1<script>alert(1)</script>", "没有可以读取的内容"),
            ("1%00%ff%F0%9F%98%80", "没有可以读取的内容"),
            ("constructor", "没有可以读取的内容"),
        ] {
            driver.goto(format!("{address}#/result?c={bad}")).await?;
            shows(&driver, "opened", message).await?;
            shows(&driver, "main", "晋城").await?;
            assert!(!panicked(&driver).await?, "{bad}");
        }
        let long = format!("{address}#/result?c=1{}", "A".repeat(60_000));
        driver.goto(long).await?;
        shows(&driver, "opened", "没有可以读取的内容").await?;
        // Cut short: what comes before the cut is there, and the page says so; one press restores
        // the own answers.
        driver.goto(&link[..link.len() - 30]).await?;
        shows(&driver, "opened", "不完整").await?;
        shows(&driver, "main", "枣庄").await?;
        click(&driver, "restore").await?;
        shows(&driver, "main", "晋城").await?;
        assert!(!panicked(&driver).await?);
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn a_link_under_an_older_edition_says_so_and_what_differs() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        // Made by hand: edition 2025.01, Zaozhuang, a total of 1 yuan then.
        driver.goto(format!("{address}#/result?c={OLDER}")).await?;
        shows(&driver, "opened", "规则版本 2025.01").await?;
        shows(&driver, "opened", "生成链接时至少 1 元").await?;
        pictures(&driver, "opened").await
    })
    .await;
}

const OLDER: &str = "1dkwZNVzBigwC0pvFIHIHGzREmktid-MKPuydrlQ";

#[tokio::test]
async fn from_a_folder_the_code_is_handed_on_by_hand_with_three_cases() {
    in_browser(async move |driver| {
        let page = format!("file://{}", dist().join("index.html").display());
        answered(&driver, &page).await?;
        for _ in 0..2 {
            click(&driver, "to-compare").await?;
            click(&driver, "copy-case").await?;
            arrives(&driver, "#/all?other=zaozhuang-srdi-2022/same-title").await?;
        }
        clicks(&driver, &["listings--neeq", "claimed_elsewhere--nothing"]).await?;
        go_on(&driver).await?;
        arrives(&driver, "#/compare?other=zaozhuang-srdi-2022/same-title").await?;
        click(&driver, "to-share").await?;
        by_id(&driver, "link").await?;
        let code: String = driver
            .execute("return document.getElementById('link').value", vec![])
            .await?
            .convert()?;
        assert!(code.starts_with('1') && code.len() <= 500, "{code}");
        shows(&driver, "main", "本页没有公网地址").await?;
        driver.execute("localStorage.clear()", vec![]).await?;
        driver.goto("about:blank").await?;
        driver.goto(&page).await?;
        click(&driver, "region--jincheng").await?;
        driver.goto(format!("{page}#/share")).await?;
        type_into(&driver, "received", &code).await?;
        driver.execute("document.getElementById('received').blur()", vec![]).await?;
        shows(&driver, "case-least--2", "144 万元").await?;
        shows(&driver, "cases", "案例3").await?;
        was_quiet(&driver, "file://").await
    })
    .await;
}
