//! Gifts of local businesses: offered for banked hours, declined as easily as accepted, and never near the ledger.

use super::cast::Cast;
use super::coins::{cast_of_three, settle, visit};
use serde_json::{Value, json};

/// covers: C13, C12
#[test]
fn a_gift_for_banked_hours_is_offered_with_its_warning_declined_as_easily_as_accepted_and_moves_no_coin() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 150);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let offer = |hours: u32| json!({"do": "voucher-offer", "business": "Siop Bara", "what": "A loaf", "hours": hours});
    assert_eq!(cast.try_ask(&mut dewi, offer(2)).unwrap_err().code, "not-for-vouchers");
    cast.ask(&mut office, offer(2));
    let before = cast.ask(&mut office, json!({"do": "book"}));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    // Hours are counted whatever became of the coins: Dewi gives both of his away, and has banked two as before.
    cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 2, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut ana]);
    let seen = cast.ask(&mut dewi, json!({"do": "vouchers"}));
    assert_eq!((seen["hours"].as_u64(), seen["offers"][0]["reached"].as_bool(), seen["mine_to_offer"].as_bool()), (Some(2), Some(true), Some(false)), "{seen}");
    assert!(seen["warning"].as_str().unwrap().contains("benefits"));
    let give = |to: &str| json!({"do": "voucher-give", "offer": "Siop Bara", "to": to, "words": "Say Kith at the till"});
    let refused = |cast: &mut Cast, office: &mut super::cast::Phone, to: &str| cast.try_ask(office, give(to)).unwrap_err().code;
    assert_eq!(refused(&mut cast, &mut office, "Ana"), "too-few-hours", "her coins are not hours that she gave");
    assert_eq!(refused(&mut cast, &mut office, "me"), "voucher-to-oneself");
    for _ in 0..2 {
        cast.ask(&mut office, give("Dewi"));
    }
    settle(&mut cast, &mut [&mut office, &mut dewi]);
    let vouchers = cast.ask(&mut dewi, json!({"do": "vouchers"}))["vouchers"].as_array().unwrap().clone();
    assert!(vouchers.len() == 2 && vouchers.iter().all(|v| v["state"] == "waits" && v["how"] == "" && v["mine"] == true), "{vouchers:?}");
    let answer = |voucher: &Value, accept: bool| json!({"do": "voucher-answer", "voucher": voucher["id"], "accept": accept});
    cast.ask(&mut dewi, answer(&vouchers[0], false));
    cast.ask(&mut dewi, answer(&vouchers[1], true));
    assert_eq!(cast.try_ask(&mut dewi, answer(&vouchers[0], true)).unwrap_err().code, "voucher-answered");
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut ana]);
    let states = |list: &Value| {
        let mut states: Vec<String> =
            list["vouchers"].as_array().unwrap().iter().map(|v| format!("{}:{}", v["state"].as_str().unwrap(), v["how"].as_str().unwrap())).collect();
        states.sort();
        states
    };
    assert_eq!(states(&cast.ask(&mut dewi, json!({"do": "vouchers"}))), ["accepted:Say Kith at the till", "declined:"]);
    assert_eq!(states(&cast.ask(&mut office, json!({"do": "vouchers"}))), ["accepted:", "declined:"]);
    assert_eq!(cast.ask(&mut ana, json!({"do": "vouchers"}))["vouchers"], json!([]), "nobody else learns of it");
    // No coin moved by any of it, and none was made or retired.
    let after = cast.ask(&mut office, json!({"do": "book"}));
    for number in ["minted", "retired", "held", "minutes_attested"] {
        assert_eq!(after[number], before[number], "{number}");
    }
    // Opened again the answers stand; and what is over is offered no more.
    dewi = cast.reopen(dewi);
    assert_eq!(states(&cast.ask(&mut dewi, json!({"do": "vouchers"}))), ["accepted:Say Kith at the till", "declined:"]);
    // They are in what their owner takes along, to read and for machines; whoever gave them takes none of them.
    let export = |cast: &mut Cast, phone: &mut super::cast::Phone| cast.ask(phone, json!({"do": "export", "person": null, "case": null}));
    let taken = export(&mut cast, &mut dewi);
    assert_eq!(states(&taken["json"]["coins"]), ["accepted:Say Kith at the till", "declined:"]);
    assert!(taken["html"].as_str().unwrap().contains("Siop Bara: A loaf"));
    assert_eq!(export(&mut cast, &mut office)["json"]["coins"]["vouchers"], json!([]));
    assert_eq!(cast.ask(&mut office, json!({"do": "voucher-end", "offer": "Siop Bara"}))["offers"], json!([]));
    settle(&mut cast, &mut [&mut office, &mut dewi]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "vouchers"}))["offers"], json!([]));
}

/// covers: C14, P1
#[test]
fn hours_and_coins_are_shown_on_a_profile_as_far_as_their_owner_wishes_and_kept_up() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 120);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let set = |section: &str, text: &str, audience: Value| json!({"do": "profile-set", "side": "give", "section": section, "text": text, "audience": audience});
    let shown = |cast: &mut Cast, phone: &mut super::cast::Phone| {
        let profile = cast.ask(phone, json!({"do": "profile", "person": "Dewi"}));
        let mut all: Vec<String> =
            profile["sections"].as_array().unwrap().iter().map(|s| format!("{}: {}", s["section"].as_str().unwrap(), s["text"].as_str().unwrap())).collect();
        all.sort();
        all
    };
    assert!(shown(&mut cast, &mut dewi).is_empty(), "nothing is shown that its owner did not show");
    // Whatever is written there, the phone counts: hours for the whole co-op, coins for Mair alone.
    cast.ask(&mut dewi, set("hours", "a thousand", json!({"audience": "coop"})));
    cast.ask(&mut dewi, set("coins", "on", json!({"audience": "person", "person": "Mair"})));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    assert_eq!(shown(&mut cast, &mut mair), ["coins: 2 coins", "hours: 2 hours"]);
    assert_eq!(shown(&mut cast, &mut ana), ["hours: 2 hours"]);
    // An hour more, and a coin given away: the profile follows.
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    cast.ask(&mut dewi, json!({"do": "coin-give", "to": "pool", "count": 2, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    assert_eq!(shown(&mut cast, &mut mair), ["coins: One coin", "hours: 3 hours"]);
    assert_eq!(shown(&mut cast, &mut ana), ["hours: 3 hours"]);
    cast.ask(&mut dewi, set("hours", "", json!({"audience": "coop"})));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    assert!(shown(&mut cast, &mut ana).is_empty());
}

/// covers: C13, R1
#[test]
fn nobody_but_a_coordinator_or_the_office_gives_a_voucher_in_the_co_ops_name() {
    use crate::kith::{drops::Message, vouchers::VoucherNote};
    let mut cast = Cast::new();
    let (mut office, _mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    settle(&mut cast, &mut [&mut office, &mut dewi, &mut ana]);
    // Ana's phone is changed to send one all the same, and to answer one that was never given.
    let to = dewi.kith.me;
    let (given, now) = (VoucherNote::forged(to), cast.now_ms);
    for note in [given, VoucherNote::Answer([7; 16], true)] {
        ana.kith.transact(|k| k.send_to(&to, &Message::Voucher(note), "voucher", now)).unwrap();
    }
    settle(&mut cast, &mut [&mut ana, &mut dewi]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "vouchers"}))["vouchers"], json!([]));
    let refused = cast.ask(&mut dewi, json!({"do": "truth"}))["refused"].clone();
    assert!(refused.to_string().contains("not-for-vouchers"), "{refused}");
}
