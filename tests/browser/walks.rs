//! One walk for each region, from the first page to the result; the amounts are worked out by hand from the documents.

use huiqi_browser_tests::{
    NATIONAL_GIANT, arrives, by_id, click, clicks, go_on, in_browser, serve, shows, type_into,
    was_quiet,
};
use thirtyfour::prelude::{WebDriver, WebDriverResult};

/// Opens the page with a region and a day chosen, and goes on.
async fn begin(
    driver: &WebDriver,
    address: &str,
    region: &str,
    day: Option<&str>,
) -> WebDriverResult<()> {
    driver.goto(address).await?;
    click(driver, &format!("region--{region}")).await?;
    if let Some(day) = day {
        type_into(driver, "on", day).await?;
    }
    go_on(driver).await
}

/// From the last step over the check page to the result.
async fn finish(driver: &WebDriver, least: &str, most: &str) -> WebDriverResult<()> {
    go_on(driver).await?;
    arrives(driver, "#/check").await?;
    click(driver, "next").await?;
    arrives(driver, "#/result").await?;
    shows(driver, "least", least).await?;
    shows(driver, "most", most).await
}

#[tokio::test]
async fn zaozhuang_pays_34_at_least_and_1084_at_most() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        begin(&driver, &address, "zaozhuang", None).await?;
        arrives(&driver, "#/certification").await?;
        clicks(&driver, &NATIONAL_GIANT).await?;
        shows(&driver, "live", "目前可确定 0 元").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/listing").await?;
        click(&driver, "listings--bse").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/smart_factory").await?;
        click(&driver, "smart_factory_award--applied").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/trade_shows").await?;
        type_into(&driver, "government_show_booth_fee_yuan", "8万").await?;
        shows(&driver, "government_show_booth_fee_yuan--echo", "人民币捌万元整").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/other").await?;
        click(&driver, "platform_contest_prize--unclear").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/claimed_elsewhere").await?;
        click(&driver, "claimed_elsewhere--nothing").await?;
        shows(&driver, "live", "目前可确定 34 万元，最多可达 1,084 万元").await?;
        finish(&driver, "34 万元", "1,084 万元").await?;
        shows(&driver, "group-SetAside", "新获得省级专精特新奖励").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn jincheng_adds_the_city_and_the_province() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        begin(&driver, &address, "jincheng", None).await?;
        arrives(&driver, "#/certification").await?;
        clicks(
            &driver,
            &[
                "certification_tier--national_giant",
                "first_certified_tiers--provincial_giant",
                "first_certified_tiers--national_giant",
                "provincial_award_received--no",
            ],
        )
        .await?;
        go_on(&driver).await?;
        clicks(&driver, &["listings--neeq", "base_listing_support--yes"]).await?;
        go_on(&driver).await?;
        arrives(&driver, "#/other").await?;
        type_into(&driver, "ip_purchase_yuan", "0").await?;
        finish(&driver, "40 万元", "70 万元").await
    })
    .await;
}

#[tokio::test]
async fn the_rest_of_shanxi_gets_the_province_alone() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        begin(&driver, &address, "shanxi_other", None).await?;
        clicks(&driver, &["certification_tier--provincial", "provincial_award_received--no"])
            .await?;
        go_on(&driver).await?;
        arrives(&driver, "#/other").await?;
        type_into(&driver, "ip_purchase_yuan", "1000万").await?;
        click(&driver, "ip_led_to_certification--yes").await?;
        // 30 at most from the award, 200 at most from the purchase.
        finish(&driver, "0 元", "230 万元").await
    })
    .await;
}

#[tokio::test]
async fn xinxiang_counts_inside_its_validity_and_not_today() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--xinxiang").await?;
        type_into(&driver, "on", "2026-11-21").await?;
        shows(&driver, "live", "目前可确定 0 元，最多可达 0 元").await?;
        shows(&driver, "set-day--xinxiang-srdi-2022", "2025年12月31日").await?;
        click(&driver, "set-day--xinxiang-srdi-2022").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/certification").await?;
        clicks(&driver, &NATIONAL_GIANT).await?;
        go_on(&driver).await?;
        arrives(&driver, "#/other").await?;
        type_into(&driver, "provincial_equipment_subsidy_yuan", "1,000,000").await?;
        clicks(
            &driver,
            &["first_recognised_platforms--national_platform", "platform_assessment_grade--first"],
        )
        .await?;
        go_on(&driver).await?;
        arrives(&driver, "#/claimed_elsewhere").await?;
        click(&driver, "claimed_elsewhere--nothing").await?;
        finish(&driver, "75 万元", "75 万元").await?;
        // The same answers today: nothing counts, and what it would have paid stands apart.
        driver.goto(format!("{address}#/where_and_when")).await?;
        type_into(&driver, "on", "2026-01-01").await?;
        shows(&driver, "live", "目前可确定 0 元，最多可达 0 元").await?;
        shows(&driver, "would--xinxiang-srdi-2022", "75 万元").await
    })
    .await;
}

#[tokio::test]
async fn sanmenxia_counts_inside_its_validity_and_not_today() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        begin(&driver, &address, "sanmenxia", Some("2025-12-31")).await?;
        arrives(&driver, "#/certification").await?;
        click(&driver, "certification_tier--national_key_giant").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/other").await?;
        click(&driver, "project_in_scope--yes").await?;
        type_into(&driver, "project_investment_yuan", "150万").await?;
        click(&driver, "project_cap_yuan--unclear").await?;
        type_into(&driver, "key_giant_fund_yuan", "200万").await?;
        // 200 for certain, and 40% of 150 under a cap that is not known.
        finish(&driver, "200 万元", "260 万元").await?;
        driver.goto(format!("{address}#/where_and_when")).await?;
        type_into(&driver, "on", "2026-11-21").await?;
        shows(&driver, "live", "目前可确定 0 元，最多可达 0 元").await
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_walk_keeps_the_bounds_wide() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        begin(&driver, &address, "zaozhuang", None).await?;
        arrives(&driver, "#/certification").await?;
        click(&driver, "to-result").await?;
        arrives(&driver, "#/result").await?;
        shows(&driver, "least", "0 元").await?;
        shows(&driver, "most", "待定").await?;
        assert!(by_id(&driver, "group-Possible").await?.text().await?.contains("还没有回答"));
        crate::explains::pictures(&driver, "open").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_press_is_shown_before_the_page_is_drawn_anew_and_none_is_lost() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        by_id(&driver, "region--zaozhuang").await?;
        // In the turn of the press itself the card is chosen and the page says that it is about to change; the line still says what it said.
        let press = "const card = document.getElementById('region--zaozhuang'); card.click();
            return [card.checked, document.getElementById('app').hasAttribute('data-busy'), document.getElementById('live').textContent.startsWith('选好所在地后')]";
        let at_once: Vec<bool> = driver.execute(press, vec![]).await?.convert()?;
        assert_eq!(at_once, [true, true, true]);
        shows(&driver, "live", "目前可确定 0 元").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/certification").await?;
        // Four presses before the page can answer the first: each counts, in its order.
        let hasty = format!("{:?}.forEach((id) => document.getElementById(id).click())", NATIONAL_GIANT);
        driver.execute(hasty, vec![]).await?;
        shows(&driver, "live", "目前可确定 0 元").await?;
        for card in NATIONAL_GIANT {
            assert!(by_id(&driver, card).await?.is_selected().await?, "{card} was pressed");
        }
        Ok(())
    })
    .await;
}

/// (6,499.8 - 5,000) ÷ 5,000 = 29.996 %, and 30 % are asked; 20 % of 3,600,000 would be 720,000.
#[tokio::test]
async fn a_growth_of_29_996_percent_from_two_sums_is_not_30() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        begin(&driver, &address, "jincheng", Some("2025-12-31")).await?;
        click(&driver, "all").await?;
        arrives(&driver, "#/all").await?;
        clicks(&driver, &["certification_tier--none", "first_certified_tiers--nothing"]).await?;
        click(&driver, "listings--nothing").await?;
        type_into(&driver, "ip_purchase_yuan", "360万").await?;
        clicks(&driver, &["ip_led_to_certification--no", "became_above_scale--no"]).await?;
        click(&driver, "above_scale--yes").await?;
        type_into(&driver, "profit_margin_percent", "3").await?;
        click(&driver, "revenue_growth_percent--sums").await?;
        type_into(&driver, "revenue_growth_percent", "6,499.8万").await?;
        type_into(&driver, "revenue_growth_percent--to", "5000万").await?;
        shows(&driver, "revenue_growth_percent--echo", "= 29.996%").await?;
        shows(&driver, "live", "目前可确定 0 元").await?;
        type_into(&driver, "revenue_growth_percent", "65002000").await?;
        shows(&driver, "revenue_growth_percent--echo", "= 30.004%").await?;
        shows(&driver, "live", "最多可达 72 万元").await?;
        driver.refresh().await?;
        shows(&driver, "revenue_growth_percent--echo", "= 30.004%").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/check").await?;
        let words = "30.004%（这一年主营业务收入 65,002,000 元，上一年主营业务收入 50,000,000 元）";
        shows(&driver, "main", words).await?;
        was_quiet(&driver, &address).await
    })
    .await;
}
