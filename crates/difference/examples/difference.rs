//! Compares two editions: `cargo run --release --example difference -- OLD NEW`, each a pack or a
//! folder of policy files. Says what changed, and what that does to companies made around every
//! threshold of both editions.

use huiqi_authoring::{load, read_folder};
use huiqi_difference::{difference, effect, effect_text, population, report_text};
use huiqi_rules::policy::PolicySet;
use std::path::Path;
use std::{env, fs, process};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [old, new] = arguments.as_slice() else {
        fail("two editions are needed, each a pack or a folder of policy files");
    };
    let difference = difference(set(old), set(new));
    print!("{}", report_text(&difference));
    if !difference.is_empty() {
        let companies = population(&difference);
        let effect = effect(&difference, &companies);
        print!("\n{}", effect_text(&difference, &effect, &companies, "按各个门槛编的企业"));
    }
}

fn set(from: &str) -> &'static PolicySet {
    let path = Path::new(from);
    if path.is_dir() {
        let sources = read_folder(path).unwrap_or_else(|error| fail(&error.to_string()));
        let checked = load(&sources).unwrap_or_else(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            fail(&problems.join("\n"))
        });
        return checked.set;
    }
    let pack = fs::read(path).unwrap_or_else(|error| fail(&format!("{from}: {error}")));
    let loaded = huiqi_pack::read(&pack);
    loaded.unwrap_or_else(|refusal| fail(&format!("{from}: {}", refusal.sentence()))).set()
}

fn fail(message: &str) -> ! {
    eprintln!("difference: {message}");
    process::exit(1)
}
