//! What a person's devices keep in step: names of devices, notes that are begun.

use super::cast::{Cast, Phone};
use kith_wire::limits;
use serde_json::{Value, json};

/// Elin with a circle that Dewi is in, and a tablet of hers.
fn devices() -> (Cast, Phone, Phone, Phone) {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    let mut tablet = cast.phone("Tablet", 50);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut elin, json!({"do": "device-admit", "request": request["text"], "label": "Kitchen tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    for phone in [&mut elin, &mut tablet, &mut dewi] {
        cast.sync(phone);
    }
    cast.sync(&mut elin);
    (cast, elin, tablet, dewi)
}

fn label(cast: &mut Cast, phone: &mut Phone, here: bool) -> String {
    let devices = cast.ask(phone, json!({"do": "devices"}));
    devices.as_array().unwrap().iter().find(|d| d["here"] == here).unwrap()["label"].as_str().unwrap().to_owned()
}

fn drafts(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "note-drafts"})).as_array().unwrap().iter().map(|d| json!([d["text"], d["here"]])).collect()
}

/// covers: X2
#[test]
fn a_device_is_called_the_same_on_all_devices_of_its_person_and_the_last_name_stands() {
    let (mut cast, mut elin, mut tablet, _) = devices();
    assert_eq!(label(&mut cast, &mut elin, false), "Kitchen tablet");
    assert_eq!(label(&mut cast, &mut tablet, true), "Kitchen tablet", "the tablet knows what it was called when it was let in");
    cast.ask(&mut tablet, json!({"do": "device-name", "device": "Kitchen tablet", "label": "Tabled Mam"}));
    cast.sync(&mut tablet);
    cast.sync(&mut elin);
    assert_eq!(label(&mut cast, &mut elin, false), "Tabled Mam");
    assert_eq!(cast.ask(&mut elin, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R2, X2
#[test]
fn a_note_that_is_begun_is_on_all_devices_of_its_writer_and_of_nobody_else_until_it_is_written() {
    let (mut cast, mut elin, mut tablet, mut dewi) = devices();
    cast.ask(&mut elin, json!({"do": "note-draft", "circle": "Mam", "text": "She slept"}));
    cast.ask(&mut elin, json!({"do": "note-draft", "circle": "Mam", "text": "She slept badly"}));
    assert_eq!(drafts(&mut cast, &mut elin), [json!(["She slept badly", true])]);
    for phone in [&mut elin, &mut tablet, &mut dewi] {
        cast.sync(phone);
    }
    assert_eq!(drafts(&mut cast, &mut tablet), [json!(["She slept badly", false])]);
    assert!(drafts(&mut cast, &mut dewi).is_empty());
    // The tablet finishes it: nothing of it is left to finish on either.
    cast.ask(&mut tablet, json!({"do": "note-write", "circle": "Mam", "text": "She slept badly, and ate well"}));
    assert!(drafts(&mut cast, &mut tablet).is_empty());
    for phone in [&mut tablet, &mut elin] {
        cast.sync(phone);
    }
    assert!(drafts(&mut cast, &mut elin).is_empty());
    for phone in [&mut elin, &mut tablet] {
        assert_eq!(cast.ask(phone, json!({"do": "erasures", "circle": null})), json!([]), "letting go of a draft is nobody's asking for erasure");
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
}

/// covers: R2, X5
#[test]
fn a_draft_that_is_let_go_leaves_none_of_its_words_and_one_kept_on_a_phone_without_signal_stands() {
    let (mut cast, mut elin, mut tablet, _) = devices();
    cast.ask(&mut elin, json!({"do": "note-draft", "circle": "Mam", "text": "Zanzibar"}));
    cast.sync(&mut elin);
    cast.sync(&mut tablet);
    cast.ask(&mut elin, json!({"do": "note-draft", "circle": "Mam", "text": ""}));
    assert!(drafts(&mut cast, &mut elin).is_empty());
    let all = cast.ask(&mut elin, json!({"do": "export", "person": null, "case": null}));
    assert!(!all.to_string().contains("Zanzibar"));
    // Apart, the tablet went on writing.
    cast.ask(&mut tablet, json!({"do": "note-draft", "circle": "Mam", "text": "Zanzibar again"}));
    cast.sync(&mut elin);
    cast.sync(&mut tablet);
    cast.sync(&mut elin);
    assert_eq!(drafts(&mut cast, &mut elin), [json!(["Zanzibar again", false])]);
    let long = "x".repeat(kith_wire::limits::NOTE_CHARS_MAX + 1);
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "note-draft", "circle": "Mam", "text": long})).unwrap_err().code, "text-too-long");
}

/// covers: R2, X1, X4
#[test]
fn what_was_typed_apart_on_two_devices_is_kept_on_both_until_a_person_chooses() {
    let (mut cast, mut elin, mut tablet, _) = devices();
    let draft = |text: &str, of: Value| json!({"do": "note-draft", "circle": "Mam", "text": text, "of": of});
    let meet = |cast: &mut Cast, elin: &mut Phone, tablet: &mut Phone| [0, 1, 0].map(|n| if n == 0 { cast.sync(elin) } else { cast.sync(tablet) });
    let long = "The whole of Tuesday. ".repeat(100).trim().to_owned();
    cast.ask(&mut tablet, draft(&long, Value::Null));
    cast.tick(1);
    cast.ask(&mut elin, draft("Ring the nurse", Value::Null));
    meet(&mut cast, &mut elin, &mut tablet);
    for (phone, own, other) in [(&mut elin, "Ring the nurse", long.as_str()), (&mut tablet, long.as_str(), "Ring the nurse")] {
        assert_eq!(drafts(&mut cast, phone).len(), 2);
        let page = cast.ask(phone, json!({"do": "circle", "circle": "Mam"}));
        assert_eq!((&page["draft"]["text"], &page["draft"]["here"]), (&json!(own), &json!(true)), "{page}");
        assert_eq!(page["drafts_apart"].as_array().unwrap().iter().map(|d| d["text"].clone()).collect::<Vec<_>>(), [json!(other)]);
    }
    // Going on with one's own, an emptied box and a note that is written leave the other as it is.
    cast.ask(&mut elin, draft("Ring the nurse at nine", Value::Null));
    cast.ask(&mut elin, draft("", Value::Null));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "The nurse was rung"}));
    meet(&mut cast, &mut elin, &mut tablet);
    for (phone, here) in [(&mut elin, false), (&mut tablet, true)] {
        assert_eq!(drafts(&mut cast, phone), [json!([long, here])]);
    }
    // Gone on with in other words, it is one draft again, on both.
    let id = cast.ask(&mut elin, json!({"do": "note-drafts"}))[0]["id"].clone();
    cast.ask(&mut elin, draft("Tuesday, shortly", id.clone()));
    cast.ask(&mut elin, draft("Tuesday, shorter", id.clone()));
    assert_eq!(cast.try_ask(&mut elin, draft("", id)).unwrap_err().code, "no-such-draft");
    meet(&mut cast, &mut elin, &mut tablet);
    assert_eq!(drafts(&mut cast, &mut elin), [json!(["Tuesday, shorter", true])]);
    assert_eq!(drafts(&mut cast, &mut tablet), [json!(["Tuesday, shorter", false])]);
    // What went on on its own device meanwhile is not let go of with what it was.
    let id = cast.ask(&mut tablet, json!({"do": "note-drafts"}))[0]["id"].clone();
    cast.ask(&mut tablet, draft("From the tablet", id));
    cast.ask(&mut elin, draft("Tuesday, at length", Value::Null));
    meet(&mut cast, &mut elin, &mut tablet);
    let mut both = drafts(&mut cast, &mut elin);
    both.sort_by_key(ToString::to_string);
    assert_eq!(both, [json!(["From the tablet", false]), json!(["Tuesday, at length", true])]);
    // What is let go of by name goes alone, and what a text holds whole is in it.
    let id = cast.ask(&mut elin, json!({"do": "circle", "circle": "Mam"}))["drafts_apart"][0]["id"].clone();
    cast.ask(&mut elin, draft("", id));
    assert_eq!(drafts(&mut cast, &mut elin), [json!(["Tuesday, at length", true])]);
    meet(&mut cast, &mut elin, &mut tablet);
    cast.ask(&mut tablet, draft("Beside. Tuesday, at length", Value::Null));
    meet(&mut cast, &mut elin, &mut tablet);
    for phone in [&mut elin, &mut tablet] {
        assert_eq!(drafts(&mut cast, phone).len(), 1);
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
}

/// covers: R2, X8
#[test]
fn more_notes_begun_than_are_kept_are_refused_and_those_kept_stay() {
    let (mut cast, mut elin, _, _) = devices();
    let names: Vec<String> = (0..limits::DRAFTS_MAX).map(|n| format!("Circle {n}")).collect();
    for name in &names {
        cast.ask(&mut elin, json!({"do": "circle-create", "name": name, "person": "me"}));
        cast.ask(&mut elin, json!({"do": "note-draft", "circle": name, "text": "Begun"}));
    }
    let draft = |circle: &str, text: &str| json!({"do": "note-draft", "circle": circle, "text": text});
    assert_eq!(cast.try_ask(&mut elin, draft("Mam", "One more")).unwrap_err().code, "too-many-drafts");
    assert_eq!(drafts(&mut cast, &mut elin).len(), limits::DRAFTS_MAX);
    // Going on with one of them is none more, and letting go of one makes room.
    cast.ask(&mut elin, draft(&names[0], "Begun, and more"));
    cast.ask(&mut elin, draft(&names[1], ""));
    cast.ask(&mut elin, draft("Mam", "One more"));
    assert_eq!(drafts(&mut cast, &mut elin).len(), limits::DRAFTS_MAX);
}
