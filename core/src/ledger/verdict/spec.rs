//! The verdict as its definition reads, over a whole set of facts. Slow on purpose: nothing is cached and nothing is kept up to date.

use super::{Claim, Fact, Judgement, Standing, Verdict};
use crate::ledger::op::{OpId, Transfer};
use crate::ledger::receipt::Taken;
use crate::ledger::units::{CLAIMS, CoinId, HIDDEN, Owners, PrevRef, same_person};
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Clone, Copy)]
struct Place {
    coin: CoinId,
    holder: DeviceId,
    parent: Option<PrevRef>,
}

struct Set<'a> {
    places: BTreeMap<PrevRef, Place>,
    settled: BTreeMap<PrevRef, u64>,
    proven: BTreeSet<PrevRef>,
    owners: &'a dyn Owners,
}

/// The judgement over a set of facts; their order and how often each is named make no difference.
#[must_use]
pub fn judge(facts: &[Fact], owners: &dyn Owners) -> Judgement {
    let mut set = Set { places: BTreeMap::new(), settled: BTreeMap::new(), proven: BTreeSet::new(), owners };
    let mut transfers: BTreeMap<OpId, Arc<Transfer>> = BTreeMap::new();
    let mut convicted: BTreeMap<DeviceId, BTreeSet<PrevRef>> = BTreeMap::new();
    let mut spent: Vec<Taken> = Vec::new();
    for fact in facts {
        match fact {
            Fact::Mint { id, coin, to } => {
                set.places.insert(PrevRef::first(*id), Place { coin: *coin, holder: *to, parent: None });
            }
            Fact::Head(head) => {
                set.places.insert(head.at, Place { coin: head.coin, holder: head.holder, parent: None });
                let rank = set.settled.entry(head.at).or_insert(head.rank);
                *rank = head.rank.max(*rank);
            }
            Fact::Transfer { id, transfer } => {
                transfers.insert(*id, Arc::clone(transfer));
            }
            Fact::Spent(taken) => spent.push(*taken),
            Fact::Fork(proof) => {
                set.proven.insert(proof.coin);
                convicted.entry(proof.device).or_default().insert(proof.coin);
            }
        }
    }
    spent.sort_unstable_by_key(|taken| (taken.to, taken.prev, taken.rank));
    while set.grow(&transfers) || set.vouched(&spent) {}
    for (at, place) in &set.places {
        // What only the log vouches for convicts nobody: two signatures do.
        if set.children(*at).iter().filter(|child| transfers.contains_key(&child.op)).count() > 1 {
            convicted.entry(place.holder).or_default().insert(*at);
        }
    }
    let coins: BTreeSet<CoinId> = set.places.values().map(|p| p.coin).collect();
    Judgement { coins: coins.into_iter().filter_map(|coin| Some((coin, set.verdict(coin)?))).collect(), convicted }
}

impl Set<'_> {
    /// Adds every transfer's coin whose parent is here and whose sender held it; says whether there was one.
    fn grow(&mut self, transfers: &BTreeMap<OpId, Arc<Transfer>>) -> bool {
        let mut grew = false;
        for (id, transfer) in transfers {
            for (index, prev) in (0u8..).zip(&transfer.terms.coins) {
                let Some(parent) = self.places.get(prev).filter(|p| p.holder == transfer.from).copied() else { continue };
                let at = PrevRef { op: *id, index };
                let place = self.places.entry(at).or_insert(Place { coin: parent.coin, holder: transfer.terms.to, parent: None });
                if place.parent.is_none() || (place.holder == HIDDEN && place.parent == Some(*prev)) {
                    (place.holder, place.parent) = (transfer.terms.to, Some(*prev));
                    grew = true;
                }
            }
        }
        grew
    }

    /// Adds what the log settled under places that are here, its holder hidden where nothing else says who; says whether there was any.
    fn vouched(&mut self, spent: &[Taken]) -> bool {
        let mut grew = false;
        for taken in spent {
            if self.places.get(&taken.prev).is_none_or(|parent| parent.coin != taken.coin) {
                continue;
            }
            let place = self.places.entry(taken.to).or_insert(Place { coin: taken.coin, holder: HIDDEN, parent: None });
            if place.parent.is_none() {
                place.parent = Some(taken.prev);
                grew = true;
            }
            let rank = self.settled.entry(taken.to).or_insert(taken.rank);
            grew |= *rank < taken.rank;
            *rank = taken.rank.max(*rank);
        }
        grew
    }

    fn children(&self, at: PrevRef) -> Vec<PrevRef> {
        self.places.iter().filter(|(_, p)| p.parent == Some(at)).map(|(c, _)| *c).collect()
    }

    fn pref(&self, at: PrevRef) -> Option<PrevRef> {
        let from = self.places[&at].holder;
        self.children(at).into_iter().min_by_key(|c| {
            let to = self.places[c].holder;
            (!self.settled.contains_key(c), to == CLAIMS, same_person(self.owners, from, to), *c)
        })
    }

    fn heir(&self, at: PrevRef) -> PrevRef {
        self.pref(at).map_or(at, |next| self.heir(next))
    }

    /// The place and its ancestors.
    fn line(&self, at: PrevRef) -> Vec<PrevRef> {
        std::iter::successors(Some(at), |at| self.places[at].parent).collect()
    }

    fn dead(&self, at: PrevRef) -> bool {
        self.line(at).iter().any(|x| {
            let siblings = self.places[x].parent.map(|p| self.children(p)).unwrap_or_default();
            siblings.iter().any(|s| s != x && self.settled.contains_key(s))
        })
    }

    fn contested(&self, leaf: PrevRef) -> bool {
        self.line(leaf).iter().any(|n| {
            let children = self.children(*n);
            (children.len() > 1 || self.proven.contains(n)) && !children.iter().any(|c| self.settled.contains_key(c))
        })
    }

    fn verdict(&self, coin: CoinId) -> Option<Verdict> {
        let mine = || self.places.iter().filter(|(_, p)| p.coin == coin);
        let roots = mine().filter(|(_, p)| p.parent.is_none()).map(|(at, _)| *at);
        let root = roots.min_by_key(|at| (std::cmp::Reverse(self.settled.get(at).copied()), *at))?;
        let leaf = self.heir(root);
        let place = self.places[&leaf];
        let standing = if self.contested(leaf) {
            Standing::Contested
        } else if self.settled.contains_key(&leaf) {
            Standing::Settled
        } else if place.parent.is_some() {
            Standing::Promised
        } else {
            Standing::Ripening
        };
        let mut claims = Vec::new();
        for (fork, place) in mine() {
            let preferred = self.pref(*fork);
            for child in self.children(*fork).into_iter().filter(|c| Some(*c) != preferred) {
                let leaf = self.heir(child);
                claims.push(Claim { leaf, holder: self.places[&leaf].holder, against: place.holder, fork: *fork, dead: self.dead(leaf) });
            }
        }
        claims.sort_unstable();
        Some(Verdict { leaf, owner: place.holder, standing, claims })
    }
}
