//! B16: a circle's page as the desk serves it, and a search, with a hundred thousand notes.

use super::{
    Beside, Row,
    b4::{copy, median},
    coins::seconds,
    prose,
};
use crate::sim::Chance;
use kith_core::{
    entropy::SeededEntropy,
    keystore::PassphraseStore,
    kith::{Kith, NewProfile, Request},
    words::Language,
};
use rusqlite::Connection;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Instant,
};

const NOTES: u64 = 100_000;
const NOW_MS: u64 = 1_790_000_000_000;
const CIRCLE: &str = "Mam";
const PASSPHRASE: &str = "paned o de";
const PAGES: usize = 60;
const SEARCHES: usize = 15;
const FOUND: u32 = 30;
/// Words that are looked for: in most notes, in some, and two together in few.
const LOOKED_FOR: [&str; 3] = ["mair", "inhaler", "chapel cawl"];
const PAGE_GOAL_MS: f64 = 50.0;
const SEARCH_GOAL: f64 = 1.5;

fn store(counters: &Path) -> Box<PassphraseStore> {
    Box::new(PassphraseStore::new(PASSPHRASE.to_owned().into()).counting_in(counters.to_owned()))
}

/// A profile with the notes, made in memory and copied to the disk that is measured.
fn filled(texts: &[String], to: &Path) {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let (dir, counters) = (folder.path().join("profile"), folder.path().join("counters"));
    let new = NewProfile { name: "Elin".to_owned(), language: Language::English };
    let mut kith = Kith::create(&dir, &new, store(&counters), Box::new(SeededEntropy::new(1)), NOW_MS).unwrap();
    kith.handle(Request::CircleCreate { name: CIRCLE.to_owned(), person: "me".to_owned() }, NOW_MS).unwrap();
    for (text, n) in texts.iter().zip(0u64..) {
        let note = Request::NoteWrite { circle: CIRCLE.to_owned(), text: text.clone(), attach: Vec::new() };
        kith.handle(note, NOW_MS + n * 1000).unwrap();
    }
    drop(kith);
    copy(&dir, &to.join("profile"));
    copy(&counters, &to.join("counters"));
}

/// The same texts in a table with the same index of words.
fn raw(texts: &[String], path: &Path) -> Connection {
    let mut c = Connection::open(path).unwrap();
    c.pragma_update(None, "key", format!("x'{}'", "01".repeat(32))).unwrap();
    c.execute_batch(
        "CREATE TABLE note (id BLOB PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL, current TEXT NOT NULL) STRICT;
         CREATE VIRTUAL TABLE note_text USING fts5 (current, content = 'note', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2');",
    )
    .unwrap();
    let t = c.transaction().unwrap();
    for (text, at) in texts.iter().zip(1i64..) {
        let id = blake3::hash(&at.to_be_bytes());
        t.execute("INSERT INTO note (id, at, text, current) VALUES (?1, ?2, ?3, ?3)", rusqlite::params![id.as_bytes(), at, text]).unwrap();
        t.execute("INSERT INTO note_text (rowid, current) VALUES (?1, ?2)", rusqlite::params![t.last_insert_rowid(), text]).unwrap();
    }
    t.commit().unwrap();
    c
}

fn search_raw(c: &Connection, words: &str) -> usize {
    let query = words.split(' ').map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
    let sql = "SELECT n.id, n.at, n.text, n.current FROM note_text t JOIN note n ON n.rowid = t.rowid WHERE note_text MATCH ?1 ORDER BY n.at DESC, n.id DESC LIMIT ?2";
    let mut read = c.prepare_cached(sql).unwrap();
    let rows = read.query_map(rusqlite::params![query, FOUND], |r| Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, String>(2)?, r.get::<_, String>(3)?))).unwrap();
    rows.map(Result::unwrap).count()
}

fn searches(kith: &mut Kith, raw: &Connection) -> Vec<Row> {
    let mut out = Vec::new();
    for words in LOOKED_FOR {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=SEARCHES {
            let begun = Instant::now();
            let found = kith.handle(Request::NoteSearch { query: words.to_owned(), circle: None, limit: FOUND }, NOW_MS + NOTES * 1000).unwrap();
            let here = seconds(begun) * 1000.0;
            let begun = Instant::now();
            let count = search_raw(raw, words);
            let there = seconds(begun) * 1000.0;
            assert!(count > 0 && found.as_array().map(Vec::len) == Some(count), "{words}: {count}");
            if round > 0 {
                ours.push(here);
                theirs.push(there);
            }
        }
        let (ours, spread) = median(&mut ours);
        let (theirs, _) = median(&mut theirs);
        out.push(Row {
            id: "B16",
            what: format!("a search for “{words}”, the newest {FOUND} shown"),
            size: format!("{NOTES} notes"),
            ours,
            spread,
            unit: "ms",
            beside: vec![Beside { name: "the same FTS5 query alone".to_owned(), value: theirs }],
            ratio: Some(ours / theirs),
            goal: format!("≤ {SEARCH_GOAL} ×"),
            met: ours <= theirs * SEARCH_GOAL,
        });
    }
    out
}

/// A desk that serves the profile, ended with this value.
struct Desk {
    child: Child,
    host: String,
    cookie: String,
}

impl Desk {
    fn start(program: &Path, folder: &Path) -> Self {
        let mut command = Command::new(program);
        command.arg("--profile").arg(folder.join("profile")).args(["--json", "serve", "--loopback", "--no-lan"]);
        command.env("KITH_PASSPHRASE", PASSPHRASE).env("KITH_COUNTERS", folder.join("counters")).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let (host, token) = told["url"].as_str().unwrap().strip_prefix("http://").unwrap().split_once("/?").unwrap();
        let mut desk = Self { child, host: host.to_owned(), cookie: String::new() };
        let answer = desk.get(&format!("/?{token}"));
        desk.cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|line| line.split(';').next()).unwrap().to_owned();
        desk
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Language: en\r\nConnection: close\r\nCookie: {}\r\n\r\n", self.host, self.cookie).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The page from the desk that is built beside this command; no row where there is none.
fn page(folder: &Path, circle: &str, newest: &str) -> Option<Row> {
    let program = std::env::current_exe().unwrap().with_file_name("kith");
    if !program.exists() {
        eprintln!("B16: no desk is built beside this command (cargo build --release -p kith-desk), so its page is not measured");
        return None;
    }
    let desk = Desk::start(&program, folder);
    let path = format!("/circle/{circle}");
    let mut ms = Vec::new();
    for round in 0..=PAGES {
        let begun = Instant::now();
        let answer = desk.get(&path);
        let took = seconds(begun) * 1000.0;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(newest), "{}", answer.lines().next().unwrap_or_default());
        if round > 0 {
            ms.push(took);
        }
    }
    let (ours, spread) = median(&mut ms);
    Some(Row {
        id: "B16",
        what: "a circle's page from the desk, asked and read whole on loopback".to_owned(),
        size: format!("{NOTES} notes"),
        ours,
        spread,
        unit: "ms",
        beside: Vec::new(),
        ratio: None,
        goal: "≤ 50 ms".to_owned(),
        met: ours <= PAGE_GOAL_MS,
    })
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut chance = Chance::new(seed);
    let texts: Vec<String> = (0..NOTES).map(|_| prose::note(&mut chance, 40, 240)).collect();
    let folder = tempfile::tempdir().unwrap();
    filled(&texts, folder.path());
    let beside = raw(&texts, &folder.path().join("raw.db"));
    let (dir, counters) = (folder.path().join("profile"), folder.path().join("counters"));
    let mut kith = Kith::open(&dir, store(&counters), Box::new(SeededEntropy::new(2)), NOW_MS + NOTES * 1000).unwrap();
    let circles = kith.handle(Request::Circles, NOW_MS + NOTES * 1000).unwrap();
    let circle = circles[0]["id"].as_str().unwrap().to_owned();
    let found = searches(&mut kith, &beside);
    drop(kith);
    // A page shows a character of the markup otherwise: words without any are looked for.
    let newest = texts.last().unwrap();
    let word = newest.split(|c: char| !c.is_ascii_alphabetic()).max_by_key(|word| word.len()).unwrap();
    page(folder.path(), &circle, word).into_iter().chain(found).collect()
}
