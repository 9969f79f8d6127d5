//! B6: a hundred thousand transfers checked strictly, judged, logged and stored.

use super::{
    Beside, Row,
    b4::median,
    coins::{Cast, cpu_seconds, seconds},
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use kith_core::{
    fact::{CoinItem, Fact},
    ledger::{
        notary::Notary,
        op::{Admitted, Attest, page},
    },
    storage::{Storage, log::Head, projection::At},
    workers,
};
use kith_wire::{Body, DeviceId, EntryId, EpochId, Header, Kind, Lane, PersonId, SpaceId};
use rusqlite::{Connection, params};
use std::{path::Path, time::Instant};

const TRANSFERS: usize = 100_000;
const PEOPLE: usize = 100;
/// Transfers that become durable at once.
const GROUP: usize = 1_000;
const ROUNDS: usize = 3;
const WORKERS: usize = 2;
const RATIO_GOAL: f64 = 1.2;
const WORKERS_GOAL: f64 = 1.8;
const KEY: [u8; 32] = [1; 32];
const NOW_MS: u64 = 1_790_000_000_000;
const SPACE: SpaceId = SpaceId([9; 32]);
/// Bytes that a transfer's signature is over: its domain, the co-op and the root.
const SIGNED_BYTES: usize = 80;

/// A row of the log's table as the office writes it, and of the table beside it.
struct Stored {
    seq: u64,
    id: EntryId,
    header: Header,
    body: Body,
}

/// An office's log of one device.
struct Log {
    device: DeviceId,
    seq: u64,
    last: EntryId,
}

impl Log {
    const fn new() -> Self {
        Self { device: DeviceId([2; 32]), seq: 0, last: EntryId::ZERO }
    }

    fn next(&mut self, kind: CoinItem, bytes: Vec<u8>) -> Stored {
        let body = Body::Held { salt: [7; 8], bytes: Fact::Coin(kind as u8, bytes).to_bytes() };
        self.seq += 1;
        let header = Header {
            kind: Kind::Fact,
            space: SPACE,
            device: self.device,
            seq: self.seq,
            prev: self.last,
            epoch: EpochId([3; 32]),
            time_ms: NOW_MS + self.seq,
            body_len: body.len(),
            body_hash: body.hash(),
        };
        self.last = header.id();
        Stored { seq: self.seq, id: self.last, header, body }
    }
}

/// Checks, judges, logs and stores, group by group.
fn ours(cast: &Cast, mut notary: Notary, transfers: &[Vec<u8>], path: &Path) -> f64 {
    let storage = Storage::open(path, &KEY).unwrap();
    let (space, mut log) = (storage.add_space(SPACE, 4, NOW_MS).unwrap(), Log::new());
    let device = storage.device_n(&log.device).unwrap();
    let keep = |stored: &Stored, kind: CoinItem| {
        storage.add_entry(space, device, &stored.id, &stored.header, &stored.body).unwrap();
        let at = At { space, device, seq: stored.seq, id: stored.id, time_ms: stored.header.time_ms, author: PersonId([4; 32]) };
        storage.put_coin_item(&at, kind as u8).unwrap();
    };
    let begun = cpu_seconds();
    for group in transfers.chunks(GROUP) {
        let checked = workers::map(group, WORKERS, |bytes| Admitted::check(bytes, &cast.coop).unwrap());
        storage.begin().unwrap();
        let mut entries = Vec::new();
        for (op, bytes) in checked.iter().zip(group) {
            keep(&log.next(CoinItem::Object, bytes.clone()), CoinItem::Object);
            entries.extend(notary.take(op, &cast.notary, cast).logged.iter().map(|logged| logged.entry));
        }
        assert_eq!(entries.len(), group.len());
        for page in page::pages(entries.into_iter()) {
            keep(&log.next(CoinItem::Log, page), CoinItem::Log);
        }
        storage.set_head(space, Lane::Data, device, &Head { seq: log.seq, id: log.last, time_ms: NOW_MS + log.seq }).unwrap();
        storage.commit().unwrap();
    }
    cpu_seconds() - begun
}

/// What a raw way verifies: a key, what it signed, and the signature.
struct Signed {
    key: [u8; 32],
    message: [u8; SIGNED_BYTES],
    signature: [u8; 64],
}

fn signed(cast: &Cast, count: usize) -> Vec<Signed> {
    let one = |n: usize| {
        let key: &SigningKey = &cast.people[n % cast.people.len()].key;
        let mut message = [0; SIGNED_BYTES];
        message[..8].copy_from_slice(&n.to_be_bytes());
        Signed { key: key.verifying_key().to_bytes(), message, signature: key.sign(&message).to_bytes() }
    };
    (0..count).map(one).collect()
}

fn verify(signed: &Signed) -> bool {
    let key = VerifyingKey::from_bytes(&signed.key).unwrap();
    key.verify_strict(&signed.message, &Signature::from_bytes(&signed.signature)).is_ok()
}

/// The same rows in tables of the same shape, under the same cipher.
fn database(path: &Path) -> Connection {
    let c = Connection::open(path).unwrap();
    c.pragma_update(None, "key", format!("x'{}'", "01".repeat(32))).unwrap();
    c.pragma_update(None, "journal_mode", "WAL").unwrap();
    c.pragma_update(None, "synchronous", "FULL").unwrap();
    c.execute_batch(
        "CREATE TABLE entry (
           space INTEGER NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, kind INTEGER NOT NULL,
           time_ms INTEGER NOT NULL, epoch BLOB NOT NULL, salt BLOB, body BLOB, body_hash BLOB, body_len INTEGER NOT NULL,
           PRIMARY KEY (space, lane, device, seq)) STRICT, WITHOUT ROWID;
         CREATE TABLE coin_item (
           space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL,
           PRIMARY KEY (space, device, seq)) STRICT, WITHOUT ROWID;",
    )
    .unwrap();
    c
}

fn raw(signed: &[Signed], rows: &[Stored], path: &Path) -> f64 {
    let mut c = database(path);
    let begun = cpu_seconds();
    for (some, group) in signed.chunks(GROUP).zip(rows.chunks(GROUP)) {
        assert!(workers::map(some, WORKERS, verify).into_iter().all(|good| good));
        let t = c.transaction().unwrap();
        for stored in group {
            let Body::Held { salt, bytes } = &stored.body else { continue };
            let h = &stored.header;
            let (seq, time) = (i64::try_from(stored.seq).unwrap(), i64::try_from(h.time_ms).unwrap());
            t.prepare_cached("INSERT INTO entry VALUES (1, 1, 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, ?8)")
                .unwrap()
                .execute(params![seq, stored.id.0, h.kind as u8, time, h.epoch.0, salt, bytes, h.body_len])
                .unwrap();
            t.prepare_cached("INSERT INTO coin_item VALUES (1, 1, ?1, 1, ?2)").unwrap().execute(params![seq, time]).unwrap();
        }
        t.commit().unwrap();
    }
    cpu_seconds() - begun
}

fn checking(cast: &Cast, transfers: &[Vec<u8>], workers: usize) -> f64 {
    let begun = Instant::now();
    assert!(workers::map(transfers, workers, |bytes| Admitted::check(bytes, &cast.coop).is_ok()).into_iter().all(|good| good));
    seconds(begun)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let cast = Cast::new(seed, PEOPLE);
    let attests: Vec<Attest> = cast.attests(TRANSFERS);
    let places = cast.places(&cast.office(&attests));
    let transfers = cast.transfers(&places[..TRANSFERS]);
    let folder = tempfile::tempdir().unwrap();
    let signed = signed(&cast, TRANSFERS);
    let mut log = Log::new();
    let stored: Vec<Stored> = transfers.iter().map(|bytes| log.next(CoinItem::Object, bytes.clone())).collect();
    let (mut here, mut there, mut ratios, mut gains) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let spent = ours(&cast, cast.office(&attests), &transfers, &folder.path().join(format!("ours-{round}.db")));
        let beside = raw(&signed, &stored, &folder.path().join(format!("raw-{round}.db")));
        ratios.push(spent / beside);
        here.push(spent * 1000.0);
        there.push(beside * 1000.0);
        gains.push(checking(&cast, &transfers, 1) / checking(&cast, &transfers, WORKERS));
    }
    let (ours, spread) = median(&mut here);
    let (beside, _) = median(&mut there);
    let (ratio, _) = median(&mut ratios);
    let (gain, gained) = median(&mut gains);
    let size = format!("{TRANSFERS} transfers of one coin, {GROUP} a commit");
    vec![
        Row {
            id: "B6",
            what: "transfers checked strictly, judged, logged and stored".to_owned(),
            size: size.clone(),
            ours,
            spread,
            unit: "ms of processor",
            beside: vec![Beside { name: "raw verify_strict and insert of the same rows".to_owned(), value: beside }],
            ratio: Some(ratio),
            goal: format!("≤ {RATIO_GOAL} ×"),
            met: ratio <= RATIO_GOAL,
        },
        Row {
            id: "B6",
            what: format!("checking with {WORKERS} workers, to one"),
            size,
            ours: gain,
            spread: gained,
            unit: "times as fast by the clock",
            beside: Vec::new(),
            ratio: None,
            goal: format!("≥ {WORKERS_GOAL} ×"),
            met: gain >= WORKERS_GOAL,
        },
    ]
}
