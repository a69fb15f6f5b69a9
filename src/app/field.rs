//! One question: cards to choose from, or a field for a number.

use super::View;
use super::state::Action;
use crate::entry::read_entry;
use crate::money::Yuan;
use crate::question::{Kind, Question, QuestionIndex};
use crate::questionnaire::{Draft, entry_kind};
use crate::wording;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::{Callback, Event, Html, InputEvent, html};

/// A question with its help, what hangs on it, and its field.
pub(crate) fn field(view: &View<'_>, index: QuestionIndex) -> Html {
    let question = view.session.set().question(index);
    let problem = view.session.problem(index).filter(|_| view.session.shows_problems || view.session.contradiction(index).is_some());
    let class = if problem.is_some() { "q q--bad" } else { "q" };
    let inner = match question.kind {
        Kind::Yuan | Kind::Percent => number(view, index, question),
        Kind::Single | Kind::Multi | Kind::YesNo => html! {
            <fieldset aria-describedby={format!("{}--hint", question.id)}>
                <legend class="q__h">{ question.label }</legend>
                { hint(view, index, question) }
                <div class={if question.kind == Kind::YesNo { "choices choices--3" } else { "choices" }}>{ for choices(view, index, question) }</div>
            </fieldset>
        },
    };
    html! {
        <div {class} key={question.id} id={format!("q--{}", question.id)}>
            <div class="q__error" id={format!("{}--error", question.id)}>{ for problem.map(|text| html! { <p>{ "错误：" }{ text }</p> }) }</div>
            { inner }
        </div>
    }
}

fn hint(view: &View<'_>, index: QuestionIndex, question: &'static Question) -> Html {
    let help = question.help_in(view.session.region());
    let ask = view.report.asks.iter().find(|ask| ask.question == index && ask.awards > 0);
    html! {
        <p class="q__hint" id={format!("{}--hint", question.id)}>
            { help }
            { for ask.map(|ask| html! { <span class="q__stake">{ format!("关系到 {} 项，最多 {}", ask.awards, wording::most(ask.most)) }</span> }) }
        </p>
    }
}

/// One card: its id, words, look, whether it is chosen, and what it puts.
struct Card {
    id: String,
    label: &'static str,
    class: &'static str,
    chosen: bool,
    draft: Draft,
}

fn choices(view: &View<'_>, index: QuestionIndex, question: &'static Question) -> Vec<Html> {
    let draft = view.session.draft(index);
    let region = view.session.region();
    let several = question.kind == Kind::Multi;
    let mut cards: Vec<Card> = Vec::new();
    let chosen_options = match draft {
        Some(Draft::Options(chosen)) => *chosen,
        Some(Draft::Option(_) | Draft::YesNo(_) | Draft::Typed(_) | Draft::Unclear) | None => 0,
    };
    for (place, option) in question.options.iter().enumerate() {
        let place = place as u8;
        let chosen = if several { chosen_options >> place & 1 == 1 } else { draft == Some(&Draft::Option(place)) };
        let hidden = region.is_some_and(|region| option.hidden_in.contains(&region)) && !chosen;
        if !hidden {
            let put = if several { Draft::Options(chosen_options ^ (1 << place)) } else { Draft::Option(place) };
            cards.push(Card { id: format!("{}--{}", question.id, option.id), label: option.label, class: "choice", chosen, draft: put });
        }
    }
    if question.kind == Kind::YesNo {
        for (yes, word, label) in [(true, "yes", "是"), (false, "no", "不是")] {
            let chosen = draft == Some(&Draft::YesNo(yes));
            cards.push(Card { id: format!("{}--{word}", question.id), label, class: "choice choice--half", chosen, draft: Draft::YesNo(yes) });
        }
    }
    if several {
        let chosen = draft == Some(&Draft::Options(0));
        cards.push(Card {
            id: format!("{}--nothing", question.id),
            label: "以上都没有",
            class: "choice choice--half choice--quiet",
            chosen,
            draft: Draft::Options(0),
        });
    }
    if index != crate::policy::PolicySet::REGION {
        let class = if several { "choice choice--half choice--quiet" } else { "choice choice--quiet" };
        cards.push(Card {
            id: format!("{}--unclear", question.id),
            label: "不清楚",
            class,
            chosen: draft == Some(&Draft::Unclear),
            draft: Draft::Unclear,
        });
    }
    cards.into_iter().map(|card| choice(view, index, question, several, card)).collect()
}

fn choice(view: &View<'_>, index: QuestionIndex, question: &'static Question, several: bool, card: Card) -> Html {
    let store = view.store.clone();
    let draft = card.draft;
    let onchange = Callback::from(move |_: Event| store.dispatch(Action::Put(index, draft.clone())));
    let kind = if several { "checkbox" } else { "radio" };
    html! {
        <div class={card.class} key={card.id.clone()}>
            <input type={kind} id={card.id.clone()} name={question.id} checked={card.chosen} {onchange}/>
            <label for={card.id.clone()}>{ card.label }</label>
        </div>
    }
}

fn number(view: &View<'_>, index: QuestionIndex, question: &'static Question) -> Html {
    let draft = view.session.draft(index);
    let typed = match draft {
        Some(Draft::Typed(text)) => text.clone(),
        Some(Draft::Option(_) | Draft::Options(_) | Draft::YesNo(_) | Draft::Unclear) | None => String::new(),
    };
    let unclear = draft == Some(&Draft::Unclear);
    let store = view.store.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            store.dispatch(Action::Put(index, Draft::Typed(input.value())));
        }
    });
    let store = view.store.clone();
    let not_clear =
        Callback::from(move |_: Event| store.dispatch(Action::Put(index, if unclear { Draft::Typed(String::new()) } else { Draft::Unclear })));
    let unclear_id = format!("{}--unclear", question.id);
    let bad = view.session.shows_problems && view.session.problem(index).is_some();
    html! {
        <>
            <label class="q__h" for={question.id}>{ question.label }</label>
            { hint(view, index, question) }
            <div class="money">
                <input id={question.id} type="text" inputmode="decimal" autocomplete="off" enterkeyhint="next" value={typed.clone()} {oninput}
                    aria-invalid={bad.to_string()} aria-describedby={format!("{0}--hint {0}--echo {0}--error", question.id)}/>
                <span aria-hidden="true">{ question.unit.unwrap_or_default() }</span>
            </div>
            <output class="echo" id={format!("{}--echo", question.id)} for={question.id}>{ echo(question, &typed) }</output>
            <div class="choices choices--one"><div class="choice choice--quiet">
                <input type="checkbox" id={unclear_id.clone()} checked={unclear} onchange={not_clear}/><label for={unclear_id}>{ "不清楚" }</label>
            </div></div>
        </>
    }
}

/// What the typed number means, said back at once; what is wrong is said on 继续.
fn echo(question: &'static Question, typed: &str) -> Html {
    let read = read_entry(entry_kind(question.kind), typed).ok().flatten();
    match (question.kind, read.and_then(Yuan::from_decimal)) {
        (Kind::Yuan, Some(sum)) => html! { <><b>{ wording::full_yuan(sum) }</b>{ wording::capital(sum) }</> },
        (Kind::Percent, _) => html! { <>{ for read.map(|percent| html! { <b>{ wording::percent(percent) }</b> }) }</> },
        (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Yuan, _) => html! { <span></span> },
    }
}
