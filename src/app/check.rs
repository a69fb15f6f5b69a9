//! Check your answers before the result.

use super::element::{Element, el, plain};
use super::frame::{body, headline, notice, other_readings, strip, which_case};
use super::view::WholeView;
use crate::model::facts::{answer_words, heading};
use crate::model::questions::Action as Question;
use crate::model::whole::Action;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn check(view: &WholeView<'_>) -> Html {
    let set = view.session.set();
    let row = |id: &'static str, short: &'static str, words: String, question: QuestionIndex| {
        let mend = el("button", "more")
            .set("type", "button")
            .id(format!("mend--{id}"))
            .text("修改")
            .child(el("span", "hide").text(short));
        el("div", "check__row")
            .key(id)
            .child(plain("dt").text(short))
            .child(plain("dd").text(words))
            .child(el("dd", "check__act").child(mend.click(view, Action::Mend(question, None))))
    };
    // What is still open comes first, with what it can move.
    let mut open: Vec<Element> = Vec::new();
    let mut rows: Vec<Element> =
        vec![row("on", "申报日期", wording::date(view.session.on), PolicySet::REGION)];
    for question in view.facts.visible.iter().copied() {
        let shape = set.question(question);
        let words = answer_words(view.session, &view.facts.answers, question);
        let asks = &view.facts.outline.asks;
        match asks.iter().find(|ask| ask.question == question && ask.awards > 0) {
            Some(ask) => {
                let words = format!("{words}（{}）", wording::at_stake(shape.kind, ask.most));
                open.push(row(shape.id, shape.short, words, question));
            }
            None => rows.push(row(shape.id, shape.short, words, question)),
        }
    }
    let count = open.len();
    let still_open = (count > 0).then(|| {
        el("section", "section")
            .id("open")
            .child(el("h2", "section__h").text(format!("还有 {count} 题没有定")))
            .child(el("dl", "check").list(open))
    });
    let back = el("button", "btn")
        .id("back")
        .set("type", "button")
        .text("上一步")
        .click(view, Question::Back);
    let next = el("button", "btn btn--main")
        .id("next")
        .set("type", "button")
        .text("查看结果")
        .click(view, Question::Go(Page::Result));
    let main = body("wrap main")
        .child(el("p", "eyebrow").text("最后一步"))
        .child(headline(heading(view.session)))
        .child(notice(view))
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .maybe(still_open)
        .child(
            el("section", "section")
                .child(el("h2", "section__h").text("已经定下的"))
                .child(el("dl", "check").list(rows)),
        )
        .child(el("div", "next").child(el("div", "next__back").child(back)).child(next));
    super::element::many(vec![strip(view).html(), main.html()])
}
