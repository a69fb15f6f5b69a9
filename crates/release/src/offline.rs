//! The service worker: what it keeps, and its version.

use crate::folder::{Folder, Result, hex, is_copy};
use sha2::{Digest, Sha256};

/// Writes the service worker with the list of the files that it keeps. Its version is a hash of all
/// their names and bytes.
pub(crate) fn write_worker(folder: &Folder) -> Result {
    let mut files = folder.files()?;
    // The copies are for pages opened from a folder, where there is no service worker.
    files.retain(|name| !is_copy(name) && name != "sw.js");
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file);
        hash.update(folder.bytes(file)?);
    }
    let version = hex(&hash.finalize()[..8]);
    // The bare address of the folder is the page too.
    files.push("./".to_owned());
    let list: Vec<String> = files.iter().map(|file| format!("\"{file}\"")).collect();
    let text = include_str!("../../../static/sw.js")
        .replace("@version@", &version)
        .replace("\"@files@\"", &list.join(", "));
    folder.write("sw.js", text)
}
