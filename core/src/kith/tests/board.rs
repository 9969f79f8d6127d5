//! The co-op's board in a circle that cannot help itself: asked, signed, told to everybody concerned, and carried out after its delay.

use super::cast::{Cast, Phone};
use serde_json::{Value, json};

const CIRCLE: &str = "Mam";
const DAY_MINUTES: u64 = 24 * 60;

/// An office, Elin's circle with Dewi who looks after it and Huw, and Ana and Bryn on the board; all level, through the relay.
fn board(cast: &mut Cast) -> Vec<Phone> {
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi", "Huw", "Ana", "Bryn", "Cai"]);
    for name in ["Ana", "Bryn"] {
        cast.ask(&mut office, json!({"do": "grant-role", "person": name, "role": "board-member"}));
    }
    people.push(office);
    level(cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [("Dewi", "keeper"), ("Huw", "member")] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    level(cast, &mut people);
    people
}

const ELIN: usize = 0;
const DEWI: usize = 1;
const HUW: usize = 2;
const ANA: usize = 3;
const BRYN: usize = 4;
const CAI: usize = 5;
const OFFICE: usize = 6;

fn level(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..3 {
        for phone in people.iter_mut() {
            cast.sync(phone);
        }
    }
}

/// Days go by, on each of which everybody meets the relay.
fn days(cast: &mut Cast, people: &mut [Phone], days: u32) {
    for _ in 0..days {
        cast.tick(DAY_MINUTES);
        level(cast, people);
    }
}

fn matters(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "board-matters"})).as_array().unwrap().clone()
}

fn ask(cast: &mut Cast, phone: &mut Phone, what: &str, person: &str, at: Option<&str>) -> Value {
    cast.ask(phone, json!({"do": "board-ask", "circle": CIRCLE, "person": person, "what": what, "level": at, "reason": "She has not been seen for a month."}))
}

fn sign(cast: &mut Cast, phone: &mut Phone, agree: bool) -> Value {
    let id = matters(cast, phone)[0]["id"].clone();
    cast.ask(phone, json!({"do": "board-answer", "matter": id, "agree": agree}))
}

fn levels(cast: &mut Cast, phone: &mut Phone) -> Vec<(String, String)> {
    let page = cast.ask(phone, json!({"do": "circle", "circle": CIRCLE}));
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let mut out: Vec<_> = page["circle"]["people"].as_array().unwrap().iter().map(|p| (text(&p["person"]["name"]), text(&p["level"]))).collect();
    out.sort();
    out
}

fn pair(name: &str, level: &str) -> (String, String) {
    (name.to_owned(), level.to_owned())
}

/// covers: R4, M5
#[test]
fn where_the_owner_is_lost_the_board_puts_somebody_there_after_its_delay_and_with_notice_to_all() {
    let mut cast = Cast::new();
    let mut people = board(&mut cast);
    let asked = ask(&mut cast, &mut people[HUW], "add", "Cai", Some("owner"));
    assert_eq!((&asked["state"], &asked["needed"], &asked["asks_me"]), (&json!("asked"), &json!(2), &json!(false)));
    assert!(asked["hand_over"]["text"].as_str().unwrap().starts_with("kith:"));
    level(&mut cast, &mut people);
    // The board and the office know; nobody in the circle but who asked.
    for at in [ELIN, DEWI, CAI] {
        assert!(matters(&mut cast, &mut people[at]).is_empty(), "{at}");
    }
    let seen = matters(&mut cast, &mut people[ANA]);
    assert_eq!((&seen[0]["by"]["name"], &seen[0]["circle_name"], &seen[0]["asks_me"]), (&json!("Huw"), &json!(CIRCLE), &json!(true)));
    // One signature is not enough, and nobody signs who is not on the board.
    sign(&mut cast, &mut people[ANA], true);
    let id = seen[0]["id"].clone();
    assert_eq!(cast.try_ask(&mut people[HUW], json!({"do": "board-answer", "matter": id, "agree": true})).unwrap_err().code, "not-on-board");
    level(&mut cast, &mut people);
    assert_eq!(matters(&mut cast, &mut people[BRYN])[0]["state"], "asked");
    sign(&mut cast, &mut people[BRYN], true);
    level(&mut cast, &mut people);
    // Everybody concerned is told what and from when, and neither who asked nor why.
    for at in [ELIN, DEWI, HUW, CAI] {
        let told = &matters(&mut cast, &mut people[at])[0];
        assert_eq!((&told["state"], &told["what"], &told["person"]["name"]), (&json!("noticed"), &json!("add"), &json!("Cai")), "{at}");
        assert!(told["from_ms"].as_u64().unwrap() >= told["at_ms"].as_u64().unwrap());
        assert_eq!(told["reason"].is_null(), at != HUW, "{at}");
    }
    // Before the delay nothing happens; after it the circle carries it out, and Cai reads along.
    days(&mut cast, &mut people, 6);
    assert_eq!(levels(&mut cast, &mut people[DEWI]).len(), 3);
    days(&mut cast, &mut people, 2);
    for at in [ELIN, DEWI, HUW, CAI] {
        assert_eq!(levels(&mut cast, &mut people[at]), [pair("Cai", "owner"), pair("Dewi", "keeper"), pair("Elin", "owner"), pair("Huw", "member")], "{at}");
        assert_eq!(matters(&mut cast, &mut people[at])[0]["state"], "done", "{at}");
    }
    // Who brought Cai in is the board, and nobody who carried its word.
    for at in [ELIN, DEWI, HUW, CAI] {
        let page = cast.ask(&mut people[at], json!({"do": "circle", "circle": CIRCLE}));
        let cai = page["circle"]["people"].as_array().unwrap().iter().find(|p| p["person"]["name"] == "Cai").unwrap().clone();
        assert_eq!((&cai["added_by_board"], &cai["added_by"]), (&json!(true), &json!(null)), "{at}");
    }
    cast.ask(&mut people[DEWI], json!({"do": "note-write", "circle": CIRCLE, "text": "Welcome, Cai"}));
    level(&mut cast, &mut people);
    assert_eq!(cast.ask(&mut people[CAI], json!({"do": "notes", "circle": CIRCLE, "limit": 5}))[0]["text"], "Welcome, Cai");
}

/// covers: R4
#[test]
fn an_owner_who_abuses_their_place_is_removed_by_the_board_alone_and_reads_nothing_newer() {
    let mut cast = Cast::new();
    let mut people = board(&mut cast);
    assert_eq!(cast.try_ask(&mut people[DEWI], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Elin"})).unwrap_err().code, "the-owner");
    ask(&mut cast, &mut people[DEWI], "remove", "Elin", None);
    level(&mut cast, &mut people);
    for at in [ANA, BRYN] {
        sign(&mut cast, &mut people[at], true);
        level(&mut cast, &mut people);
    }
    days(&mut cast, &mut people, 8);
    assert_eq!(levels(&mut cast, &mut people[DEWI]), [pair("Dewi", "keeper"), pair("Huw", "member")]);
    let page = |cast: &mut Cast, phone: &mut Phone| cast.ask(phone, json!({"do": "circle", "circle": CIRCLE}))["circle"].clone();
    assert_eq!(page(&mut cast, &mut people[HUW])["gone"][0]["how"], "by-board");
    assert_eq!(page(&mut cast, &mut people[ELIN])["standing"]["how"], "by-board");
    cast.ask(&mut people[DEWI], json!({"do": "note-write", "circle": CIRCLE, "text": "newer"}));
    level(&mut cast, &mut people);
    assert!(cast.ask(&mut people[ELIN], json!({"do": "notes", "circle": CIRCLE, "limit": 5})).as_array().unwrap().is_empty());
    assert_eq!(cast.ask(&mut people[HUW], json!({"do": "notes", "circle": CIRCLE, "limit": 5}))[0]["text"], "newer");
}

/// covers: R4
#[test]
fn of_two_keepers_at_odds_the_board_may_take_back_what_it_has_decided_until_it_holds() {
    let mut cast = Cast::new();
    let mut people = board(&mut cast);
    ask(&mut cast, &mut people[HUW], "level", "Dewi", Some("member"));
    level(&mut cast, &mut people);
    for at in [ANA, BRYN] {
        sign(&mut cast, &mut people[at], true);
        level(&mut cast, &mut people);
    }
    assert_eq!(matters(&mut cast, &mut people[DEWI])[0]["state"], "noticed");
    // Dewi shows Bryn that it was a mistake.
    assert_eq!(sign(&mut cast, &mut people[BRYN], false)["state"], "declined");
    level(&mut cast, &mut people);
    days(&mut cast, &mut people, 9);
    assert!(levels(&mut cast, &mut people[ELIN]).contains(&pair("Dewi", "keeper")));
    assert_eq!(matters(&mut cast, &mut people[OFFICE])[0]["state"], "declined");
}

/// covers: R4
#[test]
fn a_co_op_without_a_board_of_two_cannot_be_asked_and_nobody_decides_about_themselves() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    let request = json!({"do": "board-ask", "circle": CIRCLE, "person": "Dewi", "what": "add", "level": "keeper", "reason": "alone"});
    assert_eq!(cast.try_ask(&mut people[0], request).unwrap_err().code, "no-board");
    let mut cast = Cast::new();
    let mut people = board(&mut cast);
    cast.ask(&mut people[ELIN], json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "keeper"}));
    level(&mut cast, &mut people);
    let request = json!({"do": "board-ask", "circle": CIRCLE, "person": "Ana", "what": "remove", "reason": "at odds"});
    assert_eq!(cast.try_ask(&mut people[DEWI], request).unwrap_err().code, "no-board", "Ana has no seat where it is about her");
}

/// covers: R4, X8
#[test]
fn an_office_whose_clock_jumps_by_years_neither_shortens_the_boards_delay_nor_makes_it_last_for_years() {
    let mut cast = Cast::new();
    let mut people = board(&mut cast);
    ask(&mut cast, &mut people[DEWI], "remove", "Elin", None);
    level(&mut cast, &mut people);
    // A word given under a clock that was ahead can be taken back and given again.
    people[ANA].clock_ms = 10 * 31_557_600_000;
    sign(&mut cast, &mut people[ANA], true);
    people[ANA].clock_ms = 0;
    assert_eq!(sign(&mut cast, &mut people[ANA], false)["signed"], json!([]));
    sign(&mut cast, &mut people[ANA], true);
    level(&mut cast, &mut people);
    for clock_ms in [10 * 31_557_600_000, 0] {
        people[OFFICE].clock_ms = clock_ms;
        cast.ask(&mut people[OFFICE], json!({"do": "airplane", "on": false}));
    }
    sign(&mut cast, &mut people[BRYN], true);
    level(&mut cast, &mut people);
    assert_eq!(matters(&mut cast, &mut people[DEWI])[0]["state"], "noticed");
    for clock_ms in [10 * 31_557_600_000, 0] {
        people[OFFICE].clock_ms = clock_ms;
        cast.ask(&mut people[OFFICE], json!({"do": "airplane", "on": false}));
        level(&mut cast, &mut people);
        assert_eq!(levels(&mut cast, &mut people[DEWI]).len(), 3, "the office's clock alone passes nothing");
    }
    days(&mut cast, &mut people, 3);
    assert_eq!(levels(&mut cast, &mut people[DEWI]).len(), 3);
    days(&mut cast, &mut people, 5);
    assert_eq!(levels(&mut cast, &mut people[DEWI]), [pair("Dewi", "keeper"), pair("Huw", "member")]);
}
