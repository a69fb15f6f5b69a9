//! What a built page holds besides itself: what it was built from, the sums of its files, and the
//! licences of all that is in it.

use huiqi_browser_tests::{dist, in_browser};
use huiqi_policies::{POLICIES, RULES_HASH};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn built(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder and of its library, by their names.
fn names(folder: &Path) -> Vec<String> {
    let inside = |part: &str| -> Vec<String> {
        let entries = fs::read_dir(folder.join(part)).expect("a folder");
        let files = entries.map(|entry| entry.expect("a file").path());
        let files = files.filter(|path| path.is_file());
        let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
        files.map(|path| format!("{part}{}", name(path))).collect()
    };
    [inside(""), inside("library/")].concat()
}

#[test]
fn every_file_of_the_page_has_a_sum_that_holds() {
    let folder = dist();
    let check = ["--quiet", "--strict", "--check", "SHA256SUMS"];
    let checked = Command::new("sha256sum").current_dir(&folder).args(check).output();
    let checked = checked.expect("sha256sum is here");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let sums = read(&folder.join("SHA256SUMS"));
    // The portal edits these itself, after the build; the list says so.
    let edited = ["site.json", "site.json.js", "apply.json", "apply.json.js"];
    let head = sums.lines().next().expect("a line");
    assert!(head.starts_with("# Left out, since operators edit them: site.json, apply.json,"));
    assert!(head.ends_with(" packs/"), "{head}");
    let is_built = |name: &&String| *name != "SHA256SUMS" && !edited.contains(&name.as_str());
    for name in names(&folder).iter().filter(is_built) {
        assert!(sums.contains(&format!("  {name}\n")), "{name} has no sum");
    }
}

#[test]
fn page_one_file_and_package_carry_the_licences_of_what_is_in_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (own, others) = (read(&root.join("LICENSE")), read(&root.join("static/third-party.txt")));
    let crates = others.lines().filter_map(|line| line.split_once(" · ")).map(|(name, _)| name);
    let crates: Vec<&str> = crates.collect();
    assert!(crates.len() > 50);
    let page = read(&dist().join("library/licences.html"));
    let single = read(&built("huiqi.html"));
    for text in [&page, &single] {
        assert!(crates.iter().all(|name| text.contains(name)));
        assert!(text.contains(own.lines().next().expect("a title")));
        assert!(text.contains("Permission is hereby granted"));
    }
    assert_eq!(read(&built("npm/third-party.txt")), others);
    assert_eq!(read(&built("npm/LICENSE")), own);
    // Every page of the library leads there.
    assert!(read(&dist().join("library/index.html")).contains("href=\"licences.html\""));
}

#[tokio::test]
async fn the_page_says_what_it_was_built_from() {
    let info = read(&dist().join("BUILDINFO"));
    let said = |key: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")));
        line.unwrap_or_else(|| panic!("BUILDINFO names no {key}")).to_owned()
    };
    assert_eq!((said("edition").as_str(), said("rules").as_str()), (POLICIES.edition, RULES_HASH));
    for tool in ["rustc", "trunk", "wasm-bindgen", "wasm-opt", "esbuild"] {
        assert!(said(tool).contains(|letter: char| letter.is_ascii_digit()), "{tool}");
    }
    let commit = said("commit");
    let shown: String = match commit.strip_suffix('+') {
        Some(digits) => format!("{}+", &digits[..digits.len().min(12)]),
        None => commit.chars().take(12).collect(),
    };
    let address = format!("file://{}", dist().join("index.html").display());
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        for words in [format!("规则版本 {}", POLICIES.edition), format!("构建 {shown}")] {
            let foot = "(document.querySelector('#app .foot') || {}).textContent";
            tab.until(&format!("String({foot}).indexOf('{words}') >= 0")).await?;
        }
        Ok(())
    })
    .await;
}
