//! A static server for dist/, whose answers a test may change.

use super::dist;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a server says of a path.
pub struct Reply {
    /// The status line, such as "200 OK".
    pub status: &'static str,
    /// The media type.
    pub kind: &'static str,
    /// What the body is packed with, if with anything.
    pub encoding: Option<&'static str>,
    /// Where else it is, of an answer that says so.
    pub location: Option<String>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Reply {
    /// A page of the test's own.
    pub fn page(html: &str) -> Self {
        Self {
            status: "200 OK",
            kind: "text/html; charset=utf-8",
            encoding: None,
            location: None,
            body: html.as_bytes().to_vec(),
        }
    }

    /// A file of the project, by its path there.
    pub fn project(path: &str) -> Self {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
        let body = std::fs::read(file).unwrap_or_else(|error| {
            panic!("{path}: {error}; `make browser` builds what is served")
        });
        Self { status: "200 OK", kind: kind_of(path), encoding: None, location: None, body }
    }

    /// A file of the release page, by its path there.
    pub fn dist(name: &str) -> Self {
        file(name)
    }

    /// It is elsewhere for good.
    pub fn moved(to: &str) -> Self {
        Self { status: "301 Moved Permanently", location: Some(to.to_owned()), ..Self::page("") }
    }

    /// Nothing there, answered with a page as portals do.
    pub fn missing() -> Self {
        Self { status: "404 Not Found", ..Self::page("<!doctype html><p>404</p>") }
    }

    /// The line goes dead without a word.
    pub fn silence() -> Self {
        Self { status: "", kind: "", encoding: None, location: None, body: Vec::new() }
    }

    /// A script of a test's own.
    pub fn script(text: &str) -> Self {
        Self { kind: "text/javascript", ..Self::page(text) }
    }

    /// A file of JSON.
    pub fn json(text: &str) -> Self {
        Self { kind: "application/json", ..Self::page(text) }
    }

    /// The same with a text in the place of another, which must be there.
    pub fn with(self, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.body).expect("a text");
        assert!(text.contains(from), "the file does not hold {from}");
        Self { body: text.replace(from, to).into_bytes(), ..self }
    }
}

/// Changes what is said of a path, which begins with a slash.
pub type Edit = Arc<dyn Fn(&str, Reply) -> Reply + Send + Sync>;

/// The type of a file by its name.
fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some(_) | None => "text/html; charset=utf-8",
    }
}

fn file(name: &str) -> Reply {
    match std::fs::read(dist().join(if name.is_empty() { "index.html" } else { name })) {
        Ok(body) if !name.contains("..") => {
            Reply { status: "200 OK", kind: kind_of(name), encoding: None, location: None, body }
        }
        Ok(_) | Err(_) => Reply::missing(),
    }
}

async fn answer(mut stream: TcpStream, prefix: &str, edit: &Edit) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0_u8; 2048];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part).await?;
        if read == 0 {
            return Ok(());
        }
        request.extend_from_slice(&part[..read]);
    }
    let line = String::from_utf8_lossy(&request).lines().next().unwrap_or_default().to_owned();
    let path = line.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/").to_owned();
    let reply = edit(&path, path.strip_prefix(prefix).map_or_else(Reply::missing, file));
    let Reply { status, kind, encoding, location, body } = reply;
    if status.is_empty() {
        return Ok(());
    }
    let encoding = encoding.map_or(String::new(), |name| format!("Content-Encoding: {name}\r\n"));
    let location = location.map_or(String::new(), |to| format!("Location: {to}\r\n"));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{encoding}{location}Content-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

async fn start(prefix: &'static str, edit: Edit) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}{prefix}", listener.local_addr().expect("a bound address"));
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let edit = Arc::clone(&edit);
            tokio::spawn(async move {
                let _ = answer(stream, prefix, &edit).await;
            });
        }
    });
    (address, task)
}

/// Serves dist/ below a path and says where.
pub async fn serve(prefix: &'static str) -> String {
    serve_edited(prefix, |_, reply| reply).await
}

/// Serves dist/ below a path with changes.
pub async fn serve_edited(
    prefix: &'static str,
    edit: impl Fn(&str, Reply) -> Reply + Send + Sync + 'static,
) -> String {
    start(prefix, Arc::new(edit)).await.0
}

/// Serves dist/ with a script of the test's own before all others of the page.
pub async fn serve_after(script: &'static str) -> String {
    serve_edited("/", move |path, reply| before(script, path, reply)).await
}

/// What such a server says of a path.
pub fn before(script: &str, path: &str, reply: Reply) -> Reply {
    match path {
        "/" | "/index.html" => reply.with("<head>", "<head><script src=\"before.js\"></script>"),
        "/before.js" => Reply::script(script),
        _ => reply,
    }
}

/// The same files as a later version has them: another worker, and a page that differs.
pub fn next_version(path: &str, reply: Reply) -> Reply {
    if path.ends_with("sw.js") {
        reply.with("const VERSION = \"", "const VERSION = \"two-")
    } else if path.ends_with('/') || path.ends_with("/index.html") && !path.contains("library") {
        reply.with("<meta charset", "<meta name=\"version-two\"><meta charset")
    } else {
        reply
    }
}

/// A server that can be stopped, and that can serve a later version from then on.
pub struct TestServer {
    /// Where it serves.
    pub address: String,
    /// Ends it.
    pub stop: Box<dyn Fn() + Send>,
    /// Serves the next version from now on.
    pub next_version: Box<dyn Fn() + Send>,
}

/// Serves dist/ below a path until it is stopped.
pub async fn serve_versions(prefix: &'static str) -> TestServer {
    serve_changes(prefix, next_version).await
}

/// Serves dist/ below a path until it is stopped, and from a moment on with changes.
pub async fn serve_changes(
    prefix: &'static str,
    change: impl Fn(&str, Reply) -> Reply + Send + Sync + 'static,
) -> TestServer {
    let is_next = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_next);
    let edit = move |path: &str, reply: Reply| match path {
        // A page of a portal, with this one in a frame.
        _ if path.ends_with("/host.html") => {
            Reply::page("<!doctype html><iframe width=800 height=800 src=index.html></iframe>")
        }
        _ if state.load(Ordering::SeqCst) => change(path, reply),
        _ => reply,
    };
    let (address, task) = start(prefix, Arc::new(edit)).await;
    TestServer {
        address,
        stop: Box::new(move || task.abort()),
        next_version: Box::new(move || is_next.store(true, Ordering::SeqCst)),
    }
}
