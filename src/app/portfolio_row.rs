//! A company of a table that is open as a case: the way through the rows, and what was noted of it.

use super::element::{Element, el, plain};
use super::frame::icon;
use super::view::WholeView;
use crate::model::results::ResultFacts;
use crate::model::table::Action as Table;
use crate::model::whole::Action;
use huiqi_sitting::wording;
use huiqi_tables::message::RowChoice;

/// Draws the bar with the way back, to the company before and to the one after.
pub(crate) fn bar(view: &WholeView<'_>) -> Option<Element> {
    let company = &view.whole.open_row()?.company;
    let kept = view.whole.table.wanted.kept;
    let of = match kept {
        RowChoice::All => String::new(),
        RowChoice::Of(_) | RowChoice::Near | RowChoice::Faulty => format!("{}的，", kept.words()),
    };
    let place = format!(
        "{of}第 {} 家，共 {} 家",
        wording::count(u64::from(company.position + 1)),
        wording::count(u64::from(company.count))
    );
    let way = |id: &'static str, words: &'static str, to: &Option<(u32, String)>| {
        let button = el("button", "more").id(id).set("type", "button").text(words);
        match to {
            Some((index, name)) => button
                .child(el("span", "hide").text(format!("：{name}")))
                .click(view, Table::Company(*index)),
            None => button.flag("disabled", true),
        }
    };
    Some(
        el("nav", "rowbar screen-only").set("aria-label", "名单里的企业").child(
            el("div", "wrap rowbar__in")
                .child(
                    el("button", "more rowbar__back")
                        .id("back-to-rows")
                        .set("type", "button")
                        .text("回到表格")
                        .click(view, Action::BackToRows),
                )
                .child(el("p", "rowbar__n").id("row-place").text(place))
                .child(way("row-before", "‹ 上一家", &company.before))
                .child(way("row-after", "下一家 ›", &company.after)),
        ),
    )
}

/// Draws the fields for a note and the next day.
pub(crate) fn memo(view: &WholeView<'_>) -> Option<Element> {
    let row = view.whole.open_row()?;
    let memo = view.whole.table.memo()?;
    let kept = if row.is_refused {
        "浏览器没有存下来，请下载清单带走。"
    } else {
        "备注和日期随清单一起下载，不上传。"
    };
    Some(
        el("section", "memo screen-only")
            .set("aria-labelledby", "memo-h")
            .child(plain("h2").id("memo-h").text("跟进"))
            .child(
                el("div", "field").child(plain("label").set("for", "memo").text("备注")).child(
                    el("textarea", "field__area")
                        .id("memo")
                        .set("rows", "3")
                        .value(memo.text.clone())
                        .typed_area(view, Table::Memo),
                ),
            )
            .child(
                el("div", "field field--date")
                    .child(plain("label").set("for", "next-day").text("下次联系"))
                    .child(
                        plain("input")
                            .id("next-day")
                            .set("type", "text")
                            .set("autocomplete", "off")
                            .set("placeholder", "如 12月2日")
                            .value(memo.next_day.clone())
                            .typed(view, Table::NextDay),
                    ),
            )
            .child(el("p", "small").id("memo-kept").set("role", "status").text(kept)),
    )
}

/// Draws what to ask the company, as it is said on the telephone.
pub(crate) fn asks(view: &WholeView<'_>, facts: &ResultFacts) -> Option<Element> {
    let company = &view.whole.open_row()?.company;
    let set = view.session.set();
    let asks: Vec<String> = facts
        .open
        .iter()
        .map(|open| {
            let shape = set.question(open.question);
            format!("{}（{}）", shape.label, wording::at_stake(shape.kind, open.most))
        })
        .collect();
    let numbered = asks.iter().enumerate().map(|(index, ask)| format!("{}. {ask}", index + 1));
    let text = [company.name.clone()].into_iter().chain(numbered).collect::<Vec<_>>().join("\n");
    let item =
        |(index, ask): (usize, &String)| plain("li").key(&index.to_string()).text(ask.clone());
    (!asks.is_empty()).then(|| {
        el("div", "say screen-only")
            .id("ask-company")
            .child(plain("h4").text("打电话时照着问企业"))
            .child(plain("ol").list(asks.iter().enumerate().map(item).collect()))
            .child(
                el("button", "btn")
                    .id("copy-asks")
                    .set("type", "button")
                    .child(icon("#i-copy"))
                    .text(format!("复制这 {} 句", asks.len()))
                    .click_now(view, Action::CopyWords(text)),
            )
    })
}
