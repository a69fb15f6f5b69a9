//! The result on one sheet of paper: what was said, what may be expected and why, and the proof of
//! how it came about.

use super::element::{Element, el, plain};
use super::share::qr_code;
use super::view::WholeView;
use crate::model::facts::answer_words;
use crate::model::results::ResultFacts;
use huiqi_engine::report::{AwardReport, DocumentReport, LimitReport, Outcome, Report};
use huiqi_policies::RULES_HASH;
use huiqi_rules::policy::{DocumentState, Policy};
use huiqi_sitting::wording;
use huiqi_sitting::wording::explain;

/// Draws the sheet; on the screen it is not shown.
pub(crate) fn sheet(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let report = &facts.report;
    let total = report.outline.total;
    let set = view.session.set();
    let region = view.session.region_name().unwrap_or_default();
    let label = (!view.whole.label.is_empty()).then(|| plain("b").text(view.whole.label.clone()));
    let words = format!("{region}　{}申报", wording::date(view.session.on));
    let figures = || {
        format!(
            "{}至少 {}　　最多 {}",
            wording::supposed(&report.outline).map_or(String::new(), |words| format!("{words}：")),
            wording::level(total.least),
            wording::most(total.most)
        )
    };
    let figures = wording::not_covered(&report.outline).map_or_else(figures, str::to_owned);
    let head = el("div", "sheet__head")
        .child(
            plain("div")
                .child(plain("h1").text("惠企　测算结果"))
                .maybe(label)
                .child(plain("p").text(words))
                .child(el("p", "sheet__total").text(figures)),
        )
        .maybe(facts.qr.as_ref().map(qr_code));
    let others = &view.facts.others;
    let other = (!others.is_empty()).then(|| {
        let each: Vec<String> =
            others.iter().map(|reading| format!("{} {}", reading.clause, reading.other)).collect();
        plain("p").child(plain("b").text("按另一种理解测算：")).text(each.join("；"))
    });
    el("div", "sheet paper-only")
        .child(head)
        .maybe(other)
        .child(answers(view))
        .maybe(awards(view, report))
        .maybe(not_met(report))
        .child(plain("div").list(report.outline.documents.iter().map(document).collect()))
        .child(plain("div").list(limits(report)))
        .child(plain("div").list(readings(report)))
        .child(plain("p").text(format!("前提：{}", set.assumptions.concat())))
        .child(proof(view))
}

fn answers(view: &WholeView<'_>) -> Element {
    let set = view.session.set();
    let each: Vec<String> = view
        .facts
        .visible
        .iter()
        .skip(1)
        .map(|question| {
            let words = answer_words(view.session, &view.facts.answers, *question);
            format!("{}：{words}", set.question(*question).short)
        })
        .collect();
    plain("p").child(plain("b").text("答案　")).text(each.join("；"))
}

fn awards(view: &WholeView<'_>, report: &Report) -> Option<Element> {
    let shown = |award: &&AwardReport| {
        matches!(award.outcome, Outcome::Certain | Outcome::Possible | Outcome::SetAside)
    };
    let head = |words: &'static str| plain("th").text(words);
    let rows = report.awards.iter().filter(shown).map(|report| {
        let how = explain::formula(view.session.set(), report).unwrap_or_default();
        let why = wording::award_line(view.session.set(), report);
        // What is certain is said to be so beside its name.
        let how = if how.is_empty() {
            why
        } else if report.outcome == Outcome::Certain {
            how
        } else {
            format!("{how}。{why}")
        };
        let aside = if report.outcome == Outcome::SetAside { "，未计入" } else { "" };
        plain("tr")
            .child(plain("td").text(format!(
                "{}（{}）",
                report.award.name,
                wording::outcome(report.outcome)
            )))
            .child(
                plain("td")
                    .child(plain("b").text(format!("{}{aside}", wording::amount(report.amount)))),
            )
            .child(plain("td").text(how))
            .child(plain("td").text(format!(
                "{} {}；{}",
                report.policy.short_title,
                report.award.clause,
                report.award.payers.join("、")
            )))
    });
    let rows: Vec<Element> = rows.collect();
    let heads = || {
        plain("tr")
            .child(head("项目"))
            .child(head("金额"))
            .child(head("怎么算"))
            .child(head("依据和责任部门"))
    };
    (!rows.is_empty()).then(|| {
        plain("table").child(plain("thead").child(heads())).child(plain("tbody").list(rows))
    })
}

/// Draws what cannot be had now, in one line.
fn not_met(report: &Report) -> Option<Element> {
    let of = |wanted: Outcome| {
        let names: Vec<&str> = report
            .awards
            .iter()
            .filter(|award| award.outcome == wanted)
            .map(|award| award.award.name)
            .collect();
        (!names.is_empty()).then(|| format!("{}：{}。", wording::outcome(wanted), names.join("、")))
    };
    let lines: Vec<String> =
        [Outcome::NotMet, Outcome::NotInForce].into_iter().filter_map(of).collect();
    (!lines.is_empty()).then(|| plain("p").text(lines.concat()))
}

fn document(document: &DocumentReport) -> Element {
    let policy: &Policy = document.policy;
    let number = policy.number.map_or(String::new(), |number| format!("（{number}）"));
    // The note of a document without an end says itself that it states none.
    let state = match document.state {
        DocumentState::InForceUnstatedEnd => {
            format!("{}起执行", wording::date(policy.valid_from))
        }
        DocumentState::InForce | DocumentState::Ended | DocumentState::NotYet => {
            wording::document_state(policy, document.state)
        }
    };
    plain("p")
        .key(policy.id)
        .text(format!("{}{number}：{state}。{}", policy.short_title, policy.validity_note))
}

/// What limits over several awards did.
fn limits(report: &Report) -> Vec<Element> {
    let line = |limit: &LimitReport| {
        plain("p").key(limit.limit.id).text(wording::formulas::limited(limit))
    };
    report.limits.iter().map(line).collect()
}

/// Clauses with two readings that would change the total.
fn readings(report: &Report) -> Vec<Element> {
    let changed = report.readings.iter().filter(|entry| entry.total != report.outline.total);
    changed
        .map(|entry| {
            let words =
                if entry.chosen_other { entry.reading.followed } else { entry.reading.other };
            let total = wording::amount(entry.total);
            let has_it = |document: &&DocumentReport| {
                document.policy.readings.iter().any(|one| one.id == entry.reading.id)
            };
            let document = report.outline.documents.iter().find(has_it);
            plain("p").key(entry.reading.id).text(format!(
                "{} {} 有两种理解，若按{}，合计 {total}。",
                document.map_or("", |document| document.policy.short_title),
                entry.reading.clause,
                wording::quoted(words.trim_end_matches('。'))
            ))
        })
        .collect()
}

/// Two results with the same hash, day and answers are the same.
fn proof(view: &WholeView<'_>) -> Element {
    el("p", "sheet__proof").text(format!(
        "规则版本 {}，校验码 {RULES_HASH}，申报日期 {}，生成日期 {}。扫二维码可以打开这份结果核对。测算结果仅供参考，以主管部门审核为准。",
        view.session.set().edition,
        huiqi_rules::day::date_text(view.session.on),
        huiqi_rules::day::date_text(view.questions.today)
    ))
}
