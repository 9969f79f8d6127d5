//! The source tree as the architecture tests see it.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 5] = [".git", "target", "node_modules", ".build", "build"];

/// A text file of the project.
pub struct Source {
    /// Path from the project's top, with forward slashes.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl Source {
    /// Numbered lines of code, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(n, line)| (n + 1, line.split("//").next().unwrap_or_default()))
    }

    /// Is it test code, by its place or its name?
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs")
    }
}

/// The project's top folder.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file whose name ends in one of these, sorted by path.
pub fn sources(endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&top(), &mut |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        if endings.iter().any(|e| name.ends_with(e)) {
            let text = fs::read_to_string(path).unwrap();
            found.push(Source { path: relative(path), text });
        }
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no file ends in any of {endings:?}: the test looks in the wrong place");
    found
}

/// Every file and folder of ours, by path.
pub fn paths() -> Vec<String> {
    let mut found = Vec::new();
    walk(&top(), &mut |path| found.push(relative(path)));
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(top()).unwrap().to_str().unwrap().replace('\\', "/")
}

fn walk(folder: &Path, seen: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !NOT_OURS.contains(&name) {
                walk(&path, seen);
            }
        } else if path.is_file() {
            seen(&path);
        }
    }
}
