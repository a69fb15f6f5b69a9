//! Texts as HTML.

use huiqi_sitting::wording::unbroken;

/// Returns a text as HTML, for attributes as well as between tags. No line of it ends between a sum
/// and its unit.
#[must_use]
pub fn escaped(text: &str) -> String {
    unbroken(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
