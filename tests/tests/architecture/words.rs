//! Every error that a person can meet has a sentence in both languages.

use super::tree;
use kith_core::words::{Language, Words};
use std::collections::BTreeSet;

/// Codes whose reason is the system's own word, or that only a program's own mistake brings about.
const SAID_AS_THEY_ARE: [&str; 15] = [
    "bad-report",
    "bad-usage",
    "bad-view",
    "cannot-print",
    "cannot-read",
    "cannot-serve",
    "cannot-write",
    "defect",
    "demo-members",
    "no-random",
    "no-thread",
    "not-a-plan-request",
    "not-a-profile-request",
    "not-a-request",
    "unreadable-answer",
];
const MAKERS: [&str; 5] = ["invalid(", "not_found(", "not_allowed(", "storage(", "new("];
/// How the core finds what a reference names: the second argument says what that is, and makes a code of its own.
const FINDERS: [&str; 2] = ["pick(", "entry("];

/// What references can name, as the core's own calls say.
fn references() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in tree::sources(&[".rs"]).into_iter().filter(|s| s.path.starts_with("core/src/kith/") && !s.is_test()) {
        for call in FINDERS.iter().flat_map(|finder| source.text.split(finder).skip(1)) {
            let second = call.split_once(',').map_or("", |(_, rest)| rest.trim_start());
            let what = second.strip_prefix('"').and_then(|rest| rest.split_once('"')).map_or("", |(what, _)| what);
            if !what.is_empty() && what.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                found.insert(what.to_owned());
            }
        }
    }
    found
}

/// The codes of the errors that a text makes: the first literal after `KithError::invalid(` and its like.
fn codes(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, maker) in text.match_indices("KithError::").chain(text.match_indices("Self::")).map(|(at, name)| (at, &text[at + name.len()..])) {
        let Some(call) = MAKERS.iter().find_map(|m| maker.strip_prefix(m)) else { continue };
        let code = call.split('"').nth(1).unwrap_or_default();
        let plain = call.split('"').next().is_some_and(|before| before.trim().is_empty() || before.trim_start().contains("ErrorKind::"));
        let kebab = !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if plain && kebab && at > 0 {
            found.push(code);
        }
    }
    found
}

/// covers: X4
#[test]
fn every_error_that_a_person_can_meet_has_words_in_both_languages() {
    let ours = ["core/src/", "core/net/src/", "desk/src/"];
    let mut lacking = Vec::new();
    let mut seen = 0;
    for source in tree::sources(&[".rs"]).into_iter().filter(|s| ours.iter().any(|o| s.path.starts_with(o)) && !s.is_test()) {
        let code_of_it = source.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for code in codes(code_of_it).into_iter().filter(|c| !SAID_AS_THEY_ARE.contains(c)) {
            seen += 1;
            let lacks = Language::ALL.into_iter().filter(|l| !Words::of(*l).has(&format!("code-{code}")));
            lacking.extend(lacks.map(|l| format!("{} has no code-{code} ({})", l.code(), source.path)));
        }
    }
    let references = references();
    for what in &references {
        for code in [format!("code-no-such-{what}"), format!("code-ambiguous-{what}")] {
            lacking.extend(Language::ALL.into_iter().filter(|l| !Words::of(*l).has(&code)).map(|l| format!("{} has no {code}", l.code())));
        }
    }
    assert!(["person", "line", "fork", "removal", "hold"].iter().all(|what| references.contains(*what)), "references: {references:?}");
    assert!(seen > 100, "only {seen} errors were found: the test looks in the wrong place");
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}
