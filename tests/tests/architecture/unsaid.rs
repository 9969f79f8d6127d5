//! Words of the catalogue that no page, command or phone says.

use super::tree;
use std::collections::BTreeSet;

const ENGLISH: &str = include_str!("../../../core/src/words/en.ftl");
const SAYERS: [&str; 6] = [".rs", ".kt", ".swift", ".py", ".js", ".mjs"];
/// Sentences that stand in the catalogue before the page that will say them. Each that is said or taken out makes them fewer.
const WRITTEN_AHEAD: usize = 200;
/// The shortest beginning of a key by which a literal such as `"dose-state-{}"` is taken to say it.
const BEGINNING_MIN: usize = 4;

/// What the sources say: whole literals, and literals with something put in.
struct Said {
    whole: BTreeSet<String>,
    /// Beginning and end of a key whose middle or end is put in.
    woven: BTreeSet<(String, String)>,
    /// Beginnings of keys that a state is put behind.
    states: BTreeSet<String>,
}

fn is_part(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A literal before and behind what is put in: `{…}` in Rust, `$name` in Kotlin, `\(…)` in Swift.
fn woven(literal: &str) -> Option<(String, String)> {
    let begins = literal.find(['{', '$', '\\'])?;
    let ends = literal.rfind(['}', ')']).map_or(literal.len(), |at| at + 1);
    let (before, behind) = (&literal[..begins], literal.get(ends.max(begins)..)?);
    (is_part(before) && is_part(behind)).then(|| (before.to_owned(), behind.to_owned()))
}

fn said() -> Said {
    let mut said = Said { whole: BTreeSet::new(), woven: BTreeSet::new(), states: BTreeSet::new() };
    for source in tree::sources(&SAYERS).into_iter().filter(|source| !source.is_test()) {
        for (_, line) in source.code() {
            for (at, literal) in line.split('"').enumerate().filter(|(at, _)| at % 2 == 1) {
                said.whole.insert(literal.to_owned());
                said.woven.extend(woven(literal));
                if line.split('"').nth(at - 1).is_some_and(|before| before.ends_with("state(")) {
                    said.states.insert(format!("{literal}-"));
                }
            }
        }
    }
    said
}

impl Said {
    fn says(&self, key: &str) -> bool {
        let by_weaving = |(before, behind): &(String, String)| {
            if before.len() >= BEGINNING_MIN && before.ends_with('-') {
                return key.starts_with(before.as_str()) && key.ends_with(behind.as_str());
            }
            // `{key}-hint`: the key before it is said somewhere as a whole.
            let stem = key.strip_suffix(behind.as_str()).unwrap_or_default();
            before.is_empty() && behind.starts_with('-') && stem.contains('-') && self.whole.contains(stem)
        };
        self.whole.contains(key) || self.states.iter().any(|begins| key.starts_with(begins.as_str())) || self.woven.iter().any(by_weaving)
    }
}

/// covers: X4
#[test]
fn no_words_are_added_that_nobody_says() {
    let said = said();
    let keys = ENGLISH.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key).filter(|key| key.contains('-') && is_part(key));
    // The codes of errors are held to what the code makes by a test of their own.
    let (seen, unsaid): (Vec<&str>, Vec<&str>) = keys.filter(|key| !key.starts_with("code-")).partition(|key| said.says(key));
    assert!(seen.len() > 1_000, "only {} keys are said: the test looks in the wrong place", seen.len());
    assert!(unsaid.len() <= WRITTEN_AHEAD, "{} keys are said by nobody, some of them new: {}", unsaid.len(), unsaid.join(" "));
    for gone in ["line-empty", "medicine-title", "medicine-parts"] {
        assert!(!seen.contains(&gone) && !unsaid.contains(&gone), "{gone}");
    }
}
