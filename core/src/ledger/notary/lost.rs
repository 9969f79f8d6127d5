//! What the notary does about devices that were cut off, and about the choices of those who have died or left.

use super::Notary;
use super::take::{Desk, Missing, Refusal, Taken};
use crate::ledger::book::Deed;
use crate::ledger::op::{Admitted, CutOff, Estate, LogEntry, OpId, Ratify, Recover};
use crate::ledger::units::{Owner, Owners, PrevRef};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, PersonId};

/// Coins that one asking may bring back; the rest comes by the next.
const RECOVER_COINS_MAX: usize = 255;
/// Askings that may wait for their coins.
const RECOVERING_MAX: usize = 1_000;

impl Notary {
    /// Says in the log that a device is cut off, as the co-op's commons says. Nothing that it gives is settled from here on without its
    /// person's word.
    pub fn cut_off(&mut self, device: DeviceId, key: &SigningKey, owners: &dyn Owners) -> Taken {
        let mut desk = Desk { key, owners, taken: Taken::default() };
        if self.book.cuts().contains_key(&device) || owners.owner_of(device).is_none() {
            desk.taken.already = true;
            return desk.taken;
        }
        let last = self.last.as_ref().map_or(0, |last| last.state.index);
        let held = u32::try_from(self.book.held_by(device).len()).unwrap_or(u32::MAX);
        let cut = CutOff::sign(device, (last, last.saturating_add(self.policy.pocket)), held, (&self.coop, key));
        self.enter(LogEntry::CutOff { cut: cut.id(&self.coop) }, Deed::CutOff(&cut), &mut desk);
        desk.taken
    }

    /// Offers again what asks for coins back, after checkpoints have gone by or a device was cut off.
    pub fn grace_over(&mut self, key: &SigningKey, owners: &dyn Owners) -> Taken {
        let mut desk = Desk { key, owners, taken: Taken::default() };
        for op in std::mem::take(&mut self.recovering).into_values() {
            self.take_one(&op, &mut desk);
        }
        desk.taken
    }

    /// The notary's word on a device that was cut off.
    #[must_use]
    pub fn cut_off_said(&self, device: DeviceId) -> Option<&CutOff> {
        self.cut_offs.get(&device)
    }

    /// The same word, by its id.
    #[must_use]
    pub fn cut_off_logged(&self, id: OpId) -> Option<&CutOff> {
        self.cut_offs.values().find(|cut| cut.id(&self.coop) == id)
    }

    /// Whose word it is that this device gives, if it may: its person's, while it is in use itself.
    fn speaks_for(&self, device: DeviceId, owners: &dyn Owners) -> Option<PersonId> {
        match owners.owner_of(device) {
            Some(Owner::Person(person)) if !self.book.cuts().contains_key(&device) => Some(person),
            _ => None,
        }
    }

    /// Whether a purse of the pool or of a place asks for what an earlier one of the same held.
    fn same_purse(&self, recover: &Recover, owners: &dyn Owners) -> bool {
        let owner = owners.owner_of(recover.from).filter(|owner| matches!(owner, Owner::Pool | Owner::Place(_)));
        owner.is_some() && owners.owner_of(recover.by) == owner && !self.book.cuts().contains_key(&recover.by)
    }

    pub(super) fn take_ratify(&mut self, op: &Admitted, ratify: &Ratify, desk: &mut Desk<'_>) {
        if desk.owners.owner_of(ratify.by).is_none() {
            return self.hold(op, ratify.by, desk);
        }
        let Some((from, coins)) = self.engine.transfer(ratify.transfer).map(|t| (t.from, t.terms.coins.len())) else {
            return desk.taken.refused.push(Refusal::NothingToRatify(ratify.transfer));
        };
        if !self.book.needs_word(from, ratify.transfer) {
            desk.taken.already = true;
            return;
        }
        // Whoever sees to the coins of somebody who has died does not say so of what they would get themselves.
        let gains = |person| self.engine.transfer(ratify.transfer).is_some_and(|t| desk.owners.owner_of(t.terms.to) == Some(Owner::Person(person)));
        let entrusted = |person| desk.owners.may_settle_estates(person) && !gains(person);
        let theirs = |person| desk.owners.owner_of(from) == Some(Owner::Person(person)) || entrusted(person);
        if !self.speaks_for(ratify.by, desk.owners).is_some_and(theirs) {
            return desk.taken.refused.push(Refusal::NotTheirs);
        }
        self.enter(LogEntry::Ratified { ratify: op.id(), transfer: ratify.transfer }, Deed::Ratify(ratify), desk);
        let places = (0u8..).take(coins).map(|index| PrevRef { op: ratify.transfer, index });
        self.settle_from(places.collect(), desk);
    }

    /// Whether a gift of this device, which was cut off, waits for somebody's word and could still stand.
    #[must_use]
    pub fn awaits_word(&self, from: DeviceId, transfer: OpId) -> bool {
        let coins = self.engine.transfer(transfer).map_or(0, |t| t.terms.coins.len());
        let mut places = (0u8..).take(coins).map(|index| PrevRef { op: transfer, index });
        let open = places.any(|at| self.engine.place(at).is_some_and(|(.., settled)| !settled) && !self.engine.dead(at));
        open && self.book.needs_word(from, transfer)
    }

    pub(super) fn take_estate(&mut self, op: &Admitted, estate: &Estate, desk: &mut Desk<'_>) {
        if desk.owners.owner_of(estate.by).is_none() {
            return self.hold(op, estate.by, desk);
        }
        if self.speaks_for(estate.by, desk.owners) != Some(estate.person) {
            return desk.taken.refused.push(Refusal::NotTheirs);
        }
        let coop = self.coop;
        if self.book.estate(estate.person).is_some_and(|before| !estate.follows(before, &coop)) {
            desk.taken.already = true;
            return;
        }
        self.enter(LogEntry::Estate { estate: op.id() }, Deed::Estate(estate), desk);
    }

    pub(super) fn take_recover(&mut self, op: &Admitted, recover: &Recover, desk: &mut Desk<'_>) {
        if self.book.recovered(op.id()).is_some() {
            desk.taken.already = true;
            return;
        }
        for device in [recover.from, recover.to, recover.by] {
            if desk.owners.owner_of(device).is_none() {
                return self.hold(op, device, desk);
            }
        }
        let asks = self.speaks_for(recover.by, desk.owners);
        let may = match recover.estate {
            None => asks.is_some_and(|person| desk.owners.owner_of(recover.from) == Some(Owner::Person(person))) || self.same_purse(recover, desk.owners),
            Some(_) => asks.is_some_and(|person| desk.owners.may_settle_estates(person)),
        };
        if !may || self.book.cuts().contains_key(&recover.to) {
            return desk.taken.refused.push(Refusal::NotTheirs);
        }
        let last = self.last.as_ref().map_or(0, |last| last.state.index);
        match self.book.cuts().get(&recover.from) {
            None => return self.wait_to_recover(op, Missing::CutOff(recover.from), desk),
            Some(cut) if last <= cut.until => return self.wait_to_recover(op, Missing::Grace(recover.from, cut.until), desk),
            Some(_) if !self.book.recovers(recover, desk.owners) => return desk.taken.refused.push(Refusal::NotTheirs),
            Some(_) => {}
        }
        let mut coins = self.book.held_by(recover.from);
        coins.sort_unstable_by_key(|(_, coin)| *coin);
        if coins.is_empty() {
            return self.wait_to_recover(op, Missing::Coins(recover.from), desk);
        }
        for (index, (prev, coin)) in (0u8..).zip(coins.into_iter().take(RECOVER_COINS_MAX)) {
            let to = PrevRef { op: op.id(), index };
            self.enter(LogEntry::Recovered { to, coin, prev, holder: recover.holder_leaf() }, Deed::Recover(recover), desk);
        }
    }

    fn wait_to_recover(&mut self, op: &Admitted, missing: Missing, desk: &mut Desk<'_>) {
        let missing = if self.recovering.len() < RECOVERING_MAX || self.recovering.contains_key(&op.id()) {
            self.recovering.insert(op.id(), op.clone());
            missing
        } else {
            Missing::Room
        };
        desk.taken.waiting.push(missing);
    }
}
