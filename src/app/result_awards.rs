//! The awards of a result, in groups by what became of them; each unfolds into how and why.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::questions::Action as Question;
use crate::model::whole::Action;
use huiqi_engine::report::{AwardReport, Outcome, Reason, Report};
use huiqi_rules::policy::Policy;
use huiqi_rules::truth::Truth;
use huiqi_sitting::entries::{EntryKind, anchor};
use huiqi_sitting::wording;
use huiqi_sitting::wording::{explain, reasons};

const ORDER: [Outcome; 5] =
    [Outcome::Certain, Outcome::Possible, Outcome::SetAside, Outcome::NotMet, Outcome::NotInForce];

/// Draws all groups that have an award.
pub(crate) fn groups(view: &WholeView<'_>, report: &Report) -> Element {
    let groups = ORDER.into_iter().filter_map(|outcome| group(view, report, outcome));
    plain("div").list(groups.collect())
}

/// Returns the link to an award, a support or a reading on its document's page.
pub(crate) fn library_link(policy: &Policy, kind: EntryKind, id: &str) -> String {
    format!("library/{}.html#{}", policy.id, anchor(kind, id))
}

const fn group_id(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Certain => "group-Certain",
        Outcome::Possible => "group-Possible",
        Outcome::SetAside => "group-SetAside",
        Outcome::NotMet => "group-NotMet",
        Outcome::NotInForce => "group-NotInForce",
    }
}

fn swatch(outcome: Outcome) -> Element {
    let square = |class: &'static str, inset: &'static str, size: &'static str| {
        el("rect", class).set("x", inset).set("y", inset).set("width", size).set("height", size)
    };
    let drawn = |rect: Element| el("svg", "swatch").set("aria-hidden", "true").child(rect);
    match outcome {
        Outcome::Certain => drawn(square("bar-sure", "0", "20")),
        Outcome::Possible => drawn(square("bar-may", "1", "18").set("fill", "url(#may)")),
        Outcome::SetAside => drawn(square("bar-out", "1", "18")),
        Outcome::NotMet => el("span", "swatch").child(icon("#i-cross")),
        Outcome::NotInForce => el("span", "swatch").child(icon("#i-clock")),
    }
}

fn group(view: &WholeView<'_>, found: &Report, outcome: Outcome) -> Option<Element> {
    let awards: Vec<&AwardReport> =
        found.awards.iter().filter(|award| award.outcome == outcome).collect();
    let count = plain("span").text(format!("{} 项", awards.len()));
    let head =
        el("h3", "group__h").child(swatch(outcome)).text(wording::outcome(outcome)).child(count);
    (!awards.is_empty()).then(|| {
        el("div", "group")
            .key(wording::outcome(outcome))
            .id(group_id(outcome))
            .child(head)
            .list(awards.into_iter().map(|report| award(view, found, report)).collect())
    })
}

fn award(view: &WholeView<'_>, found: &Report, report: &AwardReport) -> Element {
    let id = report.award.id;
    let open = view.whole.is_unfolded(id);
    let aside = (report.outcome == Outcome::SetAside).then(|| plain("small").text("未计入"));
    let tags = wording::tags(report).into_iter().map(|tag| el("span", "tag").text(tag));
    let words = plain("span")
        .child(el("span", "award__name").text(report.award.name))
        .list(tags.collect())
        .child(el("span", "award__sub").text(wording::award_line(view.session.set(), report)));
    let head = el("button", "award__head")
        .id(format!("head--{id}"))
        .set("type", "button")
        .set("aria-expanded", open.to_string())
        .child(words)
        .child(el("span", "award__amt").text(wording::amount(report.amount)).maybe(aside))
        .child(icon("#i-down"))
        .click(view, Action::Fold(id.to_owned()));
    el("div", if open { "award award--open" } else { "award" }).key(id).id(id).child(head).child(
        body(view, found, report, if open { "award__body" } else { "award__body is-folded" }),
    )
}

/// Sentence first, then the formula, the conditions, the clause.
fn body(
    view: &WholeView<'_>,
    found: &Report,
    report: &AwardReport,
    class: &'static str,
) -> Element {
    let set = view.session.set();
    let clause = plain("a")
        .set("href", library_link(report.policy, EntryKind::Award, report.award.id))
        .text(explain::basis(report));
    let fact = |name: &'static str, value: Element| {
        plain("div").child(plain("dt").text(name)).child(value)
    };
    let notes = wording::notes(report).into_iter().map(|note| plain("p").text(note));
    el("div", class)
        .child(plain("p").text(explain::sentence(set, report)))
        .maybe(explain::formula(set, report).map(|formula| el("p", "sum-steps").text(formula)))
        .maybe((!report.reasons.is_empty()).then(|| conditions(view, report)))
        .list(readings(view, found, report))
        .child(
            el("dl", "facts")
                .child(fact("依据", plain("dd").child(clause)))
                .child(fact("内容", plain("dd").text(report.award.summary)))
                .child(fact("责任部门", plain("dd").text(report.award.payers.join("、"))))
                .maybe(report.award.paid_by.map(|payer| fact("由谁出钱", plain("dd").text(payer))))
                .child(fact("说明", plain("dd").list(notes.collect()))),
        )
}

fn conditions(view: &WholeView<'_>, report: &AwardReport) -> Element {
    let head = |words: &'static str| plain("th").set("scope", "col").text(words);
    let rows = Reason::flat(&report.reasons)
        .into_iter()
        .map(|(depth, reason)| condition(view, report, depth, reason));
    el("table", "conds")
        .set("role", "table")
        .child(
            plain("thead").child(
                plain("tr").child(head("文件要求")).child(head("贵公司")).child(head("结果")),
            ),
        )
        .child(plain("tbody").list(rows.collect()))
}

fn condition(view: &WholeView<'_>, report: &AwardReport, depth: usize, reason: &Reason) -> Element {
    let set = view.session.set();
    let own = if reasons::is_leaf(reason) { reasons::own(set, reason) } else { String::new() };
    let (class, name) = match reason.truth {
        Truth::Yes => ("state state--yes", "#i-check"),
        Truth::No => ("state state--no", "#i-cross"),
        Truth::Unknown => ("state state--ask", "#i-ask"),
    };
    let depth = ["", "depth-1", "depth-2", "depth-3"][depth.min(3)];
    // A question that the other answers settle is not on any page.
    let question = reasons::question(reason)
        .filter(|question| reasons::is_leaf(reason) && view.facts.visible.contains(question));
    let jump = question.map(|question| {
        el("button", "more jump screen-only")
            .set("type", "button")
            .text("去这一题")
            .child(el("span", "hide").text(set.question(question).short))
            .click(view, Action::Mend(question, Some(report.award.id)))
    });
    plain("tr")
        .child(el("td", depth).text(reasons::requirement(set, &reason.what)))
        .child(plain("td").set("data-label", "贵公司").text(own).maybe(jump))
        .child(
            plain("td")
                .child(el("span", class).child(icon(name)).text(reasons::state(reason.truth))),
        )
}

/// Draws the disclosed readings that touch an award, with the total under each, and the switch.
fn readings(view: &WholeView<'_>, found: &Report, report: &AwardReport) -> Vec<Element> {
    let index = report.policy.awards.iter().position(|award| award.id == report.award.id);
    let mut blocks: Vec<Element> = Vec::new();
    for reading in report.policy.readings {
        let Some(entry) = found.readings.iter().find(|entry| entry.reading.id == reading.id) else {
            continue;
        };
        if !index.is_some_and(|index| reading.awards.contains(&(index as u8))) {
            continue;
        }
        let (now, switched) = (wording::amount(found.outline.total), wording::amount(entry.total));
        let (followed, other) = if entry.chosen_other { (switched, now) } else { (now, switched) };
        let side = |head: &'static str, chosen: bool, words: &'static str, total: String| {
            let tag = chosen.then(|| el("span", "tag").text("正在采用"));
            el("div", "two__side")
                .child(plain("h4").text(head).maybe(tag))
                .child(plain("p").text(words))
                .child(plain("b").text(format!("合计 {total}")))
        };
        let switch = el("button", "btn btn--plain")
            .id(format!("switch--{}--{}", reading.id, report.award.id))
            .set("type", "button")
            .text(if entry.chosen_other {
                "改回通常理解"
            } else {
                "按另一种理解测算"
            })
            .click(view, Question::Switch(reading.id));
        let clause = el("a", "chip")
            .set("href", library_link(report.policy, EntryKind::Reading, reading.id));
        blocks.push(
            el("div", "two")
                .key(reading.id)
                .child(
                    el("p", "two__h")
                        .child(icon("#i-ask"))
                        .text("这一条有两种理解，请以部门解释为准")
                        .child(clause.text(reading.clause)),
                )
                .child(
                    el("div", "two__grid")
                        .child(side("通常理解", !entry.chosen_other, reading.followed, followed))
                        .child(side("另一种理解", entry.chosen_other, reading.other, other)),
                )
                .child(el("p", "two__foot screen-only").child(switch)),
        );
    }
    blocks
}
