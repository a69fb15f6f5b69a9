//! Amounts that are computed from figures: what leaflets say beyond a fixed sum and one share.
//!
//! A baked amount names the function that evaluates it, so that a set of documents without such
//! amounts does not link one.

use super::bends::{Bends, Kinks};
use super::condition::Condition;
use super::question::{Question, QuestionIndex, Variables};
use super::unit::Notation;
use rust_decimal::Decimal;

/// A computed amount: from the least that the document promises to the most that it may pay.
#[derive(Clone, Copy, Debug)]
pub struct Computed {
    /// What is paid for certain; the same as the most where the document leaves nothing open.
    pub least: Formula,
    /// The most that is paid.
    pub most: Formula,
    /// Why the two differ.
    pub gap: Gap,
    /// The awards that it reads, by their full ids.
    pub awards: &'static [&'static str],
    /// The conditions of its cases, and what those awards ask.
    pub conditions: &'static [Condition],
    /// The figures with which it goes, also through those awards, once for each way: whether it
    /// rises with the figure.
    pub ways: &'static [(QuestionIndex, bool)],
    /// What evaluates it.
    pub evaluate: Evaluate,
    /// What finds where it bends together with others.
    pub bends: Bends,
    /// What finds where its own parts overtake each other.
    pub kinks: Kinks,
}

/// Why the least and the most of a computed amount differ in a complete answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// They do not differ.
    None,
    /// The document names only the most.
    Ceiling,
    /// The document names the least and the most.
    Range,
    /// How a sum is spread over the items that have a cap each is not known.
    Spread,
    /// The document leaves the amount to a decision on each case.
    CaseByCase,
}

/// A number of zero or more that follows from the answers.
#[derive(Clone, Copy, Debug)]
pub enum Formula {
    /// A sum in yuan, a rate (0.05 for 5%), a number.
    Constant(Decimal, Notation),
    /// No finite number.
    Unbounded,
    /// The answer to a question for a figure.
    Figure(QuestionIndex),
    /// All parts together.
    Sum(&'static [Formula]),
    /// Each part times the next.
    Product(&'static [Formula]),
    /// The smallest part.
    Lesser(&'static [Formula]),
    /// The largest part.
    Greater(&'static [Formula]),
    /// The first less the second, and never below zero.
    Less(&'static [Formula; 2]),
    /// The part divided by a number above zero.
    Divided(&'static Formula, Decimal),
    /// How often a full number goes into the part.
    FullSteps(&'static Formula, Decimal),
    /// A rate for each bracket of the part: where the bracket begins, and its rate.
    Progressive(&'static Formula, &'static [(Decimal, Decimal)]),
    /// The first case that holds.
    Cases(&'static [Case], &'static Formula),
    /// What another award pays by itself, by its full id.
    Award(&'static str),
}

/// One case of several.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What must hold.
    pub condition: Condition,
    /// The number then.
    pub then: Formula,
}

/// A number of zero or more. `Unbounded` is greater than every number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// This number.
    Number(Decimal),
    /// Above every number.
    Unbounded,
}

/// Which end of an amount is computed: what is read of another award is its same end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The least.
    Least,
    /// The most.
    Most,
}

/// What a formula reads.
pub trait Facts {
    /// Returns the answer to a question for a figure.
    fn figure(&self, question: QuestionIndex) -> Worth;
    /// Whether a condition holds.
    fn holds(&self, condition: &Condition) -> bool;
    /// Returns one end of what another award pays by itself.
    fn award(&self, id: &'static str, end: End) -> Worth;
}

/// A function that computes one number of a formula.
pub type Evaluate = fn(&Formula, &dyn Facts, End) -> Worth;

/// Returns the number of a formula.
#[must_use]
pub fn evaluate(formula: &Formula, facts: &dyn Facts, end: End) -> Worth {
    match formula {
        Formula::Figure(question) => facts.figure(*question),
        Formula::Award(id) => facts.award(id, end),
        Formula::Cases(cases, otherwise) => {
            let case = cases.iter().find(|case| facts.holds(&case.condition));
            evaluate(case.map_or(*otherwise, |case| &case.then), facts, end)
        }
        Formula::Constant(..)
        | Formula::Unbounded
        | Formula::Sum(_)
        | Formula::Product(_)
        | Formula::Lesser(_)
        | Formula::Greater(_)
        | Formula::Less(_)
        | Formula::Divided(..)
        | Formula::FullSteps(..)
        | Formula::Progressive(..) => {
            let parts = formula.combined_parts().iter();
            formula.combine(&mut parts.map(|part| evaluate(part, facts, end)))
        }
    }
}

impl Worth {
    /// Nothing.
    pub const ZERO: Self = Self::Number(Decimal::ZERO);

    fn map(self, of: impl Fn(Decimal) -> Decimal) -> Self {
        match self {
            Self::Number(number) => Self::Number(of(number)),
            Self::Unbounded => Self::Unbounded,
        }
    }

    /// Returns both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => Self::Number(left + right),
            (Self::Unbounded, _) | (_, Self::Unbounded) => Self::Unbounded,
        }
    }

    /// Returns the product; nothing times anything is nothing.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        match (self, other) {
            // A product that is no number any more is above every number.
            (Self::Number(left), Self::Number(right)) => {
                left.checked_mul(right).map_or(Self::Unbounded, Self::Number)
            }
            (Self::Number(zero), _) | (_, Self::Number(zero)) if zero.is_zero() => Self::ZERO,
            (Self::Unbounded, _) | (_, Self::Unbounded) => Self::Unbounded,
        }
    }

    /// Returns this less the other, and never below zero. Of two unbounded numbers either may be
    /// the larger: nothing is left, as the unbounded first one is tried beside a bounded second.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(from), Self::Number(less)) if from > less => Self::Number(from - less),
            (Self::Unbounded, Self::Number(_)) => Self::Unbounded,
            (Self::Number(_) | Self::Unbounded, _) => Self::ZERO,
        }
    }
}

/// A formula is itself and no other.
impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Formula {}

impl Formula {
    /// Returns the parts that it combines; none of what has no parts, and of cases.
    #[must_use]
    pub const fn combined_parts(&self) -> &'static [Self] {
        match self {
            Self::Constant(..)
            | Self::Unbounded
            | Self::Figure(_)
            | Self::Award(_)
            | Self::Cases(..) => &[],
            Self::Sum(parts)
            | Self::Product(parts)
            | Self::Lesser(parts)
            | Self::Greater(parts) => parts,
            Self::Less(parts) => parts.as_slice(),
            Self::Divided(part, _) | Self::FullSteps(part, _) | Self::Progressive(part, _) => {
                std::slice::from_ref(*part)
            }
        }
    }

    /// Returns the parts below it, and those of its cases.
    pub fn parts(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let (cases, otherwise): (&[Case], Option<&Self>) = match self {
            Self::Cases(cases, otherwise) => (*cases, Some(*otherwise)),
            Self::Constant(..)
            | Self::Unbounded
            | Self::Figure(_)
            | Self::Award(_)
            | Self::Sum(_)
            | Self::Product(_)
            | Self::Lesser(_)
            | Self::Greater(_)
            | Self::Less(_)
            | Self::Divided(..)
            | Self::FullSteps(..)
            | Self::Progressive(..) => (&[], None),
        };
        let of_cases = cases.iter().map(|case| &case.then).chain(otherwise);
        self.combined_parts().iter().chain(of_cases)
    }

    /// Returns the number that it makes of the numbers of its parts; of what has no parts and of
    /// cases, nothing.
    #[must_use]
    pub fn combine(&self, parts: &mut dyn Iterator<Item = Worth>) -> Worth {
        let mut first = || parts.next().unwrap_or(Worth::ZERO);
        match self {
            Self::Constant(number, _) => Worth::Number(*number),
            Self::Unbounded => Worth::Unbounded,
            Self::Sum(_) => {
                let first = first();
                parts.fold(first, Worth::plus)
            }
            Self::Product(_) => {
                let first = parts.next().unwrap_or(Worth::Number(Decimal::ONE));
                parts.fold(first, Worth::times)
            }
            Self::Lesser(_) => parts.fold(Worth::Unbounded, Worth::min),
            Self::Greater(_) => parts.fold(Worth::ZERO, Worth::max),
            Self::Less(_) => first().less(first()),
            Self::Divided(_, by) => first().map(|number| number / by),
            Self::FullSteps(_, per) => first().map(|number| (number - number % per) / per),
            Self::Progressive(_, brackets) => {
                let whole = first();
                let mut found = Worth::ZERO;
                for (index, (from, rate)) in brackets.iter().enumerate() {
                    let from = Worth::Number(*from);
                    if whole <= from {
                        break;
                    }
                    let upper = brackets.get(index + 1);
                    let inside = upper.map_or(whole, |(upper, _)| whole.min(Worth::Number(*upper)));
                    found = found.plus(inside.less(from).times(Worth::Number(*rate)));
                }
                found
            }
            Self::Figure(_) | Self::Award(_) | Self::Cases(..) => Worth::ZERO,
        }
    }

    /// Visits it and every part below it.
    pub fn each(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        self.parts().for_each(|part| part.each(visit));
    }

    /// Returns the engine's variables that it reads, but for those of other awards; `question`
    /// finds a question by its index.
    pub fn reads<'q>(&self, question: impl Fn(QuestionIndex) -> &'q Question) -> Variables {
        let mut reads = Variables::NONE;
        self.each(&mut |part| match part {
            Self::Figure(figure) => {
                reads = reads | Variables::one(question(*figure).first_variable);
            }
            Self::Cases(cases, _) => {
                reads = cases.iter().fold(reads, |all, case| all | case.condition.reads(&question));
            }
            Self::Constant(..)
            | Self::Unbounded
            | Self::Sum(_)
            | Self::Product(_)
            | Self::Lesser(_)
            | Self::Greater(_)
            | Self::Less(_)
            | Self::Divided(..)
            | Self::FullSteps(..)
            | Self::Progressive(..)
            | Self::Award(_) => {}
        });
        reads
    }

    /// Returns how many decimals it can have more than its figures, where an award that it reads
    /// has so many.
    #[must_use]
    pub fn decimals(&self, award: &dyn Fn(&'static str) -> u32) -> u32 {
        let parts = || self.parts().map(|part| part.decimals(award));
        match self {
            Self::Constant(number, _) => number.normalize().scale(),
            Self::Award(id) => award(id),
            Self::Unbounded | Self::Figure(_) | Self::FullSteps(..) => 0,
            Self::Product(_) => parts().sum(),
            Self::Progressive(_, brackets) => {
                let rates = brackets.iter().map(|(_, rate)| rate.normalize().scale());
                parts().sum::<u32>() + rates.max().unwrap_or(0)
            }
            Self::Divided(..) => 28,
            Self::Sum(_) | Self::Lesser(_) | Self::Greater(_) | Self::Less(_) | Self::Cases(..) => {
                parts().max().unwrap_or(0)
            }
        }
    }

    /// Visits the conditions of its cases.
    pub fn each_condition(&self, visit: &mut dyn FnMut(&'static Condition)) {
        self.each(&mut |part| {
            if let Self::Cases(cases, _) = part {
                cases.iter().for_each(|case| visit(&case.condition));
            }
        });
    }
}

impl Computed {
    /// Returns the least and the most.
    #[must_use]
    pub const fn formulas(&self) -> [&Formula; 2] {
        [&self.least, &self.most]
    }
}
