//! Limits over several awards as written, and the tree that all of them make.

use super::declarations::Declarations;
use super::formulas::limit_figure;
use super::read::{Position, TomlTable, TomlText, unknown};
use super::words::{duplicate, keep, keep_all, one_of, word};
use huiqi_rules::formula::{Formula, evaluate};
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::Policy;
use huiqi_rules::question::Variables;

/// A limit as written, with its members as they are named.
pub(super) struct WrittenLimit {
    pub(super) limit: SumLimit,
    pub(super) members: Vec<TomlText>,
    pub(super) position: Position,
}

/// What a limit may do in place of a figure.
const RULES: [(&str, LimitRule); 2] = [
    ("highest", LimitRule::Highest),
    // Of one direction of several: its awards add up, and only the highest direction is paid.
    ("sum", LimitRule::AtMost(Formula::Unbounded, Variables::NONE, evaluate)),
];

/// Returns the limits of a document.
pub(super) fn limits(
    declared: &Declarations,
    file: &mut TomlTable<'_>,
    document: &'static str,
) -> Vec<WrittenLimit> {
    let mut limits: Vec<WrittenLimit> = Vec::new();
    for mut table in file.tables("limits") {
        let (id, clause, name) = (table.text("id"), table.text("clause"), table.text("name"));
        let members = table.some_texts("members");
        let at_most = table.value("at_most");
        let rule = table.maybe_text("rule");
        let position = table.position.clone();
        table.finish();
        let rule = match (rule, at_most) {
            (None, Some((value, at))) => limit_figure(declared, value, &at).map(|figure| {
                // What it reads is known once all questions have their variables.
                LimitRule::AtMost(figure, Variables::NONE, evaluate)
            }),
            (Some(text), None) => one_of(&text, &RULES, "rule"),
            (Some(_), Some(_)) | (None, None) => {
                position.problem_of_table(say!(
                    "a limit has either `at_most`, such as \"200万元\", or `rule`: \"highest\", or \
                     \"sum\" where it only adds its members up",
                    "限额写 `at_most`，如 \"200万元\"，或者写 `rule`：\"highest\" 只计最高的，\
                     \"sum\" 只是加在一起，二选一"
                ));
                None
            }
        };
        let (Some(id), Some(rule)) = (id, rule) else { continue };
        let full = keep(&format!("{document}/{}", id.text));
        duplicate(&id, limits.iter().map(|limit| limit.limit.id));
        let own = limits.iter().any(|limit| limit.limit.id == full);
        if own {
            id.position.problem(say!(
                "a duplicate id: another limit of the document has it already",
                "代号重了：这份文件的另一个限额已经用了"
            ));
        }
        let members: Vec<TomlText> = members
            .into_iter()
            .map(|mut member| {
                if !member.text.contains('/') {
                    member.text = format!("{document}/{}", member.text);
                }
                member
            })
            .collect();
        limits.push(WrittenLimit {
            limit: SumLimit {
                id: full,
                clause: word(clause),
                name: word(name),
                rule,
                members: keep_all(members.iter().map(|member| keep(&member.text)).collect()),
            },
            members,
            position,
        });
    }
    limits
}

/// Notes what is wrong with the tree of all limits.
pub(super) fn check(policies: &[Policy], limits: &[WrittenLimit]) {
    let mut ids: Vec<&'static str> = Vec::new();
    for policy in policies {
        ids.extend(policy.awards.iter().map(|award| award.id));
        ids.extend(policy.highest_only.iter().map(|rule| rule.id));
    }
    ids.extend(limits.iter().map(|limit| limit.limit.id));
    let mut taken: Vec<(&str, usize, &'static str)> = Vec::new();
    for policy in policies {
        for rule in policy.highest_only {
            let awards = rule.awards.iter().map(|award| policy.awards[usize::from(*award)].id);
            taken.extend(awards.map(|award| (award, 0, rule.id)));
        }
    }
    for limit in limits {
        for member in &limit.members {
            if !ids.contains(&member.text.as_str()) {
                let own = limit.limit.id.split_once('/').map_or("", |(document, _)| document);
                let near = ids.iter().copied().filter(|id| id.starts_with(own));
                member.position.problem(unknown("award or limit", &member.text, near));
                continue;
            }
            let other = taken.iter().find(|(id, ..)| *id == member.text);
            if let Some((_, line, other)) = other {
                let place = match line {
                    0 => String::new(),
                    line => format!(" (line {line})"),
                };
                member.position.problem(say!(
                    "`{}` is under the limit `{other}`{place} already; an award or a limit is \
                     under one limit",
                    "`{}` 已经在限额 `{other}` 里{place}；一项只能在一个限额里",
                    member.text
                ));
            }
            taken.push((&member.text, member.position.line(), limit.limit.id));
        }
        if limit.members.len() < 2 && !limit.members.is_empty() {
            limit.position.problem(say!(
                "a limit over one member is none: an award has its own `cap` or `cap_by`, and \
                 the figure of a limit belongs to the limit itself",
                "限额里只有一项：一项的上限写它自己的 `cap` 或 `cap_by`，限额的数写在限额本身"
            ));
        }
        if is_under_itself(limits, limit.limit.id) {
            limit.position.problem(say!("a limit is under itself", "限额在它自己里面"));
        }
    }
}

fn is_under_itself(limits: &[WrittenLimit], id: &str) -> bool {
    let mut below: Vec<&str> = vec![id];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(next) = below.pop() {
        for limit in limits.iter().filter(|limit| limit.limit.id == next) {
            for member in limit.limit.members {
                if *member == id {
                    return true;
                }
                if !seen.contains(member) {
                    seen.push(member);
                    below.push(member);
                }
            }
        }
    }
    false
}
