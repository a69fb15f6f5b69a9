//! One typed answer.

use rust_decimal::Decimal;

/// One typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The option chosen, by its place.
    Option(u8),
    /// The options chosen, one bit each; none is an answer too.
    Options(u64),
    /// Yes or no.
    YesNo(bool),
    /// A figure of the question's unit.
    Figure(Decimal),
}
