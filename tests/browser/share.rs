//! Links: there and back over every kind of question, damaged ones, and what they take the place
//! of.

use crate::explains::pictures;
use huiqi_browser_tests::{Page, dist, in_browser, is_not_webkit_for, serve};
use thirtyfour::prelude::WebDriverResult;

/// A national giant of Zaozhuang: a single choice, several, yes or no, a sum, one unclear; another
/// reading, another day.
async fn answered(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.goto(format!("{address}#/result")).await?;
    tab.on_day("2026-11-20").await?;
    tab.goto(format!("{address}#/all?other=zaozhuang-srdi-2022/same-title")).await?;
    tab.arrives("#/all?other=zaozhuang-srdi-2022/same-title").await?;
    tab.clicks(&[
        "certification_tier--national_giant",
        "first_certified_tiers--provincial",
        "first_certified_tiers--national_giant",
        "claimed_elsewhere--nothing",
        "listings--bse",
        "smart_factory_award--applied",
        "platform_contest_prize--unclear",
    ])
    .await?;
    tab.type_into("government_show_booth_fee_yuan", "8万").await?;
    // 10 and 30 for the titles, 4 for the fair; 1,000, 20 and 30 more at most.
    tab.live_total("440000", Some("10940000")).await
}

async fn forget(tab: &Page) -> WebDriverResult<()> {
    tab.execute("try { localStorage.clear(); sessionStorage.clear() } catch (error) {}", vec![])
        .await?;
    tab.goto("about:blank").await
}

async fn link_of(tab: &Page, address: &str) -> WebDriverResult<String> {
    tab.goto(format!("{address}#/share")).await?;
    tab.shows("heading", "发给同事").await?;
    tab.execute("return document.getElementById('link').value", vec![]).await?.convert()
}

/// The code on the picture, read from its points.
async fn code_on_picture(tab: &Page) -> WebDriverResult<String> {
    let script = "const image = document.getElementById('picture'), canvas = \
        document.createElement('canvas'); canvas.width = image.naturalWidth; canvas.height = \
        image.naturalHeight; const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0); \
        const points = pen.getImageData(0, 0, canvas.width, canvas.height).data; let text = ''; \
        for (let at = 0; at < points.length; at += 4) { text += points[at + 1] > 128 ? 1 : 0; } \
        return [canvas.width, text]";
    let (width, points): (usize, String) = tab.execute(script, vec![]).await?.convert()?;
    let points = points.as_bytes();
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, points.len() / width, |x, y| {
            if points[y * width + x] == b'1' { 255 } else { 0 }
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the picture");
    Ok(grids[0].decode().expect("readable").1)
}

#[tokio::test]
async fn the_picture_has_a_code_that_reads_back_and_the_name_in_rare_letters() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        answered(&tab, &address).await?;
        let link = link_of(&tab, &address).await?;
        tab.until("document.getElementById('picture').naturalWidth === 750").await?;
        assert_eq!(code_on_picture(&tab).await?, link);
        // The order in which it is done in a chat program, one filled button.
        let order = "return [...document.querySelectorAll('.share__step h2')].map(one => \
            one.textContent)";
        let order: Vec<String> = tab.execute(order, vec![]).await?.convert()?;
        assert_eq!(order, ["发一段话", "发一张图", "当面扫码"]);
        let said = "return document.getElementById('picture').alt";
        let said: String = tab.execute(said, vec![]).await?.convert()?;
        for words in ["枣庄市", "没有写有效期", "至少 34 万元", "先问", "规则版本"]
        {
            assert!(said.contains(words), "{words}: {said}");
        }
        let mut pictures_seen: Vec<String> = Vec::new();
        for name in ["", "𬭎𫘜㑇机械有限公司", "□□□机械有限公司"] {
            tab.write_into("label", name).await?;
            tab.execute("document.getElementById('label').blur()", vec![]).await?;
            tab.until(&format!("document.getElementById('picture').alt.includes('{name}')"))
                .await?;
            tab.is_done().await?;
            assert_eq!(code_on_picture(&tab).await?, link, "the name is in no link");
            if !name.is_empty() {
                let text = tab.by_id("text").await?.prop("value").await?.unwrap_or_default();
                assert!(text.starts_with(name), "{text}");
            }
            let source = "return document.getElementById('picture').src";
            let source: String = tab.execute(source, vec![]).await?.convert()?;
            assert!(!pictures_seen.contains(&source), "{name} is drawn");
            pictures_seen.push(source);
        }
        tab.type_into("label", "示例精密轴承（滕州）有限公司").await?;
        tab.execute("document.getElementById('label').blur()", vec![]).await?;
        tab.until("document.getElementById('picture').alt.includes('滕州')").await?;
        pictures(&tab, "share-order").await?;
        if is_not_webkit_for("a click by script is no gesture that may copy") {
            tab.click("copy--text").await?;
            tab.shows("copy--text", "已复制").await?;
        }
        Ok(())
    })
    .await;
}

async fn panicked(tab: &Page) -> WebDriverResult<bool> {
    tab.by_id("panic").await?.is_displayed().await
}

#[tokio::test]
async fn a_link_brings_everything_to_another_browser() {
    let address = serve("/zhengce/").await;
    in_browser(async move |tab| {
        answered(&tab, &address).await?;
        tab.goto(format!("{address}#/result?other=zaozhuang-srdi-2022/same-title")).await?;
        tab.click("to-share").await?;
        tab.arrives("#/share?other=zaozhuang-srdi-2022/same-title").await?;
        tab.by_id("link").await?;
        let link: String =
            tab.execute("return document.getElementById('link').value", vec![]).await?.convert()?;
        let (before, code) = link.split_once("#/result?c=").expect("the code is in the fragment");
        assert!(before == address && code.len() <= 200, "{link}");
        assert!(
            tab.by_id("text")
                .await?
                .prop("value")
                .await?
                .is_some_and(|text| text.contains("至少 44 万元") && text.ends_with(&link))
        );
        assert!(
            tab.execute("return document.querySelector('img.qr').src.length > 1000", vec![])
                .await?
                .convert::<bool>()?
        );
        pictures(&tab, "share").await?;
        forget(&tab).await?;
        tab.goto(&link).await?;
        tab.shows("least", "44 万元").await?;
        tab.shows("most", "1,094 万元").await?;
        tab.shows("opened", "已打开链接里的答案").await?;
        tab.shows("other-readings", "两个不同的称号").await?;
        // The address keeps the code, so that a chat program forwards the answers; what a program
        // glued to it is gone, and loaded anew the page is the same.
        tab.arrives(&format!("#/result?c={code}")).await?;
        tab.goto("about:blank").await?;
        tab.goto(format!("{link}&from=singlemessage")).await?;
        tab.shows("least", "44 万元").await?;
        tab.arrives(&format!("#/result?c={code}")).await?;
        // Another page, and back: nothing was changed.
        tab.click("to-share").await?;
        tab.arrives("#/share?other=zaozhuang-srdi-2022/same-title").await?;
        if is_not_webkit_for("Back passes over pages that a script opened") {
            tab.back().await?;
            tab.arrives(&format!("#/result?c={code}")).await?;
            tab.shows("least", "44 万元").await?;
        }
        let title: String = tab.title().await?;
        assert!(!title.contains(|letter: char| letter.is_ascii_digit()), "{title}");
        tab.goto(format!("{address}#/all?other=zaozhuang-srdi-2022/same-title")).await?;
        for id in [
            "certification_tier--national_giant",
            "platform_contest_prize--unclear",
            "claimed_elsewhere--nothing",
        ] {
            assert!(tab.by_id(id).await?.is_selected().await?, "{id}");
        }
        assert_eq!(
            tab.by_id("government_show_booth_fee_yuan").await?.prop("value").await?.as_deref(),
            Some("80000")
        );
        assert_eq!(tab.by_id("on").await?.prop("value").await?.as_deref(), Some("2026-11-20"));
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn damaged_later_and_hostile_links_are_reported_and_take_nothing_away() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        answered(&tab, &address).await?;
        let link = link_of(&tab, &address).await?;
        tab.goto(format!("{address}#/where_and_when")).await?;
        tab.click("region--jincheng").await?;
        for (bad, message) in [
            ("3abcdef", "由更新的版本生成"),
            ("", "没有可以读取的内容"),
            ("1", "没有可以读取的内容"),
            ("1<script>alert(1)</script>", "没有可以读取的内容"),
            ("1%00%ff%F0%9F%98%80", "没有可以读取的内容"),
            ("constructor", "没有可以读取的内容"),
        ] {
            tab.goto(format!("{address}#/result?c={bad}")).await?;
            tab.shows("opened", message).await?;
            tab.shows("main", "晋城").await?;
            assert!(!panicked(&tab).await?, "{bad}");
        }
        let long = format!("{address}#/result?c=1{}", "A".repeat(60_000));
        tab.goto(long).await?;
        tab.shows("opened", "没有可以读取的内容").await?;
        // Cut short: what comes before the cut is there, and the page says so; one press restores
        // the own answers.
        tab.goto(&link[..link.len() - 30]).await?;
        tab.shows("opened", "不完整").await?;
        tab.shows("main", "枣庄").await?;
        tab.click("restore").await?;
        tab.shows("main", "晋城").await?;
        assert!(!panicked(&tab).await?);
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn links_that_were_handed_on_open_whole_or_say_that_they_lost_the_answers() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        // A visitor of whom nothing is kept, and an address whose code was taken away.
        for lost in ["#/result", "#/result&shareTo=weixin", "#/ladder?from=singlemessage"] {
            forget(&tab).await?;
            tab.goto(format!("{address}{lost}")).await?;
            tab.shows("opened", "这个链接里没有答案").await?;
            tab.by_id("region--zaozhuang").await?;
            tab.execute("sessionStorage.clear()", vec![]).await?;
        }
        answered(&tab, &address).await?;
        let link = link_of(&tab, &address).await?;
        for handed_on in [
            format!("{link}&from=singlemessage&isappinstalled=0"),
            format!("{link}）"),
            format!("{link}，请查收"),
            format!("{link}#wechat_redirect"),
            link.replace("?c=", "%3Fc%3D"),
            link.replace("?c=", "?from=timeline&c="),
        ] {
            forget(&tab).await?;
            tab.goto(&handed_on).await?;
            // On the page of links the usual reading counts again.
            tab.shows("least", "34 万元").await?;
            tab.shows("opened", "已打开链接里的答案").await?;
            assert!(!panicked(&tab).await?, "{handed_on}");
        }
        tab.goto(format!("{address}#/cases&utm_source=qq")).await?;
        tab.shows("heading", "案例").await
    })
    .await;
}

#[tokio::test]
async fn a_link_under_an_older_edition_says_so_and_what_differs() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        // Made by hand: edition 2025.01, Zaozhuang, a total of 1 yuan then.
        tab.goto(format!("{address}#/result?c={OLDER}")).await?;
        tab.shows("opened", "规则版本 2025.01").await?;
        tab.shows("opened", "生成链接时至少 1 元").await?;
        pictures(&tab, "opened").await
    })
    .await;
}

const OLDER: &str = "1dkwZNVzBigwC0pvFIHIHGzREmktid-MKPuydrlQ";

#[tokio::test]
async fn from_a_folder_the_code_is_handed_on_by_hand_with_three_cases() {
    in_browser(async move |tab| {
        let page = format!("file://{}", dist().join("index.html").display());
        answered(&tab, &page).await?;
        for _ in 0..2 {
            tab.click("to-compare").await?;
            tab.click("copy-case").await?;
            tab.arrives("#/all?other=zaozhuang-srdi-2022/same-title").await?;
        }
        tab.clicks(&["listings--neeq", "claimed_elsewhere--nothing"]).await?;
        tab.go_on().await?;
        tab.arrives("#/compare?other=zaozhuang-srdi-2022/same-title").await?;
        tab.click("to-share").await?;
        tab.by_id("link").await?;
        let code: String =
            tab.execute("return document.getElementById('link').value", vec![]).await?.convert()?;
        assert!(code.starts_with('2') && code.len() <= 500, "{code}");
        tab.shows("main", "本页没有公网地址").await?;
        tab.execute("localStorage.clear()", vec![]).await?;
        tab.goto("about:blank").await?;
        tab.goto(&page).await?;
        tab.click("region--jincheng").await?;
        tab.goto(format!("{page}#/share")).await?;
        tab.type_into("received", &code).await?;
        tab.execute("document.getElementById('received').blur()", vec![]).await?;
        tab.shows("case-least--2", "144 万元").await?;
        tab.shows("cases", "对方起名：上市挂牌：北交所、新三板").await?;
        tab.was_quiet("file://").await
    })
    .await;
}
