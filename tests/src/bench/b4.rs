//! B4: from a cold process to the first screen, and B5: a command confirmed durable.

use super::{Beside, Row, prose};
use crate::sim::Chance;
use kith_core::{
    entropy::SeededEntropy,
    keystore::DemoStore,
    kith::{Kith, NewProfile, Request},
    words::Language,
};
use rusqlite::Connection;
use std::{path::Path, process::Command, time::Instant};

const NOW_MS: u64 = 1_790_000_000_000;
pub(super) const CIRCLE: &str = "Mam";
/// The raw database's key; the data in it is random.
const RAW_KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";
/// Processes started for each median.
const STARTS: usize = 15;
/// Commands timed for B5.
const COMMANDS: usize = 300;

fn note(text: String) -> Request {
    Request::NoteWrite { circle: CIRCLE.to_owned(), text, attach: Vec::new() }
}

/// A profile with a circle; its store is the demo's, so that no figure holds argon2's own time.
fn profile(dir: &Path) -> Kith {
    let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
    let mut kith = Kith::create(dir, &new, Box::new(DemoStore::new(1)), Box::new(SeededEntropy::new(1)), NOW_MS).unwrap();
    kith.handle(Request::CircleCreate { name: CIRCLE.to_owned(), person: "me".to_owned() }, NOW_MS).unwrap();
    kith
}

/// As many notes in the circle, one a second.
pub(super) fn write_notes(kith: &mut Kith, count: u64, seed: u64) {
    let mut chance = Chance::new(seed);
    for i in 0..count {
        kith.handle(note(prose::note(&mut chance, 40, 240)), NOW_MS + i * 1000).unwrap();
    }
}

/// Fills a profile in memory, where making it durable costs nothing, and copies it to the disk that is measured.
fn filled(entries: u64, seed: u64, to: &Path) {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let dir = folder.path().join("profile");
    let mut kith = profile(&dir);
    write_notes(&mut kith, entries, seed);
    drop(kith);
    copy(&dir, to);
    // The counter goes along, or the copy would be found out.
    copy(&folder.path().join(".kith-counters"), &to.with_file_name(".kith-counters"));
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn raw(path: &Path) -> Connection {
    let c = Connection::open(path).unwrap();
    c.pragma_update(None, "key", RAW_KEY).unwrap();
    c.pragma_update(None, "journal_mode", "WAL").unwrap();
    c.pragma_update(None, "synchronous", "FULL").unwrap();
    c
}

fn raw_filled(path: &Path, rows: u64, seed: u64) {
    let mut chance = Chance::new(seed);
    let mut c = raw(path);
    c.execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL); CREATE INDEX newest ON note (at DESC)").unwrap();
    let t = c.transaction().unwrap();
    for i in 0..rows {
        t.execute("INSERT INTO note (at, text) VALUES (?1, ?2)", rusqlite::params![i64::try_from(i).unwrap(), prose::note(&mut chance, 40, 240)]).unwrap();
    }
    t.commit().unwrap();
}

/// What a process started by this benchmark does: opens, reads what the first screen shows, and ends.
pub fn first_screen(dir: &Path) {
    let mut kith = Kith::open(dir, Box::new(DemoStore::new(1)), Box::new(SeededEntropy::new(2)), NOW_MS).unwrap();
    let page = kith.handle(Request::Circle { circle: CIRCLE.to_owned() }, NOW_MS).unwrap();
    assert_eq!(page["notes"].as_array().map(Vec::len), Some(30));
}

/// The raw limit of the same: opens with a raw key and reads thirty rows by an index.
pub fn raw_first_screen(path: &Path) {
    let c = raw(path);
    let mut read = c.prepare("SELECT text FROM note ORDER BY at DESC LIMIT 30").unwrap();
    let rows = read.query_map([], |r| r.get::<_, String>(0)).unwrap().count();
    assert_eq!(rows, 30);
}

/// Wall times in milliseconds of fresh processes that each do one thing, in turn.
fn started(doings: &[(&str, &Path)]) -> Vec<Vec<f64>> {
    let me = std::env::current_exe().unwrap();
    let mut out = vec![Vec::new(); doings.len()];
    for round in 0..=STARTS {
        for (i, (doing, path)) in doings.iter().enumerate() {
            let begun = Instant::now();
            let done = Command::new(&me).arg(format!("--{doing}")).arg(path).status().unwrap();
            assert!(done.success());
            // The first round warms the page cache for both alike.
            if round > 0 {
                out[i].push(begun.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }
    out
}

pub(super) fn median(values: &mut [f64]) -> (f64, (f64, f64)) {
    values.sort_by(f64::total_cmp);
    (values[values.len() / 2], (values[0], values[values.len() - 1]))
}

pub(super) fn first_screens(seed: u64) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let (small, large, plain) = (folder.path().join("10k/profile"), folder.path().join("100k/profile"), folder.path().join("raw.db"));
    filled(10_000, seed, &small);
    filled(100_000, seed, &large);
    raw_filled(&plain, 100_000, seed);
    let mut times = started(&[("first-screen", &large), ("first-screen", &small), ("raw-first-screen", &plain)]);
    let (ours, spread) = median(&mut times[0]);
    let (tenth, _) = median(&mut times[1]);
    let (beside, _) = median(&mut times[2]);
    let growth = ours / tenth;
    vec![Row {
        id: "B4",
        what: "a cold process to a circle's page".to_owned(),
        size: "100,000 entries".to_owned(),
        ours,
        spread,
        unit: "ms, process start and end included",
        beside: vec![
            Beside { name: "the same with 10,000 entries".to_owned(), value: tenth },
            Beside { name: "SQLite with a raw key, 30 rows by an index".to_owned(), value: beside },
        ],
        ratio: Some(growth),
        goal: "≤ 50 ms, ≤ 1.2 × the same with 10k".to_owned(),
        met: ours <= 50.0 && growth <= 1.2,
    }]
}

pub(super) fn durable(seed: u64) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("profile");
    let mut chance = Chance::new(seed);
    let mut kith = profile(&dir);
    let wal = dir.join("kith.db-wal");
    let length = |p: &Path| std::fs::metadata(p).map_or(0, |m| m.len());
    for i in 0..20 {
        kith.handle(note(prose::note(&mut chance, 40, 240)), NOW_MS + i).unwrap();
    }
    let before = length(&wal);
    kith.handle(note(prose::note(&mut chance, 140, 141)), NOW_MS + 30).unwrap();
    // What one command adds to the write-ahead log; the raw commit writes a row of as many bytes.
    let bytes = usize::try_from(length(&wal).saturating_sub(before)).unwrap().max(4096);
    let c = raw(&folder.path().join("raw.db"));
    c.execute_batch("CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB NOT NULL)").unwrap();
    let (mut ours, mut theirs, mut small) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..COMMANDS as u64 {
        let request = note(prose::note(&mut chance, 40, 240));
        let begun = Instant::now();
        kith.handle(request, NOW_MS + 1000 + i).unwrap();
        ours.push(begun.elapsed().as_secs_f64() * 1000.0);
        for (body, times) in [(vec![7u8; bytes - bytes / 8], &mut theirs), (vec![7u8; 300], &mut small)] {
            let begun = Instant::now();
            c.execute("INSERT INTO row (body) VALUES (?1)", [body]).unwrap();
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let (ours, spread) = median(&mut ours);
    let (raw_ms, _) = median(&mut theirs);
    let (small, _) = median(&mut small);
    vec![Row {
        id: "B5",
        what: "a note confirmed durable".to_owned(),
        size: format!("{} KiB written a command", bytes / 1024),
        ours,
        spread,
        unit: "ms",
        beside: vec![
            Beside { name: "one SQLCipher FULL commit of as many bytes".to_owned(), value: raw_ms },
            Beside { name: "one of 300 bytes".to_owned(), value: small },
        ],
        ratio: Some(ours / raw_ms),
        goal: "≤ 1.5 ×".to_owned(),
        met: ours <= 1.5 * raw_ms,
    }]
}
