//! The texts of headings and cells: how they are compared, and how they are written.

use huiqi_sitting::entries::fold_letter;

/// Returns a text as headings and options are compared: without spaces, half-width, small letters,
/// quotes of one kind, and no mark at its end.
pub(super) fn plain(text: &str) -> String {
    let half = |letter: char| {
        if matches!(letter, '“' | '”' | '‘' | '’' | '\'') {
            '"'
        } else {
            fold_letter(letter)
        }
    };
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}')
        .map(half)
        .collect();
    text.trim_end_matches(['?', ':', '*']).to_owned()
}

/// Returns a cell of a table that is written: what a spreadsheet would take for a formula is kept
/// as text.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What parts several options in a cell.
pub(super) const SEPARATORS: [char; 6] = ['、', ';', ',', '|', '，', '；'];
