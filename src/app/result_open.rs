//! What is still open, answered where its price is seen.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::answered::AnsweredHere;
use crate::model::facts::answer_words;
use crate::model::results::ResultFacts;
use crate::model::whole::Action;
use huiqi_rules::amount::{Amount, Change, Level};
use huiqi_sitting::open::{Choice, OpenQuestion};
use huiqi_sitting::questionnaire::Draft;
use huiqi_sitting::wording;
use huiqi_sitting::wording::advice::ceiling;

/// How many open questions are listed at once; the others are folded below them. A document may ask
/// forty, and what to do next comes after the list.
const LISTED_QUESTIONS: usize = 12;

/// Draws the section; nothing where nothing is open and nothing was answered here.
pub(crate) fn section(view: &WholeView<'_>, facts: &ResultFacts) -> Option<Element> {
    let open = &facts.open;
    let answered = &view.whole.answered;
    if open.is_empty() && answered.is_empty() {
        return None;
    }
    let head = if open.is_empty() {
        "都答完了".to_owned()
    } else {
        format!("还差 {} 题", open.len())
    };
    let (first, rest) =
        open.split_first().map_or((None, [].as_slice()), |(one, rest)| (Some(one), rest));
    Some(
        el("section", "ask")
            .id("ask")
            .set("aria-labelledby", "ask-h")
            .child(el("h2", "ask__h").id("ask-h").set("tabindex", "-1").text(head))
            .child(
                plain("div")
                    .set("role", "status")
                    .list(answered.iter().map(|one| done(view, one)).collect()),
            )
            .child(
                plain("div").list(first.into_iter().map(|one| asked(view, facts, one)).collect()),
            )
            .child(listed(view, rest.get(..LISTED_QUESTIONS).unwrap_or(rest)))
            .maybe(rest.get(LISTED_QUESTIONS..).filter(|more| !more.is_empty()).map(|more| {
                plain("details")
                    .id("ask-more")
                    .child(el("summary", "more").text(format!("还有 {} 题", more.len())))
                    .child(listed(view, more))
            })),
    )
}

fn listed(view: &WholeView<'_>, open: &[OpenQuestion]) -> Element {
    el("ul", "ask__rest").list(open.iter().map(|one| waiting(view, one)).collect())
}

fn done(view: &WholeView<'_>, one: &AnsweredHere) -> Element {
    let set = view.session.set();
    let shape = set.question(one.question);
    let words = answer_words(view.session, &view.facts.answers, one.question);
    let what = if one.before == one.after {
        "合计没有变".to_owned()
    } else {
        wording::advice::both_ends(one.before, one.after)
    };
    el("div", "ask__done")
        .key(shape.id)
        .child(
            plain("p")
                .child(
                    el("span", "state state--yes")
                        .child(icon("#i-check"))
                        .text(format!("{}：{words}", shape.short)),
                )
                .child(plain("span").text(what)),
        )
        .child(
            el("button", "more")
                .id(format!("again--{}", shape.id))
                .set("type", "button")
                .text("改")
                .child(el("span", "hide").text(shape.short))
                .click(view, Action::Mend(one.question, None)),
        )
}

fn asked(view: &WholeView<'_>, facts: &ResultFacts, open: &OpenQuestion) -> Element {
    let set = view.session.set();
    let shape = set.question(open.question);
    let total = facts.report.outline.total;
    let lowest = open.choices.iter().map(|choice| choice.total.most).min().unwrap_or(total.most);
    let picks = open.choices.iter().enumerate().map(|(place, choice)| {
        el("button", "pick")
            .key(&place.to_string())
            .id(format!("here--{}--{place}", shape.id))
            .set("type", "button")
            .text(label(view, open, choice))
            .child(plain("small").text(price(total, lowest, choice.total)))
            .click(view, Action::AnswerHere(open.question, choice.draft.clone()))
    });
    let mut picks: Vec<Element> = picks.collect();
    let takes_more = match shape.kind {
        huiqi_rules::question::Kind::Multi => Some("有，去选一选"),
        huiqi_rules::question::Kind::Figure(_) => Some("去填"),
        huiqi_rules::question::Kind::Single | huiqi_rules::question::Kind::YesNo => None,
    };
    picks.extend(takes_more.map(|words| {
        el("button", "pick")
            .key("go")
            .id(format!("go--{}", shape.id))
            .set("type", "button")
            .text(words)
            .click(view, Action::Mend(open.question, None))
    }));
    el("fieldset", "ask__q")
        .key(shape.id)
        .child(plain("legend").text(shape.label))
        .child(el("div", "picks").list(picks))
}

fn label(view: &WholeView<'_>, open: &OpenQuestion, choice: &Choice) -> &'static str {
    let shape = view.session.set().question(open.question);
    match &choice.draft {
        Draft::Option(option) => shape.options[usize::from(*option)].label,
        Draft::YesNo(true) => "是",
        Draft::YesNo(false) => "否",
        Draft::Options(0) if view.session.matters_question() == Some(open.question) => "都没有领过",
        Draft::Options(_) => "都没有",
        Draft::Typed(_)
        | Draft::Sums(_)
        | Draft::Unclear
        | Draft::Reopened(_)
        | Draft::AskedAgain => "",
    }
}

/// Returns what an answer is worth: what it adds to the least, else to the most.
fn price(now: Amount, lowest: Level, then: Amount) -> String {
    let least = Change::between(now.least, then.least);
    if least > Change::NONE {
        return format!("至少 {}", wording::level(then.least));
    }
    let most = Change::between(lowest, then.most);
    if most > Change::NONE { ceiling(most) } else { "不加".to_owned() }
}

fn waiting(view: &WholeView<'_>, open: &OpenQuestion) -> Element {
    let shape = view.session.set().question(open.question);
    plain("li")
        .key(shape.id)
        .child(
            el("button", "more")
                .id(format!("go--{}", shape.id))
                .set("type", "button")
                .text(shape.short)
                .click(view, Action::Mend(open.question, None)),
        )
        .child(plain("span").text(wording::at_stake(shape.kind, open.most)))
}
