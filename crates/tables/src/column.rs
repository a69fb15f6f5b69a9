//! What a column of a table holds.

use super::former;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;

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

impl Column {
    /// Returns what a column holds, by its [`Column::word`]; none where the word names nothing.
    #[must_use]
    pub fn of_word(set: &PolicySet, word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Other),
            "name" => Some(Self::Name),
            "on" => Some(Self::Day),
            id => set.question_index(id).map(Self::Question).or_else(|| {
                let index = set.formerly.iter().position(|former| former.column == id);
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
            Self::Former(index) => set.formerly[usize::from(index)].column,
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
            Self::Former(index) => former::short(set, index),
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

/// Headings of the name of a company.
pub(super) const NAMES: [&str; 9] = [
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
/// Headings of the day of its claim.
pub(super) const DAYS: [&str; 4] = ["申报日期", "申报日", "日期", "on"];
