//! B13: a new device from nothing, with ten thousand notes of ten authors.

use super::{Beside, Row, coins::cpu_seconds, number, prose, spread};
use crate::sim::{Chance, Phone, World};
use ed25519_dalek::{Signature, Signer, SigningKey};
use kith_core::{
    entropy::{SeededEntropy, bytes},
    seal,
};
use kith_wire::text::Payload;
use rusqlite::{Connection, params};
use serde_json::json;
use std::path::Path;

const AUTHORS: [&str; 10] = ["Mair", "Elin", "Dewi", "Ana", "Huw", "Nia", "Gwyn", "Siân", "Ifan", "Rhys"];
const NOTES: usize = 10_000;
/// Notes that are counted at once.
const PAGE: usize = 500;
/// New devices that are timed, one after the other.
const DEVICES: u64 = 5;
/// The raw database's key; the data in it is random.
const RAW_KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";
/// What is in the co-op and the circle beside the notes: bytes that a new device may cost beyond the notes' own.
const BYTES_GOAL: f64 = 1_000_000.0;
const CPU_GOAL: f64 = 2.0;

/// What one new device cost.
struct Arrival {
    micros: u64,
    bytes: u64,
    envelopes: u64,
}

/// Microseconds of processor time since then.
fn micros(since: f64) -> u64 {
    std::time::Duration::try_from_secs_f64(cpu_seconds() - since).map_or(0, |spent| u64::try_from(spent.as_micros()).unwrap_or(u64::MAX))
}

/// Ten people in a circle, each of whom wrote a thousand notes, all of them level.
fn circle(world: &mut World, texts: &[String], chance: &mut Chance) -> Vec<Phone> {
    let mut phones = world.circle(&AUTHORS);
    // As in a co-op that has a relay: what a new device is given by hand is what it begins with.
    world.ask(&mut phones[0], &json!({"do": "set-relay", "relay": format!("kith-relay:{}@192.0.2.1:4433", "07".repeat(32))}));
    for (text, n) in texts.iter().zip(0usize..) {
        world.tick(1);
        world.ask(&mut phones[n % AUTHORS.len()], &json!({"do": "note-write", "circle": "Mair", "text": text}));
    }
    for _ in 0..2 {
        for phone in &mut phones {
            world.exchange(phone, chance, false);
        }
    }
    phones
}

/// A new device of the first author, let in by hand and then read up from the relay. Only what it does itself is timed.
fn arrive(world: &mut World, phones: &mut [Phone], chance: &mut Chance, device: u64) -> Arrival {
    let mut new = world.phone(AUTHORS[0], 100 + device);
    let request = world.ask(&mut new, &json!({"do": "device-request"}));
    let grant = world.ask(&mut phones[0], &json!({"do": "device-admit", "request": request["text"], "label": format!("Tablet {device}")}));
    world.exchange(&mut phones[0], chance, false);
    let text = grant["text"].as_str().unwrap();
    let mut bytes = Payload::from_text(text).unwrap().body.len() as u64;
    let begun = cpu_seconds();
    world.ask(&mut new, &json!({"do": "receive", "text": text}));
    let (mut spent, mut envelopes) = (micros(begun), 0);
    loop {
        let pages = world.pages(&new);
        if pages.iter().all(|(_, page, _)| page.is_empty()) {
            break;
        }
        for (tag, page, cursor) in pages {
            bytes += page.iter().map(|e| e.len() as u64).sum::<u64>();
            envelopes += page.len() as u64;
            let begun = cpu_seconds();
            new.kith.take_page(tag, &page, &cursor, world.now_ms()).unwrap();
            spent += micros(begun);
        }
    }
    assert_eq!(notes(world, &mut new), NOTES, "all of it is there");
    Arrival { micros: spent, bytes, envelopes }
}

/// How many notes a device shows, page by page: what is asked here is not part of the figure.
fn notes(world: &mut World, phone: &mut Phone) -> usize {
    let (mut count, mut before) = (0, json!(null));
    loop {
        let page = world.ask(phone, &json!({"do": "notes", "circle": "Mair", "limit": PAGE, "before_ms": before}));
        let page = page.as_array().unwrap();
        let Some(last) = page.last() else { return count };
        count += page.len();
        before = last["written_ms"].clone();
    }
}

/// Notes in sealed and signed runs, as raw as can be.
struct Raw {
    key: [u8; 32],
    runs: Vec<(Vec<u8>, Signature)>,
    author: SigningKey,
}

fn raw_runs(texts: &[String], a_run: usize, entropy: &mut SeededEntropy) -> Raw {
    let (key, author) = (bytes(entropy), SigningKey::from_bytes(&bytes(entropy)));
    let runs = texts
        .chunks(a_run.max(1))
        .map(|some| {
            let run = serde_json::to_vec(some).unwrap();
            let signature = author.sign(blake3::hash(&run).as_bytes());
            (seal::seal_secret(&key, b"raw", &run, entropy), signature)
        })
        .collect();
    Raw { key, runs, author }
}

fn raw_database(path: &Path) -> Connection {
    let c = Connection::open(path).unwrap();
    c.pragma_update(None, "key", RAW_KEY).unwrap();
    c.pragma_update(None, "journal_mode", "WAL").unwrap();
    c.pragma_update(None, "synchronous", "FULL").unwrap();
    c.execute_batch(
        "CREATE TABLE note (id BLOB PRIMARY KEY, at INTEGER NOT NULL, current TEXT NOT NULL);
         CREATE INDEX newest ON note (at DESC);
         CREATE VIRTUAL TABLE note_text USING fts5 (current, content = 'note', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2');",
    )
    .unwrap();
    c
}

/// Decrypts, verifies each run strictly, and inserts every note with both indexes, in one transaction as a page is.
fn raw_arrive(raw: &Raw, path: &Path) -> u64 {
    let mut c = raw_database(path);
    let verifying = raw.author.verifying_key();
    let begun = cpu_seconds();
    let t = c.transaction().unwrap();
    let mut at = 0i64;
    for (sealed, signature) in &raw.runs {
        let run = seal::open_secret(&raw.key, b"raw", sealed).unwrap();
        verifying.verify_strict(blake3::hash(&run).as_bytes(), signature).unwrap();
        for text in serde_json::from_slice::<Vec<String>>(&run).unwrap() {
            at += 1;
            let id = blake3::hash(&at.to_be_bytes());
            t.execute("INSERT INTO note (id, at, current) VALUES (?1, ?2, ?3)", params![id.as_bytes().as_slice(), at, text]).unwrap();
            t.execute("INSERT INTO note_text (rowid, current) VALUES (?1, ?2)", params![t.last_insert_rowid(), text]).unwrap();
        }
    }
    t.commit().unwrap();
    micros(begun)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut chance = Chance::new(seed);
    let mut world = World::new(seed);
    let texts: Vec<String> = (0..NOTES).map(|_| prose::note(&mut chance, 40, 240)).collect();
    // What crosses is compressed: beside the notes as text, everything else that crosses would be hidden by what compressing saves.
    let own = zstd::bulk::compress(texts.join("\n").as_bytes(), zstd::DEFAULT_COMPRESSION_LEVEL).unwrap().len() as u64;
    let mut phones = circle(&mut world, &texts, &mut chance);
    let folder = tempfile::tempdir().unwrap();
    let mut entropy = SeededEntropy::new(seed);
    let (mut ours, mut beside, mut sizes, mut runs) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for device in 0..DEVICES {
        let arrival = arrive(&mut world, &mut phones, &mut chance, device);
        // As many runs as there were envelopes, so that the raw way verifies and opens as often.
        runs = usize::try_from(arrival.envelopes).unwrap().clamp(NOTES / 128, NOTES);
        let raw = raw_runs(&texts, NOTES.div_ceil(runs), &mut entropy);
        beside.push(raw_arrive(&raw, &folder.path().join(format!("raw-{device}.db"))));
        ours.push(arrival.micros);
        sizes.push(arrival.bytes.saturating_sub(own));
    }
    let ((cpu, least_most), (raw, _)) = (spread(ours), spread(beside));
    let (beyond, sizes) = spread(sizes);
    let of = format!("{NOTES} notes of {} authors", AUTHORS.len());
    let own_bytes = Beside { name: "the notes' own bytes, compressed in one piece".to_owned(), value: number(own) };
    vec![
        Row {
            id: "B13",
            what: "a new device from nothing: what it does until all is there".to_owned(),
            size: of.clone(),
            ours: cpu / 1000.0,
            spread: (least_most.0 / 1000.0, least_most.1 / 1000.0),
            unit: "ms of processor",
            beside: vec![Beside { name: format!("raw decrypt, verify_strict of {runs} runs, insert with the index"), value: raw / 1000.0 }],
            ratio: Some(cpu / raw),
            goal: "≤ 2 ×".to_owned(),
            met: cpu <= raw * CPU_GOAL,
        },
        Row {
            id: "B13",
            what: "a new device from nothing: bytes beyond the notes' own".to_owned(),
            size: of,
            ours: beyond,
            spread: sizes,
            unit: "bytes",
            beside: vec![own_bytes],
            ratio: None,
            goal: "≤ 1 MB".to_owned(),
            met: beyond <= BYTES_GOAL,
        },
    ]
}
