//! Cutting off a lost device: from another of its person's, or from the office when they ring.

use super::{
    Change, Kith, KithError, KithResult, naming,
    view::{DeviceView, ProgressView},
};
use crate::space::{Act, ActBody, MemberDevice, Removed, Standing, act};
use kith_wire::{DeviceId, Kind, Lane, PersonId, SpaceId, codec, limits};
use std::collections::BTreeSet;

/// Where a device that has come back keeps which others it is to cut off: those that its person was shown when they asked. Empty where an
/// older version has set it, which kept no list.
const CUT_OFF_OTHERS: &str = "cut-off-others";

/// From when on what a device wrote is under review.
#[derive(Debug, Clone, Copy)]
struct Since {
    ms: u64,
    /// Whether somebody named the moment, for what the device did to the circle's people as well; else it is when it was cut off, which only
    /// marks what it wrote.
    said: bool,
}

impl Kith {
    /// Cuts off a device, in every space where this one may. Where it may no more than freeze it, the answer says so and who can go on.
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
            done |= self.cut_off_in(space, &person, device, since_ms.map(|ms| Since { ms, said: true }), now_ms)?;
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

    pub(super) fn known_device(&self, person: &PersonId, id: &str) -> KithResult<DeviceId> {
        let all = self.spaces.values().flat_map(|s| s.resolved.devices.iter().map(move |d| (s, d.id)));
        let found = all.into_iter().find(|(s, d)| d.hex() == id && s.resolved.person_of(d) == Some(*person)).map(|(_, d)| d);
        found.ok_or_else(|| KithError::not_found("no-such-device", "There is no such device here."))
    }

    /// Cuts a device off in one space, or freezes it until the root or the office decides; false where neither is this device's to do.
    fn cut_off_in(&mut self, space: SpaceId, person: &PersonId, device: DeviceId, since: Option<Since>, now_ms: u64) -> KithResult<bool> {
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
            if *person != self.me {
                return Ok(false);
            }
            if held.resolved.frozen.contains(&device) {
                return Ok(true);
            }
            self.act(space, Act::Freeze(device), now_ms)?;
            return Ok(true);
        }
        let places = self.places_until(space, device, since)?;
        let since_ms = since.map(|s| s.ms);
        let bare = |root| Act::RevokeDevice(act::RevokeDevice { device, places: places.clone(), root, since_ms });
        let mut body = ActBody { parents, act: bare(None) };
        if is_root {
            body.act = bare(Some(body.cosign(&space, &self.device, &root)));
        }
        self.append(space, Kind::Control, body.to_bytes(), now_ms)?;
        self.settle(&space)?;
        Ok(true)
    }

    /// How far a device's chains are trusted: as far as they are held, or as they stood at the moment that was named.
    fn places_until(&self, space: SpaceId, device: DeviceId, since: Option<Since>) -> KithResult<Vec<act::Place>> {
        let n = self.space(&space)?.n;
        let until = |lane| since.filter(|s| s.said || lane == Lane::Data).map(|s| s.ms);
        let places = [Lane::Control, Lane::Data].map(|lane| self.last_that_stands(n, lane, device, until(lane)));
        places.into_iter().filter_map(KithResult::transpose).collect()
    }

    /// Carries what the commons says of devices cut off into a space whose own log must say so: by whoever looks after it, or by another
    /// device of the same person.
    pub(super) fn carry_in(&mut self, space: SpaceId, complete: bool, now_ms: u64) -> KithResult<()> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(()) };
        let held = self.space(&space)?;
        if commons.id == space || held.resolved.level(&self.me) == 0 {
            return Ok(());
        }
        let cut = commons.resolved.removals.iter().filter_map(|r| if let Removed::Device(d) = r.what { Some(d) } else { None });
        let (mine, here) = (held.resolved.level(&self.me), self.device);
        let below = |p: &PersonId| *p == self.me || (mine >= act::KEEPER && held.resolved.level(p) < mine);
        let present = cut.filter(|d| *d != here && held.is_present(d));
        if self.recovering()?.is_some() && !complete {
            // What the lost phone wrote has still to come back: it stands as far as it is held.
            return Ok(());
        }
        let due: Vec<(DeviceId, PersonId)> = present.filter_map(|d| Some((d, held.resolved.person_of(&d).filter(below)?))).collect();
        let since = |device| commons.cut_off_ms(device).map(|ms| Since { ms, said: commons.not_trusted_since(device).is_some() });
        let since: Vec<Option<Since>> = due.iter().map(|(device, _)| since(device)).collect();
        for ((device, person), since) in due.into_iter().zip(since) {
            self.cut_off_in(space, &person, device, since, now_ms)?;
        }
        Ok(())
    }

    /// On a device that has come back: an exchange is over, and what the lost devices wrote is here as far as it could come. Carries in
    /// what the office has said of them and, if the person has asked for it, cuts off those that they were shown. One that came in later
    /// is never among them.
    pub(super) fn cut_off_lost(&mut self, now_ms: u64) -> KithResult<()> {
        // What the person asked for is done once anybody is met, be it after the days in which a device comes back.
        let (back, asked) = (self.recovering()?.is_none(), self.asked_to_cut_off()?);
        if back && asked.is_none() {
            return Ok(());
        }
        let spaces: Vec<SpaceId> = self.spaces.keys().copied().collect();
        for space in &spaces {
            self.carry_in(*space, true, now_ms)?;
        }
        let Some(asked) = asked else { return Ok(()) };
        let me = self.me;
        for device in asked {
            for space in &spaces {
                let held = self.space(space)?;
                if held.is_known(&device) && held.resolved.person_of(&device) == Some(me) {
                    self.cut_off_in(*space, &me, device, None, now_ms)?;
                }
            }
        }
        if back {
            self.storage.forget_meta(CUT_OFF_OTHERS)?;
        }
        Ok(())
    }

    /// The devices that the person has asked to be cut off.
    fn asked_to_cut_off(&self) -> KithResult<Option<Vec<DeviceId>>> {
        match self.storage.meta(CUT_OFF_OTHERS)? {
            None => Ok(None),
            Some(bytes) if bytes.is_empty() => self.keep_to_cut_off(self.others_known()?).map(Some),
            Some(bytes) => Ok(Some(codec::decode(&bytes, limits::FRAME_BYTES_MAX).unwrap_or_default())),
        }
    }

    fn keep_to_cut_off(&self, devices: BTreeSet<DeviceId>) -> KithResult<Vec<DeviceId>> {
        let devices: Vec<DeviceId> = devices.into_iter().collect();
        self.storage.set_meta(CUT_OFF_OTHERS, &codec::encode(&devices))?;
        Ok(devices)
    }

    /// Asks that all my other devices, as far as they are known now, be cut off once what they wrote has come back.
    pub(super) fn recover_cut_off(&mut self, now_ms: u64) -> KithResult<ProgressView> {
        if self.recovering()?.is_none() {
            return Err(KithError::not_allowed("not-coming-back", "This is for a device that has come back by a kit or by guardians."));
        }
        let before = self.asked_to_cut_off()?.unwrap_or_default();
        self.keep_to_cut_off(self.others_known()?.into_iter().chain(before).collect())?;
        if self.has_met_since_back()? {
            self.cut_off_lost(now_ms)?;
        }
        self.changed(Change::Devices);
        self.recover_progress()
    }

    /// Whether anybody has been met since this device came back: by the relay, beside it, or by what they packed.
    fn has_met_since_back(&self) -> KithResult<bool> {
        let Some(since_ms) = self.back_since_ms()? else { return Ok(true) };
        let s = &self.settings;
        Ok([s.last_relay_ms, s.last_peer_ms, s.met_ms].into_iter().flatten().any(|at_ms| at_ms >= since_ms))
    }

    /// Before a pack is made: what is to be cut off goes with it.
    pub(super) fn cut_off_before_packing(&mut self, now_ms: u64) -> KithResult<()> {
        if self.has_met_since_back()? { self.cut_off_lost(now_ms) } else { Ok(()) }
    }

    /// My devices in use, wherever they are known, but this one and those that came in by it.
    fn others_known(&self) -> KithResult<BTreeSet<DeviceId>> {
        let mut out = BTreeSet::new();
        for space in self.spaces.keys() {
            out.extend(self.others_in(space)?);
        }
        let by_this = self.by_this_device();
        Ok(out.difference(&by_this).copied().collect())
    }

    /// My devices in use but this one and those that came in by it.
    pub(super) fn others_of_mine(&self) -> KithResult<Vec<DeviceId>> {
        let by_this = self.by_this_device();
        Ok(self.others_in(&self.own)?.into_iter().filter(|d| !by_this.contains(d)).collect())
    }

    fn others_in(&self, space: &SpaceId) -> KithResult<Vec<DeviceId>> {
        let held = self.space(space)?;
        let mine = |d: &&MemberDevice| d.id != self.device && d.standing == Standing::In && held.resolved.person_of(&d.id) == Some(self.me);
        Ok(held.resolved.devices.iter().filter(mine).map(|d| d.id).collect())
    }

    /// This device, those that it has let in, and those that they have.
    fn by_this_device(&self) -> BTreeSet<DeviceId> {
        let mut out = BTreeSet::from([self.device]);
        loop {
            let before = out.len();
            let all = self.spaces.values().flat_map(|s| s.resolved.devices.iter());
            let more: Vec<DeviceId> = all.filter(|d| out.contains(&DeviceId(d.certificate.signer))).map(|d| d.id).collect();
            out.extend(more);
            if out.len() == before {
                return out;
            }
        }
    }
}
