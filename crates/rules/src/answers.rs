//! What a company has said: the only place that turns text into typed answers.

pub use crate::answer::Answer;
use crate::condition::{Condition, Leaf, Test};
use crate::policy::{PolicySet, Region};
use crate::question::{Constraint, Kind, Question, QuestionIndex};
use crate::truth::Truth;
use crate::unit::FigureProblem;

/// The answers so far. They never contradict each other; a question without an answer is
/// unanswered, never "no".
#[derive(Clone, Debug)]
pub struct Answers {
    set: &'static PolicySet,
    /// In the authors' order.
    values: Vec<(QuestionIndex, Answer)>,
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl Eq for Answers {}

impl Answers {
    /// Returns answers to no question.
    #[must_use]
    pub const fn none(set: &'static PolicySet) -> Self {
        Self { set, values: Vec::new() }
    }

    /// Returns the rule set whose questions they answer.
    #[must_use]
    pub const fn set(&self) -> &'static PolicySet {
        self.set
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
            answers.put(question, answer);
        }
        match answers.contradiction() {
            Some(constraint) => Err(constraint),
            None => Ok(answers),
        }
    }

    /// Returns the answer to a question, if there is one.
    #[must_use]
    pub fn get(&self, question: QuestionIndex) -> Option<&Answer> {
        let index = self.place(question);
        let found = self.values.get(index).filter(|(other, _)| *other == question);
        found.map(|(_, answer)| answer)
    }

    /// Returns the number of answers to earlier questions.
    fn place(&self, question: QuestionIndex) -> usize {
        self.values.partition_point(|(other, _)| *other < question)
    }

    fn put(&mut self, question: QuestionIndex, answer: Answer) {
        let index = self.place(question);
        match self.values.get_mut(index).filter(|(other, _)| *other == question) {
            Some((_, before)) => *before = answer,
            None => self.values.insert(index, (question, answer)),
        }
    }

    /// Whether a condition holds, as far as the answers show it: a question without an answer
    /// leaves it unknown.
    #[must_use]
    pub fn truth(&self, condition: &Condition) -> Truth {
        condition.truth(&|leaf: &Leaf| match (self.get(leaf.question), leaf.test) {
            (None, _) => Truth::Unknown,
            (Some(Answer::Figure(figure)), Test::ComparesPart(test)) => match self.get(test.of) {
                Some(Answer::Figure(whole)) => Truth::of(test.holds(*figure, *whole)),
                Some(Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_)) | None => {
                    Truth::Unknown
                }
            },
            (Some(answer), test) => Truth::of(answer.passes(test)),
        })
    }

    /// Returns the region, if it is answered.
    #[must_use]
    pub fn region(&self) -> Option<&'static Region> {
        match self.get(PolicySet::REGION) {
            Some(Answer::Option(option)) => Some(&self.set.regions[usize::from(*option)]),
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
        answers.values.retain(|(other, _)| *other != question);
        answers
    }

    /// Returns the answers given, in the authors' order.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionIndex, &Answer)> {
        self.values.iter().map(|(index, answer)| (*index, answer))
    }

    /// These answers with another in the place of one; they may now contradict each other, see
    /// [`Answers::agree`].
    pub fn replaced(&self, question: QuestionIndex, answer: Answer) -> Self {
        let mut answers = self.clone();
        answers.put(question, answer);
        answers
    }

    /// Whether no two of them contradict each other.
    pub fn agree(&self) -> bool {
        self.contradiction().is_none()
    }

    fn contradiction(&self) -> Option<&'static Constraint> {
        self.set.constraints.iter().find(|constraint| self.breaks(constraint))
    }

    fn breaks(&self, constraint: &Constraint) -> bool {
        let Some(Answer::Options(chosen)) = self.get(constraint.multi) else { return false };
        let Some(Answer::Option(top)) = self.get(constraint.ladder) else { return false };
        let mut ranks = constraint.ranks.iter().enumerate();
        ranks.any(|(option, rank)| chosen >> option & 1 == 1 && rank > top)
    }
}

/// What a caller hands in for one question.
#[derive(Clone, Copy, Debug)]
pub enum RawAnswer<'a> {
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
    /// No figure of the question's unit.
    Figure(FigureProblem),
    /// No option of the question has this id.
    UnknownOption(String),
    /// An option is given twice.
    RepeatedOption(String),
}

impl Problem {
    /// Returns the code of the JS interface.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongType => "wrong_type",
            Self::Figure(FigureProblem::NotANumber) => "not_a_number",
            Self::Figure(FigureProblem::Negative) => "negative",
            Self::Figure(FigureProblem::TooManyDecimals) => "too_many_decimals",
            Self::Figure(FigureProblem::OffStep) => "not_a_whole_number",
            Self::Figure(FigureProblem::OutOfRange) => "out_of_range",
            Self::Figure(FigureProblem::TooLarge) => "too_large",
            Self::UnknownOption(_) => "unknown_option",
            Self::RepeatedOption(_) => "repeated_option",
        }
    }
}

/// Reads one answer by the strict rules of the JS interface.
///
/// # Errors
/// The first problem: its kind, then its form, its sign, its decimals, its size; for options the
/// first unknown, then the first repeated one.
pub fn read(question: &Question, given: RawAnswer<'_>) -> Result<Answer, Problem> {
    match (question.kind, given) {
        (Kind::Single, RawAnswer::Text(id)) => option(question, id).map(Answer::Option),
        (Kind::Multi, RawAnswer::Texts(ids)) => {
            let options =
                ids.iter().map(|id| option(question, id)).collect::<Result<Vec<u16>, Problem>>()?;
            options
                .iter()
                .try_fold(0_u64, |chosen, option| {
                    let bit = 1 << option;
                    if chosen & bit == 0 {
                        Ok(chosen | bit)
                    } else {
                        Err(Problem::RepeatedOption(
                            question.options[usize::from(*option)].id.to_owned(),
                        ))
                    }
                })
                .map(Answer::Options)
        }
        (Kind::YesNo, RawAnswer::YesNo(yes)) => Ok(Answer::YesNo(yes)),
        (Kind::Figure(unit), RawAnswer::Text(text) | RawAnswer::Number(text)) => {
            unit.read_strict(text).map(Answer::Figure).map_err(Problem::Figure)
        }
        (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_), _) => Err(Problem::WrongType),
    }
}

fn option(question: &Question, id: &str) -> Result<u16, Problem> {
    question.option(id).ok_or_else(|| Problem::UnknownOption(id.to_owned()))
}
