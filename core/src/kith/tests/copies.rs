//! Copies of a profile: each finds out that it is one before it signs, becomes a new device and gets its data back.

use super::cast::{Cast, Phone, texts};
use crate::{
    entropy::SeededEntropy,
    keystore::{Counters, DemoStore, FileCounters},
    kith::Kith,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn open(cast: &Cast, dir: &Path, seed: u64) -> Phone {
    let kith = Kith::open(dir, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(seed + 7_000)), cast.now_ms).unwrap();
    Phone { kith, dir: dir.to_owned(), seed, clock_ms: 0 }
}

fn close(phone: Phone) -> (PathBuf, u64) {
    let Phone { kith, dir, seed, .. } = phone;
    drop(kith);
    (dir, seed)
}

fn standing(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "standing"}))
}

/// Elin with a circle that Dewi is in.
fn circle() -> (Cast, Phone, Phone, Phone) {
    let mut cast = Cast::new();
    let (office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Shared"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    (cast, office, elin, dewi)
}

fn write(cast: &mut Cast, phone: &mut Phone, text: &str) {
    cast.ask(phone, json!({"do": "note-write", "circle": "Mam", "text": text}));
}

fn notes(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    let mut out = texts(&cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 50})), "text");
    out.sort();
    out
}

/// One more device of Elin's, let in by hand.
fn tablet(cast: &mut Cast, elin: &mut Phone) -> Phone {
    let mut tablet = cast.phone("Tablet", 50);
    let_in(cast, &mut tablet, elin);
    cast.sync(elin);
    cast.sync(&mut tablet);
    tablet
}

fn let_in(cast: &mut Cast, new: &mut Phone, by: &mut Phone) {
    let request = cast.ask(new, json!({"do": "device-request"}));
    let grant = cast.ask(by, json!({"do": "device-admit", "request": request["text"], "label": "Another"}));
    cast.ask(new, json!({"do": "receive", "text": grant["text"]}));
}

fn forks(phone: &Phone) -> usize {
    let spaces: Vec<i64> = phone.kith.spaces.values().map(|s| s.n).collect();
    spaces.into_iter().map(|n| phone.kith.storage.forks(n).unwrap().len()).sum()
}

/// covers: X3
#[test]
fn a_folder_cloned_with_its_key_stops_before_it_forks_and_is_let_in_as_a_new_device() {
    let (mut cast, _office, elin, mut dewi) = circle();
    let (dir, seed) = close(elin);
    let clone_dir = dir.with_file_name("clone");
    copy_folder(&dir, &clone_dir);
    let mut elin = open(&cast, &dir, seed);
    write(&mut cast, &mut elin, "From the first");
    cast.sync(&mut elin);
    let mut clone = open(&cast, &clone_dir, seed);
    let state = standing(&mut cast, &mut clone);
    assert_eq!(state["standing"], "to-be-let-in");
    assert_eq!(state["enrolling"]["reason"], "behind");
    assert_eq!(cast.ask(&mut clone, json!({"do": "whoami"}))["standing"], "to-be-let-in");
    assert_ne!(clone.kith.device, elin.kith.device);
    assert_eq!(notes(&mut cast, &mut clone), ["Shared"]);
    let refused = cast.try_ask(&mut clone, json!({"do": "note-write", "circle": "Mam", "text": "Too soon"})).unwrap_err();
    assert_eq!(refused.code, "not-let-in");
    cast.sync(&mut clone);
    assert_eq!(notes(&mut cast, &mut clone), ["From the first", "Shared"]);
    let_in(&mut cast, &mut clone, &mut elin);
    assert_eq!(standing(&mut cast, &mut clone)["standing"], "in-use");
    write(&mut cast, &mut clone, "From the clone");
    cast.sync(&mut elin);
    cast.sync(&mut clone);
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    for phone in [&mut elin, &mut clone, &mut dewi] {
        assert_eq!(notes(&mut cast, phone), ["From the clone", "From the first", "Shared"]);
        assert_eq!(forks(phone), 0);
    }
}

/// covers: X3
#[test]
fn of_two_copies_open_at_once_the_second_to_release_stops_and_keeps_what_it_wrote() {
    let (mut cast, _office, elin, mut dewi) = circle();
    let (dir, seed) = close(elin);
    let clone_dir = dir.with_file_name("clone");
    copy_folder(&dir, &clone_dir);
    let (mut elin, mut clone) = (open(&cast, &dir, seed), open(&cast, &clone_dir, seed));
    write(&mut cast, &mut elin, "From the first");
    write(&mut cast, &mut clone, "From the second");
    cast.sync(&mut elin);
    assert_eq!(clone.kith.outgoing(cast.now_ms).err().unwrap().code, "profile-copied");
    assert_eq!(standing(&mut cast, &mut clone)["enrolling"]["unsent"], 1);
    let unsent = cast.ask(&mut clone, json!({"do": "unsent"}));
    assert_eq!((&unsent[0]["text"], &unsent[0]["writable"]), (&json!("From the second"), &json!(true)));
    assert_eq!(notes(&mut cast, &mut clone), ["Shared"]);
    cast.sync(&mut clone);
    let_in(&mut cast, &mut clone, &mut elin);
    assert_eq!(cast.ask(&mut clone, json!({"do": "unsent-write"})), json!([]));
    cast.sync(&mut elin);
    cast.sync(&mut clone);
    cast.sync(&mut dewi);
    assert_eq!(notes(&mut cast, &mut dewi), ["From the first", "From the second", "Shared"]);
    assert_eq!(forks(&dewi), 0);
}

/// covers: X3
#[test]
fn an_old_state_put_back_becomes_a_new_device_let_in_by_the_persons_other_one() {
    let (mut cast, _office, mut elin, mut dewi) = circle();
    let mut tablet = tablet(&mut cast, &mut elin);
    let (dir, seed) = close(elin);
    let old = dir.with_file_name("old");
    copy_folder(&dir, &old);
    let mut elin = open(&cast, &dir, seed);
    write(&mut cast, &mut elin, "After the copy");
    cast.sync(&mut elin);
    drop(close(elin));
    std::fs::remove_dir_all(&dir).unwrap();
    copy_folder(&old, &dir);
    let mut elin = open(&cast, &dir, seed);
    assert_eq!(standing(&mut cast, &mut elin)["enrolling"]["reason"], "behind");
    cast.sync(&mut tablet);
    let_in(&mut cast, &mut elin, &mut tablet);
    cast.sync(&mut tablet);
    cast.sync(&mut elin);
    write(&mut cast, &mut elin, "Back again");
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(notes(&mut cast, &mut dewi), ["After the copy", "Back again", "Shared"]);
    assert_eq!(notes(&mut cast, &mut elin), ["After the copy", "Back again", "Shared"]);
    assert_eq!(forks(&dewi), 0);
    let mut elin = cast.reopen(elin);
    assert_eq!(standing(&mut cast, &mut elin)["standing"], "in-use");
}

/// covers: X3
#[test]
fn a_folder_that_this_machine_has_no_counter_for_is_taken_for_a_copy() {
    let (mut cast, office, elin, _dewi) = circle();
    let (dir, seed) = close(elin);
    let elsewhere = tempfile::tempdir().unwrap();
    copy_folder(&dir, &elsewhere.path().join("Elin"));
    let mut moved = open(&cast, &elsewhere.path().join("Elin"), seed);
    assert_eq!(standing(&mut cast, &mut moved)["enrolling"]["reason"], "missing");
    assert_eq!(standing(&mut cast, &mut moved)["enrolling"]["grant_again"], json!([]));
    let (dir, seed) = close(office);
    copy_folder(&dir, &elsewhere.path().join("Office"));
    let mut office = open(&cast, &elsewhere.path().join("Office"), seed);
    let state = standing(&mut cast, &mut office);
    assert_eq!(state["enrolling"]["grant_again"], json!(["notary", "steward"]));
    cast.sync(&mut office);
}

#[test]
fn a_database_one_unreleased_step_ahead_of_its_counter_goes_on() {
    let (mut cast, _office, mut elin, mut dewi) = circle();
    write(&mut cast, &mut elin, "Signed, not yet let go");
    let device = elin.kith.device;
    let mut counters = FileCounters::beside(&elin.dir);
    let before = counters.read(&device).unwrap().unwrap();
    assert!(!elin.kith.outgoing(cast.now_ms).unwrap().is_empty());
    assert_eq!(counters.read(&device).unwrap().unwrap().number, before.number + 1);
    let (dir, seed) = close(elin);
    // As if the power had failed between the commit and the counter.
    std::fs::remove_dir_all(dir.with_file_name(".kith-counters")).unwrap();
    counters = FileCounters::beside(&dir);
    counters.advance(&device, &before).unwrap();
    let mut elin = open(&cast, &dir, seed);
    let state = standing(&mut cast, &mut elin);
    assert_eq!((&state["standing"], &state["enrolling"]), (&json!("in-use"), &Value::Null));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(notes(&mut cast, &mut dewi), ["Shared", "Signed, not yet let go"]);
}

#[test]
fn a_command_that_stays_here_moves_no_counter() {
    let (mut cast, _office, mut elin, _dewi) = circle();
    let mut counters = FileCounters::beside(&elin.dir);
    let before = counters.read(&elin.kith.device).unwrap();
    write(&mut cast, &mut elin, "Kept here");
    cast.ask(&mut elin, json!({"do": "today"}));
    assert_eq!(counters.read(&elin.kith.device).unwrap(), before);
}

/// covers: X3, X8
#[test]
fn copies_that_took_their_counters_along_are_found_out_once_both_have_spoken_and_lose_nothing() {
    let (mut cast, _office, elin, mut dewi) = circle();
    let (dir, seed) = close(elin);
    let elsewhere = tempfile::tempdir().unwrap();
    copy_folder(&dir, &elsewhere.path().join("Elin"));
    copy_folder(&dir.with_file_name(".kith-counters"), &elsewhere.path().join(".kith-counters"));
    let (mut elin, mut clone) = (open(&cast, &dir, seed), open(&cast, &elsewhere.path().join("Elin"), seed));
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "device-renew"})).unwrap_err().code, "not-copied");
    write(&mut cast, &mut elin, "From the first");
    write(&mut cast, &mut clone, "From the second");
    for _ in 0..2 {
        cast.sync(&mut elin);
        cast.sync(&mut clone);
        cast.sync(&mut dewi);
    }
    assert_eq!(notes(&mut cast, &mut dewi), ["From the first", "Shared"]);
    for phone in [&mut elin, &mut clone] {
        assert_eq!(standing(&mut cast, phone)["standing"], "copied");
        let newest = cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 1}));
        assert_eq!(newest[0]["arrival"]["arrived"], "here-only", "{newest}");
        let waiting = cast.ask(phone, json!({"do": "truth"}));
        assert_eq!((waiting["items"][0]["why"].as_str(), waiting["all_with_relay"].as_bool()), (Some("two-copies"), Some(false)), "{waiting}");
    }
    // One after the other becomes a new device, let in by the other.
    assert_eq!(cast.ask(&mut clone, json!({"do": "device-renew"}))["enrolling"]["reason"], "forked");
    let_in(&mut cast, &mut clone, &mut elin);
    cast.sync(&mut elin);
    cast.sync(&mut clone);
    assert_eq!(cast.ask(&mut clone, json!({"do": "unsent-write"})), json!([]));
    assert_eq!(cast.ask(&mut elin, json!({"do": "device-renew"}))["standing"], "to-be-let-in");
    cast.sync(&mut clone);
    let_in(&mut cast, &mut elin, &mut clone);
    for _ in 0..2 {
        cast.sync(&mut clone);
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    assert_eq!(cast.ask(&mut elin, json!({"do": "unsent"})), json!([]), "what had arrived came back");
    for phone in [&mut elin, &mut clone, &mut dewi] {
        assert_eq!(notes(&mut cast, phone), ["From the first", "From the second", "Shared"]);
        assert_ne!(standing(&mut cast, phone)["standing"], "copied");
    }
}
