//! The device lock: what a locked profile answers, what wrong tries cost, and what is left in memory.

use super::cast::{Cast, START, texts};
use crate::{
    entropy::{Entropy, SeededEntropy},
    identity::Secrets,
    keystore::{DemoStore, PassphraseStore},
    kith::{ErrorKind, Kith, KithError, NewProfile},
    words::Language,
};
use serde_json::json;
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};
use zeroize::Zeroizing;

fn passphrase(text: &str) -> Box<PassphraseStore> {
    Box::new(PassphraseStore::new(Zeroizing::new(text.to_owned())))
}

fn entropy() -> Box<dyn Entropy> {
    Box::new(SeededEntropy::new(4))
}

/// covers: X5
#[test]
fn a_locked_profile_answers_nothing_until_it_is_unlocked_and_loses_nothing() {
    let mut cast = Cast::new();
    let mut elin = cast.phone("Elin", 5);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Kept"}));
    assert_eq!(cast.ask(&mut elin, json!({"do": "lock"})), json!({"locked": true}));
    for request in [json!({"do": "whoami"}), json!({"do": "circles"}), json!({"do": "lock"}), json!({"do": "note-write", "circle": "Mam", "text": "x"})] {
        let refused = cast.try_ask(&mut elin, request).unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Locked, "locked"));
    }
    assert!(elin.kith.mailboxes().is_err() && elin.kith.outgoing(START).is_err());
    assert_eq!(elin.kith.network_seed(), [0; 32]);
    elin.kith.relay_met(START);
    assert_eq!(Kith::open(&elin.dir, Box::new(DemoStore::new(5)), entropy(), START).unwrap_err().kind, ErrorKind::Busy);
    assert_eq!(elin.kith.unlock(Box::new(DemoStore::new(6)), START).unwrap_err().kind, ErrorKind::Locked);
    assert!(elin.kith.is_locked());
    elin.kith.unlock(Box::new(DemoStore::new(5)), START).unwrap();
    assert_eq!(texts(&cast.ask(&mut elin, json!({"do": "notes", "circle": "Mam", "limit": 5})), "text"), ["Kept"]);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "And more"}));
}

/// covers: X5
#[test]
fn a_profile_that_nobody_uses_locks_itself_and_a_clock_put_back_keeps_it_open_no_longer() {
    let mut cast = Cast::new();
    let mut elin = cast.phone("Elin", 5);
    assert_eq!(cast.ask(&mut elin, json!({"do": "lock-after", "minutes": 2}))["lock_after_minutes"], 2);
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "lock-after", "minutes": 0})).unwrap_err().kind, ErrorKind::InvalidInput);
    cast.tick(1);
    cast.ask(&mut elin, json!({"do": "present"}));
    cast.tick(1);
    elin.clock_ms = -86_400_000;
    cast.ask(&mut elin, json!({"do": "whoami"}));
    elin.clock_ms = 0;
    // The platform, and not the person, says that the network is another.
    cast.ask(&mut elin, json!({"do": "fetching", "when": null, "metered": true}));
    cast.tick(1);
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "whoami"})).unwrap_err().kind, ErrorKind::Locked);
    elin.kith.unlock(Box::new(DemoStore::new(5)), cast.now_ms).unwrap();
    cast.ask(&mut elin, json!({"do": "whoami"}));
}

/// covers: X5
#[test]
fn five_wrong_passphrases_cost_a_wait_that_neither_restarting_nor_the_clock_shortens() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("profile");
    let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
    drop(Kith::create(&dir, &new, passphrase("paned o de"), entropy(), START).unwrap());
    let open = |text: &str, at: u64| -> Result<(), KithError> { Kith::open(&dir, passphrase(text), entropy(), at).map(drop) };
    for _ in 0..5 {
        assert_eq!(open("cup of tea", START).unwrap_err().code, "locked");
    }
    for at in [START, START + 29_000, START - 86_400_000] {
        let refused = open("paned o de", at).unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Locked, "wait"));
    }
    assert!(open("paned o de", START + 5_000).unwrap_err().reason.contains("25 seconds"));
    assert_eq!(open("cup of tea", START + 30_000).unwrap_err().code, "locked");
    assert_eq!(open("paned o de", START + 60_000).unwrap_err().code, "wait");
    open("paned o de", START + 90_000).unwrap();
    // They are struck out, in the same place.
    assert_eq!(std::fs::read(dir.join("tries")).unwrap()[8..], [0; 24]);
    assert_eq!(open("cup of tea", START + 90_000).unwrap_err().code, "locked");
}

/// covers: X5
#[test]
fn a_changed_passphrase_alone_opens_the_profile_and_whoever_guesses_the_old_one_waits() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("profile");
    let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
    let mut kith = Kith::create(&dir, &new, passphrase("paned o de"), entropy(), START).unwrap();
    let keys = || std::fs::read(dir.join("keys")).unwrap();
    let before = keys();
    for _ in 0..5 {
        let refused = kith.change_store(passphrase("guessed"), passphrase("mine now"), START).unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::NotAllowed, "wrong-passphrase"));
    }
    assert_eq!(kith.change_store(passphrase("paned o de"), passphrase("cup of tea"), START).unwrap_err().code, "wait");
    assert_eq!(keys(), before);
    kith.change_store(passphrase("paned o de"), passphrase("cup of tea"), START + 60_000).unwrap();
    assert_ne!(keys(), before);
    kith.lock();
    assert_eq!(kith.change_store(passphrase("cup of tea"), passphrase("x"), START + 60_000).unwrap_err().kind, ErrorKind::Locked);
    assert_eq!(kith.unlock(passphrase("paned o de"), START + 60_000).unwrap_err().code, "locked");
    kith.unlock(passphrase("cup of tea"), START + 60_000).unwrap();
    drop(kith);
    assert_eq!(Kith::open(&dir, passphrase("paned o de"), entropy(), START + 60_000).unwrap_err().code, "locked");
    Kith::open(&dir, passphrase("cup of tea"), entropy(), START + 60_000).unwrap();
}

const SCAN: &str = "KITH_TEST_SCAN";

/// How often the bytes stand in this process's memory. They are given with every bit turned, so that the search does not find itself.
fn count_in_memory(turned: &[u8]) -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut found = 0;
    for line in maps.lines().filter(|l| l.split_whitespace().nth(1).is_some_and(|p| p.starts_with("rw"))) {
        let (from, to) = line.split_whitespace().next().unwrap().split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        // Read a piece at a time into one buffer, which is part of what is read: what it holds is counted out by turning it too.
        let mut piece = vec![0u8; 65_536];
        let mut at = from;
        while at < to {
            let length = usize::try_from(to - at).unwrap().min(piece.len());
            if memory.seek(SeekFrom::Start(at)).is_err() || memory.read_exact(&mut piece[..length]).is_err() {
                break;
            }
            piece[..length].iter_mut().for_each(|b| *b = !*b);
            found += piece[..length].windows(turned.len()).filter(|w| *w == turned).count();
            at += (length - turned.len().min(length - 1)) as u64;
        }
        piece.fill(0);
    }
    found
}

/// In a process of its own: opens, locks, and looks for the planted key in all of its memory.
fn scan(dir: &Path) {
    let planted: Vec<Vec<u8>> = std::env::var(SCAN).unwrap().split(',').map(|n| n.split('.').map(|b| b.parse().unwrap()).collect()).collect();
    let mut kith = Kith::open(dir, Box::new(DemoStore::new(5)), entropy(), START).unwrap();
    kith.handle(serde_json::from_value(json!({"do": "today"})).unwrap(), START).unwrap();
    assert!(planted[..2].iter().all(|p| count_in_memory(p) > 0), "an open profile has its keys in memory");
    kith.lock();
    let left: Vec<usize> = planted.iter().map(|p| count_in_memory(p)).collect();
    assert_eq!(left, vec![0; planted.len()], "after locking, memory still holds keys");
}

/// covers: X5
#[cfg(target_os = "linux")]
#[test]
fn after_locking_no_key_is_left_in_the_memory_of_the_process() {
    if let Ok(dir) = std::env::var("KITH_TEST_SCAN_DIR") {
        return scan(Path::new(&dir));
    }
    let mut cast = Cast::new();
    let elin = cast.phone("Elin", 5);
    let secrets: Secrets = (*elin.kith.secrets).clone();
    let hex: String = secrets.database.iter().map(|b| format!("{b:02x}")).collect();
    let (seed, upper) = (secrets.device_key().to_bytes(), hex.to_uppercase());
    let planted = [&secrets.database[..], secrets.receiving_secret(), &seed, hex.as_bytes(), upper.as_bytes()];
    let turned = planted.map(|p| p.iter().map(|b| (!b).to_string()).collect::<Vec<_>>().join(".")).join(",");
    let dir = elin.dir.clone();
    drop(elin);
    let done = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kith::tests::locks::after_locking_no_key_is_left_in_the_memory_of_the_process", "--nocapture"])
        .env(SCAN, turned)
        .env("KITH_TEST_SCAN_DIR", &dir)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
}

/// covers: X5
#[test]
fn a_helpers_phone_that_has_not_met_the_coop_for_its_days_signs_out_and_meets_it_again() {
    const DAY_MINUTES: u64 = 24 * 60;
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin"]);
    let mut elin = people.remove(0);
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "lease", "days": 7})).unwrap_err().kind, ErrorKind::NotAllowed);
    assert_eq!(cast.try_ask(&mut office, json!({"do": "lease", "days": 0})).unwrap_err().kind, ErrorKind::InvalidInput);
    assert_eq!(cast.ask(&mut office, json!({"do": "standing"}))["lease_days"], json!(null));
    let set = cast.ask(&mut office, json!({"do": "lease", "days": 7}));
    assert_eq!((set["lease_days"].as_u64(), &set["lease"]), (Some(7), &json!(null)), "the office knows the policy, and is not bound by it");
    assert_eq!(cast.ask(&mut office, json!({"do": "coop"}))["areas"].as_array().unwrap().len(), 2);
    cast.sync(&mut office);
    cast.sync(&mut elin);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Kept"}));
    cast.tick(6 * DAY_MINUTES);
    cast.ask(&mut elin, json!({"do": "circles"}));
    cast.tick(2 * DAY_MINUTES);
    let refused = cast.try_ask(&mut elin, json!({"do": "notes", "circle": "Mam", "limit": 5})).unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Locked, "signed-out"));
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["standing"], "signed-out");
    // Neither restarting nor a clock put back brings it back.
    let mut elin = cast.reopen(elin);
    elin.clock_ms = -5 * 86_400_000;
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "circles"})).unwrap_err().code, "signed-out");
    elin.clock_ms = 0;
    cast.sync(&mut elin);
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["standing"], "in-use");
    assert_eq!(texts(&cast.ask(&mut elin, json!({"do": "notes", "circle": "Mam", "limit": 5})), "text"), ["Kept"]);
    cast.tick(30 * DAY_MINUTES);
    cast.ask(&mut office, json!({"do": "members"}));
    // A pack from the office with something new is meeting the co-op, too; the same once more is not.
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "circles"})).unwrap_err().code, "signed-out");
    cast.ask(&mut office, json!({"do": "lease", "days": 8}));
    let pack = cast.ask(&mut office, json!({"do": "pack", "person": "Elin"}));
    assert_eq!(cast.ask(&mut elin, json!({"do": "receive", "text": pack["text"]}))["outcome"], "taken");
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["standing"], "in-use");
    let unused = cast.ask(&mut office, json!({"do": "pack", "person": "Elin"}));
    let since = cast.ask(&mut office, json!({"do": "pack", "person": "Elin"}));
    cast.tick(10 * DAY_MINUTES);
    cast.ask(&mut elin, json!({"do": "receive", "text": pack["text"]}));
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["standing"], "signed-out");
    // One that was made since is a meeting, though nothing in it is new; one made before that, and kept, is none.
    assert_eq!(cast.ask(&mut elin, json!({"do": "receive", "text": since["text"]}))["outcome"], "already-known");
    assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["standing"], "in-use");
    cast.tick(10 * DAY_MINUTES);
    for old in [&unused, &since] {
        cast.ask(&mut elin, json!({"do": "receive", "text": old["text"]}));
        assert_eq!(cast.ask(&mut elin, json!({"do": "standing"}))["standing"], "signed-out");
    }
}
