//! The way to the result: a first page that promises, questions that stay where they are, ways
//! back.

use crate::pages::{keep_picture, resize};
use huiqi_browser_tests::{PROVINCIAL, Page, in_browser, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;

async fn to(tab: &Page, page: &str) -> WebDriverResult<()> {
    tab.execute(format!("location.hash = '#/{page}'"), vec![]).await?;
    tab.arrives(&format!("#/{page}")).await?;
    tab.by_id("heading").await.map(|_| ())
}

async fn number(tab: &Page, expression: &str) -> WebDriverResult<f64> {
    tab.execute(format!("return {expression}"), vec![]).await?.convert()
}

#[tokio::test]
async fn the_first_page_promises_and_asks_for_the_region_alone() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("heading", "看看专精特新能领多少").await?;
        for words in ["给中小企业用", "大约 3 分钟", "不离开这台设备", "含滕州市和各区"]
        {
            tab.shows("main", words).await?;
        }
        // What is in force comes first, then what has ended, then what is not covered.
        let places = "return [...document.querySelectorAll('.place')].map(one => one.id.slice(8))";
        let places: Vec<String> = tab.execute(places, vec![]).await?.convert()?;
        let expected =
            ["zaozhuang", "jincheng", "shanxi_other", "xinxiang", "sanmenxia", "elsewhere"];
        let shipped: Vec<&String> =
            places.iter().filter(|place| expected.contains(&place.as_str())).collect();
        assert_eq!(shipped, expected, "a portal's own places are among them");
        assert_eq!(places.last().map(String::as_str), Some("elsewhere"));
        tab.shows("region--zaozhuang", "8 项奖补").await?;
        tab.shows("region--xinxiang", "文件到2025年12月31日").await?;
        tab.shows("region--xinxiang", "已到期").await?;
        tab.shows("region--elsewhere", "还没有收录").await?;
        // No amount, no steps, no day, no heading over nothing, nothing to press that does nothing.
        tab.until(
            "!document.querySelector('#strip, #on, #next, #resume, .side, .eyebrow, \
             button[disabled]')",
        )
        .await?;
        // One tap goes on.
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.live_total("0", None).await?;
        assert_eq!(
            tab.execute("return document.activeElement.id", vec![]).await?.convert::<String>()?,
            "heading",
        );
        // Nothing of 枣庄 ends: the day is not asked. What 新乡 had has ended.
        tab.until("!document.getElementById('on')").await?;
        let steps = "document.querySelector('.eyebrow').textContent.match(/共 (\\d+) 步/)[1]";
        let before = number(&tab, &format!("Number({steps})")).await?;
        tab.clicks(&PROVINCIAL).await?;
        assert_eq!(number(&tab, &format!("Number({steps})")).await?, before);
        // Who comes back reads how far it went, and goes on with what is open.
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.shows("resume", "上次算到：枣庄市，答了 2 题").await?;
        tab.has_region("zaozhuang").await?;
        tab.go_on().await?;
        tab.arrives("#/listing").await?;
        // Today 新乡 has no figure: one tap leads to whom to ask.
        to(&tab, "where_and_when").await?;
        tab.click("region--xinxiang").await?;
        tab.arrives("#/result").await?;
        tab.click("set-day--xinxiang-srdi-2022").await?;
        tab.shows("another-day", "2025年12月31日").await?;
        to(&tab, "certification").await?;
        // Another day than today is in view, with its field.
        tab.shows("day", "按2025年12月31日申报算").await?;
        for typed in ["2025年12月30日", "20251230", "2025/12/30", "２０２５-12-30"] {
            tab.type_into("on", typed).await?;
            tab.until("!document.querySelector('.q--bad')").await?;
            tab.shows("q--on", "2025年12月30日").await?;
        }
        tab.was_quiet(&address).await
    })
    .await;
}

/// The hand of an older visitor presses twice, and the second press meets the next page.
#[tokio::test]
async fn a_double_click_on_a_place_answers_nothing() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        let place = tab.by_id("region--zaozhuang").await?;
        tab.action_chain().move_to_element_center(&place).double_click().perform().await?;
        tab.arrives("#/certification").await?;
        tab.is_done().await?;
        tab.until("!document.querySelector('#main input:checked')").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.goto(&address).await?;
        tab.shows("resume", "已选：枣庄市").await
    })
    .await;
}

#[tokio::test]
async fn nothing_moves_when_a_question_is_answered() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        for width in [320, 390, 1280] {
            resize(&tab, width, 844).await?;
            to(&tab, "all").await?;
            let place = |id: &str| {
                format!("document.getElementById('{id}').getBoundingClientRect().top + scrollY")
            };
            let below = place("q--listings");
            let before = number(&tab, &below).await?;
            tab.click("certification_tier--provincial").await?;
            tab.click("claimed_elsewhere--nothing").await?;
            tab.shows("q--certification_tier", "已定").await?;
            let after = number(&tab, &below).await?;
            assert!((before - after).abs() < 1.0, "{width}: {before} became {after}");
            let below = place("q--claimed_elsewhere");
            let before = number(&tab, &below).await?;
            tab.type_into("government_show_booth_fee_yuan", "¥86,500").await?;
            tab.shows("government_show_booth_fee_yuan--echo", "86,500 元").await?;
            let after = number(&tab, &below).await?;
            assert!((before - after).abs() < 1.0, "{width}: {before} became {after}");
            tab.type_into("government_show_booth_fee_yuan", "86500元整").await?;
            tab.shows("government_show_booth_fee_yuan--echo", "86,500 元").await?;
            tab.click("clear").await?;
            tab.click("region--zaozhuang").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_question_opened_from_elsewhere_is_in_view_and_what_it_changed_is_said() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        resize(&tab, 390, 844).await?;
        to(&tab, "certification").await?;
        tab.clicks(&PROVINCIAL).await?;
        // Each open question of the list is a link.
        tab.click("open--government_show_booth_fee_yuan").await?;
        tab.arrives("#/trade_shows").await?;
        tab.until("document.activeElement.id === 'government_show_booth_fee_yuan'").await?;
        tab.until("!document.querySelector('[inputmode]')").await?;
        tab.nothing_elsewhere("check").await?;
        tab.click("mend--certification_tier").await?;
        // The question's words are below the line that stays on top.
        tab.until(
            "document.querySelector('#q--certification_tier legend').getBoundingClientRect().top \
             >= document.getElementById('strip').getBoundingClientRect().bottom - 1",
        )
        .await?;
        // One way back.
        tab.until("!document.getElementById('back')").await?;
        tab.go_on().await?;
        tab.arrives("#/check").await?;
        // What is open comes first.
        tab.shows("open", "上市挂牌").await?;
        // 测算 leads to where one was.
        tab.click("to-cases").await?;
        tab.arrives("#/cases").await?;
        tab.click("to-start").await?;
        tab.arrives("#/check").await?;
        to(&tab, "where_and_when").await?;
        tab.click("clear").await?;
        tab.shows("cleared", "已清空").await?;
        tab.has_no_region("zaozhuang").await?;
        tab.click("take-back-clear").await?;
        tab.has_region("zaozhuang").await?;
        to(&tab, "check").await?;
        tab.live_total("100000", None).await
    })
    .await;
}

#[tokio::test]
async fn the_ladder_leads_up_and_draws_no_loss() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--jincheng").await?;
        to(&tab, "certification").await?;
        tab.click("certification_tier--provincial").await?;
        tab.click("first_certified_tiers--nothing").await?;
        to(&tab, "ladder").await?;
        let rungs = tab.by_id("rungs").await?.text().await?;
        assert!(rungs.contains("现在") && rungs.contains("比现在"), "{rungs}");
        assert!(rungs.contains("这里没有收录") && !rungs.contains('−'), "{rungs}");
        assert!(!rungs.contains("市级专精特新"), "a title below is no step up: {rungs}");
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn the_questions_as_a_phone_shows_them() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        for width in [320, 390, 820, 1280] {
            resize(&tab, width, 1400).await?;
            keep_picture(&tab, &format!("start-{width}")).await?;
        }
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        for page in ["where_and_when", "certification", "trade_shows", "check", "ladder"] {
            to(&tab, page).await?;
            for width in [320, 390, 1280] {
                resize(&tab, width, 1400).await?;
                let wide = number(&tab, "document.documentElement.scrollWidth").await?;
                assert!(wide <= f64::from(width), "{page} is {wide} wide at {width}");
                keep_picture(&tab, &format!("way-{page}-{width}")).await?;
            }
        }
        Ok(())
    })
    .await;
}
