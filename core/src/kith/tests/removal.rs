//! Somebody is removed or leaves: epochs, cuts and quarantine, end to end in one process.

use super::cast::{CIRCLE, Cast, Phone, texts};
use crate::{
    kith::Kith,
    sync::{Limits, Role, Session, SyncStore},
};
use serde_json::{Value, json};

/// Elin's circle with Dewi, Huw and Mair in it; all level, through the relay.
fn circle(cast: &mut Cast) -> Vec<Phone> {
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Huw"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Dewi", "Huw"] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
    }
    all_sync(cast, &mut people);
    people
}

fn all_sync(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..2 {
        for phone in people.iter_mut() {
            cast.sync(phone);
        }
    }
}

fn aside(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    cast.ask(phone, json!({"do": "quarantine", "circle": CIRCLE})).as_array().unwrap().clone()
}

/// covers: R4, R5
#[test]
fn somebody_removed_reads_nothing_newer_and_is_told_since_when() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    let before = cast.ask(&mut people[0], json!({"do": "note-write", "circle": CIRCLE, "text": "before"}));
    all_sync(&mut cast, &mut people);
    let removed = cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    assert_eq!(removed["circle"]["people"].as_array().unwrap().len(), 2);
    cast.write(&mut people[0], "after");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[1], "after that");
    all_sync(&mut cast, &mut people);
    assert_eq!(cast.notes(&mut people[0]), ["after", "after that", "before"]);
    assert_eq!(cast.notes(&mut people[1]), ["after", "after that", "before"]);
    assert_eq!(cast.notes(&mut people[2]), ["before"]);
    // Huw holds it still, and is none of those it is for any more.
    let arrival = cast.ask(&mut people[0], json!({"do": "arrival", "item": before["id"]}));
    assert_eq!((&arrival["arrival"]["people"], &arrival["arrival"]["of"], &arrival["not_known"]), (&json!(1), &json!(1), &json!([])), "{arrival}");
    let page = cast.ask(&mut people[2], json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!(page["circle"]["standing"]["state"], "gone");
    assert_eq!(page["circle"]["standing"]["by"]["name"], "Elin");
    let refused = cast.try_ask(&mut people[2], json!({"do": "note-write", "circle": CIRCLE, "text": "x"})).unwrap_err();
    assert_eq!(refused.code, "gone");
}

/// covers: R4
#[test]
fn what_somebody_removed_wrote_meanwhile_waits_for_a_keepers_word() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[2], "in time");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[2], "offline one");
    cast.write(&mut people[2], "offline two");
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    let (mut huw, mut rest) = (people.pop().unwrap(), people);
    all_sync(&mut cast, &mut rest);
    cast.sync(&mut huw);
    all_sync(&mut cast, &mut rest);
    assert_eq!(cast.notes(&mut huw), ["in time", "offline one", "offline two"]);
    assert_eq!(cast.notes(&mut rest[0]), ["in time"]);
    assert_eq!(cast.notes(&mut rest[1]), ["in time"]);
    let waiting = aside(&mut cast, &mut rest[0]);
    assert_eq!(waiting.len(), 2);
    assert_eq!((&waiting[0]["text"], &waiting[0]["after"], &waiting[0]["by"]["name"]), (&json!("offline two"), &json!("removed"), &json!("Elin")));
    assert!(texts(&cast.ask(&mut rest[0], json!({"do": "note-search", "query": "offline", "circle": null, "limit": 9})), "text").is_empty());
    let refused = cast.try_ask(&mut rest[1], json!({"do": "quarantine", "circle": CIRCLE})).unwrap_err();
    assert_eq!(refused.code, "not-keeper");
    // Huw is told as much, as far as his phone has heard.
    let said = |cast: &mut Cast, huw: &mut Phone| {
        let notes = cast.ask(huw, json!({"do": "notes", "circle": CIRCLE, "limit": 9}));
        notes.as_array().unwrap().iter().map(|n| (n["text"].as_str().unwrap().to_owned(), n["review"].as_str().map(str::to_owned))).collect::<Vec<_>>()
    };
    let note = |text: &str, review: Option<&str>| (text.to_owned(), review.map(str::to_owned));
    let waits = [note("offline two", Some("waits")), note("offline one", Some("waits")), note("in time", None)];
    assert_eq!(said(&mut cast, &mut huw), waits);
    assert!(rest.iter_mut().all(|phone| said(&mut cast, phone).iter().all(|(_, review)| review.is_none())));
    cast.ask(&mut rest[0], json!({"do": "quarantine-admit", "circle": CIRCLE, "entry": waiting[1]["id"]}));
    assert_eq!(cast.notes(&mut rest[0]), ["in time", "offline one"]);
    cast.ask(&mut rest[0], json!({"do": "quarantine-drop", "circle": CIRCLE, "entry": waiting[0]["id"]}));
    assert!(aside(&mut cast, &mut rest[0]).is_empty());
    all_sync(&mut cast, &mut rest);
    assert_eq!(cast.notes(&mut rest[1]), ["in time", "offline one"]);
    // Brought back he hears what became of each, and what was not kept does not vanish from before him alone.
    cast.ask(&mut rest[0], json!({"do": "circle-add", "circle": CIRCLE, "person": "Huw", "level": "member"}));
    for _ in 0..2 {
        all_sync(&mut cast, &mut rest);
        cast.sync(&mut huw);
    }
    let decided = [note("offline two", Some("not-kept")), note("offline one", None), note("in time", None)];
    assert_eq!(said(&mut cast, &mut huw), decided);
    assert_eq!(cast.notes(&mut rest[1]), ["in time", "offline one"]);
    rest.push(huw);
    for phone in &mut rest {
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
}

/// covers: R4
#[test]
fn what_waits_for_a_word_stays_out_of_the_list_of_a_keeper_who_goes() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.ask(&mut people[0], json!({"do": "circle-level", "circle": CIRCLE, "person": "Dewi", "level": "keeper"}));
    cast.write(&mut people[2], "in time");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[2], "too late");
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    let (mut huw, mut rest) = (people.pop().unwrap(), people);
    all_sync(&mut cast, &mut rest);
    cast.sync(&mut huw);
    all_sync(&mut cast, &mut rest);
    assert_eq!(aside(&mut cast, &mut rest[1]).len(), 1);
    cast.write(&mut rest[1], "last of mine");
    cast.ask(&mut rest[1], json!({"do": "circle-leave", "circle": CIRCLE}));
    all_sync(&mut cast, &mut rest);
    assert_eq!(cast.notes(&mut rest[1]), ["in time", "last of mine"]);
    assert!(texts(&cast.ask(&mut rest[1], json!({"do": "note-search", "query": "late", "circle": null, "limit": 9})), "text").is_empty());
    assert_eq!(cast.ask(&mut rest[1], json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R4
#[test]
fn whoever_leaves_keeps_what_they_had_and_gets_nothing_newer() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[1], "mine");
    all_sync(&mut cast, &mut people);
    let left = cast.ask(&mut people[1], json!({"do": "circle-leave", "circle": CIRCLE}));
    assert_eq!(left["standing"]["how"], "left");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[0], "later");
    all_sync(&mut cast, &mut people);
    assert_eq!(cast.notes(&mut people[1]), ["mine"]);
    assert_eq!(cast.notes(&mut people[2]), ["later", "mine"]);
    let view = cast.ask(&mut people[0], json!({"do": "circle", "circle": CIRCLE}));
    assert_eq!(view["circle"]["gone"][0]["how"], "left");
    assert_eq!(view["circle"]["gone"][0]["person"]["name"], "Dewi");
}

/// covers: R4
#[test]
fn notes_that_were_read_stay_where_only_somebody_who_has_gone_had_signed_for_them() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Huw", "Ana"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [("Dewi", "member"), ("Huw", "member"), ("Ana", "keeper")] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[2], "read by two");
    for at in [2, 1, 0] {
        cast.sync(&mut people[at]);
    }
    // Ana, who has not read it, removes Huw, and Dewi signs that he held the note. Elin has not heard of that, and removes Dewi.
    cast.ask(&mut people[3], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.sync(&mut people[3]);
    cast.sync(&mut people[1]);
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Dewi"}));
    all_sync(&mut cast, &mut people);
    for at in [0, 3] {
        assert_eq!(cast.notes(&mut people[at]), ["read by two"], "{at}");
        assert!(aside(&mut cast, &mut people[at]).is_empty(), "{at}");
    }
}

/// Two phones meet with no relay, until they have nothing more to say.
pub(super) fn meet(cast: &Cast, a: &mut Phone, b: &mut Phone, channel: u8) {
    for round in 0..4 {
        let mut left = Session::new([channel.wrapping_add(round); 32], Role::Initiator, Limits::default());
        let mut right = Session::new([channel.wrapping_add(round); 32], Role::Responder, Limits::default());
        let mut out = left.start(&mut a.kith).unwrap().frames;
        right.start(&mut b.kith).unwrap();
        while !out.is_empty() {
            let back: Vec<Vec<u8>> = out.drain(..).flat_map(|f| right.handle(&mut b.kith, &f, cast.now_ms).unwrap().frames).collect();
            out = back.iter().flat_map(|f| left.handle(&mut a.kith, f, cast.now_ms).unwrap().frames).collect();
        }
        let again = left.finish(&mut a.kith).unwrap().again | right.finish(&mut b.kith).unwrap().again;
        if !again {
            return;
        }
    }
}

fn runs_of(kith: &mut Kith) -> Vec<(kith_wire::EpochId, Vec<u8>)> {
    let id = kith.circle(CIRCLE).unwrap();
    let epoch = kith.space(&id).unwrap().current().unwrap().0;
    let devices: Vec<_> = kith.space(&id).unwrap().resolved.devices.iter().map(|d| d.id).collect();
    let mut out = Vec::new();
    for lane in [kith_wire::Lane::Control, kith_wire::Lane::Data] {
        for d in &devices {
            out.extend(kith.encoded_runs(id, lane, *d, (0, usize::MAX)).unwrap().into_iter().map(|(_, run)| (epoch, run)));
        }
    }
    out
}

/// covers: R4, X1
#[test]
fn a_removed_phone_that_meets_another_is_told_and_given_nothing_newer() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    let (mut huw, mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap());
    cast.write(&mut huw, "in time");
    meet(&cast, &mut huw, &mut dewi, 1);
    cast.write(&mut huw, "too late");
    cast.ask(&mut elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut elin, "newer");
    // Dewi, who holds one of Huw's notes, hears of it and vouches for that; then he and Huw meet.
    meet(&cast, &mut elin, &mut dewi, 11);
    meet(&cast, &mut dewi, &mut huw, 21);
    assert_eq!(cast.notes(&mut huw), ["in time", "too late"]);
    assert_eq!(cast.ask(&mut huw, json!({"do": "circle", "circle": CIRCLE}))["circle"]["standing"]["state"], "gone");
    meet(&cast, &mut elin, &mut dewi, 31);
    for phone in [&mut elin, &mut dewi] {
        assert_eq!(cast.notes(phone), ["in time", "newer"]);
    }
}

/// covers: R4, X2
#[test]
fn epochs_begun_apart_converge_on_one_and_nothing_is_lost() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Huw", "Ana"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (name, level) in [("Dewi", "keeper"), ("Huw", "member"), ("Ana", "member")] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}));
    }
    all_sync(&mut cast, &mut people);
    // Both remove Huw, apart, and each writes under an epoch of their own; Ana writes under the old one.
    for at in [0, 1] {
        cast.ask(&mut people[at], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    }
    cast.write(&mut people[0], "from Elin");
    cast.write(&mut people[1], "from Dewi");
    cast.write(&mut people[3], "from Ana");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[3], "from Ana again");
    all_sync(&mut cast, &mut people);
    let epochs: Vec<_> = [0, 1, 3]
        .iter()
        .map(|at| {
            let kith = &people[*at].kith;
            kith.space(&kith.circle(CIRCLE).unwrap()).unwrap().current().unwrap().0
        })
        .collect();
    assert!(epochs.iter().all(|e| *e == epochs[0]), "one epoch is written under");
    for at in [0, 1, 3] {
        assert_eq!(cast.notes(&mut people[at]), ["from Ana", "from Ana again", "from Dewi", "from Elin"]);
    }
    assert!(cast.notes(&mut people[2]).is_empty());
}

/// covers: R4
#[test]
fn a_newcomer_reads_back_as_far_as_the_circle_decided() {
    let mut cast = Cast::new();
    let (_office, mut people) = cast.coop(&["Elin", "Dewi", "Ana", "Bryn"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[0], "long ago");
    cast.write(&mut people[1], "so was this");
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": "Ana", "level": "member", "from": "now"}));
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": "Bryn", "level": "member", "from": "all"}));
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[0], "today");
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[2], "thank you");
    all_sync(&mut cast, &mut people);
    assert_eq!(cast.notes(&mut people[2]), ["thank you", "today"]);
    for at in [0, 1, 3] {
        assert_eq!(cast.notes(&mut people[at]), ["long ago", "so was this", "thank you", "today"]);
    }
    let page = cast.ask(&mut people[1], json!({"do": "circle", "circle": CIRCLE}));
    let ana = page["circle"]["people"].as_array().unwrap().iter().find(|p| p["person"]["name"] == "Ana").unwrap();
    assert_eq!(ana["reads_back"], false);
    // Nor does a meeting give it to her, nor any key of before.
    let (mut ana, mut elin) = (people.remove(2), people.remove(0));
    meet(&cast, &mut elin, &mut ana, 1);
    assert_eq!(cast.notes(&mut ana), ["thank you", "today"]);
    let id = ana.kith.circle(CIRCLE).unwrap();
    assert!(ana.kith.space(&id).unwrap().keys.iter().all(|(_, k)| !k.is_whole()));
}

/// covers: R4, X2
#[test]
fn whatever_order_a_note_a_removal_an_epoch_and_a_late_note_come_in_all_phones_agree() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    let (mut huw, mut dewi, mut elin) = (people.pop().unwrap(), people.pop().unwrap(), people.pop().unwrap());
    let before: Vec<Vec<u8>> = runs_of(&mut dewi.kith).into_iter().map(|(_, r)| r).collect();
    cast.write(&mut huw, "in time");
    meet(&cast, &mut huw, &mut elin, 1);
    cast.write(&mut huw, "late");
    let late = runs_of(&mut huw.kith);
    cast.ask(&mut elin, json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut elin, "after");
    let mut news = runs_of(&mut elin.kith);
    news.extend(late);
    news.retain(|(_, r)| !before.contains(r));
    news.dedup();
    let id = elin.kith.circle(CIRCLE).unwrap();
    assert!((4..=6).contains(&news.len()), "{}", news.len());
    let (dir, seed) = (dewi.dir.clone(), dewi.seed);
    drop(dewi);
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for n in 0..news.len() {
        orders = orders
            .into_iter()
            .flat_map(|o| {
                (0..=o.len()).map(move |at| {
                    let mut o = o.clone();
                    o.insert(at, n);
                    o
                })
            })
            .collect();
    }
    for (i, order) in orders.iter().enumerate().filter(|(i, _)| i % 7 == 0) {
        let copy = cast.copy_of(&dir, &format!("order-{i}"));
        let mut dewi = cast.open(copy, seed);
        for at in order {
            SyncStore::admit(&mut dewi.kith, id, news[*at].0, std::slice::from_ref(&news[*at].1), cast.now_ms).unwrap();
        }
        // What he vouches for depends on what he had heard; what everybody shows does not.
        meet(&cast, &mut dewi, &mut elin, 3);
        let (his, hers) = (cast.notes(&mut dewi), cast.notes(&mut elin));
        assert_eq!(his, hers, "order {order:?}");
        assert!(his.contains(&"in time".to_owned()) && his.contains(&"after".to_owned()));
        assert_eq!(cast.ask(&mut dewi, json!({"do": "rebuild"}))["alike"], true, "order {order:?}");
    }
}

/// covers: X3, R4
#[test]
fn a_lost_phone_is_cut_off_everywhere_and_its_persons_inbox_moves() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": "Dewi", "level": "member"}));
    all_sync(&mut cast, &mut people);
    let mut tablet = cast.phone("Elin", 50);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut people[0], json!({"do": "device-admit", "request": request["text"], "label": "tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    people.push(tablet);
    all_sync(&mut cast, &mut people);
    cast.write(&mut people[2], "on the tablet");
    all_sync(&mut cast, &mut people);
    let inbox = people[1].kith.inbox_of(&people[0].kith.me).unwrap();
    let devices = cast.ask(&mut people[0], json!({"do": "device-revoke", "device": "tablet"}));
    let states: Vec<String> = texts(&devices, "state");
    assert_eq!(states, ["in", "revoked"]);
    let mut tablet = people.pop().unwrap();
    cast.write(&mut tablet, "by the finder");
    all_sync(&mut cast, &mut people);
    cast.sync(&mut tablet);
    cast.write(&mut people[0], "newer");
    all_sync(&mut cast, &mut people);
    cast.sync(&mut office);
    assert_eq!(cast.notes(&mut people[0]), ["newer", "on the tablet"]);
    assert_eq!(cast.notes(&mut people[1]), ["newer", "on the tablet"]);
    assert_eq!(aside(&mut cast, &mut people[0])[0]["after"], "cut-off");
    assert_ne!(people[1].kith.inbox_of(&people[0].kith.me).unwrap().tag, inbox.tag);
    let refused = cast.try_ask(&mut tablet, json!({"do": "note-write", "circle": CIRCLE, "text": "x"})).unwrap_err();
    assert_eq!(refused.code, "revoked");
}

/// covers: R5, R4
#[test]
fn a_relay_that_hands_everything_to_somebody_removed_gives_them_nothing() {
    let mut cast = Cast::new();
    let mut people = circle(&mut cast);
    cast.write(&mut people[0], "before");
    all_sync(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": CIRCLE, "person": "Huw"}));
    cast.write(&mut people[0], "after");
    let (mut huw, mut rest) = (people.pop().unwrap(), people);
    all_sync(&mut cast, &mut rest);
    cast.write(&mut huw, "unheard");
    let tags: Vec<_> = huw.kith.mailboxes().unwrap().iter().map(|m| m.tag).collect();
    let all: Vec<Vec<u8>> = cast.relay.boxes.values().flatten().cloned().collect();
    for tag in tags {
        huw.kith.take_page(tag, &all, b"x", cast.now_ms).unwrap();
    }
    assert_eq!(cast.notes(&mut huw), ["before", "unheard"]);
    // And what he makes meanwhile reaches nobody's screen, whoever hands it on.
    let id = huw.kith.circle(CIRCLE).unwrap();
    for (epoch, run) in runs_of(&mut huw.kith) {
        SyncStore::admit(&mut rest[1].kith, id, epoch, &[run], cast.now_ms).unwrap();
    }
    assert_eq!(cast.notes(&mut rest[1]), ["after", "before"]);
    // A pack made for him holds none of it either.
    let refused = cast.try_ask(&mut rest[0], json!({"do": "pack", "person": "Huw"}));
    if let Ok(pack) = refused {
        cast.ask(&mut huw, json!({"do": "receive", "text": pack["text"]}));
    }
    assert_eq!(cast.notes(&mut huw), ["before", "unheard"]);
}
