//! What two devices say to each other when they meet: frames with sealed parts in them.
//!
//! The devices take turns. The one that connects greets; each turn after that answers the one before, space by space, until both hold the
//! same or neither has anything left to say. Everything but a tag is sealed under a key that only holders of an epoch of the space can
//! derive, fresh for the connection and the direction, so a stranger learns how many spaces were offered and nothing else. Sealing is
//! not done here: this crate is linked by the relay, which must be unable to read.
//!
//! 1. [`Frame::Hello`]: for each space a tag and the sender's state ([`Part::Short`]); then the tags of older epochs, without a state.
//! 2. [`Frame::Turn`]: parts, each for a slot. The first answer may offer tags of spaces that the greeting did not name.
//! 3. Slots are numbered in the order in which the tags went by: greetings, older tags, then offers.
//!
//! # Frames
//!
//! | part | bytes | |
//! | --- | --- | --- |
//! | version | 1 | 1 |
//! | kind | 1 | 1 Hello, 2 Turn |
//! | **Hello** count | varint | at most [`limits::SPACES_MAX`] |
//! | each | 8, varint, n | tag, length, sealed [`Part::Short`] |
//! | older tags | 8 each | to the end of the frame |
//! | **Turn** flags | 1 | bit 0: the turn ends with this frame; bit 1: offers follow |
//! | offers | varint, 8 each | only with bit 1 |
//! | parts | varint, varint, n | slot, length, sealed part; to the end of the frame |
//!
//! # What is sealed and how
//!
//! | what | bytes |
//! | --- | --- |
//! | tag | first 8 of BLAKE3 keyed by the epoch's session key (`kith/v1/session-tag` ‖ channel binding ‖ direction) |
//! | key | BLAKE3 keyed by the epoch's session key (`kith/v1/session-seal` ‖ channel binding ‖ direction) |
//! | sealed part | ChaCha20-Poly1305, nonce 4 zero bytes and a counter (u64 big-endian, from 0, one a part of that slot and direction), associated data the frame's version and kind |
//!
//! The direction is one byte: 0 from who connected, 1 towards them. The channel binding is different for every session, so no key is
//! ever used twice and a counter is a safe nonce. The parts themselves are in [`Part`], the columns of a batch in [`Columns`].
//!
//! # Drops
//!
//! Beside the spaces the two hand over the drops that each has for a box of the other's. It is talked about under the newest epoch of one
//! space that every member of the co-op holds, so only members learn of it:
//!
//! | where | what |
//! | --- | --- |
//! | the last older tag of a Hello | first 8 of BLAKE3 keyed by that epoch's session key (`kith/v1/session-drops-none`, or `kith/v1/session-drops-wait` where drops wait for somebody, ‖ channel binding ‖ direction) |
//! | slot [`DROPS_SLOT`] of a Turn | a sealed [`DropPart`]; key as of a space's parts under the label `kith/v1/session-drops-seal`, one counter a direction |
//!
//! A version that does not know of it passes over a tag that it does not recognise and a slot that it does not have, says nothing of
//! drops, and levels the spaces as ever; then nothing more is said of them.

//!
//! # Pieces of attachments
//!
//! Once nothing more is to be said of any space, either side may ask for pieces of pictures and documents that it lacks:
//!
//! | where | what |
//! | --- | --- |
//! | an older tag of a Hello, where pieces are wanted | first 8 of BLAKE3 keyed by the key of the drops (`kith/v1/session-pieces` ‖ channel binding ‖ direction) |
//! | slot [`PIECES_SLOT`] of a Turn | a sealed [`PiecePart`]; key as of a space's parts under the label `kith/v1/session-pieces-seal`, one counter a direction |
//!
//! Who connected asks only where the other has said that it speaks of pieces ([`PiecePart::Ready`]); who was met may ask at any time. A
//! version that does not know of it passes over tag and slot.

mod columns;
mod drops;
mod part;
mod pieces;

pub use columns::{Columns, ColumnsError};
pub use drops::{BoxProof, Boxes, DropPart};
pub use part::{Claim, DeviceLine, Ending, Full, HEAD_BYTES, HINT_BYTES, Packed, Part, Short, TRAIL_IDS_MAX, Trail, trail_seqs};
pub use pieces::{PiecePart, Want};

use crate::{
    codec::CodecError,
    limits,
    run::{Reader, put_varint},
};

/// The version of the frames.
pub const SESSION_VERSION: u8 = 1;
/// Bytes of a tag.
pub const TAG_BYTES: usize = 8;
/// Tags that one frame may name: each space with a few epochs.
pub const TAGS_MAX: usize = 4 * limits::SPACES_MAX;
/// Parts in one frame.
pub const PARTS_MAX: usize = 4 * limits::SPACES_MAX;

/// The slot of what is said of drops: beyond the number of any tag, and two bytes long.
pub const DROPS_SLOT: u32 = 0x3fff;
/// The slot of what is said of pieces of attachments.
pub const PIECES_SLOT: u32 = 0x3ffe;
const _: () = assert!(2 * TAGS_MAX < PIECES_SLOT as usize, "no tag has the number of another slot");

const HELLO: u8 = 1;
const TURN: u8 = 2;
const LAST: u8 = 1;
const OFFERS: u8 = 2;

/// What a holder of an epoch's key recognises a space by, on one connection.
pub type SpaceTag = [u8; TAG_BYTES];

/// A space offered with the sender's state of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// Which space, for who can tell.
    pub tag: SpaceTag,
    /// A sealed [`Part::Short`].
    pub sealed: Vec<u8>,
}

/// A part for one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// Which of the tags that went by.
    pub slot: u32,
    /// The sealed [`Part`].
    pub sealed: Vec<u8>,
}

/// One frame. Whatever carries it keeps frames apart and in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// The first word of who connected.
    Hello {
        /// One a space, under its newest epoch.
        spaces: Vec<Greeting>,
        /// Tags of older epochs that somebody may not have left yet.
        older: Vec<SpaceTag>,
    },
    /// A turn, or a piece of one.
    Turn {
        /// Whether it is the other's turn now.
        last: bool,
        /// Spaces that the greeting did not name.
        offers: Vec<SpaceTag>,
        /// What is said of each space.
        parts: Vec<SealedPart>,
    },
}

impl Frame {
    /// What a sealed part in a frame of this kind is bound to.
    #[must_use]
    pub const fn associated(&self) -> [u8; 2] {
        [
            SESSION_VERSION,
            match self {
                Self::Hello { .. } => HELLO,
                Self::Turn { .. } => TURN,
            },
        ]
    }

    /// What the sealed parts of a greeting are bound to.
    pub const HELLO_ASSOCIATED: [u8; 2] = [SESSION_VERSION, HELLO];
    /// What the sealed parts of a turn are bound to.
    pub const TURN_ASSOCIATED: [u8; 2] = [SESSION_VERSION, TURN];

    /// The bytes that travel.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.associated().to_vec();
        match self {
            Self::Hello { spaces, older } => {
                put_varint(&mut out, spaces.len() as u64);
                for space in spaces {
                    out.extend_from_slice(&space.tag);
                    put_bytes(&mut out, &space.sealed);
                }
                out.extend(older.iter().flatten());
            }
            Self::Turn { last, offers, parts } => {
                out.push(if *last { LAST } else { 0 } | if offers.is_empty() { 0 } else { OFFERS });
                if !offers.is_empty() {
                    put_varint(&mut out, offers.len() as u64);
                    out.extend(offers.iter().flatten());
                }
                for part in parts {
                    put_varint(&mut out, u64::from(part.slot));
                    put_bytes(&mut out, &part.sealed);
                }
            }
        }
        out
    }

    /// Reads one frame that fills `bytes`.
    ///
    /// # Errors
    /// Too long, of another version or kind, cut short, or with more in it than a frame may hold.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        if bytes.len() > limits::FRAME_BYTES_MAX {
            return Err(CodecError::TooLong { max: limits::FRAME_BYTES_MAX });
        }
        let mut r = Reader::new(bytes);
        if r.byte()? != SESSION_VERSION {
            return Err(CodecError::NotCanonical("a frame of another version"));
        }
        match r.byte()? {
            HELLO => hello(&mut r),
            TURN => turn(&mut r),
            _ => Err(CodecError::Shape),
        }
    }
}

fn hello(r: &mut Reader<'_>) -> Result<Frame, CodecError> {
    let count = count(r, limits::SPACES_MAX)?;
    let mut spaces = Vec::with_capacity(count.min(64));
    for _ in 0..count {
        spaces.push(Greeting { tag: r.array()?, sealed: r.bytes_with_len(limits::FRAME_BYTES_MAX)?.to_vec() });
    }
    let mut older = Vec::new();
    while !r.is_done() {
        if older.len() + spaces.len() >= TAGS_MAX {
            return Err(CodecError::TooLong { max: TAGS_MAX });
        }
        older.push(r.array()?);
    }
    Ok(Frame::Hello { spaces, older })
}

fn turn(r: &mut Reader<'_>) -> Result<Frame, CodecError> {
    let flags = r.byte()?;
    if flags & !(LAST | OFFERS) != 0 {
        return Err(CodecError::NotCanonical("flags of a turn"));
    }
    let mut offers = Vec::new();
    if flags & OFFERS != 0 {
        let count = count(r, TAGS_MAX)?;
        if count == 0 {
            return Err(CodecError::NotCanonical("no offers where some were announced"));
        }
        for _ in 0..count {
            offers.push(r.array()?);
        }
    }
    let mut parts = Vec::new();
    while !r.is_done() {
        if parts.len() >= PARTS_MAX {
            return Err(CodecError::TooLong { max: PARTS_MAX });
        }
        let slot = u32::try_from(r.varint()?).map_err(|_| CodecError::Shape)?;
        parts.push(SealedPart { slot, sealed: r.bytes_with_len(limits::FRAME_BYTES_MAX)?.to_vec() });
    }
    Ok(Frame::Turn { last: flags & LAST != 0, offers, parts })
}

/// A varint that counts something, at most `max`.
fn count(r: &mut Reader<'_>, max: usize) -> Result<usize, CodecError> {
    usize::try_from(r.varint()?).ok().filter(|n| *n <= max).ok_or(CodecError::TooLong { max })
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests;
