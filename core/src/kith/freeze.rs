//! Freezing a device of one's own until somebody decides who holds it, and lifting that.
//!
//! Any device of a person may freeze another, and a frozen one may freeze back: a thief with an unlocked phone gains nothing by being
//! quick. The freeze is lifted by the root (the first phone, or one that came back by a kit or guardians), or by those who may cut the
//! device off: whoever looks after the place, and the office when they ring.

use super::{
    Change, Kith, KithError, KithResult, naming,
    view::{DeviceView, Role},
};
use crate::space::{
    Act, ActBody, Freeze, SpaceKind, act,
    epochs::{EpochInfo, latest},
};
use kith_wire::{DeviceId, Kind, PersonId, SpaceId};
use std::collections::BTreeSet;

/// How far apart the times of freezes may lie that one word wrote into several spaces.
const ONE_WORD_MS: u64 = 10_000;

impl Kith {
    /// Freezes a device of mine in every space that it and this one are in.
    pub(super) fn device_freeze(&mut self, device: &str, now_ms: u64) -> KithResult<Vec<DeviceView>> {
        let device = self.device_of(&self.me.clone(), device)?;
        if device == self.device {
            return Err(KithError::invalid("this-device", "A device is frozen from another one."));
        }
        let here = |s: &&crate::space::Space| s.is_present(&device) && s.resolved.level(&self.me) > 0;
        let spaces: Vec<SpaceId> = self.spaces.values().filter(here).map(|s| s.id).collect();
        for space in spaces {
            self.act(space, Act::Freeze(device), now_ms)?;
        }
        self.changed(Change::Devices);
        self.devices()
    }

    /// Lifts the freeze of a device, in every space where this one may.
    pub(super) fn device_lift(&mut self, person: Option<&str>, device: &str, now_ms: u64) -> KithResult<Vec<DeviceView>> {
        let person = person.map_or(Ok(self.me), |p| self.person(p))?;
        let device = self.device_of(&person, device)?;
        let frozen: Vec<SpaceId> = self.spaces.values().filter(|s| s.resolved.frozen.contains(&device)).map(|s| s.id).collect();
        if frozen.is_empty() {
            return Err(KithError::not_found("not-frozen", "That device is not frozen, as far as this one has heard."));
        }
        let mut done = false;
        for space in frozen {
            done |= self.lift_in(space, &person, device, now_ms)?;
        }
        if !done {
            return Err(KithError::not_allowed("not-keeper", "A freeze is lifted by the person's first phone, by a kit or guardians, or by the office."));
        }
        self.changed(Change::Devices);
        if person == self.me { self.devices() } else { self.devices_of(&person.hex()) }
    }

    fn lift_in(&mut self, space: SpaceId, person: &PersonId, device: DeviceId, now_ms: u64) -> KithResult<bool> {
        let held = self.space(&space)?;
        let (mine, theirs) = (held.resolved.level(&self.me), held.resolved.level(person));
        let root = self.secrets.root_key();
        let is_root = root.verifying_key().to_bytes() == person.0;
        let office = Some(space) == self.commons && self.has_role(&self.me, Role::Coordinator);
        if !is_root && !(held.is_present(&self.device) && mine >= act::KEEPER && (theirs < mine || office)) {
            return Ok(false);
        }
        let mut body = ActBody { parents: held.resolved.heads.clone(), act: Act::Lift(act::Lift { device, root: None }) };
        if is_root {
            body.act = Act::Lift(act::Lift { device, root: Some(body.cosign(&space, &self.device, &root)) });
        }
        self.append(space, Kind::Control, body.to_bytes(), now_ms)?;
        self.settle(&space)?;
        if self.space(&space)?.resolved.frozen.contains(&device) {
            return Ok(false);
        }
        self.let_in_again(space, &device, now_ms)?;
        Ok(true)
    }

    /// A device whose freeze was lifted has no key of the epochs begun meanwhile: one is begun that follows the last that it had, too.
    fn let_in_again(&mut self, space: SpaceId, device: &DeviceId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let theirs: Vec<&EpochInfo> = held.epochs.iter().filter(|e| held.writes_under(&e.id, device)).collect();
        let had = latest(&theirs).map(|e| e.id);
        let commons = held.kind() == Some(SpaceKind::Commons);
        let entitled = held.is_present(&self.device) && (!commons || held.resolved.level(&self.me) >= act::KEEPER);
        let able = entitled && held.keys.iter().any(|(_, k)| k.is_whole()) && (commons || held.present_devices().len() <= super::epochs::SEALED_DEVICES_MAX);
        if able && had.is_some() && had != held.current().map(|(e, _)| *e) {
            self.begin_epoch_after(space, had, now_ms)?;
        }
        Ok(())
    }

    /// Lifts in a space what the commons says is lifted: by whoever looks after it, or by the first phone of the same person.
    pub(super) fn carry_in_lifts(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(()) };
        let held = self.space(&space)?;
        if commons.id == space || held.resolved.frozen.is_empty() || held.resolved.level(&self.me) == 0 {
            return Ok(());
        }
        // The same device froze it in both places with one word, and a lift that counts there knew of it. A device whose chain parts
        // stays frozen here, and so does one that was frozen again.
        let ended = |f: &Freeze| {
            let same = |c: &&Freeze| c.device == f.device && c.by == f.by && c.time_ms.abs_diff(f.time_ms) <= ONE_WORD_MS;
            f.by.is_some() && commons.resolved.freezes.iter().find(same).is_some_and(|c| c.lifted)
        };
        let free = |d: &&DeviceId| {
            let mut in_force = held.resolved.freezes.iter().filter(|f| f.device == **d && !f.lifted);
            !commons.resolved.frozen.contains(*d) && in_force.all(ended)
        };
        let due: BTreeSet<DeviceId> = held.resolved.frozen.iter().filter(free).copied().collect();
        for device in due {
            if let Some(person) = self.space(&space)?.resolved.person_of(&device) {
                self.lift_in(space, &person, device, now_ms)?;
            }
        }
        Ok(())
    }

    fn device_of(&self, person: &PersonId, device: &str) -> KithResult<DeviceId> {
        let known = if *person == self.me { self.devices()? } else { self.devices_of(&person.hex())? };
        let id = naming::pick(device, "device", known.into_iter().map(|d| (d.id.clone(), Some(d.label), d.id)))?;
        self.known_device(person, &id)
    }
}
