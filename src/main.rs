//! Starts the page.

fn main() {
    huiqi::app::start();
}
