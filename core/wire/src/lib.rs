//! What crosses between devices, and all that a relay may know.
//!
//! Identities ([`ids`]), the canonical encoding ([`codec`]), entries and runs ([`entry`], [`run`]), the sealed envelope's outer layout
//! ([`envelope`]), what two devices say ([`session`]), what a device and a relay say ([`relay`]), text for paper and screens ([`text`])
//! and every limit by name ([`limits`]). Sealing and opening are not here:
//! this crate is linked by the relay, which must be unable to read.
//!
//! *Architecture invariant:* nothing in this crate depends on an AEAD, on a database or on a network.

pub mod card;
pub mod codec;
pub mod entry;
pub mod envelope;
pub mod ids;
pub mod limits;
pub mod relay;
pub mod run;
pub mod session;
pub mod text;

pub use entry::{Header, Kind, Lane};
pub use ids::{CapabilityKey, DeviceId, EntryId, EpochId, MailboxTag, PersonId, SpaceId};
pub use run::{Body, Run, RunEntry, RunError};
