//! Pictures on coins: they travel after the words, hang on the story, are refused without refusing the coin, and are taken down.

use super::{
    attachments::photo,
    cast::{Cast, Phone},
    coins::{cast_of_three, settle, visit},
};
use crate::{
    fact::{CoinItem, Fact, Notice},
    kith::drops::CoinPart,
    picture,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kith_wire::{Kind, limits};
use serde_json::{Value, json};

fn gift(to: &str) -> Value {
    let picture = json!({"name": "IMG_20261122.jpg", "words": "The oak by the gate", "data": STANDARD.encode(photo())});
    json!({"do": "coin-give", "to": to, "count": 1, "coins": [], "element": null, "words": "Thanks", "poem": "One line", "picture": picture, "share": true})
}

fn pictures(cast: &mut Cast, phone: &mut Phone, coin: &Value) -> Vec<Value> {
    cast.ask(phone, json!({"do": "coin-pictures", "coin": coin})).as_array().unwrap().clone()
}

fn bytes(cast: &mut Cast, phone: &mut Phone, picture: &Value) -> Vec<u8> {
    STANDARD.decode(cast.ask(phone, json!({"do": "coin-picture", "picture": picture}))["data"].as_str().unwrap()).unwrap()
}

/// Copies of pictures that a phone keeps of its own, in its own space or the ledger.
fn copies(phone: &Phone) -> usize {
    let of = |space| phone.kith.storage.coin_item_entries(space, CoinItem::Attachment as u8).unwrap();
    phone.kith.spaces.values().map(|space| of(space.n).iter().filter(|(.., bytes)| bytes[0] != 0).count()).sum()
}

/// covers: C8, C7
#[test]
fn a_picture_follows_the_coin_hangs_on_its_story_and_leaves_the_code_to_the_words() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let given = cast.ask(&mut dewi, gift("Ana"));
    let coin = given["coins"][0].clone();
    assert!(!given["hand_over"]["qr"].is_null(), "a code that holds the words still fits a square");
    cast.ask(&mut ana, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    let hanging = pictures(&mut cast, &mut ana, &coin);
    assert_eq!((hanging.len(), &hanging[0]["state"], &hanging[0]["shows"]), (1, &json!("not-here"), &json!("The oak by the gate")), "words first: {hanging:?}");
    let story = cast.ask(&mut ana, json!({"do": "coin", "coin": coin}))["story"].clone();
    assert_eq!((&story[1]["words"], &story[1]["poem"]), (&json!("Thanks"), &json!("One line")));
    assert_eq!(hanging[0]["step"], 1, "on the step that it came with");
    // It comes with the next exchange, before the office has heard of anything.
    cast.sync(&mut dewi);
    cast.sync(&mut ana);
    let hanging = pictures(&mut cast, &mut ana, &coin);
    assert_eq!(hanging[0]["state"], "here", "{hanging:?}");
    let seen = bytes(&mut cast, &mut ana, &hanging[0]["picture"]);
    assert!(seen.len() <= picture::COIN_PICTURE_BYTES_MAX && picture::is_coin_picture(&seen));
    // The office publishes it once; then no phone keeps a copy of its own, and every member sees the same.
    settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    for phone in [&mut mair, &mut ana, &mut office] {
        assert_eq!(bytes(&mut cast, phone, &hanging[0]["picture"]), seen);
    }
    assert_eq!(copies(&office), 0, "the ledger keeps none");
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["adds_up"].as_bool(), book["promised"].as_u64()), (Some(true), Some(0)));
}

/// covers: C8
#[test]
fn a_picture_is_refused_without_refusing_the_coin_and_wanted_again() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let coin = cast.ask(&mut dewi, gift("Ana"))["coins"][0].clone();
    cast.sync(&mut dewi);
    cast.sync(&mut ana);
    let picture = pictures(&mut cast, &mut ana, &coin)[0]["picture"].clone();
    assert_eq!(copies(&ana), 1);
    cast.ask(&mut ana, json!({"do": "coin-picture-refuse", "picture": picture, "refuse": true}));
    assert_eq!(copies(&ana), 0, "what was kept of it is gone from the phone");
    assert_eq!(pictures(&mut cast, &mut ana, &coin)[0]["state"], "refused");
    assert_eq!(cast.try_ask(&mut ana, json!({"do": "coin-picture", "picture": picture})).unwrap_err().code, "picture-not-here");
    settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    assert_eq!(cast.ask(&mut ana, json!({"do": "purse"}))["balance"]["settled"], 1, "the coin came and settled");
    assert_eq!(pictures(&mut cast, &mut ana, &coin)[0]["state"], "refused", "published or not");
    assert_eq!(pictures(&mut cast, &mut mair, &coin)[0]["state"], "here", "others see it");
    ana = cast.reopen(ana);
    cast.ask(&mut ana, json!({"do": "coin-picture-refuse", "picture": picture, "refuse": false}));
    assert_eq!(pictures(&mut cast, &mut ana, &coin)[0]["state"], "here");
}

/// covers: C8, X5
#[test]
fn a_picture_is_taken_down_for_everybody_by_its_giver_or_a_keeper_and_does_not_come_back() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let coin = cast.ask(&mut dewi, gift("Ana"))["coins"][0].clone();
    settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    let picture = pictures(&mut cast, &mut mair, &coin)[0]["picture"].clone();
    let kept = bytes(&mut cast, &mut mair, &picture);
    let erase = json!({"do": "coin-picture-erase", "picture": picture, "reason": ""});
    assert_eq!(cast.try_ask(&mut mair, erase.clone()).unwrap_err().code, "not-its-giver");
    assert_eq!(cast.try_ask(&mut ana, erase.clone()).unwrap_err().code, "not-its-giver", "nor whoever got it");
    assert_eq!(cast.ask(&mut dewi, erase.clone())["state"], "asked");
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut ana, &mut mair]);
    for phone in [&mut mair, &mut ana, &mut office, &mut dewi] {
        assert_eq!(pictures(&mut cast, phone, &coin)[0]["state"], "not-here");
    }
    // Whoever kept it and sends it again brings nothing back, opened anew or not.
    office = cast.reopen(office);
    let again = CoinPart { kind: CoinItem::Attachment as u8, bytes: [&[1u8][..], &kept].concat() };
    let now = cast.now_ms;
    mair.kith.transact(|k| k.send_parts(vec![again], now)).unwrap();
    settle(&mut cast, &mut [&mut mair, &mut office, &mut ana]);
    assert_eq!(pictures(&mut cast, &mut ana, &coin)[0]["state"], "not-here");
    assert_eq!(copies(&office), 0);
    let story = cast.ask(&mut ana, json!({"do": "coin", "coin": coin}))["story"].clone();
    assert_eq!((&story[1]["words"], &story[1]["settled"]), (&json!("Thanks"), &json!(true)), "the rest of the story stays");
    assert_eq!(cast.ask(&mut ana, json!({"do": "purse"}))["balance"]["settled"], 1);
}

/// covers: C8, C11
#[test]
fn pictures_that_nothing_told_names_or_that_are_not_small_and_bare_are_not_kept() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let small = picture::make_small_for_coin(&photo()).unwrap().bytes;
    let now = cast.now_ms;
    let part = |bytes: &[u8]| vec![CoinPart { kind: CoinItem::Attachment as u8, bytes: [&[1u8][..], bytes].concat() }];
    let sender = dewi.kith.device;
    ana.kith.transact(|k| k.take_coins(sender, part(&small), now)).unwrap();
    assert_eq!(copies(&ana), 0, "nobody told of it");
    // At the office one that is large, or carries more than a picture, is not taken at all.
    let commented = [&small[..2], &[0xff, 0xfe, 0, 6, b'h', b'o', b'm', b'e'], &small[2..]].concat();
    for odd in [photo(), commented, b"\xff\xd8\xff and more".to_vec()] {
        assert!(!picture::is_coin_picture(&odd));
        if odd.len() < 40_000 {
            dewi.kith.transact(|k| k.send_parts(part(&odd), now)).unwrap();
        }
    }
    settle(&mut cast, &mut [&mut dewi, &mut office]);
    assert_eq!(copies(&office), 0);
    dewi.kith.transact(|k| k.send_parts(part(&small), now)).unwrap();
    settle(&mut cast, &mut [&mut dewi, &mut office]);
    assert_eq!(copies(&office), 1, "a sound one waits for a line that names it, and is shown to nobody");
    assert_eq!(cast.try_ask(&mut office, json!({"do": "coin-picture", "picture": "abcd"})).unwrap_err().code, "no-such-picture");
}

/// covers: C8
#[test]
fn whoever_names_anothers_picture_takes_it_from_nobody_and_the_office_says_why() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    for _ in 0..2 {
        visit(&mut cast, &mut dewi, &mut mair, 60);
    }
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let coin = cast.ask(&mut dewi, gift("Ana"))["coins"][0].clone();
    for _ in 0..2 {
        settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    }
    let picture = pictures(&mut cast, &mut mair, &coin)[0]["picture"].clone();
    // Ana gives the coin on with the same picture, and asks for it to be taken down as its giver.
    cast.ask(&mut ana, gift("Mair"));
    for _ in 0..2 {
        settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    }
    let erase = |reason: &str| json!({"do": "coin-picture-erase", "picture": picture, "reason": reason});
    assert_eq!(cast.ask(&mut ana, erase(""))["state"], "asked");
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi, &mut mair]);
    assert_eq!(pictures(&mut cast, &mut mair, &coin)[0]["state"], "here", "it is Dewi's");
    assert_eq!(cast.try_ask(&mut office, erase(" ")).unwrap_err().code, "picture-reason");
    assert_eq!(cast.ask(&mut office, erase("Her garden can be told from it"))["state"], "gone");
    settle(&mut cast, &mut [&mut ana, &mut office, &mut dewi, &mut mair]);
    assert_eq!(pictures(&mut cast, &mut mair, &coin)[0]["state"], "not-here");
}

/// covers: C8, X5
#[test]
fn a_picture_that_was_taken_down_comes_back_by_no_members_hand() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let coin = cast.ask(&mut dewi, gift("Ana"))["coins"][0].clone();
    for _ in 0..2 {
        settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    }
    let picture = pictures(&mut cast, &mut mair, &coin)[0]["picture"].clone();
    let kept = bytes(&mut cast, &mut mair, &picture);
    cast.ask(&mut dewi, json!({"do": "coin-picture-erase", "picture": picture, "reason": ""}));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut ana, &mut mair]);
    assert_eq!(pictures(&mut cast, &mut ana, &coin)[0]["state"], "not-here");
    let (now, commons) = (cast.now_ms, mair.kith.commons().unwrap());
    let attached = [&[1u8][..], &kept].concat();
    let hash = blake3_of(&picture);
    let notice = Fact::Notice(Notice::Attachment as u8, hash, attached).to_bytes();
    mair.kith.transact(|k| k.append(commons, Kind::Fact, notice, now).map(drop)).unwrap();
    settle(&mut cast, &mut [&mut mair, &mut office, &mut ana]);
    for phone in [&mut mair, &mut ana, &mut office] {
        assert_eq!(pictures(&mut cast, phone, &coin)[0]["state"], "not-here");
    }
}

/// The hash that a picture's name says.
fn blake3_of(picture: &Value) -> Vec<u8> {
    let name = picture.as_str().unwrap();
    (0..name.len()).step_by(2).map(|at| u8::from_str_radix(&name[at..at + 2], 16).unwrap()).collect()
}

/// covers: C8
#[test]
fn the_office_keeps_so_many_pictures_of_one_person_that_nothing_names_and_says_so() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let small = picture::make_small_for_coin(&photo()).unwrap().bytes;
    let (ledger, now) = (office.kith.ledger_space().unwrap().id, cast.now_ms);
    // As many waiting as there may be, which the flood has left in its wake.
    let sender = dewi.kith.me;
    let name = format!("pictures-of-{}", sender.hex());
    let part = [&[1u8][..], &small].concat();
    let odd: Vec<Vec<u8>> = (0..limits::COIN_PICTURES_WAITING_MAX).map(|n| [&[1u8][..], format!("picture {n}").as_bytes()].concat()).collect();
    let facts = odd.iter().map(|bytes| Fact::Coin(CoinItem::Attachment as u8, bytes.clone()).to_bytes()).collect();
    let waiting: Vec<u8> = odd.iter().flat_map(|bytes| crate::kith::coins::read_attachment(bytes).unwrap().hash().0).collect();
    office
        .kith
        .transact(|k| {
            k.append_facts(ledger, facts, now)?;
            Ok(k.storage.set_meta(&name, &waiting)?)
        })
        .unwrap();
    let refused = |office: &Phone| office.kith.storage.refused().unwrap().into_iter().find(|(why, _)| why == "too-many-coin-pictures").map_or(0, |(_, n)| n);
    assert!(!office.kith.transact(|k| k.keeps_attachment(ledger, &sender, &part)).unwrap());
    assert_eq!(refused(&office), 1);
    assert!(office.kith.transact(|k| k.keeps_attachment(ledger, &mair.kith.me, &part)).unwrap(), "others' are taken");
    // What has gone since makes room.
    office.kith.transact(|k| Ok(k.storage.set_meta(&name, &[[7; 32].as_slice(), &waiting[32..]].concat())?)).unwrap();
    assert!(office.kith.transact(|k| k.keeps_attachment(ledger, &sender, &part)).unwrap());
}
