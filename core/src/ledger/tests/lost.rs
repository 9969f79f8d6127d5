//! A lost device: what it gave waits for its person's word, and the rest comes back once nobody can have it in good faith.

use super::cast::*;
use crate::ledger::notary::{Missing, Notary, Policy, Refusal, Taken};
use crate::ledger::op::{Estate, Heir, LogEntry, Op, OpId, Purpose, Ratify, Recover, Terms, Transfer};
use crate::ledger::purse::{CoinState, GiftState, Item, Limits, Outcome, Purse, Reason, What};
use crate::ledger::units::{CLAIMS, PrevRef};
use crate::ledger::verdict::{Fact, judge};
use proptest::prelude::*;

/// Pockets vouch for two checkpoints.
const POCKET: u32 = 2;

/// An office where Huw earned so many coins on his first phone.
fn earned(n: u16) -> Notary {
    let mut notary = office(&[attest(1, HUW, BOB, 60 * n)]);
    notary.set_policy(Policy { pocket: POCKET, ..Policy::open(device(FLOAT)) });
    notary.checkpoint(&key(NOTARY));
    notary
}

fn cut(notary: &mut Notary, lost: u8) -> Taken {
    let taken = notary.cut_off(device(lost), &key(NOTARY), members());
    notary.checkpoint(&key(NOTARY));
    taken
}

/// So many checkpoints go by.
fn pass(notary: &mut Notary, checkpoints: u8) -> Vec<Taken> {
    (0..checkpoints)
        .map(|n| {
            let activity = 100 + n + u8::try_from(notary.entries().len()).unwrap();
            give_notary(notary, Op::Attest(attest(activity, ANN, BOB, 1)));
            notary.checkpoint(&key(NOTARY));
            let taken = notary.grace_over(&key(NOTARY), members());
            notary.checkpoint(&key(NOTARY));
            taken
        })
        .collect()
}

fn places(notary: &Notary, of: u8) -> Vec<PrevRef> {
    let mut places: Vec<PrevRef> = notary.book().held_by(device(of)).into_iter().map(|(at, _)| at).collect();
    places.sort_unstable();
    places
}

fn ask(number: u16, from: u8, to: u8) -> Op {
    Op::Recover(Recover::sign(number, (device(from), device(to)), None, (&coop(), &key(to))).unwrap())
}

fn sound(notary: &Notary) {
    let audit = notary.book().audit(members());
    assert!(audit.adds_up() && notary.book().totals().adds_up(), "{audit:?}");
}

/// covers: X3, C11, C12
#[test]
fn what_lay_on_a_lost_phone_comes_back_once_every_pocket_that_vouches_for_it_is_too_old() {
    let mut notary = earned(3);
    let pocket = notary.pockets(device(HUW), POCKET, &key(NOTARY)).remove(0);
    assert!(matches!(give_notary(&mut notary, ask(0, HUW, HUW_TWO)).waiting[..], [Missing::CutOff(_)]), "a phone in use keeps its coins");
    cut(&mut notary, HUW);
    assert!(notary.pockets(device(HUW), POCKET, &key(NOTARY)).is_empty(), "nothing vouches for a lost phone's coins any more");
    let until = notary.book().cuts()[&device(HUW)].until;
    assert!(until >= pocket.span.best_before);
    let waiting = give_notary(&mut notary, ask(0, HUW, HUW_TWO));
    assert_eq!((waiting.waiting, waiting.logged), (vec![Missing::Grace(device(HUW), until)], vec![]));
    // Not a checkpoint too soon.
    let mut back = 0;
    while back == 0 {
        let before = notary.last().unwrap().state.index;
        let taken = pass(&mut notary, 1);
        back = taken[0].logged.iter().filter(|l| matches!(l.entry, LogEntry::Recovered { .. })).count();
        assert_eq!(back > 0, before + 1 > until);
    }
    assert_eq!((back, notary.book().held_by(device(HUW_TWO)).len(), notary.book().held_by(device(HUW)).len()), (3, 3, 0));
    sound(&notary);
    assert!(give_notary(&mut notary, ask(0, HUW, HUW_TWO)).already, "asking again brings nothing");
    // The new phone has them by their receipts alone, and every change is explained.
    let mut purse = Purse::new(coop(), device(HUW_TWO));
    fetch(&mut purse, &mut notary, &[ask(0, HUW, HUW_TWO)]);
    assert_eq!((purse.balance(members()).settled, purse.came_by(admit(ask(0, HUW, HUW_TWO)).id())), (3, 3));
    assert!(purse.movements(members()).iter().all(|m| m.what == What::Recovered));
    explained(&purse);
    assert!(notary.pockets(device(HUW_TWO), POCKET, &key(NOTARY)).is_empty(), "no pocket names a coin that came back");
    // The log rebuilds to the same book, and both ways of judging agree on it.
    let mut rebuilt = rebuild(&notary, &[ask(0, HUW, HUW_TWO)]);
    assert_eq!(rebuilt.book(), notary.book());
    rebuilt.resume(notary.last().unwrap().clone()).unwrap();
    assert_eq!(rebuilt.digest(), notary.digest());
}

fn rebuild(notary: &Notary, ops: &[Op]) -> Notary {
    let mut known: std::collections::HashMap<OpId, Op> = ops.iter().map(|op| (op.id(&coop()), op.clone())).collect();
    known.extend(notary.entries().iter().filter_map(|e| notary.mint(e.op()).map(|m| (e.op(), Op::Mint(m.clone())))));
    for activity in 0..=u8::MAX {
        for (earner, attestor, minutes) in [(ANN, BOB, 1), (HUW, BOB, 60), (HUW, BOB, 120), (HUW, BOB, 180)] {
            let op = Op::Attest(attest(activity, earner, attestor, minutes));
            known.insert(op.id(&coop()), op);
        }
    }
    let cuts = notary.book().cuts().iter().flat_map(|(device, cut)| (0..10).map(move |held| (*device, *cut, held)));
    for (device, cut, held) in cuts {
        let op = Op::CutOff(crate::ledger::op::CutOff::sign(device, (cut.checkpoint, cut.until), held, (&coop(), &key(NOTARY))));
        known.insert(op.id(&coop()), op);
    }
    let policy = Policy { pocket: POCKET, ..Policy::open(device(FLOAT)) };
    Notary::rebuild((coop(), policy), notary.entries(), &|id| known.get(&id).cloned(), members()).unwrap()
}

/// covers: X3, C11
#[test]
fn only_their_person_has_a_lost_phones_coins_back_and_only_to_a_phone_in_use() {
    let mut notary = earned(1);
    cut(&mut notary, HUW);
    pass(&mut notary, 4);
    assert_eq!(give_notary(&mut notary, ask(0, HUW, ANN)).refused, vec![Refusal::NotTheirs]);
    let other = Recover::sign(0, (device(HUW), device(ANN)), Some(OpId([5; 32])), (&coop(), &key(ANN))).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Recover(other)).refused, vec![Refusal::NotTheirs], "with no choice to carry out");
    // The lost phone does not ask for itself, nor for the coins of another.
    give_notary(&mut notary, Op::Attest(attest(7, HUW, BOB, 60)));
    let mut twin = earned(1);
    cut(&mut twin, HUW_TWO);
    cut(&mut twin, HUW);
    pass(&mut twin, 4);
    assert_eq!(give_notary(&mut twin, ask(0, HUW, HUW_TWO)).refused, vec![Refusal::NotTheirs]);
    assert_eq!(notary.book().held_by(device(HUW)).len(), 2);
    sound(&notary);
}

/// covers: X3, C11 (I4, I6)
#[test]
fn a_gift_of_a_lost_phone_waits_for_its_persons_word_and_then_stands() {
    let mut notary = earned(2);
    let before = places(&notary, HUW);
    let gift = transfer(HUW, ANN, &before[..1]);
    cut(&mut notary, HUW);
    let taken = give_notary(&mut notary, Op::Transfer(gift.clone()));
    assert_eq!((taken.waiting, taken.logged), (vec![Missing::Word(id(&gift))], vec![]));
    // What is passed on from it waits with it.
    let onward = transfer(ANN, BOB, &[PrevRef { op: id(&gift), index: 0 }]);
    assert!(give_notary(&mut notary, Op::Transfer(onward.clone())).logged.is_empty());
    let ratify = |by| Op::Ratify(Ratify::sign(id(&gift), &coop(), &key(by)));
    for other in [ANN, HUW] {
        assert_eq!(give_notary(&mut notary, ratify(other)).refused, vec![Refusal::NotTheirs], "{other}");
    }
    let none = Ratify::sign(OpId([4; 32]), &coop(), &key(HUW_TWO));
    assert_eq!(give_notary(&mut notary, Op::Ratify(none)).refused, vec![Refusal::NothingToRatify(OpId([4; 32]))]);
    // On his own new phone Huw sees the gift wait, and says that it was he.
    let mut purse = Purse::new(coop(), device(HUW_TWO));
    fetch(&mut purse, &mut notary, &[Op::Transfer(gift.clone())]);
    assert_eq!(purse.gifts_of(device(HUW))[0].state, GiftState::Waits);
    put(&mut purse, ratify(HUW_TWO));
    assert_eq!(purse.gifts_of(device(HUW))[0].state, GiftState::Ratified);
    let logged = give_notary(&mut notary, ratify(HUW_TWO)).logged;
    assert!(
        matches!(logged[..], [ref a, ref b, ref c] if matches!(a.entry, LogEntry::Ratified { .. }) && matches!((b.entry, c.entry), (LogEntry::Settled { .. }, LogEntry::Settled { .. }))),
        "{logged:?}"
    );
    assert_eq!(notary.book().held_by(device(BOB)).len(), 1);
    assert!(give_notary(&mut notary, ratify(HUW_TWO)).already);
    pass(&mut notary, 4);
    give_notary(&mut notary, ask(0, HUW, HUW_TWO));
    assert_eq!(notary.book().held_by(device(HUW_TWO)).len(), 1, "the other coin comes back, and not that one");
    sound(&notary);
}

/// covers: C14, X3 (I6)
#[test]
fn whoever_sees_to_the_coins_of_the_dead_stands_by_a_gift_to_another_and_never_by_one_to_themselves() {
    let mut notary = earned(2);
    let held = places(&notary, HUW);
    let (other, own) = (transfer(HUW, ANN, &held[..1]), transfer(HUW, COORDINATOR, &held[1..]));
    cut(&mut notary, HUW);
    give_notary(&mut notary, Op::Transfer(other.clone()));
    give_notary(&mut notary, Op::Transfer(own.clone()));
    let ratify = |gift: &crate::ledger::op::Transfer| Op::Ratify(Ratify::sign(id(gift), &coop(), &key(COORDINATOR)));
    assert_eq!(give_notary(&mut notary, ratify(&own)).refused, vec![Refusal::NotTheirs]);
    assert!(notary.awaits_word(device(HUW), id(&own)) && notary.awaits_word(device(HUW), id(&other)));
    assert_eq!(give_notary(&mut notary, ratify(&other)).logged.len(), 2);
    assert!(!notary.awaits_word(device(HUW), id(&other)));
    assert_eq!((notary.book().held_by(device(ANN)).len(), notary.book().held_by(device(COORDINATOR)).len()), (1, 0));
    sound(&notary);
}

/// covers: X3, C11, C12 (I4, I5, I6)
#[test]
fn a_gift_that_nobody_stood_by_is_its_receivers_claim_once_the_coin_is_back() {
    let mut notary = earned(1);
    let place = places(&notary, HUW)[0];
    let finders = transfer(HUW, ANN, &[place]);
    cut(&mut notary, HUW);
    give_notary(&mut notary, Op::Transfer(finders.clone()));
    pass(&mut notary, 4);
    give_notary(&mut notary, ask(0, HUW, HUW_TWO));
    notary.checkpoint(&key(NOTARY));
    let coin = notary.book().held_by(device(HUW_TWO))[0].1;
    let verdict = notary.engine().verdict(coin, members()).unwrap();
    assert_eq!((verdict.owner, verdict.claims.len()), (device(HUW_TWO), 1));
    assert_eq!((verdict.claims[0].holder, verdict.claims[0].against, verdict.claims[0].dead), (device(ANN), device(HUW), true));
    assert!(notary.engine().convicted().is_empty(), "the phone was lost, and it signed one gift: nobody is convicted");
    // Ann is told, and not where the coin is; her claim is made good like any other.
    let told = notary.losers(coin, members());
    assert_eq!(told.keys().copied().collect::<Vec<_>>(), vec![device(ANN)]);
    let spent = notary.spent(place).unwrap().encode();
    assert!(!spent.windows(32).any(|w| w == device(HUW_TWO).0));
    let mut ann = Purse::new(coop(), device(ANN));
    let mint = notary.entries().iter().find_map(|e| notary.mint(e.op()).filter(|m| m.coin(&coop()) == coin)).unwrap().clone();
    put(&mut ann, Op::Mint(mint));
    put(&mut ann, Op::Transfer(finders.clone()));
    assert_eq!(state(&ann, coin), CoinState::Promised);
    ann.put(&Item::check(&spent, &coop()).unwrap(), members());
    assert_eq!(state(&ann, coin), CoinState::Claim);
    explained(&ann);
    let leaf = PrevRef { op: id(&finders), index: 0 };
    let terms = Terms { purpose: Purpose::Surrender, ..terms(CLAIMS, &[leaf]) };
    give_notary(&mut notary, Op::Transfer(Transfer::sign(terms, &coop(), &key(ANN)).unwrap()));
    assert_eq!(notary.book().surrenders().len(), 1);
    sound(&notary);
    // A second signature of the lost phone convicts it, as ever.
    give_notary(&mut notary, Op::Transfer(transfer(HUW, CAROL, &[place])));
    assert_eq!(notary.engine().convicted().keys().copied().collect::<Vec<_>>(), vec![device(HUW)]);
}

/// covers: C11, C12
#[test]
fn a_coin_that_came_back_is_given_by_way_of_the_office_until_a_second_time_has_passed() {
    let mut notary = earned(1);
    cut(&mut notary, HUW);
    pass(&mut notary, 4);
    give_notary(&mut notary, ask(0, HUW, HUW_TWO));
    let mut purse = Purse::new(coop(), device(HUW_TWO));
    purse.set_limits(Limits { hops: 3, promised: 5, device: 10, vesting: true, pocket: POCKET });
    fetch(&mut purse, &mut notary, &[ask(0, HUW, HUW_TWO)]);
    let coin = notary.book().held_by(device(HUW_TWO))[0].1;
    assert!(purse.only_in_touch(&[coin], members()) && purse.coin(coin, members()).unwrap().fresh);
    // Whoever takes it all the same is told that the co-op does not make it good.
    let mut ann = phone(ANN, &mut notary, &[]);
    ann.set_limits(Limits { hops: 3, promised: 5, device: 10, vesting: true, pocket: POCKET });
    let mut other = Purse::new(coop(), device(HUW_TWO));
    fetch(&mut other, &mut notary, &[]);
    let (_, bundle) = give(&mut other, HUW_TWO, ANN, vec![coin]);
    let Outcome::Genuine { warnings, .. } = ann.examine(&bundle, members(), members()).outcome else { panic!("genuine") };
    assert_eq!(warnings, vec![crate::ledger::purse::Warning::CameBackLately]);
    pass(&mut notary, 5);
    for purse in [&mut purse, &mut ann] {
        let last = notary.last().unwrap().clone();
        put(purse, Op::Checkpoint(last));
    }
    assert!(!purse.only_in_touch(&[coin], members()));
    let Outcome::Genuine { warnings, .. } = ann.examine(&bundle, members(), members()).outcome else { panic!("genuine") };
    assert_eq!(warnings, vec![]);
}

/// covers: X3, C11
#[test]
fn nobody_takes_coins_from_a_phone_that_they_know_to_be_cut_off() {
    let mut notary = earned(1);
    let mut huw = phone(HUW, &mut notary, &[]);
    let coin = notary.book().held_by(device(HUW))[0].1;
    let (_, bundle) = give(&mut huw, HUW, ANN, vec![coin]);
    let mut ann = phone(ANN, &mut notary, &[]);
    assert!(matches!(ann.examine(&bundle, members(), members()).outcome, Outcome::Genuine { .. }));
    ann.cut_off(device(HUW));
    assert_eq!(receive(&mut ann, &bundle), Outcome::Refused(Reason::SenderCutOff));
}

/// covers: C14, C12
#[test]
fn the_coins_of_somebody_who_died_go_where_they_chose_and_nowhere_else() {
    let mut notary = earned(2);
    let choose = |number, heir| Op::Estate(Estate::sign(number, person(HUW), heir, (&coop(), &key(HUW))).unwrap());
    let forged = Estate::sign(9, person(HUW), Heir::Person(person(ANN)), (&coop(), &key(ANN))).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Estate(forged)).refused, vec![Refusal::NotTheirs]);
    give_notary(&mut notary, choose(1, Heir::Pool));
    give_notary(&mut notary, choose(2, Heir::Person(person(CAROL))));
    assert!(give_notary(&mut notary, choose(1, Heir::Pool)).already, "an earlier choice does not come back");
    let chosen = choose(2, Heir::Person(person(CAROL))).id(&coop());
    let carry = |to, by, estate| Op::Recover(Recover::sign(0, (device(HUW), device(to)), Some(estate), (&coop(), &key(by))).unwrap());
    assert!(matches!(give_notary(&mut notary, carry(CAROL, COORDINATOR, chosen)).waiting[..], [Missing::CutOff(_)]), "not while a phone is in use");
    cut(&mut notary, HUW);
    pass(&mut notary, 4);
    assert_eq!(notary.book().held_by(device(CAROL)).len(), 2, "what was asked for in time is carried out when the time is over");
    let mut later = earned(2);
    for op in [choose(1, Heir::Pool), choose(2, Heir::Person(person(CAROL)))] {
        give_notary(&mut later, op);
    }
    cut(&mut later, HUW);
    pass(&mut later, 4);
    let old = choose(1, Heir::Pool).id(&coop());
    for (to, by, estate) in [(CAROL, ANN, chosen), (ANN, COORDINATOR, chosen), (FLOAT, COORDINATOR, old)] {
        assert_eq!(give_notary(&mut later, carry(to, by, estate)).refused, vec![Refusal::NotTheirs], "to {to} by {by}");
    }
    give_notary(&mut later, carry(CAROL, COORDINATOR, chosen));
    assert_eq!(later.book().held_by(device(CAROL)).len(), 2);
    sound(&later);
    let mut carol = Purse::new(coop(), device(CAROL));
    fetch(&mut carol, &mut later, &[carry(CAROL, COORDINATOR, chosen)]);
    assert!(carol.movements(members()).iter().all(|m| m.what == What::Left && m.delta == 2));
    explained(&carol);
}

/// What happens to a lost phone's three coins, in any order.
#[derive(Debug, Clone, Copy)]
enum Step {
    Give(u8, u8),
    Cut,
    Ratify(u8, u8),
    Ask,
    Pass,
}

fn step() -> impl Strategy<Value = Step> {
    let to = prop_oneof![Just(ANN), Just(CAROL)];
    prop_oneof![
        3 => (0u8..3, to.clone()).prop_map(|(n, to)| Step::Give(n, to)),
        1 => Just(Step::Cut),
        2 => (0u8..3, to).prop_map(|(n, to)| Step::Ratify(n, to)),
        1 => Just(Step::Ask),
        3 => Just(Step::Pass),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(40)))]

    /// covers: X3, C11, C12 (I1, I2, I3, I4, I7)
    #[test]
    fn whatever_a_lost_phone_did_the_book_adds_up_and_every_leaf_is_an_owner_or_a_claim(steps in prop::collection::vec(step(), 1..14)) {
        let mut notary = earned(3);
        let start = places(&notary, HUW);
        let gift = |n: u8, to: u8| transfer(HUW, to, &start[usize::from(n)..=usize::from(n)]);
        let mut facts: Vec<Fact> = notary.entries().iter().filter_map(|e| notary.mint(e.op()))
            .map(|m| Fact::Mint { id: m.id(&coop()), coin: m.coin(&coop()), to: m.to }).collect();
        for step in steps {
            let logged: Vec<crate::ledger::notary::Logged> = match step {
                Step::Give(n, to) => {
                    facts.extend(Fact::of(&admit(Op::Transfer(gift(n, to))), &coop()));
                    give_notary(&mut notary, Op::Transfer(gift(n, to))).logged
                }
                Step::Cut => cut(&mut notary, HUW).logged,
                Step::Ratify(n, to) => give_notary(&mut notary, Op::Ratify(Ratify::sign(id(&gift(n, to)), &coop(), &key(HUW_TWO)))).logged,
                Step::Ask => give_notary(&mut notary, ask(0, HUW, HUW_TWO)).logged,
                Step::Pass => pass(&mut notary, 1).into_iter().flat_map(|t| t.logged).collect(),
            };
            prop_assert!(logged.iter().all(|l| notary.entries().contains(&l.entry)));
            prop_assert!(notary.book().audit(members()).adds_up());
        }
        notary.checkpoint(&key(NOTARY));
        for (index, entry) in (0u64..).zip(notary.entries()) {
            if let (Some((coin, at, _)), Some(receipt)) = (entry.head(), notary.receipt(index)) {
                if let LogEntry::Recovered { to, prev, .. } = entry {
                    facts.push(Fact::Spent(crate::ledger::receipt::Taken { coin, prev: *prev, to: *to, rank: index }));
                }
                facts.push(Fact::Head(crate::ledger::receipt::Head { at, coin, holder: receipt.holder.unwrap().0, rank: index }));
            }
        }
        // The office's own verdict is the definition's, over the same facts in any order.
        let judgement = notary.engine().judgement(members());
        prop_assert_eq!(&judge(&facts, members()), &judgement);
        facts.reverse();
        prop_assert_eq!(&judge(&facts, members()), &judgement);
        for (coin, verdict) in &judgement.coins {
            let row = notary.book().row(*coin).unwrap();
            let settled = row.hops.last().unwrap();
            let line: Vec<PrevRef> = std::iter::successors(Some(verdict.leaf), |at| notary.engine().place(*at).and_then(|(_, _, parent, _)| parent)).collect();
            prop_assert!(line.contains(&settled.at), "what is settled stays on the owner's line");
            prop_assert!(verdict.claims.iter().all(|claim| claim.against == device(HUW)));
        }
        prop_assert_eq!(notary.book().totals().minted, 3);
    }
}
