//! Rule sets as files: one pack for each region. Written from checked tables, read into tables that
//! the engine takes as an argument.
//!
//! Reading is safe on any bytes: the hash of the file, bounds of every length and depth, and then
//! the same conditions that authoring keeps, so that no index of a table leads nowhere.

mod absent;
mod check;
mod codec;
mod comparison;
mod file;
mod subset;
mod tables;

pub use codec::Broken;
pub use file::{
    FORMAT, Head, Loaded, Refusal, Signature, Sizes, hash, read, sealed, signed, split,
    unpacked_parts, unsigned,
};
pub use subset::of_region;
