//! The first use on a cheap phone: Chromium four times slowed down, 1.6 Mbit/s with 150 ms, files
//! packed with brotli. `make bench-phone` builds the page and runs this. Said are the middle and
//! the worst of several visits and the worst of all answers of a walk, from the event to the next
//! paint.

#![allow(clippy::float_arithmetic, reason = "times are no money")]

use huiqi_authoring::read_folder;
use huiqi_browser_tests::{Page, Reply, dist, in_browser, serve_edited};
use huiqi_publish::{Archive, EditionNote, PackFolder, publish};
use huiqi_tests::city::city;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use thirtyfour::prelude::WebDriverResult;

const VISITS: usize = 5;

/// Notes when the first question can be used, how long each event takes to the next paint, and each
/// press until the page that it opens is whole.
const WATCH: &str = "window.usable = 0; window.events = []; window.wholes = [];
    addEventListener('click', (event) => {
        const wait = () => document.querySelector('[aria-busy=true], [data-busy]')
            ? requestAnimationFrame(wait) : requestAnimationFrame(() => \
    wholes.push([performance.now() - event.timeStamp, location.hash]));
        requestAnimationFrame(wait);
    }, true);
    new MutationObserver((_, self) => { if (document.getElementById('region--zaozhuang')) { \
    self.disconnect(); requestAnimationFrame(() => { usable = performance.now() }) } })
        .observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if \
    (one.interactionId) events.push([one.name, one.duration, location.hash, \
    one.target ? one.target.id : '']) })
        .observe({ type: 'event', durationThreshold: 16, buffered: true });";

/// Serves dist/ as a server does that hands out what was packed with brotli.
async fn serve_packed() -> String {
    serve_edited("/", |path, reply| {
        let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
        match std::fs::read(dist().join(format!("{name}.br"))) {
            Ok(body) => Reply { encoding: Some("br"), body, ..reply },
            Err(_) => reply,
        }
    })
    .await
}

async fn command(tab: &Page, name: &str, parameters: Value) -> WebDriverResult<()> {
    tab.cdp().send_raw(name, parameters).await.map(|_| ())
}

async fn slow_down(tab: &Page) -> WebDriverResult<()> {
    let line = json!({
        "offline": false,
        "latency": 150,
        "downloadThroughput": 200_000,
        "uploadThroughput": 94_000,
    });
    command(
        tab,
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": false }),
    )
    .await?;
    command(tab, "Network.enable", json!({})).await?;
    command(tab, "Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    // What a service worker fetches is not slowed.
    command(tab, "Network.setBypassServiceWorker", json!({ "bypass": true })).await?;
    command(tab, "Network.emulateNetworkConditions", line).await?;
    command(tab, "Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
    command(tab, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await
}

/// A press as a hand makes it: let go once it can be seen that it is down.
async fn hold(tab: &Page, id: &str) -> WebDriverResult<()> {
    let element = tab
        .find(thirtyfour::prelude::By::Css(format!("label[for='{id}'], button#{id}, a#{id}")))
        .await?;
    element.scroll_into_view().await?;
    tab.action_chain().move_to_element_center(&element).click_and_hold().perform().await?;
    next_paint(tab).await?;
    tab.action_chain().release().perform().await?;
    next_paint(tab).await
}

/// Until the page shows what was pressed and what came of it, as a hand waits for it.
async fn next_paint(tab: &Page) -> WebDriverResult<()> {
    let wait = "const done = arguments[0];
        const wait = () => requestAnimationFrame(document.querySelector('[aria-busy=true], \
        [data-busy]') ? wait : () => done());
        wait()";
    tab.execute_async(wait, vec![]).await.map(|_| ())
}

async fn walk(tab: &Page) -> WebDriverResult<()> {
    // One tap on a place goes on.
    hold(tab, "region--zaozhuang").await?;
    for (page, cards) in [
        (
            "certification",
            [
                "certification_tier--national_giant",
                "first_certified_tiers--provincial",
                "first_certified_tiers--national_giant",
            ]
            .as_slice(),
        ),
        ("listing", &["listings--bse"]),
        ("smart_factory", &["smart_factory_award--applied"]),
        ("trade_shows", &[]),
        ("other", &["platform_contest_prize--unclear"]),
        ("claimed_elsewhere", &["claimed_elsewhere--nothing"]),
    ] {
        tab.arrives(&format!("#/{page}")).await?;
        for card in cards {
            tab.by_id(card).await?;
            hold(tab, card).await?;
        }
        if page == "trade_shows" {
            // Key by key, as a hand types: the next once the one before has been painted.
            let field = tab.by_id("government_show_booth_fee_yuan").await?;
            for key in "80000".chars() {
                field.send_keys(key.to_string()).await?;
                next_paint(tab).await?;
            }
        }
        hold(tab, "next").await?;
    }
    tab.arrives("#/check").await?;
    tab.by_id("next").await?;
    hold(tab, "next").await?;
    tab.arrives("#/result").await
}

/// So many generated cities have packs.
const CITIES: usize = 1_000;

struct Nothing;

impl Archive for Nothing {
    fn file(&self, _: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(None)
    }
}

impl PackFolder for Nothing {
    fn names(&self) -> Result<Vec<String>, String> {
        Ok(Vec::new())
    }

    fn path(&self) -> String {
        "packs".to_owned()
    }
}

/// Publishes the generated cities.
fn published() -> BTreeMap<String, Vec<u8>> {
    let mut sources = read_folder(Path::new("../../policies")).expect("the policy files");
    sources.extend((0..CITIES).flat_map(city));
    let note = "day = \"2026-12-01\"\nauthor = \"甲\"\nreviewer = \"乙\"\nreason = \"首版\"\n";
    let note = EditionNote::read(note).expect("a note");
    let files = publish(&sources, &note, &Nothing, &[]);
    let files = files.unwrap_or_else(|problems| panic!("{problems:?}"));
    files.into_iter().map(|file| (file.name, file.bytes)).collect()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters).expect("memory");
    packed
}

/// From the arrival of a city's pack to its first question.
async fn packs() {
    let files = published();
    let sizes =
        || files.iter().filter(|(name, _)| name.starts_with("city_") && name.ends_with(".huiqi"));
    let loaded = sizes().map(|(_, bytes)| huiqi_pack::read(bytes).expect("a pack").sizes);
    let worst = loaded
        .fold((0, 0), |worst, sizes| (worst.0.max(sizes.questions), worst.1.max(sizes.results)));
    let index = brotli(&files["index.json"]);
    println!("{CITIES} cities of three documents, 60 awards and 12 questions each:");
    println!(
        "  the index: {} bytes, brotli {} (aim 25,000)",
        files["index.json"].len(),
        index.len()
    );
    println!("  a city's questions: at most {} bytes (aim 12,000)", worst.0);
    println!("  its results: at most {} bytes (aim 15,000)", worst.1);
    let address = serve_edited("/", move |path, reply| {
        let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
        if name == "index.html" {
            let meta = "<meta name=\"huiqi-packs\" content=\"on\"><meta charset";
            return reply.with("<meta charset", meta);
        }
        if name == "packs/index.json" {
            return Reply { encoding: Some("br"), body: index.clone(), ..Reply::script("") };
        }
        if let Some(pack) = name.strip_prefix("packs/").and_then(|name| files.get(name)) {
            return Reply { body: pack.clone(), ..Reply::script("") };
        }
        match std::fs::read(dist().join(format!("{name}.br"))) {
            Ok(body) => Reply { encoding: Some("br"), body, ..reply },
            Err(_) => reply,
        }
    })
    .await;
    let mut times = Vec::new();
    for visit in 0..VISITS {
        let (address, (send, receive)) = (address.clone(), std::sync::mpsc::channel());
        in_browser(async move |tab| {
            slow_down(&tab).await?;
            tab.goto(&address).await?;
            tab.write_into("find", &format!("{}", 17 + 100 * visit)).await?;
            tab.until("document.querySelectorAll('#hits [role=option]').length > 0").await?;
            let watch = "window.first = 0; new MutationObserver((_, self) => {
                if (document.querySelector('.q') && !document.querySelector('.start')) {
                    self.disconnect(); requestAnimationFrame(() => { first = performance.now() }) }
                }).observe(document, { childList: true, subtree: true });
                document.querySelector('#hits [role=option]').click()";
            tab.execute(watch, vec![]).await?;
            let script = "const done = arguments[0]; const wait = () => first ? \
                done(first - performance.getEntriesByType('resource') \
                .filter(one => /huiqi$/.test(one.name)).pop().responseEnd) \
                : requestAnimationFrame(wait); wait()";
            let time: f64 = tab.execute_async(script, vec![]).await?.convert()?;
            send.send(time).expect("it is heard");
            Ok(())
        })
        .await;
        times.push(receive.recv().expect("a visit"));
    }
    times.sort_by(f64::total_cmp);
    println!(
        "  first question after the pack is here: the middle one {:.0} ms, the worst {:.0} ms \
         (aim 100 ms)",
        times[VISITS / 2],
        times[VISITS - 1]
    );
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    packs().await;
    // `cargo bench … --bench phone -- packs` measures the packs alone.
    if std::env::args().any(|argument| argument == "packs") {
        return;
    }
    let address = serve_packed().await;
    let (mut painted, mut usable) = (Vec::new(), Vec::new());
    for _ in 0..VISITS {
        let (address, (send, receive)) = (address.clone(), std::sync::mpsc::channel());
        in_browser(async move |tab| {
            slow_down(&tab).await?;
            tab.goto(&address).await?;
            tab.by_id("region--zaozhuang").await?;
            let script = "const done = arguments[0]; const wait = () => usable ? \
                done([performance.getEntriesByName('first-contentful-paint')[0].startTime, \
                usable]) : requestAnimationFrame(wait); wait()";
            let times: (f64, f64) = tab.execute_async(script, vec![]).await?.convert()?;
            send.send(times).expect("it is heard");
            Ok(())
        })
        .await;
        let times = receive.recv().expect("a visit");
        painted.push(times.0 / 1000.0);
        usable.push(times.1 / 1000.0);
    }
    [&mut painted, &mut usable].into_iter().for_each(|times| times.sort_by(f64::total_cmp));
    println!("first visit, 4 times slower, 1.6 Mbit/s, 150 ms, brotli, {VISITS} visits:");
    for (what, times, aim) in
        [("painted", painted, "1.0"), ("first question usable", usable, "1.8")]
    {
        println!(
            "  {what}: the middle one {:.2} s, the worst {:.2} s (aim {aim})",
            times[VISITS / 2],
            times[VISITS - 1]
        );
    }
    in_browser(async move |tab| {
        slow_down(&tab).await?;
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        walk(&tab).await?;
        let mut events: Vec<(String, f64, String, String)> =
            tab.execute("return events", vec![]).await?.convert()?;
        events.sort_by(|left, right| right.1.total_cmp(&left.1));
        println!(
            "a walk: {} events above 16 ms; from the event to the next paint the worst are \
             (aim 50 ms)",
            events.len()
        );
        for (name, duration, page, target) in events.iter().take(8) {
            println!("  {duration:>4.0} ms  {name} {page} {target}");
        }
        let mut wholes: Vec<(f64, String)> =
            tab.execute("return wholes", vec![]).await?.convert()?;
        wholes.sort_by(|left, right| right.0.total_cmp(&left.0));
        println!("from the press until the page is whole, the longest:");
        for (duration, page) in wholes.iter().take(4) {
            println!("  {duration:>4.0} ms  {page}");
        }
        Ok(())
    })
    .await;
}
