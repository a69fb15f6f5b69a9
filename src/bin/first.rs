//! Starts the part of the page that is loaded first.

fn main() {
    huiqi::app::start();
}
