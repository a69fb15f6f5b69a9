//! What stands around every page: masthead, live line, foot.

use super::state::Action;
use super::{View, browser};
use crate::chart;
use crate::questionnaire::{Page, Session};
use crate::wording;
use yew::prelude::{AttrValue, Callback, Html, MouseEvent, html};

/// A click that does one thing.
pub(crate) fn click(view: &View<'_>, action: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
    let store = view.store.clone();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        store.dispatch(action());
    })
}

/// The heading of the page in view.
pub(crate) fn heading(session: &Session) -> &'static str {
    match session.page {
        Page::Step(step) => session.set().steps[step].title,
        Page::All => "全部问题",
        Page::Check => "核对答案",
        Page::Result => "测算结果",
    }
}

/// The title of the window.
pub(crate) fn title(view: &View<'_>) -> AttrValue {
    let wrong = if view.session.shows_problems { "错误：" } else { "" };
    let place = match view.session.page {
        Page::Result => wording::live_line(view.report.total),
        Page::Step(_) | Page::All | Page::Check => heading(view.session).to_owned(),
    };
    format!("{wrong}{place} - 惠企").into()
}

/// Patterns and icons that the pages use by name.
pub(crate) fn patterns() -> Html {
    html! {
        <svg class="defs" aria-hidden="true" focusable="false">
            <pattern id="may" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="6" height="6" class="bar-paper"/><rect width="2.5" height="6" class="bar-sure"/>
            </pattern>
            <symbol id="i-check" viewBox="0 0 24 24"><path d="m5 12.5 5 5L19.5 7"/></symbol>
            <symbol id="i-cross" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>
            <symbol id="i-ask" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M9.500 9.500a2.500 2.500 0 1 1 3.600 2.200c-.8.4-1.1.9-1.1 1.800M12 16.800v.2"/></symbol>
            <symbol id="i-down" viewBox="0 0 24 24"><path d="m6 9 6 6 6-6"/></symbol>
            <symbol id="i-clock" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M12 7v5.200l3.500 2"/></symbol>
            <symbol id="i-care" viewBox="0 0 24 24"><path d="M12 4 2.800 20h18.400zM12 10v4.500M12 17v.2"/></symbol>
            <symbol id="i-lock" viewBox="0 0 24 24"><path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"/></symbol>
        </svg>
    }
}

/// An icon by name.
pub(crate) fn icon(name: &'static str) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={format!("#i-{name}")}/></svg> }
}

/// The masthead.
pub(crate) fn top(view: &View<'_>) -> Html {
    let large = view.store.large;
    html! {
        <header class="top screen-only"><div class="wrap top__in">
            <a class="brand" href="#/" onclick={click(view, || Action::Go(Page::Step(0)))}>
                <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32"/><path class="brand__bars" d="M6 22h5v4H6zM13.500 15h5v11h-5zM21 6h5v20h-5z"/></svg>
                <b>{ "惠企" }</b><span>{ "专精特新政策测算" }</span>
            </a>
            <button class="mode" id="large" type="button" aria-pressed={large.to_string()} onclick={click(view, || Action::Large)}>{ if large { "标准版" } else { "长辈版" } }</button>
        </div></header>
    }
}

/// The live line with the thin bar that narrows.
pub(crate) fn strip(view: &View<'_>) -> Html {
    let total = view.report.total;
    let (least, closed) = chart::live(total);
    let nothing = view.session.region().is_none();
    html! {
        <section class="band strip" id="strip" aria-label="目前的金额范围" aria-live="polite">
            <div class="wrap strip__in">
                <p class="strip__text" id="live">{ if nothing { "选好所在地后，这里显示能享受的金额".to_owned() } else { wording::live_line(total) } }</p>
                <svg class="range" aria-hidden="true">
                    <rect class="range__was" x="0" y="4" width="100%" height="16"/>
                    <rect class="range__now" x="0" y="8" width={least} height="8"/>
                    <rect class="range__now" x="0" y="11" width="100%" height="2"/>
                    <rect class={if closed { "range__now" } else { "range__none" }} x="100%" y="5" width="2" height="14" transform="translate(-2 0)"/>
                </svg>
            </div>
        </section>
    }
}

/// The notice that nothing leaves the browser, with the button that clears what it keeps.
pub(crate) fn notice(view: &View<'_>) -> Html {
    html! {
        <p class="note">{ icon("lock") }<span>
            { "您填写的内容只在本机浏览器中计算，不上传、不留存到服务器。不确定的题可以选“不清楚”，随时能回来改。" }
            <button class="more" id="clear" type="button" onclick={click(view, || Action::Clear(browser::today()))}>{ "清空" }</button>
        </span></p>
    }
}

/// The foot.
pub(crate) fn foot(view: &View<'_>) -> Html {
    let checked = view.session.set().policies.iter().map(|policy| policy.checked_on).min();
    html! {
        <footer class="foot screen-only"><div class="wrap foot__in">
            <div><p>{ "测算结果仅供参考，以主管部门审核为准。" }</p><p>{ "答案只保存在本机浏览器里。" }</p></div>
            <div><p>{ format!("规则版本 {}", view.session.set().edition) }{ checked.map(|day| format!("，{}核对", wording::date(day))) }</p></div>
        </div></footer>
    }
}
