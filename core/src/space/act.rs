//! Acts: the control entries of a space. Each names its parents, the heads of the control log that its author knew.
//!
//! A body is canonical CBOR `[parents, act]`, and an act is `[number, [fields…]]`; numbers are never used again:
//! 0 genesis, 1 add, 2 remove, 3 level, 4 leave, 5 grant, 6 revoke role, 7 certify, 8 revoke device, 9 seen, 10 admit, 11 epoch,
//! 12 welcome, 13 answer, 14 board. An act that this version cannot read is kept and passed on and has no effect here.

use crate::{
    entropy::Entropy,
    identity::Certificate,
    seal::{self, SealError},
};
use kith_wire::{
    CapabilityKey, DeviceId, EntryId, EpochId, MailboxTag, PersonId, SpaceId,
    codec::{self, CodecError},
    limits, relay,
};
use minicbor::{Decode, Encode};
use zeroize::{Zeroize, ZeroizeOnDrop};

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
    /// The coin ledger: notary, witnesses, stewards.
    #[n(4)]
    Ledger,
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
    /// The history key sealed to each member device.
    #[n(2)]
    pub seals: Vec<DeviceSeal>,
    /// Earlier epochs, each with its history key sealed under this one's.
    #[n(3)]
    pub back: Vec<BackLink>,
    /// The heads of the control log that its members were resolved from.
    #[n(4)]
    pub heads: Vec<EntryId>,
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
    /// A role is granted to a person.
    #[n(5)]
    Grant(#[n(0)] PersonId, #[n(1)] u8),
    /// One more device of a person.
    #[n(7)]
    Certify(#[n(0)] Certificate),
    /// A new epoch.
    #[n(11)]
    Epoch(#[n(0)] EpochStart),
    /// An epoch's history key for a device that came later.
    #[n(12)]
    Welcome(#[n(0)] EpochId, #[n(1)] DeviceSeal),
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
}

/// The keys of one epoch, all derived from its history key.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct EpochKeys {
    /// Opens the back links; whoever has it may read back.
    pub history: [u8; 32],
    epoch: [u8; 32],
    /// Seals envelopes.
    pub entry: [u8; 32],
    /// Keys of a session between two devices.
    pub session: [u8; 32],
    /// Signs the right to write at a relay.
    pub write_seed: [u8; 32],
    /// Signs the right to read at a relay.
    pub read_seed: [u8; 32],
    /// Receiving secret of the space's drop box.
    pub box_secret: [u8; 32],
    /// Signs the right to read the drop box at a relay.
    pub box_seed: [u8; 32],
}

impl std::fmt::Debug for EpochKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EpochKeys([redacted])")
    }
}

impl EpochKeys {
    /// All keys out of the history key.
    #[must_use]
    pub fn from_history(history: [u8; 32]) -> Self {
        let epoch = seal::derive("kith/v1/epoch-key", &history);
        Self {
            history,
            epoch,
            entry: seal::derive("kith/v1/entry-key", &epoch),
            session: seal::derive("kith/v1/session-key", &epoch),
            write_seed: seal::derive("kith/v1/write-capability", &epoch),
            read_seed: seal::derive("kith/v1/read-capability", &epoch),
            box_secret: seal::derive("kith/v1/box-secret", &epoch),
            box_seed: seal::derive("kith/v1/box-read-capability", &epoch),
        }
    }

    /// The mailbox of the epoch.
    #[must_use]
    pub fn tag(&self) -> MailboxTag {
        relay::space_tag(&capability(&self.write_seed), &capability(&self.read_seed))
    }

    /// The space's drop box, as others write to it.
    #[must_use]
    pub fn drop_box(&self) -> seal::BoxKey {
        seal::BoxKey { tag: relay::box_tag(&capability(&self.box_seed)), public: seal::receiving_public(&self.box_secret) }
    }

    /// What an epoch act commits to: of the history key, of the epoch key.
    #[must_use]
    pub fn commitments(&self) -> ([u8; 32], [u8; 32]) {
        (seal::derive("kith/v1/commit-history", &self.history), seal::derive("kith/v1/commit-epoch", &self.epoch))
    }

    /// The history key sealed to a device.
    ///
    /// # Errors
    /// When the device's receiving key is unusable.
    pub fn seal_for(&self, device: &DeviceId, receiving: &[u8; 32], entropy: &mut dyn Entropy) -> Result<DeviceSeal, SealError> {
        let sealed = seal::seal_to(receiving, b"kith/v1/epoch-seal", &self.commitments().0, &self.history, entropy)?;
        Ok(DeviceSeal { device: hint(device), seal: sealed })
    }

    /// The start of an epoch for these devices.
    ///
    /// # Errors
    /// When a receiving key is unusable.
    pub fn start(&self, devices: &[(DeviceId, [u8; 32])], entropy: &mut dyn Entropy) -> Result<EpochStart, SealError> {
        let (history, epoch) = self.commitments();
        let seals = devices.iter().map(|(d, r)| self.seal_for(d, r, entropy)).collect::<Result<_, _>>()?;
        Ok(EpochStart { history, epoch, seals, back: Vec::new(), heads: Vec::new() })
    }
}

/// The first eight bytes of a device's id.
#[must_use]
pub fn hint(device: &DeviceId) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&device.0[..8]);
    out
}

/// The public key of a capability's seed.
#[must_use]
pub fn capability(seed: &[u8; 32]) -> CapabilityKey {
    CapabilityKey(ed25519_dalek::SigningKey::from_bytes(seed).verifying_key().to_bytes())
}

/// Opens a seal of an epoch's history key and checks it against the epoch's commitments.
///
/// # Errors
/// [`SealError::Closed`] when it is not ours or does not match.
pub fn open_seal(start: &EpochStart, sealed: &DeviceSeal, secret: &[u8; 32]) -> Result<EpochKeys, SealError> {
    let history = seal::open_from(secret, b"kith/v1/epoch-seal", &start.history, &sealed.seal)?;
    let keys = EpochKeys::from_history(history.try_into().map_err(|_| SealError::Closed)?);
    if keys.commitments() == (start.history, start.epoch) { Ok(keys) } else { Err(SealError::Closed) }
}
