//! The page whose frame this is: what it may receive, and the button without which it receives
//! nothing.

use super::element::{Element, el, plain};
use super::view::WholeView;
use crate::model::whole::Action;

/// Asks whether the host page may receive this result; nothing where it did not ask, or where the
/// site does not allow it.
pub(crate) fn section(view: &WholeView<'_>) -> Option<Element> {
    let host = view.whole.host.as_ref()?;
    let words = format!(
        "{host} 需要这次的测算结果。您同意后，只把所在地、申报日期、合计和每项金额发给它，其他答案不会发送。"
    );
    Some(
        el("section", "section screen-only")
            .id("host")
            .child(el("h2", "section__h").text("把结果发给嵌入本页的网站"))
            .child(plain("p").text(words))
            .child(
                el("p", "acts").child(
                    el("button", "btn")
                        .id("tell-host")
                        .set("type", "button")
                        .text("同意，发给它")
                        .click(view, Action::TellHost),
                ),
            )
            .child(el("p", "small").id("host-told").set("role", "status").text(view.whole.message)),
    )
}
