//! Without a mouse, with a screen reader's ears, and with large targets: what axe-core cannot see.

use crate::pages::{PAGES, answer_some, resize};
use huiqi_browser_tests::{Page, SAID, in_browser, in_chromium, serve};
use thirtyfour::prelude::WebDriverResult;

/// Puts the focus into a group of cards and moves to one of them, as arrows do in a group of which
/// one can be chosen.
async fn choose(tab: &Page, id: &str) -> WebDriverResult<()> {
    let (question, _) = id.split_once("--").expect("a card's id");
    tab.tab_to(&format!("it.name === '{question}'")).await?;
    for _ in 0..12 {
        if tab
            .execute(format!("return document.activeElement.id === '{id}'"), vec![])
            .await?
            .convert()?
        {
            break;
        }
        tab.press("ArrowDown").await?;
    }
    tab.press("Space").await?;
    tab.until(&format!("document.activeElement.id === '{id}' && document.activeElement.checked"))
        .await
}

/// Ticks one of several.
async fn tick(tab: &Page, id: &str) -> WebDriverResult<()> {
    tab.tab_to(&format!("it.id === '{id}'")).await?;
    tab.press("Space").await?;
    tab.until(&format!("document.getElementById('{id}').checked")).await
}

/// 继续; the heading of the next page takes the focus.
async fn onward(tab: &Page, page: &str) -> WebDriverResult<()> {
    tab.tab_to("it.id === 'next'").await?;
    tab.press("Enter").await?;
    tab.arrives(&format!("#/{page}")).await?;
    tab.until("document.activeElement.id === 'heading'").await
}

#[tokio::test]
async fn a_whole_walk_by_the_keyboard_alone() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        tab.tab_to("it.id === 'region--zaozhuang'").await?;
        tab.press("Enter").await?;
        tab.arrives("#/certification").await?;
        tab.until("document.activeElement.id === 'heading'").await?;
        choose(&tab, "certification_tier--provincial").await?;
        tick(&tab, "first_certified_tiers--provincial").await?;
        onward(&tab, "listing").await?;
        tick(&tab, "listings--nothing").await?;
        onward(&tab, "smart_factory").await?;
        choose(&tab, "smart_factory_award--none").await?;
        onward(&tab, "trade_shows").await?;
        tab.tab_to("it.id === 'government_show_booth_fee_yuan'").await?;
        tab.action_chain().send_keys("8万").perform().await?;
        onward(&tab, "other").await?;
        choose(&tab, "platform_contest_prize--none").await?;
        onward(&tab, "claimed_elsewhere").await?;
        tick(&tab, "claimed_elsewhere--nothing").await?;
        onward(&tab, "check").await?;
        // Ten for the title and four for the fair; nothing is open.
        onward(&tab, "result").await?;
        tab.shows("least", "14 万元").await?;
        tab.until("!document.getElementById('most')").await
    })
    .await;
}

/// What is read out is the last state of the line: five digits typed in a row are read as one sum.
#[tokio::test]
async fn the_live_total_is_read_out_once_it_rests() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/trade_shows")).await?;
        tab.by_id("government_show_booth_fee_yuan").await?;
        tab.until(&format!(
            "document.getElementById('announce').textContent === \
             document.getElementById('live').textContent{SAID}"
        ))
        .await?;
        let script = "window.read = []; window.drawn = [];
            const watch = (id, list) => new MutationObserver(() => {
                // A region that is emptied says nothing.
                const words = document.getElementById(id).textContent;
                // On the page no line ends before a unit.
                if (words) list.push(wordsSAID);
            })
                .observe(document.getElementById(id), { childList: true, characterData: true, \
            subtree: true });
            watch('announce', read); watch('live', drawn);
            const field = document.getElementById('government_show_booth_fee_yuan');
            const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
            const done = arguments[0];
            const type = (length) => {
                if (length > 5) return done();
                write.call(field, '80000'.slice(0, length));
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                requestAnimationFrame(() => type(length + 1));
            };
            type(1)"
            .replace("SAID", SAID);
        tab.execute_async(script, vec![]).await?;
        tab.until("window.read.length > 0").await?;
        let (read, drawn): (Vec<String>, Vec<String>) = (
            tab.execute("return window.read", vec![]).await?.convert()?,
            tab.execute("return window.drawn", vec![]).await?.convert()?,
        );
        assert!(drawn.len() > 1, "the line follows each keystroke: {drawn:?}");
        assert_eq!(read.len(), 1, "{read:?}");
        assert_eq!(read[0], drawn[drawn.len() - 1]);
        assert!(read[0].contains("目前算下来"), "{read:?}");
        // Nothing else speaks up while one types.
        let loud = "return [...document.querySelectorAll('output, [aria-live], [role=status], \
            [role=alert]')]
            .filter(part => part.id !== 'announce' && part.getAttribute('aria-live') !== 'off' && \
            part.contains(document.getElementById('government_show_booth_fee_yuan--echo'))).length";
        assert_eq!(tab.execute(loud, vec![]).await?.convert::<u32>()?, 0);
        assert_eq!(
            tab.by_id("government_show_booth_fee_yuan--echo")
                .await?
                .attr("aria-live")
                .await?
                .as_deref(),
            Some("off")
        );
        Ok(())
    })
    .await;
}

/// The words that a screen reader says of a field beside its name.
async fn described(tab: &Page, selector: &str) -> WebDriverResult<String> {
    let script = format!(
        "return document.querySelector('{selector}').getAttribute('aria-describedby').split(' \
         ').map(id => document.getElementById(id).textContent).join('|')"
    );
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn unit_help_and_error_are_read_with_their_field() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.goto(format!("{address}#/trade_shows")).await?;
        tab.type_into("government_show_booth_fee_yuan", "三万").await?;
        tab.go_on().await?;
        tab.shows("errors", "请填数字").await?;
        let said = described(&tab, "#government_show_booth_fee_yuan").await?;
        assert!(said.starts_with("元|") && said.contains("错误：请填数字"), "{said}");
        assert_eq!(
            tab.by_id("government_show_booth_fee_yuan")
                .await?
                .attr("aria-invalid")
                .await?
                .as_deref(),
            Some("true")
        );
        tab.goto(format!("{address}#/certification")).await?;
        tab.clicks(&["certification_tier--provincial", "first_certified_tiers--national_giant"])
            .await?;
        tab.shows("first_certified_tiers--error", "错误：").await?;
        assert!(
            described(&tab, "#q--first_certified_tiers fieldset")
                .await?
                .contains("首次认定的称号高于目前的最高认定")
        );
        Ok(())
    })
    .await;
}

/// 44 px, 60 in large type, for whatever is pressed. A link inside a sentence is as high as its
/// line, and an input that its label covers is as large as that.
#[tokio::test]
async fn every_control_is_large_enough() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        answer_some(&tab, &address).await?;
        let mut faults = Vec::new();
        for (large, least) in [(false, 44), (true, 60)] {
            if large {
                tab.click("large").await?;
            }
            for page in PAGES {
                tab.goto(format!("{address}#/{page}")).await?;
                tab.arrives(&format!("#/{page}")).await?;
                tab.by_id("heading").await?;
                for width in [320, 1280] {
                    resize(&tab, width, 1000).await?;
                    let script = format!(
                        "const target = one => one.matches('input[type=radio], \
                         input[type=checkbox]') ? \
                         document.querySelector(`label[for='${{one.id}}']`) || \
                         one.closest('label') || one : one;
                        return [...document.querySelectorAll('button, a[href], input, select, \
                         textarea')]
                        .filter(one => !one.matches('.skip') && \
                         target(one).getClientRects().length && getComputedStyle(one).display !== \
                         'inline'
                            && target(one).getBoundingClientRect().height < {least} - 0.5)
                        .map(one => one.outerHTML.slice(0, \
                         120) + ' ' + target(one).getBoundingClientRect().height)"
                    );
                    let small: Vec<String> = tab.execute(script, vec![]).await?.convert()?;
                    faults.extend(
                        small
                            .into_iter()
                            .map(|one| format!("{page} at {width}, large type {large}: {one}")),
                    );
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
        Ok(())
    })
    .await;
}

/// Zoomed to 200 % a window of 1280 is 640 wide; text alone at 200 % doubles every size.
#[tokio::test]
async fn at_two_hundred_per_cent_nothing_is_lost() {
    let address = serve("/").await;
    in_chromium("the width of a screen is set over the devtools protocol", async move |tab| {
        answer_some(&tab, &address).await?;
        let mut faults = Vec::new();
        for page in PAGES {
            tab.goto(format!("{address}#/{page}")).await?;
            tab.arrives(&format!("#/{page}")).await?;
            tab.by_id("heading").await?;
            for (width, text) in [(640, "100%"), (1280, "200%"), (390, "200%")] {
                resize(&tab, width, 700).await?;
                tab.execute(format!("document.documentElement.style.fontSize = '{text}'"), vec![])
                    .await?;
                let beyond = "return [...document.querySelectorAll('body *')].filter(part => \
                    part.getClientRects().length && !part.closest('.skip, \
                    .hide') && getComputedStyle(part).clip === 'auto'
                    && (part.getBoundingClientRect().right > innerWidth + 0.5 && \
                    document.documentElement.scrollWidth > innerWidth
                    || getComputedStyle(part).overflow === 'hidden' && part.scrollWidth > \
                    part.clientWidth + 1 && !part.matches('svg *')))
                    .map(part => part.outerHTML.slice(0, 100))";
                let beyond: Vec<String> = tab.execute(beyond, vec![]).await?.convert()?;
                faults.extend(
                    beyond
                        .into_iter()
                        .map(|one| format!("{page}, {width} wide, text at {text}: {one}")),
                );
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
        Ok(())
    })
    .await;
}

/// Nothing moves by itself, so there is nothing to reduce: no style has a transition, an animation
/// or smooth scrolling.
#[test]
fn nothing_moves() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("static");
    let mut folders = vec![folder];
    let mut styles = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "css") {
                styles += 1;
                let style = std::fs::read_to_string(&path).expect("a style");
                for word in ["transition", "animation", "@keyframes", "scroll-behavior"] {
                    assert!(!style.contains(word), "{} has {word}", path.display());
                }
            }
        }
    }
    assert!(styles > 2, "styles were found: {styles}");
}

#[tokio::test]
async fn the_notice_is_before_the_first_question() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        let script =
            "const notice = [...document.querySelectorAll('#main p, #main li')].find(one => \
            one.textContent.includes('不离开这台设备'));
            return Boolean(notice.compareDocumentPosition(document.querySelector('#main \
            .places')) & Node.DOCUMENT_POSITION_FOLLOWING) && notice.getClientRects().length > 0";
        assert!(tab.execute(script, vec![]).await?.convert::<bool>()?);
        Ok(())
    })
    .await;
}
