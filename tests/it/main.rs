//! Native tests.

mod advice;
mod authoring;
mod bounds;
mod examples;
mod golden;
#[cfg(feature = "portfolio")]
mod hostile;
#[cfg(feature = "release")]
mod library;
mod made_up;
mod oracle;
mod parts;
#[cfg(feature = "portfolio")]
mod portfolio;
mod scenarios;
#[cfg(feature = "portfolio")]
mod screen;
#[cfg(feature = "release")]
mod site;
#[cfg(feature = "portfolio")]
mod targets;
mod walls;
