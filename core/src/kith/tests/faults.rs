//! Bad input and faults: each has a clear outcome, and nothing confirmed is lost.

use super::cast::{Cast, START, texts};
use crate::{
    entropy::SeededEntropy,
    keystore::DemoStore,
    kith::{ErrorKind, Kith},
};
use kith_wire::limits;
use serde_json::json;

#[test]
fn a_profile_opened_twice_says_that_it_is_busy() {
    let mut cast = Cast::new();
    let phone = cast.phone("Elin", 5);
    let again = Kith::open(&phone.dir, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(9)), START).unwrap_err();
    assert_eq!(again.kind, ErrorKind::Busy);
}

#[test]
fn another_key_store_leaves_the_profile_locked() {
    let mut cast = Cast::new();
    let phone = cast.phone("Elin", 5);
    let dir = phone.dir.clone();
    drop(phone);
    let refused = Kith::open(&dir, Box::new(DemoStore::new(6)), Box::new(SeededEntropy::new(9)), START).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Locked);
}

/// covers: R5, X5
#[test]
fn nothing_of_a_closed_profile_or_of_the_relay_can_be_read() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Planted circle", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Planted circle", "text": "planted word in a note"}));
    cast.sync(&mut elin);
    let dir = elin.dir.clone();
    drop(elin);
    let has = |bytes: &[u8]| bytes.windows(7).any(|w| w.eq_ignore_ascii_case(b"planted"));
    let mut files = 0;
    for file in std::fs::read_dir(&dir).unwrap() {
        files += 1;
        assert!(!has(&std::fs::read(file.unwrap().path()).unwrap()));
    }
    assert!(files >= 2);
    assert!(cast.relay.boxes.values().flatten().count() > 5);
    assert!(!cast.relay.boxes.values().flatten().any(|e| has(e)));
}

#[test]
fn what_is_written_under_a_clock_that_cannot_be_right_is_listed_and_admitted_elsewhere() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    let hundred_thousand_years_on = START + 100_000 * 31_557_600_000;
    let times = [limits::CLOCK_MS_MAX + 1, (1 << 48) - 1, 1 << 48, hundred_thousand_years_on, u64::MAX >> 1, u64::MAX];
    for (i, now) in times.into_iter().enumerate() {
        let note = json!({"do": "note-write", "circle": "Mam", "text": format!("Note {i}")});
        elin.kith.handle(serde_json::from_value(note).unwrap(), now).unwrap();
        elin.kith.outgoing(now).unwrap();
        elin.kith.relay_met(now);
        elin.kith.peer_met(now);
    }
    let (seed, dir) = (elin.seed, elin.dir.clone());
    drop(elin);
    let kith = Kith::open(&dir, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(99)), u64::MAX).unwrap();
    let mut elin = super::cast::Phone { kith, dir, seed, clock_ms: 0 };
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "The clock is right again"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    for phone in [&mut elin, &mut dewi] {
        let notes = cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 10}));
        assert_eq!(texts(&notes, "text"), ["The clock is right again", "Note 5", "Note 4", "Note 3", "Note 2", "Note 1", "Note 0"]);
    }
    let now = std::mem::replace(&mut cast.now_ms, u64::MAX);
    let mut new = cast.phone("Begun too late", 60);
    cast.now_ms = now;
    let invitation = cast.ask(&mut office, json!({"do": "invite", "class": "family"}));
    cast.ask(&mut new, json!({"do": "join", "invitation": invitation["text"]}));
    cast.sync(&mut new);
    cast.sync(&mut office);
    let members = cast.ask(&mut office, json!({"do": "members"}));
    assert!(members.as_array().unwrap().iter().any(|m| m["person"]["name"] == "Begun too late"), "{members}");
}

#[test]
fn tampered_truncated_oversized_and_foreign_envelopes_are_counted_and_stop_nothing() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Good note"}));
    cast.sync(&mut elin);
    let (tag, good) = cast
        .relay
        .boxes
        .iter()
        .filter_map(|(t, v)| v.last().map(|e| (*t, e.clone())))
        .find(|(t, _)| dewi.kith.mailboxes().unwrap().iter().any(|m| m.tag == *t && m.write_seed.is_some() && m.cursor.is_some()))
        .unwrap();
    let mut tampered = good.clone();
    let last = tampered.len() - 1;
    tampered[last] ^= 1;
    let mut newer = good.clone();
    newer[0] = 9;
    let mut foreign = good.clone();
    foreign[5] ^= 1;
    let bad = vec![tampered, good[..good.len() / 2].to_vec(), vec![1; 100_000], newer, foreign, Vec::new()];
    let report = dewi.kith.take_page(tag, &bad, b"\0\0\0\0\0\0\0\0", cast.now_ms).unwrap();
    assert_eq!((report.taken, report.refused), (0, 6));
    cast.sync(&mut dewi);
    assert_eq!(texts(&cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 5})), "text"), ["Good note"]);
    let refused: u64 = cast.ask(&mut dewi, json!({"do": "truth"}))["refused"].as_array().unwrap().iter().map(|r| r["count"].as_u64().unwrap()).sum();
    assert!(refused >= 6);
}

/// covers: X1
#[test]
fn envelopes_that_come_out_of_order_or_twice_end_in_the_same_state() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    for text in ["One", "Two", "Three"] {
        cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": text}));
        cast.sync(&mut elin);
    }
    for held in cast.relay.boxes.values_mut() {
        held.reverse();
        let again = held.clone();
        held.extend(again);
    }
    for _ in 0..2 {
        cast.sync(&mut dewi);
    }
    assert_eq!(texts(&cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 5})), "text"), ["Three", "Two", "One"]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "truth"}))["held_back"], 0);
}

/// covers: X1
#[test]
fn a_clock_wrong_by_years_changes_no_rule_and_loses_nothing() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Before"}));
    elin.clock_ms = -10 * 365 * 86_400_000;
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Ten years back"}));
    elin.clock_ms = 10 * 365 * 86_400_000;
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Ten years on"}));
    elin.clock_ms = 0;
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Now"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    for phone in [&mut elin, &mut dewi] {
        let notes = cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 9}));
        assert_eq!(texts(&notes, "text"), ["Now", "Ten years on", "Ten years back", "Before"]);
    }
}

#[test]
fn a_relay_that_lost_everything_is_told_again() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Kept at home"}));
    cast.sync(&mut elin);
    cast.relay.boxes.clear();
    for mailbox in elin.kith.mailboxes().unwrap() {
        elin.kith.cursor_lost(mailbox.tag).unwrap();
    }
    for mailbox in dewi.kith.mailboxes().unwrap() {
        dewi.kith.cursor_lost(mailbox.tag).unwrap();
    }
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(texts(&cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 5})), "text"), ["Kept at home"]);
}

#[test]
fn bad_words_ids_and_codes_get_an_answer_a_person_can_act_on() {
    let mut cast = Cast::new();
    let mut phone = cast.phone("Elin", 5);
    cast.ask(&mut phone, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    let long = "x".repeat(9_000);
    let cases = [
        (json!({"do": "note-write", "circle": "Mam", "text": "   "}), ErrorKind::InvalidInput),
        (json!({"do": "note-write", "circle": "Mam", "text": long}), ErrorKind::InvalidInput),
        (json!({"do": "note-write", "circle": "Dad", "text": "hello"}), ErrorKind::NotFound),
        (json!({"do": "receive", "text": "hello"}), ErrorKind::InvalidInput),
        (json!({"do": "receive", "text": "kith:AAAA"}), ErrorKind::InvalidInput),
        (json!({"do": "purse"}), ErrorKind::InvalidInput),
        (json!({"do": "coin-give", "to": "pool", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}), ErrorKind::NotAllowed),
        (json!({"do": "book"}), ErrorKind::NotAllowed),
    ];
    for (request, kind) in cases {
        match cast.try_ask(&mut phone, request.clone()) {
            Err(e) => assert_eq!(e.kind, kind, "{request}"),
            Ok(_) => assert_eq!(request["do"], "purse", "an empty purse can be looked at before joining"),
        }
    }
}
