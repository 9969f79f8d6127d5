//! Backups: all of a profile in one file, and a new device out of it.

use super::{
    cast::{Cast, Phone, texts},
    packs::{coop_by_hand, hand},
};
use crate::{
    entropy::SeededEntropy,
    keystore::DemoStore,
    kith::{BackupKey, ErrorKind, Kith, KithResult},
};
use serde_json::json;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

fn key(text: &str) -> BackupKey {
    BackupKey::Passphrase(Zeroizing::new(text.to_owned()))
}

pub(super) fn backup(cast: &Cast, phone: &mut Phone) -> PathBuf {
    let file = phone.dir.with_file_name(format!("{}.kith-backup", phone.seed));
    let mut last = (0, 0);
    let made = phone.kith.backup(&file, &key("llechen las"), &mut |done, of| last = (done, of), cast.now_ms).unwrap();
    assert!(last.0 == last.1 && last.1 > 0 && made.entries > 0);
    assert_eq!(std::fs::metadata(&file).unwrap().len(), made.bytes);
    file
}

pub(super) fn restore(cast: &Cast, file: &Path, passphrase: &str, name: &str) -> KithResult<Phone> {
    let dir = file.with_file_name(name);
    let keeper = (Box::new(DemoStore::new(77)) as Box<_>, Box::new(SeededEntropy::new(77)) as Box<_>);
    let kith = Kith::restore(file, &key(passphrase), &dir, keeper, &mut |_, _| {}, cast.now_ms)?;
    Ok(Phone { kith, dir, seed: 77, clock_ms: 0 })
}

/// A profile with planted words and enough in it for several pieces.
fn planted() -> (Cast, Phone, Phone) {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Planted circle", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Planted circle", "person": "Dewi", "level": "member"}));
    for i in 0..30 {
        cast.ask(&mut elin, json!({"do": "note-write", "circle": "Planted circle", "text": format!("planted word {i} {}", "gair ".repeat(200))}));
    }
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    (cast, elin, dewi)
}

fn notes(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    texts(&cast.ask(phone, json!({"do": "notes", "circle": "Planted circle", "limit": 50})), "text")
}

/// covers: X3, X5
#[test]
fn a_restored_backup_is_a_new_device_with_the_data_at_once_and_is_let_in_again() {
    let (mut cast, mut elin, mut dewi) = planted();
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["backed_up_ms"], json!(null));
    let made_ms = cast.now_ms;
    let file = backup(&cast, &mut elin);
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["backed_up_ms"], made_ms);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Planted circle", "text": "After the backup"}));
    cast.sync(&mut elin);
    let mut new = restore(&cast, &file, "llechen las", "restored").unwrap();
    assert_ne!(new.kith.device, elin.kith.device);
    assert_ne!(new.kith.secrets.database, elin.kith.secrets.database);
    let state = cast.ask(&mut new, json!({"do": "standing"}));
    assert_eq!((&state["standing"], &state["enrolling"]["reason"]), (&json!("to-be-let-in"), &json!("restored")));
    assert_eq!(state["enrolling"]["replaces"], elin.kith.device.hex());
    assert_eq!(notes(&mut cast, &mut new).len(), 30);
    assert!(!cast.ask(&mut new, json!({"do": "note-search", "query": "planted", "circle": null, "limit": 50})).as_array().unwrap().is_empty());
    let mut new = cast.reopen(new);
    let request = cast.ask(&mut new, json!({"do": "device-request"}));
    let grant = cast.ask(&mut elin, json!({"do": "device-admit", "request": request["text"], "label": "New phone"}));
    cast.ask(&mut new, json!({"do": "receive", "text": grant["text"]}));
    cast.sync(&mut elin);
    cast.sync(&mut new);
    assert_eq!(notes(&mut cast, &mut new).len(), 31);
    cast.ask(&mut new, json!({"do": "note-write", "circle": "Planted circle", "text": "From the new phone"}));
    cast.sync(&mut new);
    cast.sync(&mut dewi);
    assert!(notes(&mut cast, &mut dewi).contains(&"From the new phone".to_owned()));
}

/// covers: X3
#[test]
fn a_restored_backup_whose_other_devices_are_gone_is_let_in_by_the_kit() {
    let (mut cast, mut elin, mut dewi) = planted();
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    let file = backup(&cast, &mut elin);
    let lost = elin.kith.device;
    drop(elin);
    let other = cast.ask(&mut dewi, json!({"do": "recovery-kit"}));
    let mut new = restore(&cast, &file, "llechen las", "restored").unwrap();
    let use_kit = |kit: &serde_json::Value| json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]});
    assert_eq!(cast.try_ask(&mut new, use_kit(&other)).unwrap_err().code, "profile-not-new", "somebody else's");
    let read = cast.ask(&mut new, use_kit(&kit));
    assert_eq!((read["outcome"].as_str(), read["progress"]["others"].clone()), (Some("restored"), json!([lost.hex()])));
    assert_eq!(cast.ask(&mut new, json!({"do": "standing"}))["standing"], "in-use");
    let mut new = cast.reopen(new);
    cast.ask(&mut new, json!({"do": "note-write", "circle": "Planted circle", "text": "From the new phone"}));
    cast.ask(&mut new, json!({"do": "recover-cut-off"}));
    for _ in 0..2 {
        cast.sync(&mut new);
        cast.sync(&mut dewi);
    }
    assert!(notes(&mut cast, &mut dewi).contains(&"From the new phone".to_owned()));
    assert!(dewi.kith.spaces.values().all(|s| !s.is_present(&lost)));
    assert_eq!(cast.ask(&mut new, use_kit(&kit))["outcome"], "rehearsed", "it is hers now");
}

/// covers: X3, X8
#[test]
fn what_left_the_phone_after_the_backup_is_not_said_to_be_unsent_and_not_written_twice() {
    let (mut cast, mut elin, mut dewi) = planted();
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Planted circle", "text": "Not sent yet"}));
    let file = backup(&cast, &mut elin);
    cast.sync(&mut elin);
    let mut new = restore(&cast, &file, "llechen las", "restored").unwrap();
    assert_eq!(cast.ask(&mut new, json!({"do": "standing"}))["enrolling"]["unsent"], 1);
    let request = cast.ask(&mut new, json!({"do": "device-request"}));
    let grant = cast.ask(&mut elin, json!({"do": "device-admit", "request": request["text"], "label": "New phone"}));
    cast.ask(&mut new, json!({"do": "receive", "text": grant["text"]}));
    cast.sync(&mut elin);
    cast.sync(&mut new);
    assert_eq!(cast.ask(&mut new, json!({"do": "standing"}))["enrolling"]["unsent"], 0);
    assert_eq!(cast.ask(&mut new, json!({"do": "unsent"})), json!([]));
    cast.ask(&mut new, json!({"do": "unsent-write"}));
    cast.sync(&mut new);
    cast.sync(&mut dewi);
    assert_eq!(notes(&mut cast, &mut dewi).iter().filter(|n| *n == "Not sent yet").count(), 1);
}

/// covers: X5
#[test]
fn a_backup_shows_nothing_and_opens_with_its_passphrase_alone() {
    let (cast, mut elin, _dewi) = planted();
    let file = backup(&cast, &mut elin);
    let bytes = std::fs::read(&file).unwrap();
    for planted in [&b"lanted"[..], b"gair", b"Elin", b"SQLite", &elin.kith.secrets.database, &elin.kith.device.0] {
        assert!(!bytes.windows(planted.len()).any(|w| w == planted));
    }
    assert!(!elin.dir.join("backup.partial").exists());
    assert_eq!(restore(&cast, &file, "llechen goch", "wrong").err().unwrap().kind, ErrorKind::Locked);
    assert!(!Kith::exists(&file.with_file_name("wrong")));
}

/// covers: X1
#[test]
fn a_backup_cut_short_changed_or_with_its_pieces_moved_is_refused() {
    let (cast, mut elin, _dewi) = planted();
    let file = backup(&cast, &mut elin);
    let whole = std::fs::read(&file).unwrap();
    let mut pieces = Vec::new();
    let mut at = 30;
    while at < whole.len() {
        let length = 4 + u32::from_be_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
        pieces.push(whole[at..at + length].to_vec());
        at += length;
    }
    assert!(pieces.len() > 3);
    let with = |pieces: &[Vec<u8>]| [whole[..30].to_vec(), pieces.concat()].concat();
    let mut swapped = pieces.clone();
    swapped.swap(1, 2);
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    let mut later = whole.clone();
    later[7] = 9;
    let mut greedy = whole.clone();
    greedy[9] = 0xff;
    let cases = [
        (with(&pieces[..pieces.len() - 1]), "damaged-backup"),
        (whole[..whole.len() - 7].to_vec(), "damaged-backup"),
        (with(&swapped), "damaged-backup"),
        (changed, "damaged-backup"),
        ([whole.clone(), b"more".to_vec()].concat(), "damaged-backup"),
        (later, "too-old"),
        (b"something else altogether, long enough".to_vec(), "not-a-backup"),
        (Vec::new(), "damaged-backup"),
        (greedy, "keys-damaged"),
    ];
    for (i, (bytes, code)) in cases.into_iter().enumerate() {
        let bad = file.with_file_name("bad");
        std::fs::write(&bad, bytes).unwrap();
        let refused = restore(&cast, &bad, "llechen las", &format!("bad-{i}")).err().unwrap();
        assert_eq!(refused.code, code, "case {i}");
        assert!(!Kith::exists(&bad.with_file_name(format!("bad-{i}"))));
    }
}

/// covers: X3
#[test]
fn a_restored_office_says_what_has_to_be_granted_again() {
    let mut cast = Cast::new();
    let (mut office, _) = cast.coop(&["Elin"]);
    let file = backup(&cast, &mut office);
    let mut new = restore(&cast, &file, "llechen las", "office").unwrap();
    let state = cast.ask(&mut new, json!({"do": "standing"}));
    assert_eq!(state["enrolling"]["grant_again"], json!(["notary", "steward"]));
    cast.sync(&mut new);
}

/// covers: X3, M5
#[test]
fn a_duty_granted_again_while_the_old_device_has_it_is_said_to_move_nothing_and_is_no_longer_listed_once_it_is_here() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin"]);
    let kit = cast.ask(&mut office, json!({"do": "recovery-kit"}));
    let file = backup(&cast, &mut office);
    let mut new = restore(&cast, &file, "llechen las", "office").unwrap();
    cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    cast.sync(&mut new);
    let again = |role: &str| json!({"do": "grant-role", "person": "me", "role": role});
    for (role, code) in [("notary", "book-with-first-device"), ("steward", "pool-with-old-device")] {
        assert_eq!(cast.try_ask(&mut new, again(role)).unwrap_err().code, code);
    }
    assert_eq!(cast.ask(&mut new, json!({"do": "standing"}))["enrolling"]["grant_again"], json!(["notary", "steward"]));
    cast.ask(&mut new, json!({"do": "recover-cut-off"}));
    for _ in 0..2 {
        cast.sync(&mut new);
        cast.sync(&mut people[0]);
    }
    assert_eq!(new.kith.coop_of_coins().unwrap().notary, new.kith.device);
    assert_eq!(people[0].kith.coop_of_coins().unwrap().notary, new.kith.device, "for everybody");
    cast.ask(&mut new, again("notary"));
    assert_eq!(cast.ask(&mut new, json!({"do": "standing"}))["enrolling"]["grant_again"], json!(["steward"]));
}

/// covers: X2, X3
#[test]
fn by_packs_alone_a_restored_backup_is_let_in_by_the_kit_and_heard_of_by_all() {
    let mut cast = Cast::new();
    let (mut office, mut people) = coop_by_hand(&mut cast, &["Elin", "Dewi"]);
    let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Planted circle", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Planted circle", "person": "Dewi", "level": "member"}));
    hand(&mut cast, &mut elin, &mut dewi, "Dewi");
    hand(&mut cast, &mut elin, &mut office, "Office");
    let kit = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    let file = backup(&cast, &mut elin);
    let lost = elin.kith.device;
    let mut new = restore(&cast, &file, "llechen las", "restored").unwrap();
    cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
    cast.ask(&mut new, json!({"do": "recover-cut-off"}));
    cast.ask(&mut new, json!({"do": "note-write", "circle": "Planted circle", "text": "From the new phone"}));
    hand(&mut cast, &mut new, &mut dewi, "Dewi");
    assert_eq!(notes(&mut cast, &mut dewi), ["From the new phone"]);
    cast.ask(&mut dewi, json!({"do": "note-write", "circle": "Planted circle", "text": "Welcome back"}));
    for _ in 0..2 {
        hand(&mut cast, &mut dewi, &mut new, "Elin");
        hand(&mut cast, &mut new, &mut office, "Office");
        hand(&mut cast, &mut office, &mut new, "Elin");
        hand(&mut cast, &mut new, &mut dewi, "Dewi");
    }
    assert_eq!(notes(&mut cast, &mut new), ["Welcome back", "From the new phone"]);
    for phone in [&office, &dewi, &new] {
        assert!(phone.kith.spaces.values().all(|s| !s.is_present(&lost)));
        let commons = phone.kith.commons.and_then(|c| phone.kith.spaces.get(&c)).unwrap();
        assert!(commons.is_present(&new.kith.device));
    }
}
