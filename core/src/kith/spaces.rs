//! Beginning spaces, keys that were sealed to this device, and bringing people and devices in.

use super::{Change, Kith, KithError, KithResult};
use crate::{
    entropy,
    identity::Certificate,
    seal,
    space::{Act, ActBody, Add, EpochKeys, Genesis, Space, SpaceKind, act},
    storage::log::Head,
};
use kith_wire::{Body, DeviceId, EntryId, EpochId, Header, Kind, Lane, PersonId, SpaceId};

/// What a new space begins with.
pub(super) struct Founding {
    pub(super) kind: SpaceKind,
    pub(super) name: String,
    pub(super) coop: Option<SpaceId>,
    pub(super) about: Option<PersonId>,
    pub(super) founders: Vec<Add>,
}

impl Kith {
    /// Begins a space: its genesis holds the founders and epoch 0.
    pub(super) fn found(&mut self, founding: Founding, now_ms: u64) -> KithResult<SpaceId> {
        let keys = EpochKeys::from_history(entropy::bytes(self.entropy.as_mut()));
        let devices: Vec<(DeviceId, [u8; 32])> = founding.founders.iter().flat_map(|f| f.devices.iter().map(|c| (c.device, c.receiving))).collect();
        let epoch =
            keys.start(&devices, self.entropy.as_mut()).map_err(|_| KithError::invalid("bad-key", "A founder's device has a key that cannot be used."))?;
        let genesis = Genesis {
            kind: founding.kind,
            nonce: entropy::bytes(self.entropy.as_mut()),
            name: founding.name,
            coop: founding.coop,
            about: founding.about,
            founders: founding.founders,
            epoch,
        };
        let bytes = ActBody { parents: Vec::new(), act: Act::Genesis(genesis) }.to_bytes();
        let body = Body::Held { salt: entropy::bytes(self.entropy.as_mut()), bytes };
        let header = Header {
            kind: Kind::Control,
            space: SpaceId::ZERO,
            device: self.device,
            seq: 1,
            prev: EntryId::ZERO,
            epoch: EpochId::ZERO,
            time_ms: now_ms,
            body_len: body.len(),
            body_hash: body.hash(),
        };
        let id = header.home();
        let n = self.take_up(id, founding.kind, now_ms)?;
        self.storage.set_head(n, header.kind.lane(), self.device_n, &Head::at(header.id(), &header))?;
        self.keep(n, id, self.device_n, &header, &body)?;
        self.storage.add_epoch(n, EpochId(id.0), &keys.history, true)?;
        if let Some(s) = self.spaces.get_mut(&id) {
            s.keys.push((EpochId(id.0), keys));
        }
        self.settle(&id)?;
        // Closed at once, so that the run which proves how the space began stays small.
        self.close_runs(id, Lane::Control)?;
        Ok(id)
    }

    /// Takes up a space that this device is to hold.
    pub(super) fn take_up(&mut self, id: SpaceId, kind: SpaceKind, now_ms: u64) -> KithResult<i64> {
        if self.spaces.len() >= kith_wire::limits::SPACES_MAX {
            return Err(KithError::storage("too-many-spaces", "This device holds as many circles as it can."));
        }
        let n = self.storage.add_space(id, kind as u8, now_ms)?;
        self.spaces.entry(id).or_insert_with(|| Space::new(id, n, Vec::new(), Vec::new()));
        Ok(n)
    }

    /// Keeps an epoch's key: its history key, or (not `whole`) the epoch's key alone.
    pub(super) fn hold_key(&mut self, space: SpaceId, epoch: EpochId, secret: [u8; 32], whole: bool) -> KithResult<()> {
        let n = self.space(&space)?.n;
        self.storage.add_epoch(n, epoch, &secret, whole)?;
        let keys = if whole { EpochKeys::from_history(secret) } else { EpochKeys::from_epoch(secret) };
        if let Some(s) = self.spaces.get_mut(&space) {
            match s.keys.iter_mut().find(|(e, _)| *e == epoch) {
                Some((_, held)) if whole && !held.is_whole() => *held = keys,
                Some(_) => {}
                None => s.keys.push((epoch, keys)),
            }
        }
        Ok(())
    }

    /// Opens what the control log has sealed to this device.
    pub(super) fn take_keys(&mut self, space: &SpaceId) -> KithResult<()> {
        let held = self.space(space)?;
        let mine = act::hint(&self.device);
        let secret = self.secrets.receiving_secret();
        let mut found = Vec::new();
        for (epoch, start) in &held.resolved.epochs {
            if held.keys_of(epoch).is_some() {
                continue;
            }
            let welcomes = held.resolved.welcomes.iter().filter(|(e, s)| e == epoch && s.device == mine).map(|(_, s)| s);
            let sealed = start.seals.iter().filter(|s| s.device == mine).chain(welcomes);
            let limited = held.resolved.limited.iter().filter(|(e, s, _)| e == epoch && s.device == mine).map(|(_, s, _)| s);
            let opened = sealed.chain(limited).filter_map(|s| act::open_seal(start, s, secret).ok()).next();
            if let Some(keys) = opened {
                found.push((*epoch, keys.secret(), keys.is_whole()));
            }
        }
        for (epoch, secret, whole) in found {
            self.hold_key(*space, epoch, secret, whole)?;
        }
        for (epoch, key) in self.space(space)?.open_earlier(&self.device, self.secrets.receiving_secret()) {
            self.hold_key(*space, epoch, key, false)?;
        }
        Ok(())
    }

    /// The certificates of my devices, the root's first.
    pub(super) fn my_certificates(&self) -> KithResult<Vec<Certificate>> {
        Ok(self.certificates_in(self.space(&self.own)?, &self.me))
    }

    fn certificates_in(&self, space: &Space, person: &PersonId) -> Vec<Certificate> {
        let devices = space.resolved.people.get(person).map(|m| m.devices.clone()).unwrap_or_default();
        devices.iter().filter_map(|d| space.resolved.devices.iter().find(|x| x.id == *d)).map(|d| d.certificate).collect()
    }

    /// The certificates of somebody's devices, as the co-op knows them.
    pub(super) fn certificates_of(&self, person: &PersonId) -> KithResult<Vec<Certificate>> {
        if *person == self.me {
            return self.my_certificates();
        }
        let commons = self.commons()?;
        let found = self.certificates_in(self.space(&commons)?, person);
        if found.is_empty() {
            Err(KithError::not_found("no-such-member", "The co-op has no such member yet, as far as this device has heard."))
        } else {
            Ok(found)
        }
    }

    /// The spaces, the commons before the others: what it says of a device cut off is heard before what that device wrote.
    pub(super) fn commons_first(&self) -> impl Iterator<Item = &Space> {
        let commons = |s: &&Space| Some(s.id) == self.commons;
        self.spaces.values().filter(commons).chain(self.spaces.values().filter(move |s| !commons(s)))
    }

    /// The commons of the co-op that this person belongs to.
    pub(super) fn commons(&self) -> KithResult<SpaceId> {
        let commons = self.commons.filter(|c| self.spaces.contains_key(c));
        commons.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))
    }

    /// Brings somebody into a space: the act, and the current epoch's key for each of their devices.
    pub(super) fn bring_in(&mut self, space: SpaceId, mut add: Add, now_ms: u64) -> KithResult<()> {
        let (person, devices, reads) = (add.person, add.devices.clone(), add.reads);
        add.places = self.places_of(&space, &devices)?;
        self.act(space, Act::Add(add), now_ms)?;
        let held = self.space(&space)?;
        if held.resolved.people.get(&person).is_none_or(|m| m.devices.is_empty()) {
            return Err(KithError::not_allowed("not-admitted", "You may not bring somebody in here, or there is no room."));
        }
        if reads.is_some() {
            // What has been written under the epoch so far is not for them: they come in with a new one.
            self.begin_epoch(space, now_ms)?;
            if reads == Some(act::ReadsFrom::Now) {
                return Ok(());
            }
        }
        for c in devices {
            self.welcome_device(space, &c, now_ms)?;
        }
        Ok(())
    }

    /// Of somebody who comes back: how far the chains of their devices count here, from where they go on.
    fn places_of(&self, space: &SpaceId, devices: &[Certificate]) -> KithResult<Vec<act::Place>> {
        let held = self.space(space)?;
        let mut out = Vec::new();
        for device in devices.iter().map(|c| c.device).filter(|d| held.cuts.devices().any(|cut| cut == d)) {
            let device_n = self.storage.device_n(&device)?;
            let counts = |(seq, epoch): &(u64, EpochId)| held.cuts.standing(&device, *seq, epoch).is_shown();
            let Some((last, _)) = self.storage.entry_epochs(held.n, device_n)?.into_iter().rfind(counts) else { continue };
            let entry = self.storage.entries(held.n, Lane::Data, device_n, (last, last))?;
            out.extend(entry.first().map(|e| act::Place::new(device, Lane::Data, last, e.id)));
        }
        out.truncate(act::PLACES_MAX);
        Ok(out)
    }

    /// Seals the epoch that is current to one more device.
    pub(super) fn welcome_device(&mut self, space: SpaceId, device: &Certificate, now_ms: u64) -> KithResult<()> {
        let epoch = self.writing_epoch(space, now_ms)?;
        let held = self.space(&space)?;
        let no_key = || KithError::not_allowed("no-key", "This device has not been given the key yet.");
        let keys = held.keys_of(&epoch).cloned().ok_or_else(no_key)?;
        let how = act::SealFor { whole: !held.limited_devices().contains(&device.device), history: &keys.commitments().0 };
        let earlier = held.earlier_keys(&device.device, &epoch);
        let sealed = keys
            .seal_for(&device.device, &device.receiving, &how, self.entropy.as_mut())
            .map_err(|_| KithError::invalid("bad-key", "That device has a key that cannot be used."))?;
        let limited = if earlier.is_empty() {
            None
        } else {
            let earlier = act::seal_earlier(&keys.commitments().0, &device.receiving, &earlier, self.entropy.as_mut());
            Some(act::Limited { earlier: earlier.map_err(|_| KithError::invalid("bad-key", "That device has a key that cannot be used."))? })
        };
        self.act(space, Act::Welcome(epoch, sealed, limited), now_ms)?;
        Ok(())
    }

    /// The space of just me and one other person, begun if there is none.
    pub(super) fn pair_with(&mut self, person: PersonId, now_ms: u64) -> KithResult<SpaceId> {
        let held =
            self.spaces.values().find(|s| s.kind() == Some(SpaceKind::Pair) && s.resolved.level(&person) > 0 && s.resolved.level(&self.me) == act::OWNER);
        if let Some(s) = held {
            return Ok(s.id);
        }
        let add = Add::new;
        let mine = add(self.me, act::OWNER, self.name_of(&self.me), self.my_certificates()?);
        let theirs = add(person, act::MEMBER, self.name_of(&person), self.certificates_of(&person)?);
        let id = self.found(Founding { kind: SpaceKind::Pair, name: String::new(), coop: self.commons, about: None, founders: vec![mine, theirs] }, now_ms)?;
        self.send_admission(&person, &[id], now_ms)?;
        Ok(id)
    }

    /// The receiving key and tag of somebody's inbox, as they gave notice of it in the commons.
    pub(super) fn inbox_of(&self, person: &PersonId) -> KithResult<seal::BoxKey> {
        let commons = self.space(&self.commons()?)?.n;
        let given = self.storage.notices(commons, crate::fact::Notice::Box as u8, Some(&person.0))?;
        let told = given.iter().rev().find(|n| n.at.author == *person).and_then(|n| super::drops::read_box(&n.value));
        // Whoever let somebody in knows where they asked to be answered, before they have told the co-op.
        let asked = || self.storage.meta(&asked_from(person)).ok().flatten().and_then(|bytes| super::drops::read_box(&bytes));
        told.or_else(asked).ok_or_else(|| {
            let reason = "This device has not heard yet where that person can be reached. Exchange with the co-op once, or take in a pack from the office.";
            KithError::new(super::ErrorKind::NeedsSignal, "no-inbox", reason)
        })
    }

    /// Remembers where somebody who asked to come in is to be answered.
    pub(super) fn asked_from(&self, person: &PersonId, inbox: &[u8]) -> KithResult<()> {
        Ok(self.storage.set_meta(&asked_from(person), inbox)?)
    }

    pub(super) fn changed_circle(&mut self, space: &SpaceId) {
        self.changed(Change::Circle { circle: space.hex() });
    }
}

fn asked_from(person: &PersonId) -> String {
    format!("asked-from-{}", person.hex())
}
