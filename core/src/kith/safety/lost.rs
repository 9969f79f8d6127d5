//! What a lost device held: what those who look after safety need for the decision that is due within 72 hours, and what is not known.

use crate::{
    kith::{
        Kith, KithError, KithResult, naming,
        view::{LostCircle, LostReportView, Role},
    },
    space::{Removed, Space, SpaceKind, Standing},
};
use kith_wire::{DeviceId, Lane, PersonId};

/// From when it is known that data may be in other hands until the supervisory authority must have been told, if it is to be told.
const NOTIFY_WITHIN_MS: u64 = 72 * 60 * 60 * 1000;

impl Kith {
    /// The report of a lost device. `aware_ms` is when somebody first knew, if that was before it was cut off.
    pub(in crate::kith) fn lost_report(&self, device: &str, aware_ms: Option<u64>, now_ms: u64) -> KithResult<LostReportView> {
        let (device, owner) = self.lost_device(device)?;
        let mine = owner == self.me;
        if !mine && ![Role::SafeguardingLead, Role::RegisteredManager, Role::Office, Role::Coordinator].into_iter().any(|r| self.has_role(&self.me, r)) {
            return Err(KithError::not_allowed(
                "not-yours-to-report",
                "The person whose device it was, the office and the safeguarding lead may ask for that.",
            ));
        }
        let at = if mine { self.own } else { self.commons()? };
        let known = self.space(&at)?.resolved.devices.iter().find(|d| d.id == device);
        let standing = match known.map(|d| d.standing) {
            Some(Standing::In) => "in",
            Some(Standing::Frozen) => "frozen",
            Some(Standing::Revoked | Standing::Gone) | None => "revoked",
        };
        let removals = self.spaces.values().flat_map(|s| s.resolved.removals.iter());
        let cut_off_ms = removals.filter(|r| r.what == Removed::Device(device)).map(|r| r.time_ms).min();
        // Whoever cut it off knew by then: nothing that is said later puts the end off.
        let latest_ms = cut_off_ms.unwrap_or(now_ms).min(now_ms);
        let aware_ms = aware_ms.map_or(latest_ms, |said| said.min(latest_ms));
        let due_ms = aware_ms.saturating_add(NOTIFY_WITHIN_MS);
        let on_it: Vec<&Space> = self.spaces.values().filter(|s| s.resolved.owner_of(&device).is_some()).collect();
        let mut circles: Vec<LostCircle> = on_it.iter().filter_map(|s| self.lost_circle(s)).collect();
        circles.sort_by(|a, b| a.name.cmp(&b.name));
        let has = |kind: SpaceKind| on_it.iter().any(|s| s.kind() == Some(kind));
        let mut not_known = vec!["locked".to_owned(), "last-unlocked".to_owned()];
        if !mine {
            not_known.push("other-circles".to_owned());
            not_known.push("own-space".to_owned());
        }
        Ok(LostReportView {
            device: device.hex(),
            owner: self.person_view(&owner),
            standing: standing.to_owned(),
            cut_off_ms,
            last_heard_ms: self.last_heard(&device)?,
            encrypted: true,
            circles,
            members_profiles: if has(SpaceKind::Commons) { self.commons.and_then(|c| self.spaces.get(&c)).map_or(0, |c| c.resolved.people.len()) } else { 0 },
            ledger: has(SpaceKind::Ledger),
            safeguarding: on_it.iter().any(|s| s.kind() == Some(SpaceKind::Safeguarding)),
            not_known,
            aware_ms,
            due_ms,
            left_ms: due_ms.saturating_sub(now_ms),
            overdue: now_ms >= due_ms,
        })
    }

    /// A device by its id, or by its person's name where they have just one.
    fn lost_device(&self, reference: &str) -> KithResult<(DeviceId, PersonId)> {
        let spaces = [Some(self.own), self.commons];
        let mut found: Vec<(DeviceId, PersonId)> = Vec::new();
        for space in spaces.into_iter().flatten().filter_map(|s| self.spaces.get(&s)) {
            for d in &space.resolved.devices {
                if let Some(p) = space.resolved.person_of(&d.id)
                    && !found.iter().any(|(id, _)| *id == d.id)
                {
                    found.push((d.id, p));
                }
            }
        }
        naming::pick(reference, "device", found.into_iter().map(|(d, p)| (d.hex(), Some(self.name_of(&p)), (d, p))))
    }

    fn lost_circle(&self, space: &Space) -> Option<LostCircle> {
        let genesis = space.resolved.genesis.as_ref().filter(|g| g.kind == SpaceKind::Circle)?;
        Some(LostCircle {
            id: space.id.hex(),
            name: genesis.name.clone(),
            person: genesis.about.map(|p| self.person_view(&p)),
            people: space.resolved.people.keys().map(|p| self.person_view(p)).collect(),
        })
    }

    /// The time of the last thing that came from a device, by its own clock.
    fn last_heard(&self, device: &DeviceId) -> KithResult<Option<u64>> {
        let mut last = None;
        for space in self.spaces.values() {
            for lane in [Lane::Control, Lane::Data] {
                let heads = self.storage.vector(space.n, lane)?;
                last = last.max(heads.iter().filter(|(d, ..)| d == device).map(|(_, _, h)| h.time_ms).max());
            }
        }
        Ok(last)
    }
}
