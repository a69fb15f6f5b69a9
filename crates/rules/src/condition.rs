//! Conditions: a closed vocabulary, one evaluation, one walk over what they ask.

use super::crossings::{Compares, Crossings};
use super::question::{Question, QuestionIndex, Variables};
use super::truth::Truth;
use rust_decimal::Decimal;

/// What must hold. A closed vocabulary: policy files can say this and nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// Every part must hold; with no part, nothing is asked.
    All(&'static [Condition]),
    /// One part must hold.
    Any(&'static [Condition]),
    /// The part must fail.
    Not(&'static Condition),
    /// The answer to one question must pass a test.
    Leaf(Leaf),
}

/// A test of the answer to one question.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// The question.
    pub question: QuestionIndex,
    /// What its answer must be.
    pub test: Test,
    /// The requirement in words of its own, where the standard words do not fit.
    pub says: Option<&'static str>,
}

/// What an answer must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// A single choice among options that rise is at this option or above.
    AtLeastOption(u16),
    /// A single choice is one of these options, one bit each.
    OneOf(u64),
    /// A multi-choice includes this option.
    Includes(u16),
    /// A question of yes or no is answered with yes.
    IsYes,
    /// A figure is at this threshold or above: yuan, percent or a number; a multiple of its step.
    AtLeast(Decimal),
    /// A figure compares with a threshold in another way.
    Compares(Relation, Decimal),
    /// A figure compares with a part of another figure, and a sum beside it.
    ComparesPart(&'static PartTest),
}

/// A comparison of a figure with a part of another figure (研发费用占营业收入 3% 以上), with so
/// much for each one of it (每份不超过 15400 元), or, where the part is below zero, of both together
/// with a sum (两项投入合计 500 万元以上).
#[derive(Clone, Copy, Debug)]
pub struct PartTest {
    /// So much of the figure itself, rounded to the fen as an award is: 0.2 for 20%. None where it
    /// is the figure that is compared.
    pub rounded: Option<Decimal>,
    /// How the figure must compare.
    pub relation: Relation,
    /// The part of the other figure, in percent; below zero where it is taken off.
    pub percent: Decimal,
    /// The question for the other figure.
    pub of: QuestionIndex,
    /// What is added to that part; below zero where it is taken off.
    pub plus: Decimal,
    /// What compares. It is named by the tables, as what follows, so that a set without such
    /// comparisons does not link it.
    pub compares: Compares,
    /// What finds the figures at which the comparison changes.
    pub crossings: Crossings,
}

impl PartTest {
    /// Whether a figure compares so with its part of a whole.
    #[must_use]
    pub fn holds(&self, figure: Decimal, whole: Decimal) -> bool {
        (self.compares)(self, figure, whole)
    }

    /// Returns the sum with which both figures together are compared; none where it is a part of
    /// the other one that counts.
    #[must_use]
    pub fn of_both(&self) -> Option<Decimal> {
        (self.percent == -Decimal::ONE_HUNDRED).then_some(self.plus)
    }
}

/// Two comparisons are the same where they compare alike.
impl PartialEq for PartTest {
    fn eq(&self, other: &Self) -> bool {
        (self.rounded, self.relation, self.percent, self.of, self.plus)
            == (other.rounded, other.relation, other.percent, other.of, other.plus)
    }
}

impl Eq for PartTest {}

/// How a figure must compare with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// 以上: it or more.
    AtLeast,
    /// 超过: more.
    Above,
    /// 以下: it or less.
    AtMost,
    /// 低于: less.
    Below,
}

impl Relation {
    /// Every relation with its name in policy files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("at_least", Self::AtLeast),
        ("above", Self::Above),
        ("at_most", Self::AtMost),
        ("below", Self::Below),
    ];

    /// Whether a figure compares so with another.
    #[must_use]
    pub fn holds(self, figure: Decimal, other: Decimal) -> bool {
        match self {
            Self::AtLeast => figure >= other,
            Self::Above => figure > other,
            Self::AtMost => figure <= other,
            Self::Below => figure < other,
        }
    }
}

impl Condition {
    /// Whether it holds, from whether each leaf does. Leaves that cannot change the result any more
    /// are not looked at.
    pub fn truth(&self, leaf: &impl Fn(&Leaf) -> Truth) -> Truth {
        match self {
            Self::All(parts) => {
                let mut lowest = Truth::Yes;
                for part in *parts {
                    lowest = lowest.min(part.truth(leaf));
                    if lowest == Truth::No {
                        break;
                    }
                }
                lowest
            }
            Self::Any(parts) => {
                let mut highest = Truth::No;
                for part in *parts {
                    highest = highest.max(part.truth(leaf));
                    if highest == Truth::Yes {
                        break;
                    }
                }
                highest
            }
            Self::Not(part) => part.truth(leaf).negated(),
            Self::Leaf(own) => leaf(own),
        }
    }

    /// Visits its leaves, in the document's order.
    pub fn each_leaf(&self, visit: &mut dyn FnMut(&Leaf)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.each_leaf(visit))
            }
            Self::Not(part) => part.each_leaf(visit),
            Self::Leaf(leaf) => visit(leaf),
        }
    }

    /// Returns its leaves, in the document's order.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        self.each_leaf(&mut |leaf| leaves.push(*leaf));
        leaves
    }

    /// Returns the engine's variables that it reads; `question` finds a question by its index.
    pub fn reads<'q>(&self, question: impl Fn(QuestionIndex) -> &'q Question) -> Variables {
        let mut reads = Variables::NONE;
        self.each_leaf(&mut |leaf| {
            reads = reads | Variables::one(leaf.variable(question(leaf.question)));
            if let Test::ComparesPart(test) = leaf.test {
                reads = reads | Variables::one(question(test.of).first_variable);
            }
        });
        reads
    }

    /// Returns the one leaf that it is, also behind a "not"; none where it is a whole of parts.
    #[must_use]
    pub fn leaf(&self) -> Option<&Leaf> {
        match self {
            Self::All(_) | Self::Any(_) => None,
            Self::Not(part) => part.leaf(),
            Self::Leaf(leaf) => Some(leaf),
        }
    }

    /// Returns the one question that it asks, also behind a "not" and where any option of one
    /// multi-choice will do; none where it is a whole of parts.
    #[must_use]
    pub fn question(&self) -> Option<QuestionIndex> {
        match self {
            Self::All(_) => None,
            Self::Any(parts) => included(parts),
            Self::Not(part) => part.question(),
            Self::Leaf(leaf) => Some(leaf.question),
        }
    }

    /// Returns the parts that are shown below it; none where it is shown by itself, as a "not"
    /// about one question is, and several options of one multi-choice of which any will do.
    #[must_use]
    pub fn parts(&self) -> &'static [Self] {
        match self {
            Self::Any(parts) if included(parts).is_some() => &[],
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) if part.question().is_none() => std::slice::from_ref(*part),
            Self::Not(_) | Self::Leaf(_) => &[],
        }
    }
}

/// Returns the multi-choice of which every part asks for an option.
fn included(parts: &[Condition]) -> Option<QuestionIndex> {
    let mut asked = parts.iter().map(|part| match part {
        Condition::Leaf(Leaf { question, test: Test::Includes(_), .. }) => Some(*question),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => None,
    });
    let first = asked.next()??;
    asked.all(|question| question == Some(first)).then_some(first)
}

impl Leaf {
    /// Returns the engine's variable that it reads; `question` is its own.
    #[must_use]
    pub const fn variable(&self, question: &Question) -> u16 {
        match self.test {
            Test::Includes(option) => question.first_variable + option,
            Test::AtLeastOption(_)
            | Test::OneOf(_)
            | Test::IsYes
            | Test::AtLeast(_)
            | Test::Compares(..)
            | Test::ComparesPart(..) => question.first_variable,
        }
    }
}

impl Test {
    /// Whether a single choice passes with this option.
    #[must_use]
    pub const fn passes_option(self, chosen: u16) -> bool {
        match self {
            Self::AtLeastOption(least) => chosen >= least,
            Self::OneOf(options) => chosen < 64 && options >> chosen & 1 == 1,
            Self::Includes(_)
            | Self::IsYes
            | Self::AtLeast(_)
            | Self::Compares(..)
            | Self::ComparesPart(..) => false,
        }
    }

    /// Returns how a figure is compared with a threshold.
    #[must_use]
    pub const fn threshold(self) -> Option<(Relation, Decimal)> {
        match self {
            Self::AtLeast(threshold) => Some((Relation::AtLeast, threshold)),
            Self::Compares(relation, threshold) => Some((relation, threshold)),
            Self::AtLeastOption(_)
            | Self::OneOf(_)
            | Self::Includes(_)
            | Self::IsYes
            | Self::ComparesPart(..) => None,
        }
    }

    /// Returns the smallest figure of the upper side of its threshold, among figures that are this
    /// step apart.
    #[must_use]
    pub fn cut(self, step: Decimal) -> Option<Decimal> {
        self.threshold().map(|(relation, threshold)| match relation {
            Relation::AtLeast | Relation::Below => threshold,
            Relation::Above | Relation::AtMost => threshold + step,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Leaf, Test};
    use crate::question::QuestionIndex;
    use crate::truth::Truth::{self, No, Unknown, Yes};

    const fn asks(question: u16) -> Condition {
        Condition::Leaf(Leaf { question: QuestionIndex(question), test: Test::IsYes, says: None })
    }

    const fn includes(question: u16, option: u16) -> Condition {
        let test = Test::Includes(option);
        Condition::Leaf(Leaf { question: QuestionIndex(question), test, says: None })
    }

    const PAIR: &[Condition] = &[asks(0), asks(1)];

    /// Returns the truth of a condition on two questions that have these truths.
    fn truth(condition: Condition, first: Truth, second: Truth) -> Truth {
        condition.truth(&|leaf| if leaf.question.0 == 0 { first } else { second })
    }

    #[test]
    fn three_truths_combine_as_in_kleene_logic() {
        let table = [
            (Yes, Yes, Yes, Yes),
            (Yes, No, No, Yes),
            (Yes, Unknown, Unknown, Yes),
            (No, Yes, No, Yes),
            (No, No, No, No),
            (No, Unknown, No, Unknown),
            (Unknown, Yes, Unknown, Yes),
            (Unknown, No, No, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ];
        for (first, second, all, any) in table {
            assert_eq!(truth(Condition::All(PAIR), first, second), all, "{first:?} and {second:?}");
            assert_eq!(truth(Condition::Any(PAIR), first, second), any, "{first:?} or {second:?}");
        }
        for (part, whole) in [(Yes, No), (No, Yes), (Unknown, Unknown)] {
            assert_eq!(truth(Condition::Not(&PAIR[0]), part, Yes), whole);
        }
    }

    #[test]
    fn all_of_nothing_holds_and_one_of_nothing_fails() {
        assert_eq!(truth(Condition::All(&[]), Unknown, Unknown), Yes);
        assert_eq!(truth(Condition::Any(&[]), Unknown, Unknown), No);
    }

    #[test]
    fn leaves_are_visited_in_order_wherever_they_are() {
        const NOT: Condition = Condition::Not(&Condition::Any(PAIR));
        const PARTS: &[Condition] = &[asks(3), NOT, asks(2)];
        let whole = Condition::All(PARTS);
        let asked: Vec<u16> = whole.leaves().iter().map(|leaf| leaf.question.0).collect();
        assert_eq!(asked, [3, 0, 1, 2]);
        assert_eq!((whole.question(), whole.parts().len()), (None, 3));
        assert_eq!((NOT.question(), NOT.parts().len()), (None, 1));
        const INCLUDED: &[Condition] = &[includes(0, 1), includes(0, 2)];
        const MIXED: &[Condition] = &[includes(0, 1), includes(3, 2)];
        for (parts, question, shown) in [(INCLUDED, Some(QuestionIndex(0)), 0), (MIXED, None, 2)] {
            let any = Condition::Any(parts);
            assert_eq!((any.question(), any.parts().len()), (question, shown));
        }
        let not_one = Condition::Not(&PAIR[1]);
        assert_eq!((not_one.question(), not_one.parts().len()), (Some(QuestionIndex(1)), 0));
    }
}
