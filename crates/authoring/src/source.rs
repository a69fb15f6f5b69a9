//! The policy files.

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
        // A package's own Cargo.toml is no policy file.
        if path.extension().is_some_and(|end| end == "toml")
            && path.file_name().is_some_and(|name| name != "Cargo.toml")
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
