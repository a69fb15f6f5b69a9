//! The engine's variables and the values they can take: answered ones have one, open ones all that
//! do not contradict those that are given.

use huiqi_rules::amount::Level;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Leaf, PartTest, Test};
use huiqi_rules::formula::Worth;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{PolicySet, Region, Terms};
use huiqi_rules::question::{Constraint, Kind, Question, QuestionIndex, Variables};
use huiqi_rules::trial::{BEYOND, LARGE};
use huiqi_rules::truth::Truth;
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;

/// One variable's value in a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VariableValue {
    /// Not answered, and not tried either.
    Open,
    /// The option chosen.
    Option(u16),
    /// Yes or no; also whether a multi-choice includes an option.
    Bit(bool),
    /// A sum, above every threshold where it is `None`.
    Sum(Option<Decimal>),
}

/// The values of all variables: from the answers first, then those that a search tries.
#[derive(Clone)]
pub(super) struct Completion {
    pub(super) set: &'static PolicySet,
    region: &'static Region,
    /// By variable, up to the last of the region; what is beyond is open.
    values: Vec<VariableValue>,
    /// The variables that neither an answer nor a search gives a value.
    pub(super) open: Variables,
    /// The figures that a search gives a value that no answer reaches.
    far: Variables,
}

impl Completion {
    /// Returns the values that the answers decide.
    pub(super) fn of(set: &'static PolicySet, region: &'static Region, answers: &Answers) -> Self {
        let mut values = Vec::with_capacity(64);
        let mut open = Variables::NONE;
        for index in region.questions {
            let question = set.question(*index);
            let first = usize::from(question.first_variable);
            let last = first + question.width();
            values.resize(last.max(values.len()), VariableValue::Open);
            match answers.get(*index) {
                Some(Answer::Option(option)) => values[first] = VariableValue::Option(*option),
                Some(Answer::YesNo(yes)) => values[first] = VariableValue::Bit(*yes),
                Some(Answer::Figure(figure)) => values[first] = VariableValue::Sum(Some(*figure)),
                Some(Answer::Options(chosen)) => {
                    (0..question.options.len()).for_each(|option| {
                        values[first + option] = VariableValue::Bit(chosen >> option & 1 == 1)
                    });
                }
                None => open = open | question.variables(),
            }
        }
        Self { set, region, values, open, far: Variables::NONE }
    }

    pub(super) fn get(&self, variable: u16) -> VariableValue {
        self.values.get(usize::from(variable)).copied().unwrap_or(VariableValue::Open)
    }

    /// Returns the answer to a question, where every variable of it has a value.
    pub(super) fn answer(&self, question: QuestionIndex) -> Option<Answer> {
        let question = self.set.question(question);
        let first = question.first_variable;
        match (question.kind, self.get(first)) {
            (Kind::Multi, VariableValue::Bit(_)) => {
                let is_chosen = |option: &u16| self.get(first + option) == VariableValue::Bit(true);
                let chosen = (0..question.options.len() as u16).filter(is_chosen);
                Some(Answer::Options(chosen.fold(0, |all, option| all | 1 << option)))
            }
            (_, VariableValue::Option(option)) => Some(Answer::Option(option)),
            (_, VariableValue::Bit(yes)) => Some(Answer::YesNo(yes)),
            (_, VariableValue::Sum(sum)) => sum.map(Answer::Figure),
            (_, VariableValue::Open) => None,
        }
    }

    pub(super) fn put(&mut self, variable: u16, value: VariableValue) {
        self.values[usize::from(variable)] = value;
        let own = Variables::one(variable);
        self.open =
            if value == VariableValue::Open { self.open | own } else { self.open.without(own) };
        self.far = self.far.without(own);
        if matches!(value, VariableValue::Sum(Some(sum)) if sum >= BEYOND) {
            self.far = self.far | own;
        }
    }

    /// Returns the question a variable belongs to.
    pub(super) fn question_of(&self, variable: u16) -> &'static Question {
        let own = Variables::one(variable);
        let mut questions = self.region.questions.iter().map(|index| self.set.question(*index));
        let found = questions.find(|question| question.variables().meets(own));
        found.unwrap_or(self.set.question(PolicySet::REGION))
    }

    /// Returns the region's questions, in the authors' order.
    pub(super) const fn questions(&self) -> &'static [QuestionIndex] {
        self.region.questions
    }

    /// Returns the rules between answers to the region's questions.
    fn constraints(&self) -> impl Iterator<Item = &'static Constraint> + use<> {
        let set = self.set;
        self.region.constraints.iter().map(|index| &set.constraints[usize::from(*index)])
    }

    /// Returns the ladders that bound the titles among these variables.
    pub(super) fn ladders(&self, variables: Variables) -> Variables {
        let bounding = self
            .constraints()
            .filter(|constraint| self.set.question(constraint.multi).variables().meets(variables));
        bounding.fold(Variables::NONE, |all, constraint| {
            all | self.set.question(constraint.ladder).variables()
        })
    }

    /// Returns these variables with all that a constraint ties to them.
    pub(super) fn tied(&self, variables: Variables) -> Variables {
        self.constraints().fold(variables, |all, constraint| {
            let tied = self.set.question(constraint.ladder).variables()
                | self.set.question(constraint.multi).variables();
            if tied.meets(variables) { all | tied } else { all }
        })
    }

    /// Returns every value that an open variable can take without contradicting the values given.
    ///
    /// A sum is tried at both ends of each stretch between the thresholds of `terms`: there an
    /// award is smallest and largest.
    pub(super) fn values(&self, variable: u16, terms: &[&'static Terms]) -> Vec<VariableValue> {
        let question = self.question_of(variable);
        let mut values: Vec<VariableValue> = match question.kind {
            Kind::Single => (0..question.options.len() as u16).map(VariableValue::Option).collect(),
            Kind::YesNo | Kind::Multi => vec![VariableValue::Bit(false), VariableValue::Bit(true)],
            Kind::Figure(unit) => self.stretches(variable, unit, terms),
        };
        values.retain(|value| self.allows(variable, *value));
        values
    }

    /// Whether a value contradicts none that is given.
    pub(super) fn allows(&self, variable: u16, value: VariableValue) -> bool {
        self.constraints().all(|constraint| {
            let (ladder, multi) =
                (self.set.question(constraint.ladder), self.set.question(constraint.multi));
            match value {
                VariableValue::Option(option) if variable == ladder.first_variable => {
                    let allowed = |(title, rank): (usize, &u16)| {
                        *rank <= option
                            || self.get(multi.first_variable + title as u16)
                                != VariableValue::Bit(true)
                    };
                    constraint.ranks.iter().enumerate().all(allowed)
                }
                VariableValue::Bit(true) if multi.variables().meets(Variables::one(variable)) => {
                    match self.get(ladder.first_variable) {
                        VariableValue::Option(option) => {
                            constraint.ranks[usize::from(variable - multi.first_variable)] <= option
                        }
                        VariableValue::Open | VariableValue::Bit(_) | VariableValue::Sum(_) => true,
                    }
                }
                VariableValue::Option(_)
                | VariableValue::Bit(_)
                | VariableValue::Sum(_)
                | VariableValue::Open => true,
            }
        })
    }

    /// Returns the ends of the stretches between thresholds; the last is above every threshold.
    fn stretches(
        &self,
        variable: u16,
        unit: &Unit,
        terms: &[&'static Terms],
    ) -> Vec<VariableValue> {
        let mut thresholds = Vec::new();
        terms
            .iter()
            .for_each(|terms| terms.collect_thresholds(self.set, variable, &mut thresholds));
        let mut ends = Vec::with_capacity(thresholds.len() * 2 + 2);
        // Below the lowest threshold of a figure that may be negative, nothing tells two values
        // apart.
        let (lowest, highest) = (unit.lowest(), unit.highest());
        ends.extend(lowest);
        for threshold in thresholds {
            let below = (threshold - unit.step()).max(lowest.unwrap_or(Decimal::MIN));
            ends.extend([below, threshold]);
        }
        self.crossings(variable, unit, terms, &mut ends);
        if let Some(highest) = highest {
            ends.retain(|end| *end < highest);
            ends.push(highest);
        }
        let mut ends: Vec<VariableValue> =
            ends.into_iter().map(|end| VariableValue::Sum(Some(end))).collect();
        if highest.is_none() {
            ends.push(VariableValue::Sum(None));
        }
        ends
    }

    /// Adds the figures at which a comparison with another figure changes.
    fn crossings(
        &self,
        variable: u16,
        unit: &Unit,
        terms: &[&'static Terms],
        ends: &mut Vec<Decimal>,
    ) {
        let mut found: Option<&'static PartTest> = None;
        for terms in terms {
            terms.each_leaf(&mut |leaf| {
                if let Test::ComparesPart(test) = leaf.test {
                    found = Some(test);
                }
            });
        }
        if let Some(test) = found {
            (test.crossings)(self, variable, unit, terms, ends);
        }
    }

    /// Whether a condition holds; every variable it reads has a value.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        self.truth(condition) == Truth::Yes
    }

    /// Whether a condition holds with the values so far. `No` and `Yes` are final; what is not
    /// known may still be either.
    pub(super) fn truth(&self, condition: &Condition) -> Truth {
        condition.truth(&|leaf| self.leaf_truth(leaf))
    }

    fn leaf_truth(&self, leaf: &Leaf) -> Truth {
        let own = self.get(leaf.variable(self.set.question(leaf.question)));
        match (own, leaf.test) {
            (VariableValue::Open, _) => Truth::Unknown,
            (VariableValue::Bit(yes), _) => Truth::of(yes),
            (VariableValue::Option(chosen), test) => Truth::of(test.passes_option(chosen)),
            (VariableValue::Sum(None), Test::AtLeast(_)) => Truth::Yes,
            (VariableValue::Sum(Some(sum)), Test::AtLeast(least)) => Truth::of(sum >= least),
            (VariableValue::Sum(sum), Test::Compares(relation, threshold)) => {
                Truth::of(relation.holds(sum.unwrap_or(LARGEST), threshold))
            }
            (VariableValue::Sum(sum), Test::ComparesPart(test)) => {
                match self.get(self.set.question(test.of).first_variable) {
                    VariableValue::Sum(whole) => {
                        Truth::of(test.holds(sum.unwrap_or(LARGEST), whole.unwrap_or(LARGEST)))
                    }
                    VariableValue::Open | VariableValue::Bit(_) | VariableValue::Option(_) => {
                        Truth::Unknown
                    }
                }
            }
            (
                VariableValue::Sum(_),
                Test::AtLeastOption(_) | Test::OneOf(_) | Test::Includes(_) | Test::IsYes,
            ) => unreachable!("a figure is compared with figures"),
        }
    }

    /// Returns a figure that has a value; `None` above every threshold.
    fn sum(&self, question: &Question) -> Option<Decimal> {
        match self.get(question.first_variable) {
            VariableValue::Sum(sum) => sum,
            VariableValue::Open | VariableValue::Option(_) | VariableValue::Bit(_) => {
                unreachable!("a figure is read only once it has a value")
            }
        }
    }

    /// Returns a figure that has a value, as amounts read it; `None` where it has no bound.
    fn number(&self, question: &Question) -> Option<Decimal> {
        self.sum(question).filter(|sum| self.far.is_empty() || *sum < LARGE)
    }

    /// Returns a figure that has a value, as a formula reads it.
    pub(super) fn worth(&self, question: &Question) -> Worth {
        self.number(question).map_or(Worth::Unbounded, Worth::Number)
    }

    /// Returns an end of an amount. Where a figure is tried that no answer reaches, an amount
    /// beyond those of documents grows with it, and is open.
    pub(super) fn bounded(&self, level: Level) -> Level {
        let is_beyond = |sum: Yuan| !self.far.is_empty() && sum.decimal() >= BEYOND;
        if level.sum().is_some_and(is_beyond) { Level::Open } else { level }
    }

    /// Returns the option of a single choice that has a value.
    pub(super) fn option(&self, question: &Question) -> u16 {
        match self.get(question.first_variable) {
            VariableValue::Option(option) => option,
            VariableValue::Open | VariableValue::Bit(_) | VariableValue::Sum(_) => {
                unreachable!("a choice is read only once it has a value")
            }
        }
    }

    /// Returns a yes or no that has a value.
    pub(super) fn bit(&self, variable: u16) -> bool {
        match self.get(variable) {
            VariableValue::Bit(bit) => bit,
            VariableValue::Open | VariableValue::Option(_) | VariableValue::Sum(_) => {
                unreachable!("a yes or no is read only once it has a value")
            }
        }
    }

    /// Returns a sum of money that has a value.
    pub(super) fn level(&self, question: &Question) -> Level {
        self.number(question).map_or(Level::Open, |sum| {
            Level::Sum(Yuan::from_decimal(sum).expect("sums of money are not negative"))
        })
    }
}

/// What a figure above every threshold is compared as.
const LARGEST: Decimal = Decimal::from_parts(0, 0, 54_210, false, 0);
