//! Starts the worker that computes tables.

fn main() {
    huiqi::worker::start();
}
