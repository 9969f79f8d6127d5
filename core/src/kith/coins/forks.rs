//! Coins that were given twice with one key: who sees what of it, and how it is put right.
//!
//! The proof stands in the commons and names one device and one place, neither receivers nor purposes. It is put right when as many coins
//! as were lost by it have come back to the pool from whoever's key it was; the office says so, and the device gives phone to phone again.

use super::super::{
    Kith, KithError, KithResult, naming,
    view::{ForkView, GiveView, Role},
};
use crate::{
    fact::{Fact, Notice},
    ledger::{
        notary::Logged,
        op::{ForkProof, LogEntry, Op, Purpose, fork_of},
        purse::{Gift, Use},
        receipt::Spent,
        units::{OpId, Owner, Owners, PrevRef},
    },
    space::act,
};
use kith_wire::{DeviceId, Kind, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// Forks of one person within this time are seen together; for people's eyes, never for a verdict.
const MONTH_MS: u64 = 30 * DAY_MS;
const DAY_MS: u64 = 86_400_000;
/// From this many in a month on it is time for a conversation.
const CONVERSATION: usize = 3;

/// A coin that was given twice, as the commons says.
#[derive(Debug, Clone, Copy)]
struct Known {
    place: PrevRef,
    device: DeviceId,
    at_ms: u64,
}

fn place_bytes(bytes: &[u8]) -> Option<PrevRef> {
    let (index, op) = bytes.split_last().filter(|(_, op)| op.len() == 32)?;
    Some(PrevRef { op: OpId(op.try_into().ok()?), index: *index })
}

impl Kith {
    /// Proofs in the commons, one for each place, as they were first told.
    fn forks_known(&self) -> KithResult<Vec<Known>> {
        let coop = self.coop_of_coins()?;
        let commons = self.space(&self.commons()?)?;
        let mut known: BTreeMap<PrevRef, Known> = BTreeMap::new();
        for notice in self.storage.notices(commons.n, Notice::Fork as u8, None)? {
            let proof = ForkProof::decode(&notice.value).ok().filter(|proof| proof.verify(&coop).is_ok());
            let Some(proof) = proof else { continue };
            let fork = Known { place: proof.coin, device: proof.device, at_ms: notice.at.time_ms };
            let slot = known.entry(proof.coin).or_insert(fork);
            slot.at_ms = slot.at_ms.min(fork.at_ms);
        }
        Ok(known.into_values().collect())
    }

    /// The places that the office says are put right.
    pub(super) fn forks_put_right(&self) -> KithResult<Vec<PrevRef>> {
        let commons = self.space(&self.commons()?)?;
        let said = self.storage.notices(commons.n, Notice::PutRight as u8, None)?;
        let entitled = said.iter().filter(|n| self.held_role(&n.at.author, Role::Notary) || commons.level_held(&n.at.author) >= act::KEEPER);
        Ok(entitled.filter_map(|n| place_bytes(&n.key)).collect())
    }

    /// Whether two copies of this device have given one coin, and that is not put right yet.
    pub(in crate::kith) fn gave_twice(&self) -> KithResult<bool> {
        if self.commons.is_none() {
            return Ok(false);
        }
        let right = self.forks_put_right()?;
        Ok(self.forks_known()?.iter().any(|fork| fork.device == self.device && !right.contains(&fork.place)))
    }

    fn sees_all_forks(&self) -> bool {
        [Role::Coordinator, Role::Office, Role::Notary, Role::Steward, Role::BoardMember].into_iter().any(|role| self.has_role(&self.me, role))
    }

    /// Coins given twice: mine, and for those who look after the coins everybody's, newest first.
    pub(in crate::kith) fn forks(&mut self) -> KithResult<Vec<ForkView>> {
        if self.ledger_space().is_some() {
            self.notary()?;
        }
        let Some(coins) = self.coins_read()? else { return Ok(Vec::new()) };
        let (coop, all, policy) = (self.coop_of_coins()?, self.sees_all_forks(), self.policy()?);
        let right: BTreeSet<PrevRef> = self.forks_put_right()?.into_iter().collect();
        let mut known = self.forks_known()?;
        known.sort_unstable_by_key(|fork| (fork.at_ms, fork.place));
        let person = |device: DeviceId| match coins.owners.owner_of(device) {
            Some(Owner::Person(person)) => Some(person),
            _ => None,
        };
        let mut views = Vec::new();
        for (nth, fork) in known.iter().enumerate() {
            let Some(whose) = person(fork.device).filter(|whose| all || *whose == self.me) else { continue };
            let earlier = known[..=nth].iter().filter(|f| person(f.device) == Some(whose) && f.at_ms.saturating_add(MONTH_MS) > fork.at_ms).count();
            let put_right = right.contains(&fork.place);
            let grade = match (put_right, earlier >= CONVERSATION) {
                (_, true) => "conversation",
                (true, false) => "no-mark",
                (false, false) => "to-put-right",
            };
            let (lost, repaid) = self.fork_counts(fork.place);
            let coin = coins.purse.engine().place(fork.place).map(|(coin, ..)| coin);
            let coin = coin.or_else(|| self.notary.as_ref().and_then(|n| n.engine().place(fork.place)).map(|(coin, ..)| coin));
            views.push(ForkView {
                id: fork_of(fork.place, &coop).hex(),
                coin: coin.map(|coin| coin.hex()),
                person: self.person_view(&whose),
                device: fork.device.hex(),
                mine: whose == self.me,
                state: if put_right { "put-right" } else { "open" }.to_owned(),
                grade: grade.to_owned(),
                lost,
                repaid,
                at_ms: fork.at_ms,
                until_ms: fork.at_ms.saturating_add(u64::from(policy.cure_days) * DAY_MS),
                words: self.fork_words(&whose, put_right, grade),
            });
        }
        views.reverse();
        Ok(views)
    }

    fn fork_words(&self, whose: &PersonId, put_right: bool, grade: &str) -> String {
        let name = self.name_of(whose);
        let key = match (*whose == self.me, put_right, grade) {
            (true, false, _) => "fork-says-mine",
            (true, true, _) => "fork-says-mine-right",
            (false, _, "conversation") => "fork-says-conversation",
            (false, true, _) => "fork-says-right",
            (false, false, _) => "fork-says-open",
        };
        self.words().say_with(key, &[("name", name.as_str().into())])
    }

    /// How many branches lost, and how many coins came back for them: the office alone knows.
    fn fork_counts(&self, place: PrevRef) -> (u32, u32) {
        let (Some(notary), Ok(coop)) = (self.notary.as_ref(), self.coop_of_coins()) else { return (0, 0) };
        let lost = u32::try_from(notary.engine().spends(place).len().saturating_sub(1)).unwrap_or(u32::MAX);
        (lost, notary.book().repaid(fork_of(place, &coop)))
    }

    /// As the person whose key it was: gives the pool a coin in place of the one given twice.
    pub(in crate::kith) fn fork_put_right(&mut self, fork: &str, now_ms: u64) -> KithResult<GiveView> {
        let mine = self.forks()?.into_iter().filter(|f| f.mine);
        let fork = naming::pick(fork, "fork", mine.map(|f| (f.id.clone(), None, f)))?;
        if fork.state == "put-right" {
            return Err(KithError::not_allowed("put-right-already", "This has been put right already."));
        }
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let reference = fork.id.parse().map_err(super::refused)?;
        // One at a time: the office says whether more is owed, once it has heard of this.
        let given = coins.purse.unsettled().into_iter().any(|op| match op {
            Op::Transfer(transfer) => transfer.from == self.device && transfer.terms.purpose == Purpose::Repay && transfer.terms.reference == Some(reference),
            _ => false,
        });
        if given {
            return Err(KithError::not_allowed("put-right-waits", "A coin for this is on its way to the office already."));
        }
        let chosen = coins.purse.choose(1, Use::Support, &coins.owners).map_err(super::cannot_give)?;
        let to = Some(self.pool_float()?);
        let gift = Gift { to, purpose: Purpose::Repay, coins: chosen, reference: Some(reference), telling: None, said_at: Some(now_ms / 1000) };
        self.hand(&gift, (None, Vec::new()), None, false, now_ms)
    }

    /// As the office: says which forks are put right by what was just logged.
    pub(in crate::kith) fn say_put_right(&mut self, logged: &[Logged], now_ms: u64) -> KithResult<()> {
        let Some(notary) = self.notary.as_ref() else { return Ok(()) };
        let repaid = |l: &Logged| match l.entry {
            LogEntry::Settled { to, .. } => notary.engine().transfer(to.op).is_some_and(|t| t.terms.purpose == Purpose::Repay),
            _ => false,
        };
        if !logged.iter().any(repaid) {
            return Ok(());
        }
        let said: BTreeSet<PrevRef> = self.forks_put_right()?.into_iter().collect();
        let spent: Vec<(PrevRef, DeviceId)> = notary.engine().convicted().iter().flat_map(|(d, places)| places.iter().map(|p| (*p, *d))).collect();
        let commons = self.commons()?;
        for (place, device) in spent.into_iter().filter(|(place, _)| !said.contains(place)) {
            let (lost, back) = self.fork_counts(place);
            if lost > 0 && back >= lost {
                let notice = Fact::Notice(Notice::PutRight as u8, place.bytes().to_vec(), device.0.to_vec());
                self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
            }
        }
        Ok(())
    }

    /// As the office: what to tell those who hold a branch that lost, once what decided it is in a checkpoint. Nobody learns who else has the coin.
    pub(in crate::kith) fn losses(&self, logged: &[Logged], forks: &[ForkProof], owners: &dyn Owners) -> BTreeMap<DeviceId, Vec<Spent>> {
        let Some(notary) = self.notary.as_ref() else { return BTreeMap::new() };
        let settled = logged.iter().filter_map(|l| l.entry.head().map(|(coin, ..)| coin));
        let found = forks.iter().filter_map(|proof| notary.engine().place(proof.coin).map(|(coin, ..)| coin));
        let coins: BTreeSet<_> = settled.chain(found).collect();
        let mut out: BTreeMap<DeviceId, Vec<Spent>> = BTreeMap::new();
        for (device, places) in coins.into_iter().flat_map(|coin| notary.losers(coin, owners)) {
            out.entry(device).or_default().extend(places.into_iter().filter_map(|place| notary.spent(place)));
        }
        out
    }
}
