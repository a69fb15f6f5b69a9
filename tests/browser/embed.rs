//! The calculator inside another site's page: the host has another origin than the calculator.

use huiqi_browser_tests::{
    PROVINCIAL, Page, Reply, in_browser, is_chromium_for, is_not_webkit_for, serve, serve_edited,
};
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use std::sync::{Arc, OnceLock};
use thirtyfour::prelude::WebDriverResult;

/// The portal of the examples, with the calculator where it really is.
async fn portal(calculator: &str) -> String {
    let calculator = calculator.to_owned();
    serve_edited("/", move |path, reply| match path {
        "/embed.html" => {
            Reply::project("examples/portal/embed.html").with("http://127.0.0.1:8080/", &calculator)
        }
        "/embed-host.js" | "/portal.css" => Reply::project(&format!("examples/portal{path}")),
        _ => reply,
    })
    .await
}

/// A calculator whose site allows one host, which becomes known later, and that host.
pub(crate) async fn allowed() -> (String, String) {
    let host: Arc<OnceLock<String>> = Arc::default();
    let known = Arc::clone(&host);
    let calculator = serve_edited("/", move |path, reply| {
        let origin = known.get().map_or("", String::as_str).trim_end_matches('/');
        let site = format!(r#"{{ "title": "惠企", "embed_origins": ["{origin}"] }}"#);
        match path {
            "/" | "/index.html" => reply.with(
                "<meta name=\"huiqi-title\"",
                &format!("{}<meta name=\"other\"", site_head(&site)),
            ),
            _ => reply,
        }
    })
    .await;
    let portal = portal(&calculator).await;
    host.set(portal.clone()).expect("it is set once");
    (calculator, portal)
}

fn site_head(json: &str) -> String {
    Site::read(json, &POLICIES).expect("settings that can be").head()
}

async fn frame_height(tab: &Page, id: &str) -> WebDriverResult<f64> {
    tab.execute(
        format!("return document.querySelector('#{id} iframe').getBoundingClientRect().height"),
        vec![],
    )
    .await?
    .convert()
}

/// Walks through the first steps in the frame in view, to a provincial firm of Zaozhuang.
async fn walk(tab: &Page) -> WebDriverResult<()> {
    tab.go_on().await?;
    tab.clicks(&PROVINCIAL).await?;
    tab.nothing_elsewhere("certification").await?;
    tab.live_total("100000", None).await
}

#[tokio::test]
async fn a_portal_on_another_origin_embeds_two_that_do_not_mix() {
    let (calculator, portal) = allowed().await;
    in_browser(async move |tab| {
        tab.goto(format!("{portal}embed.html")).await?;
        tab.enter_frame(0).await?;
        // What the host asked for: region, colour, and nothing of it for the other.
        tab.has_region("zaozhuang").await?;
        tab.until(
            "document.documentElement.getAttribute('data-theme') === 'red' && \
             !document.documentElement.classList.contains('large')",
        )
        .await?;
        let tall = "return document.body.getBoundingClientRect().height";
        let height: f64 = tab.execute(tall, vec![]).await?.convert()?;
        tab.enter_default_frame().await?;
        tab.until(&format!(
            "Math.abs(document.querySelector('#zaozhuang \
                 iframe').getBoundingClientRect().height - {height}) <= 1"
        ))
        .await?;
        tab.shows("step", "步骤：where_and_when").await?;
        // Large type is the simple mode: one question a screen.
        tab.enter_frame(1).await?;
        tab.shows("heading", "企业注册在哪里？").await?;
        tab.until(
            "document.documentElement.classList.contains('large') && \
             !document.documentElement.hasAttribute('data-theme')",
        )
        .await?;
        tab.click("region--jincheng").await?;
        tab.enter_default_frame().await?;
        // Further down the page of the host, the next step comes into view.
        tab.execute("document.querySelector('#any').scrollIntoView()", vec![]).await?;
        tab.until("document.querySelector('#zaozhuang iframe').getBoundingClientRect().top < 0")
            .await?;
        tab.enter_frame(0).await?;
        walk(&tab).await?;
        tab.enter_default_frame().await?;
        tab.shows("step", "步骤：certification").await?;
        tab.until("document.querySelector('#zaozhuang iframe').getBoundingClientRect().top >= 0")
            .await?;
        crate::explains::pictures(&tab, "embed").await?;
        // Each keeps its own answers.
        tab.refresh().await?;
        tab.enter_frame(0).await?;
        tab.shows("resume", "上次算到：枣庄市").await?;
        tab.click("next").await?;
        tab.live_total("100000", None).await?;
        tab.enter_default_frame().await?;
        tab.enter_frame(1).await?;
        tab.until(
            "document.querySelector('button.big') && !document.getElementById('region--jincheng')",
        )
        .await?;
        // 清空 comes back to the region that the host asked for, where it asked for one.
        // The simple mode has no 清空; the page has.
        tab.click("large").await?;
        tab.click("clear").await?;
        tab.shows("heading", "看看专精特新能领多少").await?;
        tab.enter_default_frame().await?;
        tab.enter_frame(0).await?;
        tab.click("clear").await?;
        tab.has_region("zaozhuang").await?;
        if is_chromium_for("only its tab hands out requests") {
            let asked = tab.requests().await?;
            let foreign: Vec<&String> = asked
                .iter()
                .filter(|url| !url.starts_with(&calculator) && !url.starts_with(&portal))
                .collect();
            assert!(
                foreign.is_empty() && asked.iter().any(|url| url.starts_with(&calculator)),
                "{foreign:?}"
            );
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_result_reaches_the_host_only_where_the_site_allows_it_and_the_visitor_agrees() {
    let (_, allowed) = allowed().await;
    in_browser(async move |tab| {
        tab.goto(format!("{allowed}embed.html")).await?;
        tab.execute(
            "window.heard = []; addEventListener('message', (event) => heard.push(event.data))",
            vec![],
        )
        .await?;
        // Before that, the frame may be an empty one.
        tab.shows("step", "步骤：where_and_when").await?;
        tab.enter_frame(0).await?;
        walk(&tab).await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.shows("host", allowed.trim_end_matches('/')).await?;
        tab.enter_default_frame().await?;
        tab.shows("step", "步骤：result").await?;
        // Before the visitor agrees, the host heard heights and steps, and nothing else.
        // The last of the four frames has mistakes, and reports them to the host.
        let kinds = "return [...new Set(heard.filter(data => data.type !== 'problem').map(data => \
            data.type + ':' + Object.keys(data).sort()))].sort()";
        let heard: Vec<String> = tab.execute(kinds, vec![]).await?.convert()?;
        assert_eq!(heard, ["height:height,huiqi,type", "step:huiqi,step,type"]);
        tab.shows("result", "还没有收到结果").await?;
        tab.enter_frame(0).await?;
        tab.click("tell-host").await?;
        tab.shows("host-told", "已发送").await?;
        tab.enter_default_frame().await?;
        tab.shows("result", "结果：至少 100000 元，最多 还说不出").await?;
        crate::explains::pictures(&tab, "embed-result").await?;
        let keys = "const one = heard.find(data => data.type === 'result').result; \
            return Object.keys(one).sort().join()";
        let keys: String = tab.execute(keys, vec![]).await?.convert()?;
        assert_eq!(keys, "awards,edition,least,most,on,other_readings,region");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_host_that_the_site_does_not_allow_learns_nothing_that_follows_from_the_answers() {
    let calculator = serve("/").await;
    let portal = portal(&calculator).await;
    in_browser(async move |tab| {
        tab.goto("about:blank").await?;
        tab.goto(format!("{portal}embed.html")).await?;
        let listen = "window.heard = []; window.faults = [];
            addEventListener('message', (event) => heard.push(event.data));
            console.error = (text) => faults.push(text)";
        tab.execute(listen, vec![]).await?;
        tab.enter_frame(0).await?;
        walk(&tab).await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.until(
            "document.documentElement.classList.contains('framed') && \
             !document.getElementById('host')",
        )
        .await?;
        // Nor does a call past the button send anything, nor a second hello.
        tab.enter_default_frame().await?;
        let again = "document.querySelector('#zaozhuang iframe').contentWindow\
            .postMessage({ huiqi: 1, type: 'hello', results: true }, '*')";
        tab.execute(again, vec![]).await?;
        tab.enter_frame(0).await?;
        // Messages of one window come in their order: after this one none is on its way.
        let last = "window.huiqiTell({ least: '1' }); document.body.style.paddingTop = '99px';
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => \
            parent.postMessage('last', '*'))))";
        tab.execute(last, vec![]).await?;
        tab.enter_default_frame().await?;
        tab.until("heard.includes('last')").await?;
        let heard: Vec<String> = tab
            .execute("return heard.filter(one => one.huiqi).map(one => one.type)", vec![])
            .await?
            .convert()?;
        assert!(heard.iter().all(|kind| kind == "ready" || kind == "problem"), "{heard:?}");
        tab.shows("step", "还没有收到步骤").await?;
        tab.shows("result", "还没有收到结果").await?;
        assert!((frame_height(&tab, "zaozhuang").await? - 600.0).abs() < 1.0);
        Ok(())
    })
    .await;
}

/// Sends what a hostile page would send: to the host, as if it were the calculator, and to the
/// calculator, as if it were the host.
const HOSTILE: &str = "<!doctype html><script>
    for (const data of [{ huiqi: 1, type: 'height', height: 5 }, { huiqi: 1, type: 'result', \
    result: { least: '<b>9' } }, { huiqi: 1, type: 'step', step: 'evil' }, null, 'x', 7])
        parent.postMessage(data, '*');
    for (let place = 0; place < parent.length; place += 1)
        parent[place].postMessage({ huiqi: 1, type: 'hello', results: true }, '*');
    parent.postMessage('sent', '*');
</script>";

#[tokio::test]
async fn a_hostile_sender_moves_neither_side() {
    let (_, portal) = allowed().await;
    let hostile = serve_edited("/", |_, _| Reply::page(HOSTILE)).await;
    in_browser(async move |tab| {
        tab.goto(format!("{portal}embed.html")).await?;
        tab.shows("step", "步骤：where_and_when").await?;
        let before = frame_height(&tab, "zaozhuang").await?;
        let script = format!(
            "window.sent = 0; addEventListener('message', (event) => {{ if (event.data === 'sent') \
             window.sent += 1 }});
            const frame = document.createElement('iframe'); frame.src = '{hostile}'; \
             document.body.append(frame);
            // From the host page itself: right origin of nobody's frame.
            for (const data of [{{ huiqi: 1, type: 'height', height: 7 }}, {{ huiqi: 1, \
             type: 'result', result: {{ least: '8' }} }}]) postMessage(data, '*');"
        );
        tab.execute(script, vec![]).await?;
        tab.until("window.sent === 1").await?;
        // A message of another version, of another type, or out of measure from the right frame
        // changes nothing either.
        tab.enter_frame(0).await?;
        tab.execute(
            "for (const data of [{ huiqi: 2, type: 'height', height: 9 }, { huiqi: 1, \
                 type: 'height', height: '9' }, { huiqi: 1, type: 'height', height: -9 },
                { huiqi: 1, type: 'height', height: 1e9 }, { huiqi: 1, type: 'step', \
                 step: 9 }]) parent.postMessage(data, '*')",
            vec![],
        )
        .await?;
        tab.go_on().await?;
        tab.enter_default_frame().await?;
        // The messages before it were taken in order, so this one comes last.
        tab.shows("step", "步骤：certification").await?;
        tab.shows("result", "还没有收到结果").await?;
        assert!(frame_height(&tab, "zaozhuang").await? > 100.0 && before > 100.0);
        // The second calculator was not asked for results by its own host: a stranger's hello did
        // not change that.
        tab.enter_frame(1).await?;
        let host = "return document.documentElement.getAttribute('data-host')";
        assert_eq!(tab.execute(host, vec![]).await?.convert::<Option<String>>()?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn in_a_sandbox_without_storage_the_answers_still_reach_the_result() {
    if !is_not_webkit_for(
        "in a sandbox without an origin its policy lets no script of 'self' run; \
         hosting/README.md says what to do",
    ) {
        return;
    }
    let calculator = serve("/").await;
    let address = calculator.clone();
    let portal = serve_edited("/", move |_, _| {
        Reply::page(&format!(
            "<!doctype html><iframe sandbox=\"allow-scripts\" width=900 height=900 \
             src=\"{address}index.html?region=zaozhuang\"></iframe>"
        ))
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&portal).await?;
        tab.enter_frame(0).await?;
        tab.has_region("zaozhuang").await?;
        let throws = "try { localStorage.length; return false } catch (error) { return true }";
        assert!(tab.execute(throws, vec![]).await?.convert::<bool>()?, "a sandbox refuses storage");
        walk(&tab).await?;
        tab.shows("keeping", "不能保存答案").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.shows("opened", "不能保存答案").await?;
        tab.by_id("export-current").await.map(|_| ())
    })
    .await;
}

/// A value that would run, or end an element, if it were taken for more than text.
const TRAP: &str = "\"'><img src=x onerror=document.title=1><script>";

#[tokio::test]
async fn hostile_options_are_reported_to_the_maker_of_the_page_and_change_nothing() {
    let calculator = serve("/").await;
    let script = format!("{calculator}embed.js");
    let portal = serve_edited("/", move |_, _| {
        Reply::page(&format!(
            "<!doctype html><meta charset=utf-8><title>host</title><div id=place>\
             </div><script src=\"{script}\"></script>"
        ))
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&portal).await?;
        let script = "window.faults = []; console.error = (text) => faults.push(text);
            huiqi.embed(document.getElementById('place'), { theme: arguments[0], \
            region: arguments[0], large: 'yes' });
            try { huiqi.embed(null) } catch (error) { faults.push(error.message) }";
        tab.execute(script, vec![serde_json::json!(TRAP)]).await?;
        tab.until("faults.length === 4").await?;
        let faults: Vec<String> = tab.execute("return faults", vec![]).await?.convert()?;
        assert!(faults[0].contains("须是页面上的元素"), "{faults:?}");
        assert!(
            faults[1].contains("theme 不能是") && faults[1].contains("可以是：blue、red"),
            "{faults:?}"
        );
        assert!(
            faults[2].contains("region 不能是") && faults[2].contains("zaozhuang"),
            "{faults:?}"
        );
        assert!(faults[3].contains("不在测算网站的 embed_origins 里"), "{faults:?}");
        tab.enter_frame(0).await?;
        tab.shows("heading", "看看专精特新能领多少").await?;
        let clean = "return document.querySelectorAll('img').length === 0 && \
            !document.documentElement.hasAttribute('data-theme') && \
            !document.documentElement.classList.contains('large')";
        assert!(tab.execute(clean, vec![]).await?.convert::<bool>()?);
        Ok(())
    })
    .await;
}

/// What a portal says about itself is shown as text everywhere.
#[tokio::test]
async fn hostile_settings_of_a_site_are_shown_as_text() {
    let contacts = serde_json::json!([{ "office": TRAP, "phone": "0632-1" }]);
    let json =
        serde_json::json!({ "title": TRAP, "host": TRAP, "record": TRAP, "contacts": contacts });
    let json = json.to_string();
    let site = Site::read(&json, &POLICIES).expect("each is a line of text");
    let (head, foot) = (site.head(), site.foot());
    let address = serve_edited("/", move |path, reply| match path {
        "/" | "/index.html" => reply
            .with("<meta name=\"huiqi-title\" content=\"惠企\">\n", &head)
            .with("</body>", &format!("{foot}</body>")),
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.until("document.querySelector('.top .brand b')").await?;
        let texts = "return [document.querySelector('.top .brand b').textContent, \
            document.querySelector('.foot--site').textContent, document.title]";
        let texts: Vec<String> = tab.execute(texts, vec![]).await?.convert()?;
        assert_eq!(texts[0], TRAP);
        assert_eq!(texts[1], format!("主办单位：{TRAP}咨询：{TRAP}　0632-1{TRAP}"));
        assert!(texts[2].ends_with(TRAP), "{texts:?}");
        assert_eq!(
            tab.execute("return document.querySelectorAll('img').length", vec![])
                .await?
                .convert::<u32>()?,
            0
        );
        Ok(())
    })
    .await;
}

/// The portal's own form over the package, with no page of ours.
#[tokio::test]
async fn a_portal_computes_with_the_package_alone() {
    let portal = serve_edited("/", |path, reply| {
        let is_ours =
            ["/examples/portal/", "/target/npm/"].iter().any(|folder| path.starts_with(folder));
        if is_ours { Reply::project(path.trim_start_matches('/')) } else { reply }
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{portal}examples/portal/package.html")).await?;
        tab.shows("total", "至少 0 元").await?;
        let choose = async |id: &str, options: &[&str]| {
            tab.by_id(id).await?;
            let script = "const list = document.getElementById(arguments[0]); \
                for (const option of list.options) option.selected = \
                arguments[1].includes(option.value);
                list.dispatchEvent(new Event('change', { bubbles: true }))";
            tab.execute(script, vec![serde_json::json!(id), serde_json::json!(options)])
                .await
                .map(|_| ())
        };
        choose("region", &["zaozhuang"]).await?;
        choose("certification_tier", &["provincial"]).await?;
        choose("first_certified_tiers", &["national_giant"]).await?;
        tab.shows("open", "首次认定").await?;
        choose("first_certified_tiers", &["provincial"]).await?;
        choose("claimed_elsewhere", &[]).await?;
        tab.shows("total", "至少 100000 元，最多 还说不出").await?;
        tab.shows("open", "还有 4 个问题会改变结果").await?;
        crate::explains::pictures(&tab, "package").await?;
        tab.execute(
            "const fee = document.getElementById('government_show_booth_fee_yuan'); \
                 fee.value = '80000'; fee.dispatchEvent(new Event('change'))",
            vec![],
        )
        .await?;
        choose("listings", &[]).await?;
        choose("smart_factory_award", &["none"]).await?;
        choose("platform_contest_prize", &["none"]).await?;
        tab.shows("total", "至少 140000 元，最多 140000 元").await?;
        tab.shows("open", "没有别的问题").await?;
        tab.was_quiet(&portal).await
    })
    .await;
}
