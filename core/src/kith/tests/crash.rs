//! A crash at any instant: the database's write-ahead log cut or torn at any byte, and opened again.

use super::cast::{Cast, Phone, texts};
use crate::{entropy::SeededEntropy, keystore::DemoStore, kith::Kith};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Of SQLite's write-ahead log: a head, then frames of a head and a page each.
const WAL_HEAD: usize = 32;
const FRAME: usize = 24 + 4096;

/// The files of the folder of counters.
type Counters = Vec<(std::ffi::OsString, Vec<u8>)>;

fn counters(phone: &Phone) -> Counters {
    let folder = phone.dir.parent().unwrap().join(".kith-counters");
    std::fs::read_dir(folder).unwrap().map(Result::unwrap).map(|file| (file.file_name(), std::fs::read(file.path()).unwrap())).collect()
}

/// A profile as it lay on the disk, and what had been confirmed when the log was so long.
struct Wreck {
    folder: TempDir,
    wal: Vec<u8>,
    /// Length of the log after each command, the notes then, and the counters outside the profile.
    confirmed: Vec<(usize, Vec<String>, Counters)>,
    seed: u64,
    now_ms: u64,
}

fn wal(dir: &Path) -> PathBuf {
    dir.join("kith.db-wal")
}

/// A profile without its log.
fn copy(from: &Path, to: &Path) {
    for file in ["keys", "kith.db"] {
        std::fs::copy(from.join(file), to.join(file)).unwrap();
    }
}

fn notes(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    texts(&cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 99})), "text")
}

/// Writes a few notes, and other things between them, without ever closing the database; then the battery is dead.
fn wreck() -> Wreck {
    let mut cast = Cast::new();
    let mut elin = cast.phone("Elin", 5);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Long kept"}));
    let mut elin = cast.reopen(elin);
    let size = |phone: &Phone| std::fs::metadata(wal(&phone.dir)).map_or(0, |m| usize::try_from(m.len()).unwrap());
    let mut confirmed = vec![(size(&elin), notes(&mut cast, &mut elin), counters(&elin))];
    for n in 0..6 {
        cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": format!("Note {n} {}", "tea ".repeat(n * 200))}));
        confirmed.push((size(&elin), notes(&mut cast, &mut elin), counters(&elin)));
        let other = match n % 3 {
            0 => json!({"do": "plan-create", "circle": "Mam", "title": "Mornings", "text": "Tea first", "when": null, "place": null}),
            1 => json!({"do": "rename", "name": format!("Elin {n}")}),
            _ => json!({"do": "circle-create", "name": format!("Circle {n}"), "person": "me"}),
        };
        cast.ask(&mut elin, other);
        confirmed.push((size(&elin), notes(&mut cast, &mut elin), counters(&elin)));
    }
    let folder = TempDir::new().unwrap();
    copy(&elin.dir, folder.path());
    let wal = std::fs::read(wal(&elin.dir)).unwrap();
    assert!(confirmed.windows(2).all(|w| w[0].0 < w[1].0), "the log only grew: {:?}", confirmed.iter().map(|c| c.0).collect::<Vec<_>>());
    Wreck { folder, wal, confirmed, seed: elin.seed, now_ms: cast.now_ms }
}

impl Wreck {
    /// Opens a copy of the profile with this log.
    fn raised(&self, log: &[u8], counters: &Counters) -> (TempDir, Kith) {
        let dir = TempDir::new().unwrap();
        let (profile, beside) = (dir.path().join("profile"), dir.path().join(".kith-counters"));
        std::fs::create_dir(&profile).unwrap();
        std::fs::create_dir(&beside).unwrap();
        copy(self.folder.path(), &profile);
        counters.iter().for_each(|(name, bytes)| std::fs::write(beside.join(name), bytes).unwrap());
        std::fs::write(wal(&profile), log).unwrap();
        let kith = Kith::open(&profile, Box::new(DemoStore::new(self.seed)), Box::new(SeededEntropy::new(77)), self.now_ms).unwrap();
        (dir, kith)
    }

    /// What must be there when the log is whole up to a byte: all that was confirmed by then, and nothing else.
    fn must_hold(&self, whole: usize) -> (&[String], &Counters) {
        let last = self.confirmed.iter().rev().find(|(length, ..)| *length <= whole).unwrap_or(&self.confirmed[0]);
        (&last.1, &last.2)
    }

    fn check(&self, log: &[u8], whole: usize) {
        let (must_hold, counters) = self.must_hold(whole);
        let (_dir, mut kith) = self.raised(log, counters);
        let ask = |kith: &mut Kith, request: Value| kith.handle(serde_json::from_value(request).unwrap(), self.now_ms).unwrap();
        let read = texts(&ask(&mut kith, json!({"do": "notes", "circle": "Mam", "limit": 99})), "text");
        assert_eq!(read, must_hold, "log of {} bytes, whole up to {whole}", log.len());
        if log.len().is_multiple_of(5) {
            assert_eq!(ask(&mut kith, json!({"do": "rebuild"}))["alike"], true, "what is shown follows from the log");
        }
        ask(&mut kith, json!({"do": "note-write", "circle": "Mam", "text": "And on it goes"}));
    }
}

/// covers: X1, X8
#[test]
fn a_crash_at_any_write_keeps_what_was_confirmed_and_nothing_half() {
    let wreck = wreck();
    let frames = (wreck.wal.len() - WAL_HEAD) / FRAME;
    assert!(frames > 50, "{frames} frames");
    for frame in 0..=frames {
        // At the boundary, in the frame's head, and somewhere in its page.
        for extra in [0, 13, 24 + (frame * 977) % 4096] {
            let cut = (WAL_HEAD + frame * FRAME + extra).min(wreck.wal.len());
            wreck.check(&wreck.wal[..cut], cut);
        }
    }
    for cut in [0, 1, 17, WAL_HEAD - 1] {
        wreck.check(&wreck.wal[..cut], 0);
    }
}

/// covers: X1
#[test]
fn a_page_that_was_torn_in_writing_undoes_its_command_and_those_after_it() {
    let wreck = wreck();
    let frames = (wreck.wal.len() - WAL_HEAD) / FRAME;
    for frame in (0..frames).step_by(2) {
        let start = WAL_HEAD + frame * FRAME;
        let mut log = wreck.wal.clone();
        // Half of the page is what lay there before: zeros.
        log[start + FRAME / 2..start + FRAME].fill(0);
        wreck.check(&log, start);
    }
}
