//! Acts: the control entries of a space. Each names its parents, the heads of the control log that its author knew.
//!
//! A body is canonical CBOR `[parents, act]`, and an act is `[number, [fields…]]`; numbers are never used again:
//!
//! | number | act | fields |
//! | --- | --- | --- |
//! | 0 | genesis | kind, nonce, name, co-op, about, founders, epoch 0 |
//! | 1 | add | person, level, name, class, certificates, how far back they may read, places their chains go on from |
//! | 2 | remove | person, level seen, cosignatures |
//! | 3 | level | person, new level |
//! | 4 | leave | – |
//! | 5 | grant | person, role |
//! | 6 | revoke role | person, role, cosignatures |
//! | 7 | certify | certificate |
//! | 8 | revoke device | device, places that its chains count up to, root's signature |
//! | 9 | seen | places |
//! | 10 | admit | device, lane, first, last, entry at the last, kept or dropped |
//! | 11 | epoch | commitments to history and epoch key, seals, back links, heads, predecessors, who is left out |
//! | 12 | welcome | epoch, seal, for a limited newcomer earlier keys |
//! | 13 | answer | question, whether they stay |
//! | 14 | board | decision, signatures, proof |
//! | 15 | countersign | the leave |
//! | 16 | freeze | device |
//! | 17 | lift | device, root's signature |
//! | 18 | fork | two branches |
//!
//! Seen, admit, epoch and welcome are nobody's parents. An act that this version cannot read is kept and passed on and has no effect
//! here. A **cosignature** (a key and 64 bytes) is over `"kith/v1/cosign"`, the space, the author's device and the body with every
//! cosignature and root's signature left out, so it is checked from the entry and the certificates in the log alone.

mod fork;
mod keys;
mod parts;
mod seals;

pub use fork::{Branch, ForkProof, Forked};
pub use keys::{EpochKeys, SealFor, capability, hint, open_earlier, open_seal, seal_earlier};
pub use parts::{AdmitRange, Answer, COSIGNATURES_MAX, Cosignature, Lift, Limited, PLACES_MAX, Place, ReadsFrom, Remove, RevokeDevice, RevokeRole};

use crate::{identity::Certificate, space::board::BoardAct};
use ed25519_dalek::{Signer, SigningKey};
use kith_wire::{
    DeviceId, EntryId, EpochId, PersonId, SpaceId,
    codec::{self, CodecError},
    limits,
};
use minicbor::{Decode, Encode};

/// What a space is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum SpaceKind {
    /// What every member of the co-op may read.
    #[n(0)]
    Commons,
    /// The people rallied round one person.
    #[n(1)]
    Circle,
    /// Two people.
    #[n(2)]
    Pair,
    /// A person's own devices.
    #[n(3)]
    Own,
    /// The coin ledger: notary, stewards.
    #[n(4)]
    Ledger,
    /// Concerns about safety: the safeguarding leads.
    #[n(5)]
    Safeguarding,
    /// The entries of the notary's log, without names: the notary and the witnesses.
    #[n(6)]
    Settlement,
}

/// A level as an act names it: 1 member, 2 keeper, 3 owner.
pub type LevelNumber = u8;
/// Reads, writes, leaves.
pub const MEMBER: LevelNumber = 1;
/// Adds and removes members.
pub const KEEPER: LevelNumber = 2;
/// The supported person, or the board.
pub const OWNER: LevelNumber = 3;

/// The start of an epoch: commitments, and the history key sealed to each device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EpochStart {
    /// BLAKE3 (`kith/v1/commit-history`) of the history key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub history: [u8; 32],
    /// BLAKE3 (`kith/v1/commit-epoch`) of the epoch key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub epoch: [u8; 32],
    /// The history key sealed to each member device: a device's eight bytes and 80 of the seal, one after the other.
    #[cbor(n(2), with = "seals")]
    pub seals: Vec<DeviceSeal>,
    /// Earlier epochs, each with its history key sealed under this one's.
    #[n(3)]
    pub back: Vec<BackLink>,
    /// The heads of the control log that its members were resolved from; empty where they are the act's parents.
    #[n(4)]
    pub heads: Vec<EntryId>,
    /// The epochs that it follows, those without a back link too.
    #[cbor(n(5), default, skip_if = "Vec::is_empty")]
    pub predecessors: Vec<EpochId>,
    /// In a keeper's epoch: people under question who are left out.
    #[cbor(n(6), default, skip_if = "Vec::is_empty")]
    pub without: Vec<PersonId>,
}

/// A key sealed to one device by HPKE.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceSeal {
    /// The first eight bytes of the device's id.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub device: [u8; 8],
    /// Encapsulated key, sealed text and tag: 80 bytes.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub seal: Vec<u8>,
}

/// A link back to an earlier epoch.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BackLink {
    /// Which.
    #[n(0)]
    pub epoch: EpochId,
    /// Its history key, sealed under the new epoch's history key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// Somebody brought in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Add {
    /// Who.
    #[n(0)]
    pub person: PersonId,
    /// At which level.
    #[n(1)]
    pub level: LevelNumber,
    /// What they are called, as they said when they came.
    #[n(2)]
    pub name: String,
    /// In the commons: the class they join in. Else empty.
    #[n(3)]
    pub class: String,
    /// Certificates of their devices, each chain from the root.
    #[n(4)]
    pub devices: Vec<Certificate>,
    /// How far back they may read, if not to the beginning.
    #[n(5)]
    pub reads: Option<ReadsFrom>,
    /// For somebody who comes back: the places that their devices' chains go on from.
    #[cbor(n(6), default, skip_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

impl Add {
    /// Somebody who may read all that is there.
    #[must_use]
    pub const fn new(person: PersonId, level: LevelNumber, name: String, devices: Vec<Certificate>) -> Self {
        Self { person, level, name, class: String::new(), devices, reads: None, places: Vec::new() }
    }
}

/// The first act of a space.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Genesis {
    /// What the space is for.
    #[n(0)]
    pub kind: SpaceKind,
    /// Random, so that two spaces alike differ.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// What it is called.
    #[n(2)]
    pub name: String,
    /// The co-op it belongs to, if it is not itself one's commons.
    #[n(3)]
    pub coop: Option<SpaceId>,
    /// The person it is round, in a circle.
    #[n(4)]
    pub about: Option<PersonId>,
    /// The founders, the author among them.
    #[n(5)]
    pub founders: Vec<Add>,
    /// Epoch 0.
    #[n(6)]
    pub epoch: EpochStart,
}

/// An act on a space.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Act {
    /// The first.
    #[n(0)]
    Genesis(#[n(0)] Genesis),
    /// Somebody is brought in.
    #[n(1)]
    Add(#[n(0)] Add),
    /// Somebody is to go.
    #[n(2)]
    Remove(#[n(0)] Remove),
    /// Somebody's level changes.
    #[n(3)]
    Level(#[n(0)] PersonId, #[n(1)] LevelNumber),
    /// The author leaves.
    #[n(4)]
    Leave,
    /// A role is granted to a person.
    #[n(5)]
    Grant(#[n(0)] PersonId, #[n(1)] u8),
    /// A role ends.
    #[n(6)]
    Revoke(#[n(0)] RevokeRole),
    /// One more device of a person.
    #[n(7)]
    Certify(#[n(0)] Certificate),
    /// A device is cut off.
    #[n(8)]
    RevokeDevice(#[n(0)] RevokeDevice),
    /// What the author held of devices that have gone.
    #[n(9)]
    Seen(#[n(0)] Vec<Place>),
    /// What becomes of entries in quarantine.
    #[n(10)]
    Admit(#[n(0)] AdmitRange),
    /// A new epoch.
    #[n(11)]
    Epoch(#[n(0)] EpochStart),
    /// An epoch's key for a device that came later: its history key, or for a limited newcomer the epoch key alone.
    #[n(12)]
    Welcome(#[n(0)] EpochId, #[n(1)] DeviceSeal, #[n(2)] Option<Limited>),
    /// A question is answered.
    #[n(13)]
    Answer(#[n(0)] Answer),
    /// A decision of the commons's board.
    #[n(14)]
    Board(#[n(0)] Box<BoardAct>),
    /// A keeper's leave is countersigned by another keeper or the owner: what the leaver did elsewhere meanwhile falls.
    #[n(15)]
    Countersign(#[n(0)] EntryId),
    /// A device of the author's own is frozen until the root or the coordinator decides.
    #[n(16)]
    Freeze(#[n(0)] DeviceId),
    /// A freeze ends.
    #[n(17)]
    Lift(#[n(0)] Lift),
    /// A device has written two entries in one place.
    #[n(18)]
    Fork(#[n(0)] Box<ForkProof>),
}

impl Act {
    /// Whether other acts name it as a parent.
    #[must_use]
    pub const fn is_parent(&self) -> bool {
        !matches!(self, Self::Seen(_) | Self::Admit(_) | Self::Epoch(_) | Self::Welcome(..))
    }

    /// The signatures beside the author's.
    #[must_use]
    pub fn cosignatures(&self) -> &[Cosignature] {
        match self {
            Self::Remove(r) => &r.cosignatures,
            Self::Revoke(r) => &r.cosignatures,
            Self::RevokeDevice(RevokeDevice { root, .. }) | Self::Lift(Lift { root, .. }) => root.as_slice(),
            _ => &[],
        }
    }

    /// The act without the signatures beside the author's.
    fn bare(&self) -> Self {
        let mut out = self.clone();
        match &mut out {
            Self::Remove(r) => r.cosignatures.clear(),
            Self::Revoke(r) => r.cosignatures.clear(),
            Self::RevokeDevice(RevokeDevice { root, .. }) | Self::Lift(Lift { root, .. }) => *root = None,
            _ => {}
        }
        out
    }
}

/// A control entry's body.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ActBody {
    /// The heads that its author knew.
    #[n(0)]
    pub parents: Vec<EntryId>,
    /// The act.
    #[n(1)]
    pub act: Act,
}

impl ActBody {
    /// The body's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a control body.
    ///
    /// # Errors
    /// Not canonical, too long, or an act that this version does not know ([`CodecError::Shape`]).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        codec::decode(bytes, limits::BODY_BYTES_MAX)
    }

    /// Whether it is another body but for the signatures beside the author's.
    #[must_use]
    pub fn is_bare_of(&self, other: &Self) -> bool {
        self.parents == other.parents && std::mem::discriminant(&self.act) == std::mem::discriminant(&other.act) && self.act.bare() == other.act.bare()
    }

    /// What somebody signs who signs beside `author` in `space`.
    #[must_use]
    pub fn signable(&self, space: &SpaceId, author: &DeviceId) -> Vec<u8> {
        parts::signable(space, author, &Self { parents: self.parents.clone(), act: self.act.bare() }.to_bytes())
    }

    /// A signature beside the author's, by a keeper's device or a person's root.
    #[must_use]
    pub fn cosign(&self, space: &SpaceId, author: &DeviceId, key: &SigningKey) -> Cosignature {
        Cosignature { key: key.verifying_key().to_bytes(), signature: key.sign(&self.signable(space, author)).to_bytes() }
    }
}
