//! A device that was cut off hears of it: it says its last words, drops its keys, and answers everything with one sentence.

use super::backups::{backup, restore};
use super::cast::{CIRCLE, Cast, Phone, texts};
use super::removal::meet;
use crate::{
    kith::{ErrorKind, Kith},
    space::{Act, act::Lift},
};
use serde_json::{Value, json};

/// The office, Elin with a circle, Dewi in it, and Elin's tablet.
fn with_tablet(cast: &mut Cast) -> (Phone, Vec<Phone>, Phone) {
    let (office, mut people) = cast.coop(&["Elin", "Dewi"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    let mut tablet = cast.phone("Elin", 50);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut people[0], json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    for _ in 0..2 {
        people.iter_mut().for_each(|p| cast.sync(p));
        cast.sync(&mut tablet);
    }
    (office, people, tablet)
}

fn says_that_it_is_signed_out(cast: &mut Cast, phone: &mut Phone) {
    for request in ["whoami", "standing", "settings", "truth", "circles", "purse", "lock", "unsent", "device-request"] {
        let refused = cast.try_ask(phone, json!({"do": request})).unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Locked, "revoked"), "{request}");
        assert_eq!(refused.said, "This phone was signed out.", "{request}");
    }
}

/// covers: X3, R4
#[test]
fn a_lost_phone_that_is_turned_on_says_its_last_words_drops_its_keys_and_says_one_sentence() {
    let mut cast = Cast::new();
    let (mut office, mut people, mut tablet) = with_tablet(&mut cast);
    cast.write(&mut tablet, "sent");
    cast.sync(&mut tablet);
    people.iter_mut().for_each(|p| cast.sync(p));
    cast.write(&mut tablet, "never sent");
    cast.sync(&mut office);
    let devices = cast.ask(&mut office, json!({"do": "devices-of", "person": "Elin"}));
    let id = devices.as_array().unwrap().iter().find(|d| d["id"] == json!(tablet.kith.device.hex())).unwrap()["id"].clone();
    cast.ask(&mut office, json!({"do": "device-revoke", "person": "Elin", "device": id}));
    cast.sync(&mut office);
    people.iter_mut().for_each(|p| cast.sync(p));
    cast.write(&mut people[1], "newer");
    cast.sync(&mut people[1]);
    let secrets = tablet.kith.secrets.to_bytes();
    cast.sync(&mut tablet);
    says_that_it_is_signed_out(&mut cast, &mut tablet);
    assert!(tablet.kith.spaces.is_empty() && tablet.kith.secrets.to_bytes() != secrets);
    // Nothing of it is in the folder: no database, no keys.
    let files: Vec<String> = std::fs::read_dir(&tablet.dir).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    assert!(files.iter().all(|f| ["keys", "lock"].contains(&f.as_str())), "{files:?}");
    assert_eq!(std::fs::read(tablet.dir.join("keys")).unwrap(), b"KITHGONE\x01en");
    let mut again = cast.reopen(tablet);
    says_that_it_is_signed_out(&mut cast, &mut again);
    assert!(again.kith.unlock(Box::new(crate::keystore::DemoStore::new(50)), cast.now_ms).is_err_and(|e| e.code == "revoked"));
    assert!(again.kith.outgoing(cast.now_ms).is_err() && again.kith.mailboxes().is_err());
    // Its last words wait for a keeper; what came before stands.
    people.iter_mut().for_each(|p| cast.sync(p));
    assert_eq!(cast.notes(&mut people[1]), ["newer", "sent"]);
    let aside = cast.ask(&mut people[0], json!({"do": "quarantine", "circle": CIRCLE}));
    assert_eq!(texts(&aside, "text"), ["never sent"]);
}

/// covers: X3, R4
#[test]
fn a_device_cut_off_that_has_a_keyring_to_keep_says_its_last_words_all_the_same() {
    let mut cast = Cast::new();
    let (_office, mut people, mut tablet) = with_tablet(&mut cast);
    cast.ask(&mut people[0], json!({"do": "recovery-kit"}));
    for _ in 0..2 {
        cast.sync(&mut people[0]);
        cast.sync(&mut tablet);
    }
    cast.write(&mut tablet, "never sent");
    // The circle comes to a new key while the tablet is still in: it has one that her own space does not note where the tablet can read.
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Dewi"}));
    let now_ms = cast.now_ms;
    people[0].kith.transact(|k| k.tend(now_ms)).unwrap();
    cast.ask(&mut people[0], json!({"do": "device-revoke", "device": "tablet"}));
    cast.sync(&mut people[0]);
    cast.sync(&mut tablet);
    says_that_it_is_signed_out(&mut cast, &mut tablet);
    cast.sync(&mut people[0]);
    let aside = cast.ask(&mut people[0], json!({"do": "quarantine", "circle": CIRCLE}));
    assert_eq!(texts(&aside, "text"), ["never sent"]);
}

/// covers: X3, R4
#[test]
fn a_restored_copy_that_is_not_let_in_yet_shows_nothing_that_waits_for_a_keepers_word() {
    let mut cast = Cast::new();
    let (_office, mut people, mut tablet) = with_tablet(&mut cast);
    cast.write(&mut tablet, "after the cut");
    cast.ask(&mut people[0], json!({"do": "device-revoke", "device": "tablet"}));
    cast.sync(&mut people[0]);
    cast.sync(&mut tablet);
    cast.sync(&mut people[0]);
    let aside = cast.ask(&mut people[0], json!({"do": "quarantine", "circle": CIRCLE}));
    assert_eq!(texts(&aside, "text"), ["after the cut"]);
    // Dewi has not heard of the cut when his profile is put away.
    let file = backup(&cast, &mut people[1]);
    let mut copy = restore(&cast, &file, "llechen las", "restored").unwrap();
    cast.sync(&mut copy);
    assert!(cast.notes(&mut copy).is_empty());
}

/// covers: X3, X1
#[test]
fn a_device_that_hears_of_its_revocation_from_another_phone_or_by_a_code_signs_out_as_well() {
    let mut cast = Cast::new();
    let (_office, mut people, mut tablet) = with_tablet(&mut cast);
    cast.ask(&mut people[0], json!({"do": "device-revoke", "device": "tablet"}));
    meet(&cast, &mut people[0], &mut tablet, 1);
    let refused = cast.try_ask(&mut tablet, json!({"do": "circles"})).unwrap_err();
    assert_eq!(refused.code, "revoked");
    // The exchange is not finished in order: the time for last words ends by itself.
    assert!(tablet.dir.join("kith.db").exists());
    cast.tick(2);
    says_that_it_is_signed_out(&mut cast, &mut tablet);
    assert!(!tablet.dir.join("kith.db").exists() && Kith::was_signed_out(&tablet.dir));
}

/// covers: X3
#[test]
fn a_device_cut_off_in_a_circle_alone_and_one_that_replaces_another_stay_in_use() {
    let mut cast = Cast::new();
    let (_office, mut people, mut tablet) = with_tablet(&mut cast);
    let standing = |cast: &mut Cast, phone: &mut Phone| -> Value { cast.ask(phone, json!({"do": "standing"}))["standing"].clone() };
    // Dewi's removal from the circle is no revocation of his phone.
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Dewi"}));
    people.iter_mut().for_each(|p| cast.sync(p));
    assert_eq!(standing(&mut cast, &mut people[1]), "in-use");
    // Nor is the revocation of one device that of its sibling.
    cast.ask(&mut people[0], json!({"do": "device-revoke", "device": "tablet"}));
    cast.sync(&mut people[0]);
    cast.sync(&mut tablet);
    cast.sync(&mut people[0]);
    assert_eq!(standing(&mut cast, &mut people[0]), "in-use");
    says_that_it_is_signed_out(&mut cast, &mut tablet);
}

/// covers: X3, M5
#[test]
fn a_device_that_is_frozen_writes_nothing_and_freezes_back_until_the_first_phone_or_the_office_lifts_it() {
    let mut cast = Cast::new();
    let (mut office, mut people, mut tablet) = with_tablet(&mut cast);
    let (phone, slate) = (people[0].kith.device.hex(), tablet.kith.device.hex());
    let refused = cast.try_ask(&mut people[0], json!({"do": "device-lift", "device": "tablet"})).unwrap_err();
    assert_eq!(refused.code, "not-frozen");
    let states = texts(&cast.ask(&mut people[0], json!({"do": "device-freeze", "device": "tablet"})), "state");
    assert_eq!(states, ["in", "frozen"]);
    let level = |cast: &mut Cast, people: &mut Vec<Phone>, tablet: &mut Phone| {
        for _ in 0..2 {
            people.iter_mut().for_each(|p| cast.sync(p));
            cast.sync(tablet);
        }
    };
    level(&mut cast, &mut people, &mut tablet);
    let refused = cast.try_ask(&mut tablet, json!({"do": "note-write", "circle": CIRCLE, "text": "x"})).unwrap_err();
    assert_eq!(refused.code, "cut-off");
    // It has no root: it cannot lift its own freeze, whatever it says.
    let refused = cast.try_ask(&mut tablet, json!({"do": "device-lift", "device": slate})).unwrap_err();
    assert_eq!(refused.code, "not-keeper");
    let states = texts(&cast.ask(&mut people[0], json!({"do": "device-lift", "device": "tablet"})), "state");
    assert_eq!(states, ["in", "in"]);
    level(&mut cast, &mut people, &mut tablet);
    cast.write(&mut people[0], "from the phone");
    cast.write(&mut tablet, "from the tablet");
    level(&mut cast, &mut people, &mut tablet);
    assert_eq!(cast.notes(&mut people[1]), ["from the phone", "from the tablet"]);
    // The office lifts it in the commons when they ring.
    cast.ask(&mut people[0], json!({"do": "device-freeze", "device": "tablet"}));
    level(&mut cast, &mut people, &mut tablet);
    cast.sync(&mut office);
    assert_eq!(texts(&cast.ask(&mut office, json!({"do": "devices-of", "person": "Elin"})), "state"), ["in", "frozen"]);
    let states = texts(&cast.ask(&mut office, json!({"do": "device-lift", "person": "Elin", "device": slate})), "state");
    assert_eq!(states, ["in", "in"]);
    // And a frozen device may freeze back: a thief gains nothing by being quick.
    let states = texts(&cast.ask(&mut tablet, json!({"do": "device-freeze", "device": phone})), "state");
    assert_eq!(states, ["frozen", "frozen"]);
}

/// covers: X3, M5
#[test]
fn an_old_lift_or_one_that_counts_for_nothing_ends_no_freeze_in_a_circle() {
    let mut cast = Cast::new();
    let (mut office, mut people, mut tablet) = with_tablet(&mut cast);
    // Dewi looks after a circle in which Elin is, with both her devices.
    cast.ask(&mut people[1], json!({"do": "circle-create", "name": "Dad", "person": "me"}));
    cast.ask(&mut people[1], json!({"do": "circle-add", "circle": "Dad", "person": "Elin", "level": "member"}));
    let level = |cast: &mut Cast, people: &mut Vec<Phone>, tablet: &mut Phone| {
        for _ in 0..2 {
            people.iter_mut().for_each(|p| cast.sync(p));
            cast.sync(tablet);
        }
    };
    level(&mut cast, &mut people, &mut tablet);
    let (dad, slate) = (people[1].kith.circle("Dad").unwrap(), tablet.kith.device);
    let frozen = |phone: &Phone| phone.kith.spaces[&dad].resolved.frozen.contains(&slate);
    cast.ask(&mut people[0], json!({"do": "device-freeze", "device": "tablet"}));
    level(&mut cast, &mut people, &mut tablet);
    assert!(frozen(&people[1]));
    // The tablet lifts its own freeze in the commons: that counts for nothing there, nor in the circle.
    let commons = tablet.kith.commons.unwrap();
    let own_lift = Act::Lift(Lift { device: slate, root: None });
    tablet.kith.transact(|k| k.act(commons, own_lift, cast.now_ms)).unwrap();
    level(&mut cast, &mut people, &mut tablet);
    assert!(frozen(&people[1]));
    // The office does: Dewi's phone carries that into the circle.
    cast.sync(&mut office);
    cast.ask(&mut office, json!({"do": "device-lift", "person": "Elin", "device": slate.hex()}));
    cast.sync(&mut office);
    level(&mut cast, &mut people, &mut tablet);
    assert!(!frozen(&people[1]) && !frozen(&people[0]));
    // Frozen again, of which the circle hears before the commons does.
    cast.tick(30);
    let now = cast.now_ms;
    people[0].kith.transact(|k| k.act(dad, Act::Freeze(slate), now)).unwrap();
    level(&mut cast, &mut people, &mut tablet);
    assert!(frozen(&people[1]), "the lift knew nothing of this one");
}

/// covers: X3, R4
#[test]
fn a_second_phone_that_can_only_freeze_the_first_says_so_and_who_can_go_on() {
    let mut cast = Cast::new();
    let (mut office, mut people, mut tablet) = with_tablet(&mut cast);
    let phone = cast.ask(&mut people[0], json!({"do": "whoami"}))["device"].clone();
    for _ in 0..2 {
        // Asked again it is no error, and says the same.
        let devices = cast.ask(&mut tablet, json!({"do": "device-revoke", "person": null, "device": phone, "since_ms": null}));
        let it = devices.as_array().unwrap().iter().find(|d| d["id"] == phone).unwrap().clone();
        assert_eq!(it["state"], "frozen");
        let next = it["next"].as_str().unwrap();
        assert!(next.contains("not cut off") && next.contains("printed kit") && next.contains("guardians") && next.contains("coordinator"), "{next}");
        assert!(devices.as_array().unwrap().iter().all(|d| d["id"] == phone || d["next"].is_null()));
    }
    // The office goes on where somebody rings.
    cast.sync(&mut tablet);
    cast.sync(&mut office);
    cast.ask(&mut office, json!({"do": "device-revoke", "person": "Elin", "device": phone, "since_ms": null}));
    cast.sync(&mut office);
    cast.sync(&mut tablet);
    let of = cast.ask(&mut office, json!({"do": "devices-of", "person": "Elin"}));
    let it = of.as_array().unwrap().iter().find(|d| d["id"] == phone).unwrap().clone();
    assert_eq!((&it["state"], &it["next"]), (&json!("revoked"), &json!(null)));
}

/// covers: R4
#[test]
fn a_commons_of_more_devices_than_one_act_can_seal_to_has_a_new_key_all_the_same() {
    let mut cast = Cast::new();
    let names: Vec<String> = (0..crate::kith::epochs::SEALED_DEVICES_MAX + 3).map(|i| format!("Person {i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (mut office, mut people) = cast.coop(&names);
    let commons = office.kith.commons.unwrap();
    let before = office.kith.space(&commons).unwrap().current().unwrap().0;
    let lost = cast.ask(&mut people[1], json!({"do": "whoami"}))["device"].clone();
    cast.ask(&mut office, json!({"do": "device-revoke", "person": names[1], "device": lost, "since_ms": null}));
    cast.tick(25 * 60);
    cast.sync(&mut office);
    let after = office.kith.space(&commons).unwrap().current().unwrap().0;
    assert_ne!(before, after);
    for (at, phone) in people.iter_mut().enumerate().filter(|(at, _)| *at != 1) {
        cast.sync(phone);
        assert_eq!(phone.kith.space(&commons).unwrap().writing(None), Some(after), "{at}");
    }
    // Whoever was cut off has no key of it.
    let everything: Vec<Vec<u8>> = cast.relay.history.iter().map(|(_, envelope)| envelope.clone()).collect();
    for mailbox in people[1].kith.mailboxes().unwrap() {
        people[1].kith.take_page(mailbox.tag, &everything, b"everything", cast.now_ms).unwrap();
    }
    assert!(people[1].kith.spaces.get(&commons).is_none_or(|s| s.keys_of(&after).is_none()));
}
