//! A phone lost: back by a kit and by guardians, and what does not bring anybody back.

use super::cast::{Cast, Phone, texts};
use crate::space::Removed;
use kith_wire::DeviceId;
use serde_json::{Value, json};

const HOUR: u64 = 60;

/// An office, Elin with her circle, and three people in it.
fn elin(cast: &mut Cast) -> (Phone, Phone, Vec<Phone>) {
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi", "Ana", "Mair"]);
    let mut elin = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Elin's circle", "person": "me"}));
    for name in ["Dewi", "Ana", "Mair"] {
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Elin's circle", "person": name, "level": "member"}));
    }
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Elin's circle", "text": "Before"}));
    settle(cast, &mut [&mut elin, &mut office], &mut people);
    (office, elin, people)
}

fn settle(cast: &mut Cast, some: &mut [&mut Phone], people: &mut [Phone]) {
    for _ in 0..2 {
        for p in some.iter_mut() {
            cast.sync(p);
        }
        for p in people.iter_mut() {
            cast.sync(p);
        }
    }
}

/// Her phone falls into the river.
fn lose(phone: Phone) {
    let dir = phone.dir.clone();
    drop(phone);
    std::fs::remove_dir_all(dir).unwrap();
}

fn notes(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    texts(&cast.ask(phone, json!({"do": "notes", "circle": "Elin's circle", "limit": 20})), "text")
}

fn choose(cast: &mut Cast, elin: &mut Phone, people: &mut [Phone]) -> Value {
    let set = cast.ask(elin, json!({"do": "recovery-guardians", "people": ["Dewi", "Ana", "Mair"], "needed": 2}));
    settle(cast, &mut [elin], people);
    set
}

fn help(cast: &mut Cast, guardian: &mut Phone, asked: &Value, in_person: bool) -> Value {
    cast.ask(guardian, json!({"do": "recover-help", "request": asked["hand_over"]["text"], "person": "Elin", "code": asked["code"], "in_person": in_person}))
}

/// covers: X3
#[test]
fn a_printed_kit_brings_a_person_back_on_a_new_phone() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    assert!(kit["hand_over"]["qr"].is_string());
    let rehearsed = cast.ask(&mut elin, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    assert_eq!((rehearsed["outcome"].as_str(), &rehearsed["check_code"]), (Some("rehearsed"), &kit["check_code"]));
    assert!(cast.ask(&mut elin, json!({"do": "recovery"}))["kit"]["rehearsed_ms"].is_u64());
    settle(&mut cast, &mut [&mut elin, &mut office], &mut people);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Elin's circle", "text": "Never sent"}));
    let person = cast.ask(&mut elin, json!({"do": "whoami"}))["person"]["id"].clone();
    lose(elin);
    let mut new = cast.phone("Somebody", 90);
    let back = cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["qr"]}));
    assert_eq!(back["outcome"], "restored");
    assert_eq!(back["progress"]["state"], "returning");
    // With no signal yet she is herself already, in her own space.
    assert_eq!(cast.ask(&mut new, json!({"do": "whoami"}))["person"], json!({"id": person, "name": "Elin", "me": true}));
    cast.sync(&mut new);
    cast.sync(&mut new);
    // From the relay alone, before anybody has answered: useful half-way.
    assert_eq!(notes(&mut cast, &mut new), ["Before"]);
    cast.ask(&mut new, json!({"do": "note-write", "circle": "Elin's circle", "text": "I am back"}));
    settle(&mut cast, &mut [&mut new, &mut office], &mut people);
    for p in people.iter_mut().chain([&mut new]) {
        assert_eq!(notes(&mut cast, p), ["I am back", "Before"]);
    }
    let progress = cast.ask(&mut new, json!({"do": "recover-progress"}));
    assert!(progress["spaces"].as_array().unwrap().iter().all(|s| s["writable"] == true), "{progress}");
    assert!(progress["from"].as_array().unwrap().iter().any(|f| f["answered_ms"].is_u64()), "{progress}");
    let state = cast.ask(&mut new, json!({"do": "recovery"}));
    assert_eq!((state["root_here"].as_bool(), state["returned"].as_array().unwrap().len()), (Some(true), 1));
    let mut new = cast.reopen(new);
    assert_eq!(cast.ask(&mut new, json!({"do": "recovery"}))["root_here"], true);
    assert!(cast.ask(&mut new, json!({"do": "recovery-kit"}))["hand_over"]["qr"].is_string());
}

/// covers: X3
#[test]
fn two_of_three_guardians_bring_a_person_back_one_in_person_and_one_from_afar() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    choose(&mut cast, &mut elin, &mut people);
    let state = cast.ask(&mut elin, json!({"do": "recovery"}));
    assert!(state["guardians"].as_array().unwrap().iter().all(|g| g["held_ms"].is_u64()), "{state}");
    lose(elin);
    let mut new = cast.phone("Elin", 90);
    let asked = cast.ask(&mut new, json!({"do": "recover-ask"}));
    // Dewi stands beside her: the share goes at once, by code.
    let seen = cast.ask(&mut people[0], json!({"do": "recover-see", "request": asked["hand_over"]["text"]}));
    assert_eq!((seen["code"].clone(), seen["may_help"][0]["name"].clone()), (asked["code"].clone(), json!("Elin")));
    let first = help(&mut cast, &mut people[0], &asked, true);
    assert_eq!(first["state"], "gone");
    let got = cast.ask(&mut new, json!({"do": "receive", "text": first["hand_over"]["text"]}));
    assert_eq!(got["outcome"], "taken");
    let progress = cast.ask(&mut new, json!({"do": "recover-progress"}));
    assert_eq!((progress["state"].as_str(), progress["shares"].as_u64(), progress["needed"].as_u64()), (Some("asking"), Some(1), Some(2)));
    // Ana is told on the telephone: hers waits a day, and the third guardian hears of it.
    let second = help(&mut cast, &mut people[1], &asked, false);
    assert_eq!((second["state"].as_str(), second["hand_over"].is_null()), (Some("waiting"), true));
    cast.tick(23 * HOUR);
    settle(&mut cast, &mut [&mut new], &mut people);
    assert_eq!(cast.ask(&mut new, json!({"do": "recover-progress"}))["state"], "asking");
    assert_eq!(cast.ask(&mut people[2], json!({"do": "recovery"}))["alerts"].as_array().unwrap().len(), 2);
    cast.tick(2 * HOUR);
    settle(&mut cast, &mut [&mut new, &mut office], &mut people);
    let progress = cast.ask(&mut new, json!({"do": "recover-progress"}));
    assert_eq!((progress["state"].as_str(), progress["by"].as_str()), (Some("returning"), Some("guardians")), "{progress}");
    settle(&mut cast, &mut [&mut new, &mut office], &mut people);
    assert_eq!(notes(&mut cast, &mut new), ["Before"]);
    // An answer to the request that has been used brings nothing more.
    let again = cast.ask(&mut new, json!({"do": "receive", "text": first["hand_over"]["text"]}));
    assert_eq!((again["outcome"].as_str(), again["code"].as_str()), (Some("refused"), Some("not-asked")));
}

/// covers: X3
#[test]
fn a_device_of_the_person_hears_of_it_and_stops_what_was_asked_from_afar() {
    let mut cast = Cast::new();
    let (_office, mut elin, mut people) = elin(&mut cast);
    choose(&mut cast, &mut elin, &mut people);
    let mut thief = cast.phone("Elin", 91);
    let asked = cast.ask(&mut thief, json!({"do": "recover-ask"}));
    for guardian in &mut people[..2] {
        assert_eq!(help(&mut cast, guardian, &asked, false)["state"], "waiting");
    }
    settle(&mut cast, &mut [&mut elin], &mut people);
    let alerts = cast.ask(&mut elin, json!({"do": "recovery"}))["alerts"].clone();
    assert_eq!(alerts.as_array().unwrap().len(), 2);
    assert_eq!(alerts[0]["code"], asked["code"]);
    cast.ask(&mut elin, json!({"do": "recover-stop", "request": alerts[0]["request"]}));
    settle(&mut cast, &mut [&mut elin], &mut people);
    cast.tick(48 * HOUR);
    settle(&mut cast, &mut [&mut thief], &mut people);
    assert_eq!(cast.ask(&mut thief, json!({"do": "recover-progress"}))["shares"], 0);
    let refused = json!({"do": "recover-help", "request": asked["hand_over"]["text"], "person": "Elin", "code": asked["code"], "in_person": false});
    assert_eq!(cast.try_ask(&mut people[0], refused.clone()).unwrap_err().code, "request-stopped");
    assert_eq!(cast.try_ask(&mut people[2], refused).unwrap_err().code, "request-stopped");
}

/// covers: X3
#[test]
fn a_clock_put_forward_and_back_does_not_shorten_the_wait_for_others() {
    let mut cast = Cast::new();
    let (_office, mut elin, mut people) = elin(&mut cast);
    choose(&mut cast, &mut elin, &mut people);
    let mut new = cast.phone("Elin", 90);
    let asked = cast.ask(&mut new, json!({"do": "recover-ask"}));
    help(&mut cast, &mut people[0], &asked, false);
    people[0].clock_ms = -30 * 60 * 60_000;
    cast.tick(25 * HOUR);
    // By the clock put back it would still wait; the phone has seen no later time, so it does.
    assert_eq!(cast.ask(&mut people[0], json!({"do": "recovery"}))["helping"][0]["state"], "waiting");
    people[0].clock_ms = 0;
    assert_eq!(cast.ask(&mut people[0], json!({"do": "recovery"}))["helping"][0]["state"], "gone");
}

/// covers: X3
#[test]
fn a_guardian_whose_clock_was_ahead_once_helps_in_person_and_says_why_not_from_afar() {
    let mut cast = Cast::new();
    let (_office, mut elin, mut people) = elin(&mut cast);
    choose(&mut cast, &mut elin, &mut people);
    people[0].clock_ms = 400 * 86_400_000;
    cast.ask(&mut people[0], json!({"do": "recovery"}));
    people[0].clock_ms = 0;
    let mut new = cast.phone("Elin", 90);
    let asked = cast.ask(&mut new, json!({"do": "recover-ask"}));
    let afar = json!({"do": "recover-help", "request": asked["hand_over"]["text"], "person": "Elin", "code": asked["code"], "in_person": false});
    assert_eq!(cast.try_ask(&mut people[0], afar).unwrap_err().code, "clock-was-ahead");
    assert_eq!(help(&mut cast, &mut people[0], &asked, true)["state"], "gone");
}

/// covers: X3
#[test]
fn another_code_an_old_request_and_a_stranger_are_refused() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    choose(&mut cast, &mut elin, &mut people);
    let mut new = cast.phone("Elin", 90);
    let asked = cast.ask(&mut new, json!({"do": "recover-ask"}));
    let with = |code: &str| json!({"do": "recover-help", "request": asked["hand_over"]["text"], "person": "Elin", "code": code, "in_person": true});
    assert_eq!(cast.try_ask(&mut people[0], with("0000-0000-0000")).unwrap_err().code, "another-code");
    // Not a guardian: there is nobody of that name whose share is here.
    assert_eq!(cast.try_ask(&mut office, with(asked["code"].as_str().unwrap())).unwrap_err().code, "no-such-person");
    // A profile that is somebody already neither asks nor takes a kit.
    assert_eq!(cast.try_ask(&mut people[1], json!({"do": "recover-ask"})).unwrap_err().code, "profile-not-new");
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    let taken = cast.try_ask(&mut people[1], json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]})).unwrap_err();
    assert_eq!(taken.code, "profile-not-new");
    cast.tick(15 * 24 * HOUR);
    assert_eq!(cast.try_ask(&mut people[0], with(asked["code"].as_str().unwrap())).unwrap_err().code, "request-old");
}

/// covers: X3
#[test]
fn new_guardians_replace_the_old_and_a_phone_that_keeps_to_the_rules_deletes_its_share() {
    let mut cast = Cast::new();
    let (_office, mut elin, mut people) = elin(&mut cast);
    choose(&mut cast, &mut elin, &mut people);
    let before = cast.ask(&mut people[0], json!({"do": "recovery"}))["guarded"].clone();
    cast.tick(1);
    cast.ask(&mut elin, json!({"do": "recovery-guardians", "people": ["Ana", "Mair"], "needed": null}));
    settle(&mut cast, &mut [&mut elin], &mut people);
    assert_eq!(cast.ask(&mut people[0], json!({"do": "recovery"}))["guarded"].as_array().unwrap().len(), 0);
    let now = cast.ask(&mut people[1], json!({"do": "recovery"}))["guarded"].clone();
    assert!(now[0]["made_ms"].as_u64() > before[0]["made_ms"].as_u64());
    let refused = cast.try_ask(&mut elin, json!({"do": "recovery-guardians", "people": ["Ana"], "needed": 1})).unwrap_err();
    assert_eq!(refused.code, "bad-guardians");
}

/// covers: X3
#[test]
fn a_kit_works_with_no_signal_and_those_who_share_a_circle_bring_it_back_unasked() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    // Her phone never met the relay again after this: nobody holds the keyring.
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    lose(elin);
    let mut new = cast.phone("New", 90);
    let damaged = kit["hand_over"]["text"].as_str().unwrap().replacen("kith:A", "kith:B", 1);
    assert!(cast.try_ask(&mut new, json!({"do": "recover-with-kit", "text": damaged})).is_err());
    let back = cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    assert_eq!(back["progress"]["person"]["name"], "Elin");
    cast.sync(&mut new);
    assert_eq!(cast.ask(&mut new, json!({"do": "circles"})), json!([]));
    // The office answers with the commons and carries the certificate in; whoever shares the circle hears of it there.
    settle(&mut cast, &mut [&mut office, &mut new], &mut people);
    settle(&mut cast, &mut [&mut new], &mut []);
    assert_eq!(notes(&mut cast, &mut new), ["Before"]);
    cast.ask(&mut new, json!({"do": "note-write", "circle": "Elin's circle", "text": "Here again"}));
    settle(&mut cast, &mut [&mut new], &mut people);
    assert_eq!(notes(&mut cast, &mut people[1]), ["Here again", "Before"]);
}

/// covers: X3, C7
#[test]
fn coins_on_a_lost_phone_are_said_to_wait_and_not_to_be_here() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    let ask =
        cast.ask(&mut elin, json!({"do": "activity-log", "minutes": 60, "element": "my-community", "text": "Lunch club", "area": null, "confirm_by": null}));
    let confirmed = cast.ask(&mut office, json!({"do": "receive", "text": ask["text"]}));
    let visit = confirmed["about"][0].as_str().unwrap_or_else(|| panic!("{confirmed}")).to_owned();
    cast.ask(&mut office, json!({"do": "visit-confirm", "visit": visit}));
    cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    settle(&mut cast, &mut [&mut office, &mut elin], &mut people);
    settle(&mut cast, &mut [&mut office, &mut elin], &mut people);
    assert_eq!(cast.ask(&mut elin, json!({"do": "purse"}))["coins"].as_array().unwrap().len(), 1);
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    lose(elin);
    let mut new = cast.phone("New", 90);
    cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    settle(&mut cast, &mut [&mut new, &mut office], &mut people);
    assert_eq!(cast.ask(&mut new, json!({"do": "purse"}))["coins"].as_array().unwrap().len(), 0);
    assert_eq!(cast.ask(&mut new, json!({"do": "recover-progress"}))["coins_on_lost_devices"], 1);
}

/// covers: X3, X1
#[test]
fn without_a_relay_whoever_came_back_cuts_off_the_stolen_phone_when_another_is_met() {
    for hours in [1, 60 * 24] {
        let mut cast = Cast::new();
        let (mut office, mut elin, mut people) = elin(&mut cast);
        let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
        settle(&mut cast, &mut [&mut elin, &mut office], &mut people);
        let stolen = elin.kith.device;
        let mut new = cast.phone("New", 90);
        cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
        cast.ask(&mut new, json!({"do": "recover-cut-off"}));
        for _ in 0..3 {
            cast.carry(&mut new);
            cast.carry(&mut office);
            people.iter_mut().for_each(|p| cast.carry(p));
        }
        cast.tick(hours * HOUR);
        cast.carry(&mut new);
        assert!(!cut_off(&new, &stolen), "nobody has been met yet");
        new.kith.peer_met(cast.now_ms);
        assert!(cut_off(&new, &stolen), "after {hours} hours");
        cast.carry(&mut new);
        people.iter_mut().for_each(|p| cast.carry(p));
        assert!(cut_off(&people[0], &stolen));
    }
}

/// covers: X3
#[test]
fn nobody_is_waited_for_whose_phone_is_cut_off_and_what_is_all_back_is_said_to_be() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    let mair = people.pop().unwrap();
    cast.ask(&mut office, json!({"do": "device-revoke", "person": "Mair", "device": mair.kith.device.hex(), "since_ms": null}));
    settle(&mut cast, &mut [&mut elin, &mut office], &mut people);
    let mut new = by_kit(&mut cast, &kit, 90);
    let progress = cast.ask(&mut new, json!({"do": "recover-progress"}));
    assert_eq!(progress["state"], "returning");
    for _ in 0..2 {
        settle(&mut cast, &mut [&mut new, &mut office], &mut people);
    }
    let progress = cast.ask(&mut new, json!({"do": "recover-progress"}));
    let from = progress["from"].as_array().unwrap();
    assert!(from.iter().all(|f| f["answered_ms"].is_u64() && f["person"]["name"] != "Mair"), "{progress}");
    assert_eq!(progress["state"], "back", "{progress}");
}

/// covers: X3
#[test]
fn a_kit_that_has_been_followed_by_another_says_so() {
    let mut cast = Cast::new();
    let mut elin = cast.phone("Elin", 10);
    let kits = [1, 2].map(|_| {
        cast.tick(60);
        cast.ask(&mut elin, json!({"do": "recovery-kit"}))
    });
    let mut newer = |kit: &Value| cast.ask(&mut elin, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}))["newer_made_ms"].clone();
    assert_eq!((newer(&kits[0]), newer(&kits[1])), (kits[1]["made_ms"].clone(), json!(null)));
}

/// Another phone comes to be Elin's by the same kit.
fn by_kit(cast: &mut Cast, kit: &Value, seed: u64) -> Phone {
    let mut new = cast.phone("New", seed);
    cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    new
}

fn let_in(cast: &mut Cast, by: &mut Phone, seed: u64) -> Phone {
    let mut new = cast.phone("Another", seed);
    let request = cast.ask(&mut new, json!({"do": "device-request"}));
    let grant = cast.ask(by, json!({"do": "device-admit", "request": request["text"], "label": "Another"}));
    cast.ask(&mut new, json!({"do": "receive", "text": grant["text"]}));
    cast.sync(by);
    cast.sync(&mut new);
    cast.sync(by);
    new
}

/// covers: X3, X1
#[test]
fn what_was_asked_cuts_off_the_devices_that_were_shown_and_none_that_comes_later() {
    for older in [false, true] {
        let mut cast = Cast::new();
        let (mut office, mut elin, mut people) = elin(&mut cast);
        let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
        settle(&mut cast, &mut [&mut elin, &mut office], &mut people);
        let stolen = elin.kith.device;
        let mut new = by_kit(&mut cast, &kit, 90);
        settle(&mut cast, &mut [&mut new, &mut office], &mut people);
        let progress = cast.ask(&mut new, json!({"do": "recover-cut-off"}));
        assert_eq!(progress["others"], json!([]), "{progress}");
        if older {
            // As an older version has left it: what is known then is taken for what was shown.
            new.kith.storage.set_meta("cut-off-others", &[]).unwrap();
            settle(&mut cast, &mut [&mut new, &mut office], &mut people);
        }
        let newer = cast.ask(&mut new, json!({"do": "recovery-kit"}));
        settle(&mut cast, &mut [&mut new, &mut office], &mut people);
        let mut again = by_kit(&mut cast, &newer, 91);
        settle(&mut cast, &mut [&mut again, &mut new, &mut office], &mut people);
        let mut tablet = let_in(&mut cast, &mut new, 92);
        let mut laptop = let_in(&mut cast, &mut tablet, 93);
        settle(&mut cast, &mut [&mut laptop, &mut tablet, &mut again, &mut new, &mut office], &mut people);
        assert!(cut_off(&office, &stolen) && cut_off(&new, &stolen));
        for phone in [&mut again, &mut tablet, &mut laptop] {
            assert!(new.kith.spaces.values().all(|s| !s.is_known(&phone.kith.device) || s.is_present(&phone.kith.device)), "{}", phone.dir.display());
            assert_eq!(cast.ask(phone, json!({"do": "standing"}))["standing"], "in-use");
        }
        assert_eq!(cast.ask(&mut new, json!({"do": "recover-progress"}))["others"], json!([again.kith.device.hex()]), "not what came in by the phone");
    }
}

/// covers: X3, X1
#[test]
fn whoever_comes_back_twice_is_shown_each_time_the_devices_that_are_in_use_then() {
    let mut cast = Cast::new();
    let (mut office, mut elin, mut people) = elin(&mut cast);
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    settle(&mut cast, &mut [&mut elin, &mut office], &mut people);
    let first = elin.kith.device;
    let others = |cast: &mut Cast, phone: &mut Phone| cast.ask(phone, json!({"do": "recover-progress"}))["others"].clone();
    let mut second = by_kit(&mut cast, &kit, 90);
    settle(&mut cast, &mut [&mut second, &mut office], &mut people);
    assert_eq!(others(&mut cast, &mut second), json!([first.hex()]));
    cast.ask(&mut second, json!({"do": "recover-cut-off"}));
    settle(&mut cast, &mut [&mut second, &mut office], &mut people);
    assert_eq!(others(&mut cast, &mut second), json!([]));
    // The second is lost as well, and she comes back by the kit in the drawer, which is from before the first was cut off.
    let gone = second.kith.device;
    lose(second);
    let mut third = by_kit(&mut cast, &kit, 91);
    for _ in 0..2 {
        settle(&mut cast, &mut [&mut third, &mut office], &mut people);
    }
    assert_eq!(others(&mut cast, &mut third), json!([gone.hex()]), "not the one that is cut off already");
    cast.ask(&mut third, json!({"do": "recover-cut-off"}));
    settle(&mut cast, &mut [&mut third, &mut office], &mut people);
    assert_eq!(others(&mut cast, &mut third), json!([]));
    for phone in people.iter().chain([&office]) {
        assert!(cut_off(phone, &first) && cut_off(phone, &gone));
        assert!(phone.kith.spaces.values().all(|s| !s.is_known(&third.kith.device) || s.is_present(&third.kith.device)));
    }
    assert_eq!(notes(&mut cast, &mut third), ["Before"]);
}

/// Whether a phone holds that a device was cut off, wherever it knows it.
fn cut_off(phone: &Phone, device: &DeviceId) -> bool {
    let mut known = phone.kith.spaces.values().filter(|s| s.is_known(device));
    known.all(|s| s.resolved.removals.iter().any(|r| r.what == Removed::Device(*device)))
}
