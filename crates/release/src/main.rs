//! Finishes a release page, puts a finished page into one file, or lays out the page of `make dev`.

mod buildinfo;
mod dev;
mod folder;
mod framing;
mod imports;
mod literal;
mod minify;
mod module;
mod offline;
mod pack;
mod packs;
mod scripts;
mod shell;
mod single;
mod sizes;
mod sums;

use folder::{Folder, Result};
use huiqi_policies::POLICIES;
use huiqi_release::site::Site;
use std::process::ExitCode;
use std::{env, fs};

const USAGE: &str = "no argument finishes the page in TRUNK_STAGING_DIR; \
    single FOLDER FILE puts a finished page into one file; dev FOLDER lays out the page of `make \
    dev`; packs FOLDER OUT [KEY …] writes the packs of a folder of policy files";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [] => finish(),
        ["single", from, to] => single::write(&Folder::new(from), to),
        ["dev", folder] => site().and_then(|site| dev::lay_out(&Folder::new(folder), &site)),
        ["packs", from, to, keys @ ..] => packs::write(from, to, keys),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("release: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// From what Trunk built to what is served.
fn finish() -> Result {
    let folder = Folder::new(env::var("TRUNK_STAGING_DIR").unwrap_or_else(|_| "dist".to_owned()));
    let site = site()?;
    let mut page = shell::PageShell::read(&folder, &site)?;

    let styles = page.styles(&folder)?;
    shell::library(&folder, &[&styles.page, &styles.result], &site)?;
    let first = page.first()?.finish(&folder)?;
    let whole = module::Module::whole().finish(&folder)?;
    let portfolio = module::Module::portfolio().finish(&folder)?;
    portfolio.write_as_text(&folder)?;
    let recover = scripts::write(&folder)?;
    scripts::signatures(&folder)?;
    page.name_files(&first, &whole, &portfolio, &styles, &recover)?;
    page.write(&folder)?;

    offline::write_script(&folder)?;
    framing::write(&folder, &site)?;
    offline::write_worker(&folder, &site)?;
    pack::folder(&folder, "")?;
    pack::folder(&folder, "library/")?;
    buildinfo::write(&folder)?;
    sums::write(&folder)?;
    // Last: a portal edits it, so it is neither packed nor in the sums nor kept by the worker.
    apply(&folder)?;

    sizes::first_load(&folder, &page)?;
    sizes::embed(&folder)?;
    sizes::signatures(&folder)?;
    sizes::later(&folder, &[&whole.glue, &whole.wasm, &styles.result])?;
    sizes::later(&folder, &[&portfolio.glue, &portfolio.wasm])
}

/// Writes what the portal says of applications: static/apply.json, or the file that HUIQI_APPLY
/// names, and a script of the same content for pages opened from a folder.
fn apply(folder: &Folder) -> Result {
    let path = env::var("HUIQI_APPLY").unwrap_or_else(|_| "static/apply.json".to_owned());
    let text =
        fs::read_to_string(&path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    folder.write("apply.json", &text)?;
    folder.write("apply.json.js", format!("window.huiqiApply = {};\n", literal::literal(&text)))
}

/// Returns what the portal says about itself: static/site.json, or the file that HUIQI_SITE names.
fn site() -> Result<Site> {
    let path = env::var("HUIQI_SITE").unwrap_or_else(|_| "static/site.json".to_owned());
    let text =
        fs::read_to_string(&path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    Site::read(&text, &POLICIES).map_err(|problems| {
        let lines: Vec<String> =
            problems.iter().map(|problem| format!("{path}: {problem}")).collect();
        lines.join("\n")
    })
}
