//! A space: a set of people who may read the same things, as its control log says.
//!
//! [`resolve`](Resolved::of) is a pure function of the set of control entries held: two devices that hold the same entries agree on
//! who is in, at which level, with which devices and in which order, whatever order the news came in. An act is judged once, in its
//! own past (what its parents and its device's earlier acts reach); acts that rest on something not yet held count for nothing until
//! it comes. In this version nothing in the log takes anything away, so what is well-founded is effective.

pub mod act;
pub mod board;

pub use act::{Act, ActBody, Add, EpochKeys, EpochStart, Genesis, SpaceKind};

use crate::identity::{Certificate, KeyOwner};
use act::{KEEPER, LevelNumber, OWNER};
use kith_wire::{DeviceId, EntryId, EpochId, PersonId, SpaceId, limits};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A control entry as the resolution sees it.
#[derive(Debug, Clone)]
pub struct ControlEntry {
    /// The entry.
    pub id: EntryId,
    /// Its author's device.
    pub device: DeviceId,
    /// Its place in the author's control chain.
    pub seq: u64,
    /// Logical time, shown only.
    pub time_ms: u64,
    /// The act, if this version can read it.
    pub body: Option<ActBody>,
}

/// Somebody in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their level.
    pub level: LevelNumber,
    /// What they said they are called.
    pub name: String,
    /// In the commons: their class.
    pub class: String,
    /// Who brought them in; nobody for a founder.
    pub added_by: Option<PersonId>,
    /// When, as said by that person's device.
    pub added_ms: u64,
    /// Their devices, in order of admission.
    pub devices: Vec<DeviceId>,
}

/// A device in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberDevice {
    /// The device.
    pub id: DeviceId,
    /// Its certificate.
    pub certificate: Certificate,
}

/// A role granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// To whom.
    pub person: PersonId,
    /// Which, by number.
    pub role: u8,
    /// By whom.
    pub by: PersonId,
    /// When, as said by their device.
    pub time_ms: u64,
}

/// What a control log says.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// The genesis, if held.
    pub genesis: Option<Genesis>,
    /// Who is in.
    pub people: BTreeMap<PersonId, Member>,
    /// Devices of people (and floats of the pool), in order of admission.
    pub devices: Vec<MemberDevice>,
    /// Roles.
    pub grants: Vec<Grant>,
    /// Epochs, in order; the last is current.
    pub epochs: Vec<(EpochId, EpochStart)>,
    /// Welcomes: an epoch's key for a later device.
    pub welcomes: Vec<(EpochId, act::DeviceSeal)>,
    /// Acts that no other act has as a parent: what a new act names.
    pub heads: Vec<EntryId>,
    /// Digest of the set of control entries held.
    pub digest: [u8; 8],
    by_device: HashMap<DeviceId, KeyOwner>,
}

impl Resolved {
    /// Resolves a set of control entries. `verified` remembers certificates whose signatures have been checked.
    #[must_use]
    pub fn of(entries: &[ControlEntry], verified: &mut HashSet<[u8; 64]>) -> Self {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        let index: HashMap<EntryId, usize> = entries.iter().enumerate().map(|(i, e)| (e.id, i)).collect();
        let chain: HashMap<(DeviceId, u64), usize> = entries.iter().enumerate().map(|(i, e)| ((e.device, e.seq), i)).collect();
        let depths = depths(entries, &index, &chain);
        order.retain(|i| depths[*i] > 0);
        order.sort_by_key(|i| (depths[*i], entries[*i].id));
        let mut out = Self { digest: digest(entries), ..Self::default() };
        let mut pasts: Vec<Option<Past>> = vec![None; entries.len()];
        let mut state = State { when_in: HashMap::new(), when_device: HashMap::new() };
        for i in order {
            let mut past = Past::new(entries.len());
            for p in befores(&entries[i], &index, &chain) {
                past.add(p, pasts[p].as_ref());
            }
            if let Some(body) = &entries[i].body {
                out.judge(i, &entries[i], body, &past, &mut state, verified);
            }
            pasts[i] = Some(past);
        }
        out.heads = heads(entries, &depths);
        out
    }

    /// Whose device it is.
    #[must_use]
    pub fn owner_of(&self, device: &DeviceId) -> Option<KeyOwner> {
        self.by_device.get(device).copied()
    }

    /// The person whose device it is.
    #[must_use]
    pub fn person_of(&self, device: &DeviceId) -> Option<PersonId> {
        match self.owner_of(device) {
            Some(KeyOwner::Person(p)) => Some(p),
            _ => None,
        }
    }

    /// A person's level, 0 if not in.
    #[must_use]
    pub fn level(&self, person: &PersonId) -> LevelNumber {
        self.people.get(person).map_or(0, |m| m.level)
    }

    /// The receiving key of a device.
    #[must_use]
    pub fn receiving(&self, device: &DeviceId) -> Option<[u8; 32]> {
        self.devices.iter().find(|d| d.id == *device).map(|d| d.certificate.receiving)
    }

    /// Whether a person holds a role.
    #[must_use]
    pub fn has_role(&self, person: &PersonId, role: u8) -> bool {
        self.grants.iter().any(|g| g.person == *person && g.role == role)
    }

    /// The whole identity of a device whose first bytes are these, if just one fits.
    #[must_use]
    pub fn device_by_hint(&self, hint: &[u8; 8]) -> Option<DeviceId> {
        let mut found = self.devices.iter().filter(|d| d.id.0.starts_with(hint));
        found.next().filter(|_| found.next().is_none()).map(|d| d.id)
    }

    fn judge(&mut self, i: usize, entry: &ControlEntry, body: &ActBody, past: &Past, state: &mut State, verified: &mut HashSet<[u8; 64]>) {
        let genesis = body.parents.is_empty() && entry.seq == 1;
        if let Act::Genesis(g) = &body.act {
            if genesis && self.genesis.is_none() {
                self.found(i, entry, g, state, verified);
            }
            return;
        }
        let Some(author) = self.author(entry, past, state) else { return };
        let mine = state.when_in.get(&author).filter(|(at, _)| past.has(*at)).map_or(0, |(_, level)| *level);
        match &body.act {
            Act::Add(add) => {
                let full = self.genesis.as_ref().is_some_and(|g| g.kind == SpaceKind::Circle)
                    && state.when_in.values().filter(|(at, _)| past.has(*at)).count() >= limits::CIRCLE_PEOPLE_MAX;
                if mine >= KEEPER && add.level < mine && add.level > 0 && !self.people.contains_key(&add.person) && !full {
                    self.admit(i, entry, add, Some(author), state, verified);
                }
            }
            Act::Grant(person, role) if mine >= KEEPER && self.people.contains_key(person) => {
                self.grants.push(Grant { person: *person, role: *role, by: author, time_ms: entry.time_ms });
            }
            Act::Certify(c) => self.certify(i, c, author, mine, state, verified),
            Act::Epoch(start) if mine > 0 => self.epochs.push((EpochId(entry.id.0), start.clone())),
            Act::Welcome(epoch, seal, None) if mine > 0 => self.welcomes.push((*epoch, seal.clone())),
            _ => {}
        }
    }

    fn author(&self, entry: &ControlEntry, past: &Past, state: &State) -> Option<PersonId> {
        state.when_device.get(&entry.device).filter(|at| past.has(**at))?;
        self.person_of(&entry.device)
    }

    fn found(&mut self, i: usize, entry: &ControlEntry, g: &Genesis, state: &mut State, verified: &mut HashSet<[u8; 64]>) {
        if !g.founders.iter().any(|f| f.devices.iter().any(|c| c.device == entry.device)) {
            return;
        }
        self.genesis = Some(g.clone());
        for founder in &g.founders {
            self.admit(i, entry, founder, None, state, verified);
        }
        self.epochs.push((EpochId(entry.id.0), g.epoch.clone()));
    }

    fn admit(&mut self, i: usize, entry: &ControlEntry, add: &Add, by: Option<PersonId>, state: &mut State, verified: &mut HashSet<[u8; 64]>) {
        if add.level == 0 || add.level > OWNER || self.people.contains_key(&add.person) {
            return;
        }
        let member = Member { level: add.level, name: add.name.clone(), class: add.class.clone(), added_by: by, added_ms: entry.time_ms, devices: Vec::new() };
        self.people.insert(add.person, member);
        state.when_in.insert(add.person, (i, add.level));
        for c in &add.devices {
            self.certify(i, c, add.person, add.level, state, verified);
        }
    }

    /// A certificate counts when it is signed by the person's root or by a device of theirs already in; a pool's float by a keeper's device.
    fn certify(&mut self, i: usize, c: &Certificate, author: PersonId, level: LevelNumber, state: &mut State, verified: &mut HashSet<[u8; 64]>) {
        let vouched = match c.owner {
            KeyOwner::Person(p) => p == author && (c.signer == p.0 || self.person_of(&DeviceId(c.signer)) == Some(p)),
            KeyOwner::Pool(_) => level >= KEEPER && self.person_of(&DeviceId(c.signer)) == Some(author),
        };
        if !vouched || self.by_device.contains_key(&c.device) || !(verified.contains(&c.signature) || c.is_signed()) {
            return;
        }
        verified.insert(c.signature);
        self.by_device.insert(c.device, c.owner);
        state.when_device.insert(c.device, i);
        self.devices.push(MemberDevice { id: c.device, certificate: *c });
        if let (KeyOwner::Person(p), true) = (c.owner, true)
            && let Some(m) = self.people.get_mut(&p)
        {
            m.devices.push(c.device);
        }
    }
}

/// When somebody came in and when a device was certified: the index of the act.
struct State {
    when_in: HashMap<PersonId, (usize, LevelNumber)>,
    when_device: HashMap<DeviceId, usize>,
}

/// The acts that an act knew, as a set of indices.
#[derive(Clone)]
struct Past(Vec<u64>);

impl Past {
    fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    fn add(&mut self, i: usize, of: Option<&Self>) {
        self.0[i / 64] |= 1 << (i % 64);
        for (mine, theirs) in self.0.iter_mut().zip(of.map_or(&[][..], |p| &p.0)) {
            *mine |= theirs;
        }
    }

    fn has(&self, i: usize) -> bool {
        self.0[i / 64] & (1 << (i % 64)) != 0
    }
}

/// What an act rests on: its parents and its device's act before it. An index that is not held is left out.
fn befores<'a>(entry: &'a ControlEntry, index: &'a HashMap<EntryId, usize>, chain: &'a HashMap<(DeviceId, u64), usize>) -> impl Iterator<Item = usize> + 'a {
    let parents = entry.body.as_ref().map_or(&[][..], |b| &b.parents);
    parents.iter().filter_map(|p| index.get(p).copied()).chain(chain.get(&(entry.device, entry.seq.wrapping_sub(1))).copied())
}

/// How deep each act stands, from 1; 0 where something that it rests on is not held.
fn depths(entries: &[ControlEntry], index: &HashMap<EntryId, usize>, chain: &HashMap<(DeviceId, u64), usize>) -> Vec<u32> {
    let mut needs: Vec<usize> = Vec::with_capacity(entries.len());
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (i, e) in entries.iter().enumerate() {
        let parents = e.body.as_ref().map_or(0, |b| b.parents.len());
        let expected = parents + usize::from(e.seq > 1);
        let held: Vec<usize> = befores(e, index, chain).collect();
        // Something missing can never be counted down to zero.
        needs.push(if held.len() == expected { expected } else { usize::MAX });
        for b in held {
            after[b].push(i);
        }
    }
    let mut depth = vec![0u32; entries.len()];
    let mut ready: Vec<usize> = (0..entries.len()).filter(|i| needs[*i] == 0).collect();
    for i in &ready {
        depth[*i] = 1;
    }
    while let Some(i) = ready.pop() {
        for &j in &after[i] {
            if needs[j] == usize::MAX {
                continue;
            }
            depth[j] = depth[j].max(depth[i] + 1);
            needs[j] -= 1;
            if needs[j] == 0 {
                ready.push(j);
            }
        }
    }
    for (i, need) in needs.iter().enumerate() {
        if *need != 0 {
            depth[i] = 0;
        }
    }
    depth
}

/// The acts that nothing else rests on; epochs and welcomes are nobody's parents and so never heads.
fn heads(entries: &[ControlEntry], depths: &[u32]) -> Vec<EntryId> {
    let counts = |e: &ControlEntry| !matches!(e.body.as_ref().map(|b| &b.act), Some(Act::Epoch(_) | Act::Welcome(..) | Act::Seen(_) | Act::Admit(_)) | None);
    let named: HashSet<EntryId> = entries.iter().filter(|e| counts(e)).filter_map(|e| e.body.as_ref()).flat_map(|b| b.parents.iter().copied()).collect();
    let mut out: Vec<EntryId> = entries.iter().zip(depths).filter(|(e, d)| **d > 0 && counts(e) && !named.contains(&e.id)).map(|(e, _)| e.id).collect();
    out.sort_unstable();
    out
}

/// The same for the same set, in whatever order.
fn digest(entries: &[ControlEntry]) -> [u8; 8] {
    let mut ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    ids.sort_unstable();
    let mut hasher = blake3::Hasher::new_derive_key("kith/v1/control-digest");
    for id in ids {
        hasher.update(&id.0);
    }
    let mut out = [0; 8];
    hasher.finalize_xof().fill(&mut out);
    out
}

/// What a device knows of a space: its control log resolved, and the keys that it holds.
#[derive(Debug)]
pub struct Space {
    /// The space.
    pub id: SpaceId,
    /// This database's number for it.
    pub n: i64,
    /// The control log.
    pub control: Vec<ControlEntry>,
    /// What it says.
    pub resolved: Resolved,
    /// Keys of the epochs held, oldest first.
    pub keys: Vec<(EpochId, EpochKeys)>,
    verified: HashSet<[u8; 64]>,
}

impl Space {
    /// A space with its control log and keys.
    #[must_use]
    pub fn new(id: SpaceId, n: i64, control: Vec<ControlEntry>, keys: Vec<(EpochId, EpochKeys)>) -> Self {
        let mut verified = HashSet::new();
        let resolved = Resolved::of(&control, &mut verified);
        Self { id, n, control, resolved, keys, verified }
    }

    /// Takes in one more control entry; [`Self::settle`] then resolves.
    pub fn push(&mut self, entry: ControlEntry) {
        self.control.push(entry);
    }

    /// Resolves the log again.
    pub fn settle(&mut self) {
        self.resolved = Resolved::of(&self.control, &mut self.verified);
    }

    /// What the space is for.
    #[must_use]
    pub fn kind(&self) -> Option<SpaceKind> {
        self.resolved.genesis.as_ref().map(|g| g.kind)
    }

    /// The epoch to write under: the latest whose keys are held.
    #[must_use]
    pub fn current(&self) -> Option<&(EpochId, EpochKeys)> {
        let known = self.resolved.epochs.iter().rev().find_map(|(e, _)| self.keys.iter().find(|(k, _)| k == e));
        known.or_else(|| self.keys.last())
    }

    /// The keys of an epoch.
    #[must_use]
    pub fn keys_of(&self, epoch: &EpochId) -> Option<&EpochKeys> {
        self.keys.iter().find(|(e, _)| e == epoch).map(|(_, k)| k)
    }
}
