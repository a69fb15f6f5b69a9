//! The awards as bars from a common zero, and as a table.

use super::bars;
use super::element::{Element, el, plain};
use super::view::WholeView;
use crate::model::whole::Action;
use huiqi_engine::report::Report;
use huiqi_sitting::chart::{Axis, Bar, Look, chart};
use huiqi_sitting::wording;
use yew::prelude::Html;

fn bar(bar: &Bar<'_>, axis: &Axis) -> Element {
    let amount = match bar.look {
        Look::Sure | Look::May => wording::amount(bar.report.amount),
        Look::Out => format!("{}，不另发", wording::amount(bar.report.amount)),
    };
    let start = || "0".to_owned();
    let mut shapes = match bar.look {
        Look::Sure => vec![bars::bar("bar-sure", start(), bar.most.clone()).key("bar")],
        Look::May => bars::both(bar.sure.clone(), bar.most.clone()),
        Look::Out => vec![bars::bar("bar-out", start(), bar.most.clone()).key("bar")],
    };
    if bar.cut {
        let path = el("path", "bar-break").set("d", "m-3 12 8-24");
        shapes.push(
            plain("svg")
                .key("cut")
                .set("x", "88%")
                .set("y", "50%")
                .set("overflow", "visible")
                .child(path),
        );
    }
    bars::row(bar.report.award.id, bar.report.award.name.to_owned(), axis, shapes, amount)
}

/// What solid, hatched and outlined mean.
const LEGEND: &str = concat!(
    r#"<ul class="legend"><li><svg class="swatch" aria-hidden="true">"#,
    r#"<rect class="bar-sure" width="24" height="14"/></svg>可确定</li>"#,
    r#"<li><svg class="swatch" aria-hidden="true">"#,
    r#"<rect class="bar-may" x="1" y="1" width="22" height="12" fill="url(#may)"/></svg>有可能</li>"#,
    r#"<li><svg class="swatch" aria-hidden="true">"#,
    r#"<rect class="bar-out" x="1" y="1" width="22" height="12"/></svg>不另发</li></ul>"#,
);

/// Draws every award as a bar from a common zero, and the same as a table.
pub(crate) fn drawing(view: &WholeView<'_>, report: &Report) -> Option<Element> {
    let chart = chart(report)?;
    let open = view.whole.is_unfolded("table");
    let cells = |id: &str, name: &'static str, least: String, most: String| {
        plain("tr")
            .key(id)
            .child(plain("th").set("scope", "row").text(name))
            .child(el("td", "right").text(least))
            .child(el("td", "right").text(most))
    };
    let mut rows: Vec<Element> = Vec::new();
    for bar in &chart.bars {
        let amount = bar.report.amount;
        let shown = |level| {
            if bar.look == Look::Out { "不另发".to_owned() } else { wording::level(level) }
        };
        rows.push(cells(
            bar.report.award.id,
            bar.report.award.name,
            shown(amount.least),
            shown(amount.most),
        ));
    }
    let total = report.outline.total;
    rows.push(
        cells("total", "合计", wording::level(total.least), wording::level(total.most))
            .set("class", "rows__total"),
    );
    let head =
        |words: &'static str, class: &'static str| el("th", class).set("scope", "col").text(words);
    let table = el("table", if open { "rows" } else { "rows is-folded" })
        .id("table")
        .child(el("caption", "hide").text("各项金额"))
        .child(
            plain("thead").child(
                plain("tr")
                    .child(head("项目", ""))
                    .child(head("至少", "right"))
                    .child(head("最多", "right")),
            ),
        )
        .child(plain("tbody").list(rows));
    let button = el("button", "more screen-only")
        .id("show-table")
        .set("type", "button")
        .set("aria-expanded", open.to_string())
        .set("aria-controls", "table")
        .text("以表格查看")
        .click(view, Action::Fold("table".to_owned()));
    Some(
        plain("div")
            .child(Html::from_html_unchecked(LEGEND.into()))
            .child(
                el("div", "chart")
                    .set("aria-hidden", "true")
                    .list(chart.bars.iter().map(|one| bar(one, &chart.axis)).collect())
                    .child(bars::sums(&chart.axis)),
            )
            .child(
                el("p", "small")
                    .text(if chart.is_cut {
                        "带缺口的条太长，只画了一部分。"
                    } else {
                        ""
                    })
                    .child(button),
            )
            .child(table),
    )
}
