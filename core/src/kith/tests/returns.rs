//! Coming back in a co-op that has no relay: a code shown to a member, and the answer handed back.

use super::{
    cast::{CIRCLE, Cast, Phone},
    meetings::meet,
};
use crate::space::Removed;
use kith_wire::text::Payload;
use serde_json::{Value, json};

/// A pack from one phone to another: what became of it there.
fn hand(cast: &mut Cast, from: &mut Phone, to: &mut Phone, person: &str) -> (String, String) {
    let pack = cast.ask(from, json!({"do": "pack", "person": person}));
    became(&receive(cast, to, &pack["text"]))
}

fn receive(cast: &mut Cast, phone: &mut Phone, code: &Value) -> Value {
    cast.ask(phone, json!({"do": "receive", "text": code}))
}

fn became(received: &Value) -> (String, String) {
    (received["outcome"].as_str().unwrap().to_owned(), received["code"].as_str().unwrap().to_owned())
}

fn is(received: &(String, String), outcome: &str, code: &str) {
    assert_eq!((received.0.as_str(), received.1.as_str()), (outcome, code));
}

/// An office, Mair with her circle, and Dewi in it, who have never had a relay. The office and Dewi know what Mair's phone holds.
fn without_relay(cast: &mut Cast) -> (Phone, Phone, Phone) {
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": ["Lower Derw"]}));
    let (mut mair, mut dewi) = (cast.phone("Mair", 10), cast.phone("Dewi", 11));
    for phone in [&mut mair, &mut dewi] {
        cast.join_by_hand(&mut office, phone);
        hand(cast, phone, &mut office, "Office");
    }
    hand(cast, &mut office, &mut dewi, "Dewi");
    hand(cast, &mut office, &mut mair, "Mair");
    cast.ask(&mut mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    cast.write(&mut mair, "Before");
    for _ in 0..2 {
        meet(cast, &mut mair, &mut dewi);
        meet(cast, &mut mair, &mut office);
    }
    cast.write(&mut dewi, "Seen by both");
    meet(cast, &mut mair, &mut dewi);
    (office, mair, dewi)
}

/// The phone is gone; on a new one the kit is read. The new phone and the code to show.
fn back(cast: &mut Cast, mut lost: Phone) -> (Phone, Value) {
    let kit = cast.ask(&mut lost, json!({"do": "recovery-kit"}));
    drop(lost);
    let mut new = cast.phone("New", 90);
    let read = cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    assert_eq!((read["outcome"].as_str(), read["hand_over"]["kind"].as_str()), (Some("restored"), Some("recovery-return")));
    assert!(read["hand_over"]["qr"].is_string());
    (new, read["hand_over"]["text"].clone())
}

/// covers: X2, X3
#[test]
fn without_a_relay_a_code_shown_to_any_member_brings_a_person_back_and_the_rest_follows_by_packs() {
    let mut cast = Cast::new();
    let (mut office, mair, mut dewi) = without_relay(&mut cast);
    let (mut new, code) = back(&mut cast, mair);
    is(&hand(&mut cast, &mut office, &mut new, "Mair"), "refused", "not-for-here");
    let answer = receive(&mut cast, &mut office, &code);
    is(&became(&answer), "taken", "let-back");
    assert!(answer["reason"].as_str().unwrap().contains("Mair"), "{answer}");
    is(&became(&receive(&mut cast, &mut new, &answer["reply"]["text"])), "taken", "here-now");
    assert_eq!(cast.ask(&mut new, json!({"do": "whoami"}))["coop"]["name"], "Cwm Derw");
    let members = cast.ask(&mut new, json!({"do": "members"}));
    let names: Vec<&str> = members.as_array().unwrap().iter().filter_map(|m| m["person"]["name"].as_str()).collect();
    assert!(["Office", "Dewi", "Mair"].iter().all(|n| names.contains(n)), "{members}");
    // Shown again it is answered again, and counts once.
    let again = receive(&mut cast, &mut office, &code);
    is(&became(&again), "already-known", "let-back");
    is(&became(&receive(&mut cast, &mut new, &answer["reply"]["text"])), "already-known", "here-already");
    receive(&mut cast, &mut new, &again["reply"]["text"]);
    is(&became(&receive(&mut cast, &mut new, &again["reply"]["text"])), "already-known", "here-already");
    // Dewi hears of the new phone, and his next pack brings the circle: all of it, though the lost phone had it.
    hand(&mut cast, &mut new, &mut dewi, "Dewi");
    hand(&mut cast, &mut dewi, &mut new, "Mair");
    assert_eq!(cast.notes(&mut new), ["Before", "Seen by both"]);
    cast.write(&mut new, "I am back");
    hand(&mut cast, &mut new, &mut dewi, "Dewi");
    assert_eq!(cast.notes(&mut dewi), ["Before", "I am back", "Seen by both"]);
    let progress = cast.ask(&mut new, json!({"do": "recover-progress"}));
    assert!(progress["spaces"].as_array().unwrap().iter().all(|s| s["writable"] == true), "{progress}");
    assert_eq!(progress["hand_over"]["text"], code, "the same code, for whoever shares another circle");
}

/// covers: X2, X3
#[test]
fn who_shares_a_circle_gives_it_back_with_the_co_op_at_once_and_then_phones_meet_as_ever() {
    let mut cast = Cast::new();
    let (mut office, mair, mut dewi) = without_relay(&mut cast);
    let (mut new, code) = back(&mut cast, mair);
    meet(&mut cast, &mut new, &mut office);
    assert!(cast.ask(&mut new, json!({"do": "whoami"}))["coop"].is_null(), "they share nothing yet");
    let answer = receive(&mut cast, &mut dewi, &code);
    is(&became(&receive(&mut cast, &mut new, &answer["reply"]["text"])), "taken", "here-now");
    assert_eq!(cast.notes(&mut new), ["Before", "Seen by both"]);
    cast.write(&mut new, "I am back");
    cast.write(&mut dewi, "Welcome");
    for _ in 0..2 {
        meet(&mut cast, &mut new, &mut office);
        meet(&mut cast, &mut new, &mut dewi);
    }
    for phone in [&mut new, &mut dewi] {
        assert_eq!(cast.notes(phone), ["Before", "I am back", "Seen by both", "Welcome"]);
    }
    let knows = |phone: &Phone| phone.kith.spaces.values().any(|s| s.is_present(&new.kith.device));
    assert!(knows(&office) && knows(&dewi));
    let mut new = cast.reopen(new);
    assert_eq!(cast.notes(&mut new).len(), 4);
}

/// covers: X3, X1
#[test]
fn without_a_relay_the_lost_phone_is_cut_off_by_packs_wherever_the_space_is_back() {
    for asked_first in [true, false] {
        let mut cast = Cast::new();
        let (mut office, mair, mut dewi) = without_relay(&mut cast);
        let lost = mair.kith.device;
        let (mut new, code) = back(&mut cast, mair);
        let cut = |phone: &Phone| {
            let mut known = phone.kith.spaces.values().filter(|s| s.is_known(&lost));
            known.all(|s| s.resolved.removals.iter().any(|r| r.what == Removed::Device(lost)))
        };
        if asked_first {
            cast.ask(&mut new, json!({"do": "recover-cut-off"}));
            assert!(!cut(&new), "nobody has been met yet");
        }
        let answer = receive(&mut cast, &mut office, &code);
        receive(&mut cast, &mut new, &answer["reply"]["text"]);
        if !asked_first {
            cast.ask(&mut new, json!({"do": "recover-cut-off"}));
        }
        assert!(cut(&new), "the co-op is back");
        hand(&mut cast, &mut new, &mut dewi, "Dewi");
        hand(&mut cast, &mut dewi, &mut new, "Mair");
        assert_eq!(cast.notes(&mut new), ["Before", "Seen by both"], "all that it wrote stands");
        assert!(cut(&new) && new.kith.spaces.values().filter(|s| s.is_known(&lost)).count() == 3, "and the circle");
        hand(&mut cast, &mut new, &mut dewi, "Dewi");
        assert!(cut(&dewi));
    }
}

/// covers: X1, X3
#[test]
fn a_returning_devices_code_that_is_bent_foreign_or_of_a_phone_cut_off_is_refused() {
    let mut cast = Cast::new();
    let (mut office, mair, mut dewi) = without_relay(&mut cast);
    let mut stranger = cast.phone("Stranger", 50);
    cast.ask(&mut stranger, json!({"do": "coop-create", "name": "Elsewhere", "areas": ["A"]}));
    let (mut new, code) = back(&mut cast, mair);
    is(&became(&receive(&mut cast, &mut stranger, &code)), "refused", "no-such-member");
    is(&became(&receive(&mut cast, &mut new, &code)), "already-known", "return-own");
    let mut bent = Payload::from_text(code.as_str().unwrap()).unwrap();
    *bent.body.last_mut().unwrap() ^= 1;
    is(&became(&receive(&mut cast, &mut office, &json!(bent.to_link()))), "refused", "bad-certificate");
    // Somebody else's answer opens nothing on a device that it is not for.
    let answer = receive(&mut cast, &mut office, &code);
    let mut other = cast.phone("Other", 51);
    is(&became(&receive(&mut cast, &mut other, &answer["reply"]["text"])), "refused", "not-for-here");
    receive(&mut cast, &mut new, &answer["reply"]["text"]);
    let device = new.kith.device.hex();
    cast.ask(&mut office, json!({"do": "device-revoke", "person": "Mair", "device": device, "since_ms": null}));
    is(&became(&receive(&mut cast, &mut office, &code)), "refused", "return-cut-off");
    hand(&mut cast, &mut office, &mut dewi, "Dewi");
    is(&became(&receive(&mut cast, &mut dewi, &code)), "refused", "return-cut-off");
}
