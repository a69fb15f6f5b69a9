//! Benchmarks only; see the files beside.
