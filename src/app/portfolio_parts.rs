//! What several pages of a table share.

use super::element::{Element, el, plain};
use super::view::WholeView;
use crate::model::table::Action;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::wording;
use huiqi_tables::message::Progress;

/// The name of a table that was pasted.
pub(crate) const PASTED: &str = "粘贴的表格";

/// Draws the bar of progress, with the way to stop.
pub(crate) fn run(view: &WholeView<'_>, progress: Option<&Progress>) -> Element {
    let percent = progress.map_or(0, |progress| progress.percent);
    let words = progress.map_or("正在准备……".to_owned(), |progress| {
        format!("已算 {} 行", wording::count(progress.rows))
    });
    let speed = progress.map_or(String::new(), |progress| {
        format!(
            "{percent}%，每秒 {} 行，还需约 {} 秒。",
            wording::count(progress.rows_per_second),
            progress.seconds_left
        )
    });
    let writes = progress.is_some_and(|progress| progress.writes);
    let after = if writes { "" } else { "取消后保留已算的行。" };
    el("div", "run")
        .id("run")
        .child(
            el("div", "run__top").child(el("p", "run__big").id("run-rows").text(words)).child(
                el("button", "btn")
                    .id("stop")
                    .set("type", "button")
                    .text("取消")
                    .click_now(view, Action::Stop),
            ),
        )
        .child(
            el("svg", "run__bar")
                .set("role", "progressbar")
                .set("aria-label", "进度")
                .set("aria-valuemin", "0")
                .set("aria-valuemax", "100")
                .set("aria-valuenow", percent.to_string())
                .child(plain("rect").set("width", "100%").set("height", "8"))
                .child(plain("rect").set("width", format!("{percent}%")).set("height", "8")),
        )
        .child(
            el("p", "run__words").id("run-speed").text(speed).child(el("span", "nb").text(after)),
        )
}

/// Draws a choice among the regions of a rule set, by id; an empty id is none.
pub(crate) fn regions(
    set: &PolicySet,
    id: &'static str,
    none: &'static str,
    chosen: &str,
) -> Element {
    let options = set.regions.iter().map(|region| {
        plain("option")
            .key(region.id)
            .set("value", region.id)
            .flag("selected", chosen == region.id)
            .text(region.name)
    });
    // One option says that it is the one: otherwise the browser takes whichever is drawn first.
    let no_region = plain("option").set("value", "").flag("selected", chosen.is_empty()).text(none);
    plain("select").id(id).child(no_region).list(options.collect())
}
