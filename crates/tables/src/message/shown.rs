//! What the page shows of a table that is computed: sums, lists, single companies and rows.

use super::RowChoice;
use crate::follow_up::FollowUp;
use serde::{Deserialize, Serialize};

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
