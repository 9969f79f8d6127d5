//! The frames themselves, and how one is told from the next on a stream.

use super::{BATCH_BYTES_MAX, Cursor, DELETE_HASHES_MAX, EnvelopeHash, LogEpoch, PAGE_ENVELOPES_MAX, PUT_ENVELOPES_MAX, Page, Sig, Standing, Ticket};
use crate::{CapabilityKey, MailboxTag, codec, limits};
use minicbor::{Decode, Encode};

/// Why bytes are not a frame that may be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The length before it is over the limit in force.
    #[error("a frame of {length} bytes, where at most {max} may come")]
    TooLong {
        /// What was announced.
        length: usize,
        /// The limit.
        max: usize,
    },
    /// Not one canonical value of the shape that is due.
    #[error("not a frame: {0}")]
    Codec(#[from] codec::CodecError),
    /// More envelopes, or more bytes of them, than one frame may hold.
    #[error("too much in one frame")]
    TooMuch,
}

/// What the other side should do about a refusal. Numbers as in HTTP, so that one table serves both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Refusal(#[n(0)] pub u16);

impl Refusal {
    /// The request makes no sense; sending it again will not help.
    pub const MALFORMED: Self = Self(400);
    /// The capability was not proven on this connection.
    pub const NOT_PROVEN: Self = Self(403);
    /// A proof was missing for longer than the relay waits, or nothing came for too long.
    pub const TIMED_OUT: Self = Self(408);
    /// The envelope was deleted by somebody who may: it is not taken again.
    pub const GONE: Self = Self(410);
    /// Larger than the relay takes.
    pub const TOO_LARGE: Self = Self(413);
    /// No version in common.
    pub const VERSION: Self = Self(426);
    /// Faster, or more at once, than the relay takes: wait for `retry_ms`.
    pub const TOO_MANY: Self = Self(429);
    /// The relay failed; nothing was stored.
    pub const FAILED: Self = Self(500);
    /// The relay is closing, or this connection read too slowly: come back after `retry_ms`.
    pub const GOING_AWAY: Self = Self(503);
    /// The mailbox, or the relay, is full.
    pub const FULL: Self = Self(507);

    /// Whether the same request may succeed later.
    #[must_use]
    pub const fn is_passing(self) -> bool {
        matches!(self, Self::TIMED_OUT | Self::TOO_MANY | Self::FAILED | Self::GOING_AWAY | Self::FULL)
    }
}

/// What a relay takes from one connection; the rest is at `/v1/limits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RelayLimits {
    /// Bytes of one envelope.
    #[n(0)]
    pub envelope_bytes: u32,
    /// Envelopes in one Put.
    #[n(1)]
    pub put_envelopes: u32,
    /// Bytes of envelopes in one Put.
    #[n(2)]
    pub put_bytes: u32,
    /// Mailboxes open on one connection.
    #[n(3)]
    pub mailboxes: u32,
    /// Seconds of silence after which the relay closes.
    #[n(4)]
    pub idle_s: u32,
    /// Seconds after which a device that has nothing to say sends a Ping.
    #[n(5)]
    pub ping_s: u32,
}

/// The relay's first word on a connection.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Challenge {
    /// The newest version that the relay speaks.
    #[n(0)]
    pub version: u8,
    /// The oldest.
    #[n(1)]
    pub oldest: u8,
    /// Fresh for this connection; proofs are bound to it.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub nonce: [u8; 32],
    /// The life of the relay's log.
    #[n(3)]
    pub log_epoch: LogEpoch,
    /// What it takes.
    #[n(4)]
    pub limits: RelayLimits,
}

/// A request to use a mailbox on this connection.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Open {
    /// The request's number.
    #[n(0)]
    pub req: u64,
    /// The mailbox.
    #[n(1)]
    pub tag: MailboxTag,
    /// The key whose proof lets one read.
    #[n(2)]
    pub read_key: CapabilityKey,
    /// The key whose proof lets one write: there for a space's mailbox, absent for a box.
    #[n(3)]
    pub write_key: Option<CapabilityKey>,
    /// Proof of the right to read.
    #[n(4)]
    pub read_sig: Option<Sig>,
    /// Proof of the right to write.
    #[n(5)]
    pub write_sig: Option<Sig>,
    /// How far the device has read; the answer says how that stands.
    #[n(6)]
    pub after: Option<Cursor>,
    /// Whether to push what is stored from now on (a proof of the right to read is needed).
    #[n(7)]
    pub live: bool,
}

/// One envelope to store.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PutItem {
    /// The sealed envelope.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub envelope: Vec<u8>,
    /// For a carried one: the right to put it, from who wrote it.
    #[n(1)]
    pub ticket: Option<Ticket>,
}

impl std::fmt::Debug for PutItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PutItem({} bytes, ticket {})", self.envelope.len(), self.ticket.is_some())
    }
}

/// What became of one envelope of a Put.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Outcome {
    /// Durable, at this place.
    #[n(0)]
    #[cbor(map)]
    Placed {
        /// The cursor just after it.
        #[n(0)]
        cursor: Cursor,
        /// Whether the relay held it already.
        #[n(1)]
        held: bool,
    },
    /// Not stored.
    #[n(1)]
    #[cbor(map)]
    Refused {
        /// Why.
        #[n(0)]
        code: Refusal,
        /// When to try again, in milliseconds; 0 where waiting does not help.
        #[n(1)]
        retry_ms: u32,
    },
}

/// A frame from a device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum ToRelay {
    /// The version that the device chose. First on a connection.
    #[n(0)]
    #[cbor(map)]
    Hello {
        /// One that both speak.
        #[n(0)]
        version: u8,
    },
    /// Use a mailbox.
    #[n(1)]
    Open(#[n(0)] Open),
    /// Store envelopes.
    #[n(2)]
    #[cbor(map)]
    Put {
        /// The request's number.
        #[n(0)]
        req: u64,
        /// At most [`PUT_ENVELOPES_MAX`].
        #[n(1)]
        items: Vec<PutItem>,
    },
    /// Read what follows a cursor; from the floor without one.
    #[n(3)]
    #[cbor(map)]
    Get {
        /// The request's number.
        #[n(0)]
        req: u64,
        /// A mailbox opened to read.
        #[n(1)]
        tag: MailboxTag,
        /// Where to begin.
        #[n(2)]
        after: Option<Cursor>,
    },
    /// Stop using a mailbox.
    #[n(4)]
    #[cbor(map)]
    Leave {
        /// The request's number.
        #[n(0)]
        req: u64,
        /// The mailbox.
        #[n(1)]
        tag: MailboxTag,
    },
    /// Still here.
    #[n(5)]
    #[cbor(map)]
    Ping {
        /// The request's number.
        #[n(0)]
        req: u64,
    },
    /// Drop envelopes for good, and do not take them again.
    #[n(6)]
    #[cbor(map)]
    Delete {
        /// The request's number.
        #[n(0)]
        req: u64,
        /// A space's mailbox opened to write.
        #[n(1)]
        tag: MailboxTag,
        /// Which: at most [`DELETE_HASHES_MAX`].
        #[n(2)]
        hashes: Vec<EnvelopeHash>,
    },
}

/// A frame from a relay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum FromRelay {
    /// First on a connection.
    #[n(0)]
    Challenge(#[n(0)] Challenge),
    /// The mailbox is open.
    #[n(1)]
    #[cbor(map)]
    Opened {
        /// The request that this answers.
        #[n(0)]
        req: u64,
        /// Where the mailbox ends now; pushes bring all that comes after. At the start for who may only write.
        #[n(1)]
        head: Cursor,
        /// The last sequence that was dropped; 0 while none was.
        #[n(2)]
        floor: u64,
        /// How the cursor that was sent stands (none counts as the floor).
        #[n(3)]
        standing: Standing,
    },
    /// What became of each envelope of a Put, in its order.
    #[n(2)]
    #[cbor(map)]
    Stored {
        /// The request that this answers.
        #[n(0)]
        req: u64,
        /// One an item.
        #[n(1)]
        outcomes: Vec<Outcome>,
    },
    /// What follows a cursor.
    #[n(3)]
    Page(#[n(0)] Page),
    /// The cursor is of another history: read from the floor, and offer again what the relay lost.
    #[n(4)]
    #[cbor(map)]
    CursorMismatch {
        /// The request that this answers.
        #[n(0)]
        req: u64,
        /// The mailbox.
        #[n(1)]
        tag: MailboxTag,
        /// Where it ends now.
        #[n(2)]
        head: Cursor,
        /// The last sequence that was dropped.
        #[n(3)]
        floor: u64,
    },
    /// What follows the cursor is gone: a snapshot is needed.
    #[n(5)]
    #[cbor(map)]
    SnapshotRequired {
        /// The request that this answers.
        #[n(0)]
        req: u64,
        /// The mailbox.
        #[n(1)]
        tag: MailboxTag,
        /// The last sequence that was dropped.
        #[n(2)]
        floor: u64,
    },
    /// An envelope stored just now, by another connection. A hint: only a checked page need move a cursor.
    #[n(6)]
    #[cbor(map)]
    Push {
        /// The mailbox.
        #[n(0)]
        tag: MailboxTag,
        /// The cursor just after it.
        #[n(1)]
        cursor: Cursor,
        /// The sealed envelope.
        #[cbor(n(2), with = "minicbor::bytes")]
        envelope: Vec<u8>,
    },
    /// A request was not done.
    #[n(7)]
    #[cbor(map)]
    Refused {
        /// The request that this answers.
        #[n(0)]
        req: u64,
        /// Why.
        #[n(1)]
        code: Refusal,
        /// When to try again, in milliseconds; 0 where waiting does not help.
        #[n(2)]
        retry_ms: u32,
    },
    /// A Leave, a Ping or a Delete was done.
    #[n(8)]
    #[cbor(map)]
    Done {
        /// The request that this answers.
        #[n(0)]
        req: u64,
    },
    /// The relay's last word on a connection.
    #[n(9)]
    #[cbor(map)]
    Closing {
        /// Why.
        #[n(0)]
        code: Refusal,
        /// When to come back, in milliseconds.
        #[n(1)]
        retry_ms: u32,
    },
}

impl ToRelay {
    /// The frame's bytes, without the length before them.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads one frame of at most `max` bytes.
    ///
    /// # Errors
    /// When it is too long, not canonical, of another shape, or holds more than a frame may.
    pub fn decode(bytes: &[u8], max: usize) -> Result<Self, FrameError> {
        let frame = codec::decode(bytes, max.min(limits::FRAME_BYTES_MAX))?;
        match &frame {
            Self::Put { items, .. } => within(items.iter().map(|item| item.envelope.len()), PUT_ENVELOPES_MAX)?,
            Self::Delete { hashes, .. } => within(hashes.iter().map(|_| 0), DELETE_HASHES_MAX)?,
            Self::Hello { .. } | Self::Open(_) | Self::Get { .. } | Self::Leave { .. } | Self::Ping { .. } => {}
        }
        Ok(frame)
    }
}

impl FromRelay {
    /// The frame's bytes, without the length before them.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads one frame.
    ///
    /// # Errors
    /// When it is too long, not canonical, of another shape, or holds more than a frame may.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        let frame = codec::decode(bytes, limits::FRAME_BYTES_MAX)?;
        match &frame {
            Self::Page(page) => within(page.items.iter().map(|item| item.envelope.len()), PAGE_ENVELOPES_MAX)?,
            Self::Push { envelope, .. } => within([envelope.len()].into_iter(), 1)?,
            Self::Stored { outcomes, .. } => within(outcomes.iter().map(|_| 0), PUT_ENVELOPES_MAX)?,
            _ => {}
        }
        Ok(frame)
    }
}

/// At most `count_max` sizes, each an envelope's, together at most a batch's.
fn within(sizes: impl ExactSizeIterator<Item = usize>, count_max: usize) -> Result<(), FrameError> {
    if sizes.len() > count_max {
        return Err(FrameError::TooMuch);
    }
    let mut sum = 0usize;
    for size in sizes {
        sum = sum.saturating_add(size);
        if size > limits::ENVELOPE_BYTES_MAX || sum > BATCH_BYTES_MAX {
            return Err(FrameError::TooMuch);
        }
    }
    Ok(())
}

/// A frame's bytes as they go on a stream: length, then frame.
///
/// # Errors
/// When the frame is longer than any may be.
pub fn on_stream(frame: &[u8]) -> Result<Vec<u8>, FrameError> {
    let length = u32::try_from(frame.len()).ok().filter(|_| frame.len() <= limits::FRAME_BYTES_MAX);
    let length = length.ok_or(FrameError::TooLong { length: frame.len(), max: limits::FRAME_BYTES_MAX })?;
    Ok([&length.to_be_bytes(), frame].concat())
}

/// The length of the frame that follows these four bytes, if at most `max`.
///
/// # Errors
/// When it is longer.
pub fn body_length(prefix: [u8; 4], max: usize) -> Result<usize, FrameError> {
    let length = usize::try_from(u32::from_be_bytes(prefix)).unwrap_or(usize::MAX);
    if length > max.min(limits::FRAME_BYTES_MAX) { Err(FrameError::TooLong { length, max }) } else { Ok(length) }
}
