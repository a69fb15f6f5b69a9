//! Many companies in a table: a row for each, columns found by the words or the id of a question.
//! A cell that cannot be read is reported by row and column; the rest of its row still counts.

mod carried;
mod cell;
mod column;
pub mod columns;
mod former;
pub mod message;
mod row;
mod text;
pub mod wording;

pub use cell::{CellFault, CellProblem};
pub use column::Column;
pub use row::{Headings, Row};
pub use text::guarded;

#[cfg(test)]
mod tests;
