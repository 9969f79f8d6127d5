//! What a device says of itself holds: what waits, what has come, who cannot read yet, how sure a coin is and how long a visit was.

use super::{
    cast::{CIRCLE, Cast, Phone, texts},
    packs::{coop_by_hand, hand},
};
use serde_json::{Value, json};

fn apart(cast: &mut Cast, phone: &mut Phone) -> Vec<(String, Vec<String>, Vec<String>)> {
    let truth = cast.ask(phone, json!({"do": "truth"}));
    let of = |one: &Value| (one["what"].as_str().unwrap().to_owned(), sorted(&one["people"]), sorted(&one["helps"]));
    truth["apart"].as_array().unwrap().iter().map(of).collect()
}

fn sorted(people: &Value) -> Vec<String> {
    let mut names = texts(people, "name");
    names.sort();
    names
}

/// What waits, each with its kind and why.
fn waits(cast: &mut Cast, phone: &mut Phone, what: &str) -> usize {
    cast.ask(phone, json!({"do": "truth"}))["items"].as_array().unwrap().iter().filter(|item| item["what"] == what).count()
}

/// covers: R4, X2, X8
#[test]
fn who_was_left_out_and_what_does_not_open_here_is_said_until_somebody_has_given_the_key() {
    let mut cast = Cast::new();
    let (_office, people) = coop_by_hand(&mut cast, &["Elin", "Dewi", "Ana", "Huw", "Mair"]);
    let [mut elin, mut dewi, mut ana, _huw, mut mair] = <[Phone; 5]>::try_from(people).unwrap_or_else(|_| unreachable!());
    cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [("Dewi", "keeper"), ("Huw", "member"), ("Mair", "member")] {
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    hand(&mut cast, &mut elin, &mut dewi, "Dewi");
    hand(&mut cast, &mut elin, &mut mair, "Mair");
    assert!(apart(&mut cast, &mut mair).is_empty() && apart(&mut cast, &mut dewi).is_empty());
    // Apart: Dewi takes Huw out, which begins a new key, and Elin brings Ana in under the old one.
    cast.ask(&mut dewi, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut dewi, "Under the new key");
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "member"}));
    hand(&mut cast, &mut elin, &mut ana, "Ana");
    assert!(apart(&mut cast, &mut ana).is_empty());
    hand(&mut cast, &mut dewi, &mut mair, "Mair");
    hand(&mut cast, &mut elin, &mut mair, "Mair");
    let names = |some: &[&str]| some.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(apart(&mut cast, &mut mair), [("left-out".to_owned(), names(&["Ana"]), names(&["Dewi", "Elin"]))]);
    let said = cast.ask(&mut mair, json!({"do": "truth"}))["apart"][0]["said"].as_str().unwrap().to_owned();
    assert!(said.contains("Ana") && said.contains("Dewi") && said.contains(CIRCLE), "{said}");
    hand(&mut cast, &mut mair, &mut ana, "Ana");
    assert_eq!(apart(&mut cast, &mut ana), [("cannot-open".to_owned(), names(&[]), names(&["Dewi", "Elin"]))]);
    cast.ask(&mut ana, json!({"do": "set-language", "language": "cy"}));
    let said = cast.ask(&mut ana, json!({"do": "truth"}))["apart"][0]["said"].as_str().unwrap().to_owned();
    assert!(said.contains("allwedd") && said.contains("Dewi"), "{said}");
    // Dewi hears of Ana, and gives her the key; whoever hears of that says no more of it.
    hand(&mut cast, &mut mair, &mut dewi, "Dewi");
    hand(&mut cast, &mut dewi, &mut ana, "Ana");
    hand(&mut cast, &mut dewi, &mut mair, "Mair");
    assert!(apart(&mut cast, &mut ana).is_empty() && apart(&mut cast, &mut mair).is_empty());
    assert_eq!(cast.notes(&mut ana), ["Under the new key"]);
}

/// covers: R3, C11, X2
#[test]
fn what_an_answer_by_code_proves_to_have_arrived_waits_no_longer_where_there_is_no_relay() {
    let mut cast = Cast::new();
    let (mut office, mut people) = coop_by_hand(&mut cast, &["Elin", "Dewi"]);
    let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
    assert_eq!((waits(&mut cast, &mut elin, "membership"), waits(&mut cast, &mut dewi, "membership")), (0, 0), "they are in");
    let ask = cast.ask(&mut dewi, json!({"do": "activity-log", "minutes": 60, "element": "my-home", "text": "Soup", "area": null, "confirm_by": "Elin"}));
    assert_eq!(waits(&mut cast, &mut dewi, "hour"), 1);
    let told = cast.ask(&mut elin, json!({"do": "receive", "text": ask["text"]}));
    let confirmed = cast.ask(&mut elin, json!({"do": "visit-confirm", "visit": told["about"][0]}));
    let code = &confirmed["hand_over"]["text"];
    cast.ask(&mut dewi, json!({"do": "receive", "text": code}));
    assert_eq!(waits(&mut cast, &mut dewi, "hour"), 0, "the confirmation says that she has it");
    // The office has heard of neither yet; what it answers Dewi about what he brought it answers Elin, too.
    assert_eq!((waits(&mut cast, &mut dewi, "coin"), waits(&mut cast, &mut elin, "coin")), (1, 1));
    for _ in 0..2 {
        hand(&mut cast, &mut dewi, &mut office, "Office");
        hand(&mut cast, &mut office, &mut dewi, "Dewi");
    }
    hand(&mut cast, &mut office, &mut elin, "Elin");
    assert_eq!((waits(&mut cast, &mut dewi, "coin"), waits(&mut cast, &mut elin, "coin")), (0, 0));
    // A coin by code, and the answer to it.
    let given =
        cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Elin", "count": 1, "coins": [], "element": "my-life", "words": "", "poem": null, "share": false}));
    assert_eq!(waits(&mut cast, &mut dewi, "coin"), 2, "for Elin and for the office");
    let taken = cast.ask(&mut elin, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    cast.ask(&mut dewi, json!({"do": "receive", "text": taken["reply"]["text"]}));
    assert_eq!(waits(&mut cast, &mut dewi, "coin"), 1, "she has it: the office alone has not heard of it");
    for _ in 0..2 {
        hand(&mut cast, &mut elin, &mut office, "Office");
        hand(&mut cast, &mut office, &mut elin, "Elin");
    }
    hand(&mut cast, &mut office, &mut dewi, "Dewi");
    assert_eq!(waits(&mut cast, &mut dewi, "coin"), 0, "she brought it to the office, as its receipt says");
    assert_eq!(cast.ask(&mut elin, json!({"do": "purse"}))["balance"]["settled"], 1);
}

/// How sure the last movement is, by the list of coins, by the movements and by the statement.
fn sure(cast: &mut Cast, phone: &mut Phone) -> [Value; 3] {
    let purse = cast.ask(phone, json!({"do": "purse"}));
    let statement = cast.ask(phone, json!({"do": "statement", "of": null}));
    assert_eq!(statement["adds_up"], true, "{statement}");
    for number in ["settled", "promised", "contested"] {
        assert_eq!(purse["balance"][number], statement[number], "{statement}");
    }
    [&purse["coins"][0]["state"], &purse["movements"][0]["state"], &statement["lines"][0]["state"]].map(Clone::clone)
}

/// covers: C5, C11
#[test]
fn how_sure_a_coin_is_has_one_word_in_the_list_the_movements_and_the_statement() {
    let mut cast = Cast::new();
    let (mut office, mut people) = coop_by_hand(&mut cast, &["Elin", "Dewi"]);
    let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
    let ask = cast.ask(&mut dewi, json!({"do": "activity-log", "minutes": 60, "element": "my-home", "text": "Soup", "area": null, "confirm_by": "Elin"}));
    let told = cast.ask(&mut elin, json!({"do": "receive", "text": ask["text"]}));
    cast.ask(&mut elin, json!({"do": "visit-confirm", "visit": told["about"][0]}));
    for _ in 0..2 {
        hand(&mut cast, &mut elin, &mut office, "Office");
        hand(&mut cast, &mut office, &mut dewi, "Dewi");
        hand(&mut cast, &mut dewi, &mut office, "Office");
    }
    hand(&mut cast, &mut office, &mut dewi, "Dewi");
    assert_eq!(sure(&mut cast, &mut dewi), ["settled"; 3].map(Value::from));
    cast.tick(1);
    let given =
        cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Elin", "count": 1, "coins": [], "element": "my-life", "words": "", "poem": null, "share": false}));
    assert_eq!(sure(&mut cast, &mut dewi), ["offered"; 3].map(Value::from), "nobody has said that they have it");
    let taken = cast.ask(&mut elin, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    assert_eq!(sure(&mut cast, &mut elin), ["promised"; 3].map(Value::from));
    cast.ask(&mut dewi, json!({"do": "receive", "text": taken["reply"]["text"]}));
    assert_eq!(sure(&mut cast, &mut dewi), ["given", "promised", "promised"].map(Value::from), "it is with her, and promised");
    for _ in 0..2 {
        hand(&mut cast, &mut elin, &mut office, "Office");
        hand(&mut cast, &mut office, &mut elin, "Elin");
    }
    assert_eq!(sure(&mut cast, &mut elin), ["settled"; 3].map(Value::from));
}

/// covers: R3, C1
#[test]
fn more_minutes_than_lie_between_check_in_and_check_out_are_taken_and_said_to_whoever_confirms_them() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    for (minutes, said) in [(10, false), (60, true)] {
        let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
        cast.tick(10);
        cast.ask(&mut dewi, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": minutes, "done": ["my-home"], "text": "", "handover": ""}));
        let code = cast.ask(&mut dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
        // By code alone, and then with the visit itself.
        cast.ask(&mut elin, json!({"do": "receive", "text": code["text"]}));
        for by_code in [true, false] {
            let waiting = cast.ask(&mut elin, json!({"do": "visits-to-confirm"}));
            let asked = waiting.as_array().unwrap().iter().find(|one| one["id"] == visit["id"]).unwrap();
            assert_eq!((&asked["minutes"], &asked["by_code"]), (&json!(minutes), &json!(by_code)));
            let reason = asked["hour_reason"].as_str().unwrap();
            assert_eq!(reason.contains("60 minutes are told; between check-in and check-out lie 1"), said, "{reason}");
            cast.sync(&mut dewi);
            cast.sync(&mut elin);
        }
    }
}
