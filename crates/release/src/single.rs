//! Puts a release page into one HTML file, which needs nothing beside it. Its policy lists the
//! hashes of its own scripts and styles, and lets nothing be fetched at all.

use super::{fail, files_in, literal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;

/// Writes the one file.
pub(crate) fn write(from: &str, to: &str) {
    let html = single(&Dist(PathBuf::from(from)));
    if let Err(error) = fs::write(to, &html) {
        fail(&format!("{to} cannot be written: {error}"));
    }
    println!("{to}: {} bytes", html.len());
}

/// The folder of the release page.
struct Dist(PathBuf);

impl Dist {
    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name))
            .unwrap_or_else(|error| fail(&format!("{name} cannot be read: {error}")))
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap_or_else(|_| fail(&format!("{name} is no text")))
    }

    /// The file of this kind whose name begins so and goes on with a hash.
    fn hashed(&self, stem: &str, end: &str) -> String {
        let is_it = |name: &String| {
            name.strip_prefix(stem)
                .and_then(|rest| rest.strip_suffix(end))
                .is_some_and(|hash| hash.starts_with('-') && !hash.contains('.'))
        };
        files_in(&self.0, "")
            .into_iter()
            .find(is_it)
            .unwrap_or_else(|| fail(&format!("there is no {stem}-*{end}: build the page first")))
    }

    /// The pages of the library, by their names there.
    fn pages(&self) -> Vec<String> {
        let files = files_in(&self.0, "library/");
        files
            .iter()
            .filter_map(|name| name.strip_prefix("library/"))
            .filter(|name| name.ends_with(".html"))
            .map(str::to_owned)
            .collect()
    }
}

/// The source of a script or a style as the policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// Takes the first part that begins and ends so out of a page, which must hold it.
pub(super) fn cut(html: &mut String, begin: &str, end: &str) -> String {
    let from = html.find(begin).unwrap_or_else(|| fail(&format!("the page does not hold {begin}")));
    let to = html[from..]
        .find(end)
        .map_or_else(|| fail(&format!("the page does not hold {end}")), |to| from + to + end.len());
    html.drain(from..to).collect()
}

fn single(dist: &Dist) -> String {
    let glue = dist.text(&dist.hashed("huiqi", ".js"));
    let script = include_str!("../../../static/single.js");
    let (library_script, links) =
        (dist.text("library/library.js"), include_str!("../../../static/single-links.js"));
    for text in [glue.as_str(), script, &library_script, links] {
        if text.contains("</script") {
            fail("a script holds the end of a script element");
        }
    }
    let styles = [
        dist.text(&dist.hashed("style", ".css")),
        dist.text(&dist.hashed("result", ".css")),
        dist.text("library/library.css"),
    ];
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval' 'unsafe-eval'; style-src {}; img-src data:; worker-src blob:; frame-src blob:; base-uri 'none'; form-action 'none'",
        [glue.as_str(), script, &library_script, links].map(source).join(" "),
        styles.each_ref().map(|style| source(style)).join(" ")
    );
    let mut html = dist.text("index.html");
    cut(&mut html, "<meta http-equiv=\"Content-Security-Policy\"", ">");
    cut(&mut html, "<link rel=\"stylesheet\"", ">");
    cut(&mut html, "<link rel=\"icon\"", ">");
    cut(&mut html, "<script async", "</script>");
    let icon = STANDARD.encode(dist.bytes("icon.svg"));
    // The library's own style holds in its pages alone.
    let [style, result, library_style] = styles;
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n\
         <style id=\"single--style\">{style}</style>\n<style id=\"single--result\">{result}</style>\n<style id=\"single--library-style\" media=\"not all\">{library_style}</style>\n</head>"
    );
    let module = |id: &str, stem: &str| {
        let bytes = STANDARD.encode(dist.bytes(&dist.hashed(stem, ".wasm")));
        format!("<script type=\"text/plain\" id=\"{id}\">{bytes}</script>\n")
    };
    let data = |id: &str, json: &str| {
        format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
    };
    let pages: Vec<String> = dist
        .pages()
        .iter()
        .map(|name| format!("{}:{}", literal(name), literal(&library_page(dist, name))))
        .collect();
    let tail = [
        module("single--page", "huiqi"),
        module("single--tables", "portfolio"),
        data("single--worker", &literal(&dist.text(&dist.hashed("portfolio", ".js")))),
        data("single--library", &format!("{{{}}}", pages.join(","))),
        data("single--library-script", &literal(&library_script)),
        data("single--links", &literal(links)),
        format!("<script>{glue}</script>\n<script>{script}</script>\n</body>"),
    ];
    html.replacen("</head>", &head, 1).replacen("</body>", &tail.concat(), 1)
}

/// A page of the library with a place for its styles and scripts, which the file holds once.
fn library_page(dist: &Dist, name: &str) -> String {
    let mut html = dist.text(&format!("library/{name}"));
    cut(&mut html, "<meta http-equiv=\"Content-Security-Policy\"", ">");
    for _ in 0..3 {
        cut(&mut html, "<link rel=\"stylesheet\"", ">");
    }
    cut(&mut html, "<link rel=\"icon\"", ">");
    cut(&mut html, "<script src=", "</script>");
    html.replacen("</head>", "<!--head--></head>", 1)
}
