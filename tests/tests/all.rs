//! The one integration binary: one link, many modules. A file beside this one that is not listed here fails a test.
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of it is test code")]

mod architecture;
mod end_to_end;
mod erasure;
mod full_disk;
mod simulation;

#[test]
fn every_test_file_is_listed_here() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let listed = std::fs::read_to_string(folder.join("all.rs")).unwrap();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_some_and(|e| e == "rs") && name != "all" {
            assert!(listed.contains(&format!("\nmod {name};")), "tests/tests/{name}.rs runs only once all.rs says `mod {name};`");
        }
    }
}
