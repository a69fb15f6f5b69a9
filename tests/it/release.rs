//! What goes with a release: notices of all that is in it, and signed sums.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// Every crate from elsewhere, with its version, that Cargo compiles for page, worker and package.
fn shipped_crates() -> BTreeSet<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tree = run(Command::new(cargo).current_dir(root()).args([
        "tree",
        "--locked",
        "--package=huiqi-shipped",
        "--target=wasm32-unknown-unknown",
        "--edges=normal",
        "--prefix=none",
        "--format={p}",
    ]));
    assert!(tree.status.success(), "{}", text(&tree));
    let lines = String::from_utf8_lossy(&tree.stdout);
    let name = |line: &str| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
    };
    lines.lines().filter(|line| !line.starts_with("huiqi")).filter_map(name).collect()
}

#[test]
fn the_notices_name_every_crate_that_is_given_to_others_and_no_other() {
    let notices = fs::read_to_string(root().join("static/third-party.txt")).expect("the notices");
    // What is above the first heading of `make notices` is the standard library of Rust.
    let (standard, rest) = notices.split_once("foldhash, in the standard").expect("its parts");
    assert!(standard.contains("The Rust Project Contributors"));
    let named: BTreeSet<String> = rest
        .lines()
        .filter_map(|line| line.split_once(" · ").map(|(name, _)| name.to_owned()))
        .filter(|name| name.split(' ').count() == 2)
        .collect();
    let shipped = shipped_crates();
    assert!(shipped.len() > 50, "the crates were found");
    assert_eq!(named, shipped, "run `make notices` and commit what it writes");
    for words in ["Permission is hereby granted", "Apache License", "Redistribution and use"] {
        assert!(rest.contains(words), "the texts are in it: {words}");
    }
}

/// A folder as `make release` lays it out, made up, and removed at the end.
struct Delivery(PathBuf);

impl Drop for Delivery {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Delivery {
    fn lay_out(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let delivery = Self(folder);
        for (name, words) in [
            ("page/index.html", "page"),
            ("page/SHA256SUMS", "sums of the page\n"),
            ("hosting/nginx.conf", "root /srv;"),
            ("a file with spaces", "x"),
            ("LICENSE", "MIT"),
        ] {
            delivery.write(name, words);
        }
        delivery
    }

    fn write(&self, name: &str, words: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, words).expect("a file can be written");
    }

    fn sign(&self, key: Option<&Path>) -> Output {
        let script = root().join("crates/release/sign.sh");
        let done = run(Command::new("bash").arg(script).arg(&self.0).args(key));
        assert!(done.status.success(), "{}", text(&done));
        done
    }

    /// Whether the sums hold, as the operator finds out.
    fn holds(&self) -> bool {
        let check = ["--quiet", "--strict", "--check", "SHA256SUMS"];
        run(Command::new("sha256sum").current_dir(&self.0).args(check)).status.success()
    }

    /// Whether a list of sums has been signed with the key of this public half.
    fn is_signed(&self, public: &Path, list: &str) -> bool {
        let signature = format!("{list}.sig");
        let verify = ["dgst", "-sha256", "-verify"];
        let files = ["-signature", &signature, list];
        let command = &mut Command::new("openssl");
        run(command.current_dir(&self.0).args(verify).arg(public).args(files)).status.success()
    }
}

fn key(folder: &Delivery, name: &str) -> PathBuf {
    let path = folder.0.with_file_name(name);
    let make = ["ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out"];
    assert!(run(Command::new("openssl").args(make).arg(&path)).status.success());
    path
}

#[test]
fn sums_without_a_key_show_accidents_and_say_that_they_show_no_more() {
    let delivery = Delivery::lay_out("unsigned");
    let said = text(&delivery.sign(None));
    assert!(said.contains("is not signed") && said.contains("KEY="), "{said}");
    assert!(!delivery.0.join("SHA256SUMS.sig").exists());
    assert!(delivery.holds());
    let sums = fs::read_to_string(delivery.0.join("SHA256SUMS")).expect("the sums");
    assert!(sums.starts_with("# Left out, since operators edit them: hosting/nginx.conf\n"));
    for name in ["page/index.html", "page/SHA256SUMS", "a file with spaces", "LICENSE"] {
        assert!(sums.contains(&format!("  {name}\n")), "{name}");
    }
    // What an operator edits may differ, nothing else.
    delivery.write("hosting/nginx.conf", "root /www;");
    assert!(delivery.holds());
    delivery.write("page/index.html", "another page");
    assert!(!delivery.holds());
}

#[test]
fn signed_sums_show_a_change_that_brings_sums_of_its_own() {
    let delivery = Delivery::lay_out("signed");
    let (own, other) = (key(&delivery, "own.pem"), key(&delivery, "other.pem"));
    delivery.sign(Some(&own));
    // Whoever verifies has the public half by another way.
    let public = delivery.0.with_file_name("own.pub");
    fs::copy(delivery.0.join("huiqi.pub"), &public).expect("the public half");
    assert!(!fs::read_to_string(&public).expect("a text").contains("PRIVATE"));
    let holds = |list| delivery.is_signed(&public, list);
    assert!(holds("SHA256SUMS") && holds("page/SHA256SUMS") && delivery.holds());

    delivery.write("page/index.html", "another page");
    let changed = ["-c", "sha256sum page/index.html a* LICENSE page/SHA256SUMS > SHA256SUMS"];
    assert!(run(Command::new("bash").current_dir(&delivery.0).args(changed)).status.success());
    assert!(delivery.holds(), "the sums by themselves do not show it");
    assert!(!holds("SHA256SUMS"));
    // Nor does a signature with another key help.
    delivery.sign(Some(&other));
    assert!(!holds("SHA256SUMS") && !holds("page/SHA256SUMS"));
    delivery.sign(None);
    assert!(!delivery.0.join("page/SHA256SUMS.sig").exists(), "no signature is left of before");
    for name in ["own.pem", "other.pem", "own.pub"] {
        fs::remove_file(delivery.0.with_file_name(name)).expect("it is removed");
    }
}
