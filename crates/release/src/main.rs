//! Finishes a release page: the shell with the list of documents, the library, copies of the
//! modules for file://, compressed files, the service worker, SHA256SUMS, the size of the first
//! load. Or puts a finished page into one file.

mod single;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use huiqi_policies::POLICIES;
use huiqi_release::library::escaped;
use huiqi_release::site::Site;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The first load may not be larger than this, brotli -11, in bytes.
const LARGEST_FIRST_LOAD: u64 = 120_000;
/// embed.js may not be larger than this, in bytes.
const LARGEST_EMBED: u64 = 5_000;
/// What the first load should be.
const AIM: u64 = 110_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => finish(),
        [word, from, to] if word == "single" => single::write(from, to),
        _ => fail(
            "either nothing is said, to finish a page, or: single, the folder of a finished page, the file to write",
        ),
    }
}

fn finish() {
    let folder = PathBuf::from(env::var("TRUNK_STAGING_DIR").unwrap_or_else(|_| "dist".to_owned()));
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page)
        .unwrap_or_else(|error| fail(&format!("{} cannot be read: {error}", page.display())));
    let site = site();
    let html = html.replace("<!-- documents -->", &huiqi_release::library::list(&POLICIES));
    let html = html
        .replace("<!-- site -->\n", &site.head())
        .replace("<!-- title -->", &escaped(&site.title))
        .replace("<!-- foot -->\n", &site.foot());
    // What results look like is loaded with them; the names are those of what the files hold.
    write(&folder.join("result.css"), include_bytes!("../../../static/result.css"));
    let styles = [named(&html, ".css", "style"), "result.css".to_owned()];
    styles.iter().for_each(|style| minify(&folder, style, FLOOR));
    let [style, result] = [(&styles[0], "style"), (&styles[1], "result")]
        .map(|(file, stem)| hashed(&folder, file, stem, "css"));
    let html = html.replace(&styles[0], &style);
    library(&folder, &[&style, &result], &site);
    let built = Part {
        name: "huiqiFirst",
        stem: "first",
        glue: named(&html, ".js", "first"),
        wasm: named(&html, ".wasm", "first"),
    };
    let first = built.finish(&folder);
    let html = html.replace(&built.glue, &first.glue).replace(&built.wasm, &first.wasm);
    let whole = Part {
        name: "huiqiWhole",
        stem: "huiqi",
        glue: "huiqi.js".to_owned(),
        wasm: "huiqi_bg.wasm".to_owned(),
    }
    .finish(&folder);
    let portfolio = Part {
        name: "",
        stem: "portfolio",
        glue: "portfolio.js".to_owned(),
        wasm: "portfolio_bg.wasm".to_owned(),
    }
    .finish(&folder);
    // Where a page is opened from a folder, its worker's script comes as text.
    let script = read(&folder, &portfolio.glue);
    write(
        &folder.join(format!("{}.js", portfolio.glue)),
        format!("window.huiqiWorkerText={};\n", literal(&script)).as_bytes(),
    );
    let later = format!(
        "data-whole-js=\"./{}\" data-whole-wasm=\"./{}\" data-whole-css=\"./{result}\" data-portfolio-js=\"./{}\" data-portfolio-wasm=\"./{}\" data-js=",
        whole.glue, whole.wasm, portfolio.glue, portfolio.wasm
    );
    let mut html = html.replace("data-js=", &later);
    // Before the style: what it asks for is then on its way while the page is laid out.
    let boot = single::cut(&mut html, "<script async", "</script>");
    let html =
        html.replacen("<link rel=\"stylesheet\"", &format!("{boot}\n<link rel=\"stylesheet\""), 1);
    write(&page, html.as_bytes());
    minify(&folder, "boot.js", "es5");
    write(&folder.join("offline.js"), include_bytes!("../../../static/offline.js"));
    framing(&folder);
    worker(&folder);
    pack(&folder, "");
    pack(&folder, "library/");
    sums(&folder);
    first_load(&folder, &html);
    for address in [&whole.glue, &whole.wasm, &result, &portfolio.glue, &portfolio.wasm] {
        println!(
            "  later: {address}  {} bytes, brotli {}",
            size(&folder, address),
            size(&folder, &format!("{address}.br"))
        );
    }
}

/// What the portal says about itself: static/site.json, or the file that HUIQI_SITE names.
fn site() -> Site {
    let path = env::var("HUIQI_SITE").unwrap_or_else(|_| "static/site.json".to_owned());
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| fail(&format!("{path} cannot be read: {error}")));
    Site::read(&text, &POLICIES).unwrap_or_else(|problems| {
        fail(
            &problems
                .iter()
                .map(|problem| format!("{path}: {problem}"))
                .collect::<Vec<_>>()
                .join("\n"),
        )
    })
}

/// The two sides of a page in another page's frame.
fn framing(folder: &Path) {
    let regions =
        POLICIES.regions.iter().map(|region| literal(region.id)).collect::<Vec<_>>().join(", ");
    let framed = include_str!("../../../static/framed.js").replace("\"@regions@\"", &regions);
    write(&folder.join("framed.js"), framed.as_bytes());
    minify(folder, "framed.js", "es5");
    write(&folder.join("embed.js"), include_bytes!("../../../static/embed.js"));
    minify(folder, "embed.js", "es5");
    let bytes = size(folder, "embed.js");
    println!("  embed.js  {bytes} bytes, at most {LARGEST_EMBED}");
    if bytes > LARGEST_EMBED {
        fail("embed.js is too large");
    }
}

/// The files directly in a folder of the page, sorted.
fn files_in(folder: &Path, inside: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.join(inside))
        .unwrap_or_else(|error| fail(&format!("{inside} cannot be read: {error}")));
    let names = entries.filter_map(Result::ok).filter(|entry| entry.path().is_file());
    let mut names: Vec<String> =
        names.map(|entry| format!("{inside}{}", entry.file_name().to_string_lossy())).collect();
    names.sort();
    names
}

/// Whether this is a copy of a module or of a script as text, which only pages opened from a folder
/// and hosts without .wasm ask for.
fn is_copy(name: &str) -> bool {
    name.ends_with(".wasm.js") || name.ends_with(".js.js")
}

/// Lays each file beside itself, compressed, for servers that hand such files on.
fn pack(folder: &Path, inside: &str) {
    let packs = |name: &String| {
        !is_copy(name)
            && [".html", ".js", ".css", ".svg", ".wasm"].iter().any(|end| name.ends_with(end))
    };
    for name in files_in(folder, inside).into_iter().filter(packs) {
        let bytes = fs::read(folder.join(&name))
            .unwrap_or_else(|error| fail(&format!("{name} cannot be read: {error}")));
        write(&folder.join(format!("{name}.br")), &brotli(&bytes));
        // Neither a name nor a time goes in: the same file is always packed the same.
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&bytes).expect("memory can be written");
        write(&folder.join(format!("{name}.gz")), &gzip.finish().expect("memory can be written"));
    }
}

/// The hash of every file, as `sha256sum -c` reads it.
fn sums(folder: &Path) {
    let mut text = String::new();
    for name in files_in(folder, "").into_iter().chain(files_in(folder, "library/")) {
        let bytes = fs::read(folder.join(&name))
            .unwrap_or_else(|error| fail(&format!("{name} cannot be read: {error}")));
        let hash: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        text.push_str(&format!("{hash}  {name}\n"));
    }
    write(&folder.join("SHA256SUMS"), text.as_bytes());
}

fn size(folder: &Path, name: &str) -> u64 {
    fs::metadata(folder.join(name))
        .unwrap_or_else(|error| fail(&format!("{name} cannot be read: {error}")))
        .len()
}

/// The service worker with the list of files that it keeps; its version is a hash over all of them.
fn worker(folder: &Path) {
    // The copies of the modules are for pages opened from a folder, where there is no worker.
    let mut files: Vec<String> =
        files_in(folder, "").into_iter().chain(files_in(folder, "library/")).collect();
    files.retain(|name| !is_copy(name) && name != "sw.js");
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file);
        hash.update(
            fs::read(folder.join(file))
                .unwrap_or_else(|error| fail(&format!("{file} cannot be read: {error}"))),
        );
    }
    let version: String =
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    // The bare address of the folder is the page too.
    files.push("./".to_owned());
    let list = files.iter().map(|file| format!("\"{file}\"")).collect::<Vec<_>>().join(", ");
    let text = include_str!("../../../static/sw.js")
        .replace("@version@", &version)
        .replace("\"@files@\"", &list);
    write(&folder.join("sw.js"), text.as_bytes());
}

/// One of the three modules: the part of the page that is loaded first, the whole page, and the
/// worker that computes tables.
struct Part {
    /// The name of its glue in the window; none in a worker, which has a scope of its own.
    name: &'static str,
    /// What its files are called, before the hash.
    stem: &'static str,
    glue: String,
    wasm: String,
}

impl Part {
    /// Gives the glue a name of its own, since both stand in one window, makes both files small and
    /// names them by what they hold, and writes the copy of the module for file://.
    fn finish(&self, folder: &Path) -> Self {
        let file = folder.join(&self.glue);
        let glue = fs::read_to_string(&file)
            .unwrap_or_else(|error| fail(&format!("{} cannot be read: {error}", self.glue)));
        let Some(rest) = glue.strip_prefix("let wasm_bindgen") else {
            fail(&format!("{} does not begin as expected", self.glue))
        };
        let bytes = fs::read(folder.join(&self.wasm))
            .unwrap_or_else(|error| fail(&format!("{} cannot be read: {error}", self.wasm)));
        let Shortened { module: bytes, names } = short_imports(&bytes)
            .unwrap_or_else(|| fail(&format!("the imports of {} cannot be read", self.wasm)));
        write(&folder.join(&self.wasm), &bytes);
        let rest = names
            .iter()
            .fold(rest.to_owned(), |glue, (long, short)| glue.replace(long.as_str(), short));
        let glue = if self.name.is_empty() {
            format!("let wasm_bindgen{rest}{}", include_str!("../../../static/worker.js"))
        } else {
            format!("window.{}{rest}", self.name)
        };
        write(&file, glue.as_bytes());
        minify(folder, &self.glue, FLOOR);
        let glue = hashed(folder, &self.glue, self.stem, "js");
        let wasm = hashed(folder, &self.wasm, self.stem, "wasm");
        let copy = format!("window.huiqiWasm=\"{}\";\n", STANDARD.encode(bytes));
        write(&folder.join(format!("{wasm}.js")), copy.as_bytes());
        Self { glue, wasm, ..*self }
    }
}

/// A module with the names in its glue that are to be changed.
struct Shortened {
    module: Vec<u8>,
    /// Each long name with its short one.
    names: Vec<(String, String)>,
}

/// A module whose imports have short names, with the names that its glue must change, the longest
/// first. wasm-bindgen ends each name with a hash of sixteen digits, which no compression makes
/// shorter, and says it twice: here and in the glue.
fn short_imports(module: &[u8]) -> Option<Shortened> {
    let mut out = module.get(..8)?.to_vec();
    let mut names: Vec<(String, String)> = Vec::new();
    let mut place = 8;
    while place < module.len() {
        let id = module[place];
        let (size, body) = number(module, place + 1)?;
        let end = body + size;
        let mut section = module.get(body..end)?.to_vec();
        if id == IMPORTS {
            let (count, mut at) = number(&section, 0)?;
            let mut short = Vec::new();
            put_number(&mut short, count);
            for import in 0..count {
                let (from, next) = name(&section, at)?;
                let (field, next) = name(&section, next)?;
                // Only functions are imported, each by the number of its type.
                let (type_of, next) =
                    (*section.get(next)? == 0).then(|| number(&section, next + 1)).flatten()?;
                for (long, wanted) in [(from, "w".to_owned()), (field, format!("w{import:x}"))] {
                    put_number(&mut short, wanted.len());
                    short.extend(wanted.bytes());
                    if !names.iter().any(|(known, _)| *known == long) {
                        names.push((long, wanted));
                    }
                }
                short.push(0);
                put_number(&mut short, type_of);
                at = next;
            }
            section = short;
        }
        out.push(id);
        put_number(&mut out, section.len());
        out.extend(section);
        place = end;
    }
    names.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    Some(Shortened { module: out, names })
}

/// The number of the section of imports in a module.
const IMPORTS: u8 = 2;

/// A number of the binary format (unsigned LEB128), and the place behind it.
fn number(bytes: &[u8], mut place: usize) -> Option<(usize, usize)> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(place)?;
        place += 1;
        value |= usize::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Some((value, place));
        }
    }
    None
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 128 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A name of the binary format, and the place behind it.
fn name(bytes: &[u8], place: usize) -> Option<(String, usize)> {
    let (length, from) = number(bytes, place)?;
    let text = std::str::from_utf8(bytes.get(from..from + length)?).ok()?;
    Some((text.to_owned(), from + length))
}

/// Names a file by a hash of what it holds: a name never stands for two contents.
fn hashed(folder: &Path, name: &str, stem: &str, end: &str) -> String {
    let bytes = fs::read(folder.join(name))
        .unwrap_or_else(|error| fail(&format!("{name} cannot be read: {error}")));
    let hash: String =
        Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let hashed = format!("{stem}-{hash}.{end}");
    fs::rename(folder.join(name), folder.join(&hashed))
        .unwrap_or_else(|error| fail(&format!("{name} cannot be renamed: {error}")));
    hashed
}

/// The file that index.html names, by its end and its beginning.
fn named(html: &str, end: &str, beginning: &str) -> String {
    let found = addresses(html)
        .into_iter()
        .find(|address| address.ends_with(end) && address.starts_with(beginning));
    found.unwrap_or_else(|| fail(&format!("index.html names no {beginning}*{end}")))
}

/// The oldest browsers in which the page works.
const FLOOR: &str = "chrome80,safari13.1,firefox79";

/// Takes comments and spaces out of a script or a style, with the minifier that `make tools`
/// installs.
fn minify(folder: &Path, address: &str, target: &str) {
    let file = folder.join(address);
    let command = process::Command::new("esbuild")
        .arg(&file)
        .args([
            "--minify",
            &format!("--target={target}"),
            "--log-level=warning",
            "--charset=utf8",
            "--allow-overwrite",
        ])
        .arg(format!("--outfile={}", file.display()))
        .status();
    match command {
        Ok(status) if status.success() => {}
        Ok(status) => fail(&format!("esbuild could not minify {address}: {status}")),
        Err(error) => fail(&format!(
            "esbuild cannot be run ({error}); `make tools` installs it, and `make build` finds it"
        )),
    }
}

/// A text file of the page.
fn read(folder: &Path, address: &str) -> String {
    fs::read_to_string(folder.join(address))
        .unwrap_or_else(|error| fail(&format!("{address} cannot be read: {error}")))
}

/// A text as a literal of JavaScript, which can stand in a script element too: no sign in it ends
/// the element.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '<' | '>' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
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
fn library(folder: &Path, stylesheets: &[&str], site: &Site) {
    let pages = folder.join("library");
    fs::create_dir_all(&pages)
        .unwrap_or_else(|error| fail(&format!("{} cannot be made: {error}", pages.display())));
    for file in huiqi_release::library::files(&POLICIES, stylesheets, site) {
        write(&folder.join(file.path), file.html.as_bytes());
    }
    write(&pages.join("library.css"), include_bytes!("../../../static/library.css"));
    write(&pages.join("library.js"), include_bytes!("../../../static/library.js"));
}

/// The files of our own that the page loads; pages that it only links to are not among them.
fn addresses(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in html.split('<').filter(|tag| tag.starts_with("link ") || tag.starts_with("script "))
    {
        for name in ["src=\"", "href=\"", "data-js=\"", "data-wasm=\""] {
            let Some((_, rest)) = tag.split_once(name) else { continue };
            let address =
                rest.split('"').next().unwrap_or_default().trim_start_matches("./").to_owned();
            if !address.is_empty() && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut input = bytes;
    brotli::BrotliCompress(&mut input, &mut out, &parameters)
        .expect("memory can be read and written");
    out
}

fn first_load(folder: &Path, html: &str) {
    let mut out = std::io::stdout().lock();
    let mut total = 0;
    let mut lines = Vec::new();
    for address in ["index.html".to_owned()].into_iter().chain(addresses(html)) {
        let sizes = (size(folder, &address), size(folder, &format!("{address}.br")));
        lines.push((address, sizes.0, sizes.1));
    }
    let _ = writeln!(out, "first load                                    bytes    brotli -11");
    for (name, plain, small) in lines {
        total += small;
        let _ = writeln!(out, "  {name:<40} {plain:>9} {small:>9}");
    }
    let _ = writeln!(
        out,
        "  {:<40} {:>9} {total:>9}   aim {AIM}, at most {LARGEST_FIRST_LOAD}",
        "in all", ""
    );
    if total > LARGEST_FIRST_LOAD {
        fail("the first load is too large");
    }
}
