//! The pool's coins: the welcome gift, and what is kept back for making good.

use super::super::{
    Kith, KithError, KithResult,
    view::{GiveView, Role},
};
use super::{Coins, pool_lacks, refused};
use crate::ledger::{
    op::{Op, Purpose, Welcome},
    purse::{CannotGive, Gift, Use},
    units::CoinId,
};

/// Coins of the welcome gift (C5).
pub(super) const WELCOME_COINS: u8 = 10;

impl Kith {
    /// Coins of the pool for anything but making good: what is kept for that stays.
    pub(super) fn choose_in_pool(&self, coins: &Coins, count: usize) -> KithResult<Vec<CoinId>> {
        let free = coins.float.free(Use::Support, &coins.owners).saturating_sub(usize::from(self.policy()?.reserve));
        if free < count {
            return Err(pool_lacks(CannotGive::NotEnough { free }));
        }
        coins.float.choose(count, Use::Support, &coins.owners).map_err(pool_lacks)
    }

    /// As steward: ten coins from the pool to somebody new.
    pub(in crate::kith) fn welcome_gift(&mut self, person: &str, now_ms: u64) -> KithResult<GiveView> {
        let person = self.person(person)?;
        if !self.has_role(&self.me, Role::Steward) {
            return Err(KithError::not_allowed("not-steward", "Only a steward of the pool gives the welcome gift."));
        }
        if person == self.me {
            return Err(KithError::not_allowed("welcome-oneself", "The welcome gift is for somebody new. Another steward gives you yours."));
        }
        let coop = self.coop_of_coins()?;
        let device = self.receiving_device(&person)?;
        let entitlement = crate::ledger::op::entitlement(person, &coop);
        let coins = self.coins_read()?.ok_or_else(|| refused("the pool is not here"))?;
        let given_before =
            coins.float.movements(&coins.owners).iter().any(|m| m.with == Some(device) && m.what == crate::ledger::purse::What::Gave(Purpose::Welcome));
        if given_before {
            return Err(KithError::not_allowed("welcomed-already", "They have had the welcome gift."));
        }
        let welcome = Welcome::sign((person, self.me), WELCOME_COINS, self.policy()?.vesting, (&coop, &self.secrets.device_key())).map_err(refused)?;
        let chosen = self.choose_in_pool(&coins, usize::from(WELCOME_COINS))?;
        let bytes = Op::Welcome(welcome).encode();
        self.keep_object(&bytes, now_ms)?;
        self.send_operations(vec![bytes], now_ms)?;
        let gift =
            Gift { to: Some(device), purpose: Purpose::Welcome, coins: chosen, reference: Some(entitlement), telling: None, said_at: Some(now_ms / 1000) };
        self.hand(&gift, (None, Vec::new()), Some(person), true, now_ms)
    }
}
