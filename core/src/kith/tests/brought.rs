//! Operations that are brought to the office in a group, and the log as it stores it.

use super::{
    cast::{Cast, Phone},
    coins::cast_of_three,
};
use crate::{
    fact::CoinItem,
    kith::ErrorKind,
    ledger::{
        op::{Answer, Attest, Given, Hours, LogEntry, Op, Pay, Purpose, Terms, Transfer},
        units::{ActivityId, Area, Capacity, ContentHash, Element, Month, PrevRef},
    },
};
use kith_wire::limits;
use serde_json::json;

/// Hours that Mair attests to Dewi, as many coins.
fn attested(dewi: &Phone, mair: &Phone, coins: u16) -> Vec<u8> {
    let coop = dewi.kith.coop_of_coins().unwrap();
    let hours = Hours {
        activity: ActivityId([5; 32]),
        minutes: 60 * coins,
        element: Some(Element::MyHome),
        area: Area(0),
        month: Month::new(2026, 11).unwrap(),
        story: ContentHash::ZERO,
        donate: false,
        tell: false,
        earner: dewi.kith.me,
    };
    let given = Given::sign(hours, &coop, &dewi.kith.secrets.device_key()).unwrap();
    let answer = Answer { capacity: Capacity::Beneficiary, pay: Pay::Confirm, attestor: mair.kith.me };
    Op::Attest(Attest::sign(given, answer, &coop, &mair.kith.secrets.device_key()).unwrap()).encode()
}

/// One coin a transfer from Dewi to somebody, of all that the office minted.
fn gifts(office: &Phone, dewi: &Phone, to: &Phone) -> Vec<Vec<u8>> {
    let coop = dewi.kith.coop_of_coins().unwrap();
    let minted = office.kith.notary.as_ref().unwrap().entries().iter();
    let minted = minted.filter_map(|entry| if let LogEntry::Minted { mint, .. } = entry { Some(PrevRef::first(*mint)) } else { None });
    let terms =
        |coin| Terms { to: to.kith.device, purpose: Purpose::Gift, ctr: 0, coins: vec![coin], anchor: None, reference: None, telling: None, said_at: None };
    minted.map(|coin| Op::Transfer(Transfer::sign(terms(coin), &coop, &dewi.kith.secrets.device_key()).unwrap()).encode()).collect()
}

fn refused(office: &Phone) -> u64 {
    let counted = office.kith.storage.refused().unwrap();
    counted.into_iter().find(|(reason, _)| reason == "bad-operation").map_or(0, |(_, count)| count)
}

/// covers: C11, C12, X1
#[test]
fn operations_brought_in_a_group_settle_at_once_and_what_does_not_hold_is_only_counted() {
    let mut cast = Cast::new();
    let (mut office, mair, dewi, mut ana) = cast_of_three(&mut cast);
    office.kith.bring_operations(vec![attested(&dewi, &mair, 20)], cast.now_ms).unwrap();
    assert_eq!(cast.ask(&mut office, json!({"do": "book"}))["minted"], 20);
    let gifts = gifts(&office, &dewi, &ana);
    let mut brought: Vec<Vec<u8>> = gifts.iter().chain(&gifts[..3]).cloned().collect();
    // Enough for several workers, and among them one that somebody has changed, and one that is nothing.
    let mut forged = gifts[4].clone();
    *forged.last_mut().unwrap() ^= 1;
    brought.extend([forged, b"no operation".to_vec()]);
    brought.extend((0..60u8).map(|n| vec![9, n]));
    office.kith.bring_operations(brought, cast.now_ms).unwrap();
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((&book["adds_up"], &book["settled"], &book["promised"], &book["contested"]), (&json!(true), &json!(20), &json!(0), &json!(0)), "{book}");
    assert_eq!(refused(&office), 62);
    // Bringing the same again is no news.
    office.kith.bring_operations(gifts, cast.now_ms).unwrap();
    assert_eq!(cast.ask(&mut office, json!({"do": "book"})), book);
    cast.sync(&mut office);
    cast.sync(&mut ana);
    assert_eq!(cast.ask(&mut ana, json!({"do": "purse"}))["balance"]["settled"], 20, "she has her receipts");
}

/// covers: C12, X1
#[test]
fn an_office_that_is_opened_again_reads_its_log_from_pages() {
    let mut cast = Cast::new();
    let (mut office, mair, dewi, ana) = cast_of_three(&mut cast);
    office.kith.bring_operations(vec![attested(&dewi, &mair, 24)], cast.now_ms).unwrap();
    let gifts = gifts(&office, &dewi, &ana);
    office.kith.bring_operations(gifts, cast.now_ms).unwrap();
    let (book, log) = (cast.ask(&mut office, json!({"do": "book"})), office.kith.notary.as_ref().unwrap().digest());
    let ledger = office.kith.ledger_space().unwrap().n;
    let kept = office.kith.storage.coin_items(ledger).unwrap();
    let of_the_log = kept.iter().filter(|(kind, ..)| *kind == CoinItem::Log as u8).count();
    // A page and a checkpoint for each time, and the mints themselves.
    assert_eq!(of_the_log, 24 + 2 + 2);
    let mut office = cast.reopen(office);
    assert_eq!(cast.ask(&mut office, json!({"do": "book"})), book);
    assert_eq!(office.kith.notary.as_ref().unwrap().digest(), log);
    assert_eq!(cast.ask(&mut office, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: C12
#[test]
fn only_the_office_takes_what_is_brought_and_not_without_a_limit() {
    let mut cast = Cast::new();
    let (mut office, _mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let error = dewi.kith.bring_operations(Vec::new(), cast.now_ms).unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::NotAllowed, "not-office".into()));
    let many = vec![Vec::new(); limits::LEDGER_BROUGHT_MAX + 1];
    let error = office.kith.bring_operations(many, cast.now_ms).unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::InvalidInput, "too-many-operations".into()));
}
