//! When doses are due: wall-clock times where the person lives, told apart by date and minute, so that every phone means the same dose.

use super::line::{Line, Medicine, Says};
use crate::words::TimeZone;
use jiff::{Span, Timestamp, civil};
use kith_wire::EntryId;
use minicbor::{Decode, Encode};

/// Doses that a medicine may have on one day.
pub const TIMES_MAX: usize = 24;
/// Every day of the week.
pub const EVERY_DAY: u8 = 0x7f;
/// Days that are looked at at once.
const DAYS_MAX: u32 = 62;
/// Greenwich time and British summer time, by their rule: no database of zones is needed for it.
const UNITED_KINGDOM: &str = "GMT0BST,M3.5.0/1,M10.5.0";

/// One due dose of a medicine: a date and a minute where the person lives. In bytes: the date as days since 1970, then the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Slot {
    /// Days since 1 January 1970.
    #[n(0)]
    pub day: u32,
    /// Minutes since midnight.
    #[n(1)]
    pub minute: u16,
}

/// The zone of a medicine; nothing if this device does not know it by that name.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    if name.is_empty() { TimeZone::posix(UNITED_KINGDOM).ok() } else { TimeZone::get(name).ok() }
}

/// The zone of a medicine, as good as it is known here.
#[must_use]
pub fn zone_or_utc(name: &str) -> TimeZone {
    zone(name).unwrap_or(TimeZone::UTC)
}

fn day_number(date: civil::Date) -> Option<u32> {
    let epoch = civil::date(1970, 1, 1);
    u32::try_from(date.since(epoch).ok()?.get_days()).ok()
}

impl Slot {
    /// The slot of a date and time.
    #[must_use]
    pub fn at(moment: civil::DateTime) -> Option<Self> {
        let minute = u16::try_from(i32::from(moment.hour()) * 60 + i32::from(moment.minute())).ok()?;
        Some(Self { day: day_number(moment.date())?, minute })
    }

    /// Its date and time.
    #[must_use]
    pub fn civil(self) -> Option<civil::DateTime> {
        let date = civil::date(1970, 1, 1).checked_add(Span::new().try_days(self.day).ok()?).ok()?;
        let (hour, minute) = (i8::try_from(self.minute / 60).ok()?, i8::try_from(self.minute % 60).ok()?);
        civil::Time::new(hour, minute, 0, 0).ok().map(|time| date.to_datetime(time))
    }

    /// The moment, in milliseconds since 1970. A time that the clocks leap over comes after the leap; one that they pass twice is the first.
    #[must_use]
    pub fn moment(self, zone: &TimeZone) -> Option<u64> {
        let zoned = zone.to_zoned(self.civil()?).ok()?;
        u64::try_from(zoned.timestamp().as_millisecond()).ok()
    }

    /// As people and programs write it: `2026-11-22T08:00`.
    #[must_use]
    pub fn text(self) -> String {
        self.civil().map_or_else(String::new, |c| c.strftime("%Y-%m-%dT%H:%M").to_string())
    }

    /// Reads what [`Self::text`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::at(text.trim().parse().ok()?)
    }
}

/// Reads a time of day, `08:00` or `8:00`, as minutes since midnight.
#[must_use]
pub fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A minute of the day as `08:00`.
#[must_use]
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The doses of a medicine from one moment to before another, with their moments.
#[must_use]
pub fn slots(medicine: &Medicine, from_ms: u64, to_ms: u64) -> Vec<(Slot, u64)> {
    let zone = zone_or_utc(&medicine.zone);
    let civil = |ms: u64| i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).map(|t| zone.to_datetime(t).date());
    let (Some(first), Some(last)) = (civil(from_ms).and_then(day_number), civil(to_ms).and_then(day_number)) else { return Vec::new() };
    let mut out = Vec::new();
    for day in first..=last.min(first.saturating_add(DAYS_MAX)) {
        let Some(weekday) = (Slot { day, minute: 0 }).civil().map(|c| c.date().weekday().to_monday_zero_offset()) else { continue };
        if medicine.days & (1u8 << weekday.clamp(0, 6)) == 0 {
            continue;
        }
        for minute in medicine.times.iter().take(TIMES_MAX) {
            let slot = Slot { day, minute: *minute };
            out.extend(slot.moment(&zone).filter(|at| (from_ms..to_ms).contains(at)).map(|at| (slot, at)));
        }
    }
    out
}

/// The doses of a line from one moment to before another: each thing that it said counts for as long as it held, and what was written
/// apart counts together, so that no dose is left out.
#[must_use]
pub fn line_slots(line: &Line, from_ms: u64, to_ms: u64) -> Vec<(Slot, u64, EntryId)> {
    let mut out: Vec<(Slot, u64, EntryId)> = Vec::new();
    for fact in &line.facts {
        let Some(Says::Medicine(medicine)) = &fact.change.says else { continue };
        let until = line.held_until(&fact.id).unwrap_or(u64::MAX).min(to_ms);
        let since = fact.change.from_ms.max(from_ms);
        if since < until {
            out.extend(slots(medicine, since, until).into_iter().map(|(slot, at)| (slot, at, fact.id)));
        }
    }
    out.sort_unstable();
    out.dedup_by_key(|(slot, ..)| *slot);
    out
}
