//! Joining, roles, circles, devices and profiles.

use super::cast::{Cast, texts};
use crate::{
    kith::{
        sections,
        view::{Role, Side},
    },
    space::{Act, act},
};
use serde_json::json;

/// covers: M1, M7
#[test]
fn a_newcomer_joins_through_the_relay_and_everybody_hears_of_them() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Dewi", "Ana"]);
    let names = texts(&cast.ask(&mut people[0], json!({"do": "members"})), "class");
    assert_eq!(names.len(), 3);
    let members = cast.ask(&mut office, json!({"do": "members"}));
    assert_eq!(members[0]["person"]["name"], "Ana");
    assert_eq!(members[0]["class"], "worker");
    assert_eq!(members[0]["admitted_by"]["name"], "Office");
    assert_eq!(cast.ask(&mut people[1], json!({"do": "coop"}))["name"], "Cwm Derw");
}

/// covers: M7, X1
#[test]
fn joining_works_phone_to_phone_with_no_relay_at_all() {
    let mut cast = Cast::new();
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let mut dewi = cast.phone("Dewi", 2);
    cast.join_by_hand(&mut office, &mut dewi);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "members"})).as_array().unwrap().len(), 2);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "whoami"}))["joining"], false);
}

/// covers: M7
#[test]
fn an_invitation_is_used_once_and_the_second_answer_is_refused() {
    let mut cast = Cast::new();
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let invitation = cast.ask(&mut office, json!({"do": "invite"}));
    let (mut one, mut two) = (cast.phone("One", 2), cast.phone("Two", 3));
    let first = cast.ask(&mut one, json!({"do": "join", "invitation": invitation["text"]}));
    let second = cast.ask(&mut two, json!({"do": "join", "invitation": invitation["text"]}));
    cast.ask(&mut office, json!({"do": "receive", "text": first["reply"]["text"]}));
    let refused = cast.ask(&mut office, json!({"do": "receive", "text": second["reply"]["text"]}));
    assert_eq!((refused["outcome"].as_str(), refused["code"].as_str()), (Some("refused"), Some("invitation-used")));
    assert!(refused["reason"].as_str().unwrap().contains("that invitation has been used by somebody else"), "{refused}");
    assert_eq!(cast.ask(&mut office, json!({"do": "members"})).as_array().unwrap().len(), 2);
}

/// covers: M5
#[test]
fn a_role_shows_who_granted_it_on_every_device() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Dewi", "Ana"]);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Dewi", "role": "care-worker"}));
    cast.sync(&mut office);
    cast.sync(&mut people[1]);
    let members = cast.ask(&mut people[1], json!({"do": "members"}));
    let dewi = members.as_array().unwrap().iter().find(|m| m["person"]["name"] == "Dewi").unwrap();
    assert_eq!(dewi["roles"][0]["role"], "care-worker");
    assert_eq!(dewi["roles"][0]["granted_by"]["name"], "Office");
    let refused = cast.try_ask(&mut people[0], json!({"do": "grant-role", "person": "me", "role": "steward"})).unwrap_err();
    assert_eq!(refused.code, "not-keeper");
}

/// covers: R1, R5
#[test]
fn a_circle_takes_ten_people_and_refuses_an_eleventh_with_a_reason() {
    let mut cast = Cast::new();
    let names: Vec<String> = (0..11).map(|i| format!("Person {i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_office, mut people) = cast.coop(&names);
    let mut mair = people.remove(0);
    cast.sync(&mut mair);
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Mair's circle", "person": "me"}));
    for name in &names[1..10] {
        cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mair's circle", "person": name, "level": "member"}));
    }
    let refused = cast.try_ask(&mut mair, json!({"do": "circle-add", "circle": "Mair's circle", "person": names[10], "level": "member"})).unwrap_err();
    assert_eq!(refused.code, "circle-full");
}

/// covers: R4, R5
#[test]
fn whose_a_circle_is_nobody_in_it_changes_and_the_reason_is_told() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let mut level = |phone: &mut super::cast::Phone, person: &str, level: &str| {
        cast.try_ask(phone, json!({"do": "circle-level", "circle": "Mam", "person": person, "level": level})).unwrap_err().code
    };
    assert_eq!(level(&mut elin, "me", "member"), "own-level");
    assert_eq!(level(&mut elin, "Dewi", "owner"), "owner-level");
    assert_eq!(level(&mut dewi, "me", "keeper"), "not-owner");
}

/// covers: X3
#[test]
fn a_second_device_has_everything_and_writes_as_the_same_person() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let mut elin = people.remove(0);
    let mut dewi = people.remove(0);
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "From the phone"}));
    let mut tablet = cast.phone("Elin's tablet", 77);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let mut tablet = cast.reopen(tablet);
    let mut elin = cast.reopen(elin);
    // Whose request it says that it is, before it is let in and after.
    let asks = cast.ask(&mut elin, json!({"do": "receive", "text": request["text"]}));
    let device = cast.ask(&mut tablet, json!({"do": "whoami"}))["device"].clone();
    let said = asks["reason"].as_str().unwrap();
    assert!(said.contains("Elin's tablet") && said.contains(&device.as_str().unwrap()[..8]), "{said}");
    assert_eq!(asks["about"][0], device);
    let grant = cast.ask(&mut elin, json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
    assert_eq!((grant["person"]["name"].as_str(), grant["label"].as_str(), grant["asked_as"].as_str()), (Some("Elin"), Some("tablet"), Some("Elin's tablet")));
    assert_eq!(grant["device"], device);
    let done = cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    assert_eq!(done["outcome"], "taken");
    assert_eq!(cast.ask(&mut tablet, json!({"do": "whoami"}))["person"]["name"], "Elin");
    assert_eq!(texts(&cast.ask(&mut tablet, json!({"do": "notes", "circle": "Mam", "limit": 10})), "text"), ["From the phone"]);
    cast.ask(&mut tablet, json!({"do": "note-write", "circle": "Mam", "text": "From the tablet"}));
    for _ in 0..2 {
        cast.sync(&mut elin);
        cast.sync(&mut tablet);
        cast.sync(&mut dewi);
    }
    let notes = cast.ask(&mut dewi, json!({"do": "notes", "circle": "Mam", "limit": 10}));
    assert_eq!(texts(&notes, "text"), ["From the tablet", "From the phone"]);
    assert_eq!(notes[0]["author"]["name"], "Elin");
    assert_eq!(cast.ask(&mut tablet, json!({"do": "devices"})).as_array().unwrap().len(), 2);
}

/// covers: P1, P2
#[test]
fn what_is_hidden_from_somebody_never_reaches_their_device() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Mair", "Dewi", "Ana"]);
    let secret = "I am afraid of the dark";
    cast.ask(
        &mut people[0],
        json!({"do": "profile-set", "side": "receive", "section": "matters", "text": "Radio Cymru in the morning", "audience": {"audience": "coop"}}),
    );
    cast.ask(
        &mut people[0],
        json!({"do": "profile-set", "side": "receive", "section": "please-dont", "text": secret, "audience": {"audience": "person", "person": "Dewi"}}),
    );
    cast.ask(
        &mut people[0],
        json!({"do": "profile-list", "side": "give", "list": "skills", "items": ["baking", "listening"], "audience": {"audience": "coop"}}),
    );
    cast.ask(&mut people[0], json!({"do": "profile-list", "side": "give", "list": "languages", "items": ["Cymraeg"], "audience": {"audience": "coop"}}));
    for _ in 0..2 {
        for p in &mut people {
            cast.sync(p);
        }
    }
    let seen = |v: &serde_json::Value| v.to_string().contains(secret);
    assert!(seen(&cast.ask(&mut people[1], json!({"do": "profile", "person": "Mair"}))));
    let ana = cast.ask(&mut people[2], json!({"do": "profile", "person": "Mair"}));
    assert!(!seen(&ana) && ana.to_string().contains("Radio Cymru"));
    let found = cast.ask(&mut people[2], json!({"do": "find", "skill": "bak", "language": "cymraeg"}));
    assert_eq!(found[0]["person"]["name"], "Mair");
    assert_eq!(found[0]["because"].as_array().unwrap().len(), 2);
    assert_eq!(cast.ask(&mut people[2], json!({"do": "find", "skill": "plumbing"})).as_array().unwrap().len(), 0);
}

/// covers: P1
#[test]
fn a_section_moved_to_a_narrower_audience_is_taken_away_from_the_wider() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Mair", "Dewi"]);
    let set =
        |audience: serde_json::Value| json!({"do": "profile-set", "side": "receive", "section": "matters", "text": "Chapel on Sundays", "audience": audience});
    cast.ask(&mut people[0], set(json!({"audience": "coop"})));
    cast.ask(&mut people[0], set(json!({"audience": "me"})));
    for p in &mut people {
        cast.sync(p);
    }
    assert_eq!(cast.ask(&mut people[1], json!({"do": "profile", "person": "Mair"}))["sections"].as_array().unwrap().len(), 0);
    assert_eq!(cast.ask(&mut people[0], json!({"do": "profile", "person": "me"}))["sections"].as_array().unwrap().len(), 1);
}

/// covers: P1
#[test]
fn a_section_that_a_profile_does_not_have_is_refused_with_those_that_it_has() {
    let mut cast = Cast::new();
    let mut mair = cast.phone("Mair", 5);
    let set =
        |side: &str, section: &str, text: &str| json!({"do": "profile-set", "side": side, "section": section, "text": text, "audience": {"audience": "me"}});
    for (side, section) in [("receive", "abuot-me"), ("receive", "offer"), ("give", "matters")] {
        let refused = cast.try_ask(&mut mair, set(side, section, "Tea")).unwrap_err();
        assert_eq!(refused.code, "no-such-section");
        assert!(refused.said.contains("about-me"), "{}", refused.said);
    }
    for side in [Side::Receive, Side::Give] {
        let words = if side == Side::Receive { "receive" } else { "give" };
        for section in sections(side) {
            cast.ask(&mut mair, set(words, section, "Tea"));
        }
    }
    // What an earlier version let through can be taken away.
    cast.ask(&mut mair, set("give", "hobbies", ""));
}

#[test]
fn a_name_of_three_letters_is_no_id_and_a_number_of_three_digits_is_one_too_short() {
    let mut cast = Cast::new();
    let mut mair = cast.phone("Mair", 6);
    let code = |cast: &mut Cast, mair: &mut super::cast::Phone, person: &str| cast.try_ask(mair, json!({"do": "profile", "person": person})).unwrap_err().code;
    assert_eq!(code(&mut cast, &mut mair, "Ada"), "no-such-person");
    assert_eq!(code(&mut cast, &mut mair, "123"), "too-few-digits");
    assert_eq!(code(&mut cast, &mut mair, "1234"), "no-such-person");
    let begins = mair.kith.me.hex()[..3].to_owned();
    assert_eq!(code(&mut cast, &mut mair, &begins), "too-few-digits", "somebody's id begins so");
}

/// covers: M5
#[test]
fn the_last_who_keeps_the_book_goes_on_until_somebody_else_does_and_a_device_answers_for_itself_in_any_case() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Dewi"]);
    cast.ask(&mut office, json!({"do": "coin-policy-set", "change": {"hops": 2}}));
    let end = json!({"do": "role-revoke", "person": "me", "role": "notary"});
    assert_eq!(cast.try_ask(&mut office, end.clone()).unwrap_err().code, "last-notary");
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Dewi", "role": "notary"}));
    cast.ask(&mut office, end);
    // Where it is ended all the same, by an earlier version or by two at once, nobody is shut out of their own device.
    let (commons, notary) = (office.kith.commons.unwrap(), super::super::coop::role_number(Role::Notary));
    let revoke = act::RevokeRole { person: people[0].kith.me, role: notary, cosignatures: Vec::new() };
    office.kith.act(commons, Act::Revoke(revoke), cast.now_ms).unwrap();
    cast.sync(&mut office);
    cast.sync(&mut people[0]);
    for phone in [&mut office, &mut people[0]] {
        assert_eq!(phone.kith.coop_of_coins().unwrap_err().code, "no-notary");
        assert!(cast.ask(phone, json!({"do": "whoami"}))["person"]["me"].as_bool().unwrap());
        assert_eq!(cast.ask(phone, json!({"do": "standing"}))["standing"], "in-use");
        // The rules that were decided are read all the same, and what was told of their runs.
        assert_eq!(cast.ask(phone, json!({"do": "coin-policy"}))["hops"], 2);
        let runs = cast.ask(phone, json!({"do": "top-ups"}));
        assert_eq!((&runs["runs"], &runs["next"], &runs["mine_to_run"]), (&json!([]), &json!(null), &json!(false)), "{runs}");
    }
}
