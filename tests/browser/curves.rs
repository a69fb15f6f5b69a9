//! Charts: how the total moves with a figure, in an opened award and side by side; bars from a
//! common zero; amounts that stay whole at the end of a line.

use crate::explains::pictures;
use crate::pages::{PAGES, resize};
use huiqi_browser_tests::{
    PROVINCIAL, Page, Reply, SAID, in_browser, in_chromium, serve, serve_edited,
};
use thirtyfour::By;
use thirtyfour::prelude::WebDriverResult;

const BOOTH: &str = "zaozhuang-srdi-2022/booth-fee";

/// A provincial company of Zaozhuang with a stall for 86,500 yuan; two contests are open.
async fn bearings(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.goto(format!("{address}#/all")).await?;
    tab.clicks(&PROVINCIAL).await?;
    tab.clicks(&["claimed_elsewhere--nothing", "listings--nothing"]).await?;
    tab.type_into("government_show_booth_fee_yuan", "86500").await?;
    tab.live_total("143250", Some("643250")).await
}

async fn texts(tab: &Page, selector: &str) -> WebDriverResult<Vec<String>> {
    let script = format!(
        "return [...document.querySelectorAll('{selector}')].map(one => one.textContent{SAID})"
    );
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn an_opened_award_shows_how_the_total_moves_with_its_figure() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        bearings(&tab, &address).await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.click(&format!("head--{BOOTH}")).await?;
        let own = format!("[id=\"{BOOTH}\"] .curve");
        assert!(tab.find(By::Css(&own)).await?.is_displayed().await?);
        // Half of the fee, beside 10 for the title; 20 and 30 more may come.
        assert_eq!(
            texts(&tab, &format!("{own} tbody tr")).await?,
            [
                "0 元10 万元60 万元",
                "8.65 万元（现在）143,250 元643,250 元",
                "20 万元20 万元70 万元"
            ]
        );
        let notes = texts(&tab, &format!("{own} p")).await?.concat();
        for words in ["展位费每多 1 万元，合计多 5,000 元。", "文件没有写封顶。", "斜线是有可能"]
        {
            assert!(notes.contains(words), "{words}: {notes}");
        }
        assert_eq!(tab.find_all(By::Css(format!("{own} .curve__now"))).await?.len(), 1);
        // The ring is at the present answer: 86,500 of 200,000.
        let ring = format!("return document.querySelector('{own} .curve__now').getAttribute('cx')");
        assert_eq!(tab.execute(ring, vec![]).await?.convert::<String>()?, "43.25%");
        // Four items: bars from a common zero with an axis.
        let bars = texts(&tab, ".outcome__rest .chart .chart__row").await?;
        assert!(bars.len() >= 5, "{bars:?}");
        let left = "return [...document.querySelectorAll('.outcome__rest .chart .bar-sure, \
            .outcome__rest .chart .bar-may')].every(bar => bar.getAttribute('x') === '0')";
        assert!(tab.execute(left, vec![]).await?.convert::<bool>()?);
        assert!(bars.last().is_some_and(|axis| axis.starts_with('0') && axis.ends_with("万元")));
        pictures(&tab, "curve-result").await?;
        // With two items there is no chart.
        tab.goto(format!("{address}#/all")).await?;
        tab.clicks(&["smart_factory_award--none", "platform_contest_prize--none"]).await?;
        tab.live_total("143250", Some("143250")).await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("least", "143,250 元").await?;
        assert!(tab.find_all(By::Css(".outcome__rest .chart")).await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_threshold_and_a_cap_are_named_where_they_are() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--sanmenxia").await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.on_day("2025-06-30").await?;
        tab.goto(format!("{address}#/all")).await?;
        tab.clicks(&["certification_tier--provincial", "project_in_scope--yes"]).await?;
        // The cap is asked where it matters.
        tab.type_into("project_investment_yuan", "200万").await?;
        tab.type_into("project_cap_yuan", "500万").await?;
        tab.type_into("key_giant_fund_yuan", "0").await?;
        tab.live_total("800000", Some("800000")).await?;
        tab.type_into("project_investment_yuan", "140万").await?;
        tab.live_total("0", Some("0")).await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.click("fold-not-met").await?;
        let own = "[id=\"sanmenxia-srdi-2022/project-support\"] .curve";
        tab.click("head--sanmenxia-srdi-2022/project-support").await?;
        let marks = texts(&tab, &format!("{own} .bar-tick--strong")).await?;
        for words in ["150 万元起", "1,250 万元封顶", "现在 0 元"] {
            assert!(marks.iter().any(|mark| mark == words), "{words}: {marks:?}");
        }
        let rows = texts(&tab, &format!("{own} tbody tr th")).await?;
        assert!(rows.contains(&"不到 150 万元".to_owned()), "{rows:?}");
        pictures(&tab, "curve-threshold").await
    })
    .await;
}

#[tokio::test]
async fn the_comparison_shows_one_figure_for_each_case_on_the_same_axes() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        bearings(&tab, &address).await?;
        tab.goto(format!("{address}#/compare")).await?;
        tab.click("copy-case").await?;
        tab.arrives("#/all").await?;
        tab.type_into("government_show_booth_fee_yuan", "300000").await?;
        tab.go_on().await?;
        tab.arrives("#/compare").await?;
        tab.shows("curves", "展位费").await?;
        assert_eq!(tab.find_all(By::Css("#curves figure")).await?.len(), 2);
        let ends = texts(&tab, "#curves .curve__field > .bar-tick:last-child").await?;
        assert_eq!(ends, ["40 万元", "40 万元"], "the same axis");
        let heights = texts(&tab, "#curves .curve__y").await?;
        assert_eq!(heights[0], heights[1]);
        // Two cases are no chart: their figures are in the band.
        assert!(tab.find_all(By::Css(".chart__row")).await?.is_empty());
        pictures(&tab, "curve-compare").await
    })
    .await;
}

/// How many of the words below the bars cover others.
const COVERED: &str = "const boxes = [...document.querySelectorAll('.chart__row--axis text, \
    .chart__row--axis span')].map(one => one.getBoundingClientRect()); \
    if (boxes.length < 5) { throw new Error('no axis') } \
    return boxes.flatMap((one, at) => boxes.slice(at + 1).filter(other => \
    one.right > other.left && other.right > one.left && \
    one.bottom > other.top && other.bottom > one.top)).length";

#[tokio::test]
async fn no_sum_below_the_bars_covers_another_on_a_phone() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.arrives("#/result").await?;
        tab.by_id("least").await?;
        for class in ["", "large"] {
            let script = format!("document.documentElement.className = '{class}'");
            tab.execute(script, vec![]).await?;
            for width in [320, 375] {
                resize(&tab, width, 900).await?;
                let covered: u32 = tab.execute(COVERED, vec![]).await?.convert()?;
                assert_eq!(covered, 0, "at {width}, class {class}");
            }
        }
        Ok(())
    })
    .await;
}

/// The amounts in view that end a line between the number and the unit.
const BROKEN: &str = "const walker = document.createTreeWalker(\
    document.getElementById('app') || document.body, \
    NodeFilter.SHOW_TEXT), found = []; let node; while ((node = walker.nextNode())) { \
    const pattern = /[0-9][ \\u00a0][万亿]?元/g; let match; \
    while ((match = pattern.exec(node.data))) { const top = (at) => { const range = \
    document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1); const box = \
    range.getClientRects()[0]; return box && box.top; }; const number = top(match.index), unit = \
    top(match.index + 2); if (number !== undefined && unit !== undefined && \
    Math.abs(number - unit) > 6) { const from = Math.max(0, match.index - 12); \
    found.push(node.data.slice(from, match.index + 6)); } } } \
    return found";

async fn is_unbroken(tab: &Page, page: &str) -> WebDriverResult<()> {
    for width in [320, 360, 390, 820, 1280] {
        resize(tab, width, 900).await?;
        let broken: Vec<String> = tab.execute(BROKEN, vec![]).await?.convert()?;
        assert!(broken.is_empty(), "{page} at {width}: {broken:?}");
    }
    Ok(())
}

/// The part of the page that is loaded first, where the rest is on its way: at any width, since
/// what is long depends on the answers.
#[tokio::test]
async fn no_line_of_the_first_part_ends_between_a_sum_and_its_unit() {
    let address =
        serve_edited(
            "/",
            |path, reply| {
                if path.contains("/huiqi-") { Reply::silence() } else { reply }
            },
        )
        .await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        // The amounts on the way are there, and the space before the unit is one that holds.
        let spaces = "return document.getElementById('app').textContent\
            .match(/[0-9][ \\u00a0][万亿]?元/g)";
        let shown: Vec<String> = tab.execute(spaces, vec![]).await?.convert()?;
        assert!(shown.len() > 2, "{shown:?}");
        assert!(shown.iter().all(|one| one.contains('\u{a0}')), "{shown:?}");
        for width in 320..360 {
            resize(&tab, width, 900).await?;
            let broken: Vec<String> = tab.execute(BROKEN, vec![]).await?.convert()?;
            assert!(broken.is_empty(), "at {width}: {broken:?}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn no_line_ends_between_a_sum_and_its_unit() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        bearings(&tab, &address).await?;
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("least", "143,250 元").await?;
        for head in tab.find_all(By::Css(".award__head[aria-expanded=false]")).await? {
            if head.is_displayed().await? {
                let id = head.attr("id").await?.unwrap_or_default();
                tab.click(&id).await?;
            }
        }
        for page in PAGES {
            tab.goto(format!("{address}#/{page}")).await?;
            tab.by_id("heading").await?;
            is_unbroken(&tab, page).await?;
        }
        // The mode for elders has larger letters, one question after the other.
        tab.click("large").await?;
        for page in ["certification", "trade_shows", "claimed_elsewhere", "result"] {
            tab.goto(format!("{address}#/{page}")).await?;
            tab.by_id("heading").await?;
            is_unbroken(&tab, &format!("{page}, large")).await?;
        }
        for page in ["index", "zaozhuang-srdi-2022", "readings"] {
            tab.goto(format!("{address}library/{page}.html")).await?;
            is_unbroken(&tab, page).await?;
        }
        Ok(())
    })
    .await;
}
