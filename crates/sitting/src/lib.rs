//! What one sitting is: the flow of questions ([`questionnaire`]), several open cases
//! ([`cases`]) and kept ones ([`shelf`]), links ([`link`], [`qr`]), answers of former editions
//! ([`former`]), what is compared ([`compare`], [`timeline`], [`chart`], [`curve`]), what a result
//! is before any figure ([`situation`]), what can be looked up ([`entries`], [`lookup`],
//! [`places`]), and the words for all of it ([`wording`]). Pure: no browser, no clock.
//! is before any figure ([`situation`]), the receipt of a result ([`receipt`]), what can be looked
//! up ([`entries`], [`lookup`]), and the words for all of it ([`wording`]). Pure: no browser, no
//! clock.

pub mod calendar;
pub mod cases;
pub mod chart;
#[cfg(test)]
mod chosen;
pub mod compare;
pub mod corrections;
pub mod curve;
pub mod entries;
pub mod former;
pub mod levels;
pub mod link;
pub mod lookup;
pub mod next;
pub mod open;
pub mod places;
pub mod plain;
pub mod qr;
pub mod questionnaire;
pub mod receipt;
pub mod shelf;
pub mod situation;
pub mod timeline;
pub mod wording;
