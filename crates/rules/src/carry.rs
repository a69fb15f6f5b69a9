//! Carries answers that were given to a former edition over to the present one: those of a link, a
//! case that was kept, a table.
//!
//! A caller decodes answers by the ids of [`PolicySet::question_ids_ever`] and
//! [`PolicySet::option_ids_ever`], calls [`carry`] with the edition they were given to, takes the
//! answers that it returns, and names the questions that are asked again.

use super::formerly::{Becomes, CarryRule, Constant, FormerQuestion, Pattern};
use super::policy::PolicySet;
use super::question::{Kind, Question, QuestionIndex};
use rust_decimal::Decimal;

/// An answer by ids, as links and kept cases have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An option of a single choice.
    Option(String),
    /// Options of a multi-choice.
    Options(Vec<String>),
    /// Yes or no.
    YesNo(bool),
    /// A figure as it was typed.
    Figure(String),
    /// The two sums that a percentage follows from, as they were typed.
    Sums([String; 2]),
    /// "Not clear".
    Unclear,
}

/// Which edition the answers were given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenTo<'a> {
    /// This one.
    Edition(&'a str),
    /// Not known, as in a table: what the present edition can read is read as its own, and the
    /// rules hold only for questions and options that it does not have.
    AnyEdition,
    /// One before this edition, as the words of a table's column or cell show.
    Before(&'a str),
}

/// What became of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarryResult {
    /// The answers to the present questions, each of its question's kind and with options that it
    /// has; in the authors' order.
    pub answers: Vec<(QuestionIndex, Value)>,
    /// The questions that are asked again, in the authors' order, and why; only those that are
    /// asked in the company's region.
    pub asked_again: Vec<(QuestionIndex, &'static str)>,
    /// The questions whose answers are none, or none any more.
    pub unknown_answers: Vec<QuestionIndex>,
    /// How many answers are to questions that no edition has asked.
    pub unknown_questions: usize,
}

/// Whether an answer to a question of this kind is among those of a pattern; "not clear" is no
/// answer.
fn fits(pattern: Pattern, kind: Kind, value: &Value) -> bool {
    match (pattern, value) {
        (_, Value::Unclear) => false,
        (Pattern::Any, _) => true,
        (Pattern::OneOf(allowed), Value::Option(option)) => allowed.contains(&option.as_str()),
        (Pattern::Only(allowed), Value::Options(options)) => {
            options.iter().all(|option| allowed.contains(&option.as_str()))
        }
        (Pattern::Is(wanted), Value::YesNo(yes)) => wanted == *yes,
        (Pattern::Zero, Value::Figure(typed)) => {
            let read = kind.unit().map(|unit| unit.read_typed(typed));
            read.is_some_and(|read| read == Ok(Some(Decimal::ZERO)))
        }
        (Pattern::OneOf(_) | Pattern::Only(_) | Pattern::Is(_) | Pattern::Zero, _) => false,
    }
}

impl From<Constant> for Value {
    fn from(constant: Constant) -> Self {
        match constant {
            Constant::Option(option) => Self::Option(option.to_owned()),
            Constant::Options(options) => {
                Self::Options(options.iter().map(|option| (*option).to_owned()).collect())
            }
            Constant::YesNo(yes) => Self::YesNo(yes),
            Constant::Figure(digits) => Self::Figure(digits.to_owned()),
        }
    }
}

impl PolicySet {
    /// Returns the ids of all questions, those of this edition first.
    pub fn question_ids_ever(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        let former = self.formerly.iter().map(|former| former.id);
        let is_former = |id: &&str| self.question_index(id).is_none();
        self.questions.iter().map(|question| question.id).chain(former.filter(is_former))
    }

    /// Returns the ids of all options that a question has or had, those of this edition first.
    pub fn option_ids_ever(&self, question: &str) -> impl Iterator<Item = &'static str> {
        let now =
            self.question_index(question).map_or(&[][..], |index| self.question(index).options);
        let former = self.formerly.iter().filter(move |former| former.id == question);
        let then = former.flat_map(|former| former.options).map(|option| option.id);
        let then: Vec<&'static str> = then.collect();
        now.iter().map(|option| option.id).chain(then)
    }
}

/// Carries answers to former editions over to the present one.
#[must_use]
pub fn carry(set: &PolicySet, given_to: GivenTo<'_>, answers: &[(String, Value)]) -> CarryResult {
    let given = answers.iter().map(|(id, value)| (id.clone(), value.clone(), given_to));
    carry_each(set, given.collect())
}

/// Carries answers over that were given to several editions, such as those of a table.
#[must_use]
pub fn carry_each(set: &PolicySet, answers: Vec<(String, Value, GivenTo<'_>)>) -> CarryResult {
    let mut carrying = CarryState { set, answers, asked: Vec::new() };
    let mut editions: Vec<&'static str> = set.formerly.iter().map(|former| former.before).collect();
    editions.sort_unstable();
    editions.dedup();
    for before in editions {
        carrying.step(before);
    }
    carrying.finish()
}

impl GivenTo<'_> {
    fn is_before(self, edition: &str) -> bool {
        match self {
            Self::Edition(own) => own < edition,
            Self::AnyEdition => true,
            Self::Before(first) => first <= edition,
        }
    }
}

/// Answers on their way from edition to edition.
struct CarryState<'a> {
    set: &'a PolicySet,
    answers: Vec<(String, Value, GivenTo<'a>)>,
    asked: Vec<(&'static str, &'static str)>,
}

impl<'a> CarryState<'a> {
    /// From the editions before one to this one.
    fn step(&mut self, before: &str) {
        let given = std::mem::take(&mut self.answers);
        for (id, value, given_to) in &given {
            let is_it = |former: &&FormerQuestion| former.before == before && former.id == id;
            let former = self.set.formerly.iter().find(is_it);
            let is_before = given_to.is_before(before);
            match former.filter(|former| is_before && self.concerns(former, value, *given_to)) {
                Some(former) => self.one(former, (value, *given_to), &given),
                None => self.put(id, value.clone(), *given_to),
            }
        }
    }

    /// Whether the rules of a former question hold for an answer.
    fn concerns(&self, former: &FormerQuestion, value: &Value, given_to: GivenTo<'_>) -> bool {
        let was = |option: &String| former.options.iter().any(|other| other.id == option);
        match given_to {
            GivenTo::Edition(_) | GivenTo::Before(_) => true,
            GivenTo::AnyEdition => {
                self.set.question_index(former.id).is_none()
                    || match value {
                        Value::Option(option) => was(option),
                        Value::Options(options) => options.iter().any(was),
                        Value::YesNo(_) | Value::Figure(_) | Value::Sums(_) | Value::Unclear => {
                            false
                        }
                    }
            }
        }
    }

    fn one(
        &mut self,
        former: &FormerQuestion,
        (value, given_to): (&Value, GivenTo<'a>),
        given: &[(String, Value, GivenTo<'a>)],
    ) {
        let answer =
            |id: &str| given.iter().find(|(other, _, _)| other == id).map(|(_, value, _)| value);
        let region = match answer(self.set.question(PolicySet::REGION).id) {
            Some(Value::Option(region)) => region.as_str(),
            _ => "",
        };
        let holds = |rule: &&CarryRule| {
            (rule.regions.is_empty() || rule.regions.contains(&region))
                && fits(rule.answer, former.kind, value)
                && rule.with.iter().all(|(id, pattern)| {
                    answer(id).is_some_and(|value| fits(*pattern, former.kind, value))
                })
        };
        match former.rules.iter().find(holds).map(|rule| &rule.becomes) {
            Some(Becomes::Same { question, renamed }) => {
                let same = with_new_ids(value, renamed);
                let kind = self.kind_after(former.before, question);
                self.put(question, of_kind(kind, same), given_to);
            }
            Some(Becomes::Set { question, answer }) => {
                self.put(question, (*answer).into(), given_to);
            }
            Some(Becomes::AskedAgain { question, why }) => self.asked.push((question, why)),
            None => self.put(former.id, value.clone(), given_to),
        }
    }

    /// Returns the kind of a question in an edition: as the next one that asks otherwise says, else
    /// the present one.
    fn kind_after(&self, edition: &str, id: &str) -> Option<Kind> {
        let later = |former: &&FormerQuestion| former.id == id && former.before > edition;
        let next = self.set.formerly.iter().filter(later).min_by_key(|former| former.before);
        let now = || self.set.question_index(id).map(|index| self.set.question(index).kind);
        next.map(|former| former.kind).or_else(now)
    }

    fn put(&mut self, id: &str, value: Value, given_to: GivenTo<'a>) {
        if !self.answers.iter().any(|(other, _, _)| other == id) {
            self.answers.push((id.to_owned(), value, given_to));
        }
    }

    /// Returns what the present edition takes of them.
    fn finish(self) -> CarryResult {
        let mut carried = CarryResult::default();
        let mut region = None;
        for (id, value, _) in self.answers {
            match self.set.question_index(&id) {
                Some(index) => match taken(self.set.question(index), value) {
                    Some(value) => {
                        if let (PolicySet::REGION, Value::Option(id)) = (index, &value) {
                            region = Some(id.clone());
                        }
                        carried.answers.push((index, value));
                    }
                    None => carried.unknown_answers.push(index),
                },
                None if self.set.formerly.iter().any(|former| former.id == id) => {}
                None => carried.unknown_questions += 1,
            }
        }
        carried.answers.sort_by_key(|(index, _)| *index);
        for (id, why) in self.asked {
            let is_asked = |index: &QuestionIndex| {
                region.as_ref().is_some_and(|region| self.set.is_asked_in(region, *index))
                    && !carried.answers.iter().any(|(other, _)| other == index)
                    && !carried.asked_again.iter().any(|(other, _)| other == index)
            };
            if let Some(index) = self.set.question_index(id).filter(is_asked) {
                carried.asked_again.push((index, why));
            }
        }
        carried.asked_again.sort_by_key(|(index, _)| *index);
        carried
    }
}

fn with_new_ids(value: &Value, renamed: &[(&str, &str)]) -> Value {
    let new = |option: &String| {
        let found = renamed.iter().find(|(old, _)| old == option);
        found.map_or_else(|| option.clone(), |(_, new)| (*new).to_owned())
    };
    match value {
        Value::Option(option) => Value::Option(new(option)),
        Value::Options(options) => Value::Options(options.iter().map(new).collect()),
        Value::YesNo(_) | Value::Figure(_) | Value::Sums(_) | Value::Unclear => value.clone(),
    }
}

/// Returns a single option as a list of one, where it goes to a multi-choice.
fn of_kind(kind: Option<Kind>, value: Value) -> Value {
    match (kind, value) {
        (Some(Kind::Multi), Value::Option(option)) => Value::Options(vec![option]),
        (_, value) => value,
    }
}

/// Returns the value as an answer to a question.
fn taken(question: &Question, value: Value) -> Option<Value> {
    let has = |option: &String| question.option(option).is_some();
    match (question.kind, value) {
        (_, Value::Unclear) => Some(Value::Unclear),
        (Kind::Single, Value::Option(option)) => has(&option).then_some(Value::Option(option)),
        (Kind::Multi, Value::Option(option)) => has(&option).then(|| Value::Options(vec![option])),
        (Kind::Multi, Value::Options(options)) => {
            options.iter().all(has).then_some(Value::Options(options))
        }
        (Kind::YesNo, Value::YesNo(yes)) => Some(Value::YesNo(yes)),
        (Kind::Figure(_), Value::Figure(figure)) => Some(Value::Figure(figure)),
        (_, Value::Sums(sums)) => question.quotient.map(|_| Value::Sums(sums)),
        (Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_), _) => None,
    }
}
