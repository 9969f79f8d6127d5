//! Choosing coins, giving them, and gathering what the receiver needs to believe it.

use super::{Bundle, Purse};
use crate::ledger::op::{Anchor, BadOp, HoldingCert, Op, OpId, Purpose, Terms, Transfer, device_of};
use crate::ledger::receipt::Receipt;
use crate::ledger::units::{CLAIMS, CoinId, ContentHash, Owner, Owners, PrevRef, RETIRED};
use crate::ledger::verdict::Standing;
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, limits};
use std::collections::{BTreeMap, BTreeSet};

/// What coins are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A gift to a person: welcome coins only once they are vested.
    Person,
    /// Support in kind, the pool or a place: any coin that is not locked.
    Support,
}

/// Why coins cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotGive {
    /// Fewer coins than that can be given now.
    #[error("only {free} coins can be given now")]
    NotEnough {
        /// How many can.
        free: usize,
    },
    /// There are enough, and some of them must settle first: they have passed through as many hands as they may, or are ripening.
    #[error("{settle} coins must settle before they are passed on")]
    NotSettled {
        /// How many can be given now.
        free: usize,
        /// How many more can once the office has settled them.
        settle: usize,
    },
    /// There are enough, and some of them are welcome coins, which wait for their holder's first settled hour.
    #[error("only {free} coins can be given now; {welcome} are welcome coins")]
    TooFewVested {
        /// How many can be given now.
        free: usize,
        /// How many welcome coins are not vested yet.
        welcome: usize,
    },
    /// This coin is not in the purse.
    #[error("this coin is not here")]
    NotHere(CoinId),
    /// This coin was spent twice by somebody and waits for settlement.
    #[error("this coin is contested")]
    Contested(CoinId),
    /// This coin is not settled since its mint.
    #[error("this coin is still ripening")]
    Ripening(CoinId),
    /// This coin has passed through as many hands as it may before the office sees it.
    #[error("this coin must settle before it is passed on")]
    TooManyHops(CoinId),
    /// This coin is put by for a rainy day.
    #[error("this coin is put by for a rainy day")]
    PutBy(CoinId),
    /// There are enough, and some of them are put by for a rainy day.
    #[error("only {free} coins can be given now; {apart} are put by")]
    TooManyPutBy {
        /// How many can be given now.
        free: usize,
        /// How many are put by.
        apart: usize,
    },
    /// A welcome coin, before its holder's first settled hour.
    #[error("a welcome coin that is not vested yet")]
    NotVested(CoinId),
    /// As many coins as may be promised to one receiver, or by one device, before the office sees them.
    #[error("{now} promised coins are out already, of {most}")]
    ManyPromised {
        /// How many may be.
        most: usize,
        /// How many are.
        now: usize,
        /// Whether it is those to this receiver that are too many.
        to_receiver: bool,
    },
    /// More than one transfer can move, or none.
    #[error("a transfer moves 1 to 84 coins")]
    Count,
    /// Another device's key.
    #[error("not this device's key")]
    Key,
    /// The terms are not sound.
    #[error(transparent)]
    Terms(#[from] BadOp),
}

/// What is given and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// The receiving device; none to retire the coins.
    pub to: Option<DeviceId>,
    /// Why.
    pub purpose: Purpose,
    /// The coins; see [`Purse::choose`].
    pub coins: Vec<CoinId>,
    /// An activity or an entitlement.
    pub reference: Option<ContentHash>,
    /// Hash of what the giver lets be known; nothing means that nothing is told.
    pub telling: Option<ContentHash>,
    /// Seconds since 1970 by this device's clock, for display.
    pub said_at: Option<u64>,
}

impl Purse {
    /// Whether a coin can be given for this use now, and from which place.
    ///
    /// # Errors
    /// Says why it cannot.
    pub fn spendable(&self, coin: CoinId, wanted: Use, owners: &dyn Owners) -> Result<(Standing, PrevRef), CannotGive> {
        let verdict = self.engine.verdict(coin, owners).filter(|v| v.owner == self.me).ok_or(CannotGive::NotHere(coin))?;
        match verdict.standing {
            Standing::Contested => Err(CannotGive::Contested(coin)),
            _ if self.is_put_by(coin) => Err(CannotGive::PutBy(coin)),
            Standing::Ripening => Err(CannotGive::Ripening(coin)),
            Standing::Promised if self.engine.unsettled_hops(verdict.leaf) + 1 > self.limits.hops => Err(CannotGive::TooManyHops(coin)),
            _ if wanted == Use::Person && self.unvested(verdict.leaf, owners) => Err(CannotGive::NotVested(coin)),
            standing => Ok((standing, verdict.leaf)),
        }
    }

    /// Chooses coins to give: settled ones first, then promised ones with the fewest unsettled hops; last those that for now go by way of
    /// the office alone.
    ///
    /// # Errors
    /// When there are not enough.
    pub fn choose(&self, count: usize, wanted: Use, owners: &dyn Owners) -> Result<Vec<CoinId>, CannotGive> {
        if count == 0 {
            return Err(CannotGive::Count);
        }
        let rank = |coin| self.spendable(coin, wanted, owners).ok().map(|(_, at)| (self.fresh(at), self.engine.unsettled_hops(at), coin));
        let mut free: Vec<(bool, usize, CoinId)> = self.held().filter_map(rank).collect();
        free.sort_unstable();
        if free.len() < count {
            let settles = |coin: &CoinId| matches!(self.spendable(*coin, wanted, owners), Err(CannotGive::TooManyHops(_) | CannotGive::Ripening(_)));
            let vests = |coin: &CoinId| matches!(self.spendable(*coin, wanted, owners), Err(CannotGive::NotVested(_)));
            let (free, settle, welcome) = (free.len(), self.held().filter(settles).count(), self.held().filter(vests).count());
            let apart = self.held().filter(|coin| matches!(self.spendable(*coin, wanted, owners), Err(CannotGive::PutBy(_)))).count();
            if apart > 0 && free + apart >= count {
                return Err(CannotGive::TooManyPutBy { free, apart });
            }
            return Err(match (free + settle >= count, welcome) {
                (true, _) => CannotGive::NotSettled { free, settle },
                (_, 0) => CannotGive::NotEnough { free },
                _ => CannotGive::TooFewVested { free, welcome },
            });
        }
        if count > limits::TRANSFER_COINS_MAX {
            return Err(CannotGive::Count);
        }
        Ok(free.into_iter().take(count).map(|(.., coin)| coin).collect())
    }

    /// How many coins could be given for this use now.
    #[must_use]
    pub fn free(&self, wanted: Use, owners: &dyn Owners) -> usize {
        self.held().filter(|coin| self.spendable(*coin, wanted, owners).is_ok()).count()
    }

    /// Signs a transfer. Store it durably and [`Purse::put`] it before anything of it leaves the device.
    ///
    /// # Errors
    /// When a coin cannot be given, or the terms are not sound.
    pub fn give(&self, gift: &Gift, key: &SigningKey, owners: &dyn Owners) -> Result<Transfer, CannotGive> {
        if device_of(key) != self.me {
            return Err(CannotGive::Key);
        }
        if gift.coins.is_empty() || gift.coins.len() > limits::TRANSFER_COINS_MAX {
            return Err(CannotGive::Count);
        }
        let wanted = if gift.purpose == Purpose::Gift { Use::Person } else { Use::Support };
        let coins = gift.coins.iter().map(|coin| self.spendable(*coin, wanted, owners).map(|(_, at)| at));
        let coins = coins.collect::<Result<BTreeSet<_>, _>>()?;
        if coins.len() != gift.coins.len() {
            return Err(CannotGive::Count);
        }
        self.within_limits(gift, owners)?;
        let anchor = self.latest.as_ref().map(|checkpoint| {
            let mut hash8 = [0; 8];
            hash8.copy_from_slice(&checkpoint.id(&self.coop).0[..8]);
            Anchor { index: checkpoint.state.index, hash8 }
        });
        let terms = Terms {
            to: gift.to.unwrap_or(RETIRED),
            purpose: gift.purpose,
            ctr: u32::try_from(self.made.len()).unwrap_or(u32::MAX),
            coins: coins.into_iter().collect(),
            anchor,
            reference: gift.reference,
            telling: gift.telling,
            said_at: gift.said_at,
        };
        Ok(Transfer::sign(terms, &self.coop, key)?)
    }

    /// Promised coins are a loss that somebody may have to make good: no more of them than the co-op insures. What goes to another person
    /// counts; the pool's own floats, places and one's own devices do not.
    fn within_limits(&self, gift: &Gift, owners: &dyn Owners) -> Result<(), CannotGive> {
        let person = |device: DeviceId| match owners.owner_of(device) {
            Some(Owner::Person(person)) => Some(person),
            _ => None,
        };
        let (Some(me), Some(receiver)) = (person(self.me), gift.to.and_then(person)) else { return Ok(()) };
        if receiver == me {
            return Ok(());
        }
        let (mut in_all, mut to_them) = (0, 0);
        for transfer in self.made.iter().filter_map(|id| Some((*id, self.engine.transfer(*id)?))) {
            let Some(to) = person(transfer.1.terms.to).filter(|to| *to != me) else { continue };
            let places = (0u8..).zip(&transfer.1.terms.coins).map(|(index, _)| PrevRef { op: transfer.0, index });
            let out = places.filter(|at| self.engine.place(*at).is_some_and(|(.., settled)| !settled) && !self.engine.dead(*at)).count();
            in_all += out;
            to_them += if to == receiver { out } else { 0 };
        }
        let count = gift.coins.len();
        if to_them + count > self.limits.promised {
            return Err(CannotGive::ManyPromised { most: self.limits.promised, now: to_them, to_receiver: true });
        }
        if in_all + count > self.limits.device {
            return Err(CannotGive::ManyPromised { most: self.limits.device, now: in_all, to_receiver: false });
        }
        Ok(())
    }

    /// Surrenders a dead leaf: the holder's claim, in exchange for a coin of the pool.
    ///
    /// # Errors
    /// When the leaf is not this device's, or not dead.
    pub fn surrender(&self, leaf: PrevRef, said_at: Option<u64>, key: &SigningKey) -> Result<Transfer, CannotGive> {
        let place = self.engine.place(leaf).filter(|_| self.engine.spends(leaf).is_empty() && self.engine.dead(leaf));
        match place {
            Some((_, holder, ..)) if holder == self.me && device_of(key) == self.me => {
                let ctr = u32::try_from(self.made.len()).unwrap_or(u32::MAX);
                let terms = Terms { to: CLAIMS, purpose: Purpose::Surrender, ctr, coins: vec![leaf], anchor: None, reference: None, telling: None, said_at };
                Ok(Transfer::sign(terms, &self.coop, key)?)
            }
            Some((coin, ..)) => Err(CannotGive::NotHere(coin)),
            None => Err(CannotGive::NotEnough { free: 0 }),
        }
    }

    /// Gathers the bundle of a transfer that this device made; certificates, telling and attachments are the caller's to add.
    /// Nothing if the transfer is not here, or a coin's settled head has no voucher left.
    #[must_use]
    pub fn bundle(&self, transfer: OpId) -> Option<Bundle> {
        let transfer = self.engine.transfer(transfer)?;
        let (mut parents, mut pockets, mut receipts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for prev in &transfer.terms.coins {
            let mut at = *prev;
            while let (_, holder, Some(parent), false) = self.engine.place(at)? {
                let before = self.engine.transfer(at.op).filter(|t| t.terms.to == holder)?;
                parents.insert(at.op, before.as_ref().clone());
                at = parent;
            }
            match self.voucher(at)? {
                Voucher::Pocket(id, cert) => drop(pockets.insert(id, cert.clone())),
                Voucher::Receipt(receipt) => drop(receipts.insert(at, receipt.clone())),
            }
        }
        let told = |t: &Transfer| t.terms.telling.and_then(|hash| self.tellings.get(&hash)).cloned();
        Some(Bundle {
            told_before: parents.values().filter_map(told).collect(),
            transfer: transfer.as_ref().clone(),
            parents: parents.into_values().collect(),
            pockets: pockets.into_values().collect(),
            receipts: receipts.into_values().collect(),
            certificates: Vec::new(),
            telling: told(transfer),
            attachments: Vec::new(),
        })
    }

    /// What the office should see: attestations not counted yet, and transfers to or from this device (with the hops before them) that
    /// are not settled. Bringing one twice does no harm.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Op> {
        let attests = self.attests.iter().filter(|(id, _)| !self.counted.contains_key(id)).map(|(_, attest)| Op::Attest(attest.clone()));
        let made = self.made.iter().filter_map(|id| self.engine.transfer(*id).map(|t| (*id, t.terms.coins.len())));
        let made = made.flat_map(|(op, n)| (0u8..).take(n).map(move |index| PrevRef { op, index }));
        let mut transfers = BTreeSet::new();
        for place in self.mine.iter().copied().chain(made) {
            let mut at = Some(place);
            while let Some((op, parent)) = at.and_then(|at| self.engine.place(at).filter(|(.., settled)| !settled).map(|(_, _, parent, _)| (at.op, parent))) {
                transfers.insert(op);
                at = parent;
            }
        }
        attests.chain(transfers.iter().filter_map(|id| self.engine.transfer(*id)).map(|t| Op::Transfer(t.as_ref().clone()))).collect()
    }

    /// What vouches for a settled head: the newest pocket that lists it (small), or its receipt.
    fn voucher(&self, at: PrevRef) -> Option<Voucher<'_>> {
        let pocket = self.pockets.iter().filter(|(_, cert)| cert.coin(at).is_some()).max_by_key(|(id, cert)| (cert.span.best_before, **id));
        match pocket {
            Some((id, cert)) => Some(Voucher::Pocket(*id, cert)),
            None => self.receipts.get(&at).map(Voucher::Receipt),
        }
    }
}

enum Voucher<'a> {
    Pocket(OpId, &'a HoldingCert),
    Receipt(&'a Receipt),
}
