//! Choosing guardians, and being one: shares go out, are acknowledged, and are deleted when they are replaced.

use super::{
    super::{
        Kith, KithError, KithResult,
        drops::Message,
        naming,
        view::{GuardedView, GuardianView, RecoveryView},
    },
    RecoveryNote,
};
use crate::{
    fact::Notice,
    recovery::{SetHead, Share, deal, guardians::NEEDED_DEFAULT},
    space::Standing,
};
use kith_wire::{DeviceId, PersonId, codec, limits};

/// People whose shares one device keeps at most.
const GUARDED_MAX: usize = 500;

impl Kith {
    /// Chooses guardians in place of those before: each is sent a share.
    pub(super) fn recovery_guardians(&mut self, people: &[String], needed: Option<u8>, now_ms: u64) -> KithResult<RecoveryView> {
        let people = people.iter().map(|p| self.person(p)).collect::<KithResult<Vec<PersonId>>>()?;
        let before = self.my_set()?;
        let mut kit = self.make_kit(now_ms)?;
        // A set replaces the one before at the guardians, whatever the clock said when that one was made.
        kit.made_ms = kit.made_ms.max(before.as_ref().map_or(0, |before| before.made_ms.saturating_add(1)));
        let shares = deal(&kit, &people, needed.unwrap_or(NEEDED_DEFAULT), self.entropy.as_mut())?;
        let Some(Ok((_, head))) = shares.first().map(|s| Share::from_bytes(&s.to_bytes())) else {
            return Err(KithError::storage("defect", "The shares cannot be read back."));
        };
        self.note_own(Notice::Guardians, &[], codec::encode(&head), now_ms)?;
        for (person, share) in people.iter().zip(&shares) {
            self.send_to(person, &Message::Recovery(RecoveryNote::Share(share.to_bytes())), "recovery", now_ms)?;
        }
        // Whoever is a guardian no longer is told to delete their share. A phone that keeps to the rules does.
        if let Some(before) = before {
            for gone in before.guardians.iter().filter(|p| !people.contains(p)) {
                if self.inbox_of(gone).is_ok() {
                    self.send_to(gone, &Message::Recovery(RecoveryNote::Forget(before.set)), "recovery", now_ms)?;
                }
            }
        }
        self.keep_keyring(now_ms)?;
        self.recovery(now_ms)
    }

    /// The head of my set of guardians, if I have chosen any.
    pub(super) fn my_set(&self) -> KithResult<Option<SetHead>> {
        let noted = self.noted_own(Notice::Guardians, None)?;
        Ok(noted.and_then(|(value, _)| codec::decode(&value, limits::BODY_BYTES_MAX).ok()))
    }

    pub(super) fn my_guardians(&self, set: Option<&SetHead>) -> KithResult<Vec<GuardianView>> {
        let Some(set) = set else { return Ok(Vec::new()) };
        let view = |p: &PersonId| Ok(GuardianView { person: self.person_view(p), held_ms: self.storage.share_held(&set.set, p)? });
        set.guardians.iter().map(view).collect()
    }

    /// The shares that this device keeps for others.
    pub(super) fn guarded(&self) -> KithResult<Vec<(Share, SetHead)>> {
        Ok(self.storage.guarded()?.iter().filter_map(|(_, bytes)| Share::from_bytes(bytes).ok()).collect())
    }

    pub(super) fn guarded_for(&self, person: &PersonId) -> KithResult<Option<(Share, SetHead)>> {
        Ok(self.guarded()?.into_iter().find(|(_, head)| head.person == *person))
    }

    /// The one among those whose share is here that a reference names.
    pub(super) fn guarded_named(&self, reference: &str) -> KithResult<(Share, SetHead)> {
        let held = self.guarded()?;
        let named = held.into_iter().map(|(share, head)| (head.person.hex(), Some(self.name_of(&head.person)), (share, head)));
        naming::pick(reference, "person", named)
    }

    pub(super) fn guarded_views(&self) -> KithResult<Vec<GuardedView>> {
        let view = |head: &SetHead| GuardedView {
            person: self.person_view(&head.person),
            made_ms: head.made_ms,
            needed: u32::from(head.needed),
            guardians: head.guardians.iter().map(|p| self.person_view(p)).collect(),
        };
        Ok(self.guarded()?.iter().map(|(_, head)| view(head)).collect())
    }

    /// The person whose device it is, in any space held here. A device that was cut off or frozen anywhere is nobody's.
    pub(super) fn whose(&self, device: &DeviceId) -> Option<PersonId> {
        if self.is_cut_off(device) {
            return None;
        }
        let stands = |s: &&crate::space::Space| s.resolved.people.values().any(|m| m.devices.contains(device));
        self.spaces.values().filter(stands).find_map(|s| s.resolved.person_of(device))
    }

    /// Whether any space held here says that a device is cut off or frozen.
    pub(in crate::kith) fn is_cut_off(&self, device: &DeviceId) -> bool {
        let cold = |s: &crate::space::Space| s.resolved.devices.iter().any(|d| d.id == *device && matches!(d.standing, Standing::Revoked | Standing::Frozen));
        self.spaces.values().any(cold)
    }

    /// A share came for me to keep.
    pub(super) fn take_share(&mut self, sender: DeviceId, bytes: &[u8], now_ms: u64) -> KithResult<()> {
        let (share, head) = Share::from_bytes(bytes)?;
        let mine = usize::from(share.index).checked_sub(1).and_then(|i| head.guardians.get(i)) == Some(&self.me);
        if !mine || self.whose(&sender) != Some(head.person) {
            return Err(KithError::not_allowed("not-my-share", "This share is for another guardian, or did not come from the person."));
        }
        let held = self.guarded()?;
        if held.iter().any(|(_, h)| h.person == head.person && h.made_ms > head.made_ms) {
            return Err(KithError::not_allowed("replaced-share", "A later share has replaced this one."));
        }
        if held.len() >= GUARDED_MAX {
            return Err(KithError::storage("too-many-shares", "This phone keeps shares for as many people as it can."));
        }
        self.storage.put_guarded(&head.person, &head.set, head.made_ms, bytes)?;
        self.send_to(&head.person, &Message::Recovery(RecoveryNote::Held(head.set)), "recovery", now_ms)?;
        Ok(())
    }

    /// A guardian says that they hold their share.
    pub(super) fn take_held(&mut self, sender: DeviceId, set: &[u8; 16], now_ms: u64) -> KithResult<()> {
        let guardian = self.whose(&sender).ok_or_else(not_guardian)?;
        let known = self.my_set()?;
        // On a device that has just come back, the set may come after the word that it is held; a set is random, so nothing is lost.
        if known.as_ref().is_some_and(|k| k.set == *set && !k.guardians.contains(&guardian)) {
            return Err(not_guardian());
        }
        Ok(self.storage.put_share_held(set, &guardian, now_ms)?)
    }

    /// I am somebody's guardian no longer.
    pub(super) fn take_forget(&mut self, sender: DeviceId, set: &[u8; 16]) -> KithResult<()> {
        let person = self.whose(&sender).ok_or_else(not_guardian)?;
        Ok(self.storage.drop_guarded(&person, set)?)
    }
}

pub(super) fn not_guardian() -> KithError {
    KithError::not_allowed("not-a-guardian", "That did not come from a guardian, or not from the person guarded.")
}
