//! Cutting off a lost device: from another of its person's, or from the office when they ring.

use super::{Change, Kith, KithError, KithResult, naming, view::DeviceView};
use crate::space::{Act, ActBody, Removed, act};
use kith_wire::{DeviceId, Kind, Lane, PersonId, SpaceId};

impl Kith {
    /// Cuts off a device, in every space where this one may.
    pub(super) fn device_revoke(&mut self, person: Option<&str>, device: &str, since_ms: Option<u64>, now_ms: u64) -> KithResult<Vec<DeviceView>> {
        let person = person.map_or(Ok(self.me), |p| self.person(p))?;
        let known = if person == self.me { self.devices()? } else { self.devices_of(&person.hex())? };
        let id = naming::pick(device, "device", known.into_iter().map(|d| (d.id.clone(), Some(d.label), d.id)))?;
        let device = self.known_device(&person, &id)?;
        if device == self.device {
            return Err(KithError::invalid("this-device", "A device is cut off from another one, or by the office."));
        }
        let spaces: Vec<SpaceId> = self.spaces.values().filter(|s| s.is_known(&device)).map(|s| s.id).collect();
        let mut done = false;
        for space in spaces {
            done |= self.cut_off_in(space, &person, device, since_ms, now_ms)?;
        }
        if !done {
            return Err(KithError::not_allowed(
                "not-keeper",
                "Cutting off a device is for its person's other devices, and for those who look after the place.",
            ));
        }
        self.changed(Change::Members);
        if person == self.me { self.devices() } else { self.devices_of(&person.hex()) }
    }

    fn known_device(&self, person: &PersonId, id: &str) -> KithResult<DeviceId> {
        let all = self.spaces.values().flat_map(|s| s.resolved.devices.iter().map(move |d| (s, d.id)));
        let found = all.into_iter().find(|(s, d)| d.hex() == id && s.resolved.person_of(d) == Some(*person)).map(|(_, d)| d);
        found.ok_or_else(|| KithError::not_found("no-such-device", "There is no such device here."))
    }

    /// Cuts a device off in one space, or freezes it until the root or the office decides; false where neither is this device's to do.
    fn cut_off_in(&mut self, space: SpaceId, person: &PersonId, device: DeviceId, since_ms: Option<u64>, now_ms: u64) -> KithResult<bool> {
        let held = self.space(&space)?;
        if !held.is_present(&self.device) || held.resolved.removals.iter().any(|r| r.what == Removed::Device(device)) {
            return Ok(false);
        }
        let (mine, theirs) = (held.resolved.level(&self.me), held.resolved.level(person));
        let parents = held.resolved.heads.clone();
        let root = self.secrets.root_key();
        let is_root = *person == self.me && root.verifying_key().to_bytes() == person.0;
        let office = self.has_role(&self.me, super::view::Role::Coordinator) && Some(space) == self.commons;
        if !is_root && !(mine >= act::KEEPER && (theirs < mine || office)) {
            if *person != self.me || held.resolved.frozen.contains(&device) {
                return Ok(false);
            }
            self.act(space, Act::Freeze(device), now_ms)?;
            return Ok(true);
        }
        let places = self.places_until(space, device, since_ms)?;
        let bare = |root| Act::RevokeDevice(act::RevokeDevice { device, places: places.clone(), root });
        let mut body = ActBody { parents, act: bare(None) };
        if is_root {
            body.act = bare(Some(body.cosign(&space, &self.device, &root)));
        }
        self.append(space, Kind::Control, body.to_bytes(), now_ms)?;
        self.settle(&space)?;
        Ok(true)
    }

    /// How far a device's chains are trusted: as far as they are held, or as they stood at a moment.
    fn places_until(&self, space: SpaceId, device: DeviceId, since_ms: Option<u64>) -> KithResult<Vec<act::Place>> {
        let n = self.space(&space)?.n;
        let device_n = self.storage.device_n(&device)?;
        let mut out = Vec::new();
        for lane in [Lane::Control, Lane::Data] {
            let head = self.storage.head(n, lane, device_n)?;
            let place = match since_ms {
                None => (head.seq > 0).then_some((head.seq, head.id)),
                Some(since) => {
                    let entries = self.storage.entries(n, lane, device_n, (1, head.seq))?;
                    entries.iter().take_while(|e| e.time_ms <= since).last().map(|e| (e.seq, e.id))
                }
            };
            out.extend(place.map(|(seq, id)| act::Place::new(device, lane, seq, id)));
        }
        Ok(out)
    }

    /// Carries what the commons says of devices cut off into a space whose own log must say so: by whoever looks after it.
    pub(super) fn carry_in(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(()) };
        let held = self.space(&space)?;
        if commons.id == space || held.resolved.level(&self.me) < act::KEEPER {
            return Ok(());
        }
        let cut = commons.resolved.removals.iter().filter_map(|r| if let Removed::Device(d) = r.what { Some(d) } else { None });
        let (mine, here) = (held.resolved.level(&self.me), self.device);
        let below = |p: &PersonId| held.resolved.level(p) < mine;
        let present = cut.filter(|d| *d != here && held.is_present(d));
        let due: Vec<(DeviceId, PersonId)> = present.filter_map(|d| Some((d, held.resolved.person_of(&d).filter(below)?))).collect();
        for (device, person) in due {
            self.cut_off_in(space, &person, device, None, now_ms)?;
        }
        Ok(())
    }
}
