//! A static server for dist/, a driver, and the few things a test does to a page.

mod engine;
mod folder;
mod server;

pub use engine::{
    Engine, engine, in_browser, in_chromium, is_chromium_for, is_not_webkit_for, port,
};
pub use folder::Folder;
pub use server::{
    Edit, Reply, TestServer, before, next_version, serve, serve_after, serve_changes, serve_edited,
    serve_versions,
};

use huiqi_policies::POLICIES;
use serde_json::Value;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thirtyfour::WebElement;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::prelude::{By, ElementQueryable, ElementWaitable, Key, WebDriver, WebDriverResult};

/// So long a page may take for what is expected of it, on a busy machine; a test that passes never
/// waits for it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The release page; another where `HUIQI_DIST` names its folder.
pub fn dist() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("dist");
    let dist = std::env::var_os("HUIQI_DIST").map_or(own, PathBuf::from);
    assert!(
        dist.join("index.html").is_file(),
        "there is no release page in dist/: run `make build` first"
    );
    dist
}

/// What a new provincial firm of Zaozhuang answers about its title.
pub const PROVINCIAL: [&str; 2] =
    ["certification_tier--provincial", "first_certified_tiers--provincial"];
/// What a new national little giant answers there, whose provincial title is new too.
pub const NATIONAL_GIANT: [&str; 3] = [
    "certification_tier--national_giant",
    "first_certified_tiers--provincial",
    "first_certified_tiers--national_giant",
];

/// Returns what a page shows as it is said: a sum and its unit are kept on one line by a space that
/// does not break.
#[must_use]
pub fn said(shown: &str) -> String {
    shown.replace('\u{a0}', " ")
}

/// The same of a text in a script.
pub const SAID: &str = ".replace(/\\u00a0/g, ' ')";

/// A page in a browser of its own: what a visitor does to it, and what a test waits for. Everything
/// else that the driver can do is there too.
#[derive(Clone, Debug)]
pub struct Page {
    driver: WebDriver,
}

impl Deref for Page {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.driver
    }
}

impl Page {
    /// Returns the page of a browser that was started.
    pub(crate) const fn new(driver: WebDriver) -> Self {
        Self { driver }
    }

    /// The element with this id, once it is there.
    pub async fn by_id(&self, id: &str) -> WebDriverResult<WebElement> {
        let patience = Instant::now() + PATIENCE;
        loop {
            let found =
                self.query(By::Id(id)).wait(PATIENCE, Duration::from_millis(50)).single().await;
            // It was drawn anew while WebKit gave it a name.
            let is_gone = matches!(
                found.as_ref().map_err(WebDriverError::as_inner),
                Err(WebDriverErrorInner::StaleElementReference(_))
            );
            if !is_gone || Instant::now() > patience {
                return found;
            }
        }
    }

    /// Clicks the element with this id, by script, so that what overlaps it does not matter. As a
    /// person does, it leaves half a second between two presses that are meant as two.
    pub async fn click(&self, id: &str) -> WebDriverResult<()> {
        self.click_after(id, "last.id === id").await
    }

    /// Clicks as a person does who reads what the last press led to.
    pub async fn read_and_click(&self, id: &str) -> WebDriverResult<()> {
        self.click_after(id, "last.id").await
    }

    /// Clicks half a second after the last press, where this is so.
    async fn click_after(&self, id: &str, is_another: &str) -> WebDriverResult<()> {
        // Found and pressed in one step: where the whole page takes over from the part that asks,
        // or a view is drawn anew, what was found before is no longer in the page.
        let press = "const [id, done] = arguments; const last = window.lastPress || {}; \
            const press = () => { const found = document.getElementById(id); \
            if (found) { window.lastPress = { id, time: performance.now() }; found.click() } \
            done(Boolean(found)) }; \
            const pause = IS_ANOTHER ? 501 - (performance.now() - last.time) : 0; \
            if (pause > 0) { setTimeout(press, pause) } else { press() }"
            .replace("IS_ANOTHER", is_another);
        loop {
            self.by_id(id).await?;
            let answer = self.execute_async(&press, vec![serde_json::json!(id)]).await?;
            if answer.convert()? {
                return self.is_done().await;
            }
        }
    }

    /// Follows a link to another page, and does not wait for it: some drivers answer a press that
    /// leaves the page with an error.
    pub async fn follow(&self, link: &str) -> WebDriverResult<()> {
        let press = "const link = document.querySelector(arguments[0]); \
            if (!link) { throw new Error('no such link') } setTimeout(() => link.click())";
        self.execute(press, vec![serde_json::json!(link)]).await.map(|_| ())
    }

    /// Waits until the page has done what was pressed or typed.
    pub async fn is_done(&self) -> WebDriverResult<()> {
        self.until("!document.querySelector('[data-busy], [data-opening]')").await
    }

    /// Types into a field, over what it contained.
    pub async fn type_into(&self, id: &str, text: &str) -> WebDriverResult<()> {
        self.by_id(id).await?;
        self.is_done().await?;
        let element = self.by_id(id).await?;
        // The driver's own way to empty a field may raise no event, which a hand that types over it
        // always does.
        self.execute("arguments[0].focus(); arguments[0].select()", vec![element.to_json()?])
            .await?;
        // In a tab that was never in front, the selection is not kept; the keys choose all again.
        element.send_keys(Key::Control + "a").await?;
        if text.is_empty() {
            element.send_keys(Key::Delete + "").await?;
        } else {
            element.send_keys(text).await?;
        }
        self.is_done().await
    }

    /// Writes into a field as an input method does: the keys of a driver have no letters outside
    /// the first plane of Unicode.
    pub async fn write_into(&self, id: &str, text: &str) -> WebDriverResult<()> {
        let field = self.by_id(id).await?.to_json()?;
        let script = "const [field, text] = arguments; field.focus(); field.value = text; \
            for (const name of ['input', 'change']) \
            field.dispatchEvent(new Event(name, { bubbles: true }))";
        self.execute(script, vec![field, serde_json::json!(text)]).await?;
        self.is_done().await
    }

    /// Types a day on the result or among the questions, where it is folded.
    pub async fn on_day(&self, day: &str) -> WebDriverResult<()> {
        self.by_id("on").await?;
        let open = "const day = document.getElementById('day'); if (day) day.open = true; \
            return Boolean(day)";
        if self.execute(open, vec![]).await?.convert()? {
            return self.type_into("on", day).await;
        }
        if self.by_id("fold-day").await?.attr("aria-expanded").await?.as_deref() == Some("false") {
            self.click("fold-day").await?;
        }
        self.type_into("on", day).await
    }

    /// Opens the first step, which asks for the region.
    pub async fn first_step(&self) -> WebDriverResult<()> {
        self.execute("location.hash = '#/where_and_when'", vec![]).await?;
        self.by_id("region--zaozhuang").await.map(|_| ())
    }

    /// Waits until this region is the company's: the start marks it, a question names it.
    pub async fn has_region(&self, id: &str) -> WebDriverResult<()> {
        let region = POLICIES.regions.iter().find(|region| region.id == id).expect("a region");
        self.until(&format!(
            "document.querySelector('#region--{id}[aria-current]') || \
             document.querySelector('.eyebrow')?.textContent.includes('{}')",
            region.name
        ))
        .await
    }

    /// Waits until the start is in view, and this region is not the company's.
    pub async fn has_no_region(&self, id: &str) -> WebDriverResult<()> {
        self.until(&format!("document.querySelector('#region--{id}:not([aria-current])')")).await
    }

    /// One turn of the page's own clock.
    async fn turn(&self) -> WebDriverResult<()> {
        // A frame out of view is not painted and has no animation frames.
        self.execute_async("setTimeout(arguments[0])", vec![]).await.map(|_| ())
    }

    /// Waits until the element with this id shows these words.
    pub async fn shows(&self, id: &str, words: &str) -> WebDriverResult<()> {
        // The sign that a page is loading is on a page that is not whole.
        let may_be_busy = id == "waiting";
        let mut found = String::new();
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience {
            // The page may draw the element anew between finding and reading it.
            if let Ok(text) = self.by_id(id).await?.text().await {
                found = said(&text);
            }
            if found.contains(words) && (may_be_busy || self.is_whole().await?) {
                return Ok(());
            }
            self.turn().await?;
        }
        panic!("#{id} shows {found:?} and not {words:?}");
    }

    /// Whether the page is drawn, and not its heading alone.
    async fn is_whole(&self) -> WebDriverResult<bool> {
        let script =
            "return !document.querySelector('[aria-busy=true], [data-busy], [data-opening]')";
        // Firefox answers nothing while a page is being left.
        let answer: Option<bool> = self.execute(script, vec![]).await?.convert()?;
        Ok(answer.unwrap_or(false))
    }

    /// Waits until an expression of the page is true; what the page loads anew meanwhile does not
    /// matter.
    pub async fn until(&self, expression: &str) -> WebDriverResult<()> {
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience {
            if let Ok(answer) = self.execute(format!("return Boolean({expression})"), vec![]).await
                && answer.convert::<Option<bool>>()? == Some(true)
            {
                return Ok(());
            }
            // A page that is being left has no turns to wait for.
            let _ = self.turn().await;
        }
        panic!("{expression} is not true");
    }

    /// Presses Enter half a second after the last press, as a person does who reads what that led
    /// to: within half a second the page takes it for the second of a double press.
    pub async fn read_and_enter(&self) -> WebDriverResult<()> {
        self.execute_async("setTimeout(arguments[0], 501)", vec![]).await?;
        self.press("Enter").await
    }

    /// Presses one key, as a keyboard does.
    pub async fn press(&self, key: &str) -> WebDriverResult<()> {
        let key = match key {
            "Tab" => Key::Tab,
            "Enter" => Key::Enter,
            "Space" => Key::Space,
            "ArrowDown" => Key::Down,
            other => panic!("{other} is not among the keys of the tests"),
        };
        self.action_chain().send_keys(key).perform().await?;
        self.is_done().await
    }

    /// Presses Tab until an expression about the element in focus (`it`) is true.
    pub async fn tab_to(&self, expression: &str) -> WebDriverResult<()> {
        for _ in 0..30 {
            if self
                .execute(
                    format!("const it = document.activeElement; return Boolean({expression})"),
                    vec![],
                )
                .await?
                .convert()?
            {
                return Ok(());
            }
            self.press("Tab").await?;
        }
        panic!("thirty stops lead to nothing of which {expression} is true");
    }

    /// From the next page on, the clock shows so many days after the day on which the documents
    /// were checked.
    pub async fn set_clock(&self, age: i64) -> WebDriverResult<()> {
        let checked =
            POLICIES.policies.iter().map(|policy| policy.checked_on).min().expect("a document");
        let (year, month, day) = (checked + time::Duration::days(age)).to_calendar_date();
        let name = age.to_string().replace('-', "_");
        let source = format!(
            "const Real{name} = Date; window.Date = class extends Real{name} {{
            constructor(...parts) {{ parts.length ? super(...parts) : super({year}, {}, \
         {day}) }} }}",
            u8::from(month) - 1
        );
        self.cdp()
            .send_raw(
                "Page.addScriptToEvaluateOnNewDocument",
                serde_json::json!({ "source": source }),
            )
            .await
            .map(|_| ())
    }

    /// Clicks one after the other.
    pub async fn clicks(&self, ids: &[&str]) -> WebDriverResult<()> {
        for id in ids {
            self.click(id).await?;
        }
        Ok(())
    }

    /// Opens the example company whose name holds these words.
    pub async fn open_company(&self, words: &str) -> WebDriverResult<()> {
        self.by_id("company--0").await?;
        let find = format!(
            "[...document.querySelectorAll('[id^=company--]')].find(one => \
         one.textContent.includes('{words}')).click()"
        );
        self.execute(find, vec![]).await.map(|_| ())
    }

    /// Waits until the address ends so.
    pub async fn arrives(&self, end: &str) -> WebDriverResult<()> {
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience {
            let is_there = self.current_url().await?.as_str().ends_with(end);
            // A page that is being left answers nothing, and has no turns to wait for.
            if is_there && matches!(self.is_whole().await, Ok(true)) {
                return Ok(());
            }
            let _ = self.turn().await;
        }
        panic!("the page did not arrive at {end}, but is at {}", self.current_url().await?);
    }

    /// Nothing was said on the console, and nothing was asked of any other origin. Only Chromium's
    /// driver hands out console and requests; elsewhere the page's own list of what it loaded is
    /// looked at.
    pub async fn was_quiet(&self, origin: &str) -> WebDriverResult<()> {
        let is_own = |url: &str| {
            url.starts_with(origin) || url.starts_with("data:") || url.starts_with("blob:")
        };
        self.console_is_quiet().await?;
        if engine() != Engine::Chromium {
            let loaded: Vec<String> = self
                .execute(
                    "return performance.getEntriesByType('resource').map(one => one.name)",
                    vec![],
                )
                .await?
                .convert()?;
            let foreign: Vec<&String> = loaded.iter().filter(|url| !is_own(url)).collect();
            assert!(foreign.is_empty(), "the page asked {foreign:?}");
            return Ok(());
        }
        let asked = self.requests().await?;
        assert!(!asked.is_empty(), "the log of requests was read");
        let foreign: Vec<&String> = asked.iter().filter(|url| !is_own(url)).collect();
        assert!(foreign.is_empty(), "the page asked {foreign:?}");
        Ok(())
    }

    /// Nothing was said on the console, where the driver hands it out.
    pub async fn console_is_quiet(&self) -> WebDriverResult<()> {
        if engine() == Engine::Chromium {
            let console = self.browser_log().await?;
            assert!(console.is_empty(), "the console says {console:?}");
        }
        Ok(())
    }

    /// What the page asked for since this was looked at last; Chromium only.
    pub async fn requests(&self) -> WebDriverResult<Vec<String>> {
        let mut asked = Vec::new();
        for entry in self.get_log("performance").await? {
            let message: Value = serde_json::from_str(&entry.message).expect("the log is JSON");
            if message["message"]["method"] == "Network.requestWillBeSent" {
                asked.push(
                    message["message"]["params"]["request"]["url"]
                        .as_str()
                        .unwrap_or_default()
                        .to_owned(),
                );
            }
        }
        Ok(asked)
    }

    /// Says on the last step that nothing was paid under another policy, and comes back to a page.
    pub async fn nothing_elsewhere(&self, back: &str) -> WebDriverResult<()> {
        self.execute("location.hash = '#/claimed_elsewhere'", vec![]).await?;
        self.click("claimed_elsewhere--nothing").await?;
        self.execute(format!("location.hash = '#/{back}'"), vec![]).await?;
        let gone = "!document.getElementById('claimed_elsewhere--nothing')";
        self.until(&format!("{gone} || location.hash === '#/all'")).await
    }

    /// Pastes a table into the page of tables, as a spreadsheet hands it over.
    pub async fn paste(&self, table: &str) -> WebDriverResult<()> {
        self.by_id("paste").await?;
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);
        document.getElementById('paste').dispatchEvent(new ClipboardEvent('paste', \
        { clipboardData: data, data: arguments[0], dataType: 'text/plain', bubbles: true, \
        cancelable: true }))";
        self.execute(script, vec![serde_json::json!(table)]).await.map(|_| ())
    }

    /// Clicks 继续.
    pub async fn go_on(&self) -> WebDriverResult<()> {
        self.by_id("next").await?.wait_until().enabled().await?;
        self.click("next").await
    }

    /// Returns what the page asked the browser to print since this was asked last; Chromium only.
    pub async fn asked_to_print(&self) -> WebDriverResult<Vec<String>> {
        self.execute("return window.printed.splice(0)", vec![]).await?.convert()
    }

    /// Waits until the live line has this total, in yuan: the least, and the most where it is
    /// given.
    pub async fn live_total(&self, least: &str, most: Option<&str>) -> WebDriverResult<()> {
        let most = most.map_or(String::new(), |most| format!("&& live.dataset.most === '{most}'"));
        self.until(&format!(
            "(live => live && live.dataset.least === '{least}' {most} \
             && !document.querySelector('[aria-busy=true], [data-busy], [data-opening]')) \
             (document.getElementById('live'))"
        ))
        .await
    }
}
