//! Who owns each coin: a pure function of the set of facts, alike on every device whatever the order in which they came.
//!
//! Facts about one coin make a tree: its mint, and under each place the transfers that spend it. Nobody can keep two phones without
//! signal from spending one place twice, so a place may have several children; the rule says which one counts:
//!
//! ```text
//! children(n)  transfers that spend n and were signed by the device that holds n
//! pref(n)      the least child c by (not settled, to CLAIMS, to the giver's own other device, operation id)
//! heir(n)      follow pref down to a leaf
//! owner(coin)  the holder of heir(mint)
//! claim        for each child that is not preferred: its heir's holder, against the device that signed both
//! dead(x)      x or an ancestor of x has a different sibling that is settled
//! ```
//!
//! Settled first: what the notary logged is for ever. The operation id only breaks a tie that no settlement has broken yet; it can be
//! chosen by trying, and gains nothing, since it never decides a settled coin. Whoever signed two children of one place is convicted, by
//! a proof that anybody can check. A transfer whose parent is missing waits and counts for nothing.
//!
//! A phone holds part of the set: a receipt or a pocket ([`Head`]) stands in for what came before, and of two such heads of one coin
//! the later in the log counts. [`Engine`] takes facts one by one; [`judge`] is the same rule written as its definition, over a whole
//! set, slow and plain; tests hold the two together.

mod engine;
mod spec;

pub use engine::{Effect, Engine, WAITING_MAX};
pub use spec::judge;

use super::op::{Admitted, Coop, ForkProof, Op, OpId, Transfer};
use super::receipt::{Head, Receipt, Taken};
use super::units::{CLAIMS, CoinId, PrevRef, RETIRED};
use kith_wire::DeviceId;
use std::sync::Arc;

/// One checked fact about coins.
#[derive(Debug, Clone)]
pub enum Fact {
    /// A coin was minted.
    Mint {
        /// The mint.
        id: OpId,
        /// The coin.
        coin: CoinId,
        /// Its first holder.
        to: DeviceId,
    },
    /// Coins were handed over.
    Transfer {
        /// The transfer's identity.
        id: OpId,
        /// The transfer.
        transfer: Arc<Transfer>,
    },
    /// A place in a coin's history is settled.
    Head(Head),
    /// A place was spent, and the log settled how; who holds the coin since need not be known.
    Spent(Taken),
    /// A coin was spent twice.
    Fork(Arc<ForkProof>),
}

impl Fact {
    /// The fact in an admitted operation, if it is about coins' places.
    #[must_use]
    pub fn of(admitted: &Admitted, coop: &Coop) -> Option<Self> {
        match admitted.op() {
            Op::Mint(mint) => Some(Self::Mint { id: admitted.id(), coin: mint.coin(coop), to: mint.to }),
            Op::Transfer(transfer) => Some(Self::Transfer { id: admitted.id(), transfer: Arc::new(transfer.clone()) }),
            Op::Fork(proof) => Some(Self::Fork(Arc::new(proof.clone()))),
            _ => None,
        }
    }

    /// The facts in a receipt, once it is checked.
    ///
    /// # Errors
    /// When the receipt does not hold.
    pub fn of_receipt(receipt: &Receipt, coop: &Coop) -> Result<Option<Self>, super::op::BadOp> {
        Ok(receipt.verify(coop)?.map(Self::Head))
    }
}

/// How sure a coin's owner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Minted, and the mint not yet seen in a checkpoint.
    Ripening,
    /// Handed over, not yet settled.
    Promised,
    /// In the notary's log.
    Settled,
    /// Spent twice and not yet settled; locked.
    Contested,
}

/// A losing leaf, owed to its holder by the device that spent twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// The leaf.
    pub leaf: PrevRef,
    /// Who holds it and has the claim.
    pub holder: DeviceId,
    /// The device that spent twice.
    pub against: DeviceId,
    /// The place that it spent twice.
    pub fork: PrevRef,
    /// Whether another branch is settled, so that this one is lost for good.
    pub dead: bool,
}

/// What the facts say of one coin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The leaf that counts.
    pub leaf: PrevRef,
    /// Who holds it.
    pub owner: DeviceId,
    /// How sure that is.
    pub standing: Standing,
    /// The other leaves, in rising order.
    pub claims: Vec<Claim>,
}

impl Verdict {
    /// Whether the coin is spent for good: retired, or surrendered to claims.
    #[must_use]
    pub fn gone(&self) -> bool {
        self.owner == RETIRED || self.owner == CLAIMS
    }

    /// Canonical bytes, for a digest of all verdicts.
    fn digest_into(&self, coin: CoinId, hash: &mut blake3::Hasher) {
        hash.update(&coin.0).update(&self.leaf.bytes()).update(&self.owner.0).update(&[self.standing as u8]);
        for claim in &self.claims {
            hash.update(&claim.leaf.bytes()).update(&claim.holder.0).update(&claim.against.0).update(&claim.fork.bytes());
            hash.update(&[u8::from(claim.dead)]);
        }
    }
}

/// What all facts say: each coin's verdict, and who is convicted of spending which places twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// By coin.
    pub coins: std::collections::BTreeMap<CoinId, Verdict>,
    /// By device.
    pub convicted: std::collections::BTreeMap<DeviceId, std::collections::BTreeSet<PrevRef>>,
}

impl Judgement {
    /// A digest of all of it: equal judgements have equal digests.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = blake3::Hasher::new();
        self.coins.iter().for_each(|(coin, verdict)| verdict.digest_into(*coin, &mut hash));
        for (device, places) in &self.convicted {
            hash.update(&device.0);
            places.iter().for_each(|place| {
                hash.update(&place.bytes());
            });
        }
        *hash.finalize().as_bytes()
    }
}

#[cfg(test)]
mod tests;
