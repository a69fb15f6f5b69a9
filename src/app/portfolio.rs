//! Many companies at once (批量测算): a table is opened, its columns are matched (portfolio_match), it
//! is computed; its result is drawn in portfolio_result.

use super::element::{Element, el, many, plain};
use super::frame::{body, headline, icon};
use super::portfolio_parts::{PASTED, regions, run};
use super::sheet::company_sheet;
use super::shell::Sends;
use super::view::WholeView;
use super::{portfolio_match, portfolio_result, worker};
use crate::model::facts::heading;
use crate::model::table::{Action, Phase};
use web_sys::File;
use yew::prelude::Html;

/// Draws the page.
pub(crate) fn page(view: &WholeView<'_>) -> Html {
    let table = &view.whole.table;
    let fault = table.fault.clone().map(|why| {
        el("p", "note note--box note--care note--first")
            .id("desk-fault")
            .set("role", "alert")
            .child(icon("#i-care"))
            .child(plain("span").text(why))
    });
    let parts = match table.phase {
        Phase::Closed => vec![template(view), choose(view)],
        Phase::Opening => vec![opening(view)],
        Phase::Matching => {
            table.opened.as_ref().map_or(Vec::new(), |opened| portfolio_match::parts(view, opened))
        }
        Phase::Running => Vec::new(),
        Phase::Done => portfolio_result::parts(view),
    };
    let sheets = view.whole.sheets.all();
    if !sheets.is_empty() {
        // On paper these alone, each on a page of its own.
        let drawn = sheets.iter().map(|one| company_sheet(&view.of_sheet(one), one)).collect();
        let main = body("wrap main").maybe(fault).list(parts);
        let page = plain("div").child(band(view)).child(main);
        return el("div", "has-sheet").list(drawn).child(page).html();
    }
    let main = body("wrap main").maybe(fault).list(parts);
    match table.phase {
        Phase::Matching => main.html(),
        Phase::Closed | Phase::Opening | Phase::Running | Phase::Done => {
            many(vec![band(view).html(), main.html()])
        }
    }
}

fn band(view: &WholeView<'_>) -> Element {
    let table = &view.whole.table;
    let progress = table
        .progress
        .as_ref()
        .filter(|progress| table.phase == Phase::Running && !progress.writes);
    let run = (table.phase == Phase::Running).then(|| run(view, progress));
    let totals = table.summary.as_ref().map(|summary| portfolio_result::totals(summary));
    let name = if table.name.is_empty() { PASTED } else { &table.name };
    let scope = match table.phase {
        Phase::Closed => "一行一家企业，一次算完。".to_owned(),
        Phase::Opening | Phase::Matching => name.to_owned(),
        Phase::Running | Phase::Done => format!("{name}　{}", table.scope),
    };
    // Money, and only money, is shown on blue.
    let class = match table.phase {
        Phase::Closed | Phase::Opening | Phase::Matching => "ground",
        Phase::Running | Phase::Done => "band",
    };
    el("section", class).id("desk-band").child(
        el("div", "wrap band__in")
            .child(headline(heading(view.session)))
            .child(el("p", "band__kick").id("desk-scope").text(scope))
            .maybe(run)
            .maybe(totals),
    )
}

/// Returns what a chosen or dropped file does.
fn open_file(view: &WholeView<'_>) -> impl Fn(File) + Clone + 'static {
    let sender = view.sender().clone();
    move |file| {
        let name = file.name();
        worker::hold(file);
        sender.send(Action::Open(name).into());
    }
}

fn choose(view: &WholeView<'_>) -> Element {
    el("section", "section drop")
        .id("drop")
        .dropped(open_file(view))
        .child(
            el("p", "note note--first")
                .child(icon("#i-lock"))
                .child(plain("span").text("表格只在本机读取和计算，不上传。离开现场前请清空。")),
        )
        .child(
            el("div", "field")
                .child(
                    plain("label")
                        .set("for", "table")
                        .text("选择表格（.xlsx 或 CSV），也可以拖到这里"),
                )
                .child(
                    el("input", "field__file")
                        .id("table")
                        .set("type", "file")
                        .set("accept", ".xlsx,.xls,.et,.ods,.csv,.txt,.tsv,text/csv")
                        .file(open_file(view)),
                ),
        )
        .child(
            el("div", "field")
                .child(
                    plain("label")
                        .set("for", "paste")
                        .text("或从表格软件里复制，连表头一起粘贴到这里"),
                )
                .child(
                    el("textarea", "field__area")
                        .id("paste")
                        .set("rows", "3")
                        .pasted(view, Action::Paste),
                ),
        )
        .child(
            el("p", "small")
                .text("第一行写题目，下面一行一家企业。没有的列算没有回答，金额范围会宽一些。"),
        )
}

fn template(view: &WholeView<'_>) -> Element {
    let message =
        view.whole.table.written.clone().map_or(String::new(), |name| format!("已保存“{name}”。"));
    el("section", "")
        .child(el("h2", "section__h").text("没有名单？先下载空白表"))
        .child(
            el("p", "section__p").text(
                "所在地先填好，选项在格子里点选，第一行是示例。已有自己的名单，直接在下面选。",
            ),
        )
        .child(
            el("div", "field")
                .child(plain("label").set("for", "template-region").text("所在地"))
                .child({
                    let region = view.whole.table.template_region(view.session);
                    regions(view.session.set(), "template-region", "全部地区", region)
                        .chosen(view, Action::TemplateRegion)
                })
                .child(
                    el("div", "acts").child(
                        el("button", "btn")
                            .id("template")
                            .set("type", "button")
                            .text("下载空白表")
                            .click_now(view, Action::Template),
                    ),
                )
                .child(el("p", "small").id("template-told").set("role", "status").text(message)),
        )
}

fn opening(view: &WholeView<'_>) -> Element {
    el("section", "section")
        .child(
            el("p", "note note--first")
                .set("role", "status")
                .child(icon("#i-clock"))
                .child(plain("span").text("正在读取表格……")),
        )
        .child(
            el("div", "acts").child(
                el("button", "btn")
                    .id("close")
                    .set("type", "button")
                    .text("取消")
                    .click_now(view, Action::Close),
            ),
        )
}
