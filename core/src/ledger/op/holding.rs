//! The pocket: the notary's word that a device holds these coins, small enough for a QR code.
//!
//! It stands for the coins' parents when they are passed on with no signal, so the receiver learns the giver and nothing older. It names
//! each coin beside its place, so that the receiver can show the coin's story at once. 116 + 65n bytes and 96 a cosignature, kind 10,
//! domain `kith/v1/holding`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 10 |
//! | 2 | 1 | number of coins, 1 to 84 |
//! | 3 | 1 | number of cosignatures |
//! | 4 | 32 | device |
//! | 36 | 4 | checkpoint that it was written at |
//! | 40 | 4 | checkpoint after which it is too old |
//! | 44 | 8 | entries in the log when it was written: it is newer than any receipt of an earlier entry |
//! | 52 | 65n | coin (32) and what gave it (33), in rising order of what gave it |
//! | | 64 | signature of the notary |
//! | | 96 each | cosignatures |

use super::bytes::{Reader, Writer};
use super::checkpoint::{read_cosignatures, write_cosignatures};
use super::root::{Fields, Preimage, Sig};
use super::transfer::read_prev;
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::units::{CoinId, PrevRef};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, limits};

const DOMAIN: &str = "kith/v1/holding";

/// When a pocket was written and how long it serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The checkpoint that it was written at.
    pub checkpoint: u32,
    /// The checkpoint after which it is too old.
    pub best_before: u32,
    /// Entries in the log when it was written.
    pub size: u64,
}

/// The notary's word on what a device holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingCert {
    /// The device.
    pub device: DeviceId,
    /// Its coins and what gave each, in rising order of the latter.
    pub coins: Vec<(PrevRef, CoinId)>,
    /// When it was written and how long it serves.
    pub span: Span,
    pub(crate) sig: Sig,
    /// Witnesses who checked it.
    pub cosignatures: Vec<(DeviceId, Sig)>,
}

impl HoldingCert {
    /// Signs a pocket of settled coins.
    ///
    /// # Errors
    /// When there are no coins or too many, or it would be too old from the start.
    pub fn sign(device: DeviceId, mut coins: Vec<(PrevRef, CoinId)>, span: Span, (coop, key): (&Coop, &SigningKey)) -> Result<Self, BadOp> {
        coins.sort_unstable();
        let mut cert = Self { device, coins, span, sig: [0; 64], cosignatures: Vec::new() };
        cert.check()?;
        cert.sig = cert.preimage(coop).sign(key);
        Ok(cert)
    }

    fn check(&self) -> Result<(), BadOp> {
        let coins = &self.coins;
        if coins.is_empty() || coins.len() > limits::TRANSFER_COINS_MAX || !coins.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(BadOp::Field("coins"));
        }
        if self.span.best_before < self.span.checkpoint { Err(BadOp::Field("best before")) } else { Ok(()) }
    }

    /// The coin that was given here, if the pocket lists it.
    #[must_use]
    pub fn coin(&self, at: PrevRef) -> Option<CoinId> {
        self.coins.binary_search_by_key(&at, |(prev, _)| *prev).ok().map(|i| self.coins[i].1)
    }

    /// The settled heads that it vouches for.
    pub fn heads(&self) -> impl Iterator<Item = crate::ledger::receipt::Head> + '_ {
        let rank = self.span.size.saturating_sub(1);
        self.coins.iter().map(move |(at, coin)| crate::ledger::receipt::Head { at: *at, coin: *coin, holder: self.device, rank })
    }

    fn coin_bytes(&self) -> Vec<u8> {
        let out = Writer(Vec::with_capacity(self.coins.len() * 65));
        self.coins.iter().fold(out, |out, (prev, coin)| out.put(&coin.0).put(&prev.bytes())).0
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        let fields = Fields::new(&[0; 16])
            .with(0, &self.device.0)
            .with(1, &self.span.checkpoint.to_be_bytes())
            .with(2, &self.span.best_before.to_be_bytes())
            .with(3, &self.span.size.to_be_bytes())
            .with(4, &self.coin_bytes());
        Preimage::new(DOMAIN, &coop.id, &fields.root())
    }

    /// The identity; signatures are not in it.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the notary's signature and every cosignature.
    ///
    /// # Errors
    /// When one does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        let preimage = self.preimage(coop);
        preimage.verify(&coop.notary_at(self.span.checkpoint).0, &self.sig)?;
        self.cosignatures.iter().try_for_each(|(witness, sig)| preimage.verify(&witness.0, sig))?;
        Ok(preimage.id())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let out = Writer::object(kind::HOLDING, 116 + 65 * self.coins.len()).u8(count(self.coins.len())).u8(count(self.cosignatures.len()));
        let out = out.put(&self.device.0).u32(self.span.checkpoint).u32(self.span.best_before).u64(self.span.size).put(&self.coin_bytes()).put(&self.sig);
        write_cosignatures(out, &self.cosignatures).0
    }

    /// Reads canonical bytes; signatures are not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::HOLDING)?;
        let (n, witnesses) = (r.u8()?, r.u8()?);
        let device = DeviceId(r.array()?);
        let span = Span { checkpoint: r.u32()?, best_before: r.u32()?, size: r.u64()? };
        let coin = |r: &mut Reader<'_>| {
            let coin = CoinId(r.array()?);
            Ok::<_, BadOp>((read_prev(r)?, coin))
        };
        let coins = (0..n).map(|_| coin(&mut r)).collect::<Result<_, _>>()?;
        let sig = r.array()?;
        let cosignatures = read_cosignatures(&mut r, witnesses)?;
        r.end()?;
        let cert = Self { device, coins, span, sig, cosignatures };
        cert.check()?;
        Ok(cert)
    }
}
