//! Whole tables of companies: reads CSV files and workbooks ([`table`], [`workbook`]), computes
//! their rows ([`ledger`]), shows and writes what came out ([`shown`], [`output`], [`screen`]), and
//! writes the table to be filled in ([`template`]).

mod heading;
pub mod kind;
pub mod ledger;
pub mod line;
pub mod mapping;
pub mod output;
pub mod package;
pub mod passed;
mod quotes;
pub mod screen;
pub mod shown;
pub mod situation;
pub mod table;
pub mod template;
mod text;
pub mod wording;
pub mod workbook;
