use super::{Storage, StorageError, log::Head, outbox::OutboxRow};
use kith_wire::{Body, DeviceId, EntryId, EpochId, Header, Kind, Lane, MailboxTag, SpaceId};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const KEY: [u8; 32] = [7; 32];

fn fresh() -> (TempDir, PathBuf, Storage) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("kith.db");
    let storage = Storage::open(&path, &KEY).unwrap();
    (dir, path, storage)
}

fn bytes_of(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path()).map(|p| (p.clone(), std::fs::read(p).unwrap())).collect();
    files.sort();
    files
}

fn pragma(storage: &Storage, name: &str) -> String {
    storage.connection.query_row(&format!("PRAGMA {name}"), [], |r| r.get::<_, rusqlite::types::Value>(0)).map(|v| format!("{v:?}")).unwrap()
}

/// covers: X1
#[test]
fn a_commit_is_flushed_and_nothing_temporary_touches_the_disk() {
    let (_dir, _path, storage) = fresh();
    assert_eq!(pragma(&storage, "journal_mode"), "Text(\"wal\")");
    assert_eq!(pragma(&storage, "synchronous"), "Integer(2)", "FULL");
    assert_eq!(pragma(&storage, "temp_store"), "Integer(2)", "MEMORY");
    assert_eq!(pragma(&storage, "foreign_keys"), "Integer(1)");
}

#[test]
fn what_is_undone_never_was_and_what_is_committed_is_there_after() {
    let (_dir, path, storage) = fresh();
    storage.begin().unwrap();
    storage.set_meta("a", b"undone").unwrap();
    storage.rollback();
    assert_eq!(storage.meta("a").unwrap(), None);
    storage.rollback();
    storage.begin().unwrap();
    storage.set_meta("a", b"kept").unwrap();
    storage.commit().unwrap();
    storage.rollback();
    drop(storage);
    let again = Storage::open(&path, &KEY).unwrap();
    assert_eq!(again.meta("a").unwrap().as_deref(), Some(b"kept".as_slice()));
    again.forget_meta("a").unwrap();
    assert_eq!(again.meta("a").unwrap(), None);
}

#[test]
fn a_database_of_a_later_version_is_left_as_it_is() {
    let (dir, path, storage) = fresh();
    storage.connection.pragma_update(None, "user_version", i64::try_from(super::SCHEMA.len()).unwrap() + 1).unwrap();
    drop(storage);
    let before = bytes_of(dir.path());
    assert!(matches!(Storage::open(&path, &KEY), Err(StorageError::TooNew)));
    assert_eq!(bytes_of(dir.path()), before);
}

#[test]
fn another_key_or_a_damaged_file_opens_nothing_and_changes_nothing() {
    let (dir, path, storage) = fresh();
    storage.set_meta("a", b"kept").unwrap();
    drop(storage);
    let before = bytes_of(dir.path());
    assert!(matches!(Storage::open(&path, &[8; 32]), Err(StorageError::Damaged)));
    assert_eq!(bytes_of(dir.path()), before);
    let whole = std::fs::read(&path).unwrap();
    for at in [20, 3_000] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        assert!(matches!(Storage::open(&path, &KEY), Err(StorageError::Damaged)), "byte {at}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(Storage::open(&path, &KEY).unwrap().meta("a").unwrap().as_deref(), Some(b"kept".as_slice()));
}

#[test]
fn a_write_that_the_disk_refuses_says_so_and_another_process_says_busy() {
    let (_dir, path, storage) = fresh();
    // Whoever comes second is told so before anything is read, also where it does not heed the profile's own lock.
    assert!(matches!(Storage::open(&path, &KEY), Err(StorageError::Busy)));
    storage.connection.pragma_update(None, "query_only", true).unwrap();
    assert!(matches!(storage.set_meta("a", b"x"), Err(StorageError::Unwritable)));
    storage.connection.pragma_update(None, "query_only", false).unwrap();
    storage.room_for_pages(Some(0));
    let full = storage.set_meta("a", &vec![1; 100_000]);
    assert!(matches!(full, Err(StorageError::Full)), "{full:?}");
    storage.room_for_pages(None);
    storage.set_meta("a", &vec![1; 100_000]).unwrap();
}

#[test]
fn what_others_hold_never_goes_back_and_only_the_relay_can_lose_it() {
    let (_dir, _path, storage) = fresh();
    let (mine, relay, phone) = (1, 0, 2);
    assert!(storage.note_held(5, relay, Lane::Data, mine, 4).unwrap());
    assert!(!storage.note_held(5, relay, Lane::Data, mine, 3).unwrap());
    assert!(!storage.note_held(5, relay, Lane::Data, mine, 4).unwrap(), "the same again is no news");
    assert!(storage.note_held(5, phone, Lane::Data, mine, 2).unwrap());
    storage.note_held(5, phone, Lane::Control, mine, 9).unwrap();
    storage.note_held(6, phone, Lane::Data, mine, 8).unwrap();
    assert_eq!(storage.held_by(5, relay, Lane::Data).unwrap(), [(mine, 4)]);
    let mut holders = storage.holders(5, mine, 2).unwrap();
    holders.sort_unstable();
    assert_eq!(holders, [relay, phone]);
    assert_eq!(storage.holders(5, mine, 3).unwrap(), [relay], "who holds two does not hold the third");
    assert_eq!(storage.furthest_held(5, Lane::Data, mine).unwrap(), 4);
    storage.note_held(6, relay, Lane::Data, mine, 8).unwrap();
    storage.relay_lost(5).unwrap();
    assert_eq!(storage.furthest_held(5, Lane::Data, mine).unwrap(), 2, "the phone still has it");
    assert_eq!(storage.held_by(6, relay, Lane::Data).unwrap(), [(mine, 8)], "another space lost nothing");
}

#[test]
fn the_outbox_gives_the_same_bytes_in_order_until_they_are_dropped() {
    let (_dir, _path, storage) = fresh();
    let row = |n: u8, space: Option<i64>| OutboxRow {
        n: 0,
        tag: MailboxTag([n; 16]),
        epoch: space.map(|_| EpochId([n; 32])),
        space,
        envelope: vec![n; 50],
        covers: vec![n],
        what: "entries".to_owned(),
        at_ms: u64::from(n),
    };
    let numbers: Vec<u64> = [(3, Some(1)), (2, Some(2)), (1, None), (9, Some(1))].map(|(n, space)| storage.add_outgoing(&row(n, space)).unwrap()).to_vec();
    let order = |limit| storage.outgoing(limit).unwrap().iter().map(|r| r.envelope[0]).collect::<Vec<_>>();
    assert_eq!((order(2), order(9)), (vec![3, 2], vec![3, 2, 1, 9]), "as they were put in");
    let first = storage.outgoing(1).unwrap().remove(0);
    assert_eq!((first.n, first.tag, first.epoch, first.covers), (numbers[0], MailboxTag([3; 16]), Some(EpochId([3; 32])), vec![3]));
    assert_eq!(storage.outgoing_row(numbers[1]).unwrap(), Some((Some(2), Some(EpochId([2; 32])), vec![2])));
    storage.drop_outgoing_of(1).unwrap();
    assert_eq!(order(9), [2, 1], "a drop for somebody's box is no space's to seal again");
    storage.drop_outgoing(numbers[1]).unwrap();
    assert_eq!((order(9), storage.outgoing_row(numbers[1]).unwrap()), (vec![1], None));
}

#[test]
fn what_waits_is_bounded_by_space_and_held_once() {
    let (_dir, _path, storage) = fresh();
    let put = |space: i64, n: u8| storage.add_waiting(space, EpochId([n; 32]), &[n; 4], "depends", 2).unwrap();
    assert!(put(1, 1) && put(1, 2) && !put(1, 3), "two a space");
    assert!(put(1, 1), "what waits already is not turned away");
    assert!(put(2, 4), "another space has room");
    let waiting = storage.waiting(1).unwrap();
    assert_eq!(waiting.iter().map(|w| w.bytes[0]).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(storage.waiting_count().unwrap(), 3);
    storage.drop_waiting(waiting[0].n).unwrap();
    assert!(put(1, 3));
    storage.count_refused("b").unwrap();
    storage.count_refused("a").unwrap();
    storage.count_refused("b").unwrap();
    assert_eq!(storage.refused().unwrap(), [("a".to_owned(), 1), ("b".to_owned(), 2)]);
}

#[test]
fn a_chain_stands_where_its_last_entry_stands_and_an_erased_body_leaves_its_hash() {
    let (_dir, _path, storage) = fresh();
    let space = storage.add_space(SpaceId([1; 32]), 2, 0).unwrap();
    let device = storage.device_n(&DeviceId([2; 32])).unwrap();
    assert_eq!(storage.device_n(&DeviceId([2; 32])).unwrap(), device, "a device keeps its number");
    assert_eq!(storage.head(space, Lane::Data, device).unwrap(), Head::NONE);
    let bodies = [Body::Held { salt: [1; 8], bytes: vec![9; 3] }, Body::Erased { hash: [4; 32], len: 77 }, Body::Held { salt: [2; 8], bytes: Vec::new() }];
    let (mut prev, mut ids) = (EntryId::ZERO, Vec::new());
    for (seq, body) in (1..).zip(&bodies) {
        let header = Header {
            kind: Kind::Fact,
            space: SpaceId([1; 32]),
            device: DeviceId([2; 32]),
            seq,
            prev,
            epoch: EpochId([3; 32]),
            time_ms: 100 * seq,
            body_len: body.len(),
            body_hash: body.hash(),
        };
        prev = header.id();
        ids.push(prev);
        storage.add_entry(space, device, &prev, &header, body).unwrap();
        storage.set_head(space, Lane::Data, device, &Head::at(prev, &header)).unwrap();
    }
    assert_eq!(storage.head(space, Lane::Data, device).unwrap(), Head { seq: 3, id: ids[2], time_ms: 300 });
    assert_eq!(storage.head(space, Lane::Control, device).unwrap(), Head::NONE, "lanes are chains of their own");
    let stored = storage.entries(space, Lane::Data, device, (1, 2)).unwrap();
    assert_eq!(stored.iter().map(|e| (e.id, e.body.clone())).collect::<Vec<_>>(), [(ids[0], bodies[0].clone()), (ids[1], bodies[1].clone())]);
    assert_eq!(storage.entries(space, Lane::Data, device, (3, 9)).unwrap()[0].body, bodies[2], "nothing written is not erased");
}

#[test]
fn runs_beyond_a_number_begin_with_the_one_that_holds_the_next() {
    let (_dir, _path, storage) = fresh();
    for (first, last) in [(1u8, 4), (5, 5), (6, 20)] {
        storage.add_run(1, Lane::Data, 1, (first.into(), last), &[first; 64]).unwrap();
    }
    storage.add_run(1, Lane::Data, 2, (1, 99), &[0; 64]).unwrap();
    let beyond = |after| storage.runs_after(1, Lane::Data, 1, after).unwrap().into_iter().map(|(first, last, _)| (first, last)).collect::<Vec<_>>();
    assert_eq!(beyond(0), [(1, 4), (5, 5), (6, 20)]);
    assert_eq!(beyond(3), [(1, 4), (5, 5), (6, 20)], "half of a run is sent whole");
    assert_eq!(beyond(4), [(5, 5), (6, 20)]);
    assert_eq!(beyond(10), [(6, 20)]);
    assert!(beyond(20).is_empty());
    assert_eq!(storage.closed_until(1, Lane::Data, 1).unwrap(), 20);
    storage.add_run(1, Lane::Data, 1, (6, 8), &[9; 64]).unwrap();
    assert_eq!(storage.runs_after(1, Lane::Data, 1, 10).unwrap()[0].2, [6; 64], "a shorter run of the same beginning replaces nothing");
}

/// covers: R2
#[test]
fn ends_of_visits_that_an_earlier_step_took_for_the_visitors_own_are_read_from_the_log_again() {
    let mut old = rusqlite::Connection::open_in_memory().unwrap();
    rusqlite_migration::Migrations::from_slice(&super::SCHEMA[..3]).to_latest(&mut old).unwrap();
    old.execute_batch(
        "INSERT INTO entry (space, lane, device, seq, id, kind, time_ms, epoch, body_len) VALUES (1, 1, 1, 1, x'05', 1, 1, x'00', 0);
         INSERT INTO visit (id, space, device, seq, visitor, started_ms) VALUES (x'01', 1, 1, 1, x'02', 1);
         INSERT INTO visit_end VALUES (x'01', x'03', 2, 1, 2, 600, 1, 1, 'forged', '', x'');",
    )
    .unwrap();
    rusqlite_migration::Migrations::from_slice(super::SCHEMA).to_latest(&mut old).unwrap();
    let count = |sql: &str| old.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM visit_end"), 0);
    assert_eq!(count("SELECT count(*) FROM meta WHERE key = 'project-again'"), 1);
    let (_dir, _path, new) = fresh();
    assert_eq!(new.meta("project-again").unwrap(), None, "nothing is shown again where nothing was");
}
