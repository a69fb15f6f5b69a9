//! Packs of a folder of policy files, in the folder that is put beside the page.

use crate::folder::Result;
use huiqi_authoring::read_folder;
use huiqi_publish::{Archive, EditionNote, public_key, publish};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

struct Published<'f>(&'f Path);

impl Archive for Published<'_> {
    fn file(&self, name: &str) -> std::result::Result<Option<Vec<u8>>, String> {
        match fs::read(self.0.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{name} cannot be read: {error}")),
        }
    }
}

/// Writes the packs of a folder; each key file holds a secret key as 64 hexadecimal digits.
pub(crate) fn write(from: &str, to: &str, key_files: &[&str]) -> Result {
    let (from, to) = (Path::new(from), Path::new(to));
    let shown = |path: &Path, error| format!("{}: {error}", path.display());
    let sources = read_folder(from).map_err(|error| shown(from, error))?;
    let note = from.join("edition.toml");
    let text = fs::read_to_string(&note).map_err(|error| {
        format!(
            "{}; it says `day`, `author`, `reviewer` and `reason` of this edition",
            shown(&note, error)
        )
    })?;
    let note = EditionNote::read(&text)?;
    let keys: Vec<[u8; 32]> =
        key_files.iter().map(|file| secret_key(Path::new(file))).collect::<Result<_>>()?;
    let files = publish(&sources, &note, &Published(to), &keys)
        .map_err(|problems| problems.join("\n\n"))?;
    fs::create_dir_all(to).map_err(|error| shown(to, error))?;
    // The index comes last, so that it never names a file that is not there yet.
    for file in &files {
        let path = to.join(&file.name);
        fs::write(&path, &file.bytes).map_err(|error| shown(&path, error))?;
    }
    let packs = files.iter().filter(|file| file.name.ends_with(".huiqi")).count();
    println!("{packs} packs in {}", to.display());
    for key in &keys {
        let hex: String = public_key(key).iter().map(|byte| format!("{byte:02x}")).collect();
        println!("signed with the public key {hex}");
    }
    Ok(())
}

fn secret_key(path: &Path) -> Result<[u8; 32]> {
    let wrong = || {
        format!(
            "{}: a secret key is 64 hexadecimal digits, as `openssl rand -hex 32` writes them",
            path.display()
        )
    };
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let digits = text.trim();
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    let mut key = [0; 32];
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * index..2 * index + 2], 16).map_err(|_| wrong())?;
    }
    Ok(key)
}
