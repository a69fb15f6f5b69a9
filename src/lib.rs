//! The page of huiqi (惠企). `model` knows what a visitor did and what follows from it, `app` draws
//! that and does in the browser what follows. Two programs are built from this one library: the
//! part that is loaded first, with the questions alone, and the whole.

mod app;
mod model;

pub use app::{first, open};
