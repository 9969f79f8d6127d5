//! Story 6 with the real binaries: a phone is lost with two notes that it never sent, cut off from the office, and comes back on another;
//! the old one is turned on; what was asked for is exported and erased, and a relay put back from before brings none of it back.

use super::{Running, Stage};
use crate::erasure::copy;
use serde_json::Value;
use std::fs;

pub(super) const CIRCLE: &str = "Mair's circle";

impl Stage {
    /// The office; Mair in her circle with Elin who volunteers, Dewi who looks after it, and Ana who looks after safety.
    fn volunteers(&self, relay: &Running) {
        let address = relay.first_line["addr"].as_str().unwrap();
        self.kith("office", &["init", "--name", "Office"]);
        self.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
        self.kith("office", &["relay", "set", address]);
        for (who, name) in [("mair", "Mair"), ("elin", "Elin"), ("dewi", "Dewi"), ("ana", "Ana")] {
            self.kith(who, &["init", "--name", name]);
            let invitation = self.kith("office", &["invite"]);
            self.kith(who, &["join", "--text", invitation["text"].as_str().unwrap()]);
            self.in_turn(&[who, "office", who]);
        }
        self.kith("office", &["role", "grant", "Ana", "safeguarding-lead"]);
        self.in_turn(&["office", "mair", "ana"]);
        self.kith("mair", &["circle", "create", "--name", CIRCLE, "--person", "me"]);
        for (name, level) in [("Elin", "member"), ("Dewi", "keeper"), ("Ana", "member")] {
            self.kith("mair", &["circle", "add", "--circle", CIRCLE, "--person", name, "--level", level]);
        }
        self.in_turn(&["mair", "elin", "dewi", "ana", "mair"]);
    }

    pub(super) fn in_turn(&self, people: &[&str]) {
        for who in people {
            self.kith(who, &["sync"]);
        }
    }

    pub(super) fn note(&self, who: &str, words: &str) -> String {
        self.kith(who, &["note", "write", "--circle", CIRCLE, words])["id"].as_str().unwrap().to_owned()
    }

    pub(super) fn signed_out(&self, who: &str, args: &[&str]) {
        let (code, error) = self.refused(who, args);
        assert_eq!((code, error["error"]["code"].as_str()), (5, Some("revoked")), "{args:?}");
        assert_eq!(error["error"]["said"], "This phone was signed out.", "{args:?}");
    }
}

pub(super) fn texts(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one[field].as_str().unwrap().to_owned()).collect()
}

/// covers: X3, X5, R4
#[test]
fn a_lost_phone_is_cut_off_signed_out_and_erased_and_its_owner_comes_back() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.volunteers(&relay);
    let kit = stage.kith("elin", &["recovery", "kit"]);
    let person = stage.kith("elin", &["whoami"])["person"]["id"].clone();
    let device = stage.kith("elin", &["whoami"])["device"].as_str().unwrap().to_owned();
    stage.note("elin", "Sent in good time");
    stage.in_turn(&["elin", "mair", "dewi"]);

    // Two notes without signal: one reaches Dewi's phone in the kitchen, the other nobody.
    relay.kill();
    let home = stage.note("elin", "Met Dewi in the kitchen");
    let served = stage.serve("dewi");
    let address = stage.kith("dewi", &["address"])["address"].as_str().unwrap().to_owned();
    stage.kith("elin", &["sync", "--peer", &address]);
    served.stop();
    stage.note("elin", "Told nobody");
    fs::rename(stage.path("elin"), stage.path("lost")).unwrap();

    // She rings the office, which cuts the phone off; the circle goes on under another key.
    let relay = stage.relay();
    let devices = stage.kith("office", &["device", "list", "--person", "Elin"]);
    assert_eq!(texts(&devices, "id"), [device.as_str()]);
    stage.kith("office", &["device", "revoke", &device, "--person", "Elin"]);
    stage.in_turn(&["office", "dewi", "mair", "ana"]);
    stage.note("mair", "Newer than the loss");
    stage.in_turn(&["mair"]);

    // A new phone, and the kit out of the drawer: one note comes home from Dewi's phone, and the one that nobody has is gone.
    stage.kith("elin", &["init", "--name", "New phone"]);
    stage.kith("elin", &["recovery", "use", "--text", kit["hand_over"]["qr"].as_str().unwrap()]);
    assert_eq!(stage.kith("elin", &["whoami"])["person"]["id"], person);
    stage.in_turn(&["elin", "office", "dewi", "mair", "elin", "dewi", "mair", "elin"]);
    assert_eq!(stage.notes("elin"), ["Met Dewi in the kitchen", "Newer than the loss", "Sent in good time"]);
    assert_eq!(stage.kith("elin", &["recovery", "progress"])["others"], serde_json::json!([]));
    stage.note("elin", "Written again, later");
    stage.in_turn(&["elin", "mair"]);

    // The old phone is turned on again: it says one sentence, and holds nothing any more.
    stage.kith("lost", &["sync"]);
    for args in [&["whoami"][..], &["circle", "list"], &["coin", "list"], &["device", "state"], &["sync"], &["note", "list", "--circle", CIRCLE]] {
        stage.signed_out("lost", args);
    }
    assert!(!stage.path("lost").join("kith.db").exists());
    assert_eq!(fs::read(stage.path("lost").join("keys")).unwrap(), b"KITHGONE\x01en");
    // What it had told nobody waits for a keeper's word.
    stage.in_turn(&["mair"]);
    assert_eq!(texts(&stage.kith("mair", &["circle", "quarantine", CIRCLE]), "text"), ["Told nobody"]);
    assert!(!stage.notes("mair").contains(&"Told nobody".to_owned()));

    // What whoever looks after safety needs for the decision within 72 hours.
    stage.in_turn(&["ana"]);
    let report = stage.kith("ana", &["report", "lost", &device]);
    assert_eq!((report["owner"]["id"].clone(), report["standing"].as_str(), report["encrypted"].as_bool()), (person, Some("revoked"), Some(true)));
    assert_eq!(texts(&report["circles"], "name"), [CIRCLE]);
    assert_eq!(report["due_ms"].as_u64().unwrap() - report["aware_ms"].as_u64().unwrap(), 72 * 60 * 60 * 1000);

    // She has all of it, and then has it erased; one note is held, and she is told so.
    let out = stage.path("all-of-it");
    stage.kith("elin", &["export", "--out", out.to_str().unwrap()]);
    let data = fs::read_to_string(out.join("data.json")).unwrap();
    assert!(data.contains("Sent in good time") && data.contains("Met Dewi in the kitchen"));
    stage.kith("ana", &["hold", "add", &home, "--reason", "a concern is open", "--tell"]);
    stage.in_turn(&["ana", "elin", "ana"]);
    assert_eq!(texts(&stage.kith("elin", &["hold", "of-mine"]), "place"), [CIRCLE]);
    relay.kill();
    copy(&stage.path("relay"), &stage.path("backup"));
    let relay = stage.relay();
    let erased = stage.kith("elin", &["erase", "--everything", "--reason", "I am leaving"]);
    assert!(texts(&erased["stays"], "what").contains(&"kept".to_owned()), "{erased}");
    stage.in_turn(&["elin", "mair", "dewi", "ana", "elin"]);
    for who in ["mair", "dewi", "ana"] {
        assert_eq!(stage.notes(who), ["Newer than the loss"], "{who}");
        assert_eq!(stage.kith(who, &["rebuild"])["alike"], true, "{who}");
    }
    assert!(stage.kith("ana", &["hold", "list"]).to_string().contains("Met Dewi in the kitchen"));

    // The relay is put back as it was before the erasure: what was erased stays away.
    relay.kill();
    fs::remove_dir_all(stage.path("relay")).unwrap();
    copy(&stage.path("backup"), &stage.path("relay"));
    let _relay = stage.relay();
    stage.in_turn(&["dewi", "dewi", "mair", "elin"]);
    assert_eq!(stage.notes("mair"), ["Newer than the loss"]);
    assert!(stage.kith("mair", &["note", "search", "good time"]).as_array().unwrap().is_empty());
}
