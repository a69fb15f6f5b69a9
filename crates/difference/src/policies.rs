//! Documents: their validity and texts, and all that they hold.

use super::collections::{Pair, Paired, Row, paired, rows};
use super::entry::{Change, Entry, Reach, Scope, Unit};
use super::fields::{Field, Place, changed};
use super::ids::Ids;
use super::terms;
use huiqi_rules::government::GovernmentLevel;
use huiqi_rules::limit::SumLimit;
use huiqi_rules::policy::{
    Award, ClaimedElsewhere, Company, Goal, HighestOnly, Policy, PolicySet, Reading, ReadingIndex,
    Recognition, Support, Unpriced,
};
use huiqi_sitting::wording::{date, formulas, quoted};
use time::Date;

/// One side of a comparison.
type Side = (Ids, &'static Policy);

fn place(policy: &'static Policy) -> Place {
    Place {
        document: Some(policy.id),
        title: policy.short_title,
        clause: "",
        id: policy.id.to_owned(),
        name: String::new(),
    }
}

/// Returns the entries of all documents, in the order of the new edition.
pub(crate) fn policies(old: Ids, new: Ids) -> Vec<Entry> {
    let id = |policy: &Policy| policy.id.to_owned();
    let Paired { pairs, is_reordered } = paired(old.set.policies, new.set.policies, id, id);
    let mut entries = Vec::new();
    for pair in pairs {
        match pair {
            Pair::Added(policy) => entries.extend(whole(Change::Added, (new, policy))),
            Pair::Removed(policy) => entries.extend(whole(Change::Removed, (old, policy))),
            Pair::Both(before, after) => entries.extend(policy((old, before), (new, after))),
        }
    }
    if is_reordered {
        let place = Place {
            document: None,
            title: "",
            clause: "",
            id: "policies".to_owned(),
            name: String::new(),
        };
        entries.push(place.entry(Change::Changed, "文件", "文件的先后变了".to_owned()));
    }
    entries
}

/// Returns the entry of a document that only one edition has, and a line for each of its awards.
fn whole(change: Change, (ids, policy): Side) -> Vec<Entry> {
    let place = place(policy);
    let number = policy.number.map_or(String::new(), |number| format!("（{number}）"));
    let text = match change {
        Change::Added | Change::Changed => {
            let until = until(policy.valid_to);
            let from = date(policy.valid_from);
            format!("新增这份文件{number}，{from}起执行，{until}")
        }
        Change::Removed => format!("不再收录这份文件{number}"),
    };
    let mut entry = place.entry(change, "", text);
    (entry.reach, entry.unit) = (Reach::Amounts, Some(Unit::Document(policy.id)));
    let awards = policy.awards.iter().map(|award| {
        let at = at_award(&place, award);
        let mut entry = terms::only(&at, change, (ids, policy, award));
        entry.unit = Some(Unit::Document(policy.id));
        entry
    });
    std::iter::once(entry).chain(awards).collect()
}

fn until(last: Option<Date>) -> String {
    last.map_or_else(|| "没有写到哪天为止".to_owned(), |last| format!("到{}为止", date(last)))
}

fn at_award(place: &Place, award: &Award) -> Place {
    Place {
        clause: award.clause,
        id: award.id.to_owned(),
        name: award.name.to_owned(),
        ..place.clone()
    }
}

/// Returns the entries of a document that both editions have.
fn policy(old: Side, new: Side) -> Vec<Entry> {
    let place = place(new.1);
    let mut entries = changed(&place, &fields(old), &fields(new));
    entries.extend(claimed(&place, old, new));
    entries.extend(awards(&place, old, new));
    entries.extend(groups(&place, old, new));
    entries.extend(limits(&place, old, new));
    entries.extend(rest(&place, old, new));
    entries
}

/// Returns the properties of a document beside what it holds.
fn fields((ids, policy): Side) -> Vec<Field> {
    let Policy {
        id,
        title,
        short_title,
        number,
        issuer,
        issued_on,
        valid_from,
        valid_to,
        validity_note,
        checked_on,
        source_url,
        enquiries,
        level,
        regions,
        claimed_elsewhere: _,
        awards: _,
        highest_only: _,
        limits: _,
        readings: _,
        supports: _,
        goals: _,
        recognitions: _,
        companies: _,
    } = policy;
    let level = level.map_or("", |level| match level {
        GovernmentLevel::County => "县级",
        GovernmentLevel::City => "市级",
        GovernmentLevel::Province => "省级",
        GovernmentLevel::State => "国家级",
    });
    // Where it holds, with what lies within: the order of a region's documents is no part of it.
    let holds = ids
        .set
        .regions
        .iter()
        .filter(|region| region.policies.iter().any(|index| ids.set.policy(*index).id == *id));
    let holds: Vec<(&str, &str)> = holds.map(|region| (region.id, region.name)).collect();
    let mut where_ids: Vec<&str> = holds.iter().map(|(id, _)| *id).collect();
    where_ids.sort_unstable();
    let where_ids = where_ids.join(",");
    let names: Vec<&str> = holds.iter().map(|(_, name)| *name).collect();
    let day = |day: Date| (day.to_string(), day.to_string());
    let last = valid_to.map_or(String::new(), |last| last.to_string());
    vec![
        Field::counted(Unit::Days(id), "开始执行的日期", day(*valid_from), date(*valid_from)),
        Field::counted(Unit::Days(id), "执行期限", (last.clone(), last), until(*valid_to)),
        Field::counted(
            Unit::Regions(id),
            "适用地区",
            (format!("{where_ids} {regions:?}"), where_ids),
            names.join("、"),
        ),
        Field::words("标题", *title),
        Field::words("简称", *short_title),
        Field::words("文号", number.unwrap_or_default()),
        Field::words("发文单位", *issuer),
        Field::words("发文日期", date(*issued_on)),
        Field::words("有效期说明", *validity_note),
        Field::words("核对日期", date(*checked_on)),
        Field::words("原文网址", source_url.unwrap_or_default()),
        Field::words("咨询单位", *enquiries),
        Field::words("级别", level),
    ]
}

fn claimed(place: &Place, old: Side, new: Side) -> Vec<Entry> {
    let fields = |(ids, policy): Side| {
        let rule = policy.claimed_elsewhere.as_ref();
        let question =
            rule.map_or("", |ClaimedElsewhere { question, clause: _ }| ids.question(*question));
        let said = if question.is_empty() { "" } else { "从别的政策领过的，不再发" };
        let clause = rule.map_or("", |ClaimedElsewhere { question: _, clause }| clause);
        let unit = Unit::ClaimedElsewhere(policy.id);
        vec![
            Field::counted(
                unit,
                "不重复领取的规定",
                (question.to_owned(), question.to_owned()),
                said,
            ),
            Field::words("不重复领取的条款", clause),
        ]
    };
    let clause = |(_, policy): Side| policy.claimed_elsewhere.as_ref().map(|rule| rule.clause);
    let clause = clause(new).or(clause(old)).unwrap_or_default();
    changed(&Place { clause, ..place.clone() }, &fields(old), &fields(new))
}

fn awards(place: &Place, old: Side, new: Side) -> Vec<Entry> {
    let id = |award: &Award| award.id.to_owned();
    let Paired { pairs, is_reordered } = paired(old.1.awards, new.1.awards, id, id);
    let mut entries = Vec::new();
    for pair in pairs {
        match pair {
            Pair::Added(award) => {
                let side = (new.0, new.1, award);
                entries.push(terms::only(&at_award(place, award), Change::Added, side));
            }
            Pair::Removed(award) => {
                let side = (old.0, old.1, award);
                entries.push(terms::only(&at_award(place, award), Change::Removed, side));
            }
            Pair::Both(before, after) => entries.extend(terms::award(
                &at_award(place, after),
                (old.0, old.1, before),
                (new.0, new.1, after),
            )),
        }
    }
    if is_reordered {
        entries.push(place.entry(Change::Changed, "奖补", "各项奖补的先后变了".to_owned()));
    }
    entries
}

/// Returns the names of awards of a document by their indices, and their ids.
fn members(policy: &Policy, indices: &[u16]) -> (String, String) {
    let own = || indices.iter().map(|index| &policy.awards[usize::from(*index)]);
    let mut ids: Vec<&str> = own().map(|award| award.id).collect();
    ids.sort_unstable();
    let names: Vec<String> = own().map(|award| quoted(award.name)).collect();
    (ids.join(","), names.concat())
}

/// Returns the name of an award or a limit in a set.
fn member_name(set: &PolicySet, id: &str) -> String {
    let mut awards = set.policies.iter().flat_map(|policy| policy.awards);
    let mut groups = set.policies.iter().flat_map(|policy| policy.highest_only);
    let mut limits = set.policies.iter().flat_map(|policy| policy.limits);
    let name = awards.find(|award| award.id == id).map(|award| award.name);
    let name = name.or_else(|| groups.find(|group| group.id == id).map(|group| group.name));
    let name = name.or_else(|| limits.find(|limit| limit.id == id).map(|limit| limit.name));
    quoted(name.unwrap_or(id))
}

fn groups(place: &Place, old: Side, new: Side) -> Vec<Entry> {
    let row = |policy: &'static Policy, group: &HighestOnly| {
        let HighestOnly { id: _, clause, name, awards, other } = group;
        let (ids, names) = members(policy, awards);
        let under = other.as_ref().map(|other| {
            let reading = &policy.readings[usize::from(other.reading.0)];
            let (ids, names) = members(policy, other.awards);
            (format!("{} {ids}", reading.id), names)
        });
        let (other_ids, other_names) = under.unwrap_or_default();
        let unit = full_group(policy, group);
        vec![
            Field::counted(unit.clone(), "只发最高一项的范围", (ids.clone(), ids), names),
            Field::counted(
                unit,
                "另一种理解下只发最高一项的范围",
                (other_ids.clone(), other_ids),
                other_names,
            ),
            Field::words("名称", *name),
            Field::words("条款", *clause),
        ]
    };
    let id = |group: &HighestOnly| group.id.to_owned();
    let Paired { pairs, is_reordered } = paired(old.1.highest_only, new.1.highest_only, id, id);
    let mut entries = Vec::new();
    let at = |group: &HighestOnly| Place {
        clause: group.clause,
        id: group.id.to_owned(),
        name: group.name.to_owned(),
        ..place.clone()
    };
    let only = |change, policy: &'static Policy, group: &HighestOnly| {
        let names = members(policy, group.awards).1;
        let text = match change {
            Change::Added | Change::Changed => format!("新增这条规定，{names}只发最高的一项"),
            Change::Removed => format!("这条规定没有了，{names}不再只发最高的一项"),
        };
        let mut entry = at(group).entry(change, "", text);
        (entry.reach, entry.unit) = (Reach::Amounts, Some(full_group(policy, group)));
        entry
    };
    for pair in pairs {
        match pair {
            Pair::Added(group) => entries.push(only(Change::Added, new.1, group)),
            Pair::Removed(group) => entries.push(only(Change::Removed, old.1, group)),
            Pair::Both(before, after) => {
                entries.extend(changed(&at(after), &row(old.1, before), &row(new.1, after)));
            }
        }
    }
    if is_reordered {
        entries.push(place.entry(Change::Changed, "规定", "几条规定的先后变了".to_owned()));
    }
    entries
}

fn full_group(policy: &'static Policy, group: &HighestOnly) -> Unit {
    let own = policy.highest_only.iter().find(|own| own.id == group.id);
    Unit::Group(own.map_or(policy.id, |own| own.id))
}

fn limits(place: &Place, old: Side, new: Side) -> Vec<Entry> {
    let at = |limit: &SumLimit| Place {
        clause: limit.clause,
        id: limit.id.to_owned(),
        name: limit.name.to_owned(),
        ..place.clone()
    };
    let names_of = |ids: Ids, members: &[&str]| {
        members.iter().map(|id| member_name(ids.set, id)).collect::<String>()
    };
    let names = |ids: Ids, limit: &SumLimit| names_of(ids, limit.members);
    let sorted = |members: &[&str]| {
        let mut sorted = members.to_vec();
        sorted.sort_unstable();
        sorted.join(",")
    };
    let fields = |(ids, policy): Side, limit: &'static SumLimit| {
        let SumLimit { id, clause, name, rule, members, other_rule, other_members } = limit;
        let reading = |index: ReadingIndex| policy.readings[usize::from(index.0)].id;
        let (rule, sorted_members) = (ids.limit(rule), sorted(members));
        let other_rule = other_rule.map_or((String::new(), String::new()), |other| {
            let data = format!("{} {}", reading(other.reading), ids.limit(&other.rule));
            (data, formulas::limit_rule(ids.set, &other.rule))
        });
        let other_members = other_members.map_or((String::new(), String::new()), |other| {
            let data = format!("{} {}", reading(other.reading), sorted(other.members));
            (data, names_of(ids, other.members))
        });
        vec![
            Field::counted(
                Unit::Limit(id),
                "另一种理解下的数额",
                (other_rule.0.clone(), other_rule.0),
                other_rule.1,
            ),
            Field::counted(
                Unit::Limit(id),
                "另一种理解下的范围",
                (other_members.0.clone(), other_members.0),
                other_members.1,
            ),
            Field::counted(
                Unit::Limit(id),
                "",
                (rule.clone(), rule),
                formulas::limit(ids.set, limit),
            ),
            Field::counted(
                Unit::Limit(id),
                "范围",
                (sorted_members.clone(), sorted_members),
                names(ids, limit),
            ),
            Field::words("名称", *name),
            Field::words("条款", *clause),
        ]
    };
    let only = |change, ids: Ids, limit: &'static SumLimit| {
        let said = formulas::limit(ids.set, limit);
        let names = names(ids, limit);
        let text = match change {
            Change::Added | Change::Changed => format!("新增这条规定，{names}{said}"),
            Change::Removed => format!("这条规定没有了（原来{names}{said}）"),
        };
        let mut entry = at(limit).entry(change, "", text);
        (entry.reach, entry.unit) = (Reach::Amounts, Some(Unit::Limit(limit.id)));
        entry
    };
    let id = |limit: &SumLimit| limit.id.to_owned();
    let Paired { pairs, is_reordered } = paired(old.1.limits, new.1.limits, id, id);
    let mut entries = Vec::new();
    for pair in pairs {
        match pair {
            Pair::Added(limit) => entries.push(only(Change::Added, new.0, limit)),
            Pair::Removed(limit) => entries.push(only(Change::Removed, old.0, limit)),
            Pair::Both(before, after) => {
                entries.extend(changed(&at(after), &fields(old, before), &fields(new, after)));
            }
        }
    }
    if is_reordered {
        entries.push(place.entry(Change::Changed, "限额", "几条限额的先后变了".to_owned()));
    }
    entries
}

/// Returns the entries of what a document holds and from which no amount follows.
fn rest(place: &Place, old: Side, new: Side) -> Vec<Entry> {
    let mut entries = rows(
        place,
        "有两种理解的条款",
        (old.1.readings, new.1.readings),
        (&|own| reading(old.1, own), &|own| reading(new.1, own)),
    );
    entries.extend(rows(
        place,
        "不计金额的支持",
        (old.1.supports, new.1.supports),
        (&|own| support(old.0, own), &|own| support(new.0, own)),
    ));
    entries.extend(rows(place, "目标", (old.1.goals, new.1.goals), (&goal, &goal)));
    entries.extend(rows(
        place,
        "称号的取得",
        (old.1.recognitions, new.1.recognitions),
        (&|own| recognition(old.0, own), &|own| recognition(new.0, own)),
    ));
    entries.extend(rows(
        place,
        "样例企业",
        (old.1.companies, new.1.companies),
        (&|own| company(old.0, own), &|own| company(new.0, own)),
    ));
    entries
}

fn row(key: impl Into<String>, clause: &'static str, name: &str, fields: Vec<Field>) -> Row {
    let (key, name) = (key.into(), name.to_owned());
    Row { key, clause, name, is_named: true, fields, scope: Scope::Everywhere }
}

fn reading(policy: &Policy, own: &Reading) -> Row {
    let Reading { id, clause, awards, followed, other } = own;
    let (ids, names) = members(policy, awards);
    let fields = vec![
        Field::words("采用的理解", *followed),
        Field::words("另一种理解", *other),
        Field::shown("涉及的奖补", ids, names),
        Field::words("条款", *clause),
    ];
    row(*id, clause, followed.trim_end_matches('。'), fields)
}

fn support(ids: Ids, own: &Support) -> Row {
    let Support { id, name, clause, departments, kind, condition, unpriced } = own;
    let amounts = unpriced.iter().map(|item| {
        let Unpriced { id: _, what, why_not_counted } = item;
        format!("{what}（{why_not_counted}）")
    });
    let fields = vec![
        Field::words("名称", *name),
        Field::words("条款", *clause),
        Field::words("负责部门", departments.join("、")),
        Field::words("类别", *kind),
        terms::asked(ids, None, "条件", condition.as_ref()),
        Field::shown(
            "没有计入的金额",
            format!("{unpriced:?}"),
            amounts.collect::<Vec<_>>().join("；"),
        ),
    ];
    row(*id, clause, name, fields)
}

fn goal(own: &Goal) -> Row {
    let Goal { id, clause, what, why_not_counted } = own;
    let fields = vec![
        Field::words("内容", *what),
        Field::words("不计入的原因", *why_not_counted),
        Field::words("条款", *clause),
    ];
    row(*id, clause, what, fields)
}

fn recognition(ids: Ids, own: &Recognition) -> Row {
    let Recognition { question, option, conditions, season, source } = own;
    let asked = ids.set.question(*question);
    let label = asked.options.get(usize::from(*option)).map_or("", |option| option.label);
    let fields = vec![
        Field::words("要求", conditions.unwrap_or_default()),
        Field::words("申报时间", season.unwrap_or_default()),
        Field::words("出处", *source),
    ];
    row(format!("{} {}", asked.id, ids.option(*question, *option)), "", label, fields)
}

fn company(ids: Ids, own: &Company) -> Row {
    let Company { name, on, answers } = own;
    let data: Vec<String> =
        answers.iter().map(|(question, answer)| ids.answer(*question, answer)).collect();
    let said = answers.iter().map(|(question, answer)| {
        let asked = ids.set.question(*question).short;
        format!("{asked}：{}", huiqi_sitting::wording::answer(ids.set, *question, answer))
    });
    let fields = vec![
        Field::words("申报日", date(*on)),
        Field::shown("答案", data.join(";"), said.collect::<Vec<_>>().join("；")),
    ];
    row(*name, "", name, fields)
}
