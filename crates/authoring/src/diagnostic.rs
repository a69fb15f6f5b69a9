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
    /// The same in Chinese, where it is not the author's own text.
    pub found_chinese: Option<Box<str>>,
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

    /// Returns what a mistake begins with.
    #[must_use]
    pub const fn error(self) -> &'static str {
        match self {
            Self::English => "error: ",
            Self::Chinese => "错误：",
        }
    }
}

impl Diagnostic {
    /// Returns the mistake as it is shown: its place, what was found, what is wrong.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        let (found, message) = match language {
            Language::English => (&*self.found, &self.message),
            Language::Chinese => {
                (self.found_chinese.as_deref().unwrap_or(&self.found), &self.chinese)
            }
        };
        let indent = found.find('=').map_or(0, |offset| offset + 2);
        let (word, path, line) = (language.error(), &self.path, self.line);
        format!("{word}{path}:{line}\n   {found}\n   {:indent$}{message}", "")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown(Language::English))
    }
}
