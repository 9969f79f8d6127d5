//! Pictures and documents: small before they leave, after the words on their way, checked piece by piece, gone when they are erased.

use super::{
    cast::{CIRCLE, Cast, Phone},
    meetings::meet,
};
use crate::{
    attachment::{self, Attached},
    fact::{CoinItem, Fact},
    kith::{ErrorKind, drops::CoinPart, view::NewAttachment},
    storage::PLAIN,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{RgbImage, codecs::jpeg::JpegEncoder};
use kith_wire::{EntryId, Kind, limits};
use serde_json::{Value, json};

/// A photo of a list on a table, as a phone takes it.
pub(super) fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(1_900, 1_200, |x, y| {
        let part = |n: u32| u8::try_from((n / 7 + x * y / 900) % 256).unwrap();
        image::Rgb([part(x), part(y), part(x + y)])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(&picture).unwrap();
    out
}

/// A letter of two pieces and a bit.
fn letter(word: &str) -> Vec<u8> {
    format!("{word} ").repeat(150_000 / (word.len() + 1)).into_bytes()
}

fn write(cast: &mut Cast, phone: &mut Phone, text: &str, files: &[Value]) -> Value {
    cast.ask(phone, json!({"do": "note-write", "circle": CIRCLE, "text": text, "attach": files}))
}

fn file(name: &str, bytes: &[u8], words: &str) -> Value {
    json!({"name": name, "data": STANDARD.encode(bytes), "words": words})
}

/// What hangs on the newest note of the circle.
fn hanging(cast: &mut Cast, phone: &mut Phone) -> Vec<Value> {
    let notes = cast.ask(phone, json!({"do": "notes", "circle": CIRCLE, "limit": 1, "before_ms": null}));
    notes[0]["attachments"].as_array().cloned().unwrap_or_default()
}

fn open(cast: &mut Cast, phone: &mut Phone, id: &Value) -> Vec<u8> {
    let view = cast.ask(phone, json!({"do": "attachment-open", "attachment": id, "small": false}));
    STANDARD.decode(view["data"].as_str().unwrap()).unwrap()
}

/// covers: R6, X2
#[test]
fn a_photo_is_made_small_its_words_arrive_first_and_it_says_truly_where_it_is() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let note = write(&mut cast, &mut elin, "The list she wrote", &[file("IMG_20261122.jpg", &photo(), "A list of three questions")]);
    let here = &note["attachments"][0];
    assert!(here["bytes"].as_u64().unwrap() <= limits::PICTURE_BYTES_MAX as u64, "{here}");
    assert_eq!((here["kind"].as_str(), here["width"].as_u64(), here["words"].as_str()), (Some("picture"), Some(1_600), Some("A list of three questions")));
    assert_eq!((here["name"].as_str(), here["arrival"]["arrived"].as_str(), here["state"].as_str()), (Some(""), Some("here-only"), Some("here")));
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    assert!(truth["items"].as_array().unwrap().iter().any(|item| item["what"] == "attachment" && item["item"] == here["id"]), "{truth}");
    // The words are through before a piece is.
    let tag = elin.kith.storage.attachments(None, 1).unwrap()[0].tag;
    cast.sync(&mut elin);
    let pieces = cast.relay.boxes.remove(&tag).unwrap();
    cast.sync(&mut dewi);
    let coming = hanging(&mut cast, &mut dewi)[0].clone();
    assert_eq!((coming["state"].as_str(), coming["pieces_here"].as_u64()), (Some("coming"), Some(0)));
    assert_eq!((&coming["words"], &coming["arrival"]["people"]), (&here["words"], &json!(1)), "its author has it");
    assert_eq!(hanging(&mut cast, &mut elin)[0]["arrival"]["arrived"], "relay");
    // Half of it comes, then the rest: nothing is fetched twice.
    assert!(pieces.len() > 2, "{}", pieces.len());
    cast.relay.boxes.insert(tag, pieces[..1].to_vec());
    cast.sync(&mut dewi);
    assert_eq!(hanging(&mut cast, &mut dewi)[0]["pieces_here"], 1);
    cast.relay.boxes.insert(tag, pieces);
    cast.sync(&mut dewi);
    let arrived = hanging(&mut cast, &mut dewi)[0].clone();
    assert_eq!(arrived["state"], "here");
    assert_eq!(open(&mut cast, &mut dewi, &arrived["id"]), open(&mut cast, &mut elin, &here["id"]));
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    let arrival = &hanging(&mut cast, &mut elin)[0]["arrival"];
    assert_eq!((&arrival["people"], &arrival["relay"]), (&json!(1), &json!(true)), "Dewi's phone said that it has it");
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    assert!(truth["items"].as_array().unwrap().iter().all(|item| item["what"] != "attachment"), "{truth}");
    let small = cast.ask(&mut dewi, json!({"do": "attachment-open", "attachment": arrived["id"], "small": true}));
    assert!(small["data"].as_str().unwrap().len() < 60_000, "one for a list");
}

/// covers: R6, X2
#[test]
fn without_a_relay_it_passes_from_phone_to_phone_whoever_connects() {
    for elin_connects in [true, false] {
        let mut cast = Cast::new();
        let (mut elin, mut dewi) = cast.circle_of_two();
        write(&mut cast, &mut elin, "The letter", &[file("letter.txt", &letter("llythyr"), "")]);
        let (a, b) = if elin_connects { (&mut elin, &mut dewi) } else { (&mut dewi, &mut elin) };
        meet(&mut cast, a, b);
        let arrived = hanging(&mut cast, &mut dewi)[0].clone();
        assert_eq!((arrived["state"].as_str(), arrived["name"].as_str(), arrived["kind"].as_str()), (Some("here"), Some("letter.txt"), Some("document")));
        assert_eq!(open(&mut cast, &mut dewi, &arrived["id"]), letter("llythyr"));
        assert_eq!(hanging(&mut cast, &mut elin)[0]["arrival"]["people"], 1, "said in the same meeting, whoever connected: {elin_connects}");
    }
}

/// covers: R6
#[test]
fn what_cannot_be_attached_is_refused_by_name_and_nothing_is_written() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let large = vec![b'a'; limits::ATTACHED_DOCUMENT_BYTES_MAX + 1];
    for (bytes, code) in [
        (heic, "picture-heic"),
        (photo()[..900].to_vec(), "picture-broken"),
        (b"MZ\0\x01".to_vec(), "not-attachable"),
        (Vec::new(), "empty-file"),
        (large, "document-too-large"),
    ] {
        let asked = json!({"do": "note-write", "circle": CIRCLE, "text": "words", "attach": [file("f", &bytes, "")]});
        let refused = cast.try_ask(&mut elin, asked).unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::InvalidInput, code));
    }
    let many = vec![file("f", b"text", ""); limits::ATTACHMENTS_EACH_MAX + 1];
    let refused = cast.try_ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": "words", "attach": many})).unwrap_err();
    assert_eq!(refused.code, "too-many-attachments");
    let wordy = file("f", b"text", &"w".repeat(limits::ATTACHMENT_WORDS_CHARS_MAX + 1));
    let refused = cast.try_ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": "words", "attach": [wordy]})).unwrap_err();
    assert_eq!(refused.code, "caption-too-long");
    assert_eq!(cast.notes(&mut elin), Vec::<String>::new());
    // Nobody hangs something on what another wrote.
    let note = write(&mut cast, &mut elin, "mine", &[]);
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    let add = json!({"do": "attachment-add", "to": note["id"], "name": "a.txt", "words": "", "data": STANDARD.encode("text")});
    assert_eq!(cast.try_ask(&mut dewi, add.clone()).unwrap_err().code, "not-yours");
    assert_eq!(cast.ask(&mut elin, add)["name"], "a.txt");
}

/// covers: R6, X9
#[test]
fn pictures_are_not_fetched_where_the_settings_say_so_until_somebody_asks() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    cast.ask(&mut dewi, json!({"do": "fetching", "when": "unmetered", "metered": true}));
    write(&mut cast, &mut elin, "The letter", &[file("letter.txt", &letter("llythyr"), "")]);
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    let held_back = hanging(&mut cast, &mut dewi)[0].clone();
    assert_eq!(held_back["state"], "not-fetched");
    meet(&mut cast, &mut elin, &mut dewi);
    assert_eq!(hanging(&mut cast, &mut dewi)[0]["state"], "not-fetched");
    let refused = cast.try_ask(&mut dewi, json!({"do": "attachment-open", "attachment": held_back["id"], "small": false})).unwrap_err();
    assert_eq!(refused.code, "attachment-not-here");
    assert_eq!(cast.ask(&mut dewi, json!({"do": "attachment-fetch", "attachment": held_back["id"]}))["state"], "coming");
    cast.sync(&mut dewi);
    assert_eq!(hanging(&mut cast, &mut dewi)[0]["state"], "here");
    // On a network that costs nothing all of them come again.
    write(&mut cast, &mut elin, "Another", &[file("other.txt", &letter("arall"), "")]);
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(hanging(&mut cast, &mut dewi)[0]["state"], "not-fetched");
    cast.ask(&mut dewi, json!({"do": "fetching", "when": null, "metered": false}));
    cast.sync(&mut dewi);
    assert_eq!(hanging(&mut cast, &mut dewi)[0]["state"], "here");
}

/// covers: R6, X5
#[test]
fn with_a_note_goes_all_that_hangs_on_it_here_there_and_at_the_relay() {
    PLAIN.set(true);
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let note = write(&mut cast, &mut elin, "Letter", &[file("letter.txt", &letter("zebrafinch"), "quokkatail"), file("", &photo(), "wombatears")]);
    let id = note["attachments"][0]["id"].clone();
    let tags: Vec<_> = elin.kith.storage.attachments(None, 9).unwrap().iter().map(|row| row.tag).collect();
    let jpeg = open(&mut cast, &mut elin, &note["attachments"][1]["id"]);
    for _ in 0..2 {
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    let holds = |phone: &Phone, what: &[u8]| {
        let files = std::fs::read_dir(&phone.dir).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap_or_default());
        files.into_iter().any(|bytes| bytes.windows(what.len()).any(|w| w == what))
    };
    let planted: [&[u8]; 4] = [b"zebrafinch", b"quokkatail", b"wombatears", &jpeg[jpeg.len() - 64..]];
    for phone in [&elin, &dewi] {
        assert!(planted.iter().all(|what| holds(phone, what)), "it is there to be found");
    }
    let before = cast.relay.boxes.clone();
    let gone = cast.ask(&mut elin, json!({"do": "erase", "item": note["id"], "fields": [], "reason": ""}));
    assert_eq!(gone["entries"], 3, "the note and what hangs on it");
    for _ in 0..2 {
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    for phone in [&mut elin, &mut dewi] {
        assert!(!planted.iter().any(|what| holds(phone, what)), "not a byte is left in any file");
        let refused = cast.try_ask(phone, json!({"do": "attachment-open", "attachment": id, "small": true})).unwrap_err();
        assert_eq!(refused.code, "attachment-erased");
        assert_eq!(cast.try_ask(phone, json!({"do": "attachments", "of": id})).unwrap_err().code, "attachment-erased");
        assert_eq!(cast.ask(phone, json!({"do": "attachments", "of": CIRCLE})), json!([]));
        assert_eq!(cast.ask(phone, json!({"do": "rebuild"}))["alike"], true);
    }
    for tag in tags {
        assert!(before[&tag].len() >= 3 && cast.relay.boxes[&tag].iter().all(|e| e[0] == 0xff), "the relay has dropped every piece");
    }
    PLAIN.set(false);
    // The relay comes back from an older copy: whoever meets it first has it drop them again.
    let tags: Vec<_> = before.keys().filter(|tag| before[tag].len() >= 3 && cast.relay.boxes[tag].iter().all(|e| e[0] == 0xff)).copied().collect();
    assert_eq!(tags.len(), 2);
    cast.relay.boxes = before;
    let own = dewi.kith.mailboxes().unwrap()[0].tag;
    dewi.kith.cursor_lost(own).unwrap();
    cast.sync(&mut dewi);
    for tag in tags {
        assert!(cast.relay.boxes[&tag].iter().all(|e| e[0] == 0xff), "dropped again");
    }
}

/// covers: R6, X5
#[test]
fn a_picture_goes_by_itself_and_its_note_stays_and_a_late_note_goes_as_any_other() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let late = cast.ask(&mut elin, json!({"do": "note-later", "circle": CIRCLE, "text": "What was then", "of_ms": 1_770_000_000_000u64}));
    let note = write(&mut cast, &mut elin, "Letter", &[file("letter.txt", b"some words", "")]);
    let erased = cast.ask(&mut elin, json!({"do": "erase", "item": note["attachments"][0]["id"], "fields": [], "reason": ""}));
    assert_eq!((erased["what"].as_str(), erased["entries"].as_u64()), (Some("attachment"), Some(1)));
    cast.ask(&mut elin, json!({"do": "erase", "item": late["id"], "fields": [], "reason": ""}));
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    for phone in [&mut elin, &mut dewi] {
        assert_eq!(cast.notes(phone), ["Letter"]);
        assert_eq!(hanging(&mut cast, phone), Vec::<Value>::new());
    }
}

/// Writes a fact that names an attachment, past the rules of the writer's own device.
fn forge(cast: &mut Cast, phone: &mut Phone, change: impl Fn(&mut Attached)) -> EntryId {
    let note = write(cast, phone, "words", &[]);
    let of: EntryId = note["id"].as_str().unwrap().parse().unwrap();
    let bytes = b"\xff\xd8\xff no picture at all".to_vec();
    let (words, name, hashes) = (String::new(), String::new(), attachment::hashes(&bytes));
    let mut named = Attached { of, key: [9; 32], media: 1, bytes: u32::try_from(bytes.len()).unwrap(), hashes, width: 40, height: 30, words, name };
    change(&mut named);
    let (space, now) = (phone.kith.circle(CIRCLE).unwrap(), cast.now_ms);
    phone.kith.transact(|k| Ok(k.append(space, Kind::Fact, Fact::Attached(named.clone()).to_bytes(), now)?.id)).unwrap()
}

/// covers: R6
#[test]
fn what_a_hostile_phone_calls_a_picture_is_refused_piece_by_piece_or_as_a_whole() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    // It says of itself what cannot be: kept in the log, shown nowhere, fetched from nobody.
    forge(&mut cast, &mut elin, |named| named.bytes = u32::MAX);
    forge(&mut cast, &mut elin, |named| (named.width, named.height) = (60_000, 60_000));
    // It hangs on what somebody else wrote.
    let by_dewi = write(&mut cast, &mut dewi, "Dewi's", &[]);
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    forge(&mut cast, &mut elin, |named| named.of = by_dewi["id"].as_str().unwrap().parse().unwrap());
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "attachments", "of": CIRCLE})), json!([]));
    assert!(dewi.kith.piece_errands().unwrap().is_empty());
    // All its pieces are what it says, and together they are no picture.
    let id = forge(&mut cast, &mut elin, |_| ());
    let named = elin.kith.storage.attachment(&id).unwrap().unwrap();
    let keys = attachment::Attached::keys(&kith_wire::codec::decode::<Attached>(&named.body, limits::BODY_BYTES_MAX).unwrap());
    let seal = |number: u16, bytes: &[u8]| crate::seal::seal_piece(&keys.seal, keys.tag, number, bytes).unwrap();
    let mailbox = vec![seal(0, b"another piece"), seal(7, b"\xff\xd8\xff no picture at all"), vec![1; 90], seal(0, b"\xff\xd8\xff no picture at all")];
    cast.relay.boxes.insert(keys.tag, mailbox);
    cast.sync(&mut elin);
    cast.sync(&mut dewi);
    assert_eq!(hanging(&mut cast, &mut dewi)[0]["state"], "damaged");
    let truth = cast.ask(&mut dewi, json!({"do": "truth"}));
    let refused = |why: &str| truth["refused"].as_array().unwrap().iter().find(|r| r["reason"] == why).map(|r| r["count"].as_u64().unwrap());
    assert_eq!((refused("not-a-piece"), refused("attachment-damaged")), (Some(3), Some(1)), "{truth}");
    assert_eq!(dewi.kith.storage.pieces_here(&id).unwrap(), Vec::<u16>::new(), "nothing of it is kept");
    assert!(dewi.kith.piece_errands().unwrap().is_empty(), "nor fetched again by itself");
}

/// covers: R6
#[test]
fn a_file_is_made_small_before_it_is_handed_in_and_stays_the_same_after() {
    let mut cast = Cast::new();
    let (mut elin, _dewi) = cast.circle_of_two();
    let handed_in = NewAttachment::from_file(Some("IMG_1.jpg".to_owned()), "a list".to_owned(), &photo()).unwrap();
    assert!(handed_in.name.is_none() && handed_in.data.len() < 280_000);
    let note = write(&mut cast, &mut elin, "words", &[serde_json::to_value(&handed_in).unwrap()]);
    assert_eq!(STANDARD.encode(open(&mut cast, &mut elin, &note["attachments"][0]["id"])), handed_in.data);
    assert_eq!(NewAttachment::from_file(None, String::new(), b"\0").unwrap_err().code, "not-attachable");
}

/// covers: R6
#[test]
fn a_phone_opened_from_a_backup_of_the_log_has_the_words_and_fetches_the_rest_again() {
    let mut cast = Cast::new();
    let (mut elin, dewi) = cast.circle_of_two();
    write(&mut cast, &mut elin, "Letter", &[file("letter.txt", &letter("llythyr"), "")]);
    cast.sync(&mut elin);
    let mut dewi = cast.reopen(dewi);
    cast.sync(&mut dewi);
    let arrived = hanging(&mut cast, &mut dewi)[0].clone();
    let mut dewi = cast.reopen(dewi);
    assert_eq!(open(&mut cast, &mut dewi, &arrived["id"]), letter("llythyr"), "what came is durable");
    // Another relay than before has none of it: it is put there from a phone that holds it.
    cast.relay.boxes.clear();
    dewi.kith.storage.relay_has_no_attachment().unwrap();
    cast.sync(&mut dewi);
    let tag = dewi.kith.storage.attachments(None, 1).unwrap()[0].tag;
    assert_eq!(cast.relay.boxes[&tag].len(), 3);
}

/// covers: C8
#[test]
fn a_poem_too_large_to_keep_with_a_coin_is_left_out_and_the_rest_is_taken() {
    let mut cast = Cast::new();
    let (mut elin, dewi) = cast.circle_of_two();
    let part = |len: usize| CoinPart { kind: CoinItem::Attachment as u8, bytes: [&[0][..], &vec![b'a'; len]].concat() };
    let (from, now) = (dewi.kith.device, cast.now_ms);
    elin.kith.transact(|k| k.take_coins(from, vec![part(100 * 1024), part(1024)], now)).unwrap();
    let truth = cast.ask(&mut elin, json!({"do": "truth"}));
    let left_out = truth["refused"].as_array().unwrap().iter().find(|r| r["reason"] == "coin-attachment-too-large").unwrap();
    assert_eq!(left_out["count"], 1);
    let kept = elin.kith.storage.coin_items(elin.kith.space(&elin.kith.own).unwrap().n).unwrap();
    assert_eq!(kept.iter().filter(|(kind, ..)| *kind == CoinItem::Attachment as u8).count(), 1, "the small one is there");
}

/// Names text files that nobody has, each by a key of its own, past the rules of the writer's own device.
fn name_on(cast: &Cast, phone: &mut Phone, of: &Value, keys: std::ops::Range<u8>) {
    let of: EntryId = of["id"].as_str().unwrap().parse().unwrap();
    let (space, now, hashes) = (phone.kith.circle(CIRCLE).unwrap(), cast.now_ms, attachment::hashes(b"some words"));
    phone
        .kith
        .transact(|k| {
            for key in keys {
                let (words, name, hashes) = (String::new(), String::new(), hashes.clone());
                let named = Attached { of, key: [key; 32], media: 3, bytes: 10, hashes, width: 0, height: 0, words, name };
                k.append(space, Kind::Fact, Fact::Attached(named).to_bytes(), now)?;
            }
            Ok(())
        })
        .unwrap();
}

/// covers: R6, R1
#[test]
fn what_nobody_has_or_may_have_stands_in_the_way_of_nothing_that_somebody_has() {
    for by_relay in [true, false] {
        let mut cast = Cast::new();
        let (mut elin, mut dewi) = cast.circle_of_two();
        let letter = write(&mut cast, &mut elin, "The letter", &[file("letter.txt", &letter("llythyr"), "")]);
        let by_dewi = write(&mut cast, &mut dewi, "Dewi's", &[]);
        cast.carry(&mut dewi);
        cast.carry(&mut elin);
        // Newer than it: more than are asked for at a time, that nobody has; and more than are looked through, that hang nowhere.
        for note in 0..5 {
            let of = write(&mut cast, &mut elin, "words", &[]);
            name_on(&cast, &mut elin, &of, note * 8..note * 8 + 8);
        }
        name_on(&cast, &mut elin, &by_dewi, 40..170);
        for _ in 0..6 {
            if by_relay {
                cast.sync(&mut elin);
                cast.sync(&mut dewi);
            } else {
                meet(&mut cast, &mut elin, &mut dewi);
            }
        }
        let here = cast.ask(&mut dewi, json!({"do": "attachments", "of": letter["id"]}));
        assert_eq!(here[0]["state"], "here", "by relay: {by_relay}");
    }
}

/// covers: R6, R1
#[test]
fn one_file_that_its_author_names_often_is_kept_once_and_nobody_else_can_name_it_away() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    for text in ["One", "Two", "Three"] {
        let of = write(&mut cast, &mut elin, text, &[]);
        name_on(&cast, &mut elin, &of, 7..8);
    }
    let of = write(&mut cast, &mut dewi, "Dewi's", &[]);
    name_on(&cast, &mut dewi, &of, 7..8);
    let row = elin.kith.storage.attachments(None, 1).unwrap().remove(0);
    let keys = kith_wire::codec::decode::<Attached>(&row.body, limits::BODY_BYTES_MAX).unwrap().keys();
    cast.relay.boxes.insert(keys.tag, vec![crate::seal::seal_piece(&keys.seal, keys.tag, 0, b"some words").unwrap()]);
    for _ in 0..3 {
        cast.sync(&mut elin);
        cast.sync(&mut dewi);
    }
    for phone in [&mut elin, &mut dewi] {
        let rows = phone.kith.storage.attachments_tagged(&keys.tag).unwrap();
        let kept: Vec<_> = rows.iter().filter(|row| !phone.kith.storage.pieces_here(&row.at.id).unwrap().is_empty()).map(|row| row.at.author).collect();
        assert_eq!((rows.len(), kept.len()), (4, 2), "once for each who named it");
        assert_ne!(kept[0], kept[1]);
    }
}

/// covers: X5, R6
#[test]
fn an_export_names_every_picture_and_document_with_its_file_and_leaves_out_what_is_withheld() {
    let mut cast = Cast::new();
    let (mut elin, mut dewi) = cast.circle_of_two();
    let letter = json!({"name": "letter.pdf", "words": "From <the> hospital", "data": STANDARD.encode(b"%PDF-1.7 one page")});
    let note = cast.ask(&mut elin, json!({"do": "note-write", "circle": CIRCLE, "text": "The letter", "attach": [letter]}));
    let plain = json!({"name": "", "words": "", "data": STANDARD.encode(b"plain words")});
    cast.ask(&mut dewi, json!({"do": "note-write", "circle": CIRCLE, "text": "And mine", "attach": [plain]}));
    cast.sync(&mut dewi);
    cast.sync(&mut elin);
    let export = cast.ask(&mut elin, json!({"do": "export", "person": null, "case": null}));
    let notes = export["json"]["circles"][0]["notes"].as_array().unwrap().clone();
    let of = |text: &str| notes.iter().find(|n| n["words"]["text"] == text).unwrap()["attachments"][0].clone();
    let (mine, theirs) = (of("The letter"), of("And mine"));
    assert_eq!(
        (mine["name"].as_str(), mine["media"].as_str(), &mine["words"]),
        (Some("letter.pdf"), Some("application/pdf"), &json!({"text": "From <the> hospital"}))
    );
    let file = format!("{}.pdf", &note["attachments"][0]["id"].as_str().unwrap()[..16]);
    assert_eq!(mine["file"], file.as_str());
    let html = export["html"].as_str().unwrap();
    assert!(html.contains(&format!("<a href=\"attachments/{file}\" download=\"letter.pdf\">From &lt;the&gt; hospital</a>")), "{html}");
    // What another hung there is marked, although it has no words of its own.
    assert_eq!((theirs["words"]["because"].clone(), theirs["state"].as_str()), (json!(["written-by-another"]), Some("here")), "{theirs}");
    assert!(export["review"].as_array().unwrap().iter().any(|p| p["passage"] == theirs["words"]["passage"]));
}
