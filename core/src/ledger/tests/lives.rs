//! Days of a co-op, from the first attested minute to the last settlement.

use super::cast::*;
use crate::ledger::book::Areas;
use crate::ledger::notary::{Missing, Notary, Policy, Refusal};
use crate::ledger::op::{Ack, Answer, Attest, BadOp, LogEntry, Op, OpId, Pay, Purpose, Telling, Transfer, Welcome, entitlement};
use crate::ledger::purse::{CannotGive, CoinState, Gift, Item, MoveState, Outcome, Purse, Reason, Use, What};
use crate::ledger::units::{Area, Capacity, Element, Month, Owner, Owners, PrevRef, RETIRED};
use kith_wire::{DeviceId, PersonId};
use std::collections::BTreeMap;

/// covers: C1, C2, C4
#[test]
fn minutes_wait_in_the_jar_until_an_hour_is_full() {
    let attests = [attest(1, ANN, BOB, 40), attest(2, ANN, BOB, 50)];
    let ops: Vec<Op> = attests.iter().cloned().map(Op::Attest).collect();
    let mut early = Purse::new(coop(), device(ANN));
    put(&mut early, ops[0].clone());
    assert_eq!((early.balance(members()).coming, early.balance(members()).jar_minutes), (0, 40));
    put(&mut early, ops[1].clone());
    assert_eq!((early.balance(members()).coming, early.balance(members()).jar_minutes), (1, 30));

    let mut notary = office(&attests);
    let purse = phone(ANN, &mut notary, &ops);
    let balance = purse.balance(members());
    assert_eq!((balance.settled, balance.coming, balance.jar_minutes), (1, 0, 30));
    let coin = purse.coins(members())[0].coin;
    assert_eq!(purse.earned_by(coin).len(), 2);
    assert_eq!(purse.movements(members())[0].what, What::Earned);
    explained(&purse);
    assert!(notary.book().audit(members()).adds_up());
    assert!(notary.last().unwrap().state.totals.adds_up());
}

/// covers: C1, C2
#[test]
fn an_activity_counts_once_whoever_attests_it_and_however() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let again = attest_hours(hours(1, ANN, 60), (ANN, CAROL), Pay::WithCoins);
    let taken = give_notary(&mut notary, Op::Attest(again));
    assert!(matches!(taken.refused[..], [Refusal::ActivityCounted(_)]) && taken.logged.is_empty());
    assert!(give_notary(&mut notary, Op::Attest(attest(1, ANN, BOB, 60))).already);
    assert_eq!(notary.book().totals().minted, 1);

    let passed = attest_hours(hours(2, ANN, 60), (ANN, BOB), Pay::WithCoins);
    give_notary(&mut notary, Op::Attest(passed));
    let totals = *notary.book().totals();
    assert_eq!((totals.minted, totals.passed, totals.attested), (1, 60, 120));
}

/// covers: C1
#[test]
fn nobody_attests_their_own_hours_nor_another_persons_device_nor_out_of_turn() {
    let given = crate::ledger::op::Given::sign(hours(1, HUW, 60), &coop(), &key(HUW)).unwrap();
    let answer = |capacity, attestor| crate::ledger::op::Answer { capacity, pay: Pay::Confirm, attestor };
    use crate::ledger::units::Capacity;
    let own = crate::ledger::op::Attest::sign(given.clone(), answer(Capacity::Beneficiary, person(HUW)), &coop(), &key(HUW_TWO));
    assert_eq!(own.unwrap_err(), BadOp::SelfAttested);
    let mut notary = office(&[]);
    // His second phone, in somebody else's name.
    let lie = crate::ledger::op::Attest::sign(given.clone(), answer(Capacity::Beneficiary, person(BOB)), &coop(), &key(HUW_TWO)).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Attest(lie)).refused, vec![Refusal::WrongPerson]);
    let office = crate::ledger::op::Attest::sign(given, answer(Capacity::Coordinator, person(BOB)), &coop(), &key(BOB)).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Attest(office)).refused, vec![Refusal::NotTheirs]);
    assert_eq!(notary.log().size(), 0);
}

/// covers: C4
#[test]
fn hours_given_on_at_once_become_coins_of_the_pool() {
    let mut donated = hours(1, ANN, 120);
    donated.donate = true;
    let attest = attest_hours(donated, (ANN, BOB), Pay::Confirm);
    let mut early = Purse::new(coop(), device(ANN));
    put(&mut early, Op::Attest(attest.clone()));
    assert_eq!((early.balance(members()).coming, early.balance(members()).donated_minutes), (0, 120));
    let mut notary = office(std::slice::from_ref(&attest));
    assert_eq!(notary.book().totals().pool, 2);
    let ann = phone(ANN, &mut notary, &[Op::Attest(attest)]);
    let balance = ann.balance(members());
    assert_eq!((balance.here(), balance.coming, balance.donated_minutes), (0, 0, 120));
    assert_eq!(phone(FLOAT, &mut notary, &[]).balance(members()).settled, 2);
}

#[test]
fn a_cap_refuses_and_the_minutes_are_still_accounted_for() {
    let mut notary = Notary::new(coop(), Policy { month_minutes_max: 100, ..Policy::open(device(FLOAT)) });
    give_notary(&mut notary, Op::Attest(attest(1, ANN, BOB, 90)));
    let taken = give_notary(&mut notary, Op::Attest(attest(2, ANN, BOB, 20)));
    assert_eq!((taken.refused, taken.logged.len()), (vec![Refusal::OverCap], 1));
    let totals = *notary.book().totals();
    assert_eq!((totals.attested, totals.minted, totals.refused, totals.crumbs), (110, 1, 20, 30));
    assert!(notary.book().audit(members()).adds_up());
    // Another attestation of that activity within the cap still counts; one more over it is not even logged.
    assert!(give_notary(&mut notary, Op::Attest(attest(2, ANN, CAROL, 20))).logged.is_empty());
    assert_eq!(give_notary(&mut notary, Op::Attest(attest(2, ANN, CAROL, 10))).logged.len(), 1);
    assert!(notary.book().audit(members()).adds_up());
}

/// covers: C11
#[test]
fn a_coin_passes_through_two_hands_with_no_signal_and_settles_later() {
    let attests = [attest(1, ANN, BOB, 60)];
    let ops: Vec<Op> = attests.iter().cloned().map(Op::Attest).collect();
    let mut notary = office(&attests);
    let mut ann = phone(ANN, &mut notary, &ops);
    let (mut bob, mut carol) = (phone(BOB, &mut notary, &[]), phone(CAROL, &mut notary, &[]));
    let coin = ann.choose(1, Use::Person, members()).unwrap()[0];

    let (first, bundle) = give(&mut ann, ANN, BOB, vec![coin]);
    assert_eq!(state(&ann, coin), CoinState::Offered);
    assert_eq!(ann.spendable(coin, Use::Person, members()), Err(CannotGive::NotHere(coin)));
    assert!(matches!(receive(&mut bob, &bundle), Outcome::Genuine { ref coins, .. } if coins[..] == [coin]));
    assert_eq!(receive(&mut bob, &bundle), Outcome::AlreadyKnown);
    assert_eq!(state(&bob, coin), CoinState::Promised);
    put(&mut ann, Op::Ack(Ack::sign(id(&first), &coop(), &key(BOB))));
    assert_eq!(state(&ann, coin), CoinState::Given);

    let (second, bundle) = give(&mut bob, BOB, CAROL, vec![coin]);
    assert_eq!(bundle.parents.len(), 1, "the unsettled hop goes with it, and nothing older");
    assert!(matches!(receive(&mut carol, &bundle), Outcome::Genuine { .. }));
    assert_eq!((bundle.signers().len(), carol.unsettled().len(), ann.unsettled().len()), (2, 2, 1));

    // The later transfer reaches the office first, waits for its parent, and both settle.
    let waits = give_notary(&mut notary, Op::Transfer(second.clone()));
    assert_eq!(waits.waiting, vec![Missing::Parent(PrevRef::first(id(&first)))]);
    assert_eq!(give_notary(&mut notary, Op::Transfer(first)).logged.len(), 2);
    for (purse, expected) in [(&mut ann, CoinState::Gone), (&mut bob, CoinState::Gone), (&mut carol, CoinState::Settled)] {
        fetch(purse, &mut notary, &[]);
        assert_eq!(state(purse, coin), expected);
        assert!(purse.unsettled().is_empty());
        explained(purse);
    }
    // Carol gives it on: her bundle starts at her own settled place.
    let (_, bundle) = give(&mut carol, CAROL, ANN, vec![coin]);
    assert!(bundle.parents.is_empty() && bundle.pockets.len() == 1);
    assert!(matches!(receive(&mut ann, &bundle), Outcome::Genuine { .. }), "a coin may come home");
    assert_eq!(state(&ann, coin), CoinState::Promised);
    explained(&ann);
}

/// covers: C11
#[test]
fn after_three_unsettled_hops_a_coin_waits_for_the_office() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let mut holder = phone(ANN, &mut notary, &[]);
    let coin = holder.coins(members())[0].coin;
    for (from, to) in [(ANN, BOB), (BOB, CAROL), (CAROL, HUW)] {
        let (_, bundle) = give(&mut holder, from, to, vec![coin]);
        holder = phone(to, &mut notary, &[]);
        assert!(matches!(receive(&mut holder, &bundle), Outcome::Genuine { .. }));
    }
    assert_eq!(holder.spendable(coin, Use::Person, members()), Err(CannotGive::TooManyHops(coin)));
    // A program without that rule signs it all the same; the receiver refuses.
    let at = holder.coin(coin, members()).unwrap().at;
    let forced = transfer(HUW, 5, &[at]);
    put(&mut holder, Op::Transfer(forced.clone()));
    let bundle = holder.bundle(id(&forced)).unwrap();
    assert_eq!(receive(&mut phone(5, &mut notary, &[]), &bundle), Outcome::Refused(Reason::TooManyHops(at)));
}

/// A membership in which everybody may confirm for others.
struct Entrusting;

impl Owners for Entrusting {
    fn owner_of(&self, device: DeviceId) -> Option<Owner> {
        members().owner_of(device)
    }

    fn may_attest(&self, _: PersonId, _: Capacity) -> bool {
        true
    }
}

/// covers: C5
#[test]
fn the_welcome_gift_is_given_once_or_shown_as_given_twice_and_vests() {
    let mut pooled = hours(1, ANN, 1200);
    pooled.donate = true;
    let mut notary = office(&[attest_hours(pooled, (ANN, BOB), Pay::Confirm)]);
    let welcome = Welcome::sign((person(CAROL), person(BOB)), 10, true, (&coop(), &key(FLOAT))).unwrap();
    let right = entitlement(person(CAROL), &coop());
    assert_eq!(give_notary(&mut notary, Op::Welcome(welcome.clone())).logged.len(), 1);
    assert!(give_notary(&mut notary, Op::Welcome(welcome)).already);
    let mut float = phone(FLOAT, &mut notary, &[]);
    let mut carol = phone(CAROL, &mut notary, &[]);
    let gift = |purse: &mut Purse| {
        let coins = purse.choose(10, Use::Support, members()).unwrap();
        let gift = Gift { to: Some(device(CAROL)), purpose: Purpose::Welcome, coins, reference: Some(right), telling: None, said_at: None };
        let transfer = purse.give(&gift, &key(FLOAT), members()).unwrap();
        put(purse, Op::Transfer(transfer.clone()));
        transfer
    };
    let first = gift(&mut float);
    assert_eq!(first.encode().len(), 152 + 33 * 10 + 12 + 32, "ten coins, an anchor and the entitlement");
    receive(&mut carol, &float.bundle(id(&first)).unwrap());
    assert_eq!(give_notary(&mut notary, Op::Transfer(first)).logged.len(), 10);
    assert!(!notary.book().entitlements()[&right].given_twice());
    fetch(&mut carol, &mut notary, &[]);
    assert_eq!(carol.balance(members()).settled, 10);
    assert!(carol.choose(1, Use::Person, members()).is_err() && carol.choose(1, Use::Support, members()).is_ok());

    // Nor does an hour vest them that she only confirmed, for the co-op or for somebody else.
    for (activity, capacity) in [(7, Capacity::Coordinator), (8, Capacity::ProxyFor(person(BOB)))] {
        let answer = Answer { capacity, pay: Pay::Confirm, attestor: person(CAROL) };
        let hour = Attest::sign(attest(activity, ANN, BOB, 30).given, answer, &coop(), &key(CAROL)).unwrap();
        let op = Op::Attest(hour).admit(&coop()).unwrap();
        assert_eq!(notary.take(&op, &key(NOTARY), &Entrusting).refused, []);
        fetch(&mut carol, &mut notary, &[op.op().clone()]);
        assert!(carol.choose(1, Use::Person, members()).is_err() && !notary.book().vested(person(CAROL)));
    }
    // Her first settled hour vests them.
    let hour = attest(9, CAROL, BOB, 30);
    give_notary(&mut notary, Op::Attest(hour.clone()));
    fetch(&mut carol, &mut notary, &[Op::Attest(hour)]);
    assert!(carol.choose(10, Use::Person, members()).is_ok() && notary.book().vested(person(CAROL)));

    let second = gift(&mut float);
    give_notary(&mut notary, Op::Transfer(second));
    let entitlement = &notary.book().entitlements()[&right];
    assert!(entitlement.given_twice() && entitlement.given() == 20 && entitlement.sponsors.contains(&person(BOB)));
    assert!(notary.book().audit(members()).adds_up());
}

/// covers: C7, C8, C10
#[test]
fn a_coins_story_says_what_its_givers_let_be_known_and_no_more() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    let coin = ann.coins(members())[0].coin;
    let telling = Telling {
        salt: [5; 16],
        element: Some(Element::MyCommunity),
        area: Area(2),
        month: Month::new(2026, 12).unwrap(),
        poem: Some(crate::ledger::units::ContentHash::of(b"The kettle knows my name")),
        picture: None,
        name: Some("Ann".into()),
    };
    ann.put(&Item::Telling(telling.clone()), members());
    let gift = Gift { to: Some(device(BOB)), purpose: Purpose::Gift, coins: vec![coin], reference: None, telling: telling.hash().ok(), said_at: None };
    let told = ann.give(&gift, &key(ANN), members()).unwrap();
    put(&mut ann, Op::Transfer(told.clone()));
    let bundle = ann.bundle(id(&told)).unwrap();
    assert_eq!(bundle.telling.as_ref(), Some(&telling));
    let mut bob = phone(BOB, &mut notary, &[]);
    receive(&mut bob, &bundle);
    assert_eq!(bob.story(coin, members()).len(), 1);

    notary.book_mut().put_telling(telling.clone());
    give_notary(&mut notary, Op::Transfer(told.clone()));
    let quiet = transfer(BOB, CAROL, &[PrevRef::first(id(&told))]);
    give_notary(&mut notary, Op::Transfer(quiet.clone()));
    assert_eq!(notary.book().story(coin).len(), 3, "the hubs see every hop");
    let lines = notary.book().lines_since(0, Areas::With(1));
    assert_eq!(lines.len(), 2, "members see the earning and Ann's line, and not that Bob gave it on");
    assert_eq!((lines[0].telling.element, lines[1].line), (Some(Element::MyHome), 1));
    assert!(notary.book().lines_since(notary.log().size(), Areas::With(1)).is_empty());
    for line in lines {
        let bytes = Item::Line(line).encode();
        bob.put(&Item::check(&bytes, &coop()).unwrap(), members());
    }
    assert_eq!(bob.story(coin, members()).iter().filter(|t| t.published).count(), 2);
    // An erased telling leaves the coin and its owner as they were (I17).
    let before = notary.engine().judgement(members()).digest();
    notary.book_mut().erase_telling(telling.hash().unwrap());
    assert_eq!(notary.book().story_lines(coin).len(), 1);
    assert_eq!(notary.engine().judgement(members()).digest(), before);
}

/// covers: C10, C12
#[test]
fn a_retired_coin_is_gone_and_the_book_still_adds_up() {
    let mut notary = office(&[attest(1, ANN, BOB, 180)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    let coins = ann.choose(2, Use::Support, members()).unwrap();
    let gift = Gift { to: None, purpose: Purpose::Retire, coins: coins.clone(), reference: None, telling: None, said_at: Some(3) };
    let retired = ann.give(&gift, &key(ANN), members()).unwrap();
    put(&mut ann, Op::Transfer(retired.clone()));
    assert_eq!(state(&ann, coins[0]), CoinState::Retired);
    give_notary(&mut notary, Op::Transfer(retired));
    let totals = *notary.book().totals();
    assert_eq!((totals.minted, totals.people, totals.retired), (3, 1, 2));
    assert!(notary.book().audit(members()).adds_up() && totals.adds_up());
    assert_eq!(notary.book().held_by(RETIRED).len(), 2);
    let lines = notary.book().statement(Owner::Person(person(ANN)));
    assert_eq!(lines.iter().map(|l| if l.came { 1 } else { -1 }).sum::<i32>(), 1);
    fetch(&mut ann, &mut notary, &[]);
    explained(&ann);
    assert!(ann.movements(members()).iter().any(|m| m.what == What::Gave(Purpose::Retire) && m.delta == -2 && m.state == MoveState::Settled));
}

/// covers: X1
#[test]
fn a_phone_that_stored_its_items_opens_with_the_same_purse_in_any_order() {
    let attests = [attest(1, ANN, BOB, 130), attest(2, ANN, CAROL, 20)];
    let ops: Vec<Op> = attests.iter().cloned().map(Op::Attest).collect();
    let mut notary = office(&attests);
    let mut ann = phone(ANN, &mut notary, &ops);
    let coin = ann.choose(1, Use::Person, members()).unwrap()[0];
    let (given, _) = give(&mut ann, ANN, BOB, vec![coin]);
    give_notary(&mut notary, Op::Transfer(given.clone()));
    notary.checkpoint(&key(NOTARY));
    let mut stored: Vec<Vec<u8>> = ops.iter().map(Op::encode).chain([given.encode(), Ack::sign(id(&given), &coop(), &key(BOB)).encode()]).collect();
    for index in 0..notary.log().size() {
        stored.push(notary.receipt(index).unwrap().encode());
    }
    stored.extend(notary.entries().iter().filter_map(|e| notary.mint(e.op())).map(crate::ledger::op::Mint::encode));
    let open = |bytes: &mut dyn Iterator<Item = &Vec<u8>>| {
        let mut purse = Purse::new(coop(), device(ANN));
        bytes.for_each(|b| drop(purse.put(&Item::stored(b, &coop()).unwrap(), members())));
        (purse.balance(members()), purse.coins(members()), purse.movements(members()), purse.hours())
    };
    let one = open(&mut stored.iter());
    let two = open(&mut stored.iter().rev().chain(stored.iter()));
    assert_eq!(one, two);
    assert_eq!((one.0.settled, one.0.jar_minutes, one.1.len()), (1, 30, 2));
}

#[test]
fn a_notary_rebuilt_from_its_stored_log_is_the_same_and_goes_on() {
    let mut notary = office(&[attest(1, ANN, BOB, 200), attest(2, BOB, ANN, 70)]);
    let mut ops: BTreeMap<OpId, Op> = BTreeMap::new();
    for op in [attest(1, ANN, BOB, 200), attest(2, BOB, ANN, 70)].map(Op::Attest) {
        ops.insert(op.id(&coop()), op);
    }
    let heads: Vec<PrevRef> = notary.book().held_by(device(ANN)).into_iter().map(|(at, _)| at).collect();
    let batch = transfer(ANN, CAROL, &heads);
    give_notary(&mut notary, Op::Transfer(batch.clone()));
    notary.checkpoint(&key(NOTARY));
    ops.insert(id(&batch), Op::Transfer(batch));
    for mint in notary.entries().iter().filter_map(|e| notary.mint(e.op())) {
        ops.insert(mint.id(&coop()), Op::Mint(mint.clone()));
    }
    let stored: Vec<LogEntry> = notary.entries().iter().map(|e| LogEntry::decode(&e.encode()).unwrap()).collect();
    let start = (coop(), Policy::open(device(FLOAT)));
    let mut again = Notary::rebuild(start, &stored, &|id| ops.get(&id).cloned(), members()).unwrap();
    again.resume(notary.last().unwrap().clone()).unwrap();
    assert_eq!(again.digest(), notary.digest());
    assert_eq!(again.book(), notary.book());
    assert_eq!(again.engine().judgement(members()), notary.engine().judgement(members()));
    let next = Op::Attest(attest(3, ANN, BOB, 40));
    assert_eq!(give_notary(&mut again, next.clone()), give_notary(&mut notary, next));
    assert_eq!(again.checkpoint(&key(NOTARY)), notary.checkpoint(&key(NOTARY)));
    // A log with an entry missing or swapped is damaged, and says so.
    let mut swapped = stored;
    swapped.swap(0, 1);
    assert!(Notary::rebuild(start, &swapped, &|id| ops.get(&id).cloned(), members()).is_err());
}

#[test]
fn what_names_an_unknown_device_waits_for_its_certificate() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let (at, coin) = notary.book().held_by(device(ANN))[0];
    let op = Transfer::sign(terms(device(77), &[at]), &coop(), &key(ANN)).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Transfer(op)).waiting, vec![Missing::Certificate(device(77))]);
    let mut more = members().clone();
    more.0.insert(device(77), Owner::Person(person(77)));
    assert_eq!(notary.owners_learnt(&key(NOTARY), &more).logged.len(), 1);
    assert_eq!(notary.book().head(coin).unwrap().1, device(77));
}

#[test]
fn a_receipt_holds_only_for_its_entry_its_holder_and_this_co_op() {
    let mut notary = office(&[attest(1, ANN, BOB, 300)]);
    notary.checkpoint(&key(NOTARY));
    let good = notary.receipt(1).unwrap();
    assert!(good.verify(&coop()).unwrap().is_some());
    let mut other = good.clone();
    other.holder = Some((device(BOB), good.holder.unwrap().1));
    assert!(other.verify(&coop()).is_err());
    let mut other = good.clone();
    other.entry = notary.entries()[2];
    assert!(other.verify(&coop()).is_err());
    let elsewhere = crate::ledger::op::Coop { notary: device(ANN), ..coop() };
    assert!(good.verify(&elsewhere).is_err());
    let attested = notary.receipt(0).unwrap();
    assert_eq!(attested.verify(&coop()), Ok(None));
}
