//! The difference of two editions of a rule set.
//!
//! [`difference`] compares the tables field by field and says each change in the words of the page;
//! an empty difference means that no report differs. [`effect`] computes companies under both
//! editions and says which change moves whose amounts: each change is applied alone to the old
//! edition, and what only several of them bring together is named so. [`population`] makes
//! companies around every threshold of both editions, for those who have no list.
//! [`report_text`] and [`effect_text`] put both into plain text, [`compared_editions`] into what
//! the page shows. A [`Trial`] computes companies in steps.
//!
//! Ids match across editions, indices do not: everything is compared by ids. Two sets are
//! comparable where both hold the same regions, each whole or both of one region, and the same
//! extent of their texts.

mod amounts;
mod between;
mod collections;
mod compare;
mod effect;
mod entry;
mod fields;
mod hybrid;
mod ids;
mod links;
mod policies;
mod population;
mod questions;
mod report;
mod shown;
mod space;
mod sum;
mod terms;
mod thresholds;
mod tops;
mod trial;

pub use compare::difference;
pub use effect::{
    Company, CompanyChange, Effect, GivenIn, Part, Skipped, Together, answers, effect, values,
};
pub use entry::{Change, Difference, Entry, Reach, Scope, Unit};
pub use population::{MOST_COMPANIES, population};
pub use report::{Sentence, effect_text, part_name, report_text, sentence, sentences, summary};
pub use shown::{TriedCompanies, compared_editions};
pub use sum::{Shift, Sum};
pub use trial::Trial;
