//! The invariants of the verdict, over random histories with forks, batches, orphans and settlements.

use super::{Engine, Fact, Judgement, Standing, judge};
use crate::ledger::op::{OpId, Slice, Transfer};
use crate::ledger::receipt::{Head, Taken};
use crate::ledger::tests::cast::{cases, coop, device, id, key, members, terms};
use crate::ledger::units::{CLAIMS, CoinId, HIDDEN, Owners, PrevRef};
use kith_wire::DeviceId;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who may sign in the histories: devices 1 to 5, and 13, which is the second phone of person 3.
const DEVICES: [u8; 6] = [1, 2, 3, 4, 5, 13];

/// A step of a history: spend some places of one holder, or settle something.
#[derive(Debug, Clone)]
struct Step {
    /// Which place to begin with, and how many places of the same holder go together.
    place: prop::sample::Index,
    batch: usize,
    to: prop::sample::Index,
    surrender: bool,
    settle: bool,
}

fn steps(max: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (any::<prop::sample::Index>(), 1usize..4, any::<prop::sample::Index>(), prop::bool::weighted(0.05), prop::bool::weighted(0.3));
    let step = step.prop_map(|(place, batch, to, surrender, settle)| Step { place, batch, to, surrender, settle });
    prop::collection::vec(step, 1..max)
}

/// A coin's mint as a fact, and its first place.
fn minted(n: u8) -> (Fact, PrevRef, CoinId, DeviceId) {
    let slices = vec![Slice { attest: OpId([n; 32]), first: 0, count: 60 }];
    let to = device(DEVICES[usize::from(n) % DEVICES.len()]);
    let mint = crate::ledger::op::Mint::sign(slices, to, &coop(), &key(200)).unwrap();
    let (id, coin) = (mint.id(&coop()), mint.coin(&coop()));
    (Fact::Mint { id, coin, to }, PrevRef::first(id), coin, to)
}

fn transfer_fact(transfer: Transfer) -> Fact {
    Fact::Transfer { id: id(&transfer), transfer: Arc::new(transfer) }
}

fn signer(holder: DeviceId) -> u8 {
    DEVICES.into_iter().find(|n| device(*n) == holder).unwrap()
}

/// A history of four coins: every place may be spent, and spent again.
fn history(steps: &[Step]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut places: Vec<(PrevRef, CoinId, DeviceId)> = Vec::new();
    let mut parents: BTreeMap<PrevRef, PrevRef> = BTreeMap::new();
    let mut settled: BTreeMap<PrevRef, u64> = BTreeMap::new();
    for n in 0..4 {
        let (fact, at, coin, to) = minted(n);
        facts.push(fact);
        places.push((at, coin, to));
        settled.insert(at, u64::from(n));
        facts.push(Fact::Head(Head { at, coin, holder: to, rank: u64::from(n) }));
    }
    for step in steps {
        let live: Vec<_> = places.iter().filter(|(.., holder)| *holder != CLAIMS).copied().collect();
        let (first, _, holder) = *step.place.get(&live);
        if step.settle {
            // What a notary would do: the first unsettled child of a settled place.
            let rank = u64::try_from(settled.len()).unwrap();
            let fits = |at: &PrevRef| {
                !settled.contains_key(at)
                    && parents.get(at).is_some_and(|p| settled.contains_key(p) && !parents.iter().any(|(c, q)| q == p && settled.contains_key(c)))
            };
            if let Some((at, coin, holder)) = places.iter().find(|(at, ..)| fits(at)).copied() {
                settled.insert(at, rank);
                // Some phones learn who holds the coin, others only that the place is spent.
                let spent = Fact::Spent(Taken { coin, prev: parents[&at], to: at, rank });
                facts.push(if step.batch == 3 { spent } else { Fact::Head(Head { at, coin, holder, rank }) });
            }
            continue;
        }
        let mut coins: BTreeSet<PrevRef> = live.iter().filter(|(.., h)| *h == holder).take(step.batch - 1).map(|(at, ..)| *at).collect();
        coins.insert(first);
        let from = signer(holder);
        let to = *step.to.get(&DEVICES.into_iter().filter(|n| *n != from).collect::<Vec<_>>());
        let coins: Vec<_> = coins.into_iter().collect();
        let mut terms = terms(device(to), &coins);
        if step.surrender {
            (terms.to, terms.purpose) = (CLAIMS, crate::ledger::op::Purpose::Surrender);
        }
        let transfer = Transfer::sign(terms, &coop(), &key(from)).unwrap();
        if facts.iter().any(|f| matches!(f, Fact::Transfer { id: known, .. } if *known == id(&transfer))) {
            continue;
        }
        for (index, prev) in (0u8..).zip(&transfer.terms.coins) {
            let at = PrevRef { op: id(&transfer), index };
            let coin = places.iter().find(|(at, ..)| at == prev).unwrap().1;
            places.push((at, coin, transfer.terms.to));
            parents.insert(at, *prev);
        }
        facts.push(transfer_fact(transfer));
    }
    facts
}

fn run(facts: &[Fact]) -> Engine {
    let mut engine = Engine::new(coop());
    facts.iter().for_each(|fact| drop(engine.take(fact, members())));
    engine
}

fn judged(facts: &[Fact]) -> Judgement {
    run(facts).judgement(members())
}

/// I1 as a check of any rule: the same facts in two orders, the second with repeats, give one result.
fn order_free<T: PartialEq>(rule: impl Fn(&[Fact]) -> T, facts: &[Fact], other: &[Fact]) -> bool {
    let repeated: Vec<Fact> = other.iter().chain(&other[..other.len() / 2]).cloned().collect();
    rule(facts) == rule(&repeated)
}

/// Every place of a coin in the set, with its children.
fn trees(engine: &Engine, facts: &[Fact]) -> BTreeMap<CoinId, Vec<(PrevRef, usize)>> {
    let mut trees: BTreeMap<CoinId, Vec<(PrevRef, usize)>> = BTreeMap::new();
    for fact in facts {
        let places: Vec<PrevRef> = match fact {
            Fact::Mint { id, .. } => vec![PrevRef::first(*id)],
            Fact::Transfer { id, transfer } => (0u8..).zip(&transfer.terms.coins).map(|(index, _)| PrevRef { op: *id, index }).collect(),
            _ => Vec::new(),
        };
        for at in places {
            if let Some((coin, ..)) = engine.place(at) {
                trees.entry(coin).or_default().push((at, engine.spends(at).len()));
            }
        }
    }
    trees
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(48)))]

    /// covers: C11, C12 (I1, I11)
    #[test]
    fn any_order_repetition_and_part_of_a_history_gives_the_verdict_of_the_definition(
        steps in steps(24), order in any::<prop::sample::Index>(), seed in any::<u64>()
    ) {
        let facts = history(&steps);
        let mut shuffled = facts.clone();
        shuffle(&mut shuffled, seed);
        prop_assert!(order_free(judged, &facts, &shuffled));
        prop_assert_eq!(judged(&shuffled).digest(), judge(&facts, members()).digest());
        // Part of it, then all: the part is judged as the definition judges it, and what was missing changes nothing but itself.
        let cut = order.index(shuffled.len());
        let mut engine = run(&shuffled[..cut]);
        prop_assert_eq!(engine.judgement(members()), judge(&shuffled[..cut], members()));
        shuffled[cut..].iter().for_each(|fact| drop(engine.take(fact, members())));
        prop_assert_eq!(engine.judgement(members()), judge(&facts, members()));
    }

    /// covers: C11 (I11)
    #[test]
    fn a_transfer_whose_parent_is_withheld_changes_nothing(steps in steps(24), withheld in any::<prop::sample::Index>()) {
        let mut facts = history(&steps);
        facts.retain(|f| !matches!(f, Fact::Head(_) | Fact::Spent(_)));
        facts.remove(withheld.index(facts.len()));
        let engine = run(&facts);
        let inert = |fact: &Fact| match fact {
            Fact::Transfer { id, transfer } => (0u8..).zip(&transfer.terms.coins).all(|(index, _)| engine.place(PrevRef { op: *id, index }).is_none()),
            _ => false,
        };
        let without: Vec<Fact> = facts.iter().filter(|f| !inert(f)).cloned().collect();
        prop_assert_eq!(engine.judgement(members()).digest(), judged(&without).digest());
    }

    /// covers: C11, C12 (I3, I4)
    #[test]
    fn every_coin_has_one_owner_and_every_other_leaf_one_claim(steps in steps(30)) {
        let facts = history(&steps);
        let engine = run(&facts);
        let judgement = engine.judgement(members());
        prop_assert_eq!(judgement.coins.len(), 4);
        for (coin, places) in trees(&engine, &facts) {
            let verdict = &judgement.coins[&coin];
            let leaves: BTreeSet<PrevRef> = places.iter().filter(|(_, children)| *children == 0).map(|(at, _)| *at).collect();
            let mut named: BTreeSet<PrevRef> = verdict.claims.iter().map(|c| c.leaf).collect();
            prop_assert_eq!(leaves.len(), 1 + verdict.claims.len());
            named.insert(verdict.leaf);
            prop_assert_eq!(&named, &leaves);
            prop_assert!(verdict.claims.iter().all(|c| judgement.convicted[&c.against].contains(&c.fork)));
        }
    }

    /// covers: C11 (I5)
    #[test]
    fn a_device_is_convicted_if_and_only_if_it_signed_two_transfers_of_one_place(steps in steps(30)) {
        let facts = history(&steps);
        let mut spent: BTreeMap<(DeviceId, PrevRef), BTreeSet<OpId>> = BTreeMap::new();
        for fact in &facts {
            if let Fact::Transfer { id, transfer } = fact {
                transfer.terms.coins.iter().for_each(|prev| { spent.entry((transfer.from, *prev)).or_default().insert(*id); });
            }
        }
        let twice = spent.into_iter().filter(|(_, ops)| ops.len() > 1).map(|(place, _)| place);
        let mut expected: BTreeMap<DeviceId, BTreeSet<PrevRef>> = BTreeMap::new();
        twice.for_each(|(device, place)| { expected.entry(device).or_default().insert(place); });
        prop_assert_eq!(judged(&facts).convicted, expected);
        // And each conviction has a proof that anybody can check.
        let mut engine = Engine::new(coop());
        let proofs: Vec<_> = facts.iter().flat_map(|f| engine.take(f, members()).forks).collect();
        prop_assert!(proofs.iter().all(|p| p.verify(&coop()).is_ok()));
        let proven: BTreeSet<_> = proofs.iter().map(|p| (p.device, p.coin)).collect();
        prop_assert_eq!(proven.len(), engine.convicted().values().map(BTreeSet::len).sum::<usize>());
    }

    /// covers: C11 (I7)
    #[test]
    fn what_is_settled_stays_on_the_owners_line_whatever_comes(steps in steps(30), more in steps(10)) {
        let (facts, all) = (history(&steps), history(&[steps.clone(), more].concat()));
        prop_assert!(settled_for_ever(|facts| owners_line(&run(facts)), &facts, &all));
    }

    /// covers: C11 (I9)
    #[test]
    fn bystanders_are_innocent(steps in steps(30), culprit in 0..DEVICES.len()) {
        let facts = history(&steps);
        let (engine, culprit) = (run(&facts), device(DEVICES[culprit]));
        let held: BTreeSet<CoinId> = trees(&engine, &facts).into_iter()
            .filter(|(_, places)| places.iter().any(|(at, _)| engine.place(*at).is_some_and(|(_, holder, ..)| holder == culprit)))
            .map(|(coin, _)| coin).collect();
        let without: Vec<Fact> = facts.iter().filter(|f| !matches!(f, Fact::Transfer { transfer, .. } if transfer.from == culprit)).cloned().collect();
        let (with, without) = (judged(&facts), judged(&without));
        for (coin, verdict) in with.coins.iter().filter(|(coin, _)| !held.contains(coin)) {
            prop_assert_eq!(Some(verdict), without.coins.get(coin));
        }
        // Nor does anything about one coin touch another.
        let only = minted(0).2;
        let about_it = |fact: &Fact| match fact {
            Fact::Transfer { transfer, .. } => transfer.terms.coins.iter().all(|prev| engine.place(*prev).is_some_and(|(coin, ..)| coin == only)),
            Fact::Head(head) => head.coin == only,
            _ => false,
        };
        let without = judged(&facts.iter().filter(|f| !about_it(f)).cloned().collect::<Vec<_>>());
        for (coin, verdict) in with.coins.iter().filter(|(coin, _)| **coin != only) {
            prop_assert_eq!(Some(verdict), without.coins.get(coin));
        }
    }

    /// covers: C11 (I10)
    #[test]
    fn a_coin_in_a_batch_fares_as_it_would_alone(steps in steps(24)) {
        let facts: Vec<Fact> = history(&steps).into_iter().filter(|f| !matches!(f, Fact::Head(_) | Fact::Spent(_))).collect();
        // Every batch taken apart: one transfer a coin, spending the place that its parent became.
        let mut alone = Vec::new();
        let mut became: BTreeMap<PrevRef, PrevRef> = BTreeMap::new();
        for fact in &facts {
            let Fact::Transfer { id: batch, transfer } = fact else { alone.push(fact.clone()); continue };
            for (index, prev) in (0u8..).zip(&transfer.terms.coins) {
                let mut single = transfer.terms.clone();
                single.coins = vec![became.get(prev).copied().unwrap_or(*prev)];
                // Two batches may come apart into equal singles; the counter keeps them two.
                single.ctr = u32::from_be_bytes([batch.0[0], batch.0[1], batch.0[2], index]);
                let single = Transfer::sign(single, &coop(), &key(signer(transfer.from))).unwrap();
                became.insert(PrevRef { op: *batch, index }, PrevRef::first(id(&single)));
                alone.push(transfer_fact(single));
            }
        }
        let (together, alone) = (judged(&facts), judged(&alone));
        for (coin, verdict) in &together.coins {
            let single = &alone.coins[coin];
            prop_assert_eq!(verdict.claims.len(), single.claims.len());
            // A tie is broken by operation ids, which differ; without one the owner is the same.
            if verdict.claims.is_empty() {
                prop_assert_eq!((verdict.owner, verdict.standing), (single.owner, single.standing));
            }
        }
    }
}

/// The settled places of each coin that its owner's leaf descends from, and all of the coin's settled places.
fn owners_line(engine: &Engine) -> Vec<PrevRef> {
    let leaves = engine.coins().filter_map(|coin| engine.verdict(coin, members())).map(|v| v.leaf);
    leaves.flat_map(|leaf| std::iter::successors(Some(leaf), |at| engine.place(*at).and_then(|(_, _, parent, _)| parent))).collect()
}

/// I7 as a check of any rule: what the smaller set says is settled is on an owner's line in the larger.
fn settled_for_ever(line: impl Fn(&[Fact]) -> Vec<PrevRef>, facts: &[Fact], more: &[Fact]) -> bool {
    let all = line(more);
    let settled = |fact: &Fact| match fact {
        Fact::Head(head) => Some(head.at),
        Fact::Spent(taken) => Some(taken.to),
        _ => None,
    };
    facts.iter().filter_map(settled).all(|at| all.contains(&at))
}

fn shuffle(facts: &mut [Fact], mut seed: u64) {
    for i in (1..facts.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        facts.swap(i, usize::try_from(seed >> 33).unwrap() % (i + 1));
    }
}

/// A mint to device 1 and two transfers of it, to 2 and to 4.
fn fork() -> Vec<Fact> {
    let (mint, at, _, _) = minted(0);
    let spend = |to| transfer_fact(crate::ledger::tests::cast::transfer(1, to, &[at]));
    vec![mint, spend(2), spend(4)]
}

/// A negative control: a rule that lets the first to arrive win fails the check that the real rule passes.
#[test]
fn the_check_of_order_catches_a_rule_by_arrival() {
    let facts = fork();
    let other = vec![facts[0].clone(), facts[2].clone(), facts[1].clone()];
    let first_come = |facts: &[Fact]| {
        let mut owner = None;
        for fact in facts {
            if let (Fact::Transfer { transfer, .. }, None) = (fact, owner) {
                owner = Some(transfer.terms.to);
            }
        }
        owner
    };
    assert!(!order_free(first_come, &facts, &other));
    assert!(order_free(judged, &facts, &other));
}

/// A negative control: a rule that looks at the hash alone loses what was settled.
#[test]
fn the_check_of_settlement_catches_a_rule_by_hash() {
    let mut facts = fork();
    let hash_wins = judged(&facts).coins.values().next().unwrap().leaf;
    let loser = facts[1..].iter().find_map(|f| match f {
        Fact::Transfer { id, transfer } if *id != hash_wins.op => Some((PrevRef::first(*id), transfer.terms.to)),
        _ => None,
    });
    let (at, holder) = loser.unwrap();
    let coin = minted(0).2;
    facts.push(Fact::Head(Head { at, coin, holder, rank: 1 }));
    let by_hash = |facts: &[Fact]| owners_line(&run(&facts.iter().filter(|f| !matches!(f, Fact::Head(_))).cloned().collect::<Vec<_>>()));
    assert!(!settled_for_ever(by_hash, &facts, &facts));
    assert!(settled_for_ever(|facts| owners_line(&run(facts)), &facts, &facts));
}

#[test]
fn another_person_comes_before_ones_own_other_phone_until_the_log_says_otherwise() {
    let slices = vec![Slice { attest: OpId([8; 32]), first: 0, count: 60 }];
    let mint = crate::ledger::op::Mint::sign(slices, device(3), &coop(), &key(200)).unwrap();
    let at = PrevRef::first(mint.id(&coop()));
    let mint = Fact::Mint { id: mint.id(&coop()), coin: mint.coin(&coop()), to: device(3) };
    let (own, other) = (crate::ledger::tests::cast::transfer(3, 13, &[at]), crate::ledger::tests::cast::transfer(3, 2, &[at]));
    let mut facts = vec![mint, transfer_fact(own.clone()), transfer_fact(other)];
    let verdict = judged(&facts).coins.into_values().next().unwrap();
    assert_eq!((verdict.owner, verdict.standing), (device(2), Standing::Contested));
    // A phone that has not heard whose device 13 is decides when it hears.
    let mut engine = Engine::new(coop());
    facts.iter().for_each(|f| drop(engine.take(f, &Nobody)));
    engine.owners_learnt(members());
    assert_eq!(engine.judgement(members()), judged(&facts));
    let coin = *judged(&facts).coins.keys().next().unwrap();
    facts.push(Fact::Head(Head { at: PrevRef::first(id(&own)), coin, holder: device(13), rank: 5 }));
    let verdict = judged(&facts).coins.into_values().next().unwrap();
    assert_eq!((verdict.owner, verdict.standing, verdict.claims[0].dead), (device(13), Standing::Settled, true));
}

struct Nobody;

impl Owners for Nobody {
    fn owner_of(&self, _: DeviceId) -> Option<crate::ledger::units::Owner> {
        None
    }
}

#[test]
fn a_head_stands_in_for_what_came_before_and_the_later_one_counts() {
    let (mint, at, coin, _) = minted(0);
    let first = crate::ledger::tests::cast::transfer(1, 2, &[at]);
    let back = crate::ledger::tests::cast::transfer(4, 1, &[PrevRef::first(OpId([77; 32]))]);
    let vouched = Fact::Head(Head { at: PrevRef::first(OpId([77; 32])), coin, holder: device(4), rank: 9 });
    let facts = vec![mint, transfer_fact(first), transfer_fact(back), vouched];
    let verdict = judged(&facts).coins.remove(&coin).unwrap();
    assert_eq!((verdict.owner, verdict.standing), (device(1), Standing::Promised));
    let reversed: Vec<Fact> = facts.iter().rev().cloned().collect();
    assert!(order_free(judged, &facts, &reversed));
    assert_eq!(judged(&facts), judge(&reversed, members()));
}

/// covers: C11
#[test]
fn a_phone_that_knows_one_branch_alone_learns_that_another_is_settled_and_not_whose() {
    let (mint, at, coin, _) = minted(0);
    let mine = crate::ledger::tests::cast::transfer(1, 2, &[at]);
    let other = crate::ledger::tests::cast::transfer(1, 4, &[at]);
    let spent = Fact::Spent(Taken { coin, prev: at, to: PrevRef::first(id(&other)), rank: 5 });
    let facts = vec![mint, transfer_fact(mine), spent];
    let verdict = judged(&facts).coins.remove(&coin).unwrap();
    assert_eq!((verdict.owner, verdict.standing), (HIDDEN, Standing::Settled));
    let [claim] = &verdict.claims[..] else { panic!("{verdict:?}") };
    assert_eq!((claim.holder, claim.against, claim.dead), (device(2), device(1), true));
    assert!(judged(&facts).convicted.is_empty(), "the log convicts nobody: two signatures do");
    let reversed: Vec<Fact> = facts.iter().rev().cloned().collect();
    assert!(order_free(judged, &facts, &reversed));
    assert_eq!(judged(&facts), judge(&reversed, members()));
    // The transfer comes, too: the same owner with a name, and now there is a proof.
    let all = [facts, vec![transfer_fact(other)]].concat();
    let verdict = judged(&all).coins.remove(&coin).unwrap();
    assert_eq!((verdict.owner, judged(&all).convicted.len()), (device(4), 1));
    assert_eq!(judged(&all), judge(&all, members()));
}
