//! What people do to a page: bad numbers, second thoughts, refreshes, odd places to open it from.

use huiqi_browser_tests::{
    PROVINCIAL, arrives, by_id, click, clicks, dist, go_on, in_browser, in_chromium,
    nothing_elsewhere, serve, serve_after, set_clock, shows, type_into, was_quiet,
};
use thirtyfour::prelude::{ElementWaitable, WebDriver, WebDriverResult};

async fn to_trade_shows(driver: &WebDriver, address: &str) -> WebDriverResult<()> {
    driver.goto(address).await?;
    click(driver, "region--zaozhuang").await?;
    driver.goto(format!("{address}#/trade_shows")).await?;
    arrives(driver, "#/trade_shows").await
}

#[tokio::test]
async fn bad_numbers_are_told_and_the_typed_text_is_kept() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        to_trade_shows(&driver, &address).await?;
        for (typed, message) in [
            ("-5", "不能是负数"),
            ("三万", "请填数字"),
            ("1.234", "最多精确到分"),
            ("99999999亿", "太大"),
        ] {
            type_into(&driver, "government_show_booth_fee_yuan", typed).await?;
            go_on(&driver).await?;
            shows(&driver, "errors", message).await?;
            shows(&driver, "government_show_booth_fee_yuan--error", message).await?;
            assert_eq!(
                by_id(&driver, "government_show_booth_fee_yuan")
                    .await?
                    .prop("value")
                    .await?
                    .as_deref(),
                Some(typed)
            );
            assert!(driver.title().await?.starts_with("错误："));
        }
        assert_eq!(
            driver
                .execute("return document.activeElement.id", vec![])
                .await?
                .convert::<String>()?,
            "errors"
        );
        type_into(&driver, "government_show_booth_fee_yuan", "８０，０００").await?;
        shows(&driver, "government_show_booth_fee_yuan--echo", "80,000 元").await
    })
    .await;
}

#[tokio::test]
async fn a_change_of_region_keeps_the_old_answers_and_does_not_count_them() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        to_trade_shows(&driver, &address).await?;
        type_into(&driver, "government_show_booth_fee_yuan", "80000").await?;
        driver.goto(format!("{address}#/where_and_when")).await?;
        click(&driver, "region--elsewhere").await?;
        shows(&driver, "live", "这里还没有收录当地的文件，算不出金额，请问当地工信部门").await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/trade_shows")).await?;
        arrives(&driver, "#/trade_shows").await?;
        assert_eq!(
            by_id(&driver, "government_show_booth_fee_yuan").await?.prop("value").await?.as_deref(),
            Some("80000")
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_tier_lowered_midway_keeps_the_title_shown_with_a_message_and_not_counted() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/certification").await?;
        clicks(
            &driver,
            &["certification_tier--national_giant", "first_certified_tiers--national_giant"],
        )
        .await?;
        nothing_elsewhere(&driver, "certification").await?;
        shows(&driver, "live", "目前可确定 30 万元").await?;
        click(&driver, "certification_tier--provincial").await?;
        shows(&driver, "live", "目前可确定 0 元").await?;
        shows(&driver, "first_certified_tiers--error", "首次认定的称号高于目前的最高认定").await?;
        assert!(
            by_id(&driver, "first_certified_tiers--national_giant").await?.is_selected().await?
        );
        go_on(&driver).await?;
        shows(&driver, "errors", "有 1 处需要修改").await?;
        click(&driver, "certification_tier--national_giant").await?;
        // With the lower tier the title was open, and with it another matter: that is asked again.
        nothing_elsewhere(&driver, "certification").await?;
        shows(&driver, "live", "目前可确定 30 万元").await
    })
    .await;
}

#[tokio::test]
async fn refresh_and_back_lose_nothing_and_clear_forgets_everything() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        // Pressed and not clicked by script: WebKit passes over pages that came without a hand.
        driver
            .action_chain()
            .move_to_element_center(&by_id(&driver, "region--zaozhuang").await?)
            .click()
            .perform()
            .await?;
        by_id(&driver, "next").await?.wait_until().enabled().await?;
        let next = by_id(&driver, "next").await?;
        next.scroll_into_view().await?;
        driver.action_chain().move_to_element_center(&next).click().perform().await?;
        arrives(&driver, "#/certification").await?;
        click(&driver, "certification_tier--municipal").await?;
        driver.refresh().await?;
        arrives(&driver, "#/certification").await?;
        assert!(by_id(&driver, "certification_tier--municipal").await?.is_selected().await?);
        driver.back().await?;
        arrives(&driver, "#/where_and_when").await?;
        assert!(by_id(&driver, "region--zaozhuang").await?.is_selected().await?);
        driver.forward().await?;
        arrives(&driver, "#/certification").await?;
        click(&driver, "clear").await?;
        arrives(&driver, "#/where_and_when").await?;
        driver.refresh().await?;
        assert!(!by_id(&driver, "region--zaozhuang").await?.is_selected().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn below_a_path_of_its_own_it_asks_nothing_of_any_other_place() {
    let address = serve("/zhengce/huiqi/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--jincheng").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/certification").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn opened_by_a_double_click_it_works_all_the_same() {
    in_browser(async move |driver| {
        let page = format!("file://{}", dist().join("index.html").display());
        driver.goto(&page).await?;
        click(&driver, "region--zaozhuang").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/certification").await?;
        click(&driver, "certification_tier--municipal").await?;
        driver.refresh().await?;
        assert!(by_id(&driver, "certification_tier--municipal").await?.is_selected().await?);
        // From the bare address the part that asks comes first, and hands over to the whole.
        driver.goto(&page).await?;
        click(&driver, "to-result").await?;
        shows(&driver, "least", "0 元").await?;
        was_quiet(&driver, "file://").await
    })
    .await;
}

#[tokio::test]
async fn without_storage_the_answers_still_reach_the_result() {
    let refuse = "Object.defineProperty(window, 'localStorage', \
        { get() { throw new DOMException('no', 'SecurityError') } })";
    let address = serve_after(refuse).await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "large").await?;
        click(&driver, "region--zaozhuang").await?;
        go_on(&driver).await?;
        clicks(&driver, &PROVINCIAL).await?;
        nothing_elsewhere(&driver, "certification").await?;
        shows(&driver, "live", "目前可确定 10 万元").await?;
        click(&driver, "to-result").await?;
        shows(&driver, "least", "10 万元").await?;
        shows(&driver, "large", "标准版").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn where_the_rest_of_the_page_does_not_arrive_it_is_said_and_back_leads_to_the_answers() {
    let address = serve("/").await;
    in_chromium("files are blocked over the devtools protocol", async move |driver| {
        driver.cdp().send_raw("Network.enable", serde_json::json!({})).await?;
        let block = async |urls: &[&str]| {
            driver
                .cdp()
                .send_raw("Network.setBlockedURLs", serde_json::json!({ "urls": urls }))
                .await
        };
        block(&["*/huiqi-*"]).await?;
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        click(&driver, "to-result").await?;
        shows(&driver, "waiting", "页面没有打开").await?;
        driver.back().await?;
        assert!(by_id(&driver, "region--zaozhuang").await?.is_selected().await?);
        click(&driver, "region--jincheng").await?;
        // Once it can be had, the same button works, and nothing said meanwhile is lost.
        block(&[]).await?;
        click(&driver, "to-result").await?;
        shows(&driver, "heading", "0 元").await?;
        shows(&driver, "main", "晋城").await
    })
    .await;
}

#[tokio::test]
async fn rules_that_were_checked_long_ago_are_said_to_be_old() {
    let address = serve("/").await;
    in_chromium("the clock is set over the devtools protocol", async move |driver| {
        // 180 days after the documents were checked nothing is said, a day after that it is.
        set_clock(&driver, 180).await?;
        driver.goto(&address).await?;
        shows(&driver, "on--hint", "默认是今天").await?;
        assert!(
            driver
                .execute("return document.getElementById('stale') === null", vec![])
                .await?
                .convert::<bool>()?
        );
        set_clock(&driver, 181).await?;
        driver.refresh().await?;
        shows(&driver, "stale", "181 天前核对").await?;
        shows(&driver, "stale", "重新拷贝").await
    })
    .await;
}
