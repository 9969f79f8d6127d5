//! Coins that were lost because somebody gave them twice, and how the co-op makes them good.
//!
//! Whoever lost surrenders the dead leaf; a steward consents, and the hardship pool gives one of its own coins for it, once, within the
//! co-op's cap for a month. No coin is made by it.

use super::super::{
    Kith, KithError, KithResult, naming,
    view::{ClaimView, ClaimsView, GiveView, PurseView, Role},
    visits,
};
use super::{cannot_give, pool_has_none, refused};
use crate::ledger::{
    book::Surrender,
    op::{Op, OpId, Purpose},
    purse::{CoinState, Gift, Use},
    units::{ContentHash, Month, Owner, Owners},
};
use kith_wire::{DeviceId, PersonId};

/// Coins that are made good for one device's double spending, as a multiple of what it may promise: beyond it the board decides.
const DEVICE_TIMES: usize = 2;

/// A surrender with what the book says of it.
struct Filed {
    id: OpId,
    surrender: Surrender,
    person: Option<PersonId>,
    against: Option<DeviceId>,
    whose: Option<PersonId>,
}

impl Filed {
    /// Whoever gave a coin twice is owed nothing for it.
    fn void(&self) -> bool {
        self.against.is_none() || self.person.is_none() || self.person == self.whose
    }

    fn state(&self) -> &'static str {
        match (self.surrender.made_good, self.void()) {
            (Some(_), _) => "made-good",
            (None, true) => "void",
            (None, false) => "waiting",
        }
    }
}

fn month_of(said_at: Option<u64>) -> Option<Month> {
    said_at.map(|seconds| visits::month_of(seconds.saturating_mul(1000)))
}

impl Kith {
    /// Surrenders a coin that I lost: my claim, for which the pool can give another.
    pub(in crate::kith) fn coin_surrender(&mut self, coin: &str, now_ms: u64) -> KithResult<PurseView> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let held = coins.purse.coins(&coins.owners);
        let held = naming::pick(coin, "coin", held.into_iter().map(|c| (c.coin.hex(), None, c)))?;
        let held = coins.purse.to_claim(held, &coins.owners);
        if held.state == CoinState::Surrendered {
            return Err(KithError::not_allowed("surrendered-already", "This coin is surrendered already; its claim waits for the pool."));
        }
        if held.state != CoinState::Claim {
            return Err(KithError::not_allowed("nothing-to-claim", "This coin is not lost: there is nothing to make good."));
        }
        let transfer = coins.purse.surrender(held.at, Some(now_ms / 1000), &self.secrets.device_key()).map_err(cannot_give)?;
        self.signed(&transfer.id(&self.coop_of_coins()?).0);
        let bytes = Op::Transfer(transfer).encode();
        self.keep_object(&bytes, now_ms)?;
        self.send_operations(vec![bytes], now_ms)?;
        self.purse()
    }

    fn filed(&mut self) -> KithResult<Vec<Filed>> {
        self.notary()?;
        let owners = self.membership()?;
        let Some(notary) = self.notary.as_ref() else { return Ok(Vec::new()) };
        let person = |device: DeviceId| match owners.owner_of(device) {
            Some(Owner::Person(person)) => Some(person),
            _ => None,
        };
        let filed = notary.book().surrenders().iter().map(|(id, surrender)| {
            let claims = notary.engine().verdict(surrender.coin, &owners).map(|verdict| verdict.claims).unwrap_or_default();
            // The surrender is the leaf of its branch; one that was also passed on is a fork of its own.
            let claim = claims.iter().find(|claim| claim.leaf.op == *id && claim.fork != surrender.leaf);
            let against = claim.map(|claim| claim.against);
            Filed { id: *id, surrender: surrender.clone(), person: person(surrender.by), against, whose: against.and_then(person) }
        });
        Ok(filed.collect())
    }

    fn is_steward(&self) -> KithResult<()> {
        if self.has_role(&self.me, Role::Steward) {
            return Ok(());
        }
        Err(KithError::not_allowed("not-pool-steward", "A steward of the pool makes coins good, at the office."))
    }

    /// As steward: what is to be made good, what has been, and what is kept for it.
    pub(in crate::kith) fn claims(&mut self, now_ms: u64) -> KithResult<ClaimsView> {
        self.is_steward()?;
        let filed = self.filed()?;
        let policy = self.policy()?;
        let coins = self.coins_read()?.ok_or_else(|| refused("the pool is not here"))?;
        let pool = u32::try_from(coins.float.free(Use::Support, &coins.owners)).unwrap_or(u32::MAX);
        let (target, waiting) = (u32::from(policy.reserve), filed.iter().filter(|f| f.state() == "waiting").count());
        let held = pool.min(target);
        let claims = filed.iter().map(|f| ClaimView {
            id: f.id.hex(),
            coin: f.surrender.coin.hex(),
            person: f.person.map(|person| self.person_view(&person)),
            against: f.whose.map(|person| self.person_view(&person)),
            state: f.state().to_owned(),
            words: self.words().say(&format!("claim-says-{}", f.state())),
            at_ms: f.surrender.said_at.unwrap_or(0).saturating_mul(1000),
        });
        Ok(ClaimsView {
            claims: claims.rev().collect(),
            waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
            pool,
            reserve: target,
            reserve_held: held,
            cover_percent: (held * 100).checked_div(target).unwrap_or(100),
            made_good_this_month: self.made_good_in(&filed, visits::month_of(now_ms)),
            make_good_month: policy.make_good_month,
        })
    }

    fn made_good_in(&self, filed: &[Filed], month: Month) -> u32 {
        let this = filed.iter().filter_map(|f| f.surrender.made_good).filter(|(_, at)| month_of(*at) == Some(month));
        u32::try_from(this.count()).unwrap_or(u32::MAX)
    }

    /// As steward: consents that the hardship pool gives a coin for one that was lost.
    pub(in crate::kith) fn claim_make_good(&mut self, claim: &str, now_ms: u64) -> KithResult<GiveView> {
        self.is_steward()?;
        let (filed, policy) = (self.filed()?, self.policy()?);
        let at = naming::pick(claim, "claim", filed.iter().enumerate().map(|(i, f)| (f.id.hex(), None, i)))?;
        let chosen = &filed[at];
        match chosen.state() {
            "made-good" => return Err(KithError::not_allowed("made-good-already", "The pool has given a coin for this one already.")),
            "void" => return Err(KithError::not_allowed("claim-void", "Whoever gave a coin twice is owed nothing for it.")),
            _ => {}
        }
        let month = self.made_good_in(&filed, visits::month_of(now_ms));
        if month >= u32::from(policy.make_good_month) {
            let reason = format!("{month} coins were made good this month; the members decided on at most {}.", policy.make_good_month);
            return Err(KithError::not_allowed("made-good-month", reason).with("count", month));
        }
        let made = filed.iter().filter(|f| f.surrender.made_good.is_some() && f.against == chosen.against).count();
        if made >= DEVICE_TIMES * usize::from(policy.device) {
            let reason = format!("{made} coins were made good for one phone already; the board decides about more.");
            return Err(KithError::not_allowed("made-good-device", reason).with("count", made));
        }
        let coins = self.coins_read()?.ok_or_else(|| refused("the pool is not here"))?;
        let coin = coins.float.choose(1, Use::Support, &coins.owners).map_err(pool_has_none)?;
        let (to, person) = (Some(chosen.surrender.by), chosen.person);
        let gift =
            Gift { to, purpose: Purpose::Compensate, coins: coin, reference: Some(ContentHash(chosen.id.0)), telling: None, said_at: Some(now_ms / 1000) };
        self.hand(&gift, (None, Vec::new()), person, true, now_ms)
    }
}
