//! Whole tables of companies: reads CSV files and workbooks ([`table`], [`workbook`]), computes
//! their rows ([`ledger`]), lists the words in their cells ([`value_scan`]), shows and writes what
//! came out ([`shown`], [`output`], [`screen`]), and writes the table to be filled in
//! ([`template`]).

pub mod award_scan;
pub mod book_scan;
mod code_places;
pub mod follow_ups;
mod heading;
pub mod kind;
pub mod ledger;
pub mod line;
pub mod list_book;
pub mod mapping;
pub mod output;
mod over_rules;
pub mod package;
pub mod passed;
mod quotes;
mod row_reader;
pub mod screen;
pub mod shown;
pub mod table;
pub mod template;
mod text;
mod totals;
pub mod value_scan;
pub mod wording;
pub mod workbook;
