//! Taking back what was written or begun a moment ago.

use super::cast::{CIRCLE, Cast};
use serde_json::json;

/// covers: R2, X1
#[test]
fn a_note_is_taken_back_for_a_minute_and_its_words_are_in_the_draft_again() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let write = |cast: &mut Cast, elin: &mut _, text: &str| cast.ask(elin, json!({"do": "note-write", "circle": CIRCLE, "text": text}));
    let note = write(&mut cast, &mut elin, "For Ana, not for here");
    assert_eq!(cast.try_ask(&mut dewi, json!({"do": "undo", "item": note["id"]})).unwrap_err().code, "no-such-item");
    let gone = cast.ask(&mut elin, json!({"do": "undo", "item": note["id"]}));
    assert_eq!(gone["what"], "note");
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    for phone in [&mut elin, &mut dewi] {
        assert!(cast.notes(phone).is_empty());
        let told = cast.ask(phone, json!({"do": "erasures", "circle": CIRCLE}));
        assert_eq!(told[0]["reason"], "Taken back within a minute", "nothing disappears unseen: {told}");
    }
    let drafts = cast.ask(&mut elin, json!({"do": "note-drafts"}));
    assert_eq!(drafts[0]["text"], "For Ana, not for here", "{drafts}");

    // One that others may have read goes too, and that it went is told; what is begun since then is not lost.
    let second = write(&mut cast, &mut elin, "Come at ten");
    cast.ask(&mut elin, json!({"do": "note-draft", "circle": CIRCLE, "text": "The heel"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(cast.try_ask(&mut dewi, json!({"do": "undo", "item": second["id"]})).unwrap_err().code, "cannot-undo", "it is not his");
    cast.ask(&mut elin, json!({"do": "undo", "item": second["id"]}));
    assert_eq!(cast.ask(&mut elin, json!({"do": "note-drafts"}))[0]["text"], "Come at ten\n\nThe heel");
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert!(cast.notes(&mut dewi).is_empty());
    assert_eq!(cast.ask(&mut dewi, json!({"do": "erasures", "circle": CIRCLE})).as_array().unwrap().len(), 2);

    let third = write(&mut cast, &mut elin, "It stays");
    cast.tick(2);
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "undo", "item": third["id"]})).unwrap_err().code, "too-late-to-undo");
    for phone in [&mut elin, &mut dewi] {
        assert!(cast.ask(phone, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
    }
}

/// covers: R2, X1
#[test]
fn a_note_is_not_taken_back_where_its_words_and_those_begun_since_are_more_than_a_note() {
    let mut cast = Cast::new();
    let (mut elin, _) = cast.circle_of_two();
    let long = "x".repeat(kith_wire::limits::NOTE_CHARS_MAX - 1);
    let note = cast.ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": long}));
    cast.ask(&mut elin, json!({"do": "note-draft", "circle": CIRCLE, "text": "The heel"}));
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "undo", "item": note["id"]})).unwrap_err().code, "text-too-long");
    assert_eq!(cast.notes(&mut elin).len(), 1);
    assert_eq!(cast.ask(&mut elin, json!({"do": "note-drafts"}))[0]["text"], "The heel");
}

/// covers: R3, R7
#[test]
fn a_visit_begun_by_a_slip_is_taken_back_and_its_place_on_the_rota_is_as_before() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let planned = json!({"list": "visit", "name": "Lift", "first": "2026-05-28T22:00", "minutes": 30, "rule": "", "done": ["my-home"]});
    cast.ask(&mut elin, json!({"do": "rota-plan", "circle": CIRCLE, "visit": planned, "offer": true}));
    let state = |cast: &mut Cast, phone: &mut _| cast.ask(phone, json!({"do": "rota", "circle": CIRCLE}))["visits"][0]["state"].clone();
    let visit = cast.ask(&mut elin, json!({"do": "visit-check-in", "circle": CIRCLE}));
    assert_eq!(state(&mut cast, &mut elin), "begun");
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut elin, json!({"do": "undo", "item": visit["id"]}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    for phone in [&mut elin, &mut dewi] {
        assert_eq!(state(&mut cast, phone), "taken");
        assert!(cast.ask(phone, json!({"do": "visits", "circle": CIRCLE, "limit": 5})).as_array().unwrap().is_empty());
    }
    // One that has ended is corrected: its hours may be confirmed already.
    let visit = cast.ask(&mut elin, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.ask(&mut elin, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 1, "done": [], "text": "", "handover": ""}));
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "undo", "item": visit["id"]})).unwrap_err().code, "cannot-undo");
}
