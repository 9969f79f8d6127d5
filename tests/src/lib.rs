//! Kith end to end: what the integration tests and the benchmarks share.

pub mod bench;
pub mod sim;
