//! Somebody who looks after a circle is removed: proposed, signed by the others, and carried out once enough have.

use super::cast::{Cast, Phone, texts};
use super::removal::meet;
use crate::{
    fact::Notice,
    kith::removal::{Answer, Proposal, RemovalNote, Word},
};
use kith_wire::{DeviceId, codec};
use serde_json::{Value, json};

const CIRCLE: &str = "Mam";

/// Elin's circle, which Dewi, Huw and Ana look after with her; all level, through the relay.
fn keepers(cast: &mut Cast, names: &[&str]) -> Vec<Phone> {
    let (_office, mut people) = cast.coop(names);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in &names[1..] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "keeper"}));
    }
    all_sync(cast, &mut people);
    people
}

fn all_sync(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..3 {
        for phone in people.iter_mut() {
            cast.sync(phone);
        }
    }
}

fn propose(cast: &mut Cast, phone: &mut Phone, person: &str) -> Value {
    cast.ask(phone, json!({"do": "circle-remove", "circle": CIRCLE, "person": person}))
}

fn removals(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "removals"})).as_array().unwrap().clone()
}

fn in_circle(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    let page = cast.ask(phone, json!({"do": "circle", "circle": CIRCLE}));
    let mut names: Vec<String> = page["circle"]["people"].as_array().unwrap().iter().map(|p| p["person"]["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// covers: R4
#[test]
fn a_keeper_goes_once_more_than_half_of_the_others_have_signed_and_hears_of_it_only_then() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana", "Bryn"]);
    let asked = propose(&mut cast, &mut people[1], "Huw");
    assert_eq!(asked["proposal"]["state"], "waiting");
    assert_eq!(asked["proposal"]["needed"], 3);
    assert!(asked["cosign"]["text"].as_str().unwrap().starts_with("kith:"));
    all_sync(&mut cast, &mut people);
    assert_eq!(in_circle(&mut cast, &mut people[0]).len(), 5);
    assert!(removals(&mut cast, &mut people[2]).is_empty(), "the person concerned holds nothing of it");
    // Ana sees who began it and who may sign; her word alone is not enough.
    let seen = removals(&mut cast, &mut people[3]);
    assert_eq!((&seen[0]["person"]["name"], &seen[0]["by"]["name"], &seen[0]["asks_me"]), (&json!("Huw"), &json!("Dewi"), &json!(true)));
    cast.ask(&mut people[3], json!({"do": "removal-answer", "removal": seen[0]["id"], "agree": true}));
    all_sync(&mut cast, &mut people);
    assert_eq!(in_circle(&mut cast, &mut people[1]).len(), 5);
    assert_eq!(texts(&removals(&mut cast, &mut people[4])[0]["signed"], "name"), ["Dewi", "Ana"]);
    // Bryn asks for the same thing himself: that is his signature.
    let joined = propose(&mut cast, &mut people[4], "Huw");
    assert_eq!(joined["proposal"]["id"], seen[0]["id"]);
    all_sync(&mut cast, &mut people);
    for at in [0, 1, 3, 4] {
        assert_eq!(in_circle(&mut cast, &mut people[at]), ["Ana", "Bryn", "Dewi", "Elin"], "{at}");
        assert_eq!(removals(&mut cast, &mut people[at])[0]["state"], "done");
    }
    cast.ask(&mut people[0], json!({"do": "note-write", "circle": CIRCLE, "text": "newer"}));
    all_sync(&mut cast, &mut people);
    let page = cast.ask(&mut people[2], json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!(page["circle"]["standing"]["by"]["name"], "Dewi");
    assert!(page["notes"].as_array().unwrap().is_empty());
    let over = cast.try_ask(&mut people[0], json!({"do": "removal-answer", "removal": seen[0]["id"], "agree": false})).unwrap_err();
    assert_eq!(over.code, "removal-over");
}

/// covers: R4, X1
#[test]
fn three_keepers_sign_with_no_relay_by_codes_alone() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana"]);
    let (mut ana, mut huw, mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap());
    let asked = propose(&mut cast, &mut dewi, "Huw");
    // The code opens nothing for the person concerned.
    let refused = cast.ask(&mut huw, json!({"do": "receive", "text": asked["cosign"]["text"]}));
    assert_eq!(refused["outcome"], "refused");
    cast.ask(&mut ana, json!({"do": "receive", "text": asked["cosign"]["text"]}));
    let id = removals(&mut cast, &mut ana)[0]["id"].clone();
    let signed = cast.ask(&mut ana, json!({"do": "removal-answer", "removal": id, "agree": true}));
    assert_eq!(in_circle(&mut cast, &mut dewi).len(), 4);
    cast.ask(&mut dewi, json!({"do": "receive", "text": signed["hand_over"]["text"]}));
    assert_eq!(in_circle(&mut cast, &mut dewi), ["Ana", "Dewi", "Elin"]);
    meet(&cast, &mut dewi, &mut elin, 1);
    meet(&cast, &mut elin, &mut huw, 11);
    assert_eq!(in_circle(&mut cast, &mut elin), ["Ana", "Dewi", "Elin"]);
    assert_eq!(cast.ask(&mut huw, json!({"do": "circle", "circle": CIRCLE}))["circle"]["standing"]["state"], "gone");
}

/// covers: R4
#[test]
fn a_removal_that_is_declined_withdrawn_late_or_overtaken_says_so_and_removes_nobody() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana"]);
    let state = |cast: &mut Cast, phone: &mut Phone, id: &Value| removals(cast, phone).into_iter().find(|r| r["id"] == *id).unwrap()["state"].clone();
    // Of the three others two must sign; Elin and Ana decline.
    let declined = propose(&mut cast, &mut people[1], "Huw")["proposal"]["id"].clone();
    all_sync(&mut cast, &mut people);
    for at in [0, 3] {
        cast.ask(&mut people[at], json!({"do": "removal-answer", "removal": declined, "agree": false}));
    }
    all_sync(&mut cast, &mut people);
    for at in [0, 1, 3] {
        assert_eq!(state(&mut cast, &mut people[at], &declined), "declined");
    }
    // Taken back: a signature that comes later changes nothing.
    let withdrawn = propose(&mut cast, &mut people[1], "Huw")["proposal"]["id"].clone();
    assert_ne!(withdrawn, declined);
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[1], json!({"do": "removal-withdraw", "removal": withdrawn}));
    cast.ask(&mut people[3], json!({"do": "removal-answer", "removal": withdrawn, "agree": true}));
    all_sync(&mut cast, &mut people);
    assert_eq!(state(&mut cast, &mut people[3], &withdrawn), "withdrawn");
    let not_mine = cast.try_ask(&mut people[0], json!({"do": "removal-withdraw", "removal": withdrawn})).unwrap_err();
    assert_eq!(not_mine.code, "not-yours");
    // Its time is up.
    let late = propose(&mut cast, &mut people[3], "Dewi")["proposal"]["id"].clone();
    all_sync(&mut cast, &mut people);
    cast.tick(31 * 24 * 60);
    assert_eq!(state(&mut cast, &mut people[2], &late), "expired");
    let over = cast.try_ask(&mut people[2], json!({"do": "removal-answer", "removal": late, "agree": true})).unwrap_err();
    assert_eq!(over.code, "removal-over");
    // The person concerned is made a member meanwhile: a keeper can do that alone now.
    let overtaken = propose(&mut cast, &mut people[2], "Dewi")["proposal"]["id"].clone();
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "circle-level", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    all_sync(&mut cast, &mut people);
    assert_eq!(state(&mut cast, &mut people[2], &overtaken), "overtaken");
    assert_eq!(in_circle(&mut cast, &mut people[2]).len(), 4);
    propose(&mut cast, &mut people[2], "Dewi");
    assert_eq!(in_circle(&mut cast, &mut people[2]), ["Ana", "Elin", "Huw"]);
}

/// covers: R4
#[test]
fn the_person_whose_circle_it_is_settles_a_proposal_by_signing_it() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana", "Bryn"]);
    let id = propose(&mut cast, &mut people[1], "Huw")["proposal"]["id"].clone();
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "removal-answer", "removal": id, "agree": true}));
    all_sync(&mut cast, &mut people);
    assert_eq!(in_circle(&mut cast, &mut people[3]), ["Ana", "Bryn", "Dewi", "Elin"]);
}

/// covers: R4
#[test]
fn nobody_signs_for_their_own_removal_or_in_anothers_place() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana"]);
    let asked = propose(&mut cast, &mut people[1], "Huw");
    let signed = |phone: &mut Phone, cast: &mut Cast| cast.try_ask(phone, json!({"do": "removal-answer", "removal": asked["proposal"]["id"], "agree": true}));
    assert_eq!(signed(&mut people[2], &mut cast).unwrap_err().code, "no-such-removal");
    // Whoever began it has signed already: saying it again counts once.
    let again = signed(&mut people[1], &mut cast).unwrap();
    assert_eq!(texts(&again["signed"], "name"), ["Dewi"]);
    assert_eq!(propose(&mut cast, &mut people[1], "Huw")["proposal"]["id"], asked["proposal"]["id"]);
    all_sync(&mut cast, &mut people);
    assert_eq!(in_circle(&mut cast, &mut people[0]).len(), 4);
}

/// Notices of a kind that a phone keeps in its own space.
fn kept(phone: &Phone, kind: Notice) -> usize {
    let own = phone.kith.spaces[&phone.kith.own].n;
    phone.kith.storage.notices(own, kind as u8, None).unwrap().len()
}

fn take(cast: &Cast, to: &mut Phone, from: DeviceId, note: RemovalNote) -> Result<(), String> {
    let now = cast.now_ms;
    to.kith.transact(|k| k.take_removal(from, note, now)).map_err(|e| e.code)
}

/// The proposal that a phone holds first, as it was sent.
fn held(phone: &Phone) -> (Proposal, [u8; 32]) {
    let own = phone.kith.spaces[&phone.kith.own].n;
    let row = phone.kith.storage.notices(own, Notice::Removal as u8, None).unwrap().remove(0);
    (codec::decode(&row.value, 1 << 16).unwrap(), row.key.try_into().unwrap())
}

/// covers: R4
#[test]
fn a_forged_word_or_proposal_is_refused_and_nothing_of_it_is_kept() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana"]);
    propose(&mut cast, &mut people[1], "Huw");
    all_sync(&mut cast, &mut people);
    let ([elin, dewi, huw, ana], (proposal, id)) = ([0, 1, 2, 3].map(|i| people[i].kith.device), held(&people[0]));
    let word = |device, answer| RemovalNote::Said(Word { removal: id, device, answer, signature: None, at_ms: 1 });
    for (from, note) in [
        // In Dewi's place Ana takes it back, or Huw declines; and Huw has no word in it, nor Ana a signature that is none.
        (ana, word(dewi, Answer::Withdrawn)),
        (ana, word(ana, Answer::Withdrawn)),
        (huw, word(ana, Answer::Declined)),
        (huw, word(huw, Answer::Declined)),
        (ana, word(ana, Answer::Signed)),
        // A proposal under another's name, of a time that is over, and of one that has not come.
        (ana, RemovalNote::Proposed(Proposal { at_ms: proposal.at_ms + 1, ..proposal.clone() })),
        (dewi, RemovalNote::Proposed(Proposal { device: elin, at_ms: proposal.at_ms + 1, ..proposal.clone() })),
        (dewi, RemovalNote::Proposed(Proposal { at_ms: 1, ..proposal.clone() })),
        (dewi, RemovalNote::Proposed(Proposal { at_ms: u64::MAX, ..proposal.clone() })),
    ] {
        assert!(take(&cast, &mut people[0], from, note.clone()).is_err(), "{note:?}");
    }
    assert_eq!((kept(&people[0], Notice::Removal), kept(&people[0], Notice::RemovalWord)), (1, 0));
    assert_eq!(removals(&mut cast, &mut people[0])[0]["state"], "waiting");
}

/// covers: R4
#[test]
fn a_keeper_fills_nobodys_own_space_with_proposals_or_words() {
    let mut cast = Cast::new();
    let mut people = keepers(&mut cast, &["Elin", "Dewi", "Huw", "Ana"]);
    propose(&mut cast, &mut people[1], "Huw");
    all_sync(&mut cast, &mut people);
    let (dewi, ana, (proposal, id)) = (people[1].kith.device, people[3].kith.device, held(&people[0]));
    for n in 1..=60 {
        let word = Word { removal: id, device: ana, answer: Answer::Declined, signature: None, at_ms: n };
        take(&cast, &mut people[0], ana, RemovalNote::Said(word)).unwrap();
        // Each is taken back at once, so that none of them waits.
        let more = Proposal { at_ms: proposal.at_ms + n, ..proposal.clone() };
        let body = more.body().unwrap().0;
        let back = Word { removal: more.id(&body), device: dewi, answer: Answer::Withdrawn, signature: None, at_ms: n };
        let taken = take(&cast, &mut people[0], dewi, RemovalNote::Proposed(more));
        assert!(taken.is_ok() || taken == Err("too-many-removals".to_owned()), "{taken:?}");
        let _ = take(&cast, &mut people[0], dewi, RemovalNote::Said(back));
    }
    assert_eq!((kept(&people[0], Notice::Removal), kept(&people[0], Notice::RemovalWord)), (20, 20));
}
