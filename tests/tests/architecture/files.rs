//! How files are cut and named.

use super::tree;

const LINES_MAX: usize = 500;
const CODE: [&str; 8] = [".rs", ".kt", ".swift", ".py", ".mjs", ".js", ".sql", ".css"];

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let long = tree::sources(&CODE).into_iter().map(|s| (s.text.lines().count(), s.path)).filter(|(n, _)| *n > LINES_MAX);
    let long = long.map(|(n, path)| format!("{n} {path}")).collect::<Vec<_>>();
    assert!(long.is_empty(), "split by noun:\n{}", long.join("\n"));
}

#[test]
fn a_file_is_named_after_what_it_holds() {
    let empty = ["mod", "util", "utils", "helper", "helpers", "common", "misc", "manager"];
    let bad = tree::paths().into_iter().filter(|p| {
        let stems = p.split('/').map(|part| part.split('.').next().unwrap_or_default());
        stems.into_iter().any(|stem| empty.contains(&stem))
    });
    let bad = bad.collect::<Vec<_>>();
    assert!(bad.is_empty(), "these names say nothing:\n{}", bad.join("\n"));
}

#[test]
fn no_test_is_switched_off() {
    let off = format!("#[{}", "ignore");
    let bad = tree::sources(&[".rs"]).into_iter().filter(|s| s.text.contains(&off)).map(|s| s.path).collect::<Vec<_>>();
    assert!(bad.is_empty(), "a test runs or goes:\n{}", bad.join("\n"));
}

#[test]
fn what_a_test_covers_is_named_as_the_requirements_are() {
    for source in tree::sources(&[".rs"]) {
        for (n, line) in source.text.lines().enumerate() {
            let Some(names) = line.trim().strip_prefix("/// covers:") else { continue };
            // A note in brackets may follow the names, such as the coins' invariants.
            for name in names.split('(').next().unwrap_or_default().split(',').map(str::trim) {
                let (letter, digits) = name.split_at(name.len().min(1));
                let good = letter.chars().all(|c| c.is_ascii_uppercase()) && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
                assert!(good, "{}:{} covers {name:?}, which is no requirement's name", source.path, n + 1);
            }
        }
    }
}
