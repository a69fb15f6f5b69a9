//! Without a mouse, with a screen reader's ears, and with large targets: what axe-core cannot see.

use crate::pages::{PAGES, answer_some, resize};
use huiqi_browser_tests::{
    arrives, by_id, click, clicks, go_on, in_browser, in_chromium, press, serve, shows, tab_to,
    type_into, until,
};
use thirtyfour::prelude::{WebDriver, WebDriverResult};

/// Puts the focus into a group of cards and moves to one of them, as arrows do in a group of which
/// one can be chosen.
async fn choose(driver: &WebDriver, id: &str) -> WebDriverResult<()> {
    let (question, _) = id.split_once("--").expect("a card's id");
    tab_to(driver, &format!("it.name === '{question}'")).await?;
    for _ in 0..12 {
        if driver
            .execute(format!("return document.activeElement.id === '{id}'"), vec![])
            .await?
            .convert()?
        {
            break;
        }
        press(driver, "ArrowDown").await?;
    }
    press(driver, "Space").await?;
    until(
        driver,
        &format!("document.activeElement.id === '{id}' && document.activeElement.checked"),
    )
    .await
}

/// Ticks one of several.
async fn tick(driver: &WebDriver, id: &str) -> WebDriverResult<()> {
    tab_to(driver, &format!("it.id === '{id}'")).await?;
    press(driver, "Space").await?;
    until(driver, &format!("document.getElementById('{id}').checked")).await
}

/// 继续; the heading of the next page takes the focus.
async fn onward(driver: &WebDriver, page: &str) -> WebDriverResult<()> {
    tab_to(driver, "it.id === 'next'").await?;
    press(driver, "Enter").await?;
    arrives(driver, &format!("#/{page}")).await?;
    until(driver, "document.activeElement.id === 'heading'").await
}

#[tokio::test]
async fn a_whole_walk_by_the_keyboard_alone() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        by_id(&driver, "region--zaozhuang").await?;
        choose(&driver, "region--zaozhuang").await?;
        onward(&driver, "certification").await?;
        choose(&driver, "certification_tier--provincial").await?;
        tick(&driver, "first_certified_tiers--provincial").await?;
        onward(&driver, "listing").await?;
        tick(&driver, "listings--nothing").await?;
        onward(&driver, "smart_factory").await?;
        choose(&driver, "smart_factory_award--none").await?;
        onward(&driver, "trade_shows").await?;
        tab_to(&driver, "it.id === 'government_show_booth_fee_yuan'").await?;
        driver.action_chain().send_keys("8万").perform().await?;
        onward(&driver, "other").await?;
        choose(&driver, "platform_contest_prize--none").await?;
        onward(&driver, "claimed_elsewhere").await?;
        tick(&driver, "claimed_elsewhere--nothing").await?;
        onward(&driver, "check").await?;
        // Ten for the title and four for the fair; nothing is open.
        onward(&driver, "result").await?;
        shows(&driver, "least", "14 万元").await?;
        shows(&driver, "most", "14 万元").await
    })
    .await;
}

/// What is read out is the last state of the line: five digits typed in a row are read as one sum.
#[tokio::test]
async fn the_live_total_is_read_out_once_it_rests() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/trade_shows")).await?;
        by_id(&driver, "government_show_booth_fee_yuan").await?;
        until(
            &driver,
            "document.getElementById('announce').textContent === \
             document.getElementById('live').textContent",
        )
        .await?;
        let script = "window.read = []; window.drawn = [];
            const watch = (id, list) => new MutationObserver(() => \
            list.push(document.getElementById(id).textContent))
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
            type(1)";
        driver.execute_async(script, vec![]).await?;
        until(&driver, "window.read.length > 0").await?;
        let (read, drawn): (Vec<String>, Vec<String>) = (
            driver.execute("return window.read", vec![]).await?.convert()?,
            driver.execute("return window.drawn", vec![]).await?.convert()?,
        );
        assert!(drawn.len() > 1, "the line follows each keystroke: {drawn:?}");
        assert_eq!(read.len(), 1, "{read:?}");
        assert_eq!(read[0], drawn[drawn.len() - 1]);
        assert!(read[0].contains("目前可确定"), "{read:?}");
        // Nothing else speaks up while one types.
        let loud = "return [...document.querySelectorAll('output, [aria-live], [role=status], \
            [role=alert]')]
            .filter(part => part.id !== 'announce' && part.getAttribute('aria-live') !== 'off' && \
            part.contains(document.getElementById('government_show_booth_fee_yuan--echo'))).length";
        assert_eq!(driver.execute(loud, vec![]).await?.convert::<u32>()?, 0);
        assert_eq!(
            by_id(&driver, "government_show_booth_fee_yuan--echo")
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
async fn described(driver: &WebDriver, selector: &str) -> WebDriverResult<String> {
    let script = format!(
        "return document.querySelector('{selector}').getAttribute('aria-describedby').split(' \
         ').map(id => document.getElementById(id).textContent).join('|')"
    );
    driver.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn unit_help_and_error_are_read_with_their_field() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        click(&driver, "region--zaozhuang").await?;
        driver.goto(format!("{address}#/trade_shows")).await?;
        type_into(&driver, "government_show_booth_fee_yuan", "三万").await?;
        go_on(&driver).await?;
        shows(&driver, "errors", "请填数字").await?;
        let said = described(&driver, "#government_show_booth_fee_yuan").await?;
        assert!(said.starts_with("元|") && said.contains("错误：请填数字"), "{said}");
        assert_eq!(
            by_id(&driver, "government_show_booth_fee_yuan")
                .await?
                .attr("aria-invalid")
                .await?
                .as_deref(),
            Some("true")
        );
        driver.goto(format!("{address}#/certification")).await?;
        clicks(
            &driver,
            &["certification_tier--provincial", "first_certified_tiers--national_giant"],
        )
        .await?;
        shows(&driver, "first_certified_tiers--error", "错误：").await?;
        assert!(
            described(&driver, "#q--first_certified_tiers fieldset")
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
    in_chromium("the width of a screen is set over the devtools protocol", async move |driver| {
        answer_some(&driver, &address).await?;
        let mut faults = Vec::new();
        for (large, least) in [(false, 44), (true, 60)] {
            if large {
                click(&driver, "large").await?;
            }
            for page in PAGES {
                driver.goto(format!("{address}#/{page}")).await?;
                arrives(&driver, &format!("#/{page}")).await?;
                by_id(&driver, "heading").await?;
                for width in [320, 1280] {
                    resize(&driver, width, 1000).await?;
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
                    let small: Vec<String> = driver.execute(script, vec![]).await?.convert()?;
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
    in_chromium("the width of a screen is set over the devtools protocol", async move |driver| {
        answer_some(&driver, &address).await?;
        let mut faults = Vec::new();
        for page in PAGES {
            driver.goto(format!("{address}#/{page}")).await?;
            arrives(&driver, &format!("#/{page}")).await?;
            by_id(&driver, "heading").await?;
            for (width, text) in [(640, "100%"), (1280, "200%"), (390, "200%")] {
                resize(&driver, width, 700).await?;
                driver
                    .execute(format!("document.documentElement.style.fontSize = '{text}'"), vec![])
                    .await?;
                let beyond = "return [...document.querySelectorAll('body *')].filter(part => \
                    part.getClientRects().length && !part.closest('.skip, \
                    .hide') && getComputedStyle(part).clip === 'auto'
                    && (part.getBoundingClientRect().right > innerWidth + 0.5 && \
                    document.documentElement.scrollWidth > innerWidth
                    || getComputedStyle(part).overflow === 'hidden' && part.scrollWidth > \
                    part.clientWidth + 1 && !part.matches('svg *')))
                    .map(part => part.outerHTML.slice(0, 100))";
                let beyond: Vec<String> = driver.execute(beyond, vec![]).await?.convert()?;
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
    for name in ["style.css", "result.css", "library.css"] {
        let style = std::fs::read_to_string(folder.join(name)).expect("a style");
        for word in ["transition", "animation", "@keyframes", "scroll-behavior"] {
            assert!(!style.contains(word), "{name} has {word}");
        }
    }
}

#[tokio::test]
async fn the_notice_stands_before_the_first_question() {
    let address = serve("/").await;
    in_browser(async move |driver| {
        driver.goto(&address).await?;
        by_id(&driver, "region--zaozhuang").await?;
        let script = "const notice = [...document.querySelectorAll('#main .note')].find(one => \
            one.textContent.includes('不上传'));
            return Boolean(notice.compareDocumentPosition(document.querySelector('#main \
            fieldset')) & Node.DOCUMENT_POSITION_FOLLOWING) && notice.getClientRects().length > 0";
        assert!(driver.execute(script, vec![]).await?.convert::<bool>()?);
        Ok(())
    })
    .await;
}
