//! Medicines, doses on phones that are apart, and who is told when one was recorded twice.

use super::{
    cast::{Cast, Phone, texts},
    removal::meet,
};
use crate::{
    circle::{
        dose::{Dose, DoseFact, Outcome},
        line::{Change, Medicine, Says},
        schedule::Slot,
    },
    fact::Fact,
    kith::medicines::DoseTwice,
};
use kith_wire::{EntryId, Kind, SpaceId};
use serde_json::{Value, json};

/// Mair's circle with Elin and Dewi; the office, which founded the co-op, and a registered manager who is not in the circle.
struct Round {
    cast: Cast,
    mair: Phone,
    dewi: Phone,
    elin: Phone,
    manager: Phone,
}

fn round() -> Round {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Mair", "Dewi", "Elin", "Rhian"]);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Rhian", "role": "registered-manager"}));
    let (mut manager, mut elin, mut dewi, mut mair) = (people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap());
    cast.sync(&mut office);
    for phone in [&mut mair, &mut dewi, &mut elin, &mut manager] {
        cast.sync(phone);
    }
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    for person in ["Dewi", "Elin"] {
        cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mam", "person": person, "level": "member"}));
    }
    for _ in 0..2 {
        for phone in [&mut mair, &mut dewi, &mut elin] {
            cast.sync(phone);
        }
    }
    Round { cast, mair, dewi, elin, manager }
}

fn tablet(name: &str, time: &str) -> Value {
    json!({"list": "medicine", "name": name, "dose": "1 tablet", "times": [time], "parts": [{"part": "administer", "person": "Dewi"}]})
}

/// Ten minutes after the cast's clock, in the United Kingdom's summer, as a medicine's time.
fn soon(cast: &Cast) -> String {
    let minutes = (cast.now_ms / 60_000 + 70) % (24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

impl Round {
    fn add_tablet(&mut self) -> Value {
        let time = soon(&self.cast);
        let line = self.cast.ask(&mut self.mair, json!({"do": "line-write", "circle": "Mam", "says": tablet("Ramipril 5 mg", &time)}));
        for phone in [&mut self.mair, &mut self.dewi, &mut self.elin] {
            self.cast.sync(phone);
        }
        line
    }
}

/// covers: R10
#[test]
fn a_medicine_is_due_says_who_gives_it_and_what_was_given() {
    let mut r = round();
    r.add_tablet();
    let before = r.cast.ask(&mut r.dewi, json!({"do": "medicines", "circle": "Mam"}));
    assert_eq!((before["due"][0]["name"].as_str(), before["due"][0]["state"].as_str()), (Some("Ramipril 5 mg"), Some("due")), "{before}");
    assert_eq!(before["due"][0]["parts"][0]["who"], "Dewi");
    assert_eq!(before["managers"][0]["name"], "Rhian");
    assert_eq!(r.cast.ask(&mut r.dewi, json!({"do": "today"}))["due"][0]["person"]["name"], "Mair");
    let dose = r
        .cast
        .ask(&mut r.dewi, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "refused", "part": "administer", "text": "She felt sick."}));
    assert_eq!((dose["outcome"].as_str(), dose["slot"].as_str()), (Some("refused"), before["due"][0]["slot"].as_str()));
    let corrected = r.cast.ask(&mut r.dewi, json!({"do": "dose-correct", "dose": dose["id"], "outcome": "given", "text": "She took it after all."}));
    let told = json!([{"outcome": "refused", "at_ms": dose["at_ms"], "text": "She felt sick."}]);
    assert_eq!((corrected["outcome"].as_str(), &corrected["earlier"]), (Some("given"), &told));
    let kept = r.cast.ask(&mut r.dewi, json!({"do": "dose-correct", "dose": dose["id"], "outcome": "refused"}));
    assert_eq!((kept["text"].as_str(), kept["earlier"].as_array().unwrap().len()), (Some("She took it after all."), 2), "what is not said stays");
    let without = r.cast.try_ask(&mut r.dewi, json!({"do": "dose-correct", "dose": dose["id"], "outcome": "other", "text": " "})).unwrap_err();
    assert_eq!(without.code, "say-what-happened");
    r.cast.sync(&mut r.dewi);
    r.cast.sync(&mut r.elin);
    let after = r.cast.ask(&mut r.elin, json!({"do": "medicines", "circle": "Mam"}));
    assert_eq!((after["due"][0]["state"].as_str(), after["doses"][0]["by"]["name"].as_str()), (Some("done"), Some("Dewi")), "{after}");
    let refused = r.cast.try_ask(&mut r.elin, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given"})).unwrap_err();
    assert_eq!((refused.code.as_str(), r.cast.ask(&mut r.elin, json!({"do": "today"}))["due"].as_array().unwrap().len()), ("dose-recorded", 0));
}

/// covers: R10, X2
#[test]
fn one_dose_recorded_on_two_phones_apart_turns_red_on_both_and_the_manager_is_told_once() {
    let mut r = round();
    r.add_tablet();
    r.cast.ask(&mut r.dewi, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given", "part": "administer"}));
    r.cast.tick(15);
    r.cast.ask(&mut r.elin, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given"}));
    meet(&r.cast, &mut r.dewi, &mut r.elin, 1);
    for phone in [&mut r.dewi, &mut r.elin] {
        let due = r.cast.ask(phone, json!({"do": "medicines", "circle": "Mam"}))["due"][0].clone();
        assert_eq!((due["state"].as_str(), due["doses"].as_array().unwrap().len()), (Some("twice"), 2), "{due}");
        assert!(due["advice"].as_str().unwrap().contains("111"), "{due}");
        assert_eq!(r.cast.ask(phone, json!({"do": "today"}))["dose_alerts"][0]["id"], due["alert"]);
    }
    assert_eq!(r.cast.ask(&mut r.manager, json!({"do": "today"}))["dose_alerts"], json!([]));
    for phone in [&mut r.dewi, &mut r.elin, &mut r.mair, &mut r.manager] {
        r.cast.sync(phone);
    }
    let told = r.cast.ask(&mut r.manager, json!({"do": "today"}))["dose_alerts"].clone();
    assert_eq!(told.as_array().unwrap().len(), 1, "two tell apart and are heard once: {told}");
    assert_eq!((told[0]["place"].as_str(), told[0]["circle"].as_str(), told[0]["person"]["name"].as_str()), (Some("Mam"), None, Some("Mair")));
    assert!(texts(&json!([{"t": told[0]["recorded"][0]}, {"t": told[0]["recorded"][1]}]), "t").iter().any(|t| t.starts_with("Elin: given")), "{told}");
    assert_eq!(r.cast.ask(&mut r.manager, json!({"do": "circles"})), json!([]), "being told lets nobody into the circle");
    let done = r.cast.ask(&mut r.manager, json!({"do": "dose-answer", "alert": told[0]["id"], "text": "Rang Dewi: given once."}));
    assert_eq!((done["open"].as_bool(), r.cast.ask(&mut r.manager, json!({"do": "today"}))["dose_alerts"].as_array().unwrap().len()), (Some(false), 0));
    // Each side is told that the other does not read its answer.
    let yours = "the circle does not read it";
    assert!([&told[0], &done].iter().all(|alert| alert["advice"].as_str().unwrap().contains(yours)), "{told} {done}");
    let answered = r.cast.ask(&mut r.dewi, json!({"do": "dose-answer", "alert": told[0]["id"], "text": "111: no more until tomorrow."}));
    assert_eq!((answered["open"].as_bool(), answered["told"][0]["name"].as_str()), (Some(false), Some("Rhian")), "{answered}");
    assert!(answered["advice"].as_str().unwrap().contains("Rhian is not in the circle"), "{answered}");
    r.cast.sync(&mut r.dewi);
    r.cast.sync(&mut r.elin);
    assert_eq!(r.cast.ask(&mut r.elin, json!({"do": "medicines", "circle": "Mam"}))["due"][0]["state"], "answered");
    assert_eq!(r.cast.ask(&mut r.elin, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R10, X2
#[test]
fn a_double_dose_that_somebody_swells_keeps_no_entries_out_and_is_told_in_short() {
    let mut r = round();
    let line = r.add_tablet();
    let recorded = r.cast.ask(&mut r.elin, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given"}));
    // A changed program writes the same dose again and again, and a name as long as an entry holds.
    let (circle, now, id) = (r.dewi.kith.circle("Mam").unwrap(), r.cast.now_ms, line["id"].as_str().unwrap().parse().unwrap());
    let slot = Slot::parse(recorded["slot"].as_str().unwrap());
    let dose = Dose { medicine: id, slot, outcome: Outcome::Given, part: None, at_ms: now, text: String::new(), visit: None, corrects: None };
    let name = "x".repeat(45_000);
    let says = Medicine { name, dose: String::new(), how: String::new(), times: vec![480], days: 127, zone: String::new(), parts: Vec::new() };
    let change = Change { line: Some(id), over: vec![id], says: Some(Says::Medicine(says)), from_ms: now, why: String::new() };
    let mut facts = vec![Fact::Dose(DoseFact::Recorded(dose)); 600];
    facts.push(Fact::Line(change));
    r.dewi.kith.transact(|k| facts.iter().try_for_each(|f| k.append(circle, Kind::Fact, f.to_bytes(), now).map(|_| ()))).unwrap();
    for phone in [&mut r.dewi, &mut r.elin, &mut r.mair, &mut r.manager] {
        r.cast.sync(phone);
    }
    assert_eq!(r.cast.ask(&mut r.elin, json!({"do": "medicines", "circle": "Mam"}))["doses"].as_array().unwrap().len(), 60, "a page of them");
    let told = r.cast.ask(&mut r.manager, json!({"do": "today"}))["dose_alerts"].clone();
    assert_eq!((told.as_array().unwrap().len(), told[0]["recorded"].as_array().unwrap().len()), (1, 8), "{told}");
}

/// covers: R10, X1
#[test]
fn alerts_that_one_member_invents_keep_nobody_elses_from_the_manager() {
    let mut r = round();
    r.add_tablet();
    let (own, now, dewi, mair) = (r.manager.kith.own, r.cast.now_ms, r.dewi.kith.device, r.mair.kith.me);
    for n in 0..=200_u16 {
        let [high, low] = n.to_be_bytes();
        let (circle, medicine) = (SpaceId([high; 32]), EntryId([low; 32]));
        let slot = Slot { day: 20_000, minute: 480 };
        let (place, name, entries, from) = ("Somewhere".to_owned(), "x".to_owned(), Vec::new(), Some(mair));
        let twice = DoseTwice { circle, place, person: mair, medicine, name, slot, at_ms: now, entries, from };
        let taken = r.manager.kith.transact(|k| k.take_dose_twice(own, dewi, &twice, now));
        assert_eq!(taken.map_err(|e| e.code), if n < 50 { Ok(()) } else { Err("too-many-alerts".to_owned()) });
    }
    r.cast.ask(&mut r.mair, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given"}));
    r.cast.ask(&mut r.elin, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given"}));
    for phone in [&mut r.mair, &mut r.elin, &mut r.manager] {
        r.cast.sync(phone);
    }
    let told = r.cast.ask(&mut r.manager, json!({"do": "today"}))["dose_alerts"].clone();
    assert!(told.as_array().unwrap().iter().any(|t| t["place"] == "Mam"), "{told}");
}

/// covers: R10
#[test]
fn a_dose_is_corrected_by_the_rules_it_is_recorded_by() {
    let mut r = round();
    r.add_tablet();
    let dose = r.cast.ask(&mut r.dewi, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given"}));
    let correct = |outcome: &str, at_ms: u64| json!({"do": "dose-correct", "dose": dose["id"], "outcome": outcome, "at_ms": at_ms, "text": ""});
    let now = r.cast.now_ms;
    assert_eq!(r.cast.try_ask(&mut r.dewi, correct("given", now + 86_400_000)).unwrap_err().code, "not-yet");
    assert_eq!(r.cast.try_ask(&mut r.dewi, correct("other", now)).unwrap_err().code, "say-what-happened");
    // Twice corrected, by a phone whose clock went back in between: the last word stands, and it is one dose.
    r.cast.ask(&mut r.dewi, correct("refused", now));
    r.dewi.clock_ms = -3_600_000;
    let last = r.cast.ask(&mut r.dewi, correct("missed", now));
    assert_eq!((last["outcome"].as_str(), texts(&last["earlier"], "outcome")), (Some("missed"), vec!["given".to_owned(), "refused".to_owned()]), "{last}");
}

/// covers: R10
#[test]
fn a_dose_is_recorded_about_its_time_and_not_for_days_that_are_to_come() {
    let mut r = round();
    let added = r.add_tablet();
    let (today, hour_ms) = (soon(&r.cast), 3_600_000);
    let record = |slot: Value, at_ms: Value| json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "slot": slot, "outcome": "given", "at_ms": at_ms});
    for day in ["2026-05-29", "2027-05-28", "9999-05-28"] {
        let refused = r.cast.try_ask(&mut r.dewi, record(json!(format!("{day}T{today}")), json!(null))).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.said.contains("at most 2 hours before")), ("not-yet", true), "{day}: {refused}");
    }
    let month_ms = 31 * 24 * hour_ms;
    let long_ago = r.cast.now_ms - month_ms - 60_000;
    let refused = r.cast.try_ask(&mut r.dewi, record(json!("extra"), json!(long_ago))).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.said.contains("until 31 days after")), ("dose-long-ago", true), "{refused}");
    // The morning after, the dose is still to be given.
    r.cast.tick(24 * 60);
    let due = r.cast.ask(&mut r.dewi, json!({"do": "medicines", "circle": "Mam"}))["due"].clone();
    let tomorrow = due.as_array().unwrap().iter().find(|d| d["slot"] == format!("2026-05-29T{today}")).unwrap();
    assert_eq!(tomorrow["state"], "due", "{due}");
    let dose = r.cast.ask(&mut r.dewi, record(json!(format!("2026-05-29T{today}")), json!(null)));
    assert_eq!((&dose["medicine"], &dose["slot"]), (&added["id"], &tomorrow["slot"]), "ten minutes before its time");
    let far_back = json!({"do": "dose-correct", "dose": dose["id"], "outcome": "given", "at_ms": long_ago});
    assert_eq!(r.cast.try_ask(&mut r.dewi, far_back).unwrap_err().code, "dose-long-ago");
}

/// covers: R10
#[test]
fn whoever_gave_it_once_more_says_so_and_that_stands_out_too() {
    let mut r = round();
    r.add_tablet();
    let record = |again: bool| json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "given", "again": again});
    r.cast.ask(&mut r.dewi, record(false));
    assert_eq!(r.cast.try_ask(&mut r.dewi, record(false)).unwrap_err().code, "dose-recorded");
    r.cast.ask(&mut r.dewi, record(true));
    assert_eq!(r.cast.ask(&mut r.dewi, json!({"do": "circle", "circle": "Mam"}))["due"][0]["state"], "twice");
}

/// covers: R10, R2
#[test]
fn a_medicine_changed_on_one_phone_and_stopped_on_another_shows_both_until_one_is_kept() {
    let mut r = round();
    let line = r.add_tablet();
    r.cast.ask(
        &mut r.dewi,
        json!({"do": "line-write", "circle": "Mam", "instead_of": line["id"], "says": tablet("Ramipril 10 mg", "08:00"), "why": "the surgery rang"}),
    );
    r.cast.ask(&mut r.elin, json!({"do": "line-stop", "line": line["id"], "why": "cough"}));
    meet(&r.cast, &mut r.dewi, &mut r.elin, 1);
    for phone in [&mut r.dewi, &mut r.elin] {
        let seen = r.cast.ask(phone, json!({"do": "lines", "circle": "Mam", "list": "medicine"}))[0].clone();
        assert_eq!(
            (seen["standing"].as_str(), seen["now"].as_array().unwrap().len(), seen["history"].as_array().unwrap().len()),
            (Some("apart"), 2, 3),
            "{seen}"
        );
    }
    let seen = r.cast.ask(&mut r.elin, json!({"do": "lines", "circle": "Mam", "list": null}))[0].clone();
    let changed = seen["now"].as_array().unwrap().iter().find(|v| !v["says"].is_null()).unwrap();
    let kept = r.cast.ask(&mut r.elin, json!({"do": "line-keep", "line": seen["id"], "version": changed["id"]}));
    assert_eq!((kept["standing"].as_str(), kept["name"].as_str()), (Some("current"), Some("Ramipril 10 mg")));
    meet(&r.cast, &mut r.elin, &mut r.dewi, 1);
    let seen = r.cast.ask(&mut r.dewi, json!({"do": "lines", "circle": "Mam", "list": "medicine"}))[0].clone();
    assert_eq!((seen["standing"].as_str(), seen["history"].as_array().unwrap().len()), (Some("current"), 4));
}

/// covers: R10
#[test]
fn allergies_written_apart_are_both_there_and_none_can_be_erased() {
    let mut r = round();
    let allergy = |to: &str| json!({"do": "line-write", "circle": "Mam", "says": {"list": "allergy", "to": to, "reaction": "rash"}});
    let mine = r.cast.ask(&mut r.dewi, allergy("penicillin"));
    r.cast.ask(&mut r.elin, allergy("latex"));
    meet(&r.cast, &mut r.dewi, &mut r.elin, 1);
    let seen = r.cast.ask(&mut r.elin, json!({"do": "medicines", "circle": "Mam"}));
    assert_eq!(texts(&seen["allergies"], "name"), ["latex", "penicillin"]);
    let erased = r.cast.ask(&mut r.dewi, json!({"do": "erase", "item": mine["id"], "fields": [], "reason": ""}));
    assert_eq!((erased["entries"].as_u64(), erased["stays"][0]["what"].as_str()), (Some(0), Some("line")), "{erased}");
    let contact = r.cast.ask(&mut r.dewi, json!({"do": "line-write", "circle": "Mam", "says": {"list": "contact", "name": "Gwen", "phone": "01970 111111"}}));
    let look = r.cast.ask(&mut r.dewi, json!({"do": "erase", "item": contact["id"], "fields": [], "reason": "", "preview": true}));
    assert_eq!((look["what"].as_str(), &look["text"]), (Some("line"), &json!(["Gwen, 01970 111111"])));
    let erased = r.cast.ask(&mut r.dewi, json!({"do": "erase", "item": contact["id"], "fields": [], "reason": ""}));
    assert_eq!(erased["entries"], 1);
    assert_eq!(r.cast.ask(&mut r.dewi, json!({"do": "lines", "circle": "Mam", "list": "contact"})), json!([]));
}

#[test]
fn what_makes_no_sense_in_a_medicine_or_dose_is_refused_with_a_reason() {
    let mut r = round();
    r.add_tablet();
    let mut refused = |request: Value| r.cast.try_ask(&mut r.dewi, request).unwrap_err().code;
    let write = |says: Value| json!({"do": "line-write", "circle": "Mam", "says": says});
    let medicine = |field: &str, value: Value| {
        let mut says = tablet("Aspirin", "08:00");
        says[field] = value;
        write(says)
    };
    assert_eq!(refused(medicine("times", json!(["25:00"]))), "bad-times");
    assert_eq!(refused(medicine("days", json!([8]))), "no-such-weekday");
    assert_eq!(refused(medicine("zone", json!("Nowhere/Land"))), "no-such-zone");
    assert_eq!(refused(medicine("parts", json!([{"part": "prompt"}]))), "nobody-named");
    let dose =
        |slot: Value, outcome: &str, at_ms: Value| json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "slot": slot, "outcome": outcome, "at_ms": at_ms});
    assert_eq!(refused(dose(json!("breakfast"), "given", json!(null))), "bad-slot");
    assert_eq!(refused(dose(json!("2020-01-01T08:00"), "given", json!(null))), "no-dose-due");
    assert_eq!(refused(dose(json!(null), "other", json!(null))), "say-what-happened");
    assert_eq!(refused(dose(json!(null), "given", json!(9_000_000_000_000_u64))), "not-yet");
    assert_eq!(refused(json!({"do": "dose-answer", "alert": "abcdef", "text": "x"})), "no-such-alert");
}

/// covers: N7
#[test]
fn a_decision_is_recorded_with_its_purpose_and_who_helped_and_can_be_looked_at_again() {
    let mut r = round();
    let consent = |capacity: &str, answer: &str, by: &str| {
        json!({"do": "line-write", "circle": "Mam", "says": {"list": "consent", "decision": "Who is in my circle",
        "purpose": "Support at home", "capacity": capacity, "answer": answer, "helped": ["Elin"], "how": "Talked it through in the morning, with the pictures.", "by": by}})
    };
    let held = r.cast.ask(&mut r.mair, consent("with-help", "yes", ""));
    assert_eq!(held["now"][0]["says"]["helped_names"], json!(["Elin"]));
    assert_eq!(r.cast.try_ask(&mut r.mair, consent("lacks", "yes", "")).unwrap_err().code, "lacks-capacity");
    assert_eq!(r.cast.try_ask(&mut r.mair, consent("lacks", "for-them", "")).unwrap_err().code, "say-who-decided");
    let mut again = consent("lacks", "for-them", "Elin, by lasting power of attorney");
    again["instead_of"] = held["id"].clone();
    let later = r.cast.ask(&mut r.mair, again);
    assert_eq!((later["history"].as_array().unwrap().len(), later["now"][0]["says"]["answer"].as_str()), (2, Some("for-them")));
}

/// covers: R9
#[test]
fn the_person_chooses_what_the_card_shows_and_it_says_when_it_is_out_of_date() {
    let mut r = round();
    let line = r.add_tablet();
    let print = json!({"do": "card-print", "circle": "Mam"});
    assert_eq!(r.cast.try_ask(&mut r.mair, print.clone()).unwrap_err().code, "no-card-choice");
    let choose = |words: &str| json!({"do": "line-write", "circle": "Mam", "says": {"list": "card", "name": "Mair Evans", "allergies": true, "medicines": true, "contacts": false, "advance": false, "words": words}});
    assert_eq!(r.cast.try_ask(&mut r.dewi, choose("")).unwrap_err().code, "card-not-yours");
    r.cast.ask(&mut r.mair, choose("I speak Welsh"));
    let card = r.cast.ask(&mut r.mair, print.clone());
    let text = card["text"].as_str().unwrap();
    for wanted in [
        "Mair Evans",
        "I speak Welsh",
        "Ramipril 5 mg, 1 tablet",
        "none written down",
        "as of",
        "2026",
        "Nobody is told who reads this card.",
        "Ni ddywedir wrth neb",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains("Decided in advance") && card["printed"]["current"] == true, "{card}");
    r.cast.sync(&mut r.mair);
    r.cast.sync(&mut r.dewi);
    r.cast.ask(&mut r.dewi, json!({"do": "set-language", "language": "cy"}));
    assert_eq!(r.cast.ask(&mut r.dewi, json!({"do": "today"}))["stale_cards"], json!([]), "another language changes nothing on paper");
    r.cast.ask(&mut r.dewi, json!({"do": "line-stop", "line": line["id"], "why": ""}));
    r.cast.sync(&mut r.dewi);
    r.cast.sync(&mut r.mair);
    // Nobody but those who may choose takes the card away, by whatever program.
    let card_line = r.cast.ask(&mut r.dewi, json!({"do": "card", "circle": "Mam"}))["choice"]["id"].clone();
    assert_eq!(r.cast.try_ask(&mut r.dewi, json!({"do": "line-stop", "line": card_line, "why": ""})).unwrap_err().code, "card-not-yours");
    let (circle, now, id) = (r.dewi.kith.circle("Mam").unwrap(), r.cast.now_ms, card_line.as_str().unwrap().parse().unwrap());
    let stop = Fact::Line(Change { line: Some(id), over: vec![id], says: None, from_ms: now, why: String::new() });
    r.dewi.kith.transact(|k| k.append(circle, Kind::Fact, stop.to_bytes(), now).map(|_| ())).unwrap();
    r.cast.sync(&mut r.dewi);
    r.cast.sync(&mut r.mair);
    let stale = r.cast.ask(&mut r.mair, json!({"do": "card", "circle": "Mam"}));
    assert_eq!((stale["printed"]["current"].as_bool(), &stale["printed"]["changed"]), (Some(false), &json!(["medicines"])), "{stale}");
    assert_eq!(r.cast.ask(&mut r.mair, json!({"do": "today"}))["stale_cards"].as_array().unwrap().len(), 1);
    assert_eq!(r.cast.ask(&mut r.mair, print.clone())["printed"]["current"], true);
    r.cast.ask(&mut r.mair, choose(&"w".repeat(1_200)));
    let refused = r.cast.try_ask(&mut r.mair, print).unwrap_err();
    assert_eq!(refused.code, "card-too-long");
}

/// covers: R9, R4
#[test]
fn whoever_looks_after_the_circle_chooses_only_on_somebodys_word() {
    let mut r = round();
    r.cast.ask(&mut r.mair, json!({"do": "circle-level", "circle": "Mam", "person": "Elin", "level": "keeper"}));
    r.cast.sync(&mut r.mair);
    r.cast.sync(&mut r.elin);
    let choose = |acting: &str| json!({"do": "line-write", "circle": "Mam", "says": {"list": "card", "allergies": true, "medicines": false, "contacts": false, "advance": false, "acting": acting}});
    assert_eq!(r.cast.try_ask(&mut r.elin, choose("")).unwrap_err().code, "say-on-whose-word");
    let chosen = r.cast.ask(&mut r.elin, choose("She asked me to, on Sunday."));
    assert_eq!(chosen["now"][0]["says"]["acting"], "She asked me to, on Sunday.");
    let own = r.cast.ask(&mut r.mair, choose(""));
    assert_eq!((own["id"] == chosen["id"], own["history"].as_array().unwrap().len()), (false, 1), "Mair has not heard of it yet");
    meet(&r.cast, &mut r.mair, &mut r.elin, 1);
    assert_eq!(r.cast.try_ask(&mut r.mair, json!({"do": "card-print", "circle": "Mam"})).unwrap_err().code, "card-apart");
    r.cast.ask(&mut r.mair, json!({"do": "line-stop", "line": chosen["id"], "why": "mine holds"}));
    assert_eq!(r.cast.ask(&mut r.mair, json!({"do": "card-print", "circle": "Mam"}))["printed"]["current"], true);
}

/// covers: R7
#[test]
fn a_note_that_names_somebody_is_on_their_today_until_they_have_looked() {
    let mut r = round();
    r.cast.ask(&mut r.dewi, json!({"do": "note-write", "circle": "Mam", "text": "@Elin, could you ring the surgery?"}));
    r.cast.ask(&mut r.dewi, json!({"do": "note-write", "circle": "Mam", "text": "Elin was here."}));
    for phone in [&mut r.dewi, &mut r.elin, &mut r.mair] {
        r.cast.sync(phone);
    }
    let mentions = r.cast.ask(&mut r.elin, json!({"do": "today"}))["mentions"].clone();
    assert_eq!(texts(&mentions, "text"), ["@Elin, could you ring the surgery?"]);
    assert_eq!(r.cast.ask(&mut r.mair, json!({"do": "today"}))["mentions"], json!([]));
    r.cast.ask(&mut r.elin, json!({"do": "circle", "circle": "Mam"}));
    assert_eq!(r.cast.ask(&mut r.elin, json!({"do": "today"}))["mentions"], json!([]));
}

/// covers: R10, X7
#[test]
fn an_export_holds_the_lists_and_the_doses() {
    let mut r = round();
    r.add_tablet();
    r.cast.ask(&mut r.mair, json!({"do": "dose-record", "medicine": "Ramipril 5 mg", "outcome": "refused", "text": "Felt sick."}));
    let export = r.cast.ask(&mut r.mair, json!({"do": "export", "person": null, "case": null}));
    let circle = &export["json"]["circles"][0];
    assert_eq!((circle["lists"].as_array().unwrap().len(), circle["doses"][0]["outcome"].as_str()), (1, Some("refused")), "{circle}");
    let html = export["html"].as_str().unwrap();
    assert!(html.contains("Ramipril 5 mg, 1 tablet") && html.contains("Felt sick."), "{html}");
}
