//! What the columns of one table hold, found by their headings together: what is found twice, and
//! what only a column beside shows to be of a former edition.

use super::column::{Column, DAYS, NAMES, OwnColumn};
use super::former::{self, named, successor};
use super::heading_text::{bare, names};
use super::words::plain;
use huiqi_rules::formerly::Becomes;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::synonym::Meaning;
use std::collections::HashMap;

/// Why a column is taken for what it holds; what says more comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// Its heading is the very name.
    Exact,
    /// It was chosen for an earlier table.
    Chosen,
    /// Its heading is the name with a note or a unit, or another word for it.
    Near,
}

impl Column {
    /// Returns what a column of this heading holds; see [`ColumnNames::named`].
    #[must_use]
    pub fn named(set: &'static PolicySet, heading: &str) -> Self {
        ColumnNames::of(set).named(heading)
    }

    /// Returns what each column of a table holds; see [`ColumnNames::columns`].
    #[must_use]
    pub fn of_headings(
        set: &'static PolicySet,
        headings: &[&str],
        remembered: &[(String, String)],
    ) -> Vec<Self> {
        ColumnNames::of(set).columns(headings, remembered)
    }
}

/// What headings of columns say, looked up once for a rule set.
#[derive(Clone, Debug)]
pub struct ColumnNames {
    set: &'static PolicySet,
    /// By the very names.
    exact: HashMap<String, Column>,
    /// By other words.
    other: HashMap<String, Column>,
}

impl ColumnNames {
    /// Returns those of a rule set.
    #[must_use]
    pub fn of(set: &'static PolicySet) -> Self {
        let mut exact = HashMap::new();
        let mut add = |name: &str, column: Column| {
            let name = plain(name);
            if !name.is_empty() {
                exact.entry(name).or_insert(column);
            }
        };
        NAMES.into_iter().for_each(|name| add(name, Column::Name));
        DAYS.into_iter().for_each(|name| add(name, Column::Day));
        for own in OwnColumn::ALL {
            own.names().iter().for_each(|name| add(name, Column::Own(own)));
        }
        for (index, question) in set.questions.iter().enumerate() {
            let column = Column::Question(QuestionIndex(index as u16));
            [question.id, question.label, question.short]
                .into_iter()
                .for_each(|it| add(it, column));
        }
        for (index, names) in former::all_names(set) {
            let column =
                former::same_question(set, index).map_or(Column::Former(index), Column::Question);
            names.into_iter().for_each(|name| add(name, column));
        }
        let heads = set.synonyms.iter().filter(|one| one.meaning == Meaning::Question);
        let other = heads.map(|one| (plain(one.word), Column::Question(one.question))).collect();
        Self { set, exact, other }
    }

    /// Returns what a column of this heading holds: what is named by a question's id, its words, or
    /// its short name; else by the id or the short name of a question of a former edition.
    #[must_use]
    pub fn named(&self, heading: &str) -> Column {
        self.exact.get(&plain(heading)).copied().unwrap_or(Column::Other)
    }

    /// Returns what a column of this heading holds, which may have a number, a unit or notes beside
    /// its name, or be another word for it.
    #[must_use]
    pub fn nearly_named(&self, heading: &str) -> Column {
        if let Some(column) = self.exact.get(&plain(heading)) {
            return *column;
        }
        if self.exact.get(&bare(heading)) == Some(&Column::Name) {
            return Column::Name;
        }
        let one = |name: &String| self.exact.get(name).or_else(|| self.other.get(name)).copied();
        names(heading).iter().find_map(one).unwrap_or(Column::Other)
    }

    /// Returns what each column of a table holds: by the very name of its heading, else as earlier
    /// tables had it, by the word that was kept for its heading, else by what its heading nearly
    /// is. What is found twice is taken where most is said of it, else from the first.
    #[must_use]
    pub fn columns(&self, headings: &[&str], remembered: &[(String, String)]) -> Vec<Column> {
        let column = |heading: &&str| {
            let own = self.named(heading);
            if own != Column::Other {
                return (Sign::Exact, own);
            }
            let earlier = remembered.iter().find(|(other, _)| other == heading.trim());
            match earlier.and_then(|(_, word)| Column::of_word(self.set, word)) {
                Some(column) => (Sign::Chosen, column),
                None => (Sign::Near, self.nearly_named(heading)),
            }
        };
        let (signs, mut columns): (Vec<Sign>, Vec<Column>) = headings.iter().map(column).unzip();
        take_together(self.set, headings, &mut columns);
        let found = columns.clone();
        let mut best: HashMap<&'static str, (Sign, usize)> = HashMap::new();
        for (index, column) in found.iter().enumerate() {
            let own = (signs[index], index);
            best.entry(column.word(self.set))
                .and_modify(|best| *best = own.min(*best))
                .or_insert(own);
        }
        for (index, column) in columns.iter_mut().enumerate() {
            if best.get(column.word(self.set)).is_some_and(|(_, first)| *first != index) {
                *column = Column::Other;
            }
        }
        take_for_present(self.set, &mut columns);
        columns
    }
}

/// Takes a column whose heading fits a present and a former question for the former one, where a
/// column beside it holds a question that was asked only together with that one.
fn take_together(set: &PolicySet, headings: &[&str], columns: &mut [Column]) {
    let beside: Vec<&str> = columns
        .iter()
        .filter_map(|column| match column {
            Column::Former(index) => Some(set.formerly[usize::from(*index)].id),
            Column::Name | Column::Day | Column::Question(_) | Column::Own(_) | Column::Other => {
                None
            }
        })
        .collect();
    for (column, heading) in columns.iter_mut().zip(headings) {
        if let (Column::Question(_), Some(index)) = (*column, named(set, heading)) {
            let rules = set.formerly[usize::from(index)].rules.iter();
            if rules.flat_map(|rule| rule.with).any(|(id, _)| beside.contains(id)) {
                *column = Column::Former(index);
            }
        }
    }
}

/// Takes a column of a former question for one of the present question to which all its answers go,
/// where no other column holds that one.
fn take_for_present(set: &PolicySet, columns: &mut [Column]) {
    for position in 0..columns.len() {
        if let Column::Former(former) = columns[position]
            && let Some(index) = successor(set, &set.formerly[usize::from(former)])
            && !columns.contains(&Column::Question(index))
        {
            columns[position] = Column::Question(index);
        }
    }
}

/// Why a column with this heading has another meaning than it had in former tables, where that is
/// so.
#[must_use]
pub fn changed_meaning(set: &PolicySet, heading: &str, column: Column) -> Option<&'static str> {
    let Column::Question(index) = column else { return None };
    let id = set.question(index).id;
    let rules = set.formerly[usize::from(named(set, heading)?)].rules.iter();
    // The last rule is for the most answers.
    rules.rev().map(|rule| &rule.becomes).find_map(|becomes| match becomes {
        Becomes::AskedAgain { question, why } if *question == id => Some(*why),
        Becomes::AskedAgain { .. } | Becomes::Same { .. } | Becomes::Set { .. } => None,
    })
}
