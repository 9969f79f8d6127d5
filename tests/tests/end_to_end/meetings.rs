//! A co-op that never has a relay: phones that meet by address carry all that there is.

use super::Stage;
use serde_json::Value;

impl Stage {
    /// Somebody is let in by hand, and then meets the office.
    pub(super) fn join_by_hand(&self, who: &str, name: &str) {
        self.kith(who, &["init", "--name", name]);
        let invitation = self.kith("office", &["invite", "--class", "worker"]);
        let asked = self.kith(who, &["join", "--text", invitation["text"].as_str().unwrap()]);
        let let_in = self.kith("office", &["receive", "--text", asked["reply"]["text"].as_str().unwrap()]);
        self.kith(who, &["receive", "--text", let_in["reply"]["text"].as_str().unwrap()]);
        self.meet(who, "office");
    }

    /// `who` connects to `other`; what the meeting came to.
    pub(super) fn meet(&self, who: &str, other: &str) -> Value {
        let served = self.serve(other);
        let address = self.kith(other, &["address"]);
        let report = self.kith(who, &["sync", "--peer", address["address"].as_str().unwrap_or_else(|| panic!("{address}"))]);
        served.stop();
        report
    }

    fn balance(&self, who: &str) -> (Option<u64>, Option<u64>) {
        let purse = self.kith(who, &["coin", "list"]);
        (purse["balance"]["settled"].as_u64(), purse["balance"]["promised"].as_u64())
    }
}

/// covers: X2, R1, R2, C1, C2, C11, C12
#[test]
fn a_co_op_without_a_relay_adds_to_circles_counts_hours_and_settles_coins_by_meeting() {
    let stage = Stage::new();
    stage.kith("office", &["init", "--name", "Office"]);
    stage.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
    for (who, name) in [("mair", "Mair"), ("dewi", "Dewi"), ("ana", "Ana")] {
        stage.join_by_hand(who, name);
    }
    for who in ["mair", "dewi"] {
        stage.meet(who, "office");
    }
    assert!(stage.kith("mair", &["settings"])["relay"].is_null());

    stage.kith("mair", &["circle", "create", "--name", "Mair's circle", "--person", "me"]);
    stage.kith("mair", &["circle", "add", "--circle", "Mair's circle", "--person", "Dewi"]);
    stage.kith("mair", &["note", "write", "--circle", "Mair's circle", "Bore da"]);
    let report = stage.meet("mair", "dewi");
    assert!(report["drops_given"].as_u64().unwrap() >= 1, "{report}");
    assert_eq!(stage.notes("dewi"), ["Bore da"]);
    assert_eq!(stage.kith("mair", &["waiting"])["waiting"], 0);

    let visit = stage.kith("dewi", &["visit", "check-in", "--circle", "Mair's circle"]);
    let visit = visit["id"].as_str().unwrap();
    stage.kith("dewi", &["visit", "check-out", visit, "--minutes", "60", "--done", "my-care", "--how", "bright"]);
    stage.meet("dewi", "mair");
    stage.kith("mair", &["visit", "confirm", visit]);
    stage.meet("mair", "office");
    stage.meet("dewi", "office");
    assert_eq!(stage.balance("dewi"), (Some(1), Some(0)));

    stage.kith("dewi", &["coin", "give", "--to", "Ana", "--count", "1"]);
    stage.meet("ana", "dewi");
    assert_eq!(stage.balance("ana"), (Some(0), Some(1)));
    stage.meet("dewi", "office");
    stage.meet("ana", "office");
    assert_eq!(stage.balance("ana"), (Some(1), Some(0)));
    let book = stage.kith("office", &["book"]);
    assert_eq!((book["minted"].as_u64(), book["held"].as_u64(), book["adds_up"].as_bool()), (Some(1), Some(1), Some(true)));
}
