//! The page of one document.

use super::awards::awards;
use super::html::{aged, care, day, fact, link, part};
use super::readings::readings;
use super::shelf::{Document, Library, PlaceName};
use super::supports::{limits, not_counted, supports};
use super::validity;
use crate::escape::escaped;
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_sitting::wording::date;

/// Returns the page's body.
pub(super) fn body(
    library: &Library,
    document: &Document,
    address: Option<&str>,
    newer: &str,
) -> String {
    let Document { set, policy, .. } = document;
    let parts = parts(set, policy);
    let contents: String = parts
        .iter()
        .map(|(id, name, _)| format!("<li>{}</li>", link(&format!("#{id}"), name)))
        .collect();
    let sections: String = parts.iter().map(|(id, name, html)| part(id, name, html)).collect();
    let region = library.places_of(policy).join("、");
    format!(
        "<div class=\"cols\">\n<div>\n<p class=\"eyebrow\"><a href=\"index.html\">文件库</a>　{}</p>\n\
         <h1 class=\"title\">{}</h1>\n{newer}{}\
         <nav class=\"contents\" aria-label=\"本页目录\"><ul>{contents}</ul></nav>\n{sections}</div>\n\
         {}</div>\n",
        escaped(&region),
        escaped(policy.short_title),
        facts(library, document, address),
        aside(library, document)
    )
}

/// Returns where the script says that the rules of one of its places were amended since.
pub(super) fn newer(edition: &str, has: &str) -> String {
    let (edition, has) = (escaped(edition), escaped(has));
    format!("<div id=\"page--newer\" data-edition=\"{edition}\" data-has=\"{has}\"></div>\n")
}

/// Returns whatever the document has, in the order of reading.
fn parts(set: &PolicySet, policy: &'static Policy) -> Vec<(&'static str, &'static str, String)> {
    let mut parts = vec![("part--validity", "有效期", term(policy))];
    if !policy.awards.is_empty() {
        parts.push(("part--awards", "奖补事项", awards(set, policy)));
    }
    let limits = limits(set, policy);
    if !limits.is_empty() {
        parts.push(("part--limits", "限制", limits));
    }
    if !policy.readings.is_empty() {
        parts.push(("part--readings", "有两种理解的条款", readings(policy)));
    }
    if !policy.supports.is_empty() {
        parts.push(("part--supports", "不写金额的扶持", supports(set, policy)));
    }
    let left_out = not_counted(policy);
    if !left_out.is_empty() {
        parts.push(("part--not-counted", "没有计入测算的内容", left_out));
    }
    parts
}

/// The words for a document whose text is nowhere on the network.
const NO_ADDRESS: &str = "没有收录网址，可向咨询单位索取";

fn facts(library: &Library, document: &Document, address: Option<&str>) -> String {
    let policy = document.policy;
    let mut facts = fact("全称", &escaped(policy.title));
    facts.push_str(&fact("文号", &policy.number.map_or("文件上没有文号".to_owned(), escaped)));
    facts.push_str(&fact("印发机关", &escaped(policy.issuer)));
    facts.push_str(&fact("成文日期", &day(policy.issued_on)));
    facts.push_str(&fact("有效期", &escaped(&validity::words(policy))));
    facts.push_str(&fact("适用地区", &escaped(&library.places_of(policy).join("、"))));
    facts.push_str(&fact("咨询", &escaped(policy.enquiries)));
    facts.push_str(&fact("核对日期", &aged(policy.checked_on)));
    if let Some(published) = document.published_on {
        let words = format!("{}（{}公布）", document.set.edition, date(published));
        facts.push_str(&fact("规则版次", &escaped(&words)));
    }
    let source = |address: &str| {
        format!("<a class=\"source\" href=\"{0}\" rel=\"noreferrer\">{0}</a>", escaped(address))
    };
    // site.js shows another address where site.json beside the page has one.
    facts.push_str(&format!(
        "<div><dt>原文</dt><dd id=\"page--source\" data-document=\"{}\" data-own=\"{}\" \
         data-none=\"{NO_ADDRESS}\">{}</dd></div>\n",
        escaped(policy.id),
        escaped(policy.source_url.unwrap_or_default()),
        address.map_or(NO_ADDRESS.to_owned(), source)
    ));
    format!("<dl class=\"doc\">\n{facts}</dl>\n")
}

fn term(policy: &Policy) -> String {
    let note =
        if policy.validity_note.is_empty() { String::new() } else { care(policy.validity_note) };
    let said = format!("<p class=\"section__p\">{}。</p>\n", escaped(&validity::sentence(policy)));
    format!("{said}{note}{}{}", validity::legend(policy), validity::line(policy))
}

/// Where the library has more documents, those of the same place are beside a document.
const MOST_BESIDE: usize = 12;

fn aside(library: &Library, document: &Document) -> String {
    let policy = document.policy;
    let is_near = |other: &&Policy| other.regions.iter().any(|id| policy.regions.contains(id));
    let all: Vec<&Policy> = library.documents.iter().map(|document| document.policy).collect();
    let (heading, beside): (&str, Vec<&Policy>) = if all.len() > MOST_BESIDE {
        ("同一地区文件的有效期", all.into_iter().filter(is_near).take(MOST_BESIDE).collect())
    } else {
        ("全部文件的有效期", all)
    };
    let axis = validity::Axis::over(beside.iter().copied());
    let row = |other: &Policy| {
        let name = if other.id == policy.id {
            format!("<span aria-current=\"page\">{}</span>", escaped(other.short_title))
        } else {
            link(&format!("{}.html", other.id), other.short_title)
        };
        let ends =
            other.valid_to.map_or("未写明截止".to_owned(), |last| format!("{}止", date(last)));
        format!(
            "<li>{name}<span class=\"gantt__end\">{ends}</span>{}</li>\n",
            validity::small(other, &axis)
        )
    };
    let rows: String = beside.iter().copied().map(row).collect();
    let step = document.set.question(PolicySet::REGION).step;
    let places: Vec<PlaceName> = library.at(policy).collect();
    let begin = |(index, (id, name)): (usize, &PlaceName)| {
        let words = if places.len() > 1 {
            format!("按{name}测算")
        } else {
            "用这份文件测算".to_owned()
        };
        let class = if index == 0 { "btn btn--main" } else { "btn" };
        let link = link(&format!("../index.html#/{step}?region={id}"), &words);
        let button = link.replacen("<a", &format!("<a class=\"{class}\""), 1);
        format!("<p class=\"side__block\">{button}</p>\n")
    };
    let begin: String = places.iter().enumerate().map(begin).collect();
    format!(
        "<aside class=\"beside\">\n<div class=\"side screen-only\"><h2 class=\"side__h\">\
         使用这份文件</h2>\n{begin}\
         <p class=\"side__block small\">条款用本站的话转述，以文件原文为准。</p></div>\n\
         <div class=\"side screen-only\"><h2 class=\"side__h\">{heading}</h2>\n\
         <ul class=\"gantt\">\n{rows}</ul>\n\
         <p class=\"small\">{}，竖线为核对日</p></div>\n</aside>\n",
        axis.words()
    )
}
