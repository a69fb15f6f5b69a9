//! SHA256SUMS: the hash of every file, as `sha256sum -c` reads it.

use crate::folder::{Folder, Result, hex};
use sha2::{Digest, Sha256};

/// What portals edit, or add, beside the page.
const LEFT_OUT: &str =
    "# Left out, since operators edit them: site.json, apply.json, their .js copies, packs/\n";

/// Writes SHA256SUMS.
pub(crate) fn write(folder: &Folder) -> Result {
    let mut text = LEFT_OUT.to_owned();
    for name in folder.files()? {
        text.push_str(&format!("{}  {name}\n", hex(&Sha256::digest(folder.bytes(&name)?))));
    }
    folder.write("SHA256SUMS", text)
}
