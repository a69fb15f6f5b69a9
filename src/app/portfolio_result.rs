//! The result of a table of companies: totals, how the amounts are spread, the rows, the cells to
//! be mended, files to take away.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::portfolio_parts::run;
use super::view::WholeView;
use crate::model::table::Action;
use huiqi_sitting::wording;
use huiqi_tables::message::{Output, RowChoice, RowPage, ShownRow, Sorting, Stretch, Summary};

/// Draws the four figures in the band.
pub(crate) fn totals(summary: &Summary) -> Element {
    let one = |id: &'static str, name: &'static str, figure: &str, unit: &str| {
        plain("div").key(id).child(plain("dt").text(name)).child(
            plain("dd")
                .id(id)
                .text(figure.to_owned())
                .child(plain("small").text(format!(" {unit}"))),
        )
    };
    let rest = summary.rest.as_deref().unwrap_or(&summary.most.1);
    el("dl", "totals").id("totals").list(vec![
        one("total-sure", "有可确定金额", &summary.sure, "家"),
        one("total-least", "至少合计", &summary.least.0, &summary.least.1),
        one("total-most", "最多合计", &summary.most.0, rest),
        one("total-faulty", "需要修改", &wording::count(summary.faulty_rows), "行"),
    ])
}

/// Returns the sections below the band.
pub(crate) fn parts(view: &WholeView<'_>) -> Vec<Element> {
    let Some(summary) = view.whole.table.summary.as_deref() else { return Vec::new() };
    let notes: Vec<Element> =
        summary.notes.iter().map(|note| plain("p").key(note).text(note.clone())).collect();
    let said = (!notes.is_empty()).then(|| {
        el("div", "note note--box note--care note--first")
            .id("desk-notes")
            .child(icon("#i-care"))
            .child(plain("div").list(notes))
    });
    let safe =
        el("p", "note").child(icon("#i-lock")).child(plain("span").id("desk-speed").text(format!(
            "共 {} 家，{}表格只在本机读取和计算，不上传。离开现场前请清空。",
            wording::count(summary.companies),
            summary.speed
        )));
    let mut parts =
        vec![plain("div").key("notes").maybe(said).child(safe), chart(summary).key("chart")];
    if let Some(shown) = view.whole.table.shown.as_ref() {
        parts.push(rows(view, summary, shown).key("rows"));
    }
    parts.push(files(view, summary).key("files"));
    if summary.faults > 0 {
        parts.push(faults(view, summary).key("faults"));
    }
    parts
}

fn chart(summary: &Summary) -> Element {
    let legend = |class: &'static str, name: &'static str| {
        let swatch =
            el("rect", class).set("x", "1").set("y", "1").set("width", "22").set("height", "12");
        let swatch = if class == "bar-may" { swatch.set("fill", "url(#may)") } else { swatch };
        plain("li")
            .key(class)
            .child(el("svg", "swatch").set("aria-hidden", "true").child(swatch))
            .text(name)
    };
    let words: Vec<String> = summary
        .stretches
        .iter()
        .map(|one| {
            format!(
                "{} 万元 {}、{} 家",
                one.label,
                wording::count(one.counts.0),
                wording::count(one.counts.1)
            )
        })
        .collect();
    let columns: Vec<Element> = summary
        .stretches
        .iter()
        .zip(["0", "20%", "40%", "60%", "80%"])
        .map(|(one, from)| pair(one, from))
        .collect();
    let drawing = el("svg", "hist")
        .set("role", "img")
        .set("aria-label", format!("企业家数，按至少与最多：{}", words.join("；")))
        .list(columns)
        .child(el("rect", "bar-base").set("y", "216").set("width", "100%").set("height", "2"));
    el("section", "section")
        .id("spread")
        .child(el("h2", "section__h").text("金额分布"))
        .child(el("p", "section__p").text(summary.spread.clone()))
        .child(el("ul", "legend").list(vec![legend("bar-sure", "至少"), legend("bar-may", "最多")]))
        .child(drawing)
        .child(el("p", "small").text("横轴为金额（万元），数字为企业家数。"))
}

/// Draws two columns on the base line, each with its number above.
fn pair(stretch: &Stretch, from: &'static str) -> Element {
    let column = |class: &'static str, x: &'static str, height: u64| {
        // Down is the direction of the drawing: the transform sets each column on the base line.
        let rect = el("rect", class)
            .set("x", x)
            .set("y", "216")
            .set("width", "28%")
            .set("height", height.to_string());
        let rect = rect.set("transform", format!("translate(0 -{height})"));
        if class == "bar-may" { rect.set("fill", "url(#may)") } else { rect }
    };
    let number = |class: &'static str, x: &'static str, height: u64, count: u64| {
        let up = format!("translate(0 -{height})");
        el("text", class)
            .set("x", x)
            .set("y", "209")
            .set("transform", up)
            .set("text-anchor", "middle")
            .text(wording::count(count))
    };
    plain("svg")
        .key(from)
        .set("x", from)
        .set("width", "20%")
        .set("overflow", "visible")
        .child(column("bar-sure", "20%", stretch.heights.0))
        .child(column("bar-may", "52%", stretch.heights.1))
        .child(number("bar-tick bar-tick--strong", "34%", stretch.heights.0, stretch.counts.0))
        .child(number("bar-tick", "66%", stretch.heights.1, stretch.counts.1))
        .child(
            el("text", "bar-tick")
                .set("x", "50%")
                .set("y", "240")
                .set("text-anchor", "middle")
                .text(stretch.label.clone()),
        )
}

const KEPT: [&str; RowChoice::ALL.len()] =
    ["全部", "有可确定金额", "只有可能金额", "都为 0 元", "有没回答的题", "有需要修改的格子"];
const SORTED: [&str; Sorting::ALL.len()] =
    ["表格里的顺序", "名称", "至少，从高到低", "最多，从高到低", "没回答的题，从多到少"];

fn rows(view: &WholeView<'_>, summary: &Summary, shown: &RowPage) -> Element {
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
        let options = options.into_iter().map(option).collect();
        plain("select").id(id).list(options)
    };
    let field = |id: &'static str, name: String, choice: Element| {
        el("div", "field").key(id).child(plain("label").set("for", id).text(name)).child(choice)
    };
    let numbered = |words: &[&str]| {
        words
            .iter()
            .enumerate()
            .map(|(index, words)| (index.to_string(), (*words).to_owned()))
            .collect::<Vec<_>>()
    };
    let rungs = [(String::new(), "全部".to_owned())].into_iter().chain(
        summary.rungs.iter().enumerate().map(|(index, name)| (index.to_string(), name.clone())),
    );
    let rung = wanted.rung.map_or(String::new(), |rung| rung.to_string());
    let name = el("div", "field")
        .key("rows-name")
        .child(plain("label").set("for", "rows-name").text("查找企业"))
        .child(
            plain("input")
                .id("rows-name")
                .set("type", "text")
                .set("autocomplete", "off")
                .value(wanted.name.clone())
                .typed(view, Action::Find),
        );
    let filters = el("div", "filters screen-only").list(vec![
        name,
        field(
            "rows-rung",
            summary.ladder.clone(),
            choice("rows-rung", rungs.collect(), &rung).chosen(view, Action::Rung),
        ),
        field(
            "rows-kept",
            "哪些企业".to_owned(),
            choice("rows-kept", numbered(&KEPT), &number(&RowChoice::ALL, wanted.kept))
                .chosen(view, Action::Kept),
        ),
        field(
            "rows-order",
            "排序".to_owned(),
            choice("rows-order", numbered(&SORTED), &number(&Sorting::ALL, wanted.order))
                .chosen(view, Action::Sorting),
        ),
    ]);
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
    let heads = ["企业", "至少（元）", "最多（元）", "范围", "没回答"];
    let classes = ["", "right", "right", "range-cell", "right"];
    let heads = heads
        .into_iter()
        .zip(classes)
        .map(|(words, class)| el("th", class).key(words).set("scope", "col").text(words));
    el("section", "section")
        .id("rows")
        .set("tabindex", "-1")
        .child(el("h2", "section__h").text("逐家结果"))
        .child(el("p", "section__p").id("rows-which").set("role", "status").text(which))
        .child(filters)
        .child(
            el("table", "rows stack companies-table")
                .child(plain("thead").child(plain("tr").list(heads.collect())))
                .child(plain("tbody").list(shown.rows.iter().map(|one| row(view, one)).collect())),
        )
        .child(
            el("p", "small side__block")
                .text("范围按本页各家画出，特别大的压缩。点企业名称，看每一项的依据。"),
        )
        .child(el("div", "acts").child(turn("rows-before", "上一页", before)).child(turn(
            "rows-after",
            "下一页",
            after,
        )))
}

/// Returns the number of a choice among all.
fn number<T: PartialEq>(all: &[T], chosen: T) -> String {
    all.iter().position(|one| *one == chosen).unwrap_or_default().to_string()
}

fn row(view: &WholeView<'_>, row: &ShownRow) -> Element {
    let index = row.index;
    let bar = |class: &'static str, width: &str, y: &'static str, height: &'static str| {
        let rect =
            el("rect", class).set("y", y).set("width", width.to_owned()).set("height", height);
        if class == "bar-may" { rect.set("fill", "url(#may)") } else { rect }
    };
    let mini = el("svg", "mini")
        .set("aria-hidden", "true")
        .child(bar("bar-line", "100%", "7", "1"))
        .child(bar("bar-may", &row.may, "4", "8"))
        .child(bar("bar-sure", &row.sure, "3", "10"));
    let line = |id: &str, name: &str, words: Option<&str>| {
        words.filter(|words| !words.is_empty()).map(|words| {
            el("span", "small").id(format!("{id}--{index}")).text(format!("{name}{words}"))
        })
    };
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
        .maybe(line("awards", "", Some(&row.awards)))
        .maybe(line("near", "差一步：", row.near.as_deref()))
        .maybe(line("asks", "还要回答：", row.asks.as_deref()));
    plain("tr")
        .key(&format!("{index}"))
        .child(about)
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
        .child(el("td", "range-cell").child(mini))
        .child(el("td", "right").set("data-label", "没回答").text(format!("{} 题", row.unanswered)))
}

fn files(view: &WholeView<'_>, summary: &Summary) -> Element {
    let table = &view.whole.table;
    let button = |id: &'static str,
                  class: &'static str,
                  words: &'static str,
                  output: Output,
                  is_off: bool| {
        el("button", class)
            .id(id)
            .set("type", "button")
            .flag("disabled", is_off || table.progress.is_some())
            .text(words)
            .click_now(view, Action::Write(output))
    };
    let full = (!summary.fits_workbook)
        .then(|| el("p", "small").text("超过 10 万家，工作簿放不下，请下载 CSV。"));
    let message = table.written.clone().map_or(String::new(), |name| format!("已保存“{name}”。"));
    let at_work = table.progress.as_ref().map(|progress| run(view, Some(progress)));
    el("section", "section screen-only")
        .child(el("h2", "section__h").text("带走结果"))
        .child(el("p", "section__p").text("一行一家，每个奖项两列：至少和最多。"))
        .child(
            el("div", "acts")
                .child(button(
                    "write-workbook",
                    "btn",
                    "下载工作簿（.xlsx）",
                    Output::Workbook,
                    !summary.fits_workbook,
                ))
                .child(button("write-text", "btn", "下载 CSV", Output::Text, false)),
        )
        .maybe(full)
        .maybe(at_work)
        .child(el("p", "small").id("written").set("role", "status").text(message))
        .child(
            el("div", "acts")
                .child(
                    el("button", "btn btn--plain")
                        .id("match-again")
                        .set("type", "button")
                        .text("改列的对应，重算")
                        .click_now(view, Action::Match),
                )
                .child(
                    el("button", "btn btn--plain")
                        .id("close")
                        .set("type", "button")
                        .text("结束并清空")
                        .click_now(view, Action::Close),
                ),
        )
}

fn faults(view: &WholeView<'_>, summary: &Summary) -> Element {
    let one = |(index, (row, words)): (usize, &(String, String))| {
        plain("li").key(&index.to_string()).child(plain("b").text(row.clone())).text(words.clone())
    };
    let listed = summary.first_faults.len() as u64;
    let more = if listed < summary.faults {
        format!("这里列出前 {listed} 处，全部的请下载。")
    } else {
        String::new()
    };
    let (rows, cells) = (wording::count(summary.faulty_rows), wording::count(summary.faults));
    el("section", "section")
        .id("faults")
        .child(el("h2", "section__h").text("需要修改的格子"))
        .child(el("p", "section__p").text(format!(
            "{rows} 行里有 {cells} 处没有读出来，算没有回答，其余照算。改好后重新选择表格。{more}"
        )))
        .child(el("ul", "bad").list(summary.first_faults.iter().enumerate().map(one).collect()))
        .child(
            el("div", "acts").child(
                el("button", "btn")
                    .id("write-faults")
                    .set("type", "button")
                    .flag("disabled", view.whole.table.progress.is_some())
                    .text(format!("下载全部 {cells} 处"))
                    .click_now(view, Action::Write(Output::Faults)),
            ),
        )
}
