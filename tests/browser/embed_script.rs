//! embed.js in a host page: which script it is, what it does on one element, and its hash.

use huiqi_browser_tests::{Reply, before, dist, in_browser, serve, serve_edited};
use thirtyfour::By;

#[tokio::test]
async fn another_vendors_embed_js_is_not_taken_for_ours() {
    let calculator = serve("/").await;
    let vendor = serve_edited("/", |path, reply| {
        if path == "/embed.js" { Reply::script("window.vendor = 1") } else { reply }
    })
    .await;
    // As in a module, no script knows its own element.
    let hidden = "Object.defineProperty(document, 'currentScript', { value: null })";
    let (ours, theirs) = (format!("{calculator}embed.js"), format!("{vendor}embed.js"));
    let portal = serve_edited("/", move |path, _| match path {
        "/hide.js" => Reply::script(&format!(
            "{hidden}; window.faults = []; console.error = (text) => faults.push(text)"
        )),
        _ => {
            let mark = if path == "/marked" { "data-huiqi" } else { "" };
            Reply::page(&format!(
                "<!doctype html><meta charset=utf-8><title>host</title>\
                 <script src=\"{theirs}\"></script><script src=hide.js></script>\
                 <huiqi-calculator></huiqi-calculator><script src=\"{ours}\" {mark}></script>"
            ))
        }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{portal}marked")).await?;
        tab.until("document.querySelector('iframe')").await?;
        let source = "return document.querySelector('iframe').src";
        let source: String = tab.execute(source, vec![]).await?.convert()?;
        assert!(source.starts_with(&calculator), "{source}");
        tab.goto(format!("{portal}plain")).await?;
        tab.until("window.vendor && window.faults.length === 1").await?;
        let frames = "return [document.querySelectorAll('iframe').length, faults[0]]";
        let (frames, fault): (u32, String) = tab.execute(frames, vec![]).await?.convert()?;
        assert_eq!(frames, 0);
        assert!(fault.contains("data-huiqi"), "{fault}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_second_call_on_one_element_takes_the_place_of_the_first_with_its_answers() {
    let calculator = serve("/").await;
    let script = format!("{calculator}embed.js");
    let portal = serve_edited("/", move |_, _| {
        Reply::page(&format!(
            "<!doctype html><meta charset=utf-8><title>host</title><div id=place></div>\
             <div id=beside></div><script src=\"{script}\"></script>"
        ))
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&portal).await?;
        let embed = "const at = (id) => document.getElementById(id);
            window.first = huiqi.embed(at('place'), {});
            window.beside = huiqi.embed(at('beside'), {})";
        tab.execute(embed, vec![]).await?;
        tab.enter_frame(0).await?;
        tab.click("region--jincheng").await?;
        tab.enter_default_frame().await?;
        tab.execute(
            "window.second = huiqi.embed(document.getElementById('place'), { large: true }); \
             first.remove()",
            vec![],
        )
        .await?;
        let frames = "return document.querySelectorAll('#place iframe, #beside iframe').length";
        assert_eq!(tab.execute(frames, vec![]).await?.convert::<u32>()?, 2);
        // By its element: engines number frames by their place or by their age.
        tab.find(By::Css("#place iframe")).await?.enter_frame().await?;
        tab.until("document.documentElement.classList.contains('large')").await?;
        // With its answers: the simple mode goes on to the next question.
        let is_open = "document.querySelector('button.big') && \
            !document.getElementById('region--jincheng')";
        tab.until(is_open).await?;
        tab.enter_default_frame().await?;
        tab.find(By::Css("#beside iframe")).await?.enter_frame().await?;
        tab.has_no_region("jincheng").await?;
        tab.enter_default_frame().await?;
        tab.execute("second.remove()", vec![]).await?;
        assert_eq!(tab.execute(frames, vec![]).await?.convert::<u32>()?, 1);
        Ok(())
    })
    .await;
}

/// The line of embed.txt, as a portal copies it, with the place where the calculator is here.
#[tokio::test]
async fn the_versioned_script_runs_with_its_hash_and_with_no_other() {
    let server = crate::hosting::nginx();
    let line = std::fs::read_to_string(dist().join("embed.txt")).expect("the line of a portal");
    let here = format!("http://127.0.0.1:{}/", server.port);
    let line = line.replace("https://测算页的网址/", &here);
    assert!(line.contains(&format!("src=\"{here}embed-")), "{line}");
    let portal = serve_edited("/", move |path, _| {
        let line = match path {
            "/right" => line.clone(),
            _ => line.replace("integrity=\"sha384-", "integrity=\"sha384-A"),
        };
        Reply::page(&format!("<!doctype html><title>host</title>{line}"))
    })
    .await;
    in_browser(async move |tab| {
        for (path, is_there) in [("right", true), ("wrong", false)] {
            tab.goto(format!("{portal}{path}")).await?;
            let script = "return typeof window.huiqi === 'object'";
            assert_eq!(tab.execute(script, vec![]).await?.convert::<bool>()?, is_there, "{path}");
        }
        Ok(())
    })
    .await;
}

/// The example of a portal: what it locks and hides holds, and what is written wrong is on its
/// page.
#[tokio::test]
async fn a_locked_place_and_no_tabs_hold_and_what_is_wrong_is_said_on_the_page() {
    let (_, portal) = crate::embed::allowed().await;
    in_browser(async move |tab| {
        tab.goto(format!("{portal}embed.html")).await?;
        tab.until("document.querySelectorAll('#problems li').length === 3").await?;
        let said = "return [...document.querySelectorAll('#problems li')].map(one => \
            one.textContent)";
        let said: Vec<String> = tab.execute(said, vec![]).await?.convert()?;
        for words in [
            "wrong：没有 themes 这个属性，可以写：region、locked、plain、theme、large、results",
            "wrong：region 不能是 zaozhuan，可以是：",
            "wrong：locked 要和 region 一起写",
        ] {
            assert!(said.iter().any(|line| line.starts_with(words)), "{words}: {said:?}");
        }
        tab.find(By::Css("#locked iframe")).await?.enter_frame().await?;
        tab.by_id("certification_tier--provincial").await?;
        tab.until("getComputedStyle(document.querySelector('.nav')).display === 'none'").await?;
        // Nothing comes before the first question, and no button says so.
        assert!(!tab.by_id("back").await?.is_displayed().await?);
        tab.execute("location.hash = '#/where_and_when'", vec![]).await?;
        tab.until("location.hash === '#/certification'").await?;
        tab.click("certification_tier--provincial").await?;
        tab.click("next").await?;
        tab.until("location.hash !== '#/certification'").await?;
        assert!(tab.by_id("back").await?.is_displayed().await?);
        tab.click("back").await?;
        tab.until("location.hash === '#/certification'").await?;
        assert!(!tab.by_id("back").await?.is_displayed().await?);
        tab.execute("location.hash = '#/where_and_when?region=jincheng'", vec![]).await?;
        tab.until("location.hash === '#/certification'").await?;
        assert!(tab.by_id("certification_tier--provincial").await?.is_selected().await?);
        crate::explains::pictures(&tab, "locked").await?;
        tab.enter_default_frame().await?;
        // The others on the page keep their tabs.
        tab.enter_frame(0).await?;
        tab.has_region("zaozhuang").await?;
        tab.until("getComputedStyle(document.querySelector('.nav')).display !== 'none'").await
    })
    .await;
}

/// Waits with what the module does until four frames are about to start.
const TOGETHER: &str = "if (top !== window) {
    const start = WebAssembly.instantiate;
    WebAssembly.instantiate = (...all) => new Promise((done) => {
        top.waiting = (top.waiting || []).concat(() => done(start(...all)));
        if (top.waiting.length === 4) { top.waiting.forEach((go) => go()); }
    });
}";

#[tokio::test]
async fn four_on_one_page_that_start_at_the_same_moment_all_open() {
    let calculator = serve_edited("/", |path, reply| match path {
        "/host.html" => Reply::page(
            "<!doctype html><meta charset=utf-8><title>host</title>\
             <huiqi-calculator></huiqi-calculator><huiqi-calculator></huiqi-calculator>\
             <huiqi-calculator></huiqi-calculator><huiqi-calculator></huiqi-calculator>\
             <script src=embed.js></script>",
        ),
        _ => before(TOGETHER, path, reply),
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{calculator}host.html")).await?;
        for frame in 0..4 {
            tab.enter_frame(frame).await?;
            tab.until(
                "document.getElementById('region--zaozhuang') && \
                 document.getElementById('panic').hidden",
            )
            .await?;
            tab.enter_default_frame().await?;
        }
        Ok(())
    })
    .await;
}
