//! The result: headline, chart, awards in groups, supports, what is supposed.

use super::element::{Element, el, plain};
use super::frame::{body, icon, other_readings, which_case};
use super::result_awards::{groups, library_link};
use super::sheet::sheet;
use super::step::{to_day, would_have_paid};
use super::view::WholeView;
use super::{bars, dates, host, near};
use crate::model::facts::answer_words;
use crate::model::questions::{Action as Question, HEADING};
use crate::model::results::ResultFacts;
use crate::model::whole::{Action, Paper};
use huiqi_engine::report::{DocumentReport, LimitReport, Report, SupportReport};
use huiqi_rules::amount::Level;
use huiqi_rules::policy::DocumentState;
use huiqi_rules::truth::Truth;
use huiqi_sitting::chart::{Bar, Look, chart};
use huiqi_sitting::entries::EntryKind;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn result(view: &WholeView<'_>, facts: &ResultFacts) -> Html {
    let report = &facts.report;
    let section = |heading: &'static str| {
        el("section", "section").child(el("h2", "section__h").text(heading))
    };
    let assumptions = view.session.set().assumptions.iter().map(|text| plain("li").text(*text));
    let left = plain("div")
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .child(plain("div").list(
            report.outline.documents.iter().map(|document| caution(view, document)).collect(),
        ))
        .child(acts(view))
        .maybe(drawing(view, report))
        .maybe((!report.awards.is_empty()).then(|| section("逐项说明").child(groups(view, report))))
        .list(limits(report))
        .maybe(near::section(view, &facts.advice))
        .child(dates::section(view))
        .maybe(supports(report))
        .maybe(host::section(view))
        .child(section("测算的前提").child(el("ul", "plain").list(assumptions.collect())).child(
            el("p", "small").text("这是估算，不是承诺。能否享受、享受多少，由主管部门审核决定。"),
        ));
    body("has-sheet")
        .child(sheet(view, facts))
        .child(band(view, report))
        .child(el("div", "wrap main").child(el("div", "cols").child(left).child(answers(view))))
        .html()
}

/// Draws what limits over several awards did, a line for each.
pub(crate) fn limits(report: &Report) -> Vec<Element> {
    let line = |limit: &LimitReport| {
        plain("p").key(limit.limit.id).text(wording::formulas::limited(limit))
    };
    report.limits.iter().map(line).collect()
}

/// Draws the button that prints what the page shows.
pub(crate) fn print_button(view: &WholeView<'_>) -> Element {
    printer(view, "print", "打印", Paper::Sheet)
}

/// Draws a button that prints.
fn printer(view: &WholeView<'_>, id: &'static str, words: &'static str, paper: Paper) -> Element {
    el("button", "btn btn--plain")
        .id(id)
        .set("type", "button")
        .text(words)
        .click_now(view, Action::Print(paper))
}

/// Draws the head of the sheet; it is neither kept nor in any link.
fn label(view: &WholeView<'_>) -> Element {
    el("div", "field screen-only")
        .child(plain("label").set("for", "label").text("单位名称（只印在纸上，不保存，可以不填）"))
        .child(
            plain("input")
                .id("label")
                .set("type", "text")
                .set("maxlength", "60")
                .set("autocomplete", "off")
                .value(view.whole.label.clone())
                .left(view, Action::Label),
        )
}

fn acts(view: &WholeView<'_>) -> Element {
    let to = |id: &'static str, words: &'static str, page: Page| {
        el("button", "btn btn--plain")
            .id(id)
            .set("type", "button")
            .text(words)
            .click(view, Question::Go(page))
    };
    let share = to("to-share", "链接和二维码", Page::Share);
    let chat = view.whole.device.is_in_chat.then(|| {
        el("p", "note note--box").text(
            "这里的浏览器不能打印。请在菜单里选择用系统浏览器打开，或用“链接和二维码”里的文字版。",
        )
    });
    let buttons = el("div", "acts")
        .child(printer(view, "print", "打印一页", Paper::Sheet))
        .child(printer(view, "print-all", "打印全部说明", Paper::Everything))
        .child(to("back", "核对答案", Page::Check))
        .child(to("ladder", "晋级路线", Page::Ladder))
        .child(to("compare", "比较案例", Page::Compare));
    plain("div").child(buttons.child(share)).maybe(chat)
}

fn band(view: &WholeView<'_>, report: &Report) -> Element {
    let total = report.outline.total;
    let region = view.session.region_name().unwrap_or_default();
    let cases = view.questions.cases.list();
    let name = if cases.len() > 1 {
        format!("{}　", cases[view.questions.cases.current()].name)
    } else {
        String::new()
    };
    let not_covered = wording::not_covered(&report.outline).map(|words| format!("{words}。"));
    let note = if total.is_exact() {
        "按现有答案，两头相同。仍以部门审核为准。"
    } else if total.most == Level::Open {
        "至少：条件已经满足的部分。最多：有问题还没有回答，暂时算不出上限。"
    } else {
        "至少：条件已经满足的部分。最多：还要看部门核定、评选结果和没有回答的问题。"
    };
    let other = if view.facts.others.is_empty() { "" } else { "　按另一种理解" };
    let supposed = wording::supposed(&report.outline)
        .map_or(String::new(), |words| format!("{words}下面的金额。"));
    let part = |words: &'static str, id: &'static str, shown: String| {
        el("span", "figures__part")
            .child(plain("small").text(words))
            .child(plain("b").id(id).text(shown))
    };
    let day = format!("{}申报{other}", wording::date(view.session.on));
    el("section", "band").child(
        el("div", "wrap band__in")
            .child(
                el("p", "band__kick")
                    .text(format!("{name}{region}　"))
                    .child(el("span", "nb").text(day)),
            )
            .child(
                el("h1", "figures")
                    .id(HEADING)
                    .set("tabindex", "-1")
                    .child(part("至少", "least", wording::level(total.least)))
                    .child(part("最多", "most", wording::most_figure(total.most))),
            )
            .child(
                el("p", "band__note")
                    .text(not_covered.unwrap_or_else(|| format!("{supposed}{note}"))),
            ),
    )
}

/// Draws what to say of a document's validity.
fn caution(view: &WholeView<'_>, document: &DocumentReport) -> Element {
    let policy = document.policy;
    let out = view.facts.out_of_force(policy.id);
    let would = out.and_then(would_have_paid);
    let text = match document.state {
        DocumentState::InForceUnstatedEnd => policy.validity_note.to_owned(),
        DocumentState::InForce => wording::document_state(policy, document.state),
        DocumentState::Ended | DocumentState::NotYet => {
            format!("{}，不计金额。", wording::document_state(policy, document.state))
        }
    };
    el("div", "note note--box note--care").key(policy.id).child(icon("#i-care")).child(
        plain("div")
            .child(plain("p").child(plain("b").text(policy.short_title)).text(format!("：{text}")))
            .maybe(would.map(|text| plain("p").id(format!("would--{}", policy.id)).text(text)))
            .maybe(out.map(|out| to_day(view, out))),
    )
}

fn bar(bar: &Bar<'_>) -> Element {
    let amount = match bar.look {
        Look::Sure | Look::May => wording::amount(bar.report.amount),
        Look::Out => format!("{}，未计入", wording::amount(bar.report.amount)),
    };
    let class = match bar.look {
        Look::Sure => "bar-sure",
        Look::May => "bar-may",
        Look::Out => "bar-out",
    };
    let mut shapes = vec![bars::bar(class, bar.from.clone(), bar.width.clone()).key("bar")];
    if bar.cut {
        let path = el("path", "bar-break").set("d", "m-3 12 8-24");
        shapes.push(
            plain("svg")
                .key("cut")
                .set("x", "88%")
                .set("y", "50%")
                .set("overflow", "visible")
                .child(path),
        );
    }
    bars::row(bar.report.award.id, bar.report.award.name.to_owned(), shapes, amount)
}

/// What solid, hatched and outlined mean.
const LEGEND: &str = concat!(
    r#"<ul class="legend"><li><svg class="swatch" aria-hidden="true"><rect class="bar-sure" width="24" height="14"/></svg>可确定</li>"#,
    r#"<li><svg class="swatch" aria-hidden="true"><rect class="bar-may" x="1" y="1" width="22" height="12" fill="url(#may)"/></svg>有可能</li>"#,
    r#"<li><svg class="swatch" aria-hidden="true"><rect class="bar-out" x="1" y="1" width="22" height="12"/></svg>未计入</li></ul>"#,
);

fn drawing(view: &WholeView<'_>, report: &Report) -> Option<Element> {
    let chart = chart(report)?;
    let open = view.whole.is_unfolded("table");
    let cells = |id: &str, name: &'static str, least: String, most: String| {
        plain("tr")
            .key(id)
            .child(plain("th").set("scope", "row").text(name))
            .child(el("td", "right").text(least))
            .child(el("td", "right").text(most))
    };
    let mut rows: Vec<Element> = Vec::new();
    for bar in &chart.bars {
        let amount = bar.report.amount;
        let shown = |level| {
            if bar.look == Look::Out { "未计入".to_owned() } else { wording::level(level) }
        };
        rows.push(cells(
            bar.report.award.id,
            bar.report.award.name,
            shown(amount.least),
            shown(amount.most),
        ));
    }
    let total = report.outline.total;
    rows.push(
        cells("total", "合计", wording::level(total.least), wording::most(total.most))
            .set("class", "rows__total"),
    );
    let head =
        |words: &'static str, class: &'static str| el("th", class).set("scope", "col").text(words);
    let table = el("table", if open { "rows" } else { "rows is-folded" })
        .id("table")
        .child(el("caption", "hide").text("各项金额"))
        .child(
            plain("thead").child(
                plain("tr")
                    .child(head("项目", ""))
                    .child(head("至少", "right"))
                    .child(head("最多", "right")),
            ),
        )
        .child(plain("tbody").list(rows));
    let button = el("button", "more screen-only")
        .id("show-table")
        .set("type", "button")
        .set("aria-expanded", open.to_string())
        .set("aria-controls", "table")
        .text("以表格查看")
        .click(view, Action::Fold("table".to_owned()));
    Some(
        el("section", "section")
            .child(el("h2", "section__h").text("金额由哪些部分组成"))
            .child(Html::from_html_unchecked(LEGEND.into()))
            .child(
                el("div", "chart")
                    .set("aria-hidden", "true")
                    .list(chart.bars.iter().map(bar).collect()),
            )
            .child(
                el("p", "small")
                    .text(if chart.is_cut {
                        "带缺口的条太长，已截断显示。"
                    } else {
                        ""
                    })
                    .child(button),
            )
            .child(table),
    )
}

fn support(report: &SupportReport) -> Element {
    let support = report.support;
    let tag = (report.truth == Truth::Unknown).then(|| el("span", "tag").text("待确认称号"));
    let clause = plain("a")
        .set("href", library_link(report.policy, EntryKind::Support, support.id))
        .text(support.clause);
    plain("li")
        .key(support.id)
        .child(plain("div").text(support.name).maybe(tag))
        .child(plain("span").child(clause))
}

fn supports(report: &Report) -> Option<Element> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for support in &report.supports {
        if !kinds.contains(&support.support.kind) {
            kinds.push(support.support.kind);
        }
    }
    let mut groups: Vec<Element> = Vec::new();
    for kind in &kinds {
        let own = report.supports.iter().filter(|report| report.support.kind == *kind).map(support);
        groups.push(
            plain("div")
                .key(kind)
                .child(plain("h3").text(*kind))
                .child(plain("ul").list(own.collect())),
        );
    }
    (!groups.is_empty()).then(|| {
        el("section", "section")
            .child(el("h2", "section__h").text("没有具体金额的支持"))
            .child(
                el("p", "section__p")
                    .text("文件没有写明金额，不计入合计。点条款可看责任部门和详情。"),
            )
            .child(el("div", "lists").list(groups))
    })
}

fn answers(view: &WholeView<'_>) -> Element {
    let set = view.session.set();
    let one = |id: &'static str, short: &'static str, words: String| {
        plain("div").key(id).child(plain("dt").text(short)).child(plain("dd").text(words))
    };
    let mut rows = vec![one("on", "申报日期", wording::date(view.session.on))];
    for question in view.facts.visible.iter().copied() {
        let shape = set.question(question);
        let words = answer_words(view.session, &view.facts.answers, question);
        rows.push(one(shape.id, shape.short, words));
    }
    let edit = el("button", "btn")
        .id("edit")
        .set("type", "button")
        .text("修改答案")
        .click(view, Question::Go(Page::Check));
    el("aside", "stick").child(
        el("div", "side")
            .child(el("h2", "side__h").text("您的回答"))
            .child(el("dl", "answers").list(rows))
            .child(el("p", "side__block screen-only").child(edit))
            .child(label(view)),
    )
}
