//! What the page knows and every change of it. Pure: no file here knows yew or a browser.
//!
//! A part of the page is a model with three functions: `update` takes an action and returns what
//! the browser has to do (effects, as data), `facts` computes once what one drawing shows, `settle`
//! returns the effects that follow from those facts. The shell (`app::shell`) calls them in this
//! order, draws, and then runs the effects.

/// Answers given on the result itself.
pub(crate) mod answered;
/// Addresses that hold a code or a place.
pub(crate) mod arrival;
/// The picture of a result, as words.
pub(crate) mod card;
/// What the page is opened with.
pub(crate) mod carried;
/// Which browsers keep, save and print.
pub(crate) mod device;
/// Two editions of the rules, compared.
pub(crate) mod difference;
/// What the browser has to do.
pub(crate) mod effect;
/// Cases of places whose rules are not in use.
pub(crate) mod elsewhere;
/// What the questions show, computed once for a drawing.
pub(crate) mod facts;
/// A result as the host page gets it.
pub(crate) mod host;
/// What a visitor does with cases, those kept and those opened.
pub(crate) mod kept;
/// The names under which the browser's storage has what is kept.
pub(crate) mod keys;
/// Documents of published rules, read in the page.
pub(crate) mod library;
/// Words on top of the page, and the ways back.
pub(crate) mod notice;
/// Rules that lie beside the page.
pub(crate) mod packs;
/// The choice of a place among many.
pub(crate) mod places;
/// What is to be known of a press.
mod press;
/// The questions: all of the first part of the page.
pub(crate) mod questions;
/// The receipt of a result, saved and checked.
pub(crate) mod receipt;
/// What the pages beyond the questions show, computed once for a drawing.
pub(crate) mod results;
/// What follows for the browser from what is shown.
mod settle;
/// The sheets of many companies.
pub(crate) mod sheets;
/// 长辈版: one question a screen.
pub(crate) mod simple;
/// A table of companies.
pub(crate) mod table;
/// The whole page.
pub(crate) mod whole;
/// Short messages about what was done.
pub(crate) mod words;

#[cfg(test)]
mod tests;
