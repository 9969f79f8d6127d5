//! Pockets by tens, and bundles that name coins by their places in them.

use super::cast::{ANN, BOB, attest, coop, device, key, members, office, phone, put};
use crate::ledger::notary::POCKET_COINS;
use crate::ledger::op::{BadOp, Op, Purpose};
use crate::ledger::purse::{Bundle, Gift, Limits, Outcome, Purse, Use};

/// What ten coins may take with their giver's certificate, so that one code holds them.
const BUNDLE_BYTES: usize = 1_200;
/// A certificate of a device, with its length.
const CERTIFICATE_BYTES: usize = 196;
/// Where the transfer's coins begin in a bundle: version, kind and length, and what stands before them in a transfer.
const COINS_AT: usize = 4 + 88;

/// A bundle of ten of Ann's twenty-four coins, in a co-op that lets so many be promised.
fn ten_of_many() -> Bundle {
    let mut notary = office(&[attest(1, ANN, BOB, 24 * 60)]);
    let mut ann = phone(ANN, &mut notary, &[]);
    ann.set_limits(Limits { hops: 3, promised: 20, device: 20, vesting: true, pocket: 5 });
    let coins = ann.choose(POCKET_COINS, Use::Person, members()).unwrap();
    let gift = Gift { to: Some(device(BOB)), purpose: Purpose::Gift, coins, reference: None, telling: None, said_at: Some(1) };
    let transfer = ann.give(&gift, &key(ANN), members()).unwrap();
    let id = transfer.id(&coop());
    put(&mut ann, Op::Transfer(transfer));
    ann.bundle(id).unwrap()
}

/// covers: C3
#[test]
fn ten_coins_of_a_phone_that_holds_more_rest_on_one_pocket_and_fit_one_code() {
    let bundle = ten_of_many();
    assert_eq!((bundle.pockets.len(), bundle.receipts.len()), (1, 0), "coins that are given together stand in one pocket");
    let bytes = bundle.encode().unwrap();
    assert!(bytes.len() + CERTIFICATE_BYTES <= BUNDLE_BYTES, "{}", bytes.len());
    let read = Bundle::decode(&bytes).unwrap();
    assert_eq!(read, bundle);
    let bob = Purse::new(coop(), device(BOB));
    assert!(matches!(bob.examine(&read, members(), members()).outcome, Outcome::Genuine { ref coins, .. } if coins.len() == POCKET_COINS));
}

/// covers: C3
#[test]
fn a_bundle_written_as_before_reads_as_the_same_bundle() {
    let bundle = ten_of_many();
    let before = bundle.encode_as(1).unwrap();
    assert_eq!(Bundle::decode(&before).unwrap(), bundle);
    assert!(before.len() > bundle.encode().unwrap().len() + 300);
}

#[test]
fn a_coin_named_by_no_place_or_in_a_second_way_is_refused() {
    let bundle = ten_of_many();
    let bytes = bundle.encode().unwrap();
    assert_eq!(bytes[COINS_AT..COINS_AT + 4], [0, 0, 0, 1]);
    for (at, value) in [(COINS_AT, 1), (COINS_AT + 1, 10), (COINS_AT + 3, 0)] {
        let mut changed = bytes.clone();
        changed[at] = value;
        assert!(matches!(Bundle::decode(&changed), Err(BadOp::Field("coins"))), "{at}");
    }
    // The coin itself, where its place would do.
    let length = usize::from(u16::from_be_bytes([bytes[2], bytes[3]])) + 32;
    let whole = [&[255][..], &bundle.transfer.terms.coins[0].bytes()].concat();
    let long = u16::try_from(length).unwrap().to_be_bytes();
    let second = [&bytes[..2], &long, &bytes[4..COINS_AT], &whole, &bytes[COINS_AT + 2..]].concat();
    assert_eq!(Bundle::decode(&second), Err(BadOp::Field("coins")));
}
