//! Phones that meet with no relay between them: what each has for the other crosses, and what it leads to.

use super::cast::{CIRCLE, Cast, Phone, texts};
use crate::{
    kith::drops::{Message, News},
    seal,
    sync::{Limits, Reader, Role, Session, SyncStore, Taken},
};
use kith_wire::{DeviceId, SpaceId, limits};
use serde_json::{Value, json};

/// Sessions in one meeting, as the node has them.
const SESSIONS: u8 = 3;

/// Two phones meet, cut off after so many frames; how many there were.
fn meet_cut(cast: &mut Cast, a: &mut Phone, b: &mut Phone, cut: usize) -> usize {
    cast.now_ms += 1;
    let now = cast.now_ms;
    let mut frames = 0;
    for session in 0..SESSIONS {
        a.kith.before_meeting(now).unwrap();
        b.kith.before_meeting(now).unwrap();
        let channel = *blake3::hash(&[now.to_be_bytes().as_slice(), &[session]].concat()).as_bytes();
        let mut left = Session::new(channel, Role::Initiator, Limits::default());
        let mut right = Session::new(channel, Role::Responder, Limits::default());
        right.start(&mut b.kith).unwrap();
        let mut out = left.start(&mut a.kith).unwrap().frames;
        while !out.is_empty() {
            let mut back = Vec::new();
            for frame in std::mem::take(&mut out) {
                if frames == cut {
                    return frames;
                }
                frames += 1;
                back.extend(right.handle(&mut b.kith, &frame, now).unwrap().frames);
            }
            for frame in back {
                if frames == cut {
                    return frames;
                }
                frames += 1;
                out.extend(left.handle(&mut a.kith, &frame, now).unwrap().frames);
            }
        }
        right.finish(&mut b.kith).unwrap();
        if !left.finish(&mut a.kith).unwrap().again {
            break;
        }
    }
    a.kith.peer_met(now);
    b.kith.peer_met(now);
    frames
}

pub(super) fn meet(cast: &mut Cast, a: &mut Phone, b: &mut Phone) {
    meet_cut(cast, a, b, usize::MAX);
}

/// What of a phone's own waits, by kind.
fn waiting(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    texts(&cast.ask(phone, json!({"do": "truth"}))["items"], "what")
}

fn circle_of(cast: &mut Cast, phone: &mut Phone) {
    cast.ask(phone, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(phone, json!({"do": "note-write", "circle": CIRCLE, "text": "Tea at four"}));
}

fn add(cast: &mut Cast, phone: &mut Phone, name: &str) {
    cast.ask(phone, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
}

/// covers: X2, R1
#[test]
fn who_was_added_to_a_circle_is_in_it_when_the_phones_have_met() {
    for elin_connects in [true, false] {
        let mut cast = Cast::new();
        let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
        let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
        circle_of(&mut cast, &mut elin);
        add(&mut cast, &mut elin, "Dewi");
        assert!(waiting(&mut cast, &mut elin).contains(&"membership".to_owned()));
        let (a, b) = if elin_connects { (&mut elin, &mut dewi) } else { (&mut dewi, &mut elin) };
        meet(&mut cast, a, b);
        assert_eq!(cast.notes(&mut dewi), ["Tea at four"], "in the same meeting");
        assert!(waiting(&mut cast, &mut elin).is_empty());
        assert!(elin.kith.storage.outgoing(9).unwrap().is_empty());
        // Nothing waits: one round trip, as ever.
        assert_eq!(meet_cut(&mut cast, &mut elin, &mut dewi, usize::MAX), 2);
    }
}

/// covers: X2, R2
#[test]
fn a_request_to_come_in_its_answer_and_what_there_is_to_read_cross_in_one_meeting() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    circle_of(&mut cast, &mut elin);
    let invitation = cast.ask(&mut elin, json!({"do": "invite", "circle": CIRCLE}));
    cast.ask(&mut dewi, json!({"do": "join", "invitation": invitation["text"]}));
    meet(&mut cast, &mut dewi, &mut elin);
    assert_eq!(cast.notes(&mut dewi), ["Tea at four"]);
}

/// covers: C1, C2, C11, C12, X2
#[test]
fn an_hour_becomes_a_coin_and_is_given_on_and_settles_by_meetings_alone() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Mair", "Dewi", "Ana"]);
    let (mut ana, mut dewi, mut mair) = (people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap());
    circle_of(&mut cast, &mut mair);
    add(&mut cast, &mut mair, "Dewi");
    meet(&mut cast, &mut mair, &mut dewi);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(65);
    cast.ask(
        &mut dewi,
        json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 65, "done": ["my-care"], "how": "bright", "text": "", "handover": "", "area": null}),
    );
    meet(&mut cast, &mut dewi, &mut mair);
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    meet(&mut cast, &mut mair, &mut office);
    meet(&mut cast, &mut office, &mut dewi);
    // Whoever met the office first, the hour is counted by now.
    let balance = |cast: &mut Cast, phone: &mut Phone| cast.ask(phone, json!({"do": "purse"}))["balance"].clone();
    assert_eq!(balance(&mut cast, &mut dewi)["settled"], 1);
    cast.ask(&mut dewi, json!({"do": "coin-give", "to": "Ana", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    meet(&mut cast, &mut dewi, &mut ana);
    assert_eq!(balance(&mut cast, &mut ana)["promised"], 1);
    meet(&mut cast, &mut ana, &mut office);
    meet(&mut cast, &mut dewi, &mut office);
    meet(&mut cast, &mut ana, &mut office);
    assert_eq!(balance(&mut cast, &mut ana), json!({"settled": 1, "promised": 0, "contested": 0, "jar_minutes": 0}));
    assert_eq!(balance(&mut cast, &mut dewi)["settled"], 0);
    let book = cast.ask(&mut office, json!({"do": "book"}));
    assert_eq!((book["minted"].as_u64(), book["adds_up"].as_bool()), (Some(1), Some(true)));
}

/// covers: C1, C12, X2
#[test]
fn a_confirmed_hour_reaches_the_office_by_whichever_of_the_two_phones_meets_it_and_counts_once() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Mair", "Dewi"]);
    let (mut dewi, mut mair) = (people.pop().unwrap(), people.pop().unwrap());
    circle_of(&mut cast, &mut mair);
    add(&mut cast, &mut mair, "Dewi");
    meet(&mut cast, &mut mair, &mut dewi);
    let visit = cast.ask(&mut dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    cast.tick(60);
    cast.ask(&mut dewi, json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 60, "done": ["my-care"], "text": "", "handover": ""}));
    meet(&mut cast, &mut dewi, &mut mair);
    cast.ask(&mut mair, json!({"do": "visit-confirm", "visit": visit["id"]}));
    meet(&mut cast, &mut mair, &mut dewi);
    // Mair's phone goes nowhere; Dewi's passes the office.
    cast.tick(1);
    meet(&mut cast, &mut dewi, &mut office);
    let minted = |cast: &mut Cast, office: &mut Phone| cast.ask(office, json!({"do": "book"}))["minted"].as_u64();
    assert_eq!(minted(&mut cast, &mut office), Some(1));
    cast.tick(1);
    meet(&mut cast, &mut mair, &mut office);
    meet(&mut cast, &mut dewi, &mut office);
    assert_eq!(minted(&mut cast, &mut office), Some(1));
    assert_eq!(cast.ask(&mut dewi, json!({"do": "purse"}))["balance"]["settled"], 1);
}

/// covers: X2, X3
#[test]
fn what_one_phone_of_a_person_was_given_their_others_get_from_it() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    let mut others = Vec::new();
    for seed in [77, 78] {
        let mut tablet = cast.phone("Elin's tablet", seed);
        let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
        let grant = cast.ask(&mut elin, json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
        cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
        others.push(tablet);
    }
    for tablet in &mut others {
        meet(&mut cast, &mut elin, tablet);
    }
    meet(&mut cast, &mut elin, &mut dewi);
    circle_of(&mut cast, &mut dewi);
    add(&mut cast, &mut dewi, "Elin");
    meet(&mut cast, &mut dewi, &mut elin);
    assert!(dewi.kith.storage.outgoing(9).unwrap().is_empty());
    // It is nobody's waiting thing: Elin made none of it.
    assert!(!waiting(&mut cast, &mut elin).contains(&"other".to_owned()));
    for tablet in &mut others {
        meet(&mut cast, &mut elin, tablet);
        assert_eq!(cast.notes(tablet), ["Tea at four"]);
    }
    assert!(elin.kith.storage.outgoing(9).unwrap().iter().all(|row| row.space.is_some()), "all of hers have it");
}

/// covers: R8, X2
#[test]
fn a_concern_stays_until_each_of_those_who_look_after_safety_has_it() {
    let mut cast = Cast::new();
    let (mut office, people) = cast.coop(&["Dewi", "Ana", "Bethan", "Huw"]);
    let [mut dewi, mut ana, mut bethan, mut huw]: [Phone; 4] = people.try_into().unwrap_or_else(|_| panic!("four people"));
    for name in ["Ana", "Bethan"] {
        cast.ask(&mut office, json!({"do": "grant-role", "person": name, "role": "safeguarding-lead"}));
    }
    for _ in 0..3 {
        for phone in [&mut office, &mut ana, &mut bethan, &mut dewi, &mut huw] {
            cast.sync(phone);
        }
    }
    let raised = cast.ask(&mut dewi, json!({"do": "concern-raise", "about": null, "circle": null, "text": "The gas was on.", "danger": false}));
    let id = raised["concern"]["id"].clone();
    let drops = |phone: &Phone| phone.kith.storage.outgoing(9).unwrap().iter().filter(|row| row.space.is_none()).count();
    // Somebody who does not look after safety is handed nothing.
    meet(&mut cast, &mut dewi, &mut huw);
    meet(&mut cast, &mut office, &mut dewi);
    assert_eq!(drops(&dewi), 1);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "concern", "concern": id}))["state"], "waits");
    meet(&mut cast, &mut dewi, &mut ana);
    assert_eq!(cast.ask(&mut ana, json!({"do": "concern", "concern": id}))["text"], "The gas was on.");
    assert_eq!(drops(&dewi), 1, "Bethan has yet to have it from Dewi");
    assert!(!waiting(&mut cast, &mut dewi).contains(&"other".to_owned()));
    meet(&mut cast, &mut bethan, &mut dewi);
    assert_eq!(drops(&dewi), 0);
    assert_eq!(cast.ask(&mut bethan, json!({"do": "concern", "concern": id}))["text"], "The gas was on.");
}

/// covers: X1, X2
#[test]
fn a_meeting_cut_off_after_any_frame_and_both_phones_restarted_loses_no_drop() {
    for cut in 0.. {
        let mut cast = Cast::new();
        let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
        let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
        circle_of(&mut cast, &mut elin);
        add(&mut cast, &mut elin, "Dewi");
        let frames = meet_cut(&mut cast, &mut elin, &mut dewi, cut);
        let (mut elin, mut dewi) = (cast.reopen(elin), cast.reopen(dewi));
        meet(&mut cast, &mut elin, &mut dewi);
        assert_eq!(cast.notes(&mut dewi), ["Tea at four"], "cut after {cut}");
        assert!(elin.kith.storage.outgoing(9).unwrap().is_empty(), "cut after {cut}");
        if frames < cut {
            assert!(cut > 6, "there was something to cut");
            break;
        }
    }
}

/// A drop for Dewi's inbox, as Elin's phone seals it.
fn drop_for(from: &mut Phone, to: &Phone, now_ms: u64) -> Vec<u8> {
    let inbox = to.kith.my_inbox().unwrap();
    let message = Message::News(News { space: SpaceId([9; 32]), runs: vec![] });
    from.kith.transact(|k| k.seal_message(&inbox, false, &message, now_ms)).unwrap()
}

/// covers: X1, X2
#[test]
fn drops_that_are_repeated_damaged_or_for_nobody_here_are_counted_and_stop_nothing() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    circle_of(&mut cast, &mut elin);
    add(&mut cast, &mut elin, "Dewi");
    let good = elin.kith.storage.outgoing(1).unwrap().remove(0).envelope;
    let mut bent = good.clone();
    let n = bent.len();
    bent[n - 9] ^= 1;
    let elins = drop_for(&mut dewi, &elin, cast.now_ms);
    let keys = elin.kith.spaces[&elin.kith.commons.unwrap()].current().unwrap().1.clone();
    let space = seal::seal_space(&keys.entry, keys.tag(), &[], &mut crate::entropy::SeededEntropy::new(5)).unwrap();
    let drops = [b"nonsense".to_vec(), good[..40].to_vec(), bent, elins, space, vec![1; limits::ENVELOPE_BYTES_MAX + 1], good.clone(), good.clone()];
    let taken = dewi.kith.take_drops(&drops, cast.now_ms).unwrap();
    assert_eq!(taken, Taken { taken: 1, known: 1, waiting: 0, refused: 6 });
    assert!(dewi.kith.circle(CIRCLE).is_ok());
    assert_eq!(dewi.kith.take_drops(&[good], cast.now_ms).unwrap(), Taken { known: 1, ..Taken::default() });
    meet(&mut cast, &mut elin, &mut dewi);
    assert_eq!(cast.notes(&mut dewi), ["Tea at four"]);
    assert!(elin.kith.storage.outgoing(9).unwrap().is_empty());
}

/// covers: X2
#[test]
fn more_drops_than_one_meeting_carries_wait_for_the_next() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    let meeting = limits::SESSION_DROPS_MAX * usize::from(SESSIONS);
    let inbox = dewi.kith.my_inbox().unwrap();
    for _ in 0..meeting + 3 {
        let drop = drop_for(&mut elin, &dewi, cast.now_ms);
        elin.kith.transact(|k| k.send_drop(&inbox, &drop, "membership", 1)).unwrap();
    }
    // What makes no sense to Dewi's phone is counted there; what makes some asks for another session.
    circle_of(&mut cast, &mut elin);
    add(&mut cast, &mut elin, "Dewi");
    let left = |elin: &Phone| elin.kith.storage.outgoing_drops().unwrap().len();
    let before = left(&elin);
    meet(&mut cast, &mut elin, &mut dewi);
    assert_eq!(left(&elin), before - meeting);
    meet(&mut cast, &mut elin, &mut dewi);
    assert_eq!(left(&elin), 0);
    assert_eq!(cast.notes(&mut dewi), ["Tea at four"]);
}

/// covers: X2
#[test]
fn where_there_is_a_relay_a_drop_handed_over_still_goes_to_it_and_says_that_one_phone_has_it() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    circle_of(&mut cast, &mut elin);
    cast.sync(&mut elin);
    elin.kith.settings.relay = Some("kith-relay:somewhere".to_owned());
    add(&mut cast, &mut elin, "Dewi");
    let item = |cast: &mut Cast, elin: &mut Phone| -> Option<Value> {
        let truth = cast.ask(elin, json!({"do": "truth"}));
        truth["items"].as_array().unwrap().iter().find(|i| i["what"] == "membership").cloned()
    };
    assert_eq!(item(&mut cast, &mut elin).unwrap()["people"], 0);
    meet(&mut cast, &mut elin, &mut dewi);
    let shown = item(&mut cast, &mut elin).unwrap();
    assert_eq!((shown["people"].as_u64(), shown["of"].as_u64()), (Some(1), Some(1)));
    // It is not handed over again, and nothing asks for it.
    assert_eq!(meet_cut(&mut cast, &mut elin, &mut dewi, usize::MAX), 2);
    cast.sync(&mut elin);
    assert!(item(&mut cast, &mut elin).is_none());
    let inbox = dewi.kith.my_inbox().unwrap().tag;
    let given = cast.relay.boxes[&inbox].clone();
    cast.sync(&mut dewi);
    assert!(!given.is_empty() && cast.relay.boxes[&inbox] == given, "what is at the relay stays");
    assert_eq!(cast.notes(&mut dewi), ["Tea at four"]);
}

/// covers: X2, R4
#[test]
fn a_device_that_is_no_members_or_was_cut_off_is_handed_nothing_though_it_knows_the_box() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi"]);
    let (mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap());
    circle_of(&mut cast, &mut elin);
    add(&mut cast, &mut elin, "Dewi");
    let boxes = vec![dewi.kith.my_inbox().unwrap().tag];
    let shown = |elin: &mut Phone, device: DeviceId| elin.kith.drops_for(&Reader { device, boxes: boxes.clone() }).unwrap().len();
    assert_eq!(shown(&mut elin, DeviceId([7; 32])), 0);
    assert_eq!(shown(&mut elin, dewi.kith.device), 1);
    let device = dewi.kith.device.hex();
    cast.ask(&mut office, json!({"do": "device-revoke", "device": device, "person": "Dewi"}));
    meet(&mut cast, &mut office, &mut elin);
    assert_eq!(shown(&mut elin, dewi.kith.device), 0);
    let waits = elin.kith.storage.outgoing_drops().unwrap();
    meet(&mut cast, &mut elin, &mut dewi);
    assert_eq!(elin.kith.storage.outgoing_drops().unwrap(), waits);
    assert!(dewi.kith.circle(CIRCLE).is_err());
}
