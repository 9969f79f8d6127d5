//! What somebody leaves behind who goes from a circle: a visit that they had begun, and visits that they had taken.

use super::cast::{CIRCLE, Cast, Phone};
use serde_json::{Value, json};

const OTHER: &str = "Nain";

/// Mair's circle with Dewi (who looks after it), Elin and Huw; and Dewi's own circle, in which Elin and Huw are, too.
fn circles(cast: &mut Cast) -> Vec<Phone> {
    let (_office, mut people) = cast.coop(&["Mair", "Dewi", "Elin", "Huw", "Rhian"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [("Dewi", "keeper"), ("Elin", "member"), ("Huw", "member")] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    cast.ask(&mut people[1], json!({"do": "circle-create", "name": OTHER, "person": "me"}));
    for name in ["Elin", "Huw"] {
        cast.ask(&mut people[1], json!({"do": "circle-add", "circle": OTHER, "person": name, "level": "member"}));
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

fn check_in(circle: &str) -> Value {
    json!({"do": "visit-check-in", "circle": circle})
}

/// A visit begins in the other circle, after one that cannot be ended any more.
fn begins_elsewhere(cast: &mut Cast, phone: &mut Phone, left_open: &Value) {
    assert_eq!(cast.ask(phone, json!({"do": "today"}))["open_visit"], json!(null));
    let reminders = cast.ask(phone, json!({"do": "reminders"}));
    assert!(!reminders.to_string().contains("\"end\""), "{reminders}");
    let begun = cast.ask(phone, check_in(OTHER));
    assert_eq!(cast.ask(phone, json!({"do": "today"}))["open_visit"]["id"], begun["id"]);
    assert_ne!(begun["id"], left_open["id"]);
    assert_eq!(cast.try_ask(phone, check_in(OTHER)).unwrap_err().code, "visit-open", "there is one open at a time, as ever");
}

/// covers: R3, R5
#[test]
fn a_visit_left_open_in_a_circle_that_one_is_gone_from_keeps_from_no_other() {
    let mut cast = Cast::new();
    let mut people = circles(&mut cast);
    let (removed, left) = (cast.ask(&mut people[2], check_in(CIRCLE)), cast.ask(&mut people[3], check_in(CIRCLE)));
    all_sync(&mut cast, &mut people);
    assert_eq!(cast.try_ask(&mut people[2], check_in(OTHER)).unwrap_err().code, "visit-open");
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Elin"}));
    cast.ask(&mut people[3], json!({"do": "circle-leave", "circle": CIRCLE}));
    all_sync(&mut cast, &mut people);
    begins_elsewhere(&mut cast, &mut people[2], &removed);
    begins_elsewhere(&mut cast, &mut people[3], &left);
}

/// covers: R3, L8
#[test]
fn a_visit_left_open_in_a_circle_that_was_closed_keeps_from_no_other() {
    let mut cast = Cast::new();
    let mut people = circles(&mut cast);
    let open = cast.ask(&mut people[2], check_in(CIRCLE));
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[1], json!({"do": "circle-close", "circle": CIRCLE, "months": 96, "reason": ""}));
    all_sync(&mut cast, &mut people);
    begins_elsewhere(&mut cast, &mut people[2], &open);
}

/// covers: R3, R7, R11
#[test]
fn visits_taken_by_somebody_who_has_gone_are_open_again_from_then_on() {
    let mut cast = Cast::new();
    let mut people = circles(&mut cast);
    let visit = |name: &str, first: &str| json!({"list": "visit", "name": name, "first": first, "minutes": 60, "rule": "FREQ=DAILY", "done": [], "text": ""});
    // The cast's clock begins on Thursday 28 May 2026, at 21:26 where Mair lives.
    for (name, time) in [("Lift", "22:00"), ("Chat", "22:30")] {
        cast.ask(&mut people[0], json!({"do": "rota-plan", "circle": CIRCLE, "visit": visit(name, &format!("2026-05-28T{time}"))}));
    }
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[2], json!({"do": "rota-take", "visit": "Lift", "on": true}));
    cast.ask(&mut people[3], json!({"do": "rota-take", "visit": "Chat", "on": true}));
    cast.ask(&mut people[2], json!({"do": "rota-ask", "visit": "Lift", "slot": "2026-05-30T22:00", "text": ""}));
    all_sync(&mut cast, &mut people);
    cast.tick(24 * 60);
    let load = cast.ask(&mut people[0], json!({"do": "load", "circle": CIRCLE}));
    assert_eq!((load["open"].as_array().unwrap().len(), load["people"].as_array().unwrap().len()), (0, 2), "{load}");
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Elin"}));
    cast.ask(&mut people[3], json!({"do": "circle-leave", "circle": CIRCLE}));
    all_sync(&mut cast, &mut people);
    for phone in &mut people[..2] {
        let seen = cast.ask(phone, json!({"do": "rota", "circle": CIRCLE, "from_ms": super::cast::START}))["visits"].clone();
        let seen = seen.as_array().unwrap();
        assert!(seen[..2].iter().all(|v| v["state"] == "taken"), "what was before they went stays: {seen:?}");
        assert!(seen[2..].iter().all(|v| v["state"] == "open" && v["takers"] == json!([]) && v["asks"] == json!([])), "{seen:?}");
        let load = cast.ask(phone, json!({"do": "load", "circle": CIRCLE}));
        assert_eq!((load["people"].clone(), load["open"].as_array().unwrap().len()), (json!([]), 56), "{load}");
        assert!(load["nudges"].to_string().contains("56"), "{load}");
        assert_eq!(cast.ask(phone, json!({"do": "today"}))["coming"][0]["state"], "open");
    }
    let taken = cast.ask(&mut people[1], json!({"do": "rota-take", "visit": "Lift"}));
    assert_eq!((taken["state"].as_str(), taken["mine"].as_bool()), (Some("taken"), Some(true)), "{taken}");
}

/// covers: R3, R10
#[test]
fn nobody_outside_a_circle_is_asked_for_a_visit_or_answers_for_a_medicine() {
    let mut cast = Cast::new();
    let mut people = circles(&mut cast);
    let plan = |of: &str| {
        let visit = json!({"list": "visit", "name": "Lift", "first": "2026-05-30T10:00", "minutes": 60, "rule": "", "done": [], "asked": of, "text": ""});
        json!({"do": "rota-plan", "circle": CIRCLE, "visit": visit})
    };
    let medicine = |part: &str| {
        let says = json!({"list": "medicine", "name": "Ramipril", "dose": "1", "times": ["08:00"], "parts": [{"part": "administer", "person": part}]});
        json!({"do": "line-write", "circle": CIRCLE, "says": says})
    };
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    for person in ["Rhian", "Huw"] {
        assert_eq!(cast.try_ask(&mut people[0], plan(person)).unwrap_err().code, "not-in-circle", "{person}");
        assert_eq!(cast.try_ask(&mut people[0], medicine(person)).unwrap_err().code, "not-in-circle", "{person}");
    }
    cast.ask(&mut people[0], plan("Elin"));
    cast.ask(&mut people[0], medicine("Elin"));
}
