//! Starts the worker that computes tables.

fn main() {
    huiqi_worker::start();
}
