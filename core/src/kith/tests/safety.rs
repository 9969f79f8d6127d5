//! Concerns about safety: two worlds that differ in one concern, read by nobody but those who look after safety.

use super::cast::{Cast, Phone, texts};
use crate::{
    kith::{
        drops::Message,
        safety::{Raised, STRANGERS_MAX, Safety},
    },
    space::{SpaceKind, act},
    storage::log::StoredEntry,
    sync::{After, Met, SyncStore},
};
use kith_wire::{Lane, MailboxTag, SpaceId};
use serde_json::{Value, json};

const CIRCLE: &str = "Mair's circle";

fn settle(cast: &mut Cast, phones: &mut [&mut Phone]) {
    for _ in 0..3 {
        for p in phones.iter_mut() {
            cast.sync(p);
        }
    }
}

/// An office; Mair, Dewi and Huw in Mair's circle; Ana and Bethan, who look after safety.
struct World {
    cast: Cast,
    office: Phone,
    mair: Phone,
    dewi: Phone,
    huw: Phone,
    ana: Phone,
    bethan: Phone,
}

impl World {
    fn new() -> Self {
        let mut cast = Cast::new();
        let (office, people) = cast.coop(&["Mair", "Dewi", "Huw", "Ana", "Bethan"]);
        let [mair, dewi, huw, ana, bethan]: [Phone; 5] = people.try_into().unwrap_or_else(|_| panic!("five people"));
        let mut w = Self { cast, office, mair, dewi, huw, ana, bethan };
        w.cast.ask(&mut w.mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
        for name in ["Dewi", "Huw"] {
            w.cast.ask(&mut w.mair, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
        }
        for name in ["Ana", "Bethan"] {
            w.cast.ask(&mut w.office, json!({"do": "grant-role", "person": name, "role": "safeguarding-lead"}));
        }
        w.settle();
        w
    }

    fn settle(&mut self) {
        settle(&mut self.cast, &mut [&mut self.office, &mut self.mair, &mut self.dewi, &mut self.huw, &mut self.ana, &mut self.bethan]);
    }

    /// Every phone is closed and opened with fresh randomness, alike in every world.
    fn reopen(self) -> Self {
        let Self { cast, office, mair, dewi, huw, ana, bethan } = self;
        let again = |p| cast.reopen(p);
        let (office, mair, dewi, huw, ana, bethan) = (again(office), again(mair), again(dewi), again(huw), again(ana), again(bethan));
        Self { cast, office, mair, dewi, huw, ana, bethan }
    }
}

fn raise(cast: &mut Cast, phone: &mut Phone, about: Option<&str>, text: &str) -> Value {
    cast.ask(phone, json!({"do": "concern-raise", "about": about, "circle": CIRCLE, "text": text, "danger": false}))
}

fn spaces_of(phone: &Phone, kind: SpaceKind) -> Vec<SpaceId> {
    phone.kith.spaces.values().filter(|s| s.kind() == Some(kind)).map(|s| s.id).collect()
}

/// Everything that a phone has of a space: entries to the byte, who is in, what it would tell and send in a meeting.
#[derive(Debug, PartialEq)]
struct Everything {
    control: Vec<StoredEntry>,
    data: Vec<StoredEntry>,
    people: Vec<String>,
    frames: Vec<Vec<u8>>,
    summary: String,
}

fn held(phone: &mut Phone, space: SpaceId) -> Everything {
    let (n, epoch) = {
        let s = phone.kith.space(&space).unwrap();
        (s.n, s.current().unwrap().0)
    };
    let control = phone.kith.storage.entries_in_order(n, Lane::Control).unwrap();
    let data = phone.kith.storage.entries_in_order(n, Lane::Data).unwrap();
    let people = phone.kith.space(&space).unwrap().resolved.people.iter().map(|(p, m)| format!("{} {}", p.hex(), m.level)).collect();
    let devices: Vec<_> = phone.kith.space(&space).unwrap().resolved.devices.iter().map(|d| d.id).collect();
    let after: Vec<After> = [Lane::Control, Lane::Data].into_iter().flat_map(|lane| devices.iter().map(move |d| After { lane, device: *d, seq: 0 })).collect();
    let frames = phone.kith.runs(space, &Met::by(epoch, false), &after, 1 << 20).unwrap().into_iter().map(|r| r.bytes).collect();
    let summary = format!("{:?} {:?}", phone.kith.summary(space).unwrap(), phone.kith.control_heads(space).unwrap());
    Everything { control, data, people, frames, summary }
}

fn mailboxes_of(phone: &Phone, space: SpaceId) -> Vec<MailboxTag> {
    phone.kith.space(&space).unwrap().keys.iter().map(|(_, k)| k.tag()).collect()
}

/// One world, with a concern about Huw or without.
fn world(concern: bool) -> World {
    let mut w = World::new();
    w.cast.ask(&mut w.dewi, json!({"do": "note-write", "circle": CIRCLE, "text": "Before"}));
    w.settle();
    if concern {
        raise(&mut w.cast, &mut w.dewi, Some("Huw"), "Money is leaving the house when Huw has been.");
    } else {
        w.cast.ask(&mut w.dewi, json!({"do": "whoami"}));
    }
    w.settle();
    // The randomness that the concern took from Dewi's phone is put back, so that what follows can be held against each other.
    let mut w = w.reopen();
    w.cast.ask(&mut w.dewi, json!({"do": "note-write", "circle": CIRCLE, "text": "After"}));
    w.cast.ask(&mut w.huw, json!({"do": "note-write", "circle": CIRCLE, "text": "From Huw"}));
    w.settle();
    w
}

/// covers: R8, M5
#[test]
fn a_concern_changes_no_byte_of_the_circle_on_any_phone_or_at_the_relay() {
    let (mut with, mut without) = (world(true), world(false));
    let circle = spaces_of(&with.dewi, SpaceKind::Circle)[0];
    assert_eq!(circle, spaces_of(&without.dewi, SpaceKind::Circle)[0]);
    for (a, b) in [(&mut with.dewi, &mut without.dewi), (&mut with.huw, &mut without.huw), (&mut with.mair, &mut without.mair)] {
        let (of_a, of_b) = (held(a, circle), held(b, circle));
        assert!(of_a.data.len() == 3 && of_a.people.len() == 3 && !of_a.frames.is_empty(), "{of_a:?}");
        assert_eq!(of_a, of_b);
    }
    for tag in mailboxes_of(&with.dewi, circle) {
        assert!(with.cast.relay.boxes.contains_key(&tag));
        assert_eq!(with.cast.relay.boxes.get(&tag), without.cast.relay.boxes.get(&tag));
    }
    // Nothing of it is with anybody who does not look after safety: not in the commons, not in their own spaces, not as a space held.
    for (a, b) in [(&mut with.huw, &mut without.huw), (&mut with.mair, &mut without.mair), (&mut with.office, &mut without.office)] {
        let commons = a.kith.commons.unwrap();
        assert_eq!(held(a, commons), held(b, commons));
        let own = a.kith.own;
        assert_eq!(held(a, own), held(b, own));
        assert_eq!(spaces_of(a, SpaceKind::Safeguarding), []);
        assert_eq!(a.kith.storage.refused().unwrap(), b.kith.storage.refused().unwrap());
    }
    assert_eq!(with.cast.ask(&mut with.ana, json!({"do": "concerns"})).as_array().unwrap().len(), 1);
    assert_eq!(without.cast.ask(&mut without.ana, json!({"do": "concerns"})), json!([]));
}

/// covers: R8
#[test]
fn a_concern_raised_offline_arrives_later_and_is_followed_to_its_end() {
    let mut w = World::new();
    let receipt = raise(&mut w.cast, &mut w.dewi, Some("Huw"), "Money is leaving the house.");
    let id = receipt["concern"]["id"].as_str().unwrap().to_owned();
    assert!(receipt["advice"][0].as_str().unwrap().contains("999"), "{receipt}");
    assert!(receipt["advice"][1].as_str().unwrap().contains("Ana, Bethan"), "{receipt}");
    assert_eq!((receipt["concern"]["state"].as_str(), receipt["concern"]["mine"].as_bool()), (Some("waits"), Some(true)));
    // On a shared look at the screen: one thing waits, and nothing says what.
    let truth = w.cast.ask(&mut w.dewi, json!({"do": "truth"}));
    assert_eq!((truth["waiting"].as_u64(), truth["items"][0]["what"].as_str()), (Some(1), Some("other")));
    assert_eq!(truth["items"][0]["place"], "Cwm Derw");
    assert!(!truth.to_string().to_lowercase().contains("concern") && !truth.to_string().contains("Money") && !truth.to_string().contains("Huw"), "{truth}");
    w.settle();
    let shown = json!({"do": "concern", "concern": id});
    assert_eq!(w.cast.ask(&mut w.dewi, shown.clone())["state"], "received");
    let seen = w.cast.ask(&mut w.bethan, shown.clone());
    assert_eq!(
        (seen["text"].as_str(), seen["raised_by"]["name"].as_str(), seen["about"]["name"].as_str()),
        (Some("Money is leaving the house."), Some("Dewi"), Some("Huw"))
    );
    assert_eq!((seen["circle_name"].as_str(), seen["person"]["name"].as_str()), (Some(CIRCLE), Some("Mair")));
    w.settle();
    assert_eq!(w.cast.ask(&mut w.dewi, shown.clone())["state"], "looked-at");
    w.cast.ask(&mut w.ana, json!({"do": "concern-note", "concern": id, "text": "Spoke to the bank"}));
    w.cast.ask(&mut w.bethan, json!({"do": "concern-reply", "concern": id, "text": "Thank you. When was it?"}));
    w.settle();
    w.cast.ask(&mut w.dewi, json!({"do": "concern-reply", "concern": id, "text": "Last Tuesday"}));
    w.settle();
    let with_ana = w.cast.ask(&mut w.ana, shown.clone());
    let said: Vec<(&str, &str)> =
        with_ana["lines"].as_array().unwrap().iter().filter(|l| l["text"] != "").map(|l| (l["kind"].as_str().unwrap(), l["text"].as_str().unwrap())).collect();
    assert_eq!(said, [("note", "Spoke to the bank"), ("reply", "Thank you. When was it?"), ("reply", "Last Tuesday")]);
    w.cast.ask(&mut w.ana, json!({"do": "concern-close", "concern": id, "outcome": "The bank has stopped the card; Mair has been told."}));
    w.settle();
    let end = w.cast.ask(&mut w.dewi, shown.clone());
    assert_eq!((end["state"].as_str(), end["outcome"].as_str()), (Some("closed"), Some("The bank has stopped the card; Mair has been told.")));
    assert!(!end.to_string().contains("Spoke to the bank"), "a working note stays with the leads: {end}");
    let refused = w.cast.try_ask(&mut w.dewi, json!({"do": "concern-close", "concern": id, "outcome": "No"})).unwrap_err();
    assert_eq!(refused.code, "not-yours-to-close");
    assert_eq!(w.cast.try_ask(&mut w.huw, json!({"do": "concern", "concern": id})).unwrap_err().code, "no-such-concern");
    assert_eq!(w.cast.ask(&mut w.dewi, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R8
#[test]
fn a_concern_about_a_lead_is_readable_by_the_others_alone_and_about_the_last_by_the_board() {
    let mut w = World::new();
    let receipt = raise(&mut w.cast, &mut w.dewi, Some("Ana"), "Ana keeps what she is told to herself.");
    assert_eq!(receipt["concern"]["sent_one_by_one"], true);
    assert_eq!(receipt["concern"]["readers"].as_array().unwrap().len(), 1);
    assert!(!receipt["advice"].to_string().contains("Ana"), "{receipt}");
    w.settle();
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})), json!([]));
    let at_bethan = w.cast.ask(&mut w.bethan, json!({"do": "concerns"}));
    assert_eq!((at_bethan[0]["about"]["name"].as_str(), at_bethan[0]["looked_after_here"].as_bool()), (Some("Ana"), Some(true)));
    // Not even the space that Ana is in, nor her inbox, has anything of it that she could open.
    let safety = spaces_of(&w.ana, SpaceKind::Safeguarding)[0];
    assert!(held(&mut w.ana, safety).data.is_empty());
    w.cast.ask(&mut w.bethan, json!({"do": "concern-close", "concern": at_bethan[0]["id"], "outcome": "Spoken to."}));
    w.settle();
    assert_eq!(w.cast.ask(&mut w.dewi, json!({"do": "concerns"}))[0]["state"], "closed");

    w.cast.ask(&mut w.office, json!({"do": "role-revoke", "person": "Bethan", "role": "safeguarding-lead"}));
    w.settle();
    let nobody = w.cast.try_ask(&mut w.dewi, json!({"do": "concern-raise", "about": "Ana", "circle": null, "text": "Again", "danger": true})).unwrap_err();
    assert_eq!(nobody.code, "no-lead");
    w.cast.ask(&mut w.office, json!({"do": "grant-role", "person": "Mair", "role": "board-member"}));
    w.settle();
    raise(&mut w.cast, &mut w.dewi, Some("Ana"), "Again");
    w.settle();
    assert_eq!(w.cast.ask(&mut w.mair, json!({"do": "concerns"}))[0]["text"], "Again");
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})), json!([]));
}

/// covers: R8, R4
#[test]
fn who_loses_the_duty_reads_nothing_newer_and_who_gains_it_reads_nothing_about_themselves() {
    let mut w = World::new();
    raise(&mut w.cast, &mut w.dewi, Some("Huw"), "About Huw");
    w.settle();
    let before = spaces_of(&w.ana, SpaceKind::Safeguarding);
    w.cast.ask(&mut w.office, json!({"do": "role-revoke", "person": "Bethan", "role": "safeguarding-lead"}));
    w.settle();
    raise(&mut w.cast, &mut w.dewi, None, "After Bethan");
    w.settle();
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})).as_array().unwrap().len(), 2);
    assert!(!w.cast.ask(&mut w.bethan, json!({"do": "concerns"})).to_string().contains("After Bethan"));
    w.cast.ask(&mut w.office, json!({"do": "grant-role", "person": "Huw", "role": "safeguarding-lead"}));
    w.settle();
    let at_huw = w.cast.ask(&mut w.huw, json!({"do": "concerns"}));
    assert_eq!(texts(&at_huw, "text"), ["After Bethan"], "what is known, but for what is about them");
    assert_eq!(spaces_of(&w.huw, SpaceKind::Safeguarding).len(), 1);
    assert!(!before.contains(&spaces_of(&w.huw, SpaceKind::Safeguarding)[0]));
    raise(&mut w.cast, &mut w.dewi, None, "With Huw");
    w.settle();
    assert_eq!(w.cast.ask(&mut w.huw, json!({"do": "concerns"})).as_array().unwrap().len(), 2);
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})).as_array().unwrap().len(), 3);
}

/// covers: R8, R4
#[test]
fn who_began_the_leads_space_and_loses_the_duty_neither_reads_nor_decides_and_the_others_go_on_with_all_of_it() {
    let mut w = World::new();
    let id = raise(&mut w.cast, &mut w.dewi, Some("Huw"), "Money is leaving the house.")["concern"]["id"].as_str().unwrap().to_owned();
    w.settle();
    w.cast.ask(&mut w.ana, json!({"do": "concern-note", "concern": id, "text": "Spoke to the bank"}));
    w.settle();
    let first = spaces_of(&w.ana, SpaceKind::Safeguarding);
    w.cast.ask(&mut w.office, json!({"do": "role-revoke", "person": "Ana", "role": "safeguarding-lead"}));
    w.settle();
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})), json!([]));
    let shut = w.cast.try_ask(&mut w.ana, json!({"do": "concern-close", "concern": id, "outcome": "Nothing in it"})).unwrap_err();
    assert_eq!(shut.code, "no-such-concern");
    // A changed program of hers may go on writing in her space: nothing of it decides anything.
    w.ana.kith.close_all_in(first[0], w.cast.now_ms).unwrap();
    w.settle();
    w.cast.ask(&mut w.bethan, json!({"do": "concern-reply", "concern": id, "text": "It is with me now"}));
    w.cast.ask(&mut w.office, json!({"do": "grant-role", "person": "Mair", "role": "safeguarding-lead"}));
    w.settle();
    let second = spaces_of(&w.mair, SpaceKind::Safeguarding);
    assert!(second.len() == 1 && first != second, "whoever comes later is brought into the one that follows");
    for phone in [&mut w.bethan, &mut w.mair] {
        let seen = w.cast.ask(phone, json!({"do": "concern", "concern": id}));
        assert_eq!(seen["state"], "looked-at", "{seen}");
        let said = texts(&seen["lines"], "text");
        assert!(["Spoke to the bank", "It is with me now"].iter().all(|t| said.contains(&(*t).to_owned())), "{seen}");
    }
    assert!(!w.ana.kith.spaces.contains_key(&second[0]));
    raise(&mut w.cast, &mut w.dewi, None, "After Ana");
    w.settle();
    assert_eq!(w.cast.ask(&mut w.mair, json!({"do": "concerns"})).as_array().unwrap().len(), 2);
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})), json!([]));
    assert_eq!(w.cast.ask(&mut w.dewi, json!({"do": "concern", "concern": id}))["lines"].to_string().matches("It is with me now").count(), 1);
    assert_eq!(w.cast.ask(&mut w.bethan, json!({"do": "rebuild"}))["alike"], true);
}

/// covers: R8, R4
#[test]
fn the_only_lead_who_is_followed_by_another_hands_on_what_is_known() {
    let mut w = World::new();
    w.cast.ask(&mut w.office, json!({"do": "role-revoke", "person": "Bethan", "role": "safeguarding-lead"}));
    w.settle();
    raise(&mut w.cast, &mut w.dewi, Some("Huw"), "Money is leaving the house.");
    w.settle();
    w.cast.ask(&mut w.office, json!({"do": "role-revoke", "person": "Ana", "role": "safeguarding-lead"}));
    w.cast.ask(&mut w.office, json!({"do": "grant-role", "person": "Mair", "role": "safeguarding-lead"}));
    w.settle();
    w.settle();
    assert_eq!(texts(&w.cast.ask(&mut w.mair, json!({"do": "concerns"})), "text"), ["Money is leaving the house."]);
    raise(&mut w.cast, &mut w.dewi, None, "After Ana");
    w.settle();
    assert_eq!(w.cast.ask(&mut w.mair, json!({"do": "concerns"})).as_array().unwrap().len(), 2);
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "concerns"})), json!([]));
}

/// covers: R8
#[test]
fn a_concern_has_the_size_of_a_coin_and_lies_in_a_box_of_the_coops() {
    let mut w = World::new();
    let before: usize = w.cast.relay.boxes.values().map(Vec::len).sum();
    w.cast.ask(&mut w.dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
    raise(&mut w.cast, &mut w.dewi, Some("Huw"), "Money is leaving the house.");
    w.cast.sync(&mut w.dewi);
    assert!(w.cast.relay.boxes.values().map(Vec::len).sum::<usize>() > before);
    let space = spaces_of(&w.ana, SpaceKind::Safeguarding)[0];
    let tag = w.ana.kith.space(&space).unwrap().current().unwrap().1.drop_box().tag;
    let sizes: Vec<usize> = w.cast.relay.boxes[&tag].iter().map(Vec::len).collect();
    // A coin's drop with nothing beside it: one step of the co-op's boxes, the header, and what the seal adds.
    let step = 2048 + kith_wire::envelope::DROP_HEADER_BYTES + 16;
    assert_eq!(sizes, [step]);
    assert_eq!(w.ana.kith.space(&space).unwrap().resolved.level(&w.ana.kith.me), act::OWNER);
    assert!(spaces_of(&w.office, SpaceKind::Safeguarding).is_empty(), "the office does not read what may be about it");
}

/// covers: R8
#[test]
fn strangers_do_not_fill_the_box_and_a_member_whose_joining_is_not_heard_of_is_not_lost() {
    let mut w = World::new();
    let space = spaces_of(&w.ana, SpaceKind::Safeguarding)[0];
    let key = w.ana.kith.space(&space).unwrap().current().unwrap().1.drop_box();
    let mut stranger = w.cast.phone("Nobody", 77);
    for n in 0..=STRANGERS_MAX {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&n.to_be_bytes());
        let raised = Raised {
            nonce,
            about: None,
            circle: None,
            place: String::new(),
            person: None,
            text: format!("No {n}"),
            danger: false,
            to: Vec::new(),
            raised_ms: 1,
        };
        let drop = stranger.kith.seal_message(&key, true, &Message::Safety(Safety::Raised(raised)), w.cast.now_ms).unwrap();
        w.cast.relay.boxes.entry(key.tag).or_default().push(drop);
    }
    raise(&mut w.cast, &mut w.dewi, None, "From a member");
    w.cast.sync(&mut w.dewi);
    w.cast.sync(&mut w.ana);
    let all = w.cast.ask(&mut w.ana, json!({"do": "concerns"}));
    let all = all.as_array().unwrap();
    assert_eq!(all.iter().filter(|c| c["raised_by"].is_null()).count(), STRANGERS_MAX);
    assert_eq!((all[0]["text"].as_str(), all[0]["raised_by"]["name"].as_str()), (Some("From a member"), Some("Dewi")));
    assert!(w.cast.ask(&mut w.ana, json!({"do": "truth"}))["refused"].to_string().contains("too-many-strangers"));
}

/// covers: R8, X8
#[test]
fn the_report_of_a_lost_phone_says_what_is_known_and_what_is_not() {
    let mut w = World::new();
    let day = 24 * 60 * 60 * 1000_u64;
    let aware = w.cast.now_ms;
    w.cast.tick(60 * 24);
    let at_ana = w.cast.ask(&mut w.ana, json!({"do": "lost-report", "device": "Dewi", "aware_ms": aware}));
    assert_eq!((at_ana["owner"]["name"].as_str(), at_ana["encrypted"].as_bool(), at_ana["standing"].as_str()), (Some("Dewi"), Some(true), Some("in")));
    assert_eq!(at_ana["circles"], json!([]), "a lead sees no circle that is not theirs");
    assert_eq!(at_ana["not_known"], json!(["locked", "last-unlocked", "other-circles", "own-space"]));
    assert_eq!((at_ana["members_profiles"].as_u64(), at_ana["safeguarding"].as_bool(), at_ana["overdue"].as_bool()), (Some(6), Some(false), Some(false)));
    assert_eq!(at_ana["due_ms"].as_u64(), Some(aware + 3 * day));
    assert!(at_ana["left_ms"].as_u64().unwrap() < 2 * day && at_ana["last_heard_ms"].as_u64().unwrap() <= aware);
    assert_eq!(w.cast.try_ask(&mut w.mair, json!({"do": "lost-report", "device": "Dewi"})).unwrap_err().code, "not-yours-to-report");
    let own = w.cast.ask(&mut w.dewi, json!({"do": "lost-report", "device": "Dewi"}));
    assert_eq!((own["circles"][0]["name"].as_str(), own["circles"][0]["people"].as_array().unwrap().len()), (Some(CIRCLE), 3));
    assert_eq!(own["not_known"], json!(["locked", "last-unlocked"]));
    w.cast.tick(60 * 24 * 3);
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "lost-report", "device": "Dewi", "aware_ms": aware}))["overdue"], true);
    w.cast.ask(&mut w.office, json!({"do": "device-revoke", "person": "Dewi", "device": at_ana["device"], "since_ms": null}));
    let cut_off = w.cast.ask(&mut w.office, json!({"do": "lost-report", "device": at_ana["device"]}));
    let due = |view: &Value| (view["cut_off_ms"].as_u64().unwrap() + 3 * day, view["due_ms"].as_u64().unwrap());
    assert_eq!(due(&cut_off).0, due(&cut_off).1);
    w.cast.tick(60 * 24);
    let later = w.cast.now_ms;
    let said_later = w.cast.ask(&mut w.office, json!({"do": "lost-report", "device": at_ana["device"], "aware_ms": later}));
    assert_eq!(due(&said_later), due(&cut_off), "known at the latest when it was cut off");
}

/// covers: X5, R8
#[test]
fn neither_an_export_nor_erasing_everything_betrays_a_concern() {
    let mut w = World::new();
    let everything = json!({"do": "erase-all", "circle": null, "reason": "", "preview": true});
    let export = |about: Value| json!({"do": "export", "person": about, "case": null});
    let previews = |w: &mut World| {
        let World { cast, mair, dewi, ana, .. } = w;
        [mair, dewi, ana].map(|phone| {
            let said = cast.ask(phone, everything.clone());
            (said["goes"].clone(), said["stays"].clone())
        })
    };
    let before = previews(&mut w);
    let words = "Money is leaving the house";
    let raised = raise(&mut w.cast, &mut w.dewi, Some("Mair"), words)["concern"]["id"].clone();
    w.settle();
    w.cast.ask(&mut w.ana, json!({"do": "concern-note", "concern": raised, "text": "Spoke to the bank"}));
    w.settle();
    assert_eq!(previews(&mut w), before);
    let given = [
        w.cast.ask(&mut w.mair, export(json!(null))),
        w.cast.ask(&mut w.dewi, export(json!(null))),
        w.cast.ask(&mut w.ana, export(json!(null))),
        w.cast.ask(&mut w.office, export(json!("Mair"))),
    ];
    for one in given {
        let shown = one.to_string();
        assert!(![words, "Spoke to the bank", raised.as_str().unwrap()].iter().any(|s| shown.contains(s)), "{shown}");
    }
    w.cast.ask(&mut w.ana, json!({"do": "erase-all", "circle": null, "reason": "leaving", "preview": false}));
    w.settle();
    let kept = w.cast.ask(&mut w.bethan, json!({"do": "concern", "concern": raised}));
    assert_eq!(kept["text"], words);
    assert!(kept["lines"].to_string().contains("Spoke to the bank"));
}

/// covers: X5, R8
#[test]
fn what_is_held_lies_with_those_who_look_after_safety_and_its_holder_lets_go_of_it() {
    let mut w = World::new();
    let part = json!({"do": "profile-set", "side": "receive", "section": "about-me", "text": "My nephew has my card", "audience": {"audience": "coop"}});
    w.cast.ask(&mut w.mair, part);
    w.settle();
    let documents = w.ana.kith.storage.documents(None, crate::kith::documents::PROFILE, Some(&w.mair.kith.me)).unwrap();
    let item = documents[0].at.id.hex();
    w.cast.ask(&mut w.ana, json!({"do": "hold-add", "item": item, "reason": "a concern is open", "tell": false}));
    w.settle();
    let seen = w.cast.ask(&mut w.bethan, json!({"do": "holds"}));
    assert_eq!(seen[0]["author"]["name"], "Mair", "{seen}");
    assert!(seen[0]["words"].to_string().contains("My nephew has my card"), "{seen}");
    assert_eq!(w.cast.ask(&mut w.mair, json!({"do": "holds"})), json!([]));
    let refused = w.cast.try_ask(&mut w.bethan, json!({"do": "hold-release", "item": item, "reason": "done"})).unwrap_err();
    assert_eq!(refused.code, "not-your-hold");
    assert_eq!((&seen[0]["mine"], &w.cast.ask(&mut w.ana, json!({"do": "holds"}))[0]["mine"]), (&json!(false), &json!(true)));
    // Bethan keeps it as well: each lets go of their own.
    w.cast.ask(&mut w.bethan, json!({"do": "hold-add", "item": item, "reason": "mine too", "tell": false}));
    w.settle();
    w.cast.ask(&mut w.ana, json!({"do": "hold-release", "item": item, "reason": "done"}));
    w.settle();
    assert_eq!(texts(&w.cast.ask(&mut w.bethan, json!({"do": "holds"})), "reason"), ["mine too"]);
    w.cast.ask(&mut w.bethan, json!({"do": "hold-release", "item": item, "reason": "done"}));
    w.settle();
    assert_eq!(w.cast.ask(&mut w.ana, json!({"do": "holds"})), json!([]));
}
