//! The cast: devices with profiles of their own in folders of their own, a relay in memory, and a clock that the test moves.

use crate::{
    entropy::SeededEntropy,
    keystore::DemoStore,
    kith::{Kith, KithError, NewProfile, PieceErrand, Request},
    words::Language,
};
use kith_wire::{MailboxTag, relay::envelope_hash};
use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};
use tempfile::TempDir;

pub const START: u64 = 1_780_000_000_000;

/// The circle of these tests.
pub const CIRCLE: &str = "Mam";

/// A relay: mailboxes with envelopes in the order they came.
#[derive(Default)]
pub struct Relay {
    pub boxes: BTreeMap<MailboxTag, Vec<Vec<u8>>>,
    /// What a relay that deletes nothing would hold.
    pub history: Vec<(MailboxTag, Vec<u8>)>,
}

/// What stands in the place of a deleted envelope: this byte and its hash.
const GONE: u8 = 0xff;

/// A device and its folder.
pub struct Phone {
    pub kith: Kith,
    pub dir: PathBuf,
    pub seed: u64,
    pub clock_ms: i64,
}

pub struct Cast {
    folder: TempDir,
    pub relay: Relay,
    pub now_ms: u64,
}

impl Cast {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), relay: Relay::default(), now_ms: START }
    }

    pub fn phone(&mut self, name: &str, seed: u64) -> Phone {
        let dir = self.folder.path().join(format!("{seed}-{name}"));
        let new = NewProfile { name: name.to_owned(), language: Language::English };
        let kith = Kith::create(&dir, &new, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(seed)), self.now_ms).unwrap();
        Phone { kith, dir, seed, clock_ms: 0 }
    }

    pub fn tick(&mut self, minutes: u64) {
        self.now_ms += minutes * 60_000;
    }

    pub fn try_ask(&mut self, phone: &mut Phone, request: Value) -> Result<Value, KithError> {
        self.now_ms += 1;
        let request: Request = serde_json::from_value(request).expect("a request of this shape");
        let now = self.now_ms.saturating_add_signed(phone.clock_ms);
        phone.kith.handle(request, now)
    }

    pub fn ask(&mut self, phone: &mut Phone, request: Value) -> Value {
        let shown = request.to_string();
        self.try_ask(phone, request).unwrap_or_else(|e| panic!("{shown}: {e:?}"))
    }

    /// Reads all of the phone's mailboxes, then brings what the relay lacks, until there is nothing more.
    pub fn sync(&mut self, phone: &mut Phone) {
        self.carry(phone);
        phone.kith.relay_met(self.now_ms);
    }

    /// As [`Self::sync`], but the phone is not told that it was a relay: what a pack carries, or another phone.
    pub fn carry(&mut self, phone: &mut Phone) {
        for _ in 0..3 {
            self.read(phone);
            loop {
                let out = phone.kith.outgoing(self.now_ms).unwrap();
                if out.is_empty() {
                    break;
                }
                let ids: Vec<u64> = out.iter().map(|o| o.id).collect();
                for o in out {
                    let held = self.relay.boxes.entry(o.tag).or_default();
                    if !held.contains(&o.envelope) && !held.contains(&gone(&envelope_hash(&o.envelope))) {
                        self.relay.history.push((o.tag, o.envelope.clone()));
                        held.push(o.envelope);
                    }
                }
                phone.kith.stored(&ids, self.now_ms).unwrap();
            }
        }
        self.delete(phone);
        self.pieces(phone);
    }

    /// Puts, fetches and drops pictures and documents, as an exchange does once the words are through.
    fn pieces(&mut self, phone: &mut Phone) {
        for errand in phone.kith.piece_errands().unwrap() {
            match errand {
                PieceErrand::Put(mailbox) => {
                    let pieces = phone.kith.pieces_to_put(mailbox.tag).unwrap();
                    let held = self.relay.boxes.entry(mailbox.tag).or_default();
                    let dropped = pieces.iter().any(|piece| held.contains(&gone(&envelope_hash(piece))));
                    if !dropped {
                        let new: Vec<Vec<u8>> = pieces.into_iter().filter(|piece| !held.contains(piece)).collect();
                        held.extend(new);
                    }
                    phone.kith.pieces_at_relay(mailbox.tag, dropped).unwrap();
                }
                PieceErrand::Fetch(mailbox) => {
                    let held: Vec<Vec<u8>> = self.relay.boxes.get(&mailbox.tag).into_iter().flatten().filter(|e| e[0] != GONE).cloned().collect();
                    if !held.is_empty() {
                        phone.kith.take_piece_page(mailbox.tag, &held, b"c", self.now_ms).unwrap();
                    }
                }
                PieceErrand::Empty(mailbox) => {
                    for envelope in self.relay.boxes.entry(mailbox.tag).or_default().iter_mut().filter(|e| e[0] != GONE) {
                        *envelope = gone(&envelope_hash(envelope));
                    }
                    phone.kith.pieces_emptied(mailbox.tag).unwrap();
                }
            }
        }
    }

    /// Has the relay drop what the phone asks for.
    fn delete(&mut self, phone: &mut Phone) {
        for deletion in phone.kith.deletions().unwrap() {
            for envelope in self.relay.boxes.entry(deletion.tag).or_default() {
                if deletion.hashes.contains(&envelope_hash(envelope)) {
                    *envelope = gone(&envelope_hash(envelope));
                }
            }
            phone.kith.deleted(deletion.tag, &deletion.hashes).unwrap();
        }
    }

    fn read(&mut self, phone: &mut Phone) {
        for mailbox in phone.kith.mailboxes().unwrap() {
            let from = mailbox.cursor.as_deref().map_or(0, |c| usize::from_be_bytes(c.try_into().unwrap()));
            let held = self.relay.boxes.get(&mailbox.tag).map_or(&[][..], |v| &v[from.min(v.len())..]).to_vec();
            let upto = from + held.len();
            let (held, dropped): (Vec<_>, Vec<_>) = held.into_iter().partition(|e| e[0] != GONE);
            let dropped: Vec<[u8; 32]> = dropped.iter().map(|g| g[1..].try_into().unwrap()).collect();
            phone.kith.deleted(mailbox.tag, &dropped).unwrap();
            phone.kith.take_page(mailbox.tag, &held, &upto.to_be_bytes(), self.now_ms).unwrap();
        }
    }

    /// An office and people who have joined its co-op through the relay.
    pub fn coop(&mut self, names: &[&str]) -> (Phone, Vec<Phone>) {
        let people: Vec<(&str, &str)> = names.iter().map(|name| (*name, "worker")).collect();
        self.coop_of(&people)
    }

    /// An office, and people who join it, each with the class as which they do.
    pub fn coop_of(&mut self, people: &[(&str, &str)]) -> (Phone, Vec<Phone>) {
        let mut office = self.phone("Office", 1);
        self.ask(&mut office, serde_json::json!({"do": "coop-create", "name": "Cwm Derw", "areas": ["Lower Derw", "Upper Derw"]}));
        let wanted = people;
        let mut people = Vec::new();
        for (i, (name, class)) in wanted.iter().enumerate() {
            let mut phone = self.phone(name, 10 + i as u64);
            let invitation = self.ask(&mut office, serde_json::json!({"do": "invite", "class": class}));
            self.ask(&mut phone, serde_json::json!({"do": "join", "invitation": invitation["text"]}));
            self.sync(&mut phone);
            self.sync(&mut office);
            self.sync(&mut phone);
            people.push(phone);
        }
        self.sync(&mut office);
        for phone in &mut people {
            self.sync(phone);
        }
        self.sync(&mut office);
        (office, people)
    }

    /// Elin's circle, called Mam, with Dewi in it, level with one another; its office has gone home.
    pub fn circle_of_two(&mut self) -> (Phone, Phone) {
        let (_office, mut people) = self.coop(&["Elin", "Dewi"]);
        let mut elin = people.remove(0);
        let mut dewi = people.remove(0);
        self.ask(&mut elin, serde_json::json!({"do": "circle-create", "name": "Mam", "person": "me"}));
        self.ask(&mut elin, serde_json::json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": "member"}));
        for _ in 0..2 {
            self.sync(&mut elin);
            self.sync(&mut dewi);
        }
        (elin, dewi)
    }

    /// Lets somebody into the co-op from phone to phone, with no relay at all.
    pub fn join_by_hand(&mut self, office: &mut Phone, phone: &mut Phone) {
        let invitation = self.ask(office, serde_json::json!({"do": "invite", "class": "worker"}));
        let request = self.ask(phone, serde_json::json!({"do": "join", "invitation": invitation["text"]}));
        assert_eq!(request["outcome"], "waiting");
        let answer = self.ask(office, serde_json::json!({"do": "receive", "text": request["reply"]["text"]}));
        assert_eq!(answer["outcome"], "taken");
        let done = self.ask(phone, serde_json::json!({"do": "receive", "text": answer["reply"]["text"]}));
        assert_eq!(done["outcome"], "taken");
    }

    /// A note in the circle.
    pub fn write(&mut self, phone: &mut Phone, text: &str) {
        self.ask(phone, serde_json::json!({"do": "note-write", "circle": CIRCLE, "text": text}));
    }

    /// The circle's notes as a phone shows them, in order of their words.
    pub fn notes(&mut self, phone: &mut Phone) -> Vec<String> {
        let mut out = texts(&self.ask(phone, serde_json::json!({"do": "notes", "circle": CIRCLE, "limit": 100, "before_ms": null})), "text");
        out.sort();
        out
    }

    /// A copy of a closed device's folder, with the counter beside it: to go on from one moment in several ways.
    pub fn copy_of(&self, dir: &std::path::Path, name: &str) -> PathBuf {
        let apart = self.folder.path().join(name);
        let to = apart.join("profile");
        for (from, to) in [(dir.to_owned(), to.clone()), (dir.with_file_name(".kith-counters"), apart.join(".kith-counters"))] {
            std::fs::create_dir_all(&to).unwrap();
            for file in std::fs::read_dir(from).unwrap() {
                let file = file.unwrap();
                std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
        to
    }

    /// Opens a device from a folder.
    pub fn open(&self, dir: PathBuf, seed: u64) -> Phone {
        let kith = Kith::open(&dir, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(seed + 2000)), self.now_ms).unwrap();
        Phone { kith, dir, seed, clock_ms: 0 }
    }

    /// Closes a device and opens it again from its folder.
    pub fn reopen(&self, phone: Phone) -> Phone {
        let Phone { kith, dir, seed, clock_ms } = phone;
        drop(kith);
        let kith = Kith::open(&dir, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(seed + 1000)), self.now_ms).unwrap();
        Phone { kith, dir, seed, clock_ms }
    }
}

fn gone(hash: &[u8; 32]) -> Vec<u8> {
    [&[GONE], hash.as_slice()].concat()
}

pub fn texts(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|v| v[field].as_str().unwrap().to_owned()).collect()
}
