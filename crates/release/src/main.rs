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
mod site_files;
mod sizes;
mod styles;
mod sums;

use folder::{Folder, Result};
use site_files::{Settings, settings, write_editable};
use std::env;
use std::process::ExitCode;

const USAGE: &str = "no argument finishes the page in TRUNK_STAGING_DIR; \
    single FOLDER FILE puts a finished page into one file; dev FOLDER lays out the page of `make \
    dev`; packs FOLDER OUT [KEY …] writes the packs of a folder of policy files";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [] => finish(),
        ["single", from, to] => single::write(&Folder::new(from), to),
        ["dev", folder] => {
            settings().and_then(|settings| dev::lay_out(&Folder::new(folder), &settings))
        }
        ["packs", from, to, keys @ ..] => return packs::write(from, to, keys),
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
    let settings = settings()?;
    let Settings { site, .. } = &settings;
    let mut page = shell::PageShell::read(&folder, site)?;

    let styles = page.styles(&folder)?;
    shell::library(&folder, &[&styles.page, &styles.result], site)?;
    let first = page.first()?.finish(&folder)?;
    let whole = module::Module::whole().finish(&folder)?;
    let portfolio = module::Module::portfolio().finish(&folder)?;
    portfolio.write_as_text(&folder)?;
    let recover = scripts::write(&folder)?;
    scripts::signatures(&folder)?;
    scripts::write_site(&folder, &settings.text)?;
    page.name_files(&first, &whole, &portfolio, &styles, &recover)?;
    page.write(&folder)?;

    offline::write_script(&folder)?;
    framing::write(&folder, site)?;
    offline::write_worker(&folder, site)?;
    pack::folder(&folder, "")?;
    pack::folder(&folder, "library/")?;
    buildinfo::write(&folder)?;
    sums::write(&folder)?;
    // Last: a portal edits them, so they are neither packed nor in the sums nor in the worker's
    // list.
    write_editable(&folder, &settings)?;

    sizes::first_load(&folder, &page)?;
    sizes::embed(&folder)?;
    sizes::signatures(&folder)?;
    sizes::later(&folder, &[&whole.glue, &whole.wasm, &styles.result])?;
    sizes::later(&folder, &[&portfolio.glue, &portfolio.wasm])
}
