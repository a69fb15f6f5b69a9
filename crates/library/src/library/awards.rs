//! The awards of a document: an overview, and each with all that the data say of it.

use super::html::{chip, fact, here, link, nested, table};
use super::readings::anchor_of;
use crate::escape::escaped;
use huiqi_rules::policy::{Award, AwardKind, HighestOnly, Policy, PolicySet};
use huiqi_sitting::entries::{CLAIMED_ELSEWHERE, EntryKind, anchor, own};
use huiqi_sitting::wording::{award_kind, quoted, rules};

/// Returns the overview and every award.
pub(super) fn awards(set: &PolicySet, policy: &Policy) -> String {
    let overview = policy.awards.iter().map(|award| {
        let name =
            format!("{}{}", link(&format!("#{}", own(award.id)), award.name), tag(award.kind));
        vec![name, escaped(&rules::amount(set, policy, &award.terms)), escaped(award.clause)]
    });
    let overview = table("奖补事项一览", &["事项", "金额", "条款"], &overview.collect::<Vec<_>>());
    let each: String = policy.awards.iter().map(|award| article(set, policy, award)).collect();
    format!(
        "<p class=\"section__p\">共 {} 项。标明“最高额”或“要评选”的，测算时从 0\u{a0}元算起。</p>\n\
         {overview}<div class=\"items\">\n{each}</div>\n",
        policy.awards.len()
    )
}

fn tag(kind: AwardKind) -> &'static str {
    match kind {
        AwardKind::Entitlement => "",
        AwardKind::Ceiling => "<span class=\"tag\">最高额</span>",
        AwardKind::Competitive => "<span class=\"tag\">要评选</span>",
    }
}

fn article(set: &PolicySet, policy: &Policy, award: &Award) -> String {
    let anchor = own(award.id);
    let asked = rules::conditions(set, &award.terms);
    let asked = if asked.is_empty() { "没有另列条件".to_owned() } else { nested(&asked) };
    let paid = [
        Some(rules::amount(set, policy, &award.terms)),
        rules::silence(set, &award.terms),
        rules::earlier(&award.terms).map(str::to_owned),
    ];
    let paid: String =
        paid.into_iter().flatten().map(|line| format!("<p>{}</p>", escaped(&line))).collect();
    let mut facts = fact("条款", &escaped(award.clause));
    facts.push_str(&fact("性质", award_kind(award.kind)));
    if let Some(days) = rules::own_days(award.terms.days) {
        facts.push_str(&fact("本条有效期", &escaped(&days)));
    }
    facts.push_str(&fact("条件", &asked));
    facts.push_str(&fact("金额", &paid));
    facts.push_str(&fact("部门", &escaped(&award.payers.join("、"))));
    if let Some(payer) = award.paid_by {
        facts.push_str(&fact("由谁出钱", &escaped(payer)));
    }
    if let Some(quota) = award.quota {
        facts.push_str(&fact("名额", &escaped(quota)));
    }
    let apply: String = huiqi_sitting::wording::next::facts(&award.apply.unwrap_or_default())
        .into_iter()
        .map(|(name, words)| format!("<p>{name}：{}</p>", escaped(&words)))
        .collect();
    facts.push_str(&fact("怎么申报", &apply));
    let limits = limits(set, policy, award);
    if !limits.is_empty() {
        facts.push_str(&fact("限制", &limits));
    }
    if !award.notes.is_empty() {
        let notes: String =
            award.notes.iter().map(|note| format!("<p>{}</p>", escaped(note))).collect();
        facts.push_str(&fact("说明", &notes));
    }
    let doubts = doubts(policy, award);
    if !doubts.is_empty() {
        facts.push_str(&fact("另一种理解", &doubts));
    }
    format!(
        "<article class=\"item\" id=\"{}\">\n<h3 class=\"item__h\">{}{}</h3>\n<p>{}</p>\n\
         <dl class=\"facts\">\n{facts}</dl>\n{}\n</article>\n",
        escaped(anchor),
        escaped(award.name),
        tag(award.kind),
        escaped(award.summary),
        here(anchor, award.name)
    )
}

/// Returns the rules under which an award is not paid beside others, or not again.
fn limits(set: &PolicySet, policy: &Policy, award: &Award) -> String {
    let index = |rule: &HighestOnly| {
        rule.awards.iter().any(|index| policy.awards[usize::from(*index)].id == award.id)
    };
    let mut html = String::new();
    for rule in policy.highest_only.iter().filter(|rule| index(rule)) {
        html.push_str(&format!(
            "<p class=\"go\">{}{}</p>",
            link(&format!("#{}", anchor(EntryKind::Limit, rule.id)), rule.name),
            chip(rule.clause)
        ));
    }
    if let (Some(rule), Some(matter)) = (&policy.claimed_elsewhere, award.matter) {
        let label = set.question(rule.question).options[usize::from(matter)].label;
        let words = format!("{}已按其他政策享受的，不再计入", quoted(label));
        html.push_str(&format!(
            "<p class=\"go\">{}{}</p>",
            link(&format!("#{CLAIMED_ELSEWHERE}"), &words),
            chip(rule.clause)
        ));
    }
    html
}

/// Returns the other readings that touch an award.
fn doubts(policy: &Policy, award: &Award) -> String {
    let touches = |indices: &[u16]| {
        indices.iter().any(|index| policy.awards[usize::from(*index)].id == award.id)
    };
    let readings = policy.readings.iter().filter(|reading| touches(reading.awards));
    readings
        .map(|reading| {
            format!(
                "<p class=\"go\">{} {}</p>",
                escaped(reading.other),
                link(&format!("#{}", anchor_of(reading)), "看两种理解")
            )
        })
        .collect()
}
