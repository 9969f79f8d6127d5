//! Who comes when, on phones that are apart: visits taken, swapped, cancelled, begun; and who hears of one that two took.

use super::{
    cast::{Cast, Phone},
    removal::meet,
};
use serde_json::{Value, json};

/// Mair's circle with Elin and Dewi; and a coordinator who is not in the circle.
struct Round {
    cast: Cast,
    mair: Phone,
    dewi: Phone,
    elin: Phone,
    coordinator: Phone,
}

fn round() -> Round {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Mair", "Dewi", "Elin", "Rhian"]);
    for role in ["coordinator", "registered-manager"] {
        cast.ask(&mut office, json!({"do": "grant-role", "person": "Rhian", "role": role}));
    }
    cast.ask(&mut office, json!({"do": "role-revoke", "person": "me", "role": "coordinator"}));
    let (mut coordinator, mut elin, mut dewi, mut mair) = (people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap());
    cast.sync(&mut office);
    for phone in [&mut mair, &mut dewi, &mut elin, &mut coordinator] {
        cast.sync(phone);
    }
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    for person in ["Dewi", "Elin"] {
        cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mam", "person": person, "level": "member"}));
    }
    let mut round = Round { cast, mair, dewi, elin, coordinator };
    round.all_sync();
    round
}

/// The cast's clock begins on Thursday 28 May 2026, at 21:26 where Mair lives.
fn visit(name: &str, first: &str, rule: &str) -> Value {
    json!({"list": "visit", "name": name, "first": first, "minutes": 60, "rule": rule, "done": ["my-community"], "text": "By car"})
}

impl Round {
    fn all_sync(&mut self) {
        for _ in 0..2 {
            for phone in [&mut self.mair, &mut self.dewi, &mut self.elin, &mut self.coordinator] {
                self.cast.sync(phone);
            }
        }
    }

    fn plan(&mut self, name: &str, first: &str, rule: &str) -> Value {
        let planned = self.cast.ask(&mut self.mair, json!({"do": "rota-plan", "circle": "Mam", "visit": visit(name, first, rule)}));
        self.all_sync();
        planned
    }
}

fn rota(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "rota", "circle": "Mam"}))["visits"].as_array().unwrap().clone()
}

fn takers(visit: &Value) -> Vec<&str> {
    visit["takers"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect()
}

fn take(visit: &str) -> Value {
    json!({"do": "rota-take", "visit": visit})
}

/// covers: R3, R7
#[test]
fn a_visit_that_comes_again_is_planned_taken_seen_by_the_others_and_begun_from_the_rota() {
    let mut r = round();
    let planned = r.plan("Lift", "2026-05-28T22:00", "FREQ=WEEKLY;BYDAY=TH,FR");
    assert_eq!((planned["state"].as_str(), planned["again"].as_bool(), planned["slot"].as_str()), (Some("open"), Some(true), Some("2026-05-28T22:00")));
    let taken = r.cast.ask(&mut r.dewi, json!({"do": "rota-take", "visit": "Lift", "on": true}));
    assert_eq!((taken["state"].as_str(), taken["mine"].as_bool()), (Some("taken"), Some(true)), "{taken}");
    r.all_sync();
    let seen = rota(&mut r.cast, &mut r.mair);
    let slots: Vec<&str> = seen.iter().map(|v| v["slot"].as_str().unwrap()).collect();
    assert_eq!(slots, ["2026-05-28T22:00", "2026-05-29T22:00", "2026-06-04T22:00", "2026-06-05T22:00"]);
    assert!(seen.iter().all(|v| takers(v) == ["Dewi"]), "{seen:?}");
    let coming = r.cast.ask(&mut r.mair, json!({"do": "today"}))["coming"].clone();
    assert_eq!((coming.as_array().unwrap().len(), takers(&coming[0])), (2, vec!["Dewi"]), "today's and tomorrow's: {coming}");
    assert_eq!(r.cast.try_ask(&mut r.elin, take("Lift")).unwrap_err().code, "visit-taken");

    // A check-in in the circle means the visit that is near.
    let begun = r.cast.ask(&mut r.dewi, json!({"do": "visit-check-in", "circle": "Mam"}));
    let after = rota(&mut r.cast, &mut r.dewi);
    assert_eq!((after[0]["state"].as_str(), &after[0]["begun"][0]), (Some("begun"), &begun["id"]));
    r.cast.ask(&mut r.dewi, json!({"do": "visit-check-out", "visit": begun["id"], "minutes": 60, "done": ["my-community"], "text": "", "handover": ""}));
    r.cast.tick(24 * 60);
    let by_name = r.cast.ask(&mut r.dewi, json!({"do": "rota-begin", "visit": "Lift"}));
    assert_eq!(rota(&mut r.cast, &mut r.dewi)[0]["begun"][0], by_name["id"]);
    assert_eq!(r.cast.try_ask(&mut r.elin, json!({"do": "rota-begin", "visit": "Lift"})).unwrap_err().code, "visit-not-taken");
}

/// covers: R3, R2, R1
#[test]
fn two_who_take_one_visit_without_signal_are_both_told_with_the_coordinator_and_a_person_settles_it() {
    let mut r = round();
    r.plan("Chemist", "2026-05-30T10:00", "");
    r.cast.ask(&mut r.dewi, take("Chemist"));
    r.cast.ask(&mut r.elin, take("Chemist"));
    meet(&r.cast, &mut r.dewi, &mut r.elin, 1);
    for phone in [&mut r.dewi, &mut r.elin] {
        let seen = r.cast.ask(phone, json!({"do": "today"}))["coming"].clone();
        assert_eq!((seen[0]["state"].as_str(), takers(&seen[0])), (Some("twice"), vec!["Dewi", "Elin"]), "{seen}");
        assert!(!seen[0]["advice"].as_str().unwrap().is_empty());
    }
    r.all_sync();
    let told = r.cast.ask(&mut r.coordinator, json!({"do": "today"}))["visits_twice"].clone();
    assert_eq!(
        (told.as_array().unwrap().len(), told[0]["person"]["name"].as_str(), told[0]["slot"].as_str()),
        (1, Some("Mair"), Some("2026-05-30T10:00")),
        "{told}"
    );
    assert!(!told.to_string().contains("Chemist") && !told.to_string().contains("By car"), "not what it is for: {told}");
    assert_eq!(rota(&mut r.cast, &mut r.mair)[0]["told"][0]["name"], "Rhian");

    let settled = r.cast.ask(&mut r.mair, json!({"do": "rota-settle", "visit": "Chemist", "stays": ["Elin"], "text": "Dewi came last week."}));
    assert_eq!((settled["state"].as_str(), takers(&settled), settled["settled_by"]["me"].as_bool()), (Some("taken"), vec!["Elin"], Some(true)), "{settled}");
    r.all_sync();
    let seen = rota(&mut r.cast, &mut r.dewi);
    assert_eq!(
        (seen[0]["state"].as_str(), seen[0]["mine"].as_bool(), seen[0]["settled_text"].as_str()),
        (Some("taken"), Some(false), Some("Dewi came last week."))
    );
    // The coordinator, who reads nothing of the circle, hears that too.
    let told = r.cast.ask(&mut r.coordinator, json!({"do": "today"}))["visits_twice"].clone();
    let comes: Vec<&str> = told[0]["takers"].as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
    assert_eq!((told.as_array().unwrap().len(), told[0]["settled"].as_bool(), comes), (1, Some(true), vec!["Elin"]), "{told}");
    assert!(!told.to_string().contains("Dewi came"), "nor why: {told}");
    let rebuilt = r.cast.ask(&mut r.dewi, json!({"do": "rebuild"}));
    assert_eq!(rebuilt["alike"], true, "{rebuilt}");
}

/// covers: R3
#[test]
fn a_visit_is_swapped_for_another_left_and_cancelled_and_each_step_says_who() {
    let mut r = round();
    r.plan("Bath", "2026-05-30T09:00", "");
    r.plan("Choir", "2026-05-31T15:00", "");
    r.cast.ask(&mut r.dewi, take("Bath"));
    r.cast.ask(&mut r.elin, take("Choir"));
    r.all_sync();
    let asked = r.cast.ask(&mut r.dewi, json!({"do": "rota-ask", "visit": "Bath", "of": "Elin", "in_return": "Choir", "text": "Clinic that morning"}));
    assert_eq!((takers(&asked), asked["asks"][0]["mine"].as_bool()), (vec!["Dewi"], Some(false)));
    r.all_sync();
    let ask = r.cast.ask(&mut r.elin, json!({"do": "today"}))["coming"][0]["asks"][0].clone();
    assert_eq!((ask["mine"].as_bool(), ask["wants"]["name"].as_str(), ask["text"].as_str()), (Some(true), Some("Choir"), Some("Clinic that morning")), "{ask}");
    assert_eq!(r.cast.try_ask(&mut r.mair, json!({"do": "rota-answer", "ask": ask["id"], "yes": true})).unwrap_err().code, "ask-not-yours");
    r.cast.ask(&mut r.elin, json!({"do": "rota-answer", "ask": ask["id"], "yes": true}));
    r.all_sync();
    let seen = rota(&mut r.cast, &mut r.mair);
    assert_eq!((takers(&seen[0]), takers(&seen[1])), (vec!["Elin"], vec!["Dewi"]), "{seen:?}");
    assert_eq!(r.cast.try_ask(&mut r.elin, json!({"do": "rota-answer", "ask": ask["id"], "yes": true})).unwrap_err().code, "ask-answered");

    let left = r.cast.ask(&mut r.dewi, json!({"do": "rota-release", "visit": "Choir", "why": "ill"}));
    assert_eq!(left["state"], "open");
    assert_eq!(r.cast.try_ask(&mut r.dewi, json!({"do": "rota-cancel", "visit": "Bath"})).unwrap_err().code, "cancel-not-yours");
    r.cast.ask(&mut r.mair, json!({"do": "rota-cancel", "visit": "Bath", "why": "I am at my sister's"}));
    r.all_sync();
    let seen = rota(&mut r.cast, &mut r.elin);
    let bath = (seen[0]["state"].as_str(), seen[0]["cancelled_by"]["name"].as_str(), seen[0]["cancelled_why"].as_str());
    assert_eq!(bath, (Some("cancelled"), Some("Mair"), Some("I am at my sister's")), "and still there for Elin, who had taken it");
    assert_eq!(r.cast.ask(&mut r.mair, json!({"do": "rota-back-on", "visit": "Bath"}))["state"], "taken");
}

/// covers: R3, V6
#[test]
fn limits_that_a_helper_set_hold_until_they_say_otherwise_and_warn_whoever_asks_them() {
    let mut r = round();
    r.plan("Saturday shop", "2026-05-30T10:00", "");
    r.plan("Monday shop", "2026-06-01T10:00", "");
    r.plan("Tuesday shop", "2026-06-02T10:00", "");
    let set = r.cast.ask(&mut r.dewi, json!({"do": "limits-set", "week_minutes": 90, "days_not": [6, 7]}));
    assert_eq!((set["week_minutes"].as_u64(), &set["days_not"]), (Some(90), &json!([6, 7])));
    let no = r.cast.try_ask(&mut r.dewi, take("Saturday shop")).unwrap_err();
    assert_eq!((no.code.as_str(), no.reason.contains("Saturday")), ("limit-day", true), "{no:?}");
    r.cast.ask(&mut r.dewi, take("Monday shop"));
    let no = r.cast.try_ask(&mut r.dewi, take("Tuesday shop")).unwrap_err();
    assert_eq!((no.code.as_str(), no.reason.contains("2 hours"), no.reason.contains("1 hour and 30 minutes")), ("limit-hours", true, true), "{no:?}");
    assert_eq!(r.cast.ask(&mut r.dewi, json!({"do": "rota-take", "visit": "Tuesday shop", "anyway": true}))["mine"], true, "it is theirs to go beyond");
    r.all_sync();
    let mut walk = visit("Walk", "2026-05-31T10:00", "");
    walk["asked"] = json!("Dewi");
    let asked = r.cast.ask(&mut r.mair, json!({"do": "rota-plan", "circle": "Mam", "visit": walk}));
    assert!(asked["warnings"][0].as_str().is_some_and(|w| w.contains("Dewi") && w.contains("Sunday")), "{asked}");
    r.all_sync();
    r.cast.ask(&mut r.dewi, json!({"do": "rota-answer", "ask": "Walk", "yes": false, "text": "Not on Sundays"}));
    r.all_sync();
    let seen = rota(&mut r.cast, &mut r.mair);
    let walk = seen.iter().find(|v| v["name"] == "Walk").unwrap();
    assert_eq!((walk["state"].as_str(), &walk["asked"], walk["declined"][0]["name"].as_str()), (Some("open"), &Value::Null, Some("Dewi")));
}

/// covers: R3, V6
#[test]
fn limits_count_each_visit_of_a_line_and_hold_in_a_swap_for_both_who_make_it() {
    let mut r = round();
    r.cast.ask(&mut r.dewi, json!({"do": "limits-set", "week_minutes": 130, "days_not": [6]}));
    // Each day of the week by itself, of one line: the week adds up all the same.
    r.plan("Morning", "2026-06-01T08:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    let morning = |day: &str| json!({"do": "rota-take", "visit": "Morning", "slot": format!("2026-06-{day}T08:00")});
    r.cast.ask(&mut r.dewi, morning("01"));
    r.cast.ask(&mut r.dewi, morning("02"));
    assert_eq!(r.cast.try_ask(&mut r.dewi, morning("03")).unwrap_err().code, "limit-hours");
    r.all_sync();
    let warned = rota(&mut r.cast, &mut r.mair);
    let of = |name: &str, all: &[Value]| all.iter().find(|v| v["name"] == name).cloned().unwrap();
    assert!(of("Morning", &warned)["warnings"].as_array().unwrap().is_empty(), "within what he said: {warned:?}");
    // He may give one of them for another of the same length, and not for a Saturday.
    r.plan("Saturday shop", "2026-06-06T10:00", "");
    r.plan("Friday shop", "2026-06-05T10:00", "");
    for visit in ["Saturday shop", "Friday shop"] {
        r.cast.ask(&mut r.elin, take(visit));
    }
    r.all_sync();
    let swap = |visit: &str| json!({"do": "rota-ask", "visit": visit, "of": "Dewi", "in_return": "Morning", "in_return_slot": "2026-06-02T08:00"});
    for (visit, refused) in [("Saturday shop", Some("limit-day")), ("Friday shop", None)] {
        let asked = r.cast.ask(&mut r.elin, swap(visit));
        r.all_sync();
        let yes = r.cast.try_ask(&mut r.dewi, json!({"do": "rota-answer", "ask": asked["asks"][0]["id"], "yes": true}));
        assert_eq!(yes.err().map(|e| e.code), refused.map(str::to_owned), "{visit}");
    }
    // Whoever wants a visit in return keeps to their own limits, too, and may go beyond them by saying so.
    r.cast.ask(&mut r.elin, json!({"do": "limits-set", "week_minutes": 30, "days_not": []}));
    let mut asks = json!({"do": "rota-ask", "visit": "Saturday shop", "of": "Dewi", "in_return": "Morning", "in_return_slot": "2026-06-01T08:00"});
    assert_eq!(r.cast.try_ask(&mut r.elin, asks.clone()).unwrap_err().code, "limit-hours");
    asks["anyway"] = json!(true);
    r.cast.ask(&mut r.elin, asks);
    // What is planned and taken in one is not planned either, where it goes beyond.
    let far = json!({"do": "rota-plan", "circle": "Mam", "visit": visit("Sat walk", "2026-06-13T10:00", ""), "offer": true});
    assert_eq!(r.cast.try_ask(&mut r.dewi, far).unwrap_err().code, "limit-day");
    assert!(rota(&mut r.cast, &mut r.dewi).iter().all(|v| v["name"] != "Sat walk"), "nothing is left of what was refused");
}

/// covers: R3, C15
#[test]
fn somebody_without_a_phone_is_put_on_the_rota_on_their_word_and_marked_so() {
    let mut r = round();
    r.plan("Garden", "2026-05-30T10:00", "");
    assert_eq!(r.cast.try_ask(&mut r.elin, json!({"do": "rota-take", "visit": "Garden", "other": "Gwen"})).unwrap_err().code, "say-on-whose-word");
    r.cast.ask(&mut r.elin, json!({"do": "rota-take", "visit": "Garden", "other": "Gwen", "mandate": "She asked me at chapel."}));
    r.all_sync();
    let seen = rota(&mut r.cast, &mut r.mair)[0]["takers"][0].clone();
    assert_eq!((seen["name"].as_str(), &seen["person"], seen["by"]["name"].as_str()), (Some("Gwen"), &Value::Null, Some("Elin")), "{seen}");
    assert_eq!(seen["mandate"], "She asked me at chapel.");
    assert_eq!(r.cast.try_ask(&mut r.elin, json!({"do": "rota-begin", "visit": "Garden", "slot": "2026-05-30T10:00"})).unwrap_err().code, "visit-not-taken");
}

/// covers: R7, X9
#[test]
fn reminders_come_before_a_visit_and_a_dose_not_in_quiet_hours_and_name_nobody() {
    let mut r = round();
    r.plan("Lift to the clinic", "2026-05-29T10:00", "");
    r.cast.ask(&mut r.dewi, take("Lift to the clinic"));
    assert_eq!(r.cast.ask(&mut r.dewi, json!({"do": "reminders"}))["next"], json!([]), "nobody is reminded who has not asked for it");
    let wishes = json!({"before_minutes": 240, "visits": true, "medicines": true, "ends": true, "quiet_from": "22:00", "quiet_to": "07:30"});
    let set = r.cast.ask(&mut r.dewi, json!({"do": "reminders-set", "wishes": wishes}));
    assert_eq!(set["wishes"], wishes);
    // Four hours before would be at six in the morning: it comes when the quiet hours end.
    assert_eq!(set["next"][0]["at_ms"].as_u64().unwrap() + 150 * 60_000, set["next"][0]["on_ms"].as_u64().unwrap(), "{set}");
    let text = set["next"][0]["text"].as_str().unwrap();
    assert!(text.contains("10:00") && !text.contains("Lift") && !text.contains("Mair"), "{text}");
    r.cast.ask(&mut r.dewi, json!({"do": "visit-check-in", "circle": "Mam"}));
    r.cast.tick(5 * 60 + 7 * 60);
    let due = r.cast.ask(&mut r.dewi, json!({"do": "reminders"}))["due"].clone();
    let kinds: Vec<&str> = due.as_array().unwrap().iter().map(|d| d["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"end"), "a visit that was never ended: {due}");
    assert_eq!(r.cast.try_ask(&mut r.dewi, json!({"do": "reminders-set", "wishes": {"before_minutes": 60, "visits": true, "medicines": true, "ends": true, "quiet_from": "late", "quiet_to": "07:30"}})).unwrap_err().code, "bad-times");
}

/// covers: R3, X7
#[test]
fn the_calendar_says_when_and_nothing_else_unless_names_are_asked_for() {
    let mut r = round();
    r.plan("Lift", "2026-05-30T10:00", "FREQ=WEEKLY");
    r.cast.ask(&mut r.dewi, take("Lift"));
    r.all_sync();
    let mine = r.cast.ask(&mut r.dewi, json!({"do": "rota-calendar"}));
    assert_eq!(mine["visits"], 1, "{mine}");
    let text = mine["text"].as_str().unwrap();
    assert!(text.contains("DTSTART:20260530T090000Z") && text.contains("STATUS:CONFIRMED") && !text.contains("Lift") && !text.contains("Mair"), "{text}");
    let all = r.cast.ask(&mut r.elin, json!({"do": "rota-calendar", "circle": "Mam", "everybody": true, "names": true}));
    assert!(all["visits"].as_u64().unwrap() > 10 && all["text"].as_str().unwrap().contains("SUMMARY:Lift\\, Mair"), "{all}");
    assert_ne!(mine["key"], all["key"], "each device has a key of its own");
}

/// covers: R1, R11, O4
#[test]
fn who_carries_most_is_told_with_the_others_and_where_nobody_comes() {
    let mut r = round();
    // A circle that has only begun: who looks after it is told what it lacks, before anything is planned.
    let begun = r.cast.ask(&mut r.mair, json!({"do": "load", "circle": "Mam"}));
    let nudges: Vec<&str> = begun["nudges"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let lacks = ["Nobody with a role in care", "Nobody from the family", "On 4 weekends nobody comes"];
    assert!(nudges.len() == 3 && nudges.iter().zip(lacks).all(|(nudge, says)| nudge.starts_with(says)), "{begun}");
    let seen = r.cast.ask(&mut r.dewi, json!({"do": "load", "circle": "Mam"}));
    assert_eq!(seen["nudges"].as_array().unwrap().len(), 1, "who can bring nobody in is not asked to: {seen}");
    for day in ["2026-05-30", "2026-06-01", "2026-06-02", "2026-06-03"] {
        r.plan(day, &format!("{day}T10:00"), "");
        r.cast.ask(&mut r.elin, take(day));
    }
    r.plan("Choir", "2026-06-04T15:00", "");
    r.cast.ask(&mut r.dewi, take("Choir"));
    r.plan("Garden", "2026-06-05T15:00", "");
    let visit = r.cast.ask(&mut r.elin, json!({"do": "visit-check-in", "circle": "Mam"}));
    r.cast.ask(&mut r.elin, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-care"], "text": "", "handover": ""}));
    r.all_sync();
    let load = r.cast.ask(&mut r.elin, json!({"do": "load", "circle": "Mam"}));
    let first = &load["people"][0];
    assert_eq!(
        (first["name"].as_str(), first["past_visits"].as_u64(), first["next_visits"].as_u64(), first["percent"].as_u64()),
        (Some("Elin"), Some(1), Some(4), Some(83)),
        "{load}"
    );
    assert_eq!((load["respite"].as_bool(), load["open"][0]["name"].as_str()), (Some(true), Some("Garden")));
    assert_eq!(load["weekends"], json!(["2026-06-06", "2026-06-13", "2026-06-20"]), "on the first Saturday Elin comes: {load}");
    let seen = r.cast.ask(&mut r.dewi, json!({"do": "load", "circle": "Mam"}));
    assert!(seen["respite"] == false && seen["nudges"][0].as_str().unwrap().contains("Elin carries 83 %"), "{seen}");
}
