//! Without a network, after one visit; a new version that asks first.

use huiqi_browser_tests::{
    Folder, PROVINCIAL, Page, Reply, TestServer, in_browser, is_not_webkit_for, next_version,
    serve_changes, serve_edited, serve_versions,
};
use huiqi_policies::POLICIES;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use thirtyfour::prelude::WebDriverResult;

/// Waits until a worker has taken over and the page's own look for a newer one is over: with a page
/// that is left in the middle of it, Chromium now and then does not look again for the next page.
pub(crate) async fn is_kept(tab: &Page) -> WebDriverResult<()> {
    let script = "const done = arguments[0]; const workers = navigator.serviceWorker;
        const looked = () => workers.ready.then(registration => registration.update()).then(() => \
        done(true));
        if (workers.controller) looked(); else workers.addEventListener('controllerchange', \
        looked)";
    tab.execute_async(script, vec![]).await.map(|_| ())
}

/// Pastes a table of one company that says no region; the region of the page is taken.
pub(crate) async fn paste_table(tab: &Page) -> WebDriverResult<()> {
    tab.paste("企业名称\t最高认定\n甲\tprovincial").await?;
    tab.click("start").await
}

#[tokio::test]
async fn after_one_visit_everything_works_without_a_network() {
    let TestServer { address, stop, .. } = serve_versions("/zhengce/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        stop();
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.goto(format!("{address}index.html#/ladder")).await?;
        tab.shows("heading", "晋级路线").await?;
        // The worker that computes tables is there too.
        tab.goto(format!("{address}index.html#/portfolio")).await?;
        paste_table(&tab).await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.goto(format!("{address}library/index.html")).await?;
        tab.type_into("page--query", "展位费").await?;
        tab.shows("page--found", "找到").await
    })
    .await;
}

#[tokio::test]
async fn what_the_portal_says_of_applications_needs_no_new_version() {
    let is_edited = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_edited);
    let edit = move |path: &str, reply: Reply| match path {
        "/apply.json" if state.load(Ordering::SeqCst) => {
            Reply { body: br#"{ "awards": {}, "edited": true }"#.to_vec(), ..reply }
        }
        _ => reply,
    };
    let address = serve_edited("/", edit).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        is_edited.store(true, Ordering::SeqCst);
        tab.goto(&address).await?;
        let script = "const done = arguments[0]; \
            fetch('apply.json').then((answer) => answer.text()).then(done)";
        let text: String = tab.execute_async(script, vec![]).await?.convert()?;
        assert!(text.contains("edited"), "{text}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_new_version_asks_first_and_takes_the_place_of_the_old_one() {
    let TestServer { address, next_version, .. } = serve_versions("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        next_version();
        tab.goto(&address).await?;
        let is_new = "return document.querySelector('meta[name=version-two]') !== null";
        assert!(
            !tab.execute(is_new, vec![]).await?.convert::<bool>()?,
            "the old version is \
            shown until the visitor agrees"
        );
        tab.shows("update", "页面有新版本").await?;
        tab.click("region--zaozhuang").await?;
        tab.click("update--later").await?;
        assert!(!tab.by_id("update").await?.is_displayed().await?);
        tab.goto(&address).await?;
        tab.shows("update", "页面有新版本").await?;
        tab.click("update--take").await?;
        tab.until("document.querySelector('meta[name=version-two]')").await?;
        tab.has_region("zaozhuang").await?;
        let caches: Vec<String> =
            tab.execute_async("caches.keys().then(arguments[0])", vec![]).await?.convert()?;
        assert_eq!(caches.len(), 1, "the old cache is gone: {caches:?}");
        Ok(())
    })
    .await;
}

/// A host that leads every index.html to its folder.
fn without_index(path: &str, reply: Reply) -> Reply {
    match path.strip_suffix("index.html") {
        Some(folder) => Reply::moved(folder),
        None if path == "/library/" => Reply::dist("library/index.html"),
        None => reply,
    }
}

#[tokio::test]
async fn where_a_host_leads_index_html_elsewhere_both_addresses_open_with_and_without_a_network() {
    let is_down = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_down);
    let address = serve_edited("/", move |path, reply| {
        if state.load(Ordering::SeqCst) { Reply::silence() } else { without_index(path, reply) }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        for _ in 0..2 {
            for page in ["", "index.html#/portfolio", "library/index.html", "library/"] {
                tab.goto("about:blank").await?;
                tab.goto(format!("{address}{page}")).await?;
                match page {
                    "" => tab.by_id("region--zaozhuang").await.map(|_| ())?,
                    "index.html#/portfolio" => tab.by_id("paste").await.map(|_| ())?,
                    _ => tab.by_id("page--query").await.map(|_| ())?,
                }
            }
            is_down.store(true, Ordering::SeqCst);
        }
        // What came by a redirect is not kept.
        let redirected = "const done = arguments[0]; caches.keys().then(names => \
            Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))
            .then(all => done([].concat(...all).filter(one => \
            one.url.endsWith('index.html')).length))";
        assert_eq!(tab.execute_async(redirected, vec![]).await?.convert::<u32>()?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_cache_that_cannot_be_opened_leaves_the_network() {
    let address = serve_edited("/", |path, reply| match path {
        // From the first request on, as with a damaged profile or a full disk.
        "/sw.js" => reply.with(
            "\"use strict\";",
            "\"use strict\"; self.addEventListener(\"fetch\", () => { \
             CacheStorage.prototype.open = () => Promise.reject(new Error(\"no\")) });",
        ),
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        let kept = "return navigator.serviceWorker.controller !== null";
        assert!(tab.execute(kept, vec![]).await?.convert::<bool>()?, "the worker answers");
        Ok(())
    })
    .await;
}

/// Two deployments on one host, below /a/ and /b/; the second is that of the root for `/` alone.
fn two_cities(path: &str, is_next: bool) -> Reply {
    let city = |rest: &str| Reply::dist(rest);
    if let Some(rest) = path.strip_prefix("/a/") {
        let reply = city(rest);
        if is_next { next_version(path, reply) } else { reply }
    } else if let Some(rest) = path.strip_prefix("/b/") {
        city(rest)
    } else {
        city(path.trim_start_matches('/'))
    }
}

#[tokio::test]
async fn deployments_on_one_host_leave_each_others_files_alone() {
    let is_next = Arc::new(AtomicBool::new(false));
    let is_down = Arc::new(AtomicBool::new(false));
    let (next, down) = (Arc::clone(&is_next), Arc::clone(&is_down));
    let address = serve_edited("/", move |path, _| {
        if down.load(Ordering::SeqCst) {
            return Reply::silence();
        }
        two_cities(path, next.load(Ordering::SeqCst))
    })
    .await;
    in_browser(async move |tab| {
        // Two below the root, and one at the root, which is the beginning of every other address.
        for city in ["a/", "b/", ""] {
            tab.goto(format!("{address}{city}")).await?;
            is_kept(&tab).await?;
        }
        // What a former version of /b/ and of /a/ kept, whose names were without an address.
        let seed = "const done = arguments[0]; const put = (name, path) => caches.open(name)
            .then(cache => cache.put(path, new Response('x')));
            Promise.all([put('huiqi-1111', '/a/boot.js'), put('huiqi-2222', '/b/boot.js')])
            .then(() => done(true))";
        tab.execute_async(seed, vec![]).await?;
        is_next.store(true, Ordering::SeqCst);
        tab.goto(format!("{address}a/")).await?;
        tab.shows("update", "页面有新版本").await?;
        tab.click("update--take").await?;
        tab.until("document.querySelector('meta[name=version-two]')").await?;
        let names: Vec<String> =
            tab.execute_async("caches.keys().then(arguments[0])", vec![]).await?.convert()?;
        let of = |scope: &str| {
            let begin = format!("huiqi {address}{scope} ");
            names.iter().filter(|name| name.starts_with(&begin)).count()
        };
        assert_eq!((of(""), of("a/"), of("b/")), (1, 1, 1), "{names:?}");
        let former: Vec<&String> = names.iter().filter(|name| name.starts_with("huiqi-")).collect();
        assert_eq!(former, ["huiqi-2222"], "the other city's own");
        is_down.store(true, Ordering::SeqCst);
        for city in ["", "a/", "b/"] {
            tab.goto("about:blank").await?;
            tab.goto(format!("{address}{city}")).await?;
            tab.by_id("region--zaozhuang").await?;
        }
        Ok(())
    })
    .await;
}

/// The next edition, which recalls the one that is built.
fn corrected(path: &str, reply: Reply) -> Reply {
    let reply = next_version(path, reply);
    let edition = format!("\"{}\"", POLICIES.edition);
    if path.ends_with("sw.js") {
        reply
            .with(&format!("const EDITION = {edition}"), "const EDITION = \"2099.01\"")
            .with("const RECALLED = []", &format!("const RECALLED = [{edition}]"))
    } else if path.ends_with("offline.js") {
        reply.with(&edition, "\"2099.01\"")
    } else if matches!(path, "/" | "/index.html") {
        reply.with(&format!("data-edition={edition}"), "data-edition=\"2099.01\"")
    } else {
        reply
    }
}

#[tokio::test]
async fn an_edition_that_is_recalled_gives_way_without_being_asked() {
    let TestServer { address, next_version: correct, .. } = serve_changes("/", corrected).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        tab.click("region--zaozhuang").await?;
        correct();
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        // Nothing is pressed: the page that opens from the cache is replaced by itself.
        tab.until("document.querySelector('meta[name=version-two]')").await?;
        tab.has_region("zaozhuang").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_is_left_waiting_takes_over_too() {
    let left_waiting = |path: &str, reply: Reply| {
        let reply = corrected(path, reply);
        if path.ends_with("sw.js") {
            let kept = "throw error;\n  }\n";
            reply.with(&format!("{kept}  await replace();"), kept)
        } else {
            reply
        }
    };
    let TestServer { address, next_version: correct, .. } = serve_changes("/", left_waiting).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        correct();
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.until("document.querySelector('meta[name=version-two]')").await
    })
    .await;
}

#[tokio::test]
async fn a_page_opened_while_the_correction_took_over_gives_way_too() {
    let opened = AtomicBool::new(false);
    // The first page is the old one; all that it then loads, worker and script, is the new one's.
    let address = serve_edited("/", move |path, reply| {
        let is_page = matches!(path, "/" | "/index.html");
        if is_page && !opened.swap(true, Ordering::SeqCst) { reply } else { corrected(path, reply) }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.until("document.querySelector('meta[name=version-two]')").await?;
        tab.shows("heading", "看看专精特新能领多少").await
    })
    .await;
}

#[tokio::test]
async fn who_uses_an_edition_that_is_recalled_reads_so_and_cannot_put_it_off() {
    let TestServer { address, next_version: correct, .. } = serve_changes("/", corrected).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        is_kept(&tab).await?;
        tab.execute("dispatchEvent(new Event('keydown'))", vec![]).await?;
        correct();
        tab.execute("navigator.serviceWorker.getRegistration().then(one => one.update())", vec![])
            .await?;
        tab.shows("update", "本页的规则有错误，已经更正").await?;
        let later = "return document.getElementById('update--later') === null";
        assert!(tab.execute(later, vec![]).await?.convert::<bool>()?);
        tab.click("update--take").await?;
        tab.until("document.querySelector('meta[name=version-two]')").await
    })
    .await;
}

#[tokio::test]
async fn inside_a_frame_nothing_is_registered() {
    let TestServer { address, .. } = serve_versions("/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}host.html")).await?;
        tab.enter_frame(0).await?;
        tab.click("region--zaozhuang").await?;
        tab.until("document.querySelector('script[src$=\"offline.js\"]')").await?;
        let script = "navigator.serviceWorker.getRegistrations().then(all => \
            arguments[0](all.length), () => arguments[0](0))";
        assert_eq!(tab.execute_async(script, vec![]).await?.convert::<usize>()?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn one_file_holds_everything() {
    in_browser(async move |tab| {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let page = root.join("target/huiqi.html");
        assert!(page.is_file(), "there is no single page: run `make single` first");
        // Alone in a folder, and under another name.
        let folder = Folder::create();
        let copy = folder.file("政策测算.html", &std::fs::read(page).expect("the single page"));
        tab.goto(format!("file://{copy}")).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        // The library lies in it too: its links lead through the file, and back.
        tab.click("to-library").await?;
        tab.enter_frame(0).await?;
        tab.type_into("page--query", "展位费").await?;
        tab.shows("page--found", "找到").await?;
        let first = "[...document.querySelectorAll('#page--entries a')].find(link => \
            link.getClientRects().length)";
        let address = format!("return {first}.getAttribute('href')");
        let wanted: String = tab.execute(address, vec![]).await?.convert()?;
        tab.execute(
            format!(
                "const link = {first}; \
            setTimeout(() => link.click())"
            ),
            vec![],
        )
        .await?;
        tab.enter_default_frame().await?;
        let (_, anchor) = wanted.split_once('#').expect("an anchor of a page");
        let source = "decodeURIComponent(document.querySelector('iframe').src)";
        tab.until(&format!("{source}.endsWith('#{anchor}')")).await?;
        tab.enter_frame(0).await?;
        tab.until("document.querySelector(':target') !== null").await?;
        tab.execute("setTimeout(() => document.querySelector('.nav a').click())", vec![]).await?;
        tab.enter_default_frame().await?;
        tab.until("document.querySelector('iframe') === null").await?;
        tab.shows("least", "10 万元").await?;
        if is_not_webkit_for("Back passes over pages that a script opened") {
            tab.back().await?;
        } else {
            tab.click("to-library").await?;
        }
        tab.until("document.querySelector('iframe') !== null").await?;
        tab.enter_frame(0).await?;
        tab.execute(
            "setTimeout(() => document.querySelector('.nav \
            a[href*=portfolio]').click())",
            vec![],
        )
        .await?;
        tab.enter_default_frame().await?;
        tab.shows("heading", "批量测算").await?;
        paste_table(&tab).await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.console_is_quiet().await?;
        let asked = "return performance.getEntriesByType('resource').filter(one => \
            !one.name.startsWith('blob:') && !one.name.startsWith('data:')).length";
        let asked: u32 = tab.execute(asked, vec![]).await?.convert()?;
        assert_eq!(asked, 0, "nothing is fetched");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_one_file_cut_short_says_so_and_offers_what_failed_pages_offer() {
    in_browser(async move |tab| {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join("target/huiqi.html");
        let bytes = std::fs::read(page).expect("the single page: run `make single` first");
        let folder = Folder::create();
        let cut = folder.file("cut.html", &bytes[..bytes.len() / 2]);
        tab.goto(format!("file://{cut}")).await?;
        tab.shows("boot", "文件没有拷贝完整").await?;
        let text = String::from_utf8(bytes).expect("a text");
        let off = folder.file(
            "off.html",
            text.replacen("<head>", "<head><script>delete window.WebAssembly</script>", 1)
                .replacen("<meta http-equiv=\"Content-Security-Policy\"", "<meta name=\"was\"", 1)
                .as_bytes(),
        );
        tab.goto(format!("file://{off}")).await?;
        tab.shows("boot", "浏览器关闭了 WebAssembly").await?;
        let whole = folder.file("whole.html", text.as_bytes());
        tab.goto(format!("file://{whole}")).await?;
        tab.click("region--zaozhuang").await?;
        tab.execute("window.huiqiGuard.crash('src/made_up.rs:7')", vec![]).await?;
        tab.click("panic--copy").await?;
        tab.until("/made_up.rs:7/.test(document.getElementById('panic--details').value)").await
    })
    .await;
}
