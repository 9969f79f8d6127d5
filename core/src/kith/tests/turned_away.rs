//! Whoever answers an invitation that somebody else has used.

use super::cast::{Cast, Phone};
use crate::kith::drops::{self, Message, TurnedAway};
use kith_wire::EntryId;
use serde_json::{Value, json};

fn office(cast: &mut Cast) -> (Phone, Value) {
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let invitation = cast.ask(&mut office, json!({"do": "invite"}));
    (office, invitation["text"].clone())
}

fn join(cast: &mut Cast, phone: &mut Phone, invitation: &Value) -> Value {
    cast.ask(phone, json!({"do": "join", "invitation": invitation}))["reply"]["text"].clone()
}

/// Each in turn, twice.
fn exchange(cast: &mut Cast, phones: &mut [&mut Phone]) {
    for _ in 0..2 {
        phones.iter_mut().for_each(|phone| cast.sync(phone));
    }
}

/// Whether somebody waits to be let in, and why they are not.
fn standing(cast: &mut Cast, phone: &mut Phone) -> (bool, Option<String>) {
    let who = cast.ask(phone, json!({"do": "whoami"}));
    (who["joining"] == true, who["turned_away"]["reason"].as_str().map(ToOwned::to_owned))
}

fn refused(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "truth"}))["refused"].clone()
}

fn used() -> (bool, Option<String>) {
    (false, Some("invitation-used".to_owned()))
}

/// covers: M7
#[test]
fn by_relay_whoever_is_turned_away_is_told_once_and_a_fresh_invitation_helps() {
    let mut cast = Cast::new();
    let (mut office, invitation) = office(&mut cast);
    let (mut one, mut two) = (cast.phone("One", 2), cast.phone("Two", 3));
    join(&mut cast, &mut one, &invitation);
    join(&mut cast, &mut two, &invitation);
    exchange(&mut cast, &mut [&mut one, &mut two, &mut office]);
    assert_eq!(standing(&mut cast, &mut one), (false, None));
    assert_eq!(standing(&mut cast, &mut two), used());
    let told = refused(&mut cast, &mut two);
    assert_eq!((told[0]["reason"].as_str(), told[0]["said"].as_str().unwrap().contains("ask for a new one")), (Some("invitation-used"), true), "{told}");
    let seen = refused(&mut cast, &mut office);
    assert_eq!((&seen[0]["reason"], &seen[0]["names"]), (&json!("invitation-used"), &json!(["Two"])), "{seen}");
    let sent = cast.relay.history.len();
    exchange(&mut cast, &mut [&mut office, &mut two]);
    assert_eq!(cast.relay.history.len(), sent, "nothing is said again");

    let fresh = cast.ask(&mut office, json!({"do": "invite"}))["text"].clone();
    join(&mut cast, &mut two, &fresh);
    assert_eq!(standing(&mut cast, &mut two), (true, None), "what an earlier request was told counts no longer");
    exchange(&mut cast, &mut [&mut two, &mut office]);
    assert_eq!(standing(&mut cast, &mut two), (false, None));
    assert_eq!(cast.ask(&mut two, json!({"do": "whoami"}))["coop"]["name"], "Cwm Derw");
    assert_eq!(refused(&mut cast, &mut two), json!([]));
}

/// covers: M7, X1
#[test]
fn by_hand_the_answer_says_it_and_nothing_waits_at_the_office() {
    let mut cast = Cast::new();
    let (mut office, invitation) = office(&mut cast);
    let (mut one, mut two) = (cast.phone("One", 2), cast.phone("Two", 3));
    let (first, second) = (join(&mut cast, &mut one, &invitation), join(&mut cast, &mut two, &invitation));
    cast.ask(&mut office, json!({"do": "receive", "text": first}));
    let waits = cast.ask(&mut office, json!({"do": "truth"}))["waiting"].clone();
    for _ in 0..2 {
        let answer = cast.ask(&mut office, json!({"do": "receive", "text": second}));
        assert_eq!((&answer["outcome"], &answer["code"]), (&json!("refused"), &json!("invitation-used")), "{answer}");
        assert!(answer["reason"].as_str().unwrap().starts_with("Two is not let in"), "{answer}");
        assert_eq!(cast.ask(&mut office, json!({"do": "truth"}))["waiting"], waits);
        if standing(&mut cast, &mut two) == used() {
            continue;
        }
        assert_eq!(cast.ask(&mut two, json!({"do": "truth"}))["waiting"], 1, "the request");
        let told = cast.ask(&mut two, json!({"do": "receive", "text": answer["reply"]["text"]}));
        assert_eq!((&told["outcome"], &told["code"]), (&json!("refused"), &json!("invitation-used")), "{told}");
        assert_eq!(standing(&mut cast, &mut two), used());
        assert_eq!(cast.ask(&mut two, json!({"do": "truth"}))["waiting"], 0, "the request is answered");
    }
    assert_eq!(cast.ask(&mut office, json!({"do": "truth"}))["refused"], json!([]), "what was said to somebody's face is not counted");
    cast.join_by_hand(&mut office, &mut two);
    assert_eq!(standing(&mut cast, &mut two), (false, None));
}

/// covers: M7
#[test]
fn an_answer_that_does_not_name_the_request_is_not_believed_and_none_undoes_an_admission() {
    let mut cast = Cast::new();
    let (mut office, invitation) = office(&mut cast);
    let (mut one, mut two) = (cast.phone("One", 2), cast.phone("Two", 3));
    join(&mut cast, &mut one, &invitation);
    let say = |cast: &mut Cast, from: &mut Phone, of: EntryId, to: &mut Phone| {
        let inbox = to.kith.my_inbox().unwrap();
        let envelope = from.kith.seal_message(&inbox, false, &Message::TurnedAway(TurnedAway { of, why: 0 }), cast.now_ms).unwrap();
        from.kith.send_drop(&inbox, &envelope, "membership", cast.now_ms).unwrap();
        cast.sync(from);
        cast.sync(to);
    };
    say(&mut cast, &mut two, EntryId([7; 32]), &mut one);
    assert_eq!(standing(&mut cast, &mut one), (true, None));
    let of = EntryId(one.kith.storage.meta("join-request").unwrap().unwrap().try_into().unwrap());
    // Were the answer wrong, the keys that come all the same are taken.
    say(&mut cast, &mut two, of, &mut one);
    assert_eq!(standing(&mut cast, &mut one), used());
    for phone in [&mut office, &mut one] {
        cast.sync(phone);
    }
    assert_eq!(cast.ask(&mut one, json!({"do": "whoami"}))["coop"]["name"], "Cwm Derw");
    say(&mut cast, &mut two, of, &mut one);
    assert_eq!(standing(&mut cast, &mut one), (false, None), "whoever is in stays in");
    assert_eq!(refused(&mut cast, &mut one), json!([]));
}

/// covers: M7
#[test]
fn however_often_somebody_asks_on_a_used_invitation_the_answers_are_bounded() {
    let mut cast = Cast::new();
    let (mut office, invitation) = office(&mut cast);
    let (mut one, mut two) = (cast.phone("One", 2), cast.phone("Two", 3));
    join(&mut cast, &mut one, &invitation);
    exchange(&mut cast, &mut [&mut one, &mut office]);
    for _ in 0..40 {
        join(&mut cast, &mut two, &invitation);
    }
    cast.sync(&mut two);
    let before = cast.relay.history.len();
    cast.sync(&mut office);
    let inbox = drops::box_bytes(&two.kith.my_inbox().unwrap());
    let answers = cast.relay.history[before..].iter().filter(|(tag, _)| inbox.starts_with(&tag.0)).count();
    assert_eq!(answers, 16);
    let seen = refused(&mut cast, &mut office);
    assert_eq!((&seen[0]["count"], &seen[0]["names"]), (&json!(40), &json!(["Two"])));
}
