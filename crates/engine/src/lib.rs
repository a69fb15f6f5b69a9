//! Turns answers, complete or not, into a report with exact bounds and reasons.
//!
//! The order is: region, date, condition, amount, cap, rounding, matters claimed elsewhere, limits
//! over awards, sum. Nothing here can fail: what could is refused when answers are built or when
//! policies are baked.
//!
//! In reading order:
//! - `chosen`: which clauses are read the other way;
//! - `scope`: the region of some answers with its rules on a day; `index`: what is counted there;
//! - `completion`, `pay`: values for all questions, and what one award pays for them;
//! - `bounds`, `tree`: exact bounds over all completions, also under limits of limits;
//! - `limits`, `winners`: awards that are not simply added up, and which of them is paid;
//! - `relevance`: which unanswered questions still matter;
//! - `outcome`: what became of an award, and why it is open;
//! - `calculation`: why awards are what they are, once it is asked for; `reasons`: conditions;
//!   `steps`, `computed`: the ways to the amounts;
//! - `supports`: what has no amount;
//! - `readings`: which readings make a difference;
//! - `evaluate`: all of this as a report;
//! - `advice`, `ladder`, `curve`, `screen`: what would bring more, what titles pay, how the total
//!   moves with a figure, many companies; `work`: what all of it costs, for authors.

mod advice;
mod bounds;
mod calculation;
mod chosen;
mod completion;
mod computed;
mod curve;
mod evaluate;
mod index;
mod ladder;
mod limits;
mod outcome;
mod pay;
mod readings;
mod reasons;
mod relevance;
pub mod report;
mod scope;
mod screen;
mod steps;
mod supports;
mod tree;
mod trial;
mod winners;
#[cfg(not(target_arch = "wasm32"))]
mod work;

pub use advice::advise;
pub use chosen::ChosenReadings;
pub use curve::curve;
pub use evaluate::{award_amounts, evaluate, outline, outline_of_document};
pub use ladder::ladder;
pub use screen::{Brief, Screener};
#[cfg(not(target_arch = "wasm32"))]
pub use work::computations;

/// The version of this engine, such as "0.2.0".
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
