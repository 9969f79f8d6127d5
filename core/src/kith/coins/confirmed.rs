//! Hours of mine that a circle says were confirmed.

use super::{Coins, Kith, KithResult};
use crate::ledger::{
    op::{Coop, Op},
    purse::{HoursState, Item},
    units::ActivityId,
};
use kith_wire::EntryId;
use std::collections::HashSet;

impl Kith {
    /// Takes up hours that have not come from the office or by hand yet.
    pub(super) fn fold_confirmed(&self, coins: &mut Coins, coop: &Coop) -> KithResult<()> {
        // By the confirmation itself, which stays where the visit was erased.
        for (visit, attest) in self.storage.confirmations()? {
            if !coins.attestors.contains_key(&ActivityId(visit.0))
                && let Some(item) = self.confirmed_of_mine(&visit, &attest, coop)
            {
                coins.put(&item);
            }
        }
        Ok(())
    }

    fn confirmed_of_mine(&self, visit: &EntryId, attest: &[u8], coop: &Coop) -> Option<Item> {
        let item = Item::check(attest, coop).ok()?;
        let mine = match &item {
            Item::Op(op) => matches!(op.op(), Op::Attest(a) if a.given.hours.earner == self.me && a.given.hours.activity == ActivityId(visit.0)),
            _ => false,
        };
        mine.then_some(item)
    }

    /// Has an hour go to the office by whichever of the two phones comes to it first, directly, by the relay or in a pack; whoever
    /// confirmed it has it wait for the office as well, and the office counts it once.
    pub(in crate::kith) fn bring_confirmed_hours(&mut self, now_ms: u64) -> KithResult<()> {
        let (Ok(coop), Some(purse)) = (self.coop_of_coins(), self.purse_read()?) else { return Ok(()) };
        let wait: HashSet<ActivityId> = purse.hours().into_iter().filter(|h| h.state == HoursState::Attested).map(|h| h.hours.activity).collect();
        if wait.is_empty() {
            return Ok(());
        }
        let own = self.space(&self.own)?.n;
        let kept: HashSet<Vec<u8>> = self.storage.coin_items(own)?.into_iter().map(|(.., bytes)| bytes).collect();
        let mut bring = Vec::new();
        for (visit, attest) in self.storage.confirmations()? {
            if wait.contains(&ActivityId(visit.0)) && !kept.contains(&attest) && self.confirmed_of_mine(&visit, &attest, &coop).is_some() {
                self.keep_object(&attest, now_ms)?;
                bring.push(attest);
            }
        }
        if bring.is_empty() { Ok(()) } else { self.send_operations(bring, now_ms) }
    }
}
