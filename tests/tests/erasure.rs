//! Erasure with the real binaries: the relay drops what was erased, and one that is restored from a backup is asked again.

use super::end_to_end::Stage;
use serde_json::Value;
use std::{fs, path::Path};

pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// How many envelopes an exchange had the relay drop.
fn dropped(report: &Value) -> u64 {
    let own = report.get("dropped").and_then(Value::as_u64).unwrap_or(0);
    own + report.as_object().map_or(0, |fields| fields.values().map(dropped).sum())
}

/// covers: X5
#[test]
fn a_relay_restored_from_a_backup_does_not_bring_back_what_was_erased() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    let write = |text: &str| stage.kith("dewi", &["note", "write", "--circle", "Mair's circle", text]);
    let planted = write("planted words");
    stage.kith("dewi", &["sync"]);
    write("kept words");
    stage.kith("dewi", &["sync"]);
    relay.kill();
    copy(&stage.path("relay"), &stage.path("backup"));
    let relay = stage.relay();
    let erased = stage.kith("dewi", &["erase", planted["id"].as_str().unwrap(), "--reason", "I asked for it"]);
    assert_eq!((erased["what"].as_str(), erased["entries"].as_u64()), (Some("note"), Some(1)));
    assert_eq!(dropped(&stage.kith("dewi", &["sync"])), 1, "the envelope that held it");
    assert_eq!(dropped(&stage.kith("dewi", &["sync"])), 0, "once");
    // The relay's whole folder comes back as it was before.
    relay.kill();
    fs::remove_dir_all(stage.path("relay")).unwrap();
    copy(&stage.path("backup"), &stage.path("relay"));
    let _relay = stage.relay();
    // In the first exchange a relay that went back is not believed about what it keeps, so nothing is dropped there yet.
    let again = dropped(&stage.kith("dewi", &["sync"])) + dropped(&stage.kith("dewi", &["sync"]));
    assert_eq!(again, 1, "what came back is dropped again by the first who meets the relay");
    stage.kith("mair", &["sync"]);
    assert_eq!(stage.notes("mair"), ["kept words"]);
    assert_eq!(stage.kith("mair", &["rebuild"])["alike"], true);
    let asked = stage.kith("mair", &["erase", "--list"]);
    assert_eq!((asked[0]["erased"].as_u64(), asked[0]["reason"].as_str()), (Some(1), Some("I asked for it")));
}

/// covers: X5
#[test]
fn an_export_is_a_folder_for_machines_and_for_people() {
    let stage = Stage::new();
    stage.kith("elin", &["init", "--name", "Elin"]);
    stage.kith("elin", &["circle", "create", "--name", "Mam", "--person", "me"]);
    stage.kith("elin", &["note", "write", "--circle", "Mam", "Slept well"]);
    let out = stage.path("all-of-it");
    let answer = stage.kith("elin", &["export", "--out", out.to_str().unwrap()]);
    assert_eq!(answer["review"].as_array().map(Vec::len), Some(0));
    let data: Value = serde_json::from_slice(&fs::read(out.join("data.json")).unwrap()).unwrap();
    assert_eq!((data["format"].as_str(), data["about"]["name"].as_str()), (Some("kith-export"), Some("Elin")));
    assert!(fs::read_to_string(out.join("index.html")).unwrap().contains("Slept well"));
}
