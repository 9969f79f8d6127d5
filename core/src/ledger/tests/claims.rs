//! Losing leaves: surrendered once, made good once, and never a coin more than was minted.

use super::cast::*;
use crate::ledger::notary::{Notary, Refusal};
use crate::ledger::op::{Op, OpId, Purpose, Terms, Transfer, fork_of};
use crate::ledger::purse::{CoinState, Item, Purse, What};
use crate::ledger::units::{CoinId, ContentHash, PrevRef};
use proptest::prelude::*;

/// An office where Huw gave `n` coins to Bob and, from a copy, the same to Carol; Carol's settled. The pool holds as many.
fn forked(n: u16) -> (Notary, Vec<CoinId>, Transfer, Transfer) {
    let mut donated = hours(2, ANN, 60 * n);
    donated.donate = true;
    let mut notary = office(&[attest(1, HUW, BOB, 60 * n), attest_hours(donated, (ANN, BOB), crate::ledger::op::Pay::Confirm)]);
    let mut held = notary.book().held_by(device(HUW));
    held.sort_unstable();
    let places: Vec<PrevRef> = held.iter().map(|(at, _)| *at).collect();
    let (to_bob, to_carol) = (transfer(HUW, BOB, &places), transfer(HUW, CAROL, &places));
    give_notary(&mut notary, Op::Transfer(to_carol.clone()));
    give_notary(&mut notary, Op::Transfer(to_bob.clone()));
    (notary, held.into_iter().map(|(_, coin)| coin).collect(), to_bob, to_carol)
}

fn leaf(of: &Transfer, index: u8) -> PrevRef {
    PrevRef { op: id(of), index }
}

fn surrender(by: u8, leaf: PrevRef) -> Transfer {
    let terms = Terms { purpose: Purpose::Surrender, ..terms(crate::ledger::units::CLAIMS, &[leaf]) };
    Transfer::sign(terms, &coop(), &key(by)).unwrap()
}

fn compensate(notary: &Notary, to: u8, reference: OpId, nth: usize) -> Transfer {
    let mut pool = notary.book().held_by(device(FLOAT));
    pool.sort_unstable();
    let coin = pool[nth % pool.len()].0;
    let terms = Terms { purpose: Purpose::Compensate, reference: Some(ContentHash(reference.0)), ..terms(device(to), &[coin]) };
    Transfer::sign(terms, &coop(), &key(FLOAT)).unwrap()
}

fn sound(notary: &Notary, minted: u64) {
    let audit = notary.book().audit(members());
    assert!(audit.adds_up() && notary.book().totals().adds_up(), "{audit:?}");
    assert_eq!(notary.book().totals().minted, minted);
}

/// covers: C11, C12 (I8)
#[test]
fn a_lost_coin_is_surrendered_once_and_made_good_once_by_a_coin_of_the_pool() {
    let (mut notary, coins, to_bob, to_carol) = forked(2);
    let early = give_notary(&mut notary, Op::Transfer(surrender(CAROL, leaf(&to_carol, 0))));
    assert_eq!(early.refused, vec![Refusal::NotDead(leaf(&to_carol, 0))], "what counts is not lost");
    let lost = surrender(BOB, leaf(&to_bob, 0));
    let logged = give_notary(&mut notary, Op::Transfer(lost.clone())).logged.len();
    assert_eq!((logged, notary.book().surrenders().len()), (1, 1));
    assert!(give_notary(&mut notary, Op::Transfer(lost.clone())).already);
    // The same leaf by another transfer is the same loss, and is answered.
    let twice = Terms { said_at: Some(7), ..lost.terms.clone() };
    let twice = Transfer::sign(twice, &coop(), &key(BOB)).unwrap();
    assert_ne!(id(&twice), id(&lost));
    let answer = give_notary(&mut notary, Op::Transfer(twice));
    assert_eq!((answer.logged.len(), answer.refused), (0, vec![Refusal::Spent(leaf(&to_bob, 0))]));
    sound(&notary, 4);

    // To whoever lost, for a surrender that there is, from the pool, and once.
    let pool = compensate(&notary, CAROL, id(&lost), 0);
    let refused = give_notary(&mut notary, Op::Transfer(pool.clone())).refused;
    assert_eq!(refused, vec![Refusal::NothingToMakeGood(pool.terms.coins[0])], "another's claim");
    let none = compensate(&notary, BOB, OpId([9; 32]), 1);
    assert!(matches!(give_notary(&mut notary, Op::Transfer(none)).refused[..], [Refusal::NothingToMakeGood(_)]));
    let good = compensate(&notary, BOB, id(&lost), 0);
    give_notary(&mut notary, Op::Transfer(good.clone()));
    let again = compensate(&notary, BOB, id(&lost), 0);
    assert_ne!(id(&good), id(&again));
    assert!(matches!(give_notary(&mut notary, Op::Transfer(again)).refused[..], [Refusal::NothingToMakeGood(_)]));
    assert_eq!(notary.book().surrenders()[&id(&lost)].made_good, Some((id(&good), None)));
    sound(&notary, 4);
    assert_eq!(notary.book().held_by(device(BOB)).len(), 1);
    // The other coin of the same batch is Bob's to claim, still.
    let claims = notary.engine().verdict(coins[1], members()).unwrap().claims;
    assert_eq!(claims.iter().filter(|c| c.holder == device(BOB) && c.dead).count(), 1);
}

/// covers: C11 (I6, I16)
#[test]
fn whoever_lost_learns_it_without_learning_to_whom_and_every_fall_is_explained() {
    let (mut notary, coins, to_bob, _) = forked(1);
    let place = to_bob.terms.coins[0];
    let mut bob = Purse::new(coop(), device(BOB));
    let mut huw = phone(HUW, &mut notary, &[]);
    fetch(&mut bob, &mut notary, &[Op::Transfer(to_bob.clone())]);
    let told = notary.losers(coins[0], members());
    assert_eq!(told.keys().copied().collect::<Vec<_>>(), vec![device(BOB)]);
    // His phone has the coin by its giver's bundle: the last settled place, and the transfer.
    let mint = notary.entries().iter().find_map(|e| notary.mint(e.op()).filter(|m| m.coin(&coop()) == coins[0])).unwrap().clone();
    put(&mut bob, Op::Mint(mint));
    assert_eq!(state(&bob, coins[0]), CoinState::Promised);
    let spent = notary.spent(place).unwrap();
    let bytes = spent.encode();
    let carol = device(CAROL).0;
    assert!(!bytes.windows(32).any(|w| w == carol), "nobody is named");
    bob.put(&Item::check(&bytes, &coop()).unwrap(), members());
    assert_eq!(state(&bob, coins[0]), CoinState::Claim);
    explained(&bob);
    let at = bob.coin(coins[0], members()).unwrap().at;
    let lost = bob.surrender(at, None, &key(BOB)).unwrap();
    put(&mut bob, Op::Transfer(lost.clone()));
    assert_eq!((state(&bob, coins[0]), bob.balance(members()).contested_and_claims), (CoinState::Surrendered, 1));
    explained(&bob);
    give_notary(&mut notary, Op::Transfer(lost.clone()));
    // Ann says that she makes it good; she is not the pool, and nothing came.
    let said = Terms { purpose: Purpose::Compensate, reference: Some(ContentHash(id(&lost).0)), ..terms(device(BOB), &[leaf(&to_bob, 0)]) };
    put(&mut bob, Op::Transfer(Transfer::sign(said, &coop(), &key(ANN)).unwrap()));
    assert_eq!(state(&bob, coins[0]), CoinState::Surrendered);
    let good = compensate(&notary, BOB, id(&lost), 0);
    give_notary(&mut notary, Op::Transfer(good.clone()));
    fetch(&mut bob, &mut notary, &[Op::Transfer(good)]);
    assert_eq!((state(&bob, coins[0]), bob.balance(members()).settled), (CoinState::MadeWhole, 1));
    assert!(bob.movements(members()).iter().any(|m| m.what == What::Received(Purpose::Compensate) && m.delta == 1));
    explained(&bob);
    // A changed proof proves nothing, nor does one of another co-op.
    for at in 0..bytes.len() {
        let mut odd = bytes.clone();
        odd[at] ^= 1;
        assert!(Item::check(&odd, &coop()).is_err(), "byte {at}");
    }
    fetch(&mut huw, &mut notary, &[]);
    assert_eq!(huw.balance(members()).here(), 0);
}

/// covers: C11
#[test]
fn what_comes_back_for_a_coin_given_twice_is_counted_and_lifts_the_lock() {
    let (mut notary, _, to_bob, to_carol) = forked(1);
    let place = to_bob.terms.coins[0];
    give_notary(&mut notary, Op::Attest(attest(5, HUW, BOB, 60)));
    let coin = notary.book().held_by(device(HUW))[0].0;
    let terms = Terms { purpose: Purpose::Repay, reference: Some(fork_of(place, &coop())), ..terms(device(FLOAT), &[coin]) };
    give_notary(&mut notary, Op::Transfer(Transfer::sign(terms, &coop(), &key(HUW)).unwrap()));
    assert_eq!(notary.book().repaid(fork_of(place, &coop())), 1);
    sound(&notary, 3);
    let mut ann = phone(ANN, &mut notary, &[]);
    for op in [to_bob, to_carol] {
        put(&mut ann, Op::Mint(notary.entries().iter().find_map(|e| notary.mint(e.op()).filter(|m| PrevRef::first(m.id(&coop())) == place)).unwrap().clone()));
        put(&mut ann, Op::Transfer(op));
    }
    assert_eq!(ann.wrongs(device(HUW)), vec![place]);
    ann.put_right(place);
    assert!(ann.wrongs(device(HUW)).is_empty());
}

/// A step: surrender the nth lost coin, make good the nth surrender, or pass the lost coin on instead.
#[derive(Debug, Clone)]
enum Step {
    Surrender(u8),
    MakeGood(u8, usize),
    PassOn(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![(0u8..3).prop_map(Step::Surrender), (0u8..3, 0usize..4).prop_map(|(n, coin)| Step::MakeGood(n, coin)), (0u8..3).prop_map(Step::PassOn),]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// covers: C11, C12 (I2, I8, I14)
    #[test]
    fn whatever_is_claimed_and_paid_supply_stays_and_each_surrender_is_paid_once(steps in prop::collection::vec(step(), 1..16)) {
        let (mut notary, _, to_bob, _) = forked(3);
        let mut seen = 0;
        for step in &steps {
            let op = match step {
                Step::Surrender(n) => surrender(BOB, leaf(&to_bob, *n)),
                Step::MakeGood(..) if notary.book().held_by(device(FLOAT)).is_empty() => continue,
                Step::MakeGood(n, coin) => compensate(&notary, BOB, id(&surrender(BOB, leaf(&to_bob, *n))), *coin),
                Step::PassOn(n) => transfer(BOB, ANN, &[leaf(&to_bob, *n)]),
            };
            give_notary(&mut notary, Op::Transfer(op));
            sound(&notary, 6);
            // Nothing that was claimed is ever taken back.
            prop_assert!(notary.book().surrenders().len() >= seen);
            seen = notary.book().surrenders().len();
        }
        let paid = notary.book().surrenders().values().filter(|s| s.made_good.is_some()).count();
        prop_assert_eq!(notary.book().held_by(device(BOB)).len(), paid);
        prop_assert_eq!(notary.book().held_by(device(FLOAT)).len(), 3 - paid);
    }
}
