//! One question: cards to choose from, or a field for a number.

use super::element::{Element, el, plain};
use super::view::View;
use crate::model::facts::RegionState;
use crate::model::questions::Action;
use huiqi_rules::answers::Answer;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::unit::{Notation, Unit};
use huiqi_sitting::places::is_searched;
use huiqi_sitting::questionnaire::Draft;
use huiqi_sitting::wording;

/// Draws a question with its help, what depends on it, and its field.
pub(crate) fn field(view: &View<'_>, index: QuestionIndex) -> Element {
    let question = view.session.set().question(index);
    let problem = view.facts.problem(index);
    let class = if problem.is_some() { "q q--bad" } else { "q" };
    let error = el("div", "q__error")
        .id(format!("{}--error", question.id))
        .maybe(problem.map(|text| plain("p").text(format!("错误：{text}"))));
    let whole = el("div", class).key(question.id).id(format!("q--{}", question.id));
    let whole = whole.child(error).list((view.beside.before)(view, index));
    match question.kind {
        Kind::Figure(unit) => number(view, index, unit, problem, whole),
        Kind::Single | Kind::Multi | Kind::YesNo => whole.child(
            plain("fieldset")
                .set("aria-describedby", format!("{0}--hint {0}--error", question.id))
                .child(el("legend", "q__h").text(question.label))
                .child(hint(view, index, question))
                .child(
                    el(
                        "div",
                        if question.kind == Kind::YesNo { "choices choices--3" } else { "choices" },
                    )
                    .list(choices(view, index, question)),
                ),
        ),
    }
}

fn hint(view: &View<'_>, index: QuestionIndex, question: &'static Question) -> Element {
    let sums = view.session.draft(index).and_then(Draft::sums);
    let help = match (sums, question.quotient) {
        (Some(_), Some(quotient)) => quotient.help,
        (Some(_) | None, _) => question.help_in(view.session.region()),
    };
    let ask = view.facts.outline.asks.iter().find(|ask| ask.question == index && ask.awards > 0);
    // What hangs on it, or that it is settled: on a line of its own, as high before as after.
    let stake = (index != PolicySet::REGION).then(|| {
        let words = ask.map_or("已定".to_owned(), |ask| {
            format!("关系到 {} 项，{}", ask.awards, wording::at_stake(question.kind, ask.most))
        });
        el("span", if ask.is_some() { "q__stake" } else { "q__stake q__stake--done" }).text(words)
    });
    let again = view.session.draft(index).and_then(wording::why_open_again);
    let again = again.map(|words| plain("b").text(words));
    el("p", "q__hint").id(format!("{}--hint", question.id)).maybe(again).text(help).maybe(stake)
}

/// What 不清楚 costs.
const UNCLEAR: &str = "先不算进“至少”";

/// One card of a choice: its id, words, look, whether it is chosen, and what choosing it does.
pub(crate) struct Card {
    pub(crate) id: String,
    pub(crate) label: &'static str,
    class: &'static str,
    /// A line below the words; may be empty.
    hint: &'static str,
    /// What there is, beside the words; may be empty.
    state: String,
    pub(crate) chosen: bool,
    pub(crate) action: Action,
}

fn choices(view: &View<'_>, index: QuestionIndex, question: &'static Question) -> Vec<Element> {
    let several = question.kind == Kind::Multi;
    cards(view, index).into_iter().map(|card| choice(view, question, several, card)).collect()
}

/// Returns the cards of a question that is answered by choosing.
pub(crate) fn cards(view: &View<'_>, index: QuestionIndex) -> Vec<Card> {
    let question = view.session.set().question(index);
    let draft = view.session.draft(index);
    let region = view.session.region();
    let several = question.kind == Kind::Multi;
    let offered = view.session.offered(index);
    let mut cards: Vec<Card> = Vec::new();
    let ticks = view.session.ticks(index);
    // Many places are searched on the first page.
    let is_searched = index == PolicySet::REGION && is_searched(view.session.set());
    let card = |word: &str, label: &'static str, class: &'static str, put: Draft| {
        let id = format!("{}--{word}", question.id);
        let state = (view.beside.worth)(view, &id);
        Card {
            id,
            label,
            class,
            hint: "",
            state,
            chosen: draft == Some(&put),
            action: Action::Put(index, put),
        }
    };
    for (option_index, option) in question.options.iter().enumerate() {
        let option_index = option_index as u16;
        let chosen = ticks >> option_index & 1 == 1 || draft == Some(&Draft::Option(option_index));
        let hidden = (region.is_some_and(|region| option.hidden_in.contains(&region)) && !chosen)
            || offered.is_some_and(|offered| offered >> option_index & 1 == 0)
            || (is_searched && !chosen);
        if !hidden {
            let mut card = card(option.id, option.label, "choice", Draft::Option(option_index));
            if index == PolicySet::REGION {
                card.hint = view.session.set().regions[usize::from(option_index)].hint;
                card.state = RegionState::of(view.session, option.id).words();
            }
            cards.push(if several {
                Card { chosen, action: Action::Toggle(index, option_index), ..card }
            } else {
                card
            });
        }
    }
    if question.kind == Kind::YesNo {
        cards.push(card("yes", "是", "choice choice--half", Draft::YesNo(true)));
        cards.push(card("no", "否", "choice choice--half", Draft::YesNo(false)));
    }
    if several {
        cards.push(card(
            "nothing",
            "以上都没有",
            "choice choice--half choice--quiet",
            Draft::Options(0),
        ));
    }
    if index != PolicySet::REGION {
        let class =
            if several { "choice choice--half choice--quiet" } else { "choice choice--quiet" };
        cards.push(Card { hint: UNCLEAR, ..card("unclear", "不清楚", class, Draft::Unclear) });
    }
    cards
}

fn choice(view: &View<'_>, question: &'static Question, several: bool, card: Card) -> Element {
    let kind = if several { "checkbox" } else { "radio" };
    let input = plain("input")
        .set("type", kind)
        .id(card.id.clone())
        .set("name", question.id)
        .checked(card.chosen);
    el("div", card.class).key(&card.id).child(input.change(view, card.action)).child(
        plain("label")
            .set("for", card.id)
            .text(card.label)
            .maybe(line("", card.hint.to_owned()))
            .maybe(line("choice__state", card.state)),
    )
}

/// Draws a small line of a card; none where there is nothing to say.
fn line(class: &'static str, words: String) -> Option<Element> {
    (!words.is_empty()).then(|| el("small", class).text(words))
}

fn number(
    view: &View<'_>,
    index: QuestionIndex,
    unit: &'static Unit,
    problem: Option<&str>,
    whole: Element,
) -> Element {
    let question = view.session.set().question(index);
    let draft = view.session.draft(index);
    let sums = draft.and_then(Draft::sums);
    let typed = if let Some(Draft::Typed(text)) = draft { text.clone() } else { String::new() };
    let unclear = draft == Some(&Draft::Unclear);
    let unclear_id = format!("{}--unclear", question.id);
    let not_clear = if unclear { Draft::Typed(String::new()) } else { Draft::Unclear };
    let tick = plain("input")
        .set("type", "checkbox")
        .id(unclear_id.clone())
        .checked(unclear)
        .change(view, Action::Put(index, not_clear));
    let mut whole = whole
        .child(el("label", "q__h").set("for", question.id).text(question.label))
        .child(hint(view, index, question));
    let input =
        |id: String, value: &String| money_input(question, problem, id).value(value.clone());
    match (sums, &question.quotient) {
        (Some([of, to]), Some(quotient)) => {
            // The first has the id of the question, so that whatever leads to it leads there.
            let to_id = format!("{}--to", question.id);
            let of = input(question.id.to_owned(), of)
                .typed(view, move |text| Action::Sum(index, 0, text));
            let to = input(to_id.clone(), to).typed(view, move |text| Action::Sum(index, 1, text));
            whole = whole
                .child(el("label", "small").set("for", question.id).text(quotient.of))
                .child(money(question, of, Unit::YUAN.word))
                .child(el("label", "small").set("for", to_id).text(quotient.to))
                .child(el("div", "money").child(to).child(plain("span").text(Unit::YUAN.word)));
        }
        (Some(_) | None, _) => {
            let own = input(question.id.to_owned(), &typed)
                .typed(view, move |text| Action::Put(index, Draft::Typed(text)));
            whole = whole.child(money(question, own, unit.word));
        }
    }
    let (words, put) = match sums {
        Some(_) => ("直接填百分之几", Draft::Typed(String::new())),
        None => ("用两个数来算", Draft::Sums(Default::default())),
    };
    let by_sums = question.quotient.map(|_| {
        el("button", "more")
            .set("type", "button")
            .id(format!("{}--sums", question.id))
            .set("aria-expanded", sums.is_some().to_string())
            .text(words)
            .click(view, Action::Put(index, put))
    });
    whole.child(echo(view, index, unit)).maybe(by_sums).child(
        el("div", "choices choices--one").child(
            el("div", "choice choice--quiet").child(tick).child(
                plain("label")
                    .set("for", unclear_id)
                    .text("不清楚")
                    .child(plain("small").text(UNCLEAR)),
            ),
        ),
    )
}

/// Draws a field for a figure.
fn money_input(question: &'static Question, problem: Option<&str>, id: String) -> Element {
    plain("input")
        .key(&id)
        .id(id)
        .set("type", "text")
        .set("autocomplete", "off")
        .set("enterkeyhint", "next")
        .set("aria-invalid", problem.is_some().to_string())
        .set("aria-describedby", format!("{0}--unit {0}--hint {0}--echo {0}--error", question.id))
}

/// Draws a field with its unit.
fn money(question: &'static Question, input: Element, unit: &'static str) -> Element {
    el("div", "money")
        .child(input)
        .child(plain("span").id(format!("{}--unit", question.id)).text(unit))
}

/// Draws what the typed number means while it is typed; what is wrong is shown on 继续.
fn echo(view: &View<'_>, index: QuestionIndex, unit: &'static Unit) -> Element {
    let question = view.session.set().question(index);
    // Read with its field, and not at each keystroke.
    let line = el("output", "echo")
        .set("aria-live", "off")
        .id(format!("{}--echo", question.id))
        .set("for", question.id);
    let Ok(Some(Answer::Figure(figure))) = view.session.read(index) else { return line };
    let equals = if matches!(view.session.draft(index), Some(Draft::Sums(_))) { "= " } else { "" };
    let line = line.child(plain("b").text(format!("{equals}{}", wording::figure(unit, figure))));
    match (unit.notation, Yuan::from_decimal(figure)) {
        (Notation::Money, Some(sum)) => line.text(wording::capital(sum)),
        (Notation::Money | Notation::Percent | Notation::Number, _) => line,
    }
}
