//! Starts the part of the page that is loaded first.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    huiqi::first::start();
}

/// Removes this part, so that the whole page can take its place, and returns everything that a
/// refresh must not lose. boot.js calls it.
#[wasm_bindgen]
pub fn stop() -> String {
    huiqi::first::stop()
}
