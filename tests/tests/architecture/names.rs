//! Which code may name which crate, clock or random source.

use super::tree::{self, Source};

/// Code that decides by rules alone: pure functions over what they are given, so that two devices agree.
const DOMAIN: [&str; 14] = [
    "core/src/honeycomb",
    "core/src/ledger",
    "core/src/membership",
    "core/src/circle",
    "core/src/plan",
    "core/src/care_store",
    "core/src/volunteering",
    "core/src/governance",
    "core/src/learning",
    "core/src/federation",
    "core/src/space",
    "core/src/profile",
    "core/src/fact",
    "core/src/sync",
];

/// A crate and the only places (path prefixes) that may name it.
const ONLY: [(&[&str], &[&str]); 7] = [
    (&["rusqlite", "rusqlite_migration"], &["core/src/storage", "sync-relay/", "tests/"]),
    (&["image"], &["core/src/picture", "core/src/kith/tests/attachments", "tests/"]),
    (&["h3o"], &["core/src/honeycomb", "tests/"]),
    (&["automerge"], &["core/src/document", "tests/"]),
    (&["iroh", "iroh_relay", "iroh_mdns_address_lookup"], &["core/net/", "sync-relay/", "tests/"]),
    (&["tokio"], &["core/net/", "sync-relay/", "desk/", "bindings/", "tests/"]),
    (&["uniffi"], &["bindings/"]),
];

fn rust() -> Vec<Source> {
    // This file names everything, to forbid it.
    tree::sources(&[".rs"]).into_iter().filter(|s| !s.path.starts_with("tests/tests/architecture")).collect()
}

/// Does the line hold `word` as a whole word?
fn names(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

/// Does the line name the crate, as a path or in a `use`? A field that happens to be called the same is no offence.
fn names_crate(line: &str, word: &str) -> bool {
    let line = line.trim_start();
    let import = line.starts_with("use ") || line.starts_with("pub use ") || line.starts_with("extern crate ");
    names(line, word) && (import || line.contains(&format!("{word}::")))
}

fn offences<'a>(sources: impl Iterator<Item = &'a Source>, words: &[&str], names: fn(&str, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.code() {
            for word in words.iter().filter(|w| names(line, w)) {
                found.push(format!("{}:{number} names {word}", source.path));
            }
        }
    }
    found
}

fn under(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|p| source.path.starts_with(p))
}

#[test]
fn a_crate_is_named_only_where_it_belongs() {
    let rust = rust();
    for (words, places) in ONLY {
        let found = offences(rust.iter().filter(|s| !under(s, places)), words, names_crate);
        assert!(found.is_empty(), "only {places:?} may name {words:?}:\n{}", found.join("\n"));
    }
}

#[test]
fn the_domain_names_no_clock_network_file_or_random_source() {
    let rust = rust();
    let forbidden = ["SystemTime", "Instant", "getrandom", "rand", "OsRng", "std::fs", "std::env", "std::net", "std::process", "std::thread"];
    let found = offences(rust.iter().filter(|s| under(s, &DOMAIN) && !s.is_test()), &forbidden, names);
    assert!(found.is_empty(), "the domain is given its time and its random bytes:\n{}", found.join("\n"));
}

#[test]
fn libraries_print_nothing() {
    let rust = rust();
    let libraries = ["core/", "bindings/src"];
    let found = offences(rust.iter().filter(|s| under(s, &libraries) && !s.is_test()), &["println", "eprintln", "print", "eprint"], names);
    assert!(found.is_empty(), "what a person reads comes from the catalogue, through a shell:\n{}", found.join("\n"));
}

#[test]
fn a_whole_word_is_told_from_a_part_of_one() {
    assert!(names("use rusqlite::Connection;", "rusqlite"));
    assert!(!names("use rusqlite_migration::M;", "rusqlite"));
    assert!(!names("let operand = 1;", "rand"));
    assert!(names_crate("    pub fn at(e: iroh::Endpoint) {", "iroh"));
    assert!(!names_crate("    iroh_relay: Option<String>,", "iroh_relay"));
}
