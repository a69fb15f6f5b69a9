//! Up to three cases side by side.

use huiqi_browser_tests::{
    Folder, PROVINCIAL, arrives, by_id, click, clicks, go_on, in_browser, in_chromium,
    nothing_elsewhere, open_company, serve, shows, type_into, was_quiet,
};
use thirtyfour::prelude::{WebDriver, WebDriverResult};

async fn rows_in_view(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let script = "return [...document.querySelectorAll('#cases tr[id]')].filter(row => \
        row.getClientRects().length).map(row => row.id.slice(5))";
    driver.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn a_copy_is_changed_compared_named_and_taken_away() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/certification")).await?;
        clicks(&driver, &PROVINCIAL).await?;
        nothing_elsewhere(&driver, "listing").await?;
        click(&driver, "listings--nothing").await?;
        click(&driver, "to-compare").await?;
        arrives(&driver, "#/compare").await?;
        shows(&driver, "heading", "比较案例").await?;
        click(&driver, "copy-case").await?;
        arrives(&driver, "#/all").await?;
        shows(&driver, "case--1", "案例2").await?;
        click(&driver, "listings--neeq").await?;
        // A matter more: the question about other policies is open again.
        shows(&driver, "claimed_elsewhere--hint", "又多了可以申报的事项").await?;
        click(&driver, "claimed_elsewhere--nothing").await?;
        shows(&driver, "next", "回到比较").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/compare").await?;
        // 10 for the title, and 100 more on 新三板; what is still open lies equally in both.
        shows(&driver, "case-least--0", "10 万元").await?;
        shows(&driver, "case-least--0", "基准").await?;
        shows(&driver, "case-least--1", "110 万元").await?;
        shows(&driver, "case-least--1", "+100 万元").await?;
        shows(&driver, "cmp--zaozhuang-srdi-2022/listing-neeq", "+100 万元").await?;
        shows(&driver, "cmp--listings", "不同").await?;
        assert!(!by_id(&driver, "cmp--certification_tier").await?.text().await?.contains("不同"));
        click(&driver, "only-differences").await?;
        let only = rows_in_view(&driver).await?;
        assert_eq!(only, ["listings", "zaozhuang-srdi-2022/listing-neeq"]);
        click(&driver, "only-differences").await?;
        // A third case in another region, on another day: a loss has a sign too.
        click(&driver, "copy-case").await?;
        arrives(&driver, "#/all").await?;
        click(&driver, "region--xinxiang").await?;
        type_into(&driver, "on", "2026-11-21").await?;
        go_on(&driver).await?;
        arrives(&driver, "#/compare").await?;
        shows(&driver, "case-least--2", "−10 万元").await?;
        shows(&driver, "cmp--region", "新乡").await?;
        shows(&driver, "cmp--zaozhuang-srdi-2022/listing-neeq", "当地没有").await?;
        let room: bool = driver
            .execute("return document.getElementById('copy-case') === null", vec![])
            .await?
            .convert()?;
        assert!(room, "a fourth has no room");
        type_into(&driver, "case-name--1", "挂牌新三板<b>").await?;
        click(&driver, "heading").await?;
        driver.execute("document.getElementById('case-name--1').blur()", vec![]).await?;
        shows(&driver, "cases", "挂牌新三板<b>").await?;
        driver.refresh().await?;
        shows(&driver, "cases", "挂牌新三板<b>").await?;
        shows(&driver, "case-least--2", "−10 万元").await?;
        click(&driver, "remove-case--0").await?;
        // The first of those left is the measure now.
        shows(&driver, "case-least--0", "110 万元").await?;
        shows(&driver, "case-least--0", "基准").await?;
        shows(&driver, "case-least--1", "−110 万元").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn three_cases_fit_a_narrow_screen_and_paper() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/certification")).await?;
        click(&driver, "certification_tier--provincial").await?;
        for _ in 0..2 {
            driver.goto(format!("{address}#/compare")).await?;
            click(&driver, "copy-case").await?;
            arrives(&driver, "#/all").await?;
        }
        driver.goto(format!("{address}#/compare")).await?;
        shows(&driver, "case-least--2", "0 元").await?;
        for large in [false, true] {
            if large {
                click(&driver, "large").await?;
            }
            for width in [320, 390, 820, 1280] {
                crate::pages::resize(&driver, width, 1000).await?;
                let size: Vec<u32> = driver
                    .execute(
                        "return [document.documentElement.scrollWidth, \
                         document.documentElement.scrollHeight]",
                        vec![],
                    )
                    .await?
                    .convert()?;
                assert!(size[0] <= width, "{} wide on {width}, large type {large}", size[0]);
                crate::pages::resize(&driver, width, size[1]).await?;
                crate::pages::keep_picture(
                    &driver,
                    &format!("three-{width}{}", if large { "-large" } else { "" }),
                )
                .await?;
            }
        }
        driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        crate::pages::resize(&driver, 794, 1400).await?;
        let wide: u32 = driver
            .execute("return document.documentElement.scrollWidth", vec![])
            .await?
            .convert()?;
        assert!(wide <= 794, "{wide} wide on paper");
        assert!(
            by_id(&driver, "cases").await?.is_displayed().await?
                && !by_id(&driver, "case-name--0").await?.is_displayed().await?
        );
        crate::pages::keep_picture(&driver, "three-print").await
    })
    .await;
}

#[tokio::test]
async fn cases_are_kept_opened_doubled_taken_away_and_had_back() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "to-cases").await?;
        arrives(&driver, "#/cases").await?;
        // An example with one press; what it shows was worked out by hand: 30 for the title, 4 for
        // the fair, up to 1,050 more.
        open_company(&driver, "北交所").await?;
        arrives(&driver, "#/result").await?;
        shows(&driver, "least", "34 万元").await?;
        shows(&driver, "most", "1,084 万元").await?;
        shows(&driver, "opened", "已打开").await?;
        click(&driver, "dismiss").await?;
        click(&driver, "to-cases").await?;
        type_into(&driver, "keep-name", "甲公司<img src=x>").await?;
        click(&driver, "keep").await?;
        shows(&driver, "told", "已保存").await?;
        shows(&driver, "kept", "至少 34 万元，最多 1,084 万元").await?;
        click(&driver, "double-kept--0").await?;
        driver.refresh().await?;
        assert_eq!(
            by_id(&driver, "kept-name--1").await?.prop("value").await?.as_deref(),
            Some("甲公司<img src=x>（2）")
        );
        click(&driver, "remove-kept--0").await?;
        shows(&driver, "opened", "已删除“甲公司<img src=x>”").await?;
        assert_eq!(
            by_id(&driver, "kept-name--0").await?.prop("value").await?.as_deref(),
            Some("甲公司<img src=x>（2）")
        );
        click(&driver, "restore").await?;
        by_id(&driver, "kept-name--1").await?;
        crate::explains::pictures(&driver, "cases").await?;
        // Another case replaces the present one, which can be restored.
        click(&driver, "to-start").await?;
        click(&driver, "region--jincheng").await?;
        click(&driver, "to-cases").await?;
        click(&driver, "open-kept--0").await?;
        shows(&driver, "least", "34 万元").await?;
        click(&driver, "restore").await?;
        shows(&driver, "main", "晋城").await?;
        was_quiet(&driver, &address).await
    })
    .await;
}

#[tokio::test]
async fn a_file_of_cases_is_read_and_the_end_of_a_demonstration_leaves_nothing() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(format!("{address}#/cases")).await?;
        by_id(&driver, "import").await?;
        let folder = Folder::create();
        let good = "\u{feff}huiqi cases 1\r\ncase\t乙公司\r\nhuiqi 1\r\ndate\t2026-11-21\r\n\
            region\t=zaozhuang\r\ncertification_tier\t=provincial\r\n\
            first_certified_tiers\t=provincial\r\nclaimed_elsewhere\t=\r\nlater_question\t=yes\r\n";
        by_id(&driver, "import").await?.send_keys(folder.file("good.txt", good.as_bytes())).await?;
        shows(&driver, "opened", "导入了 1 个案例").await?;
        shows(&driver, "opened", "有 1 个答案在当前规则里没有").await?;
        shows(&driver, "kept", "至少 10 万元").await?;
        by_id(&driver, "import").await?.send_keys(folder.file("bad.txt", b"PK\x03\x04")).await?;
        shows(&driver, "opened", "不是本页导出的案例文件").await?;
        click(&driver, "end").await?;
        shows(&driver, "opened", "已清空").await?;
        driver.goto(format!("{address}#/cases")).await?;
        driver.refresh().await?;
        shows(&driver, "main", "还没有保存案例").await?;
        let kept: String = driver
            .execute("return JSON.stringify(Object.entries(localStorage))", vec![])
            .await?
            .convert()?;
        assert!(!kept.contains("乙公司") && !kept.contains("zaozhuang"), "{kept}");
        was_quiet(&driver, &address).await
    })
    .await;
}

/// What the page of 2026.11 kept in the browser's storage, letter for letter.
const KEPT_2026_11: &str = "huiqi 2\ncase*\t案例1\nhuiqi 1\ndate\t2026-11-21\nregion\t=zaozhuang\n\
    certification_tier\t=provincial\nfirst_certified_tiers\t=\nclaimed_elsewhere\t=\n\
    listing_status\t=neeq\nsmart_factory_award\t=awarded_before\nbooth_fee_yuan\t=8万\n\
    show_organised_by_government\t=true\nplatform_contest_prize\t=none\n";

#[tokio::test]
async fn what_a_former_edition_kept_comes_back_and_says_what_is_asked_again() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        let put = "localStorage.clear(); localStorage.setItem('huiqi', arguments[0])";
        driver.execute(put, vec![serde_json::json!(KEPT_2026_11)]).await?;
        // The part that is loaded first cannot carry answers over: the whole page opens at once.
        driver.goto("about:blank").await?;
        driver.goto(format!("{address}#/all")).await?;
        shows(&driver, "opened", "这几题的问法改了，请再答一次：首次认定、智能工厂评选。").await?;
        shows(&driver, "smart_factory_award--hint", "这一题的问法改了").await?;
        let fee: String = driver
            .execute(
                "return document.getElementById('government_show_booth_fee_yuan').value",
                vec![],
            )
            .await?
            .convert()?;
        assert_eq!(fee, "8万");
        let neeq = "return document.getElementById('listings--neeq').checked";
        assert!(driver.execute(neeq, vec![]).await?.convert::<bool>()?);
        click(&driver, "smart_factory_award--awarded_unpaid").await?;
        click(&driver, "first_certified_tiers--provincial").await?;
        // 10 for the title, 20 for the factory, 100 on 新三板, half of the fee.
        click(&driver, "claimed_elsewhere--nothing").await?;
        go_on(&driver).await?;
        click(&driver, "next").await?;
        shows(&driver, "least", "134 万元").await
    })
    .await;
}
