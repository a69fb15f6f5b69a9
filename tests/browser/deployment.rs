//! Hosts that serve a file wrongly, deployments half done, and browsers that are too old.

use crate::portfolio::{COMPANIES, is_computed};
use huiqi_browser_tests::{
    Folder, PROVINCIAL, Page, Reply, before, dist, in_browser, in_chromium, serve, serve_after,
    serve_edited,
};
use huiqi_policies::POLICIES;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use thirtyfour::prelude::WebDriverResult;

async fn works(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.clicks(&PROVINCIAL).await?;
    tab.nothing_elsewhere("certification").await?;
    tab.click("to-result").await?;
    tab.shows("least", "10 万元").await
}

#[tokio::test]
async fn where_wasm_is_missing_taken_for_a_page_cut_or_blocked_the_copy_starts() {
    let missing = serve_edited(
        "/",
        |path, reply| if path.ends_with(".wasm") { Reply::missing() } else { reply },
    )
    .await;
    let page = serve_edited("/", |path, reply| {
        if path.ends_with(".wasm") {
            Reply::page("<!doctype html><p>没有这个文件")
        } else {
            reply
        }
    })
    .await;
    let cut = serve_edited("/", |path, reply| {
        if path.ends_with(".wasm") { Reply { body: Vec::new(), ..reply } } else { reply }
    })
    .await;
    let blocked = serve_edited(
        "/",
        |path, reply| if path.ends_with(".wasm") { Reply::silence() } else { reply },
    )
    .await;
    in_browser(async move |tab| {
        for address in [missing, page, cut, blocked] {
            works(&tab, &address).await?;
        }
        Ok(())
    })
    .await;
}

/// Hosts that send a page of their own for every file that they do not have, with status 200.
fn page_for_all(path: &str, reply: Reply, is_lost: impl Fn(&str) -> bool) -> Reply {
    if is_lost(path) { Reply::page("<!doctype html><p>欢迎访问本网站") } else { reply }
}

#[tokio::test]
async fn a_host_that_sends_a_page_for_lost_files_is_not_called_an_old_browser() {
    // All files with a hash are gone; the copy of a module alone; the module and its copy.
    let all = serve_edited("/", |path, reply| {
        page_for_all(path, reply, |path| path.contains('-') && !path.ends_with("html"))
    })
    .await;
    let modules = serve_edited("/", |path, reply| {
        page_for_all(path, reply, |path| path.ends_with(".wasm") || path.ends_with(".wasm.js"))
    })
    .await;
    in_browser(async move |tab| {
        for address in [all, modules] {
            tab.goto(&address).await?;
            tab.shows("boot", "网站正在更新").await?;
        }
        Ok(())
    })
    .await;
}

/// The first half of a file, as a gateway sends it that gives up.
pub(crate) fn halved(reply: Reply) -> Reply {
    let half = reply.body.len() / 2;
    Reply { body: reply.body[..half].to_vec(), ..reply }
}

#[tokio::test]
async fn a_file_cut_in_half_is_said_to_be_cut_and_asked_for_again() {
    let is_whole = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_whole);
    let modules = serve_edited("/", move |path, reply| {
        let is_module = path.starts_with("/first-") && path.contains(".wasm");
        if is_module && !state.load(Ordering::SeqCst) { halved(reply) } else { reply }
    })
    .await;
    let script = serve_edited("/", |path, reply| {
        let is_script = path.starts_with("/first-") && path.ends_with(".js");
        if is_script && !path.contains(".wasm") { halved(reply) } else { reply }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&script).await?;
        tab.shows("boot", "收到的文件不完整").await?;
        tab.goto(&modules).await?;
        tab.shows("boot", "收到的文件不完整").await?;
        is_whole.store(true, Ordering::SeqCst);
        tab.by_id("region--zaozhuang").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn a_gateway_that_refuses_a_file_is_named_with_its_status_and_not_asked_again() {
    let address = serve_edited("/", |path, reply| match path {
        "/" | "/before.js" | "/boot.js" => before(IMPATIENT, path, reply),
        _ => Reply { status: "412 Precondition Failed", ..Reply::page("<!doctype html>") },
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("boot", "网站的安全检查没有放行（412）").await?;
        let waits: Vec<u32> = tab.execute("return window.waits", vec![]).await?.convert()?;
        assert!(waits.is_empty(), "nothing is asked again: {waits:?}");
        Ok(())
    })
    .await;
}

/// Notes each wait of the page's script of a second or more, and makes it none. The driver waits in
/// the page, too.
const IMPATIENT: &str = "window.waits = []; const wait = setTimeout;
    window.setTimeout = (then, ms, ...rest) => {
        const isOurs = /boot\\.js/.test(new Error().stack);
        if (!isOurs || ms < 1000) return wait(then, ms, ...rest);
        waits.push(ms);
        return wait(then);
    }";

#[tokio::test]
async fn a_site_that_stays_half_deployed_is_asked_a_few_times_and_ever_more_seldom() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let address = serve_edited("/", move |path, reply| {
        if path == "/index.html" {
            count.fetch_add(1, Ordering::SeqCst);
        }
        before(IMPATIENT, path, renamed(path, reply, false))
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.until("window.waits.length === 6").await?;
        // The first time, and once after each wait.
        while asked.load(Ordering::SeqCst) < 7 {
            tab.execute_async("setTimeout(arguments[0])", vec![]).await?;
        }
        let last = "fetch('index.html').then(page => page.text()).then(arguments[0])";
        tab.execute_async(last, vec![]).await?;
        tab.shows("boot", "网站正在更新").await?;
        let waits: Vec<u32> = tab.execute("return window.waits", vec![]).await?.convert()?;
        assert_eq!(waits, [5000, 10000, 15000, 20000, 25000, 30000]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_old_page_beside_a_new_one_is_opened_anew_once_and_then_says_where_the_new_one_is() {
    let loads = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&loads);
    // The bare address comes out of a gateway's cache.
    let address = serve_edited("/", move |path, reply| match path {
        "/" => {
            count.fetch_add(1, Ordering::SeqCst);
            renamed(path, reply, false)
        }
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("boot", "网站已换成新版本，请打开新地址").await?;
        assert_eq!(loads.load(Ordering::SeqCst), 2, "once, and once anew");
        tab.execute("document.querySelector('#boot a').click()", vec![]).await?;
        tab.by_id("region--zaozhuang").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn webassembly_that_is_switched_off_or_refused_has_its_own_words() {
    let off = serve_after("delete window.WebAssembly").await;
    // What a browser of before 2022 does with the header of hosting/.
    let refused = serve_after(
        "WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('Refused'))",
    )
    .await;
    in_browser(async move |tab| {
        tab.goto(&off).await?;
        tab.shows("boot", "浏览器关闭了 WebAssembly").await?;
        tab.goto(&refused).await?;
        tab.shows("boot", "网站的安全策略不许旧浏览器测算").await
    })
    .await;
}

#[tokio::test]
async fn a_copy_of_the_folder_that_lacks_a_file_says_so() {
    let folder = Folder::create();
    let mut command = Command::new("cp");
    let copied = command.arg("-r").arg(dist()).arg(folder.path().join("huiqi")).status();
    assert!(copied.is_ok_and(|status| status.success()), "a folder can be copied");
    for entry in std::fs::read_dir(folder.path().join("huiqi")).expect("files") {
        let entry = entry.expect("a file");
        if entry.file_name().to_string_lossy().ends_with(".wasm.js") {
            std::fs::remove_file(entry.path()).expect("a file can be removed");
        }
    }
    in_browser(async move |tab| {
        tab.goto(format!("file://{}/huiqi/index.html", folder.path().display())).await?;
        tab.shows("boot", "文件夹里的文件不全").await
    })
    .await;
}

/// A site on which the names of the page's files are new, and the old ones gone.
fn renamed(path: &str, reply: Reply, is_index_new: bool) -> Reply {
    match path {
        "/" | "/index.html" if !is_index_new => reply.with("./first-", "./first-old-"),
        _ => reply,
    }
}

#[tokio::test]
async fn a_page_whose_files_are_gone_opens_the_new_version_by_itself() {
    let is_first = AtomicBool::new(true);
    // The first answer is what a cache between still holds.
    let address = serve_edited("/", move |path, reply| match path {
        "/" | "/index.html" => renamed(path, reply, !is_first.swap(false, Ordering::SeqCst)),
        _ => reply,
    })
    .await;
    in_browser(async move |tab| works(&tab, &address).await).await;
}

#[tokio::test]
async fn a_deployment_half_done_says_so_and_opens_once_it_is_whole() {
    let is_whole = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_whole);
    let address =
        serve_edited("/", move |path, reply| renamed(path, reply, state.load(Ordering::SeqCst)))
            .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.shows("boot", "网站正在更新").await?;
        assert!(
            tab.by_id("shell").await?.text().await?.contains(POLICIES.policies[0].title),
            "the documents can be read meanwhile"
        );
        is_whole.store(true, Ordering::SeqCst);
        tab.by_id("region--zaozhuang").await?;
        works(&tab, &address).await
    })
    .await;
}

#[tokio::test]
async fn who_has_begun_when_the_site_changes_reads_so_and_keeps_the_answers() {
    let is_new = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_new);
    let address = serve_edited("/", move |path, reply| match path {
        // The whole of the old version is gone before it was fetched.
        _ if path.starts_with("/huiqi-old-") => Reply::missing(),
        "/" | "/index.html" if !state.load(Ordering::SeqCst) => {
            reply.with("./huiqi-", "./huiqi-old-")
        }
        "/" | "/index.html" => reply.with("data-js=\"./first-", "data-js=\"./././first-"),
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.live_total("100000", None).await?;
        is_new.store(true, Ordering::SeqCst);
        tab.click("to-result").await?;
        tab.shows("waiting", "网站已换成新版本，请刷新").await?;
        tab.refresh().await?;
        tab.shows("least", "10 万元").await
    })
    .await;
}

async fn says_too_old(tab: &Page) -> WebDriverResult<()> {
    tab.shows("boot", "浏览器版本太旧").await?;
    let shell = tab.by_id("shell").await?.text().await?;
    assert!(POLICIES.policies.iter().all(|policy| shell.contains(policy.title)), "{shell}");
    assert!(shell.contains("换用新版浏览器"), "{shell}");
    Ok(())
}

/// What browsers below the floor lack, and what the engine of IE says of a running script.
#[tokio::test]
async fn below_the_floor_there_is_a_page_with_the_documents_and_what_to_do() {
    let without_wasm = serve_after("delete window.WebAssembly; delete Promise.allSettled").await;
    let without_decoder = serve_after("delete window.TextDecoder").await;
    let explorer = serve_after(
        "Object.defineProperty(document, 'currentScript', \
         { value: undefined }); delete window.fetch",
    )
    .await;
    // Chromium 79 and older cannot read the glue: it counts as loaded and does nothing.
    let unread = serve_edited("/", |path, reply| {
        if path.starts_with("/first-") && path.ends_with(".js") {
            // The mark at its end shows that the whole script came.
            reply.with("window.huiqiFirst", "let a = b?.:c; window.huiqiFirst")
        } else {
            reply
        }
    })
    .await;
    in_browser(async move |tab| {
        for address in [without_wasm, without_decoder, explorer, unread] {
            tab.goto(&address).await?;
            says_too_old(&tab).await?;
            tab.until(
                "[...document.querySelectorAll('.documents a')].every(link => \
                 link.getClientRects().length)",
            )
            .await?;
        }
        Ok(())
    })
    .await;
}

/// Takes away what came to browsers after Chromium 80, Firefox 79 or Safari 13.1, of what this
/// engine has: in the page and in its worker. `Object.hasOwn` stays, which Chromium's tab itself
/// needs.
const LATER_ADDITIONS_AWAY: &str = "(function () {
  var lost = function (owner, names) { if (owner) { names.forEach(function (name) { delete \
    owner[name] }) } };
  lost(self, ['BigInt', 'BigInt64Array', 'BigUint64Array', 'WeakRef', 'FinalizationRegistry', \
    'AggregateError', 'structuredClone', 'BroadcastChannel',
    'requestIdleCallback', 'cancelIdleCallback', 'HTMLDialogElement', 'CompressionStream', \
    'DecompressionStream', 'reportError', 'Iterator']);
  lost(WebAssembly, ['instantiateStreaming', 'compileStreaming']);
  lost(Promise, ['any', 'withResolvers', 'try']);
  lost(Object, ['groupBy']);
  lost(Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', \
    'with']);
  lost(String.prototype, ['at', 'replaceAll', 'isWellFormed', 'toWellFormed']);
  lost(Object.getPrototypeOf(Int8Array.prototype), ['at', 'findLast', 'findLastIndex', 'toSorted', \
    'toReversed', 'with']);
  lost(TextEncoder.prototype, ['encodeInto']);
  lost(Blob.prototype, ['arrayBuffer', 'text', 'stream', 'bytes']);
  lost(self.Crypto && Crypto.prototype, ['randomUUID']);
  lost(self.Element && Element.prototype, ['replaceChildren', 'checkVisibility', 'setHTMLUnsafe']);
  lost(self.HTMLElement && HTMLElement.prototype, ['inert', 'showPopover', 'hidePopover', \
    'togglePopover']);
  if (self.MediaQueryList) { MediaQueryList.prototype.addEventListener = undefined }
  if (self.document) { document.documentElement.setAttribute('data-left', \
    typeof BigInt + typeof Promise.any) }
}())
";

#[tokio::test]
async fn without_what_came_to_browsers_later_the_page_asks_answers_and_computes_a_table() {
    let address = serve_edited("/", |path, reply| {
        let is_worker = path.starts_with("/portfolio-") && path.ends_with(".js");
        let reply = if is_worker {
            Reply { body: [LATER_ADDITIONS_AWAY.as_bytes(), &reply.body].concat(), ..reply }
        } else {
            reply
        };
        before(LATER_ADDITIONS_AWAY, path, reply)
    })
    .await;
    in_browser(async move |tab| {
        works(&tab, &address).await?;
        // The share page draws its code, the case is kept, the table is computed in the worker.
        tab.until("document.documentElement.getAttribute('data-left') === 'undefinedundefined'")
            .await?;
        tab.goto(format!("{address}#/share")).await?;
        tab.shows("heading", "发给同事").await?;
        tab.goto(format!("{address}#/portfolio")).await?;
        let folder = Folder::create();
        tab.by_id("table")
            .await?
            .send_keys(folder.file("x.csv", COMPANIES.replace("参展支出", "展位费").as_bytes()))
            .await?;
        tab.click("start").await?;
        // The place that cannot be read is not the one of the visitor.
        is_computed(&tab).await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn without_scripts_there_is_a_page_with_the_documents_and_what_to_do() {
    let address = serve("/").await;
    in_chromium("scripts are switched off over the devtools protocol", async move |tab| {
        tab.cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }))
            .await?;
        tab.goto(&address).await?;
        let shell = tab.by_id("shell").await?.text().await?;
        assert!(
            shell.contains("没有启用脚本")
                && POLICIES.policies.iter().all(|policy| shell.contains(policy.title)),
            "{shell}"
        );
        assert!(!shell.contains("正在打开"), "nothing is on its way: {shell}");
        Ok(())
    })
    .await;
}
