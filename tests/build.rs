//! Writes one named test for each example and each stated total of the policy files;
//! tests/it/examples.rs takes them in.

use huiqi_authoring::{load, read_folder, test_names};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=../policies");
    let sources = read_folder(Path::new("../policies")).expect("the policy files can be read");
    // Mistakes are shown by the build script of policies/, which has the same files.
    let names = load(&sources).map(|authored| test_names(&authored)).unwrap_or_default();
    let out = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&out).join("examples.rs"), tests(&names))
        .expect("the folder of the build can be written");
}

fn tests(names: &[String]) -> String {
    let mut tests = String::new();
    for (number, name) in names.iter().enumerate() {
        write!(tests, "#[test]\nfn {name}() {{\n    check({number});\n}}\n\n")
            .expect("text can be written");
    }
    tests
}
