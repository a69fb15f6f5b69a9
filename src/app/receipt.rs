//! A receipt, computed again: the same, or what differs; and what is known of an older link.

use super::browser;
use super::element::{Element, el, many, plain};
use super::frame::{body, headline, strip};
use super::shell::Sends;
use super::view::WholeView;
use crate::model::difference::DifferenceAction;
use crate::model::facts::heading;
use crate::model::receipt::{OwnRules, REPLAY_HEADING, ReceiptAction};
use huiqi_sitting::plain::Plain;
use huiqi_sitting::receipt::{ReceiptFault, Replay, ThenSource};
use huiqi_sitting::wording;
use huiqi_sitting::wording::receipt::total;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use yew::prelude::Html;

const THEN: &str = "凭据里写的";
const NOW: &str = "这里算的";

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>) -> Html {
    let sender = view.sender().clone();
    let read = move |text: Option<String>| {
        sender.press(ReceiptAction::Open(text.and_then(|text| parsed(&text))).into());
    };
    let file = el("input", "field__file")
        .id("receipt")
        .set("type", "file")
        .set("accept", ".json,application/json")
        .file(move |file| browser::read_file(&file, read.clone()));
    let open = el("section", "section").child(
        el("div", "field")
            .child(plain("label").set("for", "receipt").text("打开以前保存的结果凭据"))
            .child(file),
    );
    let main = body("wrap main")
        .child(headline(heading(view.session)))
        .child(el("p", "lead").text(
            "按凭据里的答案和日期，用这里的规则重新算一遍，看有没有变。\
             文件只在这台电脑上读，不上传，您现在的答案不变。",
        ))
        .maybe(link(view))
        .child(open)
        .maybe(view.whole.receipt.opened.as_ref().map(|opened| match opened {
            Ok(replay) => replayed(view, replay, &view.whole.receipt.own),
            Err(fault) => refused(fault),
        }));
    // Without a place there is no amount to show.
    let strip = view.session.region().map(|_| strip(view).html());
    many(strip.into_iter().chain([main.html()]).collect())
}

/// Returns a text of JSON as plain data; none where it is none, or too deep.
fn parsed(text: &str) -> Option<Plain> {
    plain_of(&JSON::parse(text.trim_start_matches('\u{feff}')).ok()?, 0)
}

fn plain_of(value: &JsValue, depth: usize) -> Option<Plain> {
    if value.is_null() {
        return Some(Plain::Nothing);
    }
    if let Some(yes) = value.as_bool() {
        return Some(Plain::YesNo(yes));
    }
    if let Some(text) = value.as_string() {
        return Some(Plain::Text(text));
    }
    if value.as_f64().is_some() {
        return JSON::stringify(value).ok().map(|digits| Plain::Number(digits.into()));
    }
    if depth == Plain::DEEPEST {
        return None;
    }
    if Array::is_array(value) {
        let items = Array::from(value);
        let items = items.iter().map(|item| plain_of(&item, depth + 1));
        return items.collect::<Option<Vec<_>>>().map(Plain::List);
    }
    let keys = Object::keys(&Object::from(value.clone()));
    let part = |key: JsValue| {
        let inner = plain_of(&Reflect::get(value, &key).ok()?, depth + 1)?;
        Some((key.as_string()?, inner))
    };
    keys.iter().map(part).collect::<Option<Vec<_>>>().map(Plain::Object)
}

fn section(heading: &'static str) -> Element {
    el("section", "section")
        .id("replay")
        .child(el("h2", "section__h").id(REPLAY_HEADING).set("tabindex", "-1").text(heading))
}

fn refused(fault: &ReceiptFault) -> Element {
    section("没有核对").child(el("p", "section__p").text(fault.message.clone()))
}

fn replayed(view: &WholeView<'_>, replay: &Replay, own: &OwnRules) -> Element {
    let heading = if replay.is_same() { "和凭据一样" } else { "和凭据不一样" };
    let note = |text: &String| el("p", "section__p").key(text).text(text.clone());
    section(heading)
        .set("data-same", replay.is_same().to_string())
        .child(plain("div").list(view.whole.receipt.notes.iter().map(note).collect()))
        .maybe(own_rules(own))
        .child(sentences(replay).id("differences"))
        .child(sides(replay))
        .maybe((!replay.is_same()).then(|| since(view, &replay.then.edition, "receipt")).flatten())
}

/// Draws what is to be said of a result that was computed again.
fn sentences(replay: &Replay) -> Element {
    let sentences = wording::receipt::sentences(replay).into_iter().enumerate();
    let lines = sentences.map(|(index, text)| plain("li").key(&index.to_string()).text(text));
    el("ul", "section__p").list(lines.collect())
}

/// Draws the way to what changed in the rules since an edition; nothing where it is not here.
fn since(view: &WholeView<'_>, edition: &str, of: &'static str) -> Option<Element> {
    let id = ["difference-since-", of].concat();
    view.whole.can_compare_since(edition).then(|| {
        el("div", "acts").child(
            el("button", "btn")
                .id(id)
                .set("type", "button")
                .text("看这两版规则差在哪里")
                .click(view, DifferenceAction::OpenSince(edition.to_owned())),
        )
    })
}

/// Draws what the rules of then say; nothing where they are not here.
fn own_rules(own: &OwnRules) -> Option<Element> {
    let line = |words: String| el("p", "section__p").set("role", "status").text(words);
    match own {
        OwnRules::NotHere => None,
        OwnRules::Coming => Some(line("正在取当时的规则……".to_owned())),
        OwnRules::Refused(why) => Some(line(format!("当时的规则没有用上：{why}"))),
        OwnRules::Computed(own) if own.is_same() => Some(line(wording::receipt::proved(own))),
        OwnRules::Computed(own) => Some(
            plain("div")
                .child(line(
                    "用当时的规则重新算过，和凭据写的不一样，凭据可能被改过。\
                     下面说的“当时”，是重新算出来的。"
                        .to_owned(),
                ))
                .child(sentences(own)),
        ),
    }
}

/// Draws both sides in a table: what the file says, and what is computed here.
fn sides(replay: &Replay) -> Element {
    let (then, now) = (&replay.then, &replay.now);
    let short = |words: &str| words.chars().take(40).collect::<String>();
    let rows = [
        ("规则版本", short(&then.edition), now.edition.clone()),
        ("规则校验码", short(&then.rules), now.rules.clone()),
        ("程序版本", short(&then.engine), now.engine.clone()),
        ("申报日期", wording::date(then.on), wording::date(now.on)),
        ("合计", total(then), total(now)),
    ];
    let then_head = match replay.source {
        ThenSource::File => THEN,
        ThenSource::OwnRules => "当时",
    };
    let row = |(name, then, now): (&'static str, String, String)| {
        let cell =
            |label: &'static str, words: String| plain("td").set("data-label", label).text(words);
        plain("tr")
            .key(name)
            .child(plain("th").set("scope", "row").text(name))
            .child(cell(then_head, then))
            .child(cell(NOW, now))
    };
    let head = |words: &'static str| plain("th").set("scope", "col").text(words);
    el("table", "rows stack")
        .set("role", "table")
        .child(el("caption", "hide").text("凭据里写的，和这里算的"))
        .child(
            plain("thead")
                .child(plain("tr").child(head("项目")).child(head(then_head)).child(head(NOW))),
        )
        .child(plain("tbody").list(rows.into_iter().map(row).collect()))
}

/// Draws what is known of a link of another edition.
fn link(view: &WholeView<'_>) -> Option<Element> {
    let link = view.whole.receipt.link.as_ref()?;
    let line =
        |(index, text): (usize, &String)| plain("p").key(&index.to_string()).text(text.clone());
    let case = |(index, (name, replay)): (usize, &(String, Replay))| {
        plain("div")
            .key(&index.to_string())
            .child(plain("h3").text(name.clone()))
            .child(sentences(replay))
            .child(sides(replay))
    };
    let unknown = link.cases.is_empty().then(|| {
        el("p", "section__p").text(
            "链接里只有当时的答案和合计，没有每一项，所以从链接看不出是哪一条变了。\
             当时保存过结果凭据的，请在下面打开，逐项核对。",
        )
    });
    Some(
        el("section", "section")
            .id("older-link")
            .child(el("h2", "section__h").text("您打开的链接"))
            .child(plain("div").list(link.lines.iter().enumerate().map(line).collect()))
            .maybe(own_rules(&link.own))
            .child(plain("div").list(link.cases.iter().enumerate().map(case).collect()))
            .maybe(unknown)
            .maybe(since(view, &link.edition, "link")),
    )
}
