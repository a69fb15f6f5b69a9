//! The service worker: what it keeps, and its version.

use crate::folder::{Folder, Result, hex, is_copy};
use crate::literal::literal;
use crate::minify;
use huiqi_policies::POLICIES;
use huiqi_release::site::Site;
use sha2::{Digest, Sha256};

/// Writes the script that registers the service worker, and asks before a new version takes over.
pub(crate) fn write_script(folder: &Folder) -> Result {
    let text = include_str!("../../../static/offline.js").replace("@edition@", POLICIES.edition);
    folder.write("offline.js", text)?;
    minify::script(folder, "offline.js")
}

/// Writes the service worker with the list of the files that it keeps. Its version is a hash of all
/// their names and bytes.
pub(crate) fn write_worker(folder: &Folder, site: &Site) -> Result {
    let mut files = folder.files()?;
    // The copies are for pages opened from a folder, where there is no service worker; embed.js is
    // for other pages.
    files.retain(|name| !is_copy(name) && name != "sw.js" && !name.starts_with("embed"));
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file);
        hash.update(folder.bytes(file)?);
    }
    let version = hex(&hash.finalize()[..8]);
    let text = include_str!("../../../static/sw.js")
        .replace("@edition@", POLICIES.edition)
        .replace("@version@", &version)
        .replace("\"@recalled@\"", &list(&site.recalled))
        .replace("\"@files@\"", &list(&files));
    folder.write("sw.js", text)
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| literal(name)).collect::<Vec<_>>().join(", ")
}
