//! The real relay on loopback, spoken to in bare frames.

mod crash;
mod device;
mod limits;
mod operation;
mod protocol;
