//! The shipped policy documents, as tables: the build script reads and checks `policies/*.toml` and
//! writes them as constants, in three extents, since the page's first load carries no text that it
//! does not show.

pub mod coverage;

include!(concat!(env!("OUT_DIR"), "/rules_hash.rs"));
include!(concat!(env!("OUT_DIR"), "/note.rs"));
include!(concat!(env!("OUT_DIR"), "/counts.rs"));

/// The types of answers and of the like for `index.d.ts`.
pub const TYPES: &str = include_str!(concat!(env!("OUT_DIR"), "/types.d.ts"));

pub use whole::POLICIES;

/// Everything: what the JavaScript interface, the library, tables and tests take.
pub mod whole {
    include!(concat!(env!("OUT_DIR"), "/whole.rs"));
}

/// What the page shows: without what only the library shows (full titles, issuers, goals).
pub mod page {
    include!(concat!(env!("OUT_DIR"), "/page.rs"));
}

/// What the questions and the live total need: without the words of results.
pub mod first {
    include!(concat!(env!("OUT_DIR"), "/first.rs"));
}
