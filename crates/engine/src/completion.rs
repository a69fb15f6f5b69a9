//! The engine's variables and the values they can take: answered ones have one, open ones all that
//! do not contradict what stands.

use huiqi_rules::amount::Level;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{Condition, PolicySet, Terms};
use huiqi_rules::question::{Kind, Question, Variables};
use huiqi_rules::unit::Unit;
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
    /// The variables that neither an answer nor a search gives a value.
    pub(super) open: Variables,
}

impl Completion {
    /// The values that the answers decide.
    pub(super) fn of(set: &'static PolicySet, answers: &Answers) -> Self {
        let mut values = [Value::Open; 128];
        let mut open = Variables::NONE;
        for (place, question) in set.questions.iter().enumerate() {
            let first = usize::from(question.first_variable);
            match answers.get(huiqi_rules::question::QuestionIndex(place as u8)) {
                Some(Answer::Option(option)) => values[first] = Value::Option(*option),
                Some(Answer::YesNo(yes)) => values[first] = Value::Bit(*yes),
                Some(Answer::Figure(figure)) => values[first] = Value::Sum(Some(*figure)),
                Some(Answer::Options(chosen)) => {
                    (0..question.options.len()).for_each(|option| {
                        values[first + option] = Value::Bit(chosen >> option & 1 == 1)
                    });
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
        let own = Variables::one(variable);
        self.open = if value == Value::Open { self.open | own } else { self.open.without(own) };
    }

    /// The question a variable belongs to.
    pub(super) fn question_of(&self, variable: u8) -> &'static Question {
        let after =
            self.set.questions.partition_point(|question| question.first_variable <= variable);
        &self.set.questions[after - 1]
    }

    /// The ladders that bound the titles among these variables.
    pub(super) fn ladders(&self, variables: Variables) -> Variables {
        let bounding =
            self.set.constraints.iter().filter(|constraint| {
                self.set.question(constraint.multi).variables().meets(variables)
            });
        bounding.fold(Variables::NONE, |all, constraint| {
            all | self.set.question(constraint.ladder).variables()
        })
    }

    /// Every value that an open variable can take without contradicting the values that stand.
    ///
    /// A sum is tried at both ends of each stretch between the thresholds of `terms`: there an
    /// award is smallest and largest.
    pub(super) fn values(&self, variable: u8, terms: &[&'static Terms]) -> Vec<Value> {
        let question = self.question_of(variable);
        let mut values: Vec<Value> = match question.kind {
            Kind::Single => (0..question.options.len() as u8).map(Value::Option).collect(),
            Kind::YesNo | Kind::Multi => vec![Value::Bit(false), Value::Bit(true)],
            Kind::Figure(unit) => self.stretches(variable, unit, terms),
        };
        values.retain(|value| self.allows(variable, *value));
        values
    }

    /// Whether a value contradicts none that stands.
    pub(super) fn allows(&self, variable: u8, value: Value) -> bool {
        self.set.constraints.iter().all(|constraint| {
            let (ladder, multi) =
                (self.set.question(constraint.ladder), self.set.question(constraint.multi));
            match value {
                Value::Option(option) if variable == ladder.first_variable => {
                    let allowed = |(place, rank): (usize, &u8)| {
                        *rank <= option
                            || self.get(multi.first_variable + place as u8) != Value::Bit(true)
                    };
                    constraint.ranks.iter().enumerate().all(allowed)
                }
                Value::Bit(true) if multi.variables().meets(Variables::one(variable)) => {
                    match self.get(ladder.first_variable) {
                        Value::Option(option) => {
                            constraint.ranks[usize::from(variable - multi.first_variable)] <= option
                        }
                        Value::Open | Value::Bit(_) | Value::Sum(_) => true,
                    }
                }
                Value::Option(_) | Value::Bit(_) | Value::Sum(_) | Value::Open => true,
            }
        })
    }

    /// The ends of the stretches between thresholds; the last is above every threshold.
    fn stretches(&self, variable: u8, unit: &Unit, terms: &[&'static Terms]) -> Vec<Value> {
        let mut thresholds = Vec::new();
        terms
            .iter()
            .for_each(|terms| terms.collect_thresholds(self.set, variable, &mut thresholds));
        let mut ends = Vec::with_capacity(thresholds.len() * 2 + 2);
        // Below the lowest threshold of a figure that may be negative, nothing tells two values
        // apart.
        let lowest = (!unit.takes_negative()).then_some(Decimal::ZERO);
        ends.extend(lowest.map(|lowest| Value::Sum(Some(lowest))));
        for threshold in thresholds {
            let below = (threshold - unit.step()).max(lowest.unwrap_or(Decimal::MIN));
            ends.extend([below, threshold].map(|end| Value::Sum(Some(end))));
        }
        ends.push(Value::Sum(None));
        ends
    }

    /// Whether a condition holds; every variable it reads has a value.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
            Condition::AtLeastOption { question, option, .. } => {
                self.option(self.set.question(*question)) >= *option
            }
            Condition::OneOf { question, options, .. } => {
                options >> self.option(self.set.question(*question)) & 1 == 1
            }
            Condition::Includes { question, option, .. } => {
                self.bit(self.set.question(*question).first_variable + option)
            }
            Condition::IsYes { question, .. } => {
                self.bit(self.set.question(*question).first_variable)
            }
            Condition::AtLeast { question, threshold, .. } => {
                match self.get(self.set.question(*question).first_variable) {
                    Value::Sum(sum) => sum.is_none_or(|sum| sum >= *threshold),
                    Value::Open | Value::Option(_) | Value::Bit(_) => {
                        unreachable!("a sum is compared only once it has a value")
                    }
                }
            }
        }
    }

    /// The option of a single choice that has a value.
    pub(super) fn option(&self, question: &Question) -> u8 {
        match self.get(question.first_variable) {
            Value::Option(option) => option,
            Value::Open | Value::Bit(_) | Value::Sum(_) => {
                unreachable!("a choice is read only once it has a value")
            }
        }
    }

    /// A yes or no that has a value.
    pub(super) fn bit(&self, variable: u8) -> bool {
        match self.get(variable) {
            Value::Bit(bit) => bit,
            Value::Open | Value::Option(_) | Value::Sum(_) => {
                unreachable!("a yes or no is read only once it has a value")
            }
        }
    }

    /// A sum of money that has a value.
    pub(super) fn level(&self, question: &Question) -> Level {
        match self.get(question.first_variable) {
            Value::Sum(Some(sum)) => {
                Level::Sum(Yuan::from_decimal(sum).expect("sums of money are not negative"))
            }
            Value::Sum(None) => Level::Open,
            Value::Open | Value::Option(_) | Value::Bit(_) => {
                unreachable!("a sum is read only once it has a value")
            }
        }
    }
}
