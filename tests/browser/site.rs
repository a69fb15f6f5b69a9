//! site.json beside the page: what an operator changes with a text editor is shown at the next
//! visit, as text, and a wrong file is not.

use crate::difference::choose;
use crate::offline::is_kept;
use crate::packs::{Packs, amended};
use crate::pages::keep_picture;
use huiqi_browser_tests::{
    Engine, Folder, Page, Reply, TestServer, dist, engine, in_browser, serve, serve_changes,
    serve_edited,
};
use huiqi_library::site::Site;
use huiqi_policies::{POLICIES, RULES_HASH};
use std::process::Command;
use thirtyfour::prelude::WebDriverResult;

/// What the operator wrote: each text holds a tag, which must stay text.
const EDITED: &str = r#"{
    "title": "<b>市惠企",
    "host": "<i>市工信局",
    "contacts": [{ "office": "企业服务<u>中心", "phone": "0632-765 4321" }],
    "record": "鲁ICP备00000000号",
    "site_code": "3704000001",
    "police_record": { "text": "公安<备>", "address": "https://beian.example/?a=1&b=2" },
    "government_mark": { "text": "党政机关" },
    "address": "https://policy.example.gov.cn/huiqi/",
    "stale_days": 1,
    "embed_origins": ["https://host.example"],
    "packs": true,
    "pack_keys": ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
    "documents": { "zaozhuang-srdi-2022": "https://gov.example/wj?id=1&x=2" }
}"#;

async fn serve_site(text: &'static str) -> String {
    serve_edited("/hq/", move |path, reply| match path {
        "/hq/site.json" => Reply::json(text),
        _ => reply,
    })
    .await
}

async fn text(tab: &Page, expression: &str) -> WebDriverResult<String> {
    tab.execute(format!("return {expression}"), vec![]).await?.convert()
}

/// The result of a company of which nothing is known.
async fn has_result(tab: &Page, address: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click("region--zaozhuang").await?;
    tab.arrives("#/certification").await?;
    tab.goto(format!("{address}#/result")).await?;
    tab.by_id("next-steps").await.map(drop)
}

/// The foot is the one that a build with this file has.
async fn has_foot(tab: &Page) -> WebDriverResult<()> {
    tab.until("document.querySelector('.foot--site')").await?;
    let shown = text(tab, "document.querySelector('.foot--site').outerHTML").await?;
    let expected = Site::read(EDITED, &POLICIES).expect("settings that can be").foot();
    // The browser writes quotation marks in a text as they are.
    let expected = expected.trim().replace("&quot;", "\"").replace("&#39;", "'");
    assert_eq!(shown, expected);
    assert_eq!(text(tab, "document.querySelectorAll('.foot--site').length + ''").await?, "1");
    Ok(())
}

#[tokio::test]
async fn a_number_changed_with_a_text_editor_is_shown_at_the_next_visit() {
    let address = serve_site(EDITED).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        has_foot(&tab).await?;
        tab.arrives("#/certification").await?;
        tab.until("document.querySelector('.top .brand b').textContent === '<b>市惠企'").await?;
        tab.until("document.title.endsWith(' - <b>市惠企')").await?;
        // On the result, in the simple mode and on paper.
        tab.goto(format!("{address}#/result")).await?;
        tab.shows("next-steps", "0632-765 4321").await?;
        tab.until("document.querySelector('.sheet').textContent.includes('0632-765 4321')").await?;
        tab.click("large").await?;
        tab.shows("call", "0632-765 4321").await?;
        tab.until("document.getElementById('call').href === 'tel:06327654321'").await?;
        // Links lead to the address of the site.
        tab.click("large").await?;
        tab.click("to-share").await?;
        tab.by_id("link").await?;
        tab.until("document.getElementById('link').value.startsWith('https://policy.example.gov')")
            .await?;
        // What only a build can give stays as it was built.
        let built = "document.querySelector('[name=huiqi-packs], [name=huiqi-embed-origins]')";
        tab.until(&format!("{built} === null")).await?;
        tab.until("document.querySelector('u, footer i, .brand b b') === null").await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn the_first_page_has_it_before_anything_is_pressed() {
    let address = serve_site(EDITED).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        tab.until("document.querySelector('.top .brand b').textContent === '<b>市惠企'").await?;
        tab.until("document.title.endsWith(' - <b>市惠企')").await?;
        has_foot(&tab).await?;
        // The part that asks knows what was built in, and writes its next titles with that.
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.until("document.title.endsWith(' - <b>市惠企')").await
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_the_library_have_it_too() {
    let address = serve_edited("/hq/", |path, reply| match path {
        "/hq/site.json" => Reply::json(EDITED),
        _ if reply.status.starts_with("404") => {
            Reply { status: "404 Not Found", ..Reply::dist("404.html") }
        }
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        for page in ["library/index.html", "library/zaozhuang-srdi-2022.html", "deep/down/none"] {
            tab.goto(format!("{address}{page}")).await?;
            tab.until("document.title.endsWith(' - <b>市惠企')").await?;
            tab.until("document.querySelector('.brand b').textContent === '<b>市惠企'").await?;
            has_foot(&tab).await?;
        }
        tab.goto(format!("{address}library/zaozhuang-srdi-2022.html")).await?;
        tab.until(
            "document.querySelector('#page--source a.source')?.getAttribute('href') === \
             'https://gov.example/wj?id=1&x=2'",
        )
        .await
    })
    .await;
}

#[tokio::test]
async fn a_wrong_file_is_named_on_the_console_and_never_shown() {
    let wrong = r#"{ "title": "改坏了", "contacts": [{ "office": "局", "phone": "请来电" }] }"#;
    for file in [wrong, "{ \"title\": ", "{ \"title\": \"改坏了\", \"phone\": \"12345\" }"] {
        let address = serve_site(file).await;
        in_browser(async move |tab| {
            has_result(&tab, &address).await?;
            if engine() == Engine::Chromium {
                let mut console = Vec::new();
                while console.is_empty() {
                    console = tab.browser_log().await?;
                }
                assert!(format!("{console:?}").contains("site.json: "), "{console:?}");
            } else {
                tab.until(
                    "performance.getEntriesByName(location.href.split('#')[0] + \
                    'site.json').length > 0",
                )
                .await?;
            }
            let brand = text(&tab, "document.querySelector('.brand b').textContent").await?;
            assert_eq!(brand, "惠企");
            assert!(!text(&tab, "document.body.textContent").await?.contains("改坏了"));
            tab.goto(format!("{address}library/index.html")).await?;
            tab.by_id("page--query").await?;
            tab.until("document.querySelector('.brand b').textContent === '惠企'").await
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_wrong_for_an_older_page_alone_does_not_stop_it() {
    // As an operator writes it for the next version, which this page does not know yet.
    let next = format!(
        "{{ \"title\": \"新名\", \"recalled\": [\"{}\"], \
         \"documents\": {{ \"later-2030\": \"https://a.cn\" }} }}",
        POLICIES.edition
    );
    let address = serve_site(Box::leak(next.into_boxed_str())).await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.until("document.querySelector('.top .brand b')?.textContent === '新名'").await
    })
    .await;
}

#[tokio::test]
async fn opened_from_a_folder_it_is_read_from_its_script() {
    let folder = Folder::create();
    let copied = Command::new("cp").arg("-r").arg(dist()).arg(folder.path().join("huiqi")).status();
    assert!(copied.is_ok_and(|status| status.success()), "a folder can be copied");
    let script =
        format!("window.huiqiSite = {};", serde_json::to_string(EDITED).expect("a text is JSON"));
    folder.file("huiqi/site.json.js", script.as_bytes());
    in_browser(async move |tab| {
        let address = format!("file://{}/huiqi/", folder.path().display());
        has_result(&tab, &format!("{address}index.html")).await?;
        tab.shows("next-steps", "0632-765 4321").await?;
        has_foot(&tab).await?;
        tab.goto(format!("{address}library/index.html")).await?;
        has_foot(&tab).await
    })
    .await;
}

#[tokio::test]
async fn without_a_network_the_last_one_that_was_read_is_shown() {
    let TestServer { address, stop, next_version } =
        serve_changes("/hq/", |path, reply| match path {
            "/hq/site.json" => Reply::json(EDITED),
            _ => reply,
        })
        .await;
    next_version();
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        has_foot(&tab).await?;
        is_kept(&tab).await?;
        // What was read before there was a worker is kept by it too.
        let is_there = "const done = arguments[0]; const look = () => \
            caches.match(new URL('site.json', location.href).href) \
            .then((found) => found ? done(true) : setTimeout(look, 50)); look()";
        tab.execute_async(is_there, vec![]).await?;
        stop();
        tab.goto("about:blank").await?;
        tab.goto(format!("{address}index.html")).await?;
        tab.by_id("region--zaozhuang").await?;
        has_foot(&tab).await
    })
    .await;
}

/// The words of a part of the status page.
async fn part(tab: &Page, id: &str) -> WebDriverResult<String> {
    text(tab, &format!("document.getElementById('status--{id}').textContent")).await
}

#[tokio::test]
async fn the_status_page_says_what_is_here_and_that_it_is_right() {
    let address = serve("/hq/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}status.html")).await?;
        tab.until("document.documentElement.getAttribute('data-status') === 'good'").await?;
        let facts = text(&tab, "document.querySelector('.doc').textContent").await?;
        assert!(facts.contains(POLICIES.edition) && facts.contains(RULES_HASH), "{facts}");
        assert_eq!(part(&tab, "all").await?, "都正确。");
        assert_eq!(part(&tab, "site").await?, "正确，和构建时的一样。");
        assert_eq!(part(&tab, "apply").await?, "正确，还没有写任何一项。");
        keep_picture(&tab, "status-good").await?;
        tab.console_is_quiet().await
    })
    .await;
    let folder = format!("file://{}", dist().join("status.html").display());
    in_browser(async move |tab| {
        tab.goto(&folder).await?;
        tab.until("document.documentElement.getAttribute('data-status') === 'good'").await
    })
    .await;
}

#[tokio::test]
async fn the_status_page_names_every_mistake_in_words() {
    let index = r#"{"format":1,"editions":[
        {"edition":"2026.12","day":"2026-11-20","author":"政策科","reviewer":"法规科",
         "reason":"首次公布","rules":"0123456789abcdef","recalled":"金额抄错了<b>"},
        {"edition":"2027.01","day":"2027-01-05","author":"政策科","reviewer":"法规科",
         "reason":"更正金额","rules":"fedcba9876543210"}],
        "regions":[{"id":"clear_river","name":"清江市",
         "packs":[[0,"aaaaaaaaaaaaaaaa",5],[1,"bbbbbbbbbbbbbbbb",6]]}]}"#;
    let address = serve_edited("/hq/", move |path, reply| match path {
        "/hq/site.json" => Reply::json(
            r#"{ "title": "", "contacts": [{ "office": "局", "phone": "请<b>来电" }] }"#,
        ),
        "/hq/apply.json" => Reply::json(r#"{ "awards": { "nowhere/none": {} }, "more": 5 }"#),
        "/hq/packs/index.json" => Reply::json(index),
        "/hq/status.html" => with_packs(reply, "status--packs"),
        _ => reply,
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}status.html")).await?;
        tab.until("document.documentElement.getAttribute('data-status') === 'wrong'").await?;
        assert!(part(&tab, "all").await?.contains("有 3 处要改"));
        let site = part(&tab, "site").await?;
        assert!(site.contains("2 处写错了") && site.contains("访问者看到的是构建时的"), "{site}");
        assert!(site.contains("title：不能空着") && site.contains("请<b>来电"), "{site}");
        let apply = part(&tab, "apply").await?;
        assert!(apply.contains("apply.json.more：没有这个键"), "{apply}");
        assert!(apply.contains("nowhere/none：没有这一项奖补"), "{apply}");
        let packs = part(&tab, "packs").await?;
        assert!(packs.contains("2 个版次，其中撤回 1 个，1 个地区有规则包"), "{packs}");
        assert!(packs.contains("已撤回：金额抄错了<b>"), "{packs}");
        let gone = "清江市（clear_river-2027.01.huiqi）：服务器上没有这个文件（404）";
        assert!(packs.contains(gone), "{packs}");
        keep_picture(&tab, "status-wrong").await?;
        tab.until("document.querySelector('main b') === null").await
    })
    .await;
}

#[tokio::test]
async fn the_status_page_says_what_only_a_build_can_change() {
    let address = serve_site(EDITED).await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}status.html")).await?;
        tab.until("document.documentElement.getAttribute('data-status') === 'note'").await?;
        let site = part(&tab, "site").await?;
        assert!(site.contains("和构建时不同的：title、host、contacts、record"), "{site}");
        for key in ["embed_origins", "packs", "pack_keys"] {
            assert!(site.contains(&format!("{key}：和构建时的不同，只认构建时的")), "{site}");
        }
        assert!(!site.contains("unsafe_eval") && !site.contains("recalled"), "{site}");
        Ok(())
    })
    .await;
}

/// Packs of the shipped documents and of a city, signed with this key.
fn published(secret: [u8; 32]) -> Packs {
    let packs = Packs { keys: vec![secret], ..Packs::default() };
    packs.publish(&Packs::sources(), "");
    packs
}

/// The status page of a site with packs, built with these public keys.
async fn serve_packs(packs: &Packs, keys: String) -> String {
    let packs = packs.clone();
    serve_edited("/hq/", move |path, reply| match path {
        "/hq/status.html" => with_packs(reply, "status--packs")
            .with("script-src 'self';", "script-src 'self' 'wasm-unsafe-eval';"),
        "/hq/status.js" => reply.with("\"pack_keys\": []", &format!("\"pack_keys\": [{keys}]")),
        _ => packs.edit("on", path, reply),
    })
    .await
}

#[tokio::test]
async fn the_status_page_fetches_and_checks_the_packs_in_use() {
    let secret = [7; 32];
    let known: String =
        huiqi_publish::public_key(&secret).iter().map(|byte| format!("{byte:02x}")).collect();
    let keys = format!("\"{known}\"");
    let right = serve_packs(&published(secret), keys.clone()).await;
    let wrong = published(secret);
    wrong.change(&wrong.name("clear_river"), |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    });
    wrong.change(&wrong.name("zaozhuang"), |bytes| bytes.truncate(1000));
    wrong.change(&wrong.name("jincheng"), |bytes| *bytes = b"<!doctype html>".to_vec());
    wrong.remove(&wrong.name("xinxiang"));
    let wrong = serve_packs(&wrong, keys.clone()).await;
    let unsigned = serve_packs(&published([9; 32]), keys).await;
    in_browser(async move |tab| {
        tab.goto(format!("{right}status.html")).await?;
        tab.until("document.documentElement.hasAttribute('data-status')").await?;
        let packs = part(&tab, "packs").await?;
        assert!(packs.contains("大小、校验码、签名都对。"), "{packs}");
        tab.console_is_quiet().await?;
        tab.goto(format!("{wrong}status.html")).await?;
        tab.until("document.documentElement.getAttribute('data-status') === 'wrong'").await?;
        let packs = part(&tab, "packs").await?;
        assert!(packs.contains("里有 4 个不能用"), "{packs}");
        for why in [
            "clear_river-2026.12.huiqi）：校验码不对，目录里是 ",
            "zaozhuang-2026.12.huiqi）：目录里写的是 ",
            "取到的是 1000 字节，被截断或者改过",
            "jincheng-2026.12.huiqi）：服务器回的是网页，不是规则包",
            "xinxiang-2026.12.huiqi）：服务器上没有这个文件（404）",
        ] {
            assert!(packs.contains(&why.replace("2026.12", POLICIES.edition)), "{why}: {packs}");
        }
        assert!(!packs.contains("sanmenxia-"), "it is right: {packs}");
        tab.goto(format!("{unsigned}status.html")).await?;
        tab.until("document.documentElement.getAttribute('data-status') === 'wrong'").await?;
        let packs = part(&tab, "packs").await?;
        assert!(packs.contains("没有这个网站认可的签名"), "{packs}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_status_page_says_where_an_index_is_wrong() {
    for (index, said) in [
        (Some("{\n\"format\"：1}"), "第 2 行附近，`：` 是中文符号，要写英文的 `:`"),
        (Some("<!doctype html>"), "服务器回的是网页，不是这个文件"),
        (Some("{\"format\": 2}"), "写法不是 make packs 写的那样"),
        (None, "服务器上没有这个文件（404）"),
    ] {
        let packs = published([7; 32]);
        match index {
            Some(text) => packs.change("index.json", |bytes| *bytes = text.as_bytes().to_vec()),
            None => packs.remove("index.json"),
        }
        let address = serve_packs(&packs, String::new()).await;
        in_browser(async move |tab| {
            tab.goto(format!("{address}status.html")).await?;
            tab.until("document.documentElement.getAttribute('data-status') === 'wrong'").await?;
            let packs = part(&tab, "packs").await?;
            assert!(packs.contains(said), "{packs}");
            Ok(())
        })
        .await;
    }
}

/// A page as a build with packs has it.
fn with_packs(reply: Reply, id: &str) -> Reply {
    reply.with("</main>", &format!("<div id=\"{id}\"></div></main>"))
}

#[tokio::test]
async fn the_library_lists_the_editions_that_were_published_beside_the_page() {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    let old = packs.edition();
    let second = amended(&first, "2027.01", "clear-river-2026.toml", "33万元", "44万元");
    packs
        .publish(&second, &format!("[[recalled]]\nedition = \"{old}\"\nwhy = \"金额抄<b>错了\"\n"));
    let address = serve_edited("/hq/", move |path, reply| {
        if path.ends_with("/editions.html") {
            return with_packs(reply, "page--editions");
        }
        packs.edit("on", path, reply)
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/editions.html")).await?;
        tab.until("document.querySelectorAll('#page--editions .item').length === 2").await?;
        let entries = "[...document.querySelectorAll('#page--editions .item')]\
            .map((item) => item.textContent).join('\\n')";
        let entries = text(&tab, entries).await?;
        let (newest, oldest) = entries.split_once('\n').expect("two");
        assert!(
            newest.starts_with("2027.01最新公布日期2026年11月21日改了什么更正 2027.01"),
            "{newest}"
        );
        assert!(newest.contains("编写政策科核对法规科"), "{newest}");
        assert!(newest.contains("清江市"), "{newest}");
        assert!(!newest.contains("已撤回"), "{newest}");
        assert!(
            oldest.contains(&format!("{old}已撤回已撤回，不再使用：金额抄<b>错了")),
            "{oldest}"
        );
        assert!(oldest.contains("枣庄市"), "{oldest}");
        let rules = huiqi_authoring::rules_hash(&second);
        assert!(newest.contains(&rules), "{newest}");
        // The first edition has none before it.
        let links = "[...document.querySelectorAll('#page--editions a')]\
            .map((link) => link.getAttribute('href')).join(' ')";
        assert_eq!(text(&tab, links).await?, "../index.html#/difference?new=2027.01");
        keep_picture(&tab, "editions").await?;
        tab.execute("document.querySelector('#page--editions a').click()", vec![]).await?;
        // What was recalled was published anew everywhere; the city's rules changed too.
        choose(&tab, "difference-place", "clear_river").await?;
        tab.shows("difference-h", &format!("清江市：{old} → 2027.01")).await?;
        tab.shows("difference-summary", "共 1 处变动，都可能改变金额。").await?;
        tab.console_is_quiet().await
    })
    .await;
}

#[tokio::test]
async fn without_packs_the_library_says_the_edition_that_is_built_in() {
    let address = serve("/hq/").await;
    in_browser(async move |tab| {
        tab.goto(format!("{address}library/index.html")).await?;
        tab.follow("a[href='editions.html']").await?;
        tab.until("document.querySelector('h1')?.textContent === '版次'").await?;
        let own = text(&tab, "document.getElementById('part--built').textContent").await?;
        assert!(own.contains(POLICIES.edition) && own.contains(RULES_HASH), "{own}");
        assert!(POLICIES.policies.iter().all(|policy| own.contains(policy.short_title)));
        tab.until("document.getElementById('page--editions') === null").await?;
        tab.console_is_quiet().await
    })
    .await;
}
