//! The time line of the region's documents, and the day of the claim beside the result.

use super::element::{Element, el, plain};
use super::view::View;
use crate::model::questions::Action;
use huiqi_rules::policy::Policy;
use huiqi_sitting::timeline::{Span, Timeline, changes, timeline};
use huiqi_sitting::wording;
use time::Date;

/// Draws the validity of each document, today, and the chosen day; nothing where the region has
/// no document.
fn line(view: &View<'_>) -> Option<Element> {
    let today = view.questions.today;
    let line = timeline(&view.facts.policies, today, view.session.on)?;
    let mut rows: Vec<Element> = Vec::new();
    for (span, document) in line.spans.iter().zip(&view.facts.outline.documents) {
        let name = plain("span").text(document.policy.short_title);
        let state = plain("span").text(wording::document_state(document.policy, document.state));
        rows.push(plain("div").key(span.policy).child(name).child(state).child(bars(&line, span)));
    }
    let words = format!(
        "有效期时间线：今天 {}，申报日期 {}",
        wording::date(today),
        wording::date(view.session.on)
    );
    Some(
        el("div", "gantt")
            .id("timeline")
            .set("role", "group")
            .set("aria-label", words)
            .list(rows)
            .child(axis(&line))
            .child(
                el("p", "small")
                    .child(mark("bar-guide"))
                    .text("今天　")
                    .child(mark("bar-chosen"))
                    .text("申报日期　斜线：文件没有写明截止"),
            ),
    )
}

fn mark(class: &'static str) -> Element {
    el("svg", "gantt__mark")
        .set("aria-hidden", "true")
        .child(el("rect", class).set("x", "5").set("width", "3").set("height", "16"))
}

fn stretch(class: &'static str, from: String, width: String) -> Element {
    el("rect", class).set("x", from).set("y", "6").set("width", width).set("height", "8")
}

fn bars(line: &Timeline, span: &Span) -> Element {
    let sure = stretch(
        if span.is_past { "bar-past" } else { "bar-sure" },
        span.from.clone(),
        span.width.clone(),
    );
    // Where no end is stated the hatched stretch begins where the sure one ends: drawn first, from
    // the same place to the edge.
    let open = span
        .open
        .clone()
        .map(|_| stretch("bar-may", span.from.clone(), "100%".to_owned()).set("fill", "url(#may)"));
    let upright = |class: &'static str, at: &String| {
        el("rect", class).set("x", at.clone()).set("width", "2").set("height", "20")
    };
    let changes =
        span.changes.iter().map(|(at, _)| stretch("bar-guide", at.clone(), "1".to_owned()).key(at));
    el("svg", "gantt__bar")
        .set("aria-hidden", "true")
        .maybe(open)
        .child(sure)
        .list(changes.collect())
        .child(upright("bar-guide", &line.today))
        .child(upright("bar-chosen", &line.chosen).set("transform", "translate(-1 0)"))
}

fn axis(line: &Timeline) -> Element {
    let every = line.years.len() / 8 + 1;
    let mut ticks: Vec<Element> = Vec::new();
    // The last tick is the edge itself.
    for (at, year) in line.years.iter().take(line.years.len() - 1).step_by(every) {
        ticks.push(
            el("text", "bar-tick")
                .key(at)
                .set("x", at.clone())
                .set("y", "16")
                .text(year.to_string()),
        );
    }
    el("svg", "gantt__axis").set("aria-hidden", "true").list(ticks)
}

/// Returns the day of the claim in words, which say where it is not today.
pub(crate) fn day_words(view: &View<'_>) -> String {
    let other = if view.session.on == view.questions.today { "" } else { "（不是今天）" };
    format!("{}{other}", wording::date(view.session.on))
}

/// A day that a person chose is not said to be today's.
fn other_day(view: &View<'_>) -> Option<Element> {
    let today = view.questions.today;
    (view.session.on != today).then(|| {
        let words = format!("这一天不是今天，今天是{}。", wording::date(today));
        let back = el("button", "more screen-only")
            .id("to-today")
            .set("type", "button")
            .text("改为今天")
            .click(view, Action::Date(today));
        el("p", "small").id("on--other").text(words).child(back)
    })
}

/// Draws that the clock of this computer shows a day before the rules were checked.
pub(crate) fn wrong_clock(view: &View<'_>) -> Option<Element> {
    let checked = view.questions.checked_after_today()?;
    let words = format!(
        "电脑日期可能不对：显示的今天是{}，规则却是{}核对的。",
        wording::date(view.questions.today),
        wording::date(checked)
    );
    Some(el("p", "note note--box note--care").id("clock").text(words))
}

/// Whether the day matters: where a document begins or ends within a year of it, where another day
/// than today counts, or where the clock is wrong.
fn matters(view: &View<'_>) -> bool {
    let on = view.session.on;
    let is_near = |day: Date| (day - on).whole_days().abs() <= 366;
    let changes = |policy: &&Policy| {
        is_near(policy.valid_from)
            || policy.valid_to.is_some_and(is_near)
            || changes(policy).into_iter().any(is_near)
            || !policy.is_in_force_on(on)
    };
    view.facts.policies.iter().any(changes)
        || on != view.questions.today
        || view.session.date_is_bad()
        || view.questions.checked_after_today().is_some()
}

/// Draws the day of the claim in a line where it matters, with its field behind it; open where it
/// is not today's.
pub(crate) fn fold(view: &View<'_>) -> Option<Element> {
    if !matters(view) {
        return None;
    }
    let is_other = view.session.on != view.questions.today || view.session.date_is_bad();
    let words = ["按", &wording::date(view.session.on), "申报算，改日期"].concat();
    Some(
        plain("details")
            .id("day")
            .flag("open", is_other)
            .child(el("summary", "more").text(words))
            .child(field(view)),
    )
}

/// Draws the field for the day of the claim.
fn field(view: &View<'_>) -> Element {
    let bad = view.session.date_is_bad();
    let error = el("div", "q__error")
        .id("on--error")
        .maybe(bad.then(|| plain("p").text("错误：请填真实的日期，如 2025年12月31日")));
    let input = plain("input")
        .id("on")
        .set("type", "text")
        .set("autocomplete", "off")
        .set("aria-invalid", bad.to_string())
        .set("aria-describedby", "on--hint on--error")
        .value(view.session.date_text.clone())
        .typed(view, Action::DateText);
    el("div", if bad { "q q--bad" } else { "q" })
        .id("q--on")
        .child(error)
        .child(el("label", "q__h").set("for", "on").text("哪一天申报？"))
        .child(
            el("p", "q__hint")
                .id("on--hint")
                .text("默认是今天。写 2025年12月31日、20251231、2025-12-31 都可以。"),
        )
        .child(el("div", "money money--date").child(input))
        .child(
            el("output", "echo")
                .set("aria-live", "off")
                .set("for", "on")
                .child(plain("b").text(wording::date(view.session.on))),
        )
        .maybe(other_day(view))
}

/// Draws the day of the claim on the result page: another day counts at once.
pub(crate) fn section(view: &View<'_>) -> Element {
    let mut days: Vec<(Date, String)> = Vec::new();
    let today = view.questions.today;
    if view.session.on != today {
        days.push((today, "今天".to_owned()));
    }
    for policy in &view.facts.policies {
        if let Some(last) = policy
            .valid_to
            .filter(|last| *last != view.session.on && days.iter().all(|(day, _)| day != last))
        {
            days.push((last, format!("{}（文件的最后一天）", wording::date(last))));
        }
    }
    for day in view.facts.policies.iter().flat_map(|policy| changes(policy)) {
        if day != view.session.on && days.iter().all(|(other, _)| *other != day) {
            days.push((day, format!("{}（有条款开始或者已经到期）", wording::date(day))));
        }
    }
    let buttons = days.into_iter().map(|(day, words)| {
        let id = format!("day--{}", huiqi_rules::day::date_text(day));
        el("button", "btn btn--plain")
            .key(&id)
            .id(id.clone())
            .set("type", "button")
            .text(words)
            .click(view, Action::Date(day))
    });
    el("section", "section screen-only")
        .child(el("h2", "section__h").text("换一天申报会怎样"))
        .child(field(view))
        .maybe(line(view))
        .child(el("div", "acts").list(buttons.collect()))
}
