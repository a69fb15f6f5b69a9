//! Reads, checks and bakes src/policies/*.toml. Every mistake is printed with its place; one is enough to fail the build.

#[allow(dead_code, unreachable_pub, clippy::duplicate_mod)]
#[path = "src"]
mod shared {
    pub mod amount;
    pub mod authoring;
    pub mod money;
    pub mod moves;
    pub mod policy;
    pub mod question;
}

use sha2::{Digest, Sha256};
use shared::authoring::{Authored, Example, Source, bake, load};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};
use time::{Duration, OffsetDateTime};

/// So many days before a document ends, the build says so.
const NOTICE: Duration = Duration::days(60);

fn main() {
    println!("cargo:rerun-if-changed=src/policies");
    println!("cargo:rerun-if-changed=src/authoring");
    let sources = read_files(Path::new("src/policies"));
    match load(&sources) {
        Ok(authored) => {
            write_tables(&authored);
            write_hash(sources);
        }
        Err(problems) => {
            let count = problems.len();
            for problem in problems {
                eprintln!("{problem}\n");
            }
            eprintln!("{count} mistakes in src/policies; see src/policies/README.md");
            std::process::exit(1);
        }
    }
}

fn read_files(folder: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).expect("src/policies can be read") {
        let path = entry.expect("src/policies can be read").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
            sources.push(Source { path: path.display().to_string().replace('\\', "/"), text });
        }
    }
    sources
}

/// A hash of the policy files as written: two results with the same hash rest on the same rules.
fn write_hash(mut sources: Vec<Source>) {
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    let mut hash = Sha256::new();
    for source in &sources {
        // A checkout with other line ends holds the same rules.
        hash.update(format!("{}\n{}\n", source.path, source.text.replace("\r\n", "\n")));
    }
    let hash: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let text = format!("/// The first 16 digits of the SHA-256 of all policy files.\npub const RULES_HASH: &str = \"{hash}\";\n");
    let out = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&out).join("rules_hash.rs"), text).expect("the hash can be written");
}

fn write_tables(authored: &Authored) {
    let out = env::var("OUT_DIR").expect("cargo names the folder");
    let today = OffsetDateTime::now_utc().date();
    for policy in authored.set.policies {
        if let Some(last) = policy.valid_to.filter(|last| *last >= today && *last - today <= NOTICE) {
            println!("cargo:warning={} ends on {last}: check whether it goes on", policy.id);
        }
    }
    fs::write(Path::new(&out).join("policies.rs"), bake::rust(authored.set, extent())).expect("the tables can be written");
    fs::write(Path::new(&out).join("examples.rs"), examples(&authored.examples)).expect("the examples can be written");
    fs::write(Path::new(&out).join("counts.rs"), counts(authored)).expect("the counts can be written");
    fs::write(Path::new(&out).join("types.d.ts"), shared::authoring::typescript::types(authored.set)).expect("the types can be written");
}

/// The page alone takes the short tables, its first part the shortest; whatever else is built with it takes all.
fn extent() -> bake::Extent {
    let has = |feature: &str| env::var(format!("CARGO_FEATURE_{feature}")).is_ok();
    let page = has("PAGE") && !["PACKAGE", "AUTHORING", "RELEASE"].iter().any(|other| has(other));
    match (page, has("FIRST")) {
        (true, true) => bake::Extent::First,
        (true, false) => bake::Extent::Page,
        (false, _) => bake::Extent::Whole,
    }
}

/// One named test for each example.
fn examples(examples: &[Example]) -> String {
    let mut tests = String::new();
    for (place, example) in examples.iter().enumerate() {
        let words = format!("{} {} {}", example.policy, example.award, example.name).to_lowercase();
        let name = words.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
        write!(tests, "#[test]\nfn {name}() {{\n    check({place});\n}}\n\n").expect("text can be written");
    }
    tests
}

/// How many examples each document has; the tables hold none of them.
fn counts(authored: &Authored) -> String {
    let count = |id: &str| authored.examples.iter().filter(|example| example.policy == id).count();
    let rows: Vec<String> = authored.set.policies.iter().map(|policy| format!("({:?}, {})", policy.id, count(policy.id))).collect();
    format!("/// How many examples the awards of each document have.\npub const EXAMPLES: &[(&str, usize)] = &[{}];\n", rows.join(", "))
}
