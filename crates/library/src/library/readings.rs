//! Clauses with two readings: a block for the document's page, and the register of all of them.

use super::html::{chip, fact, here, link, nested};
use super::shelf::{Document, Library};
use super::supports::members_in_words;
use crate::escape::escaped;
use huiqi_rules::limit::SumLimit;
use huiqi_rules::policy::{
    Award, HighestOnly, OtherMembers, Policy, PolicySet, Reading, ReadingIndex, ReadingSet, Terms,
};
use huiqi_sitting::entries::{EntryKind, anchor, awards_at, own};
use huiqi_sitting::wording::{formulas, rules};

/// Returns the anchor of a reading on its document's page.
pub(super) fn anchor_of(reading: &Reading) -> String {
    anchor(EntryKind::Reading, reading.id)
}

/// Returns the readings of one document.
pub(super) fn readings(policy: &Policy) -> String {
    let lead =
        "<p class=\"section__p\">测算时用“本站采用”的理解，同时可以看按另一种理解的结果。</p>\n";
    lead.to_owned()
        + &policy.readings.iter().map(|reading| block(policy, reading)).collect::<String>()
}

fn block(policy: &Policy, reading: &Reading) -> String {
    let anchor = anchor_of(reading);
    let touched: Vec<String> = awards_at(policy, reading.awards)
        .map(|award| link(&format!("#{}", own(award.id)), award.name))
        .collect();
    let more = link(
        &format!("readings.html#{}", register_anchor(policy, reading)),
        "看对条件和金额的影响",
    );
    format!(
        "<div class=\"two\" id=\"{}\">\n<h3 class=\"two__h\">{}{}</h3>\n\
         {}<div class=\"two__foot\"><p>涉及：{}</p><p class=\"acts-line\">{more}{}{}</p></div>\n\
         </div>\n",
        escaped(&anchor),
        escaped(&heading(policy, reading)),
        chip(reading.clause),
        sides(reading),
        touched.join("、"),
        try_other(policy, reading),
        here(&anchor, &heading(policy, reading)),
    )
}

/// A reading has no name of its own: it is named by what it touches.
fn heading(policy: &Policy, reading: &Reading) -> String {
    let groups =
        policy.highest_only.iter().filter(|rule| rule.is_changed_by(index(policy, reading)));
    let own = index(policy, reading);
    let awards = policy.awards.iter().filter(|award| award.changed_by().contains(own));
    let limits = policy.limits.iter().filter(|limit| limit.is_changed_by(own));
    groups
        .map(|rule| rule.name)
        .chain(limits.map(|limit| limit.name))
        .chain(awards.map(|award| award.name))
        .collect::<Vec<_>>()
        .join("、")
}

/// Returns the index of a reading of a document.
fn index(policy: &Policy, reading: &Reading) -> ReadingIndex {
    let mut readings = policy.indexed_readings();
    let own = readings.find(|(_, own)| own.id == reading.id);
    own.expect("the reading is of this document").0
}

fn sides(reading: &Reading) -> String {
    format!(
        "<div class=\"two__grid\"><div class=\"two__side\"><h4>本站采用</h4><p>{}</p></div>\
         <div class=\"two__side\"><h4>另一种理解</h4><p>{}</p></div></div>\n",
        escaped(reading.followed),
        escaped(reading.other)
    )
}

/// Returns the link to the result under the other reading, in the place of its document where it
/// has one place.
fn try_other(policy: &Policy, reading: &Reading) -> String {
    let place = match policy.regions {
        [region] => format!("region={region}&"),
        [] | [_, ..] => String::new(),
    };
    link(&format!("../index.html#/result?{place}other={}", reading.id), "按另一种理解测算")
}

fn register_anchor(policy: &Policy, reading: &Reading) -> String {
    format!("{}--{}", policy.id, own(reading.id))
}

/// Returns every reading of every document, with what it changes.
pub(super) fn register(library: &Library) -> String {
    let with_readings =
        library.documents.iter().filter(|document| !document.policy.readings.is_empty());
    let count: usize = with_readings.clone().map(|document| document.policy.readings.len()).sum();
    let lead = format!(
        "<h1 class=\"title\">有两种理解的条款</h1>\n<p class=\"lead\">共 {count} 处。文件的写法可以有两种理解，测算时用“本站采用”的一\
         种，\
         结果页也能看另一种。拿不准时，请以主管部门的解释为准。</p>\n"
    );
    lead + &with_readings.map(of_document).collect::<String>()
}

fn of_document(document: &Document) -> String {
    let Document { set, policy, .. } = document;
    let blocks: String =
        policy.readings.iter().map(|reading| entry(set, policy, reading)).collect();
    let name = link(&format!("{}.html", policy.id), policy.short_title);
    format!(
        "<section class=\"section\"><h2 class=\"section__h\">{name}</h2>\n\
         <p class=\"small\">有疑问请问：{}</p>\n{blocks}</section>\n",
        escaped(policy.enquiries)
    )
}

fn entry(set: &PolicySet, policy: &'static Policy, reading: &Reading) -> String {
    let (anchor, own) = (register_anchor(policy, reading), index(policy, reading));
    let changed: String = policy
        .awards
        .iter()
        .filter(|award| award.changed_by().contains(own))
        .map(|award| {
            // Under this reading alone.
            let other = award.terms_under(ReadingSet::NONE.with(own));
            changed_award(set, policy, award, other)
        })
        .collect();
    let groups: String = policy
        .highest_only
        .iter()
        .filter_map(|rule| {
            let other = rule.other.as_ref().filter(|other| other.reading == own)?;
            Some(changed_group(policy, rule, other))
        })
        .collect();
    let limits = policy.limits.iter().filter(|limit| limit.is_changed_by(own));
    let limits: String = limits.map(|limit| changed_limit(set, policy, limit, own)).collect();
    let at_home = link(&format!("{}.html#{}", policy.id, anchor_of(reading)), "看文件里的这一条");
    format!(
        "<div class=\"two\" id=\"{}\">\n<h3 class=\"two__h\">{}{}</h3>\n\
         {}{changed}{groups}{limits}<div class=\"two__foot\"><p class=\"acts-line\">{at_home}{}{}</p>\
         </div>\n</div>\n",
        escaped(&anchor),
        escaped(&heading(policy, reading)),
        chip(reading.clause),
        sides(reading),
        try_other(policy, reading),
        here(&anchor, &heading(policy, reading)),
    )
}

/// One side of an award's terms: its name and how it is said.
type Facet<'f> = (&'static str, &'f dyn Fn(&Terms) -> String);

/// Returns what a reading changes of an award, side by side; what stays is not said again.
fn changed_award(set: &PolicySet, policy: &Policy, award: &Award, other: &Terms) -> String {
    let asked = |terms: &Terms| {
        let lines = rules::conditions(set, terms);
        if lines.is_empty() { "没有另列条件".to_owned() } else { nested(&lines) }
    };
    let facets: [Facet<'_>; 5] = [
        ("条件", &asked),
        ("金额", &|terms| escaped(&rules::amount(set, policy, terms))),
        ("未写明", &|terms| {
            rules::silence(set, terms)
                .map_or("没有不明的情形".to_owned(), |said| escaped(&said))
        }),
        ("本条有效期", &|terms| {
            rules::own_days(terms.days).unwrap_or_else(|| "没有另写".to_owned())
        }),
        ("日期", &|terms| rules::earlier(terms).unwrap_or("只算文件施行以后的日期。").to_owned()),
    ];
    let (mut followed, mut under) = (String::new(), String::new());
    for (name, facet) in facets {
        let (left, right) = (facet(&award.terms), facet(other));
        if left != right {
            followed.push_str(&fact(name, &left));
            under.push_str(&fact(name, &right));
        }
    }
    // A share or a ceiling may stay as it is written and still be counted otherwise; the amount is
    // then shown on both sides.
    if followed.is_empty() {
        followed = fact("金额", &escaped(&rules::amount(set, policy, &award.terms)));
        under = fact("金额", &escaped(&rules::amount(set, policy, other)));
    }
    let name = link(&format!("{}.html#{}", policy.id, own(award.id)), award.name);
    changed(
        &name,
        &format!("<dl class=\"facts\">{followed}</dl>"),
        &format!("<dl class=\"facts\">{under}</dl>"),
    )
}

fn changed_group(policy: &Policy, rule: &HighestOnly, other: &OtherMembers) -> String {
    let members = |indices: &[u16]| {
        if indices.is_empty() {
            return "<p>没有这条限制，各项都计。</p>".to_owned();
        }
        let line = |award: &Award| {
            format!(
                "<li>{}，{}</li>",
                link(&format!("{}.html#{}", policy.id, own(award.id)), award.name),
                escaped(award.clause)
            )
        };
        let items: String = awards_at(policy, indices).map(line).collect();
        format!("<p>下面几项只计最高的一项：</p><ul class=\"asks\">{items}</ul>")
    };
    let name =
        link(&format!("{}.html#{}", policy.id, anchor(EntryKind::Limit, rule.id)), rule.name);
    changed(&name, &members(rule.awards), &members(other.awards))
}

fn changed_limit(
    set: &PolicySet,
    policy: &Policy,
    limit: &SumLimit,
    reading: ReadingIndex,
) -> String {
    let side = |others: ReadingSet| {
        let rule = escaped(&formulas::limit_rule(set, limit.rule_under(others)));
        let members = escaped(&members_in_words(set, limit.members_under(others)));
        format!("<p>{rule}。</p><p>{members}</p>")
    };
    let name =
        link(&format!("{}.html#{}", policy.id, anchor(EntryKind::Limit, limit.id)), limit.name);
    changed(&name, &side(ReadingSet::NONE), &side(ReadingSet::NONE.with(reading)))
}

fn changed(name: &str, followed: &str, other: &str) -> String {
    format!(
        "<p class=\"two__what\">影响：{name}</p>\n<div class=\"two__grid\"><div class=\"two__side\">\
         <h4>本站采用</h4>{followed}</div>\
         <div class=\"two__side\"><h4>另一种理解</h4>{other}</div></div>\n"
    )
}
