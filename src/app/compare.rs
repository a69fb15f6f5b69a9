//! Up to three cases side by side.

use super::curve::curve;
use super::element::{Element, el, plain};
use super::frame::{body, headline, icon};
use super::notice::open_place;
use super::places::coming;
use super::view::WholeView;
use crate::model::facts::{answer_words, heading};
use crate::model::questions::Action as Question;
use crate::model::results::CompareFacts;
use crate::model::whole::Action;
use huiqi_engine::report::Outcome;
use huiqi_rules::amount::Change;
use huiqi_sitting::cases::{Case, LONGEST_NAME};
use huiqi_sitting::compare::{AwardRow, Comparison, Difference};
use huiqi_sitting::curve::CurveDrawing;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use huiqi_sitting::wording::advice::signed;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn compare(view: &WholeView<'_>, facts: &CompareFacts) -> Html {
    let all = view.questions.cases.list();
    let cases: Vec<&Case> = facts.here.iter().map(|index| &all[*index]).collect();
    let cases = cases.as_slice();
    let found = &facts.comparison;
    // What differs comes first; the rest is unfolded.
    let only = cases.len() > 1 && !view.whole.is_unfolded("differences");
    body("")
        .child(band(view, cases, found))
        .child(
            el("div", "wrap main")
                .maybe(others(view, facts))
                .maybe(curves(cases, facts))
                .child(acts(view, only))
                .child(table(view, cases, facts, only))
                .child(
                    el("p", "note")
                        .text("差额都与第一个案例相比。只发最高一项时，不另发的按 0 元比较。"),
                )
                .list(
                    cases
                        .iter()
                        .enumerate()
                        .zip(&facts.unanswered)
                        .map(|((index, case), open)| manage(view, facts.here[index], case, *open))
                        .collect(),
                ),
        )
        .html()
}

/// Draws the open cases of places whose rules are not in use: they cannot be beside these.
fn others(view: &WholeView<'_>, facts: &CompareFacts) -> Option<Element> {
    let all = view.questions.cases.list().iter().enumerate();
    let one = |(index, case): (usize, &Case)| {
        let elsewhere = view.whole.elsewhere(&case.session)?;
        let open = Action::Question(Question::Case(case.id));
        let remove = el("button", "btn btn--plain")
            .id(format!("remove-case--{index}"))
            .set("type", "button")
            .text("去掉")
            .child(el("span", "hide").text(case.name.clone()))
            .click(view, Action::Remove(case.id));
        Some(
            el("div", "note note--box note--care")
                .key(&case.id.to_string())
                .id(format!("case-elsewhere--{index}"))
                .child(icon("#i-ask"))
                .child(
                    plain("div")
                        .child(plain("p").child(plain("b").text(case.name.clone())))
                        .child(open_place(view, &elsewhere, open))
                        .child(plain("p").text("两个地方的规则不在一起，不能并排比较。"))
                        .child(el("div", "acts screen-only").child(remove)),
                ),
        )
    };
    let is_other = |(index, _): &(usize, &Case)| !facts.here.contains(index);
    let boxes: Vec<Element> = all.filter(is_other).filter_map(one).collect();
    (!boxes.is_empty()).then(|| plain("div").child(coming(view)).child(plain("div").list(boxes)))
}

/// Returns one end against the first case; the first is the measure.
fn against(index: usize, change: Change) -> String {
    if index == 0 { "基准".to_owned() } else { signed(change) }
}

fn band(view: &WholeView<'_>, cases: &[&Case], found: &Comparison) -> Element {
    let mut columns: Vec<Element> = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let (total, difference) = (found.totals[index], found.differences[index]);
        let situation = found.situations[index];
        let words = case.session.region().map_or("", |_| situation.words());
        let region = case.session.region_name().unwrap_or("没有选地区");
        let other = if case.session.others().is_empty() { "" } else { "，按另一种理解" };
        let end = |words: &'static str, shown: String, change: Change, id: String| {
            plain("div").child(plain("dt").text(words)).child(
                plain("dd").id(id).text(shown).child(plain("small").text(against(index, change))),
            )
        };
        columns.push(
            el("div", "case")
                .key(&index.to_string())
                .child(plain("h2").text(case.name.clone()))
                .child(
                    plain("p").text(format!("{region}，{}{other}", wording::date(case.session.on))),
                )
                .child(if situation.has_figure() {
                    plain("dl")
                        .child(end(
                            "至少",
                            wording::level(total.least),
                            difference.least,
                            format!("case-least--{index}"),
                        ))
                        .child(end(
                            "最多",
                            wording::level(total.most),
                            difference.most,
                            format!("case-most--{index}"),
                        ))
                } else {
                    plain("p").id(format!("case-least--{index}")).text(words)
                }),
        );
    }
    let is_alone = view.questions.cases.list().len() == 1;
    let hint = is_alone.then(|| {
        el("p", "band__note").text("现在只有一个案例。复制一份，改几个答案，就能并排比较。")
    });
    el("section", "band").child(
        el("div", "wrap band__in cases")
            .set("data-cases", columns.len().to_string())
            .child(el("div", "cases__h").child(headline(heading(view.session))).maybe(hint))
            .list(columns),
    )
}

/// Draws how the total of each case moves with one figure, on the same axes.
fn curves(cases: &[&Case], facts: &CompareFacts) -> Option<Element> {
    let heading = facts.curves.first().map(|(_, drawn)| drawn.heading.clone())?;
    let one = |(index, drawn): &(usize, CurveDrawing)| {
        curve(drawn, cases[*index].name.clone()).key(&index.to_string())
    };
    Some(
        el("section", "section")
            .id("curves")
            .child(el("h2", "section__h").text(heading))
            .child(el("div", "curves").list(facts.curves.iter().map(one).collect())),
    )
}

fn acts(view: &WholeView<'_>, only: bool) -> Element {
    let button = |id: &'static str, words: &'static str| {
        el("button", "btn btn--plain").id(id).set("type", "button").text(words)
    };
    let more = view
        .questions
        .cases
        .has_room()
        .then(|| button("copy-case", "复制当前案例，改几个答案").click(view, Action::Copy));
    let differences = button("only-differences", "只看不同")
        .set("aria-pressed", only.to_string())
        .click(view, Action::Fold("differences".to_owned()));
    let share = button("to-share", "链接和二维码").click(view, Question::Go(Page::Share));
    el("div", "acts screen-only")
        .maybe(more)
        .child(differences)
        .child(super::result::print_button(view))
        .child(share)
}

fn table(view: &WholeView<'_>, cases: &[&Case], facts: &CompareFacts, only: bool) -> Element {
    let set = view.session.set();
    let found = &facts.comparison;
    let mut rows: Vec<Element> = vec![section("sec-answers", "答案", cases.len())];
    let days = cases.iter().map(|case| wording::date(case.session.on)).collect::<Vec<_>>();
    let different = |texts: &[String]| texts.iter().any(|text| *text != texts[0]);
    let mut push =
        |id: &'static str, name: &'static str, differs: bool, cells: Vec<Vec<String>>| {
            if differs || !only {
                rows.push(row(id, name, differs, cells, cases));
            }
        };
    push("on", "申报日期", different(&days), days.iter().map(|day| vec![day.clone()]).collect());
    for answer in &found.answers {
        let shape = set.question(answer.question);
        let words = |(case, answers): (&&Case, _)| {
            vec![answer_words(&case.session, answers, answer.question)]
        };
        let cells = cases.iter().zip(&facts.answers).map(words).collect();
        push(shape.id, shape.short, answer.differs, cells);
    }
    for policy in set.policies {
        for reading in policy
            .readings
            .iter()
            .filter(|reading| cases.iter().any(|case| case.session.readings.is_other(reading.id)))
        {
            let word = |case: &&Case| {
                if case.session.readings.is_other(reading.id) {
                    "另一种理解"
                } else {
                    "通常理解"
                }
                .to_owned()
            };
            let texts: Vec<String> = cases.iter().map(word).collect();
            push(
                reading.id,
                reading.clause,
                different(&texts),
                texts.into_iter().map(|text| vec![text]).collect(),
            );
        }
    }
    let mut amounts: Vec<Element> = vec![section("sec-amounts", "金额", cases.len())];
    amounts.extend(
        found
            .awards
            .iter()
            .filter(|award| award.differs || !only)
            .map(|award| award_row(award, cases)),
    );
    rows.extend(amounts);
    let mut head = plain("tr").child(el("td", "cmp__h").text("项目"));
    for case in cases {
        head = head.child(plain("th").set("scope", "col").text(case.name.clone()));
    }
    el("table", "cmp")
        .set("data-cases", cases.len().to_string())
        .id("cases")
        .set("role", "table")
        .child(el("caption", "hide").text("逐项比较"))
        .child(plain("thead").child(head))
        .child(plain("tbody").list(rows))
}

fn section(id: &'static str, words: &'static str, cases: usize) -> Element {
    el("tr", "cmp__sec").key(id).child(
        plain("th").set("scope", "rowgroup").set("colspan", (cases + 1).to_string()).text(words),
    )
}

/// Draws one row; each cell is a line, or a line and a smaller one.
fn row(
    id: &'static str,
    name: &'static str,
    differs: bool,
    cells: Vec<Vec<String>>,
    cases: &[&Case],
) -> Element {
    let mark = differs.then(|| el("span", "cmp__mark").text("不同"));
    let mut line = el("tr", if differs { "differs" } else { "" }).key(id).id(format!("cmp--{id}"));
    line = line.child(plain("th").set("scope", "row").text(name).maybe(mark));
    for (lines, case) in cells.into_iter().zip(cases) {
        let mut cell = plain("td").set("data-label", case.name.clone());
        for (index, text) in lines.into_iter().enumerate() {
            cell = if index == 0 { cell.text(text) } else { cell.child(plain("small").text(text)) };
        }
        line = line.child(cell);
    }
    line
}

fn award_row(award: &AwardRow, cases: &[&Case]) -> Element {
    let cells = award.cells.iter().zip(&award.differences).enumerate().map(
        |(index, (cell, difference))| {
            let shown = match cell {
                None => "当地没有".to_owned(),
                Some(cell) => match cell.outcome {
                    Outcome::Certain | Outcome::Possible => wording::amount(cell.amount),
                    Outcome::SetAside => format!("{}，不另发", wording::amount(cell.amount)),
                    Outcome::NotMet => "不符合".to_owned(),
                    Outcome::NotInForce => "不在有效期".to_owned(),
                },
            };
            if index == 0 || difference.is_none() {
                vec![shown]
            } else {
                vec![shown, change(*difference)]
            }
        },
    );
    row(award.award.id, award.award.name, award.differs, cells.collect(), cases)
}

fn change(difference: Difference) -> String {
    if difference.least == difference.most {
        return signed(difference.least);
    }
    format!("至少 {}，最多 {}", signed(difference.least), signed(difference.most))
}

/// Draws a case's name, and what can be done with it.
fn manage(view: &WholeView<'_>, index: usize, case: &Case, open: usize) -> Element {
    let id = format!("case-name--{index}");
    let case_id = case.id;
    let name = plain("input")
        .id(id.clone())
        .set("type", "text")
        .set("maxlength", LONGEST_NAME.to_string())
        .set("autocomplete", "off")
        .value(case.name.clone())
        .left(view, move |text| Action::Rename(case_id, text));
    let button = |word: &str, words: &'static str, action: Action| {
        let hidden = el("span", "hide").text(case.name.clone());
        el("button", "btn btn--plain")
            .id(format!("{word}--{index}"))
            .set("type", "button")
            .text(words)
            .child(hidden)
            .click(view, action)
    };
    let several = view.questions.cases.list().len() > 1;
    let left = if open == 0 {
        "没有待回答的题".to_owned()
    } else {
        format!("还有 {open} 题没有回答")
    };
    el("div", "manage screen-only")
        .key(&case_id.to_string())
        .child(
            el("div", "field")
                .child(
                    plain("label")
                        .set("for", id)
                        .text(format!("第 {} 个案例的名称（{left}）", index + 1)),
                )
                .child(name),
        )
        .child(
            el("div", "acts")
                .child(button("change-case", "改答案", Action::Change(case_id)))
                .maybe(several.then(|| button("remove-case", "去掉", Action::Remove(case_id)))),
        )
}
