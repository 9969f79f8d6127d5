//! What acts are made of: places in chains, signatures by others, and what ends, freezes, answers or quarantines.

use kith_wire::{DeviceId, EntryId, EpochId, Lane, PersonId, SpaceId};
use minicbor::{Decode, Encode};

use super::LevelNumber;

/// Keepers who may sign beside an act's author.
pub const COSIGNATURES_MAX: usize = 32;
/// Places in chains that one act may name.
pub const PLACES_MAX: usize = 256;

/// A place in a device's chain: everything up to it, and it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Place {
    /// Whose chain.
    #[n(0)]
    pub device: DeviceId,
    /// Which of its chains: 0 control, 1 data.
    #[n(1)]
    pub lane: u8,
    /// How far.
    #[n(2)]
    pub seq: u64,
    /// The entry there.
    #[n(3)]
    pub id: EntryId,
}

impl Place {
    /// A place.
    #[must_use]
    pub const fn new(device: DeviceId, lane: Lane, seq: u64, id: EntryId) -> Self {
        Self { device, lane: lane as u8, seq, id }
    }

    /// Whether it is in this chain.
    #[must_use]
    pub fn is_in(&self, device: &DeviceId, lane: Lane) -> bool {
        self.device == *device && self.lane == lane as u8
    }
}

/// A signature beside the author's: by a device (of a keeper, or of somebody on the board), or by a person's root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Cosignature {
    /// The key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// Over the act's [`signable`](super::ActBody::signable) bytes.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

/// Somebody is to go.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Remove {
    /// Who.
    #[n(0)]
    pub person: PersonId,
    /// The level at which the author saw them.
    #[n(1)]
    pub level: LevelNumber,
    /// Keepers who sign beside the author, where a majority is needed.
    #[cbor(n(2), default, skip_if = "Vec::is_empty")]
    pub cosignatures: Vec<Cosignature>,
}

/// A role ends.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RevokeRole {
    /// Whose.
    #[n(0)]
    pub person: PersonId,
    /// Which, by number.
    #[n(1)]
    pub role: u8,
    /// Keepers who sign beside the author, where a majority is needed.
    #[cbor(n(2), default, skip_if = "Vec::is_empty")]
    pub cosignatures: Vec<Cosignature>,
}

/// A device is cut off: what it did beyond the places named does not count.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RevokeDevice {
    /// Which.
    #[n(0)]
    pub device: DeviceId,
    /// How far its chains count; a chain that is not named counts for nothing.
    #[n(1)]
    pub places: Vec<Place>,
    /// The root's signature, where the person's printed kit or guardians did it.
    #[n(2)]
    pub root: Option<Cosignature>,
    /// Since when it is not trusted, where that was said: what was written before stands, whoever held it.
    #[n(3)]
    pub since_ms: Option<u64>,
}

/// A freeze of a device is lifted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Lift {
    /// Which.
    #[n(0)]
    pub device: DeviceId,
    /// The root's signature, where the person's printed kit or guardians did it.
    #[n(1)]
    pub root: Option<Cosignature>,
}

/// What a keeper says of entries in quarantine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct AdmitRange {
    /// Whose.
    #[n(0)]
    pub device: DeviceId,
    /// In which lane: 0 control, 1 data.
    #[n(1)]
    pub lane: u8,
    /// From this sequence.
    #[n(2)]
    pub first: u64,
    /// To this one.
    #[n(3)]
    pub last: u64,
    /// The entry at `last`.
    #[n(4)]
    pub id: EntryId,
    /// Whether they are let in; else they are dropped.
    #[n(5)]
    pub kept: bool,
}

/// How far back a newcomer may read, if not to the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum ReadsFrom {
    /// What is written from now on.
    #[n(0)]
    Now,
    /// From the start of this epoch.
    #[n(1)]
    Epoch(#[n(0)] EpochId),
}

/// What a newcomer who may not read back to the beginning is given beside an epoch's key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Limited {
    /// Keys of earlier epochs (never a history key), sealed to the same device; empty for none.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub earlier: Vec<u8>,
}

/// What is to become of a removal that fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Answer {
    /// The act that became a question.
    #[n(0)]
    pub question: EntryId,
    /// Whether the person stays. If not, a removal goes with it.
    #[n(1)]
    pub stays: bool,
}

/// What a cosigner signs: a domain, the space, the author's device, and the act without any cosignature.
#[must_use]
pub(super) fn signable(space: &SpaceId, author: &DeviceId, bare: &[u8]) -> Vec<u8> {
    [b"kith/v1/cosign".as_slice(), &space.0, &author.0, bare].concat()
}
