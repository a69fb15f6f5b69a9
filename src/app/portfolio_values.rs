//! 核对写法: the words in a table's cells, each once: what someone must choose first, then what each
//! word is taken for, and the rows that are no company.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::result::fold;
use super::view::WholeView;
use crate::model::table::{Action, Said, label};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Kind;
use huiqi_sitting::wording::count;
use huiqi_tables::message::{FoundValue, ValueList, ValueState};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::{Column, OwnColumn};

/// Returns how many words there are, and how many someone must choose for.
pub(crate) fn counts(view: &WholeView<'_>) -> Element {
    let table = &view.whole.table;
    let lead = el("p", "lead").id("values-left").set("role", "status");
    let Some(list) = &table.values.list else { return lead.text("正在看表里的写法……") };
    let left = table.values.left(&table.earlier_values);
    let kinds = list.values.len();
    let first = format!(
        "名单里同一种写法只问一次。{} 家企业，{kinds} 种写法，认出 {} 种，",
        count(list.companies),
        kinds - left
    );
    let last = if left > 0 {
        format!("还有 {left} 种请您选。")
    } else {
        "都认出来了。".to_owned()
    };
    lead.text(first).child(el("b", "nb").text(last))
}

/// Draws what someone must choose.
pub(crate) fn asked(view: &WholeView<'_>) -> Option<Element> {
    let values = of(view, is_asked);
    let lines: Vec<Element> =
        values.iter().map(|(index, value)| ask(view, *index, value)).collect();
    let left = view.whole.table.values.left(&view.whole.table.earlier_values);
    let head = if left > 0 { format!("请选 {left} 种") } else { "您选的".to_owned() };
    (!lines.is_empty()).then(|| section(head, lines).id("values-asked"))
}

/// Draws what each word is taken for, column by column.
pub(crate) fn taken(view: &WholeView<'_>) -> Vec<Element> {
    let book = &*view.whole.table.packs.book(view.session);
    let is_shown =
        |value: &FoundValue, said: Said<'_>| !is_asked(value, said) && !is_plain(value, said);
    let values = of(view, is_shown);
    let mut columns: Vec<&str> = Vec::new();
    for (_, value) in &values {
        if !columns.contains(&value.column.as_str()) {
            columns.push(&value.column);
        }
    }
    let one = |column: &&str| {
        let own = values.iter().filter(|(_, value)| value.column == *column);
        let lines = own.map(|(index, value)| line(view, *index, value)).collect();
        section(name(book, column), lines).key(column)
    };
    columns.iter().map(one).collect()
}

/// Draws the words that are those of options, folded.
pub(crate) fn as_written(view: &WholeView<'_>) -> Option<Element> {
    let values = of(view, is_plain);
    let lines: Vec<Element> =
        values.iter().map(|(index, value)| line(view, *index, value)).collect();
    let head = format!("其余 {} 种写法", lines.len());
    (!lines.is_empty()).then(|| {
        let list = el("ul", "vals").list(lines);
        fold(view, "fold-written", &head, "都认出来了，照原样用".to_owned(), list)
    })
}

/// Draws the rows that are no company.
pub(crate) fn passed(view: &WholeView<'_>, list: &ValueList) -> Option<Element> {
    let counted = &view.whole.table.values.counted;
    let one = |(row, words, why): &(u64, String, String)| {
        let is_counted = counted.contains(row);
        let (state, act) =
            if is_counted { ("算一家", "不算") } else { ("不算", "算进去") };
        el("li", "val")
            .key(&row.to_string())
            .child(
                el("p", "val__found")
                    .child(plain("b").text(format!("第 {} 行", count(*row))))
                    .child(plain("span").text(words.clone())),
            )
            .child(
                el("p", "val__to")
                    .text(state)
                    .child(plain("small").text(if why == words {
                        String::new()
                    } else {
                        why.clone()
                    }))
                    .child(
                        el("button", "more")
                            .id(format!("count--{row}"))
                            .set("type", "button")
                            .text(act)
                            .child(el("span", "hide").text(words.clone()))
                            .click(view, Action::Count(*row)),
                    ),
            )
    };
    let rest = list.passed_count - list.passed.len() as u64;
    let more = (rest > 0).then(|| el("p", "small").text(format!("另外还有 {} 行。", count(rest))));
    (!list.passed.is_empty()).then(|| {
        section("没有当作企业的行".to_owned(), list.passed.iter().map(one).collect()).maybe(more)
    })
}

fn section(head: String, lines: Vec<Element>) -> Element {
    el("section", "section")
        .child(el("h2", "section__h").text(head))
        .child(el("ul", "vals").list(lines))
}

/// Returns the words that are wanted, each with its index.
fn of<'a>(
    view: &'a WholeView<'_>,
    is_wanted: impl Fn(&FoundValue, Said<'_>) -> bool,
) -> Vec<(usize, &'a FoundValue)> {
    let table = &view.whole.table;
    let values = table.values.list.iter().flat_map(|list| &list.values).enumerate();
    values
        .filter(|(_, value)| is_wanted(value, table.values.said(&table.earlier_values, value)))
        .collect()
}

/// Whether someone must choose, or did so here: what is chosen stays where it was.
fn is_asked(value: &FoundValue, said: Said<'_>) -> bool {
    let is_earlier = match said {
        Said::Earlier(_) => true,
        Said::Here(_) | Said::Listed(_) | Said::Nobody => false,
    };
    value.state == ValueState::Unsure && !is_earlier
}

/// Whether a word is that of an option, and nobody says something else.
fn is_plain(value: &FoundValue, said: Said<'_>) -> bool {
    value.state == ValueState::AsWritten && said == Said::Listed(&value.option)
}

fn found(book: &RuleBook, value: &FoundValue) -> Element {
    el("p", "val__found")
        .child(plain("b").text(shown(book, value)))
        .child(plain("span").text(format!("{} 家", count(value.companies))))
}

/// Returns a word as it is written; what a credit code proposes is for rows without a word.
fn shown(book: &RuleBook, value: &FoundValue) -> String {
    let code = Column::Own(OwnColumn::Code).word(book.places());
    if value.column == code { "没有所在地".to_owned() } else { value.word.clone() }
}

fn ask(view: &WholeView<'_>, index: usize, value: &FoundValue) -> Element {
    let id = format!("value--{index}");
    let book = &*view.whole.table.packs.book(view.session);
    let of = name(book, &value.column);
    let label = format!("{of}：“{}”按什么算", shown(book, value));
    let note = if value.reason.is_empty() { of } else { format!("{}。", value.reason) };
    el("li", "val val--ask").key(&index.to_string()).child(found(book, value)).child(
        el("div", "field")
            .child(el("label", "hide").set("for", id).text(label))
            .child(options(view, index, value))
            .child(el("p", "val__note").text(note)),
    )
}

fn line(view: &WholeView<'_>, index: usize, value: &FoundValue) -> Element {
    let table = &view.whole.table;
    let said = table.values.said(&table.earlier_values, value);
    let reason = match said {
        Said::Here(_) => "您选的",
        Said::Earlier(_) => "上次选的",
        Said::Listed(_) | Said::Nobody => &value.reason,
    };
    let book = &*view.whole.table.packs.book(view.session);
    let words = words(book, &value.column, said.option().unwrap_or_default());
    let to = if table.values.lists.contains(&index) {
        let label = format!("“{}”按什么算", shown(book, value));
        el("div", "val__to field")
            .child(el("label", "hide").set("for", format!("value--{index}")).text(label))
            .child(options(view, index, value))
    } else {
        el("p", "val__to")
            .child(el("span", "arrow").set("aria-hidden", "true").text("→"))
            .child(el("span", "state state--yes").child(icon("#i-check")).text(words))
            .child(plain("small").text(reason.to_owned()))
            .child(
                el("button", "more")
                    .id(format!("change-value--{index}"))
                    .set("type", "button")
                    .text("改")
                    .child(el("span", "hide").text(shown(book, value)))
                    .click(view, Action::ValueList(index)),
            )
    };
    el("li", "val").key(&index.to_string()).child(found(book, value)).child(to)
}

/// The value of the choice that says that nothing is chosen yet.
const NOTHING_CHOSEN: &str = "?";

fn options(view: &WholeView<'_>, index: usize, value: &FoundValue) -> Element {
    let book = &*view.whole.table.packs.book(view.session);
    let table = &view.whole.table;
    let chosen = table.values.said(&table.earlier_values, value).option();
    let mut all: Vec<String> = value.proposals.clone();
    all.extend(chosen.filter(|chosen| !chosen.is_empty()).map(str::to_owned));
    all.extend(book.options(&value.column).iter().map(|option| option.id.to_owned()));
    match book.kind(&value.column) {
        Some(Kind::Multi) => all.push("none".to_owned()),
        Some(Kind::YesNo) => all.extend(["yes", "no"].map(str::to_owned)),
        Some(Kind::Single | Kind::Figure(_)) | None => {}
    }
    let mut kept: Vec<String> = Vec::new();
    for option in all {
        if !kept.contains(&option) {
            kept.push(option);
        }
    }
    let shown = chosen.unwrap_or(NOTHING_CHOSEN);
    let option = |id: &str, words: String| {
        plain("option")
            .key(id)
            .set("value", id.to_owned())
            .flag("selected", id == shown)
            .text(words)
    };
    let mut list: Vec<Element> = Vec::new();
    if chosen.is_none() {
        list.push(option(NOTHING_CHOSEN, "请选择".to_owned()));
    }
    list.extend(kept.iter().map(|id| option(id, words(book, &value.column, id))));
    list.push(option("", "先当作没有填".to_owned()));
    plain("select")
        .id(format!("value--{index}"))
        .list(list)
        .chosen(view, move |option| Action::Value(index, option))
}

fn name(book: &RuleBook, column: &str) -> String {
    book.kind(column).map_or_else(String::new, |_| label(book, column))
}

/// Returns an option as the question names it.
fn words(book: &RuleBook, column: &str, id: &str) -> String {
    let code = Column::Own(OwnColumn::Code).word(book.places());
    let column = if column == code {
        Column::Question(PolicySet::REGION).word(book.places())
    } else {
        column
    };
    let options = book.options(column);
    if book.kind(column).is_none() {
        return id.to_owned();
    }
    let label = |id: &str| match id {
        "yes" => "是",
        "no" => "否",
        "" => "当作没有填",
        _ => {
            options.iter().find(|option| option.id == id).map_or("都没有", |option| option.label)
        }
    };
    id.split('、').map(label).collect::<Vec<_>>().join("、")
}
