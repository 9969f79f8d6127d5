//! A place is given coins, and its keepers draw on them.

use super::cast::{Cast, Phone};
use super::coins::{cast_of_three, settle, visit};
use crate::{
    fact::{Fact, Notice},
    ledger::op::Draw,
};
use kith_wire::{DeviceId, Kind, PersonId, codec};
use serde_json::{Value, json};

struct Stage {
    cast: Cast,
    office: Phone,
    mair: Phone,
    dewi: Phone,
    ana: Phone,
}

/// The garden is Mair's to keep; Dewi has five coins.
fn stage() -> Stage {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 300);
    cast.ask(&mut office, json!({"do": "place-set", "place": null, "name": "Garden", "area": "Lower Derw", "keepers": ["Mair"]}));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    Stage { cast, office, mair, dewi, ana }
}

impl Stage {
    fn rest(&mut self) {
        settle(&mut self.cast, &mut [&mut self.dewi, &mut self.mair, &mut self.ana, &mut self.office]);
    }

    fn give(&mut self, count: u32) -> Value {
        let gift = json!({"do": "coin-give", "to": "place:Garden", "count": count, "coins": [], "element": null, "words": "", "poem": null, "share": false});
        self.cast.ask(&mut self.dewi, gift)
    }

    fn settled(&mut self) -> [u64; 2] {
        [&mut self.dewi, &mut self.ana].map(|phone| self.cast.ask(phone, json!({"do": "purse"}))["balance"]["settled"].as_u64().unwrap())
    }

    fn book(&mut self) {
        let book = self.cast.ask(&mut self.office, json!({"do": "book"}));
        assert_eq!((book["adds_up"].as_bool(), book["minted"].as_u64(), book["held"].as_u64()), (Some(true), Some(5), Some(5)), "{book}");
    }
}

fn draw(count: u32, to: &str) -> Value {
    json!({"do": "place-draw", "place": "Garden", "count": count, "to": to})
}

/// covers: C3, C12, X1
#[test]
fn a_place_is_given_coins_and_its_keeper_draws_on_them_with_no_signal_in_between() {
    let mut s = stage();
    let given = s.give(3);
    assert_eq!((given["state"].as_str(), given["coins"].as_array().unwrap().len()), (Some("offered"), 3));
    assert!(given["state_reason"].as_str().unwrap().contains("place"), "{given}");
    s.rest();
    for phone in [&mut s.ana, &mut s.mair] {
        let places = s.cast.ask(phone, json!({"do": "places"}));
        let of = |field: &str| places[0][field].clone();
        assert_eq!((of("name"), of("coins"), of("area"), of("keepers")[0]["name"].clone()), (json!("Garden"), json!(3), json!("Lower Derw"), json!("Mair")));
    }
    let movements = s.cast.ask(&mut s.dewi, json!({"do": "purse"}))["movements"].clone();
    let gave = movements.as_array().unwrap().iter().find(|movement| movement["with"] != Value::Null).unwrap();
    assert_eq!((gave["what"].as_str(), gave["with"]["name"].as_str(), gave["state"].as_str()), (Some("placed"), Some("Garden"), Some("settled")), "{gave}");
    // Only its keeper draws on it, and no more than there is.
    assert_eq!(s.cast.try_ask(&mut s.ana, draw(1, "Ana")).unwrap_err().code, "not-its-keeper");
    assert_eq!(s.cast.try_ask(&mut s.mair, draw(4, "Ana")).unwrap_err().code, "place-has-too-few");
    let asked = s.cast.ask(&mut s.mair, draw(2, "Ana"));
    assert_eq!((asked["state"].as_str(), asked["to"]["name"].as_str()), (Some("asked"), Some("Ana")), "{asked}");
    assert_eq!(s.settled(), [2, 0], "it waits for the office");
    s.rest();
    assert_eq!(s.settled(), [2, 2]);
    let got = s.cast.ask(&mut s.ana, json!({"do": "purse"}))["movements"][0].clone();
    assert_eq!((got["what"].as_str(), got["with"]["name"].as_str()), (Some("received"), Some("Garden")), "{got}");
    // Opened again, the office does not carry it out a second time; asked anew, it does.
    s.office = s.cast.reopen(s.office);
    s.rest();
    assert_eq!(s.cast.ask(&mut s.mair, json!({"do": "places"}))[0]["coins"], 1);
    s.cast.ask(&mut s.mair, draw(1, "pool"));
    s.rest();
    assert_eq!(s.cast.ask(&mut s.mair, json!({"do": "places"}))[0]["coins"], 0);
    let book = s.cast.ask(&mut s.office, json!({"do": "book"}));
    assert!(book["holders"].as_array().unwrap().iter().any(|row| row["kind"] == "pool" && row["settled"] == 1), "{book}");
    s.book();
}

/// covers: C3, R1
#[test]
fn whoever_keeps_a_place_no_more_draws_on_it_no_more_and_two_who_draw_at_once_never_give_one_coin_twice() {
    let mut s = stage();
    s.cast.ask(&mut s.office, json!({"do": "place-set", "place": "Garden", "name": "", "area": null, "keepers": ["Mair", "Ana"]}));
    s.give(3);
    s.rest();
    // Both ask for two of three, neither knowing of the other.
    s.cast.ask(&mut s.mair, draw(2, "Dewi"));
    s.cast.ask(&mut s.ana, draw(2, "Dewi"));
    s.rest();
    assert_eq!(s.settled(), [4, 0], "one of them was carried out whole, the other waits for coins");
    s.book();
    // Ana is its keeper no longer: what of hers may wait is void with it, whatever comes in.
    s.cast.ask(&mut s.office, json!({"do": "place-set", "place": "Garden", "name": "", "area": null, "keepers": ["Dewi"]}));
    s.give(4);
    s.rest();
    assert_eq!(s.cast.try_ask(&mut s.ana, draw(1, "Ana")).unwrap_err().code, "not-its-keeper");
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "places"}))[0]["coins"], 5);
    assert_eq!(s.settled(), [0, 0]);
    s.book();
    let refused = |s: &mut Stage, request: Value| s.cast.try_ask(&mut s.office, request).unwrap_err().code;
    assert_eq!(refused(&mut s, json!({"do": "place-set", "place": null, "name": "garden", "area": null, "keepers": ["Ana"]})), "place-exists");
    assert_eq!(refused(&mut s, json!({"do": "place-set", "place": null, "name": "Hall", "area": "Nowhere", "keepers": ["Ana"]})), "no-such-area");
    assert_eq!(refused(&mut s, json!({"do": "place-set", "place": null, "name": "Hall", "area": null, "keepers": []})), "keepers");
    let elsewhere = json!({"do": "place-set", "place": null, "name": "Hall", "area": null, "keepers": ["Ana"]});
    assert_eq!(s.cast.try_ask(&mut s.mair, elsewhere).unwrap_err().code, "not-office");
}

/// What a changed program asks of the garden as this keeper.
fn asked(by: &Phone, coins: u8, to: DeviceId, nonce: u8) -> Draw {
    let coop = by.kith.coop_of_coins().unwrap();
    Draw::sign((1, coins), to, u32::MAX, [nonce; 16], (&coop, &by.kith.secrets.device_key())).unwrap()
}

fn send(by: &mut Phone, draw: &Draw, now_ms: u64) {
    by.kith.transact(|k| k.send_operations(vec![draw.encode()], now_ms)).unwrap();
}

/// covers: C3, R1
#[test]
fn what_nobody_can_carry_out_for_a_place_stops_nothing_else_at_the_office() {
    let mut s = stage();
    s.give(3);
    s.rest();
    // The garden's own coins to the garden; to a stranger; signed by somebody else; and of a place that there is not.
    let garden = DeviceId(s.office.kith.secrets.place_key(1).verifying_key().to_bytes());
    let now = s.cast.now_ms;
    for (to, place, forged) in [(garden, 1, false), (DeviceId([7; 32]), 1, false), (s.ana.kith.device, 1, true), (s.ana.kith.device, 9, false)] {
        let mut draw = asked(&s.mair, 1, to, 1);
        if place != 1 || forged {
            draw = Draw { place, sig: [1; 64], ..draw };
        }
        send(&mut s.mair, &draw, now);
    }
    // Nor what is said of a place that has no key of its own.
    let said = Fact::Notice(Notice::Place as u8, 9u16.to_be_bytes().to_vec(), codec::encode(&("Shed", 0u16, Vec::<PersonId>::new())));
    s.office.kith.transact(|k| k.commons().and_then(|c| k.append(c, Kind::Fact, said.to_bytes(), now)).map(|_| ())).unwrap();
    s.cast.ask(&mut s.mair, draw(1, "Ana"));
    s.rest();
    assert_eq!(s.settled(), [2, 1], "the one that can be carried out was");
    s.office = s.cast.reopen(s.office);
    s.rest();
    s.cast.ask(&mut s.mair, draw(1, "Ana"));
    s.rest();
    assert_eq!(s.settled(), [2, 2], "nor once the office is opened again");
    s.book();
}

/// covers: C3, C12
#[test]
fn the_office_gives_a_places_coins_in_the_order_in_which_it_was_asked_for_them() {
    let mut s = stage();
    s.cast.ask(&mut s.office, json!({"do": "place-set", "place": "Garden", "name": "", "area": null, "keepers": ["Mair", "Ana"]}));
    s.give(3);
    s.rest();
    let coop = s.mair.kith.coop_of_coins().unwrap();
    let first = asked(&s.mair, 2, s.dewi.kith.device, 0);
    // Ana's comes second, ground until its id is the lower one.
    let second = (0..=u8::MAX).map(|nonce| asked(&s.ana, 2, s.ana.kith.device, nonce)).find(|draw| draw.id(&coop) < first.id(&coop)).unwrap();
    let now = s.cast.now_ms;
    send(&mut s.mair, &first, now);
    send(&mut s.ana, &second, now);
    s.rest();
    assert_eq!(s.settled(), [4, 0], "Mair asked first");
    // What was carried out is done with, signed anew or not, and what came too late waits for coins.
    send(&mut s.mair, &first, now);
    s.office = s.cast.reopen(s.office);
    s.give(1);
    s.rest();
    assert_eq!(s.settled(), [3, 2]);
    s.book();
}

/// covers: C3, C12
#[test]
fn a_place_has_its_purse_from_the_device_that_keeps_the_log_and_the_last_word_on_its_keepers_goes_by_no_clock() {
    let mut s = stage();
    s.give(3);
    let mut tablet = s.cast.phone("Tablet", 50);
    let request = s.cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = s.cast.ask(&mut s.office, json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
    s.cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    settle(&mut s.cast, &mut [&mut s.office, &mut tablet]);
    let hall = json!({"do": "place-set", "place": null, "name": "Hall", "area": null, "keepers": ["Mair"]});
    assert_eq!(s.cast.try_ask(&mut tablet, hall.clone()).unwrap_err().code, "not-office", "its coins could never be drawn");
    // The tablet's clock is a day ahead; within that day the desk says otherwise.
    let keepers = |who: &str| json!({"do": "place-set", "place": "Garden", "name": "", "area": null, "keepers": [who]});
    tablet.clock_ms = 86_400_000;
    s.cast.ask(&mut tablet, keepers("Ana"));
    settle(&mut s.cast, &mut [&mut tablet, &mut s.office]);
    s.cast.ask(&mut s.office, keepers("Dewi"));
    s.rest();
    for phone in [&mut s.ana, &mut s.office, &mut s.mair] {
        assert_eq!(s.cast.ask(phone, json!({"do": "places"}))[0]["keepers"][0]["name"], "Dewi");
    }
    let (draw, now) = (asked(&s.ana, 1, s.ana.kith.device, 1), s.cast.now_ms);
    send(&mut s.ana, &draw, now);
    s.rest();
    assert_eq!(s.settled(), [2, 0], "Ana keeps it no more");
    s.cast.ask(&mut s.office, hall);
    assert_eq!(s.cast.ask(&mut s.office, json!({"do": "places"})).as_array().unwrap().len(), 2);
}
