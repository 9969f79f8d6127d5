//! The notary's signed word on its log so far, and on what the whole co-op holds.
//!
//! 256 bytes and 96 for each cosignature, kind 7, domain `kith/v1/checkpoint`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 7 |
//! | 2 | 1 | number of cosignatures |
//! | 3 | 1 | zero |
//! | 4 | 4 | index, from zero |
//! | 8 | 8 | entries in the log |
//! | 16 | 32 | root of the log (RFC 6962, SHA-256) |
//! | 48 | 32 | id of the checkpoint before, or zeros |
//! | 80 | 80 | totals: ten numbers of 8 bytes ([`Totals`]) |
//! | 160 | 32 | notary |
//! | 192 | 64 | signature of the notary |
//! | 256 | 96n | cosignatures: witness (32), signature (64), in rising order of witness |

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::tree::Hash;
use ed25519_dalek::SigningKey;
use kith_wire::DeviceId;

const DOMAIN: &str = "kith/v1/checkpoint";
/// Witnesses that one checkpoint may carry.
pub const COSIGNATURES_MAX: usize = 32;

/// What the co-op's book holds, in coins and minutes. Every member sees these, and they always add up:
/// `minted = people + pool + places + retired + claims`, and `attested = 60 × minted + passed + refused + crumbs`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Totals {
    /// Coins ever minted.
    pub minted: u64,
    /// Coins that people hold.
    pub people: u64,
    /// Coins in the pool.
    pub pool: u64,
    /// Coins in the purses of places.
    pub places: u64,
    /// Coins retired.
    pub retired: u64,
    /// Coins surrendered to claims.
    pub claims: u64,
    /// Minutes ever attested.
    pub attested: u64,
    /// Attested minutes that were paid for with coins.
    pub passed: u64,
    /// Attested minutes that a cap refused.
    pub refused: u64,
    /// Attested minutes that wait in jars.
    pub crumbs: u64,
}

impl Totals {
    const fn numbers(&self) -> [u64; 10] {
        [self.minted, self.people, self.pool, self.places, self.retired, self.claims, self.attested, self.passed, self.refused, self.crumbs]
    }

    /// Whether coins and minutes add up.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let sum = |parts: &[u64]| parts.iter().try_fold(0u64, |a, b| a.checked_add(*b));
        let coins = sum(&[self.people, self.pool, self.places, self.retired, self.claims]);
        let minutes = self.minted.checked_mul(60).and_then(|minted| sum(&[minted, self.passed, self.refused, self.crumbs]));
        coins == Some(self.minted) && minutes == Some(self.attested)
    }

    fn bytes(&self) -> [u8; 80] {
        let mut out = [0; 80];
        for (at, n) in self.numbers().iter().enumerate() {
            out[at * 8..at * 8 + 8].copy_from_slice(&n.to_be_bytes());
        }
        out
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, BadOp> {
        Ok(Self {
            minted: r.u64()?,
            people: r.u64()?,
            pool: r.u64()?,
            places: r.u64()?,
            retired: r.u64()?,
            claims: r.u64()?,
            attested: r.u64()?,
            passed: r.u64()?,
            refused: r.u64()?,
            crumbs: r.u64()?,
        })
    }
}

/// A witness and their signature.
pub type Cosignature = (DeviceId, [u8; 64]);

/// What the notary says of its log, before it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogState {
    /// Which checkpoint this is, from zero.
    pub index: u32,
    /// Entries in the log.
    pub size: u64,
    /// Root of the log.
    pub root: Hash,
    /// The checkpoint before, or zeros.
    pub prev: OpId,
    /// What the book holds.
    pub totals: Totals,
}

/// A checkpoint of the notary's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// What it says.
    pub state: LogState,
    /// The notary.
    pub notary: DeviceId,
    pub(crate) sig: Sig,
    /// Witnesses who checked it; none until the co-op has witnesses.
    pub cosignatures: Vec<(DeviceId, Sig)>,
}

impl Checkpoint {
    /// Signs the state of the log.
    #[must_use]
    pub fn sign(state: LogState, coop: &Coop, key: &SigningKey) -> Self {
        let mut checkpoint = Self { state, notary: root::device_of(key), sig: [0; 64], cosignatures: Vec::new() };
        checkpoint.sig = checkpoint.preimage(coop).sign(key);
        checkpoint
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let s = &self.state;
        let fields = Fields::new(&[0; 16])
            .with(0, &s.index.to_be_bytes())
            .with(1, &s.size.to_be_bytes())
            .with(2, &s.root)
            .with(3, &s.prev.0)
            .with(4, &s.totals.bytes())
            .with(5, &self.notary.0);
        Preimage::new(DOMAIN, &coop.id, &fields.root())
    }

    /// The identity; cosignatures are not in it.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the notary's signature, every cosignature, and that the totals add up.
    ///
    /// # Errors
    /// When one of them does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        if self.notary != coop.notary_at(self.state.index) {
            return Err(BadOp::Signature);
        }
        if !self.state.totals.adds_up() {
            return Err(BadOp::Field("totals"));
        }
        let preimage = self.preimage(coop);
        preimage.verify(&self.notary.0, &self.sig)?;
        self.cosignatures.iter().try_for_each(|(witness, sig)| preimage.verify(&witness.0, sig))?;
        Ok(preimage.id())
    }

    /// A witness's signature on it. Whether it may be given is for [`crate::ledger::witness::Witness`] to say.
    #[must_use]
    pub fn cosign(&self, coop: &Coop, key: &SigningKey) -> Cosignature {
        (root::device_of(key), self.preimage(coop).sign(key))
    }

    /// Puts a witness's signature in its place, if it is not there.
    ///
    /// # Errors
    /// When it does not hold, or there are as many as one checkpoint carries.
    pub fn add_cosignature(&mut self, cosignature: Cosignature, coop: &Coop) -> Result<(), BadOp> {
        self.preimage(coop).verify(&cosignature.0.0, &cosignature.1)?;
        let Err(at) = self.cosignatures.binary_search_by_key(&cosignature.0, |(witness, _)| *witness) else { return Ok(()) };
        if self.cosignatures.len() >= COSIGNATURES_MAX {
            return Err(BadOp::Field("cosignatures"));
        }
        self.cosignatures.insert(at, cosignature);
        Ok(())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let s = &self.state;
        let count = u8::try_from(self.cosignatures.len()).unwrap_or(u8::MAX);
        let out = Writer::object(kind::CHECKPOINT, 256 + 96 * self.cosignatures.len()).u8(count).u8(0).u32(s.index).u64(s.size);
        let out = out.put(&s.root).put(&s.prev.0).put(&s.totals.bytes()).put(&self.notary.0).put(&self.sig);
        write_cosignatures(out, &self.cosignatures).0
    }

    /// Reads canonical bytes; signatures are not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::CHECKPOINT)?;
        let n = r.u8()?;
        r.zero()?;
        let (index, size, root, prev) = (r.u32()?, r.u64()?, r.array()?, OpId(r.array()?));
        let state = LogState { index, size, root, prev, totals: Totals::read(&mut r)? };
        let (notary, sig) = (DeviceId(r.array()?), r.array()?);
        let cosignatures = read_cosignatures(&mut r, n)?;
        r.end()?;
        Ok(Self { state, notary, sig, cosignatures })
    }
}

pub(crate) fn write_cosignatures(out: Writer, cosignatures: &[(DeviceId, Sig)]) -> Writer {
    cosignatures.iter().fold(out, |out, (witness, sig)| out.put(&witness.0).put(sig))
}

pub(crate) fn read_cosignatures(r: &mut Reader<'_>, n: u8) -> Result<Vec<(DeviceId, Sig)>, BadOp> {
    let read = |r: &mut Reader<'_>| Ok::<_, BadOp>((DeviceId(r.array()?), r.array()?));
    let list = (0..n).map(|_| read(r)).collect::<Result<Vec<_>, _>>()?;
    if list.len() > COSIGNATURES_MAX || !list.is_sorted_by(|a, b| a.0 < b.0) {
        return Err(BadOp::Field("cosignatures"));
    }
    Ok(list)
}
