//! What a portal says about itself: what is taken, what is refused and why, and that it is text
//! everywhere.

use huiqi_library::library::{Built, File, Library};
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;

fn files(set: &'static PolicySet, stylesheets: &[&str], site: &Site) -> Vec<File> {
    let built = Built { rules: "0123456789abcdef", note: None, commit: "unknown" };
    huiqi_library::library::files(&Library::bundled(set), stylesheets, site, &built)
}

fn read(json: &str) -> Result<Site, Vec<String>> {
    Site::read(json, &POLICIES).map_err(|all| all.iter().map(ToString::to_string).collect())
}

fn fault(json: &str) -> String {
    read(json).expect_err("this cannot be").join("\n")
}

#[test]
fn the_shipped_settings_can_be_read() {
    let site = read(include_str!("../../static/site.json")).expect("the shipped file");
    assert_eq!((site.title.as_str(), site.stale_days, site.foot().as_str()), ("惠企", 180, ""));
}

#[test]
fn what_is_wrong_is_said_in_chinese_too() {
    for (json, words) in [
        ("{", "第 1 行第 1 个字：文件没有写完：有括号或引号没有成对"),
        (
            r#"{ "title": "惠企", }"#,
            "第 1 行第 18 个字：右括号前面多了一个逗号；引号、逗号、冒号都要用英文的",
        ),
        (r#"{ "title": 5 }"#, "第 1 行第 12 个字：这里要写文字，用引号括起来，现在写的是 5"),
        (r#"{ "host": "x" }"#, "没有写 \"title\""),
        (r#"{ "titel": "惠企" }"#, "没有 titel 这个键，可以写：title、host、"),
        (r#"{ "title": " " }"#, "title：不能空着，它是页面的名称"),
        (
            r#"{ "title": "惠企", "contacts": [{ "office": "工信局", "phone": "请来电" }] }"#,
            "contacts：要写单位和电话，",
        ),
    ] {
        let problems = Site::read(json, &POLICIES).expect_err("this cannot be");
        assert!(problems[0].chinese.contains(words), "{json}: {problems:?}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_what_is_allowed() {
    for (json, words) in [
        ("{", "ends too early"),
        (r#"{ "titel": "惠企" }"#, "there is no key titel; there are title, host"),
        (r#"{ "title": 5 }"#, "a text in quotation marks is needed here, not 5"),
        (r#"{ "host": "x" }"#, "the key \"title\" is missing"),
        (r#"{ "title": " " }"#, "title is empty"),
        (r#"{ "title": "a\nb" }"#, "title must be one line"),
        (r#"{ "title": "惠企", "stale_days": 0 }"#, "stale_days must be 1 to 3650, not 0"),
        (
            r#"{ "title": "惠企", "address": "javascript:alert(1)" }"#,
            "address must begin with https:// or http://",
        ),
        (r#"{ "title": "惠企", "address": "https://a.cn/#x" }"#, "have no ? and no #"),
        (
            r#"{ "title": "惠企", "contacts": [{ "office": "工信局", "phone": "请来电" }] }"#,
            "an office and its telephone",
        ),
        (
            r#"{ "title": "惠企", "embed_origins": ["https://a.cn/"] }"#,
            "nothing behind it, not \"https://a.cn/\"",
        ),
        (r#"{ "title": "惠企", "embed_origins": ["https://A.cn"] }"#, "embed_origins must be like"),
        (
            r#"{ "title": "惠企", "embed_origins": ["https://a.cn:443"] }"#,
            "embed_origins must be like",
        ),
        (r#"{ "title": "惠企", "site_code": "370400" }"#, "site_code must be ten digits"),
        (r#"{ "title": "惠企", "site_code": "３７０４０００００１" }"#, "ten digits"),
        (
            r#"{ "title": "惠企", "police_record": { "text": "", "address": "https://a.cn" } }"#,
            "police_record.text must be one line",
        ),
        (
            r#"{ "title": "惠企", "government_mark": { "text": "标识", "address": "javascript:1" } }"#,
            "government_mark.address must begin with https:// or http://",
        ),
        (
            r#"{ "title": "惠企", "report_errors": { "words": "找错" } }"#,
            "there is no key words; there are text, address",
        ),
        (r#"{ "title": "惠企", "embed_origins": ["*"] }"#, "embed_origins must be like"),
        (r#"{ "title": "惠企", "recalled": ["2026.11 "] }"#, "recalled names former editions"),
        (
            r#"{ "title": "惠企", "documents": { "nowhere": "https://a.cn" } }"#,
            "there is no document \"nowhere\"; there are ",
        ),
    ] {
        assert!(fault(json).contains(words), "{json}: {}", fault(json));
    }
    let both = fault(r#"{ "title": "", "stale_days": 9999 }"#);
    assert!(
        both.contains("title is empty") && both.contains("not 9999"),
        "every problem at once: {both}"
    );
}

#[test]
fn a_file_that_cannot_be_read_says_where_and_what_is_needed() {
    for (json, said) in [
        ("{\"title\":5}", "line 1, column 10: a text in quotation marks is needed here, not 5"),
        // Letters are counted, not bytes.
        (
            "{ \"title\": \"惠企\",\n  \"host\": \"市工信局\", \"packs\": \"on\" }",
            "line 2, column 31: true or false is needed here, not \"on\"",
        ),
        (
            "{ \"title\": \"惠企\", \"contacts\": {} }",
            "a list in [ ] is needed here, not an object",
        ),
        ("[]", "an object in { } is needed here"),
        (
            "{ \"title\": \"惠企\", \"stale_days\": -1 }",
            "a whole number that is not below 0 is needed",
        ),
        ("{ \"host\": \"a\" }", "the key \"title\" is missing"),
        ("{ \"title\": \"a\", \"title\": \"b\" }", "the key \"title\" is there twice"),
        ("{ \"titel\": \"a\" }", "there is no key titel; there are title, host, contacts, record"),
        (
            "{ \"title\": \"惠企\", }",
            "one comma too many before a closing bracket; quotation marks",
        ),
        ("{ “title”: \"惠企\" }", "a key must be in quotation marks; quotation marks, commas"),
        ("{ \"title\": \"惠企\" \"host\": \"a\" }", "a comma or a closing bracket is missing"),
        ("{ \"title\": \"惠企\"", "the file ends too early"),
        ("", "line 1, column 1: the file ends too early"),
    ] {
        let problems = read(json).expect_err("settings that cannot be");
        assert!(problems[0].contains(said) && problems.len() == 1, "{json}: {problems:?}");
        assert!(!problems[0].contains('`') && !problems[0].contains(" at line "), "{problems:?}");
    }
}

#[test]
fn the_marks_of_a_government_site_are_text_and_links_in_the_foot() {
    let site = read(
        r#"{ "title": "惠企", "record": "鲁ICP备00000000号", "site_code": "3704000001",
        "police_record": { "text": "鲁公网安备<b>号", "address": "https://beian.example/?a=1&b=2" },
        "government_mark": { "text": "党政机关" },
        "report_errors": { "text": "政府网站找错", "address": "https://zhaocuo.example/" } }"#,
    )
    .expect("settings that can be");
    let foot = "<div><p>鲁ICP备00000000号</p><p>网站标识码：3704000001</p>\
        <p><a href=\"https://beian.example/?a=1&amp;b=2\" \
        rel=\"noreferrer\">鲁公网安备&lt;b&gt;号</a></p>\
        <p>党政机关</p>\
        <p><a href=\"https://zhaocuo.example/\" rel=\"noreferrer\">政府网站找错</a></p></div>";
    assert!(site.foot().contains(foot), "{}", site.foot());
    for page in files(&POLICIES, &["style.css"], &site) {
        assert!(page.html.contains(foot), "{}", page.path);
    }
}

#[test]
fn every_page_of_the_library_shows_it_as_text() {
    let document = POLICIES.policies[0].id;
    let json = format!(
        r#"{{ "title": "<b>市", "host": "\"><script>", "record": "备&号",
        "contacts": [{{ "office": "工信局<", "phone": "0356-123 (4)" }}],
        "address": "https://a.cn/hq/", "embed_origins": ["https://b.cn:8443"],
        "documents": {{ "{document}": "https://a.cn/wj?id=1&x=2" }} }}"#
    );
    let site = read(&json).expect("settings that can be");
    let pages = files(&POLICIES, &["style.css"], &site);
    for page in &pages {
        assert!(
            page.html.contains("<b>&lt;b&gt;市</b>")
                && page.html.contains(" - &lt;b&gt;市</title>"),
            "{}",
            page.path
        );
        let foot = "<p>主办单位：&quot;&gt;&lt;script&gt;</p><p>咨询：工信局&lt;　<a href=\"tel:03561234\">\
            0356-123 (4)</a></p></div><div><p>备&amp;号</p></div>";
        assert!(page.html.contains(foot), "{}", page.path);
    }
    let own = pages
        .iter()
        .find(|page| page.path.ends_with(&format!("{document}.html")))
        .expect("its page");
    assert!(
        own.html.contains("href=\"https://a.cn/wj?id=1&amp;x=2\""),
        "the portal's own address of the document"
    );
    let head = site.head();
    assert!(
        head.contains("<meta name=\"huiqi-embed-origins\" content=\"https://b.cn:8443\">")
            && head.contains("content=\"&lt;b&gt;市\""),
        "{head}"
    );
    let own = format!(
        "<meta name=\"huiqi-documents\" content=\"{document} https://a.cn/wj?id=1&amp;x=2\">"
    );
    assert!(head.contains(&own), "{head}");
}

/// A signature is checked by a module, on the status page alone and only where there are keys.
#[test]
fn the_status_page_may_run_a_module_where_it_checks_signatures() {
    let key = "0123456789abcdef".repeat(4);
    let keys = format!(r#""packs": true, "pack_keys": ["{key}"]"#);
    let strict = format!(r#"{keys}, "unsafe_eval": false"#);
    let plain = "script-src 'self';";
    for (settings, expected) in [
        (r#""packs": true"#, plain),
        (keys.as_str(), "script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval';"),
        (strict.as_str(), "script-src 'self' 'wasm-unsafe-eval';"),
    ] {
        let site = read(&format!(r#"{{ "title": "惠企", {settings} }}"#)).expect("settings");
        for File { path, html } in files(&POLICIES, &[], &site) {
            let own = if path == "status.html" { expected } else { plain };
            assert!(html.contains(own), "{path}: {settings}");
        }
    }
}
