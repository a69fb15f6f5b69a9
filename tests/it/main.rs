//! Native tests.

mod advice;
mod authoring;
mod bounds;
mod examples;
mod golden;
mod hostile;
#[cfg(feature = "release")]
mod library;
mod made_up;
mod oracle;
mod scenarios;
mod screen;
mod walls;
