//! What the columns of a table hold, by their headings.

use super::former;
use super::heading_text::{bare, names};
use super::words::plain;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::synonym::Meaning;
use std::collections::HashMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The company's name.
    Name,
    /// The day of its claim.
    Day,
    /// Its answer to a question.
    Question(QuestionIndex),
    /// Its answer to a question of a former edition, by its index in [`PolicySet::formerly`].
    Former(u8),
    /// Something that is not looked at.
    Other,
}

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

    /// Returns what a column holds, by its [`Column::word`]; none where the word names nothing.
    #[must_use]
    pub fn of_word(set: &PolicySet, word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Other),
            "name" => Some(Self::Name),
            "on" => Some(Self::Day),
            id => set.question_index(id).map(Self::Question).or_else(|| {
                let index = set.formerly.iter().position(|former| former.id == id);
                index.map(|index| Self::Former(index as u8))
            }),
        }
    }

    /// Returns the word by which a choice of columns is kept: `name`, `on`, a question's id;
    /// nothing for what is not looked at.
    #[must_use]
    pub fn word(self, set: &PolicySet) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Day => "on",
            Self::Question(index) => set.question(index).id,
            Self::Former(index) => set.formerly[usize::from(index)].id,
            Self::Other => "",
        }
    }

    /// Returns the heading of such a column.
    #[must_use]
    pub fn label(self, set: &PolicySet) -> &'static str {
        match self {
            Self::Name => NAMES[0],
            Self::Day => DAYS[0],
            Self::Question(index) => set.question(index).short,
            Self::Former(index) => set.formerly[usize::from(index)].short,
            Self::Other => "不使用",
        }
    }

    /// Whether it holds answers.
    #[must_use]
    pub const fn is_answer(self) -> bool {
        match self {
            Self::Question(_) | Self::Former(_) => true,
            Self::Name | Self::Day | Self::Other => false,
        }
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
        for (index, question) in set.questions.iter().enumerate() {
            let column = Column::Question(QuestionIndex(index as u8));
            [question.id, question.label, question.short]
                .into_iter()
                .for_each(|it| add(it, column));
        }
        for (index, former) in former::asked_no_more(set) {
            [former.id, former.short].into_iter().for_each(|it| add(it, Column::Former(index)));
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
        former::take_together(self.set, headings, &mut columns);
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
        former::take_for_present(self.set, &mut columns);
        columns
    }
}

const NAMES: [&str; 9] = [
    "企业名称",
    "单位名称",
    "公司名称",
    "名称",
    "name",
    "企业全称",
    "单位全称",
    "公司全称",
    "申报企业",
];
const DAYS: [&str; 4] = ["申报日期", "申报日", "日期", "on"];
