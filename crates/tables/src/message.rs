//! What the page and the worker that computes tables say to each other. Amounts come as the words
//! and figures that the page shows.

mod shown;

use super::editions::{EditionNews, EditionOrder};
use super::follow_up::FollowUp;
use super::rule_book::TableRules;
use serde::{Deserialize, Serialize};

pub use self::shown::{
    AwardList, Figure, ListedRegion, Memo, OpenedCompany, PaidAward, RowPage, ShownRow, Stretch,
    Summary, ToDo, Uncomputed,
};

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
