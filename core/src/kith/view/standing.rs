//! How this device stands: in use, waiting to be let in again, or signed out.

use super::{CircleStanding, CircleView, Role};
use crate::kith::CopyReason;
use serde::{Deserialize, Serialize};

impl CircleView {
    /// Whether something new can be written in it here: I am in it, and it is not closed.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.standing == CircleStanding::In && self.closed.is_none()
    }
}

/// How this device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Reads and writes.
    InUse,
    /// Another copy writes with the same key: what each writes reaches those alone who had not heard the other. One after the
    /// other becomes a new device.
    Copied,
    /// A copy that became a new device: everything can be read, nothing written, until another device lets it in.
    ToBeLetIn,
    /// Its lease has run out: it shows nothing until it has met the co-op again. Nothing is lost.
    SignedOut,
}

/// How long a helper's device may go without meeting the co-op.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseView {
    /// Days, as the co-op's policy says.
    pub days: u32,
    /// When it runs out, by the latest time that this device has seen.
    pub ends_ms: u64,
}

/// How this device stands, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingView {
    /// In one word.
    pub standing: Standing,
    /// Set where this profile is a copy (or was restored from a backup) and has become a new device.
    pub enrolling: Option<EnrolView>,
    /// After how many minutes without its person the profile locks itself; never where none.
    pub lock_after_minutes: Option<u32>,
    /// The lease of this device, where it is bound by one.
    pub lease: Option<LeaseView>,
    /// Days that the co-op's policy gives helpers' devices, as far as this one has heard; no lease where none.
    pub lease_days: Option<u32>,
    /// When the last backup was made on this device.
    pub backed_up_ms: Option<u64>,
}

/// A copy of a profile that has become a new device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolView {
    /// Whether it has been let in again. Until then everything can be read and nothing written.
    pub let_in: bool,
    /// How it was found out.
    pub reason: CopyReason,
    /// When.
    pub since_ms: u64,
    /// The device that the profile was: if it is lost, revoke it.
    pub replaces: String,
    /// What was entrusted to that device and does not go over: to be granted again.
    pub grant_again: Vec<Role>,
    /// How many things were written and had not left it.
    pub unsent: u32,
}

/// Something written on a copy that had not left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsentView {
    /// The entry that it was.
    pub id: String,
    /// Where.
    pub space: String,
    /// What: note, handover, correction, name, visit-start, visit-end, visit-confirmed, document, edit, coin, membership, other.
    pub what: String,
    /// Its words.
    pub text: String,
    /// When.
    pub written_ms: u64,
    /// Whether it can be written again as it is.
    pub writable: bool,
}
