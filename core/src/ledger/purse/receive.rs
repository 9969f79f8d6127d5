//! Checking a bundle with no signal: what can be known of it now, and what cannot.
//!
//! *Genuine* means: the coins are real, the sender is who they say and held them, and nothing here says that they were spent before.
//! Nobody can know with no signal that no other copy was sent; what that could cost is what the warnings are about.

use super::{Bundle, Item, Purse};
use crate::ledger::op::{Admitted, BadOp, ForkProof, LogEntry, Op, OpId, Transfer};
use crate::ledger::receipt::Receipt;
use crate::ledger::units::{CoinId, Owner, Owners, PrevRef};
use crate::ledger::verdict::{Engine, Fact};
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// Losing leaves from one giver that are kept to be claimed: what is beyond them is refused and leaves nothing here.
pub const LOSING_LEAVES_MAX: usize = 20;

/// Checks certificates that come with a bundle; the caller knows the membership.
pub trait Certificates {
    /// The device that this certificate is for and whom it belongs to, if the certificate holds.
    fn check(&self, certificate: &[u8]) -> Option<(DeviceId, Owner)>;
}

/// Why a bundle is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A signature or a proof in it does not hold.
    Bad(BadOp),
    /// It is for another device.
    NotForMe,
    /// Who sent it is not known here, and no certificate says so.
    UnknownSender(DeviceId),
    /// The sender has been proven to spend coins twice: only with signal, until that is put right.
    SenderConvicted,
    /// The co-op has cut this device off.
    SenderCutOff,
    /// Nothing shows where this coin comes from.
    Unproven(PrevRef),
    /// Whoever passed this coin on did not hold it.
    NotHeld(PrevRef),
    /// This coin has passed through more hands than may be before the office sees it.
    TooManyHops(PrevRef),
    /// This coin was spent before.
    SpentBefore(PrevRef),
}

/// What a receiver should know of coins that are genuine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// More promised coins from one sender than are insured.
    ManyPromised,
    /// The pocket that vouches for them is too old.
    PocketTooOld,
    /// This device knows no checkpoint at all.
    NoCheckpoint,
    /// A coin of it came back from a device that was cut off so lately that somebody may hold a gift of it still.
    CameBackLately,
}

/// What a bundle turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Genuine coins, promised until they settle.
    Genuine {
        /// The coins.
        coins: Vec<CoinId>,
        /// What to know of them.
        warnings: Vec<Warning>,
    },
    /// Received before; acknowledge it again.
    AlreadyKnown,
    /// Not taken.
    Refused(Reason),
}

/// A bundle, examined.
#[derive(Debug)]
pub struct Examined {
    /// The transfer.
    pub transfer: OpId,
    /// Who gives.
    pub from: DeviceId,
    /// What it turned out to be.
    pub outcome: Outcome,
    /// What to store and put in, all in one transaction: if it is genuine, before acknowledging; if it is refused because somebody before its
    /// giver had spent a coin, because the claim follows the coin to whom it was given.
    pub items: Vec<Item>,
    /// Certificates that held, and what they say.
    pub certified: Vec<(DeviceId, Owner)>,
    /// Double spending that it brings to light; publish it.
    pub evidence: Vec<ForkProof>,
}

/// The membership, and what a bundle's own certificates add to it.
struct Known<'a> {
    owners: &'a dyn Owners,
    more: BTreeMap<DeviceId, Owner>,
}

impl Owners for Known<'_> {
    fn owner_of(&self, device: DeviceId) -> Option<Owner> {
        self.owners.owner_of(device).or_else(|| self.more.get(&device).copied())
    }
}

impl Purse {
    /// Examines a bundle; changes nothing.
    #[must_use]
    pub fn examine(&self, bundle: &Bundle, certificates: &dyn Certificates, owners: &dyn Owners) -> Examined {
        let more: BTreeMap<_, _> = bundle.certificates.iter().filter_map(|bytes| certificates.check(bytes)).collect();
        let certified = more.iter().map(|(device, owner)| (*device, *owner)).collect();
        let known = Known { owners, more };
        let id = bundle.transfer.id(&self.coop);
        let mut items = Vec::new();
        let mut evidence = Vec::new();
        let outcome = match self.examine_parts(bundle, &known, &mut items, &mut evidence) {
            Ok(outcome) => outcome,
            Err(reason) => {
                items.clear();
                Outcome::Refused(reason)
            }
        };
        Examined { transfer: id, from: bundle.transfer.from, outcome, items, certified, evidence }
    }

    fn examine_parts(&self, bundle: &Bundle, known: &Known<'_>, items: &mut Vec<Item>, evidence: &mut Vec<ForkProof>) -> Result<Outcome, Reason> {
        let transfer = &bundle.transfer;
        if transfer.terms.to != self.me {
            return Err(Reason::NotForMe);
        }
        let admitted = Op::Transfer(transfer.clone()).admit(&self.coop).map_err(Reason::Bad)?;
        if self.engine.transfer(admitted.id()).is_some() && self.holds_all(admitted.id(), transfer) {
            return Ok(Outcome::AlreadyKnown);
        }
        for device in bundle.parents.iter().chain([transfer]).map(|t| t.from) {
            known.owner_of(device).ok_or(Reason::UnknownSender(device))?;
        }
        if self.cut.contains(&transfer.from) {
            return Err(Reason::SenderCutOff);
        }
        let alone = self.replay(bundle, &admitted, known, items)?;
        let coins = (0u8..).zip(&transfer.terms.coins).map(|(index, prev)| self.examine_coin(&alone, PrevRef { op: admitted.id(), index }, *prev));
        let coins: Vec<_> = coins.collect();
        for prev in &transfer.terms.coins {
            evidence.extend(self.fork_with(transfer, *prev));
        }
        let spent_before = |reason: &Reason| matches!(reason, Reason::SpentBefore(_));
        if let Some(reason) = coins.iter().filter_map(|coin| coin.as_ref().err()).find(|reason| !spent_before(reason)) {
            return Err(*reason);
        }
        let refused = coins.iter().find_map(|coin| coin.as_ref().err().copied());
        if let Some(reason) = refused.or_else(|| evidence.first().map(|proof| Reason::SpentBefore(proof.coin))) {
            let kept = self.keeps_losing(admitted.id(), transfer);
            return if kept { Ok(Outcome::Refused(reason)) } else { Err(reason) };
        }
        if !self.wrongs(transfer.from).is_empty() {
            return Err(Reason::SenderConvicted);
        }
        let coins = coins.into_iter().flatten().collect();
        let named: BTreeSet<_> = bundle.parents.iter().chain([transfer]).filter_map(|t| t.terms.telling).collect();
        let told = bundle.telling.iter().chain(&bundle.told_before).filter(|t| t.hash().is_ok_and(|hash| named.contains(&hash)));
        items.extend(told.cloned().map(Item::Telling));
        Ok(Outcome::Genuine { coins, warnings: self.warnings(bundle, known) })
    }

    /// Whether a bundle with a coin that was spent before is kept, to be claimed: its giver spent none of them twice, as far as is known here.
    fn keeps_losing(&self, id: OpId, transfer: &Transfer) -> bool {
        let once = transfer.terms.coins.iter().all(|prev| self.engine.spends(*prev).iter().all(|child| child.op == id));
        let from_them = |at: &&PrevRef| self.engine.transfer(at.op).is_some_and(|t| t.from == transfer.from);
        let losing = self.mine.iter().filter(from_them).filter(|at| self.engine.contested(**at) || self.engine.dead(**at));
        once && self.wrongs(transfer.from).is_empty() && losing.count() + transfer.terms.coins.len() <= LOSING_LEAVES_MAX
    }

    fn holds_all(&self, id: OpId, transfer: &Transfer) -> bool {
        (0u8..).zip(&transfer.terms.coins).all(|(index, _)| self.mine.contains(&PrevRef { op: id, index }))
    }

    /// Plays the bundle alone, on nothing: whatever it shows must rest on what came with it.
    fn replay(&self, bundle: &Bundle, admitted: &Admitted, known: &Known<'_>, items: &mut Vec<Item>) -> Result<Engine, Reason> {
        let mut alone = Engine::new(self.coop);
        for receipt in &bundle.receipts {
            let item = Item::of_receipt(receipt.clone(), &self.coop).map_err(Reason::Bad)?;
            if let Item::Receipt(_, Some(head)) = &item {
                alone.take(&Fact::Head(*head), known);
            }
            items.push(item);
        }
        for cert in &bundle.pockets {
            let op = Op::Holding(cert.clone()).admit(&self.coop).map_err(Reason::Bad)?;
            for head in cert.heads() {
                alone.take(&Fact::Head(head), known);
            }
            items.push(op.into());
        }
        for parent in &bundle.parents {
            let op = Op::Transfer(parent.clone()).admit(&self.coop).map_err(Reason::Bad)?;
            alone.take(&Fact::Transfer { id: op.id(), transfer: parent.clone().into() }, known);
            items.push(op.into());
        }
        alone.take(&Fact::Transfer { id: admitted.id(), transfer: bundle.transfer.clone().into() }, known);
        items.push(admitted.clone().into());
        Ok(alone)
    }

    fn examine_coin(&self, alone: &Engine, at: PrevRef, prev: PrevRef) -> Result<CoinId, Reason> {
        let Some((coin, ..)) = alone.place(at) else {
            return Err(if alone.place(prev).is_some() { Reason::NotHeld(prev) } else { Reason::Unproven(prev) });
        };
        if alone.unsettled_hops(at) > self.limits.hops {
            return Err(Reason::TooManyHops(prev));
        }
        // Every place on the way that this device knows of must be neither contested nor spent otherwise in the log.
        let mut place = Some(at);
        while let Some(here) = place {
            let parent = alone.place(here).and_then(|(_, _, parent, _)| parent);
            if let Some(parent) = parent {
                let rival = self.engine.spends(parent).iter().any(|child| child.op != here.op);
                if rival || self.engine.contested(parent) {
                    return Err(Reason::SpentBefore(parent));
                }
            }
            place = parent;
        }
        Ok(coin)
    }

    fn fork_with(&self, transfer: &Transfer, prev: PrevRef) -> Option<ForkProof> {
        let rival = self.engine.spends(prev).iter().find_map(|child| self.engine.transfer(child.op));
        ForkProof::of(rival?, transfer, prev, &self.coop)
    }

    fn warnings(&self, bundle: &Bundle, known: &Known<'_>) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let promised = self.mine.iter().filter(|at| {
            let from = self.engine.transfer(at.op).map(|t| t.from);
            from == Some(bundle.transfer.from) && self.engine.place(**at).is_some_and(|(.., settled)| !settled)
        });
        // The pool's floats are the co-op's own: what they give is not at a giver's risk.
        let person = !matches!(known.owner_of(bundle.transfer.from), Some(Owner::Pool));
        if person && promised.count() + bundle.transfer.terms.coins.len() > self.limits.promised {
            warnings.push(Warning::ManyPromised);
        }
        match &self.latest {
            None => warnings.push(Warning::NoCheckpoint),
            Some(latest) if bundle.pockets.iter().any(|cert| cert.span.best_before < latest.state.index) => warnings.push(Warning::PocketTooOld),
            Some(latest) => {
                let lately = |r: &Receipt| latest.state.index <= r.checkpoint.state.index.saturating_add(self.limits.pocket);
                let came_back = |r: &Receipt| matches!(r.entry, LogEntry::Recovered { .. });
                warnings.extend(bundle.receipts.iter().any(|r| came_back(r) && lately(r)).then_some(Warning::CameBackLately));
            }
        }
        warnings
    }
}
