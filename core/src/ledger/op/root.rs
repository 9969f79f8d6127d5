//! What an operation signs: a Merkle root over its fields, each salted.
//!
//! ```text
//! salt i    bytes 16i..16i+16 of BLAKE3-XOF("kith/v1/salts" || seed)
//! leaf i    BLAKE3(0x00 || tag || salt i || field)
//! node      BLAKE3(0x01 || left || right)           shape of RFC 6962
//! preimage  domain || co-op id (32) || root (32)    what is signed
//! op id     BLAKE3(preimage)                        so no signature is in it
//! ```
//!
//! The domain is `kith/v1/` and the name of the operation. Salts let one field be shown (to a witness, in a fork proof) while the others
//! stay hidden. The seed comes from the device's secret and the fields themselves, so signing the same again gives the same identity.

use super::bytes::{Reader, Writer};
use super::{BadOp, OpId};
use crate::ledger::tree::{self, Hash};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use kith_wire::{DeviceId, SpaceId};

/// The seed that an operation's salts come from.
pub type Seed = [u8; 16];
/// A signature's bytes.
pub type Sig = [u8; 64];

/// The salted leaves of one operation.
pub(crate) struct Fields {
    salts: blake3::OutputReader,
    leaves: Vec<Hash>,
}

impl Fields {
    pub(crate) fn new(seed: &Seed) -> Self {
        let salts = blake3::Hasher::new().update(b"kith/v1/salts").update(seed).finalize_xof();
        Self { salts, leaves: Vec::with_capacity(8) }
    }

    /// Adds a field under its tag.
    pub(crate) fn with(mut self, tag: u8, field: &[u8]) -> Self {
        let mut salt = [0; 16];
        self.salts.fill(&mut salt);
        self.leaves.push(leaf(tag, &salt, field));
        self
    }

    pub(crate) fn root(&self) -> Hash {
        tree::root(&self.leaves, node).unwrap_or_default()
    }

    /// The leaf at this position, as a log entry names it.
    pub(crate) fn leaf(&self, at: usize) -> Hash {
        self.leaves.get(at).copied().unwrap_or_default()
    }

    /// What shows the field at this position to somebody who has only the root.
    pub(crate) fn open(mut self, at: u8) -> Option<Opening> {
        let path = tree::path(&self.leaves, usize::from(at), node)?;
        self.salts.set_position(u64::from(at) * 16);
        let mut salt = [0; 16];
        self.salts.fill(&mut salt);
        let lefts = tree::lefts(u64::from(at), self.leaves.len() as u64);
        let lefts = lefts.iter().enumerate().fold(0, |bits, (i, left)| bits | u8::from(*left) << i);
        Some(Opening { salt, lefts, path })
    }
}

/// One field of an operation, shown without the others.
///
/// | bytes | what |
/// | --- | --- |
/// | 16 | salt of the field |
/// | 1 | number of steps of the path, at most 8 |
/// | 1 | bit i: the other side of step i is on the left |
/// | 32n | the path, nearest hash first |
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    salt: [u8; 16],
    lefts: u8,
    path: Vec<Hash>,
}

impl Opening {
    /// The root of the operation that has `field` under `tag` here.
    pub(crate) fn root(&self, tag: u8, field: &[u8]) -> Hash {
        let step = |hash: Hash, (i, other): (usize, &Hash)| if self.lefts >> i & 1 == 1 { node(other, &hash) } else { node(&hash, other) };
        self.path.iter().enumerate().fold(leaf(tag, &self.salt, field), step)
    }

    pub(crate) fn write(&self, out: Writer) -> Writer {
        let count = u8::try_from(self.path.len()).expect("a tree of at most 255 leaves has a path of at most 8");
        self.path.iter().fold(out.put(&self.salt).u8(count).u8(self.lefts), |out, hash| out.put(hash))
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, BadOp> {
        let (salt, count, lefts) = (from.array()?, from.u8()?, from.u8()?);
        if count > 8 || u16::from(lefts) >> count != 0 {
            return Err(BadOp::Field("path"));
        }
        let path = (0..count).map(|_| from.array()).collect::<Result<_, _>>()?;
        Ok(Self { salt, lefts, path })
    }
}

/// The salted leaf of a field.
pub(crate) fn leaf(tag: u8, salt: &[u8; 16], field: &[u8]) -> Hash {
    *blake3::Hasher::new().update(&[0, tag]).update(salt).update(field).finalize().as_bytes()
}

/// The salt of the field at this position.
pub(crate) fn salt(seed: &Seed, at: u8) -> [u8; 16] {
    let mut xof = blake3::Hasher::new().update(b"kith/v1/salts").update(seed).finalize_xof();
    xof.set_position(u64::from(at) * 16);
    let mut out = [0; 16];
    xof.fill(&mut out);
    out
}

fn node(left: &Hash, right: &Hash) -> Hash {
    *blake3::Hasher::new().update(&[1]).update(left).update(right).finalize().as_bytes()
}

/// What is signed, and by its hash what an operation is called.
pub(crate) struct Preimage(Vec<u8>);

impl Preimage {
    pub(crate) fn new(domain: &str, coop: &SpaceId, root: &Hash) -> Self {
        let mut bytes = Vec::with_capacity(domain.len() + 64);
        bytes.extend_from_slice(domain.as_bytes());
        bytes.extend_from_slice(&coop.0);
        bytes.extend_from_slice(root);
        Self(bytes)
    }

    pub(crate) fn id(&self) -> OpId {
        OpId(*blake3::hash(&self.0).as_bytes())
    }

    pub(crate) fn sign(&self, key: &SigningKey) -> Sig {
        key.sign(&self.0).to_bytes()
    }

    /// Strict verification, which alone decides; a weak key never signs anything.
    pub(crate) fn verify(&self, by: &[u8; 32], sig: &Sig) -> Result<(), BadOp> {
        let key = VerifyingKey::from_bytes(by).map_err(|_| BadOp::WeakKey)?;
        if key.is_weak() {
            return Err(BadOp::WeakKey);
        }
        key.verify_strict(&self.0, &Signature::from_bytes(sig)).map_err(|_| BadOp::Signature)
    }

    /// Whether one of these devices signed it; why the first did not, if none did.
    pub(crate) fn verify_any(&self, by: impl Iterator<Item = DeviceId>, sig: &Sig) -> Result<(), BadOp> {
        let mut failed = None;
        for device in by {
            match self.verify(&device.0, sig) {
                Ok(()) => return Ok(()),
                Err(why) => failed = failed.or(Some(why)),
            }
        }
        Err(failed.unwrap_or(BadOp::Signature))
    }
}

/// The seed for an operation with these fields, known to its author's device alone until it is sent.
pub(crate) fn seed(key: &SigningKey, domain: &str, coop: &SpaceId, fields: &[u8]) -> Seed {
    let secret = blake3::derive_key("kith/v1/seed of salts", key.as_bytes());
    let mut hash = blake3::Hasher::new_keyed(&secret);
    hash.update(domain.as_bytes()).update(&coop.0).update(fields);
    let mut out = [0; 16];
    hash.finalize_xof().fill(&mut out);
    out
}

/// The device that this key makes.
#[must_use]
pub fn device_of(key: &SigningKey) -> DeviceId {
    DeviceId(key.verifying_key().to_bytes())
}
