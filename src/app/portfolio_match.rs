//! A table that was opened, before it is computed: what its words mean, then what its columns hold.

use super::dates::wrong_clock;
use super::element::{Element, el, plain};
use super::frame::icon;
use super::portfolio_parts::{PASTED, regions};
use super::portfolio_values;
use super::result::fold;
use super::view::WholeView;
use crate::model::questions::HEADING;
use crate::model::table::{
    Action, COLUMNS_FOLD, PAID, all_columns, column_label, label, year_word,
};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_tables::Column;
use huiqi_tables::message::{EarlierTitles, OpenTable, OpenedColumn};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::wording::short;

/// So many places whose rules are on their way are named.
const MOST_COMING: usize = 3;

/// Draws what is to be checked before the table is computed.
pub(crate) fn parts(view: &WholeView<'_>, opened: &OpenTable) -> Vec<Element> {
    let notes: Vec<Element> =
        opened.notes.iter().map(|note| el("p", "small").key(note).text(note.clone())).collect();
    let safe = "表格只在这台设备上读，不上传。您选的写法和列会记住，下次不用再选。";
    let start = |id: &'static str| {
        el("button", "btn btn--main")
            .id(id)
            .set("type", "button")
            .text("开始测算")
            .click_now(view, Action::Start)
    };
    let name = if opened.name.is_empty() { PASTED } else { &opened.name };
    let top = plain("div")
        .key("top")
        .child(el("p", "eyebrow").id("desk-scope").text(format!("批量　{name}")))
        .child(el("h1", "title").id(HEADING).set("tabindex", "-1").text("核对写法"))
        .child(portfolio_values::counts(view))
        .maybe(coming(view))
        .child(el("p", "note").child(icon("#i-lock")).child(plain("span").text(safe)))
        .child(
            el("div", "acts").child(start("start")).child(
                el("button", "btn btn--plain")
                    .id("close")
                    .set("type", "button")
                    .text("换一个表格")
                    .click_now(view, Action::Close),
            ),
        )
        .child(plain("div").list(notes));
    let list = view.whole.table.values.list.as_ref();
    let passed = list.and_then(|list| portfolio_values::passed(view, list));
    let folds = [Some(columns(view, opened)), portfolio_values::as_written(view)];
    vec![
        top,
        plain("div").key("asked").maybe(portfolio_values::asked(view)),
        rest_of_rows(view).key("rest"),
        plain("div").key("taken").list(portfolio_values::taken(view)),
        plain("div").key("passed").maybe(passed),
        el("div", "folds").key("folds").list(folds.into_iter().flatten().collect()),
        el("div", "next").key("next").child(start("start-below")),
    ]
}

/// Draws for which places the newest rules are on their way.
fn coming(view: &WholeView<'_>) -> Option<Element> {
    let places = view.whole.places.all();
    let name = |id: &str| {
        let own = places.iter().find(|place| place.id == id);
        own.map_or_else(|| id.to_owned(), |place| place.name.clone())
    };
    let packs = &view.whole.table.packs;
    let names: Vec<String> = packs.coming().take(MOST_COMING).map(name).collect();
    let more = if packs.coming().count() > MOST_COMING { "等地" } else { "" };
    packs.is_coming().then(|| {
        el("p", "small")
            .id("rules-coming")
            .set("role", "status")
            .text(format!("正在取{}{more}的最新规则……", names.join("、")))
    })
}

/// Draws the region and the day of rows that say none.
fn rest_of_rows(view: &WholeView<'_>) -> Element {
    el("div", "pair")
        .child(
            el("div", "field")
                .child(plain("label").set("for", "table-region").text("没填、认不出所在地的行，按"))
                .child(
                    regions(
                        view.whole.table.packs.book(view.session).places(),
                        "table-region",
                        "不测算",
                        &view.whole.table.region,
                    )
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
        )
        .maybe(earlier_titles(view))
}

/// Asks once for all what is taken of companies that say an early year of recognition.
fn earlier_titles(view: &WholeView<'_>) -> Option<Element> {
    let table = &view.whole.table;
    let word = year_word(view.session.set());
    let opened = table.opened.as_ref()?;
    let says_year = opened.columns.iter().any(|column| column.word == word);
    let day = read_date(table.day_text(view.session).trim()).unwrap_or(view.session.on);
    let label = format!("认定年份早于 {} 年的，认定的奖励", day.year() - 1);
    let is_paid = table.earlier_titles == EarlierTitles::Paid;
    let option = |value: &'static str, is_chosen: bool, words: &'static str| {
        plain("option").set("value", value).flag("selected", is_chosen).text(words)
    };
    says_year.then(|| {
        el("div", "field").child(plain("label").set("for", "earlier").text(label)).child(
            plain("select")
                .id("earlier")
                .child(option("", !is_paid, "不知道，逐家问"))
                .child(option(PAID, is_paid, "都按已经领过算"))
                .chosen(view, Action::Earlier),
        )
    })
}

/// Draws the columns, each with what it is taken for, in one line until they are unfolded.
fn columns(view: &WholeView<'_>, opened: &OpenTable) -> Element {
    let rows: Vec<Element> = opened
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| column_row(view, index, column))
        .collect();
    let unused: Vec<String> = opened
        .columns
        .iter()
        .filter(|column| column.word.is_empty() && !column.heading.is_empty())
        .map(|column| format!("“{}”", short(&column.heading)))
        .collect();
    let used = opened.columns.iter().filter(|column| !column.word.is_empty()).count();
    let more = if unused.is_empty() {
        "各列都对上了".to_owned()
    } else {
        format!("没有用到{}，要用请选一下", unused.join("、"))
    };
    let head = format!("{} 列里 {used} 列用来测算", rows.len());
    let table = el("table", "rows stack columns")
        .child(
            plain("thead").child(
                plain("tr").list(
                    ["列", "表头", "前几行的内容", "对应的题"]
                        .map(|words| plain("th").key(words).set("scope", "col").text(words))
                        .into(),
                ),
            ),
        )
        .child(plain("tbody").list(rows));
    let readings =
        el("p", "small").text("有两种理解的条款，按本页通常采用的理解测算；逐家打开可以看另一种。");
    let inner = plain("div").child(table).child(readings);
    fold(view, COLUMNS_FOLD, &head, more, inner).id("columns-left")
}

fn column_row(view: &WholeView<'_>, index: usize, column: &OpenedColumn) -> Element {
    let book = view.whole.table.packs.book(view.session);
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
        list(&book, &id, &column.word).chosen(view, move |word| Action::Column(index, word))
    } else {
        let change = el("button", "more")
            .id(format!("change--{index}"))
            .set("type", "button")
            .text("改")
            .child(el("span", "hide").text(heading));
        plain("span")
            .text(label(&book, &column.word))
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

fn list(book: &RuleBook, id: &str, chosen: &str) -> Element {
    let option = |(set, choice): (&'static PolicySet, Column)| {
        let word = choice.word(set);
        plain("option")
            .key(word)
            .set("value", word)
            .flag("selected", word == chosen)
            .text(column_label(set, choice))
    };
    plain("select").id(id.to_owned()).list(all_columns(book, chosen).map(option).collect())
}
