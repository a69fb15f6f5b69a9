//! huiqi (惠企): what support a company can expect from government documents, with exact bounds and a reason for every amount.
//!
//! Documents are data; a pure engine turns possibly incomplete answers into a report; views draw the report. In reading order:
//! the value types ([`truth`], [`money`], [`amount`]), what can be asked and was said ([`question`], [`answers`]), the documents
//! ([`policy`], [`policies`]), the [`engine`] and its [`report`], the words for it ([`wording`]), and the two doors, page and JavaScript.

pub mod amount;
pub mod answers;
#[cfg(feature = "package")]
pub mod api;
#[cfg(feature = "page")]
pub mod app;
#[cfg(feature = "authoring")]
pub mod authoring;
pub mod cases;
pub mod chart;
pub mod compare;
#[cfg(any(feature = "release", feature = "package"))]
pub mod coverage;
pub mod engine;
pub mod entries;
pub mod entry;
#[cfg(feature = "release")]
pub mod library;
pub mod link;
pub mod money;
pub mod moves;
mod order;
pub mod policies;
pub mod policy;
pub mod portfolio;
pub mod qr;
pub mod question;
pub mod questionnaire;
pub mod report;
pub mod shelf;
#[cfg(feature = "release")]
pub mod site;
pub mod timeline;
pub mod truth;
pub mod wording;
#[cfg(feature = "portfolio")]
pub mod worker;
