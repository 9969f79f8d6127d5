//! The façade: everything a shell may ask of a device. Commands are verbs, queries nouns, and a change tells what to read again.
//!
//! A [`Kith`] is an open profile: a folder with a wrapped file of keys, an encrypted database and a lock. It is a value on one
//! thread; time and randomness come in as arguments. A command is one transaction: when [`Kith::handle`] gives a value, what it did
//! survives a power cut; when it gives an error, nothing of it happened.

pub mod change;
pub mod error;
pub mod request;
pub mod view;

mod attachments;
mod backup;
mod board;
mod boundary;
mod card;
mod circles;
mod clock;
mod coins;
mod coop;
mod counter;
mod cut_off;
mod dispatch;
mod documents;
mod drops;
mod enrol;
mod epochs;
mod freeze;
mod handed;
mod handover;
mod in_step;
mod lease;
mod leaving;
mod ledger;
mod lines;
mod lock;
mod log;
mod mandates;
mod medicines;
mod naming;
mod notary;
mod open;
mod plans;
mod profiles;
mod project;
mod purse;
mod recovery;
mod refused;
mod relay;
mod removal;
mod rights;
mod rota;
mod safety;
mod session;
mod signed_out;
mod spaces;
mod succession;
mod today;
mod truth;
mod visits;
mod vouchers;
mod witnesses;

pub use attachments::PieceErrand;
pub use backup::{BackupKey, BackupView, Progress};
pub use change::Change;
pub use coins::PolicyChange;
pub use counter::CopyReason;
pub use error::{ErrorKind, KithError, KithResult};
pub use profiles::{is_counted, sections};
pub use relay::{Mailbox, Outgoing, PageReport, WriteProof};
pub use request::{
    AskedInPlace, BoundaryRequest, CardLinkRequest, CoinGift, CorrectedVisit, EndedVisit, EstateRequest, GiftRequest, MandateRequest, PlaceRequest, Ref,
    Request, TakenVisit, TwinRequest, VisitFor, VoucherRequest, WitnessRequest,
};
pub use rights::Deletion;

use crate::{
    entropy::Entropy,
    identity::Secrets,
    keystore::KeyStore,
    ledger::notary::Notary,
    space::Space,
    storage::{Storage, StorageError},
    words::Language,
};
use kith_wire::{DeviceId, EntryId, PersonId, SpaceId};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::File,
    path::PathBuf,
    sync::Arc,
};

/// Changes kept for an observer that is slow; beyond it there is only [`Change::Overflow`].
pub const CHANGES_MAX: usize = 256;

/// What a new profile begins with.
#[derive(Debug, Clone)]
pub struct NewProfile {
    /// What the person is called.
    pub name: String,
    /// The language they chose.
    pub language: Language,
}

/// An open profile.
pub struct Kith {
    dir: PathBuf,
    /// Held while the profile is open: a second process is told that it is busy.
    _lock: File,
    store: Box<dyn KeyStore>,
    entropy: Box<dyn Entropy>,
    /// In a box, so that moving the profile leaves no copy of them behind.
    secrets: Box<Secrets>,
    storage: Storage,
    /// Whether keys are wiped and the database closed.
    locked: bool,
    /// Whether this device was cut off and has dropped its keys for good.
    signed_out: bool,
    /// When it heard that it is cut off, if it is about to.
    revoked_ms: Option<u64>,
    /// The latest time seen since the profile was opened.
    latest_ms: u64,
    /// When the person was last there.
    present_ms: u64,
    me: PersonId,
    device: DeviceId,
    device_n: i64,
    own: SpaceId,
    commons: Option<SpaceId>,
    spaces: BTreeMap<SpaceId, Space>,
    names: HashMap<PersonId, String>,
    settings: Settings,
    signing: counter::Signing,
    /// Set where this profile is a copy that has become a new device.
    enrolling: Option<enrol::Enrolling>,
    changes: BTreeSet<Change>,
    /// What this device holds of coins, folded when it is asked for.
    coins: RefCell<Option<Arc<coins::Coins>>>,
    /// The office's notary, rebuilt from its log when it is first needed.
    notary: Option<Notary>,
    /// What of the ledger the notary has been given since the profile was opened.
    intake: ledger::Intake,
    /// As a witness: the notary's log as far as this device has followed it.
    duty: Option<witnesses::Duty>,
    /// Whether the ledger has operations that the notary has not been given.
    ledger_unread: bool,
    /// Documents with changes put aside that have not been taken in yet.
    unread_documents: BTreeSet<EntryId>,
    /// Whether the network that is used now is paid for by what goes over it, as the shell said last.
    metered: bool,
    /// What has to be seen to once what came has been heard.
    tending: epochs::Tending,
}

impl std::fmt::Debug for Kith {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kith({})", self.device.short())
    }
}

/// Settings of this device, as kept.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Settings {
    pub(crate) language: Language,
    pub(crate) airplane: bool,
    pub(crate) relay: Option<String>,
    /// The relay that the co-op uses, kept apart so that "no relay" can be chosen.
    #[serde(default)]
    pub(crate) last_relay_ms: Option<u64>,
    /// Whether the last attempt at the relay was not answered.
    #[serde(default)]
    pub(crate) relay_silent: bool,
    #[serde(default)]
    pub(crate) last_peer_ms: Option<u64>,
    /// After how many minutes without its person the profile locks itself.
    #[serde(default)]
    pub(crate) lock_after_minutes: Option<u32>,
    /// The latest time seen, to the hour.
    #[serde(default)]
    pub(crate) seen_ms: u64,
    /// The latest time seen when the co-op was last met.
    #[serde(default)]
    pub(crate) met_ms: Option<u64>,
    /// When the last backup was made here.
    #[serde(default)]
    pub(crate) backed_up_ms: Option<u64>,
    /// When pictures and documents are fetched.
    #[serde(default)]
    pub(crate) fetching: view::Fetching,
}

impl Kith {
    /// Says that a part of the state has changed.
    pub(crate) fn changed(&mut self, change: Change) {
        if self.changes.len() >= CHANGES_MAX {
            self.changes.clear();
            self.changes.insert(Change::Overflow);
        } else if !self.changes.contains(&Change::Overflow) {
            self.changes.insert(change);
        }
    }

    /// Forgets what was worked out from the database, after a transaction that was undone.
    pub(crate) fn forget(&mut self) {
        *self.coins.borrow_mut() = None;
        self.notary = None;
        self.intake = ledger::Intake::default();
        self.duty = None;
        self.unread_documents.clear();
    }

    /// What has changed since the last call.
    pub fn drain_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes).into_iter().collect()
    }

    /// The seed of the network's key: rotatable, so that a network does not follow a person.
    #[must_use]
    pub fn network_seed(&self) -> [u8; 32] {
        self.secrets.network
    }

    /// The profile's folder.
    #[must_use]
    pub fn dir(&self) -> &std::path::Path {
        &self.dir
    }
}

impl From<StorageError> for KithError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Busy => Self::new(ErrorKind::Busy, "busy", "The profile is open elsewhere. Try again in a moment."),
            StorageError::Full => Self::storage("full", "There is no room left on this device. Nothing was lost; make room and try again."),
            StorageError::Unwritable => {
                Self::storage("unwritable", "The disk takes no more writing. Nothing was lost; make room, or have the disk looked at, and try again.")
            }
            StorageError::Damaged => Self::storage("damaged", "The database cannot be read with this profile's key."),
            StorageError::TooNew => Self::new(ErrorKind::TooOld, "too-old", "This profile was used by a later version. Update, then open it again."),
            StorageError::Failed(_) => Self::storage("failed", "The database failed. What was confirmed before is safe."),
        }
    }
}

#[cfg(test)]
mod tests;
