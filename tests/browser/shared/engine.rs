//! A driver and a browser of its own for each test: Chromium, or what HUIQI_BROWSER names.

use super::{Folder, PATIENCE, Page};
use std::future::Future;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;
use thirtyfour::prelude::{WebDriver, WebDriverResult};
use thirtyfour::{
    Capabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::Child;

/// The engine in which the tests run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Debian's Chromium.
    Chromium,
    /// Firefox ESR.
    Firefox,
    /// WebKitGTK, in place of Safari.
    WebKit,
}

/// Chromium, or what HUIQI_BROWSER says.
pub fn engine() -> Engine {
    match std::env::var("HUIQI_BROWSER").as_deref() {
        Err(_) | Ok("chromium") => Engine::Chromium,
        Ok("firefox") => Engine::Firefox,
        Ok("webkit") => Engine::WebKit,
        Ok(other) => panic!("HUIQI_BROWSER is chromium, firefox or webkit, not {other}"),
    }
}

/// Returns a free port for a driver or a server, below those that the system gives to connections:
/// a port of the system's own choice may be taken by one of them between the driver's two sockets,
/// and the driver gives up.
pub fn port() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next =
        || 20_000 + std::process::id() % 100 * 100 + NEXT.fetch_add(1, Ordering::SeqCst) % 100;
    let is_free = |port: &u32| TcpListener::bind(format!("127.0.0.1:{port}")).is_ok();
    std::iter::repeat_with(next).take(100).find(is_free).expect("one of a hundred ports is free")
}

/// Keeps the print dialog closed: while it is open, Chromium 156 prints no PDF. Notes instead what
/// is printed, at the moment when the page asks for it.
const WITHOUT_DIALOG: &str = "window.printed = []; window.print = () => {
    dispatchEvent(new Event('beforeprint'));
    const isWhole = document.documentElement.classList.contains('paper-whole');
    printed.push(isWhole ? 'all explanations' : 'sheet');
    dispatchEvent(new Event('afterprint'));
}";

fn spawn(mut command: Command, output: Stdio) -> Child {
    let name = format!("{command:?}");
    command.stdout(output).stderr(Stdio::null());
    let child = tokio::process::Command::from(command).spawn();
    child.unwrap_or_else(|error| {
        panic!(
            "{name} cannot be started: {error}; `make browser` and `make test-browsers` install it"
        )
    })
}

/// Waits until a process says a line with these words, and gives it.
async fn says(process: &mut Child, words: &str) -> String {
    let mut lines = BufReader::new(process.stdout.take().expect("its output is read")).lines();
    let mut said = String::new();
    loop {
        let line = lines
            .next_line()
            .await
            .expect("its output can be read")
            .unwrap_or_else(|| panic!("it does not start: {said}"));
        if line.contains(words) {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return line;
        }
        said.push_str(&line);
    }
}

async fn chromium(folder: &Folder) -> WebDriver {
    let port = port();
    let mut command = folder.command("chromedriver");
    command.arg(format!("--port={port}"));
    let mut driver = spawn(command, Stdio::piped());
    says(&mut driver, "started successfully").await;
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
        capabilities
            .set_logging_prefs(log.to_owned(), LoggingPrefsLogLevel::All)
            .expect("a log has a level");
    }
    let session = session(port, capabilities).await;
    let script = serde_json::json!({ "source": WITHOUT_DIALOG });
    let devtools = session.cdp();
    let answer = devtools.send_raw("Page.addScriptToEvaluateOnNewDocument", script).await;
    answer.expect("Chromium runs a script on every page");
    session
}

async fn firefox(folder: &Folder) -> WebDriver {
    let port = port();
    let websocket = self::port();
    let mut command = folder.command("geckodriver");
    command.args([format!("--port={port}"), format!("--websocket-port={websocket}")]);
    let mut driver = spawn(command, Stdio::piped());
    says(&mut driver, "Listening on").await;
    let mut capabilities = DesiredCapabilities::firefox();
    for argument in ["-headless", "--width=1280", "--height=1000"] {
        capabilities.add_arg(argument).expect("an argument is text");
    }
    capabilities.set_firefox_binary("/usr/bin/firefox-esr").expect("a path is text");
    session(port, capabilities).await
}

/// WebKit has no mode without a screen: it gets one of its own.
async fn webkit(folder: &Folder) -> WebDriver {
    let mut command = folder.command("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"]);
    let mut screen = spawn(command, Stdio::piped());
    let display = format!(":{}", says(&mut screen, "").await.trim());
    let port = port();
    let mut command = folder.command("WebKitWebDriver");
    command.arg(format!("--port={port}")).env("DISPLAY", display).env("LANG", "C.UTF-8");
    spawn(command, Stdio::null());
    // It says nothing when it is ready.
    let patience = Instant::now() + PATIENCE;
    while TcpStream::connect(format!("127.0.0.1:{port}")).await.is_err() {
        assert!(Instant::now() < patience, "WebKitWebDriver does not listen");
        tokio::task::yield_now().await;
    }
    let mut capabilities = Capabilities::new();
    let options = serde_json::json!({ "binary": mini_browser(), "args": ["--automation"] });
    capabilities.set("webkitgtk:browserOptions", options).expect("options are JSON");
    let session = session(port, capabilities).await;
    session.set_window_rect(0, 0, 1280, 1000).await.expect("a window has a size");
    session
}

/// The browser of webkit2gtk, in the folder of its version.
fn mini_browser() -> String {
    let paths = ["4.1", "4.0", "6.0"]
        .map(|version| format!("/usr/lib/x86_64-linux-gnu/webkit2gtk-{version}/MiniBrowser"));
    let path = paths.into_iter().find(|path| std::path::Path::new(path).is_file());
    path.expect("webkit2gtk's MiniBrowser is installed by `make test-browsers`")
}

async fn session(port: u32, capabilities: impl Into<Capabilities>) -> WebDriver {
    WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
        .await
        .expect("a browser starts")
}

/// Runs one test in a browser of its own, and closes it whatever happens.
pub async fn in_browser<F, R>(test: F)
where
    F: FnOnce(Page) -> R,
    R: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let folder = Folder::create();
    let driver = match engine() {
        Engine::Chromium => chromium(&folder).await,
        Engine::Firefox => firefox(&folder).await,
        Engine::WebKit => webkit(&folder).await,
    };
    let outcome = tokio::spawn(test(Page::new(driver.clone()))).await;
    let _ = driver.quit().await;
    drop(folder);
    match outcome {
        Ok(result) => result.expect("the browser obeys"),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}

/// Runs a test that only Chromium's driver can run; elsewhere its name is said, with the reason.
pub async fn in_chromium<F, R>(reason: &str, test: F)
where
    F: FnOnce(Page) -> R,
    R: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    if is_chromium_for(reason) {
        in_browser(test).await;
    }
}

/// Whether this is Chromium; elsewhere it is said that a test, or a part of it, is left out, and
/// why.
pub fn is_chromium_for(reason: &str) -> bool {
    leaves_out(engine() != Engine::Chromium, reason)
}

/// Whether this is not WebKit; there it is said what is left out, and why.
pub fn is_not_webkit_for(reason: &str) -> bool {
    leaves_out(engine() == Engine::WebKit, reason)
}

fn leaves_out(is_left_out: bool, reason: &str) -> bool {
    if is_left_out {
        println!(
            "skipped in {:?}: {}: {reason}",
            engine(),
            std::thread::current().name().unwrap_or_default()
        );
    }
    !is_left_out
}
