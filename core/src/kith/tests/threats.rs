//! What somebody with a duty, strangers in numbers, and whoever watches the relay come to.

use super::cast::{Cast, Phone, texts};
use super::coins;
use super::traces::{holds, traces};
use crate::ledger::op::Op;
use kith_wire::{
    MailboxTag,
    envelope::{EnvelopeKind, Outer, SPACE_HEADER_BYTES, padded_len},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CIRCLE: &str = "Mam";
const WORD: &str = "Quokkatail";
/// Bytes that the cipher's tag adds.
const TAG_BYTES: usize = 16;

/// Elin's circle, Dewi its keeper and Huw in it; the office is in none.
fn circle(cast: &mut Cast) -> (Phone, Vec<Phone>) {
    let (office, mut people) = cast.coop(&["Elin", "Dewi", "Huw"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [("Dewi", "keeper"), ("Huw", "member")] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    settle(cast, &mut people);
    (office, people)
}

fn settle(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..3 {
        people.iter_mut().for_each(|phone| cast.sync(phone));
    }
}

fn refused(cast: &mut Cast, phone: &mut Phone, request: Value) -> String {
    let shown = request.to_string();
    cast.try_ask(phone, request).map_or_else(|e| e.code, |answer| panic!("{shown}: {answer}"))
}

/// The signature is no part of an operation's id: whoever brings a settled gift again under a false one spoils no later reading of the book.
///
/// covers: C11
#[test]
fn a_settled_gift_brought_again_under_a_false_signature_takes_nobodys_place() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = coins::cast_of_three(&mut cast);
    coins::visit(&mut cast, &mut dewi, &mut mair, 60);
    coins::settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    coins::settle(&mut cast, &mut [&mut dewi, &mut office, &mut ana]);
    let ledger = office.kith.ledger_space().unwrap().n;
    let coop = office.kith.coop_of_coins().unwrap();
    let gift = office.kith.storage.coin_items(ledger).unwrap().into_iter().rev().find_map(|(.., bytes)| match Op::decode(&bytes) {
        Ok(Op::Transfer(gift)) => Some(gift),
        _ => None,
    });
    let (gift, now_ms) = (gift.unwrap(), cast.now_ms);
    let id = Op::Transfer(gift.clone()).id(&coop);
    let mut forged = gift.clone();
    forged.sig[0] ^= 1;
    office.kith.bring_operations(vec![Op::Transfer(forged).encode()], now_ms).unwrap();
    let mut office = cast.reopen(office);
    office.kith.notary().unwrap();
    let kept = office.kith.notary.as_ref().unwrap().engine().transfer(id).cloned().unwrap();
    assert_eq!(*kept, gift);
}

/// covers: R4, R5
#[test]
fn an_office_with_every_envelope_and_every_duty_reads_no_circle_and_brings_nobody_into_one() {
    let mut cast = Cast::new();
    let (mut office, mut people) = circle(&mut cast);
    for role in ["coordinator", "registered-manager", "safeguarding-lead"] {
        cast.ask(&mut office, json!({"do": "grant-role", "person": "Office", "role": role}));
    }
    let note = cast.ask(&mut people[0], json!({"do": "note-write", "circle": CIRCLE, "text": format!("{WORD} in a note")}));
    let id = cast.ask(&mut people[0], json!({"do": "circle", "circle": CIRCLE}))["circle"]["id"].clone();
    settle(&mut cast, &mut people);
    cast.sync(&mut office);
    let everything: Vec<Vec<u8>> = cast.relay.history.iter().map(|(_, envelope)| envelope.clone()).collect();
    for mailbox in office.kith.mailboxes().unwrap() {
        office.kith.take_page(mailbox.tag, &everything, b"everything", cast.now_ms).unwrap();
    }
    assert_eq!(cast.ask(&mut office, json!({"do": "circles"})), json!([]));
    assert_eq!(cast.ask(&mut office, json!({"do": "note-search", "query": WORD, "circle": null, "limit": 9})), json!([]));
    let attempts = [
        json!({"do": "circle", "circle": id}),
        json!({"do": "notes", "circle": id, "limit": 9, "before_ms": null}),
        json!({"do": "note-write", "circle": id, "text": "x"}),
        json!({"do": "circle-add", "circle": id, "person": "Office", "level": "keeper"}),
        json!({"do": "circle-remove", "circle": id, "person": "Huw"}),
        json!({"do": "erase", "item": note["id"], "fields": [], "reason": ""}),
        json!({"do": "hold-add", "item": note["id"], "reason": "to see it", "tell": false}),
    ];
    for request in attempts {
        refused(&mut cast, &mut office, request);
    }
    let export = cast.ask(&mut office, json!({"do": "export", "person": "Elin", "case": null}));
    assert!(!holds(export.to_string().as_bytes(), WORD), "an export by the office holds what the whole co-op may read");
    let dir = office.dir.clone();
    drop(office);
    assert_eq!(traces(&dir, WORD), Vec::<String>::new());
    assert_eq!(texts(&cast.ask(&mut people[1], json!({"do": "notes", "circle": CIRCLE, "limit": 9})), "text"), [format!("{WORD} in a note")]);
}

/// covers: R4, M5
#[test]
fn who_looks_after_a_circle_or_the_co_op_neither_puts_its_person_out_nor_gives_themselves_more() {
    let mut cast = Cast::new();
    let (mut office, mut people) = circle(&mut cast);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Dewi", "role": "coordinator"}));
    cast.sync(&mut office);
    settle(&mut cast, &mut people);
    let attempts = [
        json!({"do": "circle-remove", "circle": CIRCLE, "person": "Elin"}),
        json!({"do": "circle-level", "circle": CIRCLE, "person": "Dewi", "level": "owner"}),
        json!({"do": "circle-level", "circle": CIRCLE, "person": "Elin", "level": "member"}),
        json!({"do": "grant-role", "person": "me", "role": "registered-manager"}),
        json!({"do": "grant-role", "person": "me", "role": "notary"}),
    ];
    for request in attempts {
        refused(&mut cast, &mut people[1], request);
    }
    settle(&mut cast, &mut people);
    cast.sync(&mut office);
    for phone in &mut people {
        let page = cast.ask(phone, json!({"do": "circle", "circle": CIRCLE}));
        let owner = page["circle"]["people"].as_array().unwrap().iter().find(|p| p["person"]["name"] == "Elin").unwrap().clone();
        assert_eq!((page["circle"]["standing"]["state"].as_str(), owner["level"].as_str()), (Some("in"), Some("owner")));
        let members = cast.ask(phone, json!({"do": "members"}));
        let dewi = members.as_array().unwrap().iter().find(|m| m["person"]["name"] == "Dewi").unwrap();
        assert_eq!(dewi["roles"].as_array().unwrap().len(), 1);
        assert_eq!(dewi["roles"][0]["granted_by"]["name"], "Office", "everybody sees who gave him what he has");
    }
}

/// covers: M7, C1
#[test]
fn however_many_strangers_ask_an_invitation_lets_in_one_and_everybody_sees_by_whom() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin"]);
    assert_eq!(refused(&mut cast, &mut people[0], json!({"do": "invite", "name": null, "class": null, "circle": null})), "not-keeper");
    let invitation = cast.ask(&mut office, json!({"do": "invite", "name": null, "class": "community", "circle": null}));
    let mut strangers: Vec<Phone> = (0..6).map(|i| cast.phone(&format!("Stranger {i}"), 80 + i)).collect();
    let mut outcomes = Vec::new();
    for stranger in &mut strangers {
        let answer = cast.ask(stranger, json!({"do": "join", "invitation": invitation["text"]}));
        let taken = cast.ask(&mut office, json!({"do": "receive", "text": answer["reply"]["text"]}));
        outcomes.push(format!("{} {}", taken["outcome"].as_str().unwrap(), taken["code"].as_str().unwrap()));
    }
    assert!(outcomes[0].starts_with("taken "), "{outcomes:?}");
    assert!(outcomes[1..].iter().all(|code| code == "refused invitation-used"), "{outcomes:?}");
    strangers.iter_mut().for_each(|stranger| cast.sync(stranger));
    cast.sync(&mut office);
    settle(&mut cast, &mut people);
    let members = cast.ask(&mut people[0], json!({"do": "members"}));
    let strangers_in: Vec<&Value> = members.as_array().unwrap().iter().filter(|m| m["person"]["name"].as_str().unwrap().starts_with("Stranger")).collect();
    assert_eq!(strangers_in.len(), 1);
    assert_eq!(strangers_in[0]["admitted_by"]["name"], "Office");
    // Whoever is not in has nobody to attest hours to, and nothing of the co-op's.
    let outside = &mut strangers[1];
    let hours = json!({"do": "activity-log", "minutes": 60, "element": "my-life", "text": "x", "area": null, "confirm_by": null});
    assert!(cast.try_ask(outside, hours).is_err());
    assert_eq!(cast.ask(outside, json!({"do": "whoami"}))["coop"], json!(null));
}

/// The tags under which a phone puts what it has just written.
fn tags_of_a_note(cast: &mut Cast, phone: &mut Phone) -> BTreeSet<MailboxTag> {
    let before = cast.relay.history.len();
    cast.ask(phone, json!({"do": "note-write", "circle": CIRCLE, "text": "The bus is late."}));
    cast.sync(phone);
    cast.relay.history[before..].iter().map(|(tag, _)| *tag).collect()
}

/// covers: R5, X2
#[test]
fn what_a_watcher_of_the_relay_sees_names_nobody_is_padded_and_moves_with_each_epoch() {
    let mut cast = Cast::new();
    let (office, mut people) = circle(&mut cast);
    let first = tags_of_a_note(&mut cast, &mut people[0]);
    settle(&mut cast, &mut people);
    let again = tags_of_a_note(&mut cast, &mut people[1]);
    assert_eq!((first.len(), &first), (1, &again), "within an epoch a circle has one mailbox");
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    settle(&mut cast, &mut people);
    let later = tags_of_a_note(&mut cast, &mut people[0]);
    assert!(later.is_disjoint(&first), "and another one in the next");
    let mut names: Vec<Vec<u8>> = Vec::new();
    for phone in people.iter().chain([&office]) {
        names.extend([phone.kith.me.0.to_vec(), phone.kith.device.0.to_vec()]);
        names.extend(phone.kith.spaces.keys().map(|space| space.0.to_vec()));
    }
    let mut spaces = 0;
    for (tag, envelope) in &cast.relay.history {
        for name in &names {
            assert!(tag.0.as_slice() != name.as_slice() && !envelope.windows(name.len()).any(|w| w == name.as_slice()), "an identity stands outside a seal");
        }
        if Outer::read(envelope).unwrap().kind == EnvelopeKind::Space {
            spaces += 1;
            let text = envelope.len() - SPACE_HEADER_BYTES - TAG_BYTES;
            assert_eq!(padded_len(text), text, "its size is one of few");
        }
    }
    assert!(spaces > 10);
}
