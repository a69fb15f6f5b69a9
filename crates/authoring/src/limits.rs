//! Limits over several awards as written, and the tree that all of them make.

use super::declarations::Declarations;
use super::formulas::limit_figure;
use super::read::{Position, TomlTable, TomlText, unknown};
use super::words::{duplicate, keep, keep_all, one_of, word};
use huiqi_rules::formula::{Formula, evaluate};
use huiqi_rules::limit::{LimitRule, Membership, SumLimit};
use huiqi_rules::policy::Policy;
use huiqi_rules::question::Variables;

/// A limit as written, with its members as they are named.
pub(super) struct WrittenLimit {
    pub(super) limit: SumLimit,
    pub(super) members: Vec<TomlText>,
    /// Those under the other reading, where one changes them.
    pub(super) other_members: Vec<TomlText>,
    pub(super) position: Position,
}

/// What a limit may do in place of a figure.
const RULES: [(&str, LimitRule); 2] = [
    ("highest", LimitRule::Highest),
    // Of one direction of several: its awards add up, and only the highest direction is paid.
    ("sum", LimitRule::AtMost(Formula::Unbounded, Variables::NONE, evaluate)),
];

/// Returns the limits of a document, and whether one was left out for a mistake in it.
pub(super) fn limits(
    declared: &Declarations,
    file: &mut TomlTable<'_>,
    document: &'static str,
) -> (Vec<WrittenLimit>, bool) {
    let mut limits: Vec<WrittenLimit> = Vec::new();
    let mut lacks_one = false;
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
        let (Some(id), Some(rule)) = (id, rule) else {
            lacks_one = true;
            continue;
        };
        let full = keep(&format!("{document}/{}", id.text));
        duplicate(&id, limits.iter().map(|limit| limit.limit.id));
        let own = limits.iter().any(|limit| limit.limit.id == full);
        if own {
            id.position.problem(say!(
                "a duplicate id: another limit of the document has it already",
                "代号重了：这份文件的另一个限额已经用了"
            ));
        }
        let members = full_members(document, members);
        limits.push(WrittenLimit {
            limit: SumLimit {
                id: full,
                clause: word(clause),
                name: word(name),
                rule,
                members: keep_all(members.iter().map(|member| keep(&member.text)).collect()),
                other_rule: None,
                other_members: None,
            },
            members,
            other_members: Vec::new(),
            position,
        });
    }
    (limits, lacks_one)
}

/// Returns the names of members with that of their document.
pub(super) fn full_members(document: &str, members: Vec<TomlText>) -> Vec<TomlText> {
    let full = |mut member: TomlText| {
        if !member.text.contains('/') {
            member.text = format!("{document}/{}", member.text);
        }
        member
    };
    members.into_iter().map(full).collect()
}

/// Something under a limit or a group: when, by the readings of which document, and where that is
/// written.
struct Taken<'t> {
    member: &'t str,
    when: Membership,
    line: usize,
    over: &'static str,
}

impl Taken<'_> {
    /// Whether another limit may hold the same member beside this one.
    fn excludes(&self, when: Membership, over: &str) -> bool {
        let document = |id: &str| id.split_once('/').map(|(document, _)| document.to_owned());
        document(self.over) == document(over) && self.when.excludes(when)
    }
}

/// Notes what is wrong with the tree of all limits.
pub(super) fn check(policies: &[Policy], limits: &[WrittenLimit]) {
    let mut ids: Vec<&'static str> = Vec::new();
    for policy in policies {
        ids.extend(policy.awards.iter().map(|award| award.id));
        ids.extend(policy.highest_only.iter().map(|rule| rule.id));
    }
    ids.extend(limits.iter().map(|limit| limit.limit.id));
    let mut taken: Vec<Taken<'_>> = Vec::new();
    for policy in policies {
        for rule in policy.highest_only {
            let other = rule.other.as_ref();
            let others = other.map_or(&[][..], |other| other.awards);
            for (awards, is_other) in [(rule.awards, false), (others, true)] {
                for award in awards {
                    let when = match other {
                        Some(other) if !(rule.awards.contains(award) && others.contains(award)) => {
                            let is =
                                if is_other { Membership::Other } else { Membership::Followed };
                            is(other.reading)
                        }
                        Some(_) | None => Membership::Always,
                    };
                    let member = policy.awards[usize::from(*award)].id;
                    taken.push(Taken { member, when, line: 0, over: rule.id });
                }
            }
        }
    }
    for limit in limits {
        let memberships = limit.limit.memberships();
        let when = |member: &TomlText| {
            let own = memberships.iter().find(|(id, _)| *id == member.text);
            own.map_or(Membership::Always, |(_, when)| *when)
        };
        let is_new = |member: &&TomlText| !limit.limit.members.contains(&&*member.text);
        let others = limit.other_members.iter().filter(is_new);
        for member in limit.members.iter().chain(others) {
            if !ids.contains(&member.text.as_str()) {
                let own = limit.limit.id.split_once('/').map_or("", |(document, _)| document);
                let near = ids.iter().copied().filter(|id| id.starts_with(own));
                member.position.problem(unknown("award or limit", &member.text, near));
                continue;
            }
            let (own, when) = (limit.limit.id, when(member));
            let is_same =
                |taken: &&Taken<'_>| taken.member == member.text && !taken.excludes(when, own);
            if let Some(Taken { line, over: other, .. }) = taken.iter().find(is_same) {
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
            let line = member.position.line();
            taken.push(Taken { member: &member.text, when, line, over: own });
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
            for (member, _) in limit.limit.memberships() {
                if member == id {
                    return true;
                }
                if !seen.contains(&member) {
                    seen.push(member);
                    below.push(member);
                }
            }
        }
    }
    false
}
