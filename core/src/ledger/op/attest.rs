//! Hours given and their attestation.
//!
//! The earner's phone signs what was given ([`Given`]); whoever benefited (or a coordinator, or a proxy) answers it ([`Attest`]), with
//! the choice of how it counts: it mints, or it was paid for with coins that already exist. One message each way, with or without
//! signal. An activity is logged once, so the choice is made once.
//!
//! `Given`, 218 bytes, kind 1, domain `kith/v1/given`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 1 |
//! | 2 | 1 | bit 0: what is earned goes to the pool at once; bit 1: element, area and month may be told in the coin's story |
//! | 3 | 1 | wellbeing element, 0 to 3; 255 where none was told |
//! | 4 | 16 | seed |
//! | 20 | 32 | activity |
//! | 52 | 2 | minutes, 1 to 1,440 |
//! | 54 | 2 | area |
//! | 56 | 2 | month |
//! | 58 | 32 | story: hash of a salt and a text that stay outside, or zeros |
//! | 90 | 32 | earner's device, which signs |
//! | 122 | 32 | earner |
//! | 154 | 64 | signature |
//!
//! `Attest`, 366 bytes, kind 2, domain `kith/v1/attest`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 2 |
//! | 2 | 1 | capacity: 0 beneficiary, 1 coordinator, 3 proxy; 2 was a proxy of nobody named, whom no notary takes any more |
//! | 3 | 1 | 0 confirm (mints), 1 paid with coins |
//! | 4 | 16 | seed of the answer |
//! | 20 | 218 | the `Given` that it answers |
//! | 238 | 32 | attestor's device, which signs |
//! | 270 | 32 | attestor |
//! | 302 | 64 | signature |
//!
//! A proxy's has 398 bytes: between attestor and signature stands the person spoken for (32 bytes), who is never the earner.

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Seed, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::units::{ActivityId, Area, Capacity, ContentHash, Element, Month};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, PersonId, limits};

const GIVEN_DOMAIN: &str = "kith/v1/given";
const ATTEST_DOMAIN: &str = "kith/v1/attest";
/// Bytes of a `Given`.
pub const GIVEN_BYTES: usize = 218;
/// Bytes of an `Attest`, but for the person that a proxy speaks for.
pub const ATTEST_BYTES: usize = 366;

/// What an earner's phone says was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// The activity, which counts once.
    pub activity: ActivityId,
    /// Minutes given.
    pub minutes: u16,
    /// The wellbeing element it went to, where that was told.
    pub element: Option<Element>,
    /// The named area where.
    pub area: Area,
    /// The month when.
    pub month: Month,
    /// Hash of a salted text kept outside, or zeros.
    pub story: ContentHash,
    /// Whether what is earned goes to the pool at once (a standing instruction).
    pub donate: bool,
    /// Whether element, area and month may be told in the coin's story.
    pub tell: bool,
    /// Who gave.
    pub earner: PersonId,
}

/// The earner's half of an attestation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What was given.
    pub hours: Hours,
    /// The earner's device, to which the coins are minted.
    pub device: DeviceId,
    pub(crate) seed: Seed,
    pub(crate) sig: Sig,
}

impl Given {
    /// Signs what was given.
    ///
    /// # Errors
    /// When the minutes are none, or more than one attestation may count.
    pub fn sign(hours: Hours, coop: &Coop, key: &SigningKey) -> Result<Self, BadOp> {
        let mut given = Self { hours, device: root::device_of(key), seed: [0; 16], sig: [0; 64] };
        given.check()?;
        given.seed = root::seed(key, GIVEN_DOMAIN, &coop.id, &given.encode()[..GIVEN_BYTES - 64]);
        given.sig = given.preimage(coop).sign(key);
        Ok(given)
    }

    fn check(&self) -> Result<(), BadOp> {
        if self.hours.minutes == 0 || u32::from(self.hours.minutes) > limits::ATTEST_MINUTES_MAX {
            return Err(BadOp::Field("minutes"));
        }
        Ok(())
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let h = &self.hours;
        let fields = Fields::new(&self.seed)
            .with(0, &[self.flags(), Element::told_code(h.element)])
            .with(1, &h.activity.0)
            .with(2, &h.minutes.to_be_bytes())
            .with(3, &h.area.0.to_be_bytes())
            .with(4, &h.month.0.to_be_bytes())
            .with(5, &h.story.0)
            .with(6, &self.device.0)
            .with(7, &h.earner.0);
        Preimage::new(GIVEN_DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the earner's signature.
    ///
    /// # Errors
    /// When it is not the device's, or the device's key is weak.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        let preimage = self.preimage(coop);
        preimage.verify(&self.device.0, &self.sig)?;
        Ok(preimage.id())
    }

    fn flags(&self) -> u8 {
        u8::from(self.hours.donate) | u8::from(self.hours.tell) << 1
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let h = &self.hours;
        let out = Writer::object(kind::GIVEN, GIVEN_BYTES).u8(self.flags()).u8(Element::told_code(h.element)).put(&self.seed).put(&h.activity.0);
        let out = out.u16(h.minutes).u16(h.area.0).u16(h.month.0).put(&h.story.0);
        out.put(&self.device.0).put(&h.earner.0).put(&self.sig).0
    }

    /// Reads canonical bytes; signatures are not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::GIVEN)?;
        let flags = r.u8()?;
        if flags > 3 {
            return Err(BadOp::Field("flags"));
        }
        let element = Element::from_told_code(r.u8()?).ok_or(BadOp::Field("element"))?;
        let seed = r.array()?;
        let activity = ActivityId(r.array()?);
        let (minutes, area, month) = (r.u16()?, Area(r.u16()?), Month(r.u16()?));
        let story = ContentHash(r.array()?);
        let (device, earner, sig) = (DeviceId(r.array()?), PersonId(r.array()?), r.array()?);
        r.end()?;
        let hours = Hours { activity, minutes, element, area, month, story, donate: flags & 1 == 1, tell: flags & 2 == 2, earner };
        let given = Self { hours, device, seed, sig };
        given.check()?;
        Ok(given)
    }
}

/// How an attested hour counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pay {
    /// It mints; the default.
    Confirm,
    /// It was paid for with coins that already exist, so it mints nothing.
    WithCoins,
}

/// What the attestor's phone adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// As what the attestor speaks.
    pub capacity: Capacity,
    /// How the hours count.
    pub pay: Pay,
    /// Who attests; never the earner.
    pub attestor: PersonId,
}

/// Hours attested by two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attest {
    /// The earner's half.
    pub given: Given,
    /// The attestor's half.
    pub answer: Answer,
    /// The attestor's device, which signs.
    pub device: DeviceId,
    pub(crate) seed: Seed,
    pub(crate) sig: Sig,
}

impl Attest {
    /// Answers what was given.
    ///
    /// # Errors
    /// When the earner's signature does not hold, or earner and attestor are one person or one device.
    pub fn sign(given: Given, answer: Answer, coop: &Coop, key: &SigningKey) -> Result<Self, BadOp> {
        given.verify(coop)?;
        let mut attest = Self { given, answer, device: root::device_of(key), seed: [0; 16], sig: [0; 64] };
        attest.check()?;
        let unsigned = attest.encode();
        attest.seed = root::seed(key, ATTEST_DOMAIN, &coop.id, &unsigned[..unsigned.len() - 64]);
        attest.sig = attest.preimage(coop).sign(key);
        Ok(attest)
    }

    fn check(&self) -> Result<(), BadOp> {
        let earner = self.given.hours.earner;
        let for_earner = self.answer.capacity == Capacity::ProxyFor(earner);
        if self.answer.attestor == earner || for_earner || self.device == self.given.device {
            return Err(BadOp::SelfAttested);
        }
        Ok(())
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let mut fields = Fields::new(&self.seed)
            .with(0, &[capacity_code(self.answer.capacity), pay_code(self.answer.pay)])
            .with(1, &self.given.id(coop).0)
            .with(2, &self.device.0)
            .with(3, &self.answer.attestor.0);
        if let Capacity::ProxyFor(person) = self.answer.capacity {
            fields = fields.with(4, &person.0);
        }
        Preimage::new(ATTEST_DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks both signatures.
    ///
    /// # Errors
    /// When either does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        self.given.verify(coop)?;
        let preimage = self.preimage(coop);
        preimage.verify(&self.device.0, &self.sig)?;
        Ok(preimage.id())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let out = Writer::object(kind::ATTEST, ATTEST_BYTES).u8(capacity_code(self.answer.capacity)).u8(pay_code(self.answer.pay));
        let out = out.put(&self.seed).put(&self.given.encode()).put(&self.device.0).put(&self.answer.attestor.0);
        let out = if let Capacity::ProxyFor(person) = self.answer.capacity { out.put(&person.0) } else { out };
        out.put(&self.sig).0
    }

    /// Reads canonical bytes; signatures are not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else, or one person signed both halves.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::ATTEST)?;
        let capacity = r.u8()?;
        let pay = match r.u8()? {
            0 => Pay::Confirm,
            1 => Pay::WithCoins,
            _ => return Err(BadOp::Field("pay")),
        };
        let seed = r.array()?;
        let given = Given::decode(r.slice(GIVEN_BYTES)?)?;
        let (device, attestor) = (DeviceId(r.array()?), PersonId(r.array()?));
        let capacity = match capacity {
            0 => Capacity::Beneficiary,
            1 => Capacity::Coordinator,
            2 => Capacity::Proxy,
            3 => Capacity::ProxyFor(PersonId(r.array()?)),
            _ => return Err(BadOp::Field("capacity")),
        };
        let sig = r.array()?;
        r.end()?;
        let attest = Self { given, answer: Answer { capacity, pay, attestor }, device, seed, sig };
        attest.check()?;
        Ok(attest)
    }
}

const fn capacity_code(capacity: Capacity) -> u8 {
    match capacity {
        Capacity::Beneficiary => 0,
        Capacity::Coordinator => 1,
        Capacity::Proxy => 2,
        Capacity::ProxyFor(_) => 3,
    }
}

const fn pay_code(pay: Pay) -> u8 {
    match pay {
        Pay::Confirm => 0,
        Pay::WithCoins => 1,
    }
}
