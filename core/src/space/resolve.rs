//! From control entries to acts of [`Authority`], and from its answer to what is shown.

mod contest;
mod freeze;
mod newcomer;
mod outcome;

pub(super) use contest::certificates;
pub(super) use newcomer::Bookmark;

use super::{
    Act, ActBody, ControlEntry, Genesis, MemberDevice, Resolved, Said, SpaceKind, Standing,
    act::{Add, Cosignature, KEEPER, MEMBER, OWNER, PLACES_MAX},
    authority::{Authority, Deed, Kind},
    board::BoardMove,
    order,
};
use crate::{
    identity::{Certificate, KeyOwner},
    workers,
};
use kith_wire::{DeviceId, EntryId, EpochId, Lane, PersonId, SpaceId, limits};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A log as it is read, entry by entry.
pub(super) struct Reading<'a> {
    entries: &'a [ControlEntry],
    verified: &'a mut HashSet<[u8; 32]>,
    out: Resolved,
    space: SpaceId,
    authority: Authority,
    /// The entry of each act of authority.
    entry_of: Vec<usize>,
    /// For each entry, the acts of authority that know all it knew, itself among them.
    tops: Vec<Vec<usize>>,
    /// Entry to act, where it is one.
    act_of: HashMap<EntryId, usize>,
    devices: Vec<(Certificate, usize)>,
    freezes: Vec<freeze::Freezing>,
    lifts: Vec<(DeviceId, usize)>,
    answers: Vec<usize>,
    /// Certificates of devices that are somebody else's, each with its entry.
    rivals: Vec<(Certificate, usize)>,
    /// Certificates of devices whose owner has certified them before.
    again: Vec<(Certificate, usize)>,
    /// Devices that several have certified, and whose they are.
    settled: HashMap<DeviceId, KeyOwner>,
}

/// Resolves a log; where devices are frozen, once more without what waits for it.
pub(super) fn resolve(entries: &[ControlEntry], verified: &mut HashSet<[u8; 32]>) -> (Resolved, Bookmark) {
    let index: HashMap<EntryId, usize> = entries.iter().enumerate().map(|(i, e)| (e.id, i)).collect();
    let chain: HashMap<(DeviceId, u64), usize> = entries.iter().enumerate().map(|(i, e)| ((e.device, e.seq), i)).collect();
    let depths = order::depths(entries, &index, &chain);
    let mut sequence: Vec<usize> = (0..entries.len()).filter(|i| depths[*i] > 0).collect();
    sequence.sort_by_key(|i| (depths[*i], entries[*i].id));
    verify_together(entries, verified);
    let mut waiting = HashSet::new();
    let (mut frozen, mut freezes) = (None, Vec::new());
    let (mut settled, mut rounds) = (HashMap::new(), 0);
    loop {
        let mut reading = Reading { settled: settled.clone(), ..Reading::new(entries, verified) };
        for i in &sequence {
            let befores: Vec<usize> = order::befores(&entries[*i], &index, &chain).collect();
            reading.take(*i, &befores, &waiting);
        }
        if frozen.is_none() {
            let moved = if rounds < contest::ROUNDS_MAX { reading.contests((&index, &chain), &depths) } else { HashMap::new() };
            if !moved.is_empty() {
                settled.extend(moved);
                rounds += 1;
                continue;
            }
            let cold = reading.frozen();
            freezes = reading.all_freezes();
            waiting = reading.waiting_for(&cold);
            frozen = Some(cold);
            if !waiting.is_empty() {
                continue;
            }
        }
        let mut out = reading.finish(&frozen.unwrap_or_default(), waiting);
        out.freezes = freezes;
        out.heads = order::heads(entries, &depths, &out.waiting);
        out.digest = order::digest(entries);
        let bookmark = Bookmark::at(reading, newcomer::Places { index, chain, depths }, &out);
        return (out, bookmark);
    }
}

/// Checks the certificates of those who were let in, which are most of what reading a long log costs, on all cores beforehand.
fn verify_together(entries: &[ControlEntry], verified: &mut HashSet<[u8; 32]>) {
    let adds = entries.iter().filter_map(|entry| match &entry.body.as_ref()?.act {
        Act::Add(add) => Some(&add.devices),
        _ => None,
    });
    let unknown: Vec<&Certificate> = adds.flatten().filter(|c| !verified.contains(&c.digest())).collect();
    let signed = workers::map(&unknown, workers::available(), |c| c.is_signed());
    verified.extend(unknown.iter().zip(signed).filter(|(_, signed)| *signed).map(|(c, _)| c.digest()));
}

impl<'a> Reading<'a> {
    fn new(entries: &'a [ControlEntry], verified: &'a mut HashSet<[u8; 32]>) -> Self {
        Self {
            entries,
            verified,
            out: Resolved::default(),
            space: SpaceId::ZERO,
            authority: Authority::new(None),
            entry_of: Vec::new(),
            tops: vec![Vec::new(); entries.len()],
            act_of: HashMap::new(),
            devices: Vec::new(),
            freezes: Vec::new(),
            lifts: Vec::new(),
            answers: Vec::new(),
            rivals: Vec::new(),
            again: Vec::new(),
            settled: HashMap::new(),
        }
    }

    /// Reads one entry; everything that it rests on has been read.
    fn take(&mut self, i: usize, befores: &[usize], waiting: &HashSet<EntryId>) {
        let mut tops: Vec<usize> = befores.iter().flat_map(|b| self.tops[*b].iter().copied()).collect();
        tops.sort_unstable();
        tops.dedup();
        let entry = &self.entries[i];
        if let Some(body) = entry.body.as_ref().filter(|_| !waiting.contains(&entry.id)) {
            match &body.act {
                Act::Genesis(g) if body.parents.is_empty() && entry.seq == 1 && self.out.genesis.is_none() => tops = self.found(i, g),
                Act::Genesis(_) => {}
                Act::Seen(_) | Act::Admit(_) | Act::Epoch(_) | Act::Welcome(..) => self.say(i, &body.act, &tops),
                _ => {
                    if let Some(at) = self.act(i, body, &tops) {
                        tops = vec![at];
                    }
                }
            }
        }
        self.tops[i] = tops;
    }

    fn found(&mut self, i: usize, g: &Genesis) -> Vec<usize> {
        let entry = &self.entries[i];
        if !g.founders.iter().any(|f| f.devices.iter().any(|c| c.device == entry.device)) {
            return Vec::new();
        }
        self.space = SpaceId(entry.id.0);
        self.authority = Authority::new((g.kind == SpaceKind::Circle).then_some(limits::CIRCLE_PEOPLE_MAX));
        let mut last = Vec::new();
        for founder in g.founders.iter().filter(|f| 0 < f.level && f.level <= OWNER) {
            let certificates: Vec<Certificate> = self.certificates_of(founder).into_iter().filter(|c| self.is_free(c)).collect();
            let deed = Deed { certifies: certificates.iter().map(|c| c.device).collect(), ..self.deed(i, founder.person, &last, Kind::Genesis) };
            last = vec![self.push(i, Deed { level: founder.level, ..deed }, certificates)];
        }
        self.out.genesis = Some(g.clone());
        let by = g.founders.iter().find(|f| f.devices.iter().any(|c| c.device == entry.device)).map(|f| f.person);
        self.epoch(i, EpochId(entry.id.0), by.unwrap_or(PersonId::ZERO), OWNER);
        self.out.epochs.push((EpochId(entry.id.0), g.epoch.clone()));
        last
    }

    /// An act that others may name as a parent.
    fn act(&mut self, i: usize, body: &ActBody, tops: &[usize]) -> Option<usize> {
        let entry = &self.entries[i];
        let author = match (&body.act, self.out.person_of(&entry.device)) {
            // What a root has certified is that person's word, whoever carries it in: a member, or the device itself.
            (Act::Certify(c), carrier) => match c.owner {
                KeyOwner::Person(p) if c.signer == p.0 && (carrier.is_some() || c.device == entry.device) => p,
                // So is what a device of theirs has certified, where the device that it is about says so itself.
                KeyOwner::Person(p) if self.says_itself(i, c) => p,
                _ => carrier?,
            },
            (_, Some(person)) => person,
            _ => return None,
        };
        let (kind, target, level) = self.kind_of(i, body, author)?;
        let mut deed = Deed { target, level, ..self.deed(i, author, tops, kind) };
        deed.cosigners = self.cosigners(entry, body);
        let vouched = match &body.act {
            Act::Add(add) => self.certificates_of(add),
            Act::Board(b) => match &b.decision.act {
                BoardMove::Add(add) => self.certificates_of(add),
                _ => Vec::new(),
            },
            Act::Certify(c) if self.vouched(c, author, &[]) => vec![*c],
            Act::Certify(_) => return None,
            _ => Vec::new(),
        };
        // Somebody else's device is never taken over by a later certificate.
        let (certificates, taken): (Vec<Certificate>, Vec<Certificate>) = vouched.into_iter().partition(|c| self.is_free(c));
        if let Act::Certify(c) = &body.act
            && !taken.is_empty()
        {
            let carrier = (c.device != entry.device).then_some((entry.device, entry.seq));
            let needed = if matches!(c.owner, KeyOwner::Person(_)) { MEMBER } else { KEEPER };
            if self.authority.level_at(tops, &author, carrier) >= needed {
                self.lost(c, i);
            }
            return None;
        }
        deed.certifies = certificates.iter().map(|c| c.device).collect();
        let at = self.push(i, deed, certificates);
        if self.authority.is_well_founded(at) {
            self.remember(at, &body.act);
            taken.iter().for_each(|c| self.lost(c, i));
        }
        Some(at)
    }

    /// What an act is to authority: its kind, whom it is about, and the level given or seen.
    fn kind_of(&self, i: usize, body: &ActBody, author: PersonId) -> Option<(Kind, PersonId, u8)> {
        let entry = &self.entries[i];
        let owner = |d: &DeviceId| self.out.person_of(d);
        let root = |s: Option<Cosignature>, of: PersonId| s.is_some_and(|s| s.key == of.0 && s.signs(&body.signable(&self.space, &entry.device)));
        Some(match &body.act {
            Act::Add(add) if add.level <= OWNER => (Kind::Add, add.person, add.level),
            Act::Remove(r) => (Kind::Remove, r.person, r.level),
            Act::Level(person, level) => (Kind::Level, *person, *level),
            Act::Leave => (Kind::Leave, author, 0),
            Act::Grant(person, role) => (Kind::Grant(*role), *person, 0),
            Act::Revoke(r) => (Kind::Revoke(r.role), r.person, 0),
            Act::Certify(c) => (Kind::Use(if matches!(c.owner, KeyOwner::Pool(_) | KeyOwner::Place(_)) { KEEPER } else { MEMBER }), author, 0),
            Act::RevokeDevice(r) => {
                let of = owner(&r.device)?;
                let upto = r.places.iter().take(PLACES_MAX).find(|p| p.is_in(&r.device, Lane::Control)).map_or(0, |p| p.seq);
                (Kind::RevokeDevice { device: r.device, upto, root: root(r.root, of) }, of, 0)
            }
            Act::Lift(l) => {
                let of = owner(&l.device)?;
                (Kind::Lift { root: root(l.root, of) }, of, 0)
            }
            Act::Freeze(device) => (Kind::Use(MEMBER), owner(device).filter(|p| *p == author)?, 0),
            Act::Fork(proof) => (Kind::Use(MEMBER), owner(&proof.verify(&self.space)?.device)?, 0),
            Act::Answer(_) => (Kind::Use(KEEPER), author, 0),
            Act::Countersign(leave) => {
                let at = *self.act_of.get(leave)?;
                (Kind::Countersign(at), self.authority.deed(at).author, 0)
            }
            Act::Board(b) => {
                let genesis = self.out.genesis.as_ref()?;
                let commons = if genesis.kind == SpaceKind::Commons { self.space } else { genesis.coop? };
                b.verify(&self.space, &commons).ok()?;
                let id = b.decision.id();
                match &b.decision.act {
                    BoardMove::Remove(person) => (Kind::BoardRemove(id), *person, 0),
                    BoardMove::Add(add) => (Kind::BoardAdd(id), add.person, add.level),
                    BoardMove::Level(person, level) => (Kind::BoardAdd(id), *person, *level),
                }
            }
            _ => return None,
        })
    }

    fn deed(&self, i: usize, author: PersonId, tops: &[usize], kind: Kind) -> Deed {
        let entry = &self.entries[i];
        Deed {
            id: entry.id,
            author,
            device: Some((entry.device, entry.seq)),
            cosigners: Vec::new(),
            parents: tops.to_vec(),
            kind,
            target: author,
            level: 0,
            certifies: Vec::new(),
        }
    }

    fn push(&mut self, i: usize, deed: Deed, certificates: Vec<Certificate>) -> usize {
        let at = self.authority.push(deed);
        self.entry_of.push(i);
        self.act_of.insert(self.entries[i].id, at);
        if self.authority.is_well_founded(at) {
            for c in certificates {
                if self.out.by_device.contains_key(&c.device) {
                    self.certified_again(c, i);
                } else if self.devices.len() < limits::SPACE_DEVICES_MAX {
                    self.out.by_device.insert(c.device, c.owner);
                    self.devices.push((c, at));
                }
            }
        }
        at
    }

    /// A device's own word is taken up wherever it comes.
    fn certified_again(&mut self, c: Certificate, entry: usize) {
        if let Some((held, _)) = self.devices.iter_mut().find(|(held, _)| held.device == c.device)
            && c.accepted.is_some()
            && !held.is_accepted()
            && c.is_accepted()
        {
            held.accepted = c.accepted;
        }
        self.again.push((c, entry));
    }

    /// Whether a device is nobody's yet, or that owner's already.
    fn is_free(&self, c: &Certificate) -> bool {
        let owner = self.settled.get(&c.device).or_else(|| self.out.by_device.get(&c.device));
        owner.is_none_or(|o| *o == c.owner)
    }

    /// Who has signed beside the author, each with a device of the space, no device twice.
    fn cosigners(&self, entry: &ControlEntry, body: &ActBody) -> Vec<(PersonId, Option<DeviceId>)> {
        if !matches!(body.act, Act::Remove(_) | Act::Revoke(_)) || body.act.cosignatures().is_empty() {
            return Vec::new();
        }
        let message = body.signable(&self.space, &entry.device);
        let signed = body.act.cosignatures().iter().take(super::act::COSIGNATURES_MAX).filter(|s| s.signs(&message));
        let found: BTreeMap<DeviceId, PersonId> = signed.filter_map(|s| self.out.person_of(&DeviceId(s.key)).map(|p| (DeviceId(s.key), p))).collect();
        found.into_iter().map(|(d, p)| (p, Some(d))).collect()
    }

    fn certificates_of(&mut self, add: &Add) -> Vec<Certificate> {
        let mut out: Vec<Certificate> = Vec::new();
        for c in &add.devices {
            if c.owner == KeyOwner::Person(add.person) && self.vouched(c, add.person, &out) {
                out.push(*c);
            }
        }
        out
    }

    /// A certificate counts when it is signed by the person's root or by a device of theirs; a pool's float by its keeper's device.
    fn vouched(&mut self, c: &Certificate, author: PersonId, beside: &[Certificate]) -> bool {
        let sibling = beside.iter().any(|b| b.device.0 == c.signer) || self.out.person_of(&DeviceId(c.signer)) == Some(author);
        let held = match c.owner {
            KeyOwner::Person(p) => p == author && (c.signer == p.0 || sibling),
            KeyOwner::Pool(_) | KeyOwner::Place(_) => sibling,
        };
        if !held {
            return false;
        }
        // Remembered by all that it says: under a signature that was checked once, somebody else may have put other words.
        let digest = c.digest();
        if !self.verified.contains(&digest) && !c.is_signed() {
            return false;
        }
        self.verified.insert(digest);
        true
    }

    /// What is nobody's parent: epochs, welcomes, and what is said of others' chains.
    fn say(&mut self, i: usize, act: &Act, tops: &[usize]) {
        let entry = &self.entries[i];
        let Some(by) = self.out.person_of(&entry.device) else { return };
        let level = self.authority.level_at(tops, &by, Some((entry.device, entry.seq)));
        if level == 0 {
            return;
        }
        match act {
            Act::Epoch(start) => {
                self.out.epochs.push((EpochId(entry.id.0), start.clone()));
                self.epoch(i, EpochId(entry.id.0), by, level);
            }
            Act::Welcome(epoch, seal, None) => self.out.welcomes.push((*epoch, seal.clone())),
            Act::Welcome(epoch, seal, Some(limited)) => self.out.limited.push((*epoch, seal.clone(), limited.clone())),
            Act::Seen(places) if places.len() <= PLACES_MAX => self.out.seen.push(self.said(i, by, places.clone())),
            Act::Admit(range) if level >= KEEPER => self.out.admitted.push(self.said(i, by, *range)),
            _ => {}
        }
    }

    fn epoch(&mut self, i: usize, epoch: EpochId, by: PersonId, level: u8) {
        let said = self.said(i, by, level);
        self.out.epoch_authors.insert(epoch, said);
    }

    fn said<T>(&self, i: usize, by: PersonId, what: T) -> Said<T> {
        let entry = &self.entries[i];
        Said { act: entry.id, by, device: entry.device, seq: entry.seq, what }
    }

    fn remember(&mut self, at: usize, act: &Act) {
        match act {
            Act::Freeze(device) => self.freezes.push(freeze::Freezing { device: *device, by: Some(self.entries[self.entry_of[at]].device), at }),
            Act::Fork(proof) => {
                if let Some(forked) = proof.verify(&self.space) {
                    self.freezes.push(freeze::Freezing { device: forked.device, by: None, at });
                }
            }
            Act::Lift(l) => self.lifts.push((l.device, at)),
            Act::Answer(_) => self.answers.push(at),
            _ => {}
        }
    }

    /// Puts devices in order, with how each stands.
    fn stand(&mut self, revoked: &HashSet<DeviceId>) {
        for (c, _) in std::mem::take(&mut self.devices) {
            let standing = if revoked.contains(&c.device) {
                Standing::Revoked
            } else if self.out.frozen.contains(&c.device) {
                Standing::Frozen
            } else if self.is_in(&c) {
                Standing::In
            } else {
                Standing::Gone
            };
            if let (Standing::In, KeyOwner::Person(p)) = (standing, c.owner)
                && let Some(m) = self.out.people.get_mut(&p)
            {
                m.devices.push(c.device);
            }
            self.out.devices.push(MemberDevice { id: c.device, certificate: c, standing });
        }
    }

    /// Whether a certificate stands, and its person has not gone since.
    fn is_in(&self, c: &Certificate) -> bool {
        let KeyOwner::Person(p) = c.owner else { return true };
        self.out.people.contains_key(&p) && self.is_in_with(c, &p)
    }

    /// Whether a certificate of somebody who is in stands.
    fn is_in_with(&self, c: &Certificate, person: &PersonId) -> bool {
        let ended = |at: usize| self.authority.about(person).any(|r| !self.authority.gives(r) && self.authority.knew(r, at));
        self.authority.certifying(&c.device).any(|at| !ended(at))
    }
}
