//! Erasure: what goes, that it goes from every file and from the relay, and that all devices agree whatever came first.

mod kept;

use super::cast::{Cast, Phone, texts};
use super::traces::traces;
use crate::{
    entropy::{Entropy, SeededEntropy, bytes},
    keystore::DemoStore,
    kith::{ErrorKind, Kith},
    storage::PLAIN,
};
use kith_wire::MailboxTag;
use serde_json::{Value, json};
use std::path::Path;

/// A circle round Elin with Dewi and Nia in it; all three have met.
fn circle(cast: &mut Cast) -> (Phone, Vec<Phone>) {
    let (office, mut people) = cast.coop(&["Elin", "Dewi", "Nia"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "keeper"}));
    cast.ask(&mut people[0], json!({"do": "circle-add", "circle": "Mam", "person": "Nia", "level": "member"}));
    meet(cast, &mut people);
    (office, people)
}

fn meet(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..2 {
        for phone in people.iter_mut() {
            cast.sync(phone);
        }
    }
}

fn note(cast: &mut Cast, phone: &mut Phone, text: &str) -> String {
    id(&cast.ask(phone, json!({"do": "note-write", "circle": "Mam", "text": text})))
}

fn id(view: &Value) -> String {
    view["id"].as_str().unwrap().to_owned()
}

fn erase(cast: &mut Cast, phone: &mut Phone, item: &str) -> Value {
    cast.ask(phone, json!({"do": "erase", "item": item, "fields": [], "reason": "asked"}))
}

fn notes(cast: &mut Cast, phone: &mut Phone) -> Vec<String> {
    texts(&cast.ask(phone, json!({"do": "notes", "circle": "Mam", "limit": 50})), "text")
}

fn found(cast: &mut Cast, phone: &mut Phone, word: &str) -> usize {
    cast.ask(phone, json!({"do": "note-search", "query": word, "circle": null, "limit": 50})).as_array().unwrap().len()
}

fn rebuilt_alike(cast: &mut Cast, phone: &mut Phone) -> bool {
    let view = cast.ask(phone, json!({"do": "rebuild"}));
    assert_eq!(view["alike"], true, "{view}");
    view["alike"] == true
}

/// covers: X5
#[test]
fn what_its_author_erases_is_gone_for_everybody_and_a_rebuild_comes_out_alike() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let planted = note(&mut cast, &mut people[2], "planted words");
    cast.ask(&mut people[2], json!({"do": "note-correct", "note": planted, "text": "planted otherwise"}));
    note(&mut cast, &mut people[2], "kept words");
    meet(&mut cast, &mut people);
    assert_eq!(found(&mut cast, &mut people[0], "planted"), 1);
    let look = |item: &str| json!({"do": "erase", "item": item, "fields": [], "reason": "", "preview": true});
    let before = cast.ask(&mut people[2], look(&planted));
    assert_eq!((before["preview"].as_bool(), before["what"].as_str(), before["place"].as_str()), (Some(true), Some("note"), Some("Mam")), "{before}");
    assert_eq!((before["by"]["name"].as_str(), &before["text"]), (Some("Nia"), &json!(["planted words", "planted otherwise"])));
    assert_eq!(cast.ask(&mut people[1], look(&planted))["text"], before["text"], "whoever may have it erased sees what it is");
    assert_eq!(found(&mut cast, &mut people[0], "planted"), 1, "looking erases nothing");
    let erased = erase(&mut cast, &mut people[2], &planted);
    assert_eq!((erased["what"].as_str(), erased["entries"].as_u64()), (Some("note"), Some(2)), "the note and its correction");
    meet(&mut cast, &mut people);
    for phone in &mut people {
        assert_eq!(notes(&mut cast, phone), ["kept words"]);
        assert_eq!((found(&mut cast, phone, "planted"), found(&mut cast, phone, "kept")), (0, 1));
        assert!(rebuilt_alike(&mut cast, phone));
        let asked = cast.ask(phone, json!({"do": "erasures", "circle": "Mam"}));
        assert_eq!((asked[0]["entries"].as_u64(), asked[0]["erased"].as_u64(), asked[0]["reason"].as_str()), (Some(2), Some(2), Some("asked")));
    }
}

/// covers: X5
#[test]
fn a_keeper_may_erase_what_others_wrote_and_a_member_may_not() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let by_elin = note(&mut cast, &mut people[0], "of Elin");
    let by_nia = note(&mut cast, &mut people[2], "of Nia");
    meet(&mut cast, &mut people);
    let refused = cast.try_ask(&mut people[2], json!({"do": "erase", "item": by_elin, "fields": [], "reason": ""})).unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::NotAllowed, "not-yours"));
    erase(&mut cast, &mut people[1], &by_nia);
    meet(&mut cast, &mut people);
    for phone in &mut people {
        assert_eq!(notes(&mut cast, phone), ["of Elin"]);
    }
    // A member's device that asks all the same, past its own rules, is heard by nobody.
    let elin = people[0].kith.storage.note(&by_elin.parse().unwrap()).unwrap().unwrap();
    let device = people[0].kith.device;
    let nia = &mut people[2];
    let space = nia.kith.circle("Mam").unwrap();
    let targets = vec![crate::fact::Targets { device, entries: vec![crate::fact::Target { seq: elin.at.seq, id: elin.at.id }] }];
    let forged = crate::fact::Fact::Erase(crate::fact::Erasure { targets, reason: String::new(), successor: None });
    let now = cast.now_ms;
    nia.kith.transact(|k| k.append(space, kith_wire::Kind::Fact, forged.to_bytes(), now)).unwrap();
    meet(&mut cast, &mut people);
    for phone in &mut people {
        assert_eq!(notes(&mut cast, phone), ["of Elin"]);
    }
}

/// covers: X5
#[test]
fn an_erased_visit_leaves_the_hours_that_were_confirmed() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let visit = id(&cast.ask(&mut people[2], json!({"do": "visit-check-in", "circle": "Mam", "at_ms": null})));
    cast.tick(60);
    let end = json!({"do": "visit-check-out", "visit": visit, "minutes": 60, "done": ["my-life"], "how": "bright", "text": "planted", "handover": "planted too", "area": null});
    cast.ask(&mut people[2], end);
    meet(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "visit-confirm", "visit": visit}));
    meet(&mut cast, &mut people);
    let coins = cast.ask(&mut people[2], json!({"do": "purse"}))["balance"].clone();
    let erased = erase(&mut cast, &mut people[2], &visit);
    assert_eq!((erased["entries"].as_u64(), erased["stays"][0]["what"].as_str()), (Some(3), Some("hour")), "beginning, end and handover go");
    meet(&mut cast, &mut people);
    for phone in &mut people {
        assert!(cast.ask(phone, json!({"do": "visits", "circle": "Mam", "limit": 9})).as_array().unwrap().is_empty());
        assert!(notes(&mut cast, phone).is_empty());
        assert!(rebuilt_alike(&mut cast, phone));
    }
    assert_eq!(cast.ask(&mut people[2], json!({"do": "purse"}))["balance"], coins);
}

/// covers: X5
#[test]
fn part_of_a_plan_is_erased_by_a_new_plan_and_a_late_change_is_offered_to_its_author_alone() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let plan = id(&cast.ask(
        &mut people[0],
        json!({"do": "plan-create", "circle": "Mam", "title": "Tea", "text": "planted text", "when": "Monday", "place": "the planted house"}),
    ));
    meet(&mut cast, &mut people);
    // Nia changes it without signal while Elin erases the text.
    cast.ask(&mut people[2], json!({"do": "plan-edit", "plan": plan, "title": null, "text": null, "when": null, "place": "late place"}));
    let erased = cast.ask(&mut people[0], json!({"do": "erase", "item": plan, "fields": ["text", "place"], "reason": "told too much"}));
    meet(&mut cast, &mut people);
    for phone in &mut people {
        let plans = cast.ask(phone, json!({"do": "plans", "circle": "Mam"}));
        assert_eq!(texts(&plans, "title"), ["Tea"]);
        assert_eq!(
            (plans[0]["id"].clone(), plans[0]["text"].as_str(), plans[0]["when"]["value"].as_str()),
            (erased["successor"].clone(), Some(""), Some("Monday"))
        );
        assert!(plans[0]["place"]["value"].is_null());
        assert!(rebuilt_alike(&mut cast, phone));
    }
    let late = cast.ask(&mut people[2], json!({"do": "late-edits"}));
    assert_eq!((late[0]["document"].as_str(), late[0]["text"][0].as_str()), (Some(plan.as_str()), Some("late place")));
    assert_eq!(late[0]["successor"], erased["successor"]);
    assert!(cast.ask(&mut people[0], json!({"do": "late-edits"})).as_array().unwrap().is_empty());
}

/// covers: X5
#[test]
fn everything_that_somebody_wrote_goes_after_a_preview_that_says_what_stays() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    note(&mut cast, &mut people[2], "one");
    note(&mut cast, &mut people[2], "two");
    note(&mut cast, &mut people[0], "of Elin");
    cast.ask(&mut people[2], json!({"do": "profile-set", "side": "give", "section": "about-me", "text": "planted", "audience": {"audience": "coop"}}));
    meet(&mut cast, &mut people);
    let preview = cast.ask(&mut people[2], json!({"do": "erase-all", "circle": null, "reason": "", "preview": true}));
    let count =
        |view: &Value, part: &str, what: &str| view[part].as_array().unwrap().iter().find(|c| c["what"] == what).map_or(0, |c| c["count"].as_u64().unwrap());
    assert_eq!((count(&preview, "goes", "note"), count(&preview, "goes", "profile-part"), count(&preview, "stays", "membership") > 0), (2, 1, true));
    assert_eq!(preview["cannot_reach"].as_array().unwrap().len(), 4);
    assert!(!preview.to_string().contains('⟦'), "{preview}");
    assert_eq!(notes(&mut cast, &mut people[2]).len(), 3, "a preview takes nothing away");
    let done = cast.ask(&mut people[2], json!({"do": "erase-all", "circle": null, "reason": "", "preview": false}));
    assert_eq!(count(&done, "goes", "note"), 2);
    meet(&mut cast, &mut people);
    for phone in &mut people {
        assert_eq!(notes(&mut cast, phone), ["of Elin"]);
        assert!(rebuilt_alike(&mut cast, phone));
    }
    let members = cast.ask(&mut people[0], json!({"do": "members"}));
    assert!(!texts(&Value::Array(members.as_array().unwrap().iter().map(|m| m["person"].clone()).collect()), "name").contains(&"Nia".to_owned()));
}

/// covers: X4
#[test]
fn an_author_hears_that_a_correction_fell_with_a_note_that_was_erased_meanwhile() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let planted = note(&mut cast, &mut people[2], "first words");
    meet(&mut cast, &mut people);
    cast.ask(&mut people[2], json!({"do": "note-correct", "note": planted, "text": "corrected in the hills"}));
    erase(&mut cast, &mut people[0], &planted);
    assert_eq!(cast.ask(&mut people[2], json!({"do": "late-edits"})), json!([]));
    cast.sync(&mut people[0]);
    meet(&mut cast, &mut people);
    let late = cast.ask(&mut people[2], json!({"do": "late-edits"}));
    assert_eq!((late.as_array().unwrap().len(), late[0]["document"].as_str()), (1, Some(planted.as_str())), "{late}");
    assert!(!late.to_string().contains("hills") && !late.to_string().contains('⟦'), "the words are gone with the note: {late}");
    for phone in [0, 1] {
        assert_eq!(cast.ask(&mut people[phone], json!({"do": "late-edits"})), json!([]));
    }
    assert!(rebuilt_alike(&mut cast, &mut people[2]));
    assert_eq!(cast.ask(&mut people[2], json!({"do": "late-edits"})), late);
}

/// covers: X4, X5
#[test]
fn who_has_left_a_circle_is_told_that_it_stays_there_and_everything_else_goes() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    cast.ask(&mut people[2], json!({"do": "circle-create", "name": "Garden", "person": "me"}));
    cast.ask(&mut people[2], json!({"do": "note-write", "circle": "Garden", "text": "of the garden"}));
    let left = note(&mut cast, &mut people[2], "of the past");
    note(&mut cast, &mut people[0], "of Elin");
    meet(&mut cast, &mut people);
    cast.ask(&mut people[2], json!({"do": "circle-leave", "circle": "Mam"}));
    meet(&mut cast, &mut people);
    let exported = cast.ask(&mut people[2], json!({"do": "export", "person": null, "case": null}))["json"]["circles"].clone();
    let mam = exported.as_array().unwrap().iter().find(|c| c["name"] == "Mam").unwrap();
    assert!(mam.to_string().contains("of the past") && !mam.to_string().contains("of Elin"), "{mam}");
    let one = |preview: bool| json!({"do": "erase", "item": left, "fields": [], "reason": "", "preview": preview});
    for preview in [true, false] {
        let said = cast.ask(&mut people[2], one(preview));
        assert_eq!((&said["entries"], &said["stays"][0]["what"], &said["stays"][0]["count"]), (&json!(0), &json!("left"), &json!(1)), "{said}");
    }
    let all = |preview: bool| json!({"do": "erase-all", "circle": null, "reason": "", "preview": preview});
    let (preview, done) = (cast.ask(&mut people[2], all(true)), cast.ask(&mut people[2], all(false)));
    assert_eq!((&preview["goes"], &preview["stays"]), (&done["goes"], &done["stays"]));
    let count = |part: &str, what: &str| done[part].as_array().unwrap().iter().find(|c| c["what"] == what).map(|c| c["count"].clone());
    assert_eq!((count("goes", "note"), count("stays", "left")), (Some(json!(1)), Some(json!(1))), "{done}");
    assert!(!done.to_string().contains('⟦'), "{done}");
    let garden = cast.ask(&mut people[2], json!({"do": "notes", "circle": "Garden", "limit": 50}));
    assert_eq!(garden, json!([]));
    meet(&mut cast, &mut people);
    // Those who look after the circle can have it erased.
    erase(&mut cast, &mut people[0], &left);
    assert_eq!(notes(&mut cast, &mut people[0]), ["of Elin"]);
}

fn files_with(dir: &Path, words: &[&str]) -> Vec<String> {
    words.iter().flat_map(|word| traces(dir, word)).collect()
}

/// covers: X5
#[test]
fn no_file_of_a_profile_holds_an_erased_word_even_without_the_encryption() {
    PLAIN.set(true);
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let words = ["zebrafinch", "quokkatail", "wombatears", "ibexhorn"];
    let planted = note(&mut cast, &mut people[2], &format!("{} in a note", words[0]));
    cast.ask(&mut people[2], json!({"do": "note-correct", "note": planted, "text": format!("{} in a correction", words[1])}));
    let visit = id(&cast.ask(&mut people[2], json!({"do": "visit-check-in", "circle": "Mam", "at_ms": null})));
    let end = json!({"do": "visit-check-out", "visit": visit, "minutes": 0, "done": [], "how": null, "text": words[2], "handover": "", "area": null});
    cast.ask(&mut people[2], end);
    let plan = id(&cast.ask(&mut people[2], json!({"do": "plan-create", "circle": "Mam", "title": words[3], "text": words[3], "when": null, "place": null})));
    meet(&mut cast, &mut people);
    for phone in &people {
        assert!(!files_with(&phone.dir, &words).is_empty(), "the words are there to be found");
    }
    for item in [&planted, &visit, &plan] {
        erase(&mut cast, &mut people[2], item);
    }
    meet(&mut cast, &mut people);
    for phone in &people {
        assert_eq!(files_with(&phone.dir, &words), Vec::<String>::new(), "while it is open, its write-ahead log too");
    }
    PLAIN.set(false);
}

/// covers: X5
#[test]
fn the_relay_drops_what_was_erased_and_one_restored_from_before_does_not_bring_it_back() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let planted = note(&mut cast, &mut people[2], "planted");
    cast.sync(&mut people[2]);
    note(&mut cast, &mut people[2], "kept");
    meet(&mut cast, &mut people);
    let before = cast.relay.boxes.clone();
    let count = |cast: &Cast| cast.relay.boxes.values().flatten().filter(|e| e[0] == 0xff).count();
    assert_eq!(count(&cast), 0);
    erase(&mut cast, &mut people[2], &planted);
    cast.sync(&mut people[2]);
    assert_eq!(count(&cast), 1, "the envelope that held it");
    meet(&mut cast, &mut people);
    assert_eq!(count(&cast), 1, "nobody sealed anything twice");
    // The relay is restored from before; the first member who comes has it drop the envelope again.
    cast.relay.boxes = before;
    for phone in &mut people {
        for mailbox in phone.kith.mailboxes().unwrap() {
            phone.kith.cursor_lost(mailbox.tag).unwrap();
        }
    }
    assert_eq!(count(&cast), 0);
    cast.sync(&mut people[0]);
    assert_eq!(count(&cast), 1);
    meet(&mut cast, &mut people);
    for phone in &mut people {
        assert_eq!(notes(&mut cast, phone), ["kept"]);
    }
}

/// Copies a phone's folder while it is closed, and opens the copy.
fn copy_of(phone: &Phone, to: &Path, now_ms: u64) -> Kith {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(&phone.dir).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
    Kith::open(to, Box::new(DemoStore::new(phone.seed)), Box::new(SeededEntropy::new(7)), now_ms).unwrap()
}

fn pick(random: &mut SeededEntropy, of: usize) -> usize {
    usize::try_from(u64::from_be_bytes(bytes(random as &mut dyn Entropy)) % of as u64).unwrap()
}

/// One thing that one of three does, drawn at random; what they have written is kept in `items`.
fn act_at_random(cast: &mut Cast, people: &mut [Phone], items: &mut Vec<String>, random: &mut SeededEntropy) {
    let who = pick(random, people.len());
    let what = pick(random, 9);
    let item = (!items.is_empty()).then(|| items[pick(random, items.len())].clone());
    let phone = &mut people[who];
    let asked = match (what, item) {
        (0..=2, _) => json!({"do": "note-write", "circle": "Mam", "text": format!("word {}", items.len())}),
        (3, _) => json!({"do": "plan-create", "circle": "Mam", "title": format!("plan {}", items.len()), "text": "words", "when": null, "place": null}),
        (4, _) => json!({"do": "visit-check-in", "circle": "Mam", "at_ms": null}),
        (5, Some(item)) => json!({"do": "note-correct", "note": item, "text": "corrected"}),
        (6, Some(item)) => json!({"do": "plan-edit", "plan": item, "title": null, "text": "changed by somebody", "when": "noon", "place": null}),
        (7, Some(item)) => {
            json!({"do": "visit-check-out", "visit": item, "minutes": 0, "done": [], "how": null, "text": "ended", "handover": "left", "area": null})
        }
        (_, Some(item)) => json!({"do": "erase", "item": item, "fields": [], "reason": ""}),
        (_, None) => return,
    };
    // Much of it is refused (a plan's id is no note's): that is as good as doing nothing.
    if let Ok(view) = cast.try_ask(phone, asked)
        && let Some(id) = view["id"].as_str().filter(|id| !items.contains(&(*id).to_owned()))
    {
        items.push(id.to_owned());
    }
    if pick(random, 4) == 0 {
        cast.sync(phone);
    }
}

/// covers: X1, X5
#[test]
fn devices_with_the_same_entries_show_the_same_whatever_order_they_and_their_erasures_came_in() {
    for seed in 0..4 {
        let mut cast = Cast::new();
        let (_office, mut people) = circle(&mut cast);
        let late = people.pop().unwrap();
        let mut random = SeededEntropy::new(seed);
        let known = late.kith.mailboxes().unwrap();
        let Phone { kith, dir, seed: store, clock_ms } = late;
        drop(kith);
        let mut items = Vec::new();
        for _ in 0..40 {
            act_at_random(&mut cast, &mut people, &mut items, &mut random);
        }
        meet(&mut cast, &mut people);
        let tags: Vec<MailboxTag> = known.iter().filter(|m| m.write_seed.is_some()).map(|m| m.tag).collect();
        let history: Vec<(MailboxTag, Vec<u8>)> = cast.relay.history.iter().filter(|(t, _)| tags.contains(t)).cloned().collect();
        let closed = Phone { kith: people.pop().unwrap().kith, dir, seed: store, clock_ms };
        let mut seen: Vec<Vec<(&str, [u8; 32])>> = Vec::new();
        for order in 0..4 {
            let to = closed.dir.with_extension(format!("copy{order}"));
            let mut kith = copy_of(&closed, &to, cast.now_ms);
            let mut envelopes = history.clone();
            for i in (1..envelopes.len()).rev() {
                envelopes.swap(i, pick(&mut random, i + 1));
            }
            for (tag, envelope) in &envelopes {
                kith.take_page(*tag, std::slice::from_ref(envelope), b"c", cast.now_ms).unwrap();
            }
            assert_eq!(kith.storage.waiting_count().unwrap(), 0, "seed {seed}: everything came");
            let digests = kith.storage.projection_digests().unwrap();
            kith.transact(super::super::Kith::rebuild).unwrap();
            assert_eq!(kith.storage.projection_digests().unwrap(), digests, "seed {seed}, order {order}: a rebuild differs");
            seen.push(digests);
        }
        for other in &seen[1..] {
            assert_eq!(&seen[0], other, "seed {seed}");
        }
    }
}
