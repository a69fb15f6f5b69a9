//! The words of cells: what cannot be seen in them, how they are compared, and the words that mean
//! yes, no, nothing or not known.

use huiqi_sitting::entries::fold_letter;
use std::borrow::Cow;

/// Whether a letter cannot be seen and says nothing: marks of direction and of joining, spaces
/// without width, controls. Ends of lines and tabs part the words of a cell, and stay.
#[must_use]
pub const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{8}'
            | '\u{b}'..='\u{c}'
            | '\u{e}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Whether a text may hold a letter that cannot be seen, by its bytes: never wrongly no.
fn may_hide(text: &str) -> bool {
    text.bytes().any(
        |byte| matches!(byte, 0..=8 | 0xb..=0xc | 0xe..=0x1f | 0x7f | 0xc2 | 0xe1 | 0xe2 | 0xef),
    )
}

/// Returns a text without letters that cannot be seen, and without spaces at its ends.
#[must_use]
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if may_hide(text) && text.contains(is_unseen) {
        let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
        Cow::Owned(seen.trim().to_owned())
    } else {
        Cow::Borrowed(text.trim())
    }
}

/// Returns a text as headings and options are compared: without spaces, letters that cannot be seen
/// and quotation marks, half-width, small letters, and no mark at its end.
#[must_use]
pub fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !is_unseen(*letter) && !is_quote(*letter))
        .map(fold_letter)
        .collect();
    text.trim_end_matches(['?', ':', '*']).to_owned()
}

const fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '“' | '”'
            | '‘'
            | '’'
            | '\''
            | '"'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〞'
            | '〟'
            | '＂'
            | '＇'
    )
}

/// Returns several options as they are compared: parted by one kind of mark.
pub(crate) fn plain_list(text: &str) -> String {
    let parted: String = text
        .trim()
        .chars()
        .map(|letter| {
            let parts = matches!(letter, '\n' | '\r' | '\t') || SEPARATORS.contains(&letter);
            if parts { '、' } else { letter }
        })
        .collect();
    plain(&parted)
}

/// What a reader writes in the place of a cell whose formula was never computed.
pub const NO_RESULT: &str = "#公式没有结果";

/// What a cell says where an answer is not clear.
pub(crate) const UNCLEAR: [&str; 4] = ["不清楚", "不确定", "待定", "unknown"];
/// A dash or the like: no answer to a choice; in a column of figures it may mean 0 or not known.
pub(crate) const DASHES: [&str; 7] = ["-", "—", "–", "--", "——", "/", "\\"];
/// What a cell says where none of several options holds.
pub(crate) const NOTHING: [&str; 8] =
    ["以上都没有", "都没有", "没有", "无", "none", "[]", "否", "不适用"];
/// What parts several options in a cell.
pub(crate) const SEPARATORS: [char; 6] = ['、', ';', ',', '|', '，', '；'];
/// What a cell says for yes.
pub(crate) const YES: [&str; 14] =
    ["是", "有", "对", "yes", "true", "y", "1", "√", "✓", "✔", "☑", "✅", "是的", "v"];
/// What a cell says for no.
pub(crate) const NO: [&str; 16] =
    ["否", "不是", "没有", "无", "错", "no", "false", "n", "0", "×", "✗", "✘", "☒", "❌", "✕", "✖"];

#[cfg(test)]
mod tests {
    use super::{cleaned, plain, plain_list};

    #[test]
    fn letters_that_cannot_be_seen_are_taken_off_and_others_stay() {
        for unseen in
            ["\u{200b}", "\u{200e}", "\u{ad}", "\u{2060}", "\u{202a}", "\u{feff}", "\u{1f}"]
        {
            assert_eq!(cleaned(&format!("甲{unseen}公司{unseen} ")), "甲公司");
        }
        assert_eq!(cleaned("\u{3000}枣庄市\u{a0}"), "枣庄市");
        assert_eq!(cleaned("两行\n（新厂）“甲”"), "两行\n（新厂）“甲”");
    }

    #[test]
    fn quotation_marks_of_any_kind_or_none_are_the_same() {
        for written in [
            "国家级“小巨人”",
            "国家级小巨人",
            "国家级「小巨人」",
            "国家级〝小巨人〞",
            "国家级 \"小巨人\"",
        ] {
            assert_eq!(plain(written), "国家级小巨人");
        }
        assert_eq!(plain(" ＡＢ（是/否）： "), "ab(是/否)");
        assert_eq!(plain_list("甲；乙\n丙"), "甲、乙、丙");
    }
}
