//! The policy files.

use super::diagnostic::Language;
use super::message::Message;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::{error, fmt, fs, io};

/// A policy file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as it is shown in problems; the file's own name without ".toml" is the document's
    /// id.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A policy file that is no text.
#[derive(Debug)]
struct NoText {
    path: String,
    message: Message,
}

impl NoText {
    fn shown(&self, language: Language) -> String {
        let message = match language {
            Language::English => &self.message.english,
            Language::Chinese => &self.message.chinese,
        };
        format!("{}: {message}", self.path)
    }
}

impl fmt::Display for NoText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown(Language::English))
    }
}

impl error::Error for NoText {}

/// Returns an error of [`read_folder`] as it is shown.
#[must_use]
pub fn shown_error(error: &io::Error, language: Language) -> String {
    let no_text = error.get_ref().and_then(|inner| inner.downcast_ref::<NoText>());
    let word = match language {
        Language::English => "error",
        Language::Chinese => "错误",
    };
    format!("{word}: {}", no_text.map_or_else(|| error.to_string(), |one| one.shown(language)))
}

/// Returns the text of a file in UTF-8.
fn text_of(path: &str, bytes: Vec<u8>) -> io::Result<String> {
    // Every second byte of Latin letters and digits is 0 there.
    let is_wide =
        bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0);
    let text = String::from_utf8(bytes);
    text.map_err(|_| {
        let code = if is_wide { "UTF-16" } else { "GBK" };
        let message = say!(
            "is not saved as UTF-8 (probably as {code}): open it in an editor and save it as UTF-8",
            "不是 UTF-8 编码（多半是 {code}）：用编辑器打开，另存为 UTF-8"
        );
        io::Error::new(io::ErrorKind::InvalidData, NoText { path: path.to_owned(), message })
    })
}

/// Reads the policy files of a folder: those whose names end in ".toml".
///
/// # Errors
/// The folder or one of the files cannot be read, or is not UTF-8; the error names the file.
pub fn read_folder(folder: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // A package's own Cargo.toml is no policy file, nor is the note about an edition.
        if path.extension().is_some_and(|end| end == "toml")
            && path.file_name().is_some_and(|name| name != "Cargo.toml" && name != "edition.toml")
        {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let path_shown = format!("policies/{name}");
            let named = |error: io::Error| {
                io::Error::new(error.kind(), format!("{path_shown}: cannot be read: {error}"))
            };
            let text = text_of(&path_shown, fs::read(&path).map_err(named)?)?;
            sources.push(Source { path: path_shown, text });
        }
    }
    Ok(sources)
}

/// Returns a hash of policy files as written: two results with the same hash rest on the same
/// rules.
#[must_use]
pub fn rules_hash(sources: &[Source]) -> String {
    let mut sorted: Vec<&Source> = sources.iter().collect();
    sorted.sort_by(|left, right| left.path.cmp(&right.path));
    let mut hash = Sha256::new();
    for source in sorted {
        // A checkout with other line ends holds the same rules.
        hash.update(format!("{}\n{}\n", source.path, source.text.replace("\r\n", "\n")));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
