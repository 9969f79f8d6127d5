//! Codes that are whole and meant for somebody else: answers, with nothing changed, never errors.

use super::{
    cast::{Cast, Phone},
    coins::{cast_of_three, settle, visit},
};
use serde_json::{Value, json};

fn receive(cast: &mut Cast, phone: &mut Phone, code: &Value) -> Value {
    cast.ask(phone, json!({"do": "receive", "text": code["text"]}))
}

fn is_refused(answer: &Value, code: &str) {
    assert_eq!((answer["outcome"].as_str(), answer["code"].as_str()), (Some("refused"), Some(code)), "{answer}");
    assert!(!answer["reason"].as_str().unwrap().is_empty() && answer["reply"].is_null());
}

/// A visit of Dewi's to Mair, ended; and its hour as a code.
fn asked(cast: &mut Cast, dewi: &mut Phone) -> (Value, Value) {
    let visit = cast.ask(dewi, json!({"do": "visit-check-in", "circle": "Mair's circle"}));
    cast.ask(
        dewi,
        json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-care"], "how": null, "text": "", "handover": "", "area": null}),
    );
    let ask = cast.ask(dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
    (visit, ask)
}

/// covers: C1
#[test]
fn an_hour_that_somebody_else_is_to_confirm_is_refused() {
    let mut cast = Cast::new();
    let (_office, _mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    let (_, ask) = asked(&mut cast, &mut dewi);
    let refused = receive(&mut cast, &mut ana, &ask);
    is_refused(&refused, "not-for-me");
    assert_eq!(refused["kind"], "ask");
    assert_eq!(cast.ask(&mut ana, json!({"do": "visits-to-confirm"})), json!([]));
}

/// covers: C1
#[test]
fn a_confirmation_of_somebody_elses_hour_is_refused() {
    let mut cast = Cast::new();
    let (_office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    let (visit, ask) = asked(&mut cast, &mut dewi);
    receive(&mut cast, &mut mair, &ask);
    let confirmed = cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    is_refused(&receive(&mut cast, &mut ana, &confirmed["hand_over"]), "not-for-me");
    assert_eq!(receive(&mut cast, &mut dewi, &confirmed["hand_over"])["outcome"], "taken");
}

/// covers: C11
#[test]
fn an_acknowledgement_of_somebody_elses_coins_is_refused() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let given =
        cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    let taken = receive(&mut cast, &mut ana, &given["hand_over"]);
    is_refused(&receive(&mut cast, &mut mair, &taken["reply"]), "not-my-coins");
    is_refused(&receive(&mut cast, &mut ana, &taken["reply"]), "not-my-coins");
    assert_eq!(receive(&mut cast, &mut dewi, &taken["reply"])["outcome"], "taken");
    assert_eq!(receive(&mut cast, &mut dewi, &taken["reply"])["outcome"], "already-known");
}

/// covers: C1
#[test]
fn hours_asked_about_twice_are_known_and_in_the_circles_list_before_its_record_comes() {
    let mut cast = Cast::new();
    let (_office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let (visit, ask) = asked(&mut cast, &mut dewi);
    for outcome in ["taken", "already-known"] {
        let answer = receive(&mut cast, &mut mair, &ask);
        assert_eq!((&answer["outcome"], &answer["about"]), (&json!(outcome), &json!([visit["id"]])));
    }
    let listed = |cast: &mut Cast, mair: &mut Phone| {
        let all = cast.ask(mair, json!({"do": "visits", "circle": "Mair's circle", "limit": 5}));
        let all = all.as_array().unwrap();
        assert_eq!(all.len(), 1, "{all:?}");
        (all[0]["hour"].as_str().unwrap().to_owned(), all[0]["by_code"].as_bool().unwrap())
    };
    assert_eq!(listed(&mut cast, &mut mair), ("unconfirmed".to_owned(), true));
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    assert_eq!(receive(&mut cast, &mut mair, &ask)["code"], "hours-answered");
    is_refused(&receive(&mut cast, &mut dewi, &ask), "own-hours");
    assert_eq!(listed(&mut cast, &mut mair), ("confirmed".to_owned(), true));
    settle(&mut cast, &mut [&mut dewi, &mut mair]);
    assert_eq!(listed(&mut cast, &mut mair), ("confirmed".to_owned(), false));
}

/// covers: M7
#[test]
fn an_answer_to_an_invitation_taken_twice_lets_in_once_and_says_so() {
    let mut cast = Cast::new();
    let (mut office, mut dewi) = (cast.phone("Office", 1), cast.phone("Dewi", 2));
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let invitation = cast.ask(&mut office, json!({"do": "invite", "class": "worker"}));
    let answer = cast.ask(&mut dewi, json!({"do": "join", "invitation": invitation["text"]}));
    for outcome in ["taken", "already-known"] {
        let taken = receive(&mut cast, &mut office, &answer["reply"]);
        assert_eq!(taken["outcome"], outcome);
        assert!(taken["reply"]["text"].is_string(), "the answer can be handed over again");
    }
    assert_eq!(cast.ask(&mut office, json!({"do": "members"})).as_array().unwrap().len(), 2);
}

/// covers: M7
#[test]
fn an_answer_to_another_office_is_refused_by_the_one_that_did_not_invite() {
    let mut cast = Cast::new();
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let mut dewi = cast.phone("Dewi", 2);
    let invitation = cast.ask(&mut office, json!({"do": "invite", "class": "worker"}));
    let answer = cast.ask(&mut dewi, json!({"do": "join", "invitation": invitation["text"]}));
    let mut other = cast.phone("Another office", 3);
    cast.ask(&mut other, json!({"do": "coop-create", "name": "Cwm Bedw", "areas": []}));
    is_refused(&receive(&mut cast, &mut other, &answer["reply"]), "not-for-here");
}

/// covers: X3
#[test]
fn an_answer_that_lets_in_another_device_is_refused() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut tablet, mut laptop) = (cast.phone("Elin's tablet", 77), cast.phone("Elin's laptop", 78));
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut people[0], json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
    is_refused(&receive(&mut cast, &mut laptop, &grant), "not-for-this-device");
    assert_eq!(cast.ask(&mut laptop, json!({"do": "whoami"}))["person"]["name"], "Elin's laptop");
    assert_eq!(receive(&mut cast, &mut tablet, &grant)["outcome"], "taken");
}

/// What makes no sense at all stays an error: there is nothing that could be answered.
#[test]
fn a_code_that_cannot_be_read_is_an_error() {
    let mut cast = Cast::new();
    let mut ana = cast.phone("Ana", 4);
    assert_eq!(cast.try_ask(&mut ana, json!({"do": "receive", "text": "kith:nonsense"})).unwrap_err().code, "damaged-code");
}
