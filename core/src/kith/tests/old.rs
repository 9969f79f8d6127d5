//! Profiles that older versions wrote, as files beside this code: every later version must open them and read what is in them.

use super::cast::{START, texts};
use crate::{entropy::SeededEntropy, keystore::PassphraseStore, kith::Kith};
use kith_wire::{Lane, Run};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;
use zeroize::Zeroizing;

/// Opens a copy of a kept profile.
fn old(version: &str, who: &str) -> (TempDir, Kith) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/fixtures").join(version).join(who);
    let dir = TempDir::new().unwrap();
    let profile = dir.path().join("profile");
    std::fs::create_dir(&profile).unwrap();
    for file in std::fs::read_dir(&kept).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), profile.join(file.file_name())).unwrap();
    }
    let store = PassphraseStore::new(Zeroizing::new("only for trying".to_owned()));
    let kith = Kith::open(&profile, Box::new(store), Box::new(SeededEntropy::new(1)), START).unwrap();
    (dir, kith)
}

fn ask(kith: &mut Kith, request: Value) -> Value {
    kith.handle(serde_json::from_value(request).unwrap(), START * 2).unwrap()
}

/// Every run in the log still proves its author: encoded from what is stored, decoded, and verified at its place.
fn every_run_verifies(kith: &mut Kith) -> usize {
    let mut runs = 0;
    let spaces: Vec<_> = kith.spaces.keys().copied().collect();
    for space in spaces {
        let (n, epoch) = (kith.spaces[&space].n, kith.spaces[&space].current().unwrap().0);
        for lane in [Lane::Control, Lane::Data] {
            for (device, ..) in kith.storage.vector(n, lane).unwrap() {
                let mut prev = kith_wire::EntryId::ZERO;
                kith.storage.begin().unwrap();
                let encoded = kith.encoded_runs(space, lane, device, (0, usize::MAX)).unwrap();
                kith.storage.rollback();
                for (_, bytes) in encoded {
                    let place = kith_wire::run::Place { space, device, epoch, prev };
                    prev = Run::decode(&bytes).unwrap().verify(&place).unwrap().last().unwrap().0;
                    runs += 1;
                }
            }
        }
    }
    runs
}

/// covers: X1
#[test]
fn a_members_profile_of_version_1_opens_and_holds_what_it_held() {
    let (_dir, mut dewi) = old("v1", "dewi");
    assert_eq!(ask(&mut dewi, json!({"do": "whoami"}))["person"]["name"], "Dewi");
    let notes = ask(&mut dewi, json!({"do": "notes", "circle": "Cylch Mair", "limit": 9}));
    let mut read = texts(&notes, "text");
    read.sort();
    assert_eq!(read, ["Bore da. Mae bara brith yn y tun glas.", "Diolch, Dewi. Dewch eto ddydd Iau.", "Pils am naw.", "Te yn y tun gwyrdd."]);
    assert_eq!(ask(&mut dewi, json!({"do": "note-search", "query": "bara", "circle": null, "limit": 9})).as_array().unwrap().len(), 1);
    let visits = ask(&mut dewi, json!({"do": "visits", "circle": "Cylch Mair", "limit": 9}));
    assert_eq!((visits[0]["minutes"].as_u64(), visits[0]["handover"].as_str()), (Some(60), Some("Te yn y tun gwyrdd.")), "{visits}");
    assert_eq!(ask(&mut dewi, json!({"do": "plans", "circle": "Cylch Mair"}))[0]["text"], "Te yn gyntaf, yna’r pils.");
    assert_eq!(ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 0);
    assert_eq!(ask(&mut dewi, json!({"do": "rebuild"}))["alike"], true);
    assert!(every_run_verifies(&mut dewi) > 10);
}

/// covers: X1, C12
#[test]
fn an_offices_profile_of_version_1_opens_and_its_book_still_adds_up() {
    let (_dir, mut office) = old("v1", "office");
    let members = ask(&mut office, json!({"do": "members"}));
    assert_eq!(members.as_array().unwrap().len(), 3, "{members}");
    let book = ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["minted"].as_u64(), book["adds_up"].as_bool()), (Some(1), Some(true)), "{book}");
    assert_eq!(ask(&mut office, json!({"do": "rebuild"}))["alike"], true);
    assert!(every_run_verifies(&mut office) > 10);
}

/// covers: X1, R2
#[test]
fn what_a_step_of_the_schema_could_not_carry_over_is_shown_again_from_the_log() {
    let (dir, dewi) = old("v1", "dewi");
    // As the step leaves it: no end of any visit, and the word that all is to be shown again.
    dewi.storage.run("DELETE FROM visit_end", []).unwrap();
    dewi.storage.set_meta("project-again", &[]).unwrap();
    drop(dewi);
    let store = PassphraseStore::new(Zeroizing::new("only for trying".to_owned()));
    let mut again = Kith::open(&dir.path().join("profile"), Box::new(store), Box::new(SeededEntropy::new(2)), START).unwrap();
    let visits = ask(&mut again, json!({"do": "visits", "circle": "Cylch Mair", "limit": 9}));
    assert_eq!((visits[0]["minutes"].as_u64(), again.storage.meta("project-again").unwrap()), (Some(60), None), "{visits}");
}
