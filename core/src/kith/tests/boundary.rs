//! Regulated work that a volunteer did, and who hears of it; and what is written down for somebody without a phone.

use super::cast::{CIRCLE, Cast, Phone};
use crate::{circle::task::TaskFact, fact::Fact};
use kith_wire::Kind;
use serde_json::{Value, json};

/// Mair's circle with Elin, family who looks after it, Dewi, a care worker, and Gwyn, a volunteer; and a registered manager outside it.
struct Round {
    cast: Cast,
    office: Phone,
    mair: Phone,
    elin: Phone,
    dewi: Phone,
    gwyn: Phone,
    manager: Phone,
}

fn round() -> Round {
    let mut cast = Cast::new();
    let people = [("Mair", "supported"), ("Elin", "family"), ("Dewi", "worker"), ("Gwyn", "community"), ("Rhian", "worker")];
    let (office, people) = cast.coop_of(&people);
    let Ok([mair, elin, dewi, gwyn, manager]) = <[Phone; 5]>::try_from(people) else { panic!("five people") };
    let mut round = Round { cast, office, mair, elin, dewi, gwyn, manager };
    round.cast.ask(&mut round.mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (person, level) in [("Elin", "keeper"), ("Dewi", "member"), ("Gwyn", "member")] {
        round.cast.ask(&mut round.mair, json!({"do": "circle-add", "circle": CIRCLE, "person": person, "level": level}));
    }
    round.cast.ask(&mut round.office, json!({"do": "grant-role", "person": "Dewi", "role": "care-worker"}));
    round.all_sync();
    round
}

impl Round {
    fn all_sync(&mut self) {
        for _ in 0..2 {
            for phone in [&mut self.office, &mut self.mair, &mut self.elin, &mut self.dewi, &mut self.gwyn, &mut self.manager] {
                self.cast.sync(phone);
            }
        }
    }

    fn manager_is_known(&mut self) {
        self.cast.ask(&mut self.office, json!({"do": "grant-role", "person": "Rhian", "role": "registered-manager"}));
        self.all_sync();
    }
}

fn visit(cast: &mut Cast, phone: &mut Phone, tasks: &Value) -> Value {
    let begun = cast.ask(phone, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(60);
    let said = json!({"do": "visit-check-out", "visit": begun["id"], "done": ["my-care"], "tasks": tasks, "text": "An afternoon", "handover": ""});
    cast.ask(phone, said)
}

fn queries(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "boundary-queries"})).as_array().unwrap().clone()
}

/// covers: N2, R3, C1
#[test]
fn a_volunteer_who_did_regulated_work_asks_the_manager_and_the_visit_counts_all_the_same() {
    let mut r = round();
    r.manager_is_known();
    let ended = visit(&mut r.cast, &mut r.gwyn, &json!(["toilet", "cooking", "toilet"]));
    assert_eq!((&ended["tasks"], &ended["boundary"]["tasks"]), (&json!(["cooking", "toilet"]), &json!(["toilet"])), "{ended}");
    assert_eq!((ended["hour"].as_str(), ended["minutes"].as_u64()), (Some("unconfirmed"), Some(60)), "the visit counts all the same");
    r.all_sync();
    // The manager, who is not in the circle, hears whose visit it was and which tasks, and nothing of what was written.
    let asked = r.cast.ask(&mut r.manager, json!({"do": "today"}))["boundaries"].clone();
    assert_eq!((asked[0]["asks_me"].as_bool(), asked[0]["place"].as_str(), &asked[0]["circle"]), (Some(true), Some(CIRCLE), &Value::Null), "{asked}");
    assert_eq!((asked[0]["visitor"]["name"].as_str(), asked[0]["person"]["name"].as_str()), (Some("Gwyn"), Some("Mair")));
    assert!(!asked.to_string().contains("An afternoon"), "{asked}");
    assert_eq!(r.cast.ask(&mut r.mair, json!({"do": "visits", "circle": CIRCLE, "limit": 9}))[0]["boundary"]["asked"][0]["name"], "Rhian");
    // The answer comes back to whoever asked, and to nobody else.
    let said = json!({"do": "boundary-answer", "query": asked[0]["id"], "ruling": "for-staff", "text": "Please leave that to Dewi."});
    assert_eq!(r.cast.try_ask(&mut r.dewi, said.clone()).unwrap_err().code, "manager-only");
    let answered = r.cast.ask(&mut r.manager, said);
    assert_eq!((answered["asks_me"].as_bool(), answered["ruling"].as_str()), (Some(false), Some("for-staff")));
    r.all_sync();
    let heard = &queries(&mut r.cast, &mut r.gwyn)[0];
    assert_eq!((heard["text"].as_str(), heard["answered_by"]["name"].as_str()), (Some("Please leave that to Dewi."), Some("Rhian")), "{heard}");
    assert_eq!(r.cast.ask(&mut r.gwyn, json!({"do": "today"}))["boundaries"][0]["ruling"], "for-staff");
    let seen = r.cast.ask(&mut r.mair, json!({"do": "visits", "circle": CIRCLE, "limit": 9}))[0]["boundary"].clone();
    assert_eq!((&seen["ruling"], seen["text"].as_str()), (&Value::Null, Some("")), "the circle sees that it was asked: {seen}");
    // The person helped confirms the hour as ever.
    let confirmed = r.cast.ask(&mut r.mair, json!({"do": "visit-confirm", "visit": ended["id"]}));
    assert_eq!(confirmed["hour"], "confirmed");
    assert!(r.cast.ask(&mut r.mair, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
}

/// covers: N2, M2
#[test]
fn paid_staff_family_who_look_after_the_circle_and_everyday_tasks_ask_nobody() {
    let mut r = round();
    r.manager_is_known();
    for (phone, tasks) in [(&mut r.dewi, json!(["washing", "medicines"])), (&mut r.elin, json!(["washing"])), (&mut r.gwyn, json!(["company", "shopping"]))] {
        let ended = visit(&mut r.cast, phone, &tasks);
        assert_eq!((&ended["boundary"], &ended["tasks"][0]), (&Value::Null, &ended["tasks"][0]), "{ended}");
        assert!(queries(&mut r.cast, phone).is_empty());
    }
    r.all_sync();
    assert!(queries(&mut r.cast, &mut r.manager).is_empty());
    // A worker member is not for that paid staff (M2): without a role in care he is asked like anybody else.
    r.cast.ask(&mut r.office, json!({"do": "role-revoke", "person": "Dewi", "role": "care-worker"}));
    r.all_sync();
    assert_eq!(visit(&mut r.cast, &mut r.dewi, &json!(["washing"]))["boundary"]["tasks"], json!(["washing"]));
}

/// covers: N2, X1
#[test]
fn a_query_raised_before_anybody_knows_of_a_manager_waits_and_a_later_telling_raises_one_too() {
    let mut r = round();
    let ended = visit(&mut r.cast, &mut r.gwyn, &json!(["company"]));
    assert_eq!(ended["boundary"], Value::Null);
    let corrected = r.cast.ask(&mut r.gwyn, json!({"do": "visit-correct", "visit": ended["id"], "tasks": ["company", "moving"]}));
    assert_eq!((&corrected["boundary"]["tasks"], &corrected["boundary"]["asked"]), (&json!(["moving"]), &json!([])), "{corrected}");
    r.all_sync();
    assert!(queries(&mut r.cast, &mut r.manager).is_empty(), "nobody is manager yet");
    r.manager_is_known();
    r.all_sync();
    assert_eq!(queries(&mut r.cast, &mut r.manager)[0]["tasks"], json!(["moving"]));
    // Taken back in a correction it stays asked: what was said was said.
    let back = r.cast.ask(&mut r.gwyn, json!({"do": "visit-correct", "visit": ended["id"], "tasks": ["company"]}));
    assert_eq!((&back["tasks"], &back["boundary"]["tasks"]), (&json!(["company"]), &json!(["moving"])));
}

/// covers: N2, R10
#[test]
fn a_dose_that_a_volunteer_gave_is_asked_about_with_their_visit_or_by_itself_and_a_reminder_is_not() {
    let mut r = round();
    r.manager_is_known();
    let medicine = json!({"list": "medicine", "name": "Ramipril", "dose": "1 tablet", "times": [], "parts": []});
    r.cast.ask(&mut r.elin, json!({"do": "line-write", "circle": CIRCLE, "says": medicine}));
    r.all_sync();
    let dose = |part: &str| json!({"do": "dose-record", "medicine": "Ramipril", "outcome": "given", "part": part});
    r.cast.ask(&mut r.gwyn, dose("prompt"));
    r.cast.ask(&mut r.elin, dose("administer"));
    assert!(queries(&mut r.cast, &mut r.gwyn).is_empty(), "a reminder is no regulated work, and family is not asked");
    let given = r.cast.ask(&mut r.gwyn, dose("administer"));
    let asked = queries(&mut r.cast, &mut r.gwyn);
    assert_eq!((asked.len(), &asked[0]["id"], &asked[0]["tasks"]), (1, &given["id"], &json!(["medicines"])), "{asked:?}");
    assert_eq!(r.cast.ask(&mut r.gwyn, json!({"do": "today"}))["boundaries"].as_array().unwrap().len(), 1, "whoever asked sees it at once");
    r.cast.ask(&mut r.gwyn, json!({"do": "dose-correct", "dose": given["id"], "outcome": "given", "text": "With water"}));
    assert_eq!(queries(&mut r.cast, &mut r.gwyn).len(), 1, "a correction asks no second time");
    // Within a visit the visit is asked about, once.
    let begun = r.cast.ask(&mut r.gwyn, json!({"do": "visit-check-in", "circle": CIRCLE}));
    r.cast.ask(&mut r.gwyn, dose("assist"));
    r.cast.ask(&mut r.gwyn, dose("administer"));
    assert_eq!((queries(&mut r.cast, &mut r.gwyn).len(), &queries(&mut r.cast, &mut r.gwyn)[0]["id"]), (2, &begun["id"]));
    r.all_sync();
    // The manager hears of both, and the answer comes back.
    assert_eq!(queries(&mut r.cast, &mut r.manager).len(), 2);
    r.cast.ask(&mut r.manager, json!({"do": "boundary-answer", "query": given["id"], "ruling": "may-go-on", "text": "You were shown how."}));
    r.all_sync();
    let heard = queries(&mut r.cast, &mut r.gwyn).into_iter().find(|q| q["id"] == given["id"]).unwrap();
    assert_eq!((heard["ruling"].as_str(), heard["answered_by"]["name"].as_str()), (Some("may-go-on"), Some("Rhian")), "{heard}");
    assert!(r.cast.ask(&mut r.gwyn, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
}

/// covers: N2, R3
#[test]
fn a_visit_planned_as_regulated_work_is_for_staff_and_is_asked_about_where_a_volunteer_takes_it_all_the_same() {
    let mut r = round();
    r.manager_is_known();
    let planned = json!({"list": "visit", "name": "Bath", "first": "2026-05-28T22:00", "minutes": 30, "rule": "", "done": ["my-care"], "regulated": true});
    r.cast.ask(&mut r.elin, json!({"do": "rota-plan", "circle": CIRCLE, "visit": planned}));
    r.all_sync();
    assert_eq!(r.cast.try_ask(&mut r.gwyn, json!({"do": "rota-take", "visit": "Bath"})).unwrap_err().code, "visit-for-staff");
    r.cast.ask(&mut r.gwyn, json!({"do": "rota-take", "visit": "Bath", "anyway": true}));
    let ended = visit(&mut r.cast, &mut r.gwyn, &json!([]));
    assert_eq!((ended["boundary"]["planned"].as_bool(), &ended["boundary"]["tasks"]), (Some(true), &json!([])), "{ended}");
    r.all_sync();
    assert_eq!(queries(&mut r.cast, &mut r.manager)[0]["planned"], true);
}

/// covers: N2, X2
#[test]
fn nobody_but_a_manager_answers_and_a_query_sent_to_somebody_else_is_refused() {
    let mut r = round();
    visit(&mut r.cast, &mut r.gwyn, &json!(["skin"]));
    let own = r.mair.kith.own;
    let sender = r.gwyn.kith.device;
    let answered = crate::kith::boundary::BoundaryNote::Answered(crate::kith::boundary::BoundaryAnswered {
        visit: kith_wire::EntryId([7; 32]),
        ruling: crate::kith::view::Ruling::MayGoOn,
        text: String::new(),
        by: None,
        visitor: None,
    });
    let now = r.cast.now_ms;
    let taken = r.mair.kith.transact(|k| k.take_boundary(own, sender, answered, now));
    assert_eq!(taken.unwrap_err().code, "not-to-us");
}

/// covers: N2
#[test]
fn nobody_else_keeps_a_query_from_the_manager() {
    let mut r = round();
    r.manager_is_known();
    let ended = visit(&mut r.cast, &mut r.gwyn, &json!(["toilet"]));
    let visit: kith_wire::EntryId = ended["id"].as_str().unwrap().parse().unwrap();
    r.cast.carry(&mut r.gwyn);
    r.cast.carry(&mut r.dewi);
    // Dewi says in the circle that the manager was told, and sends her a message of his own with the visit's id first.
    let (manager, person, now) = (r.manager.kith.me, r.mair.kith.me, r.cast.now_ms);
    let circle = r.dewi.kith.circles_in()[0];
    let asked = |visitor| crate::kith::boundary::BoundaryAsked {
        visit,
        circle,
        place: "Another".to_owned(),
        person,
        visitor,
        other: String::new(),
        at_ms: now,
        tasks: Vec::new(),
        planned: false,
        from: None,
    };
    let (own, dewi, gwyn) = (r.manager.kith.own, r.dewi.kith.device, r.gwyn.kith.me);
    let told = Fact::Tasks(TaskFact::Told(visit, manager)).to_bytes();
    r.dewi.kith.transact(|k| k.append(circle, Kind::Fact, told, now).map(drop)).unwrap();
    for visitor in [r.dewi.kith.me, gwyn] {
        let note = crate::kith::boundary::BoundaryNote::Asked(asked(visitor));
        r.manager.kith.transact(|k| k.take_boundary(own, dewi, note, now)).unwrap();
    }
    for phone in [&mut r.dewi, &mut r.gwyn, &mut r.elin, &mut r.manager] {
        r.cast.sync(phone);
    }
    r.all_sync();
    let seen = queries(&mut r.cast, &mut r.manager);
    let gwyns = seen.iter().find(|q| q["visitor"]["name"] == "Gwyn").unwrap();
    assert_eq!((seen.len(), &gwyns["tasks"], &gwyns["place"]), (2, &json!(["toilet"]), &json!(CIRCLE)), "{seen:?}");
    // What she says to one is no answer to the other.
    let dewis = seen.iter().find(|q| q["visitor"]["name"] == "Dewi").unwrap();
    r.cast.ask(&mut r.manager, json!({"do": "boundary-answer", "query": dewis["id"], "ruling": "may-go-on", "text": ""}));
    let said = json!({"do": "boundary-answer", "query": gwyns["id"], "ruling": "for-staff", "text": "Please leave that to Dewi."});
    let before = queries(&mut r.cast, &mut r.manager).into_iter().find(|q| q["visitor"]["name"] == "Gwyn").unwrap();
    assert_eq!(before["asks_me"], true, "{before}");
    r.cast.ask(&mut r.manager, said);
    r.all_sync();
    assert_eq!(queries(&mut r.cast, &mut r.gwyn)[0]["ruling"], "for-staff");
}

/// covers: C15, R2, R3
#[test]
fn what_is_written_down_for_somebody_without_a_phone_says_so_wherever_it_is_shown_and_earns_nobody_coins() {
    let mut r = round();
    let on = json!({"name": "Gwen", "mandate": "She rang me this morning."});
    let without = json!({"do": "note-for", "circle": CIRCLE, "other": "Gwen", "mandate": " ", "text": "x"});
    assert_eq!(r.cast.try_ask(&mut r.elin, without).unwrap_err().code, "say-on-whose-word");
    let note = json!({"do": "note-for", "circle": CIRCLE, "other": "Gwen", "mandate": "She rang me this morning.", "text": "The gate is open again."});
    assert_eq!(r.cast.ask(&mut r.elin, note)["other"], on);
    let started_ms = r.cast.now_ms - 3 * 3_600_000;
    let visit = json!({
        "do": "visit-for", "circle": CIRCLE, "other": "Gwen", "mandate": "She rang me this morning.", "started_ms": started_ms, "minutes": 45,
        "done": ["my-community"], "tasks": ["company", "toilet"], "how": "bright", "text": "Tea and cards", "handover": "She wants the big cards",
    });
    let told = r.cast.ask(&mut r.elin, visit.clone());
    assert_eq!((&told["other"], told["minutes"].as_u64(), told["hour"].as_str()), (&on, Some(45), Some("none")), "{told}");
    assert_eq!(told["boundary"]["other"], "Gwen", "nobody knows whether Gwen may: it is asked");
    assert_eq!(r.cast.try_ask(&mut r.elin, json!({"do": "visit-ask", "visit": told["id"]})).unwrap_err().code, "nothing-to-confirm");
    r.all_sync();
    let seen = r.cast.ask(&mut r.mair, json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!((&seen["visits"][0]["other"], &seen["last_handover"]["other"]), (&on, &on), "{seen}");
    assert!(seen["notes"].as_array().unwrap().iter().all(|n| n["other"] == on));
    assert!(r.cast.ask(&mut r.mair, json!({"do": "visits-to-confirm"})).as_array().unwrap().is_empty());
    let load = r.cast.ask(&mut r.mair, json!({"do": "load", "circle": CIRCLE}));
    assert_eq!((load["people"][0]["name"].as_str(), &load["people"][0]["person"]), (Some("Gwen"), &Value::Null), "she carries it: {load}");
    // Told again, it still earns whoever wrote it down nothing; and it is found, kept alike, and erased with what belongs to it.
    let again = r.cast.ask(&mut r.elin, json!({"do": "visit-correct", "visit": told["id"], "minutes": 60}));
    assert_eq!((again["minutes"].as_u64(), again["hour"].as_str(), &again["other"]), (Some(60), Some("none"), &on));
    assert_eq!(r.cast.ask(&mut r.mair, json!({"do": "note-search", "query": "gate", "limit": 5}))[0]["other"], on);
    assert!(r.cast.ask(&mut r.elin, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
    r.cast.ask(&mut r.elin, json!({"do": "erase", "item": told["id"], "fields": [], "reason": "a slip"}));
    let left = r.cast.ask(&mut r.elin, json!({"do": "circle", "circle": CIRCLE}));
    assert!(left["visits"].as_array().unwrap().is_empty() && !left.to_string().contains("big cards"), "{left}");
    assert!(r.cast.ask(&mut r.elin, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
    let ahead = json!({"do": "visit-for", "circle": CIRCLE, "other": "Gwen", "mandate": "x", "started_ms": r.cast.now_ms - 60_000, "minutes": 45});
    assert_eq!(r.cast.try_ask(&mut r.elin, ahead).unwrap_err().code, "visit-times");
}
