//! The first page: what it promises, and the places to choose from. One tap goes on.

use super::dates;
use super::element::{Element, el, plain};
use super::frame::{body, headline, icon, other_readings, which_case};
use super::view::View;
use crate::model::facts::{RegionState, heading};
use crate::model::questions::Action;
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_sitting::wording;
use yew::prelude::Html;

/// The id of the question for the place.
pub(crate) const WHERE: &str = "where";

/// Draws the page with every place on it.
pub(crate) fn page(view: &View<'_>) -> Html {
    let set = view.session.set();
    // What holds comes first. Put in its place at once: sorting would be more code.
    let mut places: Vec<(usize, Element)> = Vec::new();
    for (index, region) in set.regions.iter().enumerate() {
        let state = RegionState::of(view.session, region.id);
        let rank = state.rank();
        let at = places.iter().take_while(|(other, _)| *other <= rank).count();
        places.insert(at, (rank, place(view, index as u16, region, state)));
    }
    let list = el("ul", "places")
        .set("aria-labelledby", WHERE)
        .list(places.into_iter().map(|(_, place)| place).collect());
    around(view, list)
}

/// Draws the page around the choice of a place.
pub(crate) fn around(view: &View<'_>, choice: Element) -> Html {
    let set = view.session.set();
    let fact = |icon_name: &'static str, words: &'static str| {
        el("p", "note").child(icon(icon_name)).text(words)
    };
    body("wrap main start")
        .child(headline(heading(view.session)))
        .child(
            el("p", "lead").text("给中小企业用。算出至少多少、最多多少，写明依据哪一条、该问谁。"),
        )
        .child(fact("#i-clock", "大约 3 分钟，答 5 至 10 题，答不上的可以跳过"))
        .child(fact("#i-lock", "不用登录，填的内容不离开这台设备"))
        .maybe(take_back_clear(view))
        .maybe(resume(view))
        .maybe(which_case(view))
        .maybe(other_readings(view))
        .maybe(dates::wrong_clock(view))
        .child(el("h2", "q__h").id(WHERE).text(set.question(PolicySet::REGION).label))
        .child(choice)
        .html()
}

fn place(view: &View<'_>, index: u16, region: &'static Region, state: RegionState) -> Element {
    let (class, last) = match state {
        RegionState::Awards(_) => ("place place--on", None),
        RegionState::Ended(last) => ("place", Some(last)),
        RegionState::NotYet => ("place", None),
        RegionState::NotCovered => ("place place--out", None),
    };
    let end = last.map_or(String::new(), |last| ["，文件到", &wording::date(last)].concat());
    let link = el("a", class)
        .id(["region--", region.id].concat())
        .set("href", "#/")
        .child(
            plain("span")
                .child(plain("b").text(region.name))
                .child(plain("small").text([region.hint, &end].concat())),
        )
        .child(el("span", "place__state").text(state.words()))
        .click(view, Action::Choose(index));
    let is_chosen = view.session.region() == Some(region.id);
    let link = if is_chosen { link.set("aria-current", "true") } else { link };
    plain("li").key(region.id).child(link)
}

/// Draws the line of a visitor who comes back: how far it went, and both ways from there.
fn resume(view: &View<'_>) -> Option<Element> {
    let region = view.session.region_name()?;
    // One answer is the region.
    let answered = view.facts.answers.iter().count() - 1;
    let (words, onward) = if answered > 0 {
        (["上次算到：", region, "，答了 ", &answered.to_string(), " 题"].concat(), "接着填")
    } else {
        (["已选：", region].concat(), "开始")
    };
    let way = |id: &'static str, words: &'static str, action: Action| {
        el("button", "more").id(id).set("type", "button").text(words).click(view, action)
    };
    Some(
        el("p", "note note--box")
            .id("resume")
            .child(plain("span").text(words))
            .child(way("next", onward, Action::Next))
            .child(way("clear", "清空，重新开始", Action::Clear)),
    )
}

/// Draws the way back to the answers that 清空 took away.
fn take_back_clear(view: &View<'_>) -> Option<Element> {
    view.questions.can_take_back_clear().then(|| {
        el("p", "note note--box").id("cleared").set("role", "status").text("已清空。").child(
            el("button", "more")
                .id("take-back-clear")
                .set("type", "button")
                .text("撤销清空")
                .click(view, Action::TakeBackClear),
        )
    })
}
