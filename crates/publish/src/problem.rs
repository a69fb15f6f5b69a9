//! Why an edition cannot be published, in both languages that operators read.

use huiqi_authoring::{Diagnostic, Language};
use huiqi_library::said::Said;
use std::fmt;

/// Why an edition cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A mistake in a policy file.
    File(Diagnostic),
    /// What is wrong with the edition itself, or with the archive.
    Edition(Said),
}

impl Problem {
    /// Returns the problem in a language, with the folder in which the policy files are: in packs
    /// they are in `policies/` whatever folder they were read from.
    #[must_use]
    pub fn shown(&self, language: Language, folder: &str) -> String {
        match (self, language) {
            (Self::File(mistake), _) => {
                let path = mistake.path.strip_prefix("policies/").map_or_else(
                    || mistake.path.clone(),
                    |name| format!("{}/{name}", folder.trim_end_matches('/')),
                );
                let mut mistake = mistake.clone();
                // What is missing is found in the whole file.
                if mistake.found == mistake.path {
                    mistake.found.clone_from(&path);
                }
                Diagnostic { path, ..mistake }.shown(language)
            }
            (Self::Edition(said), _) => format!("{}{}", language.error(), in_words(said, language)),
        }
    }
}

/// Returns a sentence in a language.
#[must_use]
pub fn in_words(said: &Said, language: Language) -> &str {
    match language {
        Language::English => &said.english,
        Language::Chinese => &said.chinese,
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown(Language::English, "policies"))
    }
}

/// What the archive says in no language of its own: an error of the file system, a broken file.
impl From<String> for Problem {
    fn from(text: String) -> Self {
        Self::Edition(text.into())
    }
}

/// Writes a problem of an edition in English and in Chinese, with the same parts in both.
macro_rules! problem {
    ($english:literal, $chinese:literal $(, $part:expr)* $(,)?) => {
        $crate::Problem::Edition(huiqi_library::said!($english, $chinese $(, $part)*))
    };
}
