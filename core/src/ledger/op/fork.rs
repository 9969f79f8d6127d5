//! Proof that a device spent one coin twice. It needs no author: whoever checks it believes it.
//!
//! It shows the signer and the one coin of each transfer, and neither receiver nor purpose. Kind 9:
//!
//! | bytes | what |
//! | --- | --- |
//! | 2 | version 1, kind 9 |
//! | 32 | the device that signed both |
//! | 33 | the coin spent twice, by what gave it |
//! | each of two, lower id first | opening of `from`, opening of the coin ([`Opening`]), signature (64) |

use super::bytes::{Reader, Writer};
use super::root::{Opening, Sig};
use super::transfer::{FROM, PREV, Transfer, read_prev};
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::units::{ContentHash, PrevRef};
use kith_wire::DeviceId;

/// By what a coin that is given in place of one spent twice names the place: BLAKE3 over `kith/v1/fork-of`, the co-op and the place.
#[must_use]
pub fn fork_of(place: PrevRef, coop: &Coop) -> ContentHash {
    let mut hash = blake3::Hasher::new();
    hash.update(b"kith/v1/fork-of").update(&coop.id.0).update(&place.bytes());
    ContentHash(*hash.finalize().as_bytes())
}

/// One of the two transfers, as far as the proof shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Branch {
    from: Opening,
    coin: Opening,
    sig: Sig,
}

/// Two transfers of one device that spend one coin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkProof {
    /// The device that signed both.
    pub device: DeviceId,
    /// The coin, by the operation that gave it.
    pub coin: PrevRef,
    branches: [Branch; 2],
}

impl ForkProof {
    /// Makes the proof, if these two transfers are one.
    #[must_use]
    pub fn of(a: &Transfer, b: &Transfer, coin: PrevRef, coop: &Coop) -> Option<Self> {
        let (a_id, b_id) = (a.id(coop), b.id(coop));
        if a_id == b_id || a.from != b.from {
            return None;
        }
        let (first, second) = if a_id < b_id { (a, b) } else { (b, a) };
        let branch = |t: &Transfer| t.open(coin).map(|(from, coin)| Branch { from, coin, sig: t.sig });
        Some(Self { device: a.from, coin, branches: [branch(first)?, branch(second)?] })
    }

    /// Checks both signatures, and that they are of two transfers; gives their identities, the lower first.
    ///
    /// # Errors
    /// When it proves nothing.
    pub fn verify(&self, coop: &Coop) -> Result<[OpId; 2], BadOp> {
        let [a, b] = &self.branches;
        let ids = [self.check(a, coop)?, self.check(b, coop)?];
        if ids[0] < ids[1] { Ok(ids) } else { Err(BadOp::Field("order")) }
    }

    fn check(&self, branch: &Branch, coop: &Coop) -> Result<OpId, BadOp> {
        let root = branch.from.root(FROM, &self.device.0);
        if branch.coin.root(PREV, &self.coin.bytes()) != root {
            return Err(BadOp::Field("opening"));
        }
        let preimage = Transfer::preimage_of(&root, coop);
        preimage.verify(&self.device.0, &branch.sig)?;
        Ok(preimage.id())
    }

    /// The identity: the hash of device, coin and the two transfers, whoever made the proof.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        let mut hash = blake3::Hasher::new();
        hash.update(b"kith/v1/fork").update(&coop.id.0).update(&self.device.0).update(&self.coin.bytes());
        for branch in &self.branches {
            hash.update(&branch.from.root(FROM, &self.device.0));
        }
        OpId(*hash.finalize().as_bytes())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let out = Writer::object(kind::FORK, 1200).put(&self.device.0).put(&self.coin.bytes());
        self.branches.iter().fold(out, |out, b| b.coin.write(b.from.write(out)).put(&b.sig)).0
    }

    /// Reads canonical bytes; nothing is proven by that.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::FORK)?;
        let (device, coin) = (DeviceId(r.array()?), read_prev(&mut r)?);
        let branch = |r: &mut Reader<'_>| Ok::<_, BadOp>(Branch { from: Opening::read(r)?, coin: Opening::read(r)?, sig: r.array()? });
        let proof = Self { device, coin, branches: [branch(&mut r)?, branch(&mut r)?] };
        r.end()?;
        Ok(proof)
    }
}
