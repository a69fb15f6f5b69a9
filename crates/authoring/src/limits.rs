//! Limits over several awards as written, and the tree that all of them make.

use super::declarations::Declarations;
use super::formulas::limit_figure;
use super::names::named;
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
    /// Where its figure is written.
    pub(super) figure_at: Option<Position>,
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
        let figure_at = at_most.as_ref().map(|(_, at)| at.clone());
        table.finish();
        let rule = match (rule, at_most) {
            (None, Some((value, at))) => limit_figure(declared, value, &at).map(|figure| {
                if matches!(figure, Formula::Constant(sum, _) if sum.is_zero()) {
                    at.problem(say!(
                        "a limit of 0 yuan pays nothing of its members",
                        "上限是 0 元，里面的各项就都得不到"
                    ));
                }
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
        let taken = limits.iter().filter_map(|limit| limit.limit.id.split_once('/'));
        duplicate(&id, taken.map(|(_, own)| own));
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
            figure_at,
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
pub(super) fn check(declared: &Declarations, policies: &[Policy], limits: &[WrittenLimit]) {
    let mut ids: Vec<&'static str> = Vec::new();
    for policy in policies {
        ids.extend(policy.awards.iter().map(|award| award.id));
        ids.extend(policy.highest_only.iter().map(|rule| rule.id));
    }
    ids.extend(limits.iter().map(|limit| limit.limit.id));
    let mut taken: Vec<Taken<'_>> = Vec::new();
    let mut circles: Vec<&str> = Vec::new();
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
        // The members that another limit has already, by that limit.
        let mut twice: Vec<(&Taken<'_>, Vec<&TomlText>)> = Vec::new();
        let mut own_members: Vec<Taken<'_>> = Vec::new();
        for member in limit.members.iter().chain(others) {
            if declared.is_absent(policies, &member.text, &member.position) {
                continue;
            }
            if !ids.contains(&member.text.as_str()) {
                let document = member.text.split_once('/').map_or("", |(document, _)| document);
                let is_of = |id: &&str| id.split_once('/').is_some_and(|(own, _)| own == document);
                let near = ids.iter().copied().filter(is_of);
                member.position.problem(unknown("award or limit", &member.text, near));
                continue;
            }
            let (own, when) = (limit.limit.id, when(member));
            let is_same =
                |taken: &&Taken<'_>| taken.member == member.text && !taken.excludes(when, own);
            if let Some(first) = taken.iter().chain(&own_members).find(is_same) {
                if first.over == own {
                    member.position.problem(say!(
                        "`{}` is in this list already",
                        "`{}` 已经在这一列里",
                        member.text
                    ));
                } else if let Some((_, all)) =
                    twice.iter_mut().find(|(other, _)| other.over == first.over)
                {
                    all.push(member);
                } else if let Some(first) = taken.iter().find(is_same) {
                    twice.push((first, vec![member]));
                }
            }
            let line = member.position.line();
            own_members.push(Taken { member: &member.text, when, line, over: own });
        }
        for (Taken { line, over: other, .. }, members) in twice {
            let (place, in_line) = match line {
                0 => (String::new(), String::new()),
                line => (format!(" (line {line})"), format!("（第 {line} 行）")),
            };
            let ids: Vec<String> =
                members.iter().map(|member| format!("`{}`", member.text)).collect();
            let (is, ids) = (if ids.len() == 1 { "is" } else { "are" }, ids.join(", "));
            members[0].position.problem(say!(
                "{ids} {is} under `{other}`{place} already; each is under one limit or \
                 `highest_only`, and that one may be a member of another",
                "{ids} 已经在 `{other}` 里{in_line}；一项只能在一个限额或 `highest_only` 里，那一个\
                 可以再放进别的限额"
            ));
        }
        taken.extend(own_members);
        if limit.members.len() < 2 && !limit.members.is_empty() {
            let is_unbounded = |rule: &LimitRule| {
                matches!(rule, LimitRule::Highest | LimitRule::AtMost(Formula::Unbounded, ..))
            };
            limit.position.problem(if is_unbounded(&limit.limit.rule) {
                say!(
                    "a limit over one member is none: name that member where this limit is a \
                     member, and leave the limit out",
                    "限额里只有一项：用到这个限额的地方直接写那一项，不用这个限额"
                )
            } else {
                say!(
                    "a limit over one member is none: an award has its own `cap` or `cap_by`, and \
                     the figure of a limit belongs to the limit itself",
                    "限额里只有一项：一项的上限写它自己的 `cap` 或 `cap_by`，限额的数写在限额本身"
                )
            });
        }
        let own = limit.limit.id;
        let is_circle = |other: &&str| is_under(limits, own, other) && is_under(limits, other, own);
        if is_under(limits, own, own) && !circles.iter().any(&is_circle) {
            circles.push(own);
            let ids = limits.iter().map(|limit| limit.limit.id);
            let within: Vec<&str> = ids.filter(|other| *other == own || is_circle(other)).collect();
            limit.position.problem(match within.as_slice() {
                [_] => say!(
                    "a limit is under itself: take it out of its own `members`",
                    "限额在它自己里面：从它的 `members` 里去掉它自己"
                ),
                all => {
                    let all = named(all);
                    say!(
                        "a limit is under itself: each of these is under the others: {all}",
                        "限额在它自己里面：这几个互相在里面：{all}"
                    )
                }
            });
        }
    }
}

/// Whether something is under a limit, or under one that is under it.
fn is_under(limits: &[WrittenLimit], id: &str, over: &str) -> bool {
    let mut below: Vec<&str> = vec![over];
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
