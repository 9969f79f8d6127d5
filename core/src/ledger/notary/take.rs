//! What the notary does with an operation that reaches it.

use super::{HELD_MAX, Notary};
use crate::ledger::book::{Book, Deed, Due};
use crate::ledger::op::{Admitted, Attest, Counted, CutOff, ForkProof, LogEntry, Mint, Op, OpId, Purpose, Transfer};
use crate::ledger::units::{CLAIMS, CoinId, Owner, Owners, PrevRef, RETIRED};
use crate::ledger::verdict::Fact;
use ed25519_dalek::SigningKey;
use kith_wire::DeviceId;
use std::sync::Arc;

/// One new entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its index.
    pub index: u64,
    /// The entry; store it.
    pub entry: LogEntry,
    /// The mint that the notary made for it, if it is one; store and send it.
    pub mint: Option<Mint>,
    /// The notary's own word that a device is cut off, if it is that; store and send it.
    pub cut: Option<CutOff>,
}

/// What an operation waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The operation that gave this coin, or its settlement.
    Parent(PrevRef),
    /// The certificate of this device.
    Certificate(DeviceId),
    /// Room: too much waits already; offer it again later.
    Room,
    /// This transfer's giver was cut off: their person has to say that it was they.
    Word(OpId),
    /// The coins of this device may come back after this checkpoint.
    Grace(DeviceId, u32),
    /// This device is not cut off, as far as the log says.
    CutOff(DeviceId),
    /// This device was cut off and holds nothing, so far.
    Coins(DeviceId),
}

/// Why something was not logged, and will not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The activity counted by another attestation.
    ActivityCounted(OpId),
    /// A device is not its person's, as the attestation says.
    WrongPerson,
    /// The attestor may not attest in this capacity.
    NotTheirs,
    /// A cap was refused before for this activity.
    OverCap,
    /// More coins than one transfer may move.
    TooManyCoins,
    /// The sender never held this coin.
    NotHeld(PrevRef),
    /// Another transfer of this coin is settled.
    Spent(PrevRef),
    /// Only a dead leaf can be surrendered, one at a time.
    NotDead(PrevRef),
    /// The pool owes nothing here: no such surrender, another's, or made good before.
    NothingToMakeGood(PrevRef),
    /// There is no such gift of a device that was cut off.
    NothingToRatify(OpId),
    /// Not an operation that the log takes.
    NotForTheLog,
}

/// What became of an operation; a batch may be settled in part, since verdicts are by coin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// New entries, in order: the operation's own and those that it made possible.
    pub logged: Vec<Logged>,
    /// What it waits for.
    pub waiting: Vec<Missing>,
    /// What was refused, and why.
    pub refused: Vec<Refusal>,
    /// Double spending that came to light; publish it.
    pub forks: Vec<ForkProof>,
    /// Whether all of it was known.
    pub already: bool,
}

/// What a step of taking works with.
pub(super) struct Desk<'a> {
    pub(super) key: &'a SigningKey,
    pub(super) owners: &'a dyn Owners,
    pub(super) taken: Taken,
}

impl Notary {
    /// Takes an operation. Store what is logged before anything of it leaves the device.
    pub fn take(&mut self, op: &Admitted, key: &SigningKey, owners: &dyn Owners) -> Taken {
        let mut desk = Desk { key, owners, taken: Taken::default() };
        self.take_one(op, &mut desk);
        desk.taken
    }

    /// Offers again what waited for certificates, after new ones came.
    pub fn owners_learnt(&mut self, key: &SigningKey, owners: &dyn Owners) -> Taken {
        let mut desk = Desk { key, owners, taken: Taken::default() };
        self.engine.owners_learnt(owners);
        for op in std::mem::take(&mut self.held).into_values() {
            self.take_one(&op, &mut desk);
        }
        desk.taken
    }

    pub(super) fn take_one(&mut self, op: &Admitted, desk: &mut Desk<'_>) {
        match op.op() {
            Op::Attest(attest) => self.take_attest(op, attest, desk),
            Op::Transfer(transfer) => self.take_transfer(op, transfer, desk),
            Op::Welcome(_) if self.welcomes.contains(&op.id()) => desk.taken.already = true,
            Op::Welcome(welcome) => {
                self.enter(LogEntry::Welcomed { welcome: op.id() }, Deed::Welcome(welcome), desk);
            }
            Op::Mint(_) if self.mints.contains_key(&op.id()) => desk.taken.already = true,
            Op::Fork(proof) => {
                let effect = self.engine.take(&Fact::Fork(Arc::new(proof.clone())), desk.owners);
                desk.taken.already = !effect.new;
            }
            Op::Ratify(ratify) => self.take_ratify(op, ratify, desk),
            Op::Recover(recover) => self.take_recover(op, recover, desk),
            Op::Estate(estate) => self.take_estate(op, estate, desk),
            _ => desk.taken.refused.push(Refusal::NotForTheLog),
        }
    }

    pub(super) fn hold(&mut self, op: &Admitted, device: DeviceId, desk: &mut Desk<'_>) {
        if self.held.len() >= HELD_MAX && !self.held.contains_key(&op.id()) {
            desk.taken.waiting.push(Missing::Room);
            return;
        }
        self.held.insert(op.id(), op.clone());
        desk.taken.waiting.push(Missing::Certificate(device));
    }

    fn take_attest(&mut self, op: &Admitted, attest: &Attest, desk: &mut Desk<'_>) {
        if self.book.attest(op.id()).is_some() {
            desk.taken.already = true;
            return;
        }
        let hours = &attest.given.hours;
        for (device, person) in [(attest.given.device, hours.earner), (attest.device, attest.answer.attestor)] {
            match desk.owners.owner_of(device) {
                None => return self.hold(op, device, desk),
                Some(owner) if owner != Owner::Person(person) => return desk.taken.refused.push(Refusal::WrongPerson),
                Some(_) => {}
            }
        }
        if hours.donate && desk.owners.owner_of(self.policy.float).is_none() {
            return self.hold(op, self.policy.float, desk);
        }
        if !desk.owners.may_attest(attest.answer.attestor, attest.answer.capacity) {
            return desk.taken.refused.push(Refusal::NotTheirs);
        }
        if let Some(by) = self.book.activity(hours.activity) {
            return desk.taken.refused.push(Refusal::ActivityCounted(by));
        }
        let month = self.book.minutes_in(hours.earner, hours.month).saturating_add(u32::from(hours.minutes));
        let over = hours.minutes > self.policy.activity_minutes_max || month > self.policy.month_minutes_max;
        if over && self.book.was_refused(hours.activity) {
            return desk.taken.refused.push(Refusal::OverCap);
        }
        if over {
            desk.taken.refused.push(Refusal::OverCap);
        }
        let counted = if over { Counted::Refused } else { Book::counting(attest) };
        let entry = LogEntry::Attested { attest: op.id(), minutes: hours.minutes, counted };
        for (coin, due) in self.enter(entry, Deed::Attest(attest), desk) {
            self.mint_due(coin, due, desk);
        }
    }

    fn mint_due(&mut self, coin: CoinId, due: Due, desk: &mut Desk<'_>) {
        let to = if due.donate { self.policy.float } else { due.device };
        // Whole hours that the jar gave out are always sixty minutes.
        let Ok(mint) = Mint::sign(due.slices, to, &self.coop, desk.key) else { return };
        let id = mint.id(&self.coop);
        self.engine.take(&Fact::Mint { id, coin, to }, desk.owners);
        let entry = LogEntry::Minted { mint: id, coin, holder: mint.holder_leaf(&self.coop) };
        self.enter(entry, Deed::Mint(&mint), desk);
        self.settle_from(self.engine.spends(PrevRef::first(id)).to_vec(), desk);
    }

    fn take_transfer(&mut self, op: &Admitted, transfer: &Transfer, desk: &mut Desk<'_>) {
        let to = transfer.terms.to;
        if transfer.terms.coins.len() > self.policy.transfer_coins_max {
            return desk.taken.refused.push(Refusal::TooManyCoins);
        }
        if to != CLAIMS && to != RETIRED && desk.owners.owner_of(to).is_none() {
            return self.hold(op, to, desk);
        }
        let effect = self.engine.take(&Fact::Transfer { id: op.id(), transfer: Arc::new(transfer.clone()) }, desk.owners);
        if effect.put_off {
            return desk.taken.waiting.push(Missing::Room);
        }
        desk.taken.already = !effect.new;
        desk.taken.forks.extend(effect.forks);
        desk.taken.waiting.extend(effect.waiting.into_iter().map(Missing::Parent));
        desk.taken.refused.extend(effect.not_theirs.into_iter().map(Refusal::NotHeld));
        if effect.new {
            return self.settle_from(effect.attached, desk);
        }
        // One that was heard of before, and not logged then, is looked at again.
        let again: Vec<_> = (0u8..).zip(&transfer.terms.coins).map(|(index, _)| PrevRef { op: op.id(), index }).collect();
        desk.taken.forks.extend(again.iter().filter_map(|at| self.engine.proof_at(*at)));
        self.settle_from(again, desk);
    }

    /// Settles what can be settled of these places, and then what spends them.
    pub(super) fn settle_from(&mut self, places: Vec<PrevRef>, desk: &mut Desk<'_>) {
        let mut queue = std::collections::VecDeque::from(places);
        while let Some(at) = queue.pop_front() {
            if self.settle(at, desk) {
                queue.extend(self.engine.counts(at, desk.owners));
            }
        }
    }

    fn settle(&mut self, at: PrevRef, desk: &mut Desk<'_>) -> bool {
        let Some((coin, to, Some(prev), false)) = self.engine.place(at) else { return false };
        let Some(transfer) = self.engine.transfer(at.op).cloned() else { return false };
        if to == CLAIMS {
            return self.take_surrender(at, (coin, prev), &transfer, desk);
        }
        let head = self.book.head(coin).map(|(head, _)| head);
        if head != Some(prev) {
            let settled = self.engine.place(prev).is_some_and(|(.., settled)| settled);
            if settled || self.engine.dead(at) {
                desk.taken.refused.push(Refusal::Spent(prev));
            } else {
                desk.taken.waiting.push(Missing::Parent(prev));
            }
            return false;
        }
        if transfer.terms.purpose == Purpose::Compensate && !self.book.compensates(&transfer, desk.owners) {
            desk.taken.refused.push(Refusal::NothingToMakeGood(prev));
            return false;
        }
        if self.book.needs_word(transfer.from, at.op) {
            desk.taken.waiting.push(Missing::Word(at.op));
            return false;
        }
        let entry = LogEntry::Settled { to: at, coin, prev, holder: transfer.holder_leaf() };
        let before = desk.taken.logged.len();
        self.enter(entry, Deed::Transfer(&transfer), desk);
        desk.taken.logged.len() > before
    }

    /// Logs the surrender of a leaf that has lost: its holder's claim. It moves no coin of the book, so nothing settles below it.
    fn take_surrender(&mut self, at: PrevRef, (coin, leaf): (CoinId, PrevRef), transfer: &Transfer, desk: &mut Desk<'_>) -> bool {
        if self.book.surrenders().contains_key(&at.op) {
            desk.taken.already = true;
            return false;
        }
        if !self.engine.dead(leaf) || transfer.terms.coins.len() != 1 {
            desk.taken.refused.push(Refusal::NotDead(leaf));
            return false;
        }
        // The same leaf again, by another transfer: a second claim for one loss.
        if self.book.surrenders().values().any(|s| s.leaf == leaf) {
            desk.taken.refused.push(Refusal::Spent(leaf));
            return false;
        }
        self.enter(LogEntry::Surrendered { to: at, coin, leaf }, Deed::Transfer(transfer), desk);
        false
    }

    /// Appends an entry; gives the coins that it makes due.
    pub(super) fn enter(&mut self, entry: LogEntry, deed: Deed<'_>, desk: &mut Desk<'_>) -> Vec<(CoinId, Due)> {
        match self.append(entry, deed, desk.owners) {
            Ok(appended) => {
                let mint = if let Deed::Mint(mint) = deed { Some(mint.clone()) } else { None };
                let cut = if let Deed::CutOff(cut) = deed { Some(cut.clone()) } else { None };
                desk.taken.logged.push(Logged { index: appended.index, entry, mint, cut });
                appended.due
            }
            // The checks above leave no entry that does not follow; a number that ran over, or an owner forgotten, is not logged.
            Err(_) => Vec::new(),
        }
    }
}
