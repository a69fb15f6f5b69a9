//! Starts the whole page.

fn main() {
    huiqi::whole::start();
}
