//! What a release page needs beside its Wasm: the library of documents as plain HTML ([`library`])
//! and what the portal says about itself ([`site`]).

mod escape;
pub mod library;
pub mod site;

pub use escape::escaped;
