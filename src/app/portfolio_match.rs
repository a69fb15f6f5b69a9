//! The columns of a table that was opened, before it is computed: what each is taken for.

use super::dates::wrong_clock;
use super::element::{Element, el, plain};
use super::portfolio_parts::regions;
use super::view::WholeView;
use crate::model::table::{Action, all_columns, column_label, label};
use huiqi_rules::policy::PolicySet;
use huiqi_tables::Column;
use huiqi_tables::message::{OpenTable, OpenedColumn};

/// Draws the columns, each with what it is taken for; the region and the day of rows that say none.
pub(crate) fn section(view: &WholeView<'_>, opened: &OpenTable) -> Element {
    let rows: Vec<Element> = opened
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| column_row(view, index, column))
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
                        .child(
                            regions(view, "table-region", "请选择", &view.whole.table.region)
                                .chosen(view, Action::Region),
                        ),
                )
                .child(
                    el("div", "field")
                        .child(plain("label").set("for", "table-on").text("没填申报日期的行，按"))
                        .child(
                            plain("input")
                                .id("table-on")
                                .set("type", "text")
                                .set("autocomplete", "off")
                                .value(view.whole.table.day_text(view.session))
                                .typed(view, Action::Day),
                        )
                        .maybe(wrong_clock(view)),
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
                        .click_now(view, Action::Start),
                )
                .child(
                    el("button", "btn btn--plain")
                        .id("close")
                        .set("type", "button")
                        .text("换一个表格")
                        .click_now(view, Action::Close),
                ),
        )
}

fn column_row(view: &WholeView<'_>, index: usize, column: &OpenedColumn) -> Element {
    let set = view.session.set();
    let id = format!("column--{index}");
    let heading =
        if column.heading.is_empty() { "（空）".to_owned() } else { column.heading.clone() };
    let has_list = view.whole.table.lists.contains(&index);
    let name = if has_list {
        plain("label").set("for", id.clone()).text(heading.clone())
    } else {
        plain("span").text(heading.clone())
    };
    let choice = if has_list {
        list(set, &id, &column.word).chosen(view, move |word| Action::Column(index, word))
    } else {
        let change = el("button", "more")
            .id(format!("change--{index}"))
            .set("type", "button")
            .text("改")
            .child(el("span", "hide").text(heading));
        plain("span")
            .text(label(set, &column.word))
            .text("　")
            .child(change.click(view, Action::List(index)))
    };
    plain("tr")
        .key(&id)
        .child(plain("td").set("data-label", "列").text(column.letters.clone()))
        .child(plain("th").set("scope", "row").child(name))
        .child(plain("td").set("data-label", "内容").text(column.samples.join("，")))
        .child(plain("td").child(choice))
}

fn list(set: &PolicySet, id: &str, chosen: &str) -> Element {
    let option = |choice: Column| {
        let word = choice.word(set);
        plain("option")
            .key(word)
            .set("value", word)
            .flag("selected", word == chosen)
            .text(column_label(set, choice))
    };
    plain("select").id(id.to_owned()).list(all_columns(set, chosen).map(option).collect())
}
