//! One sentence on questions, documents and what was found, where there is no result.

use super::{MOST_NAMES, edition, titled};
use crate::entries::{Entry, EntryKind, own};
use crate::wording::figures::{count, date};
use crate::wording::{CLAIMED_ELSEWHERE, award_kind, quoted};
use huiqi_rules::policy::{AwardKind, Policy, PolicySet, Region};
use huiqi_rules::question::QuestionIndex;
use time::Date;

/// So many documents are named where there are more.
const MOST_DOCUMENTS: usize = 8;

/// Returns how many questions are asked, and the first of them: of a place, those that can still
/// change its result; without one, all.
#[must_use]
pub fn questions(set: &PolicySet, region: Option<&Region>, asked: &[QuestionIndex]) -> String {
    let matters = |question: QuestionIndex| {
        set.policies
            .iter()
            .filter_map(|policy| policy.claimed_elsewhere.as_ref())
            .any(|rule| rule.question == question)
    };
    let name = |question: &QuestionIndex| {
        let short = set.question(*question).short;
        (if matters(*question) { CLAIMED_ELSEWHERE } else { short }).to_owned()
    };
    let all: Vec<String> = asked.iter().map(name).collect();
    let shown = all[..all.len().min(MOST_NAMES)].join("、");
    let more = if all.len() > MOST_NAMES { "等" } else { "" };
    let words = match region {
        Some(region) => format!("{}还要问 {} 题：{shown}{more}", region.name, all.len()),
        None => format!("一共 {} 题，请先问{shown}{more}，各地要问的不一样", all.len()),
    };
    format!("{words}。没有答的不当作“没有”。{}", edition(set))
}

/// Returns the documents, and how many of them have ended or state no end.
#[must_use]
pub fn documents(set: &PolicySet, policies: &[&Policy], today: Date) -> String {
    let ended = |policy: &Policy| policy.valid_to.filter(|last| *last < today);
    let how_many =
        |is: &dyn Fn(&Policy) -> bool| policies.iter().filter(|policy| is(policy)).count() as u64;
    let states: Vec<String> = [
        (how_many(&|policy| ended(policy).is_some()), "已经到期"),
        (how_many(&|policy| policy.valid_from > today), "还没有开始执行"),
        (how_many(&|policy| policy.valid_to.is_none()), "没有写有效期"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, words)| format!("{} 份{words}", count(number)))
    .collect();
    let states =
        if states.is_empty() { String::new() } else { format!("，其中 {}", states.join("，")) };
    let one = |policy: &&Policy| {
        let end = ended(policy)
            .map_or_else(String::new, |last| format!("，到{}为止，已经到期", date(last)));
        let number = policy.number.unwrap_or("没有文号");
        format!("{}（{number}，{}核对{end}）", titled(policy), date(policy.checked_on))
    };
    let shown: Vec<String> = policies.iter().take(MOST_DOCUMENTS).map(one).collect();
    let more = if policies.len() > MOST_DOCUMENTS { "等" } else { "" };
    format!(
        "收录 {} 份文件{states}：{}{more}。以文件原文为准。{}",
        count(policies.len() as u64),
        shown.join("；"),
        edition(set)
    )
}

/// Returns what was found for some words: how much, and the first of it with its document.
#[must_use]
pub fn found(set: &PolicySet, words: &str, entries: &[Entry], today: Date) -> String {
    let first = entries.first().and_then(|first| {
        set.policies.iter().find(|policy| policy.id == first.document).map(|policy| (first, policy))
    });
    let Some((first, policy)) = first else {
        let number = count(set.policies.len() as u64);
        return format!(
            "收录的 {number} 份文件里没有找到{}，没有收录的文件里有没有，这里不知道。{}",
            quoted(words.trim()),
            edition(set)
        );
    };
    let award = policy
        .awards
        .iter()
        .find(|award| first.kind == EntryKind::Award && own(award.id) == first.anchor);
    let own_end = award.and_then(|award| award.terms.days.own()).and_then(|days| days.last);
    let ended = match (policy.valid_to, own_end) {
        (Some(last), _) if last < today => format!("这份文件到{}为止，已经到期。", date(last)),
        (_, Some(last)) if last < today => format!("这一条到{}为止，已经到期。", date(last)),
        (Some(_) | None, _) => String::new(),
    };
    let number = count(entries.len() as u64);
    let beginning = if entries.len() == 1 {
        "找到 1 处".to_owned()
    } else {
        format!("找到 {number} 处，第一处")
    };
    format!(
        "{beginning}：{}。{ended}以文件原文和主管部门解释为准。{}",
        entry(policy, first),
        edition(set)
    )
}

/// Returns an entry as it is said: the document, the clause, what it says.
fn entry(policy: &Policy, entry: &Entry) -> String {
    let mut lines = entry.text.lines();
    let head = lines.next().unwrap_or_default();
    let clause = head.rsplit(" · ").next().unwrap_or_default();
    let line = lines.next().unwrap_or_default().trim_end_matches('。');
    let title = entry.title.trim_end_matches('。');
    let at = format!("{}{clause}", titled(policy));
    match entry.kind {
        EntryKind::Document => {
            format!("{}（{}）", titled(policy), policy.number.unwrap_or("没有文号"))
        }
        EntryKind::Award => {
            let kind = policy.awards.iter().find(|award| own(award.id) == entry.anchor);
            let kind = match kind.map(|award| award.kind) {
                Some(kind @ (AwardKind::Ceiling | AwardKind::Competitive)) => {
                    format!("（{}）", award_kind(kind))
                }
                Some(AwardKind::Entitlement) | None => String::new(),
            };
            format!("{at}：{line}{kind}")
        }
        EntryKind::Support => format!("{at}：{title}（文件没有写金额）"),
        EntryKind::Unpriced | EntryKind::Goal => format!("{at}：{title}（没有算进合计：{line}）"),
        EntryKind::Reading => format!("{at}有两种理解：{title}；或者：{line}"),
        EntryKind::Limit => format!("{at}：{title}（{line}）"),
    }
}
