//! When somebody is reminded: a while before, and never in their quiet hours.

use super::schedule::{Slot, zone_or_utc};
use jiff::Timestamp;

/// The longest while before, in minutes.
pub const BEFORE_MINUTES_MAX: u32 = 7 * 24 * 60;

/// What somebody wants to be reminded of, and when not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// How long before, in minutes.
    pub before: u32,
    /// Visits that they have taken, or that come to them.
    pub visits: bool,
    /// Medicines that they answer for.
    pub medicines: bool,
    /// A visit of theirs that was not ended.
    pub ends: bool,
    /// From when it is quiet, in minutes since midnight.
    pub quiet_from: u16,
    /// Until when; the same as from when: never.
    pub quiet_to: u16,
}

/// Nobody is reminded of anything until they ask for it.
pub const NOTHING: Wishes = Wishes { before: 60, visits: false, medicines: false, ends: false, quiet_from: 22 * 60, quiet_to: 7 * 60 };

impl Wishes {
    /// As bytes: before (4, big-endian), what (1), quiet from and to (2 each).
    #[must_use]
    pub fn to_bytes(self) -> [u8; 9] {
        let what = u8::from(self.visits) | u8::from(self.medicines) << 1 | u8::from(self.ends) << 2;
        let ([a, b, c, d], [e, f], [g, h]) = (self.before.to_be_bytes(), self.quiet_from.to_be_bytes(), self.quiet_to.to_be_bytes());
        [a, b, c, d, what, e, f, g, h]
    }

    /// Reads what [`Self::to_bytes`] writes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let [a, b, c, d, what, e, f, g, h] = <[u8; 9]>::try_from(bytes).ok()?;
        Some(Self {
            before: u32::from_be_bytes([a, b, c, d]).min(BEFORE_MINUTES_MAX),
            visits: what & 1 != 0,
            medicines: what & 2 != 0,
            ends: what & 4 != 0,
            quiet_from: u16::from_be_bytes([e, f]) % (24 * 60),
            quiet_to: u16::from_be_bytes([g, h]) % (24 * 60),
        })
    }

    /// The quiet hours that a moment falls into: when they begin, and when they end.
    fn quiet(&self, at_ms: u64, zone: &str) -> Option<(u64, u64)> {
        let zone = zone_or_utc(zone);
        let civil = i64::try_from(at_ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).map(|t| zone.to_datetime(t));
        let slot = civil.and_then(Slot::at).filter(|slot| self.is_quiet(slot.minute))?;
        let over = self.quiet_from > self.quiet_to;
        let begins = if over && slot.minute < self.quiet_to { slot.day.saturating_sub(1) } else { slot.day };
        let ends = if over && slot.minute >= self.quiet_from { slot.day + 1 } else { slot.day };
        let moment = |day, minute| Slot { day, minute }.moment(&zone);
        Some((moment(begins, self.quiet_from)?, moment(ends, self.quiet_to)?))
    }

    /// When somebody is reminded of what is on at a moment. What would come in quiet hours comes when they end, or, if that were too late,
    /// when they begin.
    #[must_use]
    pub fn moment(&self, on_ms: u64, zone: &str) -> u64 {
        let wanted = on_ms.saturating_sub(u64::from(self.before) * 60_000);
        match self.quiet(wanted, zone) {
            Some((_, ends)) if ends <= on_ms => ends,
            Some((begins, _)) => begins.min(wanted),
            None => wanted,
        }
    }

    /// The first moment from this one on that is not quiet.
    #[must_use]
    pub fn not_before(&self, at_ms: u64, zone: &str) -> u64 {
        self.quiet(at_ms, zone).map_or(at_ms, |(_, ends)| ends)
    }

    /// Whether a minute of the day is quiet.
    #[must_use]
    pub const fn is_quiet(&self, minute: u16) -> bool {
        if self.quiet_from <= self.quiet_to { self.quiet_from <= minute && minute < self.quiet_to } else { minute >= self.quiet_from || minute < self.quiet_to }
    }
}

#[cfg(test)]
mod tests {
    use super::{NOTHING, Slot, Wishes, zone_or_utc};

    fn at(text: &str) -> u64 {
        Slot::parse(text).unwrap().moment(&zone_or_utc("")).unwrap()
    }

    /// covers: R7, X9
    #[test]
    fn nobody_is_reminded_in_quiet_hours_and_nothing_is_lost_by_them() {
        let wishes = Wishes { visits: true, ..NOTHING };
        assert_eq!(Wishes::from_bytes(&wishes.to_bytes()), Some(wishes));
        let reminded = |on: &str| wishes.moment(at(on), "");
        assert_eq!(reminded("2026-11-24T10:00"), at("2026-11-24T09:00"));
        assert_eq!(reminded("2026-11-24T07:30"), at("2026-11-24T07:00"), "as soon as it is no longer quiet");
        assert_eq!(reminded("2026-11-24T06:00"), at("2026-11-23T22:00"), "the evening before");
        assert_eq!(reminded("2026-11-24T23:30"), at("2026-11-24T22:00"));
        let day = Wishes { quiet_from: 13 * 60, quiet_to: 15 * 60, ..wishes };
        assert_eq!((day.moment(at("2026-11-24T14:30"), ""), day.moment(at("2026-11-24T15:30"), "")), (at("2026-11-24T13:00"), at("2026-11-24T15:00")));
        let never = Wishes { quiet_from: 0, quiet_to: 0, ..wishes };
        assert_eq!(never.moment(at("2026-11-24T01:00"), ""), at("2026-11-24T00:00"));
    }
}
