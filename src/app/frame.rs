//! The frame of every page: masthead, live line, foot.

use super::element::{Element, el, plain};
use super::view::View;
use crate::model::facts::heading;
use crate::model::questions::{Action, HEADING, Keeping};
use huiqi_rules::amount::Level;
use huiqi_rules::unit::decimal_text;
use huiqi_sitting::chart;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use yew::prelude::{AttrValue, Html};

/// Draws the page with everything around it.
pub(crate) fn around(view: &View<'_>, notice: Option<Element>, page: Html) -> Html {
    // Another page, or another case, is drawn anew.
    let key = format!("{} {}", heading(view.session), view.questions.cases.current_id());
    el("div", "page")
        .child(icons())
        .child(skip(view))
        .child(top(view))
        .maybe((view.beside.stale)(view))
        .maybe(notice)
        .child(el("div", "").list(vec![el("section", "").key(&key).child(page)]))
        .child(foot(view))
        .html()
}

/// Icons that the questions use by name, and the whole page too.
const ICONS: &str = concat!(
    r#"<svg class="defs" aria-hidden="true" focusable="false">"#,
    r#"<symbol id="i-ask" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/>"#,
    r#"<path d="M9.500 9.500a2.500 2.500 0 1 1 3.600 2.200c-.8.4-1.1.9-1.1 1.800M12 16.800v.2"/>"#,
    r#"</symbol>"#,
    r#"<symbol id="i-clock" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/>"#,
    r#"<path d="M12 7v5.200l3.500 2"/></symbol>"#,
    r#"<symbol id="i-lock" viewBox="0 0 24 24">"#,
    r#"<path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"/></symbol></svg>"#,
);

/// Draws the icons, drawn once.
fn icons() -> Html {
    Html::from_html_unchecked(AttrValue::Static(ICONS))
}

/// Draws an icon by name.
pub(crate) fn icon(name: &'static str) -> Element {
    el("svg", "icon").set("aria-hidden", "true").child(plain("use").set("href", name))
}

/// Draws the way past the masthead; the address is left alone.
fn skip(view: &View<'_>) -> Element {
    el("a", "skip").set("href", "#main").text("跳到正文").click_now(view, Action::Focus("main"))
}

/// Draws a page's own part, where the skip link leads.
pub(crate) fn body(class: &'static str) -> Element {
    el("main", class).id("main").set("tabindex", "-1")
}

/// Draws the masthead.
fn top(view: &View<'_>) -> Element {
    let large = view.questions.is_large;
    let mark = el("svg", "brand__mark")
        .set("viewBox", "0 0 32 32")
        .set("aria-hidden", "true")
        .child(plain("rect").set("width", "32").set("height", "32"))
        .child(el("path", "brand__bars").set("d", "M6 22h5v4H6zM13.500 15h5v11h-5zM21 6h5v20h-5z"));
    let brand = el("a", "brand")
        .set("href", "#/")
        .child(mark)
        .child(plain("b").text(view.questions.site.name.clone()))
        .child(plain("span").text(wording::CALCULATOR))
        .click(view, Action::Go(Page::Step(0)));
    let page = view.session.page;
    let elsewhere = matches!(page, Page::Library | Page::Compare | Page::Cases | Page::Portfolio);
    let link = |id: &'static str, href: &'static str, words: &'static str, is_here: bool| {
        let link = plain("a").id(id).set("href", href).text(words);
        if is_here { link.set("aria-current", "page") } else { link }
    };
    let nav = el("nav", "nav")
        .set("aria-label", "栏目")
        .child(link("to-start", "#/", "测算", !elsewhere).click(view, Action::Resume))
        .child(link("to-library", view.questions.library, "文件库", page == Page::Library))
        .child(
            link("to-portfolio", "#/portfolio", "批量", page == Page::Portfolio)
                .click(view, Action::Go(Page::Portfolio)),
        )
        .child(
            link("to-compare", "#/compare", "比较", page == Page::Compare)
                .click(view, Action::Go(Page::Compare)),
        )
        .child(
            link("to-cases", "#/cases", "案例", page == Page::Cases)
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

/// Returns an end of the total in yuan for programs that read the page as data; empty where it is
/// open.
fn figure(level: Level) -> String {
    level.sum().map_or(String::new(), |yuan| decimal_text(yuan.decimal()))
}

/// Draws the live line with the thin bar that narrows. It is read out once it rests, and not at
/// each keystroke.
pub(crate) fn strip(view: &View<'_>) -> Element {
    let total = view.facts.outline.total;
    // Where nothing is known, no bar says 0.
    let has_figure = Situation::of(&view.facts.outline).has_figure();
    let (least, closed) = chart::live(total);
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
            .child(
                el("p", "strip__text")
                    .id("live")
                    .set("data-least", figure(total.least))
                    .set("data-most", figure(total.most))
                    .text(view.facts.live_line.clone()),
            )
            .maybe(has_figure.then_some(range)),
    )
}

/// Draws the notice that nothing leaves the browser, with the button that clears what it keeps.
pub(crate) fn notice(view: &View<'_>) -> Element {
    let clear = el("button", "more")
        .id("clear")
        .set("type", "button")
        .text("清空")
        .click(view, Action::Clear);
    let keeping = view.questions.keeping;
    let words = if keeping == Keeping::Browser { "" } else { keeping.words() };
    let words = [
        "您填写的内容只在本机浏览器中计算，不上传、不留存到服务器。",
        words,
        "不确定的题可以选“不清楚”，随时能回来改。",
    ];
    el("p", "note").child(icon("#i-lock")).child(plain("span").text(words.concat()).child(clear))
}

/// Draws which clauses are read the other way, where any are; with the way back.
pub(crate) fn other_readings(view: &View<'_>) -> Option<Element> {
    let others = &view.facts.others;
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

/// Draws the heading of a page.
pub(crate) fn headline(words: &'static str) -> Element {
    el("h1", "title").id(HEADING).set("tabindex", "-1").text(words)
}

/// Draws which case is in view, where there are several; one click to another.
pub(crate) fn which_case(view: &View<'_>) -> Option<Element> {
    let cases = view.questions.cases.list();
    let one = |(index, case): (usize, &huiqi_sitting::cases::Case)| {
        let current = index == view.questions.cases.current();
        el("button", if current { "btn" } else { "btn btn--plain" })
            .key(&index.to_string())
            .id(format!("case--{index}"))
            .set("type", "button")
            .set("aria-pressed", current.to_string())
            .text(case.name.clone())
            .click(view, Action::Case(case.id))
    };
    (cases.len() > 1).then(|| {
        el("div", "cases__switch screen-only")
            .set("role", "group")
            .set("aria-label", "案例")
            .list(cases.iter().enumerate().map(one).collect())
    })
}

/// Draws the heading of a page that comes with the whole; boot.js says in `waiting` what goes
/// wrong.
pub(crate) fn waiting(view: &View<'_>) -> Html {
    body("wrap main")
        .set("aria-busy", "true")
        .child(headline(heading(view.session)))
        .child(el("p", "lead").id("waiting").set("role", "status").text("请稍候。"))
        .html()
}

/// Draws an address that leads nowhere.
pub(crate) fn nowhere() -> Html {
    body("wrap main")
        .child(headline("没有这个页面"))
        .child(el("p", "lead").text("地址可能不完整，也可能来自旧版本。您的答案没有变。"))
        .child(
            el("div", "acts")
                .child(el("a", "btn btn--main").set("href", "#/where_and_when").text("从头测算"))
                .child(el("a", "btn").set("href", "#/result").text("查看结果"))
                .child(el("a", "btn").set("href", "library/index.html").text("文件库")),
        )
        .html()
}

/// Draws the foot.
fn foot(view: &View<'_>) -> Element {
    let checked = view.session.set().policies.iter().map(|policy| policy.checked_on).min();
    let day = checked.map_or(String::new(), |day| format!("，{}核对", wording::date(day)));
    let build = view.questions.site.build.as_deref().unwrap_or_default();
    let edition =
        plain("p").text(format!("规则版本 {}{day}。构建 {build}", view.session.set().edition));
    let more = plain("p")
        .child(plain("a").set("href", "library/coverage.html").text("收录情况"))
        .text("　")
        .child(plain("a").set("href", "library/readings.html").text("两种理解的条款"));
    el("footer", "foot screen-only").child(
        el("div", "wrap foot__in")
            .child(
                plain("div")
                    .child(plain("p").text("测算结果仅供参考，以主管部门审核为准。"))
                    .child(plain("p").id("keeping").text(view.questions.keeping.words())),
            )
            .child(plain("div").child(edition).child(more)),
    )
}
