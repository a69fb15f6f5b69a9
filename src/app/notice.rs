//! What is to be said on top of a page, such as of a link that was opened, with the way back.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::kept::KeptAction;
use crate::model::notice::Offer;
use crate::model::questions;
use crate::model::whole::Action;
use huiqi_sitting::questionnaire::Page;

/// Draws the notice; nothing where there is none.
pub(crate) fn notice(view: &WholeView<'_>) -> Option<Element> {
    let notice = view.whole.notices.latest()?;
    let button = |id: &'static str, words: &'static str, action: Action| {
        el("button", "btn btn--plain").id(id).set("type", "button").text(words).click(view, action)
    };
    let words = notice
        .lines
        .iter()
        .enumerate()
        .map(|(index, text)| plain("p").key(&index.to_string()).text(text.clone()));
    let restore = notice.can_restore().then(|| button("restore", notice.back, Action::Restore));
    let offer = match notice.offer {
        Offer::Nothing => None,
        Offer::Export => {
            Some(button("export-current", "导出现在的答案", KeptAction::ExportCurrent.into()))
        }
        Offer::Receipt => Some(button(
            "to-receipt",
            "核对当时的结果",
            questions::Action::Go(Page::Receipt).into(),
        )),
        Offer::KeepAnyway => Some(button("keep-anyway", "仍然保存", KeptAction::Anyway.into())),
    };
    let side = plain("div").list(words.collect()).child(
        el("div", "acts screen-only").maybe(restore).maybe(offer).child(button(
            "dismiss",
            "知道了",
            Action::Dismiss,
        )),
    );
    Some(
        el("div", "wrap opened").child(
            el("div", "note note--box note--care")
                .id("opened")
                .set("role", "status")
                .child(icon("#i-ask"))
                .child(side),
        ),
    )
}
