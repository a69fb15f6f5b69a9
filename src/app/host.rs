//! The page whose frame this is: what it may receive, and the button without which it receives
//! nothing.

use super::element::{Element, el, plain};
use super::whole::WholeView;
use crate::model::whole::Action;

/// Asks whether the host page may receive this result; nothing where it did not ask, or where the
/// site does not allow it.
pub(crate) fn section(view: &WholeView<'_>) -> Option<Element> {
    let host = view.whole.host.as_ref()?;
    let words = format!(
        "{host} 想知道这次的结果。您同意后，只告诉它：所在地、申报日期、合计和每项金额。其他答案不会告诉。"
    );
    Some(
        el("section", "section screen-only")
            .id("host")
            .child(el("h2", "section__h").text("把结果告诉嵌入本页的网站"))
            .child(plain("p").text(words))
            .child(
                el("p", "acts").child(
                    el("button", "btn")
                        .id("tell-host")
                        .set("type", "button")
                        .text("同意，告诉它")
                        .click(view, Action::TellHost),
                ),
            )
            .child(el("p", "small").id("host-told").set("role", "status").text(view.whole.message)),
    )
}
