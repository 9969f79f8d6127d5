//! A coin minted from sixty attested minutes.
//!
//! The coin's identity is that of its slices, and the mint's seed comes from them too: minting the same slices again, anywhere, gives
//! the same coin and the same operation. 100 + 35n bytes (n slices, at most 60), kind 3, domain `kith/v1/mint`:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 3 |
//! | 2 | 1 | number of slices |
//! | 3 | 1 | zero |
//! | 4 | 32 | device that the coin is minted to |
//! | 36 | 35n | slices: attestation (32), first minute (2), minutes (1) |
//! | 36 + 35n | 64 | signature of the notary |

use super::bytes::{Reader, Writer};
use super::root::{self, Fields, Preimage, Seed, Sig};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::tree::Hash;
use crate::ledger::units::{COIN_MINUTES, CoinId};
use ed25519_dalek::SigningKey;
use kith_wire::DeviceId;

const DOMAIN: &str = "kith/v1/mint";
/// Position and tag of the holder among a mint's fields.
const TO: u8 = 2;

/// A run of minutes of one attestation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slice {
    /// The attestation.
    pub attest: OpId,
    /// The first of its minutes, from zero.
    pub first: u16,
    /// How many; 1 to 60.
    pub count: u8,
}

/// A coin as the notary minted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mint {
    /// The minutes that it is made of, sixty in all.
    pub slices: Vec<Slice>,
    /// Whose device holds it first.
    pub to: DeviceId,
    pub(crate) sig: Sig,
}

impl Mint {
    /// Mints a coin. Only the notary's signature counts.
    ///
    /// # Errors
    /// When the slices are not sixty minutes.
    pub fn sign(slices: Vec<Slice>, to: DeviceId, coop: &Coop, key: &SigningKey) -> Result<Self, BadOp> {
        let mut mint = Self { slices, to, sig: [0; 64] };
        mint.check()?;
        mint.sig = mint.preimage(coop).sign(key);
        Ok(mint)
    }

    fn check(&self) -> Result<(), BadOp> {
        let minutes: u32 = self.slices.iter().map(|s| u32::from(s.count)).sum();
        let sound = self.slices.iter().all(|s| s.count > 0 && s.first.checked_add(u16::from(s.count)).is_some());
        let twice = self.slices.iter().enumerate().any(|(i, s)| self.slices[..i].iter().any(|o| overlap(s, o)));
        if minutes != COIN_MINUTES || !sound || twice {
            return Err(BadOp::Field("slices"));
        }
        Ok(())
    }

    fn slice_bytes(&self) -> Vec<u8> {
        slice_bytes(&self.slices)
    }

    /// The coin's identity.
    #[must_use]
    pub fn coin(&self, coop: &Coop) -> CoinId {
        Self::coin_of(&self.slices, coop)
    }

    /// The identity of the coin that these slices make.
    #[must_use]
    pub fn coin_of(slices: &[Slice], coop: &Coop) -> CoinId {
        CoinId(*blake3::Hasher::new().update(b"kith/v1/coin").update(&coop.id.0).update(&slice_bytes(slices)).finalize().as_bytes())
    }

    /// Nobody can guess it without the slices, and everybody who has them gets the same.
    fn seed(&self, coop: &Coop) -> Seed {
        let mut out = [0; 16];
        let mut hash = blake3::Hasher::new();
        hash.update(b"kith/v1/mint seed").update(&coop.id.0).update(&self.slice_bytes());
        hash.finalize_xof().fill(&mut out);
        out
    }

    fn fields(&self, coop: &Coop) -> Fields {
        Fields::new(&self.seed(coop)).with(0, &[self.count()]).with(1, &self.coin(coop).0).with(TO, &self.to.0).with(3, &self.slice_bytes())
    }

    fn count(&self) -> u8 {
        u8::try_from(self.slices.len()).unwrap_or(u8::MAX)
    }

    pub(crate) fn preimage(&self, coop: &Coop) -> Preimage {
        Preimage::new(DOMAIN, &coop.id, &self.fields(coop).root())
    }

    /// The hidden holder, as the log names it.
    #[must_use]
    pub fn holder_leaf(&self, coop: &Coop) -> Hash {
        self.fields(coop).leaf(usize::from(TO))
    }

    /// The salt that shows the holder.
    #[must_use]
    pub fn holder_salt(&self, coop: &Coop) -> [u8; 16] {
        root::salt(&self.seed(coop), TO)
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        self.preimage(coop).id()
    }

    /// Checks the notary's signature.
    ///
    /// # Errors
    /// When it is not the notary's.
    pub fn verify(&self, coop: &Coop) -> Result<OpId, BadOp> {
        let preimage = self.preimage(coop);
        // When it was signed is not in it: the log says whether it counts.
        preimage.verify_any(coop.notaries(), &self.sig)?;
        Ok(preimage.id())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let out = Writer::object(kind::MINT, 100 + 35 * self.slices.len()).u8(self.count()).u8(0);
        out.put(&self.to.0).put(&self.slice_bytes()).put(&self.sig).0
    }

    /// Reads canonical bytes; the signature is not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::MINT)?;
        let n = r.u8()?;
        r.zero()?;
        if n == 0 || u32::from(n) > COIN_MINUTES {
            return Err(BadOp::Field("slices"));
        }
        let to = DeviceId(r.array()?);
        let slice = |r: &mut Reader<'_>| Ok(Slice { attest: OpId(r.array()?), first: r.u16()?, count: r.u8()? });
        let slices = (0..n).map(|_| slice(&mut r)).collect::<Result<_, BadOp>>()?;
        let mint = Self { slices, to, sig: r.array()? };
        r.end()?;
        mint.check()?;
        Ok(mint)
    }
}

fn overlap(a: &Slice, b: &Slice) -> bool {
    let ends = |s: &Slice| (u32::from(s.first), u32::from(s.first) + u32::from(s.count));
    let ((a0, a1), (b0, b1)) = (ends(a), ends(b));
    a.attest == b.attest && a0 < b1 && b0 < a1
}

fn slice_bytes(slices: &[Slice]) -> Vec<u8> {
    let out = Writer(Vec::with_capacity(slices.len() * 35));
    slices.iter().fold(out, |out, s| out.put(&s.attest.0).u16(s.first).u8(s.count)).0
}
