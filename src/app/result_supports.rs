//! Supports without an amount: what the document mentions, and the whole list by document.

use super::element::{Element, el, plain};
use super::result_awards::library_link;
use crate::model::whole::Whole;
use huiqi_engine::report::{Report, SupportReport};
use huiqi_rules::policy::Policy;
use huiqi_rules::truth::Truth;
use huiqi_sitting::entries::EntryKind;
use huiqi_sitting::wording::next::level_word;

/// Draws the label of a document's level, where documents of two levels are here.
pub(crate) fn level(policy: &Policy, report: &Report) -> Option<Element> {
    let is_other =
        |document: &huiqi_engine::report::DocumentReport| document.policy.level != policy.level;
    let word = policy.level.filter(|_| report.outline.documents.iter().any(is_other))?;
    Some(el("span", "lvl").text(level_word(word)))
}

/// Draws the money that the document mentions without a sum, where it fits the answers.
pub(crate) fn unpriced(whole: &Whole, report: &Report) -> Option<Element> {
    let fits = report.supports.iter().filter(|one| one.truth == Truth::Yes);
    let items: Vec<Element> = fits
        .flat_map(|one| one.support.unpriced.iter().map(move |item| (one, item)))
        .take(MOST_UNPRICED)
        .map(|(one, item)| {
            let who = one.support.departments.join("、");
            plain("li").key(item.id).maybe(level(one.policy, report)).text(item.what).child(
                plain("small").text(format!("{}，问{who}　", item.why_not_counted)).child(
                    plain("a")
                        .set(
                            "href",
                            library_link(whole, one.policy, EntryKind::Support, one.support.id),
                        )
                        .text(one.support.clause),
                ),
            )
        })
        .collect();
    (!items.is_empty()).then(|| {
        el("section", "section")
            .id("unpriced")
            .child(el("h2", "section__h").text("提到了，但没有写金额"))
            .child(el("ul", "unsaid").list(items))
    })
}

/// The others are in the list of supports.
const MOST_UNPRICED: usize = 4;

/// Draws all supports by document, with their number; nothing where there are none.
pub(crate) fn all(whole: &Whole, report: &Report) -> Option<(usize, Element)> {
    let documents = report.outline.documents.iter().filter_map(|document| {
        let own: Vec<Element> = report
            .supports
            .iter()
            .filter(|one| one.policy.id == document.policy.id)
            .map(|one| support(whole, one))
            .collect();
        (!own.is_empty()).then(|| {
            plain("div")
                .key(document.policy.id)
                .child(
                    plain("h3")
                        .maybe(level(document.policy, report))
                        .text(document.policy.short_title),
                )
                .child(plain("ul").list(own))
        })
    });
    let count = report.supports.len();
    (count > 0).then(|| (count, el("div", "lists").list(documents.collect())))
}

fn support(whole: &Whole, report: &SupportReport) -> Element {
    let support = report.support;
    let tag = (report.truth == Truth::Unknown).then(|| el("span", "tag").text("看认定到哪一级"));
    let name = plain("a")
        .set("href", library_link(whole, report.policy, EntryKind::Support, support.id))
        .text(support.name);
    plain("li")
        .key(support.id)
        .child(plain("div").child(name).maybe(tag))
        .child(plain("span").text(support.clause))
}
