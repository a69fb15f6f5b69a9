//! What docs/threat-model.md promises, and docs/conformance.md states, is held by the tests that
//! they name.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("a file").path();
        let is_built = path.ends_with("target") || path.ends_with("node_modules");
        if path.is_dir() && !is_built {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Every source of a test.
fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    ["src", "crates", "tests"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
    files.iter().map(|path| fs::read_to_string(path).expect("UTF-8")).collect()
}

fn is_test(code: &str, name: &str) -> bool {
    // The last is the form below a `proptest!`.
    let begins = ["#[test]\n", "#[wasm_bindgen_test]\n", "#[tokio::test]\nasync ", "#[test]\n    "];
    begins.iter().any(|begin| code.contains(&format!("{begin}fn {name}(")))
}

#[test]
fn every_test_that_the_conformance_statement_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let code = code();
    let statement = fs::read_to_string(root.join("docs/conformance.md")).expect("the document");
    let names: Vec<&str> =
        statement.split('`').skip(1).step_by(2).filter(|name| name.contains('_')).collect();
    assert!(names.len() > 30, "{}", names.len());
    for name in names {
        assert!(is_test(&code, name), "there is no test {name}");
    }
}

#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let code = code();
    let model = fs::read_to_string(root.join("docs/threat-model.md")).expect("the document");
    let sections = model.split("\n## ").skip(1).filter(|part| !part.starts_with("不在其内"));
    for section in sections {
        let title = section.lines().next().unwrap_or_default();
        let (_, tests) = section.split_once("**测试**").expect("a section names its tests");
        let names: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{title}");
        for name in names {
            let is_test = is_test(&code, name);
            let is_fuzzed = root.join(format!("fuzz/targets/{name}.rs")).exists();
            assert!(is_test || is_fuzzed, "{title}: there is no test {name}");
        }
    }
}
