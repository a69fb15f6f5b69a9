//! Files that are read, positions in them, and what is noted there. A mistake that only follows
//! from another one is not said.

use super::diagnostic::Diagnostic;
use super::message::Message;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A file that is read, and the mistakes found in it.
#[derive(Debug)]
pub(super) struct SourceFile {
    path: String,
    line_starts: Vec<usize>,
    noted: RefCell<Vec<Noted>>,
    /// The lines of the ids so far, by the table that their items are in.
    ids: RefCell<HashMap<(Table, String), usize>>,
}

/// A mistake, where it is, and what it would follow from.
#[derive(Clone, Debug)]
struct Noted {
    diagnostic: Diagnostic,
    tables: Rc<[Table]>,
    cause: Cause,
}

/// A table of a file, by its address.
type Table = usize;

/// What a mistake follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cause {
    /// From nothing else.
    Own,
    /// From another mistake in the same table, where there is one.
    InTable,
    /// From a key of a table that is misspelt, where there is one.
    Missing(Table, &'static str),
    /// From nothing else: this key was meant.
    Misspelt(String),
    /// From nothing else: this key belongs into another table.
    Misplaced(String),
    /// From an item of this kind without an id, or from a file that cannot be read, where there is
    /// one.
    Unknown(String),
    /// From nothing else: what is in the file is not known.
    Unread,
    /// From any other mistake of all files.
    Any,
}

/// The tables that declare each kind of name.
const DECLARING: [(&str, &[&str]); 9] = [
    ("region", &["new_regions", "regions"]),
    ("step", &["steps"]),
    ("section", &["sections"]),
    ("question", &["questions"]),
    ("definition", &["definitions"]),
    ("award", &["awards"]),
    ("award or limit", &["awards", "limits", "highest_only"]),
    ("highest_only rule", &["highest_only"]),
    ("reading", &["readings"]),
];
/// The tables that declare options of a question; a mistake anywhere in one loses the option.
const DECLARING_OPTIONS: [&str; 2] = ["options", "questions.options"];

impl SourceFile {
    pub(super) fn new(path: &str, text: &str) -> Rc<Self> {
        let ends = text.match_indices('\n').map(|(offset, _)| offset + 1);
        Rc::new(Self {
            path: path.to_owned(),
            line_starts: std::iter::once(0).chain(ends).collect(),
            noted: RefCell::default(),
            ids: RefCell::default(),
        })
    }

    /// Returns the line of a place in the text, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub(super) fn position(
        self: &Rc<Self>,
        offset: usize,
        found: String,
        tables: Rc<[Table]>,
    ) -> Position {
        Position { file: Rc::clone(self), line: self.line(offset), found, tables }
    }

    /// Whether anything has been noted of a table or of what is in it.
    pub(super) fn is_wrong(&self, table: Table) -> bool {
        self.noted.borrow().iter().any(|noted| noted.tables.contains(&table))
    }
}

/// Returns the mistakes of all files by path and line, those of one line in the order in which
/// they were found; without those that only follow from another.
pub(super) fn problems(files: &[Rc<SourceFile>]) -> Vec<Diagnostic> {
    let all: Vec<Noted> = files.iter().flat_map(|file| file.noted.borrow().clone()).collect();
    let shown = |all: &[Noted], is_shown: &dyn Fn(usize) -> bool| -> Vec<Diagnostic> {
        let shown = all.iter().enumerate().filter(|(index, _)| is_shown(*index));
        shown.map(|(_, noted)| noted.diagnostic.clone()).collect()
    };
    let mut problems = shown(&all, &|index| !follows(&all, index));
    if problems.is_empty() {
        // Whatever follows from what: a file with a mistake is never taken.
        problems = shown(&all, &|_| true);
    }
    problems.sort_by(|left, right| (&left.path, left.line).cmp(&(&right.path, right.line)));
    problems.dedup();
    problems
}

fn follows(all: &[Noted], index: usize) -> bool {
    let noted = &all[index];
    match &noted.cause {
        Cause::Own | Cause::Misspelt(_) | Cause::Misplaced(_) | Cause::Unread => false,
        Cause::InTable => {
            let Some(own) = noted.tables.last() else { return false };
            let is_first = |(other, one): (usize, &Noted)| {
                let is_deeper = one.tables.len() > noted.tables.len();
                let is_root = !matches!(one.cause, Cause::InTable | Cause::Any);
                let goes_first = one.cause == Cause::InTable && (is_deeper || other < index);
                other != index && one.tables.contains(own) && (is_root || goes_first)
            };
            all.iter().enumerate().any(is_first)
        }
        Cause::Missing(table, key) => all.iter().any(|one| {
            let is_of_table = one.tables.last() == Some(table);
            // One is in the other, such as an example in its award.
            let is_near = one.tables.contains(table)
                || one.tables.last().is_some_and(|last| noted.tables.contains(last));
            is_of_table && one.cause == Cause::Misspelt((*key).to_owned())
                || is_near && one.cause == Cause::Misplaced((*key).to_owned())
        }),
        Cause::Unknown(kind) => {
            let loses = |one: &Noted| one.cause == Cause::Unread || loses_a_name(one, kind);
            !is_of_options(&noted.diagnostic.found) && all.iter().any(loses)
        }
        Cause::Any => all.iter().any(|one| one.cause != Cause::Any),
    }
}

/// Whether a mistake leaves an item of a kind without its name, so that nothing finds it.
fn loses_a_name(noted: &Noted, kind: &str) -> bool {
    let found = noted.diagnostic.found.as_str();
    if kind.starts_with("option of ") {
        return is_of_options(found) || noted.cause == Cause::Misspelt("options".to_owned());
    }
    let tables = DECLARING.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, all)| all);
    tables.iter().any(|table| match &noted.cause {
        Cause::Missing(_, "id") => found == format!("[{table}]"),
        Cause::Misspelt(meant) => meant == table,
        Cause::Own | Cause::InTable | Cause::Missing(..) => {
            found.starts_with(&format!("{table} =")) || found.starts_with(&format!("{table}.id ="))
        }
        Cause::Unknown(_) | Cause::Misplaced(_) | Cause::Unread | Cause::Any => false,
    })
}

/// Whether what was found is in a table that declares options.
fn is_of_options(found: &str) -> bool {
    DECLARING_OPTIONS.iter().any(|table| {
        let rest = found.trim_start_matches('[').strip_prefix(table);
        rest.is_some_and(|rest| rest.starts_with(['.', ' ', ']']))
    })
}

/// A position in a file.
#[derive(Clone, Debug)]
pub(super) struct Position {
    file: Rc<SourceFile>,
    line: usize,
    found: String,
    /// The tables that it is in, the whole file first.
    tables: Rc<[Table]>,
}

impl Position {
    /// Returns the line, from 1.
    pub(super) const fn line(&self) -> usize {
        self.line
    }

    /// Returns the line in which its id is given already to an item of the same table; notes its
    /// own for those that follow.
    pub(super) fn taken_in(&self) -> Option<usize> {
        let [.., around, _] = &*self.tables else { return None };
        let mut ids = self.file.ids.borrow_mut();
        let first = *ids.entry((*around, self.found.clone())).or_insert(self.line);
        (first != self.line).then_some(first)
    }

    /// Returns the path of its file.
    pub(super) fn path(&self) -> &str {
        &self.file.path
    }

    /// Whether it is in one of these files.
    pub(super) fn is_in(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.file.path.rsplit('/').next() == Some(name))
    }

    /// Whether it is in a document, and not in what all share.
    pub(super) fn is_of_documents(&self) -> bool {
        !self.is_in(&["regions.toml", "questions.toml"])
    }

    /// Whether both are in one file.
    pub(super) fn is_of_file(&self, other: &Self) -> bool {
        self.file.path == other.file.path
    }

    /// Returns file and line.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file.path, self.line)
    }

    /// Whether anything has been noted of its table or of what is in it.
    pub(super) fn is_wrong(&self) -> bool {
        self.tables.last().is_some_and(|table| self.file.is_wrong(*table))
    }

    /// Notes a mistake at this position.
    pub(super) fn problem(&self, message: Message) {
        let cause = message.unknown.clone().map_or(Cause::Own, Cause::Unknown);
        self.note(message, cause);
    }

    /// Notes why a file cannot be read: names that are not found may be in it.
    pub(super) fn unread(&self, message: Message) {
        self.note(message, Cause::Unread);
    }

    /// Notes what is only worth saying where nothing else is wrong in the same table.
    pub(super) fn problem_of_table(&self, message: Message) {
        self.note(message, Cause::InTable);
    }

    /// Notes what is only worth saying where nothing else is wrong at all.
    pub(super) fn problem_of_all(&self, message: Message) {
        self.note(message, Cause::Any);
    }

    /// Notes that a key of the table around this position is missing.
    pub(super) fn missing(&self, key: &'static str, message: Message) {
        let table = self.tables.last().copied().unwrap_or_default();
        self.note(message, Cause::Missing(table, key));
    }

    /// Notes that a key of the whole file is missing.
    pub(super) fn missing_in_file(&self, key: &'static str, message: Message) {
        let table = self.tables.first().copied().unwrap_or_default();
        self.note(message, Cause::Missing(table, key));
    }

    /// Notes a key that is none; `meant` is probably the right one.
    pub(super) fn misspelt(&self, meant: Option<&str>, message: Message) {
        self.note(message, meant.map_or(Cause::Own, |meant| Cause::Misspelt(meant.to_owned())));
    }

    /// Notes a key that belongs into another table.
    pub(super) fn misplaced(&self, key: &str, message: Message) {
        self.note(message, Cause::Misplaced(key.to_owned()));
    }

    /// Returns a mistake at this position.
    pub(super) fn diagnostic(&self, message: Message) -> Diagnostic {
        Diagnostic {
            path: self.file.path.clone(),
            line: self.line,
            found: self.found.clone(),
            found_chinese: None,
            message: message.english,
            chinese: message.chinese,
        }
    }

    fn note(&self, message: Message, cause: Cause) {
        let diagnostic = self.diagnostic(message);
        let tables = Rc::clone(&self.tables);
        self.file.noted.borrow_mut().push(Noted { diagnostic, tables, cause });
    }
}
