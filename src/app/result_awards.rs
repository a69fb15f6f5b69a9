//! The awards of a result, in groups by what became of them; each unfolds into how and why.

use super::View;
use super::frame::{click, icon};
use super::state::Action;
use crate::amount::Amount;
use crate::report::{AwardReport, Outcome, Reason};
use crate::truth::Truth;
use crate::wording;
use yew::prelude::{Html, html};

const ORDER: [Outcome; 5] = [Outcome::Certain, Outcome::Possible, Outcome::SetAside, Outcome::NotMet, Outcome::NotInForce];

/// All groups that have an award.
pub(crate) fn groups(view: &View<'_>) -> Html {
    html! { <>{ for ORDER.into_iter().filter_map(|outcome| group(view, outcome)) }</> }
}

fn swatch(outcome: Outcome) -> Html {
    match outcome {
        Outcome::Certain => html! { <svg class="swatch" aria-hidden="true"><rect class="bar-sure" width="20" height="20"/></svg> },
        Outcome::Possible => {
            html! { <svg class="swatch" aria-hidden="true"><rect class="bar-may" x="1" y="1" width="18" height="18" fill="url(#may)"/></svg> }
        }
        Outcome::SetAside => html! { <svg class="swatch" aria-hidden="true"><rect class="bar-out" x="1" y="1" width="18" height="18"/></svg> },
        Outcome::NotMet => html! { <span class="swatch">{ icon("cross") }</span> },
        Outcome::NotInForce => html! { <span class="swatch">{ icon("clock") }</span> },
    }
}

fn group(view: &View<'_>, outcome: Outcome) -> Option<Html> {
    let awards: Vec<&AwardReport> = view.report.awards.iter().filter(|award| award.outcome == outcome).collect();
    (!awards.is_empty()).then(|| {
        html! {
            <div class="group" key={wording::outcome(outcome)} id={format!("group-{outcome:?}")}>
                <h3 class="group__h">{ swatch(outcome) }{ wording::outcome(outcome) }<span>{ format!("{} 项", awards.len()) }</span></h3>
                { for awards.into_iter().map(|report| award(view, report)) }
            </div>
        }
    })
}

fn award(view: &View<'_>, report: &AwardReport) -> Html {
    let id = report.award.id;
    let open = view.store.unfolded.iter().any(|unfolded| unfolded == id);
    let shown = match report.outcome {
        Outcome::SetAside => html! { <>{ wording::amount(report.amount) }<small>{ "未计入" }</small></> },
        Outcome::Certain | Outcome::Possible | Outcome::NotMet | Outcome::NotInForce => html! { <>{ wording::amount(report.amount) }</> },
    };
    html! {
        <div class={if open { "award award--open" } else { "award" }} key={id} id={id}>
            <button class="award__head" type="button" aria-expanded={open.to_string()} onclick={click(view, move || Action::Fold(id.to_owned()))}>
                <span><span class="award__name">{ report.award.name }</span>{ for wording::tags(report).into_iter().map(|tag| html! { <span class="tag">{ tag }</span> }) }
                    <span class="award__sub">{ wording::award_line(view.session.set(), report) }</span></span>
                <span class="award__amt">{ shown }</span>{ icon("down") }
            </button>
            <div class={if open { "award__body" } else { "award__body is-folded" }}>{ body(view, report) }</div>
        </div>
    }
}

fn body(view: &View<'_>, report: &AwardReport) -> Html {
    let set = view.session.set();
    let steps = report.steps.iter().map(|step| html! { <li>{ wording::step(set, step).0 }</li> });
    let number = report.policy.number.unwrap_or("（没有文号）");
    html! { <>
        <p>{ report.award.summary }</p>
        <div>{ for (!report.steps.is_empty()).then(|| html! { <ol class="sum-steps">{ for steps }</ol> }) }</div>
        <div>{ for (!report.reasons.is_empty()).then(|| conditions(view, report)) }</div>
        { readings(view, report) }
        <dl class="facts">
            <div><dt>{ "依据" }</dt><dd>{ report.policy.short_title }{ "，" }{ number }<span class="chip">{ report.award.clause }</span></dd></div>
            <div><dt>{ "责任部门" }</dt><dd>{ report.award.payers.join("、") }</dd></div>
            <div><dt>{ "说明" }</dt><dd>{ for wording::notes(report).into_iter().map(|note| html! { <p>{ note }</p> }) }</dd></div>
        </dl>
    </> }
}

fn conditions(view: &View<'_>, report: &AwardReport) -> Html {
    html! {
        <table class="conds">
            <thead><tr><th scope="col">{ "文件要求" }</th><th scope="col">{ "贵公司" }</th><th scope="col">{ "结果" }</th></tr></thead>
            <tbody>{ for report.reasons.iter().map(|reason| condition(view, reason)) }</tbody>
        </table>
    }
}

fn condition(view: &View<'_>, reason: &Reason) -> Html {
    let set = view.session.set();
    let own = if wording::reasons::is_leaf(reason) { wording::reasons::own(set, reason) } else { String::new() };
    let (class, name) = match reason.truth {
        Truth::Yes => ("state state--yes", "check"),
        Truth::No => ("state state--no", "cross"),
        Truth::Unknown => ("state state--ask", "ask"),
    };
    html! {
        <tr><td class={format!("depth-{}", reason.depth.min(3))}>{ wording::requirement(set, &reason.what) }</td><td data-label="贵公司">{ own }</td>
            <td><span {class}>{ icon(name) }{ wording::reasons::state(reason.truth) }</span></td></tr>
    }
}

/// The disclosed readings that touch an award, with the total under the other one.
fn readings(view: &View<'_>, report: &AwardReport) -> Html {
    let place = report.policy.awards.iter().position(|award| award.id == report.award.id);
    let touching = view.report.readings.iter().filter(|entry| {
        report.policy.readings.iter().any(|reading| reading.id == entry.reading.id)
            && place.is_some_and(|place| entry.reading.awards.contains(&(place as u8)))
    });
    let total = |amount: Amount| wording::amount(amount);
    html! { <div>{ for touching.map(|entry| html! {
        <div class="two" key={entry.reading.id}>
            <p class="two__h">{ icon("ask") }{ "这一条有两种理解，请以部门解释为准" }<span class="chip">{ entry.reading.clause }</span></p>
            <div class="two__grid">
                <div class="two__side"><h4>{ "本页采用" }</h4><p>{ entry.reading.followed }</p><b>{ "合计 " }{ total(view.report.total) }</b></div>
                <div class="two__side"><h4>{ "另一种理解" }</h4><p>{ entry.reading.other }</p><b>{ "合计 " }{ total(entry.total) }</b></div>
            </div>
        </div>
    }) }</div> }
}
