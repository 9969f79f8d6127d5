//! Losing leaves that were surrendered, what the pool gave for them, and what whoever spent twice gave back.
//!
//! Nothing here makes a coin: a surrender moves none of the book's, and a coin that makes one good moves out of the pool.

use super::Book;
use crate::ledger::book::Misfit;
use crate::ledger::op::{OpId, Purpose, Transfer};
use crate::ledger::units::{CLAIMS, CoinId, ContentHash, Owner, Owners, PrevRef};
use kith_wire::DeviceId;
use std::collections::BTreeMap;

/// A losing leaf that its holder surrendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surrender {
    /// Position in the log.
    pub index: u64,
    /// The coin that was given twice.
    pub coin: CoinId,
    /// The leaf.
    pub leaf: PrevRef,
    /// The device that held it.
    pub by: DeviceId,
    /// When, by that device's clock, in seconds; for display only.
    pub said_at: Option<u64>,
    /// The pool's transfer that made it good, and when by the giver's clock.
    pub made_good: Option<(OpId, Option<u64>)>,
}

impl Book {
    /// Every surrender, by its operation.
    #[must_use]
    pub const fn surrenders(&self) -> &BTreeMap<OpId, Surrender> {
        &self.surrenders
    }

    /// Coins given to the pool in place of one spent twice.
    #[must_use]
    pub fn repaid(&self, fork: ContentHash) -> u32 {
        self.repaid.get(&fork).copied().unwrap_or(0)
    }

    /// Whether the pool may give this coin for a surrender: to whoever surrendered, and once.
    pub(in crate::ledger) fn compensates(&self, op: &Transfer, owners: &dyn Owners) -> bool {
        let surrender = op.terms.reference.and_then(|reference| self.surrenders.get(&OpId(reference.0)));
        let theirs = |by| owners.owner_of(by).is_some() && owners.owner_of(by) == owners.owner_of(op.terms.to);
        op.terms.coins.len() == 1 && owners.owner_of(op.from) == Some(Owner::Pool) && surrender.is_some_and(|s| s.made_good.is_none() && theirs(s.by))
    }

    pub(super) fn apply_surrender(&mut self, index: u64, (to, coin, leaf): (PrevRef, CoinId, PrevRef), op: &Transfer) -> Result<(), Misfit> {
        let row = self.coins.get(&coin).ok_or(Misfit::Sequence)?;
        let counts = row.hops.iter().any(|hop| hop.at == leaf);
        let before = self.surrenders.contains_key(&to.op) || self.surrenders.values().any(|s| s.leaf == leaf);
        if op.terms.to != CLAIMS || op.terms.coins != [leaf] || to.index != 0 || counts || before {
            return Err(Misfit::Sequence);
        }
        self.surrenders.insert(to.op, Surrender { index, coin, leaf, by: op.from, said_at: op.terms.said_at, made_good: None });
        Ok(())
    }

    /// Notes what a settled transfer makes good or gives back.
    pub(super) fn note_claims(&mut self, at: PrevRef, op: &Transfer, taker: Option<Owner>) {
        let Some(reference) = op.terms.reference else { return };
        match op.terms.purpose {
            Purpose::Compensate => {
                if let Some(surrender) = self.surrenders.get_mut(&OpId(reference.0)) {
                    surrender.made_good = Some((at.op, op.terms.said_at));
                }
            }
            Purpose::Repay if taker == Some(Owner::Pool) => *self.repaid.entry(reference).or_default() += 1,
            _ => {}
        }
    }
}
