//! Many companies in a table: a row for each, columns found by the words or the id of a question.
//! A cell that cannot be read is reported by row and column; the rest of its row still counts.

mod carried;
mod cell;
mod column;
pub mod columns;
pub mod credit_code;
mod days;
pub mod editions;
pub mod figures;
pub mod follow_up;
mod former;
mod heading_text;
pub mod message;
mod option_words;
mod place;
mod row;
pub mod row_kind;
pub mod rule_book;
mod text;
pub mod values;
pub mod wording;
pub mod words;

pub use cell::{CellFault, CellProblem};
pub use column::{Column, OwnColumn};
pub use columns::ColumnNames;
pub use heading_text::unit_of;
pub use place::{GivenPlace, PlaceSource, PlaceWords};
pub use row::{Headings, Row, Taken, likely_place};
pub use text::guarded;
pub use words::NO_RESULT;

#[cfg(test)]
mod tests;
