//! The attacks on coins that no other test shows by name, and what becomes of each.

use super::cast::*;
use crate::ledger::notary::{Missing, Notary, Refusal};
use crate::ledger::op::{Admitted, Anchor, BadOp, Mint, Op, OpId, Terms, Transfer};
use crate::ledger::purse::{Bundle, CannotGive, CoinState, Gift, Item, Outcome, Purse, Use, Warning};
use crate::ledger::units::{CoinId, Owner, PrevRef};
use crate::ledger::verdict::Standing;

fn place(notary: &Notary, of: u8) -> (PrevRef, CoinId) {
    notary.book().held_by(device(of))[0]
}

fn sound(notary: &Notary) {
    let audit = notary.book().audit(members());
    assert!(audit.adds_up() && notary.book().totals().adds_up(), "{audit:?}");
}

/// covers: C11 (I5)
#[test]
fn two_phones_of_one_person_with_no_signal_cannot_give_one_coin_twice() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let mut first = phone(HUW, &mut notary, &[]);
    let second = phone(HUW_TWO, &mut notary, &[]);
    let coin = first.coins(members())[0].coin;
    // The coin is the first phone's: the second has nothing to give, and what it signs in spite of that is nobody's.
    let gift = Gift { to: Some(device(CAROL)), purpose: crate::ledger::op::Purpose::Gift, coins: vec![coin], reference: None, telling: None, said_at: None };
    assert!(second.give(&gift, &key(HUW_TWO), members()).is_err());
    let (to_bob, _) = give(&mut first, HUW, BOB, vec![coin]);
    let at = to_bob.terms.coins[0];
    assert_eq!(give_notary(&mut notary, Op::Transfer(transfer(HUW_TWO, CAROL, &[at]))).refused, vec![Refusal::NotHeld(at)]);
    assert_eq!(give_notary(&mut notary, Op::Transfer(to_bob)).logged.len(), 1);
    assert!(notary.engine().convicted().is_empty());
    sound(&notary);
}

/// covers: C11, C12 (I4)
#[test]
fn a_coin_given_five_ways_has_one_owner_four_claims_and_one_culprit() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (at, coin) = place(&notary, HUW);
    for to in [ANN, BOB, CAROL, 5, 6] {
        give_notary(&mut notary, Op::Transfer(transfer(HUW, to, &[at])));
    }
    let verdict = notary.engine().verdict(coin, members()).unwrap();
    assert_eq!((verdict.owner, verdict.standing, verdict.claims.len()), (device(ANN), Standing::Settled, 4));
    assert!(verdict.claims.iter().all(|claim| claim.against == device(HUW) && claim.dead));
    assert_eq!(notary.engine().convicted().len(), 1);
    sound(&notary);
}

/// covers: C11
#[test]
fn a_transfer_dated_years_back_gains_nothing_by_its_date() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (at, coin) = place(&notary, HUW);
    give_notary(&mut notary, Op::Transfer(transfer(HUW, BOB, &[at])));
    let old = Terms { said_at: Some(1), anchor: Some(Anchor { index: 0, hash8: [0; 8] }), ..terms(device(CAROL), &[at]) };
    let old = Transfer::sign(old, &coop(), &key(HUW)).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Transfer(old)).refused, vec![Refusal::Spent(at)]);
    assert_eq!(notary.book().head(coin).unwrap().1, device(BOB));
    assert!(notary.engine().convicted().contains_key(&device(HUW)));
}

/// covers: C11 (I7)
#[test]
fn a_transfer_ground_to_the_lowest_hash_wins_nothing_that_is_settled() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (at, coin) = place(&notary, HUW);
    let honest = transfer(HUW, BOB, &[at]);
    give_notary(&mut notary, Op::Transfer(honest.clone()));
    // Whoever likes tries numbers until their operation's hash is below the other's.
    let ground = (0u64..)
        .map(|second| Transfer::sign(Terms { said_at: Some(second), ..terms(device(CAROL), &[at]) }, &coop(), &key(HUW)).unwrap())
        .find(|transfer| id(transfer) < id(&honest))
        .unwrap();
    give_notary(&mut notary, Op::Transfer(ground));
    let verdict = notary.engine().verdict(coin, members()).unwrap();
    assert_eq!((verdict.owner, verdict.standing), (device(BOB), Standing::Settled));
}

/// covers: C11, C12 (I7, I14)
#[test]
fn a_branch_withheld_until_long_after_is_a_claim_and_moves_nothing() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (at, coin) = place(&notary, HUW);
    let withheld = transfer(HUW, CAROL, &[at]);
    let mut before = transfer(HUW, BOB, &[at]);
    give_notary(&mut notary, Op::Transfer(before.clone()));
    for (from, to) in [(BOB, ANN), (ANN, 5), (5, 6)] {
        before = transfer(from, to, &[PrevRef::first(id(&before))]);
        give_notary(&mut notary, Op::Transfer(before.clone()));
        notary.checkpoint(&key(NOTARY));
    }
    let taken = give_notary(&mut notary, Op::Transfer(withheld.clone()));
    assert_eq!((taken.refused, taken.forks.len()), (vec![Refusal::Spent(at)], 1));
    let verdict = notary.engine().verdict(coin, members()).unwrap();
    assert_eq!((verdict.owner, verdict.claims.len(), verdict.claims[0].holder), (device(6), 1, device(CAROL)));
    assert_eq!(notary.engine().convicted().keys().copied().collect::<Vec<_>>(), vec![device(HUW)], "nobody through whose hands it went since");
    sound(&notary);
}

/// covers: C1, C12
#[test]
fn a_coin_that_the_notary_did_not_mint_is_no_coin() {
    let notary = office(&[attest(1, ANN, BOB, 60)]);
    let real = notary.entries().iter().find_map(|entry| notary.mint(entry.op())).unwrap();
    let forged = Mint::sign(real.slices.clone(), device(CAROL), &coop(), &key(CAROL)).unwrap();
    assert_eq!(Op::Mint(forged.clone()).admit(&coop()).unwrap_err(), BadOp::Signature);
    // Nor does the office log a mint that somebody else brings it, in whatever name.
    let mut carol = Purse::new(coop(), device(CAROL));
    assert!(Item::check(&Op::Mint(forged).encode(), &coop()).is_err());
    assert_eq!(carol.balance(members()).here(), 0);
    put(&mut carol, Op::Mint(real.clone()));
    assert_eq!(carol.balance(members()).here(), 0, "a real one is its earner's");
}

/// covers: C12, R1
#[test]
fn a_notary_that_tells_two_members_two_books_has_signed_both() {
    let mut honest = office(&[attest(1, ANN, BOB, 60), attest(2, HUW, BOB, 60)]);
    let mut lying = office(&[attest(1, ANN, BOB, 60)]);
    let (one, two) = (honest.checkpoint(&key(NOTARY)).unwrap(), lying.checkpoint(&key(NOTARY)).unwrap());
    for told in [&one, &two] {
        assert!(Admitted::check(&Op::Checkpoint(told.clone()).encode(), &coop()).is_ok());
    }
    // One number, two roots, one key: whoever holds both can show it to anybody, and nobody else could have made them.
    assert_eq!(one.state.index, two.state.index);
    assert_ne!(one.state.root, two.state.root);
    let mut forged = one;
    forged.state.root = two.state.root;
    assert_eq!(Op::Checkpoint(forged).admit(&coop()).unwrap_err(), BadOp::Signature);
}

/// covers: C11, X1
#[test]
fn what_an_office_will_not_hear_from_one_phone_any_other_phone_brings() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let (mut ann, mut bob, mut carol) = (phone(ANN, &mut notary, &[]), phone(BOB, &mut notary, &[]), phone(CAROL, &mut notary, &[]));
    let coin = ann.coins(members())[0].coin;
    let (_, first) = give(&mut ann, ANN, BOB, vec![coin]);
    assert!(matches!(receive(&mut bob, &first), Outcome::Genuine { .. }));
    let (_, second) = give(&mut bob, BOB, CAROL, vec![coin]);
    assert!(matches!(receive(&mut carol, &second), Outcome::Genuine { .. }));
    // Ann's and Bob's phones are never heard of again. Carol's has all that it takes.
    for op in carol.unsettled() {
        give_notary(&mut notary, op);
    }
    assert_eq!(notary.book().head(coin).unwrap().1, device(CAROL));
    sound(&notary);
}

/// covers: C11 (I5)
#[test]
fn after_a_lost_message_a_phone_sends_the_same_bytes_and_signs_nothing_else_for_that_coin() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    let coin = ann.coins(members())[0].coin;
    let (sent, bundle) = give(&mut ann, ANN, BOB, vec![coin]);
    // The message was lost, and Ann would write another memo: her phone signs none, and hands over what it handed over.
    let memo = Gift {
        to: Some(device(BOB)),
        purpose: crate::ledger::op::Purpose::Gift,
        coins: vec![coin],
        reference: None,
        telling: Some(crate::ledger::units::ContentHash([7; 32])),
        said_at: Some(2),
    };
    assert_eq!(ann.give(&memo, &key(ANN), members()).unwrap_err(), CannotGive::NotHere(coin));
    assert_eq!(ann.bundle(id(&sent)).unwrap().encode().unwrap(), bundle.encode().unwrap());
    assert!(notary.engine().convicted().is_empty());
}

/// covers: C11 (I10)
#[test]
fn one_bad_coin_of_ten_spoils_none_of_the_other_nine() {
    let mut notary = office(&[attest(1, HUW, BOB, 600)]);
    let held: Vec<PrevRef> = notary.book().held_by(device(HUW)).into_iter().map(|(at, _)| at).collect();
    give_notary(&mut notary, Op::Transfer(transfer(HUW, CAROL, &held[3..4])));
    let taken = give_notary(&mut notary, Op::Transfer(transfer(HUW, ANN, &held)));
    assert_eq!((taken.logged.len(), taken.refused), (9, vec![Refusal::Spent(held[3])]));
    assert_eq!((notary.book().held_by(device(ANN)).len(), notary.book().held_by(device(CAROL)).len()), (9, 1));
    sound(&notary);
}

/// covers: C11, R3
#[test]
fn a_convicted_device_that_goes_on_forking_adds_no_conviction_and_no_entry() {
    let mut notary = office(&[attest(1, HUW, BOB, 60)]);
    let (at, _) = place(&notary, HUW);
    give_notary(&mut notary, Op::Transfer(transfer(HUW, BOB, &[at])));
    give_notary(&mut notary, Op::Transfer(transfer(HUW, CAROL, &[at])));
    let (size, convicted) = (notary.log().size(), notary.engine().convicted().len());
    for n in 0..50 {
        let more = Terms { ctr: n, said_at: Some(u64::from(n)), ..terms(device(ANN), &[at]) };
        give_notary(&mut notary, Op::Transfer(Transfer::sign(more, &coop(), &key(HUW)).unwrap()));
    }
    assert_eq!((notary.log().size(), notary.engine().convicted().len()), (size, convicted));
    sound(&notary);
}

/// covers: X3, C11
#[test]
fn whoever_is_kept_from_news_is_warned_once_a_pocket_is_older_than_it_vouches_for() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    let coin = ann.coins(members())[0].coin;
    let (_, bundle) = give(&mut ann, ANN, BOB, vec![coin]);
    // Bob has heard of the office more lately than Ann's pocket vouches for.
    let mut bob = phone(BOB, &mut notary, &[]);
    for n in 10..18u8 {
        give_notary(&mut notary, Op::Attest(attest(n, CAROL, BOB, 60)));
        let checkpoint = notary.checkpoint(&key(NOTARY)).unwrap();
        put(&mut bob, Op::Checkpoint(checkpoint));
    }
    let Outcome::Genuine { warnings, .. } = receive(&mut bob, &bundle) else { panic!("it is genuine, and old") };
    assert!(warnings.contains(&Warning::PocketTooOld), "{warnings:?}");
}

/// covers: C8 (I17)
#[test]
fn a_coin_fares_alike_with_its_poem_there_left_out_or_another() {
    use crate::ledger::purse::{Attachment, Media};
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    let coin = ann.coins(members())[0].coin;
    let (_, bare) = give(&mut ann, ANN, BOB, vec![coin]);
    let poem = |text: &str| Attachment { media: Media::Text, bytes: text.as_bytes().to_vec() };
    let with = Bundle { attachments: vec![poem("Bara brith")], ..bare.clone() };
    let foul = Bundle { attachments: vec![poem("something that Bob does not want to see")], ..bare.clone() };
    let mut seen = Vec::new();
    for bundle in [bare, with, foul] {
        let mut bob = phone(BOB, &mut notary, &[]);
        assert!(matches!(receive(&mut bob, &bundle), Outcome::Genuine { .. }));
        seen.push((bob.engine().judgement(members()), state(&bob, coin), bob.balance(members())));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
    assert_eq!(seen[0].1, CoinState::Promised);
}

/// covers: R1 (I18)
#[test]
fn every_way_to_check_a_signature_says_the_same_of_honest_and_of_crafted_ones() {
    let good = transfer(ANN, BOB, &[PrevRef::first(OpId([4; 32]))]);
    let bytes = good.encode();
    let (start, end) = (bytes.len() - 64, bytes.len());
    // The order of the group, little-endian: s + order is the same equation with another number.
    let order: [u8; 32] =
        [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10];
    let mut malleable = bytes.clone();
    let mut carry = 0u16;
    for (at, add) in (start + 32..end).zip(order) {
        let sum = u16::from(malleable[at]) + u16::from(add) + carry;
        malleable[at] = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    // Points of small order, one of them written in a way that is not canonical; as R, and as the signer's key with s = 0.
    let mut identity = [0u8; 32];
    identity[0] = 1;
    let mut not_canonical = [0xff; 32];
    (not_canonical[0], not_canonical[31]) = (0xee, 0x7f);
    let crafted = [identity, [0; 32], not_canonical].into_iter().flat_map(|point| {
        let mut as_r = bytes.clone();
        as_r[start..start + 32].copy_from_slice(&point);
        let mut as_key = as_r.clone();
        as_key[20..52].copy_from_slice(&point);
        as_key[start + 32..].fill(0);
        [as_r, as_key]
    });
    let flipped = (0..64).map(|bit| {
        let mut other = bytes.clone();
        other[start + bit] ^= 1;
        other
    });
    let judge = |bytes: &[u8]| {
        let alone = Transfer::decode(bytes).and_then(|transfer| transfer.verify(&coop())).is_ok();
        let admitted = Admitted::check(bytes, &coop()).is_ok();
        let item = Item::check(bytes, &coop()).is_ok();
        // Beside others, before them and after them: nothing is decided for several at once.
        let beside = [&bytes.to_vec(), &good.encode()].map(|each| Admitted::check(each, &coop()).is_ok());
        assert!(alone == admitted && admitted == item && beside == [item, true]);
        item
    };
    assert!(judge(&bytes));
    for odd in crafted.chain(flipped).chain([malleable]) {
        assert!(!judge(&odd), "{odd:02x?}");
    }
}

/// covers: C3, C12
#[test]
fn a_steward_who_gives_the_pool_away_is_seen_in_its_statement_line_by_line() {
    let mut donated = hours(1, ANN, 180);
    donated.donate = true;
    let mut notary = office(&[attest_hours(donated, (ANN, BOB), crate::ledger::op::Pay::Confirm)]);
    let held: Vec<PrevRef> = notary.book().held_by(device(FLOAT)).into_iter().map(|(at, _)| at).collect();
    give_notary(&mut notary, Op::Transfer(transfer(FLOAT, CAROL, &held[..2])));
    let lines = notary.book().statement(Owner::Pool);
    let gone: Vec<_> = lines.iter().filter(|line| !line.came).map(|line| line.with).collect();
    assert_eq!((lines.len(), gone), (5, vec![Some(Owner::Person(person(CAROL))); 2]), "three came, two went, and to whom");
    sound(&notary);
}

/// covers: C12, X1
#[test]
fn what_waits_for_something_is_named_and_held_within_a_limit() {
    let mut notary = office(&[]);
    let orphan = transfer(ANN, BOB, &[PrevRef::first(OpId([3; 32]))]);
    let taken = give_notary(&mut notary, Op::Transfer(orphan.clone()));
    assert!(matches!(taken.waiting[..], [Missing::Parent(_)]) && taken.logged.is_empty());
    let strange = Transfer::sign(terms(device(99), &[PrevRef::first(OpId([3; 32]))]), &coop(), &key(ANN)).unwrap();
    assert_eq!(give_notary(&mut notary, Op::Transfer(strange)).waiting, vec![Missing::Certificate(device(99))]);
    assert!(give_notary(&mut notary, Op::Transfer(orphan)).logged.is_empty());
    assert_eq!(notary.log().size(), 0);
    assert_eq!(Purse::new(coop(), device(ANN)).choose(1, Use::Person, members()).unwrap_err(), CannotGive::NotEnough { free: 0 });
}
