//! Devices of mine that were cut off: what they gave, what came back, and from when it is mine to promise again.

use super::Purse;
use crate::ledger::op::{CutOff, LogEntry, OpId, Recover, Transfer};
use crate::ledger::units::{CoinId, Owners, PrevRef};
use kith_wire::DeviceId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far a gift of a device that was cut off has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GiftState {
    /// It waits for my word.
    Waits,
    /// I said that it was I; the office has not settled it yet.
    Ratified,
    /// Settled.
    Settled,
    /// The coin went elsewhere: it came back to me, or another gift of it was settled.
    Lost,
}

/// A gift of a device that was cut off.
#[derive(Debug, Clone)]
pub struct LostGift {
    /// The transfer.
    pub id: OpId,
    /// The same, with whom it is to.
    pub transfer: Arc<Transfer>,
    /// How far it has come.
    pub state: GiftState,
}

impl Purse {
    /// Notes that the co-op has cut off a device: what it hands over is not taken any more.
    pub fn cut_off(&mut self, device: DeviceId) {
        self.cut.insert(device);
    }

    /// The notary's word on a device that was cut off, once it is here.
    #[must_use]
    pub fn cut_off_said(&self, device: DeviceId) -> Option<&CutOff> {
        self.cuts.get(&device)
    }

    /// Askings for what a device held, by their identity.
    pub fn recovers_of(&self, device: DeviceId) -> impl Iterator<Item = (OpId, &Recover)> {
        self.recovers.iter().filter(move |(_, recover)| recover.from == device).map(|(id, recover)| (*id, recover))
    }

    /// Coins that came back by an asking.
    #[must_use]
    pub fn came_by(&self, asking: OpId) -> usize {
        self.mine.iter().filter(|at| at.op == asking).count()
    }

    /// By what asking a place came, if it came so.
    pub(super) fn recovered_at(&self, at: PrevRef) -> bool {
        self.receipts.get(&at).is_some_and(|receipt| matches!(receipt.entry, LogEntry::Recovered { .. }))
    }

    /// Whether it was somebody else's coin, left to this device's owner.
    pub(super) fn left_to_me(&self, at: PrevRef) -> bool {
        self.recovers.get(&at.op).is_some_and(|recover| recover.estate.is_some())
    }

    /// Whether a coin came back from a device that was cut off so lately that somebody without signal may hold a gift of it still.
    #[must_use]
    pub fn fresh(&self, at: PrevRef) -> bool {
        let Some(receipt) = self.receipts.get(&at).filter(|_| self.recovered_at(at)) else { return false };
        let over = receipt.checkpoint.state.index.saturating_add(self.limits.pocket);
        self.latest.as_ref().is_none_or(|latest| latest.state.index <= over)
    }

    /// Whether one of these coins may be given only by way of the office for now.
    #[must_use]
    pub fn only_in_touch(&self, coins: &[CoinId], owners: &dyn Owners) -> bool {
        coins.iter().any(|coin| self.engine.verdict(*coin, owners).is_some_and(|verdict| self.fresh(verdict.leaf)))
    }

    /// What a device that was cut off gave and is not settled, or was not until I said that it was I.
    #[must_use]
    pub fn gifts_of(&self, device: DeviceId) -> Vec<LostGift> {
        let gifts: BTreeMap<OpId, Arc<Transfer>> = self.engine.transfers_of(device).collect();
        let state = |id: OpId, transfer: &Transfer| {
            let places = (0u8..).zip(&transfer.terms.coins).map(|(index, prev)| (PrevRef { op: id, index }, *prev));
            let (mut settled, mut lost) = (false, false);
            for (at, prev) in places {
                let known = self.engine.place(at);
                settled |= known.is_some_and(|(.., settled)| settled) || self.receipts.contains_key(&at);
                lost |= known.is_some() && self.engine.dead(at) || self.came_back(prev);
            }
            match (settled, lost, self.ratified.contains(&id)) {
                (true, ..) => GiftState::Settled,
                (_, true, _) => GiftState::Lost,
                (.., true) => GiftState::Ratified,
                _ => GiftState::Waits,
            }
        };
        gifts.into_iter().map(|(id, transfer)| LostGift { id, state: state(id, &transfer), transfer }).collect()
    }

    /// Whether the coin of this place came back to me by a receipt.
    fn came_back(&self, prev: PrevRef) -> bool {
        let spends = |entry: &LogEntry| entry.spends().is_some_and(|(_, before, _)| before == prev) && matches!(entry, LogEntry::Recovered { .. });
        self.receipts.values().any(|receipt| spends(&receipt.entry))
    }
}
