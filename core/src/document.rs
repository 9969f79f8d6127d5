//! Documents: what several people edit, each one automerge document.
//!
//! A record (a plan, a part of a profile, a policy) is one document, so that it can be erased as one and never grows without bound. The
//! rest of the core says what a person did ([`Edit`]) and gets the bytes of one change, which travels as the body of a signed entry; it
//! gives what others wrote to [`Document::admit`] and reads a [`DocumentView`].
//!
//! ```
//! use kith_core::document::{Actor, Document, Edit, Incoming, Kind};
//! use kith_wire::DeviceId;
//! let (id, huw, elin) = ([9; 32], DeviceId([1; 32]), DeviceId([2; 32]));
//! let (mut at_huws, mut at_elins) = (Document::new(id, Kind::Plan), Document::new(id, Kind::Plan));
//! let two = Edit::Put { field: "when".into(), value: "2026-11-29T14:00".into() };
//! let three = Edit::Put { field: "when".into(), value: "2026-11-29T15:00".into() };
//! let change = at_huws.edit(Actor::of(&huw, &id), &[two], 1_000)?.expect("a new time is a change");
//! at_elins.edit(Actor::of(&elin, &id), &[three], 2_000)?;
//! at_elins.admit(&[Incoming { author: huw, change }]);
//! assert_eq!(at_elins.view().kept("when").len(), 2); // both are kept until a person chooses
//! # Ok::<(), kith_core::document::DocumentError>(())
//! ```
//!
//! - Every document of a kind begins with the same first change, made alike by every device ([`schema`]), so that two people who open a
//!   record while apart write into the same one.
//! - An actor belongs to one device and one document ([`Actor::of`]); a change by another's actor is refused. Nothing here draws random
//!   numbers or reads a clock.
//! - A device's change is in the document as soon as [`Document::edit`] returns. A caller that could not store it must load the document
//!   again, or the device would write two changes under one sequence.
//! - Positions in texts are UTF-16 units, as the shells count.
//!
//! *Architecture invariant:* nothing outside this module names automerge.

mod admit;
mod edit;
mod read;
pub mod schema;
mod shape;
#[cfg(test)]
mod tests;
mod weave;

use automerge::{ActorId, Automerge, Change, LoadOptions, ReadDoc, TextEncoding, transaction::CommitOptions};
use kith_wire::DeviceId;
use kith_wire::limits::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX, DOCUMENT_BYTES_MAX};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use admit::{Admitted, DOCUMENT_OPS_MAX, Incoming, Waiting};
pub use edit::{Edit, TEXT_CHARS_MAX, THING_CHARS_MAX, THINGS_MAX, VALUE_CHARS_MAX};
pub use read::{DocumentView, FieldView, ItemView, KeptValue, Written, words_of};
pub use schema::{Field, FieldKind, Kind};
pub use weave::woven;

/// The identity of a document.
pub type DocumentId = [u8; 32];

const ACTOR_DOMAIN: &[u8] = b"kith/v1/actor";

/// Who writes in a document: one device in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Actor(pub [u8; 16]);

impl Actor {
    /// The actor of a device in a document: the first 16 bytes of BLAKE3(`kith/v1/actor`, device, document).
    #[must_use]
    pub fn of(device: &DeviceId, document: &DocumentId) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(ACTOR_DOMAIN).update(device.as_bytes()).update(document);
        let mut actor = [0; 16];
        actor.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(actor)
    }

    /// Lower-case hex, as in [`Written::actor`].
    #[must_use]
    pub fn hex(&self) -> String {
        ActorId::from(self.0).to_hex_string()
    }
}

/// Why an edit was not done, or a stored document could not be read. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The document's kind is not known to this version; it is kept as it is.
    #[error("this document is of a newer kind")]
    UnknownKind,
    /// No such field in this kind of document.
    #[error("there is no such field in this kind of document")]
    UnknownField,
    /// The field is not edited in this way.
    #[error("this field is not edited in this way")]
    WrongKind,
    /// A position outside the text or inside a character, or an empty thing.
    #[error("this is not a place in the text")]
    OutOfRange,
    /// Longer than may be.
    #[error("at most {most} characters")]
    TooLong {
        /// How many characters may be.
        most: usize,
    },
    /// More than may be.
    #[error("at most {most} of these")]
    TooMany {
        /// How many may be.
        most: usize,
    },
    /// More at once than one change may hold.
    #[error("too much for one change")]
    TooMuchAtOnce,
    /// The document holds as much as it may.
    #[error("this document is full")]
    Full,
    /// Values were written apart: one of them must be chosen first.
    #[error("two values were written apart: choose one first")]
    ChooseFirst,
    /// The value to choose is not one of those there are.
    #[error("that is not one of the values to choose from")]
    NotAmong,
    /// No such item in the list.
    #[error("there is no such item")]
    NoSuchItem,
    /// The stored bytes are no document of ours.
    #[error("the stored document cannot be read")]
    Unreadable,
    /// Automerge did not do what it was asked to; a defect.
    #[error("the edit could not be done")]
    Defect,
}

impl From<automerge::AutomergeError> for DocumentError {
    fn from(_: automerge::AutomergeError) -> Self {
        Self::Defect
    }
}

/// Why a change was refused for good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Longer than a change may be.
    #[error("the change is too long")]
    TooLong,
    /// Not a change, or damaged.
    #[error("the bytes are not a change")]
    NotAChange,
    /// Compressed on its own, which no device of ours does.
    #[error("the change is compressed on its own")]
    Compressed,
    /// Stands for more operations, or longer ones, than a change may.
    #[error("the change holds too many operations")]
    TooManyOperations,
    /// Its actor is not the one of the device that sent it.
    #[error("the change is by another device's actor")]
    WrongActor,
    /// The same actor wrote another change under the same sequence. The two together are the proof.
    #[error("the device wrote two changes under one sequence")]
    Forked {
        /// The half that is kept.
        kept: Vec<u8>,
    },
    /// Sequence or operation numbers do not follow from what it rests on.
    #[error("the change's numbers do not follow from what it rests on")]
    BadCounters,
    /// It rests on a change that was refused.
    #[error("the change rests on one that was refused")]
    RestsOnRefused,
    /// It cannot be applied, or not kept byte for byte.
    #[error("the change cannot be applied")]
    Unsound,
    /// The document holds as much as it may.
    #[error("the document is full")]
    Full,
}

/// What an actor wrote last.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    sequence: u64,
    highest_op: u64,
}

/// One document on one device.
#[derive(Debug, Clone)]
pub struct Document {
    id: DocumentId,
    inner: Automerge,
    last: HashMap<Vec<u8>, Last>,
}

/// An empty document that counts as we do.
fn empty() -> Automerge {
    Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit)
}

impl Document {
    /// A document with nothing in it but its kind.
    #[must_use]
    pub fn new(id: DocumentId, kind: Kind) -> Self {
        Self::with(id, kind.fresh())
    }

    /// A document from the bytes that [`Document::save`] gave. They are our own: nothing that came from others is loaded in this way.
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`]: read it again from the entries.
    pub fn load(id: DocumentId, bytes: &[u8]) -> Result<Self, DocumentError> {
        if bytes.is_empty() || bytes.len() > DOCUMENT_BYTES_MAX {
            return Err(DocumentError::Unreadable);
        }
        let options = LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
        let loaded = catch_unwind(AssertUnwindSafe(|| Automerge::load_with_options(bytes, options)));
        let inner = loaded.map_err(|_| DocumentError::Unreadable)?.map_err(|_| DocumentError::Unreadable)?;
        Ok(Self::with(id, inner))
    }

    /// The whole document, for the cache on this device.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.inner.save()
    }

    fn with(id: DocumentId, inner: Automerge) -> Self {
        let mut last: HashMap<Vec<u8>, Last> = HashMap::new();
        for change in inner.get_changes_meta(&[]) {
            let of_actor = last.entry(change.actor.to_bytes().to_vec()).or_default();
            if change.seq > of_actor.sequence {
                *of_actor = Last { sequence: change.seq, highest_op: change.max_op };
            }
        }
        // The actor that automerge drew at random is never used: each edit says whose it is.
        let inner = inner.with_actor(ActorId::from(schema::GENESIS_ACTOR));
        Self { id, inner, last }
    }

    /// The document's identity.
    #[must_use]
    pub const fn id(&self) -> &DocumentId {
        &self.id
    }

    /// The document's kind, if this version knows it.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match self.inner.get(automerge::ROOT, schema::KIND) {
            Ok(Some((value, _))) => Kind::from_name(&read::said(&value)),
            _ => None,
        }
    }

    /// Hashes of the latest changes, sorted: equal on two devices exactly when their documents are.
    #[must_use]
    pub fn heads(&self) -> Vec<[u8; 32]> {
        self.inner.get_heads().iter().map(|hash| hash.0).collect()
    }

    /// What the document says now.
    #[must_use]
    pub fn view(&self) -> DocumentView {
        read::view(&self.inner)
    }

    fn ops(&self) -> u64 {
        self.inner.stats().num_ops
    }

    /// Does what a person did, as one change, and gives its bytes; nothing if nothing is different afterwards.
    ///
    /// # Errors
    /// The first edit that cannot be done, and then none of them is.
    pub fn edit(&mut self, actor: Actor, edits: &[Edit], time_ms: i64) -> Result<Option<Vec<u8>>, DocumentError> {
        let kind = self.kind().ok_or(DocumentError::UnknownKind)?;
        if self.ops() > DOCUMENT_OPS_MAX / 2 {
            return Err(DocumentError::Full);
        }
        let mut draft = self.inner.clone();
        draft.set_actor(ActorId::from(actor.0));
        let mut transaction = draft.transaction();
        for edit in edits {
            edit::apply(&mut transaction, kind, edit)?;
        }
        let (hash, _) = transaction.commit_with(CommitOptions::default().with_time(time_ms));
        let Some(hash) = hash else { return Ok(None) };
        let change: Change = draft.get_change_by_hash(&hash).ok_or(DocumentError::Defect)?;
        if change.raw_bytes().len() > CHANGE_BYTES_MAX || change.len() > CHANGE_OPS_MAX {
            return Err(DocumentError::TooMuchAtOnce);
        }
        self.last.insert(actor.0.to_vec(), Last { sequence: change.seq(), highest_op: change.max_op() });
        self.inner = draft;
        Ok(Some(change.raw_bytes().to_vec()))
    }
}
