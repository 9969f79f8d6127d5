//! A care worker's morning on a farm without signal, a dose recorded twice, and the card on the fridge: by the real binaries.

use super::Stage;
use kith_core::circle::schedule::Slot;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// A quarter of an hour from now, by Greenwich.
fn soon() -> String {
    let minutes = (SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 60 + 15) % (24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

const CIRCLE: &str = "Mair's circle";

/// One more member, who is the registered manager and in no circle.
fn manager_joins(stage: &Stage) {
    stage.kith("rhian", &["init", "--name", "Rhian"]);
    let invitation = stage.kith("office", &["invite"]);
    stage.kith("rhian", &["join", "--text", invitation["text"].as_str().unwrap()]);
    for who in ["rhian", "office", "rhian", "office"] {
        stage.kith(who, &["sync"]);
    }
    stage.kith("office", &["role", "grant", "Rhian", "registered-manager"]);
    for who in ["office", "rhian", "mair", "dewi"] {
        stage.kith(who, &["sync"]);
    }
}

fn what_waits(stage: &Stage, who: &str) -> Vec<String> {
    let items = stage.kith(who, &["waiting"])["items"].clone();
    let mut kinds: Vec<String> = items.as_array().unwrap().iter().map(|i| i["what"].as_str().unwrap().to_owned()).collect();
    kinds.sort();
    kinds
}

/// covers: R9, R10, N7, X1, X2
#[test]
fn a_dose_recorded_on_two_phones_without_signal_and_the_card_on_the_fridge() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    manager_joins(&stage);
    let decided = ["--decision", "Who is in my circle", "--purpose", "Support at home", "--capacity", "has", "--answer", "yes", "--helped", "Dewi"];
    stage.kith("mair", &[&["consent", "record", "--circle", CIRCLE], &decided[..]].concat());
    let time = soon();
    let tablet = ["--name", "Ramipril 5 mg", "--dose", "1 tablet", "--time", &time, "--zone", "UTC", "--part", "administer:Dewi"];
    stage.kith("mair", &[&["medicine", "add", "--circle", CIRCLE], &tablet[..]].concat());
    stage.kith("mair", &["allergy", "add", "--circle", CIRCLE, "--to", "penicillin", "--reaction", "rash"]);
    stage.kith("mair", &["sync"]);
    stage.kith("dewi", &["sync"]);
    relay.kill();

    // The farm: nothing reaches anybody. Each records the same tablet.
    stage.kith("dewi", &["visit", "check-in", "--circle", CIRCLE]);
    stage.kith("dewi", &["note", "write", "--circle", CIRCLE, "Left heel is sore; dressed it."]);
    let dose = stage.kith("dewi", &["dose", "record", "Ramipril 5 mg", "--part", "administer"]);
    assert_eq!(what_waits(&stage, "dewi"), ["dose", "note", "visit"]);
    let other = stage.kith("mair", &["dose", "record", "Ramipril 5 mg", "--text", "I took it myself"]);
    assert_eq!(dose["slot"], other["slot"], "both mean the same dose");

    // In the house the phones meet, with no relay.
    let served = stage.serve("mair");
    let address = stage.kith("mair", &["address"])["address"].as_str().unwrap().to_owned();
    stage.kith("dewi", &["sync", "--peer", &address]);
    drop(served);
    for who in ["dewi", "mair"] {
        let due = stage.kith(who, &["medicine", "show", "--circle", CIRCLE])["due"].clone();
        let red: Vec<&Value> = due.as_array().unwrap().iter().filter(|d| d["state"] == "twice").collect();
        assert_eq!((red.len(), red[0]["doses"].as_array().unwrap().len()), (1, 2), "{who}: {due}");
        assert!(red[0]["advice"].as_str().unwrap().contains("111"), "{due}");
        assert_eq!(stage.notes(who), ["Left heel is sore; dressed it."]);
    }

    // Back in signal, the registered manager is told, and sees nothing else of the circle.
    let _relay = stage.relay();
    for who in ["dewi", "mair", "rhian"] {
        stage.kith(who, &["sync"]);
    }
    let told = stage.kith("rhian", &["today"])["dose_alerts"].clone();
    assert_eq!((told.as_array().unwrap().len(), told[0]["person"]["name"].as_str()), (1, Some("Mair")), "{told}");
    assert_eq!(stage.kith("rhian", &["circle", "list"]), json!([]));

    // The card: chosen by the person, printed, out of date, printed anew.
    stage.kith("mair", &["contact", "add", "--circle", CIRCLE, "--name", "Elin", "--phone", "01970 000000", "--relation", "daughter"]);
    stage.kith("mair", &["advance-decision", "add", "--circle", CIRCLE, "No feeding by tube.", "--kept", "blue folder"]);
    stage.kith("mair", &["card", "choose", "--circle", CIRCLE, "--allergies", "--medicines", "--contacts", "--advance"]);
    let page = stage.path("card.pdf");
    let card = stage.kith("mair", &["card", "print", "--circle", CIRCLE, "--page", page.to_str().unwrap()]);
    let text = card["text"].as_str().unwrap();
    for wanted in [
        "Mair",
        "penicillin (rash)",
        "Ramipril 5 mg, 1 tablet",
        "as of",
        "Elin, daughter, 01970 000000",
        "No feeding by tube. (blue folder)",
        "Nobody is told who reads this card.",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(std::fs::read(&page).unwrap().starts_with(b"%PDF-1.7"));
    stage.kith("mair", &["allergy", "add", "--circle", CIRCLE, "--to", "latex"]);
    let stale = stage.kith("mair", &["card", "show", "--circle", CIRCLE])["printed"].clone();
    assert_eq!((stale["current"].as_bool(), &stale["changed"]), (Some(false), &json!(["allergies"])));
    assert_eq!(stage.kith("mair", &["card", "print", "--circle", CIRCLE])["printed"]["current"], true);
}

/// Ten in the morning, some days from now, as the rota has it.
pub(super) fn morning(days: u32) -> String {
    let today = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / (24 * 60 * 60);
    Slot { day: u32::try_from(today).unwrap() + days, minute: 600 }.text()
}

/// covers: R3, R7, R11, V6, X1, X2
#[test]
fn two_take_one_visit_without_signal_a_person_says_who_comes_and_the_work_is_shared() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    stage.join("huw", "Huw");
    stage.kith("mair", &["sync"]);
    stage.kith("mair", &["circle", "add", "--circle", CIRCLE, "--person", "Huw"]);
    let lift = ["--name", "Lift", "--minutes", "45", "--repeat", "FREQ=WEEKLY", "--done", "my-community"];
    let first = morning(2);
    stage.kith("mair", &[&["rota", "plan", "--circle", CIRCLE, "--at", &first], &lift[..]].concat());
    for who in ["mair", "office", "huw", "dewi", "huw"] {
        stage.kith(who, &["sync"]);
    }
    relay.kill();

    // Each takes the same lift; nothing reaches the other until the phones meet.
    stage.kith("dewi", &["rota", "take", "Lift"]);
    stage.kith("huw", &["rota", "take", "Lift", "--slot", &first]);
    let served = stage.serve("huw");
    let address = stage.kith("huw", &["address"])["address"].as_str().unwrap().to_owned();
    stage.kith("dewi", &["sync", "--peer", &address]);
    drop(served);
    for who in ["dewi", "huw"] {
        let visit = stage.kith(who, &["rota", "show", "--circle", CIRCLE])["visits"][0].clone();
        assert_eq!((visit["state"].as_str(), visit["takers"].as_array().unwrap().len()), (Some("twice"), 2), "{who}: {visit}");
    }
    let _relay = stage.relay();
    for who in ["dewi", "huw", "mair"] {
        stage.kith(who, &["sync"]);
    }
    stage.kith("mair", &["rota", "settle", "Lift", "--stays", "Huw", "--text", "Huw goes that way anyway."]);
    for who in ["mair", "dewi", "huw"] {
        stage.kith(who, &["sync"]);
    }
    let visit = stage.kith("dewi", &["rota", "show", "--circle", CIRCLE])["visits"][0].clone();
    assert_eq!((visit["state"].as_str(), visit["mine"].as_bool(), visit["settled_by"]["name"].as_str()), (Some("taken"), Some(false), Some("Mair")), "{visit}");

    // What a helper has said that they can give holds, until they say otherwise.
    stage.kith("dewi", &["limits", "set", "--week-minutes", "30"]);
    let next = morning(9);
    let (code, refused) = stage.refused("dewi", &["rota", "take", "Lift", "--slot", &next]);
    assert_eq!((code, refused["error"]["code"].as_str()), (4, Some("limit-hours")), "{refused}");
    stage.kith("dewi", &["rota", "take", "Lift", "--slot", &next, "--anyway"]);

    // How the work is shared, a break, and a calendar that names nobody.
    let load = stage.kith("huw", &["rota", "load", "--circle", CIRCLE]);
    assert_eq!((load["people"][0]["name"].as_str(), load["people"][0]["next_visits"].as_u64()), (Some("Huw"), Some(1)), "{load}");
    let off = morning(3);
    let asked = stage.kith("dewi", &["rota", "plan", "--circle", CIRCLE, "--name", "A break", "--at", &off, "--minutes", "240", "--respite"]);
    assert_eq!((asked["respite"].as_bool(), asked["state"].as_str()), (Some(true), Some("open")));
    let file = stage.path("huw.ics");
    stage.kith("huw", &["rota", "calendar", "--out", file.to_str().unwrap()]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("STATUS:CONFIRMED") && !text.contains("Mair") && !text.contains("Lift"), "{text}");
}
