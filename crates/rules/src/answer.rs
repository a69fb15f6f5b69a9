//! One typed answer.

use super::condition::Test;
use rust_decimal::Decimal;

/// One typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The option chosen, by its index.
    Option(u16),
    /// The options chosen, one bit each; none is an answer too.
    Options(u64),
    /// Yes or no.
    YesNo(bool),
    /// A figure of the question's unit.
    Figure(Decimal),
}

impl Answer {
    /// Whether it passes the test of a condition; an answer to another kind of question does not.
    #[must_use]
    pub fn passes(&self, test: Test) -> bool {
        match (self, test) {
            (Self::Option(chosen), _) => test.passes_option(*chosen),
            (Self::Options(chosen), Test::Includes(option)) => chosen >> option & 1 == 1,
            (Self::YesNo(yes), Test::IsYes) => *yes,
            (Self::Figure(figure), _) => test
                .threshold()
                .is_some_and(|(relation, threshold)| relation.holds(*figure, threshold)),
            (Self::Options(_) | Self::YesNo(_), _) => false,
        }
    }
}
