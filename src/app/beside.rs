//! What the whole page shows beside the questions: documents that do not hold, what comes before
//! spending, what options add. The first part of the page has none of this code.

use super::dates;
use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::{Beside, View};
use crate::model::facts::OutOfForce;
use crate::model::questions::Action;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::places::is_searched;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::wording;

/// Everything of it.
pub(crate) const EVERYTHING: Beside =
    Beside { ended: not_in_force, day: dates::fold, stale, before, worth };

/// Documents that do not hold on the day: said before anything is asked, with the way to a day on
/// which they do.
fn not_in_force(view: &View<'_>) -> Vec<Element> {
    view.facts.out_of_force.iter().map(|document| one_out(view, document)).collect()
}

fn one_out(view: &View<'_>, document: &OutOfForce) -> Element {
    let policy = document.policy;
    let state =
        document.state.map_or(String::new(), |state| wording::document_state(policy, state));
    el("div", "ended")
        .key(policy.id)
        .child(
            el("p", "two__h")
                .child(icon("#i-clock"))
                .text(format!("{}：{state}", policy.short_title)),
        )
        .child(plain("p").text("这一天文件不执行，不算金额，也不再问。"))
        .maybe(
            would_have_paid(document)
                .map(|text| el("p", "small").id(format!("would--{}", policy.id)).text(text)),
        )
        .child(to_day(view, document))
}

/// Draws one click to the day on which a document holds.
pub(crate) fn to_day(view: &View<'_>, document: &OutOfForce) -> Element {
    el("button", "btn screen-only")
        .id(format!("set-day--{}", document.policy.id))
        .set("type", "button")
        .text(format!("按{}测算", wording::date(document.day)))
        .click(view, Action::Date(document.day))
}

/// Returns what the document would have paid on its nearest day, from answers already given.
fn would_have_paid(document: &OutOfForce) -> Option<String> {
    let total = document.total_then?;
    Some(format!(
        "按已有答案，{}申报时为 {}。这笔不计入合计。",
        wording::date(document.day),
        wording::amount(total)
    ))
}

/// Draws what must be done before money is spent on what the question asks for; for the place, of
/// which there are many, the way to where it is searched.
fn before(view: &View<'_>, index: QuestionIndex) -> Vec<Element> {
    let own = view.facts.before.iter().filter(|(question, _)| *question == index);
    let notes =
        own.map(|(_, words)| el("p", "note note--box note--care").key(words).text(words.clone()));
    let set = view.session.set();
    // A pack holds one place.
    let has_more = is_searched(set) || set.regions.len() == 1;
    let search = (index == PolicySet::REGION && has_more).then(|| {
        el("p", "")
            .key("search")
            .child(button(view, if view.session.region().is_some() { "换一个" } else { "去选" }))
    });
    notes.chain(search).collect()
}

fn button(view: &View<'_>, words: &'static str) -> Element {
    el("button", "more")
        .id("search-place")
        .set("type", "button")
        .text(words)
        .click(view, Action::Go(Page::Step(0)))
}

/// Returns what an option adds, by the id of its card; empty where it adds nothing.
fn worth(view: &View<'_>, card: &str) -> String {
    let found = view.facts.worth.iter().find(|(id, _)| id == card);
    found.map_or(String::new(), |(_, words)| words.clone())
}

/// Draws the notice that the rules were checked long ago, with the way to a newer version.
fn stale(view: &View<'_>) -> Option<Element> {
    let checked = view.session.set().policies.iter().map(|policy| policy.checked_on).min()?;
    let age = (view.questions.today - checked).whole_days();
    let limit = view.questions.site.stale_days?;
    let address = view
        .questions
        .site
        .address
        .as_ref()
        .map_or("发布本页的网站".to_owned(), |address| format!(" {address} "));
    let words = format!(
        "本页的规则是 {age} 天前核对的，政策可能已有变化。请到{address}打开最新版本；离线拷贝的请重新拷贝。"
    );
    (age > limit).then(|| {
        el("div", "wrap opened screen-only").child(
            el("p", "note note--box note--care")
                .id("stale")
                .child(icon("#i-clock"))
                .child(plain("span").text(words)),
        )
    })
}
