//! The walls of ARCHITECTURE.md: what no file may know. Each is an absence, so it is looked for in the text of the sources.

use huiqi::policies::POLICIES;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Every source file by its path below src/, without its unit tests and comments.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 20, "the sources were found");
    let name = |path: &Path| path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
    let code = |path: &Path| {
        let text = std::fs::read_to_string(path).expect("a source can be read");
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    files.iter().map(|path| (name(path), code(path))).collect()
}

fn is_in(name: &str, modules: &[&str]) -> bool {
    modules.iter().any(|module| name == format!("{module}.rs") || name.starts_with(&format!("{module}/")))
}

fn nowhere(modules: impl Fn(&str) -> bool, words: &[&str]) {
    let found: Vec<String> = sources()
        .iter()
        .filter(|(name, _)| modules(name))
        .flat_map(|(name, code)| words.iter().filter(|word| code.contains(**word)).map(|word| format!("{name}: {word}")).collect::<Vec<_>>())
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_engine_knows_no_browser_and_no_serialisation() {
    let pure = [
        "engine",
        "report",
        "money",
        "amount",
        "truth",
        "question",
        "policy",
        "answers",
        "questionnaire",
        "wording",
        "entry",
        "entries",
        "library",
        "link",
        "qr",
        "cases",
        "compare",
        "timeline",
        "portfolio/ledger",
        "portfolio/table",
        "portfolio/shown",
    ];
    nowhere(|name| is_in(name, &pure), &["yew", "web_sys", "wasm_bindgen", "js_sys", "serde", "gloo", "JsValue"]);
}

#[test]
fn only_the_doors_know_javascript() {
    nowhere(|name| !is_in(name, &["api", "app", "main", "worker"]), &["JsValue", "js_sys", "web_sys"]);
}

#[test]
fn no_region_document_clause_or_sum_is_named_in_a_source() {
    let mut words: Vec<String> = Vec::new();
    for policy in POLICIES.policies {
        words.extend([policy.id.to_owned(), policy.title.to_owned()]);
        words.extend(policy.number.map(str::to_owned));
        words.extend(policy.awards.iter().flat_map(|award| [format!("\"{}\"", award.clause), award.id.to_owned(), award.name.to_owned()]));
        words.extend(policy.readings.iter().map(|reading| reading.id.to_owned()));
    }
    let regions = POLICIES.regions.iter().flat_map(|region| [format!("\"{}\"", region.id), region.name.to_owned()]);
    words.extend(regions);
    words.extend((1..=9).map(|digit| format!("{digit} 万元")));
    // The checker of policy files shows authors how a sum is written.
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    nowhere(|_| true, &words);
    nowhere(|name| !is_in(name, &["authoring"]), &["0万元", "5万元", "30万"]);
}

#[test]
fn nothing_below_the_doors_reads_a_clock() {
    nowhere(|name| !is_in(name, &["api", "app", "main"]), &["SystemTime", "Instant::now", "now_utc", "now_local", "Date::new_0"]);
}

#[test]
fn no_float_touches_money() {
    let exact = [
        "engine",
        "report",
        "money",
        "amount",
        "truth",
        "answers",
        "authoring",
        "entry",
        "questionnaire",
        "wording",
        "chart",
        "library",
        "portfolio/ledger",
        "portfolio/shown",
    ];
    nowhere(|name| is_in(name, &exact), &["f64", "f32"]);
}
