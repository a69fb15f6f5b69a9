//! The walls of ARCHITECTURE.md: what no file may know. Each is an absence, so it is looked for in
//! the text of the sources.

use crate::shipped;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            // Unit tests that are files of their own.
            if !path.ends_with("tests") {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

/// Every source file of the page and of the crates by its path, without its unit tests and
/// comments. The walls that a missing line in a Cargo.toml keeps (no yew, serde or browser below
/// the page) are not looked for here.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    for entry in std::fs::read_dir(root.join("crates")).expect("the crates can be read") {
        rust_files(&entry.expect("a crate").path().join("src"), &mut files);
    }
    rust_files(&root.join("policies/src"), &mut files);
    assert!(files.len() > 80, "the sources were found");
    let name = |path: &Path| {
        path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/")
    };
    let code = |path: &Path| {
        let text = std::fs::read_to_string(path).expect("a source can be read");
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        text.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    files.iter().map(|path| (name(path), code(path))).collect()
}

/// Whether a file lies in one of these folders.
fn is_in(name: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| name.starts_with(&format!("{folder}/")))
}

fn nowhere(files: impl Fn(&str) -> bool, words: &[&str]) {
    let has = |(name, code): &(String, String)| {
        let words = words.iter().filter(|word| code.contains(**word));
        words.map(|word| format!("{name}: {word}")).collect::<Vec<_>>()
    };
    let found: Vec<String> =
        sources().iter().filter(|(name, _)| files(name)).flat_map(has).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The names below `[dependencies]` in the manifest of a crate.
fn dependencies(manifest: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(manifest);
    let text = std::fs::read_to_string(&file).expect("a manifest can be read");
    let (_, rest) = text.split_once("[dependencies]\n").expect("a crate has dependencies");
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split(['.', ' ']).next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn value_types_and_engine_depend_on_decimals_and_days_alone() {
    assert_eq!(dependencies("crates/rules/Cargo.toml"), ["rust_decimal", "time"]);
    assert_eq!(dependencies("crates/engine/Cargo.toml"), ["huiqi-rules", "rust_decimal", "time"]);
}

#[test]
fn no_region_document_clause_or_sum_is_named_in_a_source() {
    let mut words: Vec<String> = Vec::new();
    for policy in shipped::policies() {
        words.extend([policy.id.to_owned(), policy.title.to_owned()]);
        words.extend(policy.number.map(str::to_owned));
        words.extend(policy.awards.iter().flat_map(|award| {
            [format!("\"{}\"", award.clause), award.id.to_owned(), award.name.to_owned()]
        }));
        words.extend(policy.readings.iter().map(|reading| reading.id.to_owned()));
    }
    let regions = shipped::set()
        .regions
        .iter()
        .flat_map(|region| [format!("\"{}\"", region.id), region.name.to_owned()]);
    words.extend(regions);
    words.extend((1..=9).map(|digit| format!("{digit} 万元")));
    // The checker of policy files shows authors how a sum is written.
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    nowhere(|_| true, &words);
    nowhere(|name| !is_in(name, &["crates/authoring"]), &["0万元", "5万元", "30万"]);
}

#[test]
fn nothing_below_the_doors_reads_a_clock() {
    nowhere(
        |name| !is_in(name, &["crates/package", "crates/release", "src"]),
        &["SystemTime", "Instant::now", "now_utc", "now_local", "Date::new_0"],
    );
}

#[test]
fn the_model_of_the_page_knows_no_browser() {
    nowhere(
        |name| name.starts_with("src/model"),
        &["yew", "gloo", "js_sys", "web_sys", "wasm_bindgen", "crate::app"],
    );
}

#[test]
fn no_float_touches_money() {
    let exact = [
        "crates/rules",
        "crates/engine",
        "crates/authoring",
        "crates/difference",
        "crates/sitting",
        "crates/tables",
        "crates/release",
    ];
    let files = ["crates/sheets/src/ledger.rs", "crates/sheets/src/shown.rs"];
    nowhere(|name| is_in(name, &exact) || files.contains(&name), &["f64", "f32"]);
}
