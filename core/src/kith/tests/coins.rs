//! Hours, coins and the book, by relay and by hand.

use super::cast::{Cast, Phone};
use crate::fact::{CoinItem, Fact};
use kith_wire::Kind;
use serde_json::{Value, json};

/// Mair is helped; Dewi visits her for `minutes`; she confirms by code.
pub(super) fn visit(cast: &mut Cast, dewi: &mut Phone, mair: &mut Phone, minutes: u32) -> Value {
    let visit = cast.ask(dewi, json!({"do": "visit-check-in", "circle": "Mair's circle"}));
    cast.tick(u64::from(minutes));
    cast.ask(
        dewi,
        json!({"do": "visit-check-out", "visit": visit["id"], "minutes": minutes, "done": ["my-care", "my-home"], "how": "as-usual",
               "text": "Breakfast and a chat", "handover": "Radio on, please", "area": "Lower Derw"}),
    );
    let ask = cast.ask(dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
    let taken = cast.ask(mair, json!({"do": "receive", "text": ask["text"]}));
    let confirmed = cast.ask(mair, json!({"do": "visit-confirm", "visit": taken["about"][0]}));
    cast.ask(dewi, json!({"do": "receive", "text": confirmed["hand_over"]["text"]}));
    visit
}

pub(super) fn cast_of_three(cast: &mut Cast) -> (Phone, Phone, Phone, Phone) {
    let (mut office, mut people) = cast.coop(&["Mair", "Dewi", "Ana"]);
    let ana = people.pop().unwrap();
    let mut dewi = people.pop().unwrap();
    let mut mair = people.pop().unwrap();
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Mair's circle", "person": "me"}));
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mair's circle", "person": "Dewi", "level": "member"}));
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut dewi);
        cast.sync(&mut office);
    }
    (office, mair, dewi, ana)
}

pub(super) fn settle(cast: &mut Cast, phones: &mut [&mut Phone]) {
    for _ in 0..3 {
        for p in phones.iter_mut() {
            cast.sync(p);
        }
    }
}

/// covers: C1, X1
#[test]
fn an_hour_whose_confirmation_came_with_the_circle_counts_once_its_giver_alone_has_met_the_office() {
    for by_pack in [true, false] {
        let mut cast = Cast::new();
        let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
        let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": "Mair's circle"}));
        cast.ask(&mut dewi, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-care"], "text": "", "handover": ""}));
        hand(&mut cast, &mut dewi, &mut mair, "Mair");
        cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
        hand(&mut cast, &mut mair, &mut dewi, "Dewi");
        assert_eq!(cast.ask(&mut dewi, json!({"do": "visits", "circle": "Mair's circle", "limit": 5}))[0]["hour"], "confirmed");
        let (purse, statement) = (cast.ask(&mut dewi, json!({"do": "purse"})), cast.ask(&mut dewi, json!({"do": "statement", "of": null})));
        assert_eq!((&purse["balance"]["promised"], &statement["promised"], &statement["adds_up"]), (&json!(1), &json!(1), &json!(true)), "{statement}");
        // Mair's own phone meets nobody.
        for _ in 0..2 {
            if by_pack {
                hand(&mut cast, &mut dewi, &mut office, "Office");
                hand(&mut cast, &mut office, &mut dewi, "Dewi");
            } else {
                settle(&mut cast, &mut [&mut dewi, &mut office]);
            }
        }
        assert_eq!(cast.ask(&mut office, json!({"do": "book"}))["minted"], 1, "{by_pack}");
        assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1, "{by_pack}");
    }
}

fn hand(cast: &mut Cast, from: &mut Phone, to: &mut Phone, name: &str) {
    let pack = cast.ask(from, json!({"do": "pack", "person": name}));
    cast.ask(to, json!({"do": "receive", "text": pack["text"]}));
}

/// covers: C1, C5, C12
#[test]
fn coins_made_for_somebody_before_they_have_met_the_co_op_again_are_on_their_phone_too() {
    let mut cast = Cast::new();
    let mut office = cast.phone("Office", 1);
    cast.ask(&mut office, json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let mut val = cast.phone("Val", 2);
    let invitation = cast.ask(&mut office, json!({"do": "invite", "class": "worker"}));
    let asked = cast.ask(&mut val, json!({"do": "join", "invitation": invitation["text"]}));
    let welcome = cast.ask(&mut office, json!({"do": "receive", "text": asked["reply"]["text"]}));
    cast.ask(&mut val, json!({"do": "receive", "text": welcome["reply"]["text"]}));
    let ask = cast.ask(&mut val, json!({"do": "activity-log", "minutes": 60, "element": "my-home", "text": "x", "area": null, "confirm_by": null}));
    let told = cast.ask(&mut office, json!({"do": "receive", "text": ask["text"]}));
    // As an office that did not let her in itself: it knows nowhere to answer to.
    let val_id = val.kith.me;
    office.kith.asked_from(&val_id, b"").unwrap();
    cast.ask(&mut office, json!({"do": "visit-confirm", "visit": told["about"][0]}));
    assert_eq!(cast.ask(&mut office, json!({"do": "book"}))["minted"], 1);
    for _ in 0..2 {
        hand(&mut cast, &mut val, &mut office, "Office");
        hand(&mut cast, &mut office, &mut val, "Val");
    }
    let purse = cast.ask(&mut val, json!({"do": "purse"}));
    assert_eq!((&purse["balance"]["settled"], &purse["balance"]["promised"]), (&json!(1), &json!(0)), "{purse}");
}

/// covers: C7
#[test]
fn an_hour_told_without_what_it_went_to_tells_no_element_in_its_coins_story() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": "Mair's circle"}));
    cast.ask(&mut dewi, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": [], "text": "", "handover": ""}));
    let ask = cast.ask(&mut dewi, json!({"do": "visit-ask", "visit": visit["id"]}));
    cast.ask(&mut mair, json!({"do": "receive", "text": ask["text"]}));
    let confirmed = cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    assert_eq!(confirmed["done"], json!([]));
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi]);
    let purse = cast.ask(&mut dewi, json!({"do": "purse"}));
    let coin = cast.ask(&mut dewi, json!({"do": "coin", "coin": purse["coins"][0]["id"]}));
    assert_eq!((&coin["story"][0]["what"], &coin["story"][0]["element"]), (&json!("earned"), &json!(null)), "{coin}");
}

/// covers: C1, C2, C7, C11, C12, R3
#[test]
fn an_hour_confirmed_by_code_becomes_a_coin_that_is_given_on_offline_and_settles() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    let done = visit(&mut cast, &mut dewi, &mut mair, 65);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "visits", "circle": "Mair's circle", "limit": 5}))[0]["hour"], "confirmed");
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let purse = cast.ask(&mut dewi, json!({"do": "purse"}));
    assert_eq!(purse["balance"], json!({"settled": 1, "promised": 0, "contested": 0, "jar_minutes": 5}));
    let seen = cast.ask(&mut dewi, json!({"do": "visits", "circle": "Mair's circle", "limit": 5}));
    assert_eq!((seen[0]["id"].clone(), seen[0]["hour"].as_str()), (done["id"].clone(), Some("counted")));
    let coin = cast.ask(&mut dewi, json!({"do": "coin", "coin": purse["coins"][0]["id"]}));
    assert_eq!((coin["story"][0]["element"].as_str(), coin["story"][0]["area"].as_str()), (Some("my-care"), Some("Lower Derw")));

    // More than there are, and more than can ever be given at once: what helps is how many there are.
    let many = cast
        .try_ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 99, "coins": [], "element": "my-life", "words": "", "poem": null, "share": true}));
    assert_eq!(many.unwrap_err().code, "not-enough-coins");
    let given = cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": "my-life", "words": "for practising three questions", "poem": null, "share": true}));
    assert_eq!(given["state"], "offered");
    let taken = cast.ask(&mut ana, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    assert_eq!(taken["outcome"], "taken");
    assert_eq!(cast.ask(&mut ana, json!({"do": "purse"}))["balance"]["promised"], 1);
    cast.ask(&mut dewi, json!({"do": "receive", "text": taken["reply"]["text"]}));
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi]);
    assert_eq!(cast.ask(&mut ana, json!({"do": "purse"}))["balance"], json!({"settled": 1, "promised": 0, "contested": 0, "jar_minutes": 0}));
    let held = cast.ask(&mut ana, json!({"do": "purse"}));
    let steps: Vec<(&str, Option<bool>)> =
        held["coins"][0]["story"].as_array().unwrap().iter().map(|h| (h["what"].as_str().unwrap(), h["settled"].as_bool())).collect();
    assert_eq!(steps, [("earned", Some(true)), ("given", Some(true))], "{held}");
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 0);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["minted"].as_u64(), book["held"].as_u64(), book["adds_up"].as_bool()), (Some(1), Some(1), Some(true)));
}

/// covers: C3, C4, C5, C12
#[test]
fn the_pool_fills_from_gifts_and_auto_donation_and_welcomes_somebody_new_with_ten() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    cast.ask(&mut dewi, json!({"do": "auto-donate", "on": true}));
    visit(&mut cast, &mut dewi, &mut mair, 600);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    cast.ask(&mut dewi, json!({"do": "auto-donate", "on": false}));
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let given = cast.ask(
        &mut dewi,
        json!({"do": "coin-give", "to": "pool", "count": 1, "coins": [], "element": null, "words": "", "poem": "Soup is only half of it", "share": false}),
    );
    let in_words = "Offered to the pool: it is in the pool once the office has heard of it.";
    assert_eq!(given["state_reason"], in_words, "the pool is no phone that takes it");
    assert_eq!(cast.ask(&mut dewi, json!({"do": "coin", "coin": given["coins"][0]}))["state_reason"], in_words);
    settle(&mut cast, &mut [&mut dewi, &mut office]);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    let pool = book["holders"].as_array().unwrap().iter().find(|h| h["kind"] == "pool").unwrap();
    assert_eq!(pool["settled"], 11);
    cast.ask(&mut office, json!({"do": "welcome-gift", "person": "Ana"}));
    assert_eq!(cast.try_ask(&mut office, json!({"do": "welcome-gift", "person": "Ana"})).unwrap_err().code, "welcomed-already");
    settle(&mut cast, &mut [&mut office, &mut ana]);
    let purse = cast.ask(&mut ana, json!({"do": "purse"}));
    assert_eq!(purse["balance"]["settled"], 10);
    assert_eq!(purse["movements"][0]["what"], "welcome");
    // Ten coins, and none of them free for a person yet: that is said, not only that they are too few.
    let give = |to: &str| json!({"do": "coin-give", "to": to, "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false});
    let early = cast.try_ask(&mut ana, give("Dewi")).unwrap_err();
    assert_eq!((early.code.as_str(), early.said.contains("10 more are a welcome gift")), ("coins-vesting", true), "{}", early.said);
    assert_eq!(cast.ask(&mut ana, give("pool"))["coins"].as_array().unwrap().len(), 1);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["minted"].as_u64(), book["adds_up"].as_bool()), (Some(11), Some(true)));
    let seen = cast.ask(&mut ana, json!({"do": "book"}));
    assert_eq!((seen["minted"].as_u64(), seen["whole"].as_bool(), seen["adds_up"].as_bool()), (Some(11), Some(false), Some(true)));
}

/// covers: C7, C11, X1
#[test]
fn a_coin_that_went_through_three_hands_settles_whoever_meets_the_office_first_and_tells_all_of_its_story() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Mair", "Dewi", "Ana", "Ben"]);
    let Ok([mut mair, mut dewi, mut ana, mut ben]) = <[Phone; 4]>::try_from(std::mem::take(&mut people)) else { panic!("four") };
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Mair's circle", "person": "me"}));
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mair's circle", "person": "Dewi", "level": "member"}));
    settle(&mut cast, &mut [&mut mair, &mut dewi, &mut office]);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana, &mut ben]);
    let give =
        |to: &str, poem: &str| json!({"do": "coin-give", "to": to, "count": 1, "coins": [], "element": "my-life", "words": "", "poem": poem, "share": true});
    let mut hands = [(&mut dewi, "Ana", "One for the road"), (&mut ana, "Mair", "Two for the kettle"), (&mut mair, "Ben", "Three for the cat")];
    let mut code = Value::Null;
    for (giver, to, poem) in &mut hands {
        if !code.is_null() {
            assert_eq!(cast.ask(giver, json!({"do": "receive", "text": code}))["outcome"], "taken");
        }
        code = cast.ask(giver, give(to, poem))["hand_over"]["text"].clone();
    }
    assert_eq!(cast.ask(&mut ben, json!({"do": "receive", "text": code}))["outcome"], "taken");
    let poems = |cast: &mut Cast, ben: &mut Phone| {
        let held = cast.ask(ben, json!({"do": "purse"}));
        let story = held["coins"][0]["story"].as_array().unwrap().clone();
        story.iter().filter_map(|hop| hop["poem"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let all = ["One for the road", "Two for the kettle", "Three for the cat"];
    assert_eq!(poems(&mut cast, &mut ben), all, "with no signal too");
    // Only the last of them meets the office.
    cast.sync(&mut ben);
    cast.sync(&mut office);
    cast.sync(&mut ben);
    assert_eq!(cast.ask(&mut ben, json!({"do": "purse"}))["balance"]["settled"], 1);
    assert_eq!(poems(&mut cast, &mut ben), all);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["promised"].as_u64(), book["adds_up"].as_bool()), (Some(0), Some(true)), "{book}");
}

/// covers: C12
#[test]
fn a_coin_used_for_support_is_retired_and_the_book_still_adds_up() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 120);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let purse = cast.ask(&mut dewi, json!({"do": "purse"}));
    cast.ask(&mut dewi, json!({"do": "coin-retire", "coins": [purse["coins"][0]["id"]], "reason": "an afternoon's respite"}));
    let lines = cast.ask(&mut dewi, json!({"do": "statement", "of": null}))["lines"].to_string();
    assert!(lines.contains("an afternoon's respite"), "what it was for is in one's own book: {lines}");
    settle(&mut cast, &mut [&mut dewi, &mut office]);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["minted"].as_u64(), book["held"].as_u64(), book["retired"].as_u64(), book["adds_up"].as_bool()), (Some(2), Some(1), Some(1), Some(true)));
}

/// covers: C1
#[test]
fn nobody_confirms_their_own_hours_and_hours_outside_a_circle_go_to_a_coordinator() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Dewi"]);
    let mut dewi = people.remove(0);
    let own = cast
        .try_ask(&mut dewi, json!({"do": "activity-log", "minutes": 60, "element": "my-community", "text": "Lunch club", "area": null, "confirm_by": "me"}))
        .unwrap_err();
    assert_eq!(own.code, "self-attested");
    cast.ask(
        &mut dewi,
        json!({"do": "activity-log", "minutes": 60, "element": "my-community", "text": "Lunch club", "area": "Upper Derw", "confirm_by": null}),
    );
    settle(&mut cast, &mut [&mut dewi, &mut office]);
    let few = cast.try_ask(&mut office, json!({"do": "visit-confirm", "visit": "a1"})).unwrap_err();
    assert_eq!((few.code.as_str(), few.said.as_str()), ("too-few-digits", "Too few digits: say at least the first 4 digits of its id."));
    let waits = cast.ask(&mut office, json!({"do": "visits-to-confirm"}));
    assert_eq!((waits[0]["text"].as_str(), waits[0]["minutes"].as_u64()), (Some("Lunch club"), Some(60)));
    let confirmed = cast.ask(&mut office, json!({"do": "visit-confirm", "visit": waits[0]["id"]}));
    assert_eq!(confirmed["hour_reason"], "Confirmed, and taken to the book here.", "the office is not told to meet the office");
    settle(&mut cast, &mut [&mut office, &mut dewi]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1);
}

/// covers: C12, X1
#[test]
fn the_office_opens_again_with_the_same_book() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 180);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let before = cast.ask(&mut office, json!({"do": "book"}));
    let mut office = cast.reopen(office);
    assert_eq!(cast.ask(&mut office, json!({"do": "book"})), before);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let after = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((after["minted"].as_u64(), after["adds_up"].as_bool()), (Some(4), Some(true)));
}

/// A program of Dewi's own making writes his gift where everybody sees it and sends it to nobody: what the ledger does not hold, the notary
/// could not read again.
///
/// covers: C11
#[test]
fn a_coin_operation_that_a_member_writes_outside_the_ledger_is_nothing_to_the_notary() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    for row in dewi.kith.storage.outgoing(100).unwrap() {
        dewi.kith.storage.drop_outgoing(row.n).unwrap();
    }
    let (own, commons) = (dewi.kith.space(&dewi.kith.own).unwrap().n, dewi.kith.commons().unwrap());
    let objects = dewi.kith.storage.coin_items(own).unwrap().into_iter().filter(|(kind, ..)| *kind == CoinItem::Object as u8);
    let gift = objects.map(|(.., bytes)| bytes).next_back().unwrap();
    let now_ms = cast.now_ms;
    dewi.kith.append(commons, Kind::Fact, Fact::Coin(CoinItem::Object as u8, gift).to_bytes(), now_ms).unwrap();
    let before = cast.ask(&mut office, json!({"do": "book"}));
    cast.sync(&mut dewi);
    cast.sync(&mut office);
    assert_eq!(cast.ask(&mut office, json!({"do": "book"})), before);
    let mut office = cast.reopen(office);
    cast.sync(&mut office);
    assert_eq!(cast.ask(&mut office, json!({"do": "book"})), before);
}

/// covers: C2
#[test]
fn minutes_confirmed_in_the_circle_are_in_the_visitors_jar_whether_or_not_they_fill_a_coin() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": "Mair's circle"}));
    cast.ask(
        &mut dewi,
        json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 25, "done": ["my-care"], "how": "bright", "text": "", "handover": "", "area": null}),
    );
    cast.sync(&mut dewi);
    cast.sync(&mut mair);
    let first = cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    let again = cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    assert_eq!(first["hand_over"]["text"], again["hand_over"]["text"], "confirming twice is the same word");
    cast.sync(&mut mair);
    cast.sync(&mut dewi);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["jar_minutes"], 25, "before the office has counted them");
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["jar_minutes"], 25);
    assert_eq!(cast.ask(&mut office, json!({"do": "book"}))["minutes_in_jars"], 25);
}

/// covers: C2, C8
#[test]
fn words_and_a_poem_travel_apart_and_what_was_earned_has_its_time() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut mair, &mut dewi, &mut office]);
    let purse = cast.ask(&mut dewi, json!({"do": "purse"}));
    assert_eq!(purse["movements"][0]["what"], "earned");
    assert!(purse["movements"][0]["at_ms"].as_u64().unwrap() > 0);
    for (words, poem) in [("For the song", Some("A kettle sings,\nand so do we.")), ("For the song", None), ("", Some("A kettle sings."))] {
        visit(&mut cast, &mut dewi, &mut mair, 60);
        settle(&mut cast, &mut [&mut mair, &mut dewi, &mut office]);
        let given =
            cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": null, "words": words, "poem": poem, "share": true}));
        cast.ask(&mut ana, json!({"do": "receive", "text": given["hand_over"]["text"]}));
        let story = cast.ask(&mut ana, json!({"do": "coin", "coin": given["coins"][0]}))["story"].clone();
        let hop = story.as_array().unwrap().last().unwrap();
        assert_eq!((hop["words"].as_str(), hop["poem"].as_str()), (Some(words), poem), "{story}");
    }
}

/// covers: X4
#[test]
fn an_error_is_said_in_the_devices_language() {
    let mut cast = Cast::new();
    let mut mair = cast.phone("Mair", 7);
    cast.ask(&mut mair, json!({"do": "set-language", "language": "cy"}));
    let error = cast.try_ask(&mut mair, json!({"do": "rename", "name": "x".repeat(200)})).unwrap_err();
    assert_eq!((error.code.as_str(), error.said.as_str()), ("name-too-long", "Mae gan enw 120 o nodau ar y mwyaf."));
}

/// covers: C11
#[test]
fn the_co_ops_rules_are_decided_by_those_entitled_numbered_and_kept_to_by_every_phone() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    let first = cast.ask(&mut ana, json!({"do": "coin-policy"}));
    assert_eq!((first["number"].as_u64(), first["hops"].as_u64(), first["mine_to_set"].as_bool()), (Some(0), Some(3), Some(false)));
    let set = json!({"do": "coin-policy-set", "change": {"hops": 2, "promised": 2}});
    assert_eq!(cast.try_ask(&mut ana, set.clone()).unwrap_err().code, "not-policy-maker");
    assert_eq!(cast.try_ask(&mut office, json!({"do": "coin-policy-set", "change": {"hops": 9}})).unwrap_err().code, "policy-out-of-bounds");
    cast.ask(&mut office, set);
    visit(&mut cast, &mut dewi, &mut mair, 240);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let policy = cast.ask(&mut ana, json!({"do": "coin-policy"}));
    assert_eq!((policy["number"].as_u64(), policy["hops"].as_u64(), policy["promised"].as_u64()), (Some(1), Some(2), Some(2)));
    assert_eq!(policy["by"]["name"], "Office");

    // One more than the co-op insures from one to one is not promised.
    let give =
        |to: &str, count: u32| json!({"do": "coin-give", "to": to, "count": count, "coins": [], "element": null, "words": "", "poem": null, "share": false});
    assert_eq!(cast.try_ask(&mut dewi, give("Ana", 3)).unwrap_err().code, "promised-to-one");
    let given = cast.ask(&mut dewi, give("Ana", 1));
    cast.ask(&mut ana, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    let coin = cast.ask(&mut ana, json!({"do": "coin", "coin": given["coins"][0]}));
    assert_eq!((coin["state"].as_str(), coin["steps"].as_u64()), (Some("promised"), Some(1)));

    // The second promised step is the last; the third is refused, for a reason that can be understood.
    let again = cast.ask(&mut ana, give("Mair", 1));
    cast.ask(&mut mair, json!({"do": "receive", "text": again["hand_over"]["text"]}));
    let coin = cast.ask(&mut mair, json!({"do": "coin", "coin": given["coins"][0]}));
    assert_eq!((coin["steps"].as_u64(), coin["state_reason"].as_str().unwrap().contains("2 steps")), (Some(2), true), "{coin}");
    let third = cast.try_ask(
        &mut mair,
        json!({"do": "coin-give", "to": "Dewi", "count": 1, "coins": [given["coins"][0]], "element": null, "words": "",
                                             "poem": null, "share": false}),
    );
    assert_eq!(third.unwrap_err().code, "coin-must-settle");
    let any = cast.try_ask(&mut mair, give("Dewi", 1)).unwrap_err();
    assert_eq!((any.code.as_str(), any.said.contains("1 more can be given")), ("coins-must-settle", true), "{}", any.said);
    settle(&mut cast, &mut [&mut mair, &mut ana, &mut dewi, &mut office]);
    assert_eq!(cast.ask(&mut mair, json!({"do": "purse"}))["balance"]["settled"], 1);
    assert_eq!(cast.ask(&mut office, json!({"do": "book"}))["adds_up"], true);
}

/// covers: C12
#[test]
fn what_a_coordinator_decided_goes_on_holding_when_their_role_ends() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, _ana) = cast_of_three(&mut cast);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Mair", "role": "coordinator"}));
    cast.ask(&mut office, json!({"do": "coin-policy-set", "change": {"hops": 2}}));
    settle(&mut cast, &mut [&mut office, &mut mair, &mut dewi]);
    cast.ask(&mut mair, json!({"do": "coin-policy-set", "change": {"hops": 3}}));
    settle(&mut cast, &mut [&mut mair, &mut office, &mut dewi]);
    cast.ask(&mut office, json!({"do": "role-revoke", "person": "Mair", "role": "coordinator"}));
    settle(&mut cast, &mut [&mut office, &mut dewi, &mut mair]);
    for phone in [&mut office, &mut dewi, &mut mair] {
        let policy = cast.ask(phone, json!({"do": "coin-policy"}));
        assert_eq!((policy["number"].as_u64(), policy["hops"].as_u64()), (Some(2), Some(3)), "{policy}");
    }
    assert_eq!(cast.try_ask(&mut mair, json!({"do": "coin-policy-set", "change": {"hops": 1}})).unwrap_err().code, "not-policy-maker");
    assert_eq!(cast.ask(&mut office, json!({"do": "coin-policy-set", "change": {"hops": 1}}))["number"], 3);
}

/// covers: C7
#[test]
fn a_coin_given_with_nothing_but_an_element_is_told_as_given_before_and_after_it_settles() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    for minutes in [45, 15] {
        visit(&mut cast, &mut dewi, &mut mair, minutes);
    }
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let give = json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": "my-home", "words": "", "poem": null, "share": false});
    let given = cast.ask(&mut dewi, give);
    cast.ask(&mut ana, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    let steps = |purse: &serde_json::Value| -> Vec<String> {
        purse["coins"][0]["story"].as_array().unwrap().iter().map(|h| format!("{} {}", h["what"].as_str().unwrap(), h["element"].as_str().unwrap())).collect()
    };
    assert_eq!(steps(&cast.ask(&mut ana, json!({"do": "purse"}))).last().unwrap(), "given my-home");
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi]);
    assert_eq!(steps(&cast.ask(&mut ana, json!({"do": "purse"}))), ["earned my-care", "earned my-care", "given my-home"]);
}

/// covers: C11, C12
#[test]
fn coins_go_to_the_device_whose_code_was_shown_and_from_one_device_of_mine_to_another() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 120);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    let mut tablet = cast.phone("Tablet", 60);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut ana, json!({"do": "device-admit", "request": request["text"], "label": "Tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    settle(&mut cast, &mut [&mut ana, &mut tablet, &mut office, &mut dewi]);
    // Ana's tablet shows its code: what Dewi gives then is for the tablet.
    let invoice = cast.ask(&mut tablet, json!({"do": "coin-invoice"}));
    cast.ask(&mut dewi, json!({"do": "receive", "text": invoice["text"]}));
    let give = |to: &str| json!({"do": "coin-give", "to": to, "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false});
    let given = cast.ask(&mut dewi, give("Ana"));
    let taken = cast.ask(&mut tablet, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    assert_eq!((&taken["outcome"], &taken["code"]), (&json!("taken"), &json!("coins-promised")), "{taken}");
    settle(&mut cast, &mut [&mut tablet, &mut office, &mut dewi, &mut ana]);
    let counts = |cast: &mut Cast, phone: &mut Phone| {
        let purse = cast.ask(phone, json!({"do": "purse"}));
        (purse["balance"]["settled"].as_u64().unwrap(), purse["elsewhere"].as_u64().unwrap())
    };
    assert_eq!((counts(&mut cast, &mut tablet), counts(&mut cast, &mut ana)), ((1, 0), (0, 1)));
    // From the tablet to the phone, both hers.
    let moved = cast.ask(&mut tablet, give("me"));
    cast.ask(&mut ana, json!({"do": "receive", "text": moved["hand_over"]["text"]}));
    settle(&mut cast, &mut [&mut ana, &mut office, &mut tablet]);
    cast.sync(&mut ana);
    assert_eq!((counts(&mut cast, &mut tablet), counts(&mut cast, &mut ana)), ((0, 1), (1, 0)));
    // What was written within one minute stands in no order of its own.
    let lines = cast.ask(&mut tablet, json!({"do": "purse"}))["movements"].clone();
    assert!(lines.as_array().unwrap().iter().any(|line| line["what"] == "moved" && line["state"] == "settled"), "{lines}");
    // Dewi has one device alone.
    assert_eq!(cast.try_ask(&mut dewi, give("me")).unwrap_err().code, "to-oneself");
}
