//! What lies beside the page is checked by scripts: site-check.js takes and refuses the same files
//! as the build, and apply-check.js names the same places as the page.

use huiqi_library::site::Site;
use huiqi_library::status::rules;
use huiqi_policies::POLICIES;
use huiqi_sitting::corrections::{Corrections, Json};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Prints what a script says of each file that it is given, as JSON.
const RUN: &str = r#"
globalThis.window = globalThis;
const fs = require("fs");
const [check, ...scripts] = process.argv.slice(1);
scripts.forEach((script) => (0, eval)(fs.readFileSync(script, "utf8")));
const { rules, texts } = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => window[check](text, rules))));
"#;

/// Returns what a function of the scripts says of each text.
fn checked(function: &str, rules: &Value, texts: &[String]) -> Vec<Value> {
    let scripts = ["site-check.js", "apply-check.js", "packs-check.js"]
        .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("../static").join(name));
    let mut node = Command::new("node")
        .args(["-e", RUN])
        .arg(function)
        .args(scripts)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is here; a build needs it too");
    let input = json!({ "rules": rules, "texts": texts }).to_string();
    node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("node reads");
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("a list")
}

/// The key that a problem begins with; none where the file cannot be read at all.
fn key(problem: &str) -> Option<&str> {
    let is_shape = problem.starts_with("line ") || problem.contains("U+FFFD");
    (!is_shape).then(|| problem.split([' ', ':']).next().unwrap_or_default())
}

fn settings() -> Vec<String> {
    let document = POLICIES.policies[0].id;
    let mut texts: Vec<String> = [
        include_str!("../../static/site.json"),
        "",
        "{",
        "null",
        "5",
        "\"惠企\"",
        "[]",
        "[\"惠企\"]",
        "[\"惠企\", \"\", [[\"工信局\", \"0632-1\"], [\"工信局\"], [\"a\", \"123\", \"b\"]]]",
        "{ \"title\": \"惠企\" },",
        "{ \"title\": \"惠企\", }",
        "{ 'title': '惠企' }",
        "{ \"title\": \"惠企\" } // 注",
        "{ \"title\": \"a\\nb\" }",
        "{ \"title\": \"a\nb\" }",
        "{ \"title\": \"惠企\u{fffd}\" }",
        "\u{feff}{ \"title\": \"惠企\" }",
        "{ \"title\": \"\\ud800\" }",
        "{ \"title\": \"\\ud83d\\ude00\" }",
        "{ \"title\": \"惠企\", \"host\": \"a\", \"host\": \"b\" }",
        "{ \"title\": \"惠企\", \"h\\u006fst\": \"a\", \"host\": \"b\" }",
        "{ \"title\": \"惠企\", \"contacts\": [{ \"office\": \"a\", \"office\": \"b\", \"phone\": \
         \"123\" }] }",
        "{ \"title\": \"惠企\", \"contacts\": [{ \"office\": \"a\", \"phone\": \"123\" }, { \
         \"office\": \"b\", \"phone\": \"456\" }] }",
        "{ \"title\": \"惠企\", \"titel\": \"惠企\" }",
        "{ \"title\": \"惠企\", \"__proto__\": 5 }",
        "{ \"host\": \"a\" }",
        "{ \"title\": \"\", \"stale_days\": 9999 }",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(format!(
        "{{ \"title\": \"惠企\", \"documents\": {{ \"{document}\": \"https://a.cn\", \
         \"{document}\": \"https://b.cn\" }} }}"
    ));
    // Every key with every value.
    let letters = |count: usize| "字".repeat(count);
    let mut values: Vec<Value> = [
        "",
        " ",
        "\u{a0}",
        "\u{85}",
        "\u{feff}",
        "\u{3000}",
        "惠企",
        "a\tb",
        "a\u{7f}",
        "a\u{9f}",
        "<b>",
        "0632-1234567",
        "12",
        "０６３２１",
        "3704000001",
        "370400000",
        "https://a.cn",
        "http://a.cn/x?y=1",
        "https://a.cn/#x",
        "https://",
        "HTTPS://a.cn",
        "https://A.cn",
        "https://a.cn:443",
        "https://a.cn:8443",
        "http://a.cn:80",
        "https://a.cn/",
        "https://a'b",
        "https://a b",
        "https://中.cn",
        "https://a.cn/^",
        "https://a.cn/`",
        "https://a.cn/{}",
        "https://a.cn/[]|~!\"",
        "https://a.cn/[]|~!",
        "https://[::1]:80",
        "javascript:alert(1)",
        "2026.11",
        "2026.11 ",
        "2026-11",
        POLICIES.edition,
        "（0632）123、转 4",
        "😀",
    ]
    .map(Value::from)
    .to_vec();
    values.extend([letters(60), letters(61), "😀".repeat(60), "1".repeat(40)].map(Value::from));
    values
        .extend(["1".repeat(41), "a".repeat(64), "A".repeat(64), "g".repeat(64)].map(Value::from));
    let lists: Vec<Value> = values.iter().map(|value| json!([value])).collect();
    let whole: Vec<Value> =
        vec![json!(0), json!(1), json!(3650), json!(3651), json!(-1), json!(4_294_967_296_u64)];
    let other = [
        json!(null),
        json!(true),
        json!(false),
        json!([]),
        json!({}),
        json!([[]]),
        json!(["https://a.cn", "https://b.cn", 5]),
    ];
    let pairs: Vec<Value> = values
        .iter()
        .flat_map(|value| {
            [
                json!([{ "office": value, "phone": "0632-1" }]),
                json!([{ "office": "工信局", "phone": value }]),
                json!([{ "office": "工信局" }]),
                json!([{ "office": "工信局", "phone": "12345", "note": "" }]),
                json!({ "text": value }),
                json!({ "text": "找错", "address": value }),
                json!({ "address": value }),
                json!([value, "https://a.cn"]),
                json!({ document: value }),
                json!({ "nowhere": value, document: value }),
            ]
        })
        .collect();
    values.extend(lists.into_iter().chain(whole).chain(other).chain(pairs));
    for key in [
        "title",
        "host",
        "contacts",
        "record",
        "site_code",
        "police_record",
        "government_mark",
        "report_errors",
        "address",
        "stale_days",
        "embed_origins",
        "unsafe_eval",
        "recalled",
        "packs",
        "pack_keys",
        "documents",
        "more",
    ] {
        for value in &values {
            let mut site = json!({ "title": "惠企" });
            site[key] = value.clone();
            texts.push(site.to_string());
            if key == "pack_keys" {
                site["packs"] = json!(true);
                texts.push(site.to_string());
            }
        }
        for raw in ["180.0", "1e2", "-0", "1.5", "1e999", "99999999999999999999", "01", "NaN"] {
            texts.push(
                format!("{{ \"title\": \"惠企\", \"{key}\": {raw} }}")
                    .replace("{ \"title\": \"惠企\", \"title\":", "{ \"title\":"),
            );
        }
    }
    texts
}

#[test]
fn the_file_beside_the_page_is_checked_as_the_build_checks_it() {
    let rules = rules(&POLICIES);
    let texts = settings();
    let said = checked("huiqiCheckSite", &rules, &texts);
    let (mut taken, mut refused) = (0, 0);
    for (text, said) in texts.iter().zip(&said) {
        let problems = said["problems"].as_array().expect("a list");
        let keys: Vec<&str> = problems
            .iter()
            .map(|problem| problem["key"].as_str().expect("a key"))
            .map(|key| key.split([' ', ':']).next().unwrap_or_default())
            .collect();
        match Site::read(text, &POLICIES) {
            Ok(site) => {
                taken += 1;
                assert_eq!(keys, Vec::<&str>::new(), "{text}: the build takes it");
                let read = &said["site"];
                assert_eq!(read["title"], site.title, "{text}");
                assert_eq!(read["host"], site.host, "{text}");
                assert_eq!(read["stale_days"], site.stale_days, "{text}");
                let phones = read["contacts"].as_array().expect("a list").iter();
                let phones: Vec<&Value> = phones.map(|contact| &contact["phone"]).collect();
                let own: Vec<&String> = site.contacts.iter().map(|one| &one.phone).collect();
                assert_eq!(phones, own, "{text}");
                assert_eq!(read["documents"], json!(site.documents), "{text}");
            }
            Err(expected) => {
                refused += 1;
                assert!(!keys.is_empty(), "{text}: the build refuses it: {expected:?}");
                // What an operator reads in Chinese names the same keys.
                for one in &expected {
                    let chinese = key(&one.english).map(|key| format!("{key}："));
                    let begin = chinese.unwrap_or_default();
                    assert!(one.chinese.starts_with(&begin), "{text}: {one:?}");
                    assert!(!one.chinese.is_ascii(), "{text}: {one:?}");
                }
                let expected: Option<Vec<&str>> =
                    expected.iter().map(|one| key(&one.english)).collect();
                if let Some(expected) = expected {
                    assert_eq!(keys, expected, "{text}");
                }
            }
        }
    }
    assert!(taken > 200 && refused > 2000, "{taken} taken, {refused} refused");
}

#[test]
fn what_is_wrong_for_one_build_alone_is_told_apart() {
    let rules = json!({ "edition": "2026.11", "documents": ["one"] });
    let texts = [
        r#"{ "title": "惠企", "recalled": ["2026.11"] }"#,
        r#"{ "title": "惠企", "documents": { "two": "https://a.cn" } }"#,
        r#"{ "title": "惠企", "documents": { "two": "x" } }"#,
    ]
    .map(str::to_owned);
    let of_build: Vec<Vec<bool>> = checked("huiqiCheckSite", &rules, &texts)
        .iter()
        .map(|said| {
            let problems = said["problems"].as_array().expect("a list").iter();
            problems.map(|problem| problem["isOfBuild"] == json!(true)).collect()
        })
        .collect();
    assert_eq!(of_build, [vec![true], vec![true], vec![true, false]]);
}

/// A value as the page reads it.
fn read(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(read).collect()),
        Value::Object(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), read(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Json::Other,
    }
}

fn applications() -> Vec<String> {
    const AWARD: &str = "zaozhuang-srdi-2022/booth-fee";
    let letters = |count: usize| json!("字".repeat(count));
    let mut values: Vec<Value> = [
        "",
        " ",
        "\u{3000}",
        "\u{feff}",
        "a\nb",
        "a\u{85}",
        "申报",
        "免申即享",
        "快申快享",
        "快办",
        "open",
        "closed",
        "used_up",
        "original",
        "copy",
        "both",
        "none",
        "0632-3312345",
        "12",
        "<b>12345</b>",
        "2027-03-01",
        "2027-02-29",
        "2028-02-29",
        "2027-3-1",
        "2027-13-01",
        "2027-00-10",
        "2027-01-00",
        "0000-01-01",
        "1900-02-29",
        "2000-02-29",
        "9999-12-31",
        "２０２７-01-01",
    ]
    .map(Value::from)
    .to_vec();
    values.extend([letters(300), letters(301), json!("😀".repeat(300)), json!("1".repeat(41))]);
    values.extend([
        json!(null),
        json!(5),
        json!(true),
        json!([]),
        json!({}),
        json!([5]),
        json!([{}]),
    ]);
    let inner: Vec<Value> = values
        .iter()
        .flat_map(|value| {
            [
                json!([{ "from": value, "to": "2027-03-31" }]),
                json!([{ "from": "2027-03-31", "to": value }]),
                json!([{ "yearly": value }]),
                json!([{ "yearly": value, "from": "2027-03-31" }, { "more": value }]),
                json!({ "office": value }),
                json!({ "office": "窗口", "address": value }),
                json!({ "address": value, "more": value }),
                json!([{ "name": value }, { "name": "发票", "form": value }]),
                json!([{ "form": value }, value]),
                json!({ "is": value, "as_of": "2027-03-02", "source": "通知" }),
                json!({ "is": "open", "as_of": value, "source": "通知" }),
                json!({ "is": "open", "as_of": "2027-03-02", "source": value, "more": 5 }),
                json!({ "is": value }),
            ]
        })
        .collect();
    values.extend(inner);
    let mut files: Vec<Value> = Vec::new();
    for key in
        ["mode", "windows", "where", "telephone", "materials", "before", "status", "deadline"]
    {
        files.extend(values.iter().map(|value| json!({ "awards": { AWARD: { key: value } } })));
    }
    for value in &values {
        files.push(value.clone());
        files.push(json!({ "awards": value }));
        files.push(json!({ "awards": { AWARD: value, "nowhere/none": value }, "more": value }));
        files.push(json!({ "more": value }));
    }
    files.iter().map(Value::to_string).collect()
}

#[test]
fn the_status_page_names_the_same_mistakes_of_applications_as_the_page() {
    let texts = applications();
    let said = checked("huiqiCheckApply", &rules(&POLICIES), &texts);
    let (mut right, mut wrong) = (0, BTreeSet::new());
    for (text, said) in texts.iter().zip(&said) {
        let value = serde_json::from_str(text).expect("it was written as JSON");
        let (_, problems) = Corrections::read(&POLICIES, &read(&value));
        let mut expected: Vec<&str> =
            problems.iter().map(|problem| problem.split_once(": ").expect("a place").0).collect();
        let said = said["problems"].as_array().expect("a list").iter();
        let mut places: Vec<&str> = said.map(|one| one["key"].as_str().expect("a key")).collect();
        expected.sort_unstable();
        places.sort_unstable();
        assert_eq!(places, expected, "{text}");
        if expected.is_empty() {
            right += 1
        } else {
            wrong.extend(problems)
        };
    }
    assert!(right > 150 && wrong.len() > 30, "{right} right, {} kinds", wrong.len());
    let said = checked("huiqiCheckApply", &rules(&POLICIES), &["{".to_owned()]);
    assert_eq!(said[0]["problems"].as_array().map(Vec::len), Some(1), "no JSON");
}

/// Where a file is no JSON is said as `make packs` says it of policy files, in whatever browser.
#[test]
fn the_status_page_says_on_which_line_a_file_is_no_json() {
    let files = [
        ("{ \"a\": [1, -2.5e3, \"\\u0041\", true, null, {}] }", ""),
        ("{\n  \"a\": 1，\n  \"b\": 2\n}", "第 2 行附近，`，` 是中文符号，要写英文的 `,`"),
        ("{\n  \"a\": \"x”,\n}", "第 2 行附近，`”` 是中文符号，要写英文的 `\"`"),
        ("{ \"a\": 1,\n}", "第 2 行附近，`}` 前面多了一个逗号"),
        ("{ \"a\": [1,\n2", "第 2 行附近，文件到这里就断了，后面的内容没有了"),
        ("{ \"a\": \"c:\\d\" }", "第 1 行附近，`\\` 要写成 `\\\\`"),
        ("\n\n{ \"a\" 1 }", "第 3 行附近，从 `1 }` 起读不懂，检查前面的逗号、引号、括号"),
        ("", "文件是空的"),
        ("\u{fffd}{}", "有乱码，不是 UTF-8 编码，请用记事本另存为 UTF-8 编码"),
        ("<html>", "服务器回的是网页，不是这个文件，服务器上可能没有它"),
    ];
    let texts: Vec<String> = files.iter().map(|(text, _)| (*text).to_owned()).collect();
    let said = checked("huiqiJsonFault", &json!({}), &texts);
    for ((text, expected), said) in files.iter().zip(&said) {
        assert_eq!(said, expected, "{text}");
    }
    // Every file that the build's own reader takes is taken, and no other.
    let texts = settings();
    for (text, said) in texts.iter().zip(checked("huiqiJsonFault", &json!({}), &texts)) {
        let is_json = serde_json::from_str::<Value>(text).is_ok();
        // A mark at the beginning is taken away before, and a letter that no encoding has is no
        // text; half a letter and a number that is too large are told apart elsewhere.
        let is_apart = ["\u{feff}", "\u{fffd}", "\\ud800", "1e999"];
        if !is_apart.iter().any(|apart| text.contains(apart)) {
            assert_eq!(said == "", is_json, "{text}: {said}");
        }
    }
}

/// Prints what a page that knows no hash says of packs: how many bytes their signatures cover, and
/// what is wrong.
const PACKS: &str = r#"
globalThis.window = globalThis;
const fs = require("fs");
(0, eval)(fs.readFileSync(process.argv[1], "utf8"));
const packs = JSON.parse(fs.readFileSync(0, "utf8")).map(([hex, size]) => {
  const bytes = new Uint8Array(Buffer.from(hex, "hex"));
  const parts = window.huiqiPackParts(bytes);
  return [parts && [parts.covered.length, parts.signatures.length], window.huiqiPackFault(bytes, size)];
});
process.stdout.write(JSON.stringify(packs));
"#;

#[test]
fn the_status_page_parts_packs_as_the_page_does() {
    let place = POLICIES.regions.iter().position(|region| region.id == "zaozhuang");
    let set = huiqi_pack::of_region(&POLICIES, place.expect("枣庄") as u16);
    let signature = huiqi_pack::Signature { key: [1; 32], signature: [2; 64] };
    let bytes = huiqi_pack::unsigned(set, &huiqi_tests::targets::pack_head());
    let plain = huiqi_pack::signed(bytes.clone(), &[]);
    let twice = huiqi_pack::signed(bytes, &[signature, signature]);
    let mut newer = plain.clone();
    newer[10] = huiqi_pack::FORMAT + 1;
    let cut = twice[..twice.len() - 1].to_vec();
    let files = [
        (&plain, plain.len(), ""),
        (&twice, twice.len(), ""),
        (&newer, newer.len(), "是更新的格式，这一份页面读不了，请先更新页面"),
        (&cut, cut.len(), "不完整，被截断或者改过"),
        (&b"{}".to_vec(), 2, "不是规则包"),
        (&b"<html>".to_vec(), 2, "服务器回的是网页，不是规则包，服务器上可能没有它"),
        (&b"huiqi-pack".to_vec(), 9, "目录里写的是 9 字节，取到的是 10 字节，被截断或者改过"),
    ];
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let input: Vec<Value> =
        files.iter().map(|(bytes, size, _)| json!([hex(bytes), size])).collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/packs-check.js");
    let mut node = Command::new("node")
        .args(["-e", PACKS])
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is here; a build needs it too");
    let input = Value::from(input).to_string();
    node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("node reads");
    let output = node.wait_with_output().expect("node ends");
    let said: Vec<(Option<(usize, usize)>, String)> =
        serde_json::from_slice(&output.stdout).expect("a list");
    for ((bytes, _, fault), (parts, said)) in files.iter().zip(&said) {
        assert_eq!(said, fault);
        // A newer format is parted by a newer page alone.
        if bytes.get(10) != Some(&newer[10]) {
            let split = huiqi_pack::split(bytes).ok();
            let lengths = split.map(|(covered, signatures)| (covered.len(), signatures.len()));
            assert_eq!(*parts, lengths, "{fault}");
        }
    }
}
