//! Recovery as a device does it: making kits and shares, helping as a guardian, and coming back on a new device.
//!
//! What a person has set up stands as notices in their own space, so that every device of theirs knows it and it comes back with the
//! space. Shares held for others, requests and alerts lie in tables of their own and are no part of any log.

mod answer;
mod claim;
mod guardians;
mod kit;
mod note;
mod progress;
mod restore;

pub(super) use note::RecoveryNote;

use super::{Change, Kith, KithError, KithResult, Request, epochs::left_if_refused, view::RecoveryView};
use crate::{
    fact::{Fact, Notice},
    recovery::RecoveryError,
};
use kith_wire::{
    DeviceId, Kind,
    text::{Payload, PayloadKind},
};
use serde::Serialize;
use serde_json::Value;

/// Hours that a share sent from afar waits before it goes, so that a device of the person's can say stop.
const WAIT_HOURS: u64 = 24;
const HOUR_MS: u64 = 3_600_000;
const LATEST: &str = "latest-ms";

impl From<RecoveryError> for KithError {
    fn from(error: RecoveryError) -> Self {
        match error {
            RecoveryError::Malformed(_) => Self::invalid("malformed-code", "The code can be read, but what it says makes no sense here."),
            RecoveryError::Forged => Self::not_allowed("forged-share", "This was changed or made up. It does not count."),
            RecoveryError::Mixed => Self::not_allowed("mixed-shares", "These shares are of different sets. Ask the guardians for the latest."),
            RecoveryError::TooFew { have, needed } => Self::not_allowed("too-few-shares", format!("{have} of {needed} shares are here.")),
            RecoveryError::BadSet => Self::invalid("bad-guardians", "Choose from two to ten guardians, at least two of them needed and none of them yourself."),
            RecoveryError::Closed => Self::not_allowed("not-for-this-device", "This answer is for another device."),
        }
    }
}

fn json(value: impl Serialize) -> KithResult<Value> {
    serde_json::to_value(value).map_err(|_| KithError::storage("defect", "What was asked for cannot be shown."))
}

impl Kith {
    /// Answers the requests about recovery.
    pub(super) fn dispatch_recovery(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        let (told_ms, now_ms) = (now_ms, self.latest(now_ms)?);
        match request {
            // Nothing waits by a kit's date: a clock that was ahead once dates none that is made later.
            R::RecoveryKit => json(self.recovery_kit(told_ms)?),
            R::RecoveryGuardians { people, needed } => json(self.recovery_guardians(&people, needed, now_ms)?),
            R::RecoverWithKit { text } => json(self.recover_with_kit(&text, now_ms)?),
            R::RecoverAsk { name } => json(self.recover_ask(name.as_deref(), now_ms)?),
            R::RecoverSee { request } => json(self.recover_see(&request)?),
            R::RecoverHelp { request, person, code, in_person } => json(self.recover_help((&request, &code), &person, in_person, (told_ms, now_ms))?),
            R::RecoverStop { request } => json(self.recover_stop(&request, now_ms)?),
            R::RecoverCutOff => json(self.recover_cut_off(now_ms)?),
            R::RecoverProgress => json(self.recover_progress()?),
            _ => json(self.recovery(now_ms)?),
        }
    }

    /// Takes in a code about recovery.
    pub(super) fn receive_recovery(&mut self, payload: Payload, now_ms: u64) -> KithResult<super::view::Received> {
        match payload.kind {
            PayloadKind::RecoveryShare => {
                let back = self.take_returned_share(&payload.body, now_ms)?;
                Ok(self.received(payload.kind, ("taken", if back { "recovery-back" } else { "recovery-share" }), &[]))
            }
            PayloadKind::RecoveryReturn => {
                let now_ms = self.latest(now_ms)?;
                self.answer_return(&payload.body, now_ms)
            }
            PayloadKind::RecoveryAsk => Ok(self.received(payload.kind, ("waiting", "recovery-asks"), &[])),
            _ => Ok(self.received(payload.kind, ("waiting", "recovery-kit"), &[])),
        }
    }

    /// What a drop says about recovery.
    pub(super) fn take_recovery(&mut self, sender: DeviceId, note: RecoveryNote, now_ms: u64) -> KithResult<()> {
        let now_ms = self.latest(now_ms)?;
        match note {
            RecoveryNote::Share(bytes) => self.take_share(sender, &bytes, now_ms)?,
            RecoveryNote::Held(set) => self.take_held(sender, &set, now_ms)?,
            RecoveryNote::Forget(set) => self.take_forget(sender, &set)?,
            RecoveryNote::Alert(alert) => self.take_alert(sender, alert)?,
            RecoveryNote::Stop(ask) => self.take_stop(sender, &ask)?,
            RecoveryNote::Released(bytes) => {
                self.take_returned_share(&bytes, now_ms)?;
            }
            RecoveryNote::Return(asked) => self.take_return(sender, &asked, now_ms)?,
            RecoveryNote::Returned(sealed) => self.take_returned(sender, &sealed, now_ms)?,
        }
        self.changed(Change::Devices);
        Ok(())
    }

    /// The latest time seen: a clock that is put back shortens no waiting and makes nothing old young.
    fn latest(&mut self, now_ms: u64) -> KithResult<u64> {
        let known = self.storage.meta(LATEST)?.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes);
        if now_ms > known {
            self.storage.set_meta(LATEST, &now_ms.to_be_bytes())?;
        }
        Ok(known.max(now_ms))
    }

    /// What falls due as time passes: shares that have waited long enough, and the own space's keyring.
    pub(super) fn time_passed(&mut self, now_ms: u64) -> KithResult<()> {
        // A copy that has not been let in yet speaks for nobody.
        if self.enrolling.is_some() {
            return Ok(());
        }
        let now_ms = self.latest(now_ms)?;
        left_if_refused(self.release_due(now_ms))?;
        left_if_refused(self.keep_keyring(now_ms))?;
        left_if_refused(self.offer_back(now_ms))?;
        left_if_refused(self.work_recovery(now_ms))
    }

    /// A notice in the own space.
    fn note_own(&mut self, kind: Notice, key: &[u8], value: Vec<u8>, now_ms: u64) -> KithResult<()> {
        self.append(self.own, Kind::Fact, Fact::Notice(kind as u8, key.to_vec(), value).to_bytes(), now_ms)?;
        self.changed(Change::Devices);
        Ok(())
    }

    /// The latest notice of a kind in the own space, by one of my own devices, and when it was written as far as that can be true.
    fn noted_own(&self, kind: Notice, key: Option<&[u8]>) -> KithResult<Option<(Vec<u8>, u64)>> {
        let own = self.space(&self.own)?.n;
        let given = self.storage.notices(own, kind as u8, key)?;
        let mut last: Option<(Vec<u8>, u64)> = None;
        for n in given.into_iter().filter(|n| n.at.author == self.me) {
            let at_ms = self.written_by_now_ms(&n.at)?;
            // A device whose clock was ahead has not the last word for years.
            if last.as_ref().is_none_or(|(_, held_ms)| at_ms >= *held_ms) {
                last = Some((n.value, at_ms));
            }
        }
        Ok(last)
    }

    /// Whether this device holds the person's root.
    pub(super) fn holds_root(&self) -> bool {
        self.secrets.root_key().verifying_key().to_bytes() == self.me.0
    }

    /// What is set up, and what is going on.
    fn recovery(&mut self, now_ms: u64) -> KithResult<RecoveryView> {
        self.release_due(now_ms)?;
        let set = self.my_set()?;
        let needed = set.as_ref().map_or(0, |s| u32::from(s.needed));
        let guardians_ms = if set.is_some() { self.noted_own(Notice::Guardians, None)?.map(|(_, at_ms)| at_ms) } else { None };
        Ok(RecoveryView {
            root_here: self.holds_root(),
            kit: self.kit_made()?,
            needed,
            guardians: self.my_guardians(set.as_ref())?,
            guardians_ms,
            guarded: self.guarded_views()?,
            helping: self.help_views()?,
            alerts: self.alert_views()?,
            returned: self.returned_devices()?,
            wait_hours: u32::try_from(WAIT_HOURS).unwrap_or(u32::MAX),
        })
    }
}
