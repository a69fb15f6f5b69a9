//! Native tests.

mod advice;
mod advice_promises;
mod author_limits;
mod authoring;
mod bounds;
mod carried;
mod clerk;
mod examples;
mod former_tables;
mod formerly;
mod golden;
mod hostile;
mod library;
mod made_up;
mod matters;
mod oracle;
mod parts;
mod portfolio;
mod promises;
mod readings;
mod release;
mod scenarios;
mod screen;
mod site;
mod walls;
