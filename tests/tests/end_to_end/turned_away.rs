//! Whoever answers an invitation that somebody else has used is told so, by relay and by file, and gets in with a fresh one.

use super::Stage;
use serde_json::{Value, json};
use std::fs;

fn refused(stage: &Stage, who: &str) -> Value {
    stage.kith(who, &["waiting"])["refused"].clone()
}

/// covers: M7
#[test]
fn by_relay_the_second_to_answer_an_invitation_hears_that_it_was_used() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.kith("office", &["init", "--name", "Office"]);
    stage.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
    stage.kith("office", &["relay", "set", relay.first_line["addr"].as_str().unwrap()]);
    let invitation = stage.kith("office", &["invite", "--class", "family"]);
    for (who, name) in [("one", "One"), ("two", "Two")] {
        stage.kith(who, &["init", "--name", name]);
        stage.kith(who, &["join", "--text", invitation["text"].as_str().unwrap()]);
    }
    stage.in_turn(&["one", "two", "office", "one", "two", "office", "two"]);
    assert_eq!(stage.kith("one", &["whoami"])["coop"]["name"], "Cwm Derw");
    let who = stage.kith("two", &["whoami"]);
    assert_eq!((&who["joining"], &who["coop"], &who["turned_away"]["reason"]), (&json!(false), &Value::Null, &json!("invitation-used")), "{who}");
    assert_eq!(refused(&stage, "two")[0]["reason"], "invitation-used");
    let seen = refused(&stage, "office");
    assert_eq!((&seen[0]["reason"], &seen[0]["count"], &seen[0]["names"]), (&json!("invitation-used"), &json!(1), &json!(["Two"])), "{seen}");
    let served = stage.serve("two");
    let page = served.page("/start");
    assert!(page.contains("This invitation has been used. Nothing was lost. Please ask for a new one."), "{page}");
    assert!(page.contains("name=\"invitation\""), "a fresh one can be answered there: {page}");
    served.stop();

    let fresh = stage.kith("office", &["invite", "--class", "family"]);
    stage.kith("two", &["join", "--text", fresh["text"].as_str().unwrap()]);
    stage.in_turn(&["two", "office", "two"]);
    let who = stage.kith("two", &["whoami"]);
    assert_eq!((&who["coop"]["name"], &who["turned_away"]), (&json!("Cwm Derw"), &Value::Null), "{who}");
}

/// covers: M7, X1
#[test]
fn by_file_the_office_has_an_answer_to_hand_back_that_says_the_invitation_was_used() {
    let stage = Stage::new();
    stage.kith("office", &["init", "--name", "Office"]);
    stage.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
    let file = |name: &str| stage.path(name).to_str().unwrap().to_owned();
    let (invitation, asks, answer) = (file("one.invitation"), file("asks"), file("answer"));
    stage.kith("office", &["invite", "--out", &invitation]);
    for (who, name) in [("one", "One"), ("two", "Two")] {
        stage.kith(who, &["init", "--name", name]);
        stage.kith(who, &["join", "--in", &invitation, "--out", &asks]);
        let _ = fs::remove_file(&answer);
        stage.kith("office", &["receive", "--in", &asks, "--out", &answer]);
        assert!(fs::exists(&answer).unwrap(), "{who} is answered");
        let told = stage.kith(who, &["receive", "--in", &answer]);
        let expected = if who == "one" { "here-now" } else { "invitation-used" };
        assert_eq!(told["code"], expected, "{told}");
        fs::remove_file(&asks).unwrap();
    }
    let who = stage.kith("two", &["whoami"]);
    assert_eq!((&who["joining"], &who["turned_away"]["reason"]), (&json!(false), &json!("invitation-used")), "{who}");
    assert_eq!(stage.kith("office", &["members"]).as_array().unwrap().len(), 2);
}
