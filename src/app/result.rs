//! The result: headline, chart, awards in groups, supports, what is supposed.

use super::check::said;
use super::frame::{click, icon};
use super::result_awards::groups;
use super::state::Action;
use super::step::would_have_paid;
use super::{View, browser};
use crate::chart::{Bar, Look, chart};
use crate::engine::in_force;
use crate::policy::Support;
use crate::questionnaire::Page;
use crate::report::DocumentState;
use crate::truth::Truth;
use crate::wording;
use yew::prelude::{Callback, Html, MouseEvent, html};

/// The page.
pub(crate) fn result(view: &View<'_>) -> Html {
    html! {
        <main id="main">
            <div class="paper-only paper-head"><div><b>{ "惠企　测算结果" }</b>
                <p>{ format!("生成日期 {}　规则版本 {}", wording::date(browser::today()), view.session.set().edition) }</p>
                <p>{ "测算结果仅供参考，以主管部门审核为准。" }</p></div></div>
            { band(view) }
            <div class="wrap main"><div class="cols">
                <div>
                    { cautions(view) }
                    <div class="acts">
                        <button class="btn btn--plain" id="print" type="button" onclick={Callback::from(|_: MouseEvent| browser::print())}>{ "打印" }</button>
                        <button class="btn btn--plain" id="back" type="button" onclick={click(view, || Action::Back)}>{ "核对答案" }</button>
                    </div>
                    <div>{ for drawing(view) }</div>
                    <section class="section"><h2 class="section__h">{ "逐项说明" }</h2>{ groups(view) }</section>
                    { supports(view) }
                    <section class="section"><h2 class="section__h">{ "测算的前提" }</h2>
                        <ul class="plain">{ for view.session.set().assumptions.iter().map(|text| html! { <li>{ *text }</li> }) }</ul>
                        <p class="small">{ "这是估算，不是承诺。能否享受、享受多少，由主管部门审核决定。" }</p>
                    </section>
                </div>
                { answers(view) }
            </div></div>
        </main>
    }
}

fn band(view: &View<'_>) -> Html {
    let total = view.report.total;
    let region = view.session.set().regions.iter().find(|region| Some(region.id) == view.session.region()).map_or("", |region| region.name);
    let exact = total.is_exact();
    html! {
        <section class="band"><div class="wrap band__in">
            <p class="band__kick">{ region }{ "　" }<span class="nb">{ wording::date(view.session.on) }{ "申报" }</span></p>
            <h1 class="figures" id="heading" tabindex="-1">
                <span class="figures__part"><small>{ "至少" }</small><b id="least">{ wording::level(total.least) }</b></span>
                <span class="figures__part"><small>{ "最多" }</small><b id="most">{ wording::most(total.most) }</b></span>
            </h1>
            <p class="band__note">{ if exact { "按现有答案，两头相同。仍以部门审核为准。" } else { "至少：条件已经满足的部分。最多：还要看部门核定、评选结果和没有回答的问题。" } }</p>
        </div></section>
    }
}

fn cautions(view: &View<'_>) -> Html {
    let one = |document: &crate::report::DocumentReport| {
        let policy = document.policy;
        let out = !in_force(policy, view.session.on);
        let day = crate::engine::nearest_day(policy, view.session.on);
        let would = if out { would_have_paid(view, policy) } else { None };
        let text = match document.state {
            DocumentState::InForceUnstatedEnd => policy.validity_note.to_owned(),
            DocumentState::InForce => wording::document_state(policy, document.state),
            DocumentState::Ended | DocumentState::NotYet => format!("{}，不计金额。", wording::document_state(policy, document.state)),
        };
        html! {
            <div class="note note--box note--care" key={policy.id}>{ icon("care") }<div>
                <p><b>{ policy.short_title }</b>{ "：" }{ text }</p>
                <div>{ for would.map(|text| html! { <p id="would">{ text }</p> }) }</div>
                <div>{ for out.then(|| html! { <button class="btn screen-only" id="set-last-day" type="button" onclick={click(view, move || Action::Date(day))}>{ format!("按{}测算", wording::date(day)) }</button> }) }</div>
            </div></div>
        }
    };
    html! { <div>{ for view.report.documents.iter().map(one) }</div> }
}

fn bar(bar: &Bar<'_>) -> Html {
    let name = bar.report.award.name;
    let amount = match bar.look {
        Look::Sure | Look::May => wording::amount(bar.report.amount),
        Look::Out => format!("{}，未计入", wording::amount(bar.report.amount)),
    };
    let (class, fill) = match bar.look {
        Look::Sure => ("bar-sure", None),
        Look::May => ("bar-may", Some("url(#may)")),
        Look::Out => ("bar-out", None),
    };
    html! {
        <div class="chart__row" key={bar.report.award.id}>
            <span class="chart__name">{ name }</span>
            <svg><rect class="bar-base" width="1" height="100%"/><rect {class} {fill} x={bar.from.clone()} y="50%" transform="translate(0 -7)" width={bar.width.clone()} height="14"/>
                { for bar.cut.then(|| html! { <svg x="88%" y="50%" overflow="visible"><path class="bar-break" d="m-3 12 8-24"/></svg> }) }</svg>
            <span class="chart__amt">{ amount }</span>
        </div>
    }
}

fn drawing(view: &View<'_>) -> Option<Html> {
    let chart = chart(view.report)?;
    let open = view.store.unfolded.iter().any(|id| id == "table");
    let table = if open { "rows" } else { "rows is-folded" };
    let row = |bar: &Bar<'_>| {
        html! {
            <tr key={bar.report.award.id}><th scope="row">{ bar.report.award.name }</th>
                <td class="right">{ if bar.look == Look::Out { "未计入".to_owned() } else { wording::level(bar.report.amount.least) } }</td>
                <td class="right">{ if bar.look == Look::Out { "未计入".to_owned() } else { wording::level(bar.report.amount.most) } }</td></tr>
        }
    };
    Some(html! {
        <section class="section">
            <h2 class="section__h">{ "金额由哪些部分组成" }</h2>
            <ul class="legend">
                <li><svg class="swatch" aria-hidden="true"><rect class="bar-sure" width="24" height="14"/></svg>{ "可确定" }</li>
                <li><svg class="swatch" aria-hidden="true"><rect class="bar-may" x="1" y="1" width="22" height="12" fill="url(#may)"/></svg>{ "有可能" }</li>
                <li><svg class="swatch" aria-hidden="true"><rect class="bar-out" x="1" y="1" width="22" height="12"/></svg>{ "未计入" }</li>
            </ul>
            <div class="chart" aria-hidden="true">{ for chart.bars.iter().map(bar) }</div>
            <p class="small">{ if chart.is_cut { "带缺口的条太长，已截断显示。" } else { "" } }
                <button class="more screen-only" id="show-table" type="button" aria-expanded={open.to_string()} aria-controls="table" onclick={click(view, || Action::Fold("table".to_owned()))}>{ "以表格查看" }</button></p>
            <table class={table} id="table">
                <caption class="hide">{ "各项金额" }</caption>
                <thead><tr><th scope="col">{ "项目" }</th><th scope="col" class="right">{ "至少" }</th><th scope="col" class="right">{ "最多" }</th></tr></thead>
                <tbody>{ for chart.bars.iter().map(row) }
                    <tr class="rows__total" key="total"><th scope="row">{ "合计" }</th><td class="right">{ wording::level(view.report.total.least) }</td><td class="right">{ wording::most(view.report.total.most) }</td></tr></tbody>
            </table>
        </section>
    })
}

fn supports(view: &View<'_>) -> Html {
    let mut kinds: Vec<&'static str> = Vec::new();
    for support in &view.report.supports {
        if !kinds.contains(&support.support.kind) {
            kinds.push(support.support.kind);
        }
    }
    let item = |support: &'static Support, truth: Truth| {
        html! {
            <li key={support.id}><div>{ support.name }{ for (truth == Truth::Unknown).then(|| html! { <span class="tag">{ "待确认称号" }</span> }) }
                { for support.unpriced.iter().map(|item| html! { <small class="unpriced">{ item.what }{ "：" }{ item.why_not_counted }</small> }) }
                <small class="unpriced">{ support.departments.join("、") }</small></div><span>{ support.clause }</span></li>
        }
    };
    let group = |kind: &'static str| {
        html! {
            <div key={kind}><h3>{ kind }</h3><ul>{ for view.report.supports.iter().filter(|support| support.support.kind == kind).map(|support| item(support.support, support.truth)) }</ul></div>
        }
    };
    if kinds.is_empty() {
        return html! { <div></div> };
    }
    html! {
        <section class="section"><h2 class="section__h">{ "没有具体金额的支持" }</h2>
            <p class="section__p">{ "文件没有写明金额，不计入合计。" }</p>
            <div class="lists">{ for kinds.into_iter().map(group) }</div>
        </section>
    }
}

fn answers(view: &View<'_>) -> Html {
    let set = view.session.set();
    html! {
        <aside class="stick"><div class="side">
            <h2 class="side__h">{ "您的回答" }</h2>
            <dl class="answers">
                <div key="on"><dt>{ "申报日期" }</dt><dd>{ wording::date(view.session.on) }</dd></div>
                { for view.session.visible(view.report).into_iter().map(|question| html! {
                    <div key={set.question(question).id}><dt>{ set.question(question).short }</dt><dd>{ said(view, question) }</dd></div>
                }) }
            </dl>
            <p class="side__block screen-only"><button class="btn" id="edit" type="button" onclick={click(view, || Action::Go(Page::Check))}>{ "修改答案" }</button></p>
        </div></aside>
    }
}
