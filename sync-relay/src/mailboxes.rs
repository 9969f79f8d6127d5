//! Where envelopes are kept: a small trait, its contract as a set of tests, and the SQLite that fulfils it.
//!
//! A mailbox is a kind and a tag. Its envelopes are numbered from 1 and linked (see [`kith_wire::relay`]); putting one again changes
//! nothing. Whatever [`Mailboxes::append`] returned survives any crash. The relay's *log epoch* names one life of the whole
//! storage: opening an older copy draws another, so that devices learn that the relay may have lost what it once confirmed.

use kith_wire::relay::{Cursor, Item, LogEpoch, Standing};
use kith_wire::{MailboxTag, envelope::EnvelopeKind};

#[cfg(test)]
mod conformance;
mod gone;
mod held;
mod high_water;
mod sqlite;

pub use held::{Held, HeldEnvelope, held};
pub use sqlite::SqliteMailboxes;

/// A mailbox: what kind, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mailbox {
    /// A space's mailbox, or a box.
    pub kind: EnvelopeKind,
    /// Its tag.
    pub tag: MailboxTag,
}

/// An envelope to append, its right already checked.
#[derive(Debug, Clone, Copy)]
pub struct NewEnvelope<'a> {
    /// Where it goes.
    pub mailbox: Mailbox,
    /// The sealed bytes.
    pub bytes: &'a [u8],
    /// Whether a mailbox may be made for it.
    pub may_create: bool,
}

/// What became of an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Kept, just before this cursor.
    Placed {
        /// The cursor just after it.
        cursor: Cursor,
        /// Whether it was held already.
        held: bool,
        /// Whether a mailbox was made for it.
        created: bool,
    },
    /// The mailbox, or the storage, has no room.
    Full,
    /// There is no such mailbox and it may not be made.
    MayNotCreate,
    /// It was deleted, and is not taken again.
    Gone,
}

/// Where a mailbox begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The cursor after its last envelope.
    pub head: Cursor,
    /// The last sequence that was dropped; 0 while none was.
    pub floor: u64,
}

/// What follows a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Envelopes in order, perhaps none.
    Page {
        /// Where it begins.
        start: Cursor,
        /// The envelopes.
        items: Vec<Item>,
        /// Where it ends.
        end: Cursor,
        /// Whether more follows.
        more: bool,
    },
    /// The cursor is of another history.
    Mismatch(Extent),
    /// What followed the cursor was dropped.
    SnapshotRequired(Extent),
}

/// How much a page may hold.
#[derive(Debug, Clone, Copy)]
pub struct PageSize {
    /// Envelopes.
    pub envelopes: usize,
    /// Bytes of envelopes; the first is brought whatever its size.
    pub bytes: usize,
}

/// How much may be kept.
#[derive(Debug, Clone, Copy)]
pub struct Quotas {
    /// Bytes in a space's mailbox.
    pub mailbox_bytes: u64,
    /// Envelopes in a space's mailbox.
    pub mailbox_envelopes: u64,
    /// Bytes in a box.
    pub box_bytes: u64,
    /// Envelopes in a box.
    pub box_envelopes: u64,
    /// The first bytes of a box that has had a reader, for which there is always room.
    pub box_reserve_bytes: u64,
    /// Bytes in all.
    pub store_bytes: u64,
}

/// What is kept in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Mailboxes.
    pub mailboxes: u64,
    /// Envelopes ever appended.
    pub appended: u64,
    /// Bytes of envelopes kept.
    pub bytes: u64,
}

/// A day, counted from 1970: as fine as the relay notes when something came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub u32);

/// Why the storage could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The disk takes no more: it is full, or a quota or a limit on the size of files is reached.
    #[error("the disk is full")]
    DiskFull,
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(rusqlite::Error),
    /// Bringing the database up to date failed.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// A file beside the database could not be read or written.
    #[error("a file beside the database failed: {0}")]
    File(#[from] std::io::Error),
    /// The system gave no random bytes.
    #[error("no random bytes")]
    Random,
}

/// A full disk is told apart, because somebody can do something about it.
impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|e| e.extended_code);
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            Some(rusqlite::ErrorCode::SystemIoFailure) if extended == Some(rusqlite::ffi::SQLITE_IOERR_WRITE) => Self::DiskFull,
            _ => Self::Database(error),
        }
    }
}

/// Storage of envelopes by mailbox. Every method may block; all but reading are called from one thread.
pub trait Mailboxes: Send + Sync + 'static {
    /// The life of this storage.
    fn log_epoch(&self) -> LogEpoch;

    /// Appends in order, in one transaction that is durable when this returns.
    ///
    /// # Errors
    /// When nothing was kept.
    fn append(&self, batch: &[NewEnvelope<'_>], today: Day) -> Result<Vec<Placement>, StorageError>;

    /// Notes that a box has a reader; makes the box if `may_create`. Says whether it was made.
    ///
    /// # Errors
    /// When it could not be noted.
    fn claim(&self, mailbox: &Mailbox, may_create: bool) -> Result<bool, StorageError>;

    /// Where a mailbox begins and ends; one that does not exist is empty.
    ///
    /// # Errors
    /// When it could not be read.
    fn extent(&self, mailbox: &Mailbox) -> Result<Extent, StorageError>;

    /// Reads what follows a cursor, from the floor without one.
    ///
    /// # Errors
    /// When it could not be read.
    fn read(&self, mailbox: &Mailbox, after: Option<&Cursor>, size: PageSize) -> Result<Reading, StorageError>;

    /// Drops envelopes of a mailbox for good, by their hashes, and notes those that are not there so that they are not taken later.
    /// Whoever opens an older copy of the storage in the same directory has them dropped again. Says how many there were.
    ///
    /// # Errors
    /// When nothing was dropped.
    fn delete(&self, mailbox: &Mailbox, hashes: &[[u8; 32]], today: Day) -> Result<u64, StorageError>;

    /// Drops envelopes that came before `keep_from` and forgets the hashes of those dropped before `forget_from`. Does a bounded
    /// part and says whether more is left.
    ///
    /// # Errors
    /// When nothing was dropped.
    fn prune(&self, keep_from: Day, forget_from: Day) -> Result<bool, StorageError>;

    /// What is kept in all.
    ///
    /// # Errors
    /// When it could not be read.
    fn totals(&self) -> Result<Totals, StorageError>;

    /// Proves that the storage takes writes.
    ///
    /// # Errors
    /// When it does not.
    fn probe(&self) -> Result<(), StorageError>;

    /// Moves what was committed to where it is read fast. Never in the way of an append.
    ///
    /// # Errors
    /// When it could not be done; nothing is lost.
    fn tidy(&self) -> Result<(), StorageError>;
}

/// How a cursor stands to a mailbox, as far as its ends tell; a page checks the link.
#[must_use]
pub fn standing(extent: &Extent, after: Option<&Cursor>) -> Standing {
    let Some(after) = after else {
        return if extent.head.seq > extent.floor { Standing::Behind } else { Standing::Level };
    };
    if after.log_epoch != extent.head.log_epoch || after.seq > extent.head.seq {
        Standing::Mismatch
    } else if after.seq < extent.floor {
        Standing::SnapshotRequired
    } else if after.seq < extent.head.seq {
        Standing::Behind
    } else if after.link == extent.head.link {
        Standing::Level
    } else {
        Standing::Mismatch
    }
}
