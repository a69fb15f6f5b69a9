//! A page that fails: a panic, a trap, a promise that nobody looked after; at start, and later.

use huiqi_browser_tests::{
    PROVINCIAL, Page, Reply, before, in_browser, is_chromium_for, serve, serve_after, serve_edited,
};
use huiqi_policies::{POLICIES, RULES_HASH};
use thirtyfour::prelude::WebDriverResult;

/// Makes the program panic where it starts with answers that are kept, once a test wants it.
const PANICS_OVER_ANSWERS: &str = "const find = Document.prototype.getElementById;
const isKept = Object.keys(localStorage).concat(Object.keys(sessionStorage)).some(name =>
    /^huiqi/.test(name) && !/starts|other/.test(name));
Document.prototype.getElementById = function (id) {
    return id === 'app' && isKept && localStorage.armed ? null : find.call(this, id);
};";

/// A trap as the machine raises it, in a module of eight instructions.
const TRAP: &str = "const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, \
    3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.t;";

async fn details(tab: &Page) -> WebDriverResult<String> {
    tab.click("panic--copy").await?;
    tab.by_id("panic--details").await?;
    tab.execute("return document.getElementById('panic--details').value", vec![]).await?.convert()
}

/// What every set of details names: edition, rules, build and browser; and no answer.
fn names_everything(details: &str) {
    for words in [POLICIES.edition, RULES_HASH, "first-", "huiqi-", "Mozilla/5.0"] {
        assert!(details.contains(words), "{words}: {details}");
    }
    assert!(!details.contains("zaozhuang") && !details.contains("80000"), "{details}");
}

async fn answer_something(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.execute("location.hash = '#/all'", vec![]).await?;
    tab.clicks(&PROVINCIAL).await?;
    tab.live_total("0", None).await
}

/// Has the page run a script of its own host, as the page's programs are: what a driver runs itself
/// is not told to the page.
async fn run(tab: &Page, name: &str) -> WebDriverResult<()> {
    let script = "const tag = document.createElement('script'); tag.src = arguments[0];
        document.head.append(tag)";
    tab.execute(script, vec![serde_json::json!(name)]).await.map(|_| ())
}

/// A page with faults to be run.
async fn serve_faults(script: &'static str) -> String {
    serve_edited("/", move |path, reply| {
        let late = "setTimeout(() => { throw new WebAssembly.RuntimeError('bounds #c=1abc') })";
        match path {
            "/trap.js" => Reply::script(&format!("{TRAP} setTimeout(trap)")),
            "/promise.js" => Reply::script(&format!("{TRAP} Promise.resolve().then(trap)")),
            "/bounds.js" => Reply::script(late),
            "/menu.js" => Reply::script(
                "setTimeout(() => { window.isOver = true; throw new TypeError('no menu') })",
            ),
            _ => before(script, path, reply),
        }
    })
    .await
}

#[tokio::test]
async fn a_trap_and_a_lost_promise_are_shown_with_details_to_copy() {
    let address = serve_faults("").await;
    in_browser(async move |tab| {
        for (fault, words) in [
            ("trap.js", "RuntimeError"),
            ("promise.js", "RuntimeError"),
            ("bounds.js", "RuntimeError: bounds"),
        ] {
            tab.goto("about:blank").await?;
            answer_something(&tab, &address).await?;
            assert!(!tab.by_id("panic").await?.is_displayed().await?);
            run(&tab, fault).await?;
            tab.shows("panic", "页面出错了").await?;
            tab.shows("panic", "已经填写的答案还在本机").await?;
            let details = details(&tab).await?;
            assert!(details.contains(words) && !details.contains("1abc"), "{details}");
            names_everything(&details);
        }
        // A mistake of the portal's own script is none of ours.
        tab.goto("about:blank").await?;
        answer_something(&tab, &address).await?;
        run(&tab, "menu.js").await?;
        tab.until("window.isOver").await?;
        assert!(!tab.by_id("panic").await?.is_displayed().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn without_storage_a_page_that_failed_claims_to_keep_nothing() {
    let refuse = "for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, \
        { get() { throw new DOMException('no', 'SecurityError') } })";
    let address = serve_faults(refuse).await;
    in_browser(async move |tab| {
        answer_something(&tab, &address).await?;
        run(&tab, "trap.js").await?;
        tab.by_id("panic--copy").await?;
        tab.shows("panic", "页面出错了").await?;
        let said = tab.by_id("panic").await?.text().await?;
        assert!(!said.contains("还在本机") && !said.contains("已保存"), "{said}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn answers_that_panic_at_every_start_can_be_saved_and_cleared() {
    let address = serve_after(PANICS_OVER_ANSWERS).await;
    in_browser(async move |tab| {
        answer_something(&tab, &address).await?;
        tab.execute("localStorage.armed = 1", vec![]).await?;
        // The first start that fails offers to open the page anew, and says where it failed.
        tab.goto("about:blank").await?;
        tab.goto(&address).await?;
        tab.shows("panic", "请刷新页面").await?;
        let first = details(&tab).await?;
        names_everything(&first);
        assert!(first.contains("src/app/browser.rs:"), "file and line of the panic: {first}");
        assert!(
            tab.execute("return !document.getElementById('panic--clear')", vec![])
                .await?
                .convert::<bool>()?
        );
        // The second offers more, in plain script.
        tab.refresh().await?;
        tab.shows("panic", "连续没有打开").await?;
        tab.click("panic--export").await?;
        let kept = "return document.getElementById('panic--cases').value";
        let kept: String = tab.execute(kept, vec![]).await?.convert()?;
        assert!(kept.starts_with("huiqi cases 1\ncase\t"), "{kept}");
        assert!(kept.contains("certification_tier\t=provincial"), "{kept}");
        // Every form in which something is kept, of this deployment and of no other.
        let seed = "localStorage.setItem('huiqi-cases', 'huiqi cases 1\\ncase\\t旧\\nhuiqi 1\\n');
            localStorage.setItem('huiqi/case:7-1', \
            'huiqi case 1\\nplace\\t7\\nname\\t甲公司\\nsession\\nhuiqi 1\\nregion\\t=jincheng\\n');
            localStorage.setItem('huiqi/other/case:7-1', \
            'huiqi case 1\\nname\\t别处\\nsession\\nhuiqi 1\\n')";
        tab.execute(seed, vec![]).await?;
        tab.click("panic--export").await?;
        let all = "return document.getElementById('panic--cases').value";
        let all: String = tab.execute(all, vec![]).await?.convert()?;
        assert!(all.contains("\ncase\t旧\nhuiqi 1\n"), "{all}");
        assert!(all.contains("\ncase\t甲公司\nhuiqi 1\nregion\t=jincheng\n"), "{all}");
        assert!(!all.contains("别处"), "{all}");
        crate::explains::pictures(&tab, "recovery").await?;
        // A third is not even made, and the same is offered.
        tab.refresh().await?;
        tab.shows("panic", "连续没有打开").await?;
        tab.by_id("panic--again").await?;
        // Nothing goes with the first press.
        tab.click("panic--clear").await?;
        tab.shows("panic--clear", "再按一次").await?;
        assert!(
            tab.execute("return localStorage.length + sessionStorage.length > 1", vec![])
                .await?
                .convert::<bool>()?
        );
        // The second leaves the page, which may be gone before a driver has said that it pressed.
        tab.follow("#panic--clear").await?;
        tab.by_id("region--zaozhuang").await?;
        assert!(!tab.by_id("panic").await?.is_displayed().await?);
        tab.has_no_region("zaozhuang").await?;
        let other = "return Object.keys(localStorage).filter(name => /case/.test(name)).join()";
        assert_eq!(
            tab.execute(other, vec![]).await?.convert::<String>()?,
            "huiqi/other/case:7-1",
            "all of this deployment is gone, and nothing of another"
        );
        // What was saved comes back as a case.
        tab.execute("delete localStorage.armed", vec![]).await?;
        tab.goto(format!("{address}#/cases")).await?;
        let folder = huiqi_browser_tests::Folder::create();
        let file = folder.file("huiqi-cases.txt", kept.as_bytes());
        tab.by_id("import").await?.send_keys(file).await?;
        tab.shows("opened", "导入了 1 个案例").await?;
        if is_chromium_for("only its driver hands out the console") {
            let log = tab.browser_log().await?;
            let said = format!("{log:?}");
            assert!(said.contains("has a place for the page"), "its text is there: {said}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn three_starts_that_arrive_leave_nothing_behind() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        for _ in 0..4 {
            tab.goto("about:blank").await?;
            tab.goto(format!("{address}#/portfolio")).await?;
            tab.by_id("paste").await?;
            tab.goto("about:blank").await?;
            tab.goto(&address).await?;
            tab.by_id("region--zaozhuang").await?;
        }
        tab.until("!Object.keys(sessionStorage).some(name => /starts/.test(name))").await?;
        assert!(!tab.by_id("panic").await?.is_displayed().await?);
        Ok(())
    })
    .await;
}
