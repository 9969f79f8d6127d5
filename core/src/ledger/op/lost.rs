//! What is said of a device that was cut off: that it was, which of its gifts were its person's own doing, and where its coins go.
//!
//! The co-op's commons says that a device is cut off; the notary's word on it ([`CutOff`]) gives that a place in the log. From there on
//! nothing that the device gave is settled until its person, on another device, says that it was they ([`Ratify`]). Once every pocket
//! that vouches for its coins is too old, the coins that are still there go to another device of the same person, or where the person
//! chose before they died ([`Recover`]).
//!
//! `CutOff`, 110 bytes, kind 18, domain `kith/v1/cut-off`, signed by the notary: version and kind (2), device (32), the last checkpoint
//! (4), the checkpoint after which the device's coins may come back (4), settled coins that it holds (4), signature (64).
//!
//! `Ratify`, 130 bytes, kind 19, domain `kith/v1/ratify`: version and kind (2), transfer (32), the device that says so (32), signature (64).
//!
//! `Recover`, 214 bytes, kind 20, domain `kith/v1/recover`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 20 |
//! | 2 | 2 | number: which asking this is, so that coins that come later can be asked for, too |
//! | 4 | 16 | seed |
//! | 20 | 32 | from: the device that was cut off |
//! | 52 | 32 | to: the device that gets its coins |
//! | 84 | 32 | the choice ([`Estate`](super::Estate)) that is carried out; zero where the person has their own coins back |
//! | 116 | 2 | zero |
//! | 118 | 32 | the device that asks, which signs |
//! | 150 | 64 | signature |

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Seed, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::tree::Hash;
use ed25519_dalek::SigningKey;
use kith_wire::DeviceId;

const CUT_DOMAIN: &str = "kith/v1/cut-off";
const RATIFY_DOMAIN: &str = "kith/v1/ratify";
const DOMAIN: &str = "kith/v1/recover";
/// Position and tag of the receiver among the fields.
const TO: u8 = 2;

/// The notary's word that a device is cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOff {
    /// The device.
    pub device: DeviceId,
    /// The last checkpoint when it was said.
    pub checkpoint: u32,
    /// Its coins may come back after this checkpoint: no pocket vouches for them any more.
    pub until: u32,
    /// Settled coins that it held then.
    pub held: u32,
    pub(crate) sig: Sig,
}

impl CutOff {
    /// Says it. Only the notary's signature counts.
    #[must_use]
    pub fn sign(device: DeviceId, (checkpoint, until): (u32, u32), held: u32, (coop, key): (&Coop, &SigningKey)) -> Self {
        let mut cut = Self { device, checkpoint, until, held, sig: [0; 64] };
        cut.sig = cut.preimage(coop).sign(key);
        cut
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let fields = Fields::new(&[0; 16]).with(0, &self.device.0).with(1, &self.checkpoint.to_be_bytes());
        let fields = fields.with(2, &self.until.to_be_bytes()).with(3, &self.held.to_be_bytes());
        Preimage::new(CUT_DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the notary's signature.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        let preimage = self.preimage(coop);
        // The word names the last checkpoint before it, which may be the last of another notary.
        let either = [coop.notary_at(self.checkpoint), coop.notary_at(self.checkpoint.saturating_add(1))];
        preimage.verify_any(either.into_iter(), &self.sig)?;
        Ok(preimage.id())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        Writer::object(kind::CUT_OFF, 110).put(&self.device.0).u32(self.checkpoint).u32(self.until).u32(self.held).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::CUT_OFF)?;
        let cut = Self { device: DeviceId(r.array()?), checkpoint: r.u32()?, until: r.u32()?, held: r.u32()?, sig: r.array()? };
        r.end()?;
        if cut.until < cut.checkpoint { Err(BadOp::Field("until")) } else { Ok(cut) }
    }
}

/// A person's word that a gift of their lost device was their own doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratify {
    /// The transfer.
    pub transfer: OpId,
    /// The device that says so, and signs.
    pub by: DeviceId,
    pub(crate) sig: Sig,
}

impl Ratify {
    /// Says it.
    #[must_use]
    pub fn sign(transfer: OpId, coop: &Coop, key: &SigningKey) -> Self {
        let mut ratify = Self { transfer, by: root::device_of(key), sig: [0; 64] };
        ratify.sig = ratify.preimage(coop).sign(key);
        ratify
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let fields = Fields::new(&[0; 16]).with(0, &self.transfer.0).with(1, &self.by.0);
        Preimage::new(RATIFY_DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the signature.
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
        Writer::object(kind::RATIFY, 130).put(&self.transfer.0).put(&self.by.0).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::RATIFY)?;
        let ratify = Self { transfer: OpId(r.array()?), by: DeviceId(r.array()?), sig: r.array()? };
        r.end()?;
        Ok(ratify)
    }
}

/// Asks that what a device held when it was cut off goes to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recover {
    /// Which asking this is.
    pub number: u16,
    /// The device that was cut off.
    pub from: DeviceId,
    /// The device that gets its coins.
    pub to: DeviceId,
    /// The choice that is carried out; none where the person has their own coins back.
    pub estate: Option<OpId>,
    /// The device that asks, and signs.
    pub by: DeviceId,
    pub(crate) seed: Seed,
    pub(crate) sig: Sig,
}

impl Recover {
    /// Asks.
    ///
    /// # Errors
    /// When the coins would go where they are, or somebody asks for another's coins with no choice to carry out.
    pub fn sign(number: u16, (from, to): (DeviceId, DeviceId), estate: Option<OpId>, (coop, key): (&Coop, &SigningKey)) -> Result<Self, BadOp> {
        let mut recover = Self { number, from, to, estate, by: root::device_of(key), seed: [0; 16], sig: [0; 64] };
        recover.check()?;
        let bytes = recover.encode();
        recover.seed = root::seed(key, DOMAIN, &coop.id, &bytes[..bytes.len() - 64]);
        recover.sig = recover.preimage(coop).sign(key);
        Ok(recover)
    }

    fn check(&self) -> Result<(), BadOp> {
        if self.from == self.to || self.from == self.by {
            return Err(BadOp::Field("from"));
        }
        match self.estate {
            None if self.by != self.to => Err(BadOp::Field("to")),
            Some(OpId::ZERO) => Err(BadOp::Field("estate")),
            _ => Ok(()),
        }
    }

    fn fields(&self) -> Fields {
        let estate = self.estate.unwrap_or(OpId::ZERO);
        let fields = Fields::new(&self.seed).with(0, &self.number.to_be_bytes()).with(1, &self.from.0);
        fields.with(TO, &self.to.0).with(3, &estate.0).with(4, &self.by.0)
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        Preimage::new(DOMAIN, &coop.id, &self.fields().root())
    }

    /// The hidden receiver, as the log names it.
    #[must_use]
    pub fn holder_leaf(&self) -> Hash {
        root::leaf(TO, &self.holder_salt(), &self.to.0)
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

    /// Checks the signature.
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
        let out = Writer::object(kind::RECOVER, 214).u16(self.number).put(&self.seed).put(&self.from.0).put(&self.to.0);
        out.put(&self.estate.unwrap_or(OpId::ZERO).0).u16(0).put(&self.by.0).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::RECOVER)?;
        let (number, seed, from, to, estate) = (r.u16()?, r.array()?, DeviceId(r.array()?), DeviceId(r.array()?), OpId(r.array()?));
        r.zero()?;
        r.zero()?;
        let (by, sig) = (DeviceId(r.array()?), r.array()?);
        r.end()?;
        let recover = Self { number, from, to, estate: (estate != OpId::ZERO).then_some(estate), by, seed, sig };
        recover.check()?;
        Ok(recover)
    }
}
