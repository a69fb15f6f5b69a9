//! From policy files as written to the tables that are baked: read, check, bake. Used by build.rs
//! and by tests, never by the page.
//!
//! Every mistake is kept with its file and line, and all of them are shown at once.

#[macro_use]
mod message;

mod absent;
mod amounts;
mod apply;
mod as_formula;
mod award_days;
pub mod bake;
mod check;
mod comparisons;
mod conditions;
mod declarations;
mod definitions;
mod diagnostic;
mod directions;
mod divisions;
mod document;
mod draft;
mod edition_note;
mod every_award;
mod example;
mod examples;
mod figure_text;
mod figures;
mod formerly;
mod formulas;
mod hidden;
mod instalments;
mod limit_readings;
mod limits;
mod limits_reached;
mod lines;
mod linked;
mod measured;
mod moves;
mod names;
mod paid;
mod pinyin;
mod position;
mod possible;
mod read;
mod recognition;
mod redefined;
mod regions;
mod rewrite;
mod shapes;
mod short_names;
mod shown_only;
mod source;
mod spans;
mod synonyms;
mod syntax;
mod test_names;
pub mod typescript;
mod words;
// Counting ends an evaluation by unwinding, which Wasm has not: there the page's own patience is
// the bound.
#[cfg(not(target_arch = "wasm32"))]
mod work;

pub use check::{CheckedSources, load};
pub use diagnostic::{Diagnostic, Language};
pub use edition_note::{EditionNote, Place, Recalled, written_edition};
pub use example::{CompanyTotal, Example, ExampleAnswer, ExampleOutcome};
pub use source::{Source, read_folder, rules_hash, shown_error};
pub use test_names::test_names;
