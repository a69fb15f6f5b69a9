//! What is wrong in a policy file.

use std::fmt;

/// One mistake of an author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What was found: the key and its value.
    pub found: String,
    /// What is wrong, what is allowed, and a suggestion.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indent = self.found.find('=').map_or(0, |offset| offset + 2);
        write!(
            formatter,
            "error: {}:{}\n   {}\n   {:indent$}{}",
            self.path, self.line, self.found, "", self.message
        )
    }
}
