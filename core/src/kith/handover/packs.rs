//! Packs: all that another member's phone may lack of what we share, in one file to be carried by hand.
//!
//! In a pack stand, in this order: what this phone holds, and within it what goes under no name (see [`super::holds`]); what leads on from
//! each epoch that its receiver may still be at; drops into their boxes; and the entries that they lack. Whoever was removed gets what
//! leads on alone.

use super::{LENGTH_BYTES_MAX, encode_pack, fitting, hand_over};
use crate::{
    identity::KeyOwner,
    kith::{
        Kith, KithError, KithResult,
        relay::{PageReport, Way},
        safety::{SAFETY_BOX, UNNAMED},
        view::{PackView, Received},
    },
    space::act,
    storage::outbox::OutboxRow,
};
use kith_wire::{DeviceId, EpochId, Lane, MailboxTag, PersonId, SpaceId, envelope::Outer, limits, text::PayloadKind};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Bytes of one pack. (In tests few, so that it is met.)
pub(in crate::kith) const PACK_BYTES_MAX: usize = if cfg!(test) { 256 * 1024 } else { limits::HAND_OVER_BYTES_MAX };

impl Kith {
    /// All that another member's phone may lack of what we share, to carry by hand; of what is more than one pack holds the part that is asked
    /// for. No more is read and sealed than goes up to there.
    pub(in crate::kith) fn pack(&mut self, person: &str, part: Option<u32>, now_ms: u64) -> KithResult<PackView> {
        let part = part.unwrap_or(1).max(1);
        let person = self.person(person)?;
        self.bring_confirmed_hours(now_ms)?;
        // As before a meeting: somebody whose new device has been heard of since is let back into what we share first.
        self.tend(now_ms)?;
        self.time_passed(now_ms)?;
        self.cut_off_before_packing(now_ms)?;
        let shared: Vec<SpaceId> = self.spaces.values().filter(|s| s.resolved.level(&person) > 0).map(|s| s.id).collect();
        let mut envelopes = self.seal_ways_on(&person)?;
        let (quiet, drops) = self.drops_to(&person)?;
        let mut numbers: Vec<u64> = drops.iter().map(|r| r.n).collect();
        envelopes.extend(drops.into_iter().map(|r| r.envelope));
        let holds = if shared.is_empty() { None } else { self.seal_holds(&person, &shared, quiet, now_ms)? };
        let room = PACK_BYTES_MAX - holds.as_ref().map_or(0, |(_, holds)| holds.len() + LENGTH_BYTES_MAX);
        let enough = room.saturating_mul(usize::try_from(part).unwrap_or(usize::MAX));
        for space in &shared {
            let has = self.held_by_person(space, &person)?;
            let here: usize = envelopes.iter().map(|envelope| envelope.len() + LENGTH_BYTES_MAX).sum();
            envelopes.extend(self.seal_space_to(*space, &has, (Some(&person), enough.saturating_sub(here)))?);
        }
        for _ in 1..part {
            envelopes.drain(..fitting(&envelopes, room));
        }
        let more = envelopes.split_off(fitting(&envelopes, room));
        if part > 1 && envelopes.is_empty() {
            return Err(KithError::not_found("no-such-pack-part", "There are not as many parts by now. Begin with the first again."));
        }
        if let Some((within, holds)) = holds {
            numbers.extend(within);
            envelopes.insert(0, holds);
        }
        // What is in a later part has not been handed over with this one.
        self.note_packed(&numbers, if more.is_empty() { &shared } else { &[] }, now_ms)?;
        let next_part = (!more.is_empty()).then_some(part + 1);
        let said = next_part.map(|next| self.words().say_with("pack-more", &[("part", part.into()), ("next", next.into())])).unwrap_or_default();
        Ok(PackView { hand_over: hand_over(PayloadKind::Pack, encode_pack(&envelopes), false), part, next_part, said })
    }

    /// What waits here for somebody's boxes: what goes under no name, and all else.
    fn drops_to(&self, person: &PersonId) -> KithResult<(Vec<OutboxRow>, Vec<OutboxRow>)> {
        let tags = self.boxes_of(person)?;
        let drops = self.storage.outgoing(u32::MAX)?.into_iter().filter(|r| r.space.is_none() && tags.contains(&r.tag));
        Ok(drops.partition(|r| r.what == UNNAMED))
    }

    /// The boxes that somebody reads or has read: their inbox, the office's box where they keep it, the leads' where they are one.
    pub(super) fn boxes_of(&self, person: &PersonId) -> KithResult<HashSet<MailboxTag>> {
        let mut out: HashSet<MailboxTag> = self.inbox_of(person).ok().map(|to| to.tag).into_iter().collect();
        let Ok(commons) = self.commons() else { return Ok(out) };
        let commons = self.space(&commons)?;
        let keeps = commons.resolved.level(person) >= act::KEEPER;
        let lead = self.safety_duty().contains(person);
        for (key, any) in [(person.0.as_slice(), false), (&[], false), (SAFETY_BOX, lead)] {
            let given = self.storage.notices(commons.n, crate::fact::Notice::Box as u8, Some(key))?;
            let theirs = given.iter().filter(|n| (n.at.author == *person && (!key.is_empty() || keeps)) || any);
            out.extend(theirs.filter_map(|n| crate::kith::drops::read_box(&n.value)).map(|to| to.tag));
        }
        Ok(out)
    }

    /// What leads on from the epochs that somebody's devices may still be at, in every space that they are or were in.
    fn seal_ways_on(&mut self, person: &PersonId) -> KithResult<Vec<Vec<u8>>> {
        let over = self.retired_epochs(true)?;
        let mut out = Vec::new();
        for space in self.spaces.keys().copied().collect::<Vec<_>>() {
            for epoch in self.may_be_at(&space, person)?.into_iter().filter(|e| !over.contains(e)) {
                for group in self.lead_groups(space, epoch, &BTreeMap::new())? {
                    out.extend(self.seal_group(space, epoch, &group)?.map(|(_, envelope)| envelope));
                }
            }
        }
        Ok(out)
    }

    /// How many envelopes of a pack lead on from epochs that somebody may still be at.
    #[cfg(test)]
    pub(in crate::kith) fn ways_on_to(&mut self, person: &PersonId) -> KithResult<usize> {
        self.seal_ways_on(person).map(|ways| ways.len())
    }

    /// The earlier epochs that somebody's devices hold by right and may not have come on from, the earliest first.
    fn may_be_at(&self, space: &SpaceId, person: &PersonId) -> KithResult<Vec<EpochId>> {
        let held = self.space(space)?;
        let devices = held.resolved.devices.iter().filter(|d| d.certificate.owner == KeyOwner::Person(*person) && d.id != self.device);
        let current = held.current().map(|(e, _)| *e);
        let mut out: BTreeSet<(usize, EpochId)> = BTreeSet::new();
        for device in devices {
            let device_n = self.storage.device_n(&device.id)?;
            let mut come: Vec<EpochId> = self.storage.last_epoch(held.n, device_n)?.into_iter().collect();
            for (epoch, _) in &held.keys {
                if self.storage.moved(held.n, *epoch)?.contains(&device_n) {
                    come.push(*epoch);
                }
            }
            let theirs = held.epochs.iter().filter(|e| Some(e.id) != current && held.keys_of(&e.id).is_some() && held.writes_under(&e.id, &device.id));
            out.extend(theirs.filter(|e| !come.iter().any(|c| held.is_followed_by(&e.id, c))).map(|e| (e.follows.len(), e.id)));
        }
        Ok(out.into_iter().map(|(_, epoch)| epoch).collect())
    }

    /// A space's entries that a holder lacks, sealed.
    pub(in crate::kith) fn seal_space_for(&mut self, space: SpaceId, has: &BTreeMap<(Lane, i64), u64>) -> KithResult<Vec<Vec<u8>>> {
        self.seal_space_to(space, has, (None, usize::MAX))
    }

    /// The same for somebody who may not read all: with what of earlier epochs is for them, and without what they cannot open. Ends once there is more
    /// than `enough` bytes.
    fn seal_space_to(&mut self, space: SpaceId, has: &BTreeMap<(Lane, i64), u64>, (to, enough): (Option<&PersonId>, usize)) -> KithResult<Vec<Vec<u8>>> {
        let theirs = to.and_then(|person| self.spaces.get(&space)?.readable_by(person));
        let Some(epoch) = self.space(&space)?.current().map(|(e, _)| *e) else { return Ok(Vec::new()) };
        let (mut out, mut size) = (Vec::new(), 0);
        for group in self.group_runs(space, has, None)? {
            if size > enough {
                break;
            }
            let for_them = match (&theirs, group.under) {
                (None, under) => under.is_none(),
                (Some(_), None) => !group.older,
                (Some(theirs), Some(epoch)) => theirs.contains(&epoch),
            };
            if for_them && let Some((_, envelope)) = self.seal_group(space, epoch, &group)? {
                size += envelope.len() + LENGTH_BYTES_MAX;
                out.push(envelope);
            }
        }
        Ok(out)
    }

    /// What every device of a person is known to hold of a space's data; the control log goes whole.
    fn held_by_person(&self, space: &SpaceId, person: &PersonId) -> KithResult<BTreeMap<(Lane, i64), u64>> {
        let held = self.space(space)?;
        let devices: Vec<DeviceId> = held.resolved.people.get(person).map(|m| m.devices.clone()).unwrap_or_default();
        let mut least: Option<BTreeMap<(Lane, i64), u64>> = None;
        for device in devices.into_iter().filter(|d| *d != self.device) {
            let holder = self.storage.device_n(&device)?;
            let has: BTreeMap<_, _> = self.storage.held_by(held.n, holder, Lane::Data)?.into_iter().map(|(d, s)| ((Lane::Data, d), s)).collect();
            least = Some(match least {
                None => has,
                Some(l) => l.into_iter().filter_map(|(k, s)| has.get(&k).map(|t| (k, s.min(*t)))).collect(),
            });
        }
        Ok(least.unwrap_or_default())
    }

    fn tags(&self) -> HashSet<MailboxTag> {
        self.targets().into_iter().map(|(tag, ..)| tag).collect()
    }

    /// Takes in what came in one code, in its order; what no key opens yet is tried again once others have come.
    pub(super) fn take_by_hand(&mut self, envelopes: &[Vec<u8>], now_ms: u64) -> KithResult<PageReport> {
        let (mut report, mut left) = (PageReport::default(), envelopes.to_vec());
        self.tending.said = None;
        loop {
            let (mut here, mut aside, mut any) = (Vec::new(), Vec::new(), false);
            let mut tags = self.tags();
            for envelope in left {
                let opens = |tags: &HashSet<MailboxTag>| Outer::read(&envelope).map_or(true, |outer| tags.contains(&outer.tag));
                if !opens(&tags) && !here.is_empty() {
                    self.take_envelopes(&std::mem::take(&mut here), Way::Hand, &mut report, now_ms)?;
                    any = true;
                    tags = self.tags();
                }
                if opens(&tags) { here.push(envelope) } else { aside.push(envelope) }
            }
            any |= !here.is_empty();
            self.take_envelopes(&here, Way::Hand, &mut report, now_ms)?;
            if aside.is_empty() {
                return Ok(report);
            }
            if !any {
                if self.is_abreast() {
                    // The pack is for this person, and all that its sender has come on to opens here: the rest leads others of theirs there.
                    report.known += u32::try_from(aside.len()).unwrap_or(u32::MAX);
                    return Ok(report);
                }
                // Nothing that has come opens the rest: it is counted as what it is.
                self.take_envelopes(&aside, Way::Hand, &mut report, now_ms)?;
                return Ok(report);
            }
            left = aside;
        }
    }

    /// Whether this device holds the key of every epoch that whoever handed over this pack has come on to.
    fn is_abreast(&self) -> bool {
        let said = self.tending.said.as_ref();
        said.is_some_and(|said| said.iter().all(|(space, epoch)| self.spaces.get(space).is_some_and(|held| held.keys_of(epoch).is_some())))
    }

    pub(super) fn receive_envelopes(&mut self, kind: PayloadKind, envelopes: &[Vec<u8>], now_ms: u64) -> KithResult<Received> {
        if let [one] = envelopes
            && let Some(answer) = self.join_by_hand(kind, one, now_ms)?
        {
            return Ok(answer);
        }
        let before = self.is_turned_away()?;
        let report = self.take_by_hand(envelopes, now_ms)?;
        if !before && self.is_turned_away()? {
            return Ok(self.received_turned_away(kind));
        }
        Ok(self.received(kind, became(&report), &[]))
    }
}

/// What became of what came in one code, and under which name it is said. What was not taken in is never said to be here.
fn became(report: &PageReport) -> (&'static str, &'static str) {
    match report {
        PageReport { taken: 1.., .. } => ("taken", "here-now"),
        PageReport { waiting: 1.., .. } => ("waiting", "kept"),
        PageReport { disputed: 1.., .. } => ("refused", "does-not-hold"),
        PageReport { refused: 1.., known: 1.., .. } => ("refused", "some-not-for-here"),
        PageReport { refused: 1.., .. } => ("refused", "not-for-here"),
        PageReport { known: 1.., .. } => ("already-known", "here-already"),
        PageReport { .. } => ("already-known", "nothing-new"),
    }
}

#[cfg(test)]
mod tests {
    use super::became;
    use crate::kith::PageReport;

    #[test]
    fn what_was_refused_is_never_said_to_be_here() {
        let none = PageReport::default();
        assert_eq!(became(&PageReport { known: 3, refused: 2, ..none }), ("refused", "some-not-for-here"));
        assert_eq!(became(&PageReport { refused: 2, ..none }), ("refused", "not-for-here"));
        assert_eq!(became(&PageReport { known: 3, waiting: 1, refused: 2, ..none }), ("waiting", "kept"));
        assert_eq!(became(&PageReport { known: 3, ..none }), ("already-known", "here-already"));
        assert_eq!(became(&none), ("already-known", "nothing-new"));
    }
}
