//! Making a kit, and reading one: on a new device to come back, on one's own to see that it works.

use super::super::{
    Kith, KithError, KithResult,
    clock::is_to_come,
    drops, handover,
    view::{KitMadeView, KitReadView, KitView},
};
use crate::{
    fact::Notice,
    recovery::{Kit, KitSpace, kit::KIT_VERSION},
};
use kith_wire::{
    EpochId, SpaceId, codec, limits,
    text::{Payload, PayloadKind},
};
use minicbor::{Decode, Encode};

/// What the own space says of a kit that was made.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Made {
    #[n(0)]
    check_code: String,
    #[n(1)]
    epoch: EpochId,
    #[n(2)]
    made_ms: u64,
}

impl Kith {
    /// A kit of this person as things stand.
    pub(super) fn make_kit(&mut self, now_ms: u64) -> KithResult<Kit> {
        if !self.holds_root() {
            let reason = "This device does not hold your root. Make the kit on your first phone, or on one that came back by a kit or by guardians.";
            return Err(KithError::not_allowed("no-root-here", reason));
        }
        let office = self.office_box().ok().flatten().map(|(person, _)| person).filter(|p| *p != self.me);
        let office = office.and_then(|p| self.inbox_of(&p).ok()).map(|to| drops::box_bytes(&to));
        Ok(Kit {
            version: KIT_VERSION,
            root: self.secrets.root_key().to_bytes(),
            own: self.kit_space(self.own)?,
            coop: self.commons,
            office,
            relay: self.settings.relay.clone(),
            name: self.name_of(&self.me),
            made_ms: now_ms,
        })
    }

    /// A space's current key, and the run that begins it.
    pub(super) fn kit_space(&mut self, space: SpaceId) -> KithResult<KitSpace> {
        let me = self.me;
        // Of a space that this person may not read back in there is no history key to keep.
        let key = self.admission(&me, &[space])?.spaces.pop().filter(|k| k.floors.is_none());
        let key = key.ok_or_else(|| KithError::not_allowed("no-key", "This device has not been given the key yet."))?;
        Ok(KitSpace { space: key.space, epoch: key.epoch, history: key.history, genesis: key.genesis.clone() })
    }

    /// Makes a kit to be printed at once, and notes that it was made.
    pub(super) fn recovery_kit(&mut self, now_ms: u64) -> KithResult<KitView> {
        let kit = self.make_kit(now_ms)?;
        let check_code = kit.check_code();
        let payload = kit.payload();
        let made = Made { check_code: check_code.clone(), epoch: kit.own.epoch, made_ms: now_ms };
        self.note_own(Notice::KitMade, &[], codec::encode(&made), now_ms)?;
        self.keep_keyring(now_ms)?;
        let coop = if self.commons.is_some() { Some(self.coop()?.name) } else { None };
        Ok(KitView {
            person: self.person_view(&self.me),
            coop,
            relay: kit.relay.clone(),
            check_code,
            made_ms: now_ms,
            hand_over: handover::hand_over(payload.kind, payload.body, false),
        })
    }

    /// The latest kit.
    pub(super) fn kit_made(&self) -> KithResult<Option<KitMadeView>> {
        let own = self.space(&self.own)?.n;
        let mut latest: Option<(u64, Made)> = None;
        for n in self.storage.notices(own, Notice::KitMade as u8, None)?.into_iter().filter(|n| n.at.author == self.me) {
            let Ok(made) = codec::decode::<Made>(&n.value, limits::BODY_BYTES_MAX) else { continue };
            // What the clock told then, unless that is of days to come.
            let to_come = is_to_come(made.made_ms, self.tending.told_ms);
            let at_ms = if to_come { self.written_by_now_ms(&n.at)? } else { made.made_ms };
            if latest.as_ref().is_none_or(|(held_ms, _)| at_ms >= *held_ms) {
                latest = Some((at_ms, made));
            }
        }
        let Some((made_ms, made)) = latest else { return Ok(None) };
        let current = self.space(&self.own)?.current().is_some_and(|(epoch, _)| *epoch == made.epoch);
        let rehearsed = self.noted_own(Notice::Rehearsed, Some(made.check_code.as_bytes()))?;
        Ok(Some(KitMadeView { made_ms, check_code: made.check_code, current, rehearsed_ms: rehearsed.map(|(_, at)| at) }))
    }

    /// Reads a kit.
    pub(super) fn recover_with_kit(&mut self, text: &str, now_ms: u64) -> KithResult<KitReadView> {
        let payload = Payload::from_text(text)?;
        if payload.kind != PayloadKind::RecoveryKit {
            return Err(KithError::invalid("not-a-kit", "This code is not a recovery kit."));
        }
        let kit = Kit::from_bytes(&payload.body)?;
        let check_code = kit.check_code();
        let rehearsed = kit.person() == self.me && !self.waits_to_enrol();
        if rehearsed {
            self.note_own(Notice::Rehearsed, check_code.as_bytes(), Vec::new(), now_ms)?;
        } else {
            self.come_back(&kit, "kit", now_ms)?;
        }
        let outcome = if rehearsed { "rehearsed" } else { "restored" };
        let newer = self.kit_made()?.filter(|made| made.check_code != check_code && made.made_ms > kit.made_ms);
        let newer_made_ms = newer.map(|made| made.made_ms);
        let mut progress = self.recover_progress()?;
        Ok(KitReadView { outcome: outcome.to_owned(), check_code, newer_made_ms, hand_over: progress.hand_over.take(), progress })
    }
}
