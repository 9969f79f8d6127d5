//! B14: how large the phone library is, and what the way through Kotlin costs.

use super::{
    Beside, Row,
    b4::{self, copy, median},
    number,
};
use kith_core::{
    entropy::{Entropy, SeededEntropy},
    keystore::{KeyStore, KeyStoreError},
    kith::{Kith, NewProfile, Request},
    words::Language,
};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};
use zeroize::Zeroizing;

const LIBRARY: &str = "libkith_ffi.so";
const STRIPPED_GOAL_MB: f64 = 14.0;
const COMPRESSED_GOAL_MB: f64 = 6.5;
const ENTRIES: u64 = 100_000;
const NOW_MS: u64 = 1_790_000_000_000;
/// Machines started for each median.
const STARTS: usize = 9;
const ROWS: u32 = 200;
const OPEN_GOAL: f64 = 3.0;

/// Keeps secrets as they are: a measurement's profile holds none, and no figure is to hold argon2's own time.
struct PlainStore;

impl KeyStore for PlainStore {
    fn wrap(&mut self, secrets: &[u8], _: &mut dyn Entropy) -> Result<Vec<u8>, KeyStoreError> {
        Ok(secrets.to_vec())
    }

    fn unwrap(&mut self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
        Ok(Zeroizing::new(wrapped.to_vec()))
    }
}

/// What `coop.kith.model.Measure` prints.
#[derive(Deserialize)]
struct Told {
    /// Until the library is loaded and answers.
    library_ms: f64,
    /// From then until the profile is open.
    open_ms: f64,
    /// From then until a circle's page is there.
    page_ms: f64,
    /// Both once more in the same machine, the profile closed and opened again.
    again_ms: f64,
    call_ns: f64,
    list_ms: f64,
}

/// Cargo's target folder, in which this command was built.
fn target() -> PathBuf {
    let me = std::env::current_exe().unwrap();
    me.ancestors().nth(2).unwrap().to_owned()
}

/// Where the phone library is, built as phones carry it.
fn phone() -> PathBuf {
    target().join("phone")
}

fn megabytes(bytes: u64) -> f64 {
    number(bytes) / 1e6
}

/// The size of each part of the library's code and tables, in bytes: Rust's crates by name, what is written in C as one.
fn parts(library: &Path) -> BTreeMap<&'static str, u64> {
    let listed = Command::new("nm").args(["--print-size", "--demangle", "--defined-only", "--radix=d"]).arg(library).output().unwrap();
    let mut parts = BTreeMap::new();
    for line in String::from_utf8_lossy(&listed.stdout).lines() {
        let mut words = line.splitn(4, ' ');
        let (Some(_), Some(size), Some(_), Some(name)) = (words.next(), words.next(), words.next(), words.next()) else { continue };
        let Ok(size) = size.parse::<u64>() else { continue };
        *parts.entry(part_of(name)).or_default() += size;
    }
    parts
}

/// Which part a symbol belongs to.
fn part_of(name: &str) -> &'static str {
    if !name.contains("::") {
        return "SQLCipher, OpenSSL, zstd (C)";
    }
    let has = |some: &[&str]| some.iter().any(|crate_name| name.contains(&format!("{crate_name}::")));
    if has(&["kith_core", "kith_wire", "kith_net", "kith_ffi"]) || name.contains("uniffi") {
        "Kith and its bindings"
    } else if has(&["automerge", "hexane"]) {
        "automerge"
    } else if has(&[
        "iroh",
        "iroh_base",
        "iroh_relay",
        "noq",
        "noq_proto",
        "noq_udp",
        "quinn",
        "netwatch",
        "portmapper",
        "rustls",
        "hickory_proto",
        "hyper",
        "tokio",
        "swarm_discovery",
    ]) {
        "iroh, TLS and tokio"
    } else if has(&["image", "zune_jpeg", "png", "h3o", "typst", "fluent", "fluent_bundle", "icu_locale_core"]) {
        "pictures, maps and words"
    } else {
        "the rest of Rust"
    }
}

fn sizes(library: &Path) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let stripped = folder.path().join(LIBRARY);
    assert!(Command::new("strip").arg("--strip-unneeded").arg("-o").args([&stripped, library]).status().unwrap().success());
    let whole = megabytes(std::fs::metadata(&stripped).unwrap().len());
    // As an Android package is compressed: by deflate.
    let packed = Command::new("gzip").args(["-9", "-c"]).arg(&stripped).output().unwrap();
    let packed = megabytes(packed.stdout.len() as u64);
    // By the symbols of the same code, optimised for speed: the phone's library is stripped of its own.
    let beside =
        parts(&target().join("release").join(LIBRARY)).into_iter().map(|(name, bytes)| Beside { name: name.to_owned(), value: megabytes(bytes) }).collect();
    let row = |what: &str, ours: f64, beside, goal: f64| Row {
        id: "B14",
        what: what.to_owned(),
        size: "x86-64, SQLCipher and its OpenSSL inside".to_owned(),
        ours,
        spread: (ours, ours),
        unit: "MB",
        beside,
        ratio: None,
        goal: format!("≤ {goal} MB"),
        met: ours <= goal,
    };
    vec![row("the phone library, stripped", whole, beside, STRIPPED_GOAL_MB), row("the same, compressed", packed, Vec::new(), COMPRESSED_GOAL_MB)]
}

/// A profile with a hundred thousand notes whose secrets are as they are.
fn filled(seed: u64, to: &Path) -> String {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let dir = folder.path().join("profile");
    let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
    let mut kith = Kith::create(&dir, &new, Box::new(PlainStore), Box::new(SeededEntropy::new(1)), NOW_MS).unwrap();
    let made = kith.handle(Request::CircleCreate { name: b4::CIRCLE.to_owned(), person: "me".to_owned() }, NOW_MS).unwrap();
    let circle = made["id"].as_str().unwrap().to_owned();
    b4::write_notes(&mut kith, ENTRIES, seed);
    drop(kith);
    copy(&dir, &to.join("profile"));
    copy(&folder.path().join(".kith-counters"), &to.join(".kith-counters"));
    circle
}

/// The core alone doing the same: opened, then a circle's page, then two hundred notes. In milliseconds.
fn core_alone(dir: &Path, circle: &str) -> (f64, f64) {
    let begun = Instant::now();
    let mut kith = Kith::open(dir, Box::new(PlainStore), Box::new(SeededEntropy::new(2)), NOW_MS).unwrap();
    let page = kith.handle(Request::Circle { circle: circle.to_owned() }, NOW_MS).unwrap();
    let open = begun.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(page["notes"].as_array().map(Vec::len), Some(30));
    let mut lists = Vec::new();
    for _ in 0..50 {
        let begun = Instant::now();
        let list = kith.handle(Request::Notes { circle: circle.to_owned(), limit: ROWS, before_ms: None }, NOW_MS).unwrap();
        lists.push(begun.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(list.as_array().map(Vec::len), Some(ROWS as usize));
    }
    (open, median(&mut lists).0)
}

/// What Kotlin's side is started with: the classes that `android/measure` has compiled, and the libraries that they need.
fn classpath(target: &Path) -> Option<String> {
    let libraries = std::fs::read_to_string(target.join("android/model/classpath.txt")).ok()?;
    let classes = ["classes", "test-classes"].map(|folder| target.join("android/model").join(folder).display().to_string());
    Some(format!("{}:{}", classes.join(":"), libraries.trim()))
}

fn kotlin(classpath: &str, arguments: &[&str]) -> (String, f64) {
    let library_path = format!("-Djna.library.path={}", phone().display());
    let begun = Instant::now();
    let mut java = Command::new("java");
    java.args(["-Xshare:auto", "-XX:TieredStopAtLevel=1", &library_path, "-cp", classpath, "coop.kith.model.Measure"]).args(arguments);
    let told = java.stderr(Stdio::inherit()).output().unwrap();
    assert!(told.status.success(), "the measurement in Kotlin failed");
    (String::from_utf8(told.stdout).unwrap(), begun.elapsed().as_secs_f64() * 1000.0)
}

fn through_kotlin(seed: u64, classpath: &str) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let circle = filled(seed, folder.path());
    let dir = folder.path().join("profile");
    let (mut open, mut again, mut core, mut core_list) = (vec![], vec![], vec![], vec![]);
    let (mut library, mut call, mut list, mut empty) = (vec![], vec![], vec![], vec![]);
    for _ in 0..STARTS {
        let (alone, rows) = core_alone(&dir, &circle);
        core.push(alone);
        core_list.push(rows);
        empty.push(kotlin(classpath, &[]).1);
        let told: Told = serde_json::from_str(&kotlin(classpath, &[dir.to_str().unwrap(), &circle]).0).unwrap();
        library.push(told.library_ms);
        open.push(told.open_ms + told.page_ms);
        again.push(told.again_ms);
        call.push(told.call_ns / 1000.0);
        list.push(told.list_ms);
    }
    let ((open, open_spread), (again, again_spread), (core, _), (core_list, _)) =
        (median(&mut open), median(&mut again), median(&mut core), median(&mut core_list));
    let ((library, _), (call, call_spread), (list, list_spread), (empty, _)) = (median(&mut library), median(&mut call), median(&mut list), median(&mut empty));
    let row = |what: &str, size: String, ours: (f64, (f64, f64)), unit, beside, ratio, goal: &str, met| Row {
        id: "B14",
        what: what.to_owned(),
        size,
        ours: ours.0,
        spread: ours.1,
        unit,
        beside,
        ratio,
        goal: goal.to_owned(),
        met,
    };
    let named = |name: &str, value| Beside { name: name.to_owned(), value };
    vec![
        row(
            "opened and a circle's page in Kotlin, a machine just started",
            format!("{ENTRIES} entries"),
            (open, open_spread),
            "ms",
            vec![named("the core alone", core), named("a Java machine that does nothing", empty), named("loading the library", library)],
            Some(open / core),
            "≤ 3 × the core",
            open <= OPEN_GOAL * core,
        ),
        row(
            "the same, closed and opened again in one machine",
            format!("{ENTRIES} entries"),
            (again, again_spread),
            "ms",
            vec![named("the core alone", core)],
            Some(again / core),
            "≤ 3 × the core",
            again <= OPEN_GOAL * core,
        ),
        row("one call from Kotlin", "a word asked for".to_owned(), (call, call_spread), "µs", Vec::new(), None, "told", true),
        row(
            "a list in Kotlin",
            format!("{ROWS} notes"),
            (list, list_spread),
            "ms",
            vec![named("the core alone", core_list)],
            Some(list / core_list),
            "told",
            true,
        ),
    ]
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let library = phone().join(LIBRARY);
    if !library.exists() {
        eprintln!("B14: no phone library is built (android/measure builds it), so its size is not measured");
        return Vec::new();
    }
    let mut rows = sizes(&library);
    match classpath(&target()) {
        Some(classpath) => rows.extend(through_kotlin(seed, &classpath)),
        None => eprintln!("B14: android/measure has not compiled the Kotlin side, so the way through Kotlin is not measured"),
    }
    rows
}
