//! A profile that is a copy becomes a new device: new keys, nothing signed with the old, and let in again by the person's other
//! devices or by who recovers them. Until then everything stays readable and nothing is written into a space.

use super::{
    Change, Kith, KithError, KithResult, Request,
    counter::CopyReason,
    view::{EnrolView, Role, Standing, StandingView, UnsentView},
};
use crate::{
    fact::{Fact, NoteKind},
    identity::KeyOwner,
    space::{Act, ActBody},
    storage::{log::StoredEntry, unsent::UnsentRow},
};
use kith_wire::{Body, DeviceId, EntryId, Kind, Lane, PersonId, SpaceId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const ENROLLING: &str = "enrolling";

/// What a device that enrols again remembers of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Enrolling {
    /// The device that this profile was before: its certificate is left to be revoked.
    pub(super) replaces: String,
    pub(super) reason: CopyReason,
    pub(super) since_ms: u64,
    /// What was entrusted to the old device and does not go over to the new.
    pub(super) grant_again: Vec<Role>,
}

impl Kith {
    pub(super) fn load_enrolling(&mut self) -> KithResult<()> {
        self.enrolling = self.storage.meta(ENROLLING)?.and_then(|e| serde_json::from_slice(&e).ok());
        Ok(())
    }

    fn keep_enrolling(&mut self, enrolling: Enrolling) -> KithResult<()> {
        self.storage.set_meta(ENROLLING, &serde_json::to_vec(&enrolling).expect("plain data"))?;
        self.enrolling = Some(enrolling);
        Ok(())
    }

    /// Whether this device is one of the person's, as their own space knows.
    pub(super) fn is_let_in(&self) -> bool {
        self.spaces.get(&self.own).is_some_and(|s| s.resolved.owner_of(&self.device) == Some(KeyOwner::Person(self.me)))
    }

    /// Whether this device waits to be let in again.
    pub(super) fn waits_to_enrol(&self) -> bool {
        self.enrolling.is_some() && !self.is_let_in()
    }

    /// Nothing is written into a space that does not know this device yet.
    pub(super) fn check_let_in(&self, space: &SpaceId) -> KithResult<()> {
        if !self.waits_in(space) {
            return Ok(());
        }
        Err(KithError::not_allowed(
            "not-let-in",
            "This is a copy of a profile, enrolled as a new device. Let it in from another of your devices or by your kit first; until then it can only be read.",
        ))
    }

    /// Whether this is a copy that has not been let in there yet.
    pub(super) fn waits_in(&self, space: &SpaceId) -> bool {
        self.enrolling.is_some() && self.spaces.get(space).is_none_or(|s| s.resolved.owner_of(&self.device).is_none())
    }

    /// Whether this is my root's word that this device is mine: with it a copy whose person has their kit lets itself in.
    pub(super) fn lets_itself_in(&self, kind: Kind, body: &[u8]) -> bool {
        let own = |body: &ActBody| matches!(body.act, Act::Certify(c) if c.device == self.device && c.signer == self.me.0);
        kind == Kind::Control && ActBody::from_bytes(body).is_ok_and(|body| own(&body))
    }

    /// Makes this profile a new device: new keys, and what was written and not released is taken back and kept.
    pub(super) fn enrol_anew(&mut self, reason: CopyReason, now_ms: u64) -> KithResult<()> {
        let old = self.device;
        self.storage.begin()?;
        let done = self.take_back_unreleased(reason).and_then(|taken| {
            let before = self.enrolling.take();
            let replaces = before.as_ref().map_or_else(|| old.hex(), |b| b.replaces.clone());
            let grant_again = before.map_or_else(|| self.duties_left(), |b| b.grant_again);
            self.keep_enrolling(Enrolling { replaces, reason, since_ms: now_ms, grant_again })?;
            *self.secrets = self.secrets.for_new_device(self.entropy.as_mut());
            self.device = self.secrets.device_id();
            self.begin_counter()?;
            self.storage.commit()?;
            Ok(taken)
        });
        let taken = match done {
            Ok(taken) => taken,
            Err(e) => {
                self.storage.rollback();
                return Err(e);
            }
        };
        self.write_counter()?;
        self.write_keys()?;
        self.forget();
        self.load()?;
        if taken {
            self.transact(|k| k.rebuild().map(|_| ()))?;
        }
        self.changed(Change::Overflow);
        Ok(())
    }

    /// What the old device was entrusted with by its key, not by its person: it cannot be carried over.
    fn duties_left(&self) -> Vec<Role> {
        let (notary, steward) = self.duties();
        [(notary, Role::Notary), (steward, Role::Steward)].into_iter().filter(|(had, _)| *had).map(|(_, role)| role).collect()
    }

    /// Whether this device is the office's notary, and whether it keeps the pool.
    pub(super) fn duties(&self) -> (bool, bool) {
        let notary = self.coop_of_coins().is_ok_and(|c| c.notary == self.device);
        let float = DeviceId(self.secrets.float_key().verifying_key().to_bytes());
        let steward = self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.resolved.owner_of(&float).is_some());
        (notary, steward)
    }

    /// What of it is not here yet, and is still its person's to have.
    fn still_to_grant(&self, duties: &[Role]) -> Vec<Role> {
        let (notary, steward) = self.duties();
        let here = |role: &Role| (*role == Role::Notary && notary) || (*role == Role::Steward && steward);
        duties.iter().copied().filter(|role| !here(role) && self.has_role(&self.me, *role)).collect()
    }

    /// Granting a role again to whoever holds it moves nothing of what lies with one of their devices: that is said.
    pub(super) fn check_grant_again(&self, person: &PersonId, role: Role) -> KithResult<()> {
        let devices = self.space(&self.commons()?)?.resolved.people.get(person).map_or(0, |m| m.devices.len());
        let copy = *person == self.me && self.enrolling.as_ref().is_some_and(|e| self.still_to_grant(&e.grant_again).contains(&role));
        match role {
            Role::Notary if devices > 1 && (copy || *person != self.me) => Err(KithError::not_allowed(
                "book-with-first-device",
                "They keep the co-op's book already, on the device that they have had longest. Once that one is cut off, the next keeps it.",
            )),
            Role::Steward if copy => Err(KithError::not_allowed(
                "pool-with-old-device",
                "The pool's coins lie with the device that this one stands in place of. Granting the role again does not move them.",
            )),
            _ => Ok(()),
        }
    }

    fn take_back_unreleased(&mut self, reason: CopyReason) -> KithResult<bool> {
        let mut taken = false;
        // A step that another copy's stands in the place of never left this one; of older ones that cannot be known.
        let unreleased = if reason == CopyReason::Differs { self.signing.kept.runs.clone() } else { Vec::new() };
        if reason == CopyReason::Differs {
            self.storage.drop_outgoing_drops()?;
        }
        let spaces: Vec<(SpaceId, i64)> = self.spaces.values().map(|s| (s.id, s.n)).collect();
        for (id, n) in spaces {
            for lane in [Lane::Control, Lane::Data] {
                let closed = self.storage.closed_until(n, lane, self.device_n)?;
                let step = unreleased.iter().filter(|(s, l, ..)| *s == n && *l == lane as u8).map(|(_, _, first, _)| first.saturating_sub(1)).min();
                // What stands where another copy's does is not taken by whoever has the other.
                let fork = self.storage.fork_at(n, lane, self.device_n)?.map_or(u64::MAX, |f| f.saturating_sub(1));
                let upto = step.map_or(closed, |s| s.min(closed)).min(fork);
                for entry in self.storage.take_back(n, lane, self.device_n, upto)? {
                    taken = true;
                    self.keep_unsent(&id, &entry)?;
                }
            }
        }
        Ok(taken)
    }

    fn keep_unsent(&mut self, space: &SpaceId, entry: &StoredEntry) -> KithResult<()> {
        match &entry.body {
            Body::Held { bytes, .. } => Ok(self.storage.add_unsent(space, entry, bytes)?),
            Body::Erased { .. } => Ok(()),
        }
    }

    pub(super) fn enrol_view(&self) -> KithResult<Option<EnrolView>> {
        let Some(e) = &self.enrolling else { return Ok(None) };
        Ok(Some(EnrolView {
            let_in: self.is_let_in(),
            reason: e.reason,
            since_ms: e.since_ms,
            replaces: e.replaces.clone(),
            grant_again: self.still_to_grant(&e.grant_again),
            unsent: u32::try_from(self.storage.unsent()?.len()).unwrap_or(u32::MAX),
        }))
    }

    pub(super) fn standing(&self) -> KithResult<StandingView> {
        let standing = match (self.is_signed_out()?, self.waits_to_enrol()) {
            (true, _) => Standing::SignedOut,
            (_, true) => Standing::ToBeLetIn,
            _ if self.is_forked()? => Standing::Copied,
            _ => Standing::InUse,
        };
        Ok(StandingView {
            standing,
            enrolling: self.enrol_view()?,
            lock_after_minutes: self.settings.lock_after_minutes,
            lease: self.lease()?,
            lease_days: if self.commons.is_some() { self.particulars()?.lease_days } else { None },
            backed_up_ms: self.settings.backed_up_ms,
        })
    }

    /// Whether another copy of this profile is known to have written with this device's key.
    fn is_forked(&self) -> KithResult<bool> {
        // Where nobody keeps the book there is no saying; a device still answers for itself.
        if self.coop_of_coins().is_ok() && self.gave_twice()? {
            return Ok(true);
        }
        for space in self.spaces.values() {
            for lane in [Lane::Control, Lane::Data] {
                if self.storage.fork_at(space.n, lane, self.device_n)?.is_some() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Makes this profile a new device, since its old key has told two stories. What it wrote since they parted is kept, to be written again.
    pub(super) fn device_renew(&mut self, now_ms: u64) -> KithResult<StandingView> {
        self.check_open()?;
        if !self.is_forked()? {
            return Err(KithError::not_allowed("not-copied", "Nothing is known of another copy of this profile."));
        }
        self.enrol_anew(CopyReason::Forked, now_ms)?;
        // Which of the two branches others hold is read from the mailboxes.
        self.transact(|k| {
            for (_, keys) in k.spaces.values().flat_map(|s| &s.keys) {
                k.storage.forget_cursor(&keys.tag())?;
            }
            Ok(())
        })?;
        self.standing()
    }

    // ---- what was written and not released

    pub(super) fn dispatch_unsent(&mut self, request: &Request, now_ms: u64) -> KithResult<Vec<UnsentView>> {
        // What had arrived after all is written by nobody again.
        self.storage.drop_unsent_that_came_back()?;
        match request {
            Request::UnsentWrite => self.write_unsent(now_ms)?,
            Request::UnsentDrop { item } => {
                let rows = self.storage.unsent()?.into_iter().map(|r| (r.entry.hex(), None, r.n));
                let n = super::naming::pick(item, "item", rows)?;
                self.storage.drop_unsent(n)?;
            }
            _ => {}
        }
        self.unsent_views()
    }

    fn unsent_views(&self) -> KithResult<Vec<UnsentView>> {
        Ok(self.storage.unsent()?.iter().map(|row| self.unsent_view(row)).collect())
    }

    fn unsent_view(&self, row: &UnsentRow) -> UnsentView {
        let (what, text) = match (row.kind, Fact::from_bytes(&row.body)) {
            (Kind::Control, _) => ("membership", String::new()),
            (Kind::Edit, _) => ("edit", String::new()),
            (Kind::Fact, Ok(Fact::Note(NoteKind::Note, text) | Fact::LateNote(text, _))) => ("note", text),
            (Kind::Fact, Ok(Fact::Note(NoteKind::Handover, text))) => ("handover", text),
            (Kind::Fact, Ok(Fact::Correction(_, text))) => ("correction", text),
            (Kind::Fact, Ok(Fact::VisitEnd(end))) => ("visit-end", format!("{} {}", end.text, end.handover).trim().to_owned()),
            (Kind::Fact, Ok(Fact::VisitCorrected(told))) => ("visit-end", format!("{} {}", told.end.text, told.end.handover).trim().to_owned()),
            (Kind::Fact, Ok(Fact::VisitStart(_))) => ("visit-start", String::new()),
            (Kind::Fact, Ok(Fact::VisitConfirmed(..))) => ("visit-confirmed", String::new()),
            (Kind::Fact, Ok(Fact::Name(name))) => ("name", name),
            (Kind::Fact, Ok(Fact::Document(..))) => ("document", String::new()),
            (Kind::Fact, Ok(Fact::Coin(..))) => ("coin", String::new()),
            _ => ("other", String::new()),
        };
        UnsentView { id: row.entry.hex(), space: row.space.hex(), what: what.to_owned(), text, written_ms: row.time_ms, writable: again(row).is_some() }
    }

    /// Writes again, as this device, what can be: notes, handovers, corrections and names. What was signed for one device alone (coins,
    /// hours, membership) and edits of a document that has changed since are only shown.
    fn write_unsent(&mut self, now_ms: u64) -> KithResult<()> {
        let mut written: HashMap<EntryId, EntryId> = HashMap::new();
        for row in self.storage.unsent()? {
            let Some(mut fact) = again(&row) else { continue };
            if let Fact::Correction(note, _) = &mut fact {
                *note = written.get(note).copied().unwrap_or(*note);
            }
            let done = self.append(row.space, row.kind, fact.to_bytes(), now_ms)?;
            written.insert(row.entry, done.id);
            self.storage.drop_unsent(row.n)?;
        }
        Ok(())
    }
}

/// The fact to write again, if it can be.
fn again(row: &UnsentRow) -> Option<Fact> {
    if row.kind != Kind::Fact {
        return None;
    }
    Fact::from_bytes(&row.body).ok().filter(|f| matches!(f, Fact::Note(..) | Fact::LateNote(..) | Fact::Correction(..) | Fact::Name(_)))
}
