//! A static server for dist/, a driver, and the few things a test does to a page.

use huiqi::policies::POLICIES;
use serde_json::Value;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};
use thirtyfour::prelude::{By, ElementQueryable, ElementWaitable, WebDriver, WebDriverResult};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebElement};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

/// So long a page may take for what is expected of it, on a busy machine; a test that passes never waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The release page.
pub(crate) fn dist() -> PathBuf {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    assert!(dist.join("index.html").is_file(), "there is no release page in dist/: run `make build` first");
    dist
}

async fn answer(mut stream: TcpStream, prefix: &str, is_next: bool) -> std::io::Result<()> {
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
    let name = path.strip_prefix(prefix).map(|name| if name.is_empty() { "index.html" } else { name });
    let file = name.filter(|name| !name.contains("..")).map(|name| dist().join(name));
    let kind = match path.rsplit('.').next() {
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some(_) | None => "text/html; charset=utf-8",
    };
    let (status, body) = match file.map(std::fs::read) {
        // A page of a portal, with this one in a frame.
        _ if path.ends_with("/host.html") => ("200 OK", b"<!doctype html><iframe width=800 height=800 src=index.html></iframe>".to_vec()),
        Some(Ok(body)) if is_next => ("200 OK", next_version(&path, body)),
        Some(Ok(body)) => ("200 OK", body),
        Some(Err(_)) | None => ("404 Not Found", Vec::new()),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

/// Serves dist/ below a path and says where.
pub(crate) async fn serve(prefix: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = answer(stream, prefix, false).await;
            });
        }
    });
    format!("http://{address}{prefix}")
}

/// The same files as a later version has them: another worker, and a page that can be told apart.
fn next_version(path: &str, body: Vec<u8>) -> Vec<u8> {
    let text = |body: Vec<u8>| String::from_utf8(body).expect("the page and the worker are text");
    if path.ends_with("sw.js") {
        text(body).replacen("const VERSION = \"", "const VERSION = \"two-", 1).into_bytes()
    } else if path.ends_with('/') || path.ends_with("index.html") {
        text(body).replacen("<meta charset", "<meta name=\"version-two\"><meta charset", 1).into_bytes()
    } else {
        body
    }
}

/// A server that can be stopped, and that can come to have a later version.
pub(crate) struct Served {
    pub(crate) address: String,
    pub(crate) stop: Box<dyn Fn() + Send>,
    pub(crate) next_version: Box<dyn Fn() + Send>,
}

/// Serves dist/ below a path until it is stopped.
pub(crate) async fn serve_versions(prefix: &'static str) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}{prefix}", listener.local_addr().expect("a bound address"));
    let is_next = Arc::new(AtomicBool::new(false));
    let state = Arc::clone(&is_next);
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let is_next = state.load(Ordering::SeqCst);
            tokio::spawn(async move {
                let _ = answer(stream, prefix, is_next).await;
            });
        }
    });
    Served { address, stop: Box::new(move || task.abort()), next_version: Box::new(move || is_next.store(true, Ordering::SeqCst)) }
}

/// A driver process and a browser of its own.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    _process: Child,
}

/// A port for a driver or a server, below those that the system gives to connections: a port of the system's own choice may be taken by one of them between the
/// driver's two sockets, and the driver gives up.
pub(crate) fn port() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    20_000 + std::process::id() % 100 * 100 + NEXT.fetch_add(1, Ordering::SeqCst) % 100
}

async fn start() -> Browser {
    let mut process = Command::new("chromedriver")
        .arg(format!("--port={}", port()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("chromedriver can be started; `make browser` installs it");
    let mut lines = BufReader::new(process.stdout.take().expect("its output is read")).lines();
    let mut said = String::new();
    let port = loop {
        let line = lines.next_line().await.expect("its output can be read").unwrap_or_else(|| panic!("chromedriver does not start: {said}"));
        said.push_str(&line);
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            break port.trim_end_matches('.').to_owned();
        }
    };
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,1000",
        "--lang=zh-CN",
    ] {
        capabilities.add_arg(argument).expect("an argument is text");
    }
    for log in ["browser", "performance"] {
        capabilities.set_logging_prefs(log.to_owned(), LoggingPrefsLogLevel::All).expect("a log has a level");
    }
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.expect("a browser starts");
    Browser { driver, _process: process }
}

/// Runs one test in a browser of its own, and closes it whatever happens.
pub(crate) async fn in_browser<F, R>(test: F)
where
    F: FnOnce(WebDriver) -> R,
    R: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let browser = start().await;
    let outcome = tokio::spawn(test(browser.driver.clone())).await;
    let _ = browser.driver.quit().await;
    match outcome {
        Ok(result) => result.expect("the browser does what it is told"),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}

/// The element with this id, once it is there.
pub(crate) async fn by_id(driver: &WebDriver, id: &str) -> WebDriverResult<WebElement> {
    driver.query(By::Id(id)).wait(PATIENCE, Duration::from_millis(50)).single().await
}

/// Clicks the element with this id, by script, so that what overlaps it does not matter.
pub(crate) async fn click(driver: &WebDriver, id: &str) -> WebDriverResult<()> {
    let element = by_id(driver, id).await?;
    driver.execute("arguments[0].click()", vec![element.to_json()?]).await?;
    Ok(())
}

/// Types into a field in place of what stands there.
pub(crate) async fn type_into(driver: &WebDriver, id: &str, text: &str) -> WebDriverResult<()> {
    let element = by_id(driver, id).await?;
    element.clear().await?;
    element.send_keys(text).await
}

/// One turn of the page's own clock.
async fn turn(driver: &WebDriver) -> WebDriverResult<()> {
    driver.execute_async("requestAnimationFrame(() => arguments[0]())", vec![]).await.map(|_| ())
}

/// Waits until the element with this id shows these words.
pub(crate) async fn shows(driver: &WebDriver, id: &str, words: &str) -> WebDriverResult<()> {
    let mut found = String::new();
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        // The page may draw the element anew between finding and reading it.
        if let Ok(text) = by_id(driver, id).await?.text().await {
            found = text;
        }
        if found.contains(words) {
            return Ok(());
        }
        turn(driver).await?;
    }
    panic!("#{id} shows {found:?} and not {words:?}");
}

/// Waits until an expression of the page is true; what the page loads anew meanwhile does not matter.
pub(crate) async fn until(driver: &WebDriver, expression: &str) -> WebDriverResult<()> {
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        if let Ok(answer) = driver.execute(format!("return Boolean({expression})"), vec![]).await
            && answer.convert::<bool>()?
        {
            return Ok(());
        }
        // A page that is being left has no turns to wait for.
        let _ = turn(driver).await;
    }
    panic!("{expression} is not true");
}

/// Presses one key, as a keyboard does.
pub(crate) async fn press(driver: &WebDriver, key: &str) -> WebDriverResult<()> {
    let (code, text) = match key {
        "Tab" => (9, ""),
        "Enter" => (13, "\r"),
        other => panic!("{other} is not among the keys of the tests"),
    };
    let event = serde_json::json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
    driver.cdp().send_raw("Input.dispatchKeyEvent", event).await.map(|_| ())
}

/// Presses Tab until an expression about the element in focus (`it`) is true.
pub(crate) async fn tab_to(driver: &WebDriver, expression: &str) -> WebDriverResult<()> {
    for _ in 0..30 {
        if driver.execute(format!("const it = document.activeElement; return Boolean({expression})"), vec![]).await?.convert()? {
            return Ok(());
        }
        press(driver, "Tab").await?;
    }
    panic!("thirty stops lead to nothing of which {expression} is true");
}

/// From the next page on, the clock stands so many days after the day on which the documents were checked.
pub(crate) async fn set_clock(driver: &WebDriver, age: i64) -> WebDriverResult<()> {
    let checked = POLICIES.policies.iter().map(|policy| policy.checked_on).min().expect("a document");
    let (year, month, day) = (checked + time::Duration::days(age)).to_calendar_date();
    let source = format!(
        "const Real{age} = Date; window.Date = class extends Real{age} {{
            constructor(...parts) {{ parts.length ? super(...parts) : super({year}, {}, {day}) }} }}",
        u8::from(month) - 1
    );
    driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": source })).await.map(|_| ())
}

/// Clicks one after the other.
pub(crate) async fn clicks(driver: &WebDriver, ids: &[&str]) -> WebDriverResult<()> {
    for id in ids {
        click(driver, id).await?;
    }
    Ok(())
}

/// Opens the example company whose name holds these words.
pub(crate) async fn open_company(driver: &WebDriver, words: &str) -> WebDriverResult<()> {
    by_id(driver, "company--0").await?;
    let find = format!("[...document.querySelectorAll('[id^=company--]')].find(one => one.textContent.includes('{words}')).click()");
    driver.execute(find, vec![]).await.map(|_| ())
}

/// Waits until the address ends so.
pub(crate) async fn arrives(driver: &WebDriver, end: &str) -> WebDriverResult<()> {
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        if driver.current_url().await?.as_str().ends_with(end) {
            return Ok(());
        }
        turn(driver).await?;
    }
    panic!("the page did not arrive at {end}, but is at {}", driver.current_url().await?);
}

/// Nothing was said on the console, and nothing was asked of any other origin.
pub(crate) async fn was_quiet(driver: &WebDriver, origin: &str) -> WebDriverResult<()> {
    let console = driver.browser_log().await?;
    assert!(console.is_empty(), "the console says {console:?}");
    let mut asked = 0;
    for entry in driver.get_log("performance").await? {
        let message: Value = serde_json::from_str(&entry.message).expect("the log is JSON");
        if message["message"]["method"] == "Network.requestWillBeSent" {
            let url = message["message"]["params"]["request"]["url"].as_str().unwrap_or_default().to_owned();
            assert!(url.starts_with(origin) || url.starts_with("data:"), "the page asked {url}");
            asked += 1;
        }
    }
    assert!(asked > 0, "the log of requests was read");
    Ok(())
}

/// What a new provincial firm of Zaozhuang answers about its title.
pub(crate) const PROVINCIAL: [&str; 3] = ["certification_tier--provincial", "first_certified_tiers--provincial", "claimed_elsewhere--nothing"];
/// What a new national little giant answers there, whose provincial title is new too.
pub(crate) const NATIONAL_GIANT: [&str; 4] = [
    "certification_tier--national_giant",
    "first_certified_tiers--provincial",
    "first_certified_tiers--national_giant",
    "claimed_elsewhere--nothing",
];

/// Pastes a table into the page of tables, as a spreadsheet hands it over.
pub(crate) async fn paste(driver: &WebDriver, table: &str) -> WebDriverResult<()> {
    by_id(driver, "paste").await?;
    let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);
        document.getElementById('paste').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    driver.execute(script, vec![serde_json::json!(table)]).await.map(|_| ())
}

/// Clicks 继续.
pub(crate) async fn go_on(driver: &WebDriver) -> WebDriverResult<()> {
    by_id(driver, "next").await?.wait_until().enabled().await?;
    click(driver, "next").await
}
