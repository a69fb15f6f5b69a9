//! The XML of a workbook's parts: attributes, words, references.

use super::super::line::TableFault;
use super::super::package::MORE_THAN_DECLARED;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader};
use std::borrow::Cow;
use std::io::BufRead;

/// A reader of a part.
pub(super) type Xml = Reader<Box<dyn BufRead>>;

/// Begins to read a part.
pub(super) fn reader(part: Box<dyn BufRead>) -> Xml {
    let mut xml = Reader::from_reader(part);
    let config = xml.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    xml
}

/// Returns why a part cannot be read.
pub(super) fn fault(error: &Error) -> TableFault {
    match error {
        Error::Io(io) if io.to_string() == MORE_THAN_DECLARED => TableFault::TooLarge,
        error => TableFault::BadWorkbook(error.to_string()),
    }
}

/// Returns an attribute by its name, with or without a prefix.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, wanted: &str) -> Option<Cow<'a, str>> {
    let raw = raw_attribute(element.attributes_raw(), wanted)?;
    Some(quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw)))
}

/// Returns the text of an attribute as written.
pub(super) fn raw_attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        let name = name.trim();
        if name.rsplit(':').next() == Some(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

/// Adds the words of an event to a text; other events add nothing.
pub(super) fn add_words(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(words) => text.push_str(&words.xml10_content()),
        Event::CData(words) => text.push_str(&words.xml10_content()),
        Event::GeneralRef(reference) => text.extend(letter_of(reference)),
        _ => {}
    }
}

fn letter_of(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Returns the words of a cell where letters that XML does not take are written as _x000D_.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Returns the row and the column of a cell's reference such as B12, both from 0.
pub(super) fn place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.trim().trim_start_matches('$');
    let digits = reference.find(|letter: char| letter.is_ascii_digit())?;
    let letters = reference[..digits].trim_end_matches('$');
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let letter = letter.to_ascii_uppercase();
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        sum.checked_mul(26)?.checked_add(value)
    })?;
    let row: u32 = reference[digits..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::{place, raw_attribute, unescaped};

    #[test]
    fn attributes_references_and_escapes_are_read() {
        let raw = " r=\"B2\" x:s = '3' t=\"inlineStr\"";
        assert_eq!(raw_attribute(raw, "r"), Some("B2"));
        assert_eq!(raw_attribute(raw, "s"), Some("3"));
        assert_eq!((raw_attribute(raw, "n"), raw_attribute(" r", "r")), (None, None));
        assert_eq!(
            (place("A1"), place("AB12"), place("$C$3")),
            (Some((0, 0)), Some((11, 27)), Some((2, 2)))
        );
        assert_eq!((place("A0"), place("12"), place("ZZZZZZZZ1")), (None, None, None));
        assert_eq!(unescaped("a_x000A_b_xyz"), "a\nb_xyz");
        assert_eq!(unescaped("甲_x"), "甲_x");
    }
}
