//! A company of a table that is open as a case, and what someone noted of companies, kept for this
//! browser by their names.

use super::{CompanyTable, Effect};
use huiqi_tables::message::{Memo, OpenedCompany};

/// So many notes are kept, the latest first.
const MOST_MEMOS: usize = 2_000;

/// The notes on companies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memos(Vec<Memo>);

/// A company of the table that is open as a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenRow {
    pub(crate) company: OpenedCompany,
    /// The case that it is, by its id.
    pub(crate) case: u32,
    /// Whether the browser refused to keep what was noted.
    pub(crate) is_refused: bool,
}

impl CompanyTable {
    /// Returns what was noted of the company that is open: here, else in the table.
    pub(crate) fn memo(&self) -> Option<&Memo> {
        let company = &self.row.as_ref()?.company;
        Some(self.memos.of(&company.name).unwrap_or(&company.memo))
    }

    /// Changes what was noted of the company that is open.
    pub(super) fn note(&mut self, change: impl FnOnce(&mut Memo)) -> Vec<Effect> {
        let Some(mut memo) = self.memo().cloned() else { return Vec::new() };
        change(&mut memo);
        self.memos.put(memo);
        vec![Effect::RememberMemos(self.memos.to_text())]
    }

    /// Takes up a company that was opened as this case; the rows that are shown come to be those
    /// around it.
    pub(crate) fn take_up(&mut self, company: OpenedCompany, case: u32) -> Vec<Effect> {
        let position = company.position;
        self.row = Some(OpenRow { company, case, is_refused: false });
        let (from, rows) = self.shown.as_ref().map_or((0, 0), |it| (it.from, it.page_rows));
        if rows == 0 || (from..from + rows).contains(&position) {
            return Vec::new();
        }
        vec![self.show(position - position % rows)]
    }
}

impl Memos {
    /// Returns what was noted here of a company; none where nothing was.
    pub(crate) fn of(&self, company: &str) -> Option<&Memo> {
        self.0.iter().find(|memo| memo.company == company)
    }

    /// Returns all.
    pub(crate) fn all(&self) -> Vec<Memo> {
        self.0.clone()
    }

    /// Puts a note in the place of the one on the same company.
    pub(crate) fn put(&mut self, memo: Memo) {
        self.0.retain(|other| other.company != memo.company);
        self.0.insert(0, memo);
        self.0.truncate(MOST_MEMOS);
    }

    /// Reads what [`Memos::to_text`] wrote.
    pub(crate) fn from_text(text: &str) -> Self {
        let read = |line: &str| {
            let mut parts = line.split('\t').map(unfolded);
            let (company, next_day) = (parts.next()?, parts.next()?);
            Some(Memo { company, next_day, text: parts.next()? })
        };
        Self(text.lines().filter_map(read).collect())
    }

    /// Returns one line for each company.
    pub(crate) fn to_text(&self) -> String {
        let line = |memo: &Memo| {
            [&memo.company, &memo.next_day, &memo.text].map(|part| folded(part)).join("\t")
        };
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Returns a text as one part of a line.
fn folded(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\r', "").replace('\n', "\\n")
}

fn unfolded(text: &str) -> String {
    let mut whole = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => whole.push('\n'),
                Some('t') => whole.push('\t'),
                Some(other) => whole.push(other),
                None => {}
            },
            (letter, false) => whole.push(letter),
        }
    }
    whole
}
