//! Kith for Kotlin, Swift and Python, by UniFFI over the façade. No rule lives here: one object, one observer, one key store, eight
//! kinds of error.
#![allow(unsafe_code, reason = "UniFFI's macros generate the calls across the language boundary")]

#[cfg(target_os = "android")]
mod android;
mod drawing;
mod error;
mod key_store;
mod kith;
mod observer;
mod runtime;
mod views;
mod words;

pub use drawing::{FaceLine, FacePoint, MapDrawing, MapLabel, Squares, coin_face, qr_squares};
pub use error::KithError;
pub use key_store::KeyStore;
pub use kith::{AreasShown, CoinMap};
pub use kith::{AttachmentFile, CheckOut, Confirmed, Correction, Dose, Exchange, Gift, Kith, OpenOptions, PlanSaid, Wanted, Worry};
pub use observer::{Observer, Subscription};
pub use words::{Said, Words, language_of_wishes};

uniffi::setup_scaffolding!("kith");
