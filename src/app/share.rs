//! Handing a result on: link, QR code, plain text; and opening what was received.

use super::element::{Element, el, many, plain};
use super::frame::{body, heading, strip, which_case};
use super::state::{Action, Kit};
use super::{View, browser, perform};
use huiqi_sitting::link::encode;
use huiqi_sitting::qr;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::{Callback, Html, MouseEvent};

/// The code of all cases.
fn code(view: &View<'_>) -> String {
    let cases = &view.store.cases;
    encode(cases, &cases.totals())
}

/// The link to all cases; none where the page has no address that others can open.
fn link(view: &View<'_>) -> Option<String> {
    let page = if view.store.cases.list().len() > 1 { "compare" } else { "result" };
    browser::public_address().map(|address| format!("{address}#/{page}?c={}", code(view)))
}

/// The QR code of the link; nothing where there is no link.
pub(crate) fn qr_code(view: &View<'_>) -> Option<Element> {
    let drawn = qr::draw(&link(view)?)?;
    let svg = el("svg", "qr")
        .set("viewBox", format!("0 0 {0} {0}", drawn.width))
        .set("role", "img")
        .set("aria-label", "二维码：用手机打开这份结果")
        .child(plain("path").set("d", drawn.path));
    Some(svg)
}

/// The page.
pub(crate) fn page(view: &View<'_>) -> Html {
    let link = link(view);
    let count = view.store.cases.list().len();
    let lead = if count > 1 {
        format!("链接里有 {count} 个案例的答案、日期和理解，包括您起的名称，不经过服务器。")
    } else {
        "链接里只有答案、日期和理解，不经过服务器。".to_owned()
    };
    let text = wording::link::plain_text(&view.store.cases, view.report(), link.as_deref());
    let shared = link.clone().unwrap_or_else(|| code(view));
    let words = if link.is_some() {
        "链接"
    } else {
        "代码（本页没有公网地址，对方在“打开收到的链接”里粘贴即可）"
    };
    let system = link.clone().filter(|_| browser::can_share()).map(|link| {
        let share = Callback::from(move |_: MouseEvent| browser::share(&link));
        el("button", "btn btn--plain")
            .id("share")
            .set("type", "button")
            .text("用系统分享")
            .on_click(share)
    });
    let main = body("wrap main")
        .child(el("h1", "title").id("heading").set("tabindex", "-1").text(heading(view.session)))
        .maybe(which_case(view))
        .child(el("p", "lead").text(lead))
        .child(
            el("section", "section")
                .child(el("h2", "section__h").text("链接和二维码"))
                .maybe(qr_code(view))
                .child(area(view, "link", words, shared, "复制链接"))
                .maybe(system),
        )
        .child(el("section", "section").child(el("h2", "section__h").text("文字版")).child(area(
            view,
            "text",
            "可粘贴到聊天或邮件里",
            text,
            "复制文字",
        )))
        .child(el("p", "small").id("told").set("role", "status").text(view.store.told))
        .child(received(view))
        .child(
            el("div", "acts").child(
                el("button", "btn btn--main")
                    .id("back")
                    .set("type", "button")
                    .text("回到结果")
                    .click(view, Action::Go(Page::Result)),
            ),
        );
    many(vec![strip(view).html(), main.html()])
}

/// A text to be copied, with its button; it can also be selected by hand.
fn area(
    view: &View<'_>,
    id: &'static str,
    label: &'static str,
    text: String,
    button: &'static str,
) -> Element {
    let store = view.store.clone();
    let copy = Callback::from(move |_: MouseEvent| {
        perform(
            &store,
            Action::Kit(Kit::Tell(if browser::copy(id) {
                "已复制。"
            } else {
                "浏览器不允许自动复制，请长按或全选后复制。"
            })),
        );
    });
    let rows = if text.contains('\n') { "10" } else { "5" };
    el("div", "field")
        .child(plain("label").set("for", id).text(label))
        .child(
            el("textarea", "field__area").id(id).set("readonly", "").set("rows", rows).value(text),
        )
        .child(
            el("div", "acts").child(
                el("button", "btn btn--plain")
                    .id(format!("copy--{id}"))
                    .set("type", "button")
                    .text(button)
                    .on_click(copy),
            ),
        )
}

/// The field for a link or code that someone sent.
fn received(view: &View<'_>) -> Element {
    let today = view.today;
    el("section", "section").child(el("h2", "section__h").text("打开收到的链接")).child(
        el("div", "field")
            .child(
                plain("label")
                    .set("for", "received")
                    .text("粘贴链接或代码，离开输入框后打开。您现在的答案会先留着，可以恢复。"),
            )
            .child(
                plain("input")
                    .id("received")
                    .set("type", "text")
                    .set("autocomplete", "off")
                    .left(view, move |text| Action::Kit(Kit::Receive(text, today))),
            ),
    )
}
