//! Notes, corrections, plans, search and the truth about what has arrived.

use super::{
    cast::{Cast, texts},
    removal::meet,
};
use serde_json::json;

/// covers: X3, X5
#[test]
fn a_note_written_later_says_so_on_every_phone_and_tells_of_nothing_to_come() {
    let mut cast = Cast::new();
    let (mut mair, mut dewi) = cast.circle_of_two();
    let circle = cast.ask(&mut mair, json!({"do": "circles"}))[0]["id"].clone();
    let then = cast.now_ms - 5 * 60_000;
    let late = json!({"do": "note-later", "circle": circle, "text": "The heel was sore", "of_ms": then});
    assert_eq!(cast.ask(&mut mair, late)["of_ms"], then);
    let ahead = json!({"do": "note-later", "circle": circle, "text": "x", "of_ms": cast.now_ms + 86_400_000});
    assert_eq!(cast.try_ask(&mut mair, ahead).unwrap_err().code, "not-later");
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut dewi);
    }
    let seen = cast.ask(&mut dewi, json!({"do": "notes", "circle": circle, "limit": 5}))[0].clone();
    assert_eq!((&seen["text"], &seen["of_ms"], &seen["kind"]), (&json!("The heel was sore"), &json!(then), &json!("note")));
    assert!(seen["written_ms"].as_u64().unwrap() > then);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "rebuild"}))["alike"], true);
    // Like any other note it goes from every phone when whoever wrote it has it erased.
    cast.ask(&mut mair, json!({"do": "erase", "item": seen["id"], "fields": [], "reason": ""}));
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut dewi);
    }
    assert_eq!(cast.ask(&mut dewi, json!({"do": "notes", "circle": circle, "limit": 5})), json!([]));
    assert_eq!(cast.ask(&mut dewi, json!({"do": "note-search", "query": "heel", "limit": 5, "circle": null})), json!([]));
    assert_eq!(cast.ask(&mut dewi, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R2, X1, X2, X8
#[test]
fn notes_written_apart_are_on_both_phones_with_who_wrote_them() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let mine = cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Heel is sore again"}));
    assert_eq!(mine["arrival"]["arrived"], "here-only");
    assert_eq!(cast.ask(&mut elin, json!({"do": "truth"}))["waiting"], 1);
    cast.ask(&mut dewi, json!({"do": "note-write", "circle": "Mam", "text": "Tea is on the left now"}));
    for _ in 0..2 {
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    cast.sync(&mut elin);
    for phone in [&mut elin, &mut dewi] {
        let notes = cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 10}));
        assert_eq!(texts(&notes, "text"), ["Tea is on the left now", "Heel is sore again"]);
        assert_eq!((notes[0]["author"]["name"].as_str(), notes[1]["author"]["name"].as_str()), (Some("Dewi"), Some("Elin")));
    }
    let arrival = cast.ask(&mut elin, json!({"do": "arrival", "item": mine["id"]}));
    assert_eq!(arrival["arrival"], json!({"arrived": "people", "people": 1, "of": 1, "relay": true}));
    assert_eq!(cast.ask(&mut elin, json!({"do": "truth"}))["waiting"], 0);
}

/// covers: R2, X8
#[test]
fn what_only_a_phone_has_still_waits_for_the_relay() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    elin.kith.settings.relay = Some("kith-relay:somewhere".to_owned());
    cast.sync(&mut elin);
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    assert_eq!((truth["waiting"].as_u64(), truth["all_with_relay"].as_bool()), (Some(0), Some(true)), "{truth}");
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Heel is sore again"}));
    meet(&cast, &mut elin, &mut dewi, 1);
    assert_eq!(texts(&cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 10})), "text"), ["Heel is sore again"]);
    elin.kith.relay_silent();
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    assert_eq!((truth["waiting"].as_u64(), truth["all_with_relay"].as_bool(), truth["relay_silent"].as_bool()), (Some(1), Some(false), Some(true)));
    let item = &truth["items"][0];
    assert_eq!((item["why"].as_str(), item["people"].as_u64(), item["of"].as_u64()), (Some("no-relay"), Some(1), Some(1)), "{truth}");
    cast.sync(&mut elin);
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    assert_eq!((truth["waiting"].as_u64(), truth["all_with_relay"].as_bool(), truth["relay_silent"].as_bool()), (Some(0), Some(true), Some(false)));
}

/// covers: R2
#[test]
fn a_correction_keeps_the_original_and_only_its_author_may_make_it() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let note = cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Left heel"}));
    cast.ask(&mut elin, json!({"do": "note-correct", "note": note["id"], "text": "Right heel"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    let seen = cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 10}));
    assert_eq!((seen[0]["text"].as_str(), seen[0]["earlier"][0].as_str()), (Some("Right heel"), Some("Left heel")));
    let refused = cast.try_ask(&mut dewi, json!({"do": "note-correct", "note": note["id"], "text": "No heel"})).unwrap_err();
    assert_eq!(refused.code, "not-yours");
    let found = cast.ask(&mut dewi, json!({"do": "note-search", "query": "right", "limit": 5}));
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "note-search", "query": "left", "limit": 5})).as_array().unwrap().len(), 0);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "note-search", "query": "\" OR *", "limit": 5})).as_array().unwrap().len(), 0);
}

/// covers: R4, X8
#[test]
fn where_a_plan_has_arrived_is_told_of_its_last_change_whoever_made_it() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Mair", "Dewi"]);
    let (mut dewi, mut mair) = (people.pop().unwrap(), people.pop().unwrap());
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Circle", "person": "me"}));
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Circle", "person": "Dewi", "level": "member"}));
    let plan = cast.ask(&mut mair, json!({"do": "plan-create", "circle": "Circle", "title": "Walk", "text": "", "when": "10:00", "place": null}));
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut dewi);
    }
    cast.tick(1);
    cast.ask(&mut dewi, json!({"do": "plan-edit", "plan": plan["id"], "title": null, "text": null, "when": "noon", "place": null}));
    let pack = cast.ask(&mut dewi, json!({"do": "pack", "person": "Mair"}));
    cast.ask(&mut mair, json!({"do": "receive", "text": pack["text"]}));
    let seen = cast.ask(&mut mair, json!({"do": "plan", "plan": plan["id"]}));
    assert_eq!(seen["changed_by"]["name"], "Dewi");
    assert_ne!(seen["arrival"]["state"], "here-only", "Dewi, who wrote it, has it: {}", seen["arrival"]);
}

/// covers: R2
#[test]
fn a_plan_merges_its_text_and_shows_both_times_until_somebody_chooses() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let plan = cast.ask(&mut elin, json!({"do": "plan-create", "circle": "Mam", "title": "Sunday", "text": "Choir.\nLunch.", "when": "13:00"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut elin, json!({"do": "plan-edit", "plan": plan["id"], "text": "Choir at Seion.\nLunch.", "when": "15:00"}));
    cast.ask(&mut dewi, json!({"do": "plan-edit", "plan": "Sunday", "text": "Choir.\nLunch at Tŷ Capel.", "when": "14:00"}));
    for _ in 0..2 {
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    for phone in [&mut elin, &mut dewi] {
        let seen = cast.ask(phone, json!({"do": "plan", "plan": "Sunday"}));
        assert_eq!(seen["text"], "Choir at Seion.\nLunch at Tŷ Capel.");
        let choices = seen["when"]["choices"].as_array().unwrap();
        let mut both: Vec<(&str, &str)> = choices.iter().map(|c| (c["value"].as_str().unwrap(), c["author"]["name"].as_str().unwrap())).collect();
        both.sort_unstable();
        assert_eq!(both, [("14:00", "Dewi"), ("15:00", "Elin")]);
    }
    cast.ask(&mut dewi, json!({"do": "plan-choose", "plan": "Sunday", "field": "when", "value": "14:00"}));
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    assert_eq!(cast.ask(&mut elin, json!({"do": "plan", "plan": "Sunday"}))["when"]["value"], "14:00");
}

/// covers: R2
#[test]
fn a_plan_changed_in_a_form_keeps_what_others_wrote_since_the_form_was_opened() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let plan = cast.ask(&mut elin, json!({"do": "plan-create", "circle": "Mam", "title": "Sunday", "text": "Choir.\nLunch.", "when": "13:00"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    // Elin's form shows the text as it was; Dewi's line comes while she writes.
    let read = plan["text"].clone();
    cast.ask(&mut dewi, json!({"do": "plan-edit", "plan": "Sunday", "text": "Choir at two.\nLunch."}));
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    let sent = json!({"do": "plan-edit", "plan": plan["id"], "text": "Choir.\nLunch and tea.", "was_text": read});
    assert_eq!(cast.ask(&mut elin, sent)["text"], "Choir at two.\nLunch and tea.");
    // Without it the text is what was sent, as from a script that has just read it.
    assert_eq!(cast.ask(&mut elin, json!({"do": "plan-edit", "plan": plan["id"], "text": "Choir."}))["text"], "Choir.");
}

/// covers: X1
#[test]
fn projections_rebuild_alike_to_the_byte_and_survive_reopening() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let note = cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "One"}));
    cast.ask(&mut elin, json!({"do": "note-correct", "note": note["id"], "text": "One, corrected"}));
    cast.ask(&mut elin, json!({"do": "plan-create", "circle": "Mam", "title": "Sunday", "text": "Choir", "when": "13:00"}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut dewi, json!({"do": "plan-edit", "plan": "Sunday", "text": "Choir, then lunch"}));
    let mut dewi = cast.reopen(dewi);
    let rebuilt = cast.ask(&mut dewi, json!({"do": "rebuild"}));
    assert_eq!(rebuilt["differ"], json!([]));
    assert_eq!(cast.ask(&mut dewi, json!({"do": "plan", "plan": "Sunday"}))["text"], "Choir, then lunch");
    assert_eq!(cast.ask(&mut dewi, json!({"do": "note-search", "query": "corrected", "limit": 5})).as_array().unwrap().len(), 1);
}

/// covers: X8
#[test]
fn what_was_put_into_a_pack_says_when_until_somebody_answers() {
    let mut cast = Cast::new();
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let mut dewi = cast.phone("Dewi", 2);
    cast.join_by_hand(&mut office, &mut dewi);
    cast.ask(&mut dewi, json!({"do": "rename", "name": "Dewi W"}));
    let before = cast.ask(&mut dewi, json!({"do": "truth"}));
    assert!(before["waiting"].as_u64() > Some(0) && before["items"].as_array().unwrap().iter().all(|i| i["handed_ms"].is_null()), "{before}");
    cast.tick(5);
    let pack = cast.ask(&mut dewi, json!({"do": "pack", "person": "Office"}));
    let packed = cast.now_ms;
    let handed = cast.ask(&mut dewi, json!({"do": "truth"}));
    let (there, rest): (Vec<_>, Vec<_>) = handed["items"].as_array().unwrap().iter().partition(|i| i["handed_ms"] == packed);
    assert!(!there.is_empty() && there.iter().all(|i| i["why"] == "handed-over"), "{handed}");
    assert!(rest.iter().all(|i| i["handed_ms"].is_null()), "{handed}");
    // What is written afterwards was not in it.
    cast.tick(5);
    cast.ask(&mut dewi, json!({"do": "rename", "name": "Dewi Wyn"}));
    let later = cast.ask(&mut dewi, json!({"do": "truth"}));
    assert_eq!(later["items"][0]["handed_ms"], serde_json::Value::Null, "{later}");
    cast.ask(&mut office, json!({"do": "receive", "text": pack["text"]}));
}
