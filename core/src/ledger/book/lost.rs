//! Devices that were cut off, what their people stand by of what they gave, and where their coins went.

use super::{Book, Hop};
use crate::ledger::book::Misfit;
use crate::ledger::op::{CutOff, Estate, OpId, Purpose, Recover};
use crate::ledger::units::{CoinId, Owner, Owners, PrevRef};
use kith_wire::{DeviceId, PersonId};

/// A device that was cut off, as the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The last checkpoint when it was said.
    pub checkpoint: u32,
    /// Its coins may come back after this checkpoint.
    pub until: u32,
}

impl Book {
    /// Every device that was cut off.
    #[must_use]
    pub const fn cuts(&self) -> &std::collections::BTreeMap<DeviceId, Cut> {
        &self.cuts
    }

    /// Whether a gift of a device that was cut off waits for its person's word.
    #[must_use]
    pub fn needs_word(&self, from: DeviceId, transfer: OpId) -> bool {
        self.cuts.contains_key(&from) && !self.ratified.contains(&transfer)
    }

    /// What a person chose to become of their coins.
    #[must_use]
    pub fn estate(&self, person: PersonId) -> Option<&Estate> {
        self.estates.get(&person)
    }

    /// Coins that came by an asking, if this is one.
    #[must_use]
    pub fn recovered(&self, op: OpId) -> Option<u16> {
        self.recovers.get(&op).copied()
    }

    /// Whether the coins of the device that was cut off may go where the asking says: to its person, or where they chose.
    pub(in crate::ledger) fn recovers(&self, op: &Recover, owners: &dyn Owners) -> bool {
        let (Some(giver), Some(taker)) = (owners.owner_of(op.from), owners.owner_of(op.to)) else { return false };
        let theirs = match (op.estate, giver) {
            (None, _) => taker == giver,
            (Some(_), Owner::Pool | Owner::Place(_)) => false,
            (Some(id), Owner::Person(person)) => self.estates.get(&person).is_some_and(|estate| estate.id(&self.coop) == id && estate.heir.is(taker)),
        };
        theirs && self.cuts.contains_key(&op.from)
    }

    pub(super) fn apply_cut_off(&mut self, op: &CutOff) -> Result<(), Misfit> {
        if self.cuts.contains_key(&op.device) {
            return Err(Misfit::Sequence);
        }
        self.cuts.insert(op.device, Cut { checkpoint: op.checkpoint, until: op.until });
        Ok(())
    }

    pub(super) fn apply_ratified(&mut self, transfer: OpId) -> Result<(), Misfit> {
        if self.ratified.insert(transfer) { Ok(()) } else { Err(Misfit::Sequence) }
    }

    pub(super) fn apply_estate(&mut self, op: &Estate) {
        let coop = self.coop;
        if self.estates.get(&op.person).is_none_or(|before| op.follows(before, &coop)) {
            self.estates.insert(op.person, op.clone());
        }
    }

    pub(super) fn apply_recovered(
        &mut self,
        (index, coin): (u64, CoinId),
        (at, prev): (PrevRef, PrevRef),
        op: &Recover,
        owners: &dyn Owners,
    ) -> Result<(), Misfit> {
        let nth = self.recovered(at.op).unwrap_or(0);
        if self.head(coin) != Some((prev, op.from)) || u16::from(at.index) != nth || !self.recovers(op, owners) {
            return Err(Misfit::Sequence);
        }
        let (giver, taker) = (owners.owner_of(op.from).ok_or(Misfit::Owner)?, owners.owner_of(op.to).ok_or(Misfit::Owner)?);
        let purpose = Some(if op.estate.is_some() { Purpose::Gift } else { Purpose::Own });
        let hop = Hop { index, at, from: Some(op.from), to: op.to, purpose, telling: None, reference: None, said_at: None };
        self.move_coin(coin, (op.from, giver, Some(taker)), hop)?;
        self.recovers.insert(at.op, nth + 1);
        Ok(())
    }
}
