//! A difference and its effect as sentences and as plain text.

use super::effect::{Company, Effect, Part, Skipped, Together};
use super::entry::{Change, Difference, Entry, Reach};
use super::sum::{Shift, Sum};
use super::tops::known;
use huiqi_rules::money::Yuan;
use huiqi_sitting::wording::{count, money, quoted};
use rust_decimal::Decimal;

/// What one thing of a document changes, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The short title of the document; empty for what all documents share.
    pub document_title: &'static str,
    /// The clause; empty where the change is of no clause.
    pub clause: &'static str,
    /// The sentence: "三（二）：…奖励 10 万元 → 15 万元；新增条件：…。".
    pub text: String,
    /// Whether it can change an amount.
    pub reach: Reach,
    /// The entries that it says, by their index.
    pub entries: Vec<usize>,
}

/// Returns the sentences of a difference: what can change an amount first, then the rest; within
/// both, document after document.
#[must_use]
pub fn sentences(difference: &Difference) -> Vec<Sentence> {
    let mut found = Vec::new();
    for reach in [Reach::Amounts, Reach::Words] {
        let own = difference.entries.iter().enumerate().filter(|(_, entry)| entry.reach == reach);
        let mut groups: Vec<Vec<(usize, &Entry)>> = Vec::new();
        for (index, entry) in own {
            let is_same = |group: &&mut Vec<(usize, &Entry)>| {
                let (_, first) = group[0];
                !entry.name.is_empty()
                    && (first.document, first.clause, &first.id)
                        == (entry.document, entry.clause, &entry.id)
            };
            match groups.iter_mut().find(is_same) {
                Some(group) => group.push((index, entry)),
                None => groups.push(vec![(index, entry)]),
            }
        }
        found.extend(groups.iter().map(|group| Sentence {
            document_title: group[0].1.document_title,
            clause: group[0].1.clause,
            text: said(group),
            reach,
            entries: group.iter().map(|(index, _)| *index).collect(),
        }));
    }
    found
}

fn said(group: &[(usize, &Entry)]) -> String {
    let (_, first) = group[0];
    let texts: Vec<&str> = group.iter().map(|(_, entry)| entry.text.as_str()).collect();
    let clause =
        if first.clause.is_empty() { String::new() } else { format!("{}：", first.clause) };
    // A sum follows the name as it is; anything else after a pause.
    let is_sum = first.field.is_empty() && first.change == Change::Changed;
    let between = match (first.name.is_empty(), is_sum) {
        (true, _) => "",
        (false, true) => " ",
        (false, false) => "，",
    };
    let text = texts.join("；");
    let end = if text.ends_with(['。', '？', '！']) { "" } else { "。" };
    format!("{clause}{}{between}{text}{end}", first.name)
}

/// Returns one entry as a sentence of its own.
#[must_use]
pub fn sentence(entry: &Entry) -> String {
    said(&[(0, entry)])
}

/// What can change an amount and what cannot, with their headings.
pub(crate) const PARTS: [(Reach, &str); 2] =
    [(Reach::Amounts, "可能改变金额的"), (Reach::Words, "不改变金额的")];

/// The heading of what belongs to no document.
pub(crate) const SHARED: &str = "各份文件共用的";

/// Returns how many changes there are, in a sentence.
#[must_use]
pub fn summary(difference: &Difference) -> String {
    let (all, amounts) = (difference.entries.len(), difference.amounts());
    match amounts {
        _ if all == 0 => "没有变动，测算结果都一样。".to_owned(),
        0 => format!("共 {all} 处变动，都不改变金额。"),
        amounts if amounts == all => format!("共 {all} 处变动，都可能改变金额。"),
        amounts => format!("共 {all} 处变动，其中 {amounts} 处可能改变金额。"),
    }
}

/// Returns a difference as plain text.
#[must_use]
pub fn report_text(difference: &Difference) -> String {
    let (old, new) = (difference.old.edition, difference.new.edition);
    let mut lines = vec![if old == new {
        format!("规则对比（版次都是 {new}）")
    } else {
        format!("规则对比：{old} → {new}")
    }];
    if difference.is_empty() {
        lines.push(summary(difference));
        return ended(lines);
    }
    lines.push(summary(difference));
    let all = sentences(difference);
    for (reach, heading) in PARTS {
        let own: Vec<&Sentence> = all.iter().filter(|one| one.reach == reach).collect();
        if own.is_empty() {
            continue;
        }
        lines.extend([String::new(), heading.to_owned()]);
        let mut title = None;
        for one in own {
            if title != Some(one.document_title) {
                title = Some(one.document_title);
                lines.push(match one.document_title {
                    "" => format!("  {SHARED}"),
                    title => format!("  {title}"),
                });
            }
            lines.push(format!("    {}", one.text));
        }
    }
    ended(lines)
}

fn ended(lines: Vec<String>) -> String {
    lines.join("\n") + "\n"
}

/// Returns what a difference does to companies as plain text. `who` says whose companies these
/// are: "名单里的企业", "按各个门槛编的企业".
#[must_use]
pub fn effect_text(
    difference: &Difference,
    effect: &Effect,
    companies: &[Company],
    who: &str,
) -> String {
    let tried = count(effect.compared as u64);
    let mut lines = vec![format!("对企业的影响：{who}，新旧两版都算了 {tried} 家")];
    lines.extend(skipped(difference, effect));
    lines.extend(whole(effect));
    let known = known(difference, effect, companies, true);
    lines.extend(known.into_iter().map(|line| format!("  {line}")));
    let (found, none): (Vec<&Part>, Vec<&Part>) =
        effect.parts.iter().partition(|part| part.was_found());
    if !found.is_empty() {
        lines.extend([String::new(), "逐处看（每次只改这一处）".to_owned()]);
        for part in found {
            lines.push(format!("  {}", part_name(difference, part)));
            lines.push(format!("    {}。", moved(part)));
            let examples = examples(part, companies);
            if !examples.is_empty() {
                lines.push(format!("    例如：{examples}。"));
            }
        }
    }
    if !effect.together.is_empty() {
        lines.extend([
            String::new(),
            "几处合在一起才有的（上面逐处的数加上这些，就是合计）".to_owned(),
        ]);
        for own in &effect.together {
            lines.push(format!("  {}", together_name(difference, effect, own)));
            lines.push(format!("    {}。", summed(&own.sum)));
        }
    }
    if !none.is_empty() && effect.compared + effect.skipped.len() > 0 {
        lines.extend([String::new(), "没有找到金额受影响的企业".to_owned()]);
        lines.extend(none.iter().map(|part| format!("  {}", part_name(difference, part))));
    }
    ended(lines)
}

/// Returns how many totals change, in a sentence; none where no company can be compared.
pub(crate) fn whole(effect: &Effect) -> Option<String> {
    (effect.compared > 0).then(|| {
        let undecided = count(effect.undecided as u64);
        match (effect.whole.companies, effect.undecided) {
            (0, 0) => "合计金额都没有变。".to_owned(),
            (0, _) => format!(
                "合计的至少都没有变；{undecided} 家的最多还要看没有填的数，填了才知道变不变。"
            ),
            (_, 0) => format!("合计金额有变的 {}。", summed(&effect.whole)),
            (_, _) => format!(
                "合计金额有变的 {}。另有 {undecided} 家的最多还要看没有填的数，填了才知道变不变。",
                summed(&effect.whole)
            ),
        }
    })
}

/// Returns the changes that bring something only together, in words.
pub(crate) fn together_name(difference: &Difference, effect: &Effect, own: &Together) -> String {
    let names: Vec<String> =
        own.parts.iter().map(|part| part_name(difference, &effect.parts[*part])).collect();
    if names.is_empty() { "分不到某一处的".to_owned() } else { names.join(" ＋ ") }
}

/// Returns a change in words, without the full stop.
#[must_use]
pub fn part_name(difference: &Difference, part: &Part) -> String {
    let entries: Vec<&Entry> =
        part.entries.iter().map(|index| &difference.entries[*index]).collect();
    let Some(first) = entries.first() else {
        let id = part.unit.id();
        let index = difference.new.question_index(id);
        let short = index.map_or(id, |index| difference.new.question(index).short);
        return format!("{}的旧答案带到新版以后", quoted(short));
    };
    // A document that is new or gone is listed without its awards.
    let own: Vec<(usize, &Entry)> =
        entries.iter().filter(|entry| entry.id == first.id).map(|entry| (0, *entry)).collect();
    let text = said(&own);
    let text = text.trim_end_matches('。');
    match first.document_title {
        "" => text.to_owned(),
        title => format!("{title} {text}"),
    }
}

pub(crate) fn moved(part: &Part) -> String {
    let mut texts = Vec::new();
    if part.sum.companies > 0 {
        texts.push(summed(&part.sum));
    }
    if part.awards_only.0 > 0 {
        let own = count(part.awards_only.0 as u64);
        texts.push(format!("{own} 家这一项有变，合计没有变"));
    }
    if part.undecided.0 > 0 {
        let own = count(part.undecided.0 as u64);
        texts.push(format!("{own} 家这一项有变，合计的最多还要看没有填的数"));
    }
    if part.first_document.0 > 0 {
        let own = count(part.first_document.0 as u64);
        texts.push(format!("{own} 家的地区以前没有收录文件，现在算得出金额"));
    }
    for (own, edition) in [(&part.only_in_new, "新版"), (&part.only_in_old, "旧版")] {
        if own.0 > 0 {
            texts.push(format!("{} 家的答案只有{edition}有，没有比", count(own.0 as u64)));
        }
    }
    texts.join("；")
}

pub(crate) fn examples(part: &Part, companies: &[Company]) -> String {
    let lists = [
        &part.sum.examples,
        &part.awards_only.1,
        &part.undecided.1,
        &part.first_document.1,
        &part.only_in_new.1,
        &part.only_in_old.1,
    ];
    let indices = lists.into_iter().find(|list| !list.is_empty());
    let names = indices.into_iter().flatten().filter_map(|index| companies.get(*index));
    names.map(|company| company.name.as_str()).collect::<Vec<_>>().join("；")
}

/// "12 家：10 家增加，2 家减少，合计增加 80 万元".
fn summed(sum: &Sum) -> String {
    let Sum { companies, more, less, shift, examples: _ } = sum;
    let mixed = companies - more - less;
    let counted = [(*more, "增加"), (*less, "减少"), (mixed, "一头增加、一头减少")];
    let counted: Vec<String> = counted
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} 家{word}", count(*number as u64)))
        .collect();
    let counted = match counted.as_slice() {
        [one] => one.clone(),
        several => format!("{} 家：{}", count(*companies as u64), several.join("，")),
    };
    format!("{counted}，{}", shifted(*shift))
}

pub(crate) fn shifted(shift: Shift) -> String {
    let Shift { least, most, opened, both_open } = shift;
    let of_open = match (both_open, most.is_zero()) {
        (..=0, _) => String::new(),
        (1, true) => "，最多还要看没有填的数".to_owned(),
        (number, _) => {
            format!("，{} 家的最多还要看没有填的数", count(number.unsigned_abs()))
        }
    };
    let ends = if both_open > 0 && most.is_zero() {
        format!("至少合计{}{of_open}", by(least))
    } else if least == most && both_open <= 0 {
        format!("合计{}", by(least))
    } else {
        format!("至少合计{}，最多合计{}{of_open}", by(least), by(most))
    };
    let number = count(opened.unsigned_abs());
    match opened {
        0 => ends,
        1.. => format!("{ends}，另有 {number} 家的最多改为看填的数"),
        _ => format!("{ends}，另有 {number} 家的最多不再看填的数"),
    }
}

pub(crate) fn by(yuan: Decimal) -> String {
    let sum = Yuan::from_decimal(yuan.abs()).map_or(String::new(), money);
    match yuan.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Greater => format!("增加 {sum}"),
        std::cmp::Ordering::Less => format!("减少 {sum}"),
        std::cmp::Ordering::Equal => "不变".to_owned(),
    }
}

pub(crate) fn skipped(difference: &Difference, effect: &Effect) -> Vec<String> {
    let reasons = [
        (Skipped::NoRegion, "没有写地区，不能算"),
        (Skipped::OtherRegion, "是别的地方的，没有比"),
        (Skipped::RegionNotInOld, "的地区旧版里没有，不能比"),
        (Skipped::RegionNotInNew, "的地区新版里没有了，不能比"),
        (Skipped::NoDocumentInOld, "的地区旧版没有收录文件，不能比"),
        (Skipped::NoDocumentInNew, "的地区新版没有收录文件，不能比"),
        (Skipped::Contradiction, "的答案互相矛盾，不能算"),
    ];
    let mut lines = Vec::new();
    for (reason, words) in reasons {
        let own = effect.skipped.iter().filter(|(_, why)| *why == reason).count();
        if own > 0 {
            lines.push(format!("另有 {} 家{words}。", count(own as u64)));
        }
    }
    let mut answers: Vec<(Skipped, u64)> = Vec::new();
    for (_, why) in &effect.skipped {
        match answers.iter_mut().find(|(known, _)| known == why) {
            Some((_, own)) => *own += 1,
            None => answers.push((*why, 1)),
        }
    }
    for (why, own) in answers {
        let (id, has, lacks) = match why {
            Skipped::AnswerOnlyInNew(id) => (id, "新版", "旧版"),
            Skipped::AnswerOnlyInOld(id) => (id, "旧版", "新版"),
            Skipped::NoRegion
            | Skipped::OtherRegion
            | Skipped::RegionNotInOld
            | Skipped::RegionNotInNew
            | Skipped::NoDocumentInOld
            | Skipped::NoDocumentInNew
            | Skipped::Contradiction => continue,
        };
        let index = difference.new.question_index(id);
        let short = index.map_or(id, |index| difference.new.question(index).short);
        let own = count(own);
        lines.push(format!(
            "另有 {own} 家{}的答案只有{has}有，{lacks}没有这个答案，没有比。",
            quoted(short)
        ));
    }
    if effect.answers_left_out > 0 {
        let own = count(effect.answers_left_out as u64);
        lines.push(format!("其中 {own} 家有答案在另一版里用不上，按没有回答算。"));
    }
    lines
}
