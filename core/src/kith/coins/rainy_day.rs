//! Coins put by for a rainy day: kept apart from what can be given, until their owner takes them back.
//!
//! It is the owner's own mark, in their own space: nobody else sees it, and it decides nothing about who owns a coin.

use super::super::{Change, Kith, KithError, KithResult, view::PurseView};
use super::{Coins, cannot_give};
use crate::{
    fact::{CoinItem, Fact},
    ledger::{purse::Use, units::CoinId},
};
use kith_wire::Kind;
use std::collections::HashMap;

/// What was last said of each coin, and when.
pub(super) type Marks = HashMap<CoinId, (u64, bool)>;

/// Of two marks of one coin the later one counts; of two of one moment the one that keeps the coin safe.
pub(super) fn note(marks: &mut Marks, time_ms: u64, bytes: &[u8]) {
    let Some((on, coin)) = bytes.split_first().and_then(|(on, coin)| Some((*on == 1, CoinId(coin.try_into().ok()?)))) else { return };
    let slot = marks.entry(coin).or_insert((time_ms, on));
    *slot = (*slot).max((time_ms, on));
}

impl Kith {
    fn mark(&mut self, coins: &[CoinId], on: bool, now_ms: u64) -> KithResult<PurseView> {
        for coin in coins {
            let bytes = [&[u8::from(on)], coin.0.as_slice()].concat();
            self.append(self.own, Kind::Fact, Fact::Coin(CoinItem::PutBy as u8, bytes).to_bytes(), now_ms)?;
        }
        self.changed(Change::Coins);
        self.purse()
    }

    /// Puts coins by: these, or so many.
    pub(in crate::kith) fn coins_put_by(&mut self, count: u32, names: &[String], now_ms: u64) -> KithResult<PurseView> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let chosen = if names.is_empty() {
            coins.purse.choose(count as usize, Use::Support, &coins.owners).map_err(cannot_give)?
        } else {
            let named = self.named_coins(&coins.purse, &coins.owners, names)?;
            for coin in named.iter().filter(|coin| !coins.purse.is_put_by(**coin)) {
                coins.purse.spendable(*coin, Use::Support, &coins.owners).map_err(cannot_give)?;
            }
            named
        };
        self.mark(&chosen, true, now_ms)
    }

    /// Takes coins back: these, or all of them.
    pub(in crate::kith) fn coins_take_back(&mut self, names: &[String], now_ms: u64) -> KithResult<PurseView> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let put_by = coins.put_by();
        let chosen: Vec<CoinId> = if names.is_empty() { put_by } else { self.named_coins(&coins.purse, &coins.owners, names)? };
        self.mark(&chosen, false, now_ms)
    }
}

impl Coins {
    /// The coins that are put by.
    fn put_by(&self) -> Vec<CoinId> {
        self.purse.coins(&self.owners).into_iter().map(|view| view.coin).filter(|coin| self.purse.is_put_by(*coin)).collect()
    }
}
