//! The emergency card as a link: what lies at the relay, who hears of a look, and when nothing is handed out any more.

use super::cast::{CIRCLE, Cast, Phone};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kith_wire::{MailboxTag, card};
use serde_json::{Value, json};

/// Elin's circle with Dewi, and the office, which has said where the co-op's relay opens cards.
fn round() -> (Cast, Phone, Phone, Phone) {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    let choose =
        json!({"list": "card", "name": "Elin Evans", "allergies": true, "medicines": true, "contacts": false, "advance": false, "words": "Deaf on the left"});
    cast.ask(&mut elin, json!({"do": "line-write", "circle": CIRCLE, "says": choose}));
    cast.ask(&mut elin, json!({"do": "line-write", "circle": CIRCLE, "says": {"list": "allergy", "to": "penicillin", "reaction": ""}}));
    assert_eq!(cast.try_ask(&mut elin, make()).unwrap_err().code, "no-card-pages");
    assert_eq!(cast.try_ask(&mut office, json!({"do": "card-pages", "url": "relay.example"})).unwrap_err().code, "bad-card-address");
    for open in ["http://relay.example", "http://localhost.example", "http://localhost:1@relay.example", "https://"] {
        assert_eq!(cast.try_ask(&mut office, json!({"do": "card-pages", "url": open})).unwrap_err().code, "bad-card-address", "{open}");
    }
    cast.ask(&mut office, json!({"do": "card-pages", "url": "http://127.0.0.1:4463"}));
    cast.ask(&mut office, json!({"do": "card-pages", "url": "https://relay.example/"}));
    for _ in 0..2 {
        for phone in [&mut office, &mut elin, &mut dewi] {
            cast.sync(phone);
        }
    }
    (cast, office, elin, dewi)
}

fn make() -> Value {
    json!({"do": "card-link-make", "circle": CIRCLE, "days": 30})
}

fn links(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "card-links", "circle": CIRCLE}))["links"].clone()
}

/// What the link says: its mailbox, and the key behind the `#`.
fn parts(link: &Value) -> (MailboxTag, [u8; 32]) {
    let (tag, key) = link["url"].as_str().unwrap().strip_prefix("https://relay.example/card/").unwrap().split_once('#').unwrap();
    (tag.parse().unwrap(), URL_SAFE_NO_PAD.decode(key).unwrap().try_into().unwrap())
}

/// covers: R9, R5
#[test]
fn a_card_as_a_link_lies_sealed_at_the_relay_opens_with_its_key_alone_and_each_look_is_told_once() {
    let (mut cast, _office, mut elin, mut dewi) = round();
    assert_eq!(cast.try_ask(&mut dewi, make()).unwrap_err().code, "card-link-not-yours");
    let made = cast.ask(&mut elin, make())["links"][0].clone();
    assert_eq!((made["state"].as_str(), made["current"].as_bool(), made["at_relay"].as_bool()), (Some("open"), Some(true), Some(false)), "{made}");
    let (tag, key) = parts(&made);
    cast.sync(&mut elin);
    assert_eq!(links(&mut cast, &mut elin)[0]["at_relay"], true);
    let lying = cast.relay.boxes[&tag].clone();
    assert_eq!((lying.len(), card::read_terms(&lying[0])), (2, made["until_ms"].as_u64()));
    let text = crate::seal::open_card(&key, &lying[1]).unwrap();
    assert!(text.contains("Elin Evans") && text.contains("penicillin") && text.contains("told to the circle") && !text.contains("Nobody is told"), "{text}");
    assert!(crate::seal::open_card(&[1; 32], &lying[1]).is_err());
    // What the relay notes is told in the circle, once, whoever reads it first.
    let look = |at_ms: u64| card::look(tag, card::Look { at_ms, random: [7; 8] });
    let at_ms = cast.now_ms;
    let more = card::look(tag, card::Look { at_ms: at_ms - 1, random: [8; 8] });
    cast.relay.boxes.get_mut(&tag).unwrap().extend([more, look(at_ms)]);
    for _ in 0..3 {
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    assert_eq!(links(&mut cast, &mut dewi)[0]["looks"], json!([at_ms, at_ms - 1]));
    let today = cast.ask(&mut dewi, json!({"do": "today"}))["card_looks"].clone();
    assert_eq!((today.as_array().unwrap().len(), today[0]["person"]["name"].as_str()), (1, Some("Elin")), "{today}");
    assert_eq!((&today[0]["count"], &today[0]["at_ms"]), (&json!(2), &json!(at_ms)), "one line for both: {today}");
    assert!(cast.ask(&mut dewi, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
    // It says what it said: once the card changes, that is told, too.
    cast.ask(&mut elin, json!({"do": "line-write", "circle": CIRCLE, "says": {"list": "allergy", "to": "latex", "reaction": ""}}));
    assert_eq!(links(&mut cast, &mut elin)[0]["current"], false);
}

/// covers: R9, R4
#[test]
fn a_link_that_is_ended_runs_out_or_goes_with_what_its_maker_erases_is_dropped_by_the_relay() {
    let (mut cast, _office, mut elin, mut dewi) = round();
    let ended = cast.ask(&mut elin, make())["links"][0].clone();
    cast.sync(&mut elin);
    let tag = parts(&ended).0;
    assert_eq!(cast.relay.boxes[&tag].len(), 2);
    cast.sync(&mut dewi);
    assert_eq!(cast.try_ask(&mut dewi, json!({"do": "card-link-end", "link": ended["id"]})).unwrap_err().code, "card-link-not-yours");
    let after = cast.ask(&mut elin, json!({"do": "card-link-end", "link": ended["id"]}))["links"][0].clone();
    assert_eq!((after["state"].as_str(), &after["url"]), (Some("ended"), &Value::Null));
    // Somebody looked after it was ended and before the relay heard of that: it is told all the same. What lies about the time is not.
    let at_ms = cast.now_ms;
    for at_ms in [at_ms, u64::MAX] {
        cast.relay.boxes.get_mut(&tag).unwrap().push(card::look(tag, card::Look { at_ms, random: [9; 8] }));
    }
    cast.sync(&mut dewi);
    assert_eq!(cast.relay.boxes[&tag].len(), 4, "whoever does not look after it drops nothing");
    cast.sync(&mut elin);
    assert_eq!(links(&mut cast, &mut elin)[0]["looks"], json!([at_ms]));
    assert!(cast.relay.boxes[&tag].iter().all(|envelope| envelope[0] == 0xff), "dropped");
    for _ in 0..3 {
        cast.ask(&mut elin, make());
    }
    assert_eq!(cast.try_ask(&mut elin, make()).unwrap_err().code, "too-many-card-links");
    assert_eq!(cast.try_ask(&mut elin, json!({"do": "card-link-make", "circle": CIRCLE, "days": 400})).unwrap_err().code, "card-link-days");
    cast.sync(&mut elin);
    let open = links(&mut cast, &mut elin);
    let tags: Vec<MailboxTag> = open.as_array().unwrap().iter().filter(|link| link["state"] == "open").map(|link| parts(link).0).collect();
    assert_eq!(tags.len(), 3);
    // A month later they have run out, and the next exchange has the relay drop them.
    cast.tick(31 * 24 * 60);
    assert_eq!(links(&mut cast, &mut elin)[0]["state"], "expired");
    cast.sync(&mut elin);
    assert!(tags.iter().all(|tag| cast.relay.boxes[tag].iter().all(|envelope| envelope[0] == 0xff)));
    // With everything that its maker erases goes what the link said.
    let last = cast.ask(&mut elin, make())["links"][0].clone();
    cast.sync(&mut elin);
    cast.ask(&mut elin, json!({"do": "erase-all", "circle": CIRCLE, "reason": "", "preview": false}));
    cast.sync(&mut elin);
    assert!(cast.relay.boxes[&parts(&last).0].iter().all(|envelope| envelope[0] == 0xff));
    assert_eq!(links(&mut cast, &mut elin), json!([]));
}
