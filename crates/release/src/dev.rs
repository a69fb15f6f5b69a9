//! The page of `make dev`: the whole page from its start, without the part that is otherwise loaded
//! first, with nothing packed or named by a hash, and with a script that reloads it.

use crate::folder::Folder;
use crate::folder::Result;
use crate::module::Module;
use crate::scripts;
use crate::shell::{filled, library};
use crate::site_files::{Settings, write_editable};
use crate::styles;

/// The text in the head that replaces what Trunk writes there.
const HEAD: &str = concat!(
    "<script async src=\"boot.js\" data-recover=\"recover.js\"",
    " data-js=\"huiqi.js\" data-wasm=\"huiqi_bg.wasm\"",
    " data-whole-js=\"huiqi.js\" data-whole-wasm=\"huiqi_bg.wasm\" data-whole-css=\"result.css\"",
    " data-portfolio-js=\"portfolio.js\" data-portfolio-wasm=\"portfolio_bg.wasm\"></script>\n",
    "<script async src=\"reload.js\"></script>\n",
    "</head>",
);

/// Reloads the page when `built.txt` says that there is a newer one.
const RELOAD: &str = include_str!("../dev.js");

/// Writes the page into a folder whose `build/` holds what wasm-bindgen wrote. The worker may still
/// be missing there.
pub(crate) fn lay_out(folder: &Folder, settings: &Settings) -> Result {
    let sources = Folder::new(".");
    let Settings { site, .. } = settings;
    let html = filled(&sources.text("index.html")?, site);
    let lines = html.lines().filter(|line| !line.starts_with("<link data-trunk"));
    let html = lines.collect::<Vec<_>>().join("\n").replacen("</head>", HEAD, 1);
    folder.write("index.html", html)?;
    for (name, text) in [styles::PAGE, styles::RESULT] {
        folder.write(name, text)?;
    }
    folder.write("icon.svg", sources.bytes("static/icon.svg")?)?;
    write_editable(folder, settings)?;
    folder.write("site.js", scripts::site(&settings.text))?;
    folder.write("status.js", scripts::status(&settings.text))?;
    folder.write("boot.js", scripts::BOOT)?;
    folder.write("recover.js", scripts::recover())?;
    folder.write("reload.js", RELOAD)?;
    // A service worker would keep old files.
    folder.write("offline.js", "/* Not in `make dev`. */\n")?;
    library(folder, &["style.css", "result.css"], site)?;

    let build = Folder::new(folder.path("build"));
    let whole = Module::whole();
    whole.take(folder, &build)?;
    // boot.js starts the first part; here the whole page is that part too.
    let glue = folder.text(&whole.glue)? + "window.huiqiFirst = window.huiqiWhole;\n";
    folder.write(&whole.glue, glue)?;
    let portfolio = Module::portfolio();
    if build.path(&portfolio.glue).exists() { portfolio.take(folder, &build) } else { Ok(()) }
}
