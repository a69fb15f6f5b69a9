//! Native tests.

mod authoring;
mod bounds;
mod examples;
#[cfg(feature = "release")]
mod library;
mod made_up;
mod oracle;
mod scenarios;
mod walls;
