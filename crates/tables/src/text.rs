//! The texts of cells that are written.

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
