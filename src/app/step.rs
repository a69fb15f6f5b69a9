//! A step of the questionnaire, and all steps on one page.

use super::dates;
use super::element::{Element, el, many, plain};
use super::field::field;
use super::frame::{body, headline, icon, notice, other_readings, strip, which_case};
use super::view::View;
use crate::model::facts::{OutOfForce, heading};
use crate::model::questions::Action;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws one step.
pub(crate) fn step(view: &View<'_>, index: usize) -> Html {
    let steps = &view.facts.steps;
    let number = steps.iter().position(|step| *step == index).map_or(1, |position| position + 1);
    let region = view.session.region_name().unwrap_or_default();
    let questions = visible_in(view, index);
    let is_start = index == 0 && region.is_empty();
    let intro = if is_start { PROMISE } else { view.session.set().steps[index].intro };
    let mut inner = vec![el("p", "lead").text(intro).html()];
    if is_start {
        let fact = |icon_name: &'static str, words: &'static str| {
            el("p", "note").child(icon(icon_name)).text(words).html()
        };
        inner.push(fact("#i-clock", "大约 3 分钟，答 5 至 10 题，答不上的可以跳过"));
        inner.push(fact("#i-lock", "不用登录，填的内容不离开这台设备"));
    }
    inner.extend(part(view, &questions, index == 0));
    let checked = usize::from(view.session.has_asked(&view.facts.outline));
    page(view, format!("第 {number} 步，共 {} 步　{region}", steps.len() + checked), inner)
}

/// What the first page promises before anything is chosen.
const PROMISE: &str = "给中小企业用。算出至少多少、最多多少，写明依据哪一条、该问谁。";

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
        for node in part(view, &visible_in(view, index), index == 0) {
            section = section.child(node);
        }
        section
    });
    let sections = plain("div").list(parts.collect()).html();
    page(view, "所有问题在一页上".to_owned(), vec![sections])
}

fn page(view: &View<'_>, eyebrow: String, inner: Vec<Html>) -> Html {
    let first = view.session.page == Page::Step(0) || view.session.back_to.is_some();
    let chosen = view.session.region().is_some();
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
            | Page::Unknown,
        )
        | None => "继续",
    };
    let back = (!first).then(|| {
        el("button", "btn")
            .id("back")
            .set("type", "button")
            .text("上一步")
            .click(view, Action::Back)
    });
    // By click too: a sandbox may refuse forms.
    let next = chosen.then(|| {
        el("button", "btn btn--main")
            .id("next")
            .set("type", "submit")
            .text(onward)
            .click(view, Action::Next)
    });
    // Before a region is chosen there is nothing to count, to open or to keep.
    let title = if chosen { heading(view.session) } else { "看看专精特新能领多少" };
    let mut form = plain("form").set("novalidate", "").submit(view, Action::Next);
    form = form
        .maybe(chosen.then(|| el("p", "eyebrow").text(eyebrow)))
        .child(headline(title))
        .maybe(chosen.then(|| notice(view)))
        .maybe(take_back_clear(view))
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .maybe(errors(view));
    for node in inner {
        form = form.child(node);
    }
    form = form
        .child(
            el("div", if chosen { "next" } else { "" })
                .maybe(back.map(|back| el("div", "next__back").child(back)))
                .maybe(next),
        )
        .child(el("p", "small").list(if chosen { other_ways(view) } else { Vec::new() }));
    many(vec![
        // Itself, and in no element of its own: it stays on top of the page.
        if chosen { strip(view).html() } else { Html::default() },
        body("wrap main")
            .child(
                el("div", if chosen { "cols" } else { "" })
                    .child(form)
                    .maybe(chosen.then(|| side(view))),
            )
            .html(),
    ])
}

/// Draws the way back to the answers that 清空 took away.
fn take_back_clear(view: &View<'_>) -> Option<Element> {
    view.questions.can_take_back_clear().then(|| {
        el("p", "note note--box").id("cleared").set("role", "status").text("已清空。").child(
            el("button", "more")
                .id("take-back-clear")
                .set("type", "button")
                .text("撤销清空")
                .click(view, Action::TakeBackClear),
        )
    })
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
fn part(view: &View<'_>, questions: &[QuestionIndex], first: bool) -> Vec<Html> {
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
    let mut nodes =
        vec![plain("div").list(plain_ones.map(|question| field(view, *question)).collect()).html()];
    if first {
        let day = dates::matters(view).then(|| dates::field(view));
        nodes.push(plain("div").maybe(day).html());
        nodes.push(plain("div").list(not_in_force(view)).html());
    }
    nodes.push(plain("div").list(sections.collect()).html());
    nodes
}

/// Documents that do not hold on the day: said before anything is asked, with the way to a day on
/// which they do.
fn not_in_force(view: &View<'_>) -> Vec<Element> {
    view.facts.out_of_force.iter().map(|document| one_out(view, document)).collect()
}

fn one_out(view: &View<'_>, document: &OutOfForce) -> Element {
    let policy = document.policy;
    let state =
        document.state.map_or(String::new(), |state| wording::document_state(policy, state));
    el("div", "ended")
        .key(policy.id)
        .child(
            el("p", "two__h")
                .child(icon("#i-clock"))
                .text(format!("{}：{state}", policy.short_title)),
        )
        .child(plain("p").text("这一天文件不执行，不算金额，也不再问。"))
        .maybe(
            would_have_paid(document)
                .map(|text| el("p", "small").id(format!("would--{}", policy.id)).text(text)),
        )
        .child(to_day(view, document))
}

/// Draws one click to the day on which a document holds.
pub(crate) fn to_day(view: &View<'_>, document: &OutOfForce) -> Element {
    el("button", "btn screen-only")
        .id(format!("set-day--{}", document.policy.id))
        .set("type", "button")
        .text(format!("按{}测算", wording::date(document.day)))
        .click(view, Action::Date(document.day))
}

/// Returns what the document would have paid on its nearest day, from answers already given.
pub(crate) fn would_have_paid(document: &OutOfForce) -> Option<String> {
    let total = document.total_then?;
    Some(format!(
        "按已有答案，{}申报时为 {}。这笔不计入合计。",
        wording::date(document.day),
        wording::amount(total)
    ))
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
    if view.session.date_is_bad() {
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
