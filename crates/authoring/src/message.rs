//! Messages about mistakes, in both languages that authors read.

/// What is wrong, what is allowed, and a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) english: String,
    pub(super) chinese: String,
    /// The kind of name that is not there, where the message says so.
    pub(super) unknown: Option<String>,
}

/// Writes a message in English and in Chinese, with the same parts in both.
macro_rules! say {
    ($english:literal, $chinese:literal $(, $part:expr)* $(,)?) => {
        $crate::message::Message {
            english: format!($english $(, $part)*),
            chinese: format!($chinese $(, $part)*),
            unknown: None,
        }
    };
}
