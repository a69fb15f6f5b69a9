//! The result on one sheet of paper: above how much, below what to do, with lines for the call, and
//! the proof of how it came about.

use super::element::{Element, el, plain};
use super::result::limits;
use super::result_supports::level;
use super::share::qr_code;
use super::view::WholeView;
use crate::model::facts::answer_words;
use crate::model::results::ResultFacts;
use crate::model::sheets::Sheet;
use huiqi_engine::report::{AwardReport, DocumentReport, Outcome, Report};
use huiqi_policies::RULES_HASH;
use huiqi_rules::truth::Truth;
use huiqi_sitting::next::Next;
use huiqi_sitting::wording;
use huiqi_sitting::wording::next::{NO_LIST, NO_TIME, document_name};
use huiqi_sitting::wording::{advice, explain};
use huiqi_tables::message::Uncomputed;

/// Draws the sheet; on the screen it is not shown.
pub(crate) fn sheet(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let report = &facts.report;
    el("div", "sheet paper-only")
        .child(head(view, facts))
        .maybe(not_newest(view))
        .maybe(other_readings(view))
        .maybe(awards(view, report))
        .maybe(not_met(report))
        .maybe(not_in_force(view, report))
        .list(limits(report))
        .list(more(view, facts))
        .child(answers(view))
        .list(readings(report))
        .child(next_steps(&facts.next))
        .child(proof(view))
}

/// Draws the sheet of a company of a table.
pub(crate) fn company_sheet(view: &WholeView<'_>, company: &Sheet) -> Element {
    match &company.uncomputed {
        Some(uncomputed) => without_result(view, uncomputed),
        None => sheet(view, &company.result),
    }
}

/// Draws the sheet of a company that is not computed: its place, why, and lines for the call.
fn without_result(view: &WholeView<'_>, uncomputed: &Uncomputed) -> Element {
    let Uncomputed { place, why, notes } = uncomputed;
    let words = format!("专精特新奖补测算　{place}");
    let head = titled(view, words.trim_end_matches('　').to_owned())
        .child(el("p", "sheet__total").text(format!("{why}，没有测算，不是 0 元。")));
    let note = |words: &String| plain("p").key(words).child(plain("b").text(words.clone()));
    el("div", "sheet paper-only")
        .child(el("div", "sheet__head").child(head))
        .list(notes.iter().map(note).collect())
        .list(lines())
}

/// Draws that the place has newer rules than those of this sheet.
fn not_newest(view: &WholeView<'_>) -> Option<Element> {
    let words = view.whole.behind_on_sheet(view.session.set(), view.session.region()?)?;
    Some(plain("p").child(plain("b").text(words)))
}

fn head(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let outline = &facts.report.outline;
    let region = view.session.region_name().unwrap_or_default();
    let (on, today) = (view.session.on, view.questions.today);
    let words = format!("专精特新奖补测算　{region}　{}", wording::day_line(on, today));
    let documents: Vec<String> = outline.documents.iter().map(document).collect();
    let figures = if facts.situation.has_figure() {
        let total = wording::total(view.session.set(), outline.total, facts.top.as_ref());
        format!("{}{total}", wording::premise(outline).unwrap_or_default())
    } else {
        format!("{}。", wording::no_figure(facts.situation, outline))
    };
    let levels: Vec<String> = facts
        .levels
        .iter()
        .map(|(policy, amount)| {
            let word = policy.level.map_or("", wording::next::level_word);
            format!("{word} {}", wording::amount(*amount))
        })
        .collect();
    let levels = (!levels.is_empty()).then(|| plain("p").text(format!("{}。", levels.join("，"))));
    el("div", "sheet__head")
        .child(
            titled(view, words)
                .list(documents.into_iter().map(|line| plain("p").text(line)).collect())
                .child(el("p", "sheet__total").text(figures))
                .maybe(levels),
        )
        .maybe(facts.qr.as_ref().map(qr_code))
}

/// Draws whose sheet it is, above these words.
fn titled(view: &WholeView<'_>, words: String) -> Element {
    let label = (!view.whole.label.is_empty()).then(|| plain("b").text(view.whole.label.clone()));
    let name = view.company.or(view.questions.cases.current_name());
    let name = name.filter(|name| *name != view.whole.label);
    let name = name.map(|name| el("p", "sheet__name").text(name.to_owned()));
    plain("div").maybe(label).maybe(name).child(plain("h1").text(words))
}

fn document(document: &DocumentReport) -> String {
    let policy = document.policy;
    format!(
        "{}《{}》：{}。",
        policy.number.unwrap_or_default(),
        policy.short_title,
        wording::document_state(policy, document.state)
    )
}

fn other_readings(view: &WholeView<'_>) -> Option<Element> {
    let others = &view.facts.others;
    let each: Vec<String> =
        others.iter().map(|reading| format!("{} {}", reading.clause, reading.other)).collect();
    (!others.is_empty())
        .then(|| plain("p").child(plain("b").text("按另一种理解算：")).text(each.join("；")))
}

fn awards(view: &WholeView<'_>, report: &Report) -> Option<Element> {
    let shown = |award: &&AwardReport| {
        matches!(award.outcome, Outcome::Certain | Outcome::Possible | Outcome::SetAside)
    };
    let head = |words: &'static str| plain("th").text(words);
    let rows: Vec<Element> =
        report.awards.iter().filter(shown).map(|award| row(view, report, award)).collect();
    let heads = plain("tr").child(head("奖补")).child(head("哪里管，依据")).child(head("金额"));
    (!rows.is_empty())
        .then(|| plain("table").child(plain("thead").child(heads)).child(plain("tbody").list(rows)))
}

fn row(view: &WholeView<'_>, report: &Report, award: &AwardReport) -> Element {
    let lines = explain::lines(view.session.set(), report.steps(award));
    let how = match award.outcome {
        Outcome::Certain => lines.join("；"),
        Outcome::Possible | Outcome::SetAside | Outcome::NotMet | Outcome::NotInForce => {
            wording::award_line(view.session.set(), report, award)
        }
    };
    let days = wording::rules::own_days(award.days);
    let days = days.map_or(String::new(), |days| format!("；本条有效期：{days}"));
    let square = match award.outcome {
        Outcome::Certain => "sheet__sure",
        Outcome::Possible => "sheet__may",
        Outcome::SetAside | Outcome::NotMet | Outcome::NotInForce => "sheet__out",
    };
    let aside = if award.outcome == Outcome::SetAside { "，不另发" } else { "" };
    plain("tr")
        .child(
            plain("td")
                .child(el("span", square))
                .child(plain("b").text(award.award.name))
                .child(plain("small").text([how, days].concat())),
        )
        .child(plain("td").maybe(level(award.policy, report)).text(format!(
            "{}　{}",
            award.award.payers.join("、"),
            award.award.clause
        )))
        .child(plain("td").text(format!("{}{aside}", wording::amount(award.amount))))
}

/// Draws what pays nothing, in one line.
fn not_met(report: &Report) -> Option<Element> {
    let names: Vec<&str> = report
        .awards
        .iter()
        .filter(|award| award.outcome == Outcome::NotMet)
        .map(|award| award.award.name)
        .collect();
    (!names.is_empty()).then(|| {
        plain("p")
            .child(plain("b").text(format!("{}　", wording::outcome(Outcome::NotMet))))
            .text(format!("{}。", names.join("、")))
    })
}

/// Draws the awards that do not hold on the day while their document does, in one line.
fn not_in_force(view: &WholeView<'_>, report: &Report) -> Option<Element> {
    let is_own = |award: &&AwardReport| {
        award.outcome == Outcome::NotInForce && award.policy.is_in_force_on(report.outline.on)
    };
    let line = |award: &AwardReport| {
        format!(
            "{}（{}）",
            award.award.name,
            wording::award_line(view.session.set(), report, award)
        )
    };
    let lines: Vec<String> = report.awards.iter().filter(is_own).map(line).collect();
    (!lines.is_empty()).then(|| {
        plain("p")
            .child(plain("b").text(format!("{}　", wording::outcome(Outcome::NotInForce))))
            .text(format!("{}。", lines.join("、")))
    })
}

/// So many items are named in a line of the sheet.
const NAMED: usize = 4;

/// Draws what has no sum and what would bring more, each in a line.
fn more(view: &WholeView<'_>, facts: &ResultFacts) -> Vec<Element> {
    let line = |head: &'static str, items: Vec<String>| {
        (!items.is_empty()).then(|| {
            plain("p")
                .key(head)
                .child(plain("b").text(format!("{head}　")))
                .text(format!("{}。", items.join("；")))
        })
    };
    let fits = facts.report.supports.iter().filter(|one| one.truth == Truth::Yes);
    let unpriced = fits.flat_map(|one| {
        one.support.unpriced.iter().map(|item| format!("{} {}", item.what, one.support.clause))
    });
    let set = view.session.set();
    let before = facts.advice.total;
    let groups = advice::alike(&facts.advice.moves);
    let step = |same: &Vec<&huiqi_engine::report::MoveAdvice>| {
        let first = same.first()?;
        Some(format!("{} {}", advice::what_to_do(set, same), advice::brings(set, before, first)))
    };
    [
        line("提到了，但没有写金额", unpriced.take(NAMED).collect()),
        line("差一步", groups.iter().filter_map(step).take(NAMED).collect()),
    ]
    .into_iter()
    .flatten()
    .collect()
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

/// Clauses with two readings that would change the total.
fn readings(report: &Report) -> Vec<Element> {
    let changed = report.readings.iter().filter(|entry| entry.total != report.outline.total);
    changed
        .map(|entry| {
            let words =
                if entry.chosen_other { entry.reading.followed } else { entry.reading.other };
            let has_it = |document: &&DocumentReport| {
                document.policy.readings.iter().any(|one| one.id == entry.reading.id)
            };
            let document = report.outline.documents.iter().find(has_it);
            plain("p").key(entry.reading.id).text(format!(
                "{}{}有两种理解，换成{}，{}。",
                document.map_or(String::new(), |document| document_name(document.policy)),
                entry.reading.clause,
                wording::quoted(words.trim_end_matches('。')),
                wording::amount(entry.total)
            ))
        })
        .collect()
}

/// Draws the lower half: whom to ask, what, which papers, and lines to write on.
fn next_steps(next: &Next) -> Element {
    let item = |words: &String| plain("li").text(words.clone());
    let offices = next.offices.iter().map(|office| {
        let phone = office.telephone.as_deref().unwrap_or("12345 转接");
        plain("div")
            .key(&office.name)
            .child(plain("h3").text(format!("先问{}　电话 {phone}", office.name)))
            .child(plain("ol").list(office.questions.iter().map(item).collect()))
    });
    let times = if next.times.is_empty() {
        vec![plain("p").text(NO_TIME)]
    } else {
        next.times.iter().map(|words| plain("p").text(words.clone())).collect()
    };
    el("div", "sheet__then")
        .child(plain("h2").text("接下来怎么办"))
        .child(
            el("div", "sheet__two").child(plain("div").list(offices.collect())).child(
                plain("div")
                    .child(plain("h3").text("备好"))
                    .child(el("p", "small").text(if next.lists_papers { "" } else { NO_LIST }))
                    .child(plain("ul").list(next.papers.iter().map(item).collect()))
                    .child(plain("h3").text("时间"))
                    .list(times),
            ),
        )
        .list(lines())
}

/// Draws lines to write on.
fn lines() -> Vec<Element> {
    let all = ["哪天打的电话、谁接的", "怎么答复的", "交到哪里、哪天截止"];
    all.into_iter().map(|words| el("p", "sheet__rule").key(words).text(words)).collect()
}

/// Two results with the same hash, day and answers are the same.
fn proof(view: &WholeView<'_>) -> Element {
    let set = view.session.set();
    let pack = view.whole.packs.pack.as_ref().filter(|_| set == view.whole.session().set());
    let of_table = view.whole.table.packs.rules_of(set);
    let rules = of_table.or(pack.map(|pack| pack.rules.as_str())).unwrap_or(RULES_HASH);
    el("p", "sheet__proof").text(format!(
        "规则版本 {}，校验码 {rules}，申报日期 {}，生成日期 {}。扫二维码可以打开这份结果核对。测算结果仅供参考，以主管部门审核为准。",
        set.edition,
        huiqi_rules::day::date_text(view.session.on),
        huiqi_rules::day::date_text(view.questions.today)
    ))
}
