//! Witnesses: appointed, told the log, cosigning it; too few of them; two books.

use super::cast::{Cast, Phone};
use super::coins::{cast_of_three, settle, visit};
use crate::{
    ledger::{
        op::{Checkpoint, LogEntry, OpId},
        purse::Item,
        receipt::Receipt,
    },
    space::SpaceKind,
};
use serde_json::{Value, json};

struct Stage {
    cast: Cast,
    office: Phone,
    mair: Phone,
    dewi: Phone,
    ana: Phone,
}

fn appoint(name: &str) -> Value {
    json!({"do": "witness-appoint", "person": name, "device": null, "quorum": null})
}

/// Mair, Dewi and Ana witness; Dewi has earned one hour.
fn stage() -> Stage {
    let mut cast = Cast::new();
    let (office, mair, dewi, ana) = cast_of_three(&mut cast);
    let mut s = Stage { cast, office, mair, dewi, ana };
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
    s.rest();
    for name in ["Mair", "Dewi", "Ana"] {
        s.cast.ask(&mut s.office, appoint(name));
    }
    s
}

impl Stage {
    fn rest(&mut self) {
        settle(&mut self.cast, &mut [&mut self.dewi, &mut self.mair, &mut self.ana, &mut self.office]);
    }

    fn seen(&mut self) -> Value {
        self.cast.ask(&mut self.dewi, json!({"do": "witnesses"}))
    }

    /// What is said of Dewi's first coin.
    fn coin_says(&mut self) -> (String, String) {
        let coin = self.cast.ask(&mut self.dewi, json!({"do": "purse"}))["coins"][0].clone();
        (coin["state"].as_str().unwrap().to_owned(), coin["state_reason"].as_str().unwrap().to_owned())
    }
}

/// covers: C11, C12, X1
#[test]
fn witnesses_are_appointed_cosign_the_log_and_everybody_sees_how_far() {
    let mut s = stage();
    assert_eq!(s.seen()["state"], "none", "Dewi has not heard of it yet");
    s.rest();
    let seen = s.seen();
    assert_eq!((seen["state"].as_str(), seen["quorum"].as_u64(), seen["of"].as_u64()), (Some("witnessed"), Some(2), Some(3)), "{seen}");
    assert_eq!((&seen["checkpoint"], &seen["witnessed"]), (&json!(1), &json!(1)), "{seen}");
    assert!(seen["witnesses"].as_array().unwrap().iter().all(|w| w["state"] == "up-to-date"), "{seen}");
    let (state, says) = s.coin_says();
    assert_eq!(state, "settled");
    assert!(says.contains("Cosigned by 3 of 3 witnesses"), "{says}");
    // Another hour, with a witness's profile closed and opened in between: it goes on from what it cosigned.
    s.ana = s.cast.reopen(s.ana);
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
    s.rest();
    s.rest();
    let seen = s.seen();
    assert_eq!((seen["state"].as_str(), seen["witnessed"] == seen["checkpoint"]), (Some("witnessed"), true), "{seen}");
    assert!(seen["witnesses"].as_array().unwrap().iter().all(|w| w["state"] == "up-to-date"), "{seen}");
    // What a witness reads of the log has no name in it: entries, and nothing else.
    let log = s.ana.kith.spaces.values().find(|space| space.kind() == Some(SpaceKind::Settlement)).unwrap();
    let pages = s.ana.kith.storage.notices(log.n, crate::fact::Notice::LogPage as u8, None).unwrap();
    let entries: Vec<LogEntry> = pages.iter().flat_map(|page| crate::ledger::op::page::read_whole_page(&page.value).unwrap()).collect();
    assert_eq!(entries.len(), s.office.kith.notary.as_ref().unwrap().entries().len());
    assert!(s.ana.kith.storage.coin_items(log.n).unwrap().is_empty());
    // Whoever cosigned a statement that ends within a page goes on from there.
    let coop = s.ana.kith.coop_of_coins().unwrap();
    assert_eq!(s.ana.kith.log_told(1, &coop).unwrap(), entries[1..]);
}

/// covers: C11, X1
#[test]
fn while_too_few_witnesses_are_around_coins_settle_and_their_state_says_so() {
    let mut s = stage();
    // Nobody but Dewi and the office meets the relay.
    let few = |s: &mut Stage| settle(&mut s.cast, &mut [&mut s.dewi, &mut s.office]);
    few(&mut s);
    few(&mut s);
    let seen = s.seen();
    assert_eq!((seen["state"].as_str(), &seen["witnessed"], &seen["checkpoint"]), (Some("behind"), &json!(0), &json!(1)), "{seen}");
    let (state, says) = s.coin_says();
    assert_eq!(state, "settled");
    assert!(says.contains("fewer than 2 of 3 witnesses have cosigned it yet"), "{says}");
    // The coin moves on all the same, and settles.
    let gift = json!({"do": "coin-give", "to": "pool", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false});
    s.cast.ask(&mut s.dewi, gift);
    few(&mut s);
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "purse"}))["movements"][0]["state"], "settled");
    // Mair is back: two of three are enough for all of it, by one signature of hers.
    settle(&mut s.cast, &mut [&mut s.mair, &mut s.office, &mut s.dewi]);
    settle(&mut s.cast, &mut [&mut s.mair, &mut s.office, &mut s.dewi]);
    let seen = s.seen();
    assert_eq!((seen["state"].as_str(), &seen["witnessed"]), (Some("witnessed"), &seen["checkpoint"]), "{seen}");
}

/// covers: C11
#[test]
fn the_board_or_a_coordinator_appoints_and_ends_witnesses_and_more_than_half_are_needed() {
    let mut s = stage();
    s.rest();
    let refused = |s: &mut Stage, request: Value| s.cast.try_ask(&mut s.office, request).unwrap_err().code;
    assert_eq!(s.cast.try_ask(&mut s.dewi, appoint("Mair")).unwrap_err().code, "not-policy-maker");
    assert_eq!(refused(&mut s, appoint("me")), "notary-is-no-witness");
    assert_eq!(refused(&mut s, json!({"do": "witness-appoint", "person": "Mair", "device": null, "quorum": 1})), "quorum");
    assert_eq!(refused(&mut s, json!({"do": "witness-end", "witness": "Mair", "quorum": 3})), "quorum");
    assert_eq!(refused(&mut s, json!({"do": "grant-role", "person": "Mair", "role": "witness"})), "appoint-a-witness");
    // Appointed again, somebody is one witness still.
    assert_eq!(s.cast.ask(&mut s.office, appoint("Mair"))["of"], 3);
    let ended = s.cast.ask(&mut s.office, json!({"do": "witness-end", "witness": "Ana", "quorum": null}));
    assert_eq!((ended["of"].as_u64(), ended["quorum"].as_u64()), (Some(2), Some(2)));
    s.rest();
    assert_eq!(s.seen()["state"], "witnessed", "what the two cosigned stands");
    let before = s.cast.ask(&mut s.ana, json!({"do": "witnesses"}))["checkpoint"].clone();
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
    s.rest();
    s.rest();
    // Ana's device reads no more of the log, and cosigns none of it.
    let log = s.ana.kith.spaces.values().find(|space| space.kind() == Some(SpaceKind::Settlement)).unwrap();
    assert_eq!(s.ana.kith.storage.notices(log.n, crate::fact::Notice::LogPage as u8, None).unwrap().len(), 1);
    let seen = s.seen();
    assert!(seen["checkpoint"].as_u64() > before.as_u64() && seen["witnessed"] == seen["checkpoint"], "{seen}");
    // The last ones go: there is one log by the office's word again.
    for name in ["Mair", "Dewi"] {
        s.cast.ask(&mut s.office, json!({"do": "witness-end", "witness": name, "quorum": null}));
    }
    s.rest();
    assert_eq!(s.seen()["state"], "none");
}

/// covers: C11, C12
#[test]
fn whoever_is_shown_another_book_tells_everybody_and_no_witness_cosigns_any_more() {
    let mut s = stage();
    s.rest();
    let coop = s.office.kith.coop_of_coins().unwrap();
    let key = s.office.kith.secrets.device_key();
    let last = s.office.kith.notary.as_ref().unwrap().last().unwrap().clone();
    let mut state = last.state;
    state.root = [7; 32];
    let rival = Checkpoint::sign(state, &coop, &key);
    let receipt = Receipt { index: 0, entry: LogEntry::Welcomed { welcome: OpId([3; 32]) }, path: Vec::new(), checkpoint: rival, holder: None };
    // The proof that Dewi was sent rests on another checkpoint than the commons has.
    s.dewi.kith.transact(|k| k.hear_checkpoint(&Item::Receipt(Box::new(receipt.clone()), None))).unwrap();
    s.rest();
    for phone in [&mut s.dewi, &mut s.mair, &mut s.ana, &mut s.office] {
        let seen = s.cast.ask(phone, json!({"do": "witnesses"}));
        assert_eq!(seen["state"], "split", "{seen}");
        assert!(seen["witnesses"].as_array().unwrap().iter().all(|w| w["state"] != "convicted"), "they cosigned one book: {seen}");
    }
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
    s.rest();
    s.rest();
    let seen = s.seen();
    assert!(seen["witnesses"].as_array().unwrap().iter().all(|w| w["state"] == "refused"), "{seen}");
    assert!(seen["witnessed"].as_u64() < seen["checkpoint"].as_u64(), "{seen}");
    // A witness who had cosigned that book as well is convicted with the office.
    let index = last.state.index;
    let (_, signature) = receipt.checkpoint.cosign(&coop, &s.ana.kith.secrets.device_key());
    s.ana.kith.transact(|k| k.say_cosigned(index, &receipt.checkpoint.id(&coop), signature, 0)).unwrap();
    s.rest();
    let seen = s.seen();
    let states: Vec<&str> = seen["witnesses"].as_array().unwrap().iter().map(|w| w["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["convicted", "refused", "refused"], "{seen}");
}

/// covers: C11
#[test]
fn what_the_office_showed_alike_is_forgotten_and_nothing_is_told_of_it() {
    let mut s = stage();
    s.rest();
    let before = s.dewi.kith.storage.notices(commons(&s.dewi), crate::fact::Notice::Checkpoint as u8, None).unwrap().len();
    let checkpoint = s.office.kith.notary.as_ref().unwrap().last().unwrap().clone();
    let receipt = Receipt { index: 0, entry: LogEntry::Welcomed { welcome: OpId([3; 32]) }, path: Vec::new(), checkpoint, holder: None };
    s.dewi.kith.transact(|k| k.hear_checkpoint(&Item::Receipt(Box::new(receipt), None))).unwrap();
    s.rest();
    assert_eq!(s.dewi.kith.storage.notices(commons(&s.dewi), crate::fact::Notice::Checkpoint as u8, None).unwrap().len(), before);
    assert_eq!(s.dewi.kith.heard_waiting(), 0);
}

fn commons(phone: &Phone) -> i64 {
    phone.kith.spaces[&phone.kith.commons.unwrap()].n
}
