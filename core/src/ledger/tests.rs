//! A small co-op for the ledger's tests: keys from numbers, a membership, and short ways to say things.

pub(crate) mod cast;

mod attacks;
mod claims;
mod forks;
mod limits;
mod lives;
mod lost;
mod model;
mod pages;
mod pockets;
mod properties;
