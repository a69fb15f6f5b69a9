//! Up to three cases side by side.

use huiqi_browser_tests::{Folder, PROVINCIAL, Page, in_browser, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;

async fn rows_in_view(tab: &Page) -> WebDriverResult<Vec<String>> {
    let script = "return [...document.querySelectorAll('#cases tr[id]')].filter(row => \
        row.getClientRects().length).map(row => row.id.slice(5))";
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn a_copy_is_changed_compared_named_and_taken_away() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.execute("location.hash = '#/listing'", vec![]).await?;
        tab.click("listings--nothing").await?;
        tab.nothing_elsewhere("listing").await?;
        tab.click("to-compare").await?;
        tab.arrives("#/compare").await?;
        tab.shows("heading", "比较案例").await?;
        tab.click("copy-case").await?;
        tab.arrives("#/all").await?;
        tab.shows("case--1", "案例2").await?;
        tab.click("listings--neeq").await?;
        // A matter more: the question about other policies is open again.
        tab.shows("claimed_elsewhere--hint", "又多了可以申报的事项").await?;
        tab.click("claimed_elsewhere--nothing").await?;
        tab.shows("next", "回到比较").await?;
        tab.go_on().await?;
        tab.arrives("#/compare").await?;
        // 10 for the title, and 100 more on 新三板; what is still open lies equally in both.
        tab.shows("case-least--0", "10 万元").await?;
        tab.shows("case-least--0", "基准").await?;
        tab.shows("case-least--1", "110 万元").await?;
        tab.shows("case-least--1", "+100 万元").await?;
        tab.shows("cmp--zaozhuang-srdi-2022/listing-neeq", "+100 万元").await?;
        tab.shows("cmp--listings", "不同").await?;
        tab.shows("cases", "上市挂牌：新三板").await?;
        let only = rows_in_view(&tab).await?;
        assert_eq!(only, ["listings", "zaozhuang-srdi-2022/listing-neeq"]);
        tab.click("only-differences").await?;
        assert!(!tab.by_id("cmp--certification_tier").await?.text().await?.contains("不同"));
        tab.click("only-differences").await?;
        // A third case in another region, whose document has ended by that day: no figure, which is
        // neither 0 nor a loss.
        tab.click("copy-case").await?;
        tab.arrives("#/all").await?;
        tab.click("region--xinxiang").await?;
        tab.on_day("2026-11-21").await?;
        tab.go_on().await?;
        tab.arrives("#/compare").await?;
        tab.shows("case-least--2", "文件已到期").await?;
        tab.shows("cmp--region", "新乡").await?;
        tab.shows("cmp--zaozhuang-srdi-2022/listing-neeq", "当地没有").await?;
        let room: bool = tab
            .execute("return document.getElementById('copy-case') === null", vec![])
            .await?
            .convert()?;
        assert!(room, "a fourth has no room");
        tab.type_into("case-name--1", "挂牌新三板<b>").await?;
        tab.click("heading").await?;
        tab.execute("document.getElementById('case-name--1').blur()", vec![]).await?;
        tab.shows("cases", "挂牌新三板<b>").await?;
        tab.refresh().await?;
        tab.shows("cases", "挂牌新三板<b>").await?;
        tab.shows("case-least--2", "文件已到期").await?;
        tab.click("remove-case--0").await?;
        // The first of those left is the measure now.
        tab.shows("case-least--0", "110 万元").await?;
        tab.shows("case-least--0", "基准").await?;
        tab.shows("case-least--1", "文件已到期").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn three_cases_fit_a_narrow_screen_and_paper() {
    let address = serve("/").await;
    in_chromium("print media are set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.click("certification_tier--provincial").await?;
        for _ in 0..2 {
            tab.goto(format!("{address}#/compare")).await?;
            tab.click("copy-case").await?;
            tab.arrives("#/all").await?;
        }
        tab.goto(format!("{address}#/compare")).await?;
        tab.shows("case-least--2", "0 元").await?;
        for large in [false, true] {
            if large {
                tab.click("large").await?;
            }
            for width in [320, 390, 820, 1280] {
                crate::pages::resize(&tab, width, 1000).await?;
                let size: Vec<u32> = tab
                    .execute(
                        "return [document.documentElement.scrollWidth, \
                         document.documentElement.scrollHeight]",
                        vec![],
                    )
                    .await?
                    .convert()?;
                assert!(size[0] <= width, "{} wide on {width}, large type {large}", size[0]);
                crate::pages::resize(&tab, width, size[1]).await?;
                crate::pages::keep_picture(
                    &tab,
                    &format!("three-{width}{}", if large { "-large" } else { "" }),
                )
                .await?;
            }
        }
        tab.cdp()
            .send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }))
            .await?;
        crate::pages::resize(&tab, 794, 1400).await?;
        let wide: u32 =
            tab.execute("return document.documentElement.scrollWidth", vec![]).await?.convert()?;
        assert!(wide <= 794, "{wide} wide on paper");
        assert!(
            tab.by_id("cases").await?.is_displayed().await?
                && !tab.by_id("case-name--0").await?.is_displayed().await?
        );
        crate::pages::keep_picture(&tab, "three-print").await
    })
    .await;
}

#[tokio::test]
async fn cases_are_kept_opened_doubled_taken_away_and_had_back() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("to-cases").await?;
        tab.arrives("#/cases").await?;
        // An example with one press; what it shows was worked out by hand: 30 for the title, 4 for
        // the fair, up to 1,050 more.
        tab.open_company("北交所").await?;
        tab.arrives("#/result").await?;
        tab.shows("least", "34 万元").await?;
        tab.shows("most", "1,084 万元").await?;
        tab.shows("opened", "已打开").await?;
        tab.click("dismiss").await?;
        tab.click("to-cases").await?;
        tab.type_into("keep-name", "甲公司<img src=x>").await?;
        tab.click("keep").await?;
        tab.shows("told", "已保存").await?;
        tab.shows("kept", "至少 34 万元，最多 1,084 万元").await?;
        tab.click("double-kept--0").await?;
        tab.refresh().await?;
        assert_eq!(
            tab.by_id("kept-name--1").await?.prop("value").await?.as_deref(),
            Some("甲公司<img src=x>（2）")
        );
        tab.click("remove-kept--0").await?;
        tab.shows("opened", "已删除“甲公司<img src=x>”").await?;
        assert_eq!(
            tab.by_id("kept-name--0").await?.prop("value").await?.as_deref(),
            Some("甲公司<img src=x>（2）")
        );
        tab.click("restore").await?;
        tab.by_id("kept-name--1").await?;
        crate::explains::pictures(&tab, "cases").await?;
        // Another case replaces the present one, which can be restored.
        tab.click("to-start").await?;
        tab.click("region--jincheng").await?;
        tab.click("to-cases").await?;
        tab.click("open-kept--0").await?;
        tab.shows("least", "34 万元").await?;
        tab.click("restore").await?;
        tab.shows("main", "晋城").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn a_file_of_cases_is_read_and_the_end_of_a_demonstration_leaves_nothing() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/cases")).await?;
        tab.by_id("import").await?;
        let folder = Folder::create();
        let good = "\u{feff}huiqi cases 1\r\ncase\t乙公司\r\nhuiqi 1\r\ndate\t2026-11-21\r\n\
            region\t=zaozhuang\r\ncertification_tier\t=provincial\r\n\
            first_certified_tiers\t=provincial\r\nclaimed_elsewhere\t=\r\nlater_question\t=yes\r\n";
        tab.by_id("import").await?.send_keys(folder.file("good.txt", good.as_bytes())).await?;
        tab.shows("opened", "导入了 1 个案例").await?;
        tab.shows("opened", "有 1 个答案在当前规则里没有").await?;
        tab.shows("kept", "至少 10 万元").await?;
        tab.by_id("import").await?.send_keys(folder.file("bad.txt", b"PK\x03\x04")).await?;
        tab.shows("opened", "不是本页导出的案例文件").await?;
        tab.click("end").await?;
        tab.shows("opened", "已清空").await?;
        tab.goto(format!("{address}#/cases")).await?;
        tab.refresh().await?;
        tab.shows("main", "还没有保存案例").await?;
        let kept: String = tab
            .execute("return JSON.stringify(Object.entries(localStorage))", vec![])
            .await?
            .convert()?;
        assert!(!kept.contains("乙公司") && !kept.contains("zaozhuang"), "{kept}");
        tab.was_quiet(&address).await
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
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        let put = "localStorage.clear(); localStorage.setItem('huiqi', arguments[0])";
        tab.execute(put, vec![serde_json::json!(KEPT_2026_11)]).await?;
        // The part that is loaded first cannot carry answers over: the whole page opens at once.
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}#/all")).await?;
        tab.shows("opened", "这几题的问法改了，请再答一次：首次认定、智能工厂评选。").await?;
        tab.shows("smart_factory_award--hint", "这一题的问法改了").await?;
        let fee: String = tab
            .execute(
                "return document.getElementById('government_show_booth_fee_yuan').value",
                vec![],
            )
            .await?
            .convert()?;
        assert_eq!(fee, "8万");
        let neeq = "return document.getElementById('listings--neeq').checked";
        assert!(tab.execute(neeq, vec![]).await?.convert::<bool>()?);
        tab.click("smart_factory_award--awarded_unpaid").await?;
        tab.click("first_certified_tiers--provincial").await?;
        // 10 for the title, 20 for the factory, 100 on 新三板, half of the fee.
        tab.click("claimed_elsewhere--nothing").await?;
        tab.go_on().await?;
        tab.click("next").await?;
        tab.shows("least", "134 万元").await
    })
    .await;
}

#[tokio::test]
async fn the_page_of_cases_says_what_safari_clears() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}#/cases")).await?;
        tab.shows("main", "七天没有打开").await?;
        let folder = Folder::create();
        let newer = folder.file("newer.txt", "huiqi cases 9\ncase\t甲\n".as_bytes());
        tab.by_id("import").await?.send_keys(newer).await?;
        tab.shows("opened", "由更新的版本导出").await
    })
    .await;
}
