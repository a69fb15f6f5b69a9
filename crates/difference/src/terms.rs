//! Awards: their texts, and what they ask and pay under every reading.

use super::entry::{Change, Entry, Reach, Unit};
use super::fields::{Field, Place, changed};
use super::ids::Ids;
use huiqi_rules::apply::{Apply, ApplyMode, Material, MaterialForm, StatusWord, Window};
use huiqi_rules::condition::{Condition, Leaf};
use huiqi_rules::policy::{Award, OtherTerms, Policy, ReadingSet, Terms};
use huiqi_sitting::wording::rules::{self, phrase};
use huiqi_sitting::wording::{award_kind, date, quoted};

/// Returns the entries of an award that both editions have.
pub(crate) fn award(
    place: &Place,
    (old_ids, old_policy, old): (Ids, &Policy, &'static Award),
    (new_ids, new_policy, new): (Ids, &Policy, &'static Award),
) -> Vec<Entry> {
    let mut entries =
        changed(place, &fields(old_ids, old_policy, old), &fields(new_ids, new_policy, new));
    // What an edition asks and pays under another reading than the followed ones.
    let mut choices = readings(old_policy, old);
    choices.extend(readings(new_policy, new));
    choices.sort_unstable();
    choices.dedup();
    for choice in choices {
        let (old_chosen, new_chosen) = (chosen(old_policy, &choice), chosen(new_policy, &choice));
        let reading = new_chosen.1.or(old_chosen.1).unwrap_or_default();
        let old_fields = terms(old_ids, old.id, old.terms_under(old_chosen.0));
        let new_fields = terms(new_ids, new.id, new.terms_under(new_chosen.0));
        for mut entry in changed(place, &old_fields, &new_fields) {
            let is_said = |own: &Entry| {
                own.unit == entry.unit && own.before == entry.before && own.after == entry.after
            };
            if entries.iter().any(is_said) {
                continue;
            }
            let sum = if entry.field.is_empty() { "金额：" } else { "" };
            entry.text = format!("按另一种理解（{reading}），{sum}{}", entry.text);
            let what = if entry.field.is_empty() { "金额" } else { &entry.field };
            entry.field = format!("另一种理解下的{what}");
            entries.push(entry);
        }
    }
    entries
}

/// Returns the choices of readings under which an award has terms of its own, by their ids.
fn readings(policy: &Policy, award: &Award) -> Vec<Vec<&'static str>> {
    let ids = |other: &OtherTerms| {
        let OtherTerms { readings, terms: _ } = other;
        let own = policy.indexed_readings().filter(|(index, _)| readings.contains(*index));
        let mut ids: Vec<&'static str> = own.map(|(_, reading)| reading.id).collect();
        ids.sort_unstable();
        ids
    };
    award.others.iter().map(ids).collect()
}

/// Returns those of these readings that a document has, and how the first is read then.
fn chosen(policy: &Policy, ids: &[&str]) -> (ReadingSet, Option<String>) {
    let mut set = ReadingSet::NONE;
    let mut words = None;
    for (index, reading) in policy.indexed_readings() {
        if ids.contains(&reading.id) {
            set = set.with(index);
            words.get_or_insert_with(|| reading.other.trim_end_matches('。').to_owned());
        }
    }
    (set, words)
}

/// Returns the properties of an award, with its terms as the followed readings have them.
fn fields(ids: Ids, policy: &Policy, award: &'static Award) -> Vec<Field> {
    let Award {
        id,
        name,
        clause,
        payers,
        paid_by,
        kind,
        summary,
        quota,
        matter,
        terms: followed,
        others: _,
        title_brings,
        title_later,
        notes,
        apply,
    } = award;
    let claimed = policy.claimed_elsewhere.as_ref().zip(*matter);
    let (matter, said) = claimed.map_or((String::new(), String::new()), |(rule, option)| {
        let question = ids.set.question(rule.question);
        let label = question.options.get(usize::from(option)).map_or("", |option| option.label);
        (ids.option(rule.question, option).to_owned(), quoted(label))
    });
    let mut fields = terms(ids, id, followed);
    fields.push(Field::shown("性质", format!("{kind:?}"), award_kind(*kind)));
    fields.push(Field::counted(
        Unit::Matter(id),
        "别处领过就不再发的事项",
        (matter.clone(), matter),
        said,
    ));
    fields.extend([
        Field::words("名称", *name),
        Field::words("条款", *clause),
        Field::words("负责部门", payers.join("、")),
        Field::words("出资", paid_by.unwrap_or_default()),
        Field::words("说明", *summary),
        Field::words("名额", quota.unwrap_or_default()),
        Field::words("称号带来的金额", title_brings.unwrap_or_default()),
        Field::words("以后取得称号的说明", title_later.unwrap_or_default()),
        Field::shown("提示", format!("{notes:?}"), notes.concat()),
    ]);
    fields.extend(application(apply.as_ref()));
    fields
}

/// Returns what is asked and paid.
fn terms(ids: Ids, award: &'static str, terms: &'static Terms) -> Vec<Field> {
    let Terms { condition, amount, silent_unless, days, reads: _ } = terms;
    let earlier = rules::earlier(terms).unwrap_or_default();
    let own = days.own().map_or_else(String::new, |own| format!("{:?}", (own.first, own.last)));
    vec![
        Field::counted(
            Unit::Amount(award),
            "",
            (ids.amount(amount), ids.amount_meaning(amount)),
            ids.document_of(award)
                .map_or_else(String::new, |policy| rules::amount(ids.set, policy, terms)),
        ),
        asked(ids, Some(Unit::Condition(award)), "条件", Some(condition)),
        asked(ids, Some(Unit::Silence(award)), "文件写明的对象", silent_unless.as_ref()),
        Field::counted(
            Unit::AwardDays(award),
            "施行以前的日期",
            (days.counts_earlier().to_string(), days.counts_earlier().to_string()),
            if earlier.is_empty() { "不算" } else { "也算" },
        ),
        Field::counted(
            Unit::AwardDays(award),
            "本条有效期",
            (own.clone(), own),
            rules::own_days(*days).unwrap_or_else(|| "没有另写".to_owned()),
        ),
    ]
}

/// Returns requirements as a property.
pub(crate) fn asked(
    ids: Ids,
    unit: Option<Unit>,
    name: &str,
    condition: Option<&Condition>,
) -> Field {
    let data = condition.map_or(String::new(), |condition| ids.condition(condition));
    let meaning = condition.map_or(String::new(), |condition| ids.meaning(condition));
    let lines = condition.map_or(Vec::new(), |condition| lines(ids, condition));
    let tested = condition.map_or(Vec::new(), |condition| tested_lines(ids, condition));
    Field::requirements(unit, name, (data, meaning), lines, tested)
}

/// Returns the outermost requirements of a condition, each in one phrase.
pub(crate) fn lines(ids: Ids, condition: &Condition) -> Vec<String> {
    match condition {
        Condition::All(parts) => parts.iter().map(|part| phrase(ids.set, part)).collect(),
        Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => {
            vec![phrase(ids.set, condition)]
        }
    }
}

fn tested_lines(ids: Ids, condition: &Condition) -> Vec<String> {
    match condition {
        Condition::All(parts) => parts.iter().map(|part| tested(ids, part)).collect(),
        Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => vec![tested(ids, condition)],
    }
}

/// Returns a condition in the standard words of what it tests, where the document's own words do
/// not show it.
fn tested(ids: Ids, condition: &Condition) -> String {
    let all = |parts: &[Condition], between: &str| {
        parts.iter().map(|part| tested(ids, part)).collect::<Vec<_>>().join(between)
    };
    match condition {
        Condition::All(parts) => all(parts, "，并且"),
        Condition::Any(parts) => all(parts, "，或者"),
        Condition::Not(part) => format!("不能是：{}", tested(ids, part)),
        Condition::Leaf(leaf) => phrase(ids.set, &Condition::Leaf(Leaf { says: None, ..*leaf })),
    }
}

/// Returns how an award is applied for.
fn application(apply: Option<&Apply>) -> [Field; 7] {
    let Apply { mode, windows, place, telephone, materials, before, status } =
        apply.copied().unwrap_or_default();
    let word = |mode: ApplyMode| {
        ApplyMode::ALL.iter().find(|(_, own)| *own == mode).map_or("", |(name, _)| *name)
    };
    let window = |window: &Window| match window {
        Window::Dated { from, to } => format!("{}至{}", date(*from), date(*to)),
        Window::Yearly(season) => (*season).to_owned(),
    };
    let windows_said: Vec<String> = windows.unwrap_or_default().iter().map(window).collect();
    let place_said =
        place.map(|place| [place.office, place.address.unwrap_or_default()].join("，"));
    let place_said = place_said.map(|said| said.trim_end_matches('，').to_owned());
    let material = |material: &Material| {
        let form = match material.form {
            None => "",
            Some(MaterialForm::Original) => "（原件）",
            Some(MaterialForm::Copy) => "（复印件）",
            Some(MaterialForm::Both) => "（原件和复印件）",
        };
        format!("{}{form}", material.name)
    };
    let materials_said: Vec<String> = materials.unwrap_or_default().iter().map(material).collect();
    let status_said = status.map(|status| {
        let word = match status.is {
            StatusWord::Open => "正在受理",
            StatusWord::Closed => "没有在受理",
            StatusWord::UsedUp => "名额或资金已用完",
        };
        format!("{word}（{}看到，{}）", date(status.as_of), status.source)
    });
    [
        Field::shown("申报方式", format!("{mode:?}"), mode.map_or("", word)),
        Field::shown("申报时间", format!("{windows:?}"), windows_said.join("；")),
        Field::shown("受理地点", format!("{place:?}"), place_said.unwrap_or_default()),
        Field::words("咨询电话", telephone.unwrap_or_default()),
        Field::shown("材料", format!("{materials:?}"), materials_said.join("、")),
        Field::words("花钱以前要做的", before.unwrap_or_default()),
        Field::shown("受理情况", format!("{status:?}"), status_said.unwrap_or_default()),
    ]
}

/// Returns the entry of an award that only one edition has.
pub(crate) fn only(
    place: &Place,
    change: Change,
    (ids, policy, award): (Ids, &Policy, &'static Award),
) -> Entry {
    let amount = rules::amount(ids.set, policy, &award.terms);
    let asked = lines(ids, &award.terms.condition);
    let asked =
        if asked.is_empty() { String::new() } else { format!("；条件：{}", asked.join("；")) };
    let group = policy.highest_only.iter().find(|group| {
        let is_it = |index: &u16| policy.awards[usize::from(*index)].id == award.id;
        group.awards.iter().any(is_it)
    });
    let group =
        group.map_or(String::new(), |group| format!("；{}", group.name.trim_end_matches('。')));
    let (word, before, after) = match change {
        Change::Added | Change::Changed => ("新增这一项", String::new(), amount.clone()),
        Change::Removed => ("这一项没有了", amount.clone(), String::new()),
    };
    let text = match change {
        Change::Added | Change::Changed => {
            format!("{word}，{amount}{asked}；{}{group}", award_kind(award.kind))
        }
        Change::Removed => format!("{word}（原来 {amount}）"),
    };
    let mut entry = place.entry(change, "", text);
    (entry.before, entry.after) = (before, after);
    (entry.reach, entry.unit) = (Reach::Amounts, Some(Unit::Award(award.id)));
    entry
}
