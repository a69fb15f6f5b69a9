//! From policy files as written to the tables that are baked: read, check, bake. Used by build.rs
//! and by tests, never by the page.
//!
//! Every mistake is kept with its file and line, and all of them are shown at once.

mod amounts;
mod apply;
pub mod bake;
mod check;
mod conditions;
mod declarations;
mod definitions;
mod diagnostic;
mod directions;
mod divisions;
mod document;
mod draft;
mod example;
mod examples;
mod figure_text;
mod figures;
mod formerly;
mod formulas;
mod hidden;
mod limits;
mod linked;
mod moves;
mod pinyin;
mod possible;
mod read;
mod recognition;
mod redefined;
mod regions;
mod rewrite;
mod short_names;
mod source;
mod synonyms;
mod test_names;
pub mod typescript;
mod words;

pub use check::{CheckedSources, load};
pub use diagnostic::Diagnostic;
pub use example::{Example, ExampleAnswer, ExampleOutcome};
pub use source::{Source, read_folder, rules_hash};
pub use test_names::test_names;
