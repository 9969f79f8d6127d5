//! The lease: a helper's device that has not met the co-op for as many days as the co-op's policy says signs itself out.
//!
//! It is a lock of the device on itself, by the latest time that it has seen: a clock put back makes it no longer. Nothing is removed;
//! the next meeting with the co-op (an exchange with its relay, or with another device, or a pack made since the last) ends it. The days stand in the co-op's
//! particulars; they bind members who joined as workers, for their phones hold other people's care.

use super::{
    ErrorKind, Kith, KithError, KithResult, Request,
    drops::Opened,
    view::{LeaseView, Received},
};
use crate::{
    seal::{self, BoxKey},
    space::act,
};
use kith_wire::limits;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// The shortest and the longest lease.
const LEASE_DAYS: std::ops::RangeInclusive<u32> = 1..=365;
/// How far time may have gone on before the latest that was seen is kept again.
const SEEN_STEP_MS: u64 = 60 * 60 * 1_000;

/// Whom a lease binds: the class of those who joined to help as their work.
const BOUND_CLASS: &str = "worker";

impl Kith {
    /// Says for the whole co-op how long helpers' devices may go without meeting it.
    pub(super) fn set_lease(&mut self, days: Option<u32>, now_ms: u64) -> KithResult<()> {
        let commons = self.commons()?;
        if self.space(&commons)?.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those whom the co-op entrusted with it may set its policy."));
        }
        if days.is_some_and(|d| !LEASE_DAYS.contains(&d)) {
            return Err(KithError::invalid("bad-days", "A lease is 1 to 365 days, or none."));
        }
        let mut particulars = self.particulars()?;
        particulars.lease_days = days;
        self.give_particulars(commons, particulars, now_ms)
    }

    /// The lease of this device, if it is bound by one.
    pub(super) fn lease(&self) -> KithResult<Option<LeaseView>> {
        let member = self.commons.and_then(|c| self.spaces.get(&c)).and_then(|c| c.resolved.people.get(&self.me));
        let Some(member) = member.filter(|m| m.class == BOUND_CLASS) else { return Ok(None) };
        let Some(days) = self.particulars()?.lease_days else { return Ok(None) };
        let from_ms = self.settings.met_ms.unwrap_or(member.added_ms);
        Ok(Some(LeaseView { days, ends_ms: from_ms.saturating_add(u64::from(days) * DAY_MS) }))
    }

    /// Whether the lease has run out.
    pub(super) fn is_signed_out(&self) -> KithResult<bool> {
        Ok(self.lease()?.is_some_and(|l| self.settings.seen_ms > l.ends_ms))
    }

    /// What a device that is signed out still answers: how it stands, and what leads it back to the co-op.
    pub(super) fn check_lease(&self, request: &Request) -> KithResult<()> {
        use Request as R;
        let answers = matches!(
            request,
            R::Standing
                | R::Whoami
                | R::Settings
                | R::Truth
                | R::Lock
                | R::LockAfter { .. }
                | R::Present
                | R::Airplane { .. }
                | R::SetRelay { .. }
                | R::Receive { .. }
        );
        if answers || !self.is_signed_out()? {
            return Ok(());
        }
        Err(KithError::new(
            ErrorKind::Locked,
            "signed-out",
            "This phone was signed out: it has not met the co-op for too long. Nothing is lost; let it meet the co-op again.",
        ))
    }

    /// The time to go by: what the clock tells or, where that cannot be, the latest time that was seen.
    pub(super) fn believed(&self, now_ms: u64) -> u64 {
        if now_ms <= limits::CLOCK_MS_MAX {
            return now_ms;
        }
        self.latest_ms.max(self.settings.seen_ms).min(limits::CLOCK_MS_MAX)
    }

    /// Notes what time it is, kept now and then.
    pub(super) fn see_time(&mut self, now_ms: u64) -> KithResult<()> {
        if now_ms > self.settings.seen_ms.saturating_add(SEEN_STEP_MS) {
            self.settings.seen_ms = now_ms;
            self.keep_settings()?;
        }
        Ok(())
    }

    /// A pack brought something that was not here: what somebody of the co-op sealed since, so that the co-op has been met. One that was
    /// taken before is no meeting.
    pub(super) fn pack_came(&mut self, became: &Received, now_ms: u64) -> KithResult<()> {
        if became.outcome != "taken" || self.commons.is_none() {
            return Ok(());
        }
        self.renew_lease(now_ms);
        self.keep_settings()
    }

    /// Somebody of the co-op has packed for this person since they did last, be it that nothing in it is new: the co-op has been met. What
    /// they packed before that, kept back and handed over now, is no meeting.
    pub(super) fn heard_since(&mut self, said: &Opened, to: &BoxKey, now_ms: u64) -> KithResult<()> {
        let member = self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.is_present(&said.sender));
        let (key, own) = (seal::key_id(&to.public), said.sender == self.device);
        let (seq, _) = self.storage.drop_head(false, &said.sender.0, &key)?;
        if own || !member || said.seq <= seq {
            return Ok(());
        }
        self.storage.set_drop_head(false, &said.sender.0, &key, (said.seq, said.id))?;
        self.renew_lease(now_ms);
        self.keep_settings()
    }

    /// The co-op has been met: the lease begins again, from the latest time seen.
    pub(super) fn renew_lease(&mut self, now_ms: u64) {
        self.settings.seen_ms = self.settings.seen_ms.max(now_ms);
        self.settings.met_ms = Some(self.settings.seen_ms);
    }
}
