//! What the screen says where something else has a hand in it: a browser that translates the page,
//! colours that a system forces, a clock that is wrong.

use crate::pages::resize;
use crate::portfolio::COMPANIES;
use huiqi_browser_tests::{PROVINCIAL, Page, in_browser, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;

/// What a browser's translation does to a page, now and after each change: every text node goes
/// into elements of its own, as it is or as a copy.
const TRANSLATE: &str = "
    const seen = new WeakSet();
    const translate = root => {
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walk.nextNode()) { found.push(walk.currentNode); }
        for (const node of found.filter(node => !seen.has(node) && node.parentNode)) {
            if (node.parentNode.closest('svg, script, style, textarea, font')) { continue; }
            const font = document.createElement('font');
            node.replaceWith(font);
            font.append(COPIES ? node.data : node);
            font.childNodes.forEach(one => seen.add(one));
        }
    };
    translate(document.body);
    new MutationObserver(changes => {
        if (changes.some(change => change.addedNodes.length)) { translate(document.body); }
    }).observe(document.body, { childList: true, subtree: true });
";

/// What is done on a page.
enum Act {
    Go(&'static str),
    Click(&'static str),
    Type(&'static str, &'static str),
    Paste,
    Choose(&'static str, &'static str),
    /// Computes the table.
    Start,
    Shows(&'static str, &'static str),
}

/// Every page, with something that changes its words and its figures.
const WALK: [Act; 55] = {
    use Act::{Choose, Click, Go, Paste, Shows, Start, Type};
    [
        Click("region--jincheng"),
        Go("where_and_when"),
        Click("region--zaozhuang"),
        Go("certification"),
        Click("certification_tier--national_giant"),
        Click("certification_tier--provincial"),
        Click("first_certified_tiers--provincial"),
        Go("listing"),
        Click("listings--neeq"),
        Go("trade_shows"),
        Type("government_show_booth_fee_yuan", "80000"),
        Type("government_show_booth_fee_yuan", "三万"),
        Click("next"),
        Type("government_show_booth_fee_yuan", "0"),
        Go("claimed_elsewhere"),
        Click("claimed_elsewhere--nothing"),
        Go("all"),
        Click("listings--bse"),
        Click("listings--neeq"),
        Click("clear"),
        Click("region--zaozhuang"),
        Go("all"),
        Click("certification_tier--provincial"),
        Click("first_certified_tiers--provincial"),
        Click("listings--neeq"),
        Click("claimed_elsewhere--nothing"),
        Shows("live", "110 万元"),
        Go("check"),
        Click("large"),
        Click("large"),
        Go("result"),
        Click("show-table"),
        Click("fold-day"),
        Type("on", "2021-05-05"),
        Type("on", "2026-11-25"),
        Go("ladder"),
        Click("large"),
        Click("large"),
        Go("compare"),
        Click("copy-case"),
        Click("certification_tier--national_giant"),
        Go("compare"),
        Click("remove-case--1"),
        Go("share"),
        Click("large"),
        Click("large"),
        Go("cases"),
        Type("keep-name", "甲公司"),
        Click("keep"),
        Go("portfolio"),
        Paste,
        Choose("table-region", "zaozhuang"),
        Type("table-on", "2026-11-21"),
        Start,
        Click("close"),
    ]
};

impl Act {
    async fn perform(&self, tab: &Page) -> WebDriverResult<()> {
        match self {
            Self::Go(page) => {
                tab.execute(format!("location.hash = '#/{page}'"), vec![]).await?;
                tab.arrives(&format!("#/{page}")).await?;
                tab.by_id("heading").await.map(|_| ())
            }
            Self::Click(id) => tab.click(id).await,
            Self::Type(id, text) => tab.type_into(id, text).await,
            Self::Paste => {
                tab.paste(COMPANIES).await?;
                let listed =
                    "document.getElementById('values-left')?.textContent.includes('家企业')";
                tab.until(listed).await?;
                tab.by_id("table-region").await.map(|_| ())
            }
            Self::Choose(id, value) => {
                let script = format!(
                    "const list = document.getElementById('{id}'); list.value = '{value}'; \
                     list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
                );
                tab.execute(script, vec![]).await?;
                tab.is_done().await
            }
            Self::Start => {
                tab.click("start").await?;
                tab.shows("total-least", "160 万元").await?;
                // Both are counted besides, and come later.
                tab.by_id("awards").await?;
                tab.shows("rows-which", "共 5 家").await
            }
            Self::Shows(id, words) => tab.shows(id, words).await,
        }
    }
}

/// What the page says after each act of the walk, with a script that runs once it is open.
async fn said(tab: &Page, address: &str, script: &str) -> WebDriverResult<Vec<String>> {
    tab.goto(address).await?;
    tab.by_id("region--jincheng").await?;
    tab.execute("localStorage.clear()", vec![]).await?;
    tab.goto("about:blank").await?;
    // The whole page from the first act on: when it takes over from its first part differs.
    tab.goto(format!("{address}#/where_and_when")).await?;
    tab.by_id("region--jincheng").await?;
    tab.execute(script, vec![]).await?;
    let mut said = Vec::new();
    for act in &WALK {
        act.perform(tab).await?;
        // How long a table took is another figure each time.
        let words = "const words = document.getElementById('app').innerText; \
            const speed = document.getElementById('desk-speed'); \
            return speed ? words.replace(speed.innerText, '') : words";
        let words: String = tab.execute(words, vec![]).await?.convert()?;
        // An element around words may break a line elsewhere.
        said.push(words.split_whitespace().collect());
    }
    assert!(!tab.by_id("panic").await?.is_displayed().await?, "the page goes on");
    Ok(said)
}

#[tokio::test]
async fn under_a_browser_s_translation_every_page_says_what_it_says_without() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        let expected = said(&tab, &address, "").await?;
        for copies in ["true", "false"] {
            let found = said(&tab, &address, &TRANSLATE.replace("COPIES", copies)).await?;
            for (number, (found, expected)) in found.iter().zip(&expected).enumerate() {
                assert_eq!(found, expected, "after act {number}, copies: {copies}");
            }
        }
        // A browser that asks whether to translate learns not to.
        for page in ["", "404.html", "library/index.html"] {
            tab.goto(format!("{address}{page}")).await?;
            tab.until("document.documentElement.getAttribute('translate') === 'no'").await?;
        }
        Ok(())
    })
    .await;
}

/// How a square of the page is drawn: the luminance of its corner, and which part of it differs
/// from that.
async fn drawn(tab: &Page, square: &str) -> WebDriverResult<(f64, f64)> {
    let picture = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        tab.screenshot_as_png().await?,
    );
    let script = format!(
        "const done = arguments[1]; const picture = new Image();
        picture.onload = () => {{
            const [left, top, width] = {square}; const canvas = document.createElement('canvas');
            canvas.width = picture.width; canvas.height = picture.height;
            const pen = canvas.getContext('2d'); pen.drawImage(picture, 0, 0);
            const data = pen.getImageData(left, top, width, width).data; const light = [];
            for (let at = 0; at < data.length; at += 4) {{
                light.push(.2126 * data[at] + .7152 * data[at + 1] + .0722 * data[at + 2]);
            }}
            const drawn = light.filter(one => Math.abs(one - light[0]) > 64).length;
            done([light[0], drawn / light.length]);
        }};
        picture.src = 'data:image/png;base64,' + arguments[0]"
    );
    tab.execute_async(script, vec![picture.into()]).await?.convert()
}

/// A square inside the ring of a choice's own mark.
fn mark_of(choice: &str) -> String {
    format!(
        "(label => {{ const box = label.getBoundingClientRect(); return [box.left + 23, \
         box.top + box.height / 2 - 6, 12] }})(document.querySelector('#{choice} + label'))"
    )
}

#[tokio::test]
async fn in_forced_colours_what_is_chosen_shows() {
    let address = serve("/").await;
    in_chromium("forced colours are set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.execute("location.hash = '#/smart_factory'", vec![]).await?;
        tab.arrives("#/smart_factory").await?;
        for scheme in ["light", "dark"] {
            let media = serde_json::json!({ "features": [
                { "name": "forced-colors", "value": "active" },
                { "name": "prefers-color-scheme", "value": scheme },
            ] });
            tab.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
            tab.click("smart_factory_award--none").await?;
            tab.execute("document.activeElement.blur(); scrollTo(0, 0)", vec![]).await?;
            resize(&tab, 1280, 2000).await?;
            crate::pages::keep_picture(&tab, &format!("forced-colours-{scheme}")).await?;
            let (_, chosen) = drawn(&tab, &mark_of("smart_factory_award--none")).await?;
            let (_, other) = drawn(&tab, &mark_of("smart_factory_award--unclear")).await?;
            assert!(chosen > 0.25 && other < 0.05, "{scheme}: {chosen} beside {other}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_qr_code_is_dark_on_light_whatever_colours_the_browser_puts_in_place() {
    let address = serve("/").await;
    in_chromium("dark mode is set over the devtools protocol", async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/share")).await?;
        tab.by_id("link").await?;
        resize(&tab, 1280, 2000).await?;
        let square = "(box => [box.left + 2, box.top + 2, box.width - 4])\
            (document.querySelector('.qr').getBoundingClientRect())";
        let dark = |is_dark: bool| serde_json::json!({ "enabled": is_dark });
        let forced = serde_json::json!({ "features": [
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-color-scheme", "value": "dark" },
        ] });
        let is_readable = async |case: &str| -> WebDriverResult<()> {
            let (corner, drawn) = drawn(&tab, square).await?;
            assert!(corner > 192.0 && (0.2..0.6).contains(&drawn), "{case}: {corner}, {drawn}");
            Ok(())
        };
        is_readable("as it is").await?;
        tab.cdp().send_raw("Emulation.setAutoDarkModeOverride", dark(true)).await?;
        crate::pages::keep_picture(&tab, "share-dark").await?;
        is_readable("dark mode").await?;
        tab.cdp().send_raw("Emulation.setAutoDarkModeOverride", dark(false)).await?;
        tab.cdp().send_raw("Emulation.setEmulatedMedia", forced).await?;
        is_readable("forced colours").await
    })
    .await;
}

#[tokio::test]
async fn a_clock_before_the_rules_were_checked_is_said_and_breaks_nothing() {
    let address = serve("/").await;
    in_chromium("the clock is set over the devtools protocol", async move |tab| {
        // In 2002.
        tab.set_clock(-9_000).await?;
        tab.goto(&address).await?;
        for region in ["zaozhuang", "jincheng", "shanxi_other", "xinxiang"] {
            tab.first_step().await?;
            tab.shows("clock", "电脑日期可能不对").await?;
            // No document has begun.
            tab.click(&format!("region--{region}")).await?;
            tab.arrives("#/result").await?;
            assert!(!tab.by_id("panic").await?.is_displayed().await?, "{region}");
        }
        // A day that is typed counts, whatever the clock shows.
        tab.first_step().await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/result").await?;
        tab.on_day("2026-11-25").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.shows("clock", "电脑日期可能不对").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("result").await?;
        tab.shows("clock", "2002年").await?;
        tab.shows("least", "10").await?;
        assert!(!tab.by_id("panic").await?.is_displayed().await?);
        tab.until("document.getElementById('clock')").await
    })
    .await;
}
