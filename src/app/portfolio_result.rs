//! The result of a table of companies: totals, what there is to do, the awards, the rows, the cells
//! to be mended, files to take away.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::portfolio_chart::chart;
use super::portfolio_parts::run;
use super::result::fold;
use super::view::WholeView;
use super::{portfolio_rows, portfolio_todo};
use crate::model::table::Action;
use huiqi_sitting::wording;
use huiqi_tables::message::{MOST_SHEETS, Output, Summary};

/// Draws the figures in the band.
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
        one("total-least", "至少合计", &summary.least.0, &summary.least.1),
        one("total-most", "最多合计", &summary.most.0, rest),
        one("total-faulty", "要改", &wording::count(summary.faulty_rows), "行"),
        one("total-figured", "算得出", &wording::count(summary.figured), "家"),
    ])
}

/// Returns the sections below the band.
pub(crate) fn parts(view: &WholeView<'_>) -> Vec<Element> {
    let Some(summary) = view.whole.table.summary.as_deref() else { return Vec::new() };
    let regions = summary.regions.iter().map(|region| region.id.as_str());
    let behind = view.whole.behind_of_table(regions);
    // The page itself says it of the place in view.
    let in_view = view.whole.not_newest(view.session.region());
    let notes: Vec<Element> = behind
        .iter()
        .chain(&summary.notes)
        .filter(|note| in_view.as_ref() != Some(note))
        .map(|note| plain("p").key(note).text(note.clone()))
        .collect();
    let said = (!notes.is_empty()).then(|| {
        el("div", "note note--box note--care note--first")
            .id("desk-notes")
            .child(icon("#i-care"))
            .child(plain("div").list(notes).maybe((!behind.is_empty()).then(|| renew(view))))
    });
    let safe =
        el("p", "note").child(icon("#i-lock")).child(plain("span").id("desk-speed").text(format!(
            "共 {} 家，{}表格和结果只在这台设备上，不上传。离开前请清空。",
            wording::count(summary.companies),
            summary.speed
        )));
    let awards = view.whole.table.awards.as_ref();
    let awards = awards.and_then(|list| portfolio_todo::awards(view, list));
    let first = el("div", "outcome outcome--list")
        .child(
            el("div", "outcome__ask")
                .maybe(said)
                .child(portfolio_todo::to_dos(view, summary))
                .child(safe)
                .child(files(view, summary)),
        )
        .maybe(awards);
    let mut parts = vec![first.key("first")];
    if let Some(shown) = view.whole.table.shown.as_ref() {
        parts.push(portfolio_rows::rows(view, summary, shown).key("rows"));
    }
    let mut folds = vec![fold(view, "fold-spread", "金额分布", "图".to_owned(), chart(summary))];
    if summary.faults > 0 {
        let head = format!("要改的 {} 行", wording::count(summary.faulty_rows));
        let more = format!("{} 处没有读出来", wording::count(summary.faults));
        folds.push(fold(view, "fold-faults", &head, more, faults(view, summary)));
    }
    parts.push(el("div", "folds").key("folds").list(folds));
    parts
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
    el("section", "screen-only")
        .child(
            el("div", "acts")
                .child(button(
                    "write-workbook",
                    "btn btn--main",
                    "下载清单（.xlsx）",
                    Output::Workbook,
                    !summary.fits_workbook,
                ))
                .child(button("write-text", "btn", "下载 CSV", Output::Text, false))
                .child(sheets(view)),
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

/// Draws the button that computes the table anew where a place has newer rules by now.
fn renew(view: &WholeView<'_>) -> Element {
    el("button", "btn btn--plain")
        .id("renew-table")
        .set("type", "button")
        .text("按新规则重算")
        .click_now(view, Action::Renew)
}

/// Draws the button that prints the rows that are looked through, and how far that is.
fn sheets(view: &WholeView<'_>) -> Element {
    let progress = view.whole.sheets.progress();
    let wanted = view.whole.table.shown.as_ref().map_or(0, |shown| shown.count as usize);
    let words = match progress {
        Some((ready, all)) => format!("正在排版 {ready} / {all} 家"),
        None if wanted > MOST_SHEETS => format!("一家一页打印（前 {MOST_SHEETS} 家）"),
        None => "一家一页打印".to_owned(),
    };
    el("button", "btn btn--plain")
        .id("print-sheets")
        .set("type", "button")
        .flag("disabled", progress.is_some())
        .text(words)
        .click_now(view, Action::Sheets)
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
    plain("div")
        .id("faults")
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
