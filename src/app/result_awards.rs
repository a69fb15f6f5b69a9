//! The awards of a result, in groups by what became of them; each unfolds into how and why.

use super::curve::curve;
use super::element::{Element, el, plain};
use super::frame::icon;
use super::result_supports::level;
use super::view::WholeView;
use crate::model::questions::Action as Question;
use crate::model::results::ResultFacts;
use crate::model::whole::{Action, Whole};
use huiqi_engine::report::{AwardReport, Outcome, ReadingReport, Reason, Report};
use huiqi_rules::amount::{Change, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::Policy;
use huiqi_rules::truth::Truth;
use huiqi_sitting::curve::CurveDrawing;
use huiqi_sitting::entries::{EntryKind, anchor};
use huiqi_sitting::wording;
use huiqi_sitting::wording::{advice, explain, reasons};

/// Draws the groups of what is paid, what may be, what is disputed and what gives way to a higher
/// award.
pub(crate) fn groups(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let shown = [Group::Certain, Group::Possible, Group::Disputed, Group::SetAside];
    plain("div").list(shown.into_iter().filter_map(|one| group(view, facts, one)).collect())
}

/// Draws the groups of what pays nothing, with the number of their awards; nothing where there is
/// none.
pub(crate) fn not_met_groups(
    view: &WholeView<'_>,
    facts: &ResultFacts,
) -> Option<(usize, Element)> {
    let folded = [Group::NotMet, Group::NotInForce];
    let count =
        facts.report.awards.iter().filter(|award| folded.contains(&place(facts, award))).count();
    let groups = folded.into_iter().filter_map(|one| group(view, facts, one)).collect();
    (count > 0).then(|| (count, plain("div").list(groups)))
}

/// Where an award is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Certain,
    Possible,
    /// It pays nothing by the usual reading of a clause, and something by the other.
    Disputed,
    SetAside,
    NotMet,
    NotInForce,
}

/// Returns the group of an award; it keeps its place where another reading is chosen.
fn place(facts: &ResultFacts, award: &AwardReport) -> Group {
    let is_disputed = facts.report.readings.iter().any(|entry| touches(entry, award, facts));
    let usual = facts.usual.iter().find(|(id, _)| *id == award.award.id);
    let outcome = match usual {
        Some((_, usual)) if is_disputed => *usual,
        Some(_) | None => award.outcome,
    };
    match outcome {
        Outcome::Certain => Group::Certain,
        Outcome::Possible => Group::Possible,
        Outcome::NotMet | Outcome::SetAside if is_disputed => Group::Disputed,
        Outcome::SetAside => Group::SetAside,
        Outcome::NotMet => Group::NotMet,
        Outcome::NotInForce => Group::NotInForce,
    }
}

/// Whether a disputed clause moves an award and the total.
fn touches(entry: &ReadingReport, award: &AwardReport, facts: &ResultFacts) -> bool {
    let index = award.policy.awards.iter().position(|own| own.id == award.award.id);
    let is_own = award.policy.readings.iter().any(|own| own.id == entry.reading.id);
    entry.total != facts.report.outline.total
        && is_own
        && index.is_some_and(|index| entry.reading.awards.contains(&(index as u16)))
}

/// Returns the link to an award, a support or a reading on its document's page.
pub(crate) fn library_link(whole: &Whole, policy: &Policy, kind: EntryKind, id: &str) -> String {
    let anchor = anchor(kind, id);
    match whole.library_root() {
        Some(root) => format!("{root}/{}/{anchor}", policy.id),
        None => format!("library/{}.html#{anchor}", policy.id),
    }
}

const fn group_id(group: Group) -> &'static str {
    match group {
        Group::Certain => "group-Certain",
        Group::Possible => "group-Possible",
        Group::Disputed => "group-Disputed",
        Group::SetAside => "group-SetAside",
        Group::NotMet => "group-NotMet",
        Group::NotInForce => "group-NotInForce",
    }
}

const fn heading(group: Group) -> &'static str {
    match group {
        Group::Certain => wording::outcome(Outcome::Certain),
        Group::Possible => wording::outcome(Outcome::Possible),
        Group::Disputed => "有两种理解",
        Group::SetAside => wording::outcome(Outcome::SetAside),
        Group::NotMet => wording::outcome(Outcome::NotMet),
        Group::NotInForce => wording::outcome(Outcome::NotInForce),
    }
}

fn swatch(group: Group) -> Element {
    let square = |class: &'static str, inset: &'static str, size: &'static str| {
        el("rect", class).set("x", inset).set("y", inset).set("width", size).set("height", size)
    };
    let drawn = |rect: Element| el("svg", "swatch").set("aria-hidden", "true").child(rect);
    match group {
        Group::Certain => drawn(square("bar-sure", "0", "20")),
        Group::Possible => drawn(square("bar-may", "1", "18").set("fill", "url(#may)")),
        Group::SetAside => drawn(square("bar-out", "1", "18")),
        Group::Disputed => el("span", "swatch").child(icon("#i-ask")),
        Group::NotMet => el("span", "swatch").child(icon("#i-cross")),
        Group::NotInForce => el("span", "swatch").child(icon("#i-clock")),
    }
}

/// Returns what a group brings: the certain part, or what may come on top of it.
fn sum(facts: &ResultFacts, group: Group) -> Option<String> {
    let total = facts.report.outline.total;
    match group {
        Group::Certain => Some(wording::level(total.least)),
        Group::Possible if total.most == Level::Open => None,
        Group::Possible => match Change::between(total.least, total.most) {
            Change::By(by) => {
                Yuan::from_decimal(by).map(|more| format!("最多再加 {}", wording::money(more)))
            }
            Change::Opened | Change::Closed => None,
        },
        Group::Disputed | Group::SetAside | Group::NotMet | Group::NotInForce => None,
    }
}

fn group(view: &WholeView<'_>, facts: &ResultFacts, group: Group) -> Option<Element> {
    let awards: Vec<&AwardReport> =
        facts.report.awards.iter().filter(|award| place(facts, award) == group).collect();
    let count = plain("span").text(format!("{} 项", awards.len()));
    let head = el("h2", "group__h")
        .child(swatch(group))
        .text(heading(group))
        .child(count)
        .maybe(sum(facts, group).map(|sum| plain("b").text(sum)));
    (!awards.is_empty()).then(|| {
        el("section", "group")
            .key(group_id(group))
            .id(group_id(group))
            .child(head)
            .list(awards.into_iter().map(|report| award(view, facts, report)).collect())
    })
}

fn award(view: &WholeView<'_>, facts: &ResultFacts, report: &AwardReport) -> Element {
    let id = report.award.id;
    let open = view.whole.is_unfolded(id);
    let aside = (report.outcome == Outcome::SetAside).then(|| plain("small").text("不另发"));
    let would = report.would_have_paid.filter(|_| report.outcome == Outcome::NotInForce);
    let shown = match would {
        // A document that has ended pays no figure today, not even 0.
        Some(_) => "今天不计".to_owned(),
        None => wording::amount(report.amount),
    };
    let entry = facts.report.readings.iter().find(|entry| touches(entry, report, facts));
    let disputed = entry.map(|entry| {
        let change = advice::gain(facts.report.outline.total, entry.total);
        plain("small").text(if entry.chosen_other {
            "按另一种理解".to_owned()
        } else {
            format!("有两种理解，可能 {}", change.trim_start_matches("最多 "))
        })
    });
    let words = plain("span")
        .child(el("span", "award__name").text(report.award.name))
        .child(
            el("span", "award__sub")
                .maybe(level(report.policy, &facts.report))
                .text(wording::award_line(view.session.set(), &facts.report, report)),
        )
        .child(el("span", "award__sub").text(report.award.payers.join("、")));
    let head = el("button", "award__head")
        .id(format!("head--{id}"))
        .set("type", "button")
        .set("aria-expanded", open.to_string())
        .child(words)
        .child(el("span", "award__amt").text(shown).maybe(aside).maybe(disputed))
        .child(icon("#i-down"))
        .click(view, Action::Fold(id.to_owned()));
    el("div", if open { "award award--open" } else { "award" }).key(id).id(id).child(head).child(
        body(view, facts, report, if open { "award__body" } else { "award__body is-folded" }),
    )
}

/// Sentence first, then the formula, the conditions, the clause.
fn body(
    view: &WholeView<'_>,
    facts: &ResultFacts,
    report: &AwardReport,
    class: &'static str,
) -> Element {
    let set = view.session.set();
    // The document holds, and the award hangs on the figure.
    let is_own = |drawn: &&CurveDrawing| {
        report.outcome != Outcome::NotInForce
            && report.award.terms.reads.meets(set.question(drawn.question).variables())
    };
    let curves = facts.curves.iter().filter(is_own);
    let curves = curves.map(|drawn| curve(drawn, drawn.heading.clone()).key(&drawn.heading));
    let clause = plain("a")
        .set("href", library_link(view.whole, report.policy, EntryKind::Award, report.award.id))
        .text(explain::basis(report));
    let fact = |name: &'static str, value: Element| {
        plain("div").child(plain("dt").text(name)).child(value)
    };
    let notes = wording::notes(report).into_iter().map(|note| plain("p").text(note));
    let reasons = facts.report.reasons(report);
    let lines = explain::lines(set, facts.report.steps(report));
    let lines: Vec<Element> = lines.into_iter().map(|line| plain("li").text(line)).collect();
    el("div", class)
        .child(plain("p").text(explain::sentence(set, &facts.report, report)))
        .maybe((!lines.is_empty()).then(|| el("ul", "sum-steps").list(lines)))
        .maybe((!reasons.is_empty()).then(|| conditions(view, report, reasons)))
        .list(curves.collect())
        .list(readings(view, &facts.report, report))
        .child(
            el("dl", "facts")
                .child(fact("依据", plain("dd").child(clause)))
                .child(fact("内容", plain("dd").text(report.award.summary)))
                .child(fact("哪里管", plain("dd").text(report.award.payers.join("、"))))
                .maybe(report.award.paid_by.map(|payer| fact("由谁出钱", plain("dd").text(payer))))
                .child(fact("说明", plain("dd").list(notes.collect()))),
        )
}

fn conditions(view: &WholeView<'_>, report: &AwardReport, reasons: &[Reason]) -> Element {
    let head = |words: &'static str| plain("th").set("scope", "col").text(words);
    let rows = reasons.iter().map(|reason| condition(view, report, reason));
    el("table", "conds")
        .set("role", "table")
        .child(
            plain("thead").child(
                plain("tr").child(head("文件要求")).child(head("您的答案")).child(head("结果")),
            ),
        )
        .child(plain("tbody").list(rows.collect()))
}

fn condition(view: &WholeView<'_>, report: &AwardReport, reason: &Reason) -> Element {
    let set = view.session.set();
    let own = if reasons::is_leaf(reason) { reasons::own(set, reason) } else { String::new() };
    let (class, name) = match reason.truth {
        Truth::Yes => ("state state--yes", "#i-check"),
        Truth::No => ("state state--no", "#i-cross"),
        Truth::Unknown => ("state state--ask", "#i-ask"),
    };
    let depth = ["", "depth-1", "depth-2", "depth-3"][reason.depth.min(3)];
    // A question that the other answers settle is not on any page.
    let question = reasons::question(reason)
        .filter(|question| reasons::is_leaf(reason) && view.facts.visible.contains(question));
    let jump = question.map(|question| {
        el("button", "more jump screen-only")
            .set("type", "button")
            .text("改")
            .child(el("span", "hide").text(set.question(question).short))
            .click(view, Action::Mend(question, Some(report.award.id)))
    });
    plain("tr")
        .child(el("td", depth).text(reasons::requirement(set, &reason.what)))
        .child(plain("td").set("data-label", "您的答案").text(own).maybe(jump))
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
        if !index.is_some_and(|index| reading.awards.contains(&(index as u16))) {
            continue;
        }
        let (now, switched) = (wording::amount(found.outline.total), wording::amount(entry.total));
        let (followed, other) = if entry.chosen_other { (switched, now) } else { (now, switched) };
        let side = |head: &'static str, chosen: bool, words: &'static str, total: String| {
            let tag = chosen.then(|| el("span", "tag").text("现在按这个算"));
            el("div", "two__side")
                .child(plain("h4").text(head).maybe(tag))
                .child(plain("p").text(words))
                .child(plain("b").text(format!("合计 {total}")))
        };
        let switch = el("button", "btn btn--plain")
            .id(format!("switch--{}--{}", reading.id, report.award.id))
            .set("type", "button")
            .text(if entry.chosen_other {
                "改回本页采用的"
            } else {
                "按另一种理解测算"
            })
            .click(view, Question::Switch(reading.id));
        let clause = el("a", "chip")
            .set("href", library_link(view.whole, report.policy, EntryKind::Reading, reading.id));
        blocks.push(
            el("div", "two")
                .key(reading.id)
                .child(
                    el("p", "two__h")
                        .child(icon("#i-ask"))
                        .text("这一条有两种理解，以部门答复为准")
                        .child(clause.text(reading.clause)),
                )
                .child(
                    el("div", "two__grid")
                        .child(side("本页采用", !entry.chosen_other, reading.followed, followed))
                        .child(side("另一种理解", entry.chosen_other, reading.other, other)),
                )
                .child(el("p", "two__foot screen-only").child(switch)),
        );
    }
    blocks
}
