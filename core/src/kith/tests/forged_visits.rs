//! A member of the circle whose changed program writes about somebody else's visit.

use super::{
    cast::{Cast, Phone},
    coins::{cast_of_three, settle},
};
use crate::fact::{Fact, VisitEnd};
use kith_wire::{EntryId, Kind};
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
