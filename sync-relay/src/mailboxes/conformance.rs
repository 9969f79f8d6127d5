//! What every storage of mailboxes must do. A storage is opened in a directory, so that a test can close and reopen it.

use super::*;
use kith_wire::relay::Page;
use proptest::prelude::*;
use std::{collections::HashMap, path::Path};

const TODAY: Day = Day(20_000);
const PAGE: PageSize = PageSize { envelopes: 100, bytes: 1 << 20 };
const QUOTAS: Quotas = Quotas { mailbox_bytes: 1_000, mailbox_envelopes: 8, box_bytes: 600, box_envelopes: 4, box_reserve_bytes: 100, store_bytes: 2_000 };

fn space(n: u8) -> Mailbox {
    Mailbox { kind: EnvelopeKind::Space, tag: MailboxTag([n; 16]) }
}

fn drop_box(n: u8) -> Mailbox {
    Mailbox { kind: EnvelopeKind::Drop, tag: MailboxTag([n; 16]) }
}

fn put(store: &dyn Mailboxes, mailbox: Mailbox, bytes: &[u8]) -> Placement {
    store.append(&[NewEnvelope { mailbox, bytes, may_create: true }], TODAY).unwrap()[0]
}

fn placed(placement: Placement) -> Cursor {
    match placement {
        Placement::Placed { cursor, .. } => cursor,
        other => panic!("not placed: {other:?}"),
    }
}

fn bodies(reading: Reading) -> Vec<Vec<u8>> {
    match reading {
        Reading::Page { start, items, end, more } => {
            let page = Page { req: 0, tag: MailboxTag::ZERO, start, items, end, more };
            assert_eq!(page.check(None), Ok(()));
            page.items.into_iter().map(|item| item.envelope).collect()
        }
        other => panic!("not a page: {other:?}"),
    }
}

fn all(store: &dyn Mailboxes, mailbox: Mailbox) -> Vec<Vec<u8>> {
    bodies(store.read(&mailbox, None, PAGE).unwrap())
}

type Opener<'a> = &'a dyn Fn(&Path) -> Box<dyn Mailboxes>;
type Part = fn(&Path, Opener<'_>);

/// Runs the whole contract against a storage.
fn conforms(open: Opener<'_>) {
    let contract: [(&str, Part); 12] = [
        ("what was put is read in order by mailbox", order),
        ("an envelope put twice is kept once", idempotent),
        ("pages are bounded and follow one another", pages),
        ("a cursor of another history is told from a good one", cursors),
        ("a full mailbox refuses and says so", quotas),
        ("a box that is read has room in a full storage", reserve),
        ("a mailbox is made only by who may", creation),
        ("what is dropped raises the floor and is not taken again", pruning),
        ("what is deleted keeps its place and is not taken again", deleting),
        ("an older copy does not bring back what was deleted", deleting_for_good),
        ("reopening keeps everything and the epoch", reopening),
        ("an older copy draws another epoch", restoring),
    ];
    for (name, part) in contract {
        let dir = tempfile::tempdir().unwrap();
        println!("{name}");
        part(dir.path(), open);
    }
}

fn order(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let batch: Vec<_> = [(space(1), "a"), (space(2), "b"), (space(1), "c"), (drop_box(1), "d")].map(|(mailbox, text)| (mailbox, text.as_bytes())).into();
    let batch: Vec<_> = batch.iter().map(|(mailbox, bytes)| NewEnvelope { mailbox: *mailbox, bytes, may_create: true }).collect();
    let placements = store.append(&batch, TODAY).unwrap();
    assert_eq!(placements.iter().map(|p| placed(*p).seq).collect::<Vec<_>>(), [1, 1, 2, 1]);
    assert_eq!(all(&*store, space(1)), [b"a", b"c"]);
    assert_eq!(all(&*store, space(2)), [b"b"]);
    assert_eq!(all(&*store, drop_box(1)), [b"d"], "a box and a space's mailbox of one tag are two");
    assert!(all(&*store, space(9)).is_empty());
    assert_eq!(store.totals().unwrap(), Totals { mailboxes: 3, appended: 4, bytes: 4 });
    store.probe().unwrap();
    store.tidy().unwrap();
}

fn idempotent(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let first = placed(put(&*store, space(1), b"a"));
    put(&*store, space(1), b"b");
    let again = put(&*store, space(1), b"a");
    assert_eq!(again, Placement::Placed { cursor: first, held: true, created: false });
    assert_eq!(all(&*store, space(1)), [b"a", b"b"]);
    let twice = [NewEnvelope { mailbox: space(2), bytes: b"x", may_create: true }; 2];
    let placements = store.append(&twice, TODAY).unwrap();
    assert_eq!(placed(placements[0]), placed(placements[1]));
    assert_eq!(all(&*store, space(2)), [b"x"]);
    assert_eq!(store.totals().unwrap().appended, 3);
}

fn pages(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    for n in 0..7u8 {
        put(&*store, space(1), &[n; 10]);
    }
    let (mut after, mut read, mut sizes) = (None, Vec::new(), Vec::new());
    loop {
        match store.read(&space(1), after.as_ref(), PageSize { envelopes: 4, bytes: 25 }).unwrap() {
            Reading::Page { items, end, more, .. } => {
                sizes.push(items.len());
                read.extend(items.into_iter().map(|item| item.envelope[0]));
                after = Some(end);
                if !more {
                    break;
                }
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(read, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(sizes, [2, 2, 2, 1]);
    let one = store.read(&space(1), None, PageSize { envelopes: 4, bytes: 1 }).unwrap();
    assert_eq!(bodies(one).len(), 1, "the first comes whatever its size");
}

fn cursors(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let first = placed(put(&*store, space(1), b"a"));
    let second = placed(put(&*store, space(1), b"b"));
    let read = |cursor: Cursor| store.read(&space(1), Some(&cursor), PAGE).unwrap();
    assert_eq!(bodies(read(first)), [b"b"]);
    assert!(bodies(read(second)).is_empty());
    assert_eq!(bodies(read(Cursor::start(store.log_epoch()))), [b"a", b"b"]);
    let extent = Extent { head: second, floor: 0 };
    assert_eq!(store.extent(&space(1)).unwrap(), extent);
    let wrong = [
        Cursor { link: [1; 32], ..first },
        Cursor { seq: 3, ..second },
        Cursor { log_epoch: LogEpoch(first.log_epoch.0 ^ 1), ..first },
        Cursor { link: [1; 32], ..Cursor::start(first.log_epoch) },
    ];
    for cursor in wrong {
        assert_eq!(read(cursor), Reading::Mismatch(extent));
    }
    assert!(matches!(store.read(&space(9), Some(&first), PAGE).unwrap(), Reading::Mismatch(_)), "a mailbox that is not there");
    assert_eq!(standing(&extent, Some(&second)), Standing::Level);
    assert_eq!(standing(&extent, Some(&first)), Standing::Behind);
    assert_eq!(standing(&extent, Some(&Cursor { link: [1; 32], ..second })), Standing::Mismatch);
    assert_eq!(standing(&extent, None), Standing::Behind);
}

fn quotas(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    assert_eq!(placed(put(&*store, space(1), &[1; 900])).seq, 1);
    assert_eq!(put(&*store, space(1), &[2; 101]), Placement::Full);
    assert_eq!(placed(put(&*store, space(1), &[2; 100])).seq, 2);
    for n in 0..8 {
        placed(put(&*store, space(2), &[n]));
    }
    assert_eq!(put(&*store, space(2), &[9]), Placement::Full, "eight envelopes are the most");
    assert_eq!(placed(put(&*store, space(2), &[3])).seq, 4, "what is held needs no room");
}

fn reserve(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    assert!(store.claim(&drop_box(1), true).unwrap());
    assert!(!store.claim(&drop_box(1), true).unwrap());
    for n in 0..2 {
        placed(put(&*store, space(n), &[n; 1_000]));
    }
    assert_eq!(put(&*store, space(3), &[1; 10]), Placement::Full);
    assert_eq!(put(&*store, drop_box(2), &[1; 10]), Placement::Full, "nobody has ever read this box");
    assert_eq!(placed(put(&*store, drop_box(1), &[1; 60])).seq, 1);
    assert_eq!(put(&*store, drop_box(1), &[2; 60]), Placement::Full, "beyond its reserve");
}

fn creation(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let new = |mailbox, may_create| NewEnvelope { mailbox, bytes: b"a", may_create };
    assert_eq!(store.append(&[new(space(1), false)], TODAY).unwrap(), [Placement::MayNotCreate]);
    assert!(!store.claim(&drop_box(1), false).unwrap());
    assert_eq!(store.totals().unwrap().mailboxes, 0);
    assert!(matches!(store.append(&[new(space(1), true)], TODAY).unwrap()[0], Placement::Placed { created: true, .. }));
    assert!(matches!(store.append(&[new(space(1), false)], TODAY).unwrap()[0], Placement::Placed { held: true, .. }));
}

fn pruning(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let on = |bytes: &[u8], day| placed(store.append(&[NewEnvelope { mailbox: space(1), bytes, may_create: true }], day).unwrap()[0]);
    let first = on(b"a", Day(1));
    let second = on(b"b", Day(2));
    on(b"c", Day(3));
    assert!(!store.prune(Day(3), Day(0)).unwrap());
    assert_eq!(all(&*store, space(1)), [b"c"]);
    assert!(matches!(store.read(&space(1), Some(&first), PAGE).unwrap(), Reading::SnapshotRequired(Extent { floor: 2, .. })));
    assert_eq!(bodies(store.read(&space(1), Some(&second), PAGE).unwrap()), [b"c"]);
    assert_eq!(on(b"a", Day(4)), first, "a dropped one is known for a while");
    assert_eq!(store.totals().unwrap(), Totals { mailboxes: 1, appended: 3, bytes: 1 });
    assert!(!store.prune(Day(9), Day(9)).unwrap());
    assert!(all(&*store, space(1)).is_empty());
    assert_eq!(on(b"d", Day(9)).seq, 4, "numbers are never used again");
    assert_eq!(all(&*store, space(1)), [b"d"]);
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    kith_wire::relay::envelope_hash(bytes)
}

fn deleting(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    assert_eq!(store.delete(&space(1), &[hash(b"a")], TODAY).unwrap(), 0, "there is no such mailbox");
    for body in [b"a", b"b", b"c"] {
        put(&*store, space(1), body);
    }
    assert_eq!(store.delete(&space(1), &[hash(b"b"), hash(b"never there")], TODAY).unwrap(), 1);
    assert_eq!(store.delete(&space(1), &[hash(b"b")], TODAY).unwrap(), 0, "deleting again changes nothing");
    let page = store.read(&space(1), None, PAGE).unwrap();
    let Reading::Page { items, .. } = &page else { panic!("{page:?}") };
    assert_eq!(items.iter().map(|i| (i.seq, i.gone.is_some())).collect::<Vec<_>>(), [(1, false), (2, true), (3, false)]);
    assert_eq!(bodies(page), [&b"a"[..], b"", b"c"], "the links still add up");
    assert_eq!(put(&*store, space(1), b"b"), Placement::Gone);
    assert_eq!(put(&*store, space(1), b"never there"), Placement::Gone);
    assert_eq!(store.totals().unwrap(), Totals { mailboxes: 1, appended: 3, bytes: 2 });
    assert!(!store.prune(Day(0), Day(u32::MAX)).unwrap());
    assert_eq!(bodies(store.read(&space(1), None, PAGE).unwrap()).len(), 3, "a place above the floor is never forgotten");
}

fn deleting_for_good(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    put(&*store, space(1), b"planted");
    put(&*store, space(1), b"kept");
    drop(store);
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(dir.join("relay.db"), copy.path().join("relay.db")).unwrap();
    let store = open(dir);
    assert_eq!(store.delete(&space(1), &[hash(b"planted")], TODAY).unwrap(), 1);
    drop(store);
    for file in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        assert!(!std::fs::read(file.path()).unwrap().windows(7).any(|w| w == b"planted"), "{:?}", file.file_name());
        if file.file_name().to_string_lossy().starts_with("relay.db") {
            std::fs::remove_file(file.path()).unwrap();
        }
    }
    std::fs::copy(copy.path().join("relay.db"), dir.join("relay.db")).unwrap();
    let store = open(dir);
    assert_eq!(all(&*store, space(1)), [&b""[..], b"kept"]);
    assert_eq!(put(&*store, space(1), b"planted"), Placement::Gone);
}

fn reopening(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let epoch = store.log_epoch();
    let cursor = placed(put(&*store, space(1), b"a"));
    drop(store);
    let store = open(dir);
    assert_eq!(store.log_epoch(), epoch);
    assert_eq!(all(&*store, space(1)), [b"a"]);
    assert!(bodies(store.read(&space(1), Some(&cursor), PAGE).unwrap()).is_empty());
    assert_eq!(placed(put(&*store, space(1), b"b")), cursor.then(b"b"));
}

fn restoring(dir: &Path, open: Opener<'_>) {
    let store = open(dir);
    let epoch = store.log_epoch();
    put(&*store, space(1), b"a");
    drop(store);
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if file.file_name() != "relay.mark" {
            std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
    }
    let store = open(dir);
    assert_eq!(store.log_epoch(), epoch);
    let lost = placed(put(&*store, space(1), b"b"));
    drop(store);
    for file in std::fs::read_dir(dir).unwrap().map(Result::unwrap).filter(|file| file.file_name() != "relay.mark") {
        std::fs::remove_file(file.path()).unwrap();
    }
    for file in std::fs::read_dir(copy.path()).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), dir.join(file.file_name())).unwrap();
    }
    let store = open(dir);
    assert_ne!(store.log_epoch(), epoch, "the copy lacks an envelope that was confirmed");
    assert!(matches!(store.read(&space(1), Some(&lost), PAGE).unwrap(), Reading::Mismatch(_)));
    assert_eq!(all(&*store, space(1)), [b"a"]);
    let drawn = store.log_epoch();
    drop(store);
    assert_eq!(open(dir).log_epoch(), drawn, "drawn once");
    assert_ne!(open(copy.path()).log_epoch(), epoch, "a copy without its mark is an older copy");
}

#[test]
fn sqlite_keeps_the_contract_of_mailboxes() {
    conforms(&|dir| Box::new(SqliteMailboxes::open(dir, QUOTAS).unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is put in whatever batches, a mailbox reads as the list of its envelopes in order of first arrival, page after page.
    #[test]
    fn a_mailbox_reads_as_the_list_of_what_was_put(
        batches in proptest::collection::vec(proptest::collection::vec((0u8..3, 0u8..6), 1..8), 1..5),
        envelopes in 1usize..4,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteMailboxes::open(dir.path(), QUOTAS).unwrap();
        let mut model = HashMap::<u8, Vec<Vec<u8>>>::new();
        for batch in &batches {
            let bodies: Vec<_> = batch.iter().map(|(mailbox, body)| (*mailbox, vec![*body; 2])).collect();
            let new: Vec<_> = bodies.iter().map(|(mailbox, bytes)| NewEnvelope { mailbox: space(*mailbox), bytes, may_create: true }).collect();
            for ((mailbox, body), placement) in bodies.iter().zip(store.append(&new, TODAY).unwrap()) {
                let list = model.entry(*mailbox).or_default();
                let known = list.iter().position(|held| held == body);
                let at = known.unwrap_or(list.len());
                if known.is_none() {
                    list.push(body.clone());
                }
                prop_assert_eq!(placed(placement).seq, at as u64 + 1);
            }
        }
        for mailbox in 0..3 {
            let (mut after, mut read) = (None, Vec::new());
            while let Reading::Page { items, end, more, .. } = store.read(&space(mailbox), after.as_ref(), PageSize { envelopes, bytes: 100 }).unwrap() {
                read.extend(items.into_iter().map(|item| item.envelope));
                after = Some(end);
                if !more {
                    break;
                }
            }
            prop_assert_eq!(&read, &model.remove(&mailbox).unwrap_or_default());
        }
    }
}
