//! Handing a result on: text with the link, a picture, the code to scan; and opening what was
//! received.

use super::element::{Element, el, many, plain};
use super::frame::{body, headline, icon, strip, which_case};
use super::result_next::company_name;
use super::view::WholeView;
use crate::model::card::Card;
use crate::model::facts::heading;
use crate::model::questions::Action as Question;
use crate::model::results::ShareFacts;
use crate::model::whole::Action;
use crate::model::words::COPIED;
use huiqi_sitting::qr::QrPath;
use huiqi_sitting::questionnaire::Page;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
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

#[wasm_bindgen]
extern "C" {
    /// card.js: returns the picture of these words as an address.
    #[wasm_bindgen(js_namespace = window, js_name = huiqiCard)]
    fn draw_card(card: &JsValue) -> String;
}

/// Returns the picture of a result as an address; empty where the browser draws none.
pub(crate) fn draw(card: &Card) -> String {
    let writer = serde_wasm_bindgen::Serializer::json_compatible();
    card.serialize(&writer).map_or_else(|_| String::new(), |card| draw_card(&card))
}

/// Draws the page: in the order in which it is done in a chat program.
pub(crate) fn page(view: &WholeView<'_>, facts: &ShareFacts) -> Html {
    let count = view.whole.cases_here().len();
    let lead = if count > 1 {
        format!("链接里有 {count} 个案例的答案和日期，包括您起的名称，不经过服务器。")
    } else {
        "链接里只有您的答案和日期，不经过服务器。".to_owned()
    };
    let back = el("button", "more")
        .id("back")
        .set("type", "button")
        .text("‹ 回到结果")
        .click(view, Question::Go(Page::Result));
    let main = body("wrap main")
        .child(el("p", "eyebrow").child(back))
        .child(headline(heading(view.session)))
        .maybe(which_case(view))
        .child(el("p", "lead").text(lead))
        .maybe(
            (view.whole.left_out())
                .map(|words| el("p", "note note--box note--care").id("left-out").text(words)),
        )
        .child(company_name(view, "企业名称（可以不填，不写进链接，不保存）"))
        .child(
            el("div", "share")
                .child(words(view, facts))
                .child(picture(view, facts))
                .child(code(view, facts)),
        )
        .child(receipt(view, facts))
        .child(el("p", "small").id("told").set("role", "status").text(view.whole.message))
        .child(received(view));
    many(vec![strip(view).html(), main.html()])
}

fn step(id: &'static str, heading: &'static str) -> Element {
    el("section", "share__step").id(id).child(plain("h2").text(heading))
}

fn words(view: &WholeView<'_>, facts: &ShareFacts) -> Element {
    let name = &view.whole.label;
    let text = if name.is_empty() { facts.text.clone() } else { format!("{name}\n{}", facts.text) };
    step("share-words", "发一段话")
        .list(area(view, "text", "这段话里有结果、怎么问和链接", text, "复制"))
        .child(el("p", "small").text("复制以后按钮变成“已复制”，到微信里粘贴。"))
}

fn picture(view: &WholeView<'_>, facts: &ShareFacts) -> Element {
    let step = step("share-picture", "发一张图");
    let Some(address) = &view.whole.picture else {
        return step.child(el("p", "small").text("这里的浏览器不能画图，请用上面的文字。"));
    };
    let spoken = Card { name: view.whole.label.clone(), ..facts.card.clone() }.spoken();
    let image = el("img", "share__picture")
        .id("picture")
        .set("src", address.clone())
        .set("alt", format!("结果图片：{spoken}"));
    let save = (!view.whole.device.is_in_chat).then(|| {
        el("a", "btn btn--plain btn--block")
            .id("save-picture")
            .set("href", address.clone())
            .set("download", "huiqi.png")
            .text("存图片")
    });
    step.child(el("p", "small").text("长按图片，转发或保存。")).child(image).maybe(save)
}

fn code(view: &WholeView<'_>, facts: &ShareFacts) -> Element {
    let link = facts.link.as_ref();
    let shared = link.unwrap_or(&facts.code).clone();
    let words = if link.is_some() {
        "只要链接"
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
    step("share-code", "当面扫码")
        .maybe(facts.qr.as_ref().map(qr_code))
        .maybe(
            facts
                .qr
                .as_ref()
                .map(|_| el("p", "small").text("用另一部手机扫，打开的是同一份答案。")),
        )
        .list(area(view, "link", words, shared, "复制链接"))
        .maybe(system)
}

/// Draws a text to be copied, with its button; it can also be selected by hand.
fn area(
    view: &WholeView<'_>,
    id: &'static str,
    label: &'static str,
    text: String,
    button: &'static str,
) -> Vec<Element> {
    let is_text = id == "text";
    let is_copied = view.whole.copied == id && view.whole.message == COPIED;
    let class = if is_text { "btn btn--main btn--block" } else { "btn btn--plain btn--block" };
    let field =
        el("div", "field").key("field").child(plain("label").set("for", id).text(label)).child(
            el("textarea", "field__area")
                .id(id)
                .set("readonly", "")
                .set("rows", if is_text { "12" } else { "3" })
                .value(text),
        );
    let copy = el("button", class)
        .key("copy")
        .id(format!("copy--{id}"))
        .set("type", "button")
        .child(icon("#i-copy"))
        .text(if is_copied { "已复制" } else { button })
        .click_now(view, Action::CopyText(id));
    vec![field, copy]
}

/// Draws what keeps the result for later: a file that is computed again then.
fn receipt(view: &WholeView<'_>, facts: &ShareFacts) -> Element {
    let file = &facts.receipt;
    let save = el("button", "btn btn--plain")
        .id("save-receipt")
        .set("type", "button")
        .text("保存结果凭据")
        .click_now(view, Action::SaveText(file.name.clone(), file.text.clone()));
    let check = plain("a")
        .id("to-receipt-page")
        .set("href", "#/receipt")
        .text("核对凭据")
        .click(view, Question::Go(Page::Receipt));
    el("section", "section")
        .child(el("h2", "section__h").text("留一份凭据"))
        .child(el("p", "section__p").text(
            "凭据是一个小文件，写着按哪一版规则、哪些答案、每一项怎么算的，没有企业名称。\
             以后金额变了，用它能查出是哪一条变了。",
        ))
        .child(el("div", "acts").child(save).child(check))
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
