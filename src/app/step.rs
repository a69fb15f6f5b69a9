//! A step of the questionnaire, and all steps on one page.

use super::element::{Element, el, many, plain};
use super::field::field;
use super::frame::{body, headline, notice, other_readings, strip, which_case};
use super::view::View;
use super::{dates, start};
use crate::model::facts::heading;
use crate::model::questions::Action;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws one step.
pub(crate) fn step(view: &View<'_>, index: usize) -> Html {
    if index == 0 {
        return start::page(view);
    }
    let steps = &view.facts.steps;
    let number = steps.iter().position(|step| *step == index).map_or(1, |position| position + 1);
    let region = view.session.region_name().unwrap_or_default();
    let mut inner = vec![el("p", "lead").text(view.session.set().steps[index].intro).html()];
    if view.session.shows_day(steps) {
        inner.push(on_the_day(view).html());
    }
    inner.extend(part(view, &visible_in(view, index)));
    let checked = usize::from(view.session.has_asked(&view.facts.outline));
    page(view, format!("第 {number} 步，共 {} 步　{region}", steps.len() + checked), inner)
}

/// Returns the questions of one step that are shown.
fn visible_in(view: &View<'_>, step: usize) -> Vec<QuestionIndex> {
    let set = view.session.set();
    let is_here = |question: &QuestionIndex| set.question(*question).step == set.steps[step].id;
    view.facts.visible.iter().copied().filter(is_here).collect()
}

/// Draws all questions on one page.
pub(crate) fn all(view: &View<'_>) -> Html {
    let parts = view.facts.steps.iter().map(|index| {
        let index = *index;
        let step = &view.session.set().steps[index];
        let mut section =
            el("section", "part").key(step.id).child(el("h2", "part__h").text(step.title));
        section = section.child(el("p", "part__why").text(step.intro));
        for node in part(view, &visible_in(view, index)) {
            section = section.child(node);
        }
        section.maybe((index == 0).then(|| on_the_day(view)))
    });
    let sections = plain("div").list(parts.collect()).html();
    page(view, "所有问题在一页上".to_owned(), vec![sections])
}

fn page(view: &View<'_>, eyebrow: String, inner: Vec<Html>) -> Html {
    let onward = match view.session.back_to {
        Some(Page::Result) => "回到结果",
        Some(Page::Compare) => "回到比较",
        Some(Page::Check) => "回到核对",
        Some(
            Page::Step(_)
            | Page::All
            | Page::Ladder
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Library
            | Page::Difference
            | Page::Unknown,
        )
        | None => "继续",
    };
    let back = view.session.back_to.is_none().then(|| {
        el("button", "btn")
            .id("back")
            .set("type", "button")
            .text("上一步")
            .click(view, Action::Back)
    });
    // By click too: a sandbox may refuse forms.
    let next = el("button", "btn btn--main")
        .id("next")
        .set("type", "submit")
        .text(onward)
        .click(view, Action::Next);
    let mut form = plain("form").set("novalidate", "").submit(view, Action::Next);
    form = form
        .child(el("p", "eyebrow").text(eyebrow))
        .child(headline(heading(view.session)))
        .child(notice(view))
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .maybe(errors(view));
    for node in inner {
        form = form.child(node);
    }
    form = form
        .child(
            el("div", "next")
                .maybe(back.map(|back| el("div", "next__back").child(back)))
                .child(next),
        )
        .child(el("p", "small").list(other_ways(view)));
    // Last, so that nothing moves when the rest of the page has come.
    if view.session.shows_day(&view.facts.steps) {
        form = form.maybe((view.beside.day)(view));
    }
    many(vec![
        // Itself, and in no element of its own: it stays on top of the page.
        strip(view).html(),
        body("wrap main").child(el("div", "cols").child(form).child(side(view))).html(),
    ])
}

fn other_ways(view: &View<'_>) -> Vec<Element> {
    let way = |id: &'static str, words: &'static str, page: Page| {
        el("button", "more")
            .key(id)
            .id(id)
            .set("type", "button")
            .text(words)
            .click(view, Action::Go(page))
    };
    let mut ways = Vec::new();
    if view.session.page != Page::All {
        ways.push(way("all", "全部问题在一页填写", Page::All));
    }
    ways.push(way("to-result", "先看结果", Page::Result));
    ways
}

/// Draws the questions of a step; those of a section come under its line.
fn part(view: &View<'_>, questions: &[QuestionIndex]) -> Vec<Html> {
    let set = view.session.set();
    let plain_ones = questions.iter().filter(|question| set.question(**question).section.is_none());
    let sections = set.sections.iter().filter_map(|section| {
        let own: Vec<Element> = questions
            .iter()
            .filter(|question| set.question(**question).section == Some(section.id))
            .map(|question| field(view, *question))
            .collect();
        (!own.is_empty()).then(|| {
            el("section", "part")
                .key(section.id)
                .child(el("h2", "part__h").text(section.title))
                .child(el("p", "part__why").text(section.intro))
                .list(own)
        })
    });
    vec![
        plain("div").list(plain_ones.map(|question| field(view, *question)).collect()).html(),
        plain("div").list(sections.collect()).html(),
    ]
}

/// Draws what is to be known about the day: a clock that is wrong, documents that do not hold.
fn on_the_day(view: &View<'_>) -> Element {
    // Only the first step behind the place has it: framed.css finds that step by it.
    el("div", "day-note").maybe(dates::wrong_clock(view)).list((view.beside.ended)(view))
}

fn errors(view: &View<'_>) -> Option<Element> {
    if !view.session.shows_problems {
        return None;
    }
    let link = |id: &'static str, target: String, text: String| {
        plain("li")
            .key(id)
            .child(plain("a").set("href", target).text(text).click_now(view, Action::Find(id)))
    };
    let mut items: Vec<Element> = Vec::new();
    if view.session.date_is_bad() && view.session.shows_day(&view.facts.steps) {
        items.push(link(
            "on",
            "#on".to_owned(),
            "申报日期：请填真实的日期，写成 2025-12-31 这样".to_owned(),
        ));
    }
    for (question, text) in &view.facts.problems {
        let shape = view.session.set().question(*question);
        items.push(link(shape.id, format!("#q--{}", shape.id), format!("{}：{text}", shape.short)));
    }
    let count = items.len();
    let summary = el("div", "errors").id("errors").set("tabindex", "-1").set("role", "alert");
    Some(
        summary
            .child(plain("h2").text(format!("有 {count} 处需要修改")))
            .child(plain("ul").list(items)),
    )
}

fn side(view: &View<'_>) -> Element {
    let set = view.session.set();
    let steps = &view.facts.steps;
    let mut ladder: Vec<Element> = Vec::new();
    for (number, index) in steps.iter().enumerate() {
        let step = &set.steps[*index];
        let way = if view.session.page == Page::Step(*index) {
            plain("span").text(step.title).set("aria-current", "step")
        } else {
            plain("a")
                .set("href", format!("#/{}", step.id))
                .text(step.title)
                .click(view, Action::Go(Page::Step(*index)))
        };
        ladder.push(
            plain("li").key(step.id).child(plain("span").text((number + 1).to_string())).child(way),
        );
    }
    let mut asks: Vec<Element> = Vec::new();
    for ask in view.facts.outline.asks.iter().filter(|ask| ask.awards > 0) {
        let question = set.question(ask.question);
        let words = format!("{}：{}", question.short, wording::at_stake(question.kind, ask.most));
        let way = plain("a")
            .id(format!("open--{}", question.id))
            .set("href", format!("#/{}", question.step))
            .text(words)
            .click(view, Action::Open(ask.question));
        asks.push(plain("li").key(question.id).child(way));
    }
    if view.facts.outline.asks.is_empty() {
        asks.push(plain("li").key("none").child(el("span", "steps__wide").text("没有了")));
    }
    el("aside", "side")
        .child(el("h2", "side__h wide-only").text("测算步骤"))
        .child(el("ol", "steps wide-only").list(ladder))
        .child(
            el("div", "side__block")
                .child(el("h2", "side__h").text("还会改变结果的问题"))
                .child(el("ul", "steps").list(asks)),
        )
}
