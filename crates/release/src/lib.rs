//! What a release page needs beside its Wasm: the library of documents as plain HTML ([`library`])
//! what the portal says about itself ([`site`]), and what is checked of it later ([`status`]).

mod escape;
pub mod library;
pub mod site;
pub mod status;

pub use escape::escaped;
