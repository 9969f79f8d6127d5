//! The welcome: who is entitled to the co-op's welcome gift, and who vouched.
//!
//! The entitlement is one for each person, whoever writes it. Two stewards who welcome one person with no signal between them give
//! twice; both gifts stand and the entitlement shows it. 164 bytes, kind 6, domain `kith/v1/welcome`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 6 |
//! | 2 | 1 | coins of the gift |
//! | 3 | 1 | bit 0: the coins are vested only after the newcomer's first settled hour |
//! | 4 | 32 | newcomer |
//! | 36 | 32 | sponsor |
//! | 68 | 32 | the steward's device, which signs |
//! | 100 | 64 | signature |

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::units::ContentHash;
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, PersonId};

const DOMAIN: &str = "kith/v1/welcome";

/// A newcomer's entitlement to the gift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Welcome {
    /// The newcomer.
    pub person: PersonId,
    /// Who vouches.
    pub sponsor: PersonId,
    /// Coins of the gift.
    pub coins: u8,
    /// Whether the coins may go to people only after the newcomer's first settled hour given or received.
    pub vesting: bool,
    /// The steward's device, which signs.
    pub by: DeviceId,
    pub(crate) sig: Sig,
}

/// The one entitlement that a person has in a co-op; the gift's transfers refer to it.
#[must_use]
pub fn entitlement(person: PersonId, coop: &Coop) -> ContentHash {
    ContentHash(*blake3::Hasher::new().update(b"kith/v1/welcome entitlement").update(&coop.id.0).update(&person.0).finalize().as_bytes())
}

impl Welcome {
    /// Writes an entitlement.
    ///
    /// # Errors
    /// When somebody would sponsor themselves, or the gift is empty.
    pub fn sign(newcomer: (PersonId, PersonId), coins: u8, vesting: bool, (coop, key): (&Coop, &SigningKey)) -> Result<Self, BadOp> {
        let (person, sponsor) = newcomer;
        let mut welcome = Self { person, sponsor, coins, vesting, by: root::device_of(key), sig: [0; 64] };
        welcome.check()?;
        welcome.sig = welcome.preimage(coop).sign(key);
        Ok(welcome)
    }

    fn check(&self) -> Result<(), BadOp> {
        if self.person == self.sponsor {
            return Err(BadOp::Field("sponsor"));
        }
        if self.coins == 0 { Err(BadOp::Field("coins")) } else { Ok(()) }
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let head = [self.coins, u8::from(self.vesting)];
        let fields = Fields::new(&[0; 16]).with(0, &head).with(1, &self.person.0).with(2, &self.sponsor.0).with(3, &self.by.0);
        Preimage::new(DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the steward's signature.
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
        let out = Writer::object(kind::WELCOME, 164).u8(self.coins).u8(u8::from(self.vesting));
        out.put(&self.person.0).put(&self.sponsor.0).put(&self.by.0).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::WELCOME)?;
        let coins = r.u8()?;
        let vesting = match r.u8()? {
            0 => false,
            1 => true,
            _ => return Err(BadOp::Field("vesting")),
        };
        let (person, sponsor, by, sig) = (PersonId(r.array()?), PersonId(r.array()?), DeviceId(r.array()?), r.array()?);
        r.end()?;
        let welcome = Self { person, sponsor, coins, vesting, by, sig };
        welcome.check()?;
        Ok(welcome)
    }
}
