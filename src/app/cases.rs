//! Cases kept under a name: kept, opened, named, doubled, taken away, written to a file and read
//! from one; examples; the end of a demonstration.

use super::browser;
use super::element::{Element, el, many, plain};
use super::frame::{body, headline, icon, strip, which_case};
use super::places::coming;
use super::shell::Sends;
use super::view::WholeView;
use crate::model::elsewhere::Elsewhere;
use crate::model::facts::heading;
use crate::model::kept::KeptAction;
use crate::model::results::KeptFacts;
use crate::model::whole::Action;
use crate::model::words;
use huiqi_rules::policy::{Company, Policy};
use huiqi_sitting::cases::LONGEST_NAME;
use huiqi_sitting::shelf::{KeptCase, MOST_KEPT};
use huiqi_sitting::wording;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>, facts: &[KeptFacts]) -> Html {
    let kept: Vec<Element> = view
        .whole
        .shelf
        .list()
        .iter()
        .zip(facts)
        .enumerate()
        .map(|(index, (case, facts))| kept(view, index, case, facts))
        .collect();
    let count = kept.len();
    let unread = view.whole.shelf.unread();
    let unread = (unread > 0).then(|| {
        el("p", "small").text(format!(
            "另有 {unread} 个案例由更新的版本保存，本页读不了，原样留着。请刷新页面或换用最新版本。"
        ))
    });
    let list = el("section", "section")
        .child(el("h2", "section__h").text(format!("保存的案例（{count}）")))
        .child(if count == 0 {
            plain("p").text("还没有保存案例。")
        } else {
            plain("div").id("kept").list(kept)
        })
        .maybe(unread);
    // What was done is said where it was done.
    let message = view.whole.message;
    let is_of_files = [words::SAVED, words::NOT_SAVED, words::NOT_READ].contains(&message);
    let main = body("wrap main")
        .child(headline(heading(view.session)))
        .child(el("p", "lead").text("案例只保存在这台电脑的浏览器里，换一台电脑可以导出、导入。"))
        .child(el("p", "small").id("cleared-by-itself").text(
            "苹果手机、平板和 Safari 浏览器会自动清掉七天没有打开过的网页保存的内容。要长期留的，请导出。",
        ))
        .child(coming(view))
        .maybe(which_case(view))
        .child(keep(view, if is_of_files { "" } else { message }))
        .child(list)
        .child(files(view, if is_of_files { message } else { "" }))
        .child(companies(view))
        .child(end(view));
    // Without a place there is no amount to show.
    let strip = view.session.region().map(|_| strip(view).html());
    many(strip.into_iter().chain([main.html()]).collect())
}

fn keep(view: &WholeView<'_>, message: &'static str) -> Element {
    let is_empty = view.session.region().is_none();
    let full = (!view.whole.shelf.has_room()).then(|| {
        el("p", "small").text(format!("最多保存 {MOST_KEPT} 个案例，请先导出再删掉一些。"))
    });
    el("section", "section").child(el("h2", "section__h").text("保存当前案例")).child(
        el("div", "field")
            .child(plain("label").set("for", "keep-name").text("名称（同名的会被替换）"))
            .child(
                plain("input")
                    .id("keep-name")
                    .set("type", "text")
                    .set("maxlength", LONGEST_NAME.to_string())
                    .set("autocomplete", "off")
                    .value(view.whole.keep_name().to_owned())
                    .typed(view, KeptAction::Name),
            )
            .child(
                el("div", "acts").child(
                    el("button", "btn btn--main")
                        .id("keep")
                        .set("type", "button")
                        .flag("disabled", is_empty)
                        .text("保存")
                        .click(view, KeptAction::Keep),
                ),
            )
            .child(el("p", "small").id("told").set("role", "status").text(message))
            .maybe(full),
    )
}

fn kept(view: &WholeView<'_>, index: usize, case: &KeptCase, facts: &KeptFacts) -> Element {
    let region = case.session.region_name().unwrap_or("没有选地区");
    let day = wording::date(case.session.on);
    let other = if case.session.on == view.questions.today { "" } else { "（不是今天）" };
    let (words, elsewhere) = match facts {
        KeptFacts::Total(situation, total) if situation.has_figure() => {
            let total = wording::total(case.session.set(), *total, None);
            (format!("{region}，{day}{other}申报：{total}"), None)
        }
        KeptFacts::Total(situation, _) if case.session.region().is_some() => {
            (format!("{region}，{day}{other}申报：{}", situation.words()), None)
        }
        KeptFacts::Total(_, _) => (region.to_owned(), None),
        KeptFacts::Elsewhere(elsewhere) => (elsewhere.words(), Some(elsewhere)),
    };
    let open: String = match elsewhere {
        Some(Elsewhere::Place { name, .. }) => format!("打开{name}"),
        Some(Elsewhere::Unknown) | None => "打开".to_owned(),
    };
    let button = |word: &str, words: &str, action: fn(String) -> KeptAction| {
        let hidden = el("span", "hide").text(case.name.clone());
        el("button", "btn btn--plain")
            .id(format!("{word}--{index}"))
            .set("type", "button")
            .text(words.to_owned())
            .child(hidden)
            .click(view, action(case.id.clone()))
    };
    let id = format!("kept-name--{index}");
    let named = case.id.clone();
    el("div", "manage")
        .key(&case.id)
        .child(
            el("div", "field").child(plain("label").set("for", id.clone()).text(words)).child(
                plain("input")
                    .id(id)
                    .set("type", "text")
                    .set("maxlength", LONGEST_NAME.to_string())
                    .set("autocomplete", "off")
                    .value(case.name.clone())
                    .left(view, move |text| KeptAction::Rename(named.clone(), text)),
            ),
        )
        .child(
            el("div", "acts")
                .child(button("open-kept", &open, KeptAction::Open))
                .maybe(
                    (elsewhere.is_none() && view.questions.cases.has_room())
                        .then(|| button("compare-kept", "加入比较", KeptAction::Compare)),
                )
                .child(button("double-kept", "复制", KeptAction::Duplicate))
                .child(button("remove-kept", "删除", KeptAction::Remove)),
        )
}

fn files(view: &WholeView<'_>, message: &'static str) -> Element {
    let sender = view.sender().clone();
    let read = move |text| sender.press(KeptAction::Import(text).into());
    let import = el("input", "field__file")
        .id("import")
        .set("type", "file")
        .set("accept", ".txt,text/plain")
        .file(move |file| browser::read_file(&file, read.clone()));
    let export = el("button", "btn btn--plain")
        .id("export")
        .set("type", "button")
        .flag("disabled", view.whole.shelf.list().is_empty())
        .text("导出全部案例")
        .click_now(view, KeptAction::Export);
    el("section", "section").child(el("h2", "section__h").text("导出和导入")).child(
        el("div", "field")
            .child(el("div", "acts").child(export))
            .child(plain("label").set("for", "import").text("导入之前导出的文件，加到现有案例后面"))
            .child(import)
            .child(el("p", "small").id("told-files").set("role", "status").text(message)),
    )
}

fn companies(view: &WholeView<'_>) -> Element {
    let set = view.session.set();
    let all = set
        .policies
        .iter()
        .flat_map(|policy| policy.companies.iter().map(move |company| (policy, company)));
    let one = |(index, (policy, company)): (usize, (&Policy, &'static Company))| {
        plain("li")
            .key(&index.to_string())
            .child(el("span", "chip").text(policy.short_title))
            .child(
                el("button", "more")
                    .id(format!("company--{index}"))
                    .set("type", "button")
                    .text(company.name)
                    .click(view, Action::Company(company)),
            )
    };
    el("section", "section")
        .child(el("h2", "section__h").text("示例企业"))
        .child(
            el("p", "section__p")
                .text("虚构的企业，点一下就按它的情况测算。您现在的答案会先留着，可以恢复。"),
        )
        .child(el("ul", "companies").list(all.enumerate().map(one).collect()))
}

fn end(view: &WholeView<'_>) -> Element {
    el("section", "section")
        .child(el("h2", "section__h").text("结束演示"))
        .child(
            el("p", "note").child(icon("#i-lock")).child(
                plain("span")
                    .text("清空后，这台电脑上不再有任何答案和案例，不能恢复。需要的请先导出。"),
            ),
        )
        .child(
            el("div", "acts").child(
                el("button", "btn")
                    .id("end")
                    .set("type", "button")
                    .text("结束本次演示，清空")
                    .click(view, Action::End),
            ),
        )
}
