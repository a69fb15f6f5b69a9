//! How the amounts of a table of companies are spread, drawn.

use super::element::{Element, el, plain};
use huiqi_sitting::wording;
use huiqi_tables::message::{Stretch, Summary};

/// Draws how the amounts are spread.
pub(crate) fn chart(summary: &Summary) -> Element {
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
    plain("div")
        .id("spread")
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
