//! The world that phones live in.

use super::Chance;
use kith_core::{
    entropy::SeededEntropy,
    identity::Secrets,
    keystore::DemoStore,
    kith::{ErrorKind, Kith, KithError, NewProfile, Request},
    sync::{Limits, Report, Role, Session},
    words::Language,
};
use kith_wire::MailboxTag;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const START: u64 = 1_790_000_000_000;
/// Times that a device is opened again while its lock is held.
const FORKS_MAX: u32 = 100_000;

/// A device.
pub struct Phone {
    /// Whose.
    pub name: String,
    /// The device itself.
    pub kith: Kith,
    dir: PathBuf,
    seed: u64,
}

impl Phone {
    /// The secrets that the device was made with: they follow from its seed.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets::generate(&mut SeededEntropy::new(self.seed))
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

/// What a session between two phones came to.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Bytes of frames, both ways.
    pub bytes: u64,
    /// Round trips.
    pub round_trips: u32,
    /// Whether all that they share is level.
    pub level: bool,
    /// What the side that connected reports.
    pub report: Report,
}

/// A relay in memory, a clock, and a folder for profiles.
pub struct World {
    folder: TempDir,
    boxes: BTreeMap<MailboxTag, Vec<Vec<u8>>>,
    now_ms: u64,
    seed: u64,
    channels: u64,
    opened: u64,
}

impl World {
    /// An empty world.
    ///
    /// # Panics
    /// When there is no room for a folder.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { folder: TempDir::new().unwrap(), boxes: BTreeMap::new(), now_ms: START, seed, channels: 0, opened: 0 }
    }

    /// Lets time pass.
    pub const fn tick(&mut self, minutes: u64) {
        self.now_ms += minutes * 60_000;
    }

    /// The time.
    #[must_use]
    pub const fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// A new device, of nobody yet.
    ///
    /// # Panics
    /// When there is no room for its profile.
    pub fn phone(&mut self, name: &str, number: u64) -> Phone {
        let dir = self.folder.path().join(format!("{number}"));
        let seed = self.seed.wrapping_mul(1_000).wrapping_add(number);
        let new = NewProfile { name: name.to_owned(), language: Language::English };
        let kith = Kith::create(&dir, &new, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(seed)), self.now_ms).unwrap();
        Phone { name: name.to_owned(), kith, dir, seed }
    }

    /// Sends a command that may be refused.
    ///
    /// # Errors
    /// The device's refusal.
    ///
    /// # Panics
    /// When it is no command.
    pub fn try_ask(&mut self, phone: &mut Phone, request: &Value) -> Result<Value, KithError> {
        self.now_ms += 1;
        let request: Request = serde_json::from_value(request.clone()).unwrap();
        phone.kith.handle(request, self.now_ms)
    }

    /// Sends a command that must be taken.
    ///
    /// # Panics
    /// When it is refused.
    pub fn ask(&mut self, phone: &mut Phone, request: &Value) -> Value {
        self.try_ask(phone, request).unwrap_or_else(|e| panic!("{}: {request}: {e:?}", phone.name))
    }

    /// A co-op with an office, and a circle round the first of the people named, all of them in it. Gives their phones, level.
    pub fn circle(&mut self, names: &[&str]) -> Vec<Phone> {
        let mut chance = Chance::new(self.seed);
        let mut office = self.phone("Office", 1);
        self.ask(&mut office, &json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
        let mut phones = Vec::new();
        for (name, number) in names.iter().zip(10u64..) {
            let mut phone = self.phone(name, number);
            let invitation = self.ask(&mut office, &json!({"do": "invite", "name": null, "class": "worker", "circle": null}));
            self.ask(&mut phone, &json!({"do": "join", "invitation": invitation["text"]}));
            for _ in 0..2 {
                self.exchange(&mut phone, &mut chance, false);
                self.exchange(&mut office, &mut chance, false);
            }
            phones.push(phone);
        }
        for phone in &mut phones {
            self.exchange(phone, &mut chance, false);
        }
        let first = names[0];
        self.ask(&mut phones[0], &json!({"do": "circle-create", "name": first, "person": "me"}));
        for name in &names[1..] {
            self.ask(&mut phones[0], &json!({"do": "circle-add", "circle": first, "person": name, "level": "member"}));
        }
        for _ in 0..2 {
            for phone in &mut phones {
                self.exchange(phone, &mut chance, false);
            }
        }
        phones
    }

    /// An exchange with the relay: read everything, bring what it lacks. It hands some envelopes out twice and in another order; one that
    /// breaks off stores what was put and is not told so.
    ///
    /// # Panics
    /// When the device fails.
    pub fn exchange(&mut self, phone: &mut Phone, chance: &mut Chance, broken_off: bool) {
        for round in 0..3 {
            self.read(phone, chance);
            if broken_off && round == 0 && chance.below(2) == 0 {
                return;
            }
            loop {
                let out = phone.kith.outgoing(self.now_ms).unwrap();
                if out.is_empty() {
                    break;
                }
                let ids: Vec<u64> = out.iter().map(|o| o.id).collect();
                for o in out {
                    let held = self.boxes.entry(o.tag).or_default();
                    if !held.contains(&o.envelope) {
                        held.push(o.envelope);
                    }
                }
                if broken_off {
                    return;
                }
                phone.kith.stored(&ids, self.now_ms).unwrap();
            }
        }
        phone.kith.relay_met(self.now_ms);
    }

    /// What the relay has for a phone beyond its cursors: each mailbox with its page and the cursor after it.
    ///
    /// # Panics
    /// When the device fails.
    #[must_use]
    pub fn pages(&self, phone: &Phone) -> Vec<(MailboxTag, Vec<Vec<u8>>, Vec<u8>)> {
        let mailboxes = phone.kith.mailboxes().unwrap();
        let page = |tag: MailboxTag, cursor: Option<&[u8]>| {
            let from = cursor.map_or(0, |c| usize::from_be_bytes(c.try_into().unwrap()));
            let all = self.boxes.get(&tag).map_or(&[][..], Vec::as_slice);
            (tag, all[from.min(all.len())..].to_vec(), all.len().to_be_bytes().to_vec())
        };
        mailboxes.iter().map(|m| page(m.tag, m.cursor.as_deref())).collect()
    }

    fn read(&mut self, phone: &mut Phone, chance: &mut Chance) {
        for mailbox in phone.kith.mailboxes().unwrap() {
            let from = mailbox.cursor.as_deref().map_or(0, |c| usize::from_be_bytes(c.try_into().unwrap()));
            let all = self.boxes.get(&mailbox.tag).map_or(&[][..], Vec::as_slice);
            let mut page = all[from.min(all.len())..].to_vec();
            if !page.is_empty() && chance.below(4) == 0 {
                page.push(page[chance.index(page.len())].clone());
                chance.shuffle(&mut page);
            }
            let upto = all.len().to_be_bytes();
            phone.kith.take_page(mailbox.tag, &page, &upto, self.now_ms).unwrap();
        }
    }

    /// Two phones meet; `cut` loses everything after so many frames.
    ///
    /// # Panics
    /// When a device fails, or the session does not end.
    pub fn meet(&mut self, phones: &mut [Phone], pair: (usize, usize), cut: Option<usize>) -> Meeting {
        let (low, high) = (pair.0.min(pair.1), pair.0.max(pair.1));
        let (left, right) = phones.split_at_mut(high);
        let (a, b) = (&mut left[low].kith, &mut right[0].kith);
        let (a, b) = if pair.0 < pair.1 { (a, b) } else { (b, a) };
        let mut meeting = self.talk((a, b), cut);
        while cut.is_none() && meeting.report.again {
            meeting = self.talk((a, b), cut);
        }
        meeting
    }

    fn talk(&mut self, (a, b): (&mut Kith, &mut Kith), cut: Option<usize>) -> Meeting {
        self.channels += 1;
        let channel = *blake3::hash(&self.channels.to_be_bytes()).as_bytes();
        let mut left = Session::new(channel, Role::Initiator, Limits::default());
        let mut right = Session::new(channel, Role::Responder, Limits::default());
        let mut to_right = left.start(a).unwrap().frames;
        right.start(b).unwrap();
        let mut left_over = cut.unwrap_or(10_000);
        while !to_right.is_empty() && left_over > 0 {
            let mut to_left = Vec::new();
            for frame in to_right.drain(..).take(left_over) {
                left_over -= 1;
                to_left.extend(right.handle(b, &frame, self.now_ms).unwrap().frames);
            }
            for frame in to_left.into_iter().take(left_over) {
                left_over -= 1;
                to_right.extend(left.handle(a, &frame, self.now_ms).unwrap().frames);
            }
        }
        assert!(cut.is_some() || left.is_done(), "a session must end");
        let report = left.finish(a).unwrap();
        Meeting { bytes: report.bytes_in + report.bytes_out, round_trips: report.round_trips(), level: report.is_level(), report }
    }

    /// Stops a device without warning and opens it again from its folder.
    ///
    /// # Panics
    /// When it does not open.
    #[must_use]
    pub fn crash(&mut self, phone: Phone) -> Phone {
        let Phone { name, kith, dir, seed } = phone;
        drop(kith);
        self.opened += 1;
        let open = || Kith::open(&dir, Box::new(DemoStore::new(seed)), Box::new(SeededEntropy::new(seed ^ self.opened << 32)), self.now_ms);
        let mut opened = open();
        // Where another thread starts a program just now, its child has a copy of the profile's lock until it has become that program.
        for _ in 0..FORKS_MAX {
            if opened.as_ref().err().is_none_or(|e| e.kind != ErrorKind::Busy) {
                break;
            }
            std::thread::yield_now();
            opened = open();
        }
        Phone { name, kith: opened.unwrap(), dir, seed }
    }
}
