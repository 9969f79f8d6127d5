//! A member of the circle whose changed program writes about somebody else's visit.

use super::{
    cast::{Cast, Phone},
    coins::{cast_of_three, settle},
};
use crate::{
    fact::{CoinItem, Fact, VisitEnd},
    kith::{drops, visits::Ask},
    ledger::{
        op::{Given, Hours},
        units::{ActivityId, Area, ContentHash, Element, Month},
    },
};
use kith_wire::{EntryId, Kind, PersonId, codec};
use serde_json::{Value, json};

const CIRCLE: &str = "Mair's circle";
/// So many that one of them has, all but surely, a lower id than the honest entry.
const TRIES: u64 = 24;

fn id_of(view: &Value) -> EntryId {
    view["id"].as_str().unwrap().parse().unwrap()
}

fn forge(phone: &mut Phone, fact: &Fact, now_ms: u64) {
    let circle = phone.kith.circle(CIRCLE).unwrap();
    phone.kith.transact(|k| k.append(circle, Kind::Fact, fact.to_bytes(), now_ms)).unwrap();
}

fn seen(cast: &mut Cast, phone: &mut Phone) -> Value {
    cast.ask(phone, json!({"do": "visits", "circle": CIRCLE, "limit": 9}))[0].clone()
}

/// covers: R2, R3, C1
#[test]
fn nobody_ends_somebody_elses_visit_or_takes_the_place_of_its_confirmation() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "member"}));
    settle(&mut cast, &mut [&mut mair, &mut ana]);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    settle(&mut cast, &mut [&mut dewi, &mut ana]);
    let now = cast.now_ms;
    for n in 0..TRIES {
        let end = VisitEnd {
            visit: id_of(&visit),
            ended_ms: now + n,
            minutes: 1,
            done: 1,
            how: 1,
            text: "Nothing".into(),
            handover: String::new(),
            given: Vec::new(),
        };
        forge(&mut ana, &Fact::VisitEnd(end), now + n);
        forge(&mut ana, &Fact::VisitConfirmed(id_of(&visit), vec![u8::try_from(n).unwrap(); 40]), now + n);
    }
    settle(&mut cast, &mut [&mut ana, &mut mair, &mut dewi]);
    assert_eq!(seen(&mut cast, &mut mair)["hour"], "open");
    cast.tick(60);
    cast.ask(&mut dewi, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-home"], "text": "Breakfast", "handover": ""}));
    settle(&mut cast, &mut [&mut dewi, &mut mair]);
    let waits = seen(&mut cast, &mut mair);
    assert_eq!((waits["hour"].as_str(), waits["minutes"].as_u64(), waits["text"].as_str()), (Some("unconfirmed"), Some(60), Some("Breakfast")), "{waits}");
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi, &mut ana]);
    for phone in [&mut dewi, &mut mair, &mut ana] {
        let view = seen(&mut cast, phone);
        assert_eq!((view["minutes"].as_u64(), view["confirmed_by"]["name"].as_str()), (Some(60), Some("Mair")), "{view}");
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1);
}

/// Hours about a visit, signed by a phone for whomever it likes, as told in the farthest future.
fn asks(phone: &Phone, visit: &Value, earner: PersonId) -> Vec<u8> {
    let hours = Hours {
        activity: ActivityId(id_of(visit).0),
        minutes: 600,
        element: Some(Element::MyHome),
        area: Area(0),
        month: Month::new(2026, 6).unwrap(),
        story: ContentHash::ZERO,
        donate: false,
        tell: true,
        earner,
    };
    let given = Given::sign(hours, &phone.kith.coop_of_coins().unwrap(), &phone.kith.secrets.device_key()).unwrap().encode();
    let ask = Ask { activity: id_of(visit), circle: None, started_ms: 1, ended_ms: 2, text: "Mine".into(), given, of: None, told_ms: Some(u64::MAX) };
    codec::encode(&ask)
}

/// covers: R2, R3, C1
#[test]
fn nobody_has_somebody_elses_visit_confirmed_as_hours_of_their_own() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "member"}));
    settle(&mut cast, &mut [&mut mair, &mut ana]);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(60);
    cast.ask(&mut dewi, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-home"], "text": "Breakfast", "handover": ""}));
    let code = cast.ask(&mut dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
    settle(&mut cast, &mut [&mut dewi, &mut ana]);
    let now = cast.now_ms;
    // Before Mair's phone holds the visit, a message tells it that it was Ana's. In Dewi's name it is refused at once.
    let forged = asks(&ana, &visit, ana.kith.me);
    mair.kith.transact(|k| k.take_ask(&forged, None, now)).unwrap();
    let in_his_name = asks(&ana, &visit, dewi.kith.me);
    assert_eq!(mair.kith.transact(|k| k.take_ask(&in_his_name, None, now)).unwrap_err().code, "hours-not-theirs");
    let told = asks(&dewi, &visit, dewi.kith.me);
    assert_eq!(mair.kith.transact(|k| k.take_ask(&told, Some(ana.kith.me), now)).unwrap_err().code, "hours-not-theirs", "hers to send on");
    // His own code is not displaced by hers; while both are there, neither is confirmed.
    cast.ask(&mut mair, json!({"do": "receive", "text": code["text"]}));
    assert_eq!(cast.try_ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]})).unwrap_err().code, "asked-by-two");
    settle(&mut cast, &mut [&mut mair]);
    // Once the visit has come, nothing that is asked of it in another name is taken, by code or by message.
    let part = drops::CoinPart { kind: CoinItem::Ask as u8, bytes: forged.clone() };
    let by = ana.kith.device;
    assert_eq!(mair.kith.transact(|k| k.take_coins(by, vec![part], now)).unwrap_err().code, "hours-not-theirs");
    let waits = cast.ask(&mut mair, json!({"do": "visits-to-confirm"}));
    assert_eq!((waits.as_array().unwrap().len(), waits[0]["visitor"]["name"].as_str(), waits[0]["minutes"].as_u64()), (1, Some("Dewi"), Some(60)), "{waits}");
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi, &mut ana]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1);
    assert_eq!(cast.ask(&mut ana, json!({"do": "purse"}))["balance"]["settled"], 0);
}
