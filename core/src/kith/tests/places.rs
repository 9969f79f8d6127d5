//! A place is given coins, and its keepers draw on them.

use super::cast::{Cast, Phone};
use super::coins::{cast_of_three, settle, visit};
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
