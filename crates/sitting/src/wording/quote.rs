//! Names in quotation marks.

/// Returns a text in quotes; quotes of its own become the inner kind.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("“{}”", text.replace('“', "‘").replace('”', "’"))
}
