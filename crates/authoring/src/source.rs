//! The policy files.

use sha2::{Digest, Sha256};
use std::path::Path;
use std::{fs, io};

/// A policy file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as it is shown in problems; the file's own name without ".toml" is the document's
    /// id.
    pub path: String,
    /// What it says.
    pub text: String,
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
            let text = fs::read_to_string(&path).map_err(named)?;
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
