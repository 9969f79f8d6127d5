//! Cursors and pages: how far a device has read, and the proof that what came next is what follows.

use super::capability::envelope_hash;
use crate::{
    MailboxTag,
    codec::{self, CodecError},
};
use minicbor::{Decode, Encode};

/// Bytes of a cursor as a device keeps it.
pub const CURSOR_BYTES_MAX: usize = 64;
const LINK_DOMAIN: &[u8] = b"kith/v1/relay-link";

/// One life of a relay's log. Any restore from an older copy draws another at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct LogEpoch(#[n(0)] pub u64);

/// How far a mailbox has been read: a log epoch, the last sequence, and the link there.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Cursor {
    /// The relay's log epoch.
    #[n(0)]
    pub log_epoch: LogEpoch,
    /// The last sequence read; 0 before the first.
    #[n(1)]
    pub seq: u64,
    /// The link at that sequence; zero bytes at 0.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub link: [u8; 32],
}

impl std::fmt::Debug for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cursor({:x}, {}, {:02x}{:02x}..)", self.log_epoch.0, self.seq, self.link[0], self.link[1])
    }
}

impl Cursor {
    /// Where a mailbox begins.
    #[must_use]
    pub const fn start(log_epoch: LogEpoch) -> Self {
        Self { log_epoch, seq: 0, link: [0; 32] }
    }

    /// The cursor as a device keeps it: canonical CBOR, at most [`CURSOR_BYTES_MAX`].
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a kept cursor.
    ///
    /// # Errors
    /// When the bytes are no cursor.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        codec::decode(bytes, CURSOR_BYTES_MAX)
    }

    /// The cursor after the envelope that follows this one.
    #[must_use]
    pub fn then(&self, envelope: &[u8]) -> Self {
        self.then_hash(&envelope_hash(envelope))
    }

    /// As [`Cursor::then`], from the envelope's hash.
    #[must_use]
    pub fn then_hash(&self, hash: &[u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(LINK_DOMAIN).update(&self.link).update(hash);
        Self { log_epoch: self.log_epoch, seq: self.seq.saturating_add(1), link: *hasher.finalize().as_bytes() }
    }
}

/// How a cursor stands to a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Standing {
    /// Nothing is new.
    #[n(0)]
    Level,
    /// There is more to get.
    #[n(1)]
    Behind,
    /// The relay does not know this cursor: read again from the floor, and offer what it lost.
    #[n(2)]
    Mismatch,
    /// What came next has been dropped: start from a snapshot.
    #[n(3)]
    SnapshotRequired,
}

/// The hash by which a relay knows an envelope, as it travels: 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EnvelopeHash(pub [u8; 32]);

impl<C> Encode<C> for EnvelopeHash {
    fn encode<W: minicbor::encode::Write>(&self, e: &mut minicbor::Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for EnvelopeHash {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.bytes()?.try_into().map(Self).map_err(|_| minicbor::decode::Error::message("a hash of the wrong length"))
    }
}

/// One envelope of a page.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Item {
    /// Its place in the mailbox.
    #[n(0)]
    pub seq: u64,
    /// The sealed envelope; empty where it was deleted.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub envelope: Vec<u8>,
    /// Of one that was deleted: its hash.
    #[n(2)]
    pub gone: Option<EnvelopeHash>,
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Item({}, {} bytes)", self.seq, self.envelope.len())
    }
}

/// What follows a cursor, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Page {
    /// The request that this answers.
    #[n(0)]
    pub req: u64,
    /// The mailbox.
    #[n(1)]
    pub tag: MailboxTag,
    /// Where it begins: the cursor asked for, or the floor when none was.
    #[n(2)]
    pub start: Cursor,
    /// The envelopes.
    #[n(3)]
    pub items: Vec<Item>,
    /// Where it ends: ask after this next.
    #[n(4)]
    pub end: Cursor,
    /// Whether there was more when it was made.
    #[n(5)]
    pub more: bool,
}

/// How a page contradicts the cursor it was asked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// It does not begin where it was asked to.
    #[error("the page begins elsewhere")]
    Start,
    /// A sequence is left out or comes twice.
    #[error("the page leaves something out")]
    Gap,
    /// The links do not add up to the end that it claims.
    #[error("the page ends in another history")]
    End,
    /// It says that there is more and brings nothing.
    #[error("the page is empty and says that there is more")]
    Stalled,
    /// The mailbox ends before what it once said that it keeps.
    #[error("the mailbox ends before what it said that it keeps")]
    Short,
}

impl Page {
    /// Folds the envelopes from `after` and compares with what the relay claims. Without `after` the page's own start is taken.
    ///
    /// # Errors
    /// Names the contradiction: the relay lied, or lost something.
    pub fn check(&self, after: Option<&Cursor>) -> Result<(), PageError> {
        if after.is_some_and(|asked| *asked != self.start) {
            return Err(PageError::Start);
        }
        let mut at = self.start;
        for item in &self.items {
            at = item.gone.map_or_else(|| at.then(&item.envelope), |hash| at.then_hash(&hash.0));
            if item.seq != at.seq || (item.gone.is_some() && !item.envelope.is_empty()) {
                return Err(PageError::Gap);
            }
        }
        if at != self.end {
            return Err(PageError::End);
        }
        if self.more && self.items.is_empty() { Err(PageError::Stalled) } else { Ok(()) }
    }
}
