//! Check your answers before the result.

use super::View;
use super::frame::{click, heading, notice, strip};
use super::state::Action;
use crate::policy::PolicySet;
use crate::question::QuestionIndex;
use crate::questionnaire::{Draft, Page};
use crate::wording;
use yew::prelude::{Html, html};

/// A question's answer in words.
pub(crate) fn said(view: &View<'_>, question: QuestionIndex) -> String {
    let answers = view.session.answers();
    match (answers.get(question), view.session.draft(question)) {
        (Some(answer), _) => wording::answer(view.session.set(), question, answer),
        (None, Some(Draft::Unclear)) => "不清楚".to_owned(),
        (None, Some(Draft::Option(_) | Draft::Options(_) | Draft::YesNo(_) | Draft::Typed(_))) => "需要修改，暂按没有回答".to_owned(),
        (None, None) => "没有回答".to_owned(),
    }
}

/// The page.
pub(crate) fn check(view: &View<'_>) -> Html {
    let set = view.session.set();
    let row = |question: QuestionIndex| {
        let shape = set.question(question);
        html! {
            <div class="check__row" key={shape.id}>
                <dt>{ shape.short }</dt><dd>{ said(view, question) }</dd>
                <dd class="check__act"><button class="more" type="button" id={format!("mend--{}", shape.id)} onclick={click(view, move || Action::Mend(question))}>{ "修改" }<span class="hide">{ shape.short }</span></button></dd>
            </div>
        }
    };
    html! {
        <>
            { strip(view) }
            <main class="wrap main" id="main">
                <p class="eyebrow">{ "最后一步" }</p>
                <h1 class="title" id="heading" tabindex="-1">{ heading(view.session) }</h1>
                { notice(view) }
                <dl class="check">
                    <div class="check__row" key="on"><dt>{ "申报日期" }</dt><dd>{ wording::date(view.session.on) }</dd>
                        <dd class="check__act"><button class="more" type="button" onclick={click(view, || Action::Mend(PolicySet::REGION))}>{ "修改" }<span class="hide">{ "申报日期" }</span></button></dd></div>
                    { for view.session.visible(view.report).into_iter().map(row) }
                </dl>
                <div class="next">
                    <div class="next__back"><button class="btn" id="back" type="button" onclick={click(view, || Action::Back)}>{ "上一步" }</button></div>
                    <button class="btn btn--main" id="next" type="button" onclick={click(view, || Action::Go(Page::Result))}>{ "查看结果" }</button>
                </div>
            </main>
        </>
    }
}
