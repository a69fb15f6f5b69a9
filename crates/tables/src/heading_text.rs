//! What a heading says besides the name of its column: a number before it, notes and a unit.

use super::figures::{BRACKETS, ColumnUnit};
use super::words::plain;

/// Words in brackets that tell how a column is filled in and do not change what it holds.
const NOTES: [&str; 19] = [
    "是/否",
    "是否",
    "有/无",
    "是、否",
    "盖章",
    "公章",
    "全称",
    "必填",
    "选填",
    "可不填",
    "多选",
    "单选",
    "下拉",
    "格式",
    "年/月/日",
    "年月日",
    "yyyy",
    "按营业执照",
    "小数",
];
/// Beginnings of such words: 请填数字, 例：8 万, 如 8 万.
const NOTE_BEGINNINGS: [&str; 6] = ["请填", "请按", "请选", "例:", "如", "填"];

/// What makes a note more than a note: it says which part is meant.
const LIMITS: [&str; 8] = ["不含", "不包括", "除", "其中", "非", "自行", "上年", "去年"];

/// Returns the names that a heading may mean, the fullest first: without a number or a star before
/// it, without a unit, without notes in brackets; and its last line by itself.
pub(crate) fn names(heading: &str) -> Vec<String> {
    let mut names = Vec::new();
    let lines = || heading.lines().filter(|line| !line.trim().is_empty());
    let whole = plain(heading);
    let last = lines().next_back().filter(|_| lines().count() > 1).map(plain);
    for text in [Some(whole), last].into_iter().flatten() {
        let unnumbered = without_number(&text);
        for name in [unnumbered.to_owned(), without_notes(unnumbered)] {
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Returns a heading without everything in brackets, as names of companies are headed.
pub(crate) fn bare(heading: &str) -> String {
    let mut text = without_number(&plain(heading)).to_owned();
    while let Some((before, _)) = last_note(&text) {
        text = before.to_owned();
    }
    text
}

/// Returns the unit that a heading names: 展位费（万元）, 展位费/万元, 展位费(单位：元).
#[must_use]
pub fn unit_of(heading: &str) -> Option<ColumnUnit> {
    let text = plain(heading);
    let mut rest = text.as_str();
    while let Some((before, note)) = last_note(rest) {
        if let Some(unit) = unit_among(note) {
            return Some(unit);
        }
        rest = before;
    }
    let behind = |mark: char| text.rsplit_once(mark).map(|(_, behind)| behind);
    UNIT_MARKS
        .iter()
        .find_map(|mark| behind(*mark).and_then(ColumnUnit::of_text))
        .or_else(|| {
            without_unit_word(&text).and_then(|name| ColumnUnit::of_text(&text[name.len()..]))
        })
        .or_else(|| ColumnUnit::named_in(&text))
}

/// What parts a unit from the name before it.
const UNIT_MARKS: [char; 8] = ['/', ':', '_', '-', ',', '—', '·', '~'];

/// Returns the unit that one part of a note is: 元，不含税 names 元.
fn unit_among(note: &str) -> Option<ColumnUnit> {
    note.split([',', ';', '、', '.']).find_map(ColumnUnit::of_text)
}

/// Returns the text before its last note in brackets, and the note.
fn last_note(text: &str) -> Option<(&str, &str)> {
    let mut pairs = BRACKETS.chunks(2);
    pairs.find_map(|pair| {
        let (open, close) = (pair[0], pair[1]);
        let inner = text.strip_suffix(close)?;
        let from = inner.rfind(open)?;
        Some((&inner[..from], &inner[from + open.len_utf8()..]))
    })
}

fn without_notes(text: &str) -> String {
    let mut text = text;
    loop {
        if let Some((before, note)) = last_note(text)
            && !before.is_empty()
            && is_note(note)
        {
            text = before;
        } else if let Some(name) = without_unit(text) {
            text = name;
        } else {
            return text.trim_end_matches([':', '*', '?']).to_owned();
        }
    }
}

fn is_note(note: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| note.contains(word));
    let begins = || NOTE_BEGINNINGS.iter().any(|word| note.starts_with(word));
    !has(&LIMITS) && (unit_among(note).is_some() || has(&NOTES) || begins())
}

/// Returns a heading without the unit behind a mark: 展位费/万元.
fn without_unit(text: &str) -> Option<&str> {
    let at = |mark: char| {
        let (name, unit) = text.rsplit_once(mark)?;
        (!name.is_empty() && ColumnUnit::of_text(unit).is_some()).then_some(name)
    };
    let behind_word = || {
        let (name, unit) = text.rsplit_once("单位")?;
        (!name.is_empty() && (unit.is_empty() || ColumnUnit::of_text(unit).is_some()))
            .then_some(name)
    };
    // 单位 alone is no unit and heads a column of its own.
    behind_word()
        .or_else(|| UNIT_MARKS.into_iter().find_map(at))
        .or_else(|| without_unit_word(text))
}

/// Returns a heading without the word for money at its very end: 展位费万元.
fn without_unit_word(text: &str) -> Option<&str> {
    let words = ["万元", "千元", "百万元", "亿元"];
    words.iter().rev().find_map(|word| text.strip_suffix(word)).filter(|name| !name.is_empty())
}

/// Returns a heading without a number, a star or a bracket before it: 1.所在地, *所在地, （一）所在地.
fn without_number(text: &str) -> &str {
    let text = text.trim_start_matches(['*', '※', '★', '●']);
    if let Some(inner) = text.strip_prefix('(')
        && let Some((number, rest)) = inner.split_once(')')
        && !rest.is_empty()
        && is_number(number)
    {
        return rest;
    }
    match text.split_once(['.', '、']) {
        Some((number, rest)) if is_number(number) && !rest.is_empty() => rest,
        Some(_) | None => text,
    }
}

fn is_number(text: &str) -> bool {
    let is_digit =
        |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter);
    !text.is_empty() && text.chars().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::{bare, names, unit_of};
    use crate::figures::ColumnUnit;

    #[test]
    fn a_heading_keeps_its_name_without_number_unit_and_notes() {
        for heading in [
            "展位费",
            "展位费（元）",
            "展位费(单位：元)",
            "展位费/万元",
            "展位费万元",
            "展位费\n（元）",
            "3.展位费",
            "（三）展位费",
            "*展位费（必填）",
            "参展情况\n展位费（万元）",
            "展位费（万元）（必填）：",
            "展位费 单位：万元",
            "展位费\n单位（万元）",
            "展位费，万元",
            "展位费（RMB万）",
            "展位费〈万元〉",
            "展位费｛万元｝",
            "展位费—万元",
            "展位费（请填数字）",
        ] {
            assert!(
                names(heading).contains(&"展位费".to_owned()),
                "{heading}: {:?}",
                names(heading)
            );
        }
        assert!(names("已获挂牌上市支持（是/否）").contains(&"已获挂牌上市支持".to_owned()));
        for heading in [
            "展位费（自行参加的）",
            "展位费（不含税，元）",
            "展位费（上年）",
            "展位费明细",
            "展位费（申请金额）",
            "展位费（补贴比例）",
            "展位费（已补）",
        ] {
            assert!(!names(heading).contains(&"展位费".to_owned()), "{heading}");
        }
        assert_eq!(bare("企业名称（与营业执照一致）"), "企业名称");
    }

    #[test]
    fn a_heading_names_its_unit() {
        for (heading, unit) in [
            ("展位费", None),
            ("展位费（元）", Some(ColumnUnit::Yuan(0))),
            ("展位费（单位：万元，不含布展）", Some(ColumnUnit::Yuan(4))),
            ("展位费/千元", Some(ColumnUnit::Yuan(3))),
            ("展位费 万元", Some(ColumnUnit::Yuan(4))),
            ("展位费（万美元）", Some(ColumnUnit::Foreign)),
            ("展位费（￥万）", Some(ColumnUnit::Yuan(4))),
            ("展位费（$）", Some(ColumnUnit::Foreign)),
            ("展位费（10000元）", Some(ColumnUnit::Yuan(4))),
            // Chosen by hand such a column is read in its unit all the same.
            ("参展支出单位万元", Some(ColumnUnit::Yuan(4))),
            ("参展支出(万元", Some(ColumnUnit::Yuan(4))),
            ("参展支出（精确到万元）", Some(ColumnUnit::Yuan(4))),
            ("主营收入增幅（%）", Some(ColumnUnit::Percent)),
            ("企业名称（盖章）", None),
            ("填报单位", None),
        ] {
            assert_eq!(unit_of(heading), unit, "{heading}");
        }
    }
}
