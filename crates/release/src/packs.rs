//! Packs of a folder of policy files, in the folder that is put beside the page.

use crate::folder::Result;
use huiqi_authoring::{Language, Source, read_folder};
use huiqi_publish::{Archive, EditionNote, File, Problem, public_key, publish};
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};
use time::{Date, Duration, OffsetDateTime};

struct Published<'f> {
    folder: &'f Path,
    language: Language,
}

impl Archive for Published<'_> {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.folder.join(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unread(&path, &error, self.language)),
        }
    }
}

/// Writes the packs of a folder; each key file holds a secret key as 64 hexadecimal digits. What is
/// said is in the language that `HUIQI_LANGUAGE` names.
pub(crate) fn write(folder: &str, to: &str, key_files: &[&str]) -> ExitCode {
    let language = Language::named(&env::var("HUIQI_LANGUAGE").unwrap_or_default());
    match written(folder, Path::new(to), key_files, language) {
        Ok(done) => {
            println!("{}", done.said(to, language));
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn written(folder: &str, to: &Path, key_files: &[&str], language: Language) -> Result<Done> {
    let said = |problems: Vec<Problem>| {
        let one = |problem: &Problem| problem.shown(language, folder);
        problems.iter().map(one).collect::<Vec<_>>().join("\n\n")
    };
    let wrong = |text: String| format!("{}{text}", language.error());
    let from = Path::new(folder);
    let sources = sources(from, language).map_err(wrong)?;
    let note = note(from, language).map_err(wrong)?;
    let note = EditionNote::read(&note)
        .and_then(|note| note.has_come(today()).map_err(|mistake| vec![mistake]).map(|()| note))
        .map_err(|mistakes| said(mistakes.into_iter().map(Problem::File).collect()))?;
    let keys: Vec<[u8; 32]> = key_files
        .iter()
        .map(|file| secret_key(Path::new(file), language))
        .collect::<Result<_>>()
        .map_err(wrong)?;
    let archive = Published { folder: to, language };
    let files = publish(&sources, &note, &archive, &keys).map_err(said)?;
    let unwritten = |path: &Path, error: &io::Error| wrong(unread(path, error, language));
    fs::create_dir_all(to).map_err(|error| unwritten(to, &error))?;
    // The index comes last, so that it never names a file that is not there yet.
    for file in &files {
        let path = to.join(&file.name);
        fs::write(&path, &file.bytes).map_err(|error| unwritten(&path, &error))?;
    }
    Ok(Done::new(&files, note, &keys))
}

/// The day on which it is now in China.
fn today() -> Date {
    (OffsetDateTime::now_utc() + Duration::hours(8)).date()
}

/// What was written.
struct Done {
    packs: Vec<String>,
    note: EditionNote,
    /// The public keys.
    keys: Vec<String>,
}

impl Done {
    fn new(files: &[File], note: EditionNote, keys: &[[u8; 32]]) -> Self {
        let names = files.iter().map(|file| file.name.clone());
        let packs = names.filter(|name| name.ends_with(".huiqi")).collect();
        Self { packs, note, keys: keys.iter().map(|key| hex(&public_key(key))).collect() }
    }

    /// Returns what the operator reads.
    fn said(&self, to: &str, language: Language) -> String {
        let Self { packs, note, keys } = self;
        let (count, names, keys) = (packs.len(), packs.join(", "), keys.join(", "));
        let (day, reason) = (note.day, &note.reason);
        let has_new = !packs.is_empty();
        let mut lines = match language {
            Language::English if has_new => vec![format!("{count} packs in {to}: {names}")],
            Language::English => vec![format!("the rules did not change: no new pack in {to}")],
            Language::Chinese if has_new => {
                vec![format!("新写了 {count} 个规则包，在 {to}：{names}")]
            }
            Language::Chinese => vec![format!("规则没有变，{to} 里没有新的规则包")],
        };
        lines.push(match language {
            Language::English => format!("the page will say: published on {day}, {reason}"),
            Language::Chinese => format!("页面会说：{day} 公布，{reason}"),
        });
        lines.extend(note.recalled.iter().map(|one| match language {
            Language::English => format!("withdrawn: {}, {}", one.edition, one.why),
            Language::Chinese => format!("撤回 {}：{}", one.edition, one.why),
        }));
        lines.push(match (language, keys.is_empty(), has_new) {
            (Language::English, true, _) => "not signed".to_owned(),
            (Language::English, false, true) => format!("signed with the public key {keys}"),
            (Language::English, false, false) => {
                format!("the packs in use have the signature of the public key {keys} already")
            }
            (Language::Chinese, true, _) => "没有签名".to_owned(),
            (Language::Chinese, false, true) => format!("已签名，公钥：{keys}"),
            (Language::Chinese, false, false) => {
                format!("正在用的规则包原来就有这把公钥的签名：{keys}")
            }
        });
        lines.join("\n")
    }
}

fn sources(from: &Path, language: Language) -> Result<Vec<Source>> {
    read_folder(from).map_err(|error| match (error.kind(), language) {
        // It names the file.
        (ErrorKind::InvalidData, Language::Chinese) => {
            let text = error.to_string();
            let name = text.split(": cannot be read").next().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or_default();
            unread(&from.join(name), &error, language)
        }
        (ErrorKind::InvalidData, Language::English) => error.to_string(),
        (_, _) => unread(from, &error, language),
    })
}

fn note(from: &Path, language: Language) -> Result<String> {
    let path = from.join("edition.toml");
    fs::read_to_string(&path).map_err(|error| {
        let why = unread(&path, &error, language);
        match language {
            Language::English => {
                format!("{why}; it says `day`, `author`, `reviewer` and `reason` of this edition")
            }
            Language::Chinese => {
                format!("{why}；它写这一版的 `day`、`author`、`reviewer`、`reason`")
            }
        }
    })
}

/// Says why a file or a folder cannot be read or written.
fn unread(path: &Path, error: &io::Error, language: Language) -> String {
    let path = path.display();
    match (language, error.kind()) {
        (Language::English, ErrorKind::NotFound) => format!("{path} is missing"),
        (Language::English, _) => format!("{path}: {error}"),
        (Language::Chinese, ErrorKind::NotFound) => format!("没有 {path}"),
        (Language::Chinese, ErrorKind::PermissionDenied) => format!("{path}：没有权限"),
        (Language::Chinese, ErrorKind::InvalidData) => {
            format!("{path}：不是 UTF-8 编码，请另存为 UTF-8")
        }
        (Language::Chinese, _) => format!("{path}：{error}"),
    }
}

fn hex(key: &[u8; 32]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn secret_key(path: &Path, language: Language) -> Result<[u8; 32]> {
    let wrong = || {
        let path = path.display();
        match language {
            Language::English => format!(
                "{path}: a secret key is 64 hexadecimal digits, as `openssl rand -hex 32` writes \
                 them"
            ),
            Language::Chinese => {
                format!("{path}：私钥是 64 位十六进制数字，用 `openssl rand -hex 32 > {path}` 生成")
            }
        }
    };
    let text = fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => wrong(),
        _ => unread(path, &error, language),
    })?;
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

#[cfg(test)]
mod tests {
    use super::{Done, note, secret_key, today, written};
    use huiqi_authoring::Language::{Chinese, English};
    use huiqi_publish::{EditionNote, File};
    use std::path::Path;

    const NOTE: &str = "day = \"2030-06-01\"\nauthor = \"张三\"\nreviewer = \"李四\"\n\
        reason = \"更正\"\n[[recalled]]\nedition = \"2030.05\"\nwhy = \"金额抄错了\"\n";

    fn done(names: &[&str], keys: &[[u8; 32]]) -> Done {
        let file = |name: &&str| File { name: (*name).to_owned(), bytes: Vec::new() };
        let files: Vec<File> = names.iter().map(file).collect();
        Done::new(&files, EditionNote::read(NOTE).expect("a note"), keys)
    }

    #[test]
    fn what_was_written_withdrawn_and_signed_is_said() {
        let signed = done(&["bay-2030.06.huiqi", "bay-2030.06.huiqi.js", "index.json"], &[[7; 32]]);
        let said = signed.said("packs", Chinese);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            lines[..3],
            [
                "新写了 1 个规则包，在 packs：bay-2030.06.huiqi",
                "页面会说：2030-06-01 公布，更正",
                "撤回 2030.05：金额抄错了",
            ]
        );
        assert!(lines[3].starts_with("已签名，公钥：") && lines.len() == 4, "{said}");
        assert!(signed.said("packs", English).contains("withdrawn: 2030.05, 金额抄错了\nsigned"));
    }

    #[test]
    fn where_nothing_is_new_nothing_is_said_to_be_signed() {
        let said = done(&["index.json"], &[[7; 32]]).said("packs", Chinese);
        assert!(said.starts_with("规则没有变，packs 里没有新的规则包\n"), "{said}");
        assert!(!said.contains("已签名") && !said.contains("新写了"), "{said}");
        let english = done(&["index.json"], &[[7; 32]]).said("packs", English);
        assert!(!english.contains("signed with"), "{english}");
        assert!(done(&["index.json"], &[]).said("packs", Chinese).ends_with("没有签名"));
    }

    #[test]
    fn what_is_missing_is_said_in_the_language_of_the_operator() {
        let nowhere = Path::new("no-such-folder");
        let said = note(nowhere, Chinese).expect_err("it is missing");
        assert!(said.starts_with("没有 no-such-folder/edition.toml；它写这一版的 `day`"), "{said}");
        let said = secret_key(&nowhere.join("secret.key"), Chinese).expect_err("it is missing");
        assert_eq!(said, "没有 no-such-folder/secret.key");
        let said = secret_key(Path::new("Cargo.toml"), Chinese).expect_err("it is no key");
        assert!(said.contains("私钥是 64 位十六进制数字"), "{said}");
        let said = written("no-such-folder", nowhere, &[], Chinese).err();
        assert_eq!(said.as_deref(), Some("错误：没有 no-such-folder"));
        let said = written("no-such-folder", nowhere, &[], English).err();
        assert_eq!(said.as_deref(), Some("error: no-such-folder is missing"));
    }

    #[test]
    fn a_day_that_is_still_to_come_is_refused() {
        let of = |day: &str| {
            let note = EditionNote::read(&NOTE.replace("2030-06-01", day)).expect("a note");
            note.has_come(today()).err().map(|mistake| mistake.shown(Chinese))
        };
        assert_eq!(of("2024-01-01"), None);
        assert_eq!(of(&today().to_string()), None);
        let told = of("9962-12-01").expect("it is to come");
        assert!(told.starts_with("错误：policies/edition.toml:1\n   day = \"9962-12-01\"\n"));
        assert!(told.contains("这一天还没有到") && told.contains(&today().to_string()), "{told}");
        let tomorrow = today().next_day().expect("a day").to_string();
        assert!(of(&tomorrow).is_some());
    }
}
