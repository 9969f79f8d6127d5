//! Clocks that are wrong by years: what was written under them is marked, and buries nothing that is written after.

use super::cast::{CIRCLE, Cast, Phone, texts};
use serde_json::{Value, json};

const YEAR: i64 = 31_557_600_000;
const DAY: i64 = 86_400_000;

fn notes(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "notes", "circle": CIRCLE, "limit": 20}))
}

/// The texts of the notes that are marked, the newest first.
fn marked(notes: &Value) -> Vec<&str> {
    notes.as_array().unwrap().iter().filter(|n| n["clock_doubtful"] == true).map(|n| n["text"].as_str().unwrap()).collect()
}

fn written(notes: &Value, text: &str) -> u64 {
    notes.as_array().unwrap().iter().find(|n| n["text"] == text).unwrap()["written_ms"].as_u64().unwrap()
}

fn rebuilds_alike(cast: &mut Cast, phone: &mut Phone) {
    let before = notes(cast, phone);
    let rebuilt = cast.ask(phone, json!({"do": "rebuild"}));
    assert_eq!(rebuilt["alike"], true, "{rebuilt}");
    assert_eq!(notes(cast, phone), before);
}

/// covers: R2, X1, X8
#[test]
fn notes_after_a_clock_that_was_78_years_ahead_are_dated_today_and_stand_first() {
    for met_between in [false, true] {
        let mut cast = Cast::new();
        let (mut elin, mut dewi) = cast.circle_of_two();
        cast.write(&mut elin, "Before");
        cast.tick(60);
        cast.write(&mut dewi, "Dewi writes");
        cast.sync(&mut dewi);
        elin.clock_ms = 78 * YEAR;
        for text in ["Far ahead", "Still far ahead"] {
            cast.write(&mut elin, text);
        }
        cast.ask(&mut elin, json!({"do": "circle", "circle": CIRCLE}));
        if met_between {
            cast.sync(&mut elin);
            cast.sync(&mut dewi);
            let seen = notes(&mut cast, &mut dewi);
            assert_eq!(texts(&seen, "text"), ["Still far ahead", "Far ahead", "Dewi writes", "Before"]);
            assert_eq!(marked(&seen), ["Still far ahead", "Far ahead"], "no time that has not come yet is shown without a word");
            assert!(written(&seen, "Still far ahead") < cast.now_ms + DAY as u64);
            rebuilds_alike(&mut cast, &mut dewi);
        }
        elin.clock_ms = 0;
        cast.tick(60);
        cast.write(&mut elin, "Put right");
        let put_right_ms = cast.now_ms;
        cast.tick(60);
        let before = id_of(&mut cast, &mut elin, "Before");
        cast.ask(&mut elin, json!({"do": "note-correct", "note": before, "text": "Before, corrected"}));
        cast.write(&mut elin, "And after");
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
        cast.tick(60);
        cast.write(&mut dewi, "Dewi answers");
        cast.sync(&mut dewi);
        cast.sync(&mut elin);
        for phone in [&mut elin, &mut dewi] {
            let seen = notes(&mut cast, phone);
            let order = ["Dewi answers", "And after", "Put right", "Still far ahead", "Far ahead", "Dewi writes", "Before, corrected"];
            assert_eq!(texts(&seen, "text"), order, "met between: {met_between}");
            assert_eq!(marked(&seen), ["Still far ahead", "Far ahead"]);
            assert_eq!(written(&seen, "Put right"), put_right_ms);
            assert!(written(&seen, "Still far ahead") < put_right_ms);
            rebuilds_alike(&mut cast, phone);
        }
        let page = cast.ask(&mut elin, json!({"do": "circle", "circle": CIRCLE}));
        assert_eq!(
            (page["notes"][0]["text"].as_str(), page["notes"][0]["new"].as_bool()),
            (Some("Dewi answers"), Some(true)),
            "what was seen under it hides nothing"
        );
        let next = cast.ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": "The next day"}));
        assert_eq!((next["written_ms"].as_u64(), next["clock_doubtful"].as_bool()), (Some(cast.now_ms), Some(false)));
    }
}

fn id_of(cast: &mut Cast, phone: &mut Phone, text: &str) -> Value {
    notes(cast, phone).as_array().unwrap().iter().find(|n| n["text"] == text).unwrap()["id"].clone()
}

/// covers: R2, X1, X8
#[test]
fn notes_under_a_clock_that_is_behind_by_years_keep_their_place_and_are_marked() {
    for behind in [56 * YEAR, 10 * YEAR, YEAR / 12] {
        let mut cast = Cast::new();
        let (mut elin, mut dewi) = cast.circle_of_two();
        for text in ["One", "Two"] {
            cast.write(&mut elin, text);
            cast.tick(24 * 60);
        }
        cast.write(&mut dewi, "Dewi writes");
        cast.sync(&mut dewi);
        cast.sync(&mut elin);
        cast.write(&mut elin, "Three");
        elin.clock_ms = -behind;
        for text in ["Behind", "Still behind"] {
            cast.write(&mut elin, text);
        }
        elin.clock_ms = 0;
        cast.tick(60);
        cast.write(&mut elin, "Put right");
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
        for phone in [&mut elin, &mut dewi] {
            let seen = notes(&mut cast, phone);
            assert_eq!(texts(&seen, "text"), ["Put right", "Still behind", "Behind", "Three", "Dewi writes", "Two", "One"], "behind by {behind}");
            assert_eq!(marked(&seen), ["Still behind", "Behind"]);
            assert!(written(&seen, "Behind") > written(&seen, "Three"));
            rebuilds_alike(&mut cast, phone);
        }
    }
}

/// covers: R2, X1
#[test]
fn a_reader_whose_own_clock_is_behind_by_years_still_sees_the_newest_first() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    cast.write(&mut elin, "One");
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    let now_ms = cast.now_ms;
    for (day, text) in ["Two", "Three"].into_iter().enumerate() {
        cast.now_ms = now_ms + (day as u64 + 2) * DAY as u64;
        cast.write(&mut elin, text);
        cast.sync(&mut elin);
        cast.now_ms -= 9 * YEAR as u64;
        cast.sync(&mut dewi);
    }
    assert_eq!(texts(&notes(&mut cast, &mut dewi), "text"), ["Three", "Two", "One"]);
    rebuilds_alike(&mut cast, &mut dewi);
}

/// covers: R10, X8
#[test]
fn a_medicine_written_after_a_wrong_clock_is_dated_by_the_right_one() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    cast.write(&mut elin, "Before");
    elin.clock_ms = 78 * YEAR;
    cast.write(&mut elin, "Far ahead");
    elin.clock_ms = 0;
    let line = json!({"do": "line-write", "circle": CIRCLE, "instead_of": null, "says": {"list": "allergy", "to": "Penicillin", "reaction": "rash"}, "from_ms": null, "why": ""});
    cast.ask(&mut elin, line);
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    let lines = cast.ask(&mut dewi, json!({"do": "lines", "circle": CIRCLE, "list": null}));
    assert!(lines[0]["now"][0]["written_ms"].as_u64().unwrap() <= cast.now_ms, "{lines}");
    assert_eq!(marked(&notes(&mut cast, &mut dewi)), ["Far ahead"], "a fact that is no note puts the time right, too");
}

fn check_out(visit: &Value, minutes: Option<u32>) -> Value {
    json!({"do": "visit-check-out", "visit": visit["id"], "minutes": minutes, "done": ["my-home"], "how": null, "text": "", "handover": "", "area": null})
}

/// covers: R3, C2
#[test]
fn a_visit_that_the_clock_cannot_measure_asks_for_its_minutes() {
    let mut cast = Cast::new();
    let (_elin, mut dewi) = cast.circle_of_two();
    let check_in = json!({"do": "visit-check-in", "circle": CIRCLE});
    for (moved, code) in [(13 * 3_600_000, "visit-too-long"), (78 * YEAR, "visit-too-long"), (-DAY, "visit-clock"), (-YEAR, "visit-clock")] {
        let visit = cast.ask(&mut dewi, check_in.clone());
        cast.tick(90);
        dewi.clock_ms = moved;
        assert_eq!(cast.try_ask(&mut dewi, check_out(&visit, None)).unwrap_err().code, code, "moved by {moved}");
        dewi.clock_ms = 0;
        cast.ask(&mut dewi, check_out(&visit, Some(75)));
    }
    let visit = cast.ask(&mut dewi, check_in.clone());
    cast.tick(11 * 60);
    assert_eq!(cast.ask(&mut dewi, check_out(&visit, None))["minutes"], 11 * 60, "half a day is measured");
    // Begun under a clock that was wrong, which the next note says.
    dewi.clock_ms = 78 * YEAR;
    let visit = cast.ask(&mut dewi, check_in.clone());
    dewi.clock_ms = 0;
    assert_eq!(cast.try_ask(&mut dewi, check_out(&visit, None)).unwrap_err().code, "visit-clock");
    cast.write(&mut dewi, "The clock is right again");
    cast.tick(5);
    let visits = cast.ask(&mut dewi, json!({"do": "visits", "circle": CIRCLE, "limit": 1}));
    assert_eq!((visits[0]["id"].clone(), visits[0]["clock_doubtful"].as_bool()), (visit["id"].clone(), Some(true)));
    assert!(visits[0]["started_ms"].as_u64().unwrap() <= cast.now_ms, "it does not stand first for 78 years");
    assert_eq!(cast.try_ask(&mut dewi, check_out(&visit, None)).unwrap_err().code, "visit-clock");
    assert_eq!(cast.ask(&mut dewi, check_out(&visit, Some(30)))["minutes"], 30);
    rebuilds_alike(&mut cast, &mut dewi);
}

/// covers: R2, X2
#[test]
fn a_first_note_older_than_its_circle_is_marked_and_stands_at_the_circles_beginning() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let right = cast.now_ms;
    cast.now_ms = right - 6 * 365 * DAY as u64;
    cast.ask(&mut dewi, json!({"do": "note-write", "circle": CIRCLE, "text": "By a flat battery's clock"}));
    cast.now_ms = right + 60_000;
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    let seen = notes(&mut cast, &mut elin);
    assert_eq!(marked(&seen), ["By a flat battery's clock"], "{seen}");
    assert!(written(&seen, "By a flat battery's clock") > right - DAY as u64, "{seen}");
    rebuilds_alike(&mut cast, &mut elin);
}

/// covers: R3, C2, P10
#[test]
fn a_visit_of_no_minutes_is_kept_and_earns_nothing() {
    let mut cast = Cast::new();
    let (_elin, mut dewi) = cast.circle_of_two();
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(60);
    let done = cast.ask(&mut dewi, check_out(&visit, Some(0)));
    assert_eq!((done["minutes"].as_u64(), done["hour"].as_str()), (Some(0), Some("none")));
    assert_eq!(cast.try_ask(&mut dewi, json!({"do": "visit-ask", "visit": visit["id"]})).unwrap_err().code, "nothing-to-confirm");
}

/// covers: R3, C15
#[test]
fn a_visit_begins_by_now_and_within_the_last_month() {
    let mut cast = Cast::new();
    let (_elin, mut dewi) = cast.circle_of_two();
    let month_ms = kith_wire::limits::VISIT_BACK_MS_MAX;
    for (at_ms, code) in [
        (100_000_000_000_000, "visit-not-yet"),
        (cast.now_ms + 600_000, "visit-not-yet"),
        (cast.now_ms - month_ms - 1, "visit-long-ago"),
        (0, "visit-long-ago"),
    ] {
        let refused = cast.try_ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE, "at_ms": at_ms})).unwrap_err();
        assert_eq!(refused.code, code, "{at_ms}");
    }
    let begun = cast.now_ms - 3 * DAY as u64;
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE, "at_ms": begun}));
    assert_eq!(cast.try_ask(&mut dewi, check_out(&visit, None)).unwrap_err().code, "visit-too-long", "a slip that is typed in later says its minutes");
    cast.ask(&mut dewi, check_out(&visit, Some(60)));
    let mut correct = |from: u64, until: u64| {
        let told = json!({"do": "visit-correct", "visit": visit["id"], "started_ms": from, "ended_ms": until});
        cast.try_ask(&mut dewi, told).map_err(|e| e.code)
    };
    assert_eq!(correct(begun - month_ms - 1, begun).unwrap_err(), "visit-long-ago");
    assert_eq!(correct(begun, 100_000_000_000_000).unwrap_err(), "visit-times");
    assert_eq!(correct(begun + 60_000, begun).unwrap_err(), "visit-times");
    assert_eq!(correct(begun - DAY as u64, begun).unwrap()["started_ms"], begun - DAY as u64);
}

/// covers: R2, X1, X8
#[test]
fn a_circle_begun_by_a_clock_years_ahead_dates_nobodys_right_notes_wrongly_once_that_clock_is_right() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Pia", "Rhi"]);
    let (mut pia, mut rhi) = (people.remove(0), people.remove(0));
    pia.clock_ms = 7 * YEAR;
    cast.ask(&mut pia, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut pia, json!({"do": "circle-add", "circle": CIRCLE, "person": "Rhi", "level": "member"}));
    let mut right_ms = Vec::new();
    for (step, text) in ["Rhi 1", "Pia 1", "Rhi 2", "Pia 2", "Rhi 3", "Pia 3"].into_iter().enumerate() {
        if step == 3 {
            pia.clock_ms = 0;
        }
        for phone in [&mut pia, &mut rhi] {
            cast.sync(phone);
        }
        cast.sync(&mut pia);
        cast.tick(30);
        let writer = if text.starts_with("Pia") { &mut pia } else { &mut rhi };
        cast.ask(writer, json!({"do": "note-write", "circle": CIRCLE, "text": text}));
        right_ms.push(cast.now_ms);
    }
    for _ in 0..2 {
        cast.sync(&mut pia);
        cast.sync(&mut rhi);
    }
    for phone in [&mut pia, &mut rhi] {
        let seen = notes(&mut cast, phone);
        assert_eq!(marked(&seen), ["Pia 1"], "{seen}");
        for (text, ms) in [("Rhi 1", right_ms[0]), ("Rhi 2", right_ms[2]), ("Pia 2", right_ms[3]), ("Rhi 3", right_ms[4]), ("Pia 3", right_ms[5])] {
            assert_eq!(written(&seen, text), ms, "{text}: {seen}");
        }
        assert!(written(&seen, "Pia 1") < cast.now_ms + DAY as u64, "{seen}");
        assert_eq!(texts(&seen, "text")[0], "Pia 3");
        rebuilds_alike(&mut cast, phone);
    }
}

/// covers: R2, X2
#[test]
fn what_was_written_before_the_founder_left_is_of_its_own_time_on_a_phone_that_comes_later() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Ana"]);
    let (mut elin, mut dewi, mut ana) = (people.remove(0), people.remove(0), people.remove(0));
    cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "Dewi"}));
    cast.write(&mut elin, "At the beginning");
    let begun_ms = cast.now_ms;
    cast.now_ms += 40 * DAY as u64;
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut elin, json!({"do": "circle-leave", "circle": CIRCLE}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    cast.ask(&mut dewi, json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "member"}));
    for _ in 0..2 {
        cast.sync(&mut dewi);
        cast.sync(&mut ana);
    }
    let seen = notes(&mut cast, &mut ana);
    assert_eq!((marked(&seen).len(), written(&seen, "At the beginning")), (0, begun_ms), "{seen}");
}

/// covers: R2, X1
#[test]
fn a_first_note_of_1970_is_marked_on_the_phone_that_wrote_it() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    for clock_ms in [-i64::try_from(cast.now_ms).unwrap(), -6 * YEAR, -YEAR / 4] {
        dewi.clock_ms = clock_ms;
        let note = cast.ask(&mut dewi, json!({"do": "note-write", "circle": CIRCLE, "text": "By a flat battery's clock"}));
        assert_eq!(note["clock_doubtful"], true, "{clock_ms}: {note}");
        assert!(note["written_ms"].as_u64().unwrap() + DAY as u64 > cast.now_ms, "it is not older than its circle: {note}");
    }
    dewi.clock_ms = 0;
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    for phone in [&mut elin, &mut dewi] {
        assert_eq!(marked(&notes(&mut cast, phone)).len(), 3);
    }
    rebuilds_alike(&mut cast, &mut dewi);
}

/// covers: R2, X8
#[test]
fn a_phone_whose_clock_was_once_years_ahead_believes_no_day_to_come_afterwards() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    cast.write(&mut elin, "Before");
    elin.clock_ms = 20 * YEAR;
    cast.write(&mut elin, "Far ahead");
    elin.clock_ms = 0;
    cast.tick(60);
    cast.write(&mut elin, "Put right");
    dewi.clock_ms = 10 * YEAR;
    cast.write(&mut dewi, "Dewi, by a wrong clock");
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    let seen = notes(&mut cast, &mut elin);
    assert_eq!(marked(&seen), ["Dewi, by a wrong clock", "Far ahead"], "{seen}");
    assert!(written(&seen, "Dewi, by a wrong clock") <= cast.now_ms + DAY as u64, "{seen}");
    let next = cast.ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": "And today"}));
    assert_eq!((next["written_ms"].as_u64(), next["clock_doubtful"].as_bool()), (Some(cast.now_ms), Some(false)));
}

/// covers: R2, X8
#[test]
fn anothers_note_that_came_under_a_wrong_clock_makes_no_right_clock_doubtful() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    cast.write(&mut elin, "Before");
    for phone in [&mut elin, &mut dewi] {
        phone.clock_ms = 20 * YEAR;
        cast.write(phone, "Far ahead");
    }
    cast.now_ms += 20 * YEAR as u64;
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    cast.now_ms -= 20 * YEAR as u64;
    elin.clock_ms = 0;
    cast.tick(60);
    for text in ["Put right", "And after"] {
        let note = cast.ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": text}));
        assert_eq!((note["written_ms"].as_u64(), note["clock_doubtful"].as_bool()), (Some(cast.now_ms), Some(false)), "{note}");
    }
    let seen = notes(&mut cast, &mut elin);
    assert_eq!(texts(&seen, "text")[..2], ["And after", "Put right"], "{seen}");
    assert!(seen.as_array().unwrap().iter().all(|n| n["written_ms"].as_u64().unwrap() <= cast.now_ms), "{seen}");
    rebuilds_alike(&mut cast, &mut elin);
}

/// covers: X3, X8
#[test]
fn a_kit_made_by_a_clock_years_ahead_is_not_of_that_year_nor_the_latest_for_years() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Ana", "Mair"]);
    let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
    elin.clock_ms = 10 * YEAR;
    let wrong = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    cast.ask(&mut elin, json!({"do": "recovery-guardians", "people": ["Dewi", "Ana", "Mair"], "needed": 2}));
    elin.clock_ms = 0;
    for _ in 0..2 {
        let seen = cast.ask(&mut elin, json!({"do": "recovery"}));
        assert_eq!(seen["kit"]["check_code"], wrong["check_code"]);
        assert!(seen["kit"]["made_ms"].as_u64().unwrap() <= cast.now_ms + DAY as u64, "{seen}");
        assert!(seen["guardians_ms"].as_u64().unwrap() <= cast.now_ms + DAY as u64, "{seen}");
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
        cast.sync(&mut elin);
    }
    let right = cast.ask(&mut elin, json!({"do": "recovery-kit"}));
    let seen = cast.ask(&mut elin, json!({"do": "recovery"}));
    assert_eq!((&seen["kit"]["check_code"], seen["kit"]["made_ms"].as_u64()), (&right["check_code"], Some(cast.now_ms - 1)), "{seen}");
}
