//! A coin's physical twin: a memento whose making and journey are told, and which moves nothing.

use super::{
    cast::{Cast, Phone},
    coins::{cast_of_three, settle, visit},
};
use serde_json::{Value, json};

const DAY_MINUTES: u64 = 24 * 60;

/// Dewi has one settled coin; the office may register twins.
fn stage(cast: &mut Cast) -> (Phone, Phone, Phone, Phone, Value) {
    let (mut office, mut mair, mut dewi, ana) = cast_of_three(cast);
    visit(cast, &mut dewi, &mut mair, 60);
    settle(cast, &mut [&mut dewi, &mut office, &mut mair]);
    let coin = cast.ask(&mut dewi, json!({"do": "purse"}))["coins"][0]["id"].clone();
    (office, mair, dewi, ana, coin)
}

fn make(coin: &Value) -> Value {
    json!({"do": "twin-make", "coin": coin, "of": "wood", "area": "Upper Derw", "words": "Oak from the old gate"})
}

fn see(coin: &Value, what: &str, on_ms: Option<u64>) -> Value {
    json!({"do": "twin-see", "coin": coin, "what": what, "area": null, "words": "", "on_ms": on_ms})
}

/// covers: C9, C2
#[test]
fn a_twin_is_made_scanned_and_handed_on_by_others_and_moves_no_coin() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana, coin) = stage(&mut cast);
    let mut huw = cast.phone("Huw", 9);
    let invitation = cast.ask(&mut office, json!({"do": "invite", "class": "community"}));
    cast.ask(&mut huw, json!({"do": "join", "invitation": invitation["text"]}));
    settle(&mut cast, &mut [&mut huw, &mut office]);
    assert_eq!(cast.try_ask(&mut huw, make(&coin)).unwrap_err().code, "not-worker");
    assert_eq!(cast.ask(&mut huw, json!({"do": "twin", "coin": coin}))["mine_to_make"], false);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    let made = cast.ask(&mut office, make(&coin));
    assert_eq!((&made["made"]["of"], &made["made"]["area"], &made["made"]["twice"]), (&json!("wood"), &json!("Upper Derw"), &json!(false)));
    assert_eq!(cast.try_ask(&mut office, make(&coin)).unwrap_err().code, "has-twin");
    settle(&mut cast, &mut [&mut office, &mut ana, &mut dewi, &mut mair]);

    // Ana never held the coin: its code is enough to read the story and to say that it came to her.
    let code = made["code"]["text"].clone();
    let scanned = cast.ask(&mut ana, json!({"do": "receive", "text": code}));
    assert_eq!((&scanned["outcome"], &scanned["kind"], &scanned["about"]), (&json!("taken"), &json!("twin"), &json!([coin])));
    let story = cast.ask(&mut ana, json!({"do": "twin", "coin": code}));
    assert_eq!((&story["made"]["words"], &story["coin"]["story"][0]["what"]), (&json!("Oak from the old gate"), &json!("earned")));
    cast.ask(&mut ana, see(&code, "handed-on", None));
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi]);
    let seen = cast.ask(&mut dewi, json!({"do": "twins"}));
    assert_eq!((seen.as_array().unwrap().len(), &seen[0]["seen"][0]["what"]), (1, &json!("handed-on")), "{seen}");
    assert_eq!(cast.ask(&mut office, json!({"do": "book"})), book, "the ledger knows nothing of twins");
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1);
}

/// covers: C9
#[test]
fn a_long_silence_is_shown_as_a_gap_and_what_is_typed_in_later_takes_its_place_in_time() {
    let mut cast = Cast::new();
    let (mut office, _mair, mut dewi, _ana, coin) = stage(&mut cast);
    cast.ask(&mut office, make(&coin));
    cast.tick(10 * DAY_MINUTES);
    let tenth = cast.now_ms;
    cast.tick(41 * DAY_MINUTES);
    settle(&mut cast, &mut [&mut office, &mut dewi]);
    let silent = cast.ask(&mut dewi, json!({"do": "twin", "coin": coin}));
    assert_eq!((&silent["gap_days"], silent["gap"].as_str().unwrap().contains("50")), (&json!(50), true), "{silent}");
    cast.ask(&mut dewi, see(&coin, "seen", None));
    let told = cast.ask(&mut dewi, see(&coin, "handed-on", Some(tenth)));
    let line = |at: usize| (told["seen"][at]["what"].as_str().unwrap(), told["seen"][at]["later"].as_bool().unwrap(), told["seen"][at]["gap_days"].clone());
    assert_eq!((line(0), line(1)), (("handed-on", true, json!(null)), ("seen", false, json!(40))), "{told}");
    assert_eq!(told["gap"], "");
    let now = cast.now_ms;
    assert_eq!(cast.try_ask(&mut dewi, see(&coin, "seen", Some(now + 60_000))).unwrap_err().code, "seen-when");
}

/// covers: C9, X5
#[test]
fn a_twin_registered_by_two_who_were_apart_is_one_twin_and_its_words_can_be_erased() {
    let mut cast = Cast::new();
    let (mut office, _mair, mut dewi, mut ana, coin) = stage(&mut cast);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Dewi", "role": "coordinator"}));
    settle(&mut cast, &mut [&mut office, &mut dewi, &mut ana]);
    cast.ask(&mut office, make(&coin));
    cast.tick(1);
    cast.ask(&mut dewi, make(&coin));
    settle(&mut cast, &mut [&mut office, &mut dewi, &mut ana]);
    for phone in [&mut office, &mut dewi] {
        let twin = cast.ask(phone, json!({"do": "twin", "coin": coin}));
        assert_eq!((&twin["made"]["twice"], &twin["made"]["by"]["name"]), (&json!(true), &json!("Office")), "{twin}");
    }
    let second = cast.ask(&mut office, json!({"do": "twin", "coin": coin}))["made"]["id"].clone();
    cast.ask(&mut office, json!({"do": "erase", "item": second, "fields": [], "reason": "made twice"}));
    settle(&mut cast, &mut [&mut office, &mut dewi, &mut ana]);
    let twin = cast.ask(&mut ana, json!({"do": "twin", "coin": coin}));
    assert_eq!((&twin["made"]["twice"], &twin["made"]["by"]["name"]), (&json!(false), &json!("Dewi")), "{twin}");
}

/// covers: C9
#[test]
fn another_co_ops_twin_is_told_apart() {
    let mut cast = Cast::new();
    let (mut office, _mair, _dewi, _ana, coin) = stage(&mut cast);
    let code = cast.ask(&mut office, make(&coin))["code"]["text"].clone();
    let mut other = cast.phone("Another office", 77);
    cast.ask(&mut other, json!({"do": "coop-create", "name": "Cwm Bedw", "areas": []}));
    let refused = cast.ask(&mut other, json!({"do": "receive", "text": code}));
    assert_eq!((&refused["outcome"], &refused["code"]), (&json!("refused"), &json!("another-coop")));
    assert_eq!(cast.try_ask(&mut other, json!({"do": "twin", "coin": code})).unwrap_err().code, "another-coop");
}

/// covers: C9, R1
#[test]
fn a_twin_and_who_keeps_a_place_stand_after_whoever_said_so_has_gone() {
    use crate::{
        fact::{Fact, Notice},
        space::{Act, act},
    };
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana, coin) = stage(&mut cast);
    cast.ask(&mut office, json!({"do": "place-set", "place": null, "name": "Garden", "area": null, "keepers": ["Dewi"]}));
    // Ana, a worker, is entrusted with the commons too; she makes the twin and says who keeps the garden.
    let (commons, ana_id, dewi_id, now) = (office.kith.commons().unwrap(), ana.kith.me, dewi.kith.me, cast.now_ms);
    office.kith.transact(|k| k.act(commons, Act::Level(ana_id, act::KEEPER), now)).unwrap();
    settle(&mut cast, &mut [&mut office, &mut ana, &mut dewi, &mut mair]);
    cast.ask(&mut ana, make(&coin));
    let before: Vec<_> = ana.kith.storage.notices(ana.kith.space(&commons).unwrap().n, Notice::Place as u8, None).unwrap().iter().map(|n| n.at.id).collect();
    let said = kith_wire::codec::encode(&("Garden", 0u16, vec![ana_id, dewi_id], None::<u32>, before));
    let (notice, now) = (Fact::Notice(Notice::Place as u8, 1u16.to_be_bytes().to_vec(), said), cast.now_ms);
    ana.kith.transact(|k| k.append(commons, kith_wire::Kind::Fact, notice.to_bytes(), now)).unwrap();
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi, &mut mair]);
    let now = cast.now_ms;
    ana.kith.transact(|k| k.act(commons, Act::Leave, now)).unwrap();
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi, &mut mair]);
    for phone in [&mut office, &mut dewi] {
        assert_eq!(phone.kith.space(&commons).unwrap().resolved.level(&ana_id), 0, "she has gone");
        assert_eq!(cast.ask(phone, json!({"do": "twin", "coin": coin}))["made"]["words"], "Oak from the old gate");
        assert_eq!(cast.ask(phone, json!({"do": "places"}))[0]["keepers"].as_array().unwrap().len(), 2);
    }
    assert_eq!(cast.try_ask(&mut office, make(&coin)).unwrap_err().code, "has-twin");
}
