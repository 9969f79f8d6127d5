//! A relay that says nothing, takes for ever or lies, met by the real command: each wait has an end, each sentence is true, and nothing is
//! lost; the next honest relay catches up.

mod fake;

use super::{Stage, until};
use fake::{FakeRelay, Manner};
use serde_json::Value;
use std::time::{Duration, Instant};

/// The longest that an exchange with a relay that says nothing may take: to connect, to wait for its one answer, and a slow machine.
const ANSWER_MAX: Duration = Duration::from_secs(40);

impl Stage {
    /// Two of a circle that have nothing waiting, and from now on use another relay. The one before is gone.
    fn of_a_bad_relay(manner: Manner) -> (Self, FakeRelay) {
        let stage = Self::new();
        let honest = stage.relay();
        stage.coop(&honest);
        for who in ["mair", "dewi", "mair"] {
            stage.kith(who, &["sync"]);
        }
        honest.kill();
        let bad = FakeRelay::start(manner);
        for who in ["mair", "dewi"] {
            stage.kith(who, &["relay", "set", &bad.address]);
        }
        (stage, bad)
    }

    fn write(&self, who: &str, text: &str) {
        self.kith(who, &["note", "write", "--circle", "Mair's circle", text]);
    }

    fn waits(&self, who: &str) -> Value {
        self.kith(who, &["waiting"])
    }

    /// An honest relay comes: both are level through it, and nothing waits.
    fn is_put_right(&self, expected: &[&str]) {
        let honest = self.relay();
        for who in ["mair", "dewi"] {
            self.kith(who, &["relay", "set", honest.first_line["addr"].as_str().unwrap()]);
        }
        for who in ["mair", "dewi", "mair", "dewi"] {
            self.kith(who, &["sync"]);
        }
        for who in ["mair", "dewi"] {
            assert_eq!(self.notes(who), expected);
            let truth = self.waits(who);
            assert_eq!((&truth["waiting"], &truth["all_with_relay"], &truth["relay_silent"]), (&0.into(), &true.into(), &false.into()), "{who}: {truth}");
            assert_eq!(self.kith(who, &["rebuild"])["alike"], true);
        }
    }
}

fn contradictions(truth: &Value) -> u64 {
    truth["refused"].as_array().unwrap().iter().filter(|r| r["reason"] == "relay-contradicts-itself").filter_map(|r| r["count"].as_u64()).sum()
}

/// A relay that never answers is waited for once, and said to be silent.
fn nobody_answers(manner: Manner) {
    let (stage, _bad) = Stage::of_a_bad_relay(manner);
    stage.write("mair", "Is anybody there?");
    let begun = Instant::now();
    let (code, error) = stage.refused("mair", &["sync"]);
    assert!(begun.elapsed() < ANSWER_MAX, "{manner:?}: waited {:?}", begun.elapsed());
    let error = &error["error"];
    assert_eq!((code, error["kind"].as_str(), error["code"].as_str()), (7, Some("needs-signal"), Some("no-relay-answer")), "{manner:?}: {error}");
    assert_eq!(error["said"], "The relay does not answer. What was written here is kept and waits.", "{error}");
    let truth = stage.waits("mair");
    assert!(truth["waiting"].as_u64().unwrap() >= 1, "{manner:?}: {truth}");
    assert_eq!((&truth["all_with_relay"], &truth["relay_silent"]), (&false.into(), &true.into()), "{manner:?}: {truth}");
    assert!(truth["items"].as_array().unwrap().iter().all(|item| item["why"] == "no-relay"), "{truth}");

    // The page says the same to a person, and works meanwhile.
    let served = stage.serve("mair");
    let page = served.page("/truth");
    assert!(page.contains("The relay does not answer: all of it is safe here and goes by itself later."), "{page}");
    assert!(!page.contains("Everything is with the relay."), "{page}");
    stage.write("mair", "I go on writing.");
    assert_eq!(stage.notes("mair"), ["I go on writing.", "Is anybody there?"]);
    served.kill();
    stage.is_put_right(&["I go on writing.", "Is anybody there?"]);
}

/// covers: X1, X2, X8
#[test]
fn a_relay_that_lets_in_and_says_nothing_is_waited_for_once_and_nothing_is_lost() {
    nobody_answers(Manner::Mute);
}

/// covers: X1, X2, X8
#[test]
fn a_relay_that_greets_and_never_answers_is_waited_for_once_and_nothing_is_lost() {
    nobody_answers(Manner::Silent);
}

/// covers: X1, X2
#[test]
fn a_relay_that_lies_about_its_cursor_is_found_out_and_the_next_one_catches_up() {
    let (stage, bad) = Stage::of_a_bad_relay(Manner::Honest);
    for who in ["mair", "dewi", "mair"] {
        stage.kith(who, &["sync"]);
    }
    assert!(bad.held() > 0, "what the relay before had is offered to this one");
    let truth = stage.waits("mair");
    assert_eq!((&truth["waiting"], contradictions(&truth)), (&0.into(), 0), "another relay is no contradiction: {truth}");
    stage.write("dewi", "Before the lie.");
    stage.kith("dewi", &["sync"]);

    bad.behave(Manner::ClaimsMore);
    stage.write("mair", "Behind the lie.");
    let report = stage.kith("mair", &["sync"])["relay"].clone();
    assert!(report["contradicted"].as_u64().unwrap() > 0 && report["kept_back"].as_u64().unwrap() > 0, "{report}");
    let truth = stage.waits("mair");
    assert!(contradictions(&truth) > 0 && truth["waiting"].as_u64().unwrap() > 0, "{truth}");
    assert_eq!(truth["all_with_relay"], false, "{truth}");
    let served = stage.serve("mair");
    let page = served.page("/truth");
    assert!(!page.contains("Everything is with the relay."), "{page}");
    assert!(page.contains("answers in which the relay contradicted itself"), "{page}");
    served.kill();
    drop(bad);
    stage.is_put_right(&["Before the lie.", "Behind the lie."]);
}

/// covers: X1, X2
#[test]
fn what_a_relay_said_it_keeps_and_does_not_is_never_called_sent_and_reaches_the_next_one() {
    let (stage, bad) = Stage::of_a_bad_relay(Manner::KeepsNothing);
    stage.write("mair", "Into thin air.");
    stage.output("mair", &["sync"]);
    let truth = stage.waits("mair");
    assert!(truth["waiting"].as_u64().unwrap() > 0 && truth["all_with_relay"] == false && bad.held() == 0, "{truth}");
    bad.behave(Manner::Honest);
    until("the relay that keeps what it says", || {
        stage.kith("mair", &["sync"]);
        (stage.waits("mair")["waiting"] == 0).then_some(())
    });
    until("what it keeps", || {
        stage.kith("dewi", &["sync"]);
        (stage.notes("dewi") == ["Into thin air."]).then_some(())
    });
    drop(bad);
    stage.is_put_right(&["Into thin air."]);
}
