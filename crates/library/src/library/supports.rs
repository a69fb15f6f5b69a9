//! What a document offers without an amount, what it limits, and what is not counted.

use super::html::{chip, here, link, plain};
use crate::escape::escaped;
use huiqi_rules::policy::{Policy, PolicySet, ReadingIndex, Support, Unpriced};
use huiqi_sitting::entries::{CLAIMED_ELSEWHERE, EntryKind, anchor, awards_at, matters, own};
use huiqi_sitting::wording::{self, rules};

/// Returns the supports, kind by kind in the order of the document.
pub(super) fn supports(set: &PolicySet, policy: &Policy) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for support in policy.supports {
        if !kinds.contains(&support.kind) {
            kinds.push(support.kind);
        }
    }
    let mut html = format!(
        "<p class=\"section__p\">共 {} 项，没有写明金额，不计入测算。</p>\n",
        policy.supports.len()
    );
    for kind in kinds {
        let of_kind: Vec<&Support> =
            policy.supports.iter().filter(|support| support.kind == kind).collect();
        let items: String = of_kind.iter().map(|item| support(set, item)).collect();
        html.push_str(&format!(
            "<h3 class=\"kind\">{}<span class=\"small\">{} 项</span></h3>\n<ul class=\"list\">\n\
             {items}</ul>\n",
            escaped(kind),
            of_kind.len()
        ));
    }
    html
}

fn support(set: &PolicySet, support: &Support) -> String {
    let id = own(support.id);
    let whom = support
        .condition
        .as_ref()
        .map_or("面向所有企业".to_owned(), |condition| rules::phrase(set, condition));
    let unpriced: String = support
        .unpriced
        .iter()
        .map(|item| {
            let what = link(&format!("#{}", anchor(EntryKind::Unpriced, item.id)), item.what);
            format!("<p class=\"small\">没有计入：{what}，{}</p>", escaped(item.why_not_counted))
        })
        .collect();
    format!(
        "<li id=\"{}\"><p class=\"list__name\">{}{}</p><p class=\"small\">部门：{}</p>\
         <p class=\"small\">条件：{}</p>{unpriced}{}</li>\n",
        escaped(id),
        escaped(support.name),
        chip(support.clause),
        escaped(&support.departments.join("、")),
        escaped(&whom),
        here(id, support.name)
    )
}

/// Returns the name of an award or a limit of any document.
fn member_name(set: &PolicySet, id: &str) -> &'static str {
    let mut policies = set.policies.iter();
    let found = policies.find_map(|policy| {
        let award = policy.awards.iter().find(|award| award.id == id).map(|award| award.name);
        let rule = policy.highest_only.iter().find(|rule| rule.id == id).map(|rule| rule.name);
        let limit = policy.limits.iter().find(|limit| limit.id == id).map(|limit| limit.name);
        award.or(rule).or(limit)
    });
    found.unwrap_or_default()
}

/// Returns what is under a limit, in words.
pub(super) fn members_in_words(set: &PolicySet, members: &[&str]) -> String {
    let names: Vec<&str> = members.iter().map(|member| member_name(set, member)).collect();
    if names.is_empty() {
        return "没有这条限制。".to_owned();
    }
    format!("限的是：{}", names.join("、"))
}

/// Returns the rules that keep awards from being paid together or twice; empty where there is none.
pub(super) fn limits(set: &PolicySet, policy: &Policy) -> String {
    let members = |indices: &[u16]| {
        let links: Vec<String> = awards_at(policy, indices)
            .map(|award| link(&format!("#{}", own(award.id)), award.name))
            .collect();
        if links.is_empty() { "没有" } else { "" }.to_owned() + &links.join("、")
    };
    let mut html = String::new();
    for rule in policy.highest_only {
        let id = anchor(EntryKind::Limit, rule.id);
        let now = if rule.awards.is_empty() {
            "<p class=\"small\">按本站采用的理解，没有这条限制。</p>".to_owned()
        } else {
            format!("<p class=\"small\">下面几项只计最高的一项：{}</p>", members(rule.awards))
        };
        let other = rule.other.as_ref().map_or(String::new(), |other| {
            let reading =
                anchor(EntryKind::Reading, policy.readings[usize::from(other.reading.0)].id);
            let words = if other.awards.is_empty() {
                "没有这条限制，各项都计。".to_owned()
            } else {
                format!("下面几项只计最高的一项：{}", members(other.awards))
            };
            format!(
                "<p class=\"small\">{}：{words}</p>",
                link(&format!("#{reading}"), "按另一种理解")
            )
        });
        html.push_str(&item(&id, rule.name, rule.clause, &format!("{now}{other}")));
    }
    for limit in policy.limits {
        let words = escaped(&wording::formulas::limit(set, limit));
        let names: Vec<&str> =
            limit.members.iter().map(|member| member_name(set, member)).collect();
        let now = format!("<p class=\"small\">{words}：{}</p>", escaped(&names.join("、")));
        let other = |reading: ReadingIndex, words: &str| {
            let reading = anchor(EntryKind::Reading, policy.readings[usize::from(reading.0)].id);
            format!(
                "<p class=\"small\">{}：{}</p>",
                link(&format!("#{reading}"), "按另一种理解"),
                escaped(words)
            )
        };
        let other_rule = limit.other_rule.map_or_else(String::new, |own| {
            other(own.reading, &wording::formulas::limit_rule(set, &own.rule))
        });
        let other_members = limit.other_members.map_or_else(String::new, |own| {
            other(own.reading, &members_in_words(set, own.members))
        });
        let body = [now, other_rule, other_members].concat();
        html.push_str(&item(&anchor(EntryKind::Limit, limit.id), limit.name, limit.clause, &body));
    }
    if let Some(rule) = &policy.claimed_elsewhere {
        let matters = escaped(&matters(set, policy).join("、"));
        let body = format!(
            "<p class=\"small\">同一事项已按其他政策享受的，不再计入。</p><p class=\"small\">涉及的事项：{matters}</p>"
        );
        html.push_str(&item(
            CLAIMED_ELSEWHERE,
            set.question(rule.question).short,
            rule.clause,
            &body,
        ));
    }
    if html.is_empty() { html } else { format!("<ul class=\"list\">\n{html}</ul>\n") }
}

fn item(anchor: &str, name: &str, clause: &str, body: &str) -> String {
    format!(
        "<li id=\"{}\"><p class=\"list__name\">{}{}</p>{body}{}</li>\n",
        escaped(anchor),
        escaped(name),
        chip(clause),
        here(anchor, name)
    )
}

/// Money and figures that the document names without stating, then goals; empty where there is
/// neither.
pub(super) fn not_counted(policy: &Policy) -> String {
    let mut html = String::new();
    let unpriced = unpriced(policy);
    if !unpriced.is_empty() {
        let items: String = unpriced
            .iter()
            .map(|(support, unpriced)| {
                let of = link(&format!("#{}", own(support.id)), support.name);
                let body = format!(
                    "<p>{}</p><p class=\"small\">所在事项：{of}</p>",
                    escaped(unpriced.why_not_counted)
                );
                item(
                    &anchor(EntryKind::Unpriced, unpriced.id),
                    unpriced.what,
                    support.clause,
                    &body,
                )
            })
            .collect();
        html.push_str(&format!(
            "<h3 class=\"kind\">提到了，但按文件算不出金额<span class=\"small\">{} 项</span></h3>\n",
            unpriced.len()
        ));
        html.push_str(&format!("<ul class=\"list\">\n{items}</ul>\n"));
    }
    if !policy.goals.is_empty() {
        let goal = |goal: &huiqi_rules::policy::Goal| {
            item(
                &anchor(EntryKind::Goal, goal.id),
                goal.what,
                goal.clause,
                &format!("<p>{}</p>", escaped(goal.why_not_counted)),
            )
        };
        let items: String = policy.goals.iter().map(goal).collect();
        html.push_str(&format!(
            "<h3 class=\"kind\">目标和名额<span class=\"small\">{} 项</span></h3>\n",
            policy.goals.len()
        ));
        html.push_str(&format!("<ul class=\"list\">\n{items}</ul>\n"));
    }
    html
}

fn unpriced(policy: &Policy) -> Vec<(&'static Support, &'static Unpriced)> {
    let supports = policy.supports;
    supports
        .iter()
        .flat_map(|support| support.unpriced.iter().map(move |item| (support, item)))
        .collect()
}

/// Returns the same in short, with links from another page.
pub(super) fn not_counted_links(policy: &Policy) -> String {
    let line = |anchor: &str, what: &str, why: &str| {
        format!("{}：{}", link(&format!("{}.html#{anchor}", policy.id), what), escaped(why))
    };
    let money = unpriced(policy).into_iter().map(|(_, item)| {
        line(&anchor(EntryKind::Unpriced, item.id), item.what, item.why_not_counted)
    });
    let goals = policy
        .goals
        .iter()
        .map(|goal| line(&anchor(EntryKind::Goal, goal.id), goal.what, goal.why_not_counted));
    plain(money.chain(goals).collect::<Vec<_>>())
}
