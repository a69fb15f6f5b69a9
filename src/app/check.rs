//! Check your answers before the result.

use super::View;
use super::element::{Element, el, plain};
use super::frame::{body, heading, notice, other_readings, strip, which_case};
use super::state::Action;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::wording;
use yew::prelude::Html;

/// A question's answer in words.
pub(crate) fn said(session: &Session, question: QuestionIndex) -> String {
    let answers = session.answers();
    match (answers.get(question), session.draft(question)) {
        (Some(answer), _) => wording::answer(session.set(), question, answer),
        (None, Some(Draft::Unclear)) => "不清楚".to_owned(),
        (None, Some(Draft::Reopened(_))) => wording::REOPENED.to_owned(),
        (None, Some(Draft::Option(_) | Draft::Options(_) | Draft::YesNo(_) | Draft::Typed(_))) => {
            "需要修改，暂按没有回答".to_owned()
        }
        (None, None) => "没有回答".to_owned(),
    }
}

/// The page.
pub(crate) fn check(view: &View<'_>) -> Html {
    let set = view.session.set();
    let row = |id: &'static str, short: &'static str, said: String, question: QuestionIndex| {
        let mend = el("button", "more")
            .set("type", "button")
            .id(format!("mend--{id}"))
            .text("修改")
            .child(el("span", "hide").text(short));
        el("div", "check__row")
            .key(id)
            .child(plain("dt").text(short))
            .child(plain("dd").text(said))
            .child(el("dd", "check__act").child(mend.click(view, Action::Mend(question, None))))
    };
    let mut rows: Vec<Element> =
        vec![row("on", "申报日期", wording::date(view.session.on), PolicySet::REGION)];
    for question in view.session.visible(view.report) {
        let shape = set.question(question);
        rows.push(row(shape.id, shape.short, said(view.session, question), question));
    }
    let back = el("button", "btn")
        .id("back")
        .set("type", "button")
        .text("上一步")
        .click(view, Action::Back);
    let next = el("button", "btn btn--main")
        .id("next")
        .set("type", "button")
        .text("查看结果")
        .click(view, Action::Go(Page::Result));
    let main = body("wrap main")
        .child(el("p", "eyebrow").text("最后一步"))
        .child(el("h1", "title").id("heading").set("tabindex", "-1").text(heading(view.session)))
        .child(notice(view))
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .child(el("dl", "check").list(rows))
        .child(el("div", "next").child(el("div", "next__back").child(back)).child(next));
    super::element::many(vec![strip(view).html(), main.html()])
}
