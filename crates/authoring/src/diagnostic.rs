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
    /// The same in Chinese.
    pub chinese: String,
}

/// The language of messages about mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Chinese.
    Chinese,
}

impl Language {
    /// Returns the language of a name such as "zh" or "zh_CN.UTF-8"; English where it is none.
    #[must_use]
    pub fn named(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }
}

impl Diagnostic {
    /// Returns the mistake as it is shown: its place, what was found, what is wrong.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        let (word, message) = match language {
            Language::English => ("error", &self.message),
            Language::Chinese => ("错误", &self.chinese),
        };
        let indent = self.found.find('=').map_or(0, |offset| offset + 2);
        format!(
            "{word}: {}:{}\n   {}\n   {:indent$}{message}",
            self.path, self.line, self.found, ""
        )
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown(Language::English))
    }
}
