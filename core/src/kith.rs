//! The façade: everything a shell may ask of a device. Commands are verbs, queries nouns, and a change tells what to read again.

pub mod change;
pub mod error;
pub mod request;
pub mod view;

pub use change::Change;
pub use error::{ErrorKind, KithError, KithResult};
pub use request::{Ref, Request};
