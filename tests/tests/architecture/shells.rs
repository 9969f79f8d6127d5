//! The phones' shells keep no sentence of their own: they name keys of the one catalogue.

use super::tree::{self, Source};
use kith_core::words::{Language, Words};
use std::collections::BTreeSet;

const SHELLS: [&str; 2] = ["android/", "ios/"];
/// Keys that only the phones say begin with this area; the others they share with the desk.
const PHONES_OWN: &str = "phone-";
const ENGLISH: &str = include_str!("../../../core/src/words/en.ftl");

/// What a shell names: whole keys, and beginnings of keys whose end is a word of the core's.
struct Named {
    keys: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

fn is_key(text: &str) -> bool {
    text.contains('-') && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Every literal that is written like a key: in quotes, whole or up to what is put in (`$` in Kotlin, `\(` in Swift).
fn named(source: &Source, found: &mut Named) {
    for (_, line) in source.code() {
        for literal in line.split('"').skip(1).step_by(2) {
            let begins = literal.split(['$', '\\']).next().unwrap_or_default();
            if is_key(begins) && begins.ends_with('-') {
                found.beginnings.insert(begins.to_owned());
            } else if is_key(literal) {
                found.keys.insert(literal.to_owned());
            }
        }
    }
}

fn all_named() -> Named {
    let mut found = Named { keys: BTreeSet::new(), beginnings: BTreeSet::new() };
    let sources = tree::sources(&[".kt", ".swift"]);
    let ours = sources.iter().filter(|source| SHELLS.iter().any(|shell| source.path.starts_with(shell)));
    ours.filter(|source| !["/test/", "Tests/"].iter().any(|test| source.path.contains(test))).for_each(|source| named(source, &mut found));
    found
}

fn catalogue() -> impl Iterator<Item = &'static str> {
    ENGLISH.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key).filter(|key| is_key(key))
}

/// covers: X4, X6
#[test]
fn every_key_that_a_phone_says_has_words_in_both_languages() {
    let named = all_named();
    let areas: BTreeSet<&str> = catalogue().filter_map(|key| key.split('-').next()).collect();
    let lacking: Vec<String> = named
        .keys
        .iter()
        .filter(|key| key.split('-').next().is_some_and(|area| areas.contains(area)))
        .flat_map(|key| Language::ALL.into_iter().filter(|l| !Words::of(*l).has(key)).map(move |l| format!("{} has no {key}", l.code())))
        .chain(named.beginnings.iter().filter(|b| !catalogue().any(|key| key.starts_with(*b))).map(|b| format!("no key begins with {b}")))
        .collect();
    assert!(!named.keys.is_empty(), "no key was found: the test looks in the wrong place");
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn no_key_of_the_phones_own_is_left_unsaid() {
    let named = all_named();
    let said = |key: &str| named.keys.contains(key) || named.beginnings.iter().any(|begins| key.starts_with(begins.as_str()));
    let unsaid: Vec<&str> = catalogue().filter(|key| key.starts_with(PHONES_OWN) && !said(key)).collect();
    assert!(unsaid.is_empty(), "no phone says {unsaid:?}");
}
