//! What is said to operators, in both languages that they read.

use std::fmt;

/// A sentence in English and in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In English.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

impl Said {
    /// Returns the same, behind these words in both.
    #[must_use]
    pub fn behind(&self, words: &str) -> Self {
        Self {
            english: format!("{words}: {}", self.english),
            chinese: format!("{words}：{}", self.chinese),
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.english)
    }
}

/// What is said in no language of its own: an error of the file system.
impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { english: text.clone(), chinese: text }
    }
}

/// In programs that speak English alone.
impl From<Said> for String {
    fn from(said: Said) -> Self {
        said.english
    }
}

/// Writes a sentence in English and in Chinese, with the same parts in both.
#[macro_export]
macro_rules! said {
    ($english:literal, $chinese:literal $(, $part:expr)* $(,)?) => {
        $crate::said::Said {
            english: format!($english $(, $part)*),
            chinese: format!($chinese $(, $part)*),
        }
    };
}
