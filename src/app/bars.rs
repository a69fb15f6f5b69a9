//! Rows of text with an SVG bar; percent geometry, so that the text never scales.

use super::element::{Element, el, plain};
use huiqi_rules::amount::Amount;
use huiqi_sitting::chart::{Axis, Tick, axis, part_of};
use huiqi_sitting::wording;

/// So many bars are drawn; fewer are read faster as rows.
pub(crate) const BARS: usize = 4;

/// Draws one bar, centred in its row; what may be is hatched.
pub(crate) fn bar(class: &'static str, from: String, width: String) -> Element {
    let rect = el("rect", class)
        .set("x", from)
        .set("y", "50%")
        .set("transform", "translate(0 -7)")
        .set("width", width)
        .set("height", "14");
    if class == "bar-may" { rect.set("fill", "url(#may)") } else { rect }
}

/// Draws a row: a name, a drawing over the line that all begin at, the words for the amount.
pub(crate) fn row(
    key: &str,
    name: String,
    axis: &Axis,
    bars: Vec<Element>,
    amount: String,
) -> Element {
    let line = |tick: &Tick| {
        el("rect", "bar-grid")
            .key(&tick.left)
            .set("x", tick.left.clone())
            .set("width", "1")
            .set("height", "100%")
    };
    let svg = plain("svg")
        .list(axis.ticks.iter().skip(1).map(line).collect())
        .child(el("rect", "bar-base").set("width", "1").set("height", "100%"))
        .list(bars);
    el("div", "chart__row")
        .key(key)
        .child(el("span", "chart__name").text(name))
        .child(svg)
        .child(el("span", "chart__amt").text(amount))
}

/// Draws the sums below the rows, and their unit.
pub(crate) fn sums(axis: &Axis) -> Element {
    let tick = |(index, tick): (usize, &Tick)| {
        let anchor = if index == 0 { "start" } else { "middle" };
        el("text", "bar-tick")
            .key(&tick.left)
            .set("x", tick.left.clone())
            .set("y", "20")
            .set("text-anchor", anchor)
            .text(tick.words.clone())
    };
    el("div", "chart__row chart__row--axis")
        .key("axis")
        .child(plain("svg").list(axis.ticks.iter().enumerate().map(tick).collect()))
        .child(el("span", "chart__amt").text(axis.unit))
}

/// Draws what may be, and over it what is sure.
pub(crate) fn both(sure: String, most: String) -> Vec<Element> {
    let start = || "0".to_owned();
    vec![bar("bar-may", start(), most).key("may"), bar("bar-sure", start(), sure).key("sure")]
}

/// Draws a row for an amount beside others: what may be, and over it what is sure.
pub(crate) fn amount_row(key: &str, name: String, amount: Amount, all: &[Amount]) -> Element {
    let (sure, most) = part_of(amount, all);
    row(key, name, &axis(all), both(sure, most), wording::amount(amount))
}

/// Draws the thin bar of a total: what is certain, up to the most.
pub(crate) fn range(least: String, closed: bool) -> Element {
    let bar = |class: &'static str, y: &'static str, height: &'static str| {
        el("rect", class).set("x", "0").set("y", y).set("height", height)
    };
    el("svg", "range")
        .set("aria-hidden", "true")
        .child(bar("range__now", "8", "8").set("width", least))
        .child(bar("range__now", "11", "2").set("width", "100%"))
        .child(
            el("rect", if closed { "range__now" } else { "range__none" })
                .set("x", "100%")
                .set("y", "5")
                .set("width", "2")
                .set("height", "14")
                .set("transform", "translate(-2 0)"),
        )
}
