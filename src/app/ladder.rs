//! The ladder of titles (晋级路线): what each would pay if it were won next, and what winning two in
//! one year costs.

use super::bars::{BARS, amount_row, sums};
use super::element::{Element, el, plain};
use super::frame::{body, headline, other_readings, strip, which_case};
use super::view::WholeView;
use crate::model::facts::heading;
use crate::model::questions::Action;
use huiqi_engine::report::{Ladder, Rung};
use huiqi_rules::question::ChoiceOption;
use huiqi_rules::recognition::Recognition;
use huiqi_sitting::chart::axis;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>, found: Option<&Ladder>) -> Html {
    let session = view.session;
    let region = session.region_name().unwrap_or_default();
    let name = view.questions.cases.current_name().unwrap_or_default();
    let words = format!("{name}　{region}　{}申报", super::dates::day_words(view));
    let main = body("wrap main")
        .child(el("p", "eyebrow").text(words.trim_start().to_owned()))
        .child(headline(heading(session)))
        .child(
            el("p", "lead")
                .text("从现在的级别往上看：首次评上这一级，其他答案不变，会多出哪些钱。"),
        )
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .child(found.map_or_else(
            || {
                el("p", "note note--box").text(
                    "所选日期当地没有与称号有关的金额。换一个申报日期，或先回答最高认定一题。",
                )
            },
            |found| rungs(view, found),
        ))
        .child(
            el("div", "acts screen-only").child(
                el("button", "btn btn--main")
                    .id("back")
                    .set("type", "button")
                    .text("回到结果")
                    .click(view, Action::Go(Page::Result)),
            ),
        );
    super::element::many(vec![strip(view).html(), main.html()])
}

fn title(view: &WholeView<'_>, found: &Ladder, option: u16) -> &'static ChoiceOption {
    &view.session.set().question(found.question).options[usize::from(option)]
}

fn rungs(view: &WholeView<'_>, found: &Ladder) -> Element {
    let set = view.session.set();
    let is_below = |rung: &&Rung| found.held.is_some_and(|held| rung.option < held);
    let (below, upward): (Vec<&Rung>, Vec<&Rung>) = found.rungs.iter().partition(is_below);
    let tops = upward.iter().filter_map(|rung| rung.pays.as_ref().map(|pays| pays.amount));
    let tops: Vec<_> = tops.collect();
    let pays_something = tops.iter().any(|amount| !amount.is_zero());
    let is_drawn = pays_something && tops.len() >= BARS;
    let chart = upward
        .iter()
        .filter(|_| is_drawn)
        .filter_map(|rung| Some((rung, rung.pays.as_ref()?)))
        .map(|(rung, pays)| {
            let option = title(view, found, rung.option);
            amount_row(option.id, option.label.to_owned(), pays.amount, &tops)
        });
    let mut bars: Vec<Element> = chart.collect();
    if is_drawn {
        bars.push(sums(&axis(&tops)));
    }
    let rows = upward.iter().map(|rung| row(view, found, rung));
    // Titles below are no way up: they are said beside, where they were never claimed.
    let beside = (!below.is_empty()).then(|| {
        el("section", "section")
            .id("rungs-below")
            .child(el("h2", "section__h").text("低于现在的级别"))
            .child(el("table", "rows stack").set("role", "table").child(
                plain("tbody").list(below.iter().map(|rung| row(view, found, rung)).collect()),
            ))
    });
    let pairs: Vec<Element> = found
        .pairs
        .iter()
        .map(|pair| {
            plain("li")
                .key(&format!("{}-{}", pair.lower, pair.upper))
                .text(wording::advice::rung_pair(set, found.question, pair))
        })
        .collect();
    let head = |words: &'static str| plain("th").set("scope", "col").text(words);
    let years = (!pairs.is_empty()).then(|| {
        el("section", "section")
            .id("pairs")
            .child(el("h2", "section__h").text("两级放在同一年，还是分两年"))
            .child(el("ul", "plain").list(pairs))
    });
    plain("div")
        .child(el("div", "chart section").set("aria-hidden", "true").list(bars))
        .child(
            el("table", "rows stack")
                .id("rungs")
                .set("role", "table")
                .child(el("caption", "hide").text("各级称号首次评上时的金额"))
                .child(
                    plain("thead").child(
                        plain("tr")
                            .child(head("称号"))
                            .child(head("与称号有关的各项"))
                            .child(head("全部合计")),
                    ),
                )
                .child(plain("tbody").list(rows.collect())),
        )
        .maybe(years)
        .maybe(beside)
        .child(
            el("p", "small section")
                .text("每一行各自测算，不能相加。评上更高一级时，以届时的文件为准。"),
        )
}

/// Draws how a title is won, as far as the region's documents say it: conditions, season, whom to
/// ask.
fn how(view: &WholeView<'_>, found: &Ladder, option: u16, offices: &[&str]) -> Element {
    let is_own = |one: &&Recognition| (one.question, one.option) == (found.question, option);
    let documents = view.facts.policies.iter();
    let own: Vec<&Recognition> =
        documents.flat_map(|policy| policy.recognitions).filter(is_own).collect();
    let of = |part: fn(&Recognition) -> Option<&'static str>, none: &str| {
        let stated = own.iter().filter_map(|one| Some(format!("{}　{}", part(one)?, one.source)));
        let stated: Vec<String> = stated.collect();
        if stated.is_empty() { none.to_owned() } else { stated.join("；") }
    };
    let line = |name: &'static str, words: String| {
        plain("div").key(name).child(plain("dt").text(name)).child(plain("dd").text(words))
    };
    let mut lines = vec![
        line("条件", of(|one| one.conditions, NO_CONDITIONS)),
        line("时间", of(|one| one.season, NO_SEASON)),
    ];
    if !offices.is_empty() {
        lines.push(line("问谁", offices.join("、")));
    }
    plain("div").child(plain("b").text("怎么评上")).child(el("dl", "how").list(lines))
}

/// What is said where no document says what a title takes.
const NO_CONDITIONS: &str = "认定条件在国家和省的办法里，这里没有收录";
/// What is said where no document says when a title can be applied for.
const NO_SEASON: &str = "这里没有收录";

fn row(view: &WholeView<'_>, found: &Ladder, rung: &Rung) -> Element {
    let option = title(view, found, rung.option);
    let held = found.held == Some(rung.option);
    let name = plain("th")
        .set("scope", "row")
        .text(option.label)
        .maybe(held.then(|| el("span", "tag").text("现在")));
    let cells = match &rung.pays {
        None => {
            let words = "已经获得；首次认定还没有领的，见测算结果";
            vec![plain("td").key("none").set("colspan", "2").text(words)]
        }
        Some(pays) => {
            let each = pays
                .awards
                .iter()
                .map(|(award, amount)| {
                    let brings = award.title_brings.map_or("".to_owned(), |it| format!("（{it}）"));
                    format!("{} {}{brings}", award.name, wording::amount(*amount))
                })
                .collect::<Vec<_>>();
            let is_below = found.held.is_some_and(|held| rung.option < held);
            let below =
                if is_below { "没有评过、没有领过的，仍可申报：" } else { "" };
            let words = format!("{below}{}", each.join("；"));
            let now = view.facts.outline.total;
            let is_more = pays.total.least > now.least || pays.total.most > now.most;
            let figure = if is_below {
                wording::amount(pays.amount)
            } else if is_more {
                format!("比现在 {}", wording::advice::gain(now, pays.total))
            } else if now.is_exact() && pays.total == now {
                "不比现在多".to_owned()
            } else {
                // Another question still open covers what it brings: the amounts themselves.
                format!("有关的各项 {}", wording::amount(pays.amount))
            };
            let mut offices: Vec<&'static str> = Vec::new();
            for office in pays.awards.iter().flat_map(|(award, _)| award.payers.iter().copied()) {
                if !offices.contains(&office) {
                    offices.push(office);
                }
            }
            let how = (!is_below).then(|| how(view, found, rung.option, &offices));
            vec![
                plain("td")
                    .key("pays")
                    .child(plain("b").text(figure))
                    .child(el("span", "small").text(words))
                    .maybe(how),
                plain("td")
                    .key("total")
                    .set("data-label", "全部合计")
                    .text(wording::amount(pays.total)),
            ]
        }
    };
    plain("tr").key(option.id).id(format!("rung--{}", option.id)).child(name).list(cells)
}
