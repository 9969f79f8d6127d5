//! A visit told again: the original is kept, and what somebody has confirmed stands.

use super::{
    cast::{Cast, Phone, texts},
    coins::{cast_of_three, settle},
    removal::meet,
};
use crate::ledger::{op::Given, units::Element};
use serde_json::{Value, json};

const CIRCLE: &str = "Mair's circle";

fn visited(cast: &mut Cast, dewi: &mut Phone, minutes: u32) -> Value {
    let visit = cast.ask(dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(90);
    cast.ask(
        dewi,
        json!({"do": "visit-check-out", "visit": visit["id"], "minutes": minutes, "done": ["my-home"], "how": "low", "text": "Breakfast",
               "handover": "Tea is on the right", "area": "Lower Derw"}),
    )
}

fn seen(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "visits", "circle": CIRCLE, "limit": 9}))[0].clone()
}

/// covers: R2, R3, C2
#[test]
fn a_visit_checked_out_by_mistake_is_corrected_and_the_original_is_kept() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = visited(&mut cast, &mut dewi, 6);
    let ended = visit["ended_ms"].as_u64().unwrap();
    let none = cast.try_ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 6})).unwrap_err();
    assert_eq!(none.code, "nothing-to-correct");
    let late = cast.try_ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "ended_ms": ended + 9_000_000})).unwrap_err();
    assert_eq!(late.code, "visit-times");
    let told = cast.ask(
        &mut dewi,
        json!({"do": "visit-correct", "visit": visit["id"], "minutes": 60, "done": ["my-care"], "ended_ms": ended - 60_000, "handover": "Tea is on the left"}),
    );
    assert_eq!((told["minutes"].as_u64(), told["done"].clone(), told["how"].as_str()), (Some(60), json!(["my-care"]), Some("low")));
    assert_eq!((told["ended_ms"].as_u64(), told["area"].as_str()), (Some(ended - 60_000), Some("Lower Derw")));
    let before = &told["corrections"][0];
    assert_eq!((before["minutes"].as_u64(), before["done"].clone(), before["stands"].as_bool()), (Some(6), json!(["my-home"]), Some(false)));
    assert_eq!(told["corrections"][1]["stands"], true);
    let notes = cast.ask(&mut dewi, json!({"do": "notes", "circle": CIRCLE, "limit": 9}));
    assert_eq!((texts(&notes, "text"), notes[0]["earlier"].clone()), (vec!["Tea is on the left".to_owned()], json!(["Tea is on the right"])));
    // Everybody sees the same, in whatever order it came; what is confirmed is what was told last.
    settle(&mut cast, &mut [&mut dewi, &mut mair]);
    let theirs = seen(&mut cast, &mut mair);
    assert_eq!((theirs["corrections"].clone(), theirs["hour"].as_str()), (told["corrections"].clone(), Some("unconfirmed")));
    assert_eq!(cast.ask(&mut mair, json!({"do": "rebuild"}))["alike"], true);
    assert_eq!(cast.try_ask(&mut mair, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 1})).unwrap_err().code, "visit-not-yours");
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1, "sixty minutes and not six");
    let stands = cast.try_ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 90})).unwrap_err();
    assert_eq!(stands.code, "visit-confirmed");
    assert!(stands.said.starts_with("Mair has confirmed this hour"), "{}", stands.said);
}

/// covers: R3, C1
#[test]
fn hours_corrected_in_their_minutes_alone_stay_with_the_element_that_was_named_first() {
    let mut cast = Cast::new();
    let (_office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(90);
    let ended = json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-care", "my-home"], "text": "", "handover": ""});
    cast.ask(&mut dewi, ended);
    cast.ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 90}));
    cast.sync(&mut dewi);
    cast.sync(&mut mair);
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    cast.sync(&mut mair);
    cast.sync(&mut dewi);
    let given = dewi.kith.storage.visit(&visit["id"].as_str().unwrap().parse().unwrap()).unwrap().unwrap().end.unwrap().given;
    assert_eq!(Given::decode(&given).unwrap().hours.element, Some(Element::MyCare));
}

/// covers: R2, C1, C12
#[test]
fn where_a_confirmation_and_a_correction_cross_what_was_confirmed_stands_and_both_are_shown() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = visited(&mut cast, &mut dewi, 60);
    settle(&mut cast, &mut [&mut dewi, &mut mair]);
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    cast.ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 120, "text": "And lunch"}));
    meet(&cast, &mut mair, &mut dewi, 1);
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi]);
    for phone in [&mut dewi, &mut mair] {
        let seen = seen(&mut cast, phone);
        assert_eq!((seen["minutes"].as_u64(), seen["text"].as_str()), (Some(60), Some("Breakfast")), "{seen}");
        let stands: Vec<_> = seen["corrections"].as_array().unwrap().iter().map(|t| (t["minutes"].as_u64(), t["stands"].as_bool())).collect();
        assert_eq!(stands, [(Some(60), Some(true)), (Some(120), Some(false))]);
    }
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["minted"].as_u64(), book["minutes_attested"].as_u64(), book["adds_up"].as_bool()), (Some(1), Some(60), Some(true)));
}

/// covers: C1, R3
#[test]
fn of_two_codes_for_one_visit_the_later_telling_is_confirmed_and_says_all_that_it_carries() {
    let mut cast = Cast::new();
    let (_office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = visited(&mut cast, &mut dewi, 6);
    let first = cast.ask(&mut dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
    cast.ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 60}));
    let second = cast.ask(&mut dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
    for code in [&second, &first] {
        cast.ask(&mut mair, json!({"do": "receive", "text": code["text"]}));
    }
    let waits = cast.ask(&mut mair, json!({"do": "visits-to-confirm"}));
    assert_eq!((waits.as_array().unwrap().len(), waits[0]["minutes"].as_u64()), (1, Some(60)), "the later telling, whichever code was taken in last");
    assert_eq!((waits[0]["by_code"].as_bool(), waits[0]["area"].as_str()), (Some(true), Some("Lower Derw")));
    let confirmed = cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    cast.ask(&mut dewi, json!({"do": "receive", "text": confirmed["hand_over"]["text"]}));
    let seen = seen(&mut cast, &mut dewi);
    assert_eq!((seen["hour"].as_str(), seen["minutes"].as_u64()), (Some("confirmed"), Some(60)));
}

/// covers: R2
#[test]
fn an_erased_visit_takes_its_corrections_and_their_words_along() {
    let mut cast = Cast::new();
    let (_office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = visited(&mut cast, &mut dewi, 6);
    cast.ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "text": "Said by mistake", "handover": "Said so, too"}));
    settle(&mut cast, &mut [&mut dewi, &mut mair]);
    cast.ask(&mut dewi, json!({"do": "erase", "item": visit["id"], "fields": [], "reason": ""}));
    settle(&mut cast, &mut [&mut dewi, &mut mair]);
    for phone in [&mut dewi, &mut mair] {
        assert_eq!(cast.ask(phone, json!({"do": "visits", "circle": CIRCLE, "limit": 9})), json!([]));
        let export = cast.ask(phone, json!({"do": "export", "person": null, "case": null}));
        assert!(!export.to_string().contains("Said by mistake") && !export.to_string().contains("Said so, too"));
    }
}

/// covers: R2, X2
#[test]
fn a_correction_stands_after_the_one_that_its_visitor_had_seen_whatever_the_clocks_said() {
    let mut cast = Cast::new();
    let (_office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let mut tablet = cast.phone("Dewi", 60);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut dewi, json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    settle(&mut cast, &mut [&mut dewi, &mut tablet, &mut mair]);
    let visit = visited(&mut cast, &mut dewi, 6);
    dewi.clock_ms = 1_800_000;
    cast.ask(&mut dewi, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 60}));
    settle(&mut cast, &mut [&mut dewi, &mut tablet]);
    cast.ask(&mut tablet, json!({"do": "visit-correct", "visit": visit["id"], "minutes": 45}));
    settle(&mut cast, &mut [&mut tablet, &mut dewi, &mut mair]);
    for phone in [&mut tablet, &mut dewi, &mut mair] {
        let seen = seen(&mut cast, phone);
        let told: Vec<_> = seen["corrections"].as_array().unwrap().iter().map(|t| (t["minutes"].as_u64(), t["stands"].as_bool())).collect();
        assert_eq!(told, [(Some(6), Some(false)), (Some(60), Some(false)), (Some(45), Some(true))]);
    }
}
