//! Native tests.

mod advice;
mod authoring;
mod bounds;
mod examples;
mod made_up;
mod oracle;
mod scenarios;
mod walls;
