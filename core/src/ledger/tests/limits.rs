//! What the co-op's policy limits: promised steps, promised coins, and the areas that stories name.

use super::cast::*;
use crate::ledger::book::Areas;
use crate::ledger::op::{Op, Purpose};
use crate::ledger::policy::CoinPolicy;
use crate::ledger::purse::{CannotGive, Gift, Limits, Outcome, Purse, Reason, Use, Warning};
use crate::ledger::units::{Area, CoinId};

fn gift(to: u8, coins: Vec<CoinId>) -> Gift {
    Gift { to: Some(device(to)), purpose: Purpose::Gift, coins, reference: None, telling: None, said_at: None }
}

fn with(purse: &mut Purse, policy: CoinPolicy) {
    purse.set_limits(Limits::from(&policy));
}

/// covers: C11 (I19)
#[test]
fn no_more_coins_are_promised_than_the_policy_insures_to_one_receiver_or_in_all() {
    let mut notary = office(&[attest(1, HUW, BOB, 600)]);
    let mut huw = phone(HUW, &mut notary, &[]);
    with(&mut huw, CoinPolicy { promised: 3, device: 5, ..CoinPolicy::default() });
    let coins = huw.choose(10, Use::Person, members()).unwrap();
    let many = huw.give(&gift(BOB, coins[..4].to_vec()), &key(HUW), members());
    assert_eq!(many, Err(CannotGive::ManyPromised { most: 3, now: 0, to_receiver: true }));
    let (first, _) = give(&mut huw, HUW, BOB, coins[..3].to_vec());
    let more = huw.give(&gift(BOB, vec![coins[3]]), &key(HUW), members());
    assert_eq!(more, Err(CannotGive::ManyPromised { most: 3, now: 3, to_receiver: true }));
    give(&mut huw, HUW, CAROL, coins[3..5].to_vec());
    let in_all = huw.give(&gift(ANN, vec![coins[5]]), &key(HUW), members());
    assert_eq!(in_all, Err(CannotGive::ManyPromised { most: 5, now: 5, to_receiver: false }));
    // The pool, a place and one's own other phone are nobody's risk.
    for (to, purpose) in [(FLOAT, Purpose::Donate), (PLACE, Purpose::Donate), (HUW_TWO, Purpose::Own)] {
        assert!(huw.give(&Gift { purpose, ..gift(to, vec![coins[5]]) }, &key(HUW), members()).is_ok());
    }
    // What has settled is out no more.
    give_notary(&mut notary, Op::Transfer(first));
    fetch(&mut huw, &mut notary, &[]);
    assert!(huw.give(&gift(BOB, vec![coins[5]]), &key(HUW), members()).is_ok());
}

/// covers: C11
#[test]
fn whoever_receives_keeps_to_the_co_ops_steps_and_is_told_what_is_not_insured() {
    let mut notary = office(&[attest(1, HUW, BOB, 240)]);
    let (mut huw, mut bob) = (phone(HUW, &mut notary, &[]), phone(BOB, &mut notary, &[]));
    let coins = huw.choose(4, Use::Person, members()).unwrap();
    let (_, bundle) = give(&mut huw, HUW, BOB, coins.clone());
    with(&mut bob, CoinPolicy { promised: 3, ..CoinPolicy::default() });
    let Outcome::Genuine { warnings, .. } = bob.examine(&bundle, members(), members()).outcome else { panic!("genuine") };
    assert_eq!(warnings, vec![Warning::ManyPromised]);
    receive(&mut bob, &bundle);
    let (transfer, on) = give(&mut bob, BOB, CAROL, vec![coins[0]]);
    let mut carol = phone(CAROL, &mut notary, &[]);
    with(&mut carol, CoinPolicy { hops: 1, ..CoinPolicy::default() });
    assert_eq!(carol.examine(&on, members(), members()).outcome, Outcome::Refused(Reason::TooManyHops(transfer.terms.coins[0])));
    with(&mut carol, CoinPolicy { hops: 2, ..CoinPolicy::default() });
    assert!(matches!(receive(&mut carol, &on), Outcome::Genuine { .. }));
    assert_eq!(carol.coin(coins[0], members()).unwrap().steps, 2);
    assert_eq!(carol.spendable(coins[0], Use::Person, members()), Err(CannotGive::TooManyHops(coins[0])));
}

/// covers: C7
#[test]
fn a_story_names_an_area_only_where_enough_people_have_earned() {
    let notary = office(&[attest(1, ANN, BOB, 60), attest(2, CAROL, BOB, 60)]);
    let areas = |areas| notary.book().lines_since(0, areas).iter().map(|line| line.telling.area).collect::<Vec<_>>();
    assert_eq!(areas(Areas::With(2)), [Area(4), Area(4)]);
    assert_eq!(areas(Areas::With(3)), [Area(0), Area(0)]);
    assert_eq!(areas(Areas::Untold), [Area(0), Area(0)]);
}
