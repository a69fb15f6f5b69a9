//! The columns of a table that was opened, before it is computed: what each is taken for.

use super::desk::{self, DeskAction};
use super::element::{Element, el, plain};
use super::portfolio::{act, close, regions};
use super::{View, browser};
use huiqi_rules::day::{date_text, read_date};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::wording;
use huiqi_tables::Column;
use huiqi_tables::message::{Opened, OpenedColumn, Order};
use yew::prelude::{Callback, MouseEvent};

/// The columns, each with what it is taken for; the region and the day of rows that say none.
pub(crate) fn section(view: &View<'_>, opened: &Opened) -> Element {
    let rows: Vec<Element> = opened
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| column_row(view, place, column))
        .collect();
    let unknown = opened.columns.iter().filter(|column| column.word.is_empty()).count();
    let left = if unknown > 0 {
        format!("有 {unknown} 列没有对上，先不使用；需要的请选一下。")
    } else {
        "各列都对上了。".to_owned()
    };
    let notes: Vec<Element> =
        opened.notes.iter().map(|note| el("p", "small").key(note).text(note.clone())).collect();
    el("section", "section section--first")
        .child(el("h2", "section__h").id("desk-step").set("tabindex", "-1").text("核对各列"))
        .child(
            el("p", "section__p")
                .id("columns-left")
                .text(format!("{left}选过的对应关系会记住，下次自动带出。")),
        )
        .child(plain("div").list(notes))
        .child(
            el("table", "rows stack columns")
                .child(
                    plain("thead").child(
                        plain("tr").list(
                            ["列", "表头", "前几行的内容", "对应的题"]
                                .map(|words| plain("th").key(words).set("scope", "col").text(words))
                                .into(),
                        ),
                    ),
                )
                .child(plain("tbody").list(rows)),
        )
        .child(
            el("div", "pair")
                .child(
                    el("div", "field")
                        .child(plain("label").set("for", "table-region").text("没填所在地的行，按"))
                        .child(regions(view, "table-region", "请选择")),
                )
                .child(
                    el("div", "field")
                        .child(plain("label").set("for", "table-on").text("没填申报日期的行，按"))
                        .child(
                            plain("input")
                                .id("table-on")
                                .set("type", "text")
                                .set("autocomplete", "off")
                                .value(date_text(view.session.on)),
                        ),
                ),
        )
        .child(
            el("p", "small")
                .text("有两种理解的条款，按本页通常采用的理解测算；逐家打开可以看另一种。"),
        )
        .child(
            el("div", "acts")
                .child(
                    el("button", "btn btn--main")
                        .id("start")
                        .set("type", "button")
                        .text("开始测算")
                        .on_click(start(view, opened)),
                )
                .child(
                    el("button", "btn btn--plain")
                        .id("close")
                        .set("type", "button")
                        .text("换一个表格")
                        .on_click(close(view)),
                ),
        )
}

fn column_row(view: &View<'_>, place: usize, column: &OpenedColumn) -> Element {
    let set = view.session.set();
    let id = format!("column--{place}");
    let heading =
        if column.heading.is_empty() { "（空）".to_owned() } else { column.heading.clone() };
    let has_list = view.store.desk.lists.contains(&place);
    let name = if has_list {
        plain("label").set("for", id.clone()).text(heading.clone())
    } else {
        plain("span").text(heading.clone())
    };
    let choice = if has_list {
        list(set, &id, &column.word)
    } else {
        let change = el("button", "more")
            .id(format!("change--{place}"))
            .set("type", "button")
            .text("改")
            .child(el("span", "hide").text(heading));
        plain("span")
            .text(label(set, &column.word))
            .text("　")
            .child(change.click(view, act(DeskAction::List(place))))
    };
    plain("tr")
        .key(&id)
        .child(plain("td").set("data-label", "列").text(column.letters.clone()))
        .child(plain("th").set("scope", "row").child(name))
        .child(plain("td").set("data-label", "内容").text(column.samples.join("，")))
        .child(plain("td").child(choice))
}

/// Everything that a column can hold.
fn columns(set: &PolicySet) -> impl Iterator<Item = Column> {
    let questions =
        (0..set.questions.len() as u8).map(|question| Column::Question(QuestionIndex(question)));
    [Column::Other, Column::Name, Column::Day].into_iter().chain(questions)
}

/// The words for what a column holds.
fn label(set: &PolicySet, word: &str) -> &'static str {
    columns(set).find(|column| column.word(set) == word).map_or("", |column| column.label(set))
}

fn list(set: &PolicySet, id: &str, chosen: &str) -> Element {
    let option = |choice: Column| {
        let word = choice.word(set);
        plain("option")
            .key(word)
            .set("value", word)
            .flag("selected", word == chosen)
            .text(choice.label(set))
    };
    plain("select").id(id.to_owned()).list(columns(set).map(option).collect())
}

fn start(view: &View<'_>, opened: &Opened) -> Callback<MouseEvent> {
    let store = view.store.clone();
    let set = view.session.set();
    let known: Vec<(String, String)> =
        opened.columns.iter().map(|column| (column.heading.clone(), column.word.clone())).collect();
    let lists = view.store.desk.lists.clone();
    Callback::from(move |_: MouseEvent| {
        let word = |(place, (_, word)): (usize, &(String, String))| {
            if lists.contains(&place) {
                browser::chosen(&format!("column--{place}"))
            } else {
                word.clone()
            }
        };
        let columns: Vec<String> = known.iter().enumerate().map(word).collect();
        let region = browser::chosen("table-region");
        let on = browser::field("table-on").trim().to_owned();
        let region_word = Column::Question(PolicySet::REGION).word(set);
        let twice = columns
            .iter()
            .enumerate()
            .find(|(place, word)| !word.is_empty() && columns[..*place].contains(word));
        let refused = if let Some((place, word)) = twice {
            Some(format!(
                "“{}”对应了两列，请把第 {} 列改为别的题或“不使用”。",
                label(set, word),
                place + 1
            ))
        } else if !columns.iter().any(|word| !word.is_empty() && word != "name" && word != "on") {
            Some("还没有一列对应到题目，请至少选一列。".to_owned())
        } else if region.is_empty() && !columns.iter().any(|word| word == region_word) {
            Some("表里没有所在地这一列，请选好没填所在地的行按哪里算。".to_owned())
        } else if read_date(&on).is_none() {
            Some("申报日期请写成 2025-12-31 这样。".to_owned())
        } else {
            None
        };
        if let Some(why) = refused {
            return store.dispatch(act(DeskAction::Refuse(why)));
        }
        browser::remember_columns(
            known.iter().map(|(heading, _)| heading.clone()).zip(columns.iter().cloned()),
        );
        let name = set
            .regions
            .iter()
            .find(|other| other.id == region)
            .map(|region| format!("{}　", region.name));
        let day = read_date(&on).map_or(String::new(), |day| format!("{}申报", wording::date(day)));
        store.dispatch(act(DeskAction::Start(
            format!("{}{day}", name.unwrap_or_default()),
            columns.clone(),
        )));
        let region = (!region.is_empty()).then_some(region);
        desk::send(&store, &Order::Start { columns, region, on }, None);
    })
}
