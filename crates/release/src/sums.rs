//! SHA256SUMS: the hash of every file, as `sha256sum -c` reads it.

use crate::folder::{Folder, Result, hex};
use sha2::{Digest, Sha256};

/// Writes SHA256SUMS.
pub(crate) fn write(folder: &Folder) -> Result {
    let mut text = String::new();
    for name in folder.files()? {
        text.push_str(&format!("{}  {name}\n", hex(&Sha256::digest(folder.bytes(&name)?))));
    }
    folder.write("SHA256SUMS", text)
}
