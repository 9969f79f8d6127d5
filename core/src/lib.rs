//! The core of Kith: what a device holds and what it may do with it.
//!
//! Synchronous and single-threaded: time and randomness come in as arguments, and nothing here opens a socket.

pub mod attachment;
pub mod circle;
pub mod coin_face;
pub mod document;
pub mod entropy;
pub mod fact;
pub mod honeycomb;
pub mod identity;
pub mod keystore;
pub mod kith;
pub mod ledger;
pub mod picture;
pub mod recovery;
pub mod seal;
pub mod space;
pub mod statement;
pub mod storage;
pub mod sync;
pub mod words;
pub mod workers;
