//! What stands around every page: masthead, live line, foot.

use super::element::{Element, el, plain};
use super::state::{Action, Kit};
use super::{View, browser};
use huiqi_sitting::chart;
use huiqi_sitting::questionnaire::{Page, Session};
use huiqi_sitting::wording;
use yew::prelude::{AttrValue, Callback, Html, MouseEvent};

/// The heading of the page in view.
pub(crate) fn heading(session: &Session) -> &'static str {
    match session.page {
        Page::Step(step) => session.set().steps[step].title,
        Page::All => "全部问题",
        Page::Check => "核对答案",
        Page::Result => "测算结果",
        Page::Ladder => "晋级路线",
        Page::Compare => "比较案例",
        Page::Share => "分享结果",
        Page::Cases => "案例",
        Page::Portfolio => "批量测算",
        Page::Unknown => "没有这个页面",
    }
}

/// What the site calls this page.
fn name() -> String {
    browser::configured("huiqi-title").unwrap_or_else(|| "惠企".to_owned())
}

/// The title of the window.
pub(crate) fn title(view: &View<'_>) -> AttrValue {
    let wrong = if view.session.shows_problems { "错误：" } else { "" };
    let place = match view.session.page {
        Page::Result => wording::live_line(&view.outline),
        Page::Step(_)
        | Page::All
        | Page::Check
        | Page::Ladder
        | Page::Compare
        | Page::Share
        | Page::Cases
        | Page::Portfolio
        | Page::Unknown => heading(view.session).to_owned(),
    };
    format!("{wrong}{place} - {}", name()).into()
}

/// Patterns and icons that the pages use by name.
const DEFINITIONS: &str = concat!(
    r#"<svg class="defs" aria-hidden="true" focusable="false"><pattern id="may" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
    r#"<rect width="6" height="6" class="bar-paper"/><rect width="2.5" height="6" class="bar-sure"/></pattern>"#,
    r#"<symbol id="i-check" viewBox="0 0 24 24"><path d="m5 12.5 5 5L19.5 7"/></symbol>"#,
    r#"<symbol id="i-cross" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>"#,
    r#"<symbol id="i-ask" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M9.500 9.500a2.500 2.500 0 1 1 3.600 2.200c-.8.4-1.1.9-1.1 1.800M12 16.800v.2"/></symbol>"#,
    r#"<symbol id="i-down" viewBox="0 0 24 24"><path d="m6 9 6 6 6-6"/></symbol>"#,
    r#"<symbol id="i-clock" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M12 7v5.200l3.500 2"/></symbol>"#,
    r#"<symbol id="i-care" viewBox="0 0 24 24"><path d="M12 4 2.800 20h18.400zM12 10v4.500M12 17v.2"/></symbol>"#,
    r#"<symbol id="i-lock" viewBox="0 0 24 24"><path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"/></symbol></svg>"#,
);

/// The patterns and icons, drawn once.
pub(crate) fn patterns() -> Html {
    Html::from_html_unchecked(AttrValue::Static(DEFINITIONS))
}

/// An icon by name.
pub(crate) fn icon(name: &'static str) -> Element {
    el("svg", "icon").set("aria-hidden", "true").child(plain("use").set("href", name))
}

/// The way past the masthead; the address is left alone.
pub(crate) fn skip() -> Element {
    let go = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus("main");
    });
    el("a", "skip").set("href", "#main").text("跳到正文").on_click(go)
}

/// A page's own part, where the skip link leads.
pub(crate) fn body(class: &'static str) -> Element {
    el("main", class).id("main").set("tabindex", "-1")
}

/// The masthead.
pub(crate) fn top(view: &View<'_>) -> Element {
    let large = view.store.large;
    let mark = el("svg", "brand__mark")
        .set("viewBox", "0 0 32 32")
        .set("aria-hidden", "true")
        .child(plain("rect").set("width", "32").set("height", "32"))
        .child(el("path", "brand__bars").set("d", "M6 22h5v4H6zM13.500 15h5v11h-5zM21 6h5v20h-5z"));
    let brand = el("a", "brand")
        .set("href", "#/")
        .child(mark)
        .child(plain("b").text(name()))
        .child(plain("span").text(wording::CALCULATOR))
        .click(view, Action::Go(Page::Step(0)));
    let page = view.session.page;
    let elsewhere = [Page::Compare, Page::Cases, Page::Portfolio].contains(&page);
    let here = |link: Element, is_here: bool| {
        if is_here { link.set("aria-current", "page") } else { link }
    };
    let first = here(plain("a").set("href", "#/").text("测算"), !elsewhere)
        .id("to-start")
        .click(view, Action::Go(Page::Step(0)));
    let cases = here(plain("a").set("href", "#/compare").text("比较"), page == Page::Compare)
        .id("to-compare")
        .click(view, Action::Go(Page::Compare));
    let nav = el("nav", "nav")
        .set("aria-label", "栏目")
        .child(first)
        .child(plain("a").id("to-library").set("href", "library/index.html").text("文件库"))
        .child(
            here(plain("a").set("href", "#/portfolio").text("批量"), page == Page::Portfolio)
                .id("to-portfolio")
                .click(view, Action::Go(Page::Portfolio)),
        )
        .child(cases)
        .child(
            here(plain("a").set("href", "#/cases").text("案例"), page == Page::Cases)
                .id("to-cases")
                .click(view, Action::Go(Page::Cases)),
        );
    let mode = el("button", "mode")
        .id("large")
        .set("type", "button")
        .set("aria-pressed", large.to_string())
        .text(if large { "标准版" } else { "长辈版" })
        .click(view, Action::Large);
    el("header", "top screen-only")
        .child(el("div", "wrap top__in").child(brand).child(nav).child(mode))
}

/// The words of the live line.
pub(crate) fn live(view: &View<'_>) -> String {
    let line = if view.session.region().is_none() {
        "选好所在地后，这里显示能享受的金额".to_owned()
    } else {
        wording::live_line(&view.outline)
    };
    let other = if view.session.others().is_empty() { "" } else { "（按另一种理解）" };
    format!("{line}{other}")
}

/// The live line with the thin bar that narrows. It is read out by [`browser::announce`] once it
/// rests, and not at each keystroke.
pub(crate) fn strip(view: &View<'_>) -> Element {
    let total = view.outline.total;
    let (least, closed) = chart::live(total);
    let line = live(view);
    let bar = |class: &'static str, y: &'static str, height: &'static str| {
        el("rect", class).set("x", "0").set("y", y).set("height", height)
    };
    let range = el("svg", "range")
        .set("aria-hidden", "true")
        .child(bar("range__was", "4", "16").set("width", "100%"))
        .child(bar("range__now", "8", "8").set("width", least))
        .child(bar("range__now", "11", "2").set("width", "100%"))
        .child(
            el("rect", if closed { "range__now" } else { "range__none" })
                .set("x", "100%")
                .set("y", "5")
                .set("width", "2")
                .set("height", "14")
                .set("transform", "translate(-2 0)"),
        );
    el("section", "band strip").id("strip").set("aria-label", "目前的金额范围").child(
        el("div", "wrap strip__in")
            .child(el("p", "strip__text").id("live").text(line))
            .child(range),
    )
}

/// The notice that nothing leaves the browser, with the button that clears what it keeps.
pub(crate) fn notice(view: &View<'_>) -> Element {
    let clear = el("button", "more")
        .id("clear")
        .set("type", "button")
        .text("清空")
        .click(view, Action::Clear(view.today));
    el("p", "note").child(icon("#i-lock")).child(
        plain("span").text("您填写的内容只在本机浏览器中计算和保存，不上传、不留存到服务器。不确定的题可以选“不清楚”，随时能回来改。").child(clear),
    )
}

/// Which clauses are read the other way, where any are; with the way back.
pub(crate) fn other_readings(view: &View<'_>) -> Option<Element> {
    let others = view.session.others();
    let one = |reading: &&'static huiqi_rules::policy::Reading| {
        plain("p")
            .key(reading.id)
            .child(el("span", "chip").text(reading.clause))
            .text(reading.other)
            .child(
                el("button", "more screen-only")
                    .set("type", "button")
                    .text("改回")
                    .click(view, Action::Switch(reading.id)),
            )
    };
    (!others.is_empty()).then(|| {
        el("div", "note note--box note--care note--first")
            .id("other-readings")
            .child(icon("#i-ask"))
            .child(
                plain("div")
                    .child(plain("p").child(plain("b").text(format!(
                        "这里有 {} 处条款按另一种理解测算，不是本页通常采用的理解：",
                        others.len()
                    ))))
                    .list(others.iter().map(one).collect()),
            )
    })
}

/// A rule set that was checked long ago is said to be old, with the way to a newer one.
pub(crate) fn stale(view: &View<'_>) -> Option<Element> {
    let checked = view.session.set().policies.iter().map(|policy| policy.checked_on).min()?;
    let age = (view.today - checked).whole_days();
    let limit: i64 = browser::configured("huiqi-stale-days")?.parse().ok()?;
    let place = browser::configured("huiqi-address")
        .map_or("发布本页的网站".to_owned(), |address| format!(" {address} "));
    let words = format!(
        "本页的规则是 {age} 天前核对的，政策可能已有变化。请到{place}打开最新版本；离线拷贝的请重新拷贝。"
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

/// What is to be said of a link that was opened; the first part of the page opens none.
pub(crate) fn opened(view: &View<'_>) -> Option<Element> {
    let opened = view.store.opened.as_ref().filter(|_| !super::FIRST)?;
    let button = |id: &'static str, words: &'static str, action: Action| {
        el("button", "btn btn--plain").id(id).set("type", "button").text(words).click(view, action)
    };
    let words = opened
        .said
        .iter()
        .enumerate()
        .map(|(place, text)| plain("p").key(&place.to_string()).text(text.clone()));
    let restore =
        opened.before.is_some().then(|| button("restore", opened.back, Action::Kit(Kit::Restore)));
    let head = if opened.said.is_empty() {
        Some(plain("p").text("已打开链接里的答案。"))
    } else {
        None
    };
    let side = plain("div").maybe(head).list(words.collect()).child(
        el("div", "acts screen-only").maybe(restore).child(button(
            "dismiss",
            "知道了",
            Action::Kit(Kit::Dismiss),
        )),
    );
    Some(
        el("div", "wrap opened").child(
            el("div", "note note--box note--care")
                .id("opened")
                .set("role", "status")
                .child(icon("#i-ask"))
                .child(side),
        ),
    )
}

/// Which case is in view, where there are several; one click to another.
pub(crate) fn which_case(view: &View<'_>) -> Option<Element> {
    let cases = view.store.cases.list();
    let one = |(place, case): (usize, &huiqi_sitting::cases::Case)| {
        let current = place == view.store.cases.current();
        el("button", if current { "btn" } else { "btn btn--plain" })
            .key(&place.to_string())
            .id(format!("case--{place}"))
            .set("type", "button")
            .set("aria-pressed", current.to_string())
            .text(case.name.clone())
            .click(view, Action::Case(place))
    };
    (cases.len() > 1).then(|| {
        el("div", "cases__switch screen-only")
            .set("role", "group")
            .set("aria-label", "案例")
            .list(cases.iter().enumerate().map(one).collect())
    })
}

/// The heading of a page that comes with the whole; boot.js says in `waiting` what goes wrong.
pub(crate) fn waiting(view: &View<'_>) -> Html {
    body("wrap main")
        .set("aria-busy", "true")
        .child(el("h1", "title").id("heading").set("tabindex", "-1").text(heading(view.session)))
        .child(el("p", "lead").id("waiting").set("role", "status").text("请稍候。"))
        .html()
}

/// An address that leads nowhere.
pub(crate) fn nowhere() -> Html {
    body("wrap main")
        .child(el("h1", "title").id("heading").set("tabindex", "-1").text("没有这个页面"))
        .child(el("p", "lead").text("地址可能不完整，也可能来自旧版本。您的答案没有变。"))
        .child(
            el("div", "acts")
                .child(el("a", "btn btn--main").set("href", "#/where_and_when").text("从头测算"))
                .child(el("a", "btn").set("href", "#/result").text("查看结果"))
                .child(el("a", "btn").set("href", "library/index.html").text("文件库")),
        )
        .html()
}

/// The foot.
pub(crate) fn foot(view: &View<'_>) -> Element {
    let checked = view.session.set().policies.iter().map(|policy| policy.checked_on).min();
    let day = checked.map_or(String::new(), |day| format!("，{}核对", wording::date(day)));
    let edition = plain("p").text(format!("规则版本 {}{day}。", view.session.set().edition));
    let more = plain("p")
        .child(plain("a").set("href", "library/coverage.html").text("收录范围"))
        .text("　")
        .child(plain("a").set("href", "library/readings.html").text("两种理解的条款"));
    el("footer", "foot screen-only").child(
        el("div", "wrap foot__in")
            .child(
                plain("div")
                    .child(plain("p").text("测算结果仅供参考，以主管部门审核为准。"))
                    .child(plain("p").text("答案只保存在本机浏览器里。")),
            )
            .child(plain("div").child(edition).child(more)),
    )
}
