//! The page in the browser: draws the model, passes on what is pressed and typed, and runs the
//! effects. It computes nothing.

mod apply;
mod bars;
mod beside;
mod browser;
mod cases;
mod check;
mod compare;
mod curve;
mod dates;
mod difference;
mod element;
mod field;
/// The part of the page that is loaded first.
pub mod first;
mod frame;
mod held;
mod host;
mod ladder;
mod library;
mod near;
mod notice;
/// The whole page.
pub mod open;
mod packs;
mod places;
mod portfolio;
mod portfolio_chart;
mod portfolio_match;
mod portfolio_parts;
mod portfolio_result;
mod portfolio_row;
mod portfolio_rows;
mod portfolio_todo;
mod portfolio_values;
mod receipt;
mod result;
mod result_awards;
mod result_band;
mod result_chart;
mod result_next;
mod result_open;
mod result_supports;
mod share;
mod sheet;
mod shell;
mod simple;
mod start;
mod step;
mod storage;
mod storage_whole;
mod table_rules;
mod view;
mod whole;
mod worker;
