//! The companies of a table, looked through: filters, a page of rows, the way to the next page.

use super::element::{Element, el, plain};
use super::portfolio_todo::swatch;
use super::view::WholeView;
use crate::model::table::Action;
use huiqi_sitting::wording;
use huiqi_tables::message::{RowChoice, RowPage, ShownRow, Sorting, Summary};
use huiqi_tables::wording::short;

const SORTED: [&str; Sorting::ALL.len()] =
    ["表格里的顺序", "名称", "至少，从高到低", "最多，从高到低", "还差的题，从多到少"];

/// Draws them.
pub(crate) fn rows(view: &WholeView<'_>, summary: &Summary, shown: &RowPage) -> Element {
    let last = shown.from + shown.rows.len() as u32;
    let count = wording::count(u64::from(shown.count));
    let which = if shown.rows.is_empty() {
        "没有符合条件的企业。".to_owned()
    } else {
        format!(
            "显示第 {} 至 {} 家，共 {count} 家。",
            wording::count(u64::from(shown.from + 1)),
            wording::count(u64::from(last))
        )
    };
    let turn = |id: &'static str, words: &'static str, from: Option<u32>| {
        el("button", "btn btn--plain")
            .id(id)
            .set("type", "button")
            .flag("disabled", from.is_none())
            .text(words)
            .click_now(view, Action::Turn(from.unwrap_or_default()))
    };
    let before = (shown.from > 0).then(|| shown.from.saturating_sub(shown.page_rows));
    let after = (last < shown.count).then_some(last);
    let heads = ["企业", "情况", "至少（元）", "最多（元）", "还要问"];
    let classes = ["", "", "right", "right", "ask-cell"];
    let heads = heads
        .into_iter()
        .zip(classes)
        .map(|(words, class)| el("th", class).key(words).set("scope", "col").text(words));
    el("section", "section")
        .id("rows")
        .set("tabindex", "-1")
        .child(el("h2", "section__h").text("逐家"))
        .child(el("p", "section__p").id("rows-which").set("role", "status").text(which))
        .child(filters(view, summary))
        .child(
            el("table", "rows stack stack--firms companies-table")
                .child(plain("thead").child(plain("tr").list(heads.collect())))
                .child(plain("tbody").list(shown.rows.iter().map(|one| row(view, one)).collect())),
        )
        .child(el("p", "small side__block").text("点企业名称，看每一项的依据。"))
        .child(el("div", "acts").child(turn("rows-before", "上一页", before)).child(turn(
            "rows-after",
            "下一页",
            after,
        )))
}

fn filters(view: &WholeView<'_>, summary: &Summary) -> Element {
    let wanted = &view.whole.table.wanted;
    let choice = |id: &'static str, options: Vec<(String, String)>, chosen: &str| {
        // One option says that it is the one: otherwise the browser takes whichever is drawn first.
        let option = |(value, words): (String, String)| {
            plain("option")
                .key(&value)
                .set("value", value.clone())
                .flag("selected", value == chosen)
                .text(words)
        };
        plain("select").id(id).list(options.into_iter().map(option).collect())
    };
    let field = |id: &'static str, name: String, choice: Element| {
        el("div", "field").key(id).child(plain("label").set("for", id).text(name)).child(choice)
    };
    let all = || vec![(String::new(), "全部".to_owned())];
    let name = el("div", "field")
        .key("rows-name")
        .child(plain("label").set("for", "rows-name").text("找企业"))
        .child(
            plain("input")
                .id("rows-name")
                .set("type", "text")
                .set("autocomplete", "off")
                .value(wanted.name.clone())
                .typed(view, Action::Find),
        );
    let near = view.whole.table.awards.as_ref().and_then(|list| list.near.as_ref());
    let kept = RowChoice::all().enumerate().filter_map(|(index, kept)| {
        let mut all = summary.to_dos.iter().chain(near);
        let count = all.find(|one| one.choice == kept).map(|one| one.count);
        let count = if kept == RowChoice::All { Some(summary.companies) } else { count };
        let words = format!("{}（{}）", kept.words(), wording::count(count?));
        Some((index.to_string(), words))
    });
    let is_kept = RowChoice::all().position(|kept| kept == wanted.kept).unwrap_or_default();
    let regions = summary.regions.iter();
    let regions = regions.map(|region| (region.index.to_string(), region.name.clone()));
    let rungs =
        summary.rungs.iter().enumerate().map(|(index, name)| (index.to_string(), name.clone()));
    let listed = view.whole.table.awards.iter().flat_map(|list| &list.awards);
    let awards: Vec<(String, String)> = all()
        .into_iter()
        .chain(listed.map(|one| (one.award.to_string(), one.name.clone())))
        .collect();
    let orders = SORTED.iter().enumerate();
    let orders = orders.map(|(index, words)| (index.to_string(), (*words).to_owned())).collect();
    let order = Sorting::ALL.iter().position(|one| *one == wanted.order).unwrap_or_default();
    let text = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
    el("div", "filters screen-only").list(vec![
        name,
        field(
            "rows-kept",
            "情况".to_owned(),
            choice("rows-kept", kept.collect(), &is_kept.to_string()).chosen(view, Action::Kept),
        ),
        field(
            "rows-region",
            "所在地".to_owned(),
            choice(
                "rows-region",
                all().into_iter().chain(regions).collect(),
                &text(wanted.region.map(u64::from)),
            )
            .chosen(view, Action::InRegion),
        ),
        field(
            "rows-award",
            "奖项".to_owned(),
            choice("rows-award", awards, &text(wanted.award.map(u64::from)))
                .chosen(view, Action::Award),
        ),
        field(
            "rows-rung",
            summary.ladder.clone(),
            choice(
                "rows-rung",
                all().into_iter().chain(rungs).collect(),
                &text(wanted.rung.map(u64::from)),
            )
            .chosen(view, Action::Rung),
        ),
        field(
            "rows-order",
            "排序".to_owned(),
            choice("rows-order", orders, &order.to_string()).chosen(view, Action::Sorting),
        ),
    ])
}

fn row(view: &WholeView<'_>, row: &ShownRow) -> Element {
    let index = row.index;
    let line = |id: &str, name: &str, words: Option<&str>| {
        words.filter(|words| !words.is_empty()).map(|words| {
            el("span", "small").id(format!("{id}--{index}")).text(format!("{name}{words}"))
        })
    };
    let memo = view.whole.table.memos.of(&row.name).map(|memo| {
        let day = Some(&memo.next_day).filter(|day| !day.is_empty());
        let day = day.map_or(String::new(), |day| format!("下次联系 {day}　"));
        format!("{day}{}", short(&memo.text))
    });
    let about = el("th", "who")
        .set("scope", "row")
        .child(
            el("button", "more who__name")
                .id(format!("company-row--{index}"))
                .set("type", "button")
                .text(row.name.clone())
                .click_now(view, Action::Company(index)),
        )
        .child(el("span", "small").text(row.holds.clone()))
        .maybe(line("memo", "", memo.as_deref()));
    let kind = plain("td")
        .child(
            el("span", "kind")
                .id(format!("kind--{index}"))
                .child(swatch(row.follow_up))
                .child(plain("span").text(row.situation.clone())),
        )
        .maybe(line("awards", "", Some(&row.awards)))
        .maybe(line("near", "差一步：", row.near.as_deref()));
    let asks = match &row.asks {
        Some(asks) => el("td", "ask-cell").id(format!("asks--{index}")).text(asks.clone()),
        None => el("td", "ask-cell ask-cell--none").text("—"),
    };
    plain("tr")
        .key(&format!("{index}"))
        .child(about)
        .child(kind)
        .child(
            el("td", "right")
                .id(format!("row-least--{index}"))
                .set("data-label", "至少（元）")
                .text(row.least.clone()),
        )
        .child(
            el("td", "right")
                .id(format!("row-most--{index}"))
                .set("data-label", "最多（元）")
                .text(row.most.clone()),
        )
        .child(asks)
}
