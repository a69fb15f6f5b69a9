//! The service worker: what it keeps, and its version.

use crate::folder::{Folder, Result, hex, is_copy};
use crate::literal::literal;
use crate::minify;
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
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
    if site.pack_keys.is_empty() {
        files.retain(|name| name != "signatures.js");
    }
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
        .replace("\"@files@\"", &entries(folder, &files)?);
    folder.write("sw.js", text)
}

/// Returns each file with its size, where its name says that its bytes never change.
fn entries(folder: &Folder, files: &[String]) -> Result<String> {
    let mut entries = Vec::new();
    for file in files {
        let size = if is_hashed(file) {
            format!(", {}", folder.bytes(file)?.len())
        } else {
            String::new()
        };
        entries.push(format!("[{}{size}]", literal(file)));
    }
    Ok(entries.join(", "))
}

/// Whether a name has the hash of its bytes: sixteen hexadecimal digits before its ending.
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let hash = stem.rsplit('-').next().unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| literal(name)).collect::<Vec<_>>().join(", ")
}
