//! Bad envelopes and bad entries, byte by byte: each is refused under a reason of its own, or put aside, and the good ones go on.

use super::cast::{Cast, Phone, START, texts};
use crate::{
    entropy::SeededEntropy,
    kith::PageReport,
    seal::{self, Item},
    space::EpochKeys,
};
use ed25519_dalek::{Signer, SigningKey};
use kith_wire::{
    Body, DeviceId, EntryId, EpochId, Kind, Lane, MailboxTag, Run, RunEntry, SpaceId, limits,
    run::{Author, Place, signing_bytes},
};
use serde_json::json;
use std::collections::BTreeMap;

/// Elin, who can make anything of her own keys, and Dewi, who is sent it.
struct Table {
    cast: Cast,
    elin: Phone,
    dewi: Phone,
    space: SpaceId,
    epoch: EpochId,
    keys: EpochKeys,
    /// The run with Elin's note that Dewi has not seen.
    good: Vec<u8>,
    entropy: SeededEntropy,
}

impl Table {
    fn new() -> Self {
        let mut cast = Cast::new();
        let (_office, mut people) = cast.coop(&["Elin", "Dewi"]);
        let (mut elin, mut dewi) = (people.remove(0), people.remove(0));
        let circle = cast.ask(&mut elin, json!({"do": "circle-create", "name": "Mam", "person": "me"}));
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
        cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "First"}));
        for _ in 0..2 {
            cast.sync(&mut elin);
            cast.sync(&mut dewi);
        }
        cast.ask(&mut elin, json!({"do": "note-write", "circle": "Mam", "text": "Good note"}));
        let space = *elin.kith.spaces.keys().find(|s| s.hex() == circle["id"].as_str().unwrap()).unwrap();
        let (epoch, keys) = elin.kith.spaces[&space].current().cloned().unwrap();
        let device = elin.kith.device;
        elin.kith.storage.begin().unwrap();
        let (_, good) = elin.kith.encoded_runs(space, Lane::Data, device, (0, 1 << 20)).unwrap().pop().unwrap();
        elin.kith.storage.commit().unwrap();
        Self { cast, elin, dewi, space, epoch, keys, good, entropy: SeededEntropy::new(99) }
    }

    fn sealed(&mut self, items: &[Item]) -> Vec<u8> {
        seal::seal_space(&self.keys.entry, self.keys.tag(), items, &mut self.entropy).unwrap()
    }

    fn give(&mut self, envelope: Vec<u8>) -> PageReport {
        self.dewi.kith.take_page(self.keys.tag(), &[envelope], &0usize.to_be_bytes(), self.cast.now_ms).unwrap()
    }

    fn refused(&mut self) -> BTreeMap<String, u64> {
        let truth = self.cast.ask(&mut self.dewi, json!({"do": "truth"}));
        truth["refused"].as_array().unwrap().iter().map(|r| (r["reason"].as_str().unwrap().to_owned(), r["count"].as_u64().unwrap())).collect()
    }

    /// Gives Dewi an envelope that must be refused, and under which reason.
    fn must_refuse(&mut self, what: &str, envelope: Vec<u8>, reason: &str) {
        self.refused_as(what, envelope, (reason, 0));
    }

    /// The same; `disputed` counts what was for him and does not hold.
    fn refused_as(&mut self, what: &str, envelope: Vec<u8>, (reason, disputed): (&str, u32)) {
        let mut expected = self.refused();
        let report = self.give(envelope);
        assert_eq!(report, PageReport { refused: 1, disputed, ..PageReport::default() }, "{what}");
        *expected.entry(reason.to_owned()).or_default() += 1;
        assert_eq!(self.refused(), expected, "{what}");
    }

    fn run_must_be(&mut self, what: &str, run: Vec<u8>, reason: &str) {
        let envelope = self.sealed(&[Item::Run(run)]);
        self.refused_as(what, envelope, (reason, 1));
    }

    /// Signs a run at a place in Elin's chain, whatever it says.
    fn signed(&self, by: &SigningKey, (first_seq, prev): (u64, EntryId), time_ms: u64, bodies: &[&[u8]]) -> Vec<u8> {
        let entries: Vec<RunEntry> = (time_ms..)
            .zip(bodies)
            .map(|(time_ms, bytes)| RunEntry { kind: Kind::Fact, time_ms, body: Body::Held { salt: [7; 8], bytes: bytes.to_vec() } })
            .collect();
        let author = Author::Hint(crate::space::act::hint(&self.elin.kith.device));
        let mut run = Run { lane: Lane::Data, genesis: false, author, epoch: None, first_seq, entries, signature: [0; 64] };
        let place = Place { space: self.space, device: self.elin.kith.device, epoch: self.epoch, prev };
        let last = run.headers(&place).unwrap().last().unwrap().0;
        run.signature = by.sign(&signing_bytes(&last)).to_bytes();
        run.encode()
    }

    /// The place of Elin's note that Dewi lacks.
    fn next(&self) -> (u64, EntryId, u64) {
        let device_n = self.dewi.kith.storage.device_n(&self.elin.kith.device).unwrap();
        let n = self.dewi.kith.spaces[&self.space].n;
        let head = self.dewi.kith.storage.head(n, Lane::Data, device_n).unwrap();
        (head.seq + 1, head.id, head.time_ms)
    }

    fn ends_well(mut self, notes: &[&str]) {
        let run = self.good.clone();
        let envelope = self.sealed(&[Item::Run(run)]);
        assert_eq!(self.give(envelope.clone()), PageReport { taken: 1, ..PageReport::default() }, "the good one still comes in");
        assert_eq!(self.give(envelope), PageReport { known: 1, ..PageReport::default() }, "replayed, it is known");
        assert_eq!(texts(&self.cast.ask(&mut self.dewi, json!({"do": "notes", "circle": "Mam", "limit": 9})), "text"), notes);
        assert_eq!(self.cast.ask(&mut self.dewi, json!({"do": "rebuild"}))["alike"], true);
    }
}

fn changed(bytes: &[u8], at: usize, to: u8) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out[at] = to;
    out
}

/// covers: X2, R5
#[test]
fn every_bad_envelope_is_refused_under_its_own_reason() {
    let mut t = Table::new();
    let good = t.sealed(&[Item::Run(t.good.clone())]);
    let elsewhere = MailboxTag([9; 16]);
    let other_key = seal::seal_space(&[3; 32], t.keys.tag(), &[Item::Run(t.good.clone())], &mut t.entropy).unwrap();
    let other_mailbox = seal::seal_space(&t.keys.entry, elsewhere, &[Item::Run(t.good.clone())], &mut t.entropy).unwrap();
    let cases = [
        ("nothing at all", Vec::new(), "malformed-envelope"),
        ("cut in its head", good[..20].to_vec(), "malformed-envelope"),
        ("cut in its middle", good[..good.len() / 2].to_vec(), "cannot-open"),
        ("cut by one byte", good[..good.len() - 1].to_vec(), "cannot-open"),
        ("one byte too long", [good.clone(), vec![0]].concat(), "cannot-open"),
        ("larger than any may be", [good.clone(), vec![0; limits::ENVELOPE_BYTES_MAX]].concat(), "oversized-envelope"),
        ("of a later version", changed(&good, 0, 2), "newer-envelope"),
        ("of no version", changed(&good, 0, 0), "malformed-envelope"),
        ("of no kind", changed(&good, 1, 7), "malformed-envelope"),
        ("a drop into a mailbox that takes none", changed(&good, 1, 2), "unknown-mailbox"),
        ("to a mailbox that is not ours", other_mailbox, "unknown-mailbox"),
        ("under another key", other_key, "cannot-open"),
    ];
    for (what, envelope, reason) in cases {
        t.must_refuse(what, envelope, reason);
    }
    for at in (18..good.len()).step_by(11) {
        let bent = changed(&good, at, good[at] ^ 0x40);
        t.must_refuse(&format!("byte {at} changed"), bent, "cannot-open");
    }
    t.ends_well(&["Good note", "First"]);
}

/// covers: X2, R5
#[test]
fn every_bad_run_is_refused_under_its_own_reason_or_waits() {
    let mut t = Table::new();
    let good = t.good.clone();
    let key = t.elin.kith.secrets.device_key();
    let stranger = SigningKey::from_bytes(&[4; 32]);
    let (seq, prev, time) = t.next();
    let note = crate::fact::Fact::Note(crate::fact::NoteKind::Note, "forged".into()).to_bytes();
    t.run_must_be("nothing", Vec::new(), "malformed-run");
    t.run_must_be("of a later version", changed(&good, 0, 2), "newer-run");
    t.run_must_be("cut", good[..good.len() - 1].to_vec(), "malformed-run");
    t.run_must_be("with more behind it", [good.clone(), vec![0]].concat(), "malformed-run");
    t.run_must_be("signed by a stranger", t.signed(&stranger, (seq, prev), time + 9, &[&note]), "bad-signature");
    t.run_must_be("after another entry than ours", t.signed(&key, (seq, EntryId([5; 32])), time + 9, &[&note]), "bad-signature");
    t.run_must_be("with a time that falls", t.signed(&key, (seq, prev), time, &[&note]), "time-falls");
    let long = vec![0u8; limits::BODY_BYTES_MAX + 1];
    t.run_must_be("with a body over the limit", t.signed(&key, (seq, prev), time + 9, &[&long]), "malformed-run");
    let other = t.other_space_run();
    t.run_must_be("of another space", other, "bad-signature");

    // Not wrong by what is known here, only early: put aside, and not shown.
    let gap = t.signed(&key, (seq + 5, EntryId([6; 32])), time + 9, &[&note]);
    let mut unknown = Run::decode(&good).unwrap();
    unknown.author = Author::Hint([0xee; 8]);
    let unheard = Run { epoch: Some(EpochId([8; 32])), ..Run::decode(&good).unwrap() };
    for (what, run) in [("after a gap", gap), ("by nobody known", unknown.encode()), ("under an epoch not heard of", unheard.encode())] {
        let envelope = t.sealed(&[Item::Run(run)]);
        assert_eq!(t.give(envelope), PageReport { waiting: 1, ..PageReport::default() }, "{what}");
    }
    assert_eq!(t.cast.ask(&mut t.dewi, json!({"do": "truth"}))["held_back"], 3);
    t.ends_well(&["Good note", "First"]);
}

/// covers: X2
#[test]
fn no_changed_byte_of_a_run_is_ever_taken_for_the_authors() {
    let mut t = Table::new();
    let good = t.good.clone();
    for at in 0..good.len() {
        let bent = changed(&good, at, good[at] ^ (1 << (at % 8)));
        let envelope = t.sealed(&[Item::Run(bent)]);
        let report = t.give(envelope);
        assert_eq!((report.taken, report.refused + report.waiting), (0, 1), "byte {at}");
    }
    t.ends_well(&["Good note", "First"]);
}

/// covers: X2
#[test]
fn an_author_who_tells_two_stories_is_kept_as_proof_and_stops_nobody_else() {
    let mut t = Table::new();
    let key = t.elin.kith.secrets.device_key();
    let (seq, prev, time) = t.next();
    let note = crate::fact::Fact::Note(crate::fact::NoteKind::Note, "Another story".into()).to_bytes();
    let other = t.signed(&key, (seq, prev), time + 9, &[&note]);
    let run = t.good.clone();
    let envelope = t.sealed(&[Item::Run(run)]);
    t.give(envelope);
    t.run_must_be("the other branch", other, "forked-author");
    let n = t.dewi.kith.spaces[&t.space].n;
    assert_eq!(t.dewi.kith.storage.forks(n).unwrap().len(), 1, "both branches are held");
    t.cast.ask(&mut t.dewi, json!({"do": "note-write", "circle": "Mam", "text": "Dewi goes on"}));
    let read = texts(&t.cast.ask(&mut t.dewi, json!({"do": "notes", "circle": "Mam", "limit": 9})), "text");
    assert_eq!(read, ["Dewi goes on", "Good note", "First"]);
}

/// covers: X1
#[test]
fn more_that_waits_than_is_kept_is_counted_and_read_again_from_the_relay() {
    let mut t = Table::new();
    let key = t.elin.kith.secrets.device_key();
    let (seq, _, time) = t.next();
    let mut items = Vec::new();
    for n in 0..limits::WAITING_RUNS_MAX as u64 + 5 {
        items.push(Item::Run(t.signed(&key, (seq + 5 + n, EntryId([6; 32])), time + 9, &[b"x"])));
    }
    let tag = t.keys.tag();
    let mut sum = PageReport::default();
    for some in items.chunks(200) {
        let envelope = t.sealed(some);
        let report = t.give(envelope);
        sum.waiting += report.waiting;
        sum.refused += report.refused;
    }
    assert_eq!((sum.waiting as usize, sum.refused), (limits::WAITING_RUNS_MAX, 5));
    assert_eq!(t.refused().get("too-many-waiting"), Some(&5));
    assert!(t.dewi.kith.storage.cursor(&tag).unwrap().is_some());
    t.dewi.kith.relay_met(t.cast.now_ms);
    assert!(t.dewi.kith.storage.cursor(&tag).unwrap().is_some(), "there is no room yet: reading again would bring nothing");
    for n in 0..4 {
        t.cast.ask(&mut t.elin, json!({"do": "note-write", "circle": "Mam", "text": format!("Later {n}")}));
    }
    t.cast.sync(&mut t.elin);
    t.cast.sync(&mut t.dewi);
    assert_eq!(t.refused().get("bad-signature"), Some(&1), "what waited for its place is looked at when that comes");
    assert_eq!(t.dewi.kith.storage.cursor(&tag).unwrap(), None, "with room, the mailbox is read again from its beginning");
}

impl Table {
    /// A run of Elin's that stands at the right number, but in another space.
    fn other_space_run(&mut self) -> Vec<u8> {
        let (seq, ..) = self.next();
        let made = self.cast.ask(&mut self.elin, json!({"do": "circle-create", "name": "Dad", "person": "me"}));
        for n in 0..seq {
            self.cast.ask(&mut self.elin, json!({"do": "note-write", "circle": "Dad", "text": format!("Dad {n}")}));
        }
        let other = *self.elin.kith.spaces.keys().find(|s| s.hex() == made["id"].as_str().unwrap()).unwrap();
        let head: DeviceId = self.elin.kith.device;
        self.elin.kith.storage.begin().unwrap();
        let (_, bytes) = self.elin.kith.encoded_runs(other, Lane::Data, head, (0, 1 << 20)).unwrap().pop().unwrap();
        self.elin.kith.storage.commit().unwrap();
        let mut run = Run::decode(&bytes).unwrap();
        run.entries.drain(..usize::try_from(seq - run.first_seq).unwrap());
        run.first_seq = seq;
        assert!(run.entries[0].time_ms > START);
        run.encode()
    }
}
