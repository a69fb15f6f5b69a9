//! The choice of a place among many: a field to type in with a short list below it, or one level of
//! places after the other. The list follows the combobox of the ARIA guide.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::start::{self, WHERE};
use super::view::WholeView;
use crate::model::facts::RegionState;
use crate::model::packs::PlaceState;
use crate::model::places::{Action, FIND, Group, LEVEL, Looking, row_id};
use huiqi_sitting::places::{Place, marked};
use huiqi_sitting::wording;
use time::Date;
use yew::prelude::Html;

/// Draws the first page where there are many places.
pub(crate) fn page(view: &WholeView<'_>) -> Html {
    start::around(view, plain("div").list(choice(view, WHERE)))
}

/// Draws the choice; the heading with this id says what is asked.
pub(crate) fn choice(view: &WholeView<'_>, heading: &'static str) -> Vec<Element> {
    let mut parts = vec![coming(view)];
    parts.extend(match view.whole.places.looking {
        _ if !view.whole.places.is_searched() => vec![cards(view, heading)],
        Looking::Typed => typed(view, heading),
        Looking::Level(outer) => level(view, outer),
    });
    parts
}

/// Draws that the rules of a place are on their way, or why they are not used.
pub(crate) fn coming(view: &WholeView<'_>) -> Element {
    let packs = &view.whole.packs;
    let line = el("div", "").id("packs").set("role", "status");
    match &packs.coming {
        Some(name) => line.child(el("p", "note note--box").text(format!("正在取{name}的规则……"))),
        None if packs.refused.is_empty() => line.maybe(packs.pack.as_ref().map(|pack| {
            let place = view.session.region_name().unwrap_or_default();
            el("p", "small").text(format!("{place}采用版次 {}：{}", pack.edition, pack.reason))
        })),
        None => line.child(el("p", "note note--box note--care").text(packs.refused.clone())),
    }
}

/// Draws every place as a card, where they are few.
fn cards(view: &WholeView<'_>, heading: &'static str) -> Element {
    let card = |index: usize, place: &Place| {
        let (class, state, last) = state(view, place);
        let end = last.map_or(String::new(), |last| format!("，文件到{}", wording::date(last)));
        let class = match class {
            "hit place--on" => "place place--on",
            "hit place--out" => "place place--out",
            _ => "place",
        };
        let link = el("a", class)
            .id(format!("region--{}", place.id))
            .set("href", "#/")
            .child(
                plain("span")
                    .child(plain("b").text(place.name.clone()))
                    .child(plain("small").text(format!("{}{end}", place.wider))),
            )
            .child(el("span", "place__state").text(state))
            .click(view, Action::Choose(index));
        let is_chosen = view.session.region() == Some(place.id.as_str());
        let link = if is_chosen { link.set("aria-current", "true") } else { link };
        plain("li").key(&place.id).child(link)
    };
    let all = view.whole.places.all().iter().enumerate();
    let mut rows: Vec<(usize, &Place)> = all.collect();
    rows.sort_by_key(|(_, place)| view.whole.packs.rank(place, view.session.on));
    el("ul", "places")
        .set("aria-labelledby", heading)
        .list(rows.into_iter().map(|(index, place)| card(index, place)).collect())
}

fn typed(view: &WholeView<'_>, heading: &'static str) -> Vec<Element> {
    let places = &view.whole.places;
    let by_level = places.has_levels().then(|| {
        el("button", "more")
            .id("by-level")
            .set("type", "button")
            .text("不会打字？一级一级选")
            .click(view, Action::Open(None))
    });
    vec![
        el("p", "q__hint").id("find-hint").text(hint(places.all())),
        field(view, heading),
        el("p", "small find__said").id("found").set("role", "status").text(said(view)),
        hits(view),
        el("p", "small find__note").text("县里没有文件时，按所在的市和省算。"),
        plain("p").maybe(by_level),
    ]
}

/// Returns how to search, with the initials of a place as an example.
fn hint(places: &[Place]) -> String {
    let example = places.iter().find(|place| place.is_covered && !place.pinyin.is_empty());
    let initials = example.map(|place| {
        let initials = place.pinyin.split(' ').filter_map(|syllable| syllable.chars().next());
        format!("，如 {}", initials.take(2).collect::<String>())
    });
    format!("写名字，或写拼音首字母{}。", initials.unwrap_or_default())
}

fn field(view: &WholeView<'_>, heading: &'static str) -> Element {
    let places = &view.whole.places;
    let at = places.at().map_or(String::new(), row_id);
    let input = plain("input")
        .id(FIND)
        .set("type", "text")
        .set("autocomplete", "off")
        .set("autocapitalize", "off")
        .set("spellcheck", "false")
        .set("enterkeyhint", "go")
        .set("role", "combobox")
        .set("aria-autocomplete", "list")
        .set("aria-expanded", (!at.is_empty()).to_string())
        .set("aria-controls", "hits")
        .set("aria-activedescendant", at)
        .set("aria-labelledby", heading)
        .set("aria-describedby", "find-hint")
        .value(places.typed.clone())
        .typed(view, Action::Typed)
        .keys(view, |key| match key {
            "ArrowDown" => Some(Action::Down),
            "ArrowUp" => Some(Action::Up),
            "Enter" => Some(Action::Enter),
            "Escape" => Some(Action::Typed(String::new())),
            _ => None,
        });
    let clear = (!places.typed.is_empty()).then(|| {
        el("button", "find__clear")
            .id("find-clear")
            .set("type", "button")
            .set("aria-label", "清空")
            .child(icon("#i-cross"))
            .click(view, Action::Typed(String::new()))
    });
    el("div", "find").child(icon("#i-search")).child(input).maybe(clear)
}

/// Returns what was found, and what to do where that is nothing or too much.
fn said(view: &WholeView<'_>) -> String {
    let places = &view.whole.places;
    let (typed, found) = (places.typed.trim(), &places.found);
    let shown = found.places.len();
    match (typed.is_empty(), found.is_near, found.count) {
        (true, _, _) => String::new(),
        (false, true, 0) => format!("没有找到“{typed}”。换一个字再找，或选最下面的一项。"),
        (false, true, _) => format!("没有找到“{typed}”，下面是名字相近的。"),
        (false, false, count) if count > shown => {
            format!("找到 {count} 个，这里是前 {shown} 个。再写一个字，就少一些。")
        }
        (false, false, count) => format!("找到 {count} 个"),
    }
}

fn hits(view: &WholeView<'_>) -> Element {
    let places = &view.whole.places;
    let groups = places.groups().into_iter().map(|(group, rows)| {
        let (id, words) = match group {
            Group::Covered => ("hits--covered", "有文件"),
            Group::NotCovered => ("hits--not", "还没有收录"),
            Group::Last => ("hits--last", "都不是"),
        };
        el("div", "hits__group")
            .key(id)
            .set("role", "group")
            .set("aria-labelledby", id)
            .child(el("div", "hits__h").id(id).set("role", "presentation").text(words))
            .list(rows.into_iter().map(|row| hit(view, row)).collect())
    });
    let groups: Vec<Element> = groups.collect();
    let list = if groups.is_empty() {
        plain("div")
    } else {
        el("div", "hits").set("role", "listbox").set("aria-label", "找到的地方")
    };
    list.id("hits").list(groups)
}

fn hit(view: &WholeView<'_>, index: usize) -> Element {
    let places = &view.whole.places;
    let place = &places.all()[index];
    let (class, state, _) = state(view, place);
    row(class, place, marked(place, &places.typed), state)
        .key(&place.id)
        .id(row_id(index))
        .set("role", "option")
        .set("aria-selected", (places.at() == Some(index)).to_string())
        .click(view, Action::Choose(index))
}

/// Returns the look of a place, the words for what there is, and the last day of what has ended.
fn state(view: &WholeView<'_>, place: &Place) -> (&'static str, String, Option<Date>) {
    let session = view.session;
    let state = if session.set().regions.iter().any(|own| own.id == place.id) {
        RegionState::of(session, &place.id)
    } else {
        match view.whole.packs.state(place, session.on) {
            PlaceState::Bundled(state) => state,
            PlaceState::InPack => return ("hit place--on", "有文件".to_owned(), None),
        }
    };
    let (class, last) = match state {
        RegionState::Awards(_) => ("hit place--on", None),
        RegionState::Ended(last) => ("hit", Some(last)),
        RegionState::NotYet => ("hit", None),
        RegionState::NotCovered => ("hit place--out", None),
    };
    (class, state.words(), last)
}

/// Draws a place with what of its name was typed, where it is, and what there is.
fn row(
    class: &'static str,
    place: &Place,
    marked: Option<(usize, usize)>,
    state: String,
) -> Element {
    let letters = |from: usize, count: usize| -> String {
        place.name.chars().skip(from).take(count).collect()
    };
    let (from, count) = marked.unwrap_or_default();
    let name = plain("b")
        .maybe((from > 0).then(|| plain("bdi").text(letters(0, from))))
        .maybe((count > 0).then(|| plain("mark").text(letters(from, count))))
        .child(plain("bdi").text(letters(from + count, usize::MAX)));
    let wider = (!place.wider.is_empty()).then(|| plain("small").text(place.wider.clone()));
    el("div", class)
        .child(plain("span").child(name).maybe(wider))
        .child(el("span", "place__state").text(state))
}

/// Draws one level: the places that lie within one, or in none.
fn level(view: &WholeView<'_>, outer: Option<usize>) -> Vec<Element> {
    let places = &view.whole.places;
    let all = places.all();
    let button = |id: String, action: Action| {
        el("button", "btn btn--plain").key(&id).id(id).set("type", "button").click(view, action)
    };
    let words = outer.map_or_else(|| "在哪里？".to_owned(), |place| all[place].name.clone());
    let up = outer.map(|place| all[place].within);
    let mut ways = Vec::new();
    if let Some(place) = outer {
        let words = format!("就选{}", all[place].name);
        ways.push(button(row_id(place), Action::Choose(place)).text(words));
    }
    for place in places.level(outer) {
        let action =
            if places.has_inner(place) { Action::Open(Some(place)) } else { Action::Choose(place) };
        ways.push(button(row_id(place), action).text(all[place].name.clone()));
    }
    let mut back = vec![button("find-again".to_owned(), Action::Find).text("回到按名字找")];
    if let Some(up) = up {
        back.insert(0, button("level-up".to_owned(), Action::Open(up)).text("上一级"));
    }
    vec![
        el("h3", "level__h").id(LEVEL).set("tabindex", "-1").text(words),
        el("div", "level").list(ways),
        el("div", "acts").list(back),
    ]
}
