//! Handing a result on: link, QR code, plain text; and opening what was received.

use super::element::{Element, el, many, plain};
use super::frame::{body, headline, strip, which_case};
use super::view::WholeView;
use crate::model::facts::heading;
use crate::model::questions::Action as Question;
use crate::model::results::ShareFacts;
use crate::model::whole::Action;
use huiqi_sitting::qr::QrPath;
use huiqi_sitting::questionnaire::Page;
use yew::prelude::Html;

/// Draws the QR code of the link: as a picture, since a browser that darkens pages leaves pictures
/// as they are.
pub(crate) fn qr_code(drawn: &QrPath) -> Element {
    let (width, path) = (drawn.width, &drawn.path);
    let picture = format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} \
         {width}'%3E%3Cpath fill='%23fff' d='M0 0h{width}v{width}H0z'/%3E%3Cpath \
         stroke='%23000' d='{path}'/%3E%3C/svg%3E"
    );
    el("img", "qr").set("src", picture).set("alt", "二维码：用手机打开这份结果")
}

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>, facts: &ShareFacts) -> Html {
    let link = facts.link.as_ref();
    let count = view.questions.cases.list().len();
    let lead = if count > 1 {
        format!("链接里有 {count} 个案例的答案和日期，包括您起的名称，不经过服务器。")
    } else {
        "链接里只有您的答案和日期，不经过服务器。".to_owned()
    };
    let shared = link.unwrap_or(&facts.code).clone();
    let words = if link.is_some() {
        "链接"
    } else {
        "代码（本页没有公网地址，对方在“打开收到的链接”里粘贴即可）"
    };
    let system = link.filter(|_| view.whole.device.can_share).map(|link| {
        el("button", "btn btn--plain")
            .id("share")
            .set("type", "button")
            .text("用系统分享")
            .click_now(view, Action::Share(link.clone()))
    });
    let main = body("wrap main")
        .child(headline(heading(view.session)))
        .maybe(which_case(view))
        .child(el("p", "lead").text(lead))
        .child(
            el("section", "section")
                .child(el("h2", "section__h").text("链接和二维码"))
                .maybe(facts.qr.as_ref().map(qr_code))
                .child(area(view, "link", words, shared, "复制链接"))
                .maybe(system),
        )
        .child(el("section", "section").child(el("h2", "section__h").text("文字版")).child(area(
            view,
            "text",
            "可粘贴到聊天或邮件里",
            facts.text.clone(),
            "复制文字",
        )))
        .child(el("p", "small").id("told").set("role", "status").text(view.whole.message))
        .child(received(view))
        .child(
            el("div", "acts").child(
                el("button", "btn btn--main")
                    .id("back")
                    .set("type", "button")
                    .text("回到结果")
                    .click(view, Question::Go(Page::Result)),
            ),
        );
    many(vec![strip(view).html(), main.html()])
}

/// Draws a text to be copied, with its button; it can also be selected by hand.
fn area(
    view: &WholeView<'_>,
    id: &'static str,
    label: &'static str,
    text: String,
    button: &'static str,
) -> Element {
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
                    .click_now(view, Action::CopyText(id)),
            ),
        )
}

/// Draws the field for a link or code that someone sent.
fn received(view: &WholeView<'_>) -> Element {
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
                    .left(view, Action::Receive),
            ),
    )
}
