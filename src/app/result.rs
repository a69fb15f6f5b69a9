//! The result: how much, what is still open, what comes next, what is paid and why.

use super::bars::BARS;
use super::element::{Element, el, plain};
use super::frame::{body, other_readings, which_case};
use super::result_awards::{groups, not_met_groups};
use super::result_chart::drawing;
use super::sheet::sheet;
use super::view::WholeView;
use super::{
    dates, host, near, portfolio_row, result_band, result_next, result_open, result_supports,
};
use crate::model::facts::answer_words;
use crate::model::results::ResultFacts;
use crate::model::whole::{Action, Paper};
use huiqi_engine::report::{LimitReport, ReadingReport, Report};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::chart::chart;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn result(view: &WholeView<'_>, facts: &ResultFacts) -> Html {
    let has_figure = facts.situation.has_figure();
    let head = if has_figure {
        result_band::band(view, facts)
    } else {
        result_band::without_figure(view, facts)
    };
    let ask = el("div", "outcome__ask")
        .maybe(dates::wrong_clock(view))
        .maybe(portfolio_row::memo(view))
        .maybe(portfolio_row::asks(view, facts))
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .maybe(result_open::section(view, facts));
    let then = el("div", "outcome__then").child(result_next::section(view, facts));
    body("has-sheet")
        .child(sheet(view, facts))
        .maybe(portfolio_row::bar(view))
        .child(head)
        .child(
            el("div", "wrap main")
                .child(el("div", "outcome").child(ask).child(then).child(rest(view, facts))),
        )
        .html()
}

/// Draws what is paid and what may be, and the folds last.
fn rest(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let report = &facts.report;
    let bars = chart(report).map_or(0, |chart| chart.bars.len());
    let open = (bars >= BARS).then(|| drawing(view, report)).flatten();
    let assumptions = view.session.set().assumptions;
    let premises = plain("div")
        .child(
            el("ul", "plain")
                .list(assumptions.iter().map(|text| plain("li").text(*text)).collect()),
        )
        .child(el("p", "small").text("这是估算，不是承诺。能不能领、领多少，由主管部门审核决定。"));
    let not_met = not_met_groups(view, facts);
    let count = |number: usize, of: &str| format!("{number} {of}");
    let folds = [
        not_met.map(|(number, groups)| {
            fold(view, "fold-not-met", "不符合的", count(number, "项"), groups)
        }),
        result_supports::all(view.whole, report).map(|(number, lists)| {
            fold(view, "fold-supports", "没有金额的支持", count(number, "项"), lists)
        }),
        Some(fold(
            view,
            "fold-day",
            "换一天申报",
            wording::date(view.session.on),
            dates::section(view),
        )),
        Some(fold(view, "fold-premises", "这样算的前提", count(assumptions.len(), "条"), premises)),
        Some(fold(
            view,
            "fold-answers",
            "您的答案",
            count(view.facts.visible.len(), "题"),
            answers(view),
        )),
    ];
    let section = |heading: &'static str, inner: Element| {
        el("section", "section").child(el("h2", "section__h").text(heading)).child(inner)
    };
    el("div", "outcome__rest")
        .child(groups(view, facts))
        .list(limits(report))
        .maybe(result_supports::unpriced(view.whole, report))
        .maybe(near::section(view, &facts.advice))
        .maybe(open.map(|drawn| section("各项有多少", drawn)))
        .maybe(host::section(view))
        .child(el("div", "folds").list(folds.into_iter().flatten().collect()))
}

/// Draws what limits over several awards took or may take, a line for each.
pub(crate) fn limits(report: &Report) -> Vec<Element> {
    let line = |limit: &LimitReport| {
        let changes = |entry: &&ReadingReport| {
            let mut own = limit.policy.indexed_readings();
            own.any(|(index, reading)| {
                reading.id == entry.reading.id && limit.limit.is_changed_by(index)
            })
        };
        let disputed = report.readings.iter().filter(changes).map(|entry| {
            let (which, words) = if entry.chosen_other {
                ("另一种理解", entry.reading.other)
            } else {
                ("本页采用的理解", entry.reading.followed)
            };
            format!("这个限额有两种理解，现在按{which}算：{words}")
        });
        let words = std::iter::once(wording::formulas::limited(limit)).chain(disputed);
        plain("p").key(limit.limit.id).text(words.collect::<String>())
    };
    report.limits_that_take().map(line).collect()
}

/// Draws something that a press unfolds.
pub(crate) fn fold(
    view: &WholeView<'_>,
    id: &'static str,
    name: &str,
    more: String,
    inner: Element,
) -> Element {
    let open = view.whole.is_unfolded(id);
    let head = el("button", "fold__head")
        .id(id)
        .set("type", "button")
        .set("aria-expanded", open.to_string())
        .child(plain("b").text(name.to_owned()))
        .child(plain("span").text(more))
        .child(super::frame::icon("#i-down"))
        .click(view, Action::Fold(id.to_owned()));
    el("div", if open { "fold fold--open" } else { "fold" }).key(id).child(head).child(
        el("div", if open { "fold__body" } else { "fold__body is-folded" })
            .child(el("h2", "paper-head").text(name.to_owned()))
            .child(inner),
    )
}

/// Draws the button that prints what the page shows.
pub(crate) fn print_button(view: &WholeView<'_>) -> Element {
    printer(view, "print", "打印或存成 PDF", Paper::Sheet)
}

/// Draws a button that prints.
pub(crate) fn printer(
    view: &WholeView<'_>,
    id: &'static str,
    words: &'static str,
    paper: Paper,
) -> Element {
    el("button", "btn btn--plain")
        .id(id)
        .set("type", "button")
        .text(words)
        .click_now(view, Action::Print(paper))
}

fn answers(view: &WholeView<'_>) -> Element {
    let set = view.session.set();
    let one = |id: &'static str, short: &'static str, words: String, question: QuestionIndex| {
        let mend = el("button", "more screen-only")
            .id(format!("mend--{id}"))
            .set("type", "button")
            .text("改")
            .child(el("span", "hide").text(short))
            .click(view, Action::Mend(question, None));
        plain("div")
            .key(id)
            .child(plain("dt").text(short))
            .child(plain("dd").child(plain("span").text(words)).child(mend))
    };
    let mut rows: Vec<Element> = Vec::new();
    for question in view.facts.visible.iter().copied() {
        let shape = set.question(question);
        let words = answer_words(view.session, &view.facts.answers, question);
        rows.push(one(shape.id, shape.short, words, question));
    }
    el("dl", "answers answers--edit").list(rows)
}
