//! A coin given twice by a forgotten copy of a profile, with its own counters: story 4 through the real binaries and a relay.

use super::{Running, Stage};
use serde_json::{Value, json};
use std::path::Path;

/// Who is on stage; the copy is Dewi's profile, key and all.
const EVERYBODY: [&str; 5] = ["ana", "ben", "dewi", "mair", "office"];

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let to = to.join(file.file_name());
        match file.file_type().unwrap() {
            kind if kind.is_dir() => copy_all(&file.path(), &to),
            kind if kind.is_file() => drop(std::fs::copy(file.path(), to).unwrap()),
            _ => {}
        }
    }
}

impl Stage {
    fn copy(&self, args: &[&str]) -> Value {
        let counters = self.path("counters-of-the-copy");
        self.kith("copy", &[&["--counters", counters.to_str().unwrap()], args].concat())
    }

    /// Dewi helps Mair for an hour, and she confirms it.
    pub(super) fn give_an_hour(&self) {
        let visit = self.kith("dewi", &["visit", "check-in", "--circle", "Mair's circle"]);
        let visit = visit["id"].as_str().unwrap();
        self.kith(
            "dewi",
            &["visit", "check-out", visit, "--minutes", "60", "--done", "my-care", "--how", "bright", "--text", "Tea", "--handover", "Cups are out"],
        );
        let ask = self.kith("dewi", &["visit", "ask", visit]);
        self.kith("mair", &["receive", "--text", ask["text"].as_str().unwrap()]);
        let confirmed = self.kith("mair", &["visit", "confirm", visit]);
        self.kith("dewi", &["receive", "--text", confirmed["hand_over"]["text"].as_str().unwrap()]);
    }

    fn rest(&self) {
        for who in EVERYBODY.into_iter().cycle().take(3 * EVERYBODY.len()) {
            self.kith(who, &["sync"]);
        }
    }

    fn coin_state(&self, who: &str, coin: &str) -> String {
        self.kith(who, &["coin", "show", coin])["state"].as_str().unwrap().to_owned()
    }

    /// A new stage that goes on from where this one stands, with no process running.
    fn again(&self) -> Self {
        let again = Self::new();
        copy_all(self.folder.path(), again.folder.path());
        again
    }
}

/// Dewi's one coin has been given to Ana from his phone and to Ben from the copy, all without signal; Ana has passed it on to the pool.
fn given_twice() -> (Stage, String) {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    for (who, name) in [("ana", "Ana"), ("ben", "Ben")] {
        stage.join(who, name);
    }
    stage.kith("office", &["policy", "set", "--hops", "2"]);
    stage.kith("dewi", &["auto-donate", "on"]);
    stage.give_an_hour();
    stage.kith("dewi", &["auto-donate", "off"]);
    stage.give_an_hour();
    stage.rest();
    relay.kill();
    copy_all(&stage.path("dewi"), &stage.path("copy"));
    copy_all(&stage.path("counters"), &stage.path("counters-of-the-copy"));
    let given = stage.kith("dewi", &["coin", "give", "--to", "Ana"]);
    let coin = given["coins"][0].as_str().unwrap().to_owned();
    let twice = stage.copy(&["coin", "give", "--to", "Ben", "--coin", &coin]);
    for (who, given) in [("ana", &given), ("ben", &twice)] {
        let taken = stage.kith(who, &["receive", "--text", given["hand_over"]["text"].as_str().unwrap()]);
        assert_eq!((taken["outcome"].as_str(), taken["code"].as_str()), (Some("taken"), Some("coins-promised")));
        assert_eq!(stage.coin_state(who, &coin), "promised");
    }
    stage.kith("ana", &["coin", "pool", "--coin", &coin]);
    (stage, coin)
}

fn book(stage: &Stage) -> Value {
    let book = stage.kith("office", &["book"]);
    assert_eq!((book["adds_up"].as_bool(), book["minted"].as_u64()), (Some(true), Some(2)), "{book}");
    book
}

/// covers: C11, C12, X1
#[test]
fn a_coin_given_twice_is_found_decided_alike_explained_made_good_and_put_right() {
    let (stage, coin) = given_twice();
    let orders: [([&str; 6], &str); 3] = [
        (["ben", "office", "dewi", "office", "ana", "office"], "settled"),
        (["dewi", "ben", "office", "ana", "office", "ben"], "claim"),
        (["ana", "office", "ben", "office", "dewi", "office"], "claim"),
    ];
    for (order, bens) in orders {
        let stage = stage.again();
        let _relay: Running = stage.relay();
        for who in order {
            stage.kith(who, &["sync"]);
            book(&stage);
        }
        stage.rest();
        assert_eq!(stage.coin_state("ben", &coin), bens, "{order:?}");
        let book = book(&stage);
        assert_eq!((book["held"].as_u64(), book["contested"].as_u64(), &book["forks"]), (Some(2), Some(0), &json!([coin])), "{order:?}");
        let mine = stage.kith("dewi", &["coin", "forks"]);
        assert_eq!((mine[0]["mine"].as_bool(), mine[0]["grade"].as_str()), (Some(true), Some("to-put-right")), "{mine}");
        if order[0] == "ana" {
            made_good_and_put_right(&stage, &coin);
        }
    }
}

fn made_good_and_put_right(stage: &Stage, coin: &str) {
    let shown = stage.kith("ben", &["coin", "show", coin]);
    assert!(shown["state_reason"].as_str().unwrap().starts_with("This coin had already been given. Your hour still counts."), "{shown}");
    stage.kith("ben", &["coin", "surrender", coin]);
    stage.rest();
    let claims = stage.kith("office", &["claim", "list"]);
    stage.kith("office", &["claim", "make-good", claims["claims"][0]["id"].as_str().unwrap()]);
    stage.rest();
    assert_eq!(stage.kith("ben", &["coin", "list"])["balance"]["settled"], 1);
    book(stage);

    // Dewi earns an hour and gives it in place of the one given twice.
    stage.give_an_hour();
    stage.rest();
    let fork = stage.kith("dewi", &["coin", "forks"])[0]["id"].as_str().unwrap().to_owned();
    stage.kith("dewi", &["coin", "put-right", &fork]);
    stage.rest();
    let forks = stage.kith("office", &["coin", "forks"]);
    assert_eq!((forks.as_array().unwrap().len(), forks[0]["state"].as_str(), forks[0]["grade"].as_str()), (1, Some("put-right"), Some("no-mark")));
    let book = stage.kith("office", &["book"]);
    assert_eq!((book["minted"].as_u64(), book["held"].as_u64(), book["adds_up"].as_bool()), (Some(3), Some(3), Some(true)));
}
