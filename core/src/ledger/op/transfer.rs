//! Coins handed over, and the receiver's word that they came.
//!
//! `Transfer`, 152 + 33n bytes for n coins (185 for one, 482 for ten) and its options, kind 4, domain `kith/v1/transfer`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 4 |
//! | 2 | 1 | low half: purpose; high half: options present (16 anchor, 32 reference, 64 telling, 128 said at) |
//! | 3 | 1 | number of coins, 1 to 84 |
//! | 4 | 16 | seed |
//! | 20 | 32 | from: the device that holds the coins and signs |
//! | 52 | 32 | to: a device, [`CLAIMS`] or [`RETIRED`] |
//! | 84 | 4 | counter of the sender's transfers; never decides anything |
//! | 88 | 33n | coins, each the operation (32) and index (1) that gave it, in rising order |
//! | | 12 | anchor: index of a checkpoint that the sender knew, and 8 bytes of its id |
//! | | 32 | reference: an activity, a welcome entitlement or a surrender, as the purpose says |
//! | | 32 | telling: hash of what the giver lets be known |
//! | | 8 | said at: seconds since 1970 by the sender's clock, for display only |
//! | | 64 | signature |
//!
//! Retiring a coin and surrendering a dead one are transfers to [`RETIRED`] and to [`CLAIMS`]: they spend the coin, so that doing so and
//! also passing it on is found like any other double spending.
//!
//! `Ack`, 130 bytes, kind 5, domain `kith/v1/ack`: version and kind (2), transfer (32), receiving device (32), signature (64).

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Opening, Preimage, Seed, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::tree::Hash;
use crate::ledger::units::{CLAIMS, ContentHash, PrevRef, RETIRED};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, limits};

const DOMAIN: &str = "kith/v1/transfer";
const ACK_DOMAIN: &str = "kith/v1/ack";
/// Tags (and for the first three, positions) of a transfer's fields.
pub(crate) const FROM: u8 = 1;
const TO: u8 = 2;
pub(crate) const PREV: u8 = 8;
/// Fields before the coins.
const FIXED: usize = 4;

/// Why coins are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// A gift to a person.
    Gift,
    /// A donation to the pool or to a place.
    Donate,
    /// For support in kind; the reference may name the activity.
    InKind,
    /// Back to where it came from: "no thank you", or the wrong person.
    Return,
    /// Between two devices of one person.
    Own,
    /// The welcome gift; the reference is the entitlement.
    Welcome,
    /// A top-up from the pool by the published rule.
    TopUp,
    /// A dead leaf surrendered, to [`CLAIMS`].
    Surrender,
    /// A pool coin for a surrender, which the reference names.
    Compensate,
    /// Spent on support in kind and cancelled, to [`RETIRED`].
    Retire,
    /// What an offender pays back.
    Repay,
}

impl Purpose {
    const ALL: [Self; 11] = [
        Self::Gift,
        Self::Donate,
        Self::InKind,
        Self::Return,
        Self::Own,
        Self::Welcome,
        Self::TopUp,
        Self::Surrender,
        Self::Compensate,
        Self::Retire,
        Self::Repay,
    ];
}

/// A checkpoint that the sender knew: the transfer was not made before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Its index.
    pub index: u32,
    /// The first eight bytes of its id.
    pub hash8: [u8; 8],
}

/// What a transfer says, before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Who gets the coins.
    pub to: DeviceId,
    /// Why.
    pub purpose: Purpose,
    /// Counter of the sender's transfers.
    pub ctr: u32,
    /// The coins, in rising order and each once.
    pub coins: Vec<PrevRef>,
    /// A checkpoint that the sender knew.
    pub anchor: Option<Anchor>,
    /// An activity, an entitlement or a surrender.
    pub reference: Option<ContentHash>,
    /// Hash of what the giver lets be known.
    pub telling: Option<ContentHash>,
    /// Seconds since 1970 by the sender's clock, for display only.
    pub said_at: Option<u64>,
}

/// Coins handed over by the device that holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Whose device gives, and signs.
    pub from: DeviceId,
    /// What it says.
    pub terms: Terms,
    pub(crate) seed: Seed,
    pub(crate) sig: Sig,
}

impl Transfer {
    /// Signs a transfer. Store it durably before anything of it leaves the device, and never sign another for the same coins.
    ///
    /// # Errors
    /// When the terms are not sound: no coins or too many, out of order, to oneself, or a purpose that does not fit the receiver.
    pub fn sign(terms: Terms, coop: &Coop, key: &SigningKey) -> Result<Self, BadOp> {
        let mut transfer = Self { from: root::device_of(key), terms, seed: [0; 16], sig: [0; 64] };
        transfer.check()?;
        let bytes = transfer.encode();
        transfer.seed = root::seed(key, DOMAIN, &coop.id, &bytes[..bytes.len() - 64]);
        transfer.sig = transfer.preimage(coop).sign(key);
        Ok(transfer)
    }

    fn check(&self) -> Result<(), BadOp> {
        let t = &self.terms;
        if t.coins.is_empty() || t.coins.len() > limits::TRANSFER_COINS_MAX || !t.coins.is_sorted_by(|a, b| a < b) {
            return Err(BadOp::Field("coins"));
        }
        let nobody = t.to == CLAIMS || t.to == RETIRED;
        let fits = match t.purpose {
            Purpose::Surrender => t.to == CLAIMS,
            Purpose::Retire => t.to == RETIRED,
            Purpose::Welcome | Purpose::Compensate => !nobody && t.reference.is_some(),
            _ => !nobody,
        };
        if !fits {
            return Err(BadOp::Field("purpose"));
        }
        if t.to == self.from { Err(BadOp::Field("to")) } else { Ok(()) }
    }

    pub(crate) fn fields(&self) -> Fields {
        let t = &self.terms;
        let fields = Fields::new(&self.seed);
        let fields = fields.with(0, &self.head()).with(FROM, &self.from.0).with(TO, &t.to.0).with(3, &t.ctr.to_be_bytes());
        let fields = t.coins.iter().fold(fields, |fields, coin| fields.with(PREV, &coin.bytes()));
        let fields = if let Some(a) = &t.anchor { fields.with(4, &anchor_bytes(a)) } else { fields };
        let fields = if let Some(r) = &t.reference { fields.with(5, &r.0) } else { fields };
        let fields = if let Some(s) = &t.telling { fields.with(6, &s.0) } else { fields };
        if let Some(at) = t.said_at { fields.with(7, &at.to_be_bytes()) } else { fields }
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        Preimage::new(DOMAIN, &coop.id, &self.fields().root())
    }

    /// The preimage of a transfer with this root, for a fork proof.
    pub(crate) fn preimage_of(root: &Hash, coop: &Coop) -> Preimage {
        Preimage::new(DOMAIN, &coop.id, root)
    }

    /// Shows who signed and that this coin was spent, and nothing else.
    pub(crate) fn open(&self, coin: PrevRef) -> Option<(Opening, Opening)> {
        let at = u8::try_from(FIXED + self.terms.coins.binary_search(&coin).ok()?).ok()?;
        Some((self.fields().open(FROM)?, self.fields().open(at)?))
    }

    /// The hidden receiver, as the log names it.
    #[must_use]
    pub fn holder_leaf(&self) -> Hash {
        root::leaf(TO, &self.holder_salt(), &self.terms.to.0)
    }

    /// The salt that shows the receiver.
    #[must_use]
    pub fn holder_salt(&self) -> [u8; 16] {
        root::salt(&self.seed, TO)
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the sender's signature.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        let preimage = self.preimage(coop);
        preimage.verify(&self.from.0, &self.sig)?;
        Ok(preimage.id())
    }

    fn head(&self) -> [u8; 2] {
        let t = &self.terms;
        let present = [t.anchor.is_some(), t.reference.is_some(), t.telling.is_some(), t.said_at.is_some()];
        let options = present.iter().enumerate().fold(0, |bits, (i, is)| bits | u8::from(*is) << (4 + i));
        [t.purpose as u8 | options, u8::try_from(t.coins.len()).unwrap_or(u8::MAX)]
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.encode_with(|out, coin| out.put(&coin.bytes()))
    }

    /// The same with the coins written in another way.
    pub(crate) fn encode_with(&self, coin: impl Fn(Writer, PrevRef) -> Writer) -> Vec<u8> {
        let t = &self.terms;
        let out = Writer::object(kind::TRANSFER, 240 + 33 * t.coins.len()).put(&self.head()).put(&self.seed).put(&self.from.0).put(&t.to.0);
        let out = t.coins.iter().fold(out.u32(t.ctr), |out, at| coin(out, *at));
        let out = if let Some(a) = &t.anchor { out.put(&anchor_bytes(a)) } else { out };
        let out = if let Some(r) = &t.reference { out.put(&r.0) } else { out };
        let out = if let Some(s) = &t.telling { out.put(&s.0) } else { out };
        let out = if let Some(at) = t.said_at { out.u64(at) } else { out };
        out.put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        Self::decode_with(bytes, read_prev)
    }

    /// Reads bytes in which the coins are written in another way.
    pub(crate) fn decode_with(bytes: &[u8], coin: impl Fn(&mut Reader<'_>) -> Result<PrevRef, BadOp>) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::TRANSFER)?;
        let head = r.u8()?;
        let purpose = Purpose::ALL.get(usize::from(head & 15)).copied().ok_or(BadOp::Field("purpose"))?;
        let n = r.u8()?;
        let (seed, from, to, ctr) = (r.array()?, DeviceId(r.array()?), DeviceId(r.array()?), r.u32()?);
        let coins = (0..n).map(|_| coin(&mut r)).collect::<Result<_, _>>()?;
        let has = |bit: u8| head & bit != 0;
        let anchor = if has(16) { Some(Anchor { index: r.u32()?, hash8: r.array()? }) } else { None };
        let reference = if has(32) { Some(ContentHash(r.array()?)) } else { None };
        let telling = if has(64) { Some(ContentHash(r.array()?)) } else { None };
        let said_at = if has(128) { Some(r.u64()?) } else { None };
        let sig = r.array()?;
        r.end()?;
        let transfer = Self { from, terms: Terms { to, purpose, ctr, coins, anchor, reference, telling, said_at }, seed, sig };
        transfer.check()?;
        Ok(transfer)
    }
}

pub(crate) fn read_prev(r: &mut Reader<'_>) -> Result<PrevRef, BadOp> {
    Ok(PrevRef { op: OpId(r.array()?), index: r.u8()? })
}

fn anchor_bytes(anchor: &Anchor) -> [u8; 12] {
    let mut out = [0; 12];
    out[..4].copy_from_slice(&anchor.index.to_be_bytes());
    out[4..].copy_from_slice(&anchor.hash8);
    out
}

/// The receiver's word that a transfer came; never needed for it to be valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    /// The transfer.
    pub transfer: OpId,
    /// The receiving device, which signs.
    pub by: DeviceId,
    pub(crate) sig: Sig,
}

impl Ack {
    /// Says that a transfer came.
    #[must_use]
    pub fn sign(transfer: OpId, coop: &Coop, key: &SigningKey) -> Self {
        let mut ack = Self { transfer, by: root::device_of(key), sig: [0; 64] };
        ack.sig = ack.preimage(coop).sign(key);
        ack
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let fields = Fields::new(&[0; 16]).with(0, &self.transfer.0).with(1, &self.by.0);
        Preimage::new(ACK_DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the receiver's signature.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        let preimage = self.preimage(coop);
        preimage.verify(&self.by.0, &self.sig)?;
        Ok(preimage.id())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        Writer::object(kind::ACK, 130).put(&self.transfer.0).put(&self.by.0).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::ACK)?;
        let ack = Self { transfer: OpId(r.array()?), by: DeviceId(r.array()?), sig: r.array()? };
        r.end()?;
        Ok(ack)
    }
}
