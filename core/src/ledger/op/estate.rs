//! What a person wants to become of their coins when they leave or die.
//!
//! The person writes it while they can; it waits at the office, and nobody else reads it. The highest number counts, and of equals the
//! lower id. 168 bytes, kind 21, domain `kith/v1/estate`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 21 |
//! | 2 | 4 | number, from 1 |
//! | 6 | 32 | person |
//! | 38 | 1 | 0 to the pool, 1 to a person |
//! | 39 | 1 | zero |
//! | 40 | 32 | that person, or zeros |
//! | 72 | 32 | the person's device, which signs |
//! | 104 | 64 | signature |

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::units::Owner;
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, PersonId};

const DOMAIN: &str = "kith/v1/estate";

/// Who is to have a person's coins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heir {
    /// The co-op's pool.
    Pool,
    /// Somebody.
    Person(PersonId),
}

impl Heir {
    /// Whether this owner is the heir.
    #[must_use]
    pub fn is(&self, owner: Owner) -> bool {
        match self {
            Self::Pool => owner == Owner::Pool,
            Self::Person(person) => owner == Owner::Person(*person),
        }
    }
}

/// A person's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estate {
    /// Its number.
    pub number: u32,
    /// Whose choice it is.
    pub person: PersonId,
    /// Who is to have the coins.
    pub heir: Heir,
    /// The person's device, which signs.
    pub by: DeviceId,
    pub(crate) sig: Sig,
}

impl Estate {
    /// Writes the choice down.
    ///
    /// # Errors
    /// When the number is zero, or the coins would go to whoever had them.
    pub fn sign(number: u32, person: PersonId, heir: Heir, (coop, key): (&Coop, &SigningKey)) -> Result<Self, BadOp> {
        let mut estate = Self { number, person, heir, by: root::device_of(key), sig: [0; 64] };
        estate.check()?;
        estate.sig = estate.preimage(coop).sign(key);
        Ok(estate)
    }

    fn check(&self) -> Result<(), BadOp> {
        if self.number == 0 {
            return Err(BadOp::Field("number"));
        }
        if self.heir == Heir::Person(self.person) { Err(BadOp::Field("heir")) } else { Ok(()) }
    }

    const fn heir_bytes(&self) -> (u8, [u8; 32]) {
        match self.heir {
            Heir::Pool => (0, [0; 32]),
            Heir::Person(person) => (1, person.0),
        }
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let (kind, heir) = self.heir_bytes();
        let fields = Fields::new(&[0; 16]).with(0, &self.number.to_be_bytes()).with(1, &self.person.0);
        let fields = fields.with(2, &[kind]).with(3, &heir).with(4, &self.by.0);
        Preimage::new(DOMAIN, &coop.id, &fields.root())
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
        let (kind, heir) = self.heir_bytes();
        Writer::object(kind::ESTATE, 168).u32(self.number).put(&self.person.0).u8(kind).u8(0).put(&heir).put(&self.by.0).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::ESTATE)?;
        let (number, person, kind) = (r.u32()?, PersonId(r.array()?), r.u8()?);
        r.zero()?;
        let heir: [u8; 32] = r.array()?;
        let heir = match kind {
            0 => Heir::Pool,
            1 => Heir::Person(PersonId(heir)),
            _ => return Err(BadOp::Field("heir")),
        };
        let (by, sig) = (DeviceId(r.array()?), r.array()?);
        r.end()?;
        let estate = Self { number, person, heir, by, sig };
        estate.check()?;
        // A pool with the name of a person is no choice that anybody wrote.
        if bytes == estate.encode() { Ok(estate) } else { Err(BadOp::Field("heir")) }
    }

    /// Of several choices of one person the one that counts: the highest number, and of equals the lower id.
    #[must_use]
    pub fn follows(&self, before: &Self, coop: &Coop) -> bool {
        (self.number, std::cmp::Reverse(self.id(coop))) > (before.number, std::cmp::Reverse(before.id(coop)))
    }
}
