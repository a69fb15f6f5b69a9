//! What is to be said on top of a page, such as of a link that was opened, with the way back.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::difference::DifferenceAction;
use crate::model::elsewhere::Elsewhere;
use crate::model::kept::KeptAction;
use crate::model::notice::Offer;
use crate::model::packs::PackAction;
use crate::model::questions;
use crate::model::whole::Action;
use huiqi_sitting::questionnaire::Page;

/// Draws what is to be said on top of the page.
pub(crate) fn all(view: &WholeView<'_>) -> Option<Element> {
    let parts = not_newest(view).into_iter().chain(elsewhere(view)).chain(notice(view));
    let parts: Vec<Element> = parts.collect();
    (!parts.is_empty()).then(|| plain("div").list(parts))
}

/// Draws that what is computed may not be the newest: it stays, as the figures do.
fn not_newest(view: &WholeView<'_>) -> Option<Element> {
    // The choice of a place says it of the one that was pressed.
    let region = view.session.region().filter(|_| view.session.page != Page::Step(0));
    let words = view.whole.not_newest(region)?;
    let words = plain("div").child(plain("p").text(words));
    Some(on_top("not-newest", boxed("not-newest", "#i-care", words).set("role", "status")))
}

/// Draws a note on top of the page.
fn on_top(key: &'static str, note: Element) -> Element {
    el("div", "wrap opened").key(key).child(note)
}

/// Draws a note with its picture.
fn boxed(id: &'static str, picture: &'static str, words: Element) -> Element {
    el("div", "note note--box note--care").id(id).child(icon(picture)).child(words)
}

/// Draws that the case in view is of a place whose rules are not in use, with the way there.
fn elsewhere(view: &WholeView<'_>) -> Option<Element> {
    let Some(elsewhere @ Elsewhere::Place { .. }) = view.whole.elsewhere(view.session) else {
        return None;
    };
    // The list of cases and the comparison say it of each.
    let says_it = matches!(view.session.page, Page::Cases | Page::Compare);
    (!says_it).then(|| {
        let words = open_place(view, &elsewhere, PackAction::Follow.into());
        on_top("other-place", boxed("other-place", "#i-ask", words))
    })
}

/// Draws the line about a case of another place, with the button that opens it.
pub(crate) fn open_place(view: &WholeView<'_>, elsewhere: &Elsewhere, open: Action) -> Element {
    let words = plain("div").child(plain("p").text(elsewhere.words()));
    match elsewhere {
        Elsewhere::Unknown => words,
        Elsewhere::Place { id, name } => words.child(
            el("div", "acts screen-only").child(
                el("button", "btn btn--plain")
                    .id(format!("open-place--{id}"))
                    .set("type", "button")
                    .text(format!("打开{name}"))
                    .click(view, open),
            ),
        ),
    }
}

/// Draws the notice; nothing where there is none.
fn notice(view: &WholeView<'_>) -> Option<Element> {
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
        Offer::Difference => {
            Some(button("to-difference", "看看改了什么", DifferenceAction::OpenNewest.into()))
        }
        Offer::Renew => Some(button("renew", "按新规则算", PackAction::Renew.into())),
        Offer::KeepAnyway => Some(button("keep-anyway", "仍然保存", KeptAction::Anyway.into())),
    };
    let side = plain("div").list(words.collect()).child(
        el("div", "acts screen-only").maybe(restore).maybe(offer).child(button(
            "dismiss",
            "知道了",
            Action::Dismiss,
        )),
    );
    Some(on_top("notice", boxed("opened", "#i-ask", side).set("role", "status")))
}
