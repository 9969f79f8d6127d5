//! One more add, without reading the whole log again.
//!
//! In a co-op of thousands nearly every act lets somebody in. Where such an act stands last in the order in which the log is read, and nothing
//! else can change by it, what was resolved before is continued: the act is judged as any other, and whoever it brings in is added to what is
//! shown. Wherever anything else might change (an act that waited for this one, a question, a freeze, a role or a revocation that names them
//! already, an act that falls or rises) the whole log is read again. The outcome is the same either way; a test holds the two together.

use super::{Act, Add, Authority, Certificate, ControlEntry, Kind, Reading, Resolved, order};
use crate::identity::KeyOwner;
use crate::space::{HistoryLine, MemberDevice, Membership, Removed, SpaceKind, Standing};
use kith_wire::{DeviceId, EntryId, SpaceId, limits};
use std::collections::{HashMap, HashSet};

/// How far a log was read, kept so that reading can go on from there.
#[derive(Debug)]
pub(in crate::space) struct Bookmark {
    index: HashMap<EntryId, usize>,
    chain: HashMap<(DeviceId, u64), usize>,
    depths: Vec<u32>,
    /// Every entry's id, in rising order.
    ids: Vec<EntryId>,
    /// The last entry in the order of reading.
    last: (u32, EntryId),
    /// Whether all was read, and nothing is frozen or waits.
    plain: bool,
    space: SpaceId,
    authority: Authority,
    entry_of: Vec<usize>,
    tops: Vec<Vec<usize>>,
    act_of: HashMap<EntryId, usize>,
    devices: Vec<(Certificate, usize)>,
    /// Devices that several have certified.
    contested: HashSet<DeviceId>,
    settled: HashMap<DeviceId, KeyOwner>,
}

/// Where the entries of a log stand.
pub(super) struct Places {
    pub(super) index: HashMap<EntryId, usize>,
    pub(super) chain: HashMap<(DeviceId, u64), usize>,
    pub(super) depths: Vec<u32>,
}

impl Bookmark {
    /// After a log has been read to its end.
    pub(super) fn at(reading: Reading<'_>, places: Places, out: &Resolved) -> Self {
        let entries = reading.entries;
        let mut ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
        ids.sort_unstable();
        let last = entries.iter().zip(&places.depths).map(|(e, depth)| (*depth, e.id)).max().unwrap_or((0, EntryId::ZERO));
        let once = places.index.len() == entries.len() && places.chain.len() == entries.len();
        let plain = once && places.depths.iter().all(|depth| *depth > 0) && out.freezes.is_empty() && out.waiting.is_empty();
        Self {
            contested: reading.contested(),
            settled: reading.settled,
            index: places.index,
            chain: places.chain,
            depths: places.depths,
            ids,
            last,
            plain,
            space: reading.space,
            authority: reading.authority,
            entry_of: reading.entry_of,
            tops: reading.tops,
            act_of: reading.act_of,
            devices: reading.devices,
        }
    }

    /// Goes on to the last of these entries, all others of which have been read, where that is an add by which nothing else changes. Where it
    /// is not (nothing is given back then) the log must be read again.
    pub(in crate::space) fn go_on(mut self, resolved: &mut Resolved, entries: &[ControlEntry], verified: &mut HashSet<[u8; 32]>) -> Option<Self> {
        let (at, entry) = (entries.len().checked_sub(1)?, entries.last()?);
        let body = entry.body.as_ref()?;
        let Act::Add(add) = &body.act else { return None };
        let fits = self.plain && at == self.depths.len() && self.is_stranger(resolved, add);
        if !fits || self.index.contains_key(&entry.id) || self.chain.contains_key(&(entry.device, entry.seq)) {
            return None;
        }
        // What a device knew when it first wrote may settle whose it is.
        if entry.seq == 1 && self.contested.contains(&entry.device) {
            return None;
        }
        let befores: Vec<usize> = order::befores(entry, &self.index, &self.chain).collect();
        let depth = 1 + befores.iter().map(|b| self.depths[*b]).max()?;
        if befores.len() != body.parents.len() + usize::from(entry.seq > 1) || (depth, entry.id) <= self.last {
            return None;
        }
        self.index.insert(entry.id, at);
        self.chain.insert((entry.device, entry.seq), at);
        self.depths.push(depth);
        self.last = (depth, entry.id);
        self.ids.insert(self.ids.partition_point(|id| *id < entry.id), entry.id);
        let (before, devices, acts) = (self.authority.cancelled(), self.devices.len(), self.authority.len());
        let mut reading = self.reading(std::mem::take(resolved), entries, verified);
        reading.take(at, &befores, &HashSet::new());
        let plain = reading.authority.len() == acts + 1 && reading.authority.is_effective(acts) && reading.authority.cancelled() == before;
        if plain {
            reading.let_in(add, devices);
        }
        *resolved = std::mem::take(&mut reading.out);
        let out = plain.then(|| {
            let (index, chain, depths, ids) = (HashMap::new(), HashMap::new(), Vec::new(), Vec::new());
            let Reading { space, authority, entry_of, tops, act_of, devices, settled, .. } = reading;
            let contested = std::mem::take(&mut self.contested);
            Self { index, chain, depths, ids, last: self.last, plain, space, authority, entry_of, tops, act_of, devices, contested, settled }
        })?;
        let out = Self { index: self.index, chain: self.chain, depths: self.depths, ids: self.ids, ..out };
        resolved.heads.retain(|head| !body.parents.contains(head));
        resolved.heads.insert(resolved.heads.partition_point(|head| *head < entry.id), entry.id);
        resolved.digest = order::digest_of(&out.ids);
        Some(out)
    }

    /// Whether nothing that is known so far names whom an add brings in, or rests on a question that one more act could answer.
    fn is_stranger(&self, resolved: &Resolved, add: &Add) -> bool {
        let granted = resolved.grants.iter().chain(&resolved.past_grants).any(|grant| grant.person == add.person);
        let revoked = |d: &DeviceId| resolved.removals.iter().any(|r| r.what == Removed::Device(*d));
        let known = |c: &Certificate| resolved.owner_of(&c.device).is_some() || revoked(&c.device) || self.contested.contains(&c.device);
        !self.authority.is_named(&add.person) && !granted && resolved.questions.is_empty() && !add.devices.iter().any(known)
    }

    /// Reading, taken up again where it was left.
    fn reading<'a>(&mut self, out: Resolved, entries: &'a [ControlEntry], verified: &'a mut HashSet<[u8; 32]>) -> Reading<'a> {
        let mut tops = std::mem::take(&mut self.tops);
        tops.push(Vec::new());
        Reading {
            entries,
            verified,
            out,
            space: self.space,
            authority: std::mem::replace(&mut self.authority, Authority::new(None)),
            entry_of: std::mem::take(&mut self.entry_of),
            tops,
            act_of: std::mem::take(&mut self.act_of),
            devices: std::mem::take(&mut self.devices),
            // Where there is any of these the log is read again.
            freezes: Vec::new(),
            lifts: Vec::new(),
            answers: Vec::new(),
            rivals: Vec::new(),
            again: Vec::new(),
            settled: std::mem::take(&mut self.settled),
        }
    }
}

impl Reading<'_> {
    /// Adds whom the last act brought in to what is shown, with the devices that came by it.
    fn let_in(&mut self, add: &Add, devices: usize) {
        let at = self.authority.len() - 1;
        let level = self.authority.levels().get(&add.person).copied().unwrap_or(0);
        let mut member = self.member(&add.person, level);
        for (certificate, _) in &self.devices[devices..] {
            let standing = if level > 0 && self.is_in_with(certificate, &add.person) { Standing::In } else { Standing::Gone };
            if standing == Standing::In {
                member.devices.push(certificate.device);
            }
            self.out.devices.push(MemberDevice { id: certificate.device, certificate: *certificate, standing });
        }
        if level > 0 {
            self.out.people.insert(add.person, member);
        }
        let deed = self.authority.deed(at);
        let line = HistoryLine {
            person: deed.target,
            what: Membership::Added(deed.level),
            by: deed.author,
            time_ms: self.entries[self.entry_of[at]].time_ms,
            act: deed.id,
            stands: true,
        };
        debug_assert!(deed.kind == Kind::Add, "nothing else is gone on with");
        self.out.history.push(line);
        let circle = self.out.genesis.as_ref().is_some_and(|g| g.kind == SpaceKind::Circle);
        self.out.crowded = circle && self.out.people.len() > limits::CIRCLE_PEOPLE_MAX;
    }
}
