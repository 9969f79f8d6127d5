//! Kith for Kotlin, Swift and Python, by UniFFI over the façade. No rule lives here: one object, one observer, one key store, eight
//! kinds of error.
#![allow(unsafe_code, reason = "UniFFI's macros generate the calls across the language boundary")]

mod error;
mod key_store;
mod kith;
mod observer;
mod runtime;
mod views;

pub use error::KithError;
pub use key_store::KeyStore;
pub use kith::{CheckOut, Exchange, Gift, Kith, OpenOptions};
pub use observer::{Observer, Subscription};

uniffi::setup_scaffolding!("kith");
