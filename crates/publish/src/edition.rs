//! The note about an edition: `edition.toml` beside the policy files.

use crate::Problem;
use serde::Deserialize;
use time::Date;

/// The note about an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionNote {
    /// The day of its publication.
    pub day: Date,
    /// Who wrote it.
    pub author: String,
    /// Who checked it.
    pub reviewer: String,
    /// What changed, and why.
    pub reason: String,
    /// Editions that must not be used any more.
    pub recalled: Vec<Recalled>,
}

/// An edition that must not be used any more.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Recalled {
    /// The edition.
    pub edition: String,
    /// Why, for visitors to read.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    day: String,
    author: String,
    reviewer: String,
    reason: String,
    #[serde(default)]
    recalled: Vec<Recalled>,
}

/// Returns what a text does not say as it must, after the number of its line.
fn at(text: &str, error: &toml::de::Error) -> String {
    let line = |span: std::ops::Range<usize>| text[..span.start].matches('\n').count() + 1;
    // What stands there without quotation marks is no text, whatever it is.
    let what = match error.message() {
        message if message.contains("expected a string") => "this must be a text",
        message => message,
    };
    error.span().map_or_else(|| what.to_owned(), |span| format!("line {}: {what}", line(span)))
}

impl EditionNote {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it, and what is allowed.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let written: Written = toml::from_str(text).map_err(|error| {
            problem!(
                "edition.toml: {}; write day, author, reviewer and reason, each in quotation \
                     marks, such as day = \"2026-12-01\"",
                "edition.toml：{}；请写 day、author、reviewer、reason 四行，值加引号，如 \
                     day = \"2026-12-01\"",
                at(text, &error)
            )
        })?;
        let Written { day, author, reviewer, reason, recalled } = written;
        let texts = [("author", &author), ("reviewer", &reviewer), ("reason", &reason)];
        for (key, text) in texts {
            if text.trim().is_empty() || text.chars().count() > 500 {
                return Err(problem!(
                    "edition.toml: `{}` must have 1 to 500 letters",
                    "edition.toml：`{}` 要写 1 至 500 个字",
                    key
                ));
            }
        }
        let Some(day) = huiqi_rules::day::read_date(&day) else {
            return Err(problem!(
                "edition.toml: `day` is no day: {}; write \"2026-12-01\"",
                "edition.toml：`day` 不是日期：{}；请写成 \"2026-12-01\"",
                day
            ));
        };
        Ok(Self { day, author, reviewer, reason, recalled })
    }
}
