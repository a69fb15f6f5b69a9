//! The ready-made configurations in hosting/, run for real: what a server says of each file, and
//! the page under the strict header.

use crate::offline::paste_table;
use huiqi_browser_tests::{Folder, PROVINCIAL, Reply, dist, in_browser, port, serve_edited};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use thirtyfour::prelude::WebDriverResult;

/// A server in a folder of its own, with which it ends.
pub(crate) struct Server {
    _folder: Folder,
    pub(crate) port: u32,
}

fn configuration(name: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("hosting").join(name),
    )
    .expect("a configuration")
}

fn run(command: &mut Command) {
    let out = command.output().expect("the server is installed by `make browser`");
    assert!(
        out.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
}

/// nginx as a portal runs it: it says that it has started once it listens.
pub(crate) fn nginx() -> Server {
    let (folder, port) = (Folder::create(), port());
    let site =
        configuration("nginx.conf").replace("listen 8080;", &format!("listen 127.0.0.1:{port};"));
    let site = site.replace("root /srv/huiqi;", &format!("root {};", dist().display()));
    assert!(
        site.contains(&port.to_string()) && site.contains("/dist;"),
        "the places to adapt are where the page says"
    );
    folder.file("site.conf", site.as_bytes());
    let (user, at) = (if is_root() { "user root;" } else { "" }, folder.path().display());
    let main = format!(
        "{user} pid {at}/pid; error_log {at}/error.log; \
         load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so; events {{ }}
        http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {at}/body; \
         proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/fastcgi;
        uwsgi_temp_path {at}/uwsgi; scgi_temp_path {at}/scgi; include {at}/site.conf; }}"
    );
    let main = folder.file("nginx.conf", main.as_bytes());
    let log = format!("{at}/error.log");
    run(folder.command("/usr/sbin/nginx").args(["-c", &main, "-e", &log]));
    Server { _folder: folder, port }
}

/// Apache httpd with the modules that htaccess names, over a copy of the page that holds it.
fn httpd() -> Server {
    let (folder, port) = (Folder::create(), port());
    let site = folder.path().join("site");
    run(Command::new("cp").arg("-r").args([dist(), site.clone()]));
    std::fs::write(site.join(".htaccess"), configuration("htaccess")).expect("a configuration");
    let modules = ["mpm_event", "authz_core", "mime", "headers", "rewrite", "dir"];
    let modules: String = modules
        .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
        .concat();
    let (user, at) =
        (if is_root() { "User www-data\nGroup www-data\n" } else { "" }, folder.path().display());
    let main = format!(
        "{modules}{user}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {at}/pid\n\
         ErrorLog {at}/error.log\nTypesConfig /etc/mime.types\n\
         DocumentRoot {at}/site\n<Directory {at}/site>\nAllowOverride FileInfo Indexes\n\
         Require all granted\n</Directory>\n"
    );
    let main = folder.file("httpd.conf", main.as_bytes());
    run(folder.command("/usr/sbin/apache2").args(["-f", &main, "-k", "start"]));
    Server { _folder: folder, port }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n")
}

/// An answer: its status, its headers with small letters, its body.
struct Response {
    status: u32,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

fn ask(port: u32, path: &str, accept: &str) -> Response {
    ask_over(port, path, accept, "http")
}

/// Asks as a proxy does that was asked itself over http or https.
fn ask_over(port: u32, path: &str, accept: &str, protocol: &str) -> Response {
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("the server listens");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Accept-Encoding: {accept}\r\nX-Forwarded-Proto: {protocol}\r\n\r\n"
    )
    .expect("it is asked");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("it answers");
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n").expect("headers");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Response { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
}

/// What must hold of every server.
fn serves_the_page_well(port: u32) {
    let file = |name: &str| std::fs::read(dist().join(name)).expect("a file of the page");
    let page = ask(port, "/", "identity");
    assert_eq!(
        (page.status, page.headers["content-type"].as_str()),
        (200, "text/html; charset=utf-8")
    );
    assert_eq!(
        (page.headers["cache-control"].as_str(), page.headers["x-content-type-options"].as_str()),
        ("no-cache", "nosniff")
    );
    let policy = &page.headers["content-security-policy"];
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval';")
            && !policy.contains("unsafe-inline")
            && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    assert_eq!(page.headers["cross-origin-opener-policy"], "same-origin");
    assert!(page.headers["permissions-policy"].contains("geolocation=()"), "{:?}", page.headers);
    // Over http a browser must not hear so, and it is never said for other pages of the host.
    assert_eq!(page.headers.get("strict-transport-security"), None);
    let secure = ask_over(port, "/", "identity", "https");
    assert_eq!(secure.headers["strict-transport-security"], "max-age=31536000");
    assert_eq!(page.body, file("index.html"));
    let names: Vec<String> = std::fs::read_dir(dist())
        .expect("files")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    for (end, kind) in [
        (".wasm", "application/wasm"),
        (".js", "javascript"),
        (".css", "text/css"),
        (".wasm.js", "javascript"),
    ] {
        let name = names
            .iter()
            .find(|name| {
                name.strip_suffix(end).is_some_and(|stem| stem.contains('-') && !stem.contains('.'))
            })
            .expect("a file");
        let plain = ask(port, &format!("/{name}"), "identity");
        assert!(
            plain.status == 200 && plain.headers["content-type"].contains(kind),
            "{name}: {:?}",
            plain.headers
        );
        assert!(
            plain.headers["cache-control"].contains("immutable"),
            "{name}: {:?}",
            plain.headers
        );
        assert_eq!(plain.body, file(name));
        if end == ".wasm.js" {
            continue;
        }
        for (accept, encoding, packed) in
            [("gzip, deflate, br", "br", "br"), ("gzip", "gzip", "gz")]
        {
            let small = ask(port, &format!("/{name}"), accept);
            assert_eq!(
                small.headers.get("content-encoding").map(String::as_str),
                Some(encoding),
                "{name}: {:?}",
                small.headers
            );
            assert!(
                small.headers["content-type"].contains(kind)
                    && small.headers["cache-control"].contains("immutable"),
                "{name}: {:?}",
                small.headers
            );
            assert_eq!(small.body, file(&format!("{name}.{packed}")));
        }
    }
    // A portal's browser compares the hash of this one file, which it may read.
    let portal = names.iter().find(|name| name.starts_with("embed-") && name.ends_with(".js"));
    let portal = ask(port, &format!("/{}", portal.expect("a versioned embed.js")), "br");
    assert_eq!(portal.headers["access-control-allow-origin"], "*");
    assert_eq!(page.headers.get("access-control-allow-origin"), None);
    for name in ["boot.js", "sw.js", "library/index.html"] {
        assert_eq!(
            ask(port, &format!("/{name}"), "br").headers["cache-control"],
            "no-cache",
            "{name}"
        );
    }
    assert_eq!(ask(port, "/nothing-here", "identity").status, 404);
}

/// Below any address the page of lost addresses has its style, and its links lead to the page.
async fn lost_addresses_lead_back(address: &str, lost: &[&str]) {
    let (address, lost) = (address.to_owned(), lost.join("\n"));
    in_browser(async move |tab| -> WebDriverResult<()> {
        for path in lost.lines() {
            tab.goto(format!("{address}{path}")).await?;
            tab.shows("page--main", "没有找到这个页面").await?;
            tab.until(
                "getComputedStyle(document.querySelector('.top')).borderBottomStyle !== 'none' || \
                 getComputedStyle(document.querySelector('.nav')).display === 'flex'",
            )
            .await?;
            let link = "return document.querySelector('.acts-line a[href*=library]').href";
            let link: String = tab.execute(link, vec![]).await?.convert()?;
            assert_eq!(link, format!("{address}library/index.html"), "{path}");
        }
        // A link whose # was escaped on the way is offered with everything behind it.
        tab.goto(format!("{address}%23/portfolio?from=x")).await?;
        tab.click("lost--open").await?;
        tab.by_id("paste").await?;
        Ok(())
    })
    .await;
}

async fn works_under_the_strict_header(port: u32) {
    let address = format!("http://127.0.0.1:{port}/");
    in_browser(async move |tab| -> WebDriverResult<()> {
        tab.goto(&address).await?;
        tab.click("region--zaozhuang").await?;
        tab.clicks(&PROVINCIAL).await?;
        tab.nothing_elsewhere("certification").await?;
        tab.click("to-result").await?;
        tab.shows("least", "10 万元").await?;
        tab.click("to-portfolio").await?;
        paste_table(&tab).await?;
        tab.shows("rows-which", "共 1 家").await?;
        tab.goto(format!("{address}library/index.html")).await?;
        tab.by_id("page--search").await?;
        tab.was_quiet(&address).await
    })
    .await;
}

#[tokio::test]
async fn nginx_serves_it_with_our_configuration() {
    let server = nginx();
    serves_the_page_well(server.port);
    let lost = ask(server.port, "/nothing-here", "identity");
    assert!(
        String::from_utf8_lossy(&lost.body).contains("文件库"),
        "the page of lost addresses is shown"
    );
    let address = format!("http://127.0.0.1:{}/", server.port);
    lost_addresses_lead_back(&address, &["lost", "a/b/c", "library/old/page.html"]).await;
    works_under_the_strict_header(server.port).await;
}

#[tokio::test]
async fn apache_serves_it_with_our_configuration() {
    let server = httpd();
    serves_the_page_well(server.port);
    works_under_the_strict_header(server.port).await;
}

#[tokio::test]
async fn below_a_folder_lost_addresses_lead_back_to_it() {
    let address = serve_edited("/zhengce/huiqi/", |_, reply| {
        if reply.status.starts_with("404") {
            Reply { status: "404 Not Found", ..Reply::dist("404.html") }
        } else {
            reply
        }
    })
    .await;
    lost_addresses_lead_back(&address, &["lost", "a/b/c", "library/old/page.html"]).await;
}

/// IIS refuses a folder in which a header is added that the site has already.
#[test]
fn every_header_of_iis_is_removed_before_it_is_added() {
    let text = configuration("web.config");
    let names = |element: &str| -> Vec<String> {
        text.lines()
            .filter_map(|line| line.trim().strip_prefix(&format!("<{element} name=\"")))
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect()
    };
    assert_eq!(names("remove"), names("add"));
    assert!(names("add").len() >= 6, "{:?}", names("add"));
    for name in names("add") {
        let place =
            |element: &str| text.find(&format!("<{element} name=\"{name}\"")).expect("both");
        assert!(place("remove") < place("add"), "{name}");
    }
}

/// The same headers with the same values, whatever serves the page.
#[test]
fn all_configurations_say_the_same() {
    for value in [
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'self'",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "max-age=31536000",
        "nosniff",
        "no-referrer",
        "same-origin",
    ] {
        for name in ["nginx.conf", "htaccess", "web.config", "Caddyfile"] {
            assert!(configuration(name).contains(&format!("\"{value}\"")), "{name}: {value}");
        }
    }
}

/// The sums hold for every file, and name every file but themselves and the two each of site.json
/// and apply.json, which a portal edits; the first line says so.
#[test]
fn the_sums_are_those_of_the_files() {
    let out = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(dist())
        .output()
        .expect("sha256sum");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    let sums = std::fs::read_to_string(dist().join("SHA256SUMS")).expect("the sums");
    let count = |folder: &Path| {
        std::fs::read_dir(folder)
            .expect("files")
            .filter(|entry| entry.as_ref().expect("a file").path().is_file())
            .count()
    };
    assert_eq!(sums.lines().count() - 1, count(&dist()) + count(&dist().join("library")) - 5);
}
