//! The page whose frame this is: what it may be told, and the button without which it is told
//! nothing.

use super::element::{Element, el, plain};
use super::state::{Action, Kit};
use super::{View, browser, perform};
use huiqi_rules::amount::Level;
use huiqi_rules::day::date_text;
use huiqi_rules::unit::decimal_text;
use serde::Serialize;
use yew::prelude::{Callback, MouseEvent};

/// A result as the host page gets it. Sums are decimal text in yuan; no answer goes with it but the
/// region and the day.
#[derive(Serialize)]
struct HostResult {
    edition: &'static str,
    region: Option<&'static str>,
    on: String,
    /// The ids of clauses that were taken the other way.
    other_readings: Vec<&'static str>,
    /// None where an end is open.
    least: Option<String>,
    most: Option<String>,
    awards: Vec<HostAward>,
}

#[derive(Serialize)]
struct HostAward {
    id: &'static str,
    name: &'static str,
    least: Option<String>,
    most: Option<String>,
}

fn figure(level: Level) -> Option<String> {
    level.sum().map(|yuan| decimal_text(yuan.decimal()))
}

fn told(view: &View<'_>) -> HostResult {
    let report = view.report();
    let awards = report.awards.iter().map(|award| HostAward {
        id: award.award.id,
        name: award.award.name,
        least: figure(award.amount.least),
        most: figure(award.amount.most),
    });
    HostResult {
        edition: view.session.set().edition,
        region: view.session.region(),
        on: date_text(view.session.on),
        other_readings: view.session.others().iter().map(|reading| reading.id).collect(),
        least: figure(report.outline.total.least),
        most: figure(report.outline.total.most),
        awards: awards.collect(),
    }
}

/// Asks whether the host page may be told this result; nothing where it did not ask, or where the
/// site does not allow it.
pub(crate) fn section(view: &View<'_>) -> Option<Element> {
    let host = browser::host()?;
    let result = told(view);
    let store = view.store.clone();
    let agree = Callback::from(move |_: MouseEvent| {
        if let Ok(value) = result.serialize(&serde_wasm_bindgen::Serializer::json_compatible()) {
            browser::tell_host(value);
            perform(&store, Action::Kit(Kit::Tell("已告诉。之后改了答案，不会再自动告诉。")));
        }
    });
    let words = format!(
        "{host} 想知道这次的结果。您同意后，只告诉它：所在地、申报日期、合计和每项金额。其他答案不会告诉。"
    );
    Some(
        el("section", "section screen-only")
            .id("host")
            .child(el("h2", "section__h").text("把结果告诉嵌入本页的网站"))
            .child(plain("p").text(words))
            .child(
                el("p", "acts").child(
                    el("button", "btn")
                        .id("tell-host")
                        .set("type", "button")
                        .text("同意，告诉它")
                        .on_click(agree),
                ),
            )
            .child(el("p", "small").id("host-told").set("role", "status").text(view.store.told)),
    )
}
