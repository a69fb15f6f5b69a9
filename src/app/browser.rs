//! The browser itself: address, storage, focus, date. Nothing here may fail loudly: a portal's
//! frame can refuse any of it.

use super::storage;
use crate::model::device::{Device, is_in_program};
use crate::model::keys;
use crate::model::questions::{Effect, HEADING, Keeping, SiteHead};
use crate::model::whole::Paper;
use gloo::timers::callback::Timeout;
use huiqi_rules::day::calendar_day;
use huiqi_sitting::next::Contact;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use time::Date;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, Document, Element, HtmlDocument, HtmlElement, HtmlTextAreaElement, Url, Window,
};

#[wasm_bindgen]
extern "C" {
    /// boot.js: opens the whole page in place of its first part.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiOpenWhole)]
    fn open_whole();
    /// boot.js: whether the whole page is here and only has to be opened.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiIsPrepared)]
    fn is_whole_prepared() -> bool;
    /// boot.js: takes the first part away, and gives what it kept; nothing where the whole page was
    /// opened at once.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiTakeOver)]
    pub(crate) fn take_over() -> Option<String>;
}

#[wasm_bindgen]
extern "C" {
    /// framed.js: hands a result to the host page, where the site allows it.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiTell)]
    pub(crate) fn tell_host(result: wasm_bindgen::JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// guard.js: shows that the page failed and where. A text that is a literal is shown too; one
    /// that is put together may hold an answer, and goes to the console alone.
    #[wasm_bindgen(js_namespace = ["window", "huiqiGuard"], js_name = panicked)]
    fn crash(file: &str, line: u32, literal: &str, text: &str);
}

thread_local! {
    static ANNOUNCED: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static OPENED: RefCell<Option<AfterPaint>> = const { RefCell::new(None) };
}

/// Does in the browser what the questions ask for; how long answers are kept, where that is to be
/// said.
pub(crate) fn run(effect: Effect) -> Option<Keeping> {
    match effect {
        Effect::Remember(text) => return storage::remember(&text),
        Effect::Forget => storage::forget(),
        Effect::Address(address) => open(&address),
        Effect::Title(title) => document().set_title(&title),
        // An announcement that is dropped before its time is never read out, and the text of the
        // one before it no longer holds.
        Effect::Announce(line) => {
            say("");
            ANNOUNCED.set(line.map(announce));
        }
        Effect::Enlarge(is_large) => {
            show_large(is_large);
            storage::keep(keys::LARGE, if is_large { "1" } else { "0" });
        }
        Effect::Focus(id) => focus(&id),
        Effect::Find(id) => find(&id),
        Effect::OpenWhole => OPENED.set(Some(after_paint(open_whole))),
        Effect::OpenPrepared => {
            if is_whole_prepared() {
                // INVARIANT: the code that removes the first part removes this mark.
                let _ = root().set_attribute(OPENING, "");
                OPENED.set(Some(after_paint(open_whole)));
            }
        }
    }
    None
}

pub(crate) fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window has a document")
}

pub(crate) fn root() -> Element {
    document().get_element_by_id("app").expect("the shell has a place for the page")
}

/// Returns a part of a page that is not in the page; none where the browser makes none.
pub(crate) fn new_part() -> Option<Element> {
    document().create_element("div").ok()
}

/// Has panics reported to guard.js, with nothing but the browser's own means. Nothing is put
/// together here: that would make the first load larger.
pub(crate) fn report_panics() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        let Some(place) = panic.location() else { return };
        let payload = panic.payload();
        let literal = payload.downcast_ref::<&str>().copied().unwrap_or_default();
        let text = payload.downcast_ref::<String>().map_or(literal, String::as_str);
        crash(place.file(), place.line(), literal, text);
    }));
}

/// Returns the visitor's own local date.
pub(crate) fn today() -> Date {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    calendar_day(year as i32, month as u8, day as u8).unwrap_or(Date::MIN)
}

/// Returns what boot.js or framed.js wrote on the page's root.
pub(super) fn on_root(name: &str) -> Option<String> {
    document().document_element().and_then(|root| root.get_attribute(name))
}

/// Returns the region that a host page presets.
pub(crate) fn preset() -> Option<String> {
    on_root("data-region")
}

/// Returns the origin of the host page that may receive a result, where there is one.
pub(crate) fn host() -> Option<String> {
    on_root("data-host")
}

/// Reads a chosen file as text; nothing where that fails.
pub(crate) fn read_file(file: &web_sys::File, done: impl Fn(Option<String>) + 'static) {
    let Ok(reader) = web_sys::FileReader::new() else { return done(None) };
    let its_own = reader.clone();
    let ready = wasm_bindgen::closure::Closure::once_into_js(move || {
        done(its_own.result().ok().and_then(|text| text.as_string()))
    });
    reader.set_onloadend(Some(ready.unchecked_ref()));
    let _ = reader.read_as_text(file);
}

/// Saves a text as a file; false where the browser cannot.
pub(crate) fn save(name: &str, text: &str) -> bool {
    let parts = js_sys::Array::of1(&text.into());
    Blob::new_with_str_sequence(&parts).is_ok_and(|blob| save_file(name, &blob))
}

/// Saves a file; false where the browser cannot.
pub(crate) fn save_file(name: &str, blob: &Blob) -> bool {
    let saved = || {
        let address = Url::create_object_url_with_blob(blob).ok()?;
        let link = document().create_element("a").ok()?.dyn_into::<HtmlElement>().ok()?;
        link.set_attribute("href", &address).ok()?;
        link.set_attribute("download", name).ok()?;
        link.click();
        Url::revoke_object_url(&address).ok()
    };
    !is_in_chat() && saved().is_some()
}

/// In a frame the host page says it anew each time, and what is switched there holds for the visit.
pub(crate) fn wants_large() -> bool {
    let is_stored =
        on_root("data-keep").is_none() && storage::kept(keys::LARGE).as_deref() == Some("1");
    is_stored
        || document().document_element().is_some_and(|root| root.class_list().contains("large"))
}

pub(crate) fn show_large(large: bool) {
    if let Some(root) = document().document_element() {
        let _ = if large {
            root.class_list().add_1("large")
        } else {
            root.class_list().remove_1("large")
        };
    }
}

pub(crate) fn address() -> String {
    window().location().hash().unwrap_or_default()
}

/// Puts a page's address into the browser, so that Back leads to the page before.
fn open(wanted: &str) {
    let now = address();
    if now == wanted {
        return;
    }
    if let Ok(history) = window().history() {
        let nothing = wasm_bindgen::JsValue::NULL;
        // The first page of a visit takes the place of the bare address.
        let _ = if now.is_empty() {
            history.replace_state_with_url(&nothing, "", Some(wanted))
        } else {
            history.push_state_with_url(&nothing, "", Some(wanted))
        };
    }
}

/// Puts an address into the browser in the place of the one that is there.
pub(crate) fn replace_address(wanted: &str) {
    if address() != wanted
        && let Ok(history) = window().history()
    {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(wanted));
    }
}

/// Has this read out once nothing changes for a moment.
fn announce(text: String) -> Timeout {
    Timeout::new(800, move || say(&text))
}

/// Writes into the live region that only a screen reader has.
fn say(text: &str) {
    if let Some(region) = document().get_element_by_id("announce") {
        region.set_text_content(Some(text));
    }
}

/// Dropped before the browser paints, what was to be done is never done.
pub(crate) type AfterPaint = (gloo::render::AnimationFrame, Timeout);

/// A page in the background and a frame out of view are not painted: what waits for that is done
/// after so many milliseconds.
const UNPAINTED_MS: u32 = 100;

/// Does this once what is drawn now has been painted.
pub(crate) fn after_paint<F: FnOnce() + 'static>(then: F) -> AfterPaint {
    let then = Rc::new(Cell::new(Some(then)));
    let late = then.clone();
    let call = |then: &Cell<Option<_>>| then.take().map_or((), |then: F| then());
    let frame = gloo::render::request_animation_frame(move |_| {
        Timeout::new(0, move || call(&then)).forget();
    });
    (frame, Timeout::new(UNPAINTED_MS, move || call(&late)))
}

/// Marks the page while the whole takes the place of the first part.
const OPENING: &str = "data-opening";

/// Takes the mark away that the whole is being opened.
pub(crate) fn opened() {
    let _ = root().remove_attribute(OPENING);
}

/// Marks the page while something that was pressed is still to be done. Not `aria-busy`: it lasts
/// for a frame, and a screen reader would pass over the page.
pub(crate) fn set_busy(is_busy: bool) {
    let _ = if is_busy {
        root().set_attribute("data-busy", "")
    } else {
        root().remove_attribute("data-busy")
    };
}

/// Moves the focus to an element; to the heading from the top of the page.
pub(super) fn focus(id: &str) {
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.focus();
        if id == HEADING {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

/// Scrolls no further than shows an element.
pub(crate) fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Returns what the operator of the site wrote into the head of the page.
pub(crate) fn configured(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name={name}]")).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).filter(|content| !content.is_empty())
}

/// Returns what the site says of itself.
pub(crate) fn site() -> SiteHead {
    SiteHead {
        name: configured("huiqi-title").unwrap_or_else(|| "惠企".to_owned()),
        address: configured("huiqi-address"),
        stale_days: configured("huiqi-stale-days").and_then(|days| days.parse().ok()),
        build: configured("huiqi-build"),
    }
}

/// Returns what the browser can do.
pub(crate) fn device() -> Device {
    Device {
        public_address: public_address(),
        can_share: share_function().is_some(),
        can_speak: can_speak(),
        is_in_chat: is_in_chat(),
        contacts: contacts(),
        documents: documents(),
        is_folder: storage::is_folder(),
        locked: on_root("data-locked").and_then(|_| preset()),
    }
}

/// Returns whom the site names for questions: pairs of an office and its number, a line each.
fn contacts() -> Vec<Contact> {
    let lines = configured("huiqi-contacts").unwrap_or_default();
    let contact = |line: &str| {
        let (office, phone) = line.split_once('|')?;
        Some(Contact { office: office.to_owned(), phone: phone.to_owned() })
    };
    lines.split(';').filter_map(contact).collect()
}

/// Returns the official addresses that the site has for documents, by their ids.
fn documents() -> Vec<(String, String)> {
    let written = configured("huiqi-documents").unwrap_or_default();
    let mut words = written.split(' ').map(str::to_owned);
    std::iter::from_fn(|| Some((words.next()?, words.next()?))).collect()
}

/// Returns the address that others can open: the one configured, else this page's own; none where
/// the page was opened from a folder.
fn public_address() -> Option<String> {
    let configured = configured("huiqi-address");
    let own = || {
        let location = window().location();
        let protocol = location.protocol().ok()?;
        if !protocol.starts_with("http") {
            return None;
        }
        Some(format!("{}{}", location.origin().ok()?, location.pathname().ok()?))
    };
    configured.or_else(own)
}

/// Copies the text of a text area; false where the browser does not allow it.
pub(crate) fn copy(id: &str) -> bool {
    let area = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok());
    area.is_some_and(|area| {
        let _ = area.focus();
        area.select();
        document()
            .dyn_into::<HtmlDocument>()
            .is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
    })
}

/// Copies words that no field holds; false where the browser does not allow it.
pub(crate) fn copy_words(words: &str) -> bool {
    let copied = || {
        let focused = document().active_element();
        let area = document().create_element("textarea").ok()?;
        area.set_attribute("class", "hide").ok()?;
        area.set_attribute("id", "copied-words").ok()?;
        area.dyn_ref::<HtmlTextAreaElement>()?.set_value(words);
        root().append_child(&area).ok()?;
        let is_copied = copy("copied-words");
        area.remove();
        if let Some(focused) = focused.and_then(|one| one.dyn_into::<HtmlElement>().ok()) {
            let _ = focused.focus();
        }
        Some(is_copied)
    };
    copied().unwrap_or(false)
}

fn share_function() -> Option<js_sys::Function> {
    js_sys::Reflect::get(&window().navigator(), &"share".into()).ok()?.dyn_into().ok()
}

/// Hands a link to the system; what the visitor decides there is not asked.
pub(crate) fn share(link: &str) {
    let Some(function) = share_function() else { return };
    let data = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&data, &"title".into(), &document().title().into());
    let _ = js_sys::Reflect::set(&data, &"url".into(), &link.into());
    if let Ok(promise) = function.call1(&window().navigator(), &data)
        && let Ok(promise) = promise.dyn_into::<js_sys::Promise>()
    {
        // The visitor may cancel: nothing is to be said then.
        let ignore = wasm_bindgen::closure::Closure::once(|_: wasm_bindgen::JsValue| {});
        let _ = promise.catch(&ignore);
        ignore.forget();
    }
}

/// Whether a program shows this page that neither prints nor saves.
fn is_in_chat() -> bool {
    is_in_program(&window().navigator().user_agent().unwrap_or_default())
}

/// Returns the browser's way to read out.
fn speech() -> Option<js_sys::Object> {
    js_sys::Reflect::get(&window(), &"speechSynthesis".into()).ok()?.dyn_into().ok()
}

fn call(of: &js_sys::Object, name: &str, arguments: &js_sys::Array) -> Option<JsValue> {
    let function = js_sys::Reflect::get(of, &name.into()).ok()?;
    function.dyn_into::<js_sys::Function>().ok()?.apply(of, arguments).ok()
}

/// Whether the browser has a Chinese voice; it may learn of its voices late.
pub(crate) fn can_speak() -> bool {
    let voices = speech().and_then(|speech| call(&speech, "getVoices", &js_sys::Array::new()));
    voices.is_some_and(|voices| {
        js_sys::Array::from(&voices).iter().any(|voice| {
            let language = js_sys::Reflect::get(&voice, &"lang".into()).ok();
            language
                .and_then(|language| language.as_string())
                .is_some_and(|language| language.to_ascii_lowercase().starts_with("zh"))
        })
    })
}

/// Has a text read out, in the place of what is being read out.
pub(crate) fn speak(text: &str) {
    let spoken = || {
        let speech = speech()?;
        let class = js_sys::Reflect::get(&window(), &"SpeechSynthesisUtterance".into()).ok()?;
        let words = js_sys::Array::of1(&text.into());
        let utterance =
            js_sys::Reflect::construct(&class.dyn_into::<js_sys::Function>().ok()?, &words).ok()?;
        js_sys::Reflect::set(&utterance, &"lang".into(), &"zh-CN".into()).ok()?;
        call(&speech, "cancel", &js_sys::Array::new());
        call(&speech, "speak", &js_sys::Array::of1(&utterance))
    };
    let _ = spoken();
}

/// Puts a look on the whole page, or takes it away.
pub(crate) fn set_look(name: &str, is_on: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.class_list().toggle_with_force(name, is_on);
    }
}

/// Puts the style of the library on the page, or takes it away; the page in one file has it inside.
pub(crate) fn show_library_style(is_on: bool) {
    const OWN: &str = "library-style";
    let document = document();
    let inside = document.get_element_by_id("single--library-style");
    let style = inside.or_else(|| document.get_element_by_id(OWN)).or_else(|| {
        let link = document.create_element("link").ok()?;
        for (name, value) in [("id", OWN), ("rel", "stylesheet"), ("href", "library/library.css")] {
            link.set_attribute(name, value).ok()?;
        }
        document.query_selector("head").ok()??.append_child(&link).ok()?;
        Some(link)
    });
    if let Some(style) = style {
        let _ = style.set_attribute("media", if is_on { "all" } else { "not all" });
    }
}

/// Prints the sheet of a page, or all that the page shows.
pub(crate) fn print(paper: Paper) {
    if let Some(root) = document().document_element() {
        let _ = root.class_list().toggle_with_force("paper-whole", paper == Paper::Everything);
    }
    let _ = window().print();
}

/// Brings an element or a question into view and gives it, or its first field, the focus.
pub(crate) fn find(id: &str) {
    let document = document();
    let field = document
        .get_element_by_id(id)
        .or_else(|| document.query_selector(&format!("#q--{id} input")).ok().flatten());
    if let Some(element) = field.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        // Its words come first, below what stays on top of the page.
        let question = document.get_element_by_id(&format!("q--{id}"));
        question.unwrap_or_else(|| element.into()).scroll_into_view();
    }
}
