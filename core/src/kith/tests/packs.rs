//! A co-op that lives by packs alone, with no relay and no network: who hears of what, and who hears that it was heard.

use super::cast::{CIRCLE, Cast, Phone, START};
use crate::kith::handover::{PACK_BYTES_MAX, decode_pack};
use kith_wire::{envelope::Outer, text::Payload};
use serde_json::{Value, json};

/// A pack from one phone to another: what became of it there.
pub(super) fn hand(cast: &mut Cast, from: &mut Phone, to: &mut Phone, person: &str) -> (String, String) {
    let pack = cast.ask(from, json!({"do": "pack", "person": person}));
    take(cast, to, &pack)
}

fn take(cast: &mut Cast, to: &mut Phone, code: &Value) -> (String, String) {
    let became = cast.ask(to, json!({"do": "receive", "text": code["text"]}));
    (became["outcome"].as_str().unwrap().to_owned(), became["code"].as_str().unwrap().to_owned())
}

fn is(became: &(String, String), outcome: &str, code: &str) {
    assert_eq!((became.0.as_str(), became.1.as_str()), (outcome, code));
}

/// An office and its people, who have never had a relay; each knows of all.
pub(super) fn coop_by_hand(cast: &mut Cast, names: &[&str]) -> (Phone, Vec<Phone>) {
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": ["Lower Derw"]}));
    let mut people = Vec::new();
    for (seed, name) in (10..).zip(names) {
        let mut phone = cast.phone(name, seed);
        cast.join_by_hand(&mut office, &mut phone);
        hand(cast, &mut phone, &mut office, "Office");
        people.push(phone);
    }
    for (phone, name) in people.iter_mut().zip(names) {
        hand(cast, &mut office, phone, name);
    }
    (office, people)
}

/// Elin's circle with Dewi, Huw and Mair in it, who have never had a relay.
fn circle_by_hand(cast: &mut Cast) -> (Phone, Phone, Phone, Phone) {
    let (_office, mut people) = coop_by_hand(cast, &["Elin", "Dewi", "Huw", "Mair"]);
    let elin = &mut people[0];
    cast.ask(elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Dewi", "Huw", "Mair"] {
        cast.ask(elin, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
    }
    cast.write(elin, "At first");
    let mut people = people.into_iter();
    let mut next = || people.next().unwrap();
    let (mut elin, mut dewi, mut huw, mut mair) = (next(), next(), next(), next());
    for (phone, name) in [(&mut dewi, "Dewi"), (&mut huw, "Huw"), (&mut mair, "Mair")] {
        is(&hand(cast, &mut elin, phone, name), "taken", "here-now");
        assert_eq!(cast.notes(phone), ["At first"]);
    }
    (elin, dewi, huw, mair)
}

/// covers: R4, X8
#[test]
fn a_removal_crosses_by_the_packs_of_third_persons_and_reaches_whoever_was_removed() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, mut huw, mut mair) = circle_by_hand(&mut cast);
    cast.ask(&mut elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut elin, "Without Huw");
    is(&hand(&mut cast, &mut elin, &mut dewi, "Dewi"), "taken", "here-now");
    cast.write(&mut dewi, "Dewi after it");
    is(&hand(&mut cast, &mut dewi, &mut mair, "Mair"), "taken", "here-now");
    assert_eq!(cast.notes(&mut mair), ["At first", "Dewi after it", "Without Huw"]);
    let page = cast.ask(&mut mair, json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!((&page["circle"]["gone"][0]["person"]["name"], &page["circle"]["gone"][0]["by"]["name"]), (&json!("Huw"), &json!("Elin")), "{page}");
    cast.write(&mut mair, "Mair goes on");
    is(&hand(&mut cast, &mut mair, &mut elin, "Elin"), "taken", "here-now");
    assert_eq!(cast.notes(&mut elin), ["At first", "Dewi after it", "Mair goes on", "Without Huw"]);
    // Huw is told, by anybody's pack, and of nothing more.
    is(&hand(&mut cast, &mut mair, &mut huw, "Huw"), "taken", "here-now");
    let page = cast.ask(&mut huw, json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!((&page["circle"]["standing"]["state"], &page["circle"]["standing"]["by"]["name"]), (&json!("gone"), &json!("Elin")), "{page}");
    assert_eq!(cast.notes(&mut huw), ["At first"]);
    is(&hand(&mut cast, &mut mair, &mut huw, "Huw"), "already-known", "here-already");
}

/// covers: X8
#[test]
fn a_pack_for_somebody_with_two_devices_is_known_when_it_comes_again() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, _huw, _mair) = circle_by_hand(&mut cast);
    let mut tablet = cast.phone("Tablet", 50);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut dewi, json!({"do": "device-admit", "request": request["text"], "label": "Tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    hand(&mut cast, &mut dewi, &mut elin, "Elin");
    hand(&mut cast, &mut elin, &mut dewi, "Dewi");
    hand(&mut cast, &mut dewi, &mut elin, "Elin");
    // A new key is begun, of which the tablet has not heard.
    cast.ask(&mut elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut elin, "Without Huw");
    let pack = cast.ask(&mut elin, json!({"do": "pack", "person": "Dewi"}));
    for phone in [&mut dewi, &mut tablet] {
        is(&take(&mut cast, phone, &pack), "taken", "here-now");
        for _ in 0..2 {
            is(&take(&mut cast, phone, &pack), "already-known", "here-already");
        }
        let all = phone.kith.storage.refused().unwrap();
        assert!(all.is_empty(), "{all:?}");
    }
}

/// covers: X8
#[test]
fn what_is_more_than_one_pack_holds_goes_in_parts_none_of_which_is_taken_for_all_of_it() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, ..) = circle_by_hand(&mut cast);
    let mut random = crate::entropy::SeededEntropy::new(7);
    let texts: Vec<String> = (0..90).map(|_| crate::entropy::bytes::<4000>(&mut random).iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    for text in &texts {
        cast.write(&mut elin, text);
    }
    let part = |cast: &mut Cast, elin: &mut Phone, part: Value| cast.try_ask(elin, json!({"do": "pack", "person": "Dewi", "part": part}));
    let (mut packs, mut next) = (Vec::new(), Value::Null);
    loop {
        let pack = part(&mut cast, &mut elin, next.clone()).unwrap();
        let body = Payload::from_text(pack["text"].as_str().unwrap()).unwrap().body;
        assert!(body.len() <= PACK_BYTES_MAX, "{}", body.len());
        next = pack["next_part"].clone();
        assert_eq!(pack["said"].as_str().unwrap().is_empty(), next.is_null(), "{}", pack["said"]);
        packs.push(pack);
        let handed = cast.ask(&mut elin, json!({"do": "truth"}))["items"][0]["handed_ms"].is_u64();
        assert_eq!(handed, next.is_null(), "what is in a later part is not said to be handed over");
        if next.is_null() {
            break;
        }
    }
    assert!(packs.len() > 1, "{}", packs.len());
    assert_eq!(part(&mut cast, &mut elin, json!(packs.len() + 1)).unwrap_err().code, "no-such-pack-part");
    for pack in &packs {
        is(&take(&mut cast, &mut dewi, pack), "taken", "here-now");
    }
    assert_eq!(cast.notes(&mut dewi).len(), texts.len() + 1);
    for pack in packs.iter().rev() {
        is(&take(&mut cast, &mut dewi, pack), "already-known", "here-already");
    }
    hand(&mut cast, &mut dewi, &mut elin, "Elin");
    assert!(part(&mut cast, &mut elin, Value::Null).unwrap()["next_part"].is_null(), "what he says that he holds is not packed again");
}

/// covers: R4
#[test]
fn a_phone_that_slept_through_several_epochs_finds_its_way_by_one_pack() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, mut huw, mut mair) = circle_by_hand(&mut cast);
    cast.ask(&mut huw, json!({"do": "circle-leave", "circle": CIRCLE}));
    is(&hand(&mut cast, &mut huw, &mut elin, "Elin"), "taken", "here-now");
    cast.write(&mut elin, "After the first");
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Huw", "level": "member"}));
    cast.ask(&mut elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut elin, "After the second");
    hand(&mut cast, &mut elin, &mut dewi, "Dewi");
    is(&hand(&mut cast, &mut dewi, &mut mair, "Mair"), "taken", "here-now");
    assert_eq!(cast.notes(&mut mair), ["After the first", "After the second", "At first"]);
    // From then on it is known how far she has come, and a pack holds that way no more.
    hand(&mut cast, &mut mair, &mut dewi, "Dewi");
    let mair_id = mair.kith.me;
    let ways = dewi.kith.transact(|k| k.ways_on_to(&mair_id)).unwrap();
    assert_eq!(ways, 0);
}

/// covers: X8
#[test]
fn what_a_pack_brings_that_opens_here_or_not_is_said_as_it_is() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, _huw, mut mair) = circle_by_hand(&mut cast);
    cast.write(&mut elin, "News");
    let pack = cast.ask(&mut elin, json!({"do": "pack", "person": "Dewi"}));
    is(&take(&mut cast, &mut dewi, &pack), "taken", "here-now");
    is(&take(&mut cast, &mut dewi, &pack), "already-known", "here-already");
    let mut stranger = cast.phone("Stranger", 70);
    is(&take(&mut cast, &mut stranger, &pack), "refused", "not-for-here");
    // A circle that Mair is not in: what the two share is here already, the rest is not for her.
    hand(&mut cast, &mut elin, &mut mair, "Mair");
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Dad", "person": "me"}));
    cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Dad", "person": "Dewi", "level": "member"}));
    let pack = cast.ask(&mut elin, json!({"do": "pack", "person": "Dewi"}));
    take(&mut cast, &mut mair, &pack);
    is(&take(&mut cast, &mut mair, &pack), "refused", "some-not-for-here");
}

/// covers: X8
#[test]
fn a_pack_in_answer_says_what_has_arrived_and_nothing_waits_any_more() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, mut huw, mut mair) = circle_by_hand(&mut cast);
    let note = cast.ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": "Who has it?"}));
    let arrival = |cast: &mut Cast, elin: &mut Phone| cast.ask(elin, json!({"do": "arrival", "item": note["id"]}))["arrival"].clone();
    assert_eq!(arrival(&mut cast, &mut elin)["arrived"], "here-only");
    for (n, (phone, name)) in (1..).zip([(&mut dewi, "Dewi"), (&mut huw, "Huw"), (&mut mair, "Mair")]) {
        hand(&mut cast, &mut elin, phone, name);
        // Whoever writes nothing answers too, whatever has become of the membership meanwhile.
        if n == 2 {
            cast.ask(&mut elin, json!({"do": "circle-level", "circle": CIRCLE, "person": "Mair", "level": "keeper"}));
        }
        hand(&mut cast, phone, &mut elin, "Elin");
        let now = arrival(&mut cast, &mut elin);
        assert_eq!((&now["arrived"], &now["people"], &now["of"]), (&json!("people"), &json!(n), &json!(3)), "{now}");
    }
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    let left: Vec<&Value> = truth["items"].as_array().unwrap().iter().filter(|i| i["at_ms"].as_u64() > Some(START) && i["place"] == CIRCLE).collect();
    assert!(left.is_empty(), "{truth}");
}

/// covers: X8
#[test]
fn drops_that_came_by_hand_are_acknowledged_by_the_next_pack_and_wait_no_longer() {
    let mut cast = Cast::new();
    let (mut office, mut people) = coop_by_hand(&mut cast, &["Dewi"]);
    let mut dewi = people.remove(0);
    for _ in 0..2 {
        hand(&mut cast, &mut dewi, &mut office, "Office");
        hand(&mut cast, &mut office, &mut dewi, "Dewi");
    }
    for phone in [&mut office, &mut dewi] {
        let truth = cast.ask(phone, json!({"do": "truth"}));
        assert_eq!(truth["waiting"], 0, "{truth}");
        assert!(phone.kith.storage.outgoing_drops().unwrap().is_empty());
    }
    let (one, other) = (cast.ask(&mut dewi, json!({"do": "pack", "person": "Office"})), cast.ask(&mut dewi, json!({"do": "pack", "person": "Office"})));
    is(&take(&mut cast, &mut office, &other), "already-known", "here-already");
    is(&take(&mut cast, &mut office, &one), "already-known", "here-already");
}

/// covers: R4
#[test]
fn what_somebody_wrote_before_they_left_stands_though_it_comes_with_the_leave() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi, mut huw, mut mair) = circle_by_hand(&mut cast);
    cast.write(&mut huw, "Before I go");
    cast.ask(&mut huw, json!({"do": "circle-leave", "circle": CIRCLE}));
    is(&hand(&mut cast, &mut huw, &mut elin, "Elin"), "taken", "here-now");
    hand(&mut cast, &mut elin, &mut dewi, "Dewi");
    hand(&mut cast, &mut dewi, &mut mair, "Mair");
    for phone in [&mut elin, &mut dewi, &mut mair] {
        assert_eq!(cast.notes(phone), ["At first", "Before I go"]);
    }
    assert_eq!(cast.ask(&mut elin, json!({"do": "quarantine", "circle": CIRCLE})), json!([]));
    let mut elin = cast.reopen(elin);
    assert_eq!(cast.notes(&mut elin), ["At first", "Before I go"]);
    assert_eq!(cast.ask(&mut elin, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R4
#[test]
fn nobody_who_was_removed_vouches_for_what_they_wrote_meanwhile() {
    let mut cast = Cast::new();
    let (mut elin, _dewi, mut huw, _mair) = circle_by_hand(&mut cast);
    cast.write(&mut huw, "Out of signal");
    let (space, now) =
        (*huw.kith.spaces.iter().find(|(_, s)| s.resolved.people.len() == 4 && s.resolved.genesis.as_ref().unwrap().name == CIRCLE).unwrap().0, cast.now_ms);
    huw.kith.transact(|k| k.sign_parting(space, now)).unwrap();
    cast.ask(&mut elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    hand(&mut cast, &mut huw, &mut elin, "Elin");
    assert_eq!(cast.notes(&mut elin), ["At first"]);
    assert_eq!(cast.ask(&mut elin, json!({"do": "quarantine", "circle": CIRCLE})).as_array().unwrap().len(), 1);
}

/// covers: R4, X1
#[test]
fn what_a_newcomer_wrote_who_may_not_read_back_reaches_all_by_packs_and_by_the_relay() {
    for by_relay in [false, true] {
        let mut cast = Cast::new();
        let (mut office, people) = if by_relay { cast.coop(&["Elin", "Dewi", "Ben", "Ana"]) } else { coop_by_hand(&mut cast, &["Elin", "Dewi", "Ben", "Ana"]) };
        let [mut elin, mut dewi, mut ben, mut ana] = <[Phone; 4]>::try_from(people).ok().unwrap();
        let cross = |cast: &mut Cast, from: &mut Phone, to: &mut Phone, name: &str| {
            if by_relay {
                cast.sync(from);
                cast.sync(to);
            } else {
                hand(cast, from, to, name);
            }
        };
        cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
        cast.write(&mut elin, "Long ago");
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Ben", "level": "member", "from": "now"}));
        cross(&mut cast, &mut elin, &mut ben, "Ben");
        cross(&mut cast, &mut elin, &mut dewi, "Dewi");
        cast.write(&mut ben, "Ben's own");
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "member", "from": "now"}));
        cross(&mut cast, &mut elin, &mut ben, "Ben");
        cross(&mut cast, &mut elin, &mut ana, "Ana");
        cross(&mut cast, &mut ben, &mut elin, "Elin");
        assert_eq!(cast.notes(&mut elin), ["Ben's own", "Long ago"], "{by_relay}");
        cross(&mut cast, &mut elin, &mut dewi, "Dewi");
        assert_eq!(cast.notes(&mut dewi), ["Ben's own", "Long ago"], "{by_relay}");
        cross(&mut cast, &mut elin, &mut ana, "Ana");
        assert_eq!(cast.notes(&mut ana), Vec::<String>::new(), "{by_relay}");
        cross(&mut cast, &mut elin, &mut ben, "Ben");
        let truth = cast.ask(&mut ben, json!({"do": "truth"}));
        assert!(truth["items"].as_array().unwrap().iter().all(|i| i["what"] != "note"), "{by_relay} {truth}");
        cast.ask(&mut office, json!({"do": "truth"}));
    }
}

/// covers: R8, X5
#[test]
fn a_concern_goes_by_file_to_a_lead_in_a_pack_of_the_same_size_as_any_other() {
    let mut cast = Cast::new();
    let (mut office, people) = coop_by_hand(&mut cast, &["Gwen", "Dewi"]);
    let [mut gwen, mut dewi] = <[Phone; 2]>::try_from(people).ok().unwrap();
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Gwen", "role": "safeguarding-lead"}));
    // The lead hears of her duty and gives notice of her box; Dewi hears of that.
    hand(&mut cast, &mut office, &mut gwen, "Gwen");
    hand(&mut cast, &mut gwen, &mut office, "Office");
    hand(&mut cast, &mut office, &mut dewi, "Dewi");
    hand(&mut cast, &mut dewi, &mut gwen, "Gwen");
    hand(&mut cast, &mut gwen, &mut dewi, "Dewi");
    let plain = cast.ask(&mut dewi, json!({"do": "pack", "person": "Gwen"}));
    let raised = cast.ask(&mut dewi, json!({"do": "concern-raise", "about": null, "circle": null, "text": "Bruises. ".repeat(200), "danger": false}));
    let with = cast.ask(&mut dewi, json!({"do": "pack", "person": "Gwen"}));
    assert_eq!(with["text"].as_str().unwrap().len(), plain["text"].as_str().unwrap().len());
    assert_eq!((with["kind"].as_str(), with.as_object().unwrap().keys().collect::<Vec<_>>()), (Some("pack"), plain.as_object().unwrap().keys().collect()));
    // Whoever carries the file, and knows the leads' box, finds no more envelopes for it than in any other.
    let tags = |pack: &Value| {
        let envelopes = decode_pack(&Payload::from_text(pack["text"].as_str().unwrap()).unwrap().body).unwrap();
        envelopes.iter().map(|e| (e.len(), Outer::read(e).unwrap().tag)).collect::<Vec<_>>()
    };
    assert_eq!(tags(&with), tags(&plain));
    is(&take(&mut cast, &mut gwen, &with), "taken", "here-now");
    let list = cast.ask(&mut gwen, json!({"do": "concerns"}));
    assert!(list.to_string().contains("Bruises. Bruises."), "{list}");
    // Dewi hears that it came, and it waits no more.
    is(&hand(&mut cast, &mut gwen, &mut dewi, "Dewi"), "taken", "here-now");
    let mine = cast.ask(&mut dewi, json!({"do": "concern", "concern": raised["concern"]["id"]}));
    assert!(mine.to_string().contains("received"), "{mine}");
    assert!(dewi.kith.storage.outgoing_drops().unwrap().iter().all(|d| d.what != "other"));
}

/// An hour of Dewi's with Mair, told and confirmed by packs.
fn confirmed_by_hand(cast: &mut Cast, dewi: &mut Phone, mair: &mut Phone) {
    cast.ask(mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(mair, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    hand(cast, mair, dewi, "Dewi");
    let visit = cast.ask(dewi, json!({"do": "visit-check-in", "circle": CIRCLE}))["id"].as_str().unwrap().to_owned();
    cast.tick(60);
    cast.ask(dewi, json!({"do": "visit-check-out", "visit": visit, "minutes": 60, "done": ["my-home"], "text": "Tea", "handover": ""}));
    hand(cast, dewi, mair, "Mair");
    cast.ask(mair, json!({"do": "visit-confirm", "visit": visit}));
    hand(cast, mair, dewi, "Dewi");
}

/// covers: C1, C4
#[test]
fn whoever_confirmed_an_hour_hears_that_it_counts_and_a_coin_for_the_pool_goes_there_by_file() {
    let mut cast = Cast::new();
    let (mut office, people) = coop_by_hand(&mut cast, &["Dewi", "Mair"]);
    let [mut dewi, mut mair] = <[Phone; 2]>::try_from(people).ok().unwrap();
    hand(&mut cast, &mut dewi, &mut office, "Office");
    hand(&mut cast, &mut office, &mut mair, "Mair");
    confirmed_by_hand(&mut cast, &mut dewi, &mut mair);
    let hour = |cast: &mut Cast, mair: &mut Phone| cast.ask(mair, json!({"do": "visits", "circle": CIRCLE, "limit": 9}))[0]["hour"].clone();
    assert_eq!(hour(&mut cast, &mut mair), "confirmed");
    hand(&mut cast, &mut dewi, &mut office, "Office");
    hand(&mut cast, &mut office, &mut dewi, "Dewi");
    hand(&mut cast, &mut office, &mut mair, "Mair");
    assert_eq!((hour(&mut cast, &mut dewi), hour(&mut cast, &mut mair)), (json!("counted"), json!("counted")));
    assert_eq!(cast.ask(&mut mair, json!({"do": "purse"}))["balance"]["settled"], 0, "the coin is not hers");
    // The coin goes to the pool as a code that the office takes.
    let given =
        cast.ask(&mut dewi, json!({"do": "coin-give", "to": "pool", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    is(&take(&mut cast, &mut mair, &given["hand_over"]), "refused", "coins-not-for-me");
    is(&take(&mut cast, &mut office, &given["hand_over"]), "taken", "coins-promised");
    is(&take(&mut cast, &mut office, &given["hand_over"]), "already-known", "coins-came-before");
    let book = cast.ask(&mut office, json!({"do": "book"}));
    let pool = book["holders"].as_array().unwrap().iter().find(|h| h["kind"] == "pool").unwrap();
    assert_eq!((&pool["settled"], &book["adds_up"]), (&json!(1), &json!(true)), "{book}");
}

/// covers: X2, X3
#[test]
fn a_device_that_came_back_by_files_is_listed_by_the_persons_other_phone_and_can_be_cut_off_there() {
    for cut_off in [false, true] {
        let mut cast = Cast::new();
        let (_office, people) = coop_by_hand(&mut cast, &["Mair", "Dewi"]);
        let [mut mair, mut dewi] = <[Phone; 2]>::try_from(people).ok().unwrap();
        cast.ask(&mut mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
        cast.ask(&mut mair, json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
        let mut tablet = cast.phone("Tablet", 50);
        let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
        let grant = cast.ask(&mut mair, json!({"do": "device-admit", "request": request["text"], "label": "Kitchen"}));
        is(&take(&mut cast, &mut tablet, &grant), "taken", "device-yours");
        hand(&mut cast, &mut mair, &mut dewi, "Dewi");
        let kit = cast.ask(&mut mair, json!({"do": "recovery-kit"}));
        drop(mair);
        let mut new = cast.phone("New", 90);
        let read = cast.ask(&mut new, json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]}));
        let answer = cast.ask(&mut dewi, json!({"do": "receive", "text": read["hand_over"]["text"]}));
        is(&take(&mut cast, &mut new, &answer["reply"]), "taken", "here-now");
        cast.write(&mut new, "I am back");
        hand(&mut cast, &mut new, &mut dewi, "Dewi");
        hand(&mut cast, &mut dewi, &mut tablet, "Mair");
        assert_eq!(cast.notes(&mut tablet), ["I am back"]);
        let id = new.kith.device.hex();
        let listed = |devices: &Value| devices.as_array().unwrap().iter().find(|d| d["id"] == id.as_str()).cloned();
        assert_eq!(listed(&cast.ask(&mut tablet, json!({"do": "devices"}))).unwrap()["state"], "in");
        if cut_off {
            let after = cast.ask(&mut tablet, json!({"do": "device-revoke", "person": null, "device": id, "since_ms": null}));
            assert_ne!(listed(&after).unwrap()["state"], "in", "{after}");
            let page = cast.ask(&mut tablet, json!({"do": "pack", "person": "Dewi"}));
            take(&mut cast, &mut dewi, &page);
            assert!(!dewi.kith.spaces.values().any(|s| s.resolved.genesis.as_ref().is_some_and(|g| g.name == CIRCLE) && s.is_present(&new.kith.device)));
        } else {
            // Its own space hears of it with the next pack that this phone makes.
            hand(&mut cast, &mut tablet, &mut dewi, "Dewi");
            let own = tablet.kith.own;
            assert!(tablet.kith.spaces[&own].is_present(&new.kith.device));
        }
    }
}

/// covers: R4
#[test]
fn what_a_lost_phone_wrote_before_the_day_that_was_said_stands_though_only_others_held_it() {
    let mut cast = Cast::new();
    let (mut office, people) = coop_by_hand(&mut cast, &["Elin", "Dewi", "Huw"]);
    let [mut elin, mut dewi, mut huw] = <[Phone; 3]>::try_from(people).ok().unwrap();
    cast.ask(&mut elin, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Dewi", "Huw"] {
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
    }
    hand(&mut cast, &mut elin, &mut dewi, "Dewi");
    hand(&mut cast, &mut elin, &mut huw, "Huw");
    cast.write(&mut dewi, "Monday");
    cast.tick(24 * 60);
    let tuesday = cast.now_ms;
    cast.tick(24 * 60);
    cast.write(&mut dewi, "Wednesday");
    hand(&mut cast, &mut dewi, &mut huw, "Huw");
    let device = dewi.kith.device.hex();
    cast.ask(&mut office, json!({"do": "device-revoke", "person": "Dewi", "device": device, "since_ms": tuesday}));
    hand(&mut cast, &mut office, &mut elin, "Elin");
    hand(&mut cast, &mut elin, &mut huw, "Huw");
    hand(&mut cast, &mut huw, &mut elin, "Elin");
    for phone in [&mut elin, &mut huw] {
        let notes = cast.ask(phone, json!({"do": "notes", "circle": CIRCLE, "limit": 9}));
        let marked: Vec<(&str, bool)> = notes.as_array().unwrap().iter().map(|n| (n["text"].as_str().unwrap(), n["under_review"] == true)).collect();
        assert_eq!(marked, [("Wednesday", true), ("Monday", false)]);
    }
}
