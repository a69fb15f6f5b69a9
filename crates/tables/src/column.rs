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
    Former(u16),
    /// Something about the company that no claim goes by.
    Own(OwnColumn),
    /// Something that is not looked at.
    Other,
}

/// What a column holds about a company beside its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnColumn {
    /// Its unified credit code.
    Code,
    /// The year in which it was recognised.
    Year,
    /// What someone noted of it.
    Memo,
    /// The day on which someone speaks to it next.
    NextDay,
}

impl OwnColumn {
    /// Each.
    pub const ALL: [Self; 4] = [Self::Code, Self::Year, Self::Memo, Self::NextDay];

    const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Year => "year",
            Self::Memo => "memo",
            Self::NextDay => "next_day",
        }
    }

    /// Returns its headings, the usual one first.
    pub(super) const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码"],
            Self::Year => &["认定年份", "认定年度", "首次认定年份", "获评年份", "获评年度"],
            Self::Memo => &["跟进备注"],
            Self::NextDay => &["下次联系"],
        }
    }
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
                if let Some(own) = OwnColumn::ALL.into_iter().find(|own| own.word() == id) {
                    return Some(Self::Own(own));
                }
                let index = set.formerly.iter().position(|former| former.column == id);
                index.map(|index| Self::Former(index as u16))
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
            Self::Own(own) => own.word(),
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
            Self::Own(own) => own.names()[0],
            Self::Other => "不使用",
        }
    }

    /// Returns the question whose options someone chooses for the words of such a column: its own,
    /// or that of the place for a credit code.
    #[must_use]
    pub const fn choice_question(self) -> Option<QuestionIndex> {
        match self {
            Self::Question(index) => Some(index),
            Self::Own(OwnColumn::Code) => Some(PolicySet::REGION),
            Self::Name | Self::Day | Self::Former(_) | Self::Own(_) | Self::Other => None,
        }
    }

    /// Whether it holds answers.
    #[must_use]
    pub const fn is_answer(self) -> bool {
        match self {
            Self::Question(_) | Self::Former(_) => true,
            Self::Name | Self::Day | Self::Own(_) | Self::Other => false,
        }
    }

    /// Whether a claim goes by it.
    #[must_use]
    pub const fn is_used(self) -> bool {
        match self {
            Self::Name | Self::Day | Self::Question(_) | Self::Former(_) => true,
            Self::Own(_) | Self::Other => false,
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
