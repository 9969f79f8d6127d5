//! The documents: there, not empty, and their links lead somewhere.

use super::tree;
use std::path::Path;

const EXPECTED: [&str; 9] = [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "docs/ARCHITECTURE.md",
    "docs/PROTOCOL.md",
    "docs/GLOSSARY.md",
    "docs/THREATS.md",
];

#[test]
fn the_documents_are_there_and_say_something() {
    for name in EXPECTED {
        let text = std::fs::read_to_string(tree::top().join(name)).unwrap_or_default();
        assert!(text.lines().count() > 5, "{name} is missing or says nothing");
    }
}

#[test]
fn every_relative_link_in_a_document_leads_to_a_file() {
    let mut dead = Vec::new();
    for source in tree::sources(&[".md"]) {
        let folder = tree::top().join(&source.path).parent().unwrap().to_owned();
        for link in links(&source.text).filter(|link| !leads_somewhere(&folder, link)) {
            dead.push(format!("{} → {link}", source.path));
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// The targets of `[text](target)`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("](").filter_map(|(at, _)| text[at + 2..].split(')').next())
}

fn leads_somewhere(folder: &Path, link: &str) -> bool {
    let file = link.split('#').next().unwrap_or_default();
    link.contains("://") || link.starts_with("mailto:") || file.is_empty() || folder.join(file).exists()
}

/// The tests that docs/THREATS.md names exist, so that a mitigation cannot lose its proof unseen.
#[test]
fn every_test_that_the_threats_name_exists() {
    let threats = std::fs::read_to_string(tree::top().join("docs/THREATS.md")).unwrap();
    let rust = tree::sources(&[".rs", ".mjs", ".py"]);
    for name in threats.split('`').filter(|word| word.starts_with("test ")).map(|word| &word[5..]) {
        let exists = rust.iter().any(|s| s.text.contains(&format!("fn {name}(")));
        assert!(exists, "docs/THREATS.md names a test {name} that is not there");
    }
}
