//! B19: from a locked profile to its first screen, beyond argon2's own time.

use super::{Beside, Row, b4::median, prose};
use crate::sim::Chance;
use kith_core::{
    entropy::SeededEntropy,
    keystore::{KeyStore, PassphraseStore},
    kith::{Kith, NewProfile, Request},
    words::Language,
};
use std::{path::Path, time::Instant};

const NOW_MS: u64 = 1_790_000_000_000;
const CIRCLE: &str = "Mam";
const ENTRIES: u64 = 10_000;
const ROUNDS: usize = 15;
/// What stands before the wrapped secrets in the file of keys.
const KEYS_MAGIC_BYTES: usize = 9;
const GOAL_MS: f64 = 100.0;

fn store() -> Box<PassphraseStore> {
    Box::new(PassphraseStore::new("paned o de".to_owned().into()))
}

fn filled(dir: &Path, seed: u64) -> Kith {
    let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
    let mut chance = Chance::new(seed);
    let mut kith = Kith::create(dir, &new, store(), Box::new(SeededEntropy::new(1)), NOW_MS).unwrap();
    kith.handle(Request::CircleCreate { name: CIRCLE.to_owned(), person: "me".to_owned() }, NOW_MS).unwrap();
    for i in 0..ENTRIES {
        kith.handle(Request::NoteWrite { circle: CIRCLE.to_owned(), text: prose::note(&mut chance, 40, 240), attach: Vec::new() }, NOW_MS + i * 1000).unwrap();
    }
    kith
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("profile");
    let mut kith = filled(&dir, seed);
    let wrapped = std::fs::read(dir.join("keys")).unwrap()[KEYS_MAGIC_BYTES..].to_vec();
    let (mut ours, mut alone) = (Vec::new(), Vec::new());
    for i in 0..ROUNDS as u64 {
        let now = NOW_MS + ENTRIES * 1000 + i;
        kith.lock();
        let begun = Instant::now();
        store().unwrap(&wrapped).unwrap();
        let stretching = begun.elapsed().as_secs_f64() * 1000.0;
        let begun = Instant::now();
        kith.unlock(store(), now).unwrap();
        let page = kith.handle(Request::Circle { circle: CIRCLE.to_owned() }, now).unwrap();
        let all = begun.elapsed().as_secs_f64() * 1000.0;
        assert_eq!(page["notes"].as_array().map(Vec::len), Some(30));
        ours.push(all - stretching);
        alone.push(stretching);
    }
    let (ours, spread) = median(&mut ours);
    let (argon2, _) = median(&mut alone);
    vec![Row {
        id: "B19",
        what: "unlock to a circle's page, beyond argon2".to_owned(),
        size: format!("{ENTRIES} entries"),
        ours,
        spread,
        unit: "ms",
        beside: vec![Beside { name: "argon2 alone, 19 MiB and two passes".to_owned(), value: argon2 }],
        ratio: None,
        goal: "≤ 100 ms".to_owned(),
        met: ours <= GOAL_MS,
    }]
}
