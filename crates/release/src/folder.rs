//! The folder of a page: reads, writes and names its files.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// What a step gives, or why the page cannot be finished.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// The folder of a page. Every file is named by its path in it, with `/`.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Returns the folder at this path.
    pub(crate) fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where a file is for other programs.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Returns what a file holds.
    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        fs::read(self.path(name)).map_err(|error| format!("{name} cannot be read: {error}"))
    }

    /// Returns what a text file holds.
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.bytes(name)?).map_err(|_| format!("{name} is not UTF-8"))
    }

    /// Writes a file, and makes its folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result {
        let path = self.path(name);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all);
        written
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))
    }

    /// Removes a file.
    pub(crate) fn remove(&self, name: &str) -> Result {
        let path = self.path(name);
        std::fs::remove_file(&path)
            .map_err(|error| format!("{} cannot be removed: {error}", path.display()))
    }

    /// Returns the size of a file, in bytes.
    pub(crate) fn size(&self, name: &str) -> Result<u64> {
        fs::metadata(self.path(name))
            .map(|metadata| metadata.len())
            .map_err(|error| format!("{name} cannot be read: {error}"))
    }

    /// Returns the files directly in a folder of the page, sorted.
    pub(crate) fn files_in(&self, inside: &str) -> Result<Vec<String>> {
        let entries = fs::read_dir(self.path(inside)).map_err(|error| {
            format!("the folder {} cannot be read: {error}", self.path(inside).display())
        })?;
        let names = entries.filter_map(std::result::Result::ok);
        let names = names.filter(|entry| entry.path().is_file());
        let mut names: Vec<String> =
            names.map(|entry| format!("{inside}{}", entry.file_name().to_string_lossy())).collect();
        names.sort();
        Ok(names)
    }

    /// Returns all files of the page and of its library.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        Ok(self.files_in("")?.into_iter().chain(self.files_in("library/")?).collect())
    }

    /// Renames a file after the hash of its bytes, so that one name never has two contents.
    pub(crate) fn rename_by_hash(&self, name: &str, stem: &str) -> Result<String> {
        let end = Path::new(name).extension().unwrap_or_default().to_string_lossy();
        let hash = hex(&Sha256::digest(self.bytes(name)?)[..8]);
        let hashed = format!("{stem}-{hash}.{end}");
        fs::rename(self.path(name), self.path(&hashed))
            .map_err(|error| format!("{name} cannot be renamed: {error}"))?;
        Ok(hashed)
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether this is a copy of a module or of a script as text. Only pages opened from a folder and
/// hosts that serve no .wasm ask for it.
pub(crate) fn is_copy(name: &str) -> bool {
    name.ends_with(".wasm.js") || name.ends_with(".js.js")
}
