//! Everything of the documents that can be looked up. The search over it is in [`crate::lookup`].

use crate::wording::{award_kind, date, rules};
use huiqi_rules::policy::{Award, Policy, PolicySet, Region};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use huiqi_rules::synonym::Meaning;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A document itself.
    Document,
    /// An award with an amount.
    Award,
    /// A support without an amount.
    Support,
    /// Money or a figure that cannot be computed from the text.
    Unpriced,
    /// A goal or quota.
    Goal,
    /// A clause with two readings.
    Reading,
    /// A rule that keeps awards from being paid together or twice.
    Limit,
}

impl EntryKind {
    /// Every kind, in the order of a document's page.
    pub const ALL: [Self; 7] = [
        Self::Document,
        Self::Award,
        Self::Support,
        Self::Unpriced,
        Self::Goal,
        Self::Reading,
        Self::Limit,
    ];

    /// Returns the kind's name in the interface.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Award => "award",
            Self::Support => "support",
            Self::Unpriced => "unpriced",
            Self::Goal => "goal",
            Self::Reading => "reading",
            Self::Limit => "limit",
        }
    }

    /// Returns the kind in Chinese.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Document => "文件",
            Self::Award => "奖补",
            Self::Support => "扶持",
            Self::Unpriced => "未计入",
            Self::Goal => "目标",
            Self::Reading => "两种理解",
            Self::Limit => "限制",
        }
    }
}

/// One thing that can be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The document's id.
    pub document: &'static str,
    /// What it is.
    pub kind: EntryKind,
    /// Its anchor on the document's page; empty for the document itself.
    pub anchor: String,
    /// Its name.
    pub title: String,
    /// What is searched besides, in lines: kind, document and clause first.
    pub text: String,
    /// Other words for the same, which are searched and not shown; without line breaks.
    pub also: String,
}

/// The anchor of the rule about matters claimed under other policies.
pub const CLAIMED_ELSEWHERE: &str = "limit--claimed";

/// Returns an id without its document's.
#[must_use]
pub fn own(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, own)| own)
}

/// Returns the anchor of an item on its document's page. Awards and supports keep their own id; the
/// other kinds may share one with them.
#[must_use]
pub fn anchor(kind: EntryKind, id: &str) -> String {
    match kind {
        EntryKind::Document => String::new(),
        EntryKind::Award | EntryKind::Support => own(id).to_owned(),
        EntryKind::Unpriced => format!("unpriced--{}", own(id)),
        EntryKind::Goal => format!("goal--{}", own(id)),
        EntryKind::Reading => format!("reading--{}", own(id)),
        EntryKind::Limit => format!("limit--{}", own(id)),
    }
}

/// Returns every entry, document by document.
#[must_use]
pub fn entries(set: &PolicySet) -> Vec<Entry> {
    set.policies.iter().flat_map(|policy| entries_of(set, policy)).collect()
}

/// Returns the entries of one document.
#[must_use]
pub fn entries_of(set: &PolicySet, policy: &'static Policy) -> Vec<Entry> {
    let entry = |kind: EntryKind, id: &str, title: &str, clause: &str, lines: &[&str]| {
        let head = format!("{} · {} · {clause}", kind.word(), policy.short_title);
        let lines: Vec<&str> = [head.as_str()]
            .into_iter()
            .chain(lines.iter().copied())
            .filter(|line| !line.is_empty())
            .collect();
        Entry {
            document: policy.id,
            kind,
            anchor: anchor(kind, id),
            title: title.to_owned(),
            text: lines.join("\n"),
            also: unquoted(title),
        }
    };
    let mut all = vec![document(set, policy)];
    for award in policy.awards {
        let facts =
            format!("{}，{}", rules::amount(set, policy, &award.terms), award_kind(award.kind));
        let days = rules::own_days(award.terms.days);
        let days = days.map_or(String::new(), |days| format!("本条有效期：{days}"));
        let payers = award.payers.join("、");
        let lines = [award.summary, &facts, &payers, &award.notes.join(""), &days];
        let own = entry(EntryKind::Award, award.id, award.name, award.clause, &lines);
        let also = [own.also.as_str(), &asked(set, policy, award)].join(" ");
        all.push(Entry { also: also.trim().to_owned(), ..own });
    }
    for support in policy.supports {
        all.push(entry(
            EntryKind::Support,
            support.id,
            support.name,
            support.clause,
            &[support.kind, &support.departments.join("、")],
        ));
    }
    for rule in policy.highest_only {
        let members = names(policy, rule.awards);
        all.push(entry(EntryKind::Limit, rule.id, rule.name, rule.clause, &[&members]));
    }
    for limit in policy.limits {
        let words = crate::wording::formulas::limit(set, limit);
        all.push(entry(EntryKind::Limit, limit.id, limit.name, limit.clause, &[&words]));
    }
    if let Some(rule) = &policy.claimed_elsewhere {
        let title = set.question(rule.question).short;
        all.push(Entry {
            anchor: CLAIMED_ELSEWHERE.to_owned(),
            ..entry(EntryKind::Limit, "", title, rule.clause, &[&matters(set, policy).join("、")])
        });
    }
    for reading in policy.readings {
        let lines = [reading.other, &names(policy, reading.awards)];
        all.push(entry(EntryKind::Reading, reading.id, reading.followed, reading.clause, &lines));
    }
    for support in policy.supports {
        for item in support.unpriced {
            all.push(entry(
                EntryKind::Unpriced,
                item.id,
                item.what,
                support.clause,
                &[item.why_not_counted, support.name],
            ));
        }
    }
    all.extend(policy.goals.iter().map(|goal| {
        entry(EntryKind::Goal, goal.id, goal.what, goal.clause, &[goal.why_not_counted])
    }));
    all
}

fn document(set: &PolicySet, policy: &'static Policy) -> Entry {
    let joined = |parts: &[&str], between: &str| {
        parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    let head = joined(
        &[EntryKind::Document.word(), policy.short_title, policy.number.unwrap_or_default()],
        " · ",
    );
    let facts =
        joined(&[policy.issuer, &date(policy.issued_on), &regions(set, policy).join("、")], "，");
    Entry {
        document: policy.id,
        kind: EntryKind::Document,
        anchor: String::new(),
        title: policy.title.to_owned(),
        text: joined(&[&head, &facts], "\n"),
        also: unquoted(policy.title),
    }
}

/// Returns a name without its quotation marks, which nobody types into a search; nothing where it
/// has none.
fn unquoted(name: &str) -> String {
    let is_mark = |letter: char| matches!(letter, '“' | '”' | '‘' | '’' | '《' | '》');
    if name.contains(is_mark) { name.replace(is_mark, "") } else { String::new() }
}

/// Returns the names of the questions that an award hangs on, other words for them, and the options
/// that it asks for where several may be chosen.
fn asked(set: &PolicySet, policy: &Policy, award: &Award) -> String {
    let is_read = |index: &QuestionIndex| {
        *index != PolicySet::REGION && award.terms.reads.meets(set.question(*index).variables())
    };
    // Variables are counted for a region: those of questions elsewhere may be the same.
    let holds = |region: &&Region| policy.regions.contains(&region.id);
    let there = set.regions.iter().filter(holds).flat_map(|region| region.questions);
    let mut read: Vec<QuestionIndex> = there.copied().filter(is_read).collect();
    read.sort_unstable();
    read.dedup();
    let mut names: Vec<&str> = Vec::new();
    for index in read {
        let question = set.question(index);
        names.push(question.short);
        let is_asked = |option: &usize| {
            let variable = question.first_variable + *option as u16;
            question.kind == Kind::Multi && award.terms.reads.meets(Variables::one(variable))
        };
        let asked = (0..question.options.len()).filter(is_asked);
        names.extend(asked.map(|option| question.options[option].label));
        let synonyms = set.synonyms_of(index);
        names.extend(synonyms.filter(|one| one.meaning == Meaning::Question).map(|one| one.word));
    }
    names.join(" ")
}

/// Returns the places in which a document holds, and other words for them, for searches.
#[must_use]
pub fn places(set: &PolicySet, policy: &Policy) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (index, region) in set.regions.iter().enumerate() {
        if policy.regions.contains(&region.id) {
            names.push(region.name);
            let synonyms = set.synonyms_of(PolicySet::REGION);
            names.extend(
                synonyms.filter(|one| one.option() == Some(index as u16)).map(|one| one.word),
            );
        }
    }
    names.join(" ")
}

/// Returns the awards with these indices in a document.
pub fn awards_at(policy: &Policy, indices: &[u16]) -> impl Iterator<Item = &'static Award> {
    let awards = policy.awards;
    indices.iter().map(move |index| &awards[usize::from(*index)])
}

fn names(policy: &Policy, indices: &[u16]) -> String {
    awards_at(policy, indices).map(|award| award.name).collect::<Vec<_>>().join("、")
}

/// Returns the names of the regions in which a document holds.
#[must_use]
pub fn regions(set: &PolicySet, policy: &Policy) -> Vec<&'static str> {
    set.regions
        .iter()
        .filter(|region| policy.regions.contains(&region.id))
        .map(|region| region.name)
        .collect()
}

/// Returns the matters of a document's awards that may have been claimed under other policies.
#[must_use]
pub fn matters(set: &PolicySet, policy: &Policy) -> Vec<&'static str> {
    let Some(rule) = &policy.claimed_elsewhere else { return Vec::new() };
    let used = |index: usize| {
        policy
            .awards
            .iter()
            .any(|award| award.matter.is_some_and(|matter| usize::from(matter) == index))
    };
    set.question(rule.question)
        .options
        .iter()
        .enumerate()
        .filter(|(index, _)| used(*index))
        .map(|(_, option)| option.label)
        .collect()
}

/// Returns a text as it is compared: half-width, small letters, one kind of space.
/// static/search.js folds in the same way, letter by letter.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().map(fold_letter).collect()
}

/// Returns a letter as texts are compared: half-width, small.
#[must_use]
pub fn fold_letter(letter: char) -> char {
    let half = match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    };
    let mut lower = half.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        (Some(_) | None, _) => half,
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryKind, anchor, fold};

    #[test]
    fn letters_are_compared_half_width_and_small() {
        assert_eq!(fold("ＡＢc　１２（三）\t"), "abc 12(三) ");
    }

    #[test]
    fn each_kind_has_places_of_its_own() {
        assert_eq!(anchor(EntryKind::Award, "a/b"), "b");
        assert_eq!(anchor(EntryKind::Reading, "a/b"), "reading--b");
        assert_eq!(anchor(EntryKind::Unpriced, "a/b"), "unpriced--b");
    }
}
