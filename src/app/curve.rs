//! How the total moves with one figure: a drawing and its table. Areas lie in a stretched inner
//! drawing; lines and words are outside it, so that neither is ever scaled.

use super::element::{Element, el, plain};
use huiqi_sitting::curve::{CurveDrawing, CurveLabel, CurveRow, GROUND};

/// Draws a curve with its table below it, under a heading.
pub(crate) fn curve(drawn: &CurveDrawing, heading: String) -> Element {
    let note = |words: &String| el("p", "small").key(words).text(words.clone());
    el("figure", "curve")
        .child(el("figcaption", "curve__h").text(heading))
        .child(el("div", "curve__plot").child(heights(drawn)).child(plot(drawn)))
        .list(drawn.notes.iter().map(note).collect())
        .child(table(drawn))
}

fn heights(drawn: &CurveDrawing) -> Element {
    let tick = |(height, words): &(String, String)| {
        el("text", "bar-tick")
            .key(words)
            .set("x", "40")
            .set("y", height.clone())
            .set("dy", "5")
            .set("text-anchor", "end")
            .text(words.clone())
    };
    el("svg", "curve__y").set("aria-hidden", "true").list(drawn.heights.iter().map(tick).collect())
}

/// Draws shapes that fill the width.
fn stretched(shape: Element) -> Element {
    plain("svg")
        .set("y", "0")
        .set("width", "100%")
        .set("height", GROUND.to_string())
        .set("viewBox", format!("0 0 100 {GROUND}"))
        .set("preserveAspectRatio", "none")
        .child(shape)
}

fn plot(drawn: &CurveDrawing) -> Element {
    let grid = drawn.heights.iter().skip(1).map(|(height, _)| {
        el("rect", "bar-grid")
            .key(height)
            .set("x", "0")
            .set("y", height.clone())
            .set("width", "100%")
            .set("height", "1")
    });
    let may = drawn.cover.as_ref().map(|_| {
        el("rect", "bar-may curve__area")
            .set("x", "0")
            .set("y", "28")
            .set("width", "100%")
            .set("height", (GROUND - 28).to_string())
            .set("fill", "url(#may)")
    });
    let cover = drawn
        .cover
        .as_ref()
        .map(|corners| stretched(el("polygon", "curve__cover").set("points", corners.clone())));
    let piece = |(index, [left, height, to, to_height]): (usize, &[String; 4])| {
        el("line", "curve__most")
            .key(&index.to_string())
            .set("x1", left.clone())
            .set("y1", height.clone())
            .set("x2", to.clone())
            .set("y2", to_height.clone())
    };
    let figure = |(place, (left, words)): (usize, &(String, String))| {
        let anchor = ["start", "middle", "end"][place.min(2)];
        el("text", "bar-tick")
            .key(words)
            .set("x", left.clone())
            .set("y", "198")
            .set("text-anchor", anchor)
            .text(words.clone())
    };
    el("svg", "curve__field")
        .set("role", "img")
        .set("aria-label", drawn.spoken.clone())
        .maybe(may)
        .maybe(cover)
        .list(grid.collect())
        .child(stretched(el("polygon", "bar-sure").set("points", drawn.sure.clone())))
        .list(drawn.most.iter().enumerate().map(piece).collect())
        .child(
            el("rect", "bar-base")
                .set("x", "0")
                .set("y", GROUND.to_string())
                .set("width", "100%")
                .set("height", "2"),
        )
        .list(drawn.marks.iter().flat_map(mark).collect())
        .list(drawn.now.iter().flat_map(now).collect())
        .list(drawn.figures.iter().enumerate().map(figure).collect())
}

fn mark(label: &CurveLabel) -> Vec<Element> {
    let line = el("line", "curve__mark")
        .key(&["line ", &label.left].concat())
        .set("x1", label.left.clone())
        .set("y1", "22")
        .set("x2", label.left.clone())
        .set("y2", GROUND.to_string());
    vec![line, words(label, "16")]
}

fn now((label, height): &(CurveLabel, String)) -> Vec<Element> {
    let ring = el("circle", "curve__now")
        .key("now")
        .set("cx", label.left.clone())
        .set("cy", height.clone())
        .set("r", "6");
    vec![ring, words(label, height).set("dy", "-14")]
}

fn words(label: &CurveLabel, height: &str) -> Element {
    el("text", "bar-tick bar-tick--strong")
        .key(&["words ", &label.left, height].concat())
        .set("x", label.left.clone())
        .set("y", height.to_owned())
        .set("text-anchor", label.anchor)
        .text(label.words.clone())
}

fn table(drawn: &CurveDrawing) -> Element {
    let head = |(place, words): (usize, &String)| {
        el("th", if place > 0 { "right" } else { "" })
            .key(words)
            .set("scope", "col")
            .text(words.clone())
    };
    let row = |(index, row): (usize, &CurveRow)| {
        el("tr", if row.is_now { "rows__total" } else { "" })
            .key(&index.to_string())
            .child(plain("th").set("scope", "row").text(row.figure.clone()))
            .child(el("td", "right").text(row.least.clone()))
            .child(el("td", "right").text(row.most.clone()))
    };
    el("table", "rows curve__table")
        .child(el("caption", "hide").text(drawn.heading.clone()))
        .child(
            plain("thead")
                .child(plain("tr").list(drawn.heads.iter().enumerate().map(head).collect())),
        )
        .child(plain("tbody").list(drawn.rows.iter().enumerate().map(row).collect()))
}
