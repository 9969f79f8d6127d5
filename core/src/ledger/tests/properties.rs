//! Whatever comes to the office in whatever order, its book adds up, its log rebuilds, and every phone's falls are explained.

use super::cast::*;
use crate::ledger::notary::{Notary, Policy};
use crate::ledger::op::{Op, OpId, Pay, Purpose, Transfer};
use crate::ledger::purse::{Gift, Item, Outcome, Purse, Use};
use crate::ledger::units::{CoinId, PrevRef};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: [u8; 5] = [ANN, BOB, CAROL, HUW, HUW_TWO];

/// Something that happens on some phone, or at the office.
#[derive(Debug, Clone)]
enum Event {
    /// Hours: activity, earner, attestor, minutes, how.
    Hours(u8, usize, usize, u16, bool),
    /// A phone gives coins to another; an honest phone if it is told to remember.
    Give { from: usize, to: usize, count: usize, arrives: bool, acked: bool },
    /// A phone retires a coin, or gives one to the pool.
    Spend(usize, bool),
    /// A phone meets the office.
    Meet(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let person = 0..PEOPLE.len();
    prop_oneof![
        3 => (0u8..12, person.clone(), person.clone(), 1u16..200, prop::bool::weighted(0.2)).prop_map(|(a, e, b, m, p)| Event::Hours(a, e, b, m, p)),
        4 => (person.clone(), person.clone(), 1usize..4, any::<bool>(), any::<bool>())
            .prop_map(|(from, to, count, arrives, acked)| Event::Give { from, to, count, arrives, acked }),
        1 => (person.clone(), any::<bool>()).prop_map(|(who, retire)| Event::Spend(who, retire)),
        3 => person.prop_map(Event::Meet),
    ]
}

/// A co-op in the middle of its days.
struct World {
    notary: Notary,
    phones: Vec<Purse>,
    /// Operations that each phone has not brought to the office yet.
    pockets: Vec<Vec<Op>>,
    ops: BTreeMap<OpId, Op>,
}

impl World {
    fn new() -> Self {
        let phones: Vec<_> = PEOPLE.iter().map(|n| Purse::new(coop(), device(*n))).collect();
        let pockets = vec![Vec::new(); phones.len()];
        Self { notary: office(&[]), phones, pockets, ops: BTreeMap::new() }
    }

    fn happen(&mut self, event: &Event) {
        match *event {
            Event::Hours(activity, earner, attestor, minutes, passed) => {
                let (earner, attestor) = (PEOPLE[earner], PEOPLE[attestor]);
                let name = |n| if n == HUW_TWO { HUW } else { n };
                if name(earner) != name(attestor) {
                    let mut hours = hours(activity, earner, minutes);
                    hours.earner = person(name(earner));
                    let given = crate::ledger::op::Given::sign(hours, &coop(), &key(earner)).unwrap();
                    let pay = if passed { Pay::WithCoins } else { Pay::Confirm };
                    let answer = crate::ledger::op::Answer { capacity: crate::ledger::units::Capacity::Beneficiary, pay, attestor: person(name(attestor)) };
                    let attest = crate::ledger::op::Attest::sign(given, answer, &coop(), &key(attestor)).unwrap();
                    self.bring(PEOPLE.iter().position(|n| *n == earner).unwrap(), Op::Attest(attest));
                }
            }
            Event::Give { from, to, count, arrives, acked } if from != to => {
                let Some(transfer) = self.sign(from, Some(PEOPLE[to]), Purpose::Gift, count) else { return };
                let Some(bundle) = self.phones[from].bundle(transfer.id(&coop())) else { return };
                if arrives {
                    let examined = self.phones[to].examine(&bundle, members(), members());
                    assert!(matches!(examined.outcome, Outcome::Genuine { .. }), "{:?}", examined.outcome);
                    for item in examined.items {
                        self.phones[to].put(&item, members());
                    }
                    self.pockets[to].push(Op::Transfer(transfer.clone()));
                }
                if arrives && acked {
                    let ack = crate::ledger::op::Ack::sign(transfer.id(&coop()), &coop(), &key(PEOPLE[to]));
                    self.phones[from].put(&admit(Op::Ack(ack)).into(), members());
                }
            }
            Event::Give { .. } => {}
            Event::Spend(who, true) => drop(self.sign(who, None, Purpose::Retire, 1)),
            Event::Spend(who, false) => drop(self.sign(who, Some(FLOAT), Purpose::Donate, 1)),
            Event::Meet(who) => self.meet(who),
        }
    }

    fn sign(&mut self, from: usize, to: Option<u8>, purpose: Purpose, count: usize) -> Option<Transfer> {
        let phone = &self.phones[from];
        let coins: Vec<CoinId> = phone.choose(count, Use::Person, members()).ok()?;
        let gift = Gift { to: to.map(device), purpose, coins, reference: None, telling: None, said_at: None };
        let transfer = phone.give(&gift, &key(PEOPLE[from]), members()).unwrap();
        self.bring(from, Op::Transfer(transfer.clone()));
        Some(transfer)
    }

    fn bring(&mut self, who: usize, op: Op) {
        self.phones[who].put(&admit(op.clone()).into(), members());
        self.pockets[who].push(op);
    }

    /// Brings everything twice, the second time backwards, and fetches what there is.
    fn meet(&mut self, who: usize) {
        let ops = std::mem::take(&mut self.pockets[who]);
        for op in ops.iter().chain(ops.iter().rev()) {
            self.ops.insert(op.id(&coop()), op.clone());
            give_notary(&mut self.notary, op.clone());
        }
        fetch(&mut self.phones[who], &mut self.notary, &[]);
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        for phone in &self.phones {
            let sum: i64 = phone.movements(members()).iter().map(|m| m.delta).sum();
            prop_assert_eq!(sum, i64::from(phone.balance(members()).here()));
        }
        let audit = self.notary.book().audit(members());
        prop_assert!(audit.adds_up() && self.notary.book().totals().adds_up(), "{:?}", audit);
        prop_assert!(self.notary.engine().convicted().is_empty(), "honest phones are never convicted");
        Ok(())
    }

    /// Everybody meets the office twice: everything settles, and phones and book say the same.
    fn come_to_rest(&mut self) -> Result<(), TestCaseError> {
        for who in (0..PEOPLE.len()).chain(0..PEOPLE.len()) {
            self.meet(who);
        }
        self.check()?;
        for phone in &self.phones {
            let (balance, held) = (phone.balance(members()), self.notary.book().held_by(phone.device()).len());
            prop_assert_eq!((balance.settled as usize, balance.promised, balance.contested_and_claims), (held, 0, 0));
        }
        Ok(())
    }

    fn rebuilds(&self) -> Result<(), TestCaseError> {
        let mut ops = self.ops.clone();
        ops.extend(self.notary.entries().iter().filter_map(|e| Some((e.op(), Op::Mint(self.notary.mint(e.op())?.clone())))));
        let start = (coop(), Policy::open(device(FLOAT)));
        let mut again = Notary::rebuild(start, self.notary.entries(), &|id| ops.get(&id).cloned(), members()).unwrap();
        if let Some(last) = self.notary.last() {
            again.resume(last.clone()).unwrap();
        }
        prop_assert_eq!(again.digest(), self.notary.digest());
        prop_assert_eq!(again.book(), self.notary.book());
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// covers: C2, C11, C12 (I2, I5, I6, I16)
    #[test]
    fn honest_phones_lose_nothing_and_the_book_always_adds_up(events in prop::collection::vec(event(), 1..40)) {
        let mut world = World::new();
        for event in &events {
            world.happen(event);
            world.check()?;
        }
        world.come_to_rest()?;
        world.rebuilds()?;
    }

    /// covers: C2 (I12)
    #[test]
    fn the_same_attestations_mint_the_same_coins_once_on_every_replica(
        minutes in prop::collection::vec((0u8..6, 1u16..240), 1..12), repeat in any::<prop::sample::Index>()
    ) {
        let attests: Vec<_> = minutes.iter().map(|(activity, m)| attest(*activity, ANN, BOB, *m)).collect();
        let replica = |extra: &[crate::ledger::op::Attest]| {
            let mut notary = office(&[]);
            for attest in attests.iter().chain(extra) {
                give_notary(&mut notary, Op::Attest(attest.clone()));
                give_notary(&mut notary, Op::Attest(attest.clone()));
            }
            notary
        };
        let (one, two) = (replica(&[]), replica(&attests[repeat.index(attests.len())..]));
        let coins = |n: &Notary| n.book().coins().map(|(coin, _)| coin).collect::<BTreeSet<_>>();
        prop_assert_eq!(coins(&one), coins(&two));
        prop_assert_eq!(one.digest(), two.digest());
        let first: BTreeMap<u8, u16> = minutes.iter().rev().copied().collect();
        let total: u64 = first.values().map(|m| u64::from(*m)).sum();
        prop_assert_eq!((one.book().totals().attested, one.book().totals().minted), (total, total / 60));
    }

    /// covers: C11 (I2, I7)
    #[test]
    fn dishonest_transfers_in_any_order_leave_the_book_sound(spends in prop::collection::vec((0usize..5, 0usize..5, any::<prop::sample::Index>()), 1..24), seed in any::<u64>()) {
        let mut notary = office(&[attest(1, ANN, BOB, 120), attest(2, BOB, ANN, 60)]);
        let mut places: Vec<(PrevRef, u8)> = notary.book().coins().map(|(coin, _)| {
            let (at, holder) = notary.book().head(coin).unwrap();
            (at, PEOPLE.into_iter().find(|n| device(*n) == holder).unwrap())
        }).collect();
        places.sort_unstable();
        let mut ops = Vec::new();
        for (_, to, place) in &spends {
            let (at, holder) = *place.get(&places);
            if PEOPLE[*to] != holder {
                let spend = transfer(holder, PEOPLE[*to], &[at]);
                places.push((PrevRef::first(id(&spend)), PEOPLE[*to]));
                ops.push(spend);
            }
        }
        let start = if ops.is_empty() { 0 } else { usize::try_from(seed % ops.len() as u64).unwrap() };
        ops.rotate_left(start);
        for op in &ops {
            give_notary(&mut notary, Op::Transfer(op.clone()));
            prop_assert!(notary.book().audit(members()).adds_up());
        }
        // Every settled head is what the verdict says, and nothing is left that could settle.
        for (coin, row) in notary.book().coins() {
            let verdict = notary.engine().verdict(coin, members()).unwrap();
            let head = row.hops.last().unwrap();
            prop_assert_eq!((verdict.leaf, verdict.owner), (head.at, head.to));
        }
        let again: Vec<_> = ops.iter().map(|op| give_notary(&mut notary, Op::Transfer(op.clone())).logged.len()).collect();
        prop_assert!(again.iter().all(|n| *n == 0));
    }
}

/// What is read back from storage is what was put in, whoever signed it again.
#[test]
fn an_item_keeps_its_name_through_storage() {
    let op: Item = admit(Op::Attest(attest(1, ANN, BOB, 60))).into();
    assert_eq!(Item::stored(&op.encode(), &coop()).unwrap().name(), op.name());
}
