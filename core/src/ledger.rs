//! Care coins.
pub mod op;
pub(crate) mod tree;
pub mod units;
