//! A phone lost, with the real binaries: its folder is deleted, and the person comes back by a kit, and by two of three guardians.

use super::{Running, Stage};
use serde_json::Value;

impl Stage {
    /// An office and four people; Elin's circle holds the other three.
    fn elins_circle(&self, relay: &Running) {
        let address = relay.first_line["addr"].as_str().unwrap();
        self.kith("office", &["init", "--name", "Office"]);
        self.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
        self.kith("office", &["relay", "set", address]);
        for (who, name) in [("elin", "Elin"), ("dewi", "Dewi"), ("ana", "Ana"), ("mair", "Mair")] {
            self.kith(who, &["init", "--name", name]);
            let invitation = self.kith("office", &["invite"]);
            self.kith(who, &["join", "--text", invitation["text"].as_str().unwrap()]);
            self.sync_all(&[who, "office", who]);
        }
        self.sync_all(&["office", "elin"]);
        self.kith("elin", &["circle", "create", "--name", "Mair's circle", "--person", "me"]);
        for name in ["Dewi", "Ana", "Mair"] {
            self.kith("elin", &["circle", "add", "--circle", "Mair's circle", "--person", name]);
        }
        self.kith("elin", &["note", "write", "--circle", "Mair's circle", "Bore da"]);
        self.sync_all(&["elin", "dewi", "ana", "mair"]);
    }

    fn sync_all(&self, people: &[&str]) {
        for who in people {
            self.kith(who, &["sync"]);
        }
    }

    fn lose(&self, who: &str) {
        std::fs::remove_dir_all(self.folder.path().join(who)).unwrap();
    }

    fn state(&self, who: &str) -> (String, u64) {
        let progress = self.kith(who, &["recovery", "progress"]);
        (progress["state"].as_str().unwrap().to_owned(), progress["shares"].as_u64().unwrap())
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

/// covers: X3
#[test]
fn a_phone_is_lost_and_a_printed_kit_brings_its_owner_back() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.elins_circle(&relay);
    let page = stage.folder.path().join("kit.pdf");
    let kit = stage.kith("elin", &["recovery", "kit", "--page", page.to_str().unwrap()]);
    assert!(std::fs::read(&page).unwrap().starts_with(b"%PDF-1.7"));
    let code = text(&kit["hand_over"]["qr"]).to_owned();
    assert_eq!(stage.kith("elin", &["recovery", "use", "--text", &code])["outcome"], "rehearsed");
    stage.sync_all(&["elin"]);
    let person = stage.kith("elin", &["whoami"])["person"]["id"].clone();
    stage.lose("elin");

    stage.kith("new", &["init", "--name", "New phone"]);
    assert_eq!(stage.kith("new", &["recovery", "use", "--text", &code])["outcome"], "restored");
    assert_eq!(stage.kith("new", &["whoami"])["person"]["id"], person);
    stage.sync_all(&["new", "new"]);
    assert_eq!(stage.notes("new"), ["Bore da"]);
    stage.kith("new", &["note", "write", "--circle", "Mair's circle", "I am back"]);
    stage.sync_all(&["new", "office", "dewi", "ana", "new"]);
    assert_eq!(stage.notes("dewi"), ["Bore da", "I am back"]);
    let progress = stage.kith("new", &["recovery", "progress"]);
    assert!(progress["from"].as_array().unwrap().iter().any(|f| f["answered_ms"].is_u64()), "{progress}");
    assert!(progress["spaces"].as_array().unwrap().iter().all(|s| s["writable"] == true), "{progress}");
}

/// covers: X3
#[test]
fn a_phone_is_lost_and_two_of_three_guardians_bring_its_owner_back() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.elins_circle(&relay);
    stage.kith("elin", &["recovery", "guardians", "--person", "Dewi", "--person", "Ana", "--person", "Mair"]);
    stage.sync_all(&["elin", "dewi", "ana", "mair", "elin"]);
    let shown = stage.kith("elin", &["recovery", "show"]);
    assert!(shown["guardians"].as_array().unwrap().iter().all(|g| g["held_ms"].is_u64()), "{shown}");
    stage.lose("elin");

    stage.kith("new", &["init", "--name", "Elin"]);
    stage.kith("new", &["relay", "set", relay.first_line["addr"].as_str().unwrap()]);
    let asked = stage.kith("new", &["recovery", "ask"]);
    let (request, code) = (text(&asked["hand_over"]["text"]), text(&asked["code"]));
    // Dewi is there in person, and hands his share over; Ana is told on the telephone, and hers waits its day.
    let dewis = stage.kith("dewi", &["recovery", "vouch", "--text", request, "--person", "Elin", "--code", code, "--in-person"]);
    assert_eq!(stage.kith("new", &["receive", "--text", text(&dewis["hand_over"]["text"])])["outcome"], "taken");
    assert_eq!(stage.state("new"), ("asking".to_owned(), 1));
    let anas = stage.kith("ana", &["recovery", "vouch", "--text", request, "--person", "Elin", "--code", code]);
    assert_eq!(anas["state"], "waiting");
    stage.sync_all(&["ana", "new", "mair"]);
    assert_eq!(stage.state("new"), ("asking".to_owned(), 1));
    assert!(!stage.kith("mair", &["recovery", "show"])["alerts"].as_array().unwrap().is_empty());
    let tomorrow = (anas["due_ms"].as_u64().unwrap() + 1).to_string();
    let out = stage.command("ana").arg("sync").env("KITH_NOW_MS", tomorrow).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    stage.sync_all(&["new", "new"]);
    let progress = stage.kith("new", &["recovery", "progress"]);
    assert_eq!((progress["state"].as_str(), progress["by"].as_str()), (Some("returning"), Some("guardians")), "{progress}");
    assert_eq!(stage.kith("new", &["whoami"])["person"]["name"], "Elin");
    stage.sync_all(&["office", "dewi", "new"]);
    assert_eq!(stage.notes("new"), ["Bore da"]);
}

/// covers: X2, X3
#[test]
fn a_phone_is_lost_in_a_co_op_without_a_relay_and_a_code_shown_to_the_office_brings_its_owner_back() {
    let stage = Stage::new();
    let file = |name: &str| stage.folder.path().join(name).to_str().unwrap().to_owned();
    let (shown, answer, pack) = (file("back.txt"), file("answer.txt"), file("pack.txt"));
    stage.kith("office", &["init", "--name", "Office"]);
    stage.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
    for (who, name) in [("mair", "Mair"), ("dewi", "Dewi")] {
        stage.join_by_hand(who, name);
    }
    stage.meet("mair", "office");
    stage.kith("mair", &["circle", "create", "--name", "Mair's circle", "--person", "me"]);
    stage.kith("mair", &["circle", "add", "--circle", "Mair's circle", "--person", "Dewi"]);
    stage.kith("mair", &["note", "write", "--circle", "Mair's circle", "Bore da"]);
    stage.meet("mair", "dewi");
    let kit = stage.kith("mair", &["recovery", "kit"]);
    stage.meet("mair", "office");
    stage.lose("mair");

    stage.kith("new", &["init", "--name", "New phone"]);
    let back = stage.kith("new", &["recovery", "use", "--text", text(&kit["hand_over"]["text"]), "--out", &shown]);
    assert_eq!((back["outcome"].as_str(), back["hand_over"]["kind"].as_str()), (Some("restored"), Some("recovery-return")));
    for outcome in ["taken", "already-known"] {
        assert_eq!(stage.kith("office", &["receive", "--in", &shown, "--out", &answer])["outcome"], outcome);
        stage.kith("new", &["receive", "--in", &answer]);
        assert_eq!(stage.kith("new", &["receive", "--in", &answer])["outcome"], "already-known");
    }
    assert_eq!(stage.kith("new", &["whoami"])["coop"]["name"], "Cwm Derw");
    let report = stage.meet("new", "office");
    assert!(report["spaces"].as_u64().unwrap() >= 1 && report["level"] == true, "{report}");
    // Dewi hears of her new phone when he meets the office; what he packs for her brings the circle.
    stage.meet("dewi", "office");
    stage.kith("dewi", &["pack", "--for", "Mair", "--out", &pack]);
    stage.kith("new", &["receive", "--in", &pack]);
    assert_eq!(stage.notes("new"), ["Bore da"]);
    stage.kith("new", &["note", "write", "--circle", "Mair's circle", "I am back"]);
    stage.meet("new", "dewi");
    assert_eq!(stage.notes("dewi"), ["Bore da", "I am back"]);
}

/// covers: X3
#[test]
fn a_phone_is_lost_and_its_backup_on_another_is_let_in_by_the_printed_kit() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.elins_circle(&relay);
    let kit = stage.kith("elin", &["recovery", "kit"]);
    let (page, file) = (stage.path("kit.txt"), stage.path("elin.kith-backup"));
    std::fs::write(&page, text(&kit["hand_over"]["text"])).unwrap();
    let (page, file) = (page.to_str().unwrap(), file.to_str().unwrap());
    let with_key = |who: &str, args: &[&str]| {
        let out = stage.command(who).args(args).env("KITH_BACKUP_PASSPHRASE", "llechen las").output().unwrap();
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    };
    with_key("elin", &["backup", "--out", file]);
    let lost = stage.kith("elin", &["whoami"])["device"].as_str().unwrap().to_owned();
    stage.sync_all(&["elin"]);
    stage.lose("elin");
    with_key("new", &["restore", "--in", file]);
    assert_eq!(stage.kith("new", &["device", "state"])["standing"], "to-be-let-in");
    assert_eq!(stage.kith("new", &["recovery", "use", "--in", page])["outcome"], "restored");
    assert_eq!(stage.kith("new", &["device", "state"])["standing"], "in-use");
    // With no signal yet she reads and writes.
    assert_eq!(stage.notes("new"), ["Bore da"]);
    stage.kith("new", &["note", "write", "--circle", "Mair's circle", "I am back"]);
    stage.kith("new", &["recovery", "cut-off"]);
    stage.sync_all(&["new", "office", "dewi", "ana", "mair", "new"]);
    assert_eq!(stage.notes("dewi"), ["Bore da", "I am back"]);
    stage.kith("dewi", &["note", "write", "--circle", "Mair's circle", "Welcome back"]);
    stage.sync_all(&["dewi", "new", "office"]);
    assert_eq!(stage.notes("new"), ["Bore da", "I am back", "Welcome back"]);
    let progress = stage.kith("new", &["recovery", "progress"]);
    assert_eq!((progress["state"].as_str(), &progress["others"]), (Some("back"), &serde_json::json!([])), "{progress}");
    let theirs = stage.kith("office", &["device", "list", "--person", "Elin"]);
    let state = |id: &str| theirs.as_array().unwrap().iter().find(|d| d["id"] == id).map(|d| d["state"].clone());
    assert_eq!(state(&lost), Some(serde_json::json!("revoked")), "{theirs}");
}
