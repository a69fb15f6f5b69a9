//! From policy files as written to the tables that are baked: read, check, bake. Used by build.rs
//! and by tests, never by the page.
//!
//! Every mistake is kept with its file and line, and all of them are shown at once.

mod amounts;
pub mod bake;
mod check;
mod conditions;
mod declarations;
mod document;
mod draft;
mod examples;
mod figures;
mod formerly;
mod hidden;
mod moves;
mod possible;
mod read;
mod synonyms;
mod test_names;
pub mod typescript;

pub use test_names::test_names;

use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use std::path::Path;
use std::{fmt, fs, io};
use time::Date;

/// A policy file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as it is shown in problems; the file's own name without ".toml" is the document's
    /// id.
    pub path: String,
    /// What it says.
    pub text: String,
}

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

/// What the files say, checked.
#[derive(Debug)]
pub struct CheckedSources {
    /// The tables.
    pub set: &'static PolicySet,
    /// The examples, which become tests and are not in the tables.
    pub examples: Vec<Example>,
}

/// An answer of an example, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleAnswer {
    /// An option, a sum, a percentage.
    Text(String),
    /// Several options.
    Texts(Vec<String>),
    /// Yes or no.
    YesNo(bool),
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleOutcome {
    /// The award is paid, or may be, and no question about it is open.
    Met,
    /// It pays nothing.
    NotMet,
    /// A question about it is open.
    NotYetKnown,
}

/// One example of one award.
#[derive(Clone, Debug)]
pub struct Example {
    /// The document's id.
    pub policy: String,
    /// The award's id, without the document's.
    pub award: String,
    /// A sentence for a name.
    pub name: String,
    /// What it shows.
    pub outcome: ExampleOutcome,
    /// The day of the claim.
    pub on: Date,
    /// The region's id.
    pub region: String,
    /// The answers, by question id.
    pub answers: Vec<(String, ExampleAnswer)>,
    /// The expected lower end.
    pub least: Yuan,
    /// The expected upper end; `None` is open.
    pub most: Option<Yuan>,
    /// The questions that can still change the award, in the authors' order.
    pub missing: Vec<String>,
    /// The readings taken the other way, by full id.
    pub others: Vec<String>,
}

/// Reads the policy files of a folder: those whose names end in ".toml".
///
/// # Errors
/// The folder or one of the files cannot be read.
pub fn read_folder(folder: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // A package's own Cargo.toml is no policy file.
        if path.extension().is_some_and(|end| end == "toml")
            && path.file_name().is_some_and(|name| name != "Cargo.toml")
        {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            sources.push(Source {
                path: format!("policies/{name}"),
                text: fs::read_to_string(&path)?,
            });
        }
    }
    Ok(sources)
}

/// Reads and checks all files.
///
/// # Errors
/// Every mistake found in any of them.
pub fn load(sources: &[Source]) -> Result<CheckedSources, Vec<Diagnostic>> {
    check::check(sources)
}
