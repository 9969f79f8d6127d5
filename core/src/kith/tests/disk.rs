//! A disk that is full, or that fails at any one write: a command happens whole or not at all, and nothing confirmed is lost.

use super::cast::{Cast, Phone, START, texts};
use crate::{
    entropy::SeededEntropy,
    keystore::DemoStore,
    kith::{ErrorKind, Kith, KithError, NewProfile},
    words::Language,
};
use serde_json::{Value, json};

fn with_a_note(cast: &mut Cast) -> (Phone, Phone) {
    let (mut elin, mut dewi) = cast.circle_of_two();
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Kept from before"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    (elin, dewi)
}

/// What a person sees: the same before and after a command that failed.
fn seen(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    let asked = [
        json!({"do": "whoami"}),
        json!({"do": "circles"}),
        json!({"do": "members"}),
        json!({"do": "settings"}),
        json!({"do": "truth"}),
        json!({"do": "purse"}),
        json!({"do": "visits-to-confirm"}),
        json!({"do": "notes", "circle": "Mam", "limit": 50}),
        json!({"do": "plans", "circle": "Mam"}),
    ];
    asked.map(|request| cast.ask(phone, request)).to_vec()
}

/// Fails at each write in turn until the disk lets all of it through; how many writes it came to.
fn at_each_write(cast: &mut Cast, phone: &mut Phone, what: &str, mut work: impl FnMut(&mut Cast, &mut Phone) -> Result<(), KithError>) -> u32 {
    // Looking first: that something was opened is noted once a day.
    let shown = seen(cast, phone);
    let kept = phone.kith.storage.picture();
    for writes in 0..2_000 {
        phone.kith.storage.fail_after(Some(writes));
        let done = work(cast, phone);
        phone.kith.storage.fail_after(None);
        let Err(error) = done else { return writes };
        assert_eq!((error.kind, error.code.as_str()), (ErrorKind::Storage, "full"), "{what}, write {writes}");
        assert_eq!(phone.kith.storage.picture(), kept, "{what}, write {writes}: something of it happened");
        assert_eq!(seen(cast, phone), shown, "{what}, write {writes}: memory and disk differ");
    }
    panic!("{what}: never done");
}

/// covers: X1
#[test]
fn a_command_that_fails_at_any_write_leaves_nothing_behind() {
    let mut cast = Cast::new();
    let (mut elin, _dewi) = with_a_note(&mut cast);
    let commands = [
        json!({"do": "note-write", "circle": "Mam", "text": "Heel is sore"}),
        json!({"do": "plan-create", "circle": "Mam", "title": "Mornings", "text": "Tea first", "when": null, "place": null}),
        json!({"do": "visit-check-in", "circle": "Mam", "at_ms": null}),
        json!({"do": "rename", "name": "Elin Mair"}),
        json!({"do": "profile-set", "side": "receive", "section": "matters", "text": "Baking", "audience": {"audience": "coop"}}),
        json!({"do": "circle-create", "name": "Dad", "person": "me"}),
        json!({"do": "invite", "circle": "Dad", "class": null}),
        json!({"do": "circle-add", "circle": "Dad", "person": "Dewi", "level": "member"}),
        json!({"do": "airplane", "on": true}),
    ];
    for command in commands {
        let writes = at_each_write(&mut cast, &mut elin, &command.to_string(), |cast, phone| cast.try_ask(phone, command.clone()).map(|_| ()));
        assert!(writes >= 3, "{command}: a transaction begins, writes and ends");
    }
    let shown = seen(&mut cast, &mut elin);
    let mut elin = cast.reopen(elin);
    assert_eq!(seen(&mut cast, &mut elin), shown);
    assert_eq!(cast.ask(&mut elin, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: X1, X2
#[test]
fn an_exchange_that_fails_at_any_write_moves_no_cursor_and_marks_nothing_sent() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = with_a_note(&mut cast);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "One"}));
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Dad", "person": "me"}));
    let now = cast.now_ms;
    let mut sent = Vec::new();
    at_each_write(&mut cast, &mut elin, "outgoing", |_, phone| phone.kith.outgoing(now).map(|out| sent = out));
    assert!(!sent.is_empty());
    let ids: Vec<u64> = sent.iter().map(|o| o.id).collect();
    at_each_write(&mut cast, &mut elin, "stored", |_, phone| phone.kith.stored(&ids, now));
    for mailbox in dewi.kith.mailboxes().unwrap() {
        let page: Vec<Vec<u8>> = sent.iter().filter(|o| o.tag == mailbox.tag).map(|o| o.envelope.clone()).collect();
        let upto = 1_000usize.to_be_bytes();
        at_each_write(&mut cast, &mut dewi, "take_page", |_, phone| phone.kith.take_page(mailbox.tag, &page, &upto, now).map(|_| ()));
        at_each_write(&mut cast, &mut dewi, "cursor_lost", |_, phone| phone.kith.cursor_lost(mailbox.tag));
    }
    assert_eq!(texts(&cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 9})), "text"), ["One", "Kept from before"]);
}

/// covers: X1
#[test]
fn a_full_disk_refuses_what_it_cannot_keep_and_goes_on_when_there_is_room() {
    let mut cast = Cast::new();
    let (mut elin, _dewi) = with_a_note(&mut cast);
    let mut kept = vec!["Kept from before".to_owned()];
    let mut refused = 0;
    for room in [0, 1, 2, 5, 10, 40, 1_000] {
        elin.kith.storage.room_for_pages(Some(room));
        for n in 0..6 {
            let text = format!("{room} {n} {}", "Slept well. ".repeat(300));
            let before = elin.kith.storage.picture();
            match cast.try_ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": text})) {
                Ok(_) => kept.push(text.trim().to_owned()),
                Err(error) => {
                    refused += 1;
                    assert_eq!((error.kind, error.code.as_str()), (ErrorKind::Storage, "full"));
                    assert_eq!(elin.kith.storage.picture(), before);
                }
            }
        }
        let mut read = texts(&cast.ask(&mut elin, json!({"do": "notes", "circle": "Mam", "limit": 99})), "text");
        read.reverse();
        assert_eq!(read, kept, "with room for {room} pages: a full disk can still be read");
    }
    assert!(refused > 6 && kept.len() > 6, "{refused} refused, {} kept", kept.len());
    elin.kith.storage.room_for_pages(None);
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Room again"}));
    let mut elin = cast.reopen(elin);
    assert_eq!(cast.ask(&mut elin, json!({"do": "notes", "circle": "Mam", "limit": 99})).as_array().unwrap().len(), kept.len() + 1);
    assert_eq!(cast.ask(&mut elin, json!({"do": "rebuild"}))["alike"], true);
}

#[test]
fn a_profile_that_was_not_finished_is_begun_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let dir = folder.path().join("Elin");
    let begin = |seed: u64| {
        let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
        Kith::create(&dir, &new, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(seed)), START)
    };
    let first = begin(1).unwrap();
    drop(first);
    // The file of keys is written last: without it there was no profile yet.
    std::fs::rename(dir.join("keys"), dir.join("keys.new")).unwrap();
    std::fs::write(dir.join("unfinished"), []).unwrap();
    assert_eq!(Kith::open(&dir, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(2)), START).unwrap_err().kind, ErrorKind::NotFound);
    let again = begin(3).unwrap();
    drop(again);
    assert_eq!(begin(4).unwrap_err().code, "profile-exists");
    assert!(Kith::open(&dir, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(5)), START).is_ok());
}

/// covers: X1, X8
#[test]
fn a_profile_whose_keys_are_gone_says_so_and_nothing_is_made_in_its_place() {
    let folder = tempfile::TempDir::new().unwrap();
    let dir = folder.path().join("Elin");
    let begin = || {
        let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
        Kith::create(&dir, &new, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(1)), START)
    };
    let open = || Kith::open(&dir, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(2)), START);
    drop(begin().unwrap());
    assert!(!dir.join("unfinished").exists());
    let kept = folder.path().join("kept");
    std::fs::rename(dir.join("keys"), &kept).unwrap();
    let held = std::fs::read(dir.join("kith.db")).unwrap();
    for refused in [open().unwrap_err(), begin().unwrap_err()] {
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Storage, "keys-missing"));
    }
    assert!(Kith::lacks_keys(&dir) && !Kith::exists(&dir));
    assert_eq!(std::fs::read(dir.join("kith.db")).unwrap(), held, "nothing of it was touched");
    std::fs::rename(&kept, dir.join("keys")).unwrap();
    // A crash just after the keys were written may leave the mark behind: opening takes it away.
    std::fs::write(dir.join("unfinished"), []).unwrap();
    drop(open().unwrap());
    std::fs::remove_file(dir.join("keys")).unwrap();
    assert_eq!(begin().unwrap_err().code, "keys-missing");
}

/// covers: X1, X8
#[test]
fn a_profile_whose_database_is_gone_says_so_and_no_empty_one_is_made() {
    let folder = tempfile::TempDir::new().unwrap();
    let dir = folder.path().join("Elin");
    let begin = || {
        let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
        Kith::create(&dir, &new, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(1)), START)
    };
    let open = || Kith::open(&dir, Box::new(DemoStore::new(5)), Box::new(SeededEntropy::new(2)), START);
    drop(begin().unwrap());
    let kept = folder.path().join("kept");
    std::fs::rename(dir.join("kith.db"), &kept).unwrap();
    let keys = std::fs::read(dir.join("keys")).unwrap();
    for refused in [open().unwrap_err(), begin().unwrap_err()] {
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Storage, "database-missing"));
    }
    assert!(!dir.join("kith.db").exists() && !dir.join("unfinished").exists());
    assert_eq!(std::fs::read(dir.join("keys")).unwrap(), keys, "nothing of it was touched");
    std::fs::rename(&kept, dir.join("kith.db")).unwrap();
    drop(open().unwrap());
}
