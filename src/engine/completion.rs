//! The engine's variables and the values they can take: answered ones have one, open ones all that do not contradict what stands.

use crate::amount::Level;
use crate::answers::{Answer, Answers};
use crate::money::Yuan;
use crate::policy::{Condition, PolicySet, Terms};
use crate::question::{Kind, Question, Variables};
use rust_decimal::Decimal;

/// One variable's value in a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Not answered, and not tried either.
    Open,
    /// The option chosen.
    Option(u8),
    /// Yes or no; also whether a multi-choice includes an option.
    Bit(bool),
    /// A sum, above every threshold where it is `None`.
    Sum(Option<Decimal>),
}

/// The values of all variables: from the answers first, then those that a search tries.
pub(super) struct Completion {
    set: &'static PolicySet,
    /// As many as [`Variables`] can name.
    values: [Value; 128],
    /// The variables that no answer decides.
    pub(super) open: Variables,
}

impl Completion {
    /// The values that the answers decide.
    pub(super) fn of(set: &'static PolicySet, answers: &Answers) -> Self {
        let mut values = [Value::Open; 128];
        let mut open = Variables::NONE;
        for (place, question) in set.questions.iter().enumerate() {
            let first = usize::from(question.first_variable);
            match answers.get(crate::question::QuestionIndex(place as u8)) {
                Some(Answer::Option(option)) => values[first] = Value::Option(*option),
                Some(Answer::YesNo(yes)) => values[first] = Value::Bit(*yes),
                Some(Answer::Figure(figure)) => values[first] = Value::Sum(Some(*figure)),
                Some(Answer::Options(chosen)) => {
                    (0..question.options.len()).for_each(|option| values[first + option] = Value::Bit(chosen >> option & 1 == 1));
                }
                None => open = open | question.variables(),
            }
        }
        Self { set, values, open }
    }

    pub(super) fn get(&self, variable: u8) -> Value {
        self.values[usize::from(variable)]
    }

    pub(super) fn put(&mut self, variable: u8, value: Value) {
        self.values[usize::from(variable)] = value;
    }

    /// The open variables that no search has given a value to.
    pub(super) fn untried(&self, among: Variables) -> Variables {
        let mut left = Variables::NONE;
        let mut rest = among & self.open;
        while let Some(variable) = rest.first() {
            rest = rest.without(Variables::one(variable));
            if self.get(variable) == Value::Open {
                left = left | Variables::one(variable);
            }
        }
        left
    }

    /// The question a variable belongs to.
    pub(super) fn question_of(&self, variable: u8) -> &'static Question {
        let after = self.set.questions.partition_point(|question| question.first_variable <= variable);
        &self.set.questions[after - 1]
    }

    /// The variables that a constraint ties to these, among `others`.
    pub(super) fn tied(&self, variables: Variables, others: Variables) -> Variables {
        let mut tied = Variables::NONE;
        for constraint in self.set.constraints {
            let ladder = self.set.question(constraint.ladder).variables();
            if variables.meets(self.set.question(constraint.multi).variables()) && others.meets(ladder) {
                tied = tied | ladder;
            }
        }
        tied
    }

    /// Every value that an open variable can take without contradicting the values that stand.
    ///
    /// A sum is tried at both ends of each stretch between the thresholds of `terms`: there an award is smallest and largest.
    pub(super) fn values(&self, variable: u8, terms: &[&'static Terms]) -> Vec<Value> {
        let question = self.question_of(variable);
        match question.kind {
            Kind::Single => (0..question.options.len() as u8).filter(|option| self.ladder_allows(variable, *option)).map(Value::Option).collect(),
            Kind::YesNo => vec![Value::Bit(false), Value::Bit(true)],
            Kind::Multi if self.bit_allowed(question, variable) => vec![Value::Bit(false), Value::Bit(true)],
            Kind::Multi => vec![Value::Bit(false)],
            Kind::Yuan | Kind::Percent => self.stretches(variable, terms),
        }
    }

    /// The ends of the stretches between thresholds, rising; the last is above every threshold.
    fn stretches(&self, variable: u8, terms: &[&'static Terms]) -> Vec<Value> {
        let mut thresholds = Vec::new();
        terms.iter().for_each(|terms| terms.collect_thresholds(self.set, variable, &mut thresholds));
        crate::order::sort(&mut thresholds, |left, right| left < right);
        thresholds.dedup();
        let mut ends = Vec::with_capacity(thresholds.len() * 2 + 2);
        // A percentage has no lower end: below its lowest threshold nothing tells two values apart.
        if self.question_of(variable).kind == Kind::Yuan {
            ends.push(Value::Sum(Some(Decimal::ZERO)));
        }
        for threshold in thresholds {
            let below = threshold - Decimal::new(1, 2);
            if below > Decimal::ZERO || self.question_of(variable).kind == Kind::Percent {
                ends.push(Value::Sum(Some(below)));
            }
            ends.push(Value::Sum(Some(threshold)));
        }
        ends.push(Value::Sum(None));
        ends
    }

    fn ladder_allows(&self, variable: u8, option: u8) -> bool {
        self.set.constraints.iter().all(|constraint| {
            let multi = self.set.question(constraint.multi);
            self.set.question(constraint.ladder).first_variable != variable
                || constraint
                    .ranks
                    .iter()
                    .enumerate()
                    .all(|(place, rank)| *rank <= option || self.get(multi.first_variable + place as u8) != Value::Bit(true))
        })
    }

    fn bit_allowed(&self, question: &Question, variable: u8) -> bool {
        let place = usize::from(variable - question.first_variable);
        self.set.constraints.iter().all(|constraint| {
            let bounded = self.set.question(constraint.multi).first_variable == question.first_variable;
            match self.get(self.set.question(constraint.ladder).first_variable) {
                Value::Option(option) => !bounded || constraint.ranks[place] <= option,
                Value::Open | Value::Bit(_) | Value::Sum(_) => true,
            }
        })
    }

    /// Whether a condition holds; every variable it reads has a value.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
            Condition::AtLeastOption { question, option, .. } => self.option(self.set.question(*question)) >= *option,
            Condition::OneOf { question, options, .. } => options >> self.option(self.set.question(*question)) & 1 == 1,
            Condition::Includes { question, option, .. } => self.bit(self.set.question(*question).first_variable + option),
            Condition::IsYes { question, .. } => self.bit(self.set.question(*question).first_variable),
            Condition::AtLeast { question, threshold, .. } => match self.get(self.set.question(*question).first_variable) {
                Value::Sum(sum) => sum.is_none_or(|sum| sum >= *threshold),
                Value::Open | Value::Option(_) | Value::Bit(_) => unreachable!("a sum is compared only once it has a value"),
            },
        }
    }

    /// The option of a single choice that has a value.
    pub(super) fn option(&self, question: &Question) -> u8 {
        match self.get(question.first_variable) {
            Value::Option(option) => option,
            Value::Open | Value::Bit(_) | Value::Sum(_) => unreachable!("a choice is read only once it has a value"),
        }
    }

    /// A yes or no that has a value.
    pub(super) fn bit(&self, variable: u8) -> bool {
        match self.get(variable) {
            Value::Bit(bit) => bit,
            Value::Open | Value::Option(_) | Value::Sum(_) => unreachable!("a yes or no is read only once it has a value"),
        }
    }

    /// A sum of money that has a value.
    pub(super) fn level(&self, question: &Question) -> Level {
        match self.get(question.first_variable) {
            Value::Sum(Some(sum)) => Level::Sum(Yuan::from_decimal(sum).expect("sums of money are not negative")),
            Value::Sum(None) => Level::Open,
            Value::Open | Value::Option(_) | Value::Bit(_) => unreachable!("a sum is read only once it has a value"),
        }
    }
}

impl Terms {
    /// Adds the thresholds of a sum or a percentage.
    pub(super) fn collect_thresholds(&self, set: &PolicySet, variable: u8, thresholds: &mut Vec<Decimal>) {
        collect_thresholds(&self.condition, set, variable, thresholds);
        if let Some(condition) = &self.silent_unless {
            collect_thresholds(condition, set, variable, thresholds);
        }
    }
}

fn collect_thresholds(condition: &Condition, set: &PolicySet, variable: u8, thresholds: &mut Vec<Decimal>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| collect_thresholds(part, set, variable, thresholds)),
        Condition::Not(part) => collect_thresholds(part, set, variable, thresholds),
        Condition::AtLeast { question, threshold, .. } => {
            if set.question(*question).first_variable == variable {
                thresholds.push(*threshold);
            }
        }
        Condition::AtLeastOption { .. } | Condition::OneOf { .. } | Condition::Includes { .. } | Condition::IsYes { .. } => {}
    }
}
