//! What people do to a page: bad numbers, second thoughts, refreshes, odd places to open it from.

use huiqi_browser_tests::{PROVINCIAL, Page, dist, in_browser, in_chromium, serve, serve_after};
use thirtyfour::prelude::WebDriverResult;

async fn to_trade_shows(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.goto(format!("{address}#/trade_shows")).await?;
    tab.arrives("#/trade_shows").await
}

#[tokio::test]
async fn bad_numbers_are_reported_and_the_typed_text_is_kept() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        to_trade_shows(&tab, &address).await?;
        for (typed, message) in [
            ("-5", "不能是负数"),
            ("三万", "请填数字"),
            ("1.234", "最多精确到分"),
            ("99999999亿", "太大"),
        ] {
            tab.type_into("government_show_booth_fee_yuan", typed).await?;
            tab.go_on().await?;
            tab.shows("errors", message).await?;
            tab.shows("government_show_booth_fee_yuan--error", message).await?;
            assert_eq!(
                tab.by_id("government_show_booth_fee_yuan").await?.prop("value").await?.as_deref(),
                Some(typed)
            );
            assert!(tab.title().await?.starts_with("错误："));
        }
        assert_eq!(
            tab.execute("return document.activeElement.id", vec![]).await?.convert::<String>()?,
            "errors"
        );
        tab.type_into("government_show_booth_fee_yuan", "８０，０００").await?;
        tab.shows("government_show_booth_fee_yuan--echo", "80,000 元").await
    })
    .await;
}

#[tokio::test]
async fn a_change_of_region_keeps_the_old_answers_and_does_not_count_them() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        to_trade_shows(&tab, &address).await?;
        tab.type_into("government_show_booth_fee_yuan", "80000").await?;
        tab.goto(format!("{address}#/where_and_when")).await?;
        tab.click("region--elsewhere").await?;
        tab.shows("without-figure", "没有收录贵地的文件，不能测算").await?;
        tab.first_step().await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/trade_shows")).await?;
        tab.arrives("#/trade_shows").await?;
        assert_eq!(
            tab.by_id("government_show_booth_fee_yuan").await?.prop("value").await?.as_deref(),
            Some("80000")
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_tier_lowered_midway_keeps_the_title_shown_with_a_message_and_not_counted() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.clicks(&[
            "certification_tier--national_giant",
            "first_certified_tiers--national_giant",
        ])
        .await?;
        tab.nothing_elsewhere("certification").await?;
        tab.live_total("300000", None).await?;
        tab.click("certification_tier--provincial").await?;
        tab.live_total("0", None).await?;
        tab.shows("first_certified_tiers--error", "首次认定的称号高于目前的最高认定").await?;
        assert!(tab.by_id("first_certified_tiers--national_giant").await?.is_selected().await?);
        tab.go_on().await?;
        tab.shows("errors", "有 1 处需要修改").await?;
        tab.click("certification_tier--national_giant").await?;
        // With the lower tier the title was open, and with it another matter: that is asked again.
        tab.nothing_elsewhere("certification").await?;
        tab.live_total("300000", None).await
    })
    .await;
}

#[tokio::test]
async fn refresh_and_back_lose_nothing_and_clear_forgets_everything() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        // Pressed and not clicked by script: WebKit passes over pages that came without a hand.
        tab.action_chain()
            .move_to_element_center(&tab.by_id("region--zaozhuang").await?)
            .click()
            .perform()
            .await?;
        tab.arrives("#/certification").await?;
        tab.click("certification_tier--municipal").await?;
        tab.refresh().await?;
        tab.arrives("#/certification").await?;
        assert!(tab.by_id("certification_tier--municipal").await?.is_selected().await?);
        tab.back().await?;
        tab.arrives("#/where_and_when").await?;
        tab.has_region("zaozhuang").await?;
        tab.forward().await?;
        tab.arrives("#/certification").await?;
        tab.click("clear").await?;
        tab.arrives("#/where_and_when").await?;
        tab.refresh().await?;
        tab.has_no_region("zaozhuang").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn below_a_path_of_its_own_it_asks_nothing_of_any_other_place() {
    let address = serve("/zhengce/huiqi/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--jincheng").await?;
        tab.arrives("#/certification").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn opened_by_a_double_click_it_works_all_the_same() {
    in_browser(async move |tab| {
        let page = format!("file://{}", dist().join("index.html").display());
        tab.goto(&page).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.click("certification_tier--municipal").await?;
        tab.refresh().await?;
        assert!(tab.by_id("certification_tier--municipal").await?.is_selected().await?);
        // From the bare address the part that asks comes first, and hands over to the whole.
        tab.goto(&page).await?;
        tab.go_on().await?;
        tab.click("to-result").await?;
        tab.shows("least", "0 元").await?;
        tab.was_quiet("file://").await
    })
    .await;
}

#[tokio::test]
async fn without_storage_the_answers_still_reach_the_result() {
    let refuse = "Object.defineProperty(window, 'localStorage', \
        { get() { throw new DOMException('no', 'SecurityError') } })";
    let address = serve_after(refuse).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.live_total("100000", None).await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.click("large").await?;
        tab.shows("large", "标准版").await?;
        // They last as long as the tab, and nothing more is said.
        tab.shows("opened", "关掉就没有了").await?;
        tab.shows("keeping", "关掉就没有了").await?;
        let page = tab.by_id("app").await?.text().await?;
        assert!(!page.contains("已保存") && !page.contains("保存在本机"), "{page}");
        tab.refresh().await?;
        tab.shows("least", "10 万元").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn where_the_rest_of_the_page_does_not_arrive_it_is_said_and_back_leads_to_the_answers() {
    let address = serve("/").await;
    in_chromium("files are blocked over the devtools protocol", async move |tab| {
        tab.cdp().send_raw("Network.enable", serde_json::json!({})).await?;
        let block = async |urls: &[&str]| {
            tab.cdp().send_raw("Network.setBlockedURLs", serde_json::json!({ "urls": urls })).await
        };
        block(&["*/huiqi-*"]).await?;
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.click("to-result").await?;
        tab.shows("waiting", "页面没有打开").await?;
        tab.back().await?;
        tab.has_region("zaozhuang").await?;
        tab.first_step().await?;
        tab.click("region--jincheng").await?;
        // Once it can be had, the same button works, and nothing said meanwhile is lost.
        block(&[]).await?;
        tab.click("to-result").await?;
        tab.shows("heading", "0 元").await?;
        tab.shows("main", "晋城").await
    })
    .await;
}

#[tokio::test]
async fn rules_that_were_checked_long_ago_are_said_to_be_old() {
    let address = serve("/").await;
    in_chromium("the clock is set over the devtools protocol", async move |tab| {
        // 180 days after the documents were checked nothing is said, a day after that it is.
        tab.set_clock(180).await?;
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        assert!(
            tab.execute("return document.getElementById('stale') === null", vec![])
                .await?
                .convert::<bool>()?
        );
        tab.set_clock(181).await?;
        tab.refresh().await?;
        tab.shows("stale", "181 天前核对").await?;
        tab.shows("stale", "重新拷贝").await
    })
    .await;
}
