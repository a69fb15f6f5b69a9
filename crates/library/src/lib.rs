//! What lies beside the calculator: the library of documents as plain HTML ([`library`]), what the
//! portal says about itself ([`site`]), and what is checked of it later ([`status`]). The build
//! writes it, and so does the program for a page that was built before ([`beside`]).

pub mod beside;
mod escape;
pub mod library;
mod mistake;
pub mod said;
pub mod site;
pub mod status;

pub use escape::escaped;
