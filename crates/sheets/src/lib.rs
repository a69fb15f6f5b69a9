//! Whole tables of companies: reads CSV files and workbooks ([`table`], [`workbook`]), computes
//! their rows ([`ledger`]), shows and writes what came out ([`shown`], [`output`], [`screen`]), and
//! writes the table to be filled in ([`template`]).

pub mod ledger;
pub mod line;
pub mod output;
pub mod screen;
pub mod shown;
pub mod table;
pub mod template;
pub mod wording;
pub mod workbook;
