//! What a company has said: the only place that turns text into typed answers.

use crate::money::LARGEST_YUAN;
use crate::policy::{PolicySet, Region};
use crate::question::{Constraint, Kind, Question, QuestionIndex};
use rust_decimal::Decimal;

/// The largest percentage that is taken, of either sign.
const LARGEST_PERCENT: u64 = 1_000_000;

/// One typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The option chosen, by its place.
    Option(u8),
    /// The options chosen, one bit each; none is an answer too.
    Options(u64),
    /// Yes or no.
    YesNo(bool),
    /// A sum in yuan or a percentage.
    Figure(Decimal),
}

/// The answers so far. They never contradict each other; a question without an answer is
/// unanswered, never "no".
#[derive(Clone, Debug)]
pub struct Answers {
    set: &'static PolicySet,
    values: Vec<Option<Answer>>,
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl Eq for Answers {}

impl Answers {
    /// Nothing answered.
    #[must_use]
    pub fn none(set: &'static PolicySet) -> Self {
        Self { set, values: vec![None; set.questions.len()] }
    }

    /// These answers together.
    ///
    /// # Errors
    /// The constraint that they break, where they contradict each other.
    pub fn build(
        set: &'static PolicySet,
        given: impl IntoIterator<Item = (QuestionIndex, Answer)>,
    ) -> Result<Self, &'static Constraint> {
        let mut answers = Self::none(set);
        for (question, answer) in given {
            answers.values[usize::from(question.0)] = Some(answer);
        }
        match answers.contradiction() {
            Some(constraint) => Err(constraint),
            None => Ok(answers),
        }
    }

    /// The answer to a question, if there is one.
    #[must_use]
    pub fn get(&self, question: QuestionIndex) -> Option<&Answer> {
        self.values[usize::from(question.0)].as_ref()
    }

    /// The region, if it is answered.
    #[must_use]
    pub fn region(&self) -> Option<&'static Region> {
        match self.get(PolicySet::REGION) {
            Some(Answer::Option(place)) => Some(&self.set.regions[usize::from(*place)]),
            Some(Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => None,
        }
    }

    /// These answers and one more, or another in its place.
    ///
    /// # Errors
    /// The constraint that the answer breaks.
    pub fn with(
        &self,
        question: QuestionIndex,
        answer: Answer,
    ) -> Result<Self, &'static Constraint> {
        let others = self.iter().map(|(index, answer)| (index, answer.clone()));
        Self::build(self.set, others.chain([(question, answer)]))
    }

    /// These answers without one.
    #[must_use]
    pub fn without(&self, question: QuestionIndex) -> Self {
        let mut answers = self.clone();
        answers.values[usize::from(question.0)] = None;
        answers
    }

    /// The answers given, in the authors' order.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionIndex, &Answer)> {
        self.values
            .iter()
            .enumerate()
            .filter_map(|(place, answer)| Some((QuestionIndex(place as u8), answer.as_ref()?)))
    }

    /// These answers with another in the place of one; they may now contradict each other, see
    /// [`Answers::agree`].
    pub fn replaced(&self, question: QuestionIndex, answer: Answer) -> Self {
        let mut answers = self.clone();
        answers.values[usize::from(question.0)] = Some(answer);
        answers
    }

    /// Whether no two of them contradict each other.
    pub fn agree(&self) -> bool {
        self.contradiction().is_none()
    }

    fn contradiction(&self) -> Option<&'static Constraint> {
        self.set.constraints.iter().find(|constraint| {
            match (self.get(constraint.multi), self.get(constraint.ladder)) {
                (Some(Answer::Options(chosen)), Some(Answer::Option(top))) => constraint
                    .ranks
                    .iter()
                    .enumerate()
                    .any(|(place, rank)| chosen >> place & 1 == 1 && rank > top),
                _ => false,
            }
        })
    }
}

/// What a caller hands in for one question.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// Text.
    Text(&'a str),
    /// A number, as the text that JavaScript's own `String(n)` gives.
    Number(&'a str),
    /// A list of texts.
    Texts(&'a [&'a str]),
    /// True or false.
    YesNo(bool),
    /// Anything else.
    Other,
}

/// Why something handed in is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not of the question's kind.
    WrongType,
    /// No decimal number of the plain form.
    NotANumber,
    /// A sum of money below zero.
    Negative,
    /// More than two decimals.
    TooManyDecimals,
    /// Beyond what is taken.
    TooLarge,
    /// No option of the question has this id.
    UnknownOption(String),
    /// An option stands twice.
    RepeatedOption(String),
}

impl Problem {
    /// The code of the JS interface.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongType => "wrong_type",
            Self::NotANumber => "not_a_number",
            Self::Negative => "negative",
            Self::TooManyDecimals => "too_many_decimals",
            Self::TooLarge => "too_large",
            Self::UnknownOption(_) => "unknown_option",
            Self::RepeatedOption(_) => "repeated_option",
        }
    }

    /// What is wrong and what is allowed.
    #[must_use]
    pub fn message(&self, question: &Question) -> String {
        let short = question.short;
        match self {
            Self::WrongType => format!("“{short}”的填写方式不对，应为{}", expected(question.kind)),
            Self::NotANumber => format!("“{short}”不是数字，请只填阿拉伯数字，如 80000 或 12.5"),
            Self::Negative => format!("“{short}”不能是负数，请填 0 或以上的数"),
            Self::TooManyDecimals => format!("“{short}”的小数太长，最多保留两位小数"),
            Self::TooLarge if question.kind == Kind::Percent => {
                format!("“{short}”太大，请填 -1000000 到 1000000 之间的数")
            }
            Self::TooLarge => format!("“{short}”太大，最多填 1000000000000 元"),
            Self::UnknownOption(id) => {
                format!("“{short}”没有“{id}”这个选项，可选：{}", options(question))
            }
            Self::RepeatedOption(id) => format!("“{short}”里“{id}”重复了，每个选项只填一次"),
        }
    }
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "一个选项（文字）",
        Kind::Multi => "一组选项（文字列表）",
        Kind::YesNo => "是或否（true 或 false）",
        Kind::Yuan | Kind::Percent => "一个数（数字或文字）",
    }
}

fn options(question: &Question) -> String {
    question.options.iter().map(|option| option.id).collect::<Vec<_>>().join("、")
}

/// Reads one answer by the strict rules of the JS interface.
///
/// # Errors
/// The first problem: its kind, then its form, its sign, its decimals, its size; for options the
/// first unknown, then the first repeated one.
pub fn read(question: &Question, given: Given<'_>) -> Result<Answer, Problem> {
    match (question.kind, given) {
        (Kind::Single, Given::Text(id)) => option(question, id).map(Answer::Option),
        (Kind::Multi, Given::Texts(ids)) => {
            let places =
                ids.iter().map(|id| option(question, id)).collect::<Result<Vec<u8>, Problem>>()?;
            places
                .iter()
                .try_fold(0_u64, |chosen, place| {
                    let bit = 1 << place;
                    if chosen & bit == 0 {
                        Ok(chosen | bit)
                    } else {
                        Err(Problem::RepeatedOption(
                            question.options[usize::from(*place)].id.to_owned(),
                        ))
                    }
                })
                .map(Answer::Options)
        }
        (Kind::YesNo, Given::YesNo(yes)) => Ok(Answer::YesNo(yes)),
        (Kind::Yuan | Kind::Percent, Given::Text(text) | Given::Number(text)) => {
            figure(question.kind, text).map(Answer::Figure)
        }
        (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Yuan | Kind::Percent, _) => {
            Err(Problem::WrongType)
        }
    }
}

fn option(question: &Question, id: &str) -> Result<u8, Problem> {
    question.option(id).ok_or_else(|| Problem::UnknownOption(id.to_owned()))
}

fn figure(kind: Kind, text: &str) -> Result<Decimal, Problem> {
    let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, decimals) = unsigned
        .split_once('.')
        .map_or((unsigned, None), |(whole, decimals)| (whole, Some(decimals)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || decimals.is_some_and(|decimals| !digits(decimals)) {
        return Err(Problem::NotANumber);
    }
    if negative && kind != Kind::Percent {
        return Err(Problem::Negative);
    }
    if decimals.is_some_and(|decimals| decimals.len() > 2) {
        return Err(Problem::TooManyDecimals);
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > 15 {
        return Err(Problem::TooLarge);
    }
    let size = from_digits(whole, decimals.unwrap_or(""), 2);
    let largest = if kind == Kind::Percent { LARGEST_PERCENT } else { LARGEST_YUAN };
    if size > Decimal::from(largest) {
        return Err(Problem::TooLarge);
    }
    Ok(if negative && !size.is_zero() { -size } else { size })
}

/// The sum of at most 17 digits: those before the point, and those after it filled up to `places`,
/// of which the last two are hundredths.
pub fn from_digits(whole: &str, decimals: &str, places: usize) -> Decimal {
    let digits = whole.bytes().chain(decimals.bytes().chain(std::iter::repeat(b'0')).take(places));
    Decimal::new(digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), 2).normalize()
}

/// A decimal in its shortest form: "500000", "83333.33".
#[must_use]
pub fn decimal_text(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}
