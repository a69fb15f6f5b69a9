//! One question: cards to choose from, or a field for a number.

use super::element::{Element, el, plain};
use super::view::View;
use crate::model::questions::Action;
use huiqi_rules::answers::Answer;
use huiqi_rules::money::Yuan;
use huiqi_rules::question::{Kind, Question, QuestionIndex};
use huiqi_rules::unit::{Notation, Unit};
use huiqi_sitting::questionnaire::Draft;
use huiqi_sitting::wording;

/// Draws a question with its help, what hangs on it, and its field.
pub(crate) fn field(view: &View<'_>, index: QuestionIndex) -> Element {
    let question = view.session.set().question(index);
    let problem = view.facts.problem(index);
    let class = if problem.is_some() { "q q--bad" } else { "q" };
    let error = el("div", "q__error")
        .id(format!("{}--error", question.id))
        .maybe(problem.map(|text| plain("p").text(format!("错误：{text}"))));
    let whole = el("div", class).key(question.id).id(format!("q--{}", question.id)).child(error);
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
    let help = question.help_in(view.session.region());
    let ask = view.facts.outline.asks.iter().find(|ask| ask.question == index && ask.awards > 0);
    let stake = ask.map(|ask| {
        el("span", "q__stake").text(format!(
            "关系到 {} 项，{}",
            ask.awards,
            wording::at_stake(ask.most)
        ))
    });
    let again = view.session.draft(index).and_then(wording::why_open_again);
    let again = again.map(|words| plain("b").text(words));
    el("p", "q__hint").id(format!("{}--hint", question.id)).maybe(again).text(help).maybe(stake)
}

/// One card: its id, words, look, whether it is chosen, and what choosing it does.
struct Card {
    id: String,
    label: &'static str,
    class: &'static str,
    chosen: bool,
    action: Action,
}

fn choices(view: &View<'_>, index: QuestionIndex, question: &'static Question) -> Vec<Element> {
    let draft = view.session.draft(index);
    let region = view.session.region();
    let several = question.kind == Kind::Multi;
    let offered = view.session.offered(index);
    let mut cards: Vec<Card> = Vec::new();
    let ticks = view.session.ticks(index);
    let card = |word: &str, label: &'static str, class: &'static str, put: Draft| Card {
        id: format!("{}--{word}", question.id),
        label,
        class,
        chosen: draft == Some(&put),
        action: Action::Put(index, put),
    };
    for (option_index, option) in question.options.iter().enumerate() {
        let option_index = option_index as u8;
        let chosen = ticks >> option_index & 1 == 1 || draft == Some(&Draft::Option(option_index));
        let hidden = (region.is_some_and(|region| option.hidden_in.contains(&region)) && !chosen)
            || offered.is_some_and(|offered| offered >> option_index & 1 == 0);
        if !hidden {
            let card = card(option.id, option.label, "choice", Draft::Option(option_index));
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
    if index != huiqi_rules::policy::PolicySet::REGION {
        let class =
            if several { "choice choice--half choice--quiet" } else { "choice choice--quiet" };
        cards.push(card("unclear", "不清楚", class, Draft::Unclear));
    }
    cards.into_iter().map(|card| choice(view, question, several, card)).collect()
}

fn choice(view: &View<'_>, question: &'static Question, several: bool, card: Card) -> Element {
    let kind = if several { "checkbox" } else { "radio" };
    let input = plain("input")
        .set("type", kind)
        .id(card.id.clone())
        .set("name", question.id)
        .checked(card.chosen);
    el("div", card.class)
        .key(&card.id)
        .child(input.change(view, card.action))
        .child(plain("label").set("for", card.id).text(card.label))
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
    let (mut typed, mut sums) = (String::new(), None);
    match draft {
        Some(Draft::Typed(text)) => typed.clone_from(text),
        Some(Draft::Sums(texts)) => sums = Some(texts),
        Some(
            Draft::Option(_)
            | Draft::Options(_)
            | Draft::YesNo(_)
            | Draft::Unclear
            | Draft::Reopened(_)
            | Draft::AskedAgain,
        )
        | None => {}
    }
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
            el("div", "choice choice--quiet")
                .child(tick)
                .child(plain("label").set("for", unclear_id).text("不清楚")),
        ),
    )
}

/// Draws a field for a figure.
fn money_input(question: &'static Question, problem: Option<&str>, id: String) -> Element {
    plain("input")
        .key(&id)
        .id(id)
        .set("type", "text")
        .set("inputmode", "decimal")
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

/// Draws what the typed number means, said back at once; what is wrong is said on 继续.
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
