//! Which epoch is written under, and which others lead to it.
//!
//! An epoch **covers** an ending (a removal, a revocation, a freeze) if the ending is in the past of its heads. It is written under only
//! if it covers every one that is known; of several such the one with the most devices, then the later, then the lower id, and never
//! one that another of them follows. If there is none, any member begins one that follows all that are known.

use super::{
    Act, ActBody, ControlEntry, EpochKeys, EpochStart, MemberDevice, Removal, Removed, Space, SpaceKind, Standing, act,
    act::Place,
    cut::{Ending, Evidence, Return, Verdict, Vouch},
};
use crate::identity::KeyOwner;
use kith_wire::{DeviceId, EntryId, EpochId, Lane, PersonId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is known of an epoch beside its act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochInfo {
    /// The epoch.
    pub id: EpochId,
    /// Every epoch that it follows, however far back.
    pub follows: BTreeSet<EpochId>,
    /// The endings that it covers.
    pub knows: BTreeSet<EntryId>,
    /// Devices that its key is sealed to.
    pub devices: usize,
    /// When it was begun, as said.
    pub time_ms: u64,
}

/// Chooses among epochs: those that cover everything, that none of the others follows; the most devices, the later, the lower id.
#[must_use]
pub fn choose<'a>(among: &[&'a EpochInfo], endings: &BTreeSet<EntryId>) -> Option<&'a EpochInfo> {
    let covering: Vec<&EpochInfo> = among.iter().copied().filter(|e| endings.is_subset(&e.knows)).collect();
    latest(&covering)
}

/// Of these, one that none of the others follows: the most devices, the later, the lower id.
#[must_use]
pub fn latest<'a>(among: &[&'a EpochInfo]) -> Option<&'a EpochInfo> {
    let followed: HashSet<&EpochId> = among.iter().flat_map(|e| &e.follows).collect();
    let open = among.iter().copied().filter(|e| !followed.contains(&e.id));
    open.max_by(|a, b| (a.devices, a.time_ms).cmp(&(b.devices, b.time_ms)).then_with(|| b.id.cmp(&a.id)))
}

/// Epochs in terms of the acts that begin them: `(id, predecessors)`, in any order.
#[must_use]
pub fn follows(epochs: &[(EpochId, Vec<EpochId>)]) -> HashMap<EpochId, BTreeSet<EpochId>> {
    let direct: HashMap<EpochId, &[EpochId]> = epochs.iter().map(|(e, p)| (*e, p.as_slice())).collect();
    let mut out = HashMap::new();
    for (epoch, _) in epochs {
        let (mut reached, mut open) = (BTreeSet::new(), vec![*epoch]);
        while let Some(e) = open.pop() {
            for p in direct.get(&e).copied().unwrap_or_default() {
                // An epoch cannot follow itself: ids are hashes of what names the predecessors.
                if reached.insert(*p) {
                    open.push(*p);
                }
            }
        }
        out.insert(*epoch, reached);
    }
    out
}

/// How far control chains reach, by device.
pub type ActSpan = BTreeMap<DeviceId, u64>;

impl Space {
    /// Works out what is known of each epoch beside its act.
    pub(super) fn know_epochs(&mut self) {
        let valid: Vec<bool> = (0..self.resolved.epochs.len()).map(|at| self.check(at)).collect();
        let direct: Vec<(EpochId, Vec<EpochId>)> =
            self.resolved.epochs.iter().map(|(id, s)| (*id, s.back.iter().map(|b| b.epoch).chain(s.predecessors.iter().copied()).collect())).collect();
        let mut follows = follows(&direct);
        let endings = self.endings();
        let acts = self.acts();
        let known = |span: &ActSpan, act: &EntryId| acts.get(act).is_some_and(|e| span.get(&e.device).is_some_and(|seq| *seq >= e.seq));
        let mut out = Vec::with_capacity(self.resolved.epochs.len());
        for ((id, start), _) in self.resolved.epochs.iter().zip(&valid).filter(|(_, valid)| **valid) {
            // Where nothing has ended there is nothing to cover, and nothing to walk for.
            let knows = if endings.is_empty() {
                BTreeSet::new()
            } else {
                let span = self.past(&acts, &self.heads_of(id, start));
                endings.iter().map(|e| e.act).filter(|a| known(&span, a)).collect()
            };
            let time_ms = acts.get(&EntryId(id.0)).map_or(0, |e| e.time_ms);
            out.push(EpochInfo { id: *id, follows: follows.remove(id).unwrap_or_default(), knows, devices: start.seals.len(), time_ms });
        }
        self.epochs = out;
    }

    /// Whether an epoch is sealed to exactly those who were in by its heads. Judged once: what its heads reach never changes.
    fn check(&mut self, at: usize) -> bool {
        let Some((id, start)) = self.resolved.epochs.get(at) else { return false };
        if let Some(known) = self.checked.get(id) {
            return *known;
        }
        let level = self.resolved.epoch_authors.get(id).map_or(0, |a| a.what);
        let valid = if id.0 == self.id.0 {
            true
        } else if self.kind() == Some(SpaceKind::Commons) {
            // Among its thousands whoever looks after the commons is trusted with the list.
            level >= act::KEEPER
        } else {
            let then = self.resolved_at(&self.heads_of(id, start));
            let left_out = |p: &PersonId| level >= act::KEEPER && start.without.contains(p) && then.is_questioned(p);
            let members = then.people.iter().filter(|(p, _)| !left_out(p)).flat_map(|(_, m)| &m.devices);
            let mut expected: Vec<[u8; 8]> = members.map(act::hint).collect();
            let mut sealed: Vec<[u8; 8]> = start.seals.iter().map(|s| s.device).collect();
            expected.sort_unstable();
            sealed.sort_unstable();
            expected == sealed
        };
        let id = *id;
        self.checked.insert(id, valid);
        valid
    }

    /// The heads that an epoch was resolved from: those it names, else its act's parents.
    fn heads_of(&self, id: &EpochId, start: &EpochStart) -> Vec<EntryId> {
        if !start.heads.is_empty() {
            return start.heads.clone();
        }
        let body = self.control.iter().find(|e| e.id.0 == id.0).and_then(|e| e.body.as_ref());
        body.map(|b| b.parents.clone()).unwrap_or_default()
    }

    fn acts(&self) -> HashMap<EntryId, &ControlEntry> {
        self.control.iter().map(|e| (e.id, e)).collect()
    }

    /// How far the control chains reach in the past of some acts, those acts included.
    fn past(&self, acts: &HashMap<EntryId, &ControlEntry>, from: &[EntryId]) -> ActSpan {
        let chain: HashMap<(DeviceId, u64), EntryId> = self.control.iter().map(|e| ((e.device, e.seq), e.id)).collect();
        let (mut out, mut open) = (ActSpan::new(), from.to_vec());
        let mut been: HashSet<EntryId> = HashSet::new();
        while let Some(id) = open.pop() {
            let Some(entry) = acts.get(&id).filter(|_| been.insert(id)) else { continue };
            let upto = out.entry(entry.device).or_default();
            *upto = (*upto).max(entry.seq);
            open.extend(entry.body.iter().flat_map(|b| b.parents.iter().copied()));
            open.extend(chain.get(&(entry.device, entry.seq.wrapping_sub(1))).copied());
        }
        out
    }

    /// How far the control chains reach that begin an epoch: the past of its heads, and its own act.
    #[must_use]
    pub fn span_of(&self, epoch: &EpochId) -> ActSpan {
        let acts = self.acts();
        let Some((id, start)) = self.resolved.epochs.iter().find(|(e, _)| e == epoch) else { return ActSpan::new() };
        let mut span = self.past(&acts, &self.heads_of(id, start));
        if let Some(entry) = acts.get(&EntryId(id.0)) {
            let upto = span.entry(entry.device).or_default();
            *upto = (*upto).max(entry.seq);
        }
        span
    }

    /// How far each control chain must be read to find the way from an epoch to those that follow it at once. They lead on from there:
    /// somebody who was removed learns no more than that.
    #[must_use]
    pub fn leads_on_from(&self, epoch: &EpochId) -> ActSpan {
        let mut out = ActSpan::new();
        for later in self.epochs.iter().filter(|e| self.predecessors(&e.id).contains(epoch)) {
            for (device, seq) in self.span_of(&later.id) {
                let upto = out.entry(device).or_default();
                *upto = (*upto).max(seq);
            }
        }
        out
    }

    /// Whether one epoch follows another, however far back, or is begun apart from it and taken instead.
    #[must_use]
    pub fn is_followed_by(&self, earlier: &EpochId, later: &EpochId) -> bool {
        self.epochs.iter().any(|e| e.id == *later && e.follows.contains(earlier))
    }

    /// An epoch whose key came before the act that begins it, with somebody's admission.
    fn told(&self) -> Option<EpochId> {
        self.keys.iter().rev().map(|(k, _)| *k).find(|k| !self.control.iter().any(|e| e.id.0 == k.0))
    }

    fn held(&self) -> Vec<&EpochInfo> {
        self.epochs.iter().filter(|e| self.keys_of(&e.id).is_some()).collect()
    }

    fn ended(&self) -> BTreeSet<EntryId> {
        self.endings().iter().map(|e| e.act).collect()
    }

    /// The epoch to seal and to meet under: of those whose keys are held, the one to write under if any covers, else the latest.
    #[must_use]
    pub fn current(&self) -> Option<&(EpochId, EpochKeys)> {
        let held = self.held();
        let best = choose(&held, &self.ended()).or_else(|| latest(&held)).map(|e| e.id);
        let wanted = self.told().or(best)?;
        self.keys.iter().find(|(k, _)| *k == wanted)
    }

    /// An epoch known, whether its key is held or not, that covers every ending.
    #[must_use]
    pub fn covering(&self) -> Option<EpochId> {
        choose(&self.epochs.iter().collect::<Vec<_>>(), &self.ended()).map(|e| e.id)
    }

    /// The epoch that everybody would write under who had every key.
    #[must_use]
    pub fn newest(&self) -> Option<EpochId> {
        let all: Vec<&EpochInfo> = self.epochs.iter().collect();
        self.told().or_else(|| choose(&all, &self.ended()).or_else(|| latest(&all)).map(|e| e.id))
    }

    /// The epoch to write under, for a device that last wrote under `last`.
    #[must_use]
    pub fn writing(&self, last: Option<&EpochId>) -> Option<EpochId> {
        if let Some(told) = self.told() {
            return Some(told);
        }
        let before = self.epochs.iter().find(|e| Some(&e.id) == last).map(|e| &e.follows);
        let held: Vec<&EpochInfo> = self.held().into_iter().filter(|e| before.is_none_or(|b| !b.contains(&e.id))).collect();
        let chosen = choose(&held, &self.ended());
        // The commons begins an epoch once a day at most; until then the last one stays.
        let chosen = chosen.or_else(|| if self.kind() == Some(SpaceKind::Commons) { latest(&held) } else { None });
        chosen.map(|e| e.id)
    }

    /// Epochs that no other known follows.
    #[must_use]
    pub fn unfollowed(&self) -> Vec<EpochId> {
        let followed: HashSet<&EpochId> = self.epochs.iter().flat_map(|e| &e.follows).collect();
        self.epochs.iter().map(|e| e.id).filter(|e| !followed.contains(e)).collect()
    }

    /// The epochs that one follows at once.
    #[must_use]
    pub fn predecessors(&self, epoch: &EpochId) -> Vec<EpochId> {
        let start = self.resolved.epochs.iter().find(|(e, _)| e == epoch).map(|(_, s)| s);
        start.map(|s| s.back.iter().map(|b| b.epoch).chain(s.predecessors.iter().copied()).collect()).unwrap_or_default()
    }

    /// Whether a device holds an epoch's key by right: it was sealed to it when it began, or it was welcomed.
    #[must_use]
    pub fn writes_under(&self, epoch: &EpochId, device: &DeviceId) -> bool {
        if self.checked.get(epoch) != Some(&true) {
            return false;
        }
        let hint = act::hint(device);
        let Some((_, start)) = self.resolved.epochs.iter().find(|(e, _)| e == epoch) else { return false };
        let welcomes = self.resolved.welcomes.iter().map(|(e, s)| (e, s)).chain(self.resolved.limited.iter().map(|(e, s, _)| (e, s)));
        start.seals.iter().any(|s| s.device == hint) || welcomes.into_iter().any(|(e, s)| e == epoch && s.device == hint)
    }

    /// Whether a device may write here now: it is in, or it has been let in by an act that has not come yet.
    #[must_use]
    pub fn may_write(&self, device: &DeviceId) -> bool {
        self.is_present(device) || (self.resolved.owner_of(device).is_none() && !self.keys.is_empty())
    }

    /// Whether a device is in now: its person is, and it is neither cut off nor frozen.
    #[must_use]
    pub fn is_present(&self, device: &DeviceId) -> bool {
        self.resolved.person_of(device).and_then(|p| self.resolved.people.get(&p)).is_some_and(|m| m.devices.contains(device))
    }

    /// Whether a device has ever been let in here.
    #[must_use]
    pub fn is_known(&self, device: &DeviceId) -> bool {
        self.resolved.owner_of(device).is_some()
    }

    /// The devices that are in now, with their receiving keys.
    #[must_use]
    pub fn present_devices(&self) -> Vec<(DeviceId, [u8; 32])> {
        let person = |d: &MemberDevice| matches!(d.certificate.owner, KeyOwner::Person(_));
        let present = self.resolved.devices.iter().filter(|d| d.standing == Standing::In && person(d));
        present.map(|d| (d.id, d.certificate.receiving)).collect()
    }

    /// Devices of people who may not read back.
    #[must_use]
    pub fn limited_devices(&self) -> HashSet<DeviceId> {
        let people = self.resolved.people.values().filter(|m| m.reads.is_some());
        people.flat_map(|m| m.devices.iter().copied()).collect()
    }

    /// What ends whose writing.
    #[must_use]
    pub fn endings(&self) -> Vec<Ending> {
        let mut out = Vec::new();
        for r in &self.resolved.removals {
            let trusted = |device: &DeviceId| {
                let place = r.places.iter().find(|p| p.is_in(device, Lane::Data)).map_or(0, |p| p.seq);
                matches!(r.what, Removed::Device(_)).then_some(place)
            };
            out.extend(r.devices.iter().map(|d| Ending { act: r.act, device: *d, trusted: trusted(d) }));
        }
        // A freeze ends it until somebody decides; lifted, it never was.
        for entry in self.control.iter().filter(|_| !self.resolved.frozen.is_empty()) {
            let device = match entry.body.as_ref().map(|b| &b.act) {
                Some(Act::Freeze(device)) => Some(*device),
                Some(Act::Fork(proof)) => proof.verify(&self.id).map(|f| f.device),
                _ => None,
            };
            out.extend(device.filter(|d| self.resolved.frozen.contains(d)).map(|device| Ending { act: entry.id, device, trusted: None }));
        }
        out
    }

    /// Since when a device that was cut off is not trusted, by the earliest moment that was said.
    #[must_use]
    pub fn not_trusted_since(&self, device: &DeviceId) -> Option<u64> {
        let cut: HashSet<EntryId> = self.resolved.removals.iter().filter(|r| r.what == Removed::Device(*device)).map(|r| r.act).collect();
        let said = self.control.iter().filter(|e| cut.contains(&e.id)).filter_map(|e| match e.body.as_ref().map(|b| &b.act) {
            Some(Act::RevokeDevice(r)) => r.since_ms,
            _ => None,
        });
        said.min()
    }

    /// The moment from which a device that was cut off is not trusted: the earliest that was said, or else when it was first cut off.
    #[must_use]
    pub fn cut_off_ms(&self, device: &DeviceId) -> Option<u64> {
        let cut = self.resolved.removals.iter().filter(|r| r.what == Removed::Device(*device));
        self.not_trusted_since(device).or_else(|| cut.map(|r| r.time_ms).min())
    }

    /// Who has gone by a removal or a leave, the last first: the removal and the person.
    #[must_use]
    pub fn departures(&self) -> Vec<(&Removal, PersonId)> {
        let person = |r: &Removal| match r.what {
            Removed::Person(p) | Removed::Left(p) | Removed::Fell(p) => Some(p),
            Removed::Device(_) => None,
        };
        let mut out: Vec<(&Removal, PersonId)> = self.resolved.removals.iter().filter_map(|r| Some((r, person(r)?))).collect();
        out.sort_by_key(|(r, _)| std::cmp::Reverse((r.time_ms, r.act)));
        out
    }

    /// What the cuts follow from.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        self.evidence_of(self.endings())
    }

    /// What the cuts by some endings follow from.
    #[must_use]
    pub fn evidence_of(&self, endings: Vec<Ending>) -> Evidence {
        if endings.is_empty() {
            let present = self.present_devices().into_iter().map(|(d, _)| d).collect();
            return Evidence { present, ..Evidence::default() };
        }
        let mut out = Evidence {
            present: self.present_devices().into_iter().map(|(d, _)| d).collect(),
            known: self.epochs.iter().map(|e| (e.id, e.knows.clone())).collect(),
            endings,
            ..Evidence::default()
        };
        for r in self.resolved.removals.iter().filter(|r| !r.places.is_empty()) {
            out.vouches.push(Vouch { by: None, places: r.places.clone() });
        }
        out.returns = self.returns(&out.endings);
        out.parting = self.parting(&out.endings);
        out.vouches.extend(self.resolved.seen.iter().map(|s| {
            // Nobody vouches for what they wrote themselves.
            let others = s.what.iter().filter(|p| !p.is_in(&s.device, Lane::Data)).copied().collect();
            Vouch { by: Some((s.device, s.seq)), places: others }
        }));
        let verdicts = self.resolved.admitted.iter().map(|s| s.what).filter(|r| r.lane == Lane::Data as u8);
        out.verdicts.extend(verdicts.map(|r| Verdict { device: r.device, first: r.first, last: r.last, kept: r.kept }));
        out
    }

    /// What those who left by themselves, and for whom nothing else has ended, signed of their own chains before they did.
    fn parting(&self, endings: &[Ending]) -> Vec<Place> {
        let left = self.resolved.removals.iter().filter(|r| matches!(r.what, Removed::Left(_)));
        let acts: Vec<(&Removal, &ControlEntry)> = left.filter_map(|r| Some((r, self.control.iter().find(|e| e.id == r.act)?))).collect();
        let of = |seen: &super::Said<Vec<Place>>, place: &Place| {
            acts.iter().any(|(r, leave)| seen.device == leave.device && seen.seq < leave.seq && r.devices.contains(&place.device))
                && endings.iter().filter(|e| e.device == place.device).all(|e| acts.iter().any(|(r, _)| r.act == e.act))
        };
        self.resolved.seen.iter().flat_map(|s| s.what.iter().filter(|p| p.lane == Lane::Data as u8 && of(s, p))).copied().collect()
    }

    /// Who has come back: for each device that an ending had cut off and a later add names again, where its data goes on from.
    fn returns(&self, endings: &[Ending]) -> Vec<Return> {
        let acts = self.acts();
        let mut out = Vec::new();
        for entry in &self.control {
            let Some(ActBody { parents, act: Act::Add(add) }) = &entry.body else { continue };
            if self.resolved.people.get(&add.person).is_none_or(|m| m.added != entry.id) {
                continue;
            }
            let theirs: Vec<&Ending> = endings.iter().filter(|e| add.devices.iter().any(|c| c.device == e.device)).collect();
            if theirs.is_empty() {
                continue;
            }
            let mut from = parents.clone();
            from.push(entry.id);
            let span = self.past(&acts, &from);
            let knew = |act: &EntryId| acts.get(act).is_some_and(|e| span.get(&e.device).is_some_and(|seq| *seq >= e.seq));
            for ending in theirs.iter().filter(|e| knew(&e.act)) {
                let after = add.places.iter().find(|p| p.is_in(&ending.device, Lane::Data)).map_or(0, |p| p.seq);
                out.push(Return { device: ending.device, after, knew: BTreeSet::from([ending.act]) });
            }
        }
        out
    }
}

#[cfg(test)]
mod tests;
