//! Packs of a folder of policy files, in the folder that is put beside the page.

use crate::folder::Result;
use huiqi_authoring::{Language, read_folder};
use huiqi_publish::{Archive, EditionNote, Problem, public_key, publish};
use std::io::ErrorKind;
use std::path::Path;
use std::{env, fs};

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

/// Writes the packs of a folder; each key file holds a secret key as 64 hexadecimal digits. What is
/// wrong is said in the language that `HUIQI_LANGUAGE` names.
pub(crate) fn write(folder: &str, to: &str, key_files: &[&str]) -> Result {
    let language = Language::named(&env::var("HUIQI_LANGUAGE").unwrap_or_default());
    let (from, to) = (Path::new(folder), Path::new(to));
    let shown = |path: &Path, error| format!("{}: {error}", path.display());
    let said = |problems: Vec<Problem>| {
        let one = |problem: &Problem| problem.shown(language, folder);
        problems.iter().map(one).collect::<Vec<_>>().join("\n\n")
    };
    let sources = read_folder(from).map_err(|error| shown(from, error))?;
    let note = from.join("edition.toml");
    let text = fs::read_to_string(&note).map_err(|error| {
        let what = match language {
            Language::English => "it says `day`, `author`, `reviewer` and `reason` of this edition",
            Language::Chinese => "这个文件写这一版的 `day`、`author`、`reviewer`、`reason`",
        };
        format!("{}; {what}", shown(&note, error))
    })?;
    let note = EditionNote::read(&text).map_err(|problem| said(vec![problem]))?;
    let keys: Vec<[u8; 32]> =
        key_files.iter().map(|file| secret_key(Path::new(file))).collect::<Result<_>>()?;
    let files = publish(&sources, &note, &Published(to), &keys).map_err(said)?;
    fs::create_dir_all(to).map_err(|error| shown(to, error))?;
    // The index comes last, so that it never names a file that is not there yet.
    for file in &files {
        let path = to.join(&file.name);
        fs::write(&path, &file.bytes).map_err(|error| shown(&path, error))?;
    }
    let packs: Vec<&str> = files
        .iter()
        .map(|file| file.name.as_str())
        .filter(|name| name.ends_with(".huiqi"))
        .collect();
    let keys = keys.iter().map(public_key).map(|key| hex(&key)).collect::<Vec<_>>();
    let (names, keys) = (packs.join(", "), keys.join(", "));
    let (day, reason) = (note.day, &note.reason);
    match language {
        Language::English => {
            println!("{} packs in {}: {names}", packs.len(), to.display());
            println!("the page will say: published on {day}, {reason}");
            match keys.as_str() {
                "" => println!("not signed"),
                keys => println!("signed with the public key {keys}"),
            }
        }
        Language::Chinese => {
            println!("新写了 {} 个规则包，在 {}：{names}", packs.len(), to.display());
            println!("页面会说：{day} 公布，{reason}");
            match keys.as_str() {
                "" => println!("没有签名"),
                keys => println!("已签名，公钥：{keys}"),
            }
        }
    }
    Ok(())
}

fn hex(key: &[u8; 32]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
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
