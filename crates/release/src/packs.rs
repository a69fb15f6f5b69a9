//! Packs of a folder of policy files, in the folder that is put beside the page.

use crate::folder::Result;
use huiqi_authoring::{Language, Source, read_folder};
use huiqi_publish::{
    Archive, EditionNote, File, PackFolder, Problem, broken_off, copies_said, each_once,
    have_been_checked, is_pack, public_key, publish,
};
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

impl PackFolder for Published<'_> {
    fn names(&self) -> Result<Vec<String>> {
        let unread = |error: io::Error| unread(self.folder, &error, self.language);
        let entries = match fs::read_dir(self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(unread)?,
        };
        let name = |entry: io::Result<fs::DirEntry>| {
            Ok(entry.map_err(unread)?.file_name().to_string_lossy().into_owned())
        };
        entries.map(name).collect()
    }

    fn path(&self) -> String {
        self.folder.display().to_string()
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
    have_been_checked(&sources, today()).map_err(said)?;
    let keys: Vec<[u8; 32]> = key_files
        .iter()
        .map(|file| secret_key(Path::new(file), language))
        .collect::<Result<_>>()
        .map_err(wrong)?;
    let keys = each_once(&keys);
    let archive = Published { folder: to, language };
    let files = publish(&sources, &note, &archive, &keys).map_err(said)?;
    let unwritten = |path: &Path, error: &io::Error| wrong(unread(path, error, language));
    fs::create_dir_all(to).map_err(|error| unwritten(to, &error))?;
    // The index comes last, so that it never names a file that is not there yet.
    for (done, file) in files.iter().enumerate() {
        let path = to.join(&file.name);
        write_whole(&path, &file.bytes).map_err(|error| {
            let rest = broken_off(done, files.len(), language);
            let and = match language {
                Language::English => "; ",
                Language::Chinese => "；",
            };
            unwritten(&path, &error) + and + &rest
        })?;
    }
    Ok(Done::new(&files, note, &keys, language))
}

/// Writes a file beside the one that gives way to it: no part of a pack is taken for one.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // What is left of it says nothing more than the error.
        let _ = fs::remove_file(&beside);
    })
}

/// The day on which it is now in China.
fn today() -> Date {
    (OffsetDateTime::now_utc() + Duration::hours(8)).date()
}

/// What was written.
struct Done {
    packs: Vec<String>,
    /// What is said of copies that were lost.
    copies: Option<String>,
    note: EditionNote,
    /// The public keys.
    keys: Vec<String>,
}

impl Done {
    fn new(files: &[File], note: EditionNote, keys: &[[u8; 32]], language: Language) -> Self {
        let names = files.iter().map(|file| file.name.clone());
        let packs = names.filter(|name| is_pack(name)).collect();
        let copies = copies_said(files, language);
        Self { packs, copies, note, keys: keys.iter().map(|key| hex(&public_key(key))).collect() }
    }

    /// Returns what the operator reads.
    fn said(&self, to: &str, language: Language) -> String {
        let Self { packs, copies, note, keys } = self;
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
        lines.extend(copies.clone());
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
    use super::{Done, hex, note, secret_key, today, written};
    use huiqi_authoring::Language::{Chinese, English};
    use huiqi_publish::{EditionNote, File, public_key};
    use std::path::{Path, PathBuf};
    use std::{env, fs, process};

    const NOTE: &str = "day = \"2030-06-01\"\nauthor = \"张三\"\nreviewer = \"李四\"\n\
        reason = \"更正\"\n[[recalled]]\nedition = \"2030.05\"\nwhy = \"金额抄错了\"\n";

    fn done(names: &[&str], keys: &[[u8; 32]]) -> Done {
        let file = |name: &&str| File { name: (*name).to_owned(), bytes: Vec::new() };
        let files: Vec<File> = names.iter().map(file).collect();
        Done::new(&files, EditionNote::read(NOTE).expect("a note"), keys, Chinese)
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

    /// A folder that is removed at the end.
    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("huiqi-packs-{name}-{}", process::id()));
            fs::create_dir(&path).expect("a folder of its own");
            Self(path)
        }

        fn file(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).expect("it is there");
        }
    }

    /// Policy files with the note about their edition.
    fn ours(to: &Temporary) -> String {
        let practice = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/practice");
        let ours = to.file("ours");
        fs::create_dir(&ours).expect("a folder");
        for entry in fs::read_dir(practice).expect("documents") {
            let entry = entry.expect("an entry");
            fs::copy(entry.path(), ours.join(entry.file_name())).expect("a copy");
        }
        let note = NOTE.split("[[recalled]]").next().expect("its head");
        let note = note.replace("2030-06-01", "2026-11-21");
        fs::write(ours.join("edition.toml"), note).expect("written");
        ours.to_str().expect("a path").to_owned()
    }

    #[test]
    fn packs_without_their_index_are_not_written_over() {
        let all = Temporary::new("index");
        let (from, to) = (ours(&all), all.file("packs"));
        assert!(written(&from, &to, &[], Chinese).is_ok());
        fs::remove_file(to.join("index.json")).expect("it was written");
        // The same packs are there: only the index is written again.
        assert!(written(&from, &to, &[], Chinese).is_ok());
        fs::remove_file(to.join("index.json")).expect("it was written");
        let pack = to.join("bay-2030.01.huiqi");
        fs::write(&pack, b"of another edition").expect("written");
        let said = written(&from, &to, &[], Chinese).err().expect("refused");
        let folder = to.display().to_string();
        assert!(said.starts_with(&format!("错误：{folder} 里有以前生成的 bay-")), "{said}");
        assert!(said.contains("请把 index.json 放回来"), "{said}");
        assert_eq!(fs::read(&pack).expect("it is there"), b"of another edition");
        assert!(!to.join("index.json").exists());
    }

    #[test]
    fn what_breaks_off_says_how_much_was_written() {
        let all = Temporary::new("broken");
        let (from, to) = (ours(&all), all.file("packs"));
        // A folder of this name cannot give way to a file.
        fs::create_dir_all(to.join("index.json.js/x")).expect("a folder");
        let said = written(&from, &to, &[], Chinese).err().expect("refused");
        assert!(said.contains("index.json.js") && said.contains("；9 个文件写了 7 个"), "{said}");
        assert!(!to.join("index.json").exists());
        let said = written(&from, &to, &[], English).err().expect("refused");
        assert!(
            said.contains("; 7 of 9 files were written, and index.json is as it was"),
            "{said}"
        );
        let packs = fs::read_dir(&to).expect("the folder");
        assert!(
            !packs.into_iter().any(|one| {
                one.expect("an entry").file_name().to_string_lossy().ends_with(".new")
            })
        );
    }

    #[test]
    fn a_key_that_is_given_twice_signs_once() {
        let all = Temporary::new("keys");
        let (from, to) = (ours(&all), all.file("packs"));
        let [one, other] = ["one.key", "other.key"].map(|name| all.file(name));
        fs::write(&one, "07".repeat(32)).expect("written");
        fs::write(&other, "07".repeat(32)).expect("written");
        let files = [&one, &other, &one].map(|path| path.to_str().expect("a path"));
        let done = written(&from, &to, &files, English).unwrap_or_else(|said| panic!("{said}"));
        assert_eq!(done.keys, [hex(&public_key(&[7; 32]))]);
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
