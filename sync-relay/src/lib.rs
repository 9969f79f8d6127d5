//! The relay: stores and forwards sealed envelopes by mailbox, and can read nothing.
//!
//! [`Relay::start`] runs one in this process; the binary `kith-relay` does nothing else. A connection comes in through the door
//! ([`admission`]), proves what it may do and asks ([`session`], over [`connection`]); what it puts goes to the one writer
//! ([`writer`]) and into the storage ([`mailboxes`]), and from there to whoever listens ([`hub`]). The frames are
//! [`kith_wire::relay`]'s.
//!
//! *Architecture invariant:* nothing here, nor anything it links of ours, can open an envelope. No address and no mailbox tag is
//! logged, and none is written down but in the mailboxes themselves.

pub mod admission;
pub mod cards;
mod config;
mod connection;
mod http;
mod hub;
mod identity;
mod iroh_relay;
pub mod mailboxes;
pub mod metrics;
pub mod rates;
mod relay;
mod session;
mod writer;

pub use config::{Config, ConfigError, Limits};
pub use identity::{Listening, Whereabouts};
pub use relay::{Relay, RelayError};
