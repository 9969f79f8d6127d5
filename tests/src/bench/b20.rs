//! B20: who may what in a commons of many members, and after one more act: authority by itself, and the whole space around it.

use super::{Row, number, spread};
use ed25519_dalek::SigningKey;
use kith_core::{
    identity::{Certificate, KeyOwner},
    space::{
        Act, ActBody, Add, ControlEntry, EpochStart, Genesis, Space, SpaceKind,
        act::{KEEPER, MEMBER, OWNER, Remove},
        authority::{Authority, Deed, Kind},
    },
};
use kith_wire::{DeviceId, EntryId, PersonId, SpaceId};
use std::time::Instant;

const ADDS: u32 = 10_000;
const REMOVALS: u32 = 500;
/// Registrars who add at once, each hearing of the others' acts some acts later.
const REGISTRARS: u32 = 4;
const MORE: usize = 100;
/// Acts that are added to the whole space, one by one.
const MORE_IN_SPACE: u32 = 20;

fn person(n: u32) -> PersonId {
    let mut out = [0; 32];
    out[28..].copy_from_slice(&n.to_be_bytes());
    PersonId(out)
}

fn entry(n: usize) -> EntryId {
    EntryId(*blake3::hash(&n.to_be_bytes()).as_bytes())
}

struct Log {
    authority: Authority,
    /// The last act of each registrar, by number.
    tips: Vec<usize>,
}

impl Log {
    fn push(&mut self, author: u32, parents: Vec<usize>, kind: Kind, to: (u32, u8)) -> usize {
        let id = entry(self.authority.len());
        let (author, target) = (person(author), person(to.0));
        self.authority.push(Deed { id, author, device: None, cosigners: Vec::new(), parents, kind, target, level: to.1, certifies: Vec::new() })
    }

    /// An act by the next registrar, who knows what the one before has done.
    fn next(&mut self, n: u32, kind: Kind, to: u32) {
        let (mine, other) = ((n % REGISTRARS) as usize, ((n + 1) % REGISTRARS) as usize);
        let parents = if n.is_multiple_of(7) { vec![self.tips[mine], self.tips[other]] } else { vec![self.tips[mine]] };
        self.tips[mine] = self.push(n % REGISTRARS + 1, parents, kind, (to, 1));
    }
}

/// Somebody of a real control log: the keys of their person and of their device.
struct Signer {
    root: SigningKey,
    device: SigningKey,
}

impl Signer {
    fn new(seed: u64, n: u32) -> Self {
        let key = |what: &[u8]| SigningKey::from_bytes(blake3::hash(&[what, &seed.to_be_bytes(), &n.to_be_bytes()].concat()).as_bytes());
        Self { root: key(b"root"), device: key(b"device") }
    }

    fn person(&self) -> PersonId {
        PersonId(self.root.verifying_key().to_bytes())
    }

    fn device(&self) -> DeviceId {
        DeviceId(self.device.verifying_key().to_bytes())
    }

    fn add(&self, level: u8) -> Add {
        let certificate = Certificate::sign(KeyOwner::Person(self.person()), self.device(), [7; 32], &self.root);
        Add::new(self.person(), level, "Somebody".to_owned(), vec![certificate])
    }
}

/// The control log of a commons as its devices hold it.
struct Commons {
    seed: u64,
    entries: Vec<ControlEntry>,
    registrars: Vec<Signer>,
    seqs: Vec<u64>,
    tips: Vec<EntryId>,
}

impl Commons {
    fn new(seed: u64) -> Self {
        let owner = Signer::new(seed, 0);
        let registrars: Vec<Signer> = (1..=REGISTRARS).map(|n| Signer::new(seed, n)).collect();
        let epoch = EpochStart {
            history: [1; 32],
            epoch: [2; 32],
            seals: Vec::new(),
            back: Vec::new(),
            heads: Vec::new(),
            predecessors: Vec::new(),
            without: Vec::new(),
        };
        let founders = [owner.add(OWNER)].into_iter().chain(registrars.iter().map(|r| r.add(KEEPER))).collect();
        let genesis = Genesis { kind: SpaceKind::Commons, nonce: [9; 16], name: "Cwm Derw".to_owned(), coop: None, about: None, founders, epoch };
        let body = ActBody { parents: Vec::new(), act: Act::Genesis(genesis) };
        let first = ControlEntry { id: entry(0), device: owner.device(), seq: 1, time_ms: 1, body: Some(body) };
        let tips = vec![first.id; registrars.len()];
        Self { seed, seqs: vec![0; registrars.len()], entries: vec![first], registrars, tips }
    }

    /// An act by the next registrar, who knows what the one before has done.
    fn next(&mut self, n: u32, act: Act) {
        let (mine, other) = ((n % REGISTRARS) as usize, ((n + 1) % REGISTRARS) as usize);
        let mut parents = vec![self.tips[mine]];
        if n.is_multiple_of(7) && self.tips[other] != self.tips[mine] {
            parents.push(self.tips[other]);
        }
        self.seqs[mine] += 1;
        let id = entry(self.entries.len());
        let (device, seq) = (self.registrars[mine].device(), self.seqs[mine]);
        self.entries.push(ControlEntry { id, device, seq, time_ms: 1 + self.entries.len() as u64, body: Some(ActBody { parents, act }) });
        self.tips[mine] = id;
    }

    fn add(&mut self, n: u32) {
        let act = Act::Add(Signer::new(self.seed, 100 + n).add(MEMBER));
        self.next(n, act);
    }
}

/// A whole space of the same size: first read and resolved, and resolved after one more act.
fn space(seed: u64) -> (f64, Vec<u64>) {
    let mut commons = Commons::new(seed);
    for n in 0..ADDS {
        commons.add(n);
        if n % (ADDS / REMOVALS) == ADDS / REMOVALS - 1 {
            let person = Signer::new(seed, 100 + n).person();
            commons.next(n, Act::Remove(Remove { person, level: MEMBER, cosignatures: Vec::new() }));
        }
    }
    let control = commons.entries.clone();
    let begun = Instant::now();
    let mut space = Space::new(SpaceId(control[0].id.0), 1, control, Vec::new());
    let first = begun.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(space.resolved.people.len(), (1 + REGISTRARS + ADDS - REMOVALS) as usize);
    let mut more = Vec::new();
    for n in 0..MORE_IN_SPACE {
        commons.add(ADDS + n);
        let act = commons.entries[commons.entries.len() - 1].clone();
        let begun = Instant::now();
        space.push(act);
        space.settle();
        more.push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
    assert_eq!(space.resolved.people.len(), (1 + REGISTRARS + ADDS - REMOVALS + MORE_IN_SPACE) as usize);
    (first, more)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let begun = Instant::now();
    let mut log = Log { authority: Authority::new(None), tips: Vec::new() };
    let mut last = log.push(0, Vec::new(), Kind::Genesis, (0, 3));
    for k in 1..=REGISTRARS {
        last = log.push(0, vec![last], Kind::Add, (k, 2));
    }
    log.tips = vec![last; REGISTRARS as usize];
    for n in 0..ADDS {
        log.next(n, Kind::Add, 100 + n);
        if n % (ADDS / REMOVALS) == ADDS / REMOVALS - 1 {
            // Whoever added somebody knows that they are there.
            log.next(n, Kind::Remove, 100 + n);
        }
    }
    let all = begun.elapsed();
    let mut more = Vec::new();
    for n in 0..MORE {
        let begun = Instant::now();
        log.next(u32::try_from(n).unwrap_or(0), Kind::Add, 50_000 + u32::try_from(n).unwrap_or(0));
        more.push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
    assert_eq!(log.authority.levels().len(), (1 + REGISTRARS + ADDS - REMOVALS) as usize + MORE);
    let ms = number(u64::try_from(all.as_micros()).unwrap_or(u64::MAX)) / 1000.0;
    let (ours, least_most) = spread(more);
    let row = |what: &str, ours: f64, spread: (f64, f64), goal: f64| Row {
        id: "B20",
        what: what.to_owned(),
        size: format!("{ADDS} adds, {REMOVALS} removals, {REGISTRARS} registrars at once"),
        ours,
        spread,
        unit: "ms",
        beside: Vec::new(),
        ratio: None,
        goal: format!("≤ {goal:.0} ms"),
        met: ours <= goal,
    };
    let (first, settled) = space(seed);
    let (settling, around) = spread(settled);
    vec![
        row("resolving a commons' authority", ms, (ms, ms), 1000.0),
        row("one more act, its authority", ours / 1000.0, (least_most.0 / 1000.0, least_most.1 / 1000.0), 5.0),
        row("a whole commons read: certificates checked, resolved", first, (first, first), 1000.0),
        row("one more act, the whole commons settled", settling / 1000.0, (around.0 / 1000.0, around.1 / 1000.0), 5.0),
    ]
}
