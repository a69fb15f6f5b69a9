//! Starts the whole page.

fn main() {
    huiqi::open::start();
}
