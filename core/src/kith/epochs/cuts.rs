//! The cut, as this device sees it: signing what was held of those who have gone, and showing what stands.
//!
//! What the commons says of a device cut off counts in a circle from when this device hears of it, not only once somebody who looks
//! after the circle has said so in its log: the office is rung while the circle's phones are out of reach of one another.

use super::super::{Kith, KithResult};
use crate::{
    space::{
        Act, ActBody, Removed, Space, SpaceKind,
        act::{self, Place},
        cut::{Cuts, Ending, Evidence, Vouch},
    },
    storage::log::StoredEntry,
};
use kith_wire::{DeviceId, EntryId, Kind, Lane, SpaceId};
use std::collections::{BTreeSet, HashSet};

impl Kith {
    /// Signs, once for each ending heard of, how far this device held the chains of those who have gone.
    pub(in crate::kith) fn sign_cuts(&mut self, space: &SpaceId) -> KithResult<()> {
        let held = self.space(space)?;
        if self.waits_in(&held.id) {
            // A copy vouches for nothing that it has heard of before it is let in, then as little as now.
            return held.endings().iter().try_for_each(|ending| Ok(self.storage.note_cut_signed(held.n, &ending.act).map(drop)?));
        }
        if !held.is_present(&self.device) {
            return Ok(());
        }
        let (n, evidence, said) = (held.n, held.evidence(), self.cut_in_commons(held));
        let mut devices: BTreeSet<DeviceId> = BTreeSet::new();
        for ending in &evidence.endings {
            if self.storage.note_cut_signed(n, &ending.act)? {
                devices.extend(evidence.endings.iter().filter(|e| e.act == ending.act).map(|e| e.device));
            }
        }
        for (act, device) in said {
            if self.hears_of(n, &device)? && self.storage.note_cut_signed(n, &act)? {
                devices.insert(device);
            }
        }
        // What somebody said who has gone, and whose word does not stand, keeps nothing in view: this device says it again.
        let (counted, mut places) = (evidence.counted(), Vec::new());
        for device in devices {
            for lane in [Lane::Control, Lane::Data] {
                let Some(place) = self.last_that_stands(n, lane, device, None)? else { continue };
                let signed = counted.iter().filter(|p| p.is_in(&device, lane)).map(|p| p.seq).max().unwrap_or(0);
                if place.seq > signed {
                    places.push(place);
                }
            }
        }
        for some in places.chunks(act::PLACES_MAX) {
            let parents = self.space(space)?.resolved.heads.clone();
            let body = ActBody { parents, act: Act::Seen(some.to_vec()) };
            self.append(*space, Kind::Control, body.to_bytes(), self.tending.clock_ms)?;
        }
        if !places.is_empty()
            && let Some(s) = self.spaces.get_mut(space)
        {
            s.settle();
        }
        Ok(())
    }

    /// The cuts of a space as this device sees them.
    pub(in crate::kith) fn cuts_of(&self, held: &Space) -> KithResult<Cuts> {
        let mut evidence = held.evidence();
        if self.waits_in(&held.id) {
            // A copy that has not been let in yet has not gone: it takes what it holds as all do.
            evidence.present.insert(self.device);
        } else if !held.is_present(&self.device) {
            // What this device holds stays as it was when it went: what was set aside by then too, and nothing that it heard of later.
            let heard = self.storage.cuts_signed(held.n)?;
            evidence.endings.retain(|e| heard.contains(&e.act));
            evidence.present.insert(self.device);
        } else {
            let heard = self.storage.cuts_signed(held.n)?;
            let said = self.cut_in_commons(held).into_iter().filter(|(act, _)| heard.contains(act));
            let said: Vec<Ending> = said.map(|(act, device)| Ending { act, device, trusted: Some(0) }).collect();
            if !said.is_empty() {
                evidence = held.evidence_of(evidence.endings.into_iter().chain(said).collect());
            }
        }
        self.cuts_from(evidence, held.n, &self.device)
    }

    /// The same as the others have them, as far as this device has heard, where it may have gone itself.
    pub(in crate::kith) fn cuts_of_others(&self, held: &Space) -> KithResult<Cuts> {
        let evidence = held.evidence();
        let other = evidence.present.iter().find(|d| **d != self.device).copied();
        other.map_or_else(|| Ok(Cuts::default()), |other| self.cuts_from(evidence, held.n, &other))
    }

    fn cuts_from(&self, mut evidence: Evidence, n: i64, me: &DeviceId) -> KithResult<Cuts> {
        for place in std::mem::take(&mut evidence.parting) {
            // Nobody can name an entry that they had not written yet.
            let device_n = self.storage.device_n(&place.device)?;
            if self.storage.entries(n, Lane::Data, device_n, (place.seq, place.seq))?.first().is_some_and(|e| e.id == place.id) {
                evidence.vouches.push(Vouch { by: None, places: vec![place] });
            }
        }
        Ok(Cuts::of(&evidence, me))
    }

    /// Devices that the commons has cut off and this circle's own log has not yet, with the act that did it.
    fn cut_in_commons(&self, held: &Space) -> Vec<(EntryId, DeviceId)> {
        // What a lost phone wrote has still to come back where its person is coming back, and what they wrote here they see.
        let circle = held.kind() == Some(SpaceKind::Circle) && held.is_present(&self.device) && !matches!(self.recovering(), Ok(Some(_)));
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)).filter(|_| circle) else { return Vec::new() };
        let here = |d: &DeviceId| held.resolved.removals.iter().any(|r| r.what == Removed::Device(*d));
        let said = commons.resolved.removals.iter().filter_map(|r| if let Removed::Device(d) = r.what { Some((r.act, d)) } else { None });
        said.filter(|(_, d)| *d != self.device && held.is_known(d) && !here(d)).collect()
    }

    /// Whether anything that a device wrote is held: a newcomer, who is only being given it, has nothing to hold back yet.
    fn hears_of(&self, n: i64, device: &DeviceId) -> KithResult<bool> {
        Ok(self.storage.head(n, Lane::Data, self.storage.device_n(device)?)?.seq > 0)
    }

    /// Signs what is held of a device that the commons has cut off: what comes after that waits here.
    pub(in crate::kith) fn hold_back(&mut self, space: SpaceId) -> KithResult<()> {
        let held = self.space(&space)?;
        let said = self.cut_in_commons(held);
        if said.is_empty() {
            return Ok(());
        }
        let (n, heard) = (held.n, self.storage.cuts_signed(held.n)?);
        for (act, device) in said {
            if !heard.contains(&act) && self.hears_of(n, &device)? {
                return self.settle(&space);
            }
        }
        Ok(())
    }

    /// The last place of a chain that is held and does not wait for anybody's word, written by a moment if one is named: nobody vouches for
    /// what they were shown as waiting.
    pub(in crate::kith) fn last_that_stands(&self, n: i64, lane: Lane, device: DeviceId, until_ms: Option<u64>) -> KithResult<Option<Place>> {
        let device_n = self.storage.device_n(&device)?;
        let head = self.storage.head(n, lane, device_n)?;
        let waits = |(d, seq): (i64, u64)| (d == device_n && lane == Lane::Data).then_some(seq);
        let aside: HashSet<u64> = self.storage.quarantine(n)?.into_iter().filter_map(waits).collect();
        if until_ms.is_none() && !aside.contains(&head.seq) {
            return Ok((head.seq > 0).then(|| Place::new(device, lane, head.seq, head.id)));
        }
        let stands = |e: &&StoredEntry| !aside.contains(&e.seq) && until_ms.is_none_or(|until| e.time_ms <= until);
        let entries = self.storage.entries(n, lane, device_n, (1, head.seq))?;
        Ok(entries.iter().rfind(stands).map(|e| Place::new(device, lane, e.seq, e.id)))
    }

    /// Signs how far this device's person has written here, before they leave: what comes later than the leave stands up to there.
    pub(in crate::kith) fn sign_parting(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let (n, devices) = (held.n, held.resolved.people.get(&self.me).map(|m| m.devices.clone()).unwrap_or_default());
        let mut places = Vec::new();
        for device in devices.into_iter().take(act::PLACES_MAX) {
            let head = self.storage.head(n, Lane::Data, self.storage.device_n(&device)?)?;
            if head.seq > 0 {
                places.push(Place::new(device, Lane::Data, head.seq, head.id));
            }
        }
        if places.is_empty() {
            return Ok(());
        }
        let parents = self.space(&space)?.resolved.heads.clone();
        self.append(space, Kind::Control, ActBody { parents, act: Act::Seen(places) }.to_bytes(), now_ms).map(|_| ())
    }

    /// Works out the cuts again, and shows or hides what now stands otherwise.
    pub(in crate::kith) fn stand_again(&mut self, space: &SpaceId) -> KithResult<()> {
        let Some(held) = self.spaces.get(space) else { return Ok(()) };
        let cuts = self.cuts_of(held)?;
        let Some(held) = self.spaces.get_mut(space) else { return Ok(()) };
        let before = std::mem::replace(&mut held.cuts, cuts.clone());
        let devices: BTreeSet<DeviceId> = before.devices().chain(cuts.devices()).copied().filter(|d| cuts.differs_for(&before, d)).collect();
        let mut hidden = false;
        for device in devices {
            hidden |= self.stand_again_for(space, &device)?;
        }
        if hidden {
            self.project_again()?;
        }
        Ok(())
    }

    /// Whether anything that was shown is not any more.
    fn stand_again_for(&mut self, space: &SpaceId, device: &DeviceId) -> KithResult<bool> {
        let held = self.space(space)?;
        let (n, cuts) = (held.n, held.cuts.clone());
        let device_n = self.storage.device_n(device)?;
        let aside: HashSet<u64> = self.storage.quarantine(n)?.into_iter().filter(|(d, _)| *d == device_n).map(|(_, seq)| seq).collect();
        let mut hidden = false;
        for (seq, epoch) in self.storage.entry_epochs(n, device_n)? {
            let shown = cuts.standing(device, seq, &epoch).is_shown();
            if shown && aside.contains(&seq) {
                self.storage.drop_quarantine(n, device_n, seq)?;
                for entry in self.storage.entries(n, Lane::Data, device_n, (seq, seq))? {
                    self.project(space, *device, &entry)?;
                    self.bury_arrival(space, n, &entry)?;
                }
            } else if !shown && !aside.contains(&seq) {
                self.storage.add_quarantine(n, device_n, seq)?;
                hidden = true;
            }
        }
        Ok(hidden)
    }
}
