//! Losing leaves: what of a coin that was spent twice is this device's to claim.
//!
//! The claim follows the coin, so a device may hold the branch that counts and have a claim for another of the same coin.

use super::{CoinState, CoinView, Purse};
use crate::ledger::op::OpId;
use crate::ledger::units::{CLAIMS, CoinId, Owner, Owners, PrevRef};
use crate::ledger::verdict::{Claim, Verdict};

impl Purse {
    /// The claims that are this device's, or were until it surrendered them; those still to be surrendered first.
    pub(super) fn claims_of<'a>(&'a self, verdict: &'a Verdict, owners: &'a dyn Owners) -> impl Iterator<Item = (CoinState, &'a Claim)> {
        let held = verdict.claims.iter().filter(|claim| claim.holder == self.me);
        let held = held.map(|claim| (if claim.dead { CoinState::Claim } else { CoinState::Contested }, claim));
        let surrendered = verdict.claims.iter().filter(|claim| claim.holder == CLAIMS && self.made.contains(&claim.leaf.op));
        let surrendered = surrendered.map(move |claim| {
            let state = if self.is_made_good(&claim.leaf.op, owners) { CoinState::MadeWhole } else { CoinState::Surrendered };
            (state, claim)
        });
        held.chain(surrendered)
    }

    /// Claims beside what [`Purse::coin`] shows of a coin: that it is held here too, or another claim.
    #[must_use]
    pub fn claims_beside(&self, coin: CoinId, owners: &dyn Owners) -> Vec<CoinView> {
        let (Some(shown), Some(verdict)) = (self.coin(coin, owners), self.engine.verdict(coin, owners)) else { return Vec::new() };
        let beside = self.claims_of(&verdict, owners).filter(|(_, claim)| claim.leaf != shown.at);
        let view = |(state, claim): (CoinState, &Claim)| CoinView {
            coin,
            state,
            holder: verdict.owner,
            at: claim.leaf,
            against: Some(claim.against),
            unvested: false,
            steps: self.engine.unsettled_hops(claim.leaf),
            fresh: false,
        };
        beside.map(view).collect()
    }

    /// What is to be seen to first of a coin: a claim beside it that is still to be surrendered, or itself.
    #[must_use]
    pub fn to_claim(&self, coin: CoinView, owners: &dyn Owners) -> CoinView {
        if coin.state == CoinState::Claim {
            return coin;
        }
        self.claims_beside(coin.coin, owners).into_iter().find(|view| view.state == CoinState::Claim).unwrap_or(coin)
    }

    /// All there is to show of a coin: itself, then what is claimed beside it.
    pub(super) fn views(&self, coin: CoinId, owners: &dyn Owners) -> Vec<CoinView> {
        self.coin(coin, owners).into_iter().chain(self.claims_beside(coin, owners)).collect()
    }

    /// Whether a place is shown in one of these states.
    pub(super) fn shown_at(&self, coin: CoinId, at: PrevRef, states: &[CoinState], owners: &dyn Owners) -> bool {
        self.views(coin, owners).iter().any(|view| view.at == at && states.contains(&view.state))
    }

    /// Whether the pool has given this device a coin for what it surrendered: anybody may write that they did.
    fn is_made_good(&self, surrender: &OpId, owners: &dyn Owners) -> bool {
        let given = self.compensations.get(surrender).into_iter().flatten();
        let mut by_pool = given.filter(|(_, from)| owners.owner_of(*from) == Some(Owner::Pool));
        by_pool.any(|(op, _)| self.mine.range(PrevRef { op: *op, index: 0 }..).next().is_some_and(|at| at.op == *op))
    }
}
