//! An entry: one statement by one device in one space, as a header that is hashed and chained and a body that can be erased.
//!
//! The header is never sent as it stands: what follows from an entry's position in its run and its chain is left out (see
//! [`crate::run`]). It is rebuilt on arrival, hashed, and the hash is what the next entry and the run's signature rest on.
//!
//! | offset | bytes | field |
//! | --- | --- | --- |
//! | 0 | 1 | version, 1 |
//! | 1 | 1 | kind: 0 control, 1 fact, 2 edit, 3 snapshot, 4 attachment |
//! | 2 | 32 | space (zero in the genesis entry, whose id becomes the space's) |
//! | 34 | 32 | author device |
//! | 66 | 8 | sequence in that space and lane, from 1, big-endian |
//! | 74 | 32 | id of the author's previous entry in that lane, zero at sequence 1 |
//! | 106 | 32 | epoch it was written under, zero in the control lane |
//! | 138 | 8 | logical time in milliseconds, big-endian, rising in each chain; shown, never a rule |
//! | 146 | 4 | length of the body, big-endian |
//! | 150 | 32 | body hash: BLAKE3 (`kith/v1/body`) over salt and body |
//!
//! `id = BLAKE3 (kith/v1/entry) over these 182 bytes`. Each device has two chains in a space, one a lane: control entries, which go
//! whole to every newcomer and are judged by certificate and chain alone, and data entries.

use crate::{DeviceId, EntryId, EpochId, SpaceId, codec::CodecError};

/// The version of the header, and of the rules by which it is hashed.
pub const HEADER_VERSION: u8 = 1;
/// Bytes of a header.
pub const HEADER_BYTES: usize = 182;
/// Random bytes that are hashed with a body and erased with it, so that an erased body cannot be guessed from its hash.
pub const SALT_BYTES: usize = 8;

/// What an entry's body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// An act on the space itself: who is in, their levels, epochs.
    Control = 0,
    /// A typed, append-only statement.
    Fact = 1,
    /// A change to one document.
    Edit = 2,
    /// A digest of what a vector covers.
    Snapshot = 3,
    /// A piece of an attachment.
    Attachment = 4,
}

impl Kind {
    /// The kind of a byte, if this version knows it.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            0 => Self::Control,
            1 => Self::Fact,
            2 => Self::Edit,
            3 => Self::Snapshot,
            4 => Self::Attachment,
            _ => return None,
        })
    }

    /// The chain that entries of this kind stand in.
    #[must_use]
    pub const fn lane(self) -> Lane {
        if matches!(self, Self::Control) { Lane::Control } else { Lane::Data }
    }
}

/// Which of a device's two chains in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Lane {
    /// Acts on the space.
    Control = 0,
    /// Everything else.
    Data = 1,
}

/// An entry's header: see the module's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// What the body is.
    pub kind: Kind,
    /// The space, zero in a genesis entry.
    pub space: SpaceId,
    /// Who wrote it.
    pub device: DeviceId,
    /// Place in the author's chain, from 1.
    pub seq: u64,
    /// The entry before it in the author's chain.
    pub prev: EntryId,
    /// The epoch it was written under.
    pub epoch: EpochId,
    /// The author's logical time in milliseconds.
    pub time_ms: u64,
    /// Length of the body in bytes.
    pub body_len: u32,
    /// Hash of salt and body.
    pub body_hash: [u8; 32],
}

impl Header {
    /// The bytes that are hashed.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; HEADER_BYTES] {
        let mut out = [0; HEADER_BYTES];
        out[0] = HEADER_VERSION;
        out[1] = self.kind as u8;
        out[2..34].copy_from_slice(&self.space.0);
        out[34..66].copy_from_slice(&self.device.0);
        out[66..74].copy_from_slice(&self.seq.to_be_bytes());
        out[74..106].copy_from_slice(&self.prev.0);
        out[106..138].copy_from_slice(&self.epoch.0);
        out[138..146].copy_from_slice(&self.time_ms.to_be_bytes());
        out[146..150].copy_from_slice(&self.body_len.to_be_bytes());
        out[150..182].copy_from_slice(&self.body_hash);
        out
    }

    /// Reads a header back from the bytes that are hashed.
    ///
    /// # Errors
    /// Another length, version or kind.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        let b: &[u8; HEADER_BYTES] = bytes.try_into().map_err(|_| CodecError::Truncated)?;
        if b[0] != HEADER_VERSION {
            return Err(CodecError::NotCanonical("a header of another version"));
        }
        Ok(Self {
            kind: Kind::from_byte(b[1]).ok_or(CodecError::Shape)?,
            space: SpaceId(array(&b[2..34])),
            device: DeviceId(array(&b[34..66])),
            seq: u64::from_be_bytes(array(&b[66..74])),
            prev: EntryId(array(&b[74..106])),
            epoch: EpochId(array(&b[106..138])),
            time_ms: u64::from_be_bytes(array(&b[138..146])),
            body_len: u32::from_be_bytes(array(&b[146..150])),
            body_hash: array(&b[150..182]),
        })
    }

    /// The entry's identity.
    #[must_use]
    pub fn id(&self) -> EntryId {
        EntryId(*blake3::Hasher::new_derive_key("kith/v1/entry").update(&self.to_bytes()).finalize().as_bytes())
    }

    /// The space that the entry belongs to: for a genesis entry, the one that it begins.
    #[must_use]
    pub fn home(&self) -> SpaceId {
        if self.space == SpaceId::ZERO { SpaceId(self.id().0) } else { self.space }
    }
}

fn array<const N: usize>(slice: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(slice);
    out
}

/// The hash that a header carries of its body.
#[must_use]
pub fn body_hash(salt: &[u8; SALT_BYTES], body: &[u8]) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("kith/v1/body").update(salt).update(body).finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header {
            kind: Kind::Fact,
            space: SpaceId([1; 32]),
            device: DeviceId([2; 32]),
            seq: 3,
            prev: EntryId([4; 32]),
            epoch: EpochId([5; 32]),
            time_ms: 1_700_000_000_000,
            body_len: 5,
            body_hash: body_hash(&[6; 8], b"hello"),
        }
    }

    #[test]
    fn a_header_survives_its_bytes_and_keeps_its_golden_id() {
        let h = header();
        assert_eq!(Header::from_bytes(&h.to_bytes()), Ok(h));
        assert_eq!(h.id().hex(), "5fadc5b8419adbb50baf930597fc8d7f97da7c7ff5f2155a20be2523051a5f07");
    }

    #[test]
    fn another_version_kind_or_length_is_refused() {
        let mut b = header().to_bytes();
        b[0] = 2;
        assert!(Header::from_bytes(&b).is_err());
        b[0] = 1;
        b[1] = 9;
        assert_eq!(Header::from_bytes(&b), Err(CodecError::Shape));
        assert_eq!(Header::from_bytes(&b[1..]), Err(CodecError::Truncated));
    }

    #[test]
    fn a_genesis_entry_begins_the_space_of_its_own_id() {
        let mut h = header();
        assert_eq!(h.home(), SpaceId([1; 32]));
        h.space = SpaceId::ZERO;
        assert_eq!(h.home().0, h.id().0);
    }
}
