//! The real relay on loopback, spoken to in bare frames.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop on the spot, and so may what helps it")]

mod cards;
mod crash;
mod device;
mod limits;
mod operation;
mod protocol;
