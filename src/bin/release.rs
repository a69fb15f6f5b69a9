//! Finishes a release page: the shell with the list of documents, the library, the copy of the module for file://, and the size of the first load.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use huiqi::policies::POLICIES;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The first load may not be larger than this, brotli -11, in bytes.
const LARGEST_FIRST_LOAD: usize = 150_000;
/// What it should be.
const AIM: usize = 120_000;

fn main() {
    let folder = PathBuf::from(env::var("TRUNK_STAGING_DIR").unwrap_or_else(|_| "dist".to_owned()));
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).unwrap_or_else(|error| fail(&format!("{} cannot be read: {error}", page.display())));
    let html = html.replace("<!-- documents -->", &huiqi::library::list(&POLICIES));
    write(&page, html.as_bytes());
    library(&folder, &html);
    let wasm = addresses(&html).into_iter().find(|address| address.ends_with(".wasm")).unwrap_or_else(|| fail("index.html names no .wasm"));
    let bytes = fs::read(folder.join(&wasm)).unwrap_or_else(|error| fail(&format!("{wasm} cannot be read: {error}")));
    let copy = format!("window.huiqiWasm=\"{}\";\n", STANDARD.encode(bytes));
    write(&folder.join(format!("{wasm}.js")), copy.as_bytes());
    minify(&folder, &html);
    first_load(&folder, &html);
}

/// Takes comments and spaces out of the glue and the styles, with the minifier that `make tools` installs.
fn minify(folder: &Path, html: &str) {
    let made = |address: &String| address.ends_with(".css") || (address.starts_with("huiqi") && address.ends_with(".js"));
    for address in addresses(html).iter().filter(|address| made(address)) {
        let file = folder.join(address);
        let command = process::Command::new("esbuild")
            .arg(&file)
            .args(["--minify", "--target=chrome80,safari13.1,firefox79", "--log-level=warning", "--charset=utf8", "--allow-overwrite"])
            .arg(format!("--outfile={}", file.display()))
            .status();
        match command {
            Ok(status) if status.success() => {}
            Ok(status) => fail(&format!("esbuild could not minify {address}: {status}")),
            Err(error) => fail(&format!("esbuild cannot be run ({error}); `make tools` installs it, and `make build` finds it")),
        }
    }
}

fn fail(message: &str) -> ! {
    eprintln!("release: {message}");
    process::exit(1)
}

fn write(path: &Path, bytes: &[u8]) {
    if let Err(error) = fs::write(path, bytes) {
        fail(&format!("{} cannot be written: {error}", path.display()));
    }
}

/// The library's pages, with its own style and script.
fn library(folder: &Path, html: &str) {
    let stylesheet = addresses(html).into_iter().find(|address| address.ends_with(".css")).unwrap_or_else(|| fail("index.html names no stylesheet"));
    let pages = folder.join("library");
    fs::create_dir_all(&pages).unwrap_or_else(|error| fail(&format!("{} cannot be made: {error}", pages.display())));
    for file in huiqi::library::files(&POLICIES, &stylesheet) {
        write(&folder.join(file.path), file.html.as_bytes());
    }
    write(&pages.join("library.css"), include_bytes!("../../static/library.css"));
    write(&pages.join("library.js"), include_bytes!("../../static/library.js"));
}

/// The files of our own that the page loads; pages that it only links to are not among them.
fn addresses(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in html.split('<').filter(|tag| tag.starts_with("link ") || tag.starts_with("script ")) {
        for name in ["src=\"", "href=\"", "data-js=\"", "data-wasm=\""] {
            let Some((_, rest)) = tag.split_once(name) else { continue };
            let address = rest.split('"').next().unwrap_or_default().trim_start_matches("./").to_owned();
            if !address.is_empty() && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

fn compressed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut input = bytes;
    brotli::BrotliCompress(&mut input, &mut out, &parameters).expect("memory can be read and written");
    out.len()
}

fn first_load(folder: &Path, html: &str) {
    let mut out = std::io::stdout().lock();
    let mut total = 0;
    let mut lines = vec![("index.html".to_owned(), html.len(), compressed(html.as_bytes()))];
    for address in addresses(html) {
        let bytes =
            fs::read(folder.join(&address)).unwrap_or_else(|error| fail(&format!("{address} is named in index.html but cannot be read: {error}")));
        lines.push((address, bytes.len(), compressed(&bytes)));
    }
    let _ = writeln!(out, "first load                                    bytes    brotli -11");
    for (name, plain, small) in lines {
        total += small;
        let _ = writeln!(out, "  {name:<40} {plain:>9} {small:>9}");
    }
    let _ = writeln!(out, "  {:<40} {:>9} {total:>9}   aim {AIM}, at most {LARGEST_FIRST_LOAD}", "in all", "");
    if total > LARGEST_FIRST_LOAD {
        fail("the first load is too large");
    }
}
