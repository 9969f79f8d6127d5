//! Somebody is removed or leaves: epochs, cuts and quarantine, end to end in one process.

use super::cast::{Cast, Phone, texts};
use serde_json::{Value, json};

const CIRCLE: &str = "Mam";

/// Elin's circle with Dewi, Huw and Mair in it; all level, through the relay.
fn circle(cast: &mut Cast) -> Vec<Phone> {
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Huw"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Dewi", "Huw"] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
    }
    all_sync(cast, &mut people);
    people
}

fn all_sync(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..2 {
        for phone in people.iter_mut() {
            cast.sync(phone);
        }
    }
}

fn write(cast: &mut Cast, phone: &mut Phone, text: &str) {
    cast.ask(phone, json!({"do": "note-write", "circle": CIRCLE, "text": text}));
}

fn notes(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    let mut out = texts(&cast.ask(phone, json!({"do": "notes", "circle": CIRCLE, "limit": 100, "before_ms": null})), "text");
    out.sort();
    out
}

fn aside(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "quarantine", "circle": CIRCLE})).as_array().unwrap().clone()
}

/// covers: R4, R5
#[test]
fn somebody_removed_reads_nothing_newer_and_is_told_since_when() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    write(&mut cast, &mut people[0], "before");
    all_sync(&mut cast, &mut people);
    let removed = cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    assert_eq!(removed["circle"]["people"].as_array().unwrap().len(), 2);
    assert_eq!(removed["cosign"], Value::Null);
    write(&mut cast, &mut people[0], "after");
    all_sync(&mut cast, &mut people);
    write(&mut cast, &mut people[1], "after that");
    all_sync(&mut cast, &mut people);
    assert_eq!(notes(&mut cast, &mut people[0]), ["after", "after that", "before"]);
    assert_eq!(notes(&mut cast, &mut people[1]), ["after", "after that", "before"]);
    assert_eq!(notes(&mut cast, &mut people[2]), ["before"]);
    let page = cast.ask(&mut people[2], json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!(page["circle"]["standing"]["state"], "gone");
    assert_eq!(page["circle"]["standing"]["by"]["name"], "Elin");
    let refused = cast.try_ask(&mut people[2], json!({"do": "note-write", "circle": CIRCLE, "text": "x"})).unwrap_err();
    assert_eq!(refused.code, "gone");
}

/// covers: R4
#[test]
fn what_somebody_removed_wrote_meanwhile_waits_for_a_keepers_word() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    write(&mut cast, &mut people[2], "in time");
    all_sync(&mut cast, &mut people);
    write(&mut cast, &mut people[2], "offline one");
    write(&mut cast, &mut people[2], "offline two");
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    let (mut huw, mut rest) = (people.pop().unwrap(), people);
    all_sync(&mut cast, &mut rest);
    cast.sync(&mut huw);
    all_sync(&mut cast, &mut rest);
    assert_eq!(notes(&mut cast, &mut huw), ["in time", "offline one", "offline two"]);
    assert_eq!(notes(&mut cast, &mut rest[0]), ["in time"]);
    assert_eq!(notes(&mut cast, &mut rest[1]), ["in time"]);
    let waiting = aside(&mut cast, &mut rest[0]);
    assert_eq!(waiting.len(), 2);
    assert_eq!((&waiting[0]["text"], &waiting[0]["after"], &waiting[0]["by"]["name"]), (&json!("offline two"), &json!("removed"), &json!("Elin")));
    assert!(texts(&cast.ask(&mut rest[0], json!({"do": "note-search", "query": "offline", "circle": null, "limit": 9})), "text").is_empty());
    let refused = cast.try_ask(&mut rest[1], json!({"do": "quarantine", "circle": CIRCLE})).unwrap_err();
    assert_eq!(refused.code, "not-keeper");
    cast.ask(&mut rest[0], json!({"do": "quarantine-admit", "circle": CIRCLE, "entry": waiting[1]["id"]}));
    assert_eq!(notes(&mut cast, &mut rest[0]), ["in time", "offline one"]);
    cast.ask(&mut rest[0], json!({"do": "quarantine-drop", "circle": CIRCLE, "entry": waiting[0]["id"]}));
    assert!(aside(&mut cast, &mut rest[0]).is_empty());
    all_sync(&mut cast, &mut rest);
    assert_eq!(notes(&mut cast, &mut rest[1]), ["in time", "offline one"]);
    for phone in &mut rest {
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
}

/// covers: R4
#[test]
fn whoever_leaves_keeps_what_they_had_and_gets_nothing_newer() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    write(&mut cast, &mut people[1], "mine");
    all_sync(&mut cast, &mut people);
    let left = cast.ask(&mut people[1], json!({"do": "circle-leave", "circle": CIRCLE}));
    assert_eq!(left["standing"]["how"], "left");
    all_sync(&mut cast, &mut people);
    write(&mut cast, &mut people[0], "later");
    all_sync(&mut cast, &mut people);
    assert_eq!(notes(&mut cast, &mut people[1]), ["mine"]);
    assert_eq!(notes(&mut cast, &mut people[2]), ["later", "mine"]);
    let view = cast.ask(&mut people[0], json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!(view["circle"]["gone"][0]["how"], "left");
    assert_eq!(view["circle"]["gone"][0]["person"]["name"], "Dewi");
}
