//! Coins spent twice, bundles with something wrong, and why nobody honest loses by it silently.

use super::cast::*;
use crate::ledger::notary::Refusal;
use crate::ledger::op::{Admitted, BadOp, ForkProof, Op, OpId, Terms, Transfer};
use crate::ledger::policy::CoinPolicy;
use crate::ledger::purse::{Bundle, CannotGive, CoinState, Item, LOSING_LEAVES_MAX, Limits, MoveState, Outcome, Purse, Reason, Use, What};
use crate::ledger::units::PrevRef;
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;

/// covers: C11
#[test]
fn a_coin_spent_twice_convicts_only_the_spender_and_the_loser_has_a_claim() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let huw = phone(HUW, &mut notary, &[]);
    let mut copy = phone(HUW, &mut notary, &[]);
    let mut huw_again = huw;
    let (mut bob, mut carol) = (phone(BOB, &mut notary, &[]), phone(CAROL, &mut notary, &[]));
    let coin = copy.coins(members())[0].coin;
    let (to_bob, bundle) = give(&mut huw_again, HUW, BOB, vec![coin]);
    assert!(matches!(receive(&mut bob, &bundle), Outcome::Genuine { .. }));
    let (to_carol, bundle_carol) = give(&mut copy, HUW, CAROL, vec![coin]);
    assert!(matches!(receive(&mut carol, &bundle_carol), Outcome::Genuine { .. }), "nobody can know with no signal");

    give_notary(&mut notary, Op::Transfer(to_carol.clone()));
    let taken = give_notary(&mut notary, Op::Transfer(to_bob.clone()));
    assert!(matches!(taken.refused[..], [Refusal::Spent(_)]));
    let [proof] = &taken.forks[..] else { panic!("one proof: {taken:?}") };
    assert!(proof.verify(&coop()).is_ok() && proof.device == device(HUW));
    assert_eq!(notary.engine().convicted().keys().copied().collect::<Vec<_>>(), vec![device(HUW)]);

    // Bob hears of the proof: locked. He hears of the winner: a claim, not a silence.
    put(&mut bob, Op::Fork(proof.clone()));
    assert_eq!(state(&bob, coin), CoinState::Contested);
    assert_eq!(bob.spendable(coin, Use::Person, members()), Err(CannotGive::Contested(coin)));
    explained(&bob);
    put(&mut bob, Op::Transfer(to_carol.clone()));
    let settled = (0..notary.log().size()).find(|i| notary.entries()[usize::try_from(*i).unwrap()].op() == id(&to_carol)).unwrap();
    notary.checkpoint(&key(NOTARY));
    bob.put(&Item::of_receipt(notary.receipt(settled).unwrap(), &coop()).unwrap(), members());
    let view = bob.coin(coin, members()).unwrap();
    assert_eq!((view.state, view.against), (CoinState::Claim, Some(device(HUW))));
    let balance = bob.balance(members());
    assert_eq!((balance.here(), balance.contested_and_claims), (0, 1));
    assert!(bob.movements(members()).iter().any(|m| m.what == What::Lost && m.delta == -1));
    explained(&bob);
    // A surrender of the dead leaf is signed; of anything else it is not.
    assert!(bob.surrender(view.at, None, &key(BOB)).is_ok());
    fetch(&mut carol, &mut notary, &[]);
    assert_eq!(state(&carol, coin), CoinState::Settled);
    assert!(carol.surrender(PrevRef::first(id(&to_carol)), None, &key(CAROL)).is_err());
    // And a phone that has seen one branch refuses the other at once, with the proof in hand.
    let examined = carol.examine(&bundle, members(), members());
    assert_eq!(examined.outcome, Outcome::Refused(Reason::NotForMe));
}

/// covers: C11
#[test]
fn whoever_is_offered_a_coin_that_they_know_was_spent_refuses_it_with_proof() {
    let mut notary = office(&[attest(1, HUW, BOB, 120)]);
    let (mut one, mut two) = (phone(HUW, &mut notary, &[]), phone(HUW, &mut notary, &[]));
    let coins = one.choose(2, Use::Person, members()).unwrap();
    let (_, first) = give(&mut one, HUW, BOB, vec![coins[0]]);
    let (_, second) = give(&mut two, HUW, BOB, coins.clone());
    let mut bob = phone(BOB, &mut notary, &[]);
    assert!(matches!(receive(&mut bob, &first), Outcome::Genuine { .. }));
    let examined = bob.examine(&second, members(), members());
    assert!(matches!(examined.outcome, Outcome::Refused(Reason::SpentBefore(_))));
    assert!(examined.items.is_empty() && examined.evidence[0].verify(&coop()).is_ok());
}

#[test]
fn a_bundle_is_refused_for_what_is_wrong_with_it() {
    let mut notary = office(&[attest(1, ANN, BOB, 60), attest(2, CAROL, BOB, 60)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    let bob = phone(BOB, &mut notary, &[]);
    let coin = ann.coins(members())[0].coin;
    let (_, good) = give(&mut ann, ANN, BOB, vec![coin]);
    let outcome = |bundle: &Bundle| bob.examine(bundle, members(), members()).outcome;
    let prev = good.transfer.terms.coins[0];

    let mut unproven = good.clone();
    unproven.pockets.clear();
    assert_eq!(outcome(&unproven), Outcome::Refused(Reason::Unproven(prev)));
    let mut bytes = good.transfer.encode();
    *bytes.last_mut().unwrap() ^= 1;
    let forged = Bundle { transfer: Transfer::decode(&bytes).unwrap(), ..good.clone() };
    assert_eq!(outcome(&forged), Outcome::Refused(Reason::Bad(BadOp::Signature)));
    let thief = Bundle { transfer: transfer(CAROL, BOB, &[prev]), ..good.clone() };
    assert_eq!(outcome(&thief), Outcome::Refused(Reason::NotHeld(prev)));
    let stranger = Bundle { transfer: Transfer::sign(terms(device(BOB), &[prev]), &coop(), &key(99)).unwrap(), ..good.clone() };
    assert_eq!(outcome(&stranger), Outcome::Refused(Reason::UnknownSender(device(99))));
    let with_certificate = bob.examine(&good, members(), &Members(BTreeMap::new()));
    assert_eq!(with_certificate.outcome, Outcome::Refused(Reason::UnknownSender(device(ANN))));
    let certified = Bundle { certificates: vec![device(ANN).0.to_vec()], ..good.clone() };
    assert!(matches!(bob.examine(&certified, members(), &Members(BTreeMap::new())).outcome, Outcome::Genuine { .. }));
    assert!(matches!(outcome(&good), Outcome::Genuine { .. }));
}

/// covers: C11
#[test]
fn a_coin_that_was_spent_twice_further_up_is_refused_too() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (mut one, mut two) = (phone(HUW, &mut notary, &[]), phone(HUW, &mut notary, &[]));
    let coin = one.coins(members())[0].coin;
    let (mut bob, mut carol) = (phone(BOB, &mut notary, &[]), phone(CAROL, &mut notary, &[]));
    let (_, to_bob) = give(&mut one, HUW, BOB, vec![coin]);
    let (_, to_carol) = give(&mut two, HUW, CAROL, vec![coin]);
    receive(&mut bob, &to_bob);
    receive(&mut carol, &to_carol);
    let (_, bundle) = give(&mut carol, CAROL, BOB, vec![coin]);
    let spent = to_bob.transfer.terms.coins[0];
    assert_eq!(receive(&mut bob, &bundle), Outcome::Refused(Reason::SpentBefore(spent)));
    assert_eq!(state(&bob, coin), CoinState::Contested, "and what Bob holds waits for the office, as does what he was given now");
    assert_eq!(bob.balance(members()).contested_and_claims, 2);
    explained(&bob);
}

/// covers: C11
#[test]
fn a_phone_that_spent_a_coin_twice_counts_it_away_once() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let mut huw = phone(HUW, &mut notary, &[]);
    let coin = huw.coins(members())[0].clone();
    for to in [BOB, CAROL] {
        put(&mut huw, Op::Transfer(transfer(HUW, to, &[coin.at])));
    }
    assert_eq!(huw.balance(members()).here(), 0);
    assert_eq!(huw.movements(members()).iter().filter(|m| m.delta < 0).count(), 1);
    explained(&huw);
}

#[test]
fn who_never_held_a_coin_moves_nothing() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let (at, coin) = notary.book().held_by(device(ANN))[0];
    let theft = give_notary(&mut notary, Op::Transfer(transfer(CAROL, BOB, &[at])));
    assert_eq!((theft.refused, theft.logged.len()), (vec![Refusal::NotHeld(at)], 0));
    assert!(notary.engine().convicted().is_empty());
    assert_eq!(notary.book().head(coin).unwrap().1, device(ANN));
}

/// covers: C11
#[test]
fn a_coin_whose_mint_no_checkpoint_covers_is_not_passed_on() {
    let notary = office(&[attest(1, ANN, BOB, 60)]);
    let mint = notary.entries().iter().find_map(|e| notary.mint(e.op())).unwrap();
    let mut ann = Purse::new(coop(), device(ANN));
    put(&mut ann, Op::Mint(mint.clone()));
    let coin = mint.coin(&coop());
    assert_eq!(state(&ann, coin), CoinState::Ripening);
    assert_eq!(ann.spendable(coin, Use::Support, members()), Err(CannotGive::Ripening(coin)));
    assert_eq!((ann.balance(members()).ripening, ann.balance(members()).settled), (1, 0));
}

/// A lost message, signed again, never convicts an honest phone (I5).
#[test]
fn signing_the_same_terms_again_gives_the_same_operation() {
    let at = PrevRef::first(OpId([4; 32]));
    let terms: Terms = terms(device(BOB), &[at]);
    let sign = |key: &SigningKey| Transfer::sign(terms.clone(), &coop(), key).unwrap();
    let (a, b) = (sign(&key(ANN)), sign(&key(ANN)));
    assert_eq!(a.encode(), b.encode());
    assert!(ForkProof::of(&a, &b, at, &coop()).is_none());
    let bytes = Admitted::check(&a.encode(), &coop()).unwrap();
    assert_eq!(bytes.id(), id(&b));
}

/// covers: C11, C12
#[test]
fn a_claim_follows_the_coin_to_whom_it_was_given_though_they_hold_the_branch_that_counts() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (mut one, mut two) = (phone(HUW, &mut notary, &[]), phone(HUW, &mut notary, &[]));
    let coin = one.coins(members())[0].coin;
    let (mut bob, mut carol) = (phone(BOB, &mut notary, &[]), phone(CAROL, &mut notary, &[]));
    let (bobs, to_bob) = give(&mut one, HUW, BOB, vec![coin]);
    let (carols, to_carol) = give(&mut two, HUW, CAROL, vec![coin]);
    receive(&mut bob, &to_bob);
    receive(&mut carol, &to_carol);
    let (passed, bundle) = give(&mut bob, BOB, CAROL, vec![coin]);
    assert!(matches!(receive(&mut carol, &bundle), Outcome::Refused(Reason::SpentBefore(_))));
    explained(&carol);

    give_notary(&mut notary, Op::Transfer(carols));
    give_notary(&mut notary, Op::Transfer(bobs.clone()));
    give_notary(&mut notary, Op::Transfer(passed.clone()));
    fetch(&mut carol, &mut notary, &[]);
    assert_eq!(state(&carol, coin), CoinState::Settled);
    let beside = carol.claims_beside(coin, members());
    assert_eq!((beside.len(), beside[0].state, beside[0].against), (1, CoinState::Claim, Some(device(HUW))));
    let balance = carol.balance(members());
    assert_eq!((balance.settled, balance.contested_and_claims), (1, 1));
    explained(&carol);
    let surrender = carol.surrender(beside[0].at, None, &key(CAROL)).unwrap();
    put(&mut carol, Op::Transfer(surrender.clone()));
    assert_eq!(carol.claims_beside(coin, members())[0].state, CoinState::Surrendered);
    explained(&carol);
    assert_eq!(give_notary(&mut notary, Op::Transfer(surrender)).refused, vec![]);
    assert_eq!(notary.book().surrenders().len(), 1);

    // Who passed it on is out of it, and every list of theirs says why.
    put(&mut bob, Op::Transfer(carol.engine().transfer(notary.book().head(coin).unwrap().0.op).unwrap().as_ref().clone()));
    assert_eq!(bob.balance(members()).here(), 0);
    let contested = bob.statement(members()).iter().filter(|line| line.contested).count();
    assert_eq!(contested, bob.movements(members()).iter().filter(|m| m.state == MoveState::Contested).count());
    assert_eq!(contested, 2);
}

/// covers: C11
#[test]
fn what_is_kept_of_one_giver_to_be_claimed_is_bounded() {
    let mut notary = office(&[attest(1, HUW, BOB, 480), attest(2, HUW, BOB, 480), attest(3, HUW, BOB, 480)]);
    let limits = Limits { promised: 100, device: 100, ..Limits::from(&CoinPolicy::default()) };
    let mut bob = phone(BOB, &mut notary, &[]);
    bob.set_limits(limits);
    let mut carol = phone(CAROL, &mut notary, &[]);
    let places: Vec<PrevRef> = notary.book().held_by(device(HUW)).into_iter().map(|(at, _)| at).collect();
    assert!(places.len() > LOSING_LEAVES_MAX);
    let mut kept = 0;
    for at in places {
        let (mut one, mut two) = (phone(HUW, &mut notary, &[]), phone(HUW, &mut notary, &[]));
        let coin = one.coins(members()).into_iter().find(|c| c.at == at).unwrap().coin;
        let (first, to_bob) = give(&mut one, HUW, BOB, vec![coin]);
        let (second, _) = give(&mut two, HUW, CAROL, vec![coin]);
        receive(&mut bob, &to_bob);
        put(&mut carol, Op::Fork(ForkProof::of(&first, &second, at, &coop()).unwrap()));
        let (_, bundle) = give(&mut bob, BOB, CAROL, vec![coin]);
        let examined = carol.examine(&bundle, members(), members());
        assert!(matches!(examined.outcome, Outcome::Refused(Reason::SpentBefore(_))));
        kept += usize::from(!examined.items.is_empty());
        receive(&mut carol, &bundle);
    }
    assert_eq!(kept, LOSING_LEAVES_MAX);
}
