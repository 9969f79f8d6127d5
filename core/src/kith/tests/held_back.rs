//! A phone that the office has cut off: what it writes afterwards waits in the circles, before anybody there has said a word.

use super::cast::{CIRCLE, Cast, Phone, texts};
use serde_json::{Value, json};

/// The owner's circle with the others in it; all level. The office is with them.
fn circle(names: [&str; 3]) -> (Cast, Phone, [Phone; 3]) {
    let mut cast = Cast::new();
    let (office, people) = cast.coop(&names);
    let mut people = <[Phone; 3]>::try_from(people).ok().unwrap();
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [(names[1], "keeper"), (names[2], "member")] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    all_sync(&mut cast, &mut people);
    (cast, office, people)
}

fn all_sync(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..2 {
        for phone in people.iter_mut() {
            cast.sync(phone);
        }
    }
}

/// The office is rung: it cuts a phone off, and its owner's finder writes on.
fn lost(cast: &mut Cast, office: &mut Phone, phone: &mut Phone, name: &str) {
    cast.tick(5);
    let device = phone.kith.device.hex();
    cast.ask(office, json!({"do": "device-revoke", "person": name, "device": device, "since_ms": null}));
    cast.tick(5);
    cast.write(phone, "too late");
}

/// The notes that a phone shows, and whether each is marked as under review.
fn marked(cast: &mut Cast, phone: &mut Phone) -> Vec<(String, bool)> {
    let notes = cast.ask(phone, json!({"do": "notes", "circle": CIRCLE, "limit": 9}));
    let mut out: Vec<_> = notes.as_array().unwrap().iter().map(|n| (n["text"].as_str().unwrap().to_owned(), n["under_review"] == true)).collect();
    out.sort();
    out
}

fn aside(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "quarantine", "circle": CIRCLE}))
}

fn shows(notes: &[(&str, bool)]) -> Vec<(String, bool)> {
    notes.iter().map(|(text, marked)| ((*text).to_owned(), *marked)).collect()
}

/// covers: R4
#[test]
fn what_a_phone_writes_that_the_office_has_cut_off_waits_whoever_of_the_circle_hears_first() {
    for order in [[0, 1], [1, 0]] {
        let (mut cast, mut office, mut people) = circle(["Mair", "Elin", "Dewi"]);
        cast.write(&mut people[2], "in time");
        all_sync(&mut cast, &mut people);
        lost(&mut cast, &mut office, &mut people[2], "Dewi");
        cast.sync(&mut office);
        cast.carry(&mut people[2]);
        for _ in 0..3 {
            for i in order {
                cast.sync(&mut people[i]);
                assert_eq!(marked(&mut cast, &mut people[i]), shows(&[("in time", false)]), "{order:?}");
            }
        }
        for phone in &mut people[..2] {
            let waits = aside(&mut cast, phone);
            assert_eq!((texts(&waits, "text"), &waits[0]["after"]), (vec!["too late".to_owned()], &json!("cut-off")), "{order:?}");
            assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true, "{order:?}");
        }
        let entry = aside(&mut cast, &mut people[0])[0]["id"].clone();
        cast.ask(&mut people[0], json!({"do": "quarantine-admit", "circle": CIRCLE, "entry": entry}));
        all_sync(&mut cast, &mut people[..2]);
        for phone in &mut people[..2] {
            assert_eq!(marked(&mut cast, phone), shows(&[("in time", false), ("too late", false)]), "{order:?}");
        }
    }
}

/// covers: R4
#[test]
fn a_member_who_hears_of_it_before_any_keeper_shows_and_vouches_for_nothing_that_came_after() {
    let (mut cast, mut office, mut people) = circle(["Mair", "Dewi", "Elin"]);
    cast.write(&mut people[1], "in time");
    all_sync(&mut cast, &mut people);
    lost(&mut cast, &mut office, &mut people[1], "Dewi");
    cast.sync(&mut office);
    cast.carry(&mut people[1]);
    cast.sync(&mut people[2]);
    assert_eq!(marked(&mut cast, &mut people[2]), shows(&[("in time", false)]));
    let [mut mair, _dewi, elin] = people;
    let mut elin = cast.reopen(elin);
    assert_eq!(cast.ask(&mut elin, json!({"do": "rebuild"}))["alike"], true);
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut elin);
        for phone in [&mut mair, &mut elin] {
            assert_eq!(marked(&mut cast, phone), shows(&[("in time", false)]));
        }
    }
    assert_eq!(texts(&aside(&mut cast, &mut mair), "text"), ["too late"]);
}

/// covers: R4
#[test]
fn what_had_come_before_anybody_heard_of_it_stays_in_view_and_is_marked_everywhere() {
    let (mut cast, mut office, mut people) = circle(["Mair", "Dewi", "Elin"]);
    cast.write(&mut people[1], "in time");
    all_sync(&mut cast, &mut people);
    lost(&mut cast, &mut office, &mut people[1], "Dewi");
    cast.carry(&mut people[1]);
    cast.sync(&mut people[2]);
    cast.sync(&mut office);
    let [mut mair, _dewi, mut elin] = people;
    for _ in 0..3 {
        cast.sync(&mut mair);
        cast.sync(&mut elin);
    }
    for phone in [&mut mair, &mut elin] {
        assert_eq!(marked(&mut cast, phone), shows(&[("in time", false), ("too late", true)]));
    }
}

/// Nobody in a circle may cut off a phone of the person whose circle it is.
/// covers: R4
#[test]
fn the_owners_phone_that_was_cut_off_is_held_back_too_and_a_keeper_decides() {
    let (mut cast, mut office, mut people) = circle(["Mair", "Elin", "Dewi"]);
    cast.write(&mut people[0], "in time");
    all_sync(&mut cast, &mut people);
    lost(&mut cast, &mut office, &mut people[0], "Mair");
    cast.sync(&mut office);
    cast.carry(&mut people[0]);
    let (_mair, rest) = people.split_first_mut().unwrap();
    all_sync(&mut cast, rest);
    for phone in &mut *rest {
        assert_eq!(marked(&mut cast, phone), shows(&[("in time", false)]));
    }
    let waits = aside(&mut cast, &mut rest[0]);
    assert_eq!((&waits[0]["text"], &waits[0]["after"], &waits[0]["by"]["name"]), (&json!("too late"), &json!("cut-off"), &json!("Office")));
    cast.ask(&mut rest[0], json!({"do": "quarantine-admit", "circle": CIRCLE, "entry": waits[0]["id"]}));
    all_sync(&mut cast, rest);
    for phone in rest {
        assert_eq!(marked(&mut cast, phone), shows(&[("in time", false), ("too late", false)]));
    }
}
