//! The fold: one entry of the log at a time, with the operation that it is about.

use super::{AttestRow, Book, Hop, JarKey, Line, Row};
use crate::ledger::op::{Attest, Counted, CutOff, Estate, LogEntry, Mint, Op, OpId, Purpose, Ratify, Recover, Slice, Transfer, Welcome, entitlement};
use crate::ledger::units::{CLAIMS, COIN_MINUTES, Capacity, CoinId, Owner, Owners, PrevRef, RETIRED};
use kith_wire::DeviceId;

/// A coin that sixty minutes are ready for, and that the notary has yet to mint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The minutes.
    pub slices: Vec<Slice>,
    /// The device of the earner whose attestation completed it.
    pub device: DeviceId,
    /// Whether it goes to the pool at once.
    pub donate: bool,
}

/// The operation behind an entry of the log.
#[derive(Debug, Clone, Copy)]
pub enum Deed<'a> {
    /// An attestation.
    Attest(&'a Attest),
    /// A mint.
    Mint(&'a Mint),
    /// A transfer.
    Transfer(&'a Transfer),
    /// A welcome.
    Welcome(&'a Welcome),
    /// A device is cut off.
    CutOff(&'a CutOff),
    /// A gift of such a device was its person's own doing.
    Ratify(&'a Ratify),
    /// What such a device held goes to another.
    Recover(&'a Recover),
    /// A choice of what becomes of coins.
    Estate(&'a Estate),
}

impl<'a> Deed<'a> {
    /// The deed in an operation, if the log takes such.
    #[must_use]
    pub const fn of(op: &'a Op) -> Option<Self> {
        match op {
            Op::Attest(op) => Some(Self::Attest(op)),
            Op::Mint(op) => Some(Self::Mint(op)),
            Op::Transfer(op) => Some(Self::Transfer(op)),
            Op::Welcome(op) => Some(Self::Welcome(op)),
            Op::CutOff(op) => Some(Self::CutOff(op)),
            Op::Ratify(op) => Some(Self::Ratify(op)),
            Op::Recover(op) => Some(Self::Recover(op)),
            Op::Estate(op) => Some(Self::Estate(op)),
            _ => None,
        }
    }
}

/// Why an entry does not continue this book: the stored log is damaged, or not this co-op's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The entry is not the next one.
    #[error("not the next entry of the log")]
    Order,
    /// The operation is not the one that the entry names, or is missing.
    #[error("the operation is not the entry's")]
    Operation,
    /// Attested, minted or settled before, or not what the log says so far allows.
    #[error("the entry does not follow from the log")]
    Sequence,
    /// A device whose owner is not known.
    #[error("a device with no known owner")]
    Owner,
    /// A number ran over.
    #[error("a total ran over")]
    Overflow,
}

impl Book {
    /// Takes the entry at `index` with its operation; gives the coins that it makes due. A misfit changes nothing.
    ///
    /// # Errors
    /// When the entry does not continue the book.
    pub fn apply(&mut self, index: u64, (entry, deed): (&LogEntry, Deed<'_>), owners: &dyn Owners) -> Result<Vec<(CoinId, Due)>, Misfit> {
        if index != self.entries {
            return Err(Misfit::Order);
        }
        let mut due = Vec::new();
        match (entry, deed) {
            (LogEntry::Attested { attest, minutes, counted }, Deed::Attest(op)) if *minutes == op.given.hours.minutes => {
                due = self.apply_attest(*attest, op, *counted)?;
            }
            (LogEntry::Minted { mint, coin, .. }, Deed::Mint(op)) => self.apply_mint(index, (*mint, *coin), op, owners)?,
            (LogEntry::Settled { to, coin, prev, .. }, Deed::Transfer(op)) => self.apply_transfer((index, *coin), (*to, *prev), op, owners)?,
            (LogEntry::Welcomed { .. }, Deed::Welcome(op)) => self.apply_welcome(op),
            (LogEntry::Surrendered { to, coin, leaf }, Deed::Transfer(op)) => self.apply_surrender(index, (*to, *coin, *leaf), op)?,
            (LogEntry::CutOff { .. }, Deed::CutOff(op)) => self.apply_cut_off(op)?,
            (LogEntry::Recovered { to, coin, prev, .. }, Deed::Recover(op)) => self.apply_recovered((index, *coin), (*to, *prev), op, owners)?,
            (LogEntry::Ratified { transfer, .. }, Deed::Ratify(op)) if *transfer == op.transfer => self.apply_ratified(op.transfer)?,
            (LogEntry::Estate { .. }, Deed::Estate(op)) => self.apply_estate(op),
            _ => return Err(Misfit::Operation),
        }
        self.entries += 1;
        Ok(due)
    }

    fn apply_attest(&mut self, id: OpId, op: &Attest, counted: Counted) -> Result<Vec<(CoinId, Due)>, Misfit> {
        let hours = &op.given.hours;
        if self.attests.contains_key(&id) || self.activities.contains_key(&hours.activity) {
            return Err(Misfit::Sequence);
        }
        let minutes = u64::from(hours.minutes);
        let attested = self.totals.attested.checked_add(minutes).ok_or(Misfit::Overflow)?;
        self.attests.insert(id, AttestRow { hours: hours.clone(), attestor: op.answer.attestor, counted });
        self.totals.attested = attested;
        // No part exceeds the whole, which did not run over.
        match counted {
            Counted::Refused => {
                self.totals.refused += minutes;
                self.refused.insert(hours.activity);
                return Ok(Vec::new());
            }
            Counted::Passed => self.totals.passed += minutes,
            Counted::Jar => self.totals.crumbs += minutes,
        }
        self.activities.insert(hours.activity, id);
        let month = self.months.entry((hours.earner, hours.month)).or_default();
        *month = month.saturating_add(u32::from(hours.minutes));
        self.vested.insert(hours.earner);
        // Whoever was given the hour: nobody's coins vest by what they confirmed for others.
        match op.answer.capacity {
            Capacity::Beneficiary => drop(self.vested.insert(op.answer.attestor)),
            Capacity::ProxyFor(person) => drop(self.vested.insert(person)),
            Capacity::Coordinator | Capacity::Proxy => {}
        }
        if counted == Counted::Passed {
            return Ok(Vec::new());
        }
        let jar = self.jars.entry(JarKey { earner: hours.earner, donate: hours.donate }).or_default();
        let filled = jar.add(id, hours.minutes).into_iter();
        let due: Vec<_> = filled.map(|slices| (self.coin_of(&slices), Due { slices, device: op.given.device, donate: hours.donate })).collect();
        self.due.extend(due.iter().cloned());
        Ok(due)
    }

    fn coin_of(&self, slices: &[Slice]) -> CoinId {
        Mint::coin_of(slices, &self.coop)
    }

    fn apply_mint(&mut self, index: u64, (id, coin): (OpId, CoinId), op: &Mint, owners: &dyn Owners) -> Result<(), Misfit> {
        if self.due.get(&coin).is_none_or(|due| due.slices != op.slices) || self.coins.contains_key(&coin) {
            return Err(Misfit::Sequence);
        }
        let owner = owners.owner_of(op.to).ok_or(Misfit::Owner)?;
        self.due.remove(&coin);
        self.totals.minted += 1;
        self.totals.crumbs = self.totals.crumbs.checked_sub(u64::from(COIN_MINUTES)).ok_or(Misfit::Overflow)?;
        *self.slot(Some(owner), op.to) += 1;
        self.held.entry(op.to).or_default().insert(coin);
        let mut earned: Vec<OpId> = op.slices.iter().map(|s| s.attest).collect();
        earned.dedup();
        let hop = Hop { index, at: PrevRef::first(id), from: None, to: op.to, purpose: None, telling: None, reference: None, said_at: None };
        self.moves.push((index, coin));
        let line = Line { index, coin, op: id, came: true, with: None, purpose: None, said_at: None };
        self.lines.entry(owner).or_default().push(line);
        self.coins.insert(coin, Row { earned, hops: vec![hop] });
        Ok(())
    }

    fn apply_transfer(&mut self, (index, coin): (u64, CoinId), (at, prev): (PrevRef, PrevRef), op: &Transfer, owners: &dyn Owners) -> Result<(), Misfit> {
        if self.head(coin) != Some((prev, op.from)) || op.terms.coins.get(usize::from(at.index)) != Some(&prev) {
            return Err(Misfit::Sequence);
        }
        let to = op.terms.to;
        let giver = owners.owner_of(op.from).ok_or(Misfit::Owner)?;
        let taker = owners.owner_of(to);
        if taker.is_none() && to != CLAIMS && to != RETIRED {
            return Err(Misfit::Owner);
        }
        if op.terms.purpose == Purpose::Compensate && !self.compensates(op, owners) {
            return Err(Misfit::Sequence);
        }
        let t = &op.terms;
        let hop = Hop { index, at, from: Some(op.from), to, purpose: Some(t.purpose), telling: t.telling, reference: t.reference, said_at: t.said_at };
        self.move_coin(coin, (op.from, giver, taker), hop)?;
        if let (Purpose::Welcome, Owner::Pool, Some(reference)) = (t.purpose, giver, t.reference) {
            *self.entitlements.entry(reference).or_default().gifts.entry(at.op).or_default() += 1;
        }
        self.note_claims(at, op, taker);
        Ok(())
    }

    /// Moves a coin from one holder to another in totals, rows and statements.
    pub(super) fn move_coin(&mut self, coin: CoinId, (from, giver, taker): (DeviceId, Owner, Option<Owner>), hop: Hop) -> Result<(), Misfit> {
        let slot = self.slot(Some(giver), from);
        *slot = slot.checked_sub(1).ok_or(Misfit::Overflow)?;
        *self.slot(taker, hop.to) += 1;
        self.held.entry(from).or_default().remove(&coin);
        self.held.entry(hop.to).or_default().insert(coin);
        self.moves.push((hop.index, coin));
        let line = |came, with| Line { index: hop.index, coin, op: hop.at.op, came, with, purpose: hop.purpose, said_at: hop.said_at };
        self.lines.entry(giver).or_default().push(line(false, taker));
        if let Some(taker) = taker {
            self.lines.entry(taker).or_default().push(line(true, Some(giver)));
        }
        if let Some(row) = self.coins.get_mut(&coin) {
            row.hops.push(hop);
        }
        Ok(())
    }

    fn apply_welcome(&mut self, op: &Welcome) {
        let entitlement = self.entitlements.entry(entitlement(op.person, &self.coop)).or_default();
        entitlement.person = Some(op.person);
        entitlement.sponsors.insert(op.sponsor);
        entitlement.coins = entitlement.coins.max(op.coins);
        entitlement.vesting |= op.vesting;
    }

    /// Where coins of this holder are counted.
    fn slot(&mut self, owner: Option<Owner>, device: DeviceId) -> &mut u64 {
        match owner {
            _ if device == CLAIMS => &mut self.totals.claims,
            _ if device == RETIRED => &mut self.totals.retired,
            Some(Owner::Pool) => &mut self.totals.pool,
            Some(Owner::Place(_)) => &mut self.totals.places,
            Some(Owner::Person(_)) | None => &mut self.totals.people,
        }
    }
}
