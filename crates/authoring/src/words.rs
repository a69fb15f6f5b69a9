//! Words of a file that last as long as the tables: ids, names, and words of which only some are
//! allowed.

use super::message::Message;
use super::read::{Position, TomlTable, TomlText, unknown};
use huiqi_rules::question::{Kind, Quotient, QuotientKind};
use huiqi_rules::unit::Unit;

/// Returns a text that lives as long as the tables.
pub(super) fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Returns a list that lives as long as the tables.
pub(super) fn keep_all<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

/// Returns a text of the tables; empty where there is none.
pub(super) fn word(text: Option<TomlText>) -> &'static str {
    text.map_or("", |text| keep(&text.text))
}

/// Texts of the tables.
pub(super) fn words(texts: &[TomlText]) -> &'static [&'static str] {
    keep_all(texts.iter().map(|text| keep(&text.text)).collect())
}

/// Notes a text that is longer than a page has room for.
pub(super) fn not_longer(text: &TomlText, most: usize) {
    // A letter of the alphabet is half as wide as a Chinese one.
    let halves = |letter: char| if letter.is_ascii() { 1 } else { 2 };
    let letters = text.text.chars().map(halves).sum::<usize>().div_ceil(2);
    if letters > most {
        text.position.problem(say!(
            "{letters} letters; it has {most} at the most, so that a phone can show it",
            "有 {letters} 个字；最多 {most} 个字，手机上才显示得下"
        ));
    }
}

/// Returns the position of an id in a list; one that is not there is a problem.
pub(super) fn index_in<'a>(
    ids: impl Iterator<Item = &'a str> + Clone,
    id: &TomlText,
    what: &str,
) -> Option<u16> {
    let index = ids.clone().position(|candidate| candidate == id.text);
    if index.is_none() {
        id.position.problem(unknown(what, &id.text, ids));
    }
    // INVARIANT: a list with more items than a `u16` counts is a problem where it is declared.
    index.and_then(|index| u16::try_from(index).ok())
}

/// Returns the value of a word.
pub(super) fn one_of<T: Copy>(text: &TomlText, allowed: &[(&str, T)], what: &str) -> Option<T> {
    let found = allowed.iter().find(|(name, _)| *name == text.text).map(|(_, value)| *value);
    if found.is_none() {
        text.position.problem(unknown(what, &text.text, allowed.iter().map(|(name, _)| *name)));
    }
    found
}

/// Whether this is an edition of the rules: a year, a point, a month; and, where one month has
/// several, a point and a digit from 1 to 9. As texts they are in the order of time.
pub(super) fn is_edition(text: &str) -> bool {
    let (month, correction) = text.split_at_checked(7).unwrap_or((text, ""));
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = month.split_once('.').is_some_and(|(year, month)| {
        is_year(year) && matches!(month.as_bytes(), [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2'])
    });
    is_month && matches!(correction.as_bytes(), [] | [b'.', b'1'..=b'9'])
}

/// Returns a kind by its name.
pub(super) fn kind_of(kind: &TomlText) -> Option<Kind> {
    let figures = Unit::ALL.map(Kind::Figure);
    let kinds: Vec<(&str, Kind)> = [Kind::Single, Kind::Multi, Kind::YesNo]
        .into_iter()
        .chain(figures)
        .map(|kind| (kind.id(), kind))
        .collect();
    one_of(kind, &kinds, "kind")
}

/// Returns the two sums that a percentage follows from, of a question with this help.
pub(super) fn quotient_of(mut table: TomlTable<'_>, help: &'static str) -> Option<Quotient> {
    let (of, to, is) = (table.text("of"), table.text("to"), table.text("is"));
    let own = optional(&mut table, "help");
    table.finish();
    let is = is.and_then(|is| one_of(&is, &QuotientKind::ALL, "kind of quotient"));
    Some(Quotient {
        of: keep(&of?.text),
        to: keep(&to?.text),
        is: is?,
        help: if own.is_empty() { help } else { own },
    })
}

/// Returns a text that may be left out.
pub(super) fn optional(table: &mut TomlTable<'_>, key: &'static str) -> &'static str {
    word(table.maybe_text(key))
}

/// Whether an id is new; one that is taken, or is none, is a problem.
pub(super) fn duplicate<'a>(id: &TomlText, mut taken: impl Iterator<Item = &'a str>) -> bool {
    let first = id.position.taken_in();
    let is_taken = taken.any(|other| other == id.text);
    if is_taken {
        id.position.problem(match first {
            Some(line) => say!(
                "a duplicate id: line {line} has it already; every id is given once",
                "代号重了：第 {line} 行已经用了；每个代号只用一次"
            ),
            None => say!(
                "a duplicate id: another item has it already; every id is given once",
                "代号重了：另一项已经用了；每个代号只用一次"
            ),
        });
    }
    must_be_an_id(id);
    !is_taken
}

/// Whether an id is new that all files share; one that is taken, or is none, is a problem. `first`
/// is where it is given already.
pub(super) fn duplicate_of_all(id: &TomlText, first: Option<&Position>, advice: Message) -> bool {
    if let Some(first) = first {
        let line = first.line();
        let mut message = if first.is_of_file(&id.position) {
            say!(
                "a duplicate id: line {line} has it already; every id is given once",
                "代号重了：第 {line} 行已经用了；每个代号只用一次"
            )
        } else {
            let path = first.path();
            say!(
                "a duplicate id: {path} has it already in line {line}",
                "代号重了：{path} 的第 {line} 行已经用了"
            )
        };
        if !first.is_of_file(&id.position) {
            message.english.push_str(&advice.english);
            message.chinese.push_str(&advice.chinese);
        }
        id.position.problem(message);
    }
    must_be_an_id(id);
    first.is_none()
}

fn must_be_an_id(id: &TomlText) {
    if id.text.contains('/') || id.text.chars().any(char::is_whitespace) {
        id.position.problem(say!("an id holds no slash and no space", "代号里不能有斜线和空格"));
    }
}
