//! The note about an edition, `edition.toml` beside the policy files, and the edition at the head
//! of regions.toml: what is said of them later is said with their lines.

use super::diagnostic::Diagnostic;
use super::position::problems;
use super::read::{Position, TomlTable, TomlText, parse};
use super::source::Source;
use super::words::is_edition;
use huiqi_rules::day::{date_text, read_date};
use time::Date;

/// Where the note lies, as it is shown in problems.
const PATH: &str = "policies/edition.toml";

/// So many letters has a text of the note at the most.
const MOST_LETTERS: usize = 500;

/// Where a value is written: its file, its line, and the key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    path: String,
    line: usize,
    found: String,
}

impl Place {
    /// Returns a place in a file.
    #[must_use]
    pub const fn new(path: String, line: usize, found: String) -> Self {
        Self { path, line, found }
    }

    /// Returns a mistake at this place, in English and in Chinese.
    #[must_use]
    pub fn mistake(&self, message: String, chinese: String) -> Diagnostic {
        let Self { path, line, found } = self.clone();
        Diagnostic { path, line, found, found_chinese: None, message, chinese }
    }
}

/// The note about an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionNote {
    /// The day of its publication.
    pub day: Date,
    /// Who wrote it.
    pub author: String,
    /// Who checked it.
    pub reviewer: String,
    /// What changed, and why.
    pub reason: String,
    /// The public key that takes the place of the former one, where that is meant.
    pub new_key: Option<(String, Place)>,
    /// Editions that must not be used any more.
    pub recalled: Vec<Recalled>,
    /// Where the day is written.
    pub day_place: Place,
    /// Where the reason is written.
    pub reason_place: Place,
}

/// An edition that must not be used any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// The edition.
    pub edition: String,
    /// Why, for visitors to read.
    pub why: String,
    /// Where it is written.
    pub place: Place,
}

impl EditionNote {
    /// Reads the file.
    ///
    /// # Errors
    /// Every mistake, each with its line and what is allowed.
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let (file, table) = parse(PATH, text);
        let note = table.and_then(read);
        let mistakes = problems(&[file]);
        note.filter(|_| mistakes.is_empty()).ok_or(mistakes)
    }

    /// Checks that its day is not after `today`: every later edition must have a later day.
    ///
    /// # Errors
    /// It is.
    pub fn has_come(&self, today: Date) -> Result<(), Diagnostic> {
        if self.day <= today {
            return Ok(());
        }
        let today = date_text(today);
        Err(self.day_place.mistake(
            format!(
                "is still to come: today is {today}; write the day on which it is uploaded, today \
                 or before"
            ),
            format!("这一天还没有到，今天是 {today}；请写上传的那天，不能晚于今天"),
        ))
    }

    /// Returns a mistake for each document that was checked after the day of its edition: the page
    /// would take every clock that shows that day for a wrong one.
    #[must_use]
    pub fn checked_later(&self, sources: &[Source]) -> Vec<Diagnostic> {
        let late = |source: &Source| {
            let (_, table) = parse(&source.path, &source.text);
            let TomlText { text, position } = table?.maybe_text("checked_on")?;
            read_date(&text).filter(|checked| *checked > self.day)?;
            let day = date_text(self.day);
            Some(position.written().mistake(
                format!(
                    "comes after {day}, the day of the edition: write the day on which the \
                     document was checked, or a later `day` in edition.toml"
                ),
                format!(
                    "晚于这一版的日子 {day}：请写真正核对的那天，或者把 edition.toml 的 `day` 改晚"
                ),
            ))
        };
        sources.iter().filter_map(late).collect()
    }
}

/// Reads the whole file; what is wrong is noted.
fn read(mut file: TomlTable<'_>) -> Option<EditionNote> {
    let recalled: Vec<Option<Recalled>> =
        file.tables("recalled").into_iter().map(|table| one_recalled(table, &mut file)).collect();
    let (day, new_key) = (file.text("day"), file.maybe_text("new_key"));
    let [author, reviewer, reason] =
        ["author", "reviewer", "reason"].map(|key| file.text(key).filter(is_short));
    file.finish();
    let (day, reason) = (day?, reason?);
    let Some(date) = read_date(&day.text) else {
        day.position.problem(say!(
            "`day` is no day; write it as \"2026-12-01\"",
            "`day` 不是日期；请写成 \"2026-12-01\" 的样子"
        ));
        return None;
    };
    Some(EditionNote {
        day: date,
        author: author?.text,
        reviewer: reviewer?.text,
        new_key: new_key.map(|key| (key.text, key.position.written())),
        recalled: recalled.into_iter().collect::<Option<_>>()?,
        day_place: day.position.written(),
        reason_place: reason.position.written(),
        reason: reason.text,
    })
}

/// Reads a recalled edition. What is written below it belongs to it, and is not
/// looked for above.
fn one_recalled(mut table: TomlTable<'_>, file: &mut TomlTable<'_>) -> Option<Recalled> {
    for key in ["day", "author", "reviewer", "reason", "new_key"] {
        if let Some((_, position)) = table.value(key) {
            position.problem(say!(
                "`{key}` stands below [[recalled]] and so belongs to it: [[recalled]] comes last \
                 in the file",
                "`{key}` 写在 [[recalled]] 下面，就成了它的；[[recalled]] 要写在文件最后"
            ));
            file.leaves_out(key);
        }
    }
    let (edition, why) = (table.text("edition"), table.text("why").filter(is_short));
    table.finish();
    let edition = edition?;
    let place = edition.position.written();
    Some(Recalled { edition: edition.text, why: why?.text, place })
}

fn is_short(text: &TomlText) -> bool {
    let is_short = text.text.chars().count() <= MOST_LETTERS;
    if !is_short {
        text.position.problem(say!(
            "must have 1 to {MOST_LETTERS} letters",
            "要写 1 至 {MOST_LETTERS} 个字"
        ));
    }
    is_short
}

/// Returns the edition at the head of regions.toml and where it is written; none where there is
/// none, or none that can be read.
#[must_use]
pub fn written_edition(sources: &[Source]) -> Option<(String, Place)> {
    let is_it = |source: &&Source| source.path.rsplit('/').next() == Some("regions.toml");
    let source = sources.iter().find(is_it)?;
    let (_, table) = parse(&source.path, &source.text);
    let TomlText { text, position } = table?.maybe_text("edition")?;
    is_edition(&text).then(|| (text, position.written()))
}

impl Position {
    /// Returns what is kept of it when its file has been read.
    fn written(&self) -> Place {
        let Diagnostic { path, line, found, .. } = self.diagnostic(say!("", ""));
        Place { path, line, found }
    }
}
