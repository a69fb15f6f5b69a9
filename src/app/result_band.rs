//! The head of the result: company, place, day, the premise, and the number. Money, and only money,
//! is drawn on blue: where there is no figure, there is no band.

use super::bars::range;
use super::beside::to_day;
use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::questions::{Action as Question, HEADING};
use crate::model::results::ResultFacts;
use huiqi_rules::amount::Level;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::Draft;
use huiqi_sitting::situation::{Situation, ended};
use huiqi_sitting::wording;
use huiqi_sitting::wording::next::level_word;

/// Draws the band with the number and all that it rests on.
pub(crate) fn band(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let outline = &facts.report.outline;
    let total = outline.total;
    let part = |words: &'static str, id: &'static str, shown: String| {
        let (number, unit) = shown.split_once(' ').unwrap_or((&shown, ""));
        el("span", "figures__part").child(plain("small").text(words)).child(
            plain("span").id(id).child(plain("b").text(number.to_owned())).child(
                plain("i").text(if unit.is_empty() { String::new() } else { format!(" {unit}") }),
            ),
        )
    };
    let heading = |class: &'static str| el("h1", class).id(HEADING).set("tabindex", "-1");
    let most = match (&facts.top, total.most) {
        (Some(top), _) => wording::level(top.bounded),
        (None, most) => wording::level(most),
    };
    let figures = if total.is_exact() {
        heading("figures figures--one").child(part(
            "可以申报",
            "least",
            wording::level(total.least),
        ))
    } else {
        heading("figures")
            .child(part("至少", "least", wording::level(total.least)))
            .child(part("最多", "most", most))
    };
    let added = facts.top.as_ref().map(|top| wording::added(view.session.set(), top));
    let note = |words: String| el("p", "band__note").text(words);
    let unclaimed = facts.unclaimed.map(|least| {
        note(format!("只要没有从别的政策领过，就有 {}。", wording::level(least))).id("unclaimed")
    });
    let ended = ended(outline).map(|policy| {
        let last = policy.valid_to.map_or_else(String::new, wording::date);
        note(format!("{}到{last}为止，没有算在里面。", policy.short_title)).key(policy.id)
    });
    let disputed: Vec<String> = facts
        .report
        .readings
        .iter()
        .filter(|entry| entry.total != total)
        .map(|entry| wording::amount(entry.total))
        .collect();
    let disputed = (!disputed.is_empty()).then(|| {
        let words =
            format!("有 {} 处有两种理解，换一种是 {}。", disputed.len(), disputed.join("、"));
        note(words).id("disputed")
    });
    let levels = facts.levels.iter().map(|(policy, amount)| {
        let word = policy.level.map_or("", level_word);
        plain("li")
            .key(policy.id)
            .child(el("span", "lvl").text(word))
            .text(wording::amount(*amount))
    });
    let (least, closed) = huiqi_sitting::chart::live(total);
    el("section", "band").child(
        el("div", "wrap band__in")
            .child(company(view))
            .maybe(another_day(view))
            .maybe(wording::premise(outline).map(|words| {
                el("p", "band__if").child(icon("#i-care")).child(plain("span").text(words))
            }))
            .list(others(view))
            .child(figures)
            .maybe(added.map(|words| note(format!("{words}。")).id("added")))
            .maybe((!total.is_exact() && total.most != Level::Open).then(|| range(least, closed)))
            .maybe(
                (!facts.levels.is_empty())
                    .then(|| el("ul", "band__split").id("levels").list(levels.collect())),
            )
            .maybe(unclaimed)
            .maybe(disputed)
            .list(ended.collect()),
    )
}

/// Draws the head where no figure may be shown.
pub(crate) fn without_figure(view: &WholeView<'_>, facts: &ResultFacts) -> Element {
    let outline = &facts.report.outline;
    let words = wording::no_figure(facts.situation, outline);
    let (first, more) = match facts.situation {
        Situation::NotCovered => {
            ("没有收录贵地的文件，不能测算", "这不是说没有补贴。先问当地，再看要不要申报。")
        }
        Situation::Ended => (
            "这份文件已经到期，今天申报算不出金额",
            "到期前认定、还没有领到的，还可以问。有没有接替的新文件，这里没有收录。",
        ),
        Situation::NotYet => ("这份文件还没有开始执行", "开始以后再来算。"),
        Situation::NoneInForce => {
            ("今天没有在有效期的奖补，算不出金额", "各项的有效期在下面，换一天申报再算。")
        }
        Situation::Certain | Situation::Possible | Situation::NotMet => ("", ""),
    };
    // On a day that is not today it is not today that it fails.
    let first = if view.session.on == view.questions.today {
        first.to_owned()
    } else {
        first.replace("今天", "这一天")
    };
    let says_more = facts.situation != Situation::NotCovered;
    let buttons = view.facts.out_of_force.iter().map(|document| {
        el("p", "ground__act").key(document.policy.id).child(to_day(view, document))
    });
    el("section", "ground").id("without-figure").child(
        el("div", "wrap band__in")
            .child(company(view))
            .maybe(another_day(view))
            .child(el("h1", "title").id(HEADING).set("tabindex", "-1").text(first))
            .child(el("p", "lead").text(if says_more {
                format!("{words}。")
            } else {
                String::new()
            }))
            .child(el("p", "lead").text(more))
            .list(buttons.collect())
            .list(other_regions(view, facts)),
    )
}

fn company(view: &WholeView<'_>) -> Element {
    let name = view.company.or(view.questions.cases.current_name());
    let name = name.map(|name| el("p", "band__name").id("band-name").text(name.to_owned()));
    let region = view.session.region_name().unwrap_or_default();
    let (on, today) = (view.session.on, view.questions.today);
    // Another day has a mark of its own below.
    let day = (on == today).then(|| el("span", "nb").text(wording::day_line(on, today)));
    plain("div").maybe(name).child(el("p", "band__kick").text(format!("{region}　")).maybe(day))
}

/// Draws the mark of a result that is not of today; it cannot be mistaken.
fn another_day(view: &WholeView<'_>) -> Option<Element> {
    let (on, today) = (view.session.on, view.questions.today);
    let word = if on < today { "回算" } else { "预计" };
    (on != today).then(|| {
        el("div", "band__past")
            .id("another-day")
            .child(plain("b").text(format!("{word}：按{}申报", wording::date(on))))
            .child(plain("span").text("不是今天的结果。"))
            .child(
                el("button", "btn screen-only")
                    .id("band-to-today")
                    .set("type", "button")
                    .text("改回今天")
                    .click(view, Question::Date(today)),
            )
    })
}

fn others(view: &WholeView<'_>) -> Vec<Element> {
    let one = |reading: &&'static huiqi_rules::policy::Reading| {
        el("p", "band__if")
            .key(reading.id)
            .child(icon("#i-ask"))
            .child(plain("span").text(format!("{} 按另一种理解算：", reading.clause)))
    };
    view.facts.others.iter().map(one).collect()
}

/// Draws the way to a region that is used for the other places of its area.
fn other_regions(view: &WholeView<'_>, facts: &ResultFacts) -> Vec<Element> {
    if facts.situation != Situation::NotCovered {
        return Vec::new();
    }
    let regions = view.session.set().regions.iter().enumerate();
    regions
        .filter_map(|(index, region)| {
            let area = region.rest_of?;
            Some(
                el("p", "ground__act").key(region.id).child(
                    el("button", "btn screen-only")
                        .id(format!("to-region--{}", region.id))
                        .set("type", "button")
                        .text(format!("企业在{area}的，改选“{}”", region.name))
                        .click(view, Question::Put(PolicySet::REGION, Draft::Option(index as u16))),
                ),
            )
        })
        .collect()
}
