//! A step of the questionnaire, and all steps on one page.

use super::View;
use super::field::field;
use super::frame::{click, heading, icon, notice, strip};
use super::state::Action;
use crate::amount::Amount;
use crate::engine::{in_force, nearest_day};
use crate::policy::Policy;
use crate::question::QuestionIndex;
use crate::questionnaire::Page;
use crate::report::Outcome;
use crate::wording;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::{Callback, Html, InputEvent, SubmitEvent, html};

/// One step.
pub(crate) fn step(view: &View<'_>, place: usize) -> Html {
    let steps = view.session.steps(view.report);
    let number = steps.iter().position(|step| *step == place).map_or(1, |position| position + 1);
    let region = view.session.set().regions.iter().find(|region| Some(region.id) == view.session.region()).map_or("", |region| region.name);
    let questions = view.session.visible_in(place, view.report);
    page(
        view,
        format!("第 {number} 步，共 {} 步　{region}", steps.len() + 1),
        html! { <>
            <p class="lead">{ view.session.set().steps[place].intro }</p>
            { part(view, &questions, place == 0) }
        </> },
    )
}

/// All questions on one page.
pub(crate) fn all(view: &View<'_>) -> Html {
    let parts = view.session.steps(view.report).into_iter().map(|place| {
        let step = &view.session.set().steps[place];
        html! {
            <section class="part" key={step.id}><h2 class="part__h">{ step.title }</h2><p class="part__why">{ step.intro }</p>
                { part(view, &view.session.visible_in(place, view.report), place == 0) }
            </section>
        }
    });
    page(view, "所有问题在一页上".to_owned(), html! { <>{ for parts }</> })
}

fn page(view: &View<'_>, eyebrow: String, body: Html) -> Html {
    let store = view.store.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        store.dispatch(Action::Next);
    });
    let first = view.session.page == Page::Step(0);
    let chosen = view.session.region().is_some();
    html! {
        <>
            { strip(view) }
            <main class="wrap main" id="main"><div class="cols">
                <form novalidate=true {onsubmit}>
                    <p class="eyebrow">{ eyebrow }</p>
                    <h1 class="title" id="heading" tabindex="-1">{ heading(view.session) }</h1>
                    { notice(view) }
                    <div>{ errors(view) }</div>
                    { body }
                    <div class="next">
                        <div class="next__back">{ for (!first).then(|| html! { <button class="btn" id="back" type="button" onclick={click(view, || Action::Back)}>{ "上一步" }</button> }) }</div>
                        <button class="btn btn--main" id="next" type="submit" disabled={!chosen}>{ "继续" }</button>
                    </div>
                    <p class="small">{ for chosen.then(|| other_ways(view)) }</p>
                </form>
                { side(view) }
            </div></main>
        </>
    }
}

fn other_ways(view: &View<'_>) -> Html {
    html! { <>
        { for (view.session.page != Page::All).then(|| html! { <button class="more" id="all" type="button" onclick={click(view, || Action::Go(Page::All))}>{ "全部问题在一页填写" }</button> }) }
        <button class="more" id="to-result" type="button" onclick={click(view, || Action::Go(Page::Result))}>{ "先看结果" }</button>
    </> }
}

/// The questions of a step; those of a section stand under its line.
fn part(view: &View<'_>, questions: &[QuestionIndex], first: bool) -> Html {
    let set = view.session.set();
    let plain = questions.iter().filter(|question| set.question(**question).section.is_none());
    let sections = set.sections.iter().filter_map(|section| {
        let own: Vec<_> = questions.iter().filter(|question| set.question(**question).section == Some(section.id)).collect();
        (!own.is_empty()).then(|| html! {
            <section class="part" key={section.id}><h2 class="part__h">{ section.title }</h2><p class="part__why">{ section.intro }</p>{ for own.into_iter().map(|question| field(view, *question)) }</section>
        })
    });
    html! { <>
        <div>{ for plain.map(|question| field(view, *question)) }</div>
        <div>{ for first.then(|| date(view)) }</div>
        <div>{ for first.then(|| not_in_force(view)) }</div>
        <div>{ for sections }</div>
    </> }
}

fn date(view: &View<'_>) -> Html {
    let store = view.store.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            store.dispatch(Action::DateText(input.value()));
        }
    });
    let bad = view.session.date_is_bad();
    html! {
        <div class={if bad { "q q--bad" } else { "q" }} id="q--on">
            <div class="q__error" id="on--error">{ for bad.then(|| html! { <p>{ "错误：请填真实的日期，写成 2025-12-31 这样" }</p> }) }</div>
            <label class="q__h" for="on">{ "哪一天申报？" }</label>
            <p class="q__hint" id="on--hint">{ "默认是今天。写成年-月-日，如 2025-12-31。" }</p>
            <div class="money money--date"><input id="on" type="text" inputmode="numeric" autocomplete="off" value={view.session.date_text.clone()} {oninput} aria-invalid={bad.to_string()} aria-describedby="on--hint on--error"/></div>
            <output class="echo" for="on"><b>{ wording::date(view.session.on) }</b></output>
        </div>
    }
}

/// Documents that do not hold on the day: said before anything is asked, with the way to a day on which they do.
fn not_in_force(view: &View<'_>) -> Html {
    let out: Vec<&'static Policy> = view.session.policies().into_iter().filter(|policy| !in_force(policy, view.session.on)).collect();
    html! { <>{ for out.into_iter().map(|policy| one_out(view, policy)) }</> }
}

fn one_out(view: &View<'_>, policy: &'static Policy) -> Html {
    let day = nearest_day(policy, view.session.on);
    let state =
        view.report.documents.iter().find(|document| document.policy.id == policy.id).map(|document| wording::document_state(policy, document.state));
    let would = would_have_paid(view, policy);
    html! {
        <div class="ended" key={policy.id}>
            <p class="two__h">{ icon("clock") }{ policy.short_title }{ "：" }{ state }</p>
            <p>{ "所选日期不在有效期内，这份文件不计金额，也不再提问。" }</p>
            <div>{ for would.map(|text| html! { <p class="small" id="would">{ text }</p> }) }</div>
            <button class="btn" id="set-last-day" type="button" onclick={click(view, move || Action::Date(day))}>{ format!("按{}测算", wording::date(day)) }</button>
        </div>
    }
}

/// What the document would have paid on its nearest day, from answers already given.
pub(crate) fn would_have_paid(view: &View<'_>, policy: &'static Policy) -> Option<String> {
    let day = nearest_day(policy, view.session.on);
    let mut then = view.session.clone();
    then.set_date(day);
    let answered = then.answers().iter().count() > 1;
    let total: Amount = then.report().total;
    let any = view.report.awards.iter().any(|award| award.policy.id == policy.id && award.outcome == Outcome::NotInForce);
    (answered && any).then(|| format!("按已有答案，{}申报时为 {}。这笔不计入合计。", wording::date(day), wording::amount(total)))
}

fn errors(view: &View<'_>) -> Html {
    let problems = view.session.problems(view.report);
    if !view.session.shows_problems {
        return html! { <div></div> };
    }
    let bad_date = view.session.date_is_bad();
    let count = problems.len() + usize::from(bad_date);
    html! {
        <div class="errors" id="errors" tabindex="-1" role="alert">
            <h2>{ format!("有 {count} 处需要修改") }</h2>
            <ul>
                { for bad_date.then(|| html! { <li><a href="#on" onclick={jump("on")}>{ "申报日期：请填真实的日期，写成 2025-12-31 这样" }</a></li> }) }
                { for problems.into_iter().map(|(question, text)| {
                    let shape = view.session.set().question(question);
                    html! { <li key={shape.id}><a href={format!("#q--{}", shape.id)} onclick={jump(shape.id)}>{ shape.short }{ "：" }{ text }</a></li> }
                }) }
            </ul>
        </div>
    }
}

/// To a field, without touching the address.
fn jump(id: &'static str) -> Callback<yew::prelude::MouseEvent> {
    Callback::from(move |event: yew::prelude::MouseEvent| {
        event.prevent_default();
        super::browser::jump(id);
    })
}

fn side(view: &View<'_>) -> Html {
    let asks = view.report.asks.iter().filter(|ask| ask.awards > 0);
    let set = view.session.set();
    let steps = view.session.steps(view.report);
    html! {
        <aside class="side">
            <h2 class="side__h wide-only">{ "测算步骤" }</h2>
            <ol class="steps wide-only">
                { for steps.iter().enumerate().map(|(number, place)| html! {
                    <li key={set.steps[*place].id} aria-current={(view.session.page == Page::Step(*place)).then_some("step")}><span>{ number + 1 }</span><span>{ set.steps[*place].title }</span></li>
                }) }
                <li key="check"><span>{ steps.len() + 1 }</span><span>{ "核对答案" }</span></li>
            </ol>
            <div class="side__block">
                <h2 class="side__h">{ "还会改变结果的问题" }</h2>
                <ul class="steps">
                    { for asks.map(|ask| html! { <li key={set.question(ask.question).id}><span class="steps__wide">{ set.question(ask.question).short }{ "：最多 " }{ wording::most(ask.most) }</span></li> }) }
                    { for view.report.asks.is_empty().then(|| html! { <li><span class="steps__wide">{ "没有了" }</span></li> }) }
                </ul>
            </div>
        </aside>
    }
}
