//! What the page and the worker that computes tables say to each other. Amounts come as the words
//! and figures that the page shows.

use super::editions::{EditionNews, EditionOrder};
use super::follow_up::FollowUp;
use super::rule_book::TableRules;
use serde::{Deserialize, Serialize};

/// The largest number of companies that are printed at once, each on a sheet.
pub const MOST_SHEETS: usize = 300;

/// What the page asks of the worker. A file goes beside the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Opens the file beside.
    Open {
        /// The file's name.
        name: String,
        /// Headings of earlier tables, each with the word of what its column holds.
        remembered: Vec<(String, String)>,
    },
    /// Opens a table that was pasted.
    Paste {
        /// Its text.
        text: String,
        /// As for a file.
        remembered: Vec<(String, String)>,
    },
    /// Takes these rules into use, whose packs go beside, in the place of those that are. Where a
    /// table is open, answers with [`News::Columns`].
    Rules(TableRules),
    /// Lists the different words in the columns of choices of the table that is open.
    List {
        /// For each column, the word of what it holds.
        columns: Vec<String>,
        /// What words in cells mean, as far as it was said.
        values: Vec<ValueChoice>,
        /// The id of the region of rows that say none.
        region: Option<String>,
    },
    /// Computes the table that is open.
    Start {
        /// For each column, the word of what it holds.
        columns: Vec<String>,
        /// The id of the region of rows that say none.
        region: Option<String>,
        /// The day for rows that say none.
        on: String,
        /// What words in cells mean.
        values: Vec<ValueChoice>,
        /// The numbers of rows that someone has said are companies.
        counted: Vec<u64>,
        /// What is taken of companies recognised before last year.
        earlier: EarlierTitles,
    },
    /// Stops; what is computed stays.
    Cancel,
    /// Shows some of the rows.
    Show {
        /// Which.
        wanted: RowQuery,
        /// From which index on.
        from: u32,
    },
    /// Gives a company as a case.
    Company(u32),
    /// Gives the rows that are looked through as cases, each for a sheet of paper.
    Sheets(RowQuery),
    /// Writes a file.
    Write {
        /// Which.
        output: Output,
        /// What was noted of companies on the page.
        memos: Vec<Memo>,
        /// How awards are applied for, by their ids; those of which nobody says anything are not
        /// among them.
        applications: Vec<(String, String)>,
    },
    /// Writes a table to be filled in, for one region or for all.
    Template(Option<String>),
    /// Compares two editions of rules, whose packs go beside.
    Compare(EditionOrder),
}

/// A file to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Output {
    /// The result as text with commas.
    Text,
    /// The result as a workbook.
    Workbook,
    /// The cells that could not be read.
    Faults,
}

/// By what rows are sorted; what is equal keeps the order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sorting {
    /// As in the table.
    #[default]
    Row,
    /// By name.
    Name,
    /// The largest sure amount first.
    Least,
    /// The largest possible amount first; an open one is the largest.
    Most,
    /// The most unanswered questions first.
    Unanswered,
}

impl Sorting {
    /// Each, as the page offers them.
    pub const ALL: [Self; 5] = [Self::Row, Self::Name, Self::Least, Self::Most, Self::Unanswered];
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowChoice {
    /// All.
    #[default]
    All,
    /// Those about which this is to be done.
    Of(FollowUp),
    /// Those to which nothing is paid, and one step brings something: the least effort first.
    Near,
    /// Those with cells that could not be read.
    Faulty,
}

impl RowChoice {
    /// Returns each, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = FollowUp::ALL.into_iter().map(Self::Of);
        [Self::All].into_iter().chain(of).chain([Self::Near, Self::Faulty])
    }

    /// Returns it in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::All => "全部",
            Self::Of(follow_up) => follow_up.words(),
            Self::Near => "还差一步",
            Self::Faulty => "有格子要改",
        }
    }
}

/// What is looked for among the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowQuery {
    /// Words in the name.
    pub name: String,
    /// The rung held.
    pub rung: Option<u16>,
    /// Which rows.
    pub kept: RowChoice,
    /// The region, by its index.
    pub region: Option<u16>,
    /// The award that pays, by its index.
    pub award: Option<u16>,
    /// In which order.
    pub order: Sorting,
}

/// What the worker says to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// A table is open.
    Opened(OpenTable),
    /// What columns hold that only newly loaded rules know: for each its place, and the word.
    Columns(Vec<(u32, String)>),
    /// The different words in its columns of choices.
    Listed(ValueList),
    /// How far the work is.
    Working(Progress),
    /// The table is computed, or what was computed until it was stopped.
    Done(Box<Summary>),
    /// Some of the rows.
    Shown(RowPage),
    /// The awards that are paid; they come once they are computed.
    Awards(AwardList),
    /// A company as a case.
    Company(Box<OpenedCompany>),
    /// Companies as cases, to be printed.
    Sheets(Vec<OpenedCompany>),
    /// A file is written; it comes beside, or nothing where writing was stopped.
    Written(Option<String>),
    /// What could not be done, and why.
    Failed(String),
    /// The comparison of two editions, by the number of the order.
    Editions(u32, EditionNews),
}

/// A table that is open and not yet computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTable {
    /// The file's name; empty for one that was pasted.
    pub name: String,
    /// What is to be said about it.
    pub notes: Vec<String>,
    /// Its columns.
    pub columns: Vec<OpenedColumn>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedColumn {
    /// Its letters in a spreadsheet.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// The cells of its first rows.
    pub samples: Vec<String>,
    /// The word of what it holds, as far as that is known.
    pub word: String,
}

/// What is taken of companies that say a year of recognition before last year and not what they
/// still claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EarlierTitles {
    /// Nothing: it is asked.
    #[default]
    Ask,
    /// That they have had what is paid for a title.
    Paid,
}

/// What a word in the cells of a column means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueChoice {
    /// The word of what the column holds.
    pub column: String,
    /// The word in the cells.
    pub word: String,
    /// The ids of the options, parted by 、; `none`, `yes` or `no`; empty where it says nothing.
    pub option: String,
}

/// The different words in the columns of choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueList {
    /// How many companies there are.
    pub companies: u64,
    /// The words, column by column, the most frequent first.
    pub values: Vec<FoundValue>,
    /// How many more words there are.
    pub more: u64,
    /// The places of the companies, by their ids, where rules of several places are known.
    pub places: Vec<String>,
    /// The first rows that are taken for no company: number, beginning, and why.
    pub passed: Vec<(u64, String, String)>,
    /// How many such rows there are.
    pub passed_count: u64,
}

/// A word in the cells of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundValue {
    /// The word of what the column holds.
    pub column: String,
    /// The word as it is written.
    pub word: String,
    /// How many companies have it.
    pub companies: u64,
    /// How it is taken.
    pub state: ValueState,
    /// What it is taken for, as in [`ValueChoice::option`].
    pub option: String,
    /// Why, in words; may be empty.
    pub reason: String,
    /// What it may mean, where someone must choose.
    pub proposals: Vec<String>,
}

/// How a word in a cell is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueState {
    /// As it is written: it is the word of an option.
    AsWritten,
    /// For an option, as another word for it.
    Known,
    /// For an option that it is most likely; said to be so.
    Guessed,
    /// For nothing until someone chooses.
    Unsure,
}

/// How far the work is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Rows done.
    pub rows: u64,
    /// Of a hundred.
    pub percent: u64,
    /// How fast.
    pub rows_per_second: u64,
    /// How long the rest takes.
    pub seconds_left: u64,
    /// Whether a file is written; otherwise the table is computed.
    pub writes: bool,
}

/// A figure and its unit.
pub type Figure = (String, String);

/// The result of the table, in words and figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How many companies.
    pub companies: u64,
    /// Whether the work was stopped before the end.
    pub is_stopped: bool,
    /// How long it took, and how fast it was.
    pub speed: String,
    /// What there is to do, most useful first.
    pub to_dos: Vec<ToDo>,
    /// How many companies have a figure.
    pub figured: u64,
    /// The regions of the companies.
    pub regions: Vec<ListedRegion>,
    /// What they get at the least.
    pub least: Figure,
    /// What they can get at the most; open where any company's is.
    pub most: Figure,
    /// What the rest can get at the most, where it is open.
    pub rest: Option<String>,
    /// How many rows have cells that could not be read.
    pub faulty_rows: u64,
    /// How many such cells there are.
    pub faults: u64,
    /// The first of them, in words.
    pub first_faults: Vec<(String, String)>,
    /// What is to be said besides.
    pub notes: Vec<String>,
    /// Whether the result fits a workbook.
    pub fits_workbook: bool,
    /// How the amounts are spread, in words.
    pub spread: String,
    /// The columns of the chart.
    pub stretches: Vec<Stretch>,
    /// What the ladder is called.
    pub ladder: String,
    /// The rungs of the ladder, for choosing among the rows.
    pub rungs: Vec<String>,
}

/// A region with companies of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRegion {
    /// Its index among all places.
    pub index: u16,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One thing to do, and for how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToDo {
    /// The rows that it is about.
    pub choice: RowChoice,
    /// How many they are.
    pub count: u64,
    /// What is to be done.
    pub what: String,
    /// What is to be known of it.
    pub more: String,
}

impl ToDo {
    /// Returns the measure word of what is counted.
    #[must_use]
    pub const fn unit(&self) -> &'static str {
        match self.choice {
            RowChoice::Faulty => "行",
            RowChoice::All | RowChoice::Of(_) | RowChoice::Near => "家",
        }
    }
}

/// The awards that are paid to the companies of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardList {
    /// The awards, the largest sum first; those that nobody gets for certain come last.
    pub awards: Vec<PaidAward>,
    /// What all companies get at the least, where these sums add up to it.
    pub total: Option<String>,
    /// For how many companies, to which nothing is paid, one step brings something.
    pub near: Option<ToDo>,
}

/// An award that is paid, or may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidAward {
    /// Its index among all awards.
    pub award: u16,
    /// Its name.
    pub name: String,
    /// The short title of its document.
    pub document: String,
    /// Its clause.
    pub clause: String,
    /// How many companies get it for certain.
    pub certain: u64,
    /// How many may get it.
    pub possible: u64,
    /// What those get that get it for certain.
    pub least: String,
}

/// One pair of columns in the chart of amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// What it means.
    pub label: String,
    /// How many companies at the least and at the most.
    pub counts: (u64, u64),
    /// How high the columns are, in units of the drawing.
    pub heights: (u64, u64),
}

/// What someone noted of a company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    /// The company's name.
    pub company: String,
    /// The note.
    pub text: String,
    /// The day on which someone speaks to it next, as typed.
    pub next_day: String,
}

/// A company that was opened, and its place among the rows that are looked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedCompany {
    /// Its index.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Its answers, as a refresh keeps them.
    pub kept: String,
    /// Its place among those rows, from 0.
    pub position: u32,
    /// How many they are.
    pub count: u32,
    /// The company before it: its index and its name.
    pub before: Option<(u32, String)>,
    /// The one after it.
    pub after: Option<(u32, String)>,
    /// What the table says that was noted of it.
    pub memo: Memo,
    /// Why the table does not compute it; none where it does.
    pub uncomputed: Option<Uncomputed>,
}

/// Why a company is not computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncomputed {
    /// The name of its place; empty where it says none.
    pub place: String,
    /// Why, in a few words.
    pub why: String,
    /// What is said of the rules of its place.
    pub notes: Vec<String>,
}

/// Some of the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPage {
    /// How many rows are wanted in all.
    pub count: u32,
    /// The index of the first one shown.
    pub from: u32,
    /// How many rows a page holds.
    pub page_rows: u32,
    /// The rows.
    pub rows: Vec<ShownRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRow {
    /// The company's index.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Its region and the rung it holds.
    pub holds: String,
    /// What there is to do about it.
    pub follow_up: FollowUp,
    /// Its situation in words, and how many answers are missing.
    pub situation: String,
    /// The least, in yuan.
    pub least: String,
    /// The most, in yuan or in words.
    pub most: String,
    /// How far the sure part of its bar goes.
    pub sure: String,
    /// How far the possible part goes.
    pub may: String,
    /// What it gets, its largest awards.
    pub awards: String,
    /// What would bring more.
    pub near: Option<String>,
    /// The questions that can still change an amount.
    pub asks: Option<String>,
}
