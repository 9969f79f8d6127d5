//! A keeper's word that coins of a place go to somebody.
//!
//! The coins of a place lie at the office, under a key that the office made for it, so that two keepers with no signal between them never
//! give one coin twice: they ask, and the office gives in the order in which it hears of it. It goes by who keeps the place then. What
//! was asked is carried out once: the transfer refers to it. 157 bytes, kind 23, domain `kith/v1/draw`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 23 |
//! | 2 | 2 | place, by its code in the co-op's table |
//! | 4 | 1 | coins, 1 to 84 |
//! | 5 | 16 | nonce, so that the same can be asked again |
//! | 21 | 4 | void after the checkpoint of this index |
//! | 25 | 4 | zero |
//! | 29 | 32 | to: the device that gets the coins |
//! | 61 | 32 | by: the keeper's device, which signs |
//! | 93 | 64 | signature |

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Sig};
use super::{BadOp, Coop, OpId, kind};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, limits};

const DOMAIN: &str = "kith/v1/draw";
/// Bytes of a draw.
const BYTES: usize = 157;

/// Coins of a place that are to go to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The place.
    pub place: u16,
    /// How many coins.
    pub coins: u8,
    /// Drawn at random.
    pub nonce: [u8; 16],
    /// Void after this checkpoint.
    pub until: u32,
    /// Who gets them.
    pub to: DeviceId,
    /// The keeper's device, which signs.
    pub by: DeviceId,
    pub(crate) sig: Sig,
}

impl Draw {
    /// Asks.
    ///
    /// # Errors
    /// When it asks for nothing, or for more than one transfer moves.
    pub fn sign((place, coins): (u16, u8), to: DeviceId, until: u32, nonce: [u8; 16], (coop, key): (&Coop, &SigningKey)) -> Result<Self, BadOp> {
        let mut draw = Self { place, coins, nonce, until, to, by: root::device_of(key), sig: [0; 64] };
        draw.check()?;
        draw.sig = draw.preimage(coop).sign(key);
        Ok(draw)
    }

    const fn check(&self) -> Result<(), BadOp> {
        if self.coins == 0 || self.coins as usize > limits::TRANSFER_COINS_MAX {
            return Err(BadOp::Field("coins"));
        }
        if self.place == 0 { Err(BadOp::Field("place")) } else { Ok(()) }
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let fields = Fields::new(&[0; 16]).with(0, &self.place.to_be_bytes()).with(1, &[self.coins]).with(2, &self.nonce);
        let fields = fields.with(3, &self.until.to_be_bytes()).with(4, &self.to.0).with(5, &self.by.0);
        Preimage::new(DOMAIN, &coop.id, &fields.root())
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the keeper's signature.
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
        let out = Writer::object(kind::DRAW, BYTES).u16(self.place).u8(self.coins).put(&self.nonce).u32(self.until).u32(0);
        out.put(&self.to.0).put(&self.by.0).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::DRAW)?;
        let (place, coins, nonce, until) = (r.u16()?, r.u8()?, r.array()?, r.u32()?);
        for _ in 0..4 {
            r.zero()?;
        }
        let draw = Self { place, coins, nonce, until, to: DeviceId(r.array()?), by: DeviceId(r.array()?), sig: r.array()? };
        r.end()?;
        draw.check()?;
        Ok(draw)
    }
}
