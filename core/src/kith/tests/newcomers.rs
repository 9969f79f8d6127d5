//! Newcomers who read back as far as the circle decided, by the relay and where phones meet; and people who come back.

use super::{
    cast::{Cast, Phone},
    removal::meet,
};
use crate::{
    entropy::{SeededEntropy, bytes},
    sync::{After, Met, SyncStore},
};
use kith_wire::{Body, Lane, Run, limits, text::Payload};
use serde_json::{Value, json};

const CIRCLE: &str = "Mam";

fn all_sync(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..2 {
        people.iter_mut().for_each(|phone| cast.sync(phone));
    }
}

/// Elin's circle with Dewi and Huw in it, and Ana who is not yet.
fn circle(cast: &mut Cast) -> Vec<Phone> {
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Huw", "Ana"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Dewi", "Huw"] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
    }
    all_sync(cast, &mut people);
    people
}

fn add(cast: &mut Cast, elin: &mut Phone, name: &str, from: &Value) -> Value {
    let circle = cast.ask(elin, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member", "from": from}));
    circle["people"].as_array().unwrap().iter().find(|p| p["person"]["name"] == name).unwrap().clone()
}

fn remove_huw(cast: &mut Cast, elin: &mut Phone) {
    cast.ask(elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
}

/// covers: R4
#[test]
fn what_somebody_wrote_before_they_went_stands_after_they_have_come_back() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[2], "before");
    all_sync(&mut cast, &mut people);
    remove_huw(&mut cast, &mut people[0]);
    cast.write(&mut people[2], "meanwhile");
    all_sync(&mut cast, &mut people);
    add(&mut cast, &mut people[0], "Huw", &json!("all"));
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[2], "back again");
    all_sync(&mut cast, &mut people);
    for at in [0, 1] {
        assert_eq!(cast.notes(&mut people[at]), ["back again", "before"], "{at}");
    }
    let aside = cast.ask(&mut people[0], json!({"do": "quarantine", "circle": CIRCLE}));
    assert_eq!((aside.as_array().unwrap().len(), aside[0]["text"].as_str()), (1, Some("meanwhile")), "{aside}");
}

/// covers: R4, X2
#[test]
fn a_newcomer_gets_what_is_for_them_where_phones_meet_and_of_the_rest_no_word() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[0], "long ago");
    cast.write(&mut people[1], "so was this");
    all_sync(&mut cast, &mut people);
    // Dewi, out of signal, writes under the old key while Ana is brought in.
    let mut dewi = people.remove(1);
    cast.write(&mut dewi, "not for Ana either");
    let ana = add(&mut cast, &mut people[0], "Ana", &json!("now"));
    assert_eq!((ana["reads_back"].as_bool(), ana["reads_from_ms"].is_u64()), (Some(false), true));
    all_sync(&mut cast, &mut people);
    let (mut ana, mut elin) = (people.remove(2), people.remove(0));
    // From here on phones meet, and nobody has signal.
    cast.write(&mut elin, "today");
    meet(&cast, &mut elin, &mut ana, 1);
    assert_eq!(cast.notes(&mut ana), ["today"]);
    cast.write(&mut ana, "thank you");
    meet(&cast, &mut ana, &mut elin, 11);
    meet(&cast, &mut dewi, &mut elin, 21);
    meet(&cast, &mut elin, &mut dewi, 31);
    cast.write(&mut dewi, "I heard");
    meet(&cast, &mut dewi, &mut ana, 41);
    assert_eq!(cast.notes(&mut ana), ["I heard", "thank you", "today"]);
    meet(&cast, &mut dewi, &mut elin, 51);
    for phone in [&mut elin, &mut dewi] {
        assert_eq!(cast.notes(phone), ["I heard", "long ago", "not for Ana either", "so was this", "thank you", "today"]);
    }
    for phone in [&mut ana, &mut elin, &mut dewi] {
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
    // A changed program that asks for everything is given headers, and no word that is not for it.
    let id = elin.kith.circle(CIRCLE).unwrap();
    let (epoch, devices) = {
        let held = elin.kith.space(&id).unwrap();
        (held.current().unwrap().0, held.resolved.devices.iter().map(|d| d.id).collect::<Vec<_>>())
    };
    let after: Vec<After> = devices.into_iter().map(|device| After { lane: Lane::Data, device, seq: 0 }).collect();
    let given = elin.kith.runs(id, &Met::by(epoch, true), &after, 1 << 20).unwrap();
    let bodies: Vec<Body> = given.iter().flat_map(|run| Run::decode(&run.bytes).unwrap().entries).map(|e| e.body).collect();
    let words = |text: &str| bodies.iter().any(|b| matches!(b, Body::Held { bytes, .. } if bytes.windows(text.len()).any(|w| w == text.as_bytes())));
    assert!(words("today") && words("thank you") && bodies.len() >= 6, "{}", bodies.len());
    assert!(["long ago", "so was this", "not for Ana"].iter().all(|text| !words(text)));
    // Nor does she hand on what she holds no more of than headers.
    let hers = ana.kith.runs(id, &Met::by(epoch, true), &after, 1 << 20).unwrap();
    let all_held = hers.iter().flat_map(|run| Run::decode(&run.bytes).unwrap().entries).all(|e| matches!(e.body, Body::Held { .. }));
    assert!(all_held);
}

/// covers: R4
#[test]
fn a_chain_in_which_something_is_not_for_a_newcomer_goes_on_for_them_by_the_relay_too() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[1], "not for Ana");
    add(&mut cast, &mut people[0], "Ana", &json!("now"));
    cast.sync(&mut people[0]);
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[1], "for everybody");
    all_sync(&mut cast, &mut people);
    assert_eq!(cast.notes(&mut people[3]), ["for everybody"]);
    for at in [0, 1, 2] {
        assert_eq!(cast.notes(&mut people[at]), ["for everybody", "not for Ana"], "{at}");
        assert_eq!(cast.ask(&mut people[at], json!({"do": "rebuild"}))["alike"], true);
    }
}

/// covers: R4
#[test]
fn a_newcomer_reads_from_the_day_that_was_said_as_far_as_the_keys_allow() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[0], "long ago");
    all_sync(&mut cast, &mut people);
    cast.tick(24 * 60);
    let tuesday = cast.now_ms;
    cast.write(&mut people[1], "on Tuesday, before the new key");
    all_sync(&mut cast, &mut people);
    cast.tick(1);
    remove_huw(&mut cast, &mut people[0]);
    let begun = cast.now_ms;
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[1], "lately");
    all_sync(&mut cast, &mut people);
    cast.tick(60);
    let ana = add(&mut cast, &mut people[0], "Ana", &json!({"since": tuesday}));
    let said = ana["reads_from_ms"].as_u64().unwrap();
    assert!(ana["reads_back"] == false && (begun..cast.now_ms).contains(&said), "{ana}");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[1], "today");
    all_sync(&mut cast, &mut people);
    assert_eq!(cast.notes(&mut people[3]), ["lately", "today"]);
    let id = people[3].kith.circle(CIRCLE).unwrap();
    let held = people[3].kith.space(&id).unwrap();
    assert!(held.keys.len() == 2 && held.keys.iter().all(|(_, k)| !k.is_whole()), "two keys, and none that opens what is older");
    // Since before anything was written is from the beginning; since after the last key, from now on.
    let held = people[0].kith.space(&id).unwrap();
    assert_eq!(held.reads_since(0), None);
    assert_eq!(held.reads_since(u64::MAX), Some(crate::space::act::ReadsFrom::Now));
}

/// Elin's circle with Dewi, and Ben and Ana, who came one after the other and each read from then on. Between the two Dewi, out of signal,
/// wrote a note, and has met nobody since but Elin.
fn two_newcomers(cast: &mut Cast) -> (Vec<Phone>, Value) {
    let (_office, people) = cast.coop(&["Elin", "Dewi", "Ben", "Ana"]);
    let Ok([mut elin, mut dewi, mut ben, mut ana]) = <[Phone; 4]>::try_from(people) else { panic!("four") };
    cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    cast.write(&mut elin, "long ago");
    add(cast, &mut elin, "Ben", &json!("now"));
    for _ in 0..2 {
        [&mut elin, &mut dewi, &mut ben].into_iter().for_each(|phone| cast.sync(phone));
    }
    let note = cast.ask(&mut dewi, json!({"do": "note-write", "circle": CIRCLE, "text": "for Ben"}));
    add(cast, &mut elin, "Ana", &json!("now"));
    for _ in 0..2 {
        [&mut elin, &mut ben, &mut ana].into_iter().for_each(|phone| cast.sync(phone));
    }
    meet(cast, &mut elin, &mut dewi, 1);
    assert_eq!(cast.notes(&mut elin), ["for Ben", "long ago"]);
    assert_eq!(cast.notes(&mut ben), Vec::<String>::new());
    (vec![elin, dewi, ben, ana], note["id"].clone())
}

/// covers: R4, X1, X2
#[test]
fn what_is_for_one_newcomer_and_not_for_the_next_is_not_lost_to_the_first_where_phones_meet() {
    let mut cast = Cast::new();
    let (phones, note) = two_newcomers(&mut cast);
    let Ok([mut elin, mut dewi, mut ben, mut ana]) = <[Phone; 4]>::try_from(phones) else { panic!("four") };
    meet(&cast, &mut ben, &mut dewi, 11);
    assert_eq!(cast.notes(&mut ben), ["for Ben"]);
    // For Ana the chain goes on after it.
    cast.write(&mut dewi, "for all");
    meet(&cast, &mut dewi, &mut ana, 21);
    meet(&cast, &mut ben, &mut dewi, 31);
    assert_eq!((cast.notes(&mut ana), cast.notes(&mut ben)), (vec!["for all".to_owned()], vec!["for Ben".to_owned(), "for all".to_owned()]));
    // It has arrived with whom it is for: of Ana, who has no more than its header, nothing is said.
    let arrival = cast.ask(&mut dewi, json!({"do": "arrival", "item": note}));
    let named = |list: &str| arrival[list].as_array().unwrap().iter().any(|with| with["name"] == "Ana");
    assert!(!named("with") && !named("not_known"), "{arrival}");
    assert_eq!(cast.notes(&mut elin), ["for Ben", "long ago"]);
}

/// Huw is removed, others write meanwhile, and he is brought back from now on; what Elin and Dewi write since reaches him by `hear` alone.
fn brought_back(by_relay: bool, hear: impl Fn(&mut Cast, &mut Phone, &mut Phone, u8)) {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    for at in [0, 1, 2] {
        cast.write(&mut people[at], &format!("before {at}"));
    }
    all_sync(&mut cast, &mut people);
    remove_huw(&mut cast, &mut people[0]);
    all_sync(&mut cast, &mut people);
    let Ok([mut elin, mut dewi, mut huw, _ana]) = <[Phone; 4]>::try_from(people) else { panic!("four") };
    let level = |cast: &mut Cast, elin: &mut Phone, dewi: &mut Phone, channel: u8| {
        if by_relay {
            cast.sync(elin);
            cast.sync(dewi);
            cast.sync(elin);
        } else {
            meet(cast, elin, dewi, channel);
        }
    };
    for (n, text) in (0..).zip(["meanwhile 1", "meanwhile 2"]) {
        cast.write(&mut elin, text);
        cast.write(&mut dewi, &format!("{text}, too"));
        level(&mut cast, &mut elin, &mut dewi, 50 + 10 * n);
    }
    add(&mut cast, &mut elin, "Huw", &json!("now"));
    level(&mut cast, &mut elin, &mut dewi, 70);
    cast.write(&mut dewi, "since 1");
    level(&mut cast, &mut elin, &mut dewi, 80);
    cast.write(&mut elin, "since 2");
    for round in 0..3 {
        hear(&mut cast, &mut elin, &mut huw, 100 + 10 * round);
    }
    assert_eq!(cast.notes(&mut huw), ["before 0", "before 1", "before 2", "since 1", "since 2"]);
    cast.write(&mut dewi, "later");
    level(&mut cast, &mut elin, &mut dewi, 140);
    hear(&mut cast, &mut elin, &mut huw, 150);
    assert!(cast.notes(&mut huw).contains(&"later".to_owned()));
    assert_eq!(cast.ask(&mut huw, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R4, X2
#[test]
fn who_is_brought_back_from_now_on_hears_all_that_is_written_since_by_the_relay() {
    brought_back(true, |cast, elin, huw, _| {
        cast.sync(elin);
        cast.sync(huw);
    });
}

/// covers: R4, X1
#[test]
fn who_is_brought_back_from_now_on_hears_all_that_is_written_since_where_phones_meet() {
    brought_back(false, |cast, elin, huw, channel| meet(cast, elin, huw, channel));
}

/// covers: R4, X1
#[test]
fn who_is_brought_back_from_now_on_hears_all_that_is_written_since_by_packs() {
    brought_back(false, |cast, elin, huw, _| {
        let pack = cast.ask(elin, json!({"do": "pack", "person": "Huw"}));
        cast.ask(huw, json!({"do": "receive", "text": pack["text"]}));
    });
}

/// covers: R4
#[test]
fn nothing_new_goes_under_a_key_that_somebody_who_was_removed_still_holds() {
    let mut cast = Cast::new();
    let (_office, people) = cast.coop(&["Elin", "Dewi", "Ben", "Huw", "Ana"]);
    let Ok([mut elin, mut dewi, mut ben, mut huw, mut ana]) = <[Phone; 5]>::try_from(people) else { panic!("five") };
    cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    cast.write(&mut elin, "long ago");
    // Ben and Huw read from then on; Dewi is out of signal once he has heard of that.
    add(&mut cast, &mut elin, "Ben", &json!("now"));
    add(&mut cast, &mut elin, "Huw", &json!("now"));
    for _ in 0..2 {
        [&mut elin, &mut dewi, &mut ben, &mut huw].into_iter().for_each(|phone| cast.sync(phone));
    }
    cast.write(&mut elin, "for Ben and Huw");
    for _ in 0..2 {
        [&mut elin, &mut dewi, &mut ben, &mut huw].into_iter().for_each(|phone| cast.sync(phone));
    }
    assert_eq!(cast.notes(&mut huw), ["for Ben and Huw"]);
    remove_huw(&mut cast, &mut elin);
    for _ in 0..2 {
        [&mut elin, &mut ben].into_iter().for_each(|phone| cast.sync(phone));
    }
    add(&mut cast, &mut elin, "Ana", &json!("now"));
    for _ in 0..2 {
        [&mut elin, &mut ben, &mut ana].into_iter().for_each(|phone| cast.sync(phone));
    }
    let known: Vec<Vec<u8>> = cast.relay.history.iter().map(|(_, envelope)| envelope.clone()).collect();
    // Dewi, who has heard of neither, writes under the key that Huw has; Elin hears it of him and takes it to the relay.
    cast.write(&mut dewi, "not for Huw");
    meet(&cast, &mut elin, &mut dewi, 1);
    for _ in 0..3 {
        [&mut elin, &mut ben, &mut ana, &mut dewi].into_iter().for_each(|phone| cast.sync(phone));
    }
    assert!(cast.notes(&mut elin).contains(&"not for Huw".to_owned()));
    // Huw has every envelope that the relay has had since, and opens what he can with all the keys that he ever had.
    let id = huw.kith.circle(CIRCLE).unwrap();
    let keys: Vec<_> = huw.kith.space(&id).unwrap().keys.iter().map(|(_, k)| k.clone()).collect();
    let since = cast.relay.history.iter().map(|(_, envelope)| envelope.clone()).filter(|envelope| !known.contains(envelope));
    let mut opened = 0;
    for envelope in since {
        for key in keys.iter().flat_map(|k| [Some(k.entry), k.older()]).flatten() {
            let Ok(items) = crate::seal::open_space(&key, &envelope) else { continue };
            opened += 1;
            for item in items {
                let crate::seal::Item::Run(run) = item else { continue };
                let run = Run::decode(&run).unwrap();
                assert!(
                    run.lane == Lane::Control || run.entries.iter().all(|e| matches!(e.body, Body::Erased { .. })),
                    "words of somebody under a key of Huw's"
                );
            }
        }
    }
    let everything: Vec<Vec<u8>> = cast.relay.history.iter().map(|(_, envelope)| envelope.clone()).collect();
    for mailbox in huw.kith.mailboxes().unwrap() {
        huw.kith.take_page(mailbox.tag, &everything, b"everything", cast.now_ms).unwrap();
    }
    assert_eq!(cast.notes(&mut huw), ["for Ben and Huw"], "{opened} opened");
}

/// covers: X1, X3
#[test]
fn a_new_device_is_given_by_hand_what_it_begins_with_and_the_rest_by_the_relay_where_there_is_one() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    let mut chance = SeededEntropy::new(7);
    for _ in 0..50 {
        let text: String = bytes::<{ limits::NOTE_CHARS_MAX / 2 }>(&mut chance).iter().map(|b| char::from(b'a' + b % 26)).collect();
        cast.write(&mut people[1], &text);
    }
    all_sync(&mut cast, &mut people);
    let mut given = |cast: &mut Cast, name: &str| {
        let mut new = cast.phone("Dewi", 90 + name.len() as u64);
        let request = cast.ask(&mut new, json!({"do": "device-request"}));
        let grant = cast.ask(&mut people[1], json!({"do": "device-admit", "request": request["text"], "label": name}));
        let bytes = Payload::from_text(grant["text"].as_str().unwrap()).unwrap().body.len();
        cast.ask(&mut new, json!({"do": "receive", "text": grant["text"]}));
        people[1].kith.settings.relay = Some("kith-relay:somewhere".to_owned());
        (new, bytes)
    };
    let (mut alone, all) = given(&mut cast, "Old phone");
    assert!(all > limits::GRANT_BYTES_MAX && cast.notes(&mut alone).len() == 50, "{all}: without a relay all of it goes by hand");
    let (mut with_relay, some) = given(&mut cast, "Tablet");
    assert!(some <= limits::GRANT_BYTES_MAX, "{some}");
    assert_eq!(with_relay.kith.me, alone.kith.me, "it knows at once whose it is");
    cast.sync(&mut people[1]);
    cast.sync(&mut with_relay);
    assert_eq!(cast.notes(&mut with_relay).len(), 50);
}
