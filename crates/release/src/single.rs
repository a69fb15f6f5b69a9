//! Puts a release page into one HTML file, which needs nothing beside it. Its policy lists the
//! hashes of its own scripts and styles, and lets nothing be fetched at all.

use crate::folder::Folder;
use crate::folder::Result;
use crate::literal::literal;
use crate::scripts;
use crate::shell::{UNSAFE_EVAL, cut};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use huiqi_publish::{INDEX, Index};
use sha2::{Digest, Sha256};
use std::fs;

/// How the line of the page begins that says what goes wrong, while nothing does.
const SILENT: &str = "id=\"boot\" role=\"status\" hidden>";
/// The same in a file that may have been cut.
const CUT_SHORT: &str = "id=\"boot\" role=\"status\">\
    正在打开。如果一直停在这里，说明文件没有拷贝完整，请重新拷贝。";

/// Writes the one file.
pub(crate) fn write(page: &Folder, to: &str) -> Result {
    let html = single(page)?;
    fs::write(to, &html).map_err(|error| format!("{to} cannot be written: {error}"))?;
    println!("{to}: {} bytes", html.len());
    Ok(())
}

/// Returns the file of this kind whose name begins so and goes on with a hash.
fn hashed(page: &Folder, stem: &str, end: &str) -> Result<String> {
    let is_it = |name: &String| {
        name.strip_prefix(stem)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|hash| hash.starts_with('-') && !hash.contains('.'))
    };
    let found = page.files_in("")?.into_iter().find(is_it);
    found.ok_or_else(|| format!("there is no {stem}-*{end}: build the page first"))
}

/// Returns the pages of the library, by their names there.
fn pages(page: &Folder) -> Result<Vec<String>> {
    let files = page.files_in("library/")?;
    let names = files.iter().filter_map(|name| name.strip_prefix("library/"));
    Ok(names.filter(|name| name.ends_with(".html")).map(str::to_owned).collect())
}

/// Returns the source of a script or a style as the policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn single(page: &Folder) -> Result<String> {
    let glue = page.text(&hashed(page, "huiqi", ".js")?)?;
    let script = include_str!("../../../static/single.js");
    let library_script = page.text("library/library.js")?;
    let links = include_str!("../../../static/single-links.js");
    let recover = page.text(&hashed(page, "recover", ".js")?)?;
    let scripts = [scripts::GUARD, recover.as_str(), glue.as_str(), script, &library_script, links];
    if scripts.iter().any(|text| text.contains("</script")) {
        return Err("a script holds the end of a script element".to_owned());
    }
    // The library's own style holds in its pages alone.
    let style = page.text(&hashed(page, "style", ".css")?)?;
    let result = page.text(&hashed(page, "result", ".css")?)?;
    let library_style = page.text("library/library.css")?;
    let mut html = page.text("index.html")?;
    // As the settings of the portal have it.
    let unsafe_eval = if html.contains(UNSAFE_EVAL) { UNSAFE_EVAL } else { "" };
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'{unsafe_eval}; style-src {}; \
         img-src data:; worker-src blob:; frame-src blob:; base-uri 'none'; form-action 'none'",
        scripts.map(source).join(" "),
        [style.as_str(), &result, &library_style].map(source).join(" ")
    );
    cut(&mut html, "<meta http-equiv=\"Content-Security-Policy\"", ">")?;
    cut(&mut html, "<link rel=\"stylesheet\"", ">")?;
    cut(&mut html, "<link rel=\"icon\"", ">")?;
    cut(&mut html, "<script async", "</script>")?;
    // The scripts are at its end: a file that was cut shows what it says before they run.
    if !html.contains(SILENT) {
        return Err(format!("the page does not hold {SILENT}"));
    }
    html = html.replacen(SILENT, CUT_SHORT, 1);
    let icon = STANDARD.encode(page.bytes("icon.svg")?);
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n\
         <style id=\"single--style\">{style}</style>\n\
         <style id=\"single--result\">{result}</style>\n\
         <style id=\"single--library-style\" media=\"not all\">{library_style}</style>\n</head>"
    );
    let worker = page.text(&hashed(page, "portfolio", ".js")?)?;
    let tail = [
        module(page, "single--page", "huiqi")?,
        module(page, "single--tables", "portfolio")?,
        data("single--worker", &literal(&worker)),
        data("single--library", &library_pages(page)?),
        data("single--library-script", &literal(&library_script)),
        data("single--links", &literal(links)),
        data("huiqiApply", &page.text("apply.json")?.replace('<', "\\u003c")),
        packs(page)?,
        [scripts::GUARD, &recover, &glue, script]
            .map(|script| format!("<script>{script}</script>\n"))
            .concat(),
        "</body>".to_owned(),
    ];
    Ok(html.replacen("</head>", &head, 1).replacen("</body>", &tail.concat(), 1))
}

/// The id of the index of packs inside a page.
const PACKS: &str = "huiqiPacks";

/// Returns the index of packs, where the page has some.
fn index(page: &Folder) -> Result<Option<String>> {
    let is_there = page.path("packs").join(INDEX).exists();
    if !is_there || !page.text("index.html")?.contains("name=\"huiqi-packs\"") {
        return Ok(None);
    }
    page.text(&format!("packs/{INDEX}")).map(Some)
}

/// Returns the index of packs and the newest pack of each region, where the page has packs.
fn packs(page: &Folder) -> Result<String> {
    let Some(text) = index(page)? else { return Ok(String::new()) };
    let mut parts = data(PACKS, &text.replace('<', "\\u003c"));
    for name in Index::read(text.as_bytes())?.newest() {
        let bytes = STANDARD.encode(page.bytes(&format!("packs/{name}"))?);
        parts += &format!("<script type=\"text/plain\" id=\"huiqiPack-{name}\">{bytes}</script>\n");
    }
    Ok(parts)
}

/// Returns a module as text.
fn module(page: &Folder, id: &str, stem: &str) -> Result<String> {
    let bytes = STANDARD.encode(page.bytes(&hashed(page, stem, ".wasm")?)?);
    Ok(format!("<script type=\"text/plain\" id=\"{id}\">{bytes}</script>\n"))
}

fn data(id: &str, json: &str) -> String {
    format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
}

/// Returns all pages of the library as one object, by their names.
fn library_pages(page: &Folder) -> Result<String> {
    let mut entries = Vec::new();
    for name in pages(page)? {
        entries.push(format!("{}:{}", literal(&name), literal(&library_page(page, &name)?)));
    }
    Ok(format!("{{{}}}", entries.join(",")))
}

/// Returns a page of the library with a place for its styles and scripts, which the file holds
/// once.
fn library_page(page: &Folder, name: &str) -> Result<String> {
    let mut html = page.text(&format!("library/{name}"))?;
    cut(&mut html, "<meta http-equiv=\"Content-Security-Policy\"", ">")?;
    for _ in 0..3 {
        cut(&mut html, "<link rel=\"stylesheet\"", ">")?;
    }
    cut(&mut html, "<link rel=\"icon\"", ">")?;
    // library.js, and site.js, which reads what lies beside a page.
    for _ in 0..2 {
        cut(&mut html, "<script src=", "</script>")?;
    }
    // 版次 lists what the index says, and other pages what came later.
    let reads = ["page--editions", "page--elsewhere", "page--newer"];
    let reads = reads.iter().any(|id| html.contains(&format!("id=\"{id}\"")));
    if let Some(text) = index(page)?.filter(|_| reads) {
        let text = data(PACKS, &text.replace('<', "\\u003c"));
        html = html.replacen("</main>", &(text + "</main>"), 1);
    }
    Ok(html.replacen("</head>", "<!--head--></head>", 1))
}
