//! Drops from phone to phone: which boxes are read here, what waits for another's, and whom it has reached.
//!
//! A drop that a phone has taken is with that phone, and its person's other devices get it from there: it keeps what came into the own inbox
//! for each of them ("carried"), until they have it or the relay does. What is on its way here stays in the outbox for the relay where there
//! is one; where there is none it goes once it has reached a phone that it is for. What is for the safeguarding leads stays until it has
//! reached each of them: no one of them could keep it from the others.

use crate::{
    kith::{
        Change, Kith, KithResult,
        epochs::left_if_refused,
        relay::{PageReport, Target, Way},
    },
    storage::passing::Reached,
    sync::{Handed, Reader, Taken},
};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, MailboxTag, PersonId, limits, session::Boxes};
use std::collections::BTreeSet;

/// How soon what is due is looked for again: whoever knocks often costs no more than whoever knocks now and then.
const LOOK_EVERY_MS: u64 = 2_000;

impl Kith {
    /// Sees to what is due before a phone is met, as before the relay is: what time has brought, and what was opened here.
    ///
    /// # Errors
    /// Storage.
    pub fn before_meeting(&mut self, now_ms: u64) -> KithResult<()> {
        let now_ms = self.believed(now_ms);
        if self.locked || now_ms.abs_diff(self.tending.looked_ms) < LOOK_EVERY_MS {
            return Ok(());
        }
        self.tending.looked_ms = now_ms;
        self.say_what_was_opened(now_ms);
        let done = self.transact(|k| {
            k.tend(now_ms)?;
            k.time_passed(now_ms)?;
            left_if_refused(k.bring_confirmed_hours(now_ms))?;
            if k.settings.relay.is_none() {
                k.storage.drop_what_reached_everybody()?;
            }
            Ok(())
        });
        self.enrol_if_copied(done, now_ms)
    }

    /// Shows which boxes this device reads, its person's inbox and what belongs to its duties, the newest of each first.
    pub(super) fn boxes_read(&self, binding: &[u8]) -> KithResult<Option<Boxes>> {
        // What comes to a box is answered by a device that may sign.
        if self.locked || self.waits_to_enrol() {
            return Ok(None);
        }
        let old = self.retired_epochs(true)?;
        let mut read = Vec::new();
        for (_, target, keys) in self.targets() {
            if let Target::Box(space, epoch) = target
                && !old.contains(&epoch)
            {
                let newest = self.space(&space)?.current().is_some_and(|(e, _)| *e == epoch);
                read.push((!newest, space != self.own, SigningKey::from_bytes(&keys.box_seed)));
            }
        }
        read.sort_by_key(|(older, others, _)| (*older, *others));
        let boxes: Vec<SigningKey> = read.into_iter().map(|(.., key)| key).take(limits::SESSION_BOXES_MAX).collect();
        Ok(Some(Boxes::sign(&self.secrets.device_key(), &boxes, binding)))
    }

    /// What waits here for a reader's boxes. Whoever is no member of the co-op by now, or has been cut off, is given nothing.
    pub(super) fn drops_of(&self, reader: &Reader) -> KithResult<Vec<Handed>> {
        if self.member_with(&reader.device).is_none() || reader.device == self.device || self.waits_to_enrol() {
            return Ok(Vec::new());
        }
        let device = self.storage.device_n(&reader.device)?;
        let most = u32::try_from(limits::SESSION_DROPS_MAX).unwrap_or(u32::MAX);
        let mut out = Vec::new();
        for tag in &reader.boxes {
            out.extend(self.storage.drops_for(tag, device, most)?.into_iter().map(|(id, drop)| Handed { id, drop }));
        }
        out.sort_by_key(|handed| handed.id);
        Ok(out)
    }

    /// The member of the co-op whose device it is, if it has not been cut off.
    fn member_with(&self, device: &DeviceId) -> Option<PersonId> {
        let commons = self.commons.and_then(|c| self.spaces.get(&c))?;
        commons.resolved.person_of(device).filter(|p| commons.resolved.level(p) > 0 && !self.is_cut_off(device))
    }

    /// Takes drops that the other phone handed over: one transaction, durable when it is acknowledged.
    pub(super) fn take_handed(&mut self, drops: &[Vec<u8>], now_ms: u64) -> KithResult<Taken> {
        let now_ms = self.believed(now_ms);
        let done = self.transact(|k| {
            let mut report = PageReport::default();
            k.take_envelopes(drops, Way::Meeting, &mut report, now_ms)?;
            Ok(Taken { taken: report.taken, known: report.known, waiting: report.waiting, refused: report.refused })
        });
        self.enrol_if_copied(done, now_ms)
    }

    /// Notes that drops have reached a phone that they are for. The caller has seen the phone's own proof.
    pub(super) fn note_handed(&mut self, reader: &Reader, ids: &[u64]) -> KithResult<()> {
        self.transact(|k| k.reached_device(&reader.device, ids))
    }

    /// The same, by whatever way its device said so. The caller commits.
    pub(in crate::kith) fn reached_device(&mut self, device: &DeviceId, ids: &[u64]) -> KithResult<()> {
        let device = self.storage.device_n(device)?;
        for id in ids {
            let Some((tag, carried)) = self.storage.drop_on_its_way(*id)? else { continue };
            self.storage.note_reached(*id, device)?;
            let all = self.has_reached_all(*id, &tag, carried)?;
            self.storage.set_reached(*id, if all { Reached::Everybody } else { Reached::Somebody })?;
            if all && self.settings.relay.is_none() {
                self.storage.drop_outgoing(*id)?;
            }
        }
        self.changed(Change::Truth);
        Ok(())
    }

    /// Whether a drop has reached all whose phones are to have it from here.
    fn has_reached_all(&self, id: u64, tag: &MailboxTag, carried: bool) -> KithResult<bool> {
        let mut devices = BTreeSet::new();
        for n in self.storage.reached_by(id)? {
            devices.extend(self.storage.device_id(n)?);
        }
        if carried {
            return Ok(self.my_other_devices().iter().all(|d| devices.contains(d)));
        }
        if self.safety_box()?.is_some_and(|(_, to)| to.tag == *tag) {
            let people: BTreeSet<PersonId> = devices.iter().filter_map(|d| self.member_with(d)).collect();
            return Ok(self.safety_duty().iter().all(|p| *p == self.me || people.contains(p)));
        }
        Ok(!devices.is_empty())
    }

    pub(in crate::kith) fn my_other_devices(&self) -> Vec<DeviceId> {
        let Some(own) = self.spaces.get(&self.own) else { return Vec::new() };
        own.present_devices().into_iter().map(|(d, _)| d).filter(|d| *d != self.device).collect()
    }

    /// Keeps a drop that came into the inbox for the person's other devices. The caller commits.
    pub(in crate::kith) fn carry_to_my_others(&mut self, tag: &MailboxTag, envelope: &[u8], now_ms: u64) -> KithResult<()> {
        if self.my_other_devices().is_empty() || self.storage.carry(tag, envelope, limits::CARRIED_DROPS_MAX, now_ms)? {
            return Ok(());
        }
        Ok(self.storage.count_refused("not-carried")?)
    }
}
