//! Native tests.

mod advice;
mod authoring;
mod bounds;
mod clerk;
mod examples;
mod former_tables;
mod formerly;
mod golden;
mod hostile;
mod library;
mod lists;
mod made_up;
mod oracle;
mod parts;
mod portfolio;
mod scenarios;
mod screen;
mod site;
mod walls;
mod workbooks;
