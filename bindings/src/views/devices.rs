//! My devices, and how this one stands.

use kith_core::kith::CopyReason;
use kith_core::kith::view::{AdmittedView, DeviceView, EnrolView, HandOver, LeaseView, PersonView, Role, Standing, StandingView, UnsentView};

/// A device of mine.
#[uniffi::remote(Record)]
pub struct DeviceView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Whether it is this one.
    pub here: bool,
    /// in | frozen | revoked.
    pub state: String,
    /// Of a frozen one: what that means, and who can cut it off or lift it.
    pub next: Option<String>,
}

/// A device let in, with what to hand to it.
#[uniffi::remote(Record)]
pub struct AdmittedView {
    /// The answer that the new device takes in.
    pub hand_over: HandOver,
    /// Whose device it is from now on.
    pub person: PersonView,
    /// Its id.
    pub device: String,
    /// What it is called here.
    pub label: String,
    /// What the new profile called itself as it asked.
    pub asked_as: Option<String>,
}

/// How this device stands, and why.
#[uniffi::remote(Record)]
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

/// How this device stands.
#[uniffi::remote(Enum)]
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

/// A copy of a profile that has become a new device.
#[uniffi::remote(Record)]
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

/// Why a profile is taken for a copy.
#[uniffi::remote(Enum)]
pub enum CopyReason {
    /// The counter has gone on: another copy of this profile has been used, or an old state of it was put back.
    Behind,
    /// The counter stands where it should, by other signatures.
    Differs,
    /// This machine has no counter for it: the folder came from elsewhere.
    Missing,
    /// The profile was made from a backup.
    Restored,
    /// Others have heard this device tell two stories, and it was made a new device for that.
    Forked,
}

/// How long a helper's device may go without meeting the co-op.
#[uniffi::remote(Record)]
pub struct LeaseView {
    /// Days, as the co-op's policy says.
    pub days: u32,
    /// When it runs out, by the latest time that this device has seen.
    pub ends_ms: u64,
}

/// Something written on a copy that had not left it.
#[uniffi::remote(Record)]
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
